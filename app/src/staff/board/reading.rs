//! ボードの読みこみ: a thousand cards come together, but only those whose text changed are read; the
//! others stay the cards they were, and nothing is done for long at a stretch.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use domain::id::CaseId;
use domain::view::Card;
use domain::wire::{self, ApiError};
use js_sys::{Array, JSON, JsString, Map, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use crate::staff::{call, clock};

use super::Shown;

/// Cards read without letting the screen paint in between.
const AT_A_STRETCH: usize = 50;

/// The last answer: each card, and the text it was read from.
#[derive(Default)]
struct Kept {
    texts: Vec<JsString>,
    cards: Vec<Shown>,
}

/// Asks for the board and remembers what it read.
#[derive(Clone, Default)]
pub(super) struct Reader(Rc<RefCell<Rc<Kept>>>);

impl Reader {
    /// The cards in the server's order; 形骸化への注意, where there is one, goes to `hollow`.
    ///
    /// # Errors
    /// The server's words, or those for a network that did not answer.
    pub async fn ask(self, hollow: RwSignal<Option<String>>) -> Result<Vec<Shown>, ApiError> {
        let answer = call::ask_value(wire::Board {}).await?;
        let words = Reflect::get(&answer, &JsValue::from_str("hollow"))
            .ok()
            .and_then(|words| words.as_string());
        if hollow.try_get_untracked().is_some_and(|now| now != words) {
            hollow.try_set(words);
        }
        let kept = self.0.borrow().clone();
        let list: Array = Reflect::get(&answer, &JsValue::from_str("cards"))
            .ok()
            .and_then(|list| list.dyn_into().ok())
            .ok_or_else(call::unreachable_error)?;
        let places = Map::new();
        for (place, text) in (0_u32..).zip(&kept.texts) {
            places.set(text, &JsValue::from(place));
        }
        let mut versions: Option<BTreeMap<CaseId, u64>> = None;
        let mut new = Kept::default();
        let mut read = 0;
        for one in list.iter() {
            let text = JSON::stringify(&one).map_err(|_| call::unreachable_error())?;
            let known = places
                .get(&text)
                .as_f64()
                .and_then(|place| kept.cards.get(place as usize));
            let shown = match known {
                Some(shown) => shown.clone(),
                None => {
                    read += 1;
                    if read % AT_A_STRETCH == 0 {
                        clock::pause(0).await;
                    }
                    let card: Card = serde_json::from_str(&String::from(text.clone()))
                        .map_err(|_| call::unreachable_error())?;
                    let versions = versions.get_or_insert_with(|| {
                        let number = |shown: &Shown| (shown.card.id, shown.version);
                        kept.cards.iter().map(number).collect()
                    });
                    Shown {
                        version: versions.get(&card.id).map_or(0, |version| version + 1),
                        card: Arc::new(card),
                    }
                }
            };
            new.texts.push(text);
            new.cards.push(shown);
        }
        let cards = new.cards.clone();
        *self.0.borrow_mut() = Rc::new(new);
        Ok(cards)
    }
}
