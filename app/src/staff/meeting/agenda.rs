//! 次第: the agenda with the item that is on now and the time it has taken, in words. Nothing moves on
//! by itself and nobody is cut off.

use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::command::CaseCommand;
use domain::meeting::{AgendaItem, MeetingStatus};
use leptos::prelude::*;

use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::named::agencies_of;
use super::super::pace::pace as pace_of;
pub(super) use super::super::pace::{Pace, pace_words, ticking};
use super::super::rights::RightButton;
use super::Page;

/// Minutes gone of an item, its guide, and how they stand.
pub(super) fn pace(item: &AgendaItem, now: DateTime<Utc>) -> Option<(i64, i64, Pace)> {
    pace_of(item.started_at, item.minutes, now)
}

/// Index of the item that is on now.
pub(super) fn current(items: &[AgendaItem]) -> Option<usize> {
    items
        .iter()
        .position(|item| item.started_at.is_some() && item.ended_at.is_none())
}

/// Before the meeting: the button that opens it.
#[component]
pub(super) fn Opening(page: Page) -> impl IntoView {
    let act = Act::new();
    let open = move |()| {
        let command = CaseCommand::OpenMeeting {
            meeting: page.meeting,
        };
        act.case(page.case, command, "会議を始めました", |_| ());
    };
    let items = move || page.view.with(|view| view.meeting.items.clone());
    view! {
        <section class="panel" aria-label="きょうの次第">
            <div class="panel__head"><h2>"きょうの次第"</h2></div>
            <ol class="agenda">
                {move || {
                    items()
                        .into_iter()
                        .map(|item| {
                            view! {
                                <li class="agenda__step" data-state="next">
                                    <span class="agenda__mark" aria-hidden="true">"・"</span>
                                    <span class="agenda__name">{item.title}</span>
                                    <span class="agenda__minutes">{format!("{}分", item.minutes)}</span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ol>
            <Refusing act/>
            <div class="actions">
                <RightButton
                    rights=page.rights()
                    action=Action::RunMeeting
                    act
                    variant=Variant::Primary
                    icon=Icon::Play
                    on_press=open
                    label="会議を始める".to_owned()
                />
            </div>
        </section>
    }
}

/// The agenda while the meeting is held.
#[component]
pub(super) fn Running(page: Page) -> impl IntoView {
    let now = ticking();
    let act = Act::new();
    let runs = page.runs();
    let items = Memo::new(move |_| page.view.with(|view| view.meeting.items.clone()));
    let on_now = Memo::new(move |_| items.with(|items| current(items)));
    let start = move |item: usize| {
        let command = CaseCommand::StartItem {
            meeting: page.meeting,
            item,
        };
        act.case(page.case, command, "次の項目に進みました", |_| ());
    };
    let next = Memo::new(move |_| {
        let count = items.with(Vec::len);
        let next = on_now.get().map_or(0, |at| at + 1);
        (next < count).then_some(next)
    });
    let may_move = move || {
        runs.get() && page.status.get() == MeetingStatus::InProgress && next.get().is_some()
    };
    view! {
        <section class="panel" aria-label="きょうの次第">
            <div class="panel__head"><h2>"きょうの次第"</h2></div>
            <ol class="agenda">
                {move || {
                    let on_now = on_now.get();
                    items
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(at, item)| view! { <Step item at on_now runs=runs.get() start=Callback::new(start)/> })
                        .collect_view()
                }}
            </ol>
            {move || {
                let item = on_now.get().and_then(|at| items.with(|items| items.get(at).cloned()))?;
                let (gone, guide, pace) = pace(&item, now.get())?;
                Some(
                    view! {
                        <div class="clock" data-state=pace.key()>
                            <p>{format!("いま：{}", item.title)}</p>
                            <p class="clock__time">{format!("{gone}分 / 目安{guide}分")}</p>
                            <progress
                                class="clock__bar"
                                max=guide.max(1).to_string()
                                value=gone.min(guide).to_string()
                                aria-label="目安の時間に対して"
                            ></progress>
                            <p class="clock__words">{pace_words(gone, guide, pace)}</p>
                        </div>
                    },
                )
            }}
            <Refusing act/>
            <Show when=may_move>
                <div class="actions">
                    <Button
                        variant=Variant::Primary
                        icon=Icon::ArrowRight
                        busy=act.busy
                        on_press=move |()| {
                            if let Some(next) = next.get_untracked() {
                                start(next);
                            }
                        }
                    >
                        {move || if on_now.get().is_none() { "はじめの項目へ" } else { "つぎへ" }}
                    </Button>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn Step(
    item: AgendaItem,
    at: usize,
    on_now: Option<usize>,
    runs: bool,
    start: Callback<usize>,
) -> impl IntoView {
    let (state, word, mark) = match on_now {
        Some(now) if now == at => ("now", "いま", "▶".to_owned()),
        _ if item.ended_at.is_some() => ("done", "すみ", "✓".to_owned()),
        _ => ("next", "", (at + 1).to_string()),
    };
    let taken = match (item.started_at, item.ended_at) {
        (Some(from), Some(to)) => {
            format!("{}分（目安{}分）", (to - from).num_minutes(), item.minutes)
        }
        _ => format!("目安{}分", item.minutes),
    };
    let back = runs && state != "now";
    let title = item.title.clone();
    view! {
        <li class="agenda__step" data-state=state aria-current=(state == "now").then_some("step")>
            <span class="agenda__mark" aria-hidden="true">{mark}</span>
            <span class="agenda__name">
                {item.title}
                {(!word.is_empty()).then(|| view! { <span class="visually-hidden">{format!("（{word}）")}</span> })}
            </span>
            <span class="agenda__minutes">{taken}</span>
            {back
                .then(|| {
                    view! {
                        <Button variant=Variant::Tertiary on_press=move |()| start.run(at)>
                            "ここへ"
                            <span class="visually-hidden">{format!("：{title}")}</span>
                        </Button>
                    }
                })}
        </li>
    }
}

/// Agencies that take part and of which nothing was written down yet; a reminder for the chair only.
#[component]
pub(super) fn Silent(page: Page) -> impl IntoView {
    let silent = move || {
        let named = page.named.get();
        page.view.with(|view| {
            let heard: Vec<_> = view
                .meeting
                .entries
                .iter()
                .filter_map(|entry| entry.agency)
                .collect();
            let present = view.meeting.participating_agencies();
            agencies_of(&view.meeting.invited)
                .into_iter()
                .filter(|agency| present.contains(agency) && !heard.contains(agency))
                .map(|agency| named.agency(agency))
                .collect::<Vec<_>>()
        })
    };
    view! {
        <section class="panel silent" aria-label="まだ発言のない機関">
            <div class="panel__head"><h2>"まだ発言のない機関"</h2></div>
            <p translate="no">
                {move || match silent() {
                    names if names.is_empty() => "ありません。".to_owned(),
                    names => names.join("、"),
                }}
            </p>
        </section>
    }
}
