//! 会議体の会議 on the write path, and the round in which a line of the 進行管理台帳 is written.

use std::sync::Arc;

use std::borrow::Cow;

use domain::access::{Action, CaseFacts, Subject};
use domain::calendar;
use domain::case::CaseFile;
use domain::command::CaseCommand;
use domain::conference::{
    Conference, ConferenceCommand, ConferenceEvent, ConferenceHappened, ConferenceKind,
};
use domain::council::Council;
use domain::handle;
use domain::id::{CaseId, ConferenceId, SeriesId};
use domain::meeting::MeetingStatus;
use domain::refusal::Refusal;
use domain::wire::Outcome;
use serde::Serialize;

use super::{Job, cost, kind_of, number_of, place, refused};
use crate::gate::{
    self, Permit, Who, hears_of, judge_conference, readers_of, subject_of, without_blocked,
};
use crate::keys::LinkToken;
use crate::live::Change;
use crate::store::case_file;
use crate::store::case_key::With;
use crate::store::conference::{self, ConferenceRecord};
use crate::store::cost::Holder;
use crate::store::event;
use crate::store::{StoreError, read, turn, written};
use crate::writer::WriteTxn;

/// What the audit keeps of a command to a conference.
#[derive(Serialize)]
struct Wrote {
    action: Action,
    conference: ConferenceId,
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<CaseId>,
}

/// What a command touches besides its conference.
#[derive(Default)]
pub(super) struct Beside {
    /// Gone through in this round.
    pub case: Option<CaseId>,
    /// Who must not hear of it.
    pub blocks: Vec<LinkToken>,
    /// An issue was handed up to this conference, or answered in it.
    pub above: Option<Conference>,
}

impl Job {
    pub(super) async fn conference(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        id: ConferenceId,
        act: &ConferenceCommand,
    ) -> Result<Outcome, StoreError> {
        // At her door there is no council.
        if !matches!(self.who, Who::Staff(_)) {
            return Ok(refused(Refusal::NotFound));
        }
        let subject = subject_of(state, self.who, self.now);
        let action = Action::of(&self.envelope.command);
        if let Err(refusal) = gate::admitted(&subject, action) {
            return Ok(refused(refusal));
        }
        if matches!(act, ConferenceCommand::Plan { .. }) {
            let permit = match gate::judge(&subject, action, &CaseFacts::default()) {
                Ok(permit) => permit,
                Err((_, refusal)) => return Ok(refused(refusal)),
            };
            return self.plan(txn, state, &permit, id, act).await;
        }
        let Some(conference) = self.load(txn, id).await? else {
            return Ok(refused(Refusal::NotFound));
        };
        let permit = match judge_conference(&subject, action, &conference, state, self.now) {
            Ok(permit) => permit,
            Err(refusal) => return Ok(refused(refusal)),
        };
        let beside = match self.beside(txn, state, &subject, &conference, act).await? {
            Ok(beside) => beside,
            Err(refusal) => return Ok(refused(refusal)),
        };
        let ctx = self.context(state);
        let seen = self
            .as_known(txn, state, &subject, &conference, act)
            .await?;
        let events = handle::handle_conference(&seen, act, beside.above.as_ref(), &ctx);
        match events {
            Ok(mut events) => {
                let slots = conference.slots.clone();
                self.meetings_follow(txn, state, &permit, &slots, &mut events)
                    .await?;
                self.renumber(txn, &conference, &mut events).await?;
                self.keep_conference(txn, state, &permit, conference, events, beside)
                    .await
            }
            Err(refusal) => Ok(refused(refusal)),
        }
    }

    async fn plan(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        permit: &Permit,
        id: ConferenceId,
        act: &ConferenceCommand,
    ) -> Result<Outcome, StoreError> {
        let ConferenceCommand::Plan {
            series, planned, ..
        } = act
        else {
            return Ok(refused(Refusal::NotFound));
        };
        if conference::taken(txn.conn().await?, id.0).await? {
            return Ok(refused(Refusal::IdTaken));
        }
        let year = calendar::fiscal_year(planned.from.date());
        let number = self.next_round(txn, *series, year).await?;
        let events = match handle::plan_conference(id, number, act, &self.context(state)) {
            Ok(events) => events,
            Err(refusal) => return Ok(refused(refusal)),
        };
        let Some(ConferenceEvent::ConferencePlanned { conference }) = events.first() else {
            return Ok(refused(Refusal::StepMissing));
        };
        let first = (**conference).clone();
        self.keep_conference(txn, state, permit, first, events, Beside::default())
            .await
    }

