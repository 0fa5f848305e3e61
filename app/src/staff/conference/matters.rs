//! 案件 of a 支援会議: the reader's own items in the timetable, and the way to raise one. What is said
//! about a person without her consent stands on the item's own page and nowhere else.

use chrono::TimeDelta;
use domain::access::Action;
use domain::id::MatterId;
use domain::matter::{MatterCommand, MatterStatus};
use domain::view::matter::{MatterLine, Matters};
use domain::wire::{self, ErrorKind};
use leptos::prelude::*;

use crate::route::Route;
use crate::staff::act::Act;
use crate::staff::asked::asked;
use crate::staff::pace::{pace, pace_words, ticking};
use crate::staff::rights::allowed;
use crate::staff::{live, words};
use crate::ui::*;

use super::Page;

mod again;
mod attendance;
mod call;
mod item;
mod notes;
mod points;
mod raise;
mod roles;
mod tell;

pub use item::MatterScreen;

/// What follows from the basis.
pub(super) const SECRECY: &str = "呼ばれた人だけが開けます。個別支援計画は作れません。";

/// The orange banner of the legal basis (BR-051), on the page of an item.
#[component]
fn Banner(#[prop(into)] words: Signal<String>) -> impl IntoView {
    view! {
        <p class="basis" data-kind="matter">
            <IconMark icon=Icon::Lock/>
            <strong>{words}</strong>
            <span>{SECRECY}</span>
        </p>
    }
}

fn tone(status: MatterStatus) -> Tone {
    match status {
        MatterStatus::Running => Tone::Accent,
        MatterStatus::Done => Tone::Good,
        _ => Tone::Plain,
    }
}

/// Sends a command to an item.
fn send(
    act: Act,
    matter: MatterId,
    command: MatterCommand,
    words: &'static str,
    then: impl FnOnce() + 'static,
) {
    let command = domain::command::Command::Matter {
        matter,
        act: command,
    };
    act.run(command, words, move |_| then());
}

/// Whether it is of the kind that has items.
pub(super) fn takes(page: Page) -> bool {
    page.view.with_untracked(|view| view.kind.takes_matters())
}

/// The panel on the page of a 支援会議; on that of any other kind there is none.
#[component]
pub(super) fn MattersPanel(page: Page) -> impl IntoView {
    takes(page).then(|| {
        let conference = page.id;
        // Whoever is called neither to an item nor to the room gets no answer, and sees no panel.
        let asked = asked(move || wire::Matters { conference }, live::conferences());
        let here = Memo::new(move |_| asked.answer.with(Option::is_some));
        let lost = Memo::new(move |_| {
            // What was read stays on the screen.
            let error = asked.error.get().filter(|_| !here.get())?;
            let hidden = matches!(error.error, ErrorKind::NotFound | ErrorKind::SignedOut);
            (!hidden).then_some(error.message)
        });
        view! {
            {move || {
                lost.get()
                    .map(|words| {
                        view! {
                            <Notice kind=NoticeKind::Warning title="案件を読めませんでした" live=true>
                                <p>{words}</p>
                                <Button on_press=move |()| asked.again()>"もう一度"</Button>
                            </Notice>
                        }
                    })
            }}
            <Show when=move || here.get()>
                <Panel page answer=asked.answer/>
            </Show>
        }
    })
}

#[component]
fn Panel(page: Page, answer: RwSignal<Option<Matters>>) -> impl IntoView {
    let raising = RwSignal::new(false);
    let raises = Memo::new(move |_| {
        answer.with(|view| {
            let rights = view.as_ref().map(|view| &view.rights);
            rights.is_some_and(|rights| allowed(rights, Action::RaiseMatter))
        })
    });
    let lines = Memo::new(move |_| {
        answer.with(|view| {
            view.as_ref()
                .map(|view| view.lines.clone())
                .unwrap_or_default()
        })
    });
    let on = on_now(answer);
    view! {
        <section class="panel matters" aria-label="案件">
            <div class="panel__head">
                <h2>"案件"</h2>
                {move || on.get().map(|on| view! { <span class="small" data-state=on.key>{on.left}</span> })}
            </div>
            <Show when=move || lines.with(Vec::is_empty)>
                <p class="muted">"あなたが呼ばれている案件は、まだありません。"</p>
            </Show>
            <ol class="list" translate="no">
                <For each=move || lines.get() key=|line| (line.id, line.status, line.starts) let:line>
                    <Line line/>
                </For>
            </ol>
            <Show when=move || raises.get() && !raising.get()>
                <div class="actions">
                    <Button icon=Icon::Plus on_press=move |()| raising.set(true)>"案件を出す"</Button>
                </div>
            </Show>
            <Show when=move || raises.get() && raising.get()>
                <raise::RaiseForm page done=Callback::new(move |()| raising.set(false))/>
            </Show>
        </section>
    }
}

/// The item that is on, and how it stands to its time. Nothing of whom it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
struct OnNow {
    /// 一般の呼び方
    heading: String,
    /// 10:15〜10:30, by the guide times of the items before it.
    span: String,
    /// Key for the style sheet.
    key: &'static str,
    left: String,
}

fn on_now(answer: RwSignal<Option<Matters>>) -> Memo<Option<OnNow>> {
    let now = ticking();
    Memo::new(move |_| {
        answer.with(|view| {
            let view = view.as_ref()?;
            let running = view.running.as_ref()?;
            let mut lines = view.lines.iter();
            let line = lines.find(|line| line.status == MatterStatus::Running)?;
            let to = line.starts + TimeDelta::minutes(i64::from(line.minutes));
            let (gone, guide, how) = pace(running.started_at, running.minutes, now.get())?;
            Some(OnNow {
                heading: line.heading.clone(),
                span: format!("{}〜{}", words::clock(line.starts), words::clock(to)),
                key: how.key(),
                left: pace_words(gone, guide, how),
            })
        })
    })
}

/// 投影: the item that is on, by the plain words of the timetable; nothing where none is, or where the
/// reader is not called to it.
#[component]
pub(super) fn Wall(page: Page) -> impl IntoView {
    takes(page).then(|| {
        let conference = page.id;
        let asked = asked(move || wire::Matters { conference }, live::conferences());
        let on = on_now(asked.answer);
        let item = |on: OnNow| {
            view! {
                <section class="projector__matter" aria-label="いまの案件">
                    <h2>{on.heading}</h2>
                    <p>{on.span}</p>
                    <p class="projector__left" data-state=on.key>{on.left}</p>
                </section>
            }
        };
        move || on.get().map(item)
    })
}

#[component]
fn Line(line: MatterLine) -> impl IntoView {
    let href = Route::Matter { matter: line.id }.path();
    view! {
        <li class="list__row">
            <span class="muted">
                {format!("{}　{}分", words::clock(line.starts), line.minutes)}
            </span>
            <a href=href>{line.heading}</a>
            <Tag tone=Tone::Plain>{line.mark.label()}</Tag>
            <Tag tone=tone(line.status)>{line.status.label()}</Tag>
        </li>
    }
}
