//! 投影: what the room may see on the wall: the step, the time left, her words, what was decided. No
//! surname, no address, no birth date, no name of a place.

use domain::meeting::MeetingStatus;
use leptos::prelude::*;

use crate::route::{MeetingFace, Route};

use super::super::words;
use super::Page;
use super::agenda::{current, pace, pace_words, ticking};

#[component]
pub(super) fn Projector(page: Page) -> impl IntoView {
    let now = ticking();
    let step = Memo::new(move |_| {
        page.view.with(|view| {
            current(&view.meeting.items).and_then(|at| {
                view.meeting
                    .items
                    .get(at)
                    .map(|item| (at + 1, item.clone()))
            })
        })
    });
    let title = move || match step.get() {
        Some((number, item)) => format!("{number}　{}", item.title),
        None if page.status.get() == MeetingStatus::InProgress => "まもなく始まります".to_owned(),
        None => page.status.get().label().to_owned(),
    };
    let left = move || {
        step.get()
            .and_then(|(_, item)| pace(&item, now.get()))
            .map(|(gone, guide, pace)| (pace.key(), pace_words(gone, guide, pace)))
    };
    let her_words = move || {
        page.view.with(|view| {
            let said = view.meeting.her_statement.trim();
            if said.is_empty() {
                view.wish
                    .as_ref()
                    .map(|wish| wish.words.clone())
                    .unwrap_or_default()
            } else {
                said.to_owned()
            }
        })
    };
    let name = move || {
        page.view.with(|view| {
            view.called_name
                .as_deref()
                .map_or_else(|| "本人".to_owned(), words::called)
        })
    };
    let decided = move || page.view.with(|view| view.meeting.decisions.clone());
    let back = Route::Meeting {
        case: page.case,
        meeting: page.meeting,
        face: MeetingFace::Chair,
    }
    .path();
    view! {
        <article class="projector meeting" data-face="project" translate="no">
            <header class="projector__head">
                <h1 class="projector__step">{title}</h1>
                {move || {
                    left()
                        .map(|(state, words)| {
                            view! { <p class="projector__left" data-state=state>{words}</p> }
                        })
                }}
            </header>
            {move || {
                let words = her_words();
                (!words.is_empty())
                    .then(|| {
                        view! {
                            <section class="projector__words">
                                <h2>{format!("{} のことば", name())}</h2>
                                <blockquote>{words}</blockquote>
                            </section>
                        }
                    })
            }}
            <section class="projector__decided">
                <h2>{move || format!("決まったこと {}", decided().len())}</h2>
                <ul>
                    <For each=decided key=|decision| decision.id let:decision>
                        <li>{decision.what.clone()}</li>
                    </For>
                </ul>
            </section>
            <p class="no-print"><a class="projector__back" href=back>"進行の画面へもどる"</a></p>
        </article>
    }
}