    /// The conference as the actor knows it, for commands that ask for its slots: one of a case that
    /// she or he is blocked from is refused nothing and changes nothing in the answer.
    async fn as_known<'a>(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        subject: &Subject,
        conference: &'a Conference,
        act: &ConferenceCommand,
    ) -> Result<Cow<'a, Conference>, StoreError> {
        let asks = matches!(
            act,
            ConferenceCommand::NotHold { .. }
                | ConferenceCommand::MoveSlot { .. }
                | ConferenceCommand::SetSlotMinutes { .. }
        );
        let mut known = Cow::Borrowed(conference);
        if asks && !conference.slots.is_empty() {
            let conn = txn.conn().await?;
            let reader = (&**state, subject, self.now);
            without_blocked(conn, &self.keys, reader, known.to_mut()).await?;
        }
        Ok(known)
    }

    /// A conference that is put off into another fiscal year is one of that year's.
    async fn renumber(
        &self,
        txn: &WriteTxn,
        conference: &Conference,
        events: &mut [ConferenceEvent],
    ) -> Result<(), StoreError> {
        for event in events {
            let ConferenceEvent::ConferencePostponed {
                planned, number, ..
            } = event
            else {
                continue;
            };
            let year = calendar::fiscal_year(planned.from.date());
            if year != calendar::fiscal_year(conference.day()) {
                *number = Some(self.next_round(txn, conference.series, year).await?);
            }
        }
        Ok(())
    }

    /// 第n回 of the series in that fiscal year.
    async fn next_round(
        &self,
        txn: &WriteTxn,
        series: SeriesId,
        year: i32,
    ) -> Result<u16, StoreError> {
        let conn = txn.conn().await?;
        let last = conference::last_number(conn, self.keys.council(), series.0, year).await?;
        Ok(u16::try_from(last).unwrap_or(u16::MAX).saturating_add(1))
    }

    pub(super) async fn load(
        &self,
        txn: &WriteTxn,
        id: ConferenceId,
    ) -> Result<Option<Conference>, StoreError> {
        let found = conference::load(txn.conn().await?, &self.keys, id.0).await?;
        found.map(|record| read(&record.body)).transpose()
    }

    /// Loads what else the command names, as far as the actor may find it.
    async fn beside(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        subject: &Subject,
        conference: &Conference,
        act: &ConferenceCommand,
    ) -> Result<Result<Beside, Refusal>, StoreError> {
        match act {
            ConferenceCommand::HandIssueUp { to, .. } => Ok(Ok(Beside {
                above: self.load(txn, *to).await?,
                ..Beside::default()
            })),
            ConferenceCommand::AnswerIssue { issue, .. } => {
                let mut known = conference.issues.iter();
                let to = known.find(|known| known.id == *issue);
                Ok(Ok(Beside {
                    above: match to.and_then(|issue| issue.handed_to) {
                        Some(to) => self.load(txn, to).await?,
                        None => None,
                    },
                    ..Beside::default()
                }))
            }
            ConferenceCommand::GoThrough { case } => {
                let seen =
                    judge_conference(subject, Action::SeeLedger, conference, state, self.now);
                if let Err(refusal) = seen {
                    return Ok(Err(refusal));
                }
                let conn = txn.conn().await?;
                let open = case_file::load(conn, &self.keys, case.0, With::File).await?;
                let Some(open) = open else {
                    return Ok(Err(Refusal::NotFound));
                };
                let file: CaseFile = read(&open.body.body)?;
                if CaseFacts::of(&file, state, subject, self.now).blocked {
                    self.audit(txn, "blocked-attempt", Some(*case), &Action::SeeLedger)
                        .await?;
                    return Ok(Err(Refusal::NotFound));
                }
                Ok(Ok(Beside {
                    case: Some(*case),
                    blocks: readers_of(&file, state, calendar::jst_date(self.now))
                        .tokens(&self.keys)
                        .blocks,
                    above: None,
                }))
            }
            _ => Ok(Ok(Beside::default())),
        }
    }

    /// Folds the events and keeps them with their projections. Demands the permit of the gate.
    pub(super) async fn keep_conference(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        permit: &Permit,
        mut conference: Conference,
        events: Vec<ConferenceEvent>,
        beside: Beside,
    ) -> Result<Outcome, StoreError> {
        let mut seq = 0;
        let costs = conference.costs();
        let tells = events.iter().any(changes_notices);
        for what in events {
            seq = turn::next_seq(txn, self.keys.council()).await?;
            let kind = kind_of(&what)?;
            let happened = ConferenceHappened {
                by: self.who.actor(),
                at: self.now,
                what,
            };
            conference.apply(&happened);
            let body = written(&happened)?;
            let event = self.event((seq, 1), &kind, &body);
            event::append_to_conference(txn, &self.keys, conference.id.0, event)?;
        }
        conference::put(txn, &self.keys, &record_of(&conference, seq)?)?;
        let holder = Holder::Conference(conference.id.0);
        let now = conference.costs();
        cost::follow(txn, self.keys.council(), holder, &costs, &now)?;
        if let Some(case) = beside.case {
            conference::go_through(txn, conference.id.0, case.0);
        }
        let wrote = Wrote {
            action: permit.action(),
            conference: conference.id,
            case: beside.case,
        };
        self.audit(txn, "write", None, &wrote).await?;
        self.tell(txn, state, &conference, seq, beside.blocks);
        if tells && conference.takes_matters() {
            self.tell_items(txn, &conference, seq).await?;
        }
        if let Some(above) = &beside.above {
            self.tell(txn, state, above, seq, Vec::new());
        }
        Ok(Outcome::Done { seq: place(seq) })
    }

    pub(super) fn tell(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        conference: &Conference,
        seq: i64,
        blocks: Vec<LinkToken>,
    ) {
        txn.announce(Change {
            council: self.keys.council(),
            seq,
            case: None,
            conference: Some(conference.id.0),
            readers: hears_of(conference, state, &self.keys).into(),
            blocks: blocks.into(),
        });
    }

    /// The round that a line of the ledger belongs to, where the command is one: open, and seen by
    /// whoever writes.
    pub(super) async fn round(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        subject: &Subject,
        act: &CaseCommand,
    ) -> Result<Result<Option<Conference>, Refusal>, StoreError> {
        let (CaseCommand::KeepLedger { round, .. } | CaseCommand::UndoLedger { round }) = act
        else {
            return Ok(Ok(None));
        };
        let Some(conference) = self.load(txn, *round).await? else {
            return Ok(Err(Refusal::NotFound));
        };
        let judged = judge_conference(subject, Action::SeeLedger, &conference, state, self.now)
            .and_then(|_| handle::may_keep_in_round(&conference, act));
        Ok(judged.map(|()| Some(conference)))
    }

    /// A line of the ledger was written or taken back: the round knows, and so does everyone in it
    /// who may know of the case. That the case was gone through follows from its line and is no
    /// event of its own.
    pub(super) fn gone_through(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        round: &Conference,
        case: CaseId,
        act: &CaseCommand,
        (done, blocks): (&Outcome, Vec<LinkToken>),
    ) {
        let Outcome::Done { seq } = done else { return };
        if matches!(act, CaseCommand::KeepLedger { .. }) {
            conference::go_through(txn, round.id.0, case.0);
        } else if !round.rounds.contains(&case) {
            conference::go_back(txn, round.id.0, case.0);
        }
        let seq = i64::try_from(*seq).unwrap_or_default();
        self.tell(txn, state, round, seq, blocks);
    }
}

