//! 投影: what the room may see on the wall: the step, the time left, her words, what was decided. No
//! surname, no address, no birth date, no name of a place.

use leptos::prelude::*;

use crate::route::{MeetingFace, Route};

use super::super::gathering::{WallBack, WallDecided, WallHead};
use super::super::words;
use super::Page;

#[component]
pub(super) fn Projector(page: Page) -> impl IntoView {
    let name = move || {
        page.view.with(|view| {
            view.called_name
                .as_deref()
                .map_or_else(|| "本人".to_owned(), words::called)
        })
    };
    let decided = Signal::derive(move || {
        page.view.with(|view| {
            let decisions = view.meeting.decisions.iter();
            decisions
                .map(|decision| (decision.id, decision.what.clone()))
                .collect::<Vec<_>>()
        })
    });
    let said = move || {
        page.view.with(|view| {
            let mut entries = view.meeting.entries.iter().rev();
            let newest = entries.find(|entry| entry.by.is_none())?;
            Some(match newest.off_the_wall {
                true => "本人から言葉が届きました。司会が読みます。".to_owned(),
                false => newest.text.clone(),
            })
        })
    };
    let chair = Route::Meeting {
        case: page.case,
        meeting: page.meeting,
        face: MeetingFace::Chair,
    };
    view! {
        <article class="projector meeting" data-face="project" translate="no">
            <WallHead gathering=page.gathering/>
            {move || {
                let words = page.her_words();
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
            {move || {
                said()
                    .map(|words| {
                        view! {
                            <section class="projector__words" aria-label="本人から届いた言葉">
                                <h2>{format!("{} から", name())}</h2>
                                <blockquote>{words}</blockquote>
                            </section>
                        }
                    })
            }}
            <WallDecided decided/>
            <WallBack chair/>
        </article>
    }
}
