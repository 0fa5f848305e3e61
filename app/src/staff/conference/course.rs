//! 会議の進み: calling, opening, closing, the record confirmed and shared; and the two ways in which a
//! conference does not take place on its day.

use domain::access::Action;
use domain::conference::{ConferenceCommand, NotHeld};
use domain::meeting::{MeetingStatus, PresenceMode};
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::gathering::{Adjourn, Fold, Step, StepButton, Submit};
use crate::staff::hours::{SpanDraft, SpanFields};
use crate::staff::rights::RightButton;
use crate::ui::*;

use super::Page;

/// A step that a meeting about a case takes in another way.
struct OwnStep {
    action: Action,
    command: ConferenceCommand,
    icon: Icon,
    label: &'static str,
    told: &'static str,
}

/// 招集
const CALL: OwnStep = OwnStep {
    action: Action::PlanConference,
    command: ConferenceCommand::Notify,
    icon: Icon::Bell,
    label: "招集する",
    told: "招集しました",
};

/// 記録の確定; there is nothing to write for anyone beforehand.
const CONFIRM: OwnStep = OwnStep {
    action: Action::RunConference,
    command: ConferenceCommand::ConfirmMinutes,
    icon: Icon::Check,
    label: "記録を確定する",
    told: "記録を確定しました",
};

#[component]
fn OwnStepButton(page: Page, act: Act, step: OwnStep) -> impl IntoView {
    view! {
        <RightButton
            rights=page.gathering.rights
            action=step.action
            act
            variant=Variant::Primary
            icon=step.icon
            on_press=move |()| page.send(act, step.command.clone(), step.told, || ())
            label=step.label.to_owned()
        />
    }
}

/// Before it opens: the one next step first.
#[component]
pub(super) fn Before(page: Page) -> impl IntoView {
    let act = Act::new();
    let planned = Memo::new(move |_| page.gathering.status.get() == MeetingStatus::Planned);
    let opens = page.may(Action::RunConference);
    let plans = page.may(Action::PlanConference);
    let has_step = Memo::new(move |_| {
        if planned.get() {
            plans.get()
        } else {
            opens.get()
        }
    });
    view! {
        <section class="panel" aria-label="次の手続き">
            <div class="panel__head"><h2>"次の手続き"</h2></div>
            <p class="muted">
                {move || {
                    match (planned.get(), plans.get(), opens.get()) {
                        (true, true, _) => "招集すると、招集する人に案内が届きます。",
                        (true, false, _) => "招集されると、案内が届きます。",
                        (false, _, true) => "当日、そろったら会議を始めます。",
                        (false, _, false) => "司会が会議を始めると、ここで進みが見えます。",
                    }
                }}
            </p>
            <Refusing act/>
            <Show when=move || has_step.get()>
                <div class="actions">
                    <Show
                        when=move || planned.get()
                        fallback=move || {
                            view! {
                                <StepButton
                                    gathering=page.gathering
                                    step=Step::Open
                                    act
                                    variant=Variant::Primary
                                />
                            }
                        }
                    >
                        <OwnStepButton page act step=CALL/>
                    </Show>
                </div>
            </Show>
            <Show when=move || plans.get()>
                <Postpone page/>
                <NotHolding page/>
            </Show>
        </section>
    }
}

/// 延期: another day; everybody is called anew.
#[component]
fn Postpone(page: Page) -> impl IntoView {
    let act = Act::new();
    let draft = SpanDraft::new(page.view.with_untracked(|view| Some(view.planned)));
    let reason = RwSignal::new(String::new());
    let postpone = move |()| {
        let planned = match untrack(|| draft.read()) {
            Ok(planned) => planned,
            Err(words) => return act.refuse(words),
        };
        let reason = reason.get_untracked();
        if reason.trim().is_empty() {
            return act.refuse("延期する理由を書いてください。");
        }
        let command = ConferenceCommand::Postpone { planned, reason };
        page.send(
            act,
            command,
            "延期しました。あらためて招集してください",
            || (),
        );
    };
    view! {
        <Fold summary="延期する">
            <SpanFields id="postpone" label="新しい開催日" draft/>
            <TextArea id="postpone-reason" label="延期する理由" value=reason rows=2/>
            <Submit act label="延期する" on_press=postpone/>
        </Fold>
    }
}

