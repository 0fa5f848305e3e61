//! 会議の進み: calling, opening, closing, the record confirmed and shared; and the two ways in which a
//! conference does not take place on its day.

use domain::access::Action;
use domain::conference::{ConferenceCommand, NotHeld};
use domain::meeting::{MeetingStatus, PresenceMode};
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::hours::{SpanDraft, SpanFields};
use crate::staff::rights::RightButton;
use crate::ui::*;

use super::Page;

/// Before it opens: the one next step first.
#[component]
pub(super) fn Before(page: Page) -> impl IntoView {
    let act = Act::new();
    let planned = Memo::new(move |_| page.status.get() == MeetingStatus::Planned);
    let notify = move |()| page.send(act, ConferenceCommand::Notify, "招集しました", || ());
    let open = move |()| page.send(act, ConferenceCommand::Open, "会議を始めました", || ());
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
                                <RightButton
                                    rights=page.rights()
                                    action=Action::RunConference
                                    act
                                    variant=Variant::Primary
                                    icon=Icon::Play
                                    on_press=open
                                    label="会議を始める".to_owned()
                                />
                            }
                        }
                    >
                        <RightButton
                            rights=page.rights()
                            action=Action::PlanConference
                            act
                            variant=Variant::Primary
                            icon=Icon::Bell
                            on_press=notify
                            label="招集する".to_owned()
                        />
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
        <details>
            <summary>"延期する"</summary>
            <div class="stack">
                <SpanFields id="postpone" label="新しい開催日" draft/>
                <TextArea id="postpone-reason" label="延期する理由" value=reason rows=2/>
                <Refusing act/>
                <Button busy=act.busy on_press=postpone>"延期する"</Button>
            </div>
        </details>
    }
}

/// 開催しない: an outcome that is recorded, not a deletion.
#[component]
fn NotHolding(page: Page) -> impl IntoView {
    let act = Act::new();
    let which = RwSignal::new(String::new());
    let words = RwSignal::new(String::new());
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
        <details>
            <summary>"開催しない"</summary>
            <div class="stack">
                <RadioGroup
                    id="not-held"
                    label="開催しない理由"
                    options=vec![
                        Choice::new("none", "案件なし"),
                        Choice::new("other", "その他の理由"),
                    ]
                    value=which
                />
                <Show when=move || other.get()>
                    <TextInput id="not-held-words" label="理由" value=words/>
                </Show>
                <Refusing act/>
                <Button busy=act.busy on_press=send>"開催しないことを記録する"</Button>
            </div>
        </details>
    }
}

/// 閉会
#[component]
pub(super) fn Adjourn(page: Page) -> impl IntoView {
    let act = Act::new();
    let runs = page.may(Action::RunConference);
    let adjourn = move |()| page.send(act, ConferenceCommand::Adjourn, "会議を終わりました", || ());
    view! {
        <Show when=move || runs.get()>
            <section class="panel" aria-label="会議を終わる">
                <div class="panel__head"><h2>"会議を終わる"</h2></div>
                <p class="muted">"出席を記録すると終われます。記録は、終わった後も確定するまで書けます。"</p>
                <Refusing act/>
                <div class="actions">
                    <Button icon=Icon::Stop busy=act.busy on_press=adjourn>"会議を終わる"</Button>
                </div>
            </section>
        </Show>
    }
}

/// After it: to confirm the record, then to share it.
#[component]
pub(super) fn Closing(page: Page) -> impl IntoView {
    let act = Act::new();
    let confirm = move |()| {
        page.send(
            act,
            ConferenceCommand::ConfirmMinutes,
            "記録を確定しました",
            || (),
        )
    };
    let share = move |()| {
        page.send(
            act,
            ConferenceCommand::ShareMinutes,
            "記録を共有しました",
            || (),
        )
    };
    let adjourned = Memo::new(move |_| page.status.get() == MeetingStatus::Adjourned);
    let confirmed = Memo::new(move |_| page.status.get() == MeetingStatus::MinutesConfirmed);
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
    let lead = move || match page.status.get() {
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
                    <RightButton
                        rights=page.rights()
                        action=Action::RunConference
                        act
                        variant=Variant::Primary
                        icon=Icon::Check
                        on_press=confirm
                        label="記録を確定する".to_owned()
                    />
                </Show>
                <Show when=move || confirmed.get()>
                    <RightButton
                        rights=page.rights()
                        action=Action::ShareConference
                        act
                        variant=Variant::Primary
                        icon=Icon::Share
                        on_press=share
                        label="参加した機関に共有する".to_owned()
                    />
                </Show>
            </div>
        </section>
    }
}
