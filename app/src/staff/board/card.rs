//! One card: light markup without listeners of its own; the board listens for all of them.

use std::sync::Arc;

use domain::consent::ConsentStatus;
use domain::record::UrgencyLevel;
use domain::view::Card;
use leptos::prelude::*;

use crate::route::Route;
use crate::staff::door::door;
use crate::staff::words;
use crate::ui::*;

use super::called;

/// A card on the board.
#[component]
pub(super) fn BoardCard(card: Arc<Card>) -> impl IntoView {
    let id = card.id.to_string();
    let label = format!("{}の操作", called(&card));
    let movable = card.movable;
    let urgency = level(card.urgency).to_string();
    let late = is_late(&card).then_some("true");
    view! {
        <div
            class="card"
            role="listitem"
            data-case=id.clone()
            data-urgency=urgency
            data-late=late
        >
            <CardFace card=card/>
            {movable
                .then(|| {
                    view! {
                        <span class="card__grip" data-grip="true" aria-hidden="true">
                            <IconMark icon=Icon::Grip/>
                        </span>
                        <button
                            type="button"
                            class="button button--icon menu__button"
                            data-variant="tertiary"
                            data-menu=id.clone()
                            id=format!("menu-{id}")
                            aria-haspopup="dialog"
                        >
                            <IconMark icon=Icon::More/>
                            <span class="visually-hidden">{label}</span>
                        </button>
                    }
                })}
        </div>
    }
}

/// What a card says, on the board and in lists.
#[component]
pub fn CardFace(card: Arc<Card>) -> impl IntoView {
    let today = door().today();
    let href = Route::case(card.id).path();
    let due = words::due(card.due, today);
    let (consent, state) = consent_words(&card);
    view! {
        <a class="card__open" href=href id=format!("card-{}", card.id) draggable="false" translate="no">
            {card.name.as_ref().map(|_| view! { <span class="card__name">{called(&card)}</span> })}
            <span class="card__code">{card.no.clone()}</span>
        </a>
        <p class="card__next">{card.next.label()}</p>
        {due
            .map(|(words, key)| {
                view! {
                    <p class="card__due" data-due=key>
                        {words}
                    </p>
                }
            })}
        <p class="card__agency">"主 " {card.agency.clone()}</p>
        <p class="card__foot">
            <span class="card__consent" data-consent=state>
                {consent}
            </span>
            {card
                .urgency
                .map(|urgency| {
                    view! { <Urgency level=level(Some(urgency)) word=urgency.label()/> }
                })}
        </p>
    }
}

fn is_late(card: &Card) -> bool {
    card.due.is_some_and(|due| due < door().today())
}

/// 0 = not judged.
pub(super) fn level(urgency: Option<UrgencyLevel>) -> u8 {
    match urgency {
        None => 0,
        Some(UrgencyLevel::Planned) => 1,
        Some(UrgencyLevel::WithinDays) => 2,
        Some(UrgencyLevel::Immediate) => 3,
    }
}

/// The consent in a small word: 同意 8/31まで.
fn consent_words(card: &Card) -> (String, &'static str) {
    use chrono::Datelike;
    match card.consent {
        ConsentStatus::Given | ConsentStatus::Narrowed => {
            let ending = card
                .until
                .is_some_and(|until| (until - door().today()).num_days() <= 14);
            let words = card.until.map_or_else(
                || "同意あり".to_owned(),
                |until| format!("同意 {}/{}まで", until.month(), until.day()),
            );
            (words, if ending { "ending" } else { "given" })
        }
        other => (format!("同意 {}", other.label()), "none"),
    }
}
