//! The council's own record on the write path: agencies, people, roles, policy, pledges, series.

use std::sync::Arc;

use domain::access::{Action, CaseFacts, Subject};
use domain::command::CouncilCommand;
use domain::council::{Council, CouncilEvent};
use domain::event::CaseEvent;
use domain::form::FormData;
use domain::form::patrol::key;
use domain::handle;
use domain::id::{CaseId, DeviceId, PatrolId, StaffId};
use domain::refusal::Refusal;
use domain::wire::Outcome;

use super::{Job, fiscal_year, kind_of, place, refused};
use crate::gate::{self, Permit, subject_of};
use crate::live::Change;
use crate::store::device::{self, DeviceRecord};
use crate::store::event;
use crate::store::patrol::{self, Found, NewPatrol};
use crate::store::{StoreError, account, council, read, session, turn, written};
use crate::writer::WriteTxn;

impl Job {
    pub(super) async fn council(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        act: &CouncilCommand,
    ) -> Result<Outcome, StoreError> {
        let subject: Subject = subject_of(state, self.who, self.now);
        let action = Action::of(&self.envelope.command);
        let permit = match gate::judge(&subject, action, &CaseFacts::default()) {
            Ok(permit) => permit,
            Err((_, refusal)) => return Ok(refused(refusal)),
        };
        let whole;
        let act = match act {
            CouncilCommand::KeepPatrol { patrol, form, seen } => {
                match self
                    .put_together(txn, &subject, *patrol, (seen, form))
                    .await?
                {
                    Ok(sheet) => {
                        whole = sheet;
                        &whole
                    }
                    Err(refusal) => return Ok(refused(refusal)),
                }
            }
            other => other,
        };
        let lost = match act {
            CouncilCommand::ReportDeviceLost { device, .. } => {
                match self.may_lose(txn, &subject, *device).await? {
                    Ok(holders) => holders,
                    Err(refusal) => return Ok(refused(refusal)),
                }
            }
            _ => Vec::new(),
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
        let mut next = Council::clone(state);
        let mut seq = 0;
        for what in events {
            seq = turn::next_seq(txn, self.keys.council()).await?;
            next.apply(&what);
            self.follow_patrol(txn, &what)?;
            self.follow_loss(txn, &what, &lost).await?;
            let body = written(&what)?;
            let kind = kind_of(&what)?;
            let event = self.event((seq, 2), &kind, &body);
            event::append(txn, &self.keys, None, event)?;
        }
        council::save(txn, &self.keys, seq, &written(&next)?)?;
        match act {
            // Whose words left the tablet is looked for by what they were.
            CouncilCommand::NoteWrittenOut { case, .. } => {
                self.audit(txn, "write_out", *case, act).await?;
            }
            _ => self.audit(txn, "write", None, &permit.action()).await?,
        }
        self.lost_with(txn, state, &permit, &lost).await?;
        txn.announce(Change {
            council: self.keys.council(),
            seq,
            case: None,
            conference: None,
            readers: [].into(),
            blocks: [].into(),
        });
        let (t, council, next) = (self.t.clone(), self.keys.council(), Arc::new(next));
        txn.once_kept(move || t.councils.put(council, seq, next));
        Ok(Outcome::Done { seq: place(seq) })
    }

    /// The sheet as it is to stand: a new one, or what was changed put onto one of the writer's own agency.
    async fn put_together(
        &self,
        txn: &WriteTxn,
        subject: &Subject,
        patrol: PatrolId,
        (seen, typed): (&FormData, &FormData),
    ) -> Result<Result<CouncilCommand, Refusal>, StoreError> {
        let own = subject.agency.map(|agency| agency.0);
        let form = match patrol::find(txn.conn().await?, &self.keys, patrol.0).await? {
            Found::Nothing => typed.clone(),
            Found::Own { agency, body } if Some(agency) == own => {
                let stands: FormData = read(&body)?;
                match domain::patrol::put_together(seen, typed, &stands) {
                    Ok(form) => form,
                    Err(problems) => return Ok(Err(Refusal::Form { problems })),
                }
            }
            Found::Own { .. } | Found::Strange => return Ok(Err(Refusal::IdTaken)),
        };
        Ok(Ok(CouncilCommand::KeepPatrol {
            patrol,
            form,
            seen: FormData::default(),
        }))
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

    /// Who is on a device whose loss is reported: by one of them, or by who keeps the accounts. That it is
    /// somebody else's is not told apart from a number that is nobody's.
    async fn may_lose(
        &self,
        txn: &WriteTxn,
        subject: &Subject,
        device: DeviceId,
    ) -> Result<Result<Vec<DeviceRecord>, Refusal>, StoreError> {
        let holders = device::holders(txn.conn().await?, device).await?;
        let me = subject.actor.staff();
        let own = holders
            .iter()
            .any(|holder| Some(StaffId(holder.staff)) == me);
        let here = holders
            .iter()
            .any(|holder| holder.council == self.keys.council());
        let manages = gate::judge(subject, Action::ManageStaff, &CaseFacts::default()).is_ok();
        if !(own || here && manages) {
            return Ok(Err(Refusal::NotFound));
        }
        let known =
            |holder: &DeviceRecord| holder.council == self.keys.council() && holder.loss.is_some();
        if holders.iter().any(known) {
            return Ok(Err(Refusal::DeviceLost));
        }
        Ok(Ok(holders))
    }

    /// The list of the devices follows the council's history; nobody is signed in on a lost one.
    async fn follow_loss(
        &self,
        txn: &WriteTxn,
        what: &CouncilEvent,
        holders: &[DeviceRecord],
    ) -> Result<(), StoreError> {
        let CouncilEvent::DeviceLost { device, by, words } = what else {
            return Ok(());
        };
        let on_it: Vec<_> = holders.iter().map(|holder| holder.staff).collect();
        session::end_on(txn, *device, &on_it);
        // She may be at her door on it just now: what she sends waits for her next visit.
        for staff in on_it {
            session::over_beside(txn, staff, self.now).await?;
        }
        device::lose(txn, &self.keys, *device, (by.0, self.now), words)
    }

    /// Each case that lies on a lost device says so, to those who keep its record.
    async fn lost_with(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        permit: &Permit,
        holders: &[DeviceRecord],
    ) -> Result<(), StoreError> {
        let devices: Vec<DeviceId> = holders.iter().map(|holder| holder.id).take(1).collect();
        let along = device::taken_along(txn.conn().await?, &devices).await?;
        for one in along {
            // Another council that shares the device has its own records.
            let here = |holder: &&DeviceRecord| holder.council == self.keys.council();
            if !holders
                .iter()
                .filter(here)
                .any(|holder| holder.carries(&one))
            {
                continue;
            }
            let Some(before) = self.standing(txn, CaseId(one.case)).await? else {
                continue;
            };
            let lost = CaseEvent::TakenAlongLost {
                device: one.device,
                carrier: StaffId(one.staff),
                taken_at: one.taken_at,
            };
            self.keep(txn, state, permit, before, vec![lost]).await?;
        }
        Ok(())
    }
}
