//! 一行: a case in the table with what is being written about it. Rows keep their place and their
//! drafts while others change theirs.

use std::collections::BTreeMap;

use domain::access::Action;
use domain::id::{CaseId, ConferenceId, RecordId};
use domain::view::ledger::{LedgerLine, LedgerRecordLine};
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::staff::ids;
use crate::staff::rights::allowed;

use super::reading::{Reading, Wanted};

/// 主担当機関 (an id, or empty) and 状況等 of a round, as they stand in the fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Draft {
    pub agency: String,
    pub state: String,
}

impl Draft {
    /// What the round has of this case; before its first line the agency it had so far.
    fn of(line: &LedgerLine, round: Option<ConferenceId>) -> Self {
        let own = record_of(line, round);
        let agency = match own {
            Some(record) => record.agency.as_ref(),
            None => line.agency.as_ref(),
        };
        Self {
            agency: agency
                .and_then(|agency| agency.id)
                .map(|id| id.to_string())
                .unwrap_or_default(),
            state: own.map(|record| record.state.clone()).unwrap_or_default(),
        }
    }
}

/// The line of this round, if it has one.
pub(super) fn record_of(
    line: &LedgerLine,
    round: Option<ConferenceId>,
) -> Option<&LedgerRecordLine> {
    round?;
    line.records.iter().find(|record| record.round == round)
}

/// A row. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub case: CaseId,
    pub round: Option<ConferenceId>,
    pub line: RwSignal<LedgerLine>,
    pub agency: RwSignal<String>,
    pub state: RwSignal<String>,
    /// As the server has it.
    pub base: RwSignal<Draft>,
    /// What the round had before the last saving here, to go back to.
    pub before: RwSignal<Option<Draft>>,
    pub picked: RwSignal<bool>,
    pub saved: RwSignal<bool>,
    /// Somebody else wrote this line while it is being written here.
    pub elsewhere: RwSignal<bool>,
    pub act: Act,
    /// One id for the line of this round, however often it is sent.
    pub record: RecordId,
}

impl Row {
    fn new(line: LedgerLine, round: Option<ConferenceId>) -> Self {
        let base = Draft::of(&line, round);
        Self {
            case: line.case,
            round,
            agency: RwSignal::new(base.agency.clone()),
            state: RwSignal::new(base.state.clone()),
            base: RwSignal::new(base),
            before: RwSignal::new(None),
            picked: RwSignal::new(false),
            saved: RwSignal::new(false),
            elsewhere: RwSignal::new(false),
            act: Act::new(),
            record: RecordId(ids::new()),
            line: RwSignal::new(line),
        }
    }

    pub fn draft(self) -> Draft {
        Draft {
            agency: self.agency.get(),
            state: self.state.get(),
        }
    }

    /// Something is typed here that was not saved yet.
    pub fn dirty(self) -> bool {
        self.base.with(|base| *base != self.draft())
    }

    pub fn in_round(self) -> bool {
        self.line.with(|line| record_of(line, self.round).is_some())
    }

    /// Takes the server's line. What is being typed stays.
    fn follow(self, line: LedgerLine) {
        if self.line.with_untracked(|now| *now == line) {
            return;
        }
        let fresh = Draft::of(&line, self.round);
        let dirty = untrack(|| self.dirty());
        let moved = self.base.with_untracked(|base| *base != fresh);
        self.line.set(line);
        if !moved {
            return;
        }
        if dirty && untrack(|| self.draft()) != fresh {
            self.elsewhere.set(true);
        } else {
            self.take(&fresh);
            self.elsewhere.set(false);
        }
        self.base.set(fresh);
    }

    /// Puts a draft into the fields.
    pub fn take(self, draft: &Draft) {
        self.agency.set(draft.agency.clone());
        self.state.set(draft.state.clone());
    }
}

/// The rows of the table. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Rows {
    pub round: Option<ConferenceId>,
    pub shown: RwSignal<Vec<Row>>,
    view: Signal<Reading>,
}

impl Rows {
    /// Rows that follow what is read. A row that was met once keeps its draft, whatever the filter.
    pub fn new(round: Option<ConferenceId>, view: Signal<Reading>) -> Self {
        let rows = Self {
            round,
            shown: RwSignal::new(Vec::new()),
            view,
        };
        let known = StoredValue::new(BTreeMap::<CaseId, Row>::new());
        // The rows outlive the effect that makes them.
        let owner = Owner::current();
        let make = move |line: LedgerLine| {
            if let Some(row) = known.with_value(|known| known.get(&line.case).copied()) {
                row.follow(line);
                return row;
            }
            let row = match &owner {
                Some(owner) => owner.with(|| Row::new(line, round)),
                None => Row::new(line, round),
            };
            known.update_value(|known| {
                known.insert(row.case, row);
            });
            row
        };
        Effect::new(move |before: Option<Wanted>| {
            let Reading { wanted, view } = rows.view.get();
            let fresh: Vec<Row> = view.lines.into_iter().map(&make).collect();
            let same = before.is_some_and(|before| before.filter == wanted.filter);
            let stays = if same {
                merged(&rows.shown.get_untracked(), &fresh, wanted)
            } else {
                fresh
            };
            rows.shown.set(stays);
            wanted
        });
        rows
    }

    /// The round takes lines now, and the reader may write them.
    pub fn open(self) -> Memo<bool> {
        Memo::new(move |_| {
            self.round.is_some()
                && self.view.with(|reading| {
                    reading.view.round_open && allowed(&reading.view.rights, Action::KeepLedger)
                })
        })
    }

    /// The reader writes the ledger: the lines of a round that goes on, and 備考 at any time.
    pub fn keeps(self) -> Memo<bool> {
        Memo::new(move |_| {
            self.view
                .with(|reading| allowed(&reading.view.rights, Action::KeepLedger))
        })
    }

    /// 会議日 of the round.
    pub fn day(self) -> Option<chrono::NaiveDate> {
        self.view.with_untracked(|reading| reading.view.round_day)
    }

    pub fn picked(self) -> Vec<Row> {
        self.shown.with(|rows| {
            rows.iter()
                .copied()
                .filter(|row| row.picked.get())
                .collect()
        })
    }

    /// Agencies to choose from.
    pub fn agencies(self) -> Signal<Vec<(String, String)>> {
        Signal::derive(move || {
            self.view.with(|reading| {
                reading
                    .view
                    .agencies
                    .iter()
                    .map(|agency| (agency.id.to_string(), agency.name.clone()))
                    .collect()
            })
        })
    }
}

/// Rows keep their place; new ones come at the end. Under a filter, a row that was just written here
/// or is being written stays, though it no longer fits; without one, what is gone may not be seen.
fn merged(shown: &[Row], fresh: &[Row], wanted: Wanted) -> Vec<Row> {
    let here = |row: &Row| fresh.iter().any(|one| one.case == row.case);
    let written = |row: &Row| {
        wanted.filter.is_some() && untrack(|| row.dirty() || row.saved.get() || row.act.busy.get())
    };
    let mut rows: Vec<Row> = shown
        .iter()
        .copied()
        .filter(|row| here(row) || written(row))
        .collect();
    for row in fresh {
        if !rows.iter().any(|known| known.case == row.case) {
            rows.push(*row);
        }
    }
    rows
}
