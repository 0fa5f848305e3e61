//! The council's own record on the write path: agencies, people, roles, policy, pledges, series.

use std::sync::Arc;

use domain::access::{Action, CaseFacts, Subject};
use domain::command::CouncilCommand;
use domain::council::Council;
use domain::handle;
use domain::refusal::Refusal;
use domain::wire::Outcome;

use super::{Changed, Job, kind_of, place, refused};
use crate::gate::{self, subject_of, written};
use crate::live::Change;
use crate::store::event;
use crate::store::{StoreError, account, council, turn};
use crate::writer::WriteTxn;

impl Job {
    pub(super) async fn council(
        &self,
        txn: &WriteTxn,
        state: &Council,
        act: &CouncilCommand,
        changed: &mut Changed,
    ) -> Result<Outcome, StoreError> {
        let subject: Subject = subject_of(state, self.who, self.now);
        let action = Action::of(&self.envelope.command);
        let permit = match gate::judge(&subject, action, &CaseFacts::default()) {
            Ok(permit) => permit,
            Err((_, refusal)) => return Ok(refused(refusal)),
        };
        let actor = self.who.actor();
        let events = match handle::handle_council(state, actor, act, self.now) {
            Ok(events) => events,
            Err(refusal) => return Ok(refused(refusal)),
        };
        if let CouncilCommand::AddStaff { staff } = act {
            let login = self.t.keyring.login_token(&staff.login_name);
            if account::taken(txn.conn().await?, login).await? {
                return Ok(refused(Refusal::LoginNameTaken));
            }
            let hash = self.unusable.clone().ok_or(StoreError::Missing)?;
            let council = self.keys.council();
            account::add(txn, council, staff.id.0, login, hash, self.now).await?;
        }
        let mut next = state.clone();
        let mut seq = 0;
        for what in events {
            seq = turn::next_seq(txn, self.keys.council()).await?;
            next.apply(&what);
            let body = written(&what)?;
            let kind = kind_of(&what)?;
            let event = self.event((seq, 2), &kind, &body);
            event::append(txn, &self.keys, None, event)?;
        }
        council::save(txn, &self.keys, seq, &written(&next)?)?;
        self.audit(txn, "write", None, &permit.action()).await?;
        txn.announce(Change {
            council: self.keys.council(),
            seq,
            case: None,
            conference: None,
            readers: [].into(),
            blocks: [].into(),
        });
        *changed = Some((seq, Arc::new(next)));
        Ok(Outcome::Done { seq: place(seq) })
    }
}
