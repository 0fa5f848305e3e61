//! 準備の確認: looked through by the chief supporter before the meeting, sent back, done again; and who
//! should be called for the plan.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::meeting::{Preparation, PreparationStep};
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::{rights, words};
use crate::ui::*;

use super::Page;

/// What was ticked, in words.
const TICKS: [&str; 4] = [
    "足りない情報をさがした",
    "見立ての根拠を確かめた",
    "事実と気持ちを分けた",
    "支援の遅れがない",
];

/// Absent for those who are not in charge.
#[component]
pub(super) fn PreparationPanel(page: Page) -> impl IntoView {
    let steps = Memo::new(move |_| page.view.with(|view| view.meeting.preparation.clone()));
    let may = move |action| {
        Memo::new(move |_| page.view.with(|view| rights::allowed(&view.rights, action)))
    };
    let (checks, mends) = (may(Action::CheckPreparation), may(Action::PrepareAgain));
    let back = Memo::new(move |_| page.view.with(|view| view.meeting.sent_back().is_some()));
    let missing = Memo::new(move |_| {
        page.view.with(|view| {
            let names = view.not_called.iter().map(|agency| agency.name.clone());
            names.collect::<Vec<_>>().join("、")
        })
    });
    let shown = Memo::new(move |_| checks.get() || mends.get() || !steps.with(Vec::is_empty));
    view! {
        <Show when=move || !missing.with(String::is_empty)>
            <Notice kind=NoticeKind::Info title="計画に、家計か就労の支援があります">
                <p>
                    {move || {
                        format!("担当の機関（{}）を呼ぶか、その計画を持ち寄ってください。", missing.get())
                    }}
                </p>
            </Notice>
        </Show>
        <Show when=move || shown.get()>
            <section class="panel" aria-labelledby="preparation-title">
                <div class="panel__head"><h2 id="preparation-title">"準備の確認"</h2></div>
                <Show when=move || steps.with(Vec::is_empty)>
                    <p class="muted">"まだ確認していません。確認がなくても、会議は始められます。"</p>
                </Show>
                <ol class="list">
                    {move || {
                        let named = page.named.get();
                        let line = |step: PreparationStep| {
                            let (label, said) = (step.what.label(), said(&step.what));
                            let who = format!("{}　{}", named.person(step.by), words::moment(step.at));
                            view! {
                                <li class="list__row">
                                    <Tag>{label}</Tag>
                                    <span>{said}</span>
                                    <span class="small muted" translate="no">{who}</span>
                                </li>
                            }
                        };
                        steps.get().into_iter().map(line).collect_view()
                    }}
                </ol>
                <Show when=move || back.get() && mends.get()>
                    <Again page/>
                </Show>
                <Show when=move || !back.get() && checks.get()>
                    <Look page/>
                </Show>
            </section>
        </Show>
    }
}

fn said(what: &Preparation) -> String {
    match what {
        Preparation::Checked {
            gaps_looked_for,
            grounds_checked,
            feelings_separated,
            no_delay,
            note,
        } => {
            let ticked = [
                *gaps_looked_for,
                *grounds_checked,
                *feelings_separated,
                *no_delay,
            ];
            let ticked = TICKS.iter().zip(ticked).filter(|(_, on)| *on);
            let mut words: Vec<&str> = ticked.map(|(words, _)| *words).collect();
            words.extend(Some(note.as_str()).filter(|note| !note.trim().is_empty()));
            words.join("・")
        }
        Preparation::Returned { what } => what.clone(),
        Preparation::PreparedAgain { note } => note.clone(),
    }
}

/// 確認, or sent back with what is missing.
#[component]
fn Look(page: Page) -> impl IntoView {
    let act = Act::new();
    let ticks = [(); 4].map(|()| RwSignal::new(false));
    let note = RwSignal::new(String::new());
    let check = move |()| {
        let [gaps, grounds, feelings, delay] = ticks.map(|tick| tick.get_untracked());
        let command = CaseCommand::CheckPreparation {
            meeting: page.meeting,
            gaps_looked_for: gaps,
            grounds_checked: grounds,
            feelings_separated: feelings,
            no_delay: delay,
            note: note.get_untracked(),
        };
        act.case(
            page.case,
            command,
            "準備を確認しました",
            move |_| {
                note.try_set(String::new());
            },
        );
    };
    let back = move |()| {
        let what = note.get_untracked();
        if what.trim().is_empty() {
            return act.refuse("直してほしいことを書いてください。");
        }
        let command = CaseCommand::ReturnPreparation {
            meeting: page.meeting,
            what,
        };
        act.case(
            page.case,
            command,
            "準備を差し戻しました",
            move |_| {
                note.try_set(String::new());
            },
        );
    };
    let boxes = ticks
        .into_iter()
        .zip(TICKS)
        .enumerate()
        .map(|(at, (checked, label))| {
            view! { <Check id=format!("preparation-{at}") label checked/> }
        })
        .collect_view();
    view! {
        <div class="stack">
            {boxes}
            <TextArea id="preparation-note" label="気づいたこと・直してほしいこと" value=note rows=2 shared=act.wording/>
            <Refusing act/>
            <div class="actions">
                <Button icon=Icon::Check busy=act.busy on_press=check>"確認した"</Button>
                <Button icon=Icon::Undo busy=act.busy on_press=back>"差し戻す"</Button>
            </div>
        </div>
    }
}

/// 直した, by those in charge.
#[component]
fn Again(page: Page) -> impl IntoView {
    let act = Act::new();
    let note = RwSignal::new(String::new());
    let again = move |()| {
        let command = CaseCommand::PrepareAgain {
            meeting: page.meeting,
            note: note.get_untracked(),
        };
        act.case(page.case, command, "準備を直したことを知らせました", |_| ());
    };
    view! {
        <div class="stack">
            <TextArea id="prepared-again" label="どう直したか" value=note rows=2 shared=act.wording/>
            <Refusing act/>
            <div class="actions">
                <Button variant=Variant::Primary busy=act.busy on_press=again>"直した"</Button>
            </div>
        </div>
    }
}
