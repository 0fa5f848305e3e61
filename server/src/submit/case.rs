//! ケース on the write path: what is asked of one is judged, carried out, and felt by what stands beside it.

use std::sync::Arc;

use domain::access::{Action, CaseFacts, DenyReason};
use domain::calendar;
use domain::case::{CaseFile, Whereabouts};
use domain::command::CaseCommand;
use domain::council::Council;
use domain::event::CaseEvent;
use domain::form::FormData;
use domain::handle::{self, Context};
use domain::her_plan::HerPlanCommand;
use domain::id::CaseId;
use domain::refusal::Refusal;
use domain::transfer::TransferCommand;
use domain::wire::Outcome;

use super::day::OnDays;
use super::{Job, refused};
use crate::gate::{self, Who, readers_of, subject_of};
use crate::keys::CaseKeys;
use crate::store::case_file::{self, CaseRecord, OpenCase};
use crate::store::case_key::{self, With};
use crate::store::hand::CaseInHand;
use crate::store::turn::Found;
use crate::store::{StoreError, photo, read};
use crate::writer::WriteTxn;

impl Job {
    /// A new case.
    pub(super) async fn accept(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        case: CaseId,
        form: &FormData,
    ) -> Result<Outcome, StoreError> {
        let subject = subject_of(state, self.who, self.now);
        let permit = match gate::judge(&subject, Action::AcceptCase, &CaseFacts::default()) {
            Ok(permit) => permit,
            Err((_, refusal)) => return Ok(refused(refusal)),
        };
        if case_key::load(txn.conn().await?, &self.keys, case.0, With::File)
            .await?
            .is_some()
        {
            return Ok(refused(Refusal::IdTaken));
        }
        let ctx = self.context(state);
        let no = self.next_number(txn, &ctx).await?;
        let events = match handle::accept_case(case, no, form, &ctx) {
            Ok(events) => events,
            Err(refusal) => return Ok(refused(refusal)),
        };
        let Some(CaseEvent::CaseAccepted { case: first }) = events.first() else {
            return Ok(refused(Refusal::StepMissing));
        };
        let file = (**first).clone();
        let before = Standing {
            keys: Arc::new(case_key::create(txn, &self.keys, case.0)?),
            file: Arc::new(file),
            place: Arc::default(),
            record: None,
        };
        self.keep(txn, state, &permit, before, events).await
    }

    /// What she did herself on a worker's tablet: her answers to her plan.
    pub(super) async fn hers(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        case: (CaseId, Option<Found>),
        act: &CaseCommand,
    ) -> Result<Outcome, StoreError> {
        let shown = matches!(
            self.who,
            Who::WomanWith {
                by_number: false,
                ..
            }
        );
        // What the tablet shows her asks for these, and for nothing else.
        let answers = matches!(
            act,
            CaseCommand::ReplyToItem { .. }
                | CaseCommand::CommentOnPlan { .. }
                | CaseCommand::AgreeToPlan { .. }
                | CaseCommand::HerPlan(HerPlanCommand::TellWrong { .. })
        );
        if !shown || !answers {
            return Ok(refused(Refusal::NotYourRole));
        }
        self.case(txn, state, case, act).await
    }

