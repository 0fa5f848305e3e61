//! 投影: what the room may see on the wall; the step and the time left, what was decided, the way back.

use domain::id::RecordId;
use domain::meeting::MeetingStatus;
use leptos::prelude::*;

use crate::route::Route;

use super::Gathering;

/// The step that is on, and how it stands to its time.
#[component]
pub fn WallHead(gathering: Gathering) -> impl IntoView {
    let clock = gathering.agenda.clock();
    let title = move || match (clock.get(), gathering.status.get()) {
        (Some(clock), _) => format!("{}　{}", clock.at + 1, clock.title),
        (None, MeetingStatus::InProgress) => "まもなく始まります".to_owned(),
        (None, status) => status.label().to_owned(),
    };
    let left = move || {
        clock.get().map(|clock| {
            view! { <p class="projector__left" data-state=clock.key>{clock.words}</p> }
        })
    };
    view! {
        <header class="projector__head">
            <h1 class="projector__step">{title}</h1>
            {left}
        </header>
    }
}

/// What was decided, as short as the wall needs it.
#[component]
pub fn WallDecided(#[prop(into)] decided: Signal<Vec<(RecordId, String)>>) -> impl IntoView {
    view! {
        <section class="projector__decided">
            <h2>{move || format!("決まったこと {}", decided.with(Vec::len))}</h2>
            <ul>
                <For each=move || decided.get() key=|(id, _)| *id let:line>
                    <li>{line.1}</li>
                </For>
            </ul>
        </section>
    }
}

/// The way back to the face of the chair.
#[component]
pub fn WallBack(chair: Route) -> impl IntoView {
    view! {
        <p class="no-print">
            <a class="projector__back" href=chair.path()>"進行の画面へもどる"</a>
        </p>
    }
}
