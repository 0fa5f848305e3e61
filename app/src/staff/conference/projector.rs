//! 投影: what the room may see on the wall: the step, the item of a 支援会議 that is on, the time left,
//! what was decided, by agency. No name of a person stands in it, in no attribute either.

use leptos::prelude::*;

use crate::route::{MeetingFace, Route};
use crate::staff::gathering::{WallBack, WallDecided, WallHead};
use crate::staff::words;

use super::Page;

#[component]
pub(super) fn Projector(page: Page) -> impl IntoView {
    let decided = Signal::derive(move || {
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
    });
    let seen = move || {
        page.view.with(|view| {
            (view.kind.walks_the_ledger())
                .then(|| format!("この回で見たケース {}件", view.gone_through))
        })
    };
    let chair = Route::Conference {
        conference: page.id,
        face: MeetingFace::Chair,
    };
    view! {
        <article class="projector meeting" data-face="project" translate="no">
            <div>
                <p class="projector__basis">
                    {move || page.view.with(|view| format!("{} 第{}回　{}", view.name, view.number, view.banner))}
                </p>
                <WallHead gathering=page.gathering/>
            </div>
            <div class="projector__seen">
                {move || seen().map(|words| view! { <p>{words}</p> })}
                <super::matters::Wall page/>
            </div>
            <super::slots::Wall page/>
            <WallDecided decided/>
            <WallBack chair/>
        </article>
    }
}
