//! 次第: the items with the one that is on now and the time it has taken, in words. Nothing moves on
//! by itself, nothing makes a sound, and nobody is cut off.

use domain::access::Action;
use domain::conference::ConferenceCommand;
use domain::meeting::MeetingStatus;
use domain::view::conference::{ConferenceView, ItemLine};
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::pace::{Pace, pace, pace_words, ticking};
use crate::ui::*;

use super::Page;

/// Minutes a press on 「+5分」 gives.
const MORE: u16 = 5;

/// The item that runs, with its place.
pub(super) fn running(view: &ConferenceView) -> Option<(usize, ItemLine)> {
    let at = view.running?;
    view.items.get(at).map(|item| (at, item.clone()))
}

/// What the clock shows of the running item: minutes gone, its guide, key and words.
pub(super) struct Shown {
    pub title: String,
    pub at: usize,
    pub gone: i64,
    pub guide: i64,
    pub key: &'static str,
    pub words: String,
}

/// The clock of the running item. While it is stopped, time stands still.
pub(super) fn clock(page: Page) -> Signal<Option<std::sync::Arc<Shown>>> {
    let now = ticking();
    Signal::derive(move || {
        page.view.with(|view| {
            let (at, item) = running(view)?;
            let paused = view.paused_at;
            let (gone, guide, pace) = pace(
                item.started_at,
                item.minutes,
                paused.unwrap_or_else(|| now.get()),
            )?;
            let (key, words) = match (paused, pace) {
                (Some(_), Pace::Over) => {
                    ("paused", format!("休憩中（目安を{}分すぎ）", gone - guide))
                }
                (Some(_), _) => ("paused", "休憩中".to_owned()),
                (None, pace) => (pace.key(), pace_words(gone, guide, pace)),
            };
            Some(std::sync::Arc::new(Shown {
                title: item.title,
                at,
                gone,
                guide,
                key,
                words,
            }))
        })
    })
}

