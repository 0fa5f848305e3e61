//! やること: the decisions of meetings and the items of the plan, and what became of them.

use domain::command::CaseCommand;
use domain::task::{TaskMove, TaskOf, TaskStatus};
use domain::view::{TaskStepView, TaskView};
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::staff::words;
use crate::ui::*;

use super::Shared;
use super::act_dialog::ActDialog;
use super::lacks::{NeededDay, NeededText, whole};

/// Which form is open, and about which task. Cheap to copy.
#[derive(Clone, Copy)]
struct Forms {
    of: RwSignal<Option<TaskOf>>,
    done: RwSignal<bool>,
    put_off: RwSignal<bool>,
    again: RwSignal<bool>,
}

#[component]
pub(super) fn TasksPanel(shared: Shared) -> impl IntoView {
    let tasks = shared.part(|view| view.tasks.clone());
    let today = shared.part(|view| view.today);
    let closed = || RwSignal::new(false);
    let forms = Forms {
        of: RwSignal::new(None),
        done: closed(),
        put_off: closed(),
        again: closed(),
    };
    view! {
        <section class="panel" aria-labelledby="tasks-title">
            <div class="panel__head">
                <h2 id="tasks-title">"やること"</h2>
            </div>
            <p class="small muted">
                "会議で決まったことと、確定した計画の項目です。打ち直す必要はありません。"
            </p>
            <Show when=move || tasks.with(Vec::is_empty)>
                <p class="muted">
                    "まだありません。会議が終わるか、計画が確定すると、ここに並びます。"
                </p>
            </Show>
            <ul class="list" translate="no">
                {move || {
                    let today = today.get();
                    tasks
                        .get()
                        .into_iter()
                        .map(|task| view! { <li><OneTask task today forms/></li> })
                        .collect_view()
                }}
            </ul>
        </section>
        <DoneDialog shared forms/>
        <PutOffDialog shared forms/>
        <AgainDialog shared forms/>
    }
}

#[component]
fn OneTask(task: TaskView, today: chrono::NaiveDate, forms: Forms) -> impl IntoView {
    let of = task.of;
    let from = match of {
        TaskOf::Decision(_) => "会議の決定",
        TaskOf::Item { .. } => "計画",
    };
    let done = task.status == TaskStatus::Done;
    let who = match &task.person {
        Some(person) => format!("{}　{person}", task.agency.name),
        None => task.agency.name.clone(),
    };
    let due = words::due(task.due.filter(|_| !done), today);
    let first = task
        .first_due
        .map(|day| format!("はじめの期日：{}", words::short_date(day)));
    let (may, mine) = (task.may, task.mine);
    let open = move |form: RwSignal<bool>| {
        move |()| {
            forms.of.set(Some(of));
            form.set(true);
        }
    };
    view! {
        <div class="list__row">
            <Tag tone=if done { Tone::Good } else { Tone::Plain }>{task.status.label()}</Tag>
            <strong>{task.what}</strong>
            {mine.then(|| view! { <Tag tone=Tone::Accent>"自分"</Tag> })}
            {due
                .map(|(words, key)| {
                    view! { <span class="card__due list__end" data-due=key>{words}</span> }
                })}
        </div>
        <p class="small muted">
            {from} "　" {who} "　"
            {task.due.map_or_else(|| "期日なし".to_owned(), words::date)} "　" {first}
        </p>
        {(!task.steps.is_empty())
            .then(|| {
                view! {
                    <ul class="small">
                        {task.steps.into_iter().map(|step| view! { <li>{step_words(&step)}</li> }).collect_view()}
                    </ul>
                }
            })}
        {may
            .then(|| {
                view! {
                    <div class="actions">
                        {if done {
                            view! {
                                <Button variant=Variant::Tertiary on_press=open(forms.again)>
                                    "まだ済んでいない"
                                </Button>
                            }
                            .into_any()
                        } else {
                            view! {
                                <Button icon=Icon::Check on_press=open(forms.done)>"済んだ"</Button>
                                <Button variant=Variant::Tertiary on_press=open(forms.put_off)>
                                    "延ばす"
                                </Button>
                            }
                            .into_any()
                        }}
                    </div>
                }
            })}
    }
}

fn step_words(step: &TaskStepView) -> String {
    let to = step
        .to
        .map(|day| format!("（{}まで）", words::short_date(day)))
        .unwrap_or_default();
    let said = if step.words.is_empty() {
        String::new()
    } else {
        format!("：{}", step.words)
    };
    format!(
        "{}{to}{said}　{}　{}",
        step.title,
        words::moment(step.at),
        step.by
    )
}

fn step(of: RwSignal<Option<TaskOf>>, step: TaskMove) -> Option<CaseCommand> {
    let of = of.get_untracked()?;
    Some(CaseCommand::StepTask { of, step })
}

#[component]
fn DoneDialog(shared: Shared, forms: Forms) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let act = Act::new();
    let save = move |()| {
        let words = said.get_untracked();
        let Some(command) = step(forms.of, TaskMove::Done { words }) else {
            return;
        };
        act.case(
            shared.id,
            command,
            "済んだことを記録しました",
            move |_| {
                said.try_set(String::new());
                forms.done.try_set(false);
            },
        );
    };
    view! {
        <ActDialog id="task-done" title="済んだ" open=forms.done act send="済んだと記録する" on_send=save>
            <TextArea
                id="task-done-words"
                label="どうなったか"
                help="居場所がわかることは書きません。"
                need=Need::Optional
                value=said
                rows=2
                shared=act.wording
            />
        </ActDialog>
    }
}

#[component]
fn PutOffDialog(shared: Shared, forms: Forms) -> impl IntoView {
    let day = RwSignal::new(String::new());
    let why = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let act = Act::new();
    let save = move |()| {
        let command = whole(problems, |lacks| {
            let to = lacks.day(day, "task-to");
            let reason = lacks.text(why, "task-why", "延ばす理由を書いてください。");
            step(forms.of, TaskMove::PutOff { to: to?, reason })
        });
        let Some(command) = command else {
            return;
        };
        act.case(
            shared.id,
            command,
            "期日を延ばしました",
            move |_| {
                day.try_set(String::new());
                why.try_set(String::new());
                forms.put_off.try_set(false);
            },
        );
    };
    view! {
        <ActDialog
            id="task-off"
            title="延ばす"
            open=forms.put_off
            act
            problems
            send="この日まで延ばす"
            on_send=save
        >
            <NeededDay problems id="task-to" label="新しい期日" value=day/>
            <NeededText
                problems
                id="task-why"
                label="延ばす理由"
                value=why
                shared=act.wording
            />
        </ActDialog>
    }
}

#[component]
fn AgainDialog(shared: Shared, forms: Forms) -> impl IntoView {
    let why = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let act = Act::new();
    let save = move |()| {
        let command = whole(problems, |lacks| {
            let reason = lacks.text(why, "task-again-why", "理由を書いてください。");
            step(forms.of, TaskMove::TakenUp { reason })
        });
        let Some(command) = command else {
            return;
        };
        act.case(
            shared.id,
            command,
            "やることにもどしました",
            move |_| {
                why.try_set(String::new());
                forms.again.try_set(false);
            },
        );
    };
    view! {
        <ActDialog
            id="task-again"
            title="まだ済んでいない"
            open=forms.again
            act
            problems
            send="やることにもどす"
            on_send=save
        >
            <NeededText problems id="task-again-why" label="理由" value=why shared=act.wording/>
        </ActDialog>
    }
}
