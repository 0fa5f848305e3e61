//! 変化の知らせ: one stream from the server tells that something moved on; the screens that depend
//! on it ask anew. A knock carries no content. How the windows of one browser share the stream is
//! told in `line`.

use std::cell::RefCell;
use std::collections::BTreeMap;

use domain::id::CaseId;
use leptos::prelude::*;

use super::clock;

mod line;

pub(super) use domain::outbox::Noun;
pub use line::{
    listen, listens_to, missed, session_changed, settled, shut_others, stop, watch_sessions,
};

/// Milliseconds in which several knocks count as one.
const GATHER: i32 = 150;

/// One nothing-but-a-number signal per noun; screens track those they show.
struct Knocks {
    any_case: RwSignal<u64>,
    council: RwSignal<u64>,
    conferences: RwSignal<u64>,
    cases: BTreeMap<CaseId, RwSignal<u64>>,
    /// Owner of all signals, so that they outlive the screen that asked first.
    owner: Owner,
    waiting: Vec<Noun>,
}

thread_local! {
    static KNOCKS: RefCell<Option<Knocks>> = const { RefCell::new(None) };
}

fn with<T>(act: impl FnOnce(&mut Knocks) -> T) -> T {
    KNOCKS.with_borrow_mut(|slot| {
        let knocks = slot.get_or_insert_with(|| {
            let owner = Owner::new_root(None);
            let (any_case, council, conferences) =
                owner.with(|| (RwSignal::new(0), RwSignal::new(0), RwSignal::new(0)));
            Knocks {
                any_case,
                council,
                conferences,
                cases: BTreeMap::new(),
                owner,
                waiting: Vec::new(),
            }
        });
        act(knocks)
    })
}

/// Grows whenever any case moved on: board, search, inbox.
pub fn any_case() -> Signal<u64> {
    with(|knocks| knocks.any_case.into())
}

/// Grows whenever that case moved on.
pub fn of_case(case: CaseId) -> Signal<u64> {
    with(|knocks| {
        let owner = knocks.owner.clone();
        (*knocks
            .cases
            .entry(case)
            .or_insert_with(|| owner.with(|| RwSignal::new(0))))
        .into()
    })
}

/// Grows whenever the council moved on.
pub fn council() -> Signal<u64> {
    with(|knocks| knocks.council.into())
}

/// Grows whenever a conference moved on, or the council with its series and people.
pub fn conferences() -> Signal<u64> {
    with(|knocks| knocks.conferences.into())
}

/// Grows whenever a meeting may have: a conference's, or one about a case.
pub fn any_meeting() -> Signal<u64> {
    let (cases, conferences) = (any_case(), conferences());
    Signal::derive(move || cases.get() + conferences.get())
}

/// What we did ourselves counts as a change at once, without waiting for the stream.
pub(super) fn changed(noun: Noun) {
    knock(noun);
}

fn knock(noun: Noun) {
    let first = with(|knocks| {
        knocks.waiting.push(noun);
        knocks.waiting.len() == 1
    });
    if first {
        leptos::task::spawn_local(async {
            clock::pause(GATHER).await;
            let (mut waiting, any_case, council, conferences) = with(|knocks| {
                (
                    std::mem::take(&mut knocks.waiting),
                    knocks.any_case,
                    knocks.council,
                    knocks.conferences,
                )
            });
            waiting.sort();
            waiting.dedup();
            let signals: Vec<_> = with(|knocks| {
                waiting
                    .iter()
                    .filter_map(|noun| match noun {
                        Noun::Case(case) => knocks.cases.get(case).copied(),
                        Noun::Conference | Noun::Council => None,
                    })
                    .collect()
            });
            for signal in signals {
                signal.update(|n| *n += 1);
            }
            if waiting.iter().any(|noun| matches!(noun, Noun::Case(_))) {
                any_case.update(|n| *n += 1);
            }
            if waiting
                .iter()
                .any(|noun| matches!(noun, Noun::Conference | Noun::Council))
            {
                conferences.update(|n| *n += 1);
            }
            if waiting.contains(&Noun::Council) {
                council.update(|n| *n += 1);
            }
        });
    }
}

/// Everything may have changed: after a gap in the stream.
fn knock_all() {
    let signals = with(|knocks| {
        let mut all: Vec<_> = knocks.cases.values().copied().collect();
        all.extend([knocks.any_case, knocks.council, knocks.conferences]);
        all
    });
    for signal in signals {
        signal.update(|n| *n += 1);
    }
}
