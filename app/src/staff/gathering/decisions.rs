//! 決まったこと: what, who, by when, one card each.

use chrono::NaiveDate;
use domain::cost::CostItem;
use domain::id::{AgencyId, RecordId};
use leptos::prelude::*;

use crate::staff::cost::CostLine;
use crate::staff::hours::read_date;
use crate::staff::{ids, words};

use super::Fold;

/// A decision as its card shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionCard {
    pub id: RecordId,
    pub what: String,
    /// Who does it, with the term for it.
    pub who: (&'static str, String),
    pub due: Option<NaiveDate>,
    /// 本人の受けとめ, where a decision is about somebody.
    pub her_view: Option<&'static str>,
    pub cost: Option<CostItem>,
}

/// The decisions as cards and, while it may be added to, the fields of the next one.
#[component]
pub fn Decisions(
    #[prop(into)] cards: Signal<Vec<DecisionCard>>,
    /// What a card holds, while there is none.
    hint: &'static str,
    open: Memo<bool>,
    /// The fields of the next one.
    children: ChildrenFn,
) -> impl IntoView {
    let empty = Memo::new(move |_| cards.with(Vec::is_empty));
    let fields = StoredValue::new(children);
    view! {
        <section class="panel" aria-label="決まったこと">
            <div class="panel__head"><h2>"決まったこと"</h2></div>
            <Show when=move || empty.get()>
                <p class="muted">{hint}</p>
            </Show>
            <For each=move || cards.get() key=|card| (card.id, card.who.1.clone()) let:card>
                <Card card/>
            </For>
            <Show when=move || open.get()>
                <Fold class="decision__new" summary="決まったことを加える">
                    {fields.get_value()()}
                </Fold>
            </Show>
        </section>
    }
}

#[component]
fn Card(card: DecisionCard) -> impl IntoView {
    let due = card.due.map_or_else(|| "期限なし".to_owned(), words::date);
    let (term, who) = card.who;
    view! {
        <article class="decision" translate="no">
            <dl>
                <div><dt>"何を"</dt><dd>{card.what}</dd></div>
                <div><dt>{term}</dt><dd>{who}</dd></div>
                <div><dt>"いつまで"</dt><dd>{due}</dd></div>
                {card
                    .her_view
                    .map(|view| view! { <div><dt>"本人の受けとめ"</dt><dd>{view}</dd></div> })}
                <CostLine cost=card.cost/>
            </dl>
        </article>
    }
}

/// A decision as it was written, not yet sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub decision: RecordId,
    pub what: String,
    pub agency: AgencyId,
    pub due: Option<NaiveDate>,
}

/// What is typed of the next decision. Cheap to copy.
#[derive(Clone, Copy)]
pub struct DecisionDraft {
    /// One id for one decision, however often it is sent.
    id: RwSignal<RecordId>,
    pub what: RwSignal<String>,
    pub agency: RwSignal<String>,
    pub due: RwSignal<String>,
}

impl DecisionDraft {
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            id: RwSignal::new(RecordId(ids::new())),
            what: empty(),
            agency: empty(),
            due: empty(),
        }
    }

    /// The decision as it stands. `no_agency` says what to do without an agency.
    ///
    /// # Errors
    /// What to do, in words.
    pub fn read(self, no_agency: &str) -> Result<Decided, String> {
        if self.what.with(|text| text.trim().is_empty()) {
            return Err("何をするかを入れてください。".to_owned());
        }
        let agency = self
            .agency
            .with(|text| text.parse())
            .map_err(|_| no_agency.to_owned())?;
        let due = match self.due.get() {
            text if text.trim().is_empty() => None,
            text => Some(read_date(&text)?),
        };
        Ok(Decided {
            decision: self.id.get(),
            what: self.what.get(),
            agency,
            due,
        })
    }

    /// Ready for another one.
    pub fn clear(self) {
        self.id.set(RecordId(ids::new()));
        for field in [self.what, self.agency, self.due] {
            field.set(String::new());
        }
    }
}
