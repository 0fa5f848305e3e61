//! What those who supported her write, after her: goal by goal, and each agency for itself.

use domain::command::CaseCommand;
use domain::evaluation::{GoalOutcome, GoalResult};
use domain::id::EvaluationId;
use domain::timing::TimingCommand;
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::ui::*;

use super::super::act_dialog::ActDialog;
use super::super::lacks::{NeededText, whole, wrong_at};
use super::super::pick;
use super::{Asked, Shared};

/// What is typed for one goal. Cheap to copy.
#[derive(Clone, Copy)]
struct Goal {
    outcome: RwSignal<String>,
    note: RwSignal<String>,
}

#[component]
pub(super) fn WrittenDialog(shared: Shared, asked: Asked, open: RwSignal<bool>) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let typed: Vec<Goal> = asked
        .goals
        .iter()
        .map(|_| Goal {
            outcome: text(),
            note: text(),
        })
        .collect();
    let typed = StoredValue::new(typed);
    let (changes, told, remains) = (text(), text(), text());
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let act = Act::new();
    let save = move |()| {
        let command = whole(problems, |lacks| {
            let goals: Vec<Option<GoalResult>> = typed
                .get_value()
                .into_iter()
                .enumerate()
                .map(|(at, goal)| {
                    let outcome = lacks.choice(
                        pick::one(&GoalOutcome::ALL, goal.outcome),
                        &format!("goal-{at}-0"),
                        "達成・一部・未達のどれかを選んでください。",
                    );
                    let note = goal.note.get_untracked();
                    outcome.map(|outcome| GoalResult { outcome, note })
                })
                .collect();
            let changes = lacks.text(
                changes,
                "seen-changes",
                "見られた変化を書いてください。小さなことでかまいません。",
            );
            Some(TimingCommand::Write {
                evaluation: asked.id,
                goals: goals.into_iter().collect::<Option<Vec<_>>>()?,
                changes,
                told: told.get_untracked(),
                remains: remains.get_untracked(),
            })
        });
        let Some(command) = command else {
            return;
        };
        act.case(
            shared.id,
            CaseCommand::Timing(command),
            "支援した側の評価を書きました",
            move |_| {
                open.try_set(false);
            },
        );
    };
    let goals = StoredValue::new(asked.goals);
    view! {
        <ActDialog
            id="written-evaluation"
            title="支援した側の評価を書く"
            open
            act
            problems
            send="評価を書く"
            on_send=save
        >
            <div class="fields" translate="no">
                {goals
                    .get_value()
                    .into_iter()
                    .zip(typed.get_value())
                    .enumerate()
                    .map(|(at, (goal, typed))| view! { <OneGoal at goal typed problems wording=act.wording/> })
                    .collect_view()}
                <NeededText
                    problems
                    id="seen-changes"
                    label="見られた変化"
                    help="小さなことも。本人と支援した人がしたことを、具体的に。"
                    value=changes
                    rows=3
                    shared=act.wording
                />
                <TextArea
                    id="told-changes"
                    label="本人に伝える変化（やさしいことば）"
                    help="本人のページに出ます。読みは 漢字《かんじ》 のようにつけられます。"
                    value=told
                    rows=2
                    shared=act.wording
                />
                <TextArea
                    id="what-remains"
                    label="残る課題"
                    value=remains
                    rows=2
                    shared=act.wording
                />
            </div>
        </ActDialog>
    }
}

#[component]
fn OneGoal(
    at: usize,
    goal: String,
    typed: Goal,
    problems: RwSignal<Vec<Wrong>>,
    wording: Wording,
) -> impl IntoView {
    let options = pick::choices(&GoalOutcome::ALL, GoalOutcome::label);
    view! {
        <RadioGroup
            id=format!("goal-{at}")
            label=goal
            need=Need::Required
            options
            value=typed.outcome
            layout=Layout::Row
            error=wrong_at(problems, format!("goal-{at}-0"))
        />
        <TextArea id=format!("goal-{at}-note") label="くわしく" value=typed.note rows=1 shared=wording/>
    }
}

/// What the writer's own agency says.
#[component]
pub(super) fn AgencyDialog(
    shared: Shared,
    id: EvaluationId,
    open: RwSignal<bool>,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let act = Act::new();
    let save = move |()| {
        let command = whole(problems, |lacks| {
            Some(TimingCommand::AddAgency {
                evaluation: id,
                words: lacks.text(said, "agency-words", "評価を書いてください。"),
            })
        });
        let Some(command) = command else {
            return;
        };
        act.case(
            shared.id,
            CaseCommand::Timing(command),
            "機関の評価を書きました",
            move |_| {
                said.try_set(String::new());
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog
            id="agency-evaluation"
            title="自分の機関の評価を書く"
            open
            act
            problems
            send="書く"
            on_send=save
        >
            <NeededText
                problems
                id="agency-words"
                label="評価"
                help="支援の中で見たこと、よかったこと、足りなかったこと。"
                value=said
                rows=3
                shared=act.wording
            />
        </ActDialog>
    }
}
