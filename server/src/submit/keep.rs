//! What is kept of a case: events, the timeline, and everything that is looked up without opening it.

use std::sync::Arc;

use domain::calendar;
use domain::case::{CaseFile, Whereabouts};
use domain::council::Council;
use domain::event::{CaseEvent, Happened};
use domain::form::Class;
use domain::view::TimelineEntry;
use domain::wire::Outcome;

use super::case::Standing;
use super::{Job, case_record, cost, held, kind_of, place, watched_day};
use crate::gate::{Permit, Readers, readers_of};
use crate::keys::LinkToken;
use crate::live::Change;
use crate::search;
use crate::store::case_file::{self, CaseBody};
use crate::store::cost::Holder;
use crate::store::hand::{self, CaseInHand};
use crate::store::{self, StoreError, case_link, event, timeline, turn, written};
use crate::writer::WriteTxn;

impl Job {
    /// Folds the events and keeps them with their projections. Demands the permit of the gate.
    pub(super) async fn keep(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        permit: &Permit,
        before: Standing,
        events: Vec<CaseEvent>,
    ) -> Result<Outcome, StoreError> {
        let Standing {
            keys,
            file: old,
            place: place_before,
            record: before,
        } = before;
        let mut file = CaseFile::clone(&old);
        let mut place_now = Whereabouts::clone(&place_before);
        let mut seq = 0;
        for what in events {
            seq = turn::next_seq(txn, self.keys.council()).await?;
            let happened = Happened {
                by: self.who.actor(),
                at: self.now,
                what,
            };
            file.apply(&happened);
            place_now.apply(&happened);
            let class = happened.what.class();
            let body = written(&happened)?;
            let kind = kind_of(&happened.what)?;
            let number = if class == Class::P4 {
                event::PLACE_CLASS
            } else {
                3
            };
            let event = self.event((seq, number), &kind, &body);
            event::append(txn, &self.keys, Some(&keys), event)?;
            if class != Class::P4 && TimelineEntry::is_listed(&happened.what) {
                timeline::add(txn, &keys, seq, self.now, &kind, &body)?;
            }
        }
        let today = calendar::jst_date(self.now);
        let readers = readers_of(&file, state, today);
        let now = readers.tokens(&self.keys);
        let earlier = readers_of(&old, state, today);
        let new = before.is_none();
        let changed = new || readers != earlier;
        let holder = Holder::Case(file.id.0);
        cost::follow(
            txn,
            self.keys.council(),
            holder,
            &old.costs(),
            &file.costs(),
        )?;
        let held = file.held_meetings();
        if held != old.held_meetings() {
            let held = held::records(&held)?;
            store::held::set(txn, self.keys.council(), file.id.0, &held);
        }
        watched_day::follow(txn, &self.keys, &file, &old);
        self.link(txn, &file, &old, changed.then_some(&now), new);
        self.audit(txn, "write", Some(file.id), &permit.action())
            .await?;
        let lost = (changed && !new).then(|| earlier.lost(&readers));
        let lost = lost.filter(|lost| !lost.finds.is_empty() || !lost.notices.is_empty());
        for hears in lost
            .map(|lost| lost.tokens(&self.keys))
            .into_iter()
            .chain([now])
        {
            txn.announce(Change {
                council: self.keys.council(),
                seq,
                case: Some(file.id.0),
                conference: None,
                readers: [hears.finds, hears.notices].concat().into(),
                blocks: hears.blocks.into(),
            });
        }
        match before {
            None => {
                let place = match place_now == *place_before {
                    true => None,
                    false => Some(written(&place_now)?.into()),
                };
                let body = CaseBody {
                    body: written(&file)?.into(),
                    place,
                };
                let record = case_record(&file, state, self.now, seq)?;
                case_file::add(txn, &self.keys, &keys, &record, &body)?;
            }
            Some(before) => {
                let place = (place_now != *place_before).then_some(place_now);
                let (state, at) = (Arc::clone(state), self.now);
                let now = CaseInHand {
                    council: self.keys.council(),
                    keys,
                    file: Arc::new(file),
                    place: place_before,
                    record: before,
                    record_of: Arc::new(move |file| case_record(file, &state, at, seq)),
                };
                hand::keep(txn, now, place)?;
            }
        }
        Ok(Outcome::Done { seq: place(seq) })
    }

    /// Who finds the case and by which names; written only where it changed.
    fn link(
        &self,
        txn: &WriteTxn,
        file: &CaseFile,
        old: &CaseFile,
        readers: Option<&Readers<LinkToken>>,
        new: bool,
    ) {
        if let Some(now) = readers {
            let relation = |kind: i16| move |token: &LinkToken| (*token, kind);
            let mut readers: Vec<_> = now.finds.iter().map(relation(FINDS)).collect();
            readers.extend(now.notices.iter().map(relation(NOTICE)));
            case_link::set_readers(txn, file.id.0, &readers);
            case_link::set_blocks(txn, file.id.0, &now.blocks);
        }
        let names = |file: &CaseFile| {
            [
                file.woman.called_name.clone(),
                file.woman.name.clone(),
                file.woman.kana.clone(),
                file.intake
                    .text(domain::form::intake::key::CODE_WORD)
                    .to_owned(),
            ]
        };
        if new || names(old) != names(file) {
            let mut tokens: Vec<i64> = names(file)
                .iter()
                .flat_map(|name| search::pieces(name))
                .map(|piece| self.keys.search_token(&piece))
                .collect();
            tokens.sort_unstable();
            tokens.dedup();
            case_link::set_search(txn, file.id.0, &tokens);
        }
    }
}

/// Relation numbers of the reader list.
const FINDS: i16 = 1;
const NOTICE: i16 = 2;
