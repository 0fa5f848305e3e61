//! 次第: the agenda with the item that is on now and the time it has taken, in words. Nothing moves on
//! by itself and nobody is cut off.

use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::command::CaseCommand;
use domain::meeting::{AgendaItem, MeetingStatus};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::clock;
use super::super::named::agencies_of;
use super::super::rights::RightButton;
use super::Page;

/// How the current item stands to its guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    Ok,
    Near,
    Over,
}

impl Pace {
    /// Key for the style sheet.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Near => "near",
            Self::Over => "over",
        }
    }
}

/// Minutes gone of an item, its guide, and how they stand.
pub(super) fn pace(item: &AgendaItem, now: DateTime<Utc>) -> Option<(i64, i64, Pace)> {
    let started = item.started_at?;
    let gone = (now - started).num_minutes().max(0);
    let guide = i64::from(item.minutes);
    let pace = match guide - gone {
        left if left < 0 => Pace::Over,
        left if left <= 2 => Pace::Near,
        _ => Pace::Ok,
    };
    Some((gone, guide, pace))
}

pub(super) fn pace_words(gone: i64, guide: i64, pace: Pace) -> String {
    match pace {
        Pace::Ok => format!("のこり{}分くらい", guide - gone),
        Pace::Near => "そろそろ目安の時間です".to_owned(),
        Pace::Over => format!("目安を{}分すぎています。続けてもかまいません", gone - guide),
    }
}

/// Index of the item that is on now.
pub(super) fn current(items: &[AgendaItem]) -> Option<usize> {
    items
        .iter()
        .position(|item| item.started_at.is_some() && item.ended_at.is_none())
}

/// The clock, moving every fifteen seconds while this part is on the screen.
pub(super) fn ticking() -> ReadSignal<DateTime<Utc>> {
    let (now, set_now) = signal(clock::now());
    let gone = StoredValue::new(());
    spawn_local(async move {
        while gone.try_get_value().is_some() {
            let _ = set_now.try_set(clock::now());
            clock::pause(15_000).await;
        }
    });
    now
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overrun_is_told_and_not_punished() {
        let start = DateTime::from_timestamp(1_779_166_800, 0).unwrap_or_default();
        let item = AgendaItem {
            title: String::new(),
            minutes: 10,
            started_at: Some(start),
            ended_at: None,
        };
        let after = |minutes| pace(&item, start + chrono::TimeDelta::minutes(minutes));
        assert_eq!(after(3), Some((3, 10, Pace::Ok)));
        assert_eq!(after(9), Some((9, 10, Pace::Near)));
        assert_eq!(after(14), Some((14, 10, Pace::Over)));
        assert_eq!(
            pace_words(14, 10, Pace::Over),
            "目安を4分すぎています。続けてもかまいません"
        );
    }
}
