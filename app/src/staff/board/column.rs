//! One stage of the case life cycle with its cards.

use domain::case::CaseStatus;
use leptos::prelude::*;

use super::card::BoardCard;
use super::cards::Cards;
use super::drag::Drag;

#[component]
pub(super) fn Column(
    status: CaseStatus,
    cards: Cards,
    drag: Drag,
    /// The stage a phone shows.
    stage: RwSignal<CaseStatus>,
) -> impl IntoView {
    let shown = cards.column(status);
    let count = Memo::new(move |_| shown.with(Vec::len));
    let drop = move || {
        let from = drag.from.get()?;
        Some(if from == status {
            "home"
        } else if drag.over.get() == Some(status) {
            "over"
        } else if from.may_become(status) {
            "ok"
        } else {
            "no"
        })
    };
    view! {
        <section
            class="column"
            aria-label=status.label()
            data-status=status_key(status)
            data-shown=move || if stage.get() == status { "true" } else { "false" }
            data-drop=drop
            data-empty=move || (count.get() == 0).then_some("true")
        >
            <header class="column__head">
                <h2>{status.label()}</h2>
                <span class="column__count">
                    {move || count.get()} <span class="visually-hidden">"件"</span>
                </span>
            </header>
            <ul class="column__cards">
                <For
                    each=move || shown.get()
                    key=|shown| (shown.card.id, shown.version)
                    children=|shown| view! { <BoardCard card=shown.card/> }
                />
                <Show when=move || count.get() == 0>
                    <li class="column__empty">"いまは、ありません"</li>
                </Show>
            </ul>
        </section>
    }
}

/// Word for the column in the document.
pub(super) fn status_key(status: CaseStatus) -> &'static str {
    match status {
        CaseStatus::Accepted => "accepted",
        CaseStatus::Assessing => "assessing",
        CaseStatus::Supporting => "supporting",
        CaseStatus::UnderProtection => "protection",
        CaseStatus::Watching => "watching",
        CaseStatus::Suspended => "suspended",
        CaseStatus::Closed => "closed",
        CaseStatus::Referred => "referred",
        CaseStatus::Transferred => "transferred",
    }
}

/// The column of that word.
pub(super) fn status_of(key: &str) -> Option<CaseStatus> {
    CaseStatus::ALL
        .into_iter()
        .find(|status| status_key(*status) == key)
}
