//! The council's own record on the write path: agencies, people, roles, policy, pledges, series.

use std::sync::Arc;

use domain::access::{Action, CaseFacts, Subject};
use domain::command::CouncilCommand;
use domain::council::{Council, CouncilEvent};
use domain::form::patrol::key;
use domain::handle;
use domain::refusal::Refusal;
use domain::wire::Outcome;

use super::{Changed, Job, fiscal_year, kind_of, place, refused};
use crate::gate::{self, subject_of, written};
use crate::live::Change;
use crate::store::event;
use crate::store::patrol::{self, NewPatrol};
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
        if let CouncilCommand::KeepPatrol { patrol, .. } = act
            && !self.may_replace(txn, &subject, patrol.0).await?
        {
            return Ok(refused(Refusal::IdTaken));
        }
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
            self.follow_patrol(txn, &what)?;
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

    /// Whether a sheet with this number is new, or one of the writer's own agency.
    async fn may_replace(
        &self,
        txn: &WriteTxn,
        subject: &Subject,
        sheet: uuid::Uuid,
    ) -> Result<bool, StoreError> {
        let own = subject.agency.map(|agency| (self.keys.council(), agency.0));
        let whose = patrol::whose(txn.conn().await?, sheet).await?;
        Ok(whose.is_none_or(|whose| Some(whose) == own))
    }

    /// The list of the rounds follows the council's history.
    fn follow_patrol(&self, txn: &WriteTxn, what: &CouncilEvent) -> Result<(), StoreError> {
        let CouncilEvent::PatrolKept {
            patrol: id,
            agency,
            form,
            ..
        } = what
        else {
            return Ok(());
        };
        let went_on = form.date(key::WENT_ON).ok_or(StoreError::Missing)?;
        let sheet = NewPatrol {
            id: id.0,
            agency: agency.0,
            fiscal_year: fiscal_year(went_on),
            went_on,
            body: &written(form)?,
        };
        patrol::keep(txn, &self.keys, &sheet)
    }
}