/// 開催しない: an outcome that is recorded, not a deletion.
#[component]
fn NotHolding(page: Page) -> impl IntoView {
    let act = Act::new();
    let which = RwSignal::new(String::new());
    let words = RwSignal::new(String::new());
    let reasons = vec![
        Choice::new("none", "案件なし"),
        Choice::new("other", "その他の理由"),
    ];
    let other = Memo::new(move |_| which.with(|which| which == "other"));
    let send = move |()| {
        let reason = match which.get_untracked().as_str() {
            "none" => NotHeld::NoCases,
            "other" if words.with_untracked(|words| !words.trim().is_empty()) => {
                NotHeld::Other(words.get_untracked())
            }
            "other" => return act.refuse("開催しない理由を書いてください。"),
            _ => return act.refuse("開催しない理由を選んでください。"),
        };
        let command = ConferenceCommand::NotHold { reason };
        page.send(act, command, "開催しないことを記録しました", || ());
    };
    view! {
        <Fold summary="開催しない">
            <RadioGroup id="not-held" label="開催しない理由" options=reasons value=which/>
            <Show when=move || other.get()>
                <TextInput id="not-held-words" label="理由" value=words/>
            </Show>
            <Submit act label="開催しないことを記録する" on_press=send/>
        </Fold>
    }
}

/// 閉会, for who leads.
#[component]
pub(super) fn Ending(page: Page) -> impl IntoView {
    let runs = page.gathering.runs();
    view! {
        <Show when=move || runs.get()>
            <Adjourn
                gathering=page.gathering
                needs="出席を記録すると終われます。記録は、終わった後も確定するまで書けます。"
            />
        </Show>
    }
}

/// After it: to confirm the record, then to share it.
#[component]
pub(super) fn Closing(page: Page) -> impl IntoView {
    let act = Act::new();
    let adjourned = Memo::new(move |_| page.gathering.status.get() == MeetingStatus::Adjourned);
    let confirmed =
        Memo::new(move |_| page.gathering.status.get() == MeetingStatus::MinutesConfirmed);
    let by = move || page.view.with(|view| view.confirmed_by.clone());
    let to = move || {
        page.view.with(|view| {
            let mut names: Vec<String> = Vec::new();
            if view.shared_with.is_empty() {
                let there = |mode: PresenceMode| mode != PresenceMode::Absent;
                for (person, mode, _) in &view.attendance {
                    if there(*mode) && !names.contains(&person.agency.name) {
                        names.push(person.agency.name.clone());
                    }
                }
            } else {
                names.extend(view.shared_with.iter().map(|agency| agency.name.clone()));
            }
            names.join("、")
        })
    };
    let lead = move || match page.gathering.status.get() {
        MeetingStatus::Adjourned => {
            "記録と出席を見直して、確定します。確定した後は書きかえられません。"
        }
        MeetingStatus::MinutesConfirmed => "参加した機関だけに、記録を共有します。",
        _ => "記録は、参加した機関に共有しました。",
    };
    view! {
        <section class="panel" aria-label="記録の確定と共有">
            <div class="panel__head"><h2>"記録の確定と共有"</h2></div>
            <p class="muted">{lead}</p>
            {move || by().map(|name| view! { <p translate="no">{format!("確定した人：{name}")}</p> })}
            {move || {
                let to = to();
                (!to.is_empty() && !adjourned.get())
                    .then(|| {
                        let word = if confirmed.get() { "共有する機関" } else { "共有した機関" };
                        view! { <p translate="no">{format!("{word}：{to}")}</p> }
                    })
            }}
            <Refusing act/>
            <div class="actions">
                <Show when=move || adjourned.get()>
                    <OwnStepButton page act step=CONFIRM/>
                </Show>
                <Show when=move || confirmed.get()>
                    <StepButton
                        gathering=page.gathering
                        step=Step::Share
                        act
                        variant=Variant::Primary
                    />
                </Show>
            </div>
        </section>
    }
}