/// Before it opens.
#[component]
pub(super) fn Coming(page: Page) -> impl IntoView {
    let items = Memo::new(move |_| page.view.with(|view| view.items.clone()));
    view! {
        <section class="panel" aria-label="次第">
            <div class="panel__head"><h2>"次第"</h2></div>
            <ol class="agenda">
                {move || {
                    items
                        .get()
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
        </section>
    }
}

/// After it: what each item took.
#[component]
pub(super) fn Taken(page: Page) -> impl IntoView {
    let items = Memo::new(move |_| page.view.with(|view| view.items.clone()));
    view! {
        <section class="panel" aria-label="次第と実際の時間">
            <div class="panel__head"><h2>"次第と実際の時間"</h2></div>
            <ol class="agenda">
                {move || {
                    items
                        .get()
                        .into_iter()
                        .map(|item| {
                            let taken = taken(&item);
                            let state = if item.ended_at.is_some() { "done" } else { "next" };
                            view! {
                                <li class="agenda__step" data-state=state>
                                    <span class="agenda__mark" aria-hidden="true">
                                        {if item.ended_at.is_some() { "✓" } else { "・" }}
                                    </span>
                                    <span class="agenda__name">{item.title}</span>
                                    <span class="agenda__minutes">{taken}</span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ol>
        </section>
    }
}

fn taken(item: &ItemLine) -> String {
    match (item.started_at, item.ended_at) {
        (Some(from), Some(to)) => {
            format!("{}分（目安{}分）", (to - from).num_minutes(), item.minutes)
        }
        _ => format!("目安{}分", item.minutes),
    }
}

/// The agenda while it is held. Only who leads can move it.
#[component]
pub(super) fn Running(page: Page) -> impl IntoView {
    let act = Act::new();
    let runs = page.may(Action::RunConference);
    let items = Memo::new(move |_| page.view.with(|view| view.items.clone()));
    let at = Memo::new(move |_| page.view.with(|view| view.running));
    let paused = Memo::new(move |_| page.view.with(|view| view.paused_at.is_some()));
    let shown = clock(page);
    let leads = Memo::new(move |_| runs.get() && page.status.get() == MeetingStatus::InProgress);
    let start = Callback::new(move |item: usize| {
        let command = ConferenceCommand::StartItem { item };
        page.send(act, command, "次の項目に進みました", || ());
    });
    let next = Memo::new(move |_| {
        let next = at.get().map_or(0, |at| at + 1);
        (next < items.with(Vec::len)).then_some(next)
    });
    let stop = move |()| {
        if paused.get_untracked() {
            page.send(act, ConferenceCommand::Resume, "再開しました", || ());
        } else {
            page.send(act, ConferenceCommand::Pause, "休憩に入りました", || ());
        }
    };
    let more = move |()| {
        let now = page.view.with_untracked(running);
        if let Some((item, line)) = now {
            let minutes = line.minutes.saturating_add(MORE);
            let command = ConferenceCommand::SetMinutes { item, minutes };
            page.send(act, command, "目安を5分のばしました", || ());
        }
    };
    view! {
        <section class="panel" aria-label="きょうの次第">
            <div class="panel__head"><h2>"きょうの次第"</h2></div>
            <ol class="agenda">
                {move || {
                    let now = at.get();
                    let leads = leads.get();
                    items
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(at, item)| view! { <Step item at now leads start/> })
                        .collect_view()
                }}
            </ol>
            {move || {
                let shown = shown.get()?;
                Some(
                    view! {
                        <div class="clock" data-state=shown.key>
                            <p>{format!("いま：{}", shown.title)}</p>
                            <p class="clock__time">{format!("{}分 / 目安{}分", shown.gone, shown.guide)}</p>
                            <progress
                                class="clock__bar"
                                max=shown.guide.max(1).to_string()
                                value=shown.gone.min(shown.guide).to_string()
                                aria-label="目安の時間に対して"
                            ></progress>
                            <p class="clock__words">{shown.words.clone()}</p>
                        </div>
                    },
                )
            }}
            <Refusing act/>
            <Show when=move || leads.get()>
                <div class="actions">
                    <Show when=move || next.get().is_some()>
                        <Button
                            variant=Variant::Primary
                            icon=Icon::ArrowRight
                            busy=act.busy
                            on_press=move |()| {
                                if let Some(next) = next.get_untracked() {
                                    start.run(next);
                                }
                            }
                        >
                            {move || if at.get().is_none() { "はじめの項目へ" } else { "つぎへ" }}
                        </Button>
                    </Show>
                    <Show when=move || at.get().is_some()>
                        <Button icon=Icon::Plus busy=act.busy on_press=more>"5分のばす"</Button>
                        <Show
                            when=move || paused.get()
                            fallback=move || {
                                view! {
                                    <Button icon=Icon::Pause busy=act.busy on_press=stop>
                                        "休憩"
                                    </Button>
                                }
                            }
                        >
                            <Button icon=Icon::Play busy=act.busy on_press=stop>"再開"</Button>
                        </Show>
                    </Show>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn Step(
    item: ItemLine,
    at: usize,
    now: Option<usize>,
    leads: bool,
    start: Callback<usize>,
) -> impl IntoView {
    let (state, word, mark) = match now {
        Some(now) if now == at => ("now", "いま", "▶".to_owned()),
        _ if item.ended_at.is_some() => ("done", "すみ", "✓".to_owned()),
        _ => ("next", "", (at + 1).to_string()),
    };
    let taken = taken(&item);
    let title = item.title.clone();
    view! {
        <li class="agenda__step" data-state=state aria-current=(state == "now").then_some("step")>
            <span class="agenda__mark" aria-hidden="true">{mark}</span>
            <span class="agenda__name">
                {item.title} <span class="visually-hidden">{word}</span>
            </span>
            <span class="agenda__minutes">{taken}</span>
            {(leads && state != "now")
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

/// Agencies that are there and of which nothing was written down yet; a reminder for the chair.
#[component]
pub(super) fn Silent(page: Page) -> impl IntoView {
    let silent = move || {
        page.view.with(|view| {
            let mut names: Vec<String> = Vec::new();
            for (person, mode, _) in &view.attendance {
                let there = *mode != domain::meeting::PresenceMode::Absent;
                let name = &person.agency.name;
                let heard = view
                    .entries
                    .iter()
                    .any(|entry| entry.agency.as_ref() == Some(name));
                if there && !heard && !names.contains(name) {
                    names.push(name.clone());
                }
            }
            names
        })
    };
    let counted = Memo::new(move |_| page.view.with(|view| !view.attendance.is_empty()));
    view! {
        <Show when=move || counted.get()>
            <section class="panel silent" aria-label="まだ発言のない機関">
                <div class="panel__head"><h2>"まだ発言のない機関"</h2></div>
                <p translate="no">
                    {move || match silent() {
                        names if names.is_empty() => "ありません。".to_owned(),
                        names => names.join("、"),
                    }}
                </p>
            </section>
        </Show>
    }
}
