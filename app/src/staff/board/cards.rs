//! The cards of the board as this window has them, with moves that the server has not answered yet.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::case::CaseStatus;
use domain::id::CaseId;
use domain::view::Card;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::staff::door::{document, focus};

use super::Shown;
use super::filter::Filter;
use super::stretch::{Stretch, stretched};

/// What stands in each column.
type Columns = BTreeMap<CaseStatus, Vec<Stretch<Shown>>>;

/// All cards in the server's order. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Cards {
    pub all: RwSignal<Vec<Shown>>,
    /// Moves painted at once; the server decides.
    hoped: RwSignal<BTreeMap<CaseId, CaseStatus>>,
    /// Moves on their way.
    sent: StoredValue<Vec<CaseId>>,
    pub filter: RwSignal<Filter>,
    /// All of them, sorted out once for all columns.
    columns: Memo<Columns>,
}

impl Cards {
    pub fn new() -> Self {
        let all = RwSignal::new(Vec::<Shown>::new());
        let hoped = RwSignal::new(BTreeMap::<CaseId, CaseStatus>::new());
        let filter = RwSignal::new(Filter::default());
        let columns = Memo::new(move |before: Option<&Columns>| {
            let filter = filter.get();
            let today = crate::staff::door::door().today();
            let mut columns = BTreeMap::<CaseStatus, Vec<Shown>>::new();
            hoped.with(|hoped| {
                all.with(|all| {
                    for shown in all.iter().filter(|shown| filter.lets(&shown.card, today)) {
                        let at = hoped.get(&shown.card.id).unwrap_or(&shown.card.status);
                        columns.entry(*at).or_default().push(shown.clone());
                    }
                });
            });
            let stretch = |(status, cards): (CaseStatus, Vec<Shown>)| {
                let before = before.and_then(|all| all.get(&status));
                let before = before.map_or(&[][..], Vec::as_slice);
                (status, stretched(before, &cards, |shown| shown.card.id))
            };
            columns.into_iter().map(stretch).collect()
        });
        Self {
            all,
            hoped,
            sent: StoredValue::new(Vec::new()),
            filter,
            columns,
        }
    }

    /// Takes the server's answer; cards that did not change keep their place in the document.
    pub fn take(self, next: Vec<Shown>) {
        let focused = focused_id();
        let settled: Vec<CaseId> = self.hoped.with_untracked(|hoped| {
            hoped
                .keys()
                .filter(|id| self.sent.with_value(|sent| !sent.contains(id)))
                .copied()
                .collect()
        });
        self.all.set(next);
        if !settled.is_empty() {
            self.hoped
                .update(|hoped| hoped.retain(|id, _| !settled.contains(id)));
        }
        if let Some(id) = focused {
            focus(&id);
        }
    }

    /// The cards of one column, filtered.
    pub fn column(self, status: CaseStatus) -> Memo<Vec<Stretch<Shown>>> {
        Memo::new(move |_| {
            self.columns
                .with(|columns| columns.get(&status).cloned().unwrap_or_default())
        })
    }

    /// The card, in the column where it is shown: a move that was acknowledged counts before the
    /// board was read again.
    pub fn find(self, id: CaseId) -> Option<Arc<Card>> {
        let card = self.all.with_untracked(|all| {
            all.iter()
                .find(|shown| shown.card.id == id)
                .map(|shown| shown.card.clone())
        })?;
        let hoped = self.hoped.with_untracked(|hoped| hoped.get(&id).copied());
        Some(match hoped {
            Some(status) if status != card.status => Arc::new(Card {
                status,
                ..(*card).clone()
            }),
            _ => card,
        })
    }

    /// Paints a move before the server has answered.
    pub fn hope(self, id: CaseId, to: CaseStatus) {
        self.sent.update_value(|sent| sent.push(id));
        self.hoped.update(|hoped| {
            hoped.insert(id, to);
        });
    }

    /// The server has answered; a refused card goes back to where it was.
    pub fn settle(self, id: CaseId, moved: bool) {
        self.sent
            .try_update_value(|sent| sent.retain(|own| *own != id));
        if !moved {
            self.hoped.try_update(|hoped| hoped.remove(&id));
        }
    }
}

/// The control inside a card that has the focus, to give it back after the card was rebuilt.
fn focused_id() -> Option<String> {
    let active = document()?.active_element()?;
    active.closest(".card").ok().flatten()?;
    let id = active.dyn_ref::<web_sys::Element>()?.id();
    (!id.is_empty()).then_some(id)
}
