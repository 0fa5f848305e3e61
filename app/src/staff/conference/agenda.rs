//! 次第 of a conference, which can have a break.

use domain::conference::ConferenceCommand;
use domain::meeting::PresenceMode;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::gathering::{ComingAgenda, RunningAgenda, Silent};
use crate::ui::*;

use super::Page;

/// Before it opens.
#[component]
pub(super) fn Coming(page: Page) -> impl IntoView {
    let act = Act::new();
    view! {
        <section class="panel" aria-label="次第">
            <div class="panel__head"><h2>"次第"</h2></div>
            <ComingAgenda gathering=page.gathering act/>
            <Refusing act/>
        </section>
    }
}

/// While it is held.
#[component]
pub(super) fn Running(page: Page) -> impl IntoView {
    let act = Act::new();
    view! {
        <RunningAgenda gathering=page.gathering act>
            <Break page act/>
        </RunningAgenda>
    }
}

#[component]
fn Break(page: Page, act: Act) -> impl IntoView {
    let agenda = page.gathering.agenda;
    let paused = Memo::new(move |_| agenda.paused.get().is_some());
    let pause = move |()| page.send(act, ConferenceCommand::Pause, "休憩に入りました", || ());
    let resume = move |()| page.send(act, ConferenceCommand::Resume, "再開しました", || ());
    view! {
        {move || {
            if paused.get() {
                view! { <Button icon=Icon::Play busy=act.busy on_press=resume>"再開"</Button> }
            } else {
                view! { <Button icon=Icon::Pause busy=act.busy on_press=pause>"休憩"</Button> }
            }
        }}
    }
}

/// Agencies that are there and of which nothing was written down yet; nothing before it is known who is
/// there.
#[component]
pub(super) fn NotHeard(page: Page) -> impl IntoView {
    let agencies = Signal::derive(move || {
        page.view.with(|view| {
            let mut names: Vec<String> = Vec::new();
            for (person, mode, _) in &view.attendance {
                let name = &person.agency.name;
                let heard = view
                    .entries
                    .iter()
                    .any(|entry| entry.agency.as_ref() == Some(name));
                if *mode != PresenceMode::Absent && !heard && !names.contains(name) {
                    names.push(name.clone());
                }
            }
            names
        })
    });
    view! {
        <Show when=move || page.gathering.counted.get()>
            <Silent agencies/>
        </Show>
    }
}
