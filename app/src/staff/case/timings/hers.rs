//! 本人の評価 written down for her and read back, and why there is none.

use domain::command::CaseCommand;
use domain::evaluation::Sign;
use domain::id::EvaluationId;
use domain::timing::TimingCommand;
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::staff::her_words::READ_BACK;
use crate::ui::*;

use super::super::act_dialog::ActDialog;
use super::super::lacks::{NeededText, whole};
use super::super::pick;
use super::{Asked, Shared};

/// She speaks, the worker writes. The same signs and boxes as at her own door, nothing chosen beforehand.
#[component]
pub(super) fn HersDialog(shared: Shared, asked: Asked, open: RwSignal<bool>) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let signs = StoredValue::new(asked.goals.iter().map(|_| text()).collect::<Vec<_>>());
    let (all, changes, remains, said) = (text(), text(), text(), text());
    let read_back = RwSignal::new(false);
    let act = Act::new();
    let save = move |()| {
        if !read_back.get_untracked() {
            return act.refuse("書いた言葉を読み返して、本人に確かめてください。");
        }
        let one = |value| pick::one(&Sign::ALL, value);
        let command = TimingCommand::Say {
            evaluation: asked.id,
            goals: signs.with_value(|signs| signs.iter().map(|sign| one(*sign)).collect()),
            whole: one(all),
            changes: changes.get_untracked(),
            remains: remains.get_untracked(),
            words: said.get_untracked(),
        };
        act.case(
            shared.id,
            CaseCommand::Timing(command),
            "本人の評価を記録しました",
            move |_| {
                signs.with_value(|signs| {
                    for sign in signs {
                        sign.try_set(String::new());
                    }
                });
                for field in [all, changes, remains, said] {
                    field.try_set(String::new());
                }
                read_back.try_set(false);
                open.try_set(false);
            },
        );
    };
    let goals = StoredValue::new(asked.goals);
    view! {
        <ActDialog
            id="her-evaluation"
            title="本人の評価を書きとる"
            open
            act
            send="本人の評価を記録する"
            on_send=save
        >
            <div class="fields" translate="no">
                <p>"本人が言ったとおりに書きます。答えたいものだけでかまいません。"</p>
                {goals
                    .get_value()
                    .into_iter()
                    .zip(signs.get_value())
                    .enumerate()
                    .map(|(at, (goal, sign))| {
                        view! { <Signs id=format!("her-goal-{at}") label=goal value=sign/> }
                    })
                    .collect_view()}
                <Signs id="her-whole".to_owned() label="支援ぜんたい".to_owned() value=all/>
                <TextArea
                    id="her-changes"
                    label="かわったこと"
                    help="小さなことも書きます。"
                    value=changes
                    rows=2
                />
                <TextArea id="her-remains" label="まだ困っていること" value=remains rows=2/>
                <TextArea id="her-words" label="本人のことば" value=said rows=3/>
                <Check id="her-read-back" label=READ_BACK checked=read_back/>
            </div>
        </ActDialog>
    }
}

#[component]
fn Signs(id: String, label: String, value: RwSignal<String>) -> impl IntoView {
    let options = pick::choices(&Sign::ALL, Sign::label);
    view! { <RadioGroup id label options value layout=Layout::Row/> }
}

/// Why her view is not there.
#[component]
pub(super) fn NoViewDialog(
    shared: Shared,
    id: EvaluationId,
    open: RwSignal<bool>,
) -> impl IntoView {
    let why = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let act = Act::new();
    let save = move |()| {
        let command = whole(problems, |lacks| {
            Some(TimingCommand::RecordNoView {
                evaluation: id,
                reason: lacks.text(why, "no-view-why", "理由を書いてください。"),
            })
        });
        let Some(command) = command else {
            return;
        };
        act.case(
            shared.id,
            CaseCommand::Timing(command),
            "理由を記録しました",
            move |_| {
                why.try_set(String::new());
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog
            id="no-view"
            title="本人の評価がない理由"
            open
            act
            problems
            send="理由を記録する"
            on_send=save
        >
            <p>"本人があとで話したときは、いつでも書きとれます。"</p>
            <NeededText
                problems
                id="no-view-why"
                label="理由"
                help="例：連絡がつかない。手紙で聞いたが、答えたくないとのこと。"
                value=why
            />
        </ActDialog>
    }
}
