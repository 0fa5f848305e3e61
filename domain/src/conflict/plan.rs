//! What several people write into a plan, put together box by box and item by item.

use crate::conflict::{SharedPaper, merge};
use crate::form::plan::key;
use crate::form::{FormData, Value};
use crate::id::{ItemId, PlanId};
use crate::plan::paper::of_item;
use crate::plan::{PlanItem, PlanVersion};

/// The period and the review within it.
const DATES: [&str; 3] = [key::PERIOD_FROM, key::PERIOD_TO, key::MONITORING_DATE];

/// What has to be known of whoever writes.
pub struct Writer<'a> {
    /// The place of these words among the wishes she said, the newest last.
    pub said: &'a dyn Fn(&str) -> Option<usize>,
    /// A paper as the writer reads it: names that are not for her or him have their cover.
    pub reads: &'a dyn Fn(&FormData) -> FormData,
}

/// A plan after somebody's changes, and what lies beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedPlan {
    pub version: PlanVersion,
    pub beside: Vec<(String, Option<Value>)>,
}

/// Puts what somebody changed between `seen` and `typed` onto the version that `stands`.
///
/// An item that one took out and another went on writing stays: nothing that was written goes with a removal
/// that did not know of it. Dates that do not fit together once they are merged lie beside those that stand.
pub fn merge_plan(
    plan: PlanId,
    seen: &FormData,
    typed: &PlanVersion,
    stands: &PlanVersion,
    writer: &Writer<'_>,
) -> MergedPlan {
    let (wrote, now) = (typed.paper(), stands.paper());
    let read = (writer.reads)(&now);
    let in_both = |item| has(&typed.items, item) && has(&stands.items, item);
    let of_both = |paper: &FormData| {
        let mut paper = paper.clone();
        let stays = |key: &str| of_item(key).is_none_or(|(item, _)| in_both(item));
        paper.0.retain(|key, _| stays(key));
        paper
    };
    let (mut before, mut wrote_both) = (of_both(seen), of_both(&wrote));
    let wish = wish(seen, &typed.wish_words, &stands.wish_words, writer.said);
    if wish.is_some() {
        before.0.remove(key::WISH_WORDS);
        wrote_both.0.remove(key::WISH_WORDS);
    }
    let paper = SharedPaper::Plan(plan);
    let mut merged = merge(paper, &before, &wrote_both, &of_both(&now));
    if let Some(wish) = wish {
        merged
            .form
            .set(key::WISH_WORDS, Value::Text(wish.to_owned()));
    }
    let mut version = stands.clone();
    let taken_out = |item: ItemId| was_seen(item, seen) && same(item, seen, &read);
    version
        .items
        .retain(|item| has(&typed.items, item.id) || !taken_out(item.id));
    let alone = now.0.iter().filter(|(key, _)| {
        let item = of_item(key).map(|(item, _)| item);
        item.is_some_and(|item| !in_both(item))
    });
    for (key, value) in alone {
        merged.form.set(key, value.clone());
    }
    version.read_paper(&merged.form);
    let given_up = |item: ItemId| was_seen(item, seen) && same(item, seen, &wrote);
    let new = typed
        .items
        .iter()
        .filter(|item| !has(&stands.items, item.id) && !given_up(item.id));
    version.items.extend(new.cloned());
    let mut beside = merged.beside;
    if !version.dates_fit() {
        (version.from, version.to) = (stands.from, stands.to);
        version.monitoring_date = stands.monitoring_date;
        for date in DATES {
            beside.retain(|(key, _)| key != date);
            if wrote.get(date) != now.get(date) {
                beside.push((date.to_owned(), wrote.get(date).cloned()));
            }
        }
    }
    MergedPlan { version, beside }
}

/// The wish the plan begins with, where both say one that she said: the newest that somebody put there. None
/// where it is to be put together as any other box.
fn wish<'a>(
    seen: &FormData,
    typed: &'a str,
    stands: &'a str,
    said: &dyn Fn(&str) -> Option<usize>,
) -> Option<&'a str> {
    let wrote = said(typed)?;
    let before = seen.text(key::WISH_WORDS);
    match (typed == before, stands == before) {
        // A wish that was written down since then is hers as well, and nobody else wrote here.
        (false, true) => Some(typed),
        (true, _) => said(stands).map(|_| stands),
        (false, false) => said(stands).map(|now| if wrote > now { typed } else { stands }),
    }
}

fn has(items: &[PlanItem], id: ItemId) -> bool {
    items.iter().any(|item| item.id == id)
}

fn boxes(item: ItemId, paper: &FormData) -> impl Iterator<Item = (&String, &Value)> {
    let of = move |key: &str| of_item(key).is_some_and(|(of, _)| of == item);
    paper.0.iter().filter(move |(key, _)| of(key))
}

fn was_seen(item: ItemId, seen: &FormData) -> bool {
    boxes(item, seen).next().is_some()
}

/// Whether both papers say the same of an item.
fn same(item: ItemId, one: &FormData, other: &FormData) -> bool {
    boxes(item, one).eq(boxes(item, other))
}