    /// What is asked of a case, with the case where the turn found it.
    pub(super) async fn case(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        (case, found): (CaseId, Option<Found>),
        act: &CaseCommand,
    ) -> Result<Outcome, StoreError> {
        let subject = subject_of(state, self.who, self.now);
        let action = Action::of(&self.envelope.command);
        if let Err(refusal) = gate::admitted(&subject, action) {
            return Ok(refused(refusal));
        }
        if self.own_case().is_some_and(|own| own != case) {
            return Ok(refused(Refusal::NotFound));
        }
        let before = match found {
            Some(Found::InHand(case)) => Standing::in_hand(case),
            Some(Found::Kept(case)) => Standing::of(case.opened(&self.keys)?)?,
            None => return Ok(refused(Refusal::NotFound)),
        };
        let keys = Arc::clone(&before.keys);
        let Standing { file, place, .. } = &before;
        let facts = CaseFacts::of(file, state, &subject, self.now);
        let permit = match gate::judge(&subject, action, &facts) {
            Ok(permit) => permit,
            Err((why, refusal)) => {
                if why == DenyReason::Blocked {
                    self.audit(txn, "blocked-attempt", Some(case), &action)
                        .await?;
                }
                let finds = refusal == Refusal::NotYourRole;
                if finds && handle::opens_called_off(file, act, subject.actor) {
                    return Ok(refused(Refusal::MeetingCalledOff));
                }
                return Ok(refused(refusal));
            }
        };
        if let CaseCommand::Transfer {
            transfer,
            act: TransferCommand::HandOut,
        } = act
            && self.copied != Some(*transfer)
        {
            return Ok(refused(Refusal::StepMissing));
        }
        let round = match self.round(txn, state, &subject, act).await? {
            Ok(round) => round,
            Err(refusal) => return Ok(refused(refusal)),
        };
        let told = match self.told(txn, state, &subject, act).await? {
            Ok(told) => told,
            Err(refusal) => return Ok(refused(refusal)),
        };
        let other = match self.other(txn, state, &subject, act).await? {
            Ok(other) => other,
            Err(refusal) => return Ok(refused(refusal)),
        };
        let ctx = self.context(state);
        let day = match self.day(txn, &subject, act).await? {
            Ok(day) => day,
            Err(refusal) => return Ok(refused(refusal)),
        };
        let mut days = OnDays::default();
        let events = match (day, &told, act) {
            (Some(day), ..) => {
                handle::place_on_day(file, place, &day, act, &ctx).map(|(event, slot)| {
                    days.placed = Some((day, slot));
                    vec![event]
                })
            }
            (None, Some(told), CaseCommand::TellOfConference { withheld, .. }) => {
                let (matter, conference) = told;
                handle::tell_of_conference(file, (matter, conference), withheld.as_deref(), &ctx)
            }
            _ => match &other {
                Some(other) => handle::join(file, other, &ctx),
                None => handle::handle(file, place, act, &ctx),
            },
        };
        let events = match events {
            Ok(events) => events,
            Err(refusal) => return Ok(refused(refusal)),
        };
        let photos = match act {
            CaseCommand::WriteRecord { photos, .. } => photos.as_slice(),
            _ => &[],
        };
        if !photos.is_empty() && photo::is_one_kept(txn.conn().await?, photos).await? {
            return Ok(refused(Refusal::IdTaken));
        }
        let felt = match self.felt(txn, file, &events, &ctx).await? {
            Ok(felt) => felt,
            Err(refusal) => return Ok(refused(refusal)),
        };
        days.left = handle::days_left(file, &events);
        days.touched = handle::days_touched(file, &events);
        let beside = round.is_some() || !days.is_empty();
        let blocks = beside.then(|| {
            readers_of(file, state, ctx.today())
                .tokens(&self.keys)
                .blocks
        });
        let outcome = self.keep(txn, state, &permit, before, events).await?;
        if let Outcome::Done { seq } = outcome {
            let named = (i64::try_from(seq).unwrap_or_default(), photos);
            photo::keep(txn, self.keys.council(), &keys, named)?;
        }
        for felt in felt {
            self.keep(txn, state, &permit, felt.standing, felt.events)
                .await?;
        }
        if let (Some(round), Some(blocks)) = (&round, blocks.clone()) {
            self.gone_through(txn, state, round, case, act, (&outcome, blocks));
            return Ok(outcome);
        }
        if let Some(blocks) = blocks {
            self.days_follow(txn, state, &permit, days, (&outcome, &blocks))
                .await?;
        }
        Ok(outcome)
    }

    /// Another case as it stands.
    pub(super) async fn standing(
        &self,
        txn: &WriteTxn,
        case: CaseId,
    ) -> Result<Option<Standing>, StoreError> {
        let with = With::FileAndPlace;
        let found = case_file::load(txn.conn().await?, &self.keys, case.0, with).await?;
        found.map(Standing::of).transpose()
    }

    /// 番号: `K-R8-0001`, counted by council and fiscal year.
    async fn next_number(&self, txn: &WriteTxn, ctx: &Context<'_>) -> Result<String, StoreError> {
        let year = calendar::fiscal_year(ctx.today()) - 2018;
        let prefix = format!("K-R{year}-");
        let last = case_file::last_number(txn.conn().await?, self.keys.council(), &prefix).await?;
        // A year begins with 1, as every book of numbers does.
        let passed_over = match last {
            0 => 0,
            _ => self.t.ids.numbers_passed_over(),
        };
        let next = last + 1 + passed_over;
        Ok(format!("{prefix}{next:04}"))
    }
}

/// The case before the command.
pub(super) struct Standing {
    pub keys: Arc<CaseKeys>,
    pub file: Arc<CaseFile>,
    pub place: Arc<Whereabouts>,
    /// As its row stands in the lists; a new case has none.
    pub record: Option<Arc<CaseRecord>>,
}

impl Standing {
    fn in_hand(case: CaseInHand) -> Self {
        Self {
            keys: case.keys,
            file: case.file,
            place: case.place,
            record: Some(case.record),
        }
    }

    fn of(open: OpenCase) -> Result<Self, StoreError> {
        let OpenCase { record, body, keys } = open;
        let place = match &body.place {
            Some(place) => read(place)?,
            None => Whereabouts::default(),
        };
        Ok(Self {
            keys: Arc::new(keys),
            file: Arc::new(read(&body.body)?),
            place: Arc::new(place),
            record: Some(Arc::new(record)),
        })
    }
}
