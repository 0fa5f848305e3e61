//! 費用 of a decision: the kind, and the amount or 未定.

use domain::cost::{CostItem, CostKind};
use leptos::prelude::*;

use crate::ui::*;

use super::form::Select;

/// What is typed about a cost. Cheap to copy.
#[derive(Clone, Copy)]
pub struct CostDraft {
    kind: RwSignal<String>,
    amount: RwSignal<String>,
}

impl CostDraft {
    pub fn new() -> Self {
        Self {
            kind: RwSignal::new(String::new()),
            amount: RwSignal::new(String::new()),
        }
    }

    /// The cost; none where no kind is chosen.
    ///
    /// # Errors
    /// What to do about the amount, in words.
    pub fn read(self) -> Result<Option<CostItem>, String> {
        let Some(kind) = self.kind.with(|key| kind_of(key)) else {
            return Ok(None);
        };
        let amount = self.amount.with(|text| read_yen(text))?;
        Ok(Some(CostItem { kind, amount }))
    }

    pub fn clear(self) {
        self.kind.set(String::new());
        self.amount.set(String::new());
    }
}

fn kind_of(key: &str) -> Option<CostKind> {
    CostKind::ALL.get(key.parse::<usize>().ok()?).copied()
}

/// 12,000 / １２０００円 / nothing = 未定.
fn read_yen(text: &str) -> Result<Option<u32>, String> {
    let digits: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，' | '円' | '¥' | '￥'))
        .map(|c| match c {
            '０'..='９' => {
                char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c)
            }
            other => other,
        })
        .collect();
    if digits.is_empty() {
        return Ok(None);
    }
    match digits.parse::<u32>() {
        Ok(amount) if amount > 0 => Ok(Some(amount)),
        _ => Err("金額は、1円からの数で入れてください。まだ決まっていないときは、空のままにしてください（未定）。".to_owned()),
    }
}

/// Kind first; the amount is asked only where there is a cost.
#[component]
pub fn CostField(draft: CostDraft) -> impl IntoView {
    let kinds = Signal::derive(|| {
        let keyed = CostKind::ALL.iter().enumerate();
        keyed
            .map(|(at, kind)| (at.to_string(), kind.label().to_owned()))
            .collect::<Vec<_>>()
    });
    let some = Memo::new(move |_| draft.kind.with(|key| !key.is_empty()));
    view! {
        <div class="form__two">
            <Select
                id="decision-cost"
                label="かかる費用"
                options=kinds
                value=draft.kind
                need=Need::Optional
                empty="なし"
            />
            <Show when=move || some.get()>
                <TextInput
                    id="decision-amount"
                    label="金額（円）"
                    help="まだ決まっていないときは、空のままにします（未定）。"
                    value=draft.amount
                    need=Need::Optional
                    inputmode="numeric"
                    width=Width::Short
                />
            </Show>
        </div>
    }
}

/// A line of a decision card, where there is a cost.
#[component]
pub fn CostLine(cost: Option<CostItem>) -> impl IntoView {
    cost.map(|cost| view! { <div><dt>"費用"</dt><dd>{cost.words()}</dd></div> })
}
