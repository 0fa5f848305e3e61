//! One stage of the case life cycle with its cards.

use domain::case::CaseStatus;
use leptos::prelude::*;

use super::Shown;
use super::card::BoardCard;
use super::cards::Cards;
use super::drag::Drag;
use super::stretch::Stretch;

#[component]
pub(super) fn Column(
    status: CaseStatus,
    cards: Cards,
    drag: Drag,
    /// The stage a phone shows.
    stage: RwSignal<CaseStatus>,
) -> impl IntoView {
    let stretches = cards.column(status);
    let keys = Memo::new(move |_| {
        stretches.with(|all| all.iter().map(|stretch| stretch.key).collect::<Vec<_>>())
    });
    let count = Memo::new(move |_| stretches.with(|all| count(all)));
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
            <div class="column__cards" role="list">
                <For
                    each=move || keys.get()
                    key=|key| *key
                    children=move |key| view! { <StretchOf key stretches/> }
                />
                <Show when=move || count.get() == 0>
                    <div class="column__empty" role="listitem">
                        "いまは、ありません"
                    </div>
                </Show>
            </div>
        </section>
    }
}

/// One stretch of the column.
#[component]
fn StretchOf(key: usize, stretches: Memo<Vec<Stretch<Shown>>>) -> impl IntoView {
    let cards = Memo::new(move |_| {
        stretches.with(|all| {
            let own = all.iter().find(|stretch| stretch.key == key);
            own.map(|stretch| stretch.cards.clone()).unwrap_or_default()
        })
    });
    view! {
        <div class="column__stretch" role="none">
            <For
                each=move || cards.get()
                key=|shown| (shown.card.id, shown.version)
                children=|shown| view! { <BoardCard card=shown.card/> }
            />
        </div>
    }
}

/// Cards of a column.
pub(super) fn count(stretches: &[Stretch<Shown>]) -> usize {
    stretches.iter().map(|stretch| stretch.cards.len()).sum()
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
