//! 案件 of a 支援会議: the reader's own items in the timetable, and the way to raise one. What is said
//! about a person without her consent stands on the item's own page and nowhere else.

use domain::access::Action;
use domain::conference::ConferenceKind;
use domain::id::MatterId;
use domain::matter::{MatterCommand, MatterStatus};
use domain::view::matter::{MatterLine, Matters};
use domain::wire;
use leptos::prelude::*;

use crate::route::Route;
use crate::staff::act::Act;
use crate::staff::asked::asked;
use crate::staff::pace::{pace, pace_words, ticking};
use crate::staff::rights::allowed;
use crate::staff::{live, words};
use crate::ui::*;

use super::Page;

mod attendance;
mod item;
mod notes;
mod points;
mod raise;
mod roles;
mod tell;

pub use item::MatterScreen;

/// The orange banner of the legal basis (BR-051).
#[component]
fn Banner(#[prop(into)] words: Signal<String>) -> impl IntoView {
    view! {
        <p class="basis" data-kind="matter">
            <IconMark icon=Icon::Lock/>
            <strong>{words}</strong>
            <span>"呼ばれた人だけが開けます。個別支援計画は作れません。"</span>
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

/// The panel on the page of a 支援会議; on that of any other kind there is none.
#[component]
pub(super) fn MattersPanel(page: Page) -> impl IntoView {
    let takes = page
        .view
        .with_untracked(|view| view.kind == ConferenceKind::SupportConference);
    takes.then(|| {
        let conference = page.id;
        // Whoever is called neither to an item nor to the room gets no answer, and sees no panel.
        let asked = asked(move || wire::Matters { conference }, live::conferences());
        let here = Memo::new(move |_| asked.answer.with(Option::is_some));
        view! {
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
    let banner = Signal::derive(move || {
        answer.with(|view| {
            view.as_ref()
                .map(|view| view.banner.clone())
                .unwrap_or_default()
        })
    });
    let now = ticking();
    let left = move || {
        let running = answer.with(|view| view.as_ref().and_then(|view| view.running.clone()));
        let running = running?;
        let (gone, guide, how) = pace(running.started_at, running.minutes, now.get())?;
        Some((how.key(), pace_words(gone, guide, how)))
    };
    view! {
        <section class="panel matters" aria-label="案件">
            <div class="panel__head">
                <h2>"案件"</h2>
                {move || left().map(|(key, words)| view! { <span class="small" data-state=key>{words}</span> })}
            </div>
            <Banner words=banner/>
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
