//! 投影: what the room may see on the wall: the step, the time left, what was decided, by agency. No
//! name of a person stands in it, in no attribute either.

use domain::conference::ConferenceKind;
use domain::meeting::MeetingStatus;
use leptos::prelude::*;

use crate::route::{MeetingFace, Route};
use crate::staff::words;

use super::Page;
use super::agenda::clock;

#[component]
pub(super) fn Projector(page: Page) -> impl IntoView {
    let shown = clock(page);
    let title = move || match shown.get() {
        Some(shown) => format!("{}　{}", shown.at + 1, shown.title),
        None if page.status.get() == MeetingStatus::InProgress => "まもなく始まります".to_owned(),
        None => page.status.get().label().to_owned(),
    };
    let decided = move || {
        page.view.with(|view| {
            view.decisions
                .iter()
                .map(|decision| {
                    let due = decision
                        .due
                        .map(|day| format!("　{}まで", words::short_date(day)));
                    let words = format!(
                        "{}：{}{}",
                        decision.agency,
                        decision.what,
                        due.unwrap_or_default()
                    );
                    (decision.id, words)
                })
                .collect::<Vec<_>>()
        })
    };
    let seen = move || {
        page.view.with(|view| {
            (view.kind == ConferenceKind::Practitioners)
                .then(|| format!("この回で見たケース {}件", view.gone_through))
        })
    };
    let back = Route::Conference {
        conference: page.id,
        face: MeetingFace::Chair,
    }
    .path();
    view! {
        <article class="projector meeting" data-face="project" translate="no">
            <div>
                <p class="projector__basis">
                    {move || page.view.with(|view| format!("{} 第{}回　{}", view.name, view.number, view.banner))}
                </p>
                <header class="projector__head">
                    <h1 class="projector__step">{title}</h1>
                    {move || {
                        shown
                            .get()
                            .map(|shown| {
                                view! {
                                    <p class="projector__left" data-state=shown.key>
                                        {shown.words.clone()}
                                    </p>
                                }
                            })
                    }}
                </header>
            </div>
            <div class="projector__seen">{move || seen().map(|words| view! { <p>{words}</p> })}</div>
            <super::slots::Wall page/>
            <section class="projector__decided">
                <h2>{move || format!("決まったこと {}", decided().len())}</h2>
                <ul>
                    <For each=decided key=|(id, _)| *id let:line>
                        <li>{line.1}</li>
                    </For>
                </ul>
            </section>
            <p class="no-print"><a class="projector__back" href=back>"進行の画面へもどる"</a></p>
        </article>
    }
}