/// What those who are called to one item of it read in their notices.
fn changes_notices(event: &ConferenceEvent) -> bool {
    matches!(
        event,
        ConferenceEvent::ConferenceNotified
            | ConferenceEvent::ConferencePostponed { .. }
            | ConferenceEvent::ConferenceNotHeld { .. }
    )
}

fn record_of(conference: &Conference, seq: i64) -> Result<ConferenceRecord, StoreError> {
    let day = conference.planned.from.date();
    Ok(ConferenceRecord {
        id: conference.id.0,
        series: conference.series.0,
        kind: kind_number(conference.kind)?,
        status: status_number(conference.status)?,
        starts_at: calendar::instant(conference.planned.from),
        fiscal_year: i16::try_from(calendar::fiscal_year(day)).unwrap_or(i16::MAX),
        number: i16::try_from(conference.number).unwrap_or(i16::MAX),
        seq,
        body: written(conference)?.into(),
    })
}

/// The kind as the database knows it.
pub(crate) fn kind_number(kind: ConferenceKind) -> Result<i16, StoreError> {
    number_of(&ConferenceKind::ALL, &kind)
}

/// The state as the database knows it.
pub(crate) fn status_number(status: MeetingStatus) -> Result<i16, StoreError> {
    number_of(&MeetingStatus::ALL, &status)
}
