//! Who she is, in her own words first, and what can be done now.

use domain::access::Action;
use domain::case::{Voice, Wish};
use domain::command::CaseCommand;
use domain::record::UrgencyLevel;
use domain::view::along::LEASE;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::route::{CasePart, Route};
use crate::staff::act::Act;
use crate::staff::door::door;
use crate::staff::{along, words};
use crate::ui::*;

use super::act_dialog::ActDialog;
use super::{Shared, card, record, risk, show, workers};

#[component]
pub(super) fn Head(shared: Shared) -> impl IntoView {
    let name = shared.part(|view| words::case_name(view.called_name.as_deref(), &view.no));
    let facts = shared.part(|view| {
        let no = view.called_name.is_some().then(|| view.no.clone());
        [
            no,
            view.age.clone().or_else(|| view.age_band.clone()),
            Some(view.status.label().to_owned()),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
    });
    let urgency = shared.part(|view| view.risk.as_ref().map(|risk| risk.urgency));
    let wish = shared.part(|view| view.wishes.last().cloned());
    let wishing = RwSignal::new(false);
    let recording = RwSignal::new(false);
    let judging = RwSignal::new(false);
    let working = RwSignal::new(false);
    let carding = RwSignal::new(false);
    let showing = RwSignal::new(false);
    let case = shared.id;
    let request = Route::Request {
        case,
        request: None,
    }
    .path();
    let may_request = shared.has(Action::SubmitRequest);
    let request_stopped = shared.stopped(Action::SubmitRequest);
    view! {
        <header class="case__head">
            <div class="case__who">
                <h1 class="case__name" translate="no">{move || name.get()}</h1>
                <p class="case__facts">{move || facts.get()}</p>
                {move || {
                    urgency
                        .get()
                        .map(|urgency| view! { <Urgency level=level(urgency) word=urgency.label()/> })
                }}
                <div class="case__actions">
                    <Show when=move || shared.has(Action::WriteRecord).get()>
                        <Button
                            variant=Variant::Primary
                            icon=Icon::Pen
                            disabled_reason=shared.stopped(Action::WriteRecord)
                            on_press=move |()| recording.set(true)
                        >
                            "記録する"
                        </Button>
                    </Show>
                    <Show when=move || may_request.get()>
                        {
                            let request = request.clone();
                            move || {
                                let request = request.clone();
                                if request_stopped.with(Option::is_some) {
                                    view! {
                                        <Button icon=Icon::Meeting disabled_reason=request_stopped>
                                            "会議を要請"
                                        </Button>
                                    }
                                        .into_any()
                                } else {
                                    view! {
                                        <LinkButton href=request icon=Icon::Meeting>
                                            "会議を要請"
                                        </LinkButton>
                                    }
                                        .into_any()
                                }
                            }
                        }
                    </Show>
                    <More shared judging working carding showing/>
                </div>
            </div>
            <Words shared wish wishing/>
        </header>
        <record::RecordDialog shared open=recording/>
        <risk::RiskDialog shared open=judging/>
        <workers::WorkersDialog shared open=working/>
        <card::CardDialog shared open=carding/>
        <show::ShowDialog shared open=showing/>
        <WishDialog shared open=wishing/>
    }
}

/// The "…" of the case.
#[component]
fn More(
    shared: Shared,
    judging: RwSignal<bool>,
    working: RwSignal<bool>,
    carding: RwSignal<bool>,
    showing: RwSignal<bool>,
) -> impl IntoView {
    let case = shared.id;
    let protection = Route::Case {
        case,
        part: CasePart::Protection,
    }
    .path();
    let assessment = Route::Assessment { case }.path();
    let correct = Route::CorrectIntake { case }.path();
    let plan = Route::Plan { case, plan: None }.path();
    let handover = Route::Handover { case }.path();
    let door = door();
    let along = Memo::new(move |_| {
        door.along
            .with(|all| all.iter().any(|one| one.case == case))
    });
    let take_along = move |()| {
        // Without a passphrase it could not be opened where it is needed.
        if !door.prepared.get_untracked() {
            door.tell("先に、この端末の合言葉を決めてください");
            return door.go(Route::Outbox);
        }
        spawn_local(async move {
            match along::take(case).await {
                Ok(()) => door.tell(format!(
                    "この端末に入れました。{}時間のあいだ、電波がなくても読めます",
                    LEASE.num_hours()
                )),
                Err(error) => door.tell(error.message),
            }
        });
    };
    view! {
        <Menu id="case-menu" label="このケースの操作">
            <Show when=move || shared.has(Action::WriteRecord).get() && !along.get()>
                <MenuItem on_press=take_along>"この端末に持って出る"</MenuItem>
            </Show>
            <Show when=move || shared.has(Action::JudgeRisk).get()>
                <MenuItem
                    disabled_reason=shared.stopped(Action::JudgeRisk)
                    on_press=move |()| judging.set(true)
                >
                    "危険度・緊急度を記録"
                </MenuItem>
            </Show>
            <Show when=move || shared.has(Action::HandleProtection).get()>
                <MenuLink href=protection.clone()>"一時保護"</MenuLink>
            </Show>
            <Show when=move || shared.has(Action::CorrectIntake).get()>
                <MenuLink href=assessment.clone()>"アセスメントを書く"</MenuLink>
                <MenuLink href=correct.clone()>"相談受付票を訂正"</MenuLink>
            </Show>
            <Show when=move || shared.has(Action::WritePlan).get()>
                <MenuLink href=plan.clone()>"新しい計画を作る"</MenuLink>
            </Show>
            <Show when=move || shared.has(Action::AssignWorker).get()>
                <MenuItem
                    disabled_reason=shared.stopped(Action::AssignWorker)
                    on_press=move |()| working.set(true)
                >
                    "担当者"
                </MenuItem>
            </Show>
            <Show when=move || shared.has(Action::SeeHandover).get()>
                <MenuLink href=handover.clone()>"担当を引き継ぐ"</MenuLink>
            </Show>
            <Show when=move || shared.has(Action::GiveCard).get()>
                <MenuItem
                    disabled_reason=shared.stopped(Action::GiveCard)
                    on_press=move |()| carding.set(true)
                >
                    "カードを渡す"
                </MenuItem>
                <MenuItem
                    disabled_reason=shared.stopped(Action::GiveCard)
                    on_press=move |()| showing.set(true)
                >
                    "本人に画面を渡す"
                </MenuItem>
            </Show>
        </Menu>
    }
}

#[component]
fn Words(shared: Shared, wish: Memo<Option<Wish>>, wishing: RwSignal<bool>) -> impl IntoView {
    let may = shared.has(Action::HerVoice);
    let withheld = shared.part(|view| view.wishes_withheld);
    view! {
        {move || match wish.get() {
            Some(wish) => {
                view! {
                    <blockquote class="case__words">
                        <span translate="no">"「" {wish.words} "」"</span>
                        <footer>
                            {words::moment(wish.at)}
                            {match wish.by {
                                Voice::Herself => "　本人が記入",
                                Voice::ReadBack { .. } => "　書きとって、読み返した",
                            }}
                        </footer>
                    </blockquote>
                }
                    .into_any()
            }
            None => {
                let told = match withheld.get() {
                    true => words::WISH_WITHHELD,
                    false => "本人の希望は、まだ書いてありません。",
                };
                view! { <p class="case__words muted">{told}</p> }.into_any()
            }
        }}
        <Show when=move || may.get()>
            <Button
                variant=Variant::Tertiary
                icon=Icon::Pen
                disabled_reason=shared.stopped(Action::HerVoice)
                on_press=move |()| wishing.set(true)
            >
                "書きたす"
            </Button>
        </Show>
    }
}

#[component]
fn WishDialog(shared: Shared, open: RwSignal<bool>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let act = Act::new();
    let save = move |()| {
        let words = text.get_untracked();
        if words.trim().is_empty() {
            return act.refuse("本人の言葉を入力してください。");
        }
        act.case(
            shared.id,
            CaseCommand::RecordWish { words },
            "本人の希望を記録しました",
            move |_| {
                text.try_set(String::new());
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog id="wish" title="本人の希望" open act send="記録する" on_send=save>
            <div class="fields" translate="no">
                <TextArea
                    id="wish-words"
                    label="本人の言葉"
                    help="言ったとおりに書いて、読み返します。前の言葉も残ります。"
                    value=text
                />
            </div>
        </ActDialog>
    }
}

fn level(urgency: UrgencyLevel) -> u8 {
    match urgency {
        UrgencyLevel::Planned => 1,
        UrgencyLevel::WithinDays => 2,
        UrgencyLevel::Immediate => 3,
    }
}
