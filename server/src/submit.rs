//! The only write path: screens, her pages and the demo all come through here.
//!
//! Each envelope, in order, in one transaction: seen before? → rights *now* → rules → events, audit
//! row and projections → durable → answer. A refused envelope is kept for its writer.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{Action, CaseFacts, DenyReason};
use domain::calendar;
use domain::case::{CaseFile, Whereabouts};
use domain::command::{CaseCommand, Command, CouncilCommand, Envelope};
use domain::council::Council;
use domain::event::{CaseEvent, Happened};
use domain::form::{Class, FormData};
use domain::handle::{self, Context};
use domain::her_plan::HerPlanCommand;
use domain::id::{CaseId, TransferId};
use domain::refusal::Refusal;
use domain::transfer::TransferCommand;
use domain::view::TimelineEntry;
use domain::wire::Outcome;
use serde::Serialize;
use uuid::Uuid;

use crate::audit::{self, Entry};
use crate::gate::{self, Permit, Readers, Who, readers_of, subject_of};
use crate::keys::{CaseKeys, CouncilKeys, LinkToken};
use crate::live::Change;
use crate::search;
use crate::store::case_file::{self, CaseBody, CaseRecord, OpenCase};
use crate::store::case_key::{self, With};
use crate::store::cost::Holder;
use crate::store::event::{self, NewEvent};
use crate::store::hand::{self, CaseInHand};
use crate::store::turn::{Begun, Found};
use crate::store::{
    self, StoreError, case_link, command_seen, left_envelope, photo, read, timeline, turn, written,
};
use crate::tomoni::Tomoni;
use crate::writer::WriteTxn;

mod conference;
pub mod cost;
mod council;
mod day;
pub mod held;
mod joined;
mod list;
mod matter;
mod record;
mod transfer;
pub(crate) mod watched_day;

use day::OnDays;

pub(crate) use conference::{kind_number, status_number};
use list::one;
pub use list::submit;
pub(crate) use record::case_record;
pub(crate) use transfer::hand_out;

/// What a job needs; owned, because the writer runs it.
struct Job {
    t: Tomoni,
    who: Who,
    keys: Arc<CouncilKeys>,
    envelope: Envelope,
    now: DateTime<Utc>,
    /// A password hash that fits nothing, for a new account that waits for its paper code.
    unusable: Option<String>,
    /// The transfer of which a sealed copy has just been made.
    copied: Option<TransferId>,
    /// The commands that came with this one, in the same list.
    together: Arc<[Uuid]>,
}

impl Job {
    async fn of(
        t: &Tomoni,
        who: Who,
        council: Uuid,
        envelope: Envelope,
        copied: Option<TransferId>,
    ) -> Result<Self, StoreError> {
        let keys = t.keyring.council(t.store.read(), council).await?;
        // What she did on a worker's tablet is hers from here on, and the worker was beside her.
        let who = match (who, &envelope.command) {
            (Who::Staff(staff), Command::Hers { case, .. }) => Who::WomanWith {
                staff,
                case: *case,
                by_number: false,
            },
            (who, _) => who,
        };
        let unusable = match &envelope.command {
            Command::Council(CouncilCommand::AddStaff { .. }) => Some(
                t.passwords
                    .unusable()
                    .await
                    .map_err(|_| StoreError::NotKept)?,
            ),
            _ => None,
        };
        Ok(Self {
            t: t.clone(),
            who,
            keys,
            envelope,
            now: t.clock.now(),
            unusable,
            copied,
            together: Arc::default(),
        })
    }

    async fn run(self, txn: &WriteTxn) -> Result<Outcome, StoreError> {
        let actor = self.keys.actor(self.who.audited());
        // From here on nobody else writes in this council until the commit.
        let about = case_of(&self.envelope.command);
        // In her name nothing but her own is looked for.
        let about = about.filter(|case| self.own_case().is_none_or(|own| own.0 == *case));
        let command = self.envelope.id.0;
        let begun = turn::begin_about(txn, &self.keys, command, about, &self.together);
        let Begun { seen, case: found } = begun.await?;
        if let Some(seen) = seen {
            // Somebody else's id: neither the answer nor its existence is told apart from a clash.
            if seen.actor != actor {
                return Ok(refused(Refusal::IdTaken));
            }
            let outcome = match seen.seq {
                Some(seq) => {
                    left_envelope::forget(txn, self.envelope.id);
                    Outcome::AlreadyDone { seq: place(seq) }
                }
                None => read(&seen.outcome)?,
            };
            return Ok(outcome);
        }
        let state = self.t.councils.in_transaction(txn, &self.keys).await?;
        let outcome = match &self.envelope.command {
            Command::AcceptCase { case, form } => self.accept(txn, &state, *case, form).await?,
            Command::Case { case, act } => self.case(txn, &state, (*case, found), act).await?,
            Command::Hers { case, act } => self.hers(txn, &state, (*case, found), act).await?,
            Command::Council(act) => self.council(txn, &state, act).await?,
            Command::Conference { conference, act } => {
                self.conference(txn, &state, *conference, act).await?
            }
            Command::Matter { matter, act } => self.matter(txn, &state, *matter, act).await?,
        };
        let seq = match outcome {
            Outcome::Done { seq } => i64::try_from(seq).ok(),
            _ => None,
        };
        let body = written(&outcome)?;
        if seq.is_some() {
            left_envelope::forget(txn, self.envelope.id);
        }
        command_seen::remember(txn, &self.keys, self.envelope.id.0, actor, seq, &body)?;
        Ok(outcome)
    }

    /// The case in whose name this is done, where it is hers.
    fn own_case(&self) -> Option<CaseId> {
        match self.who {
            Who::Staff(_) => None,
            Who::Woman(own) | Who::WomanWith { case: own, .. } => Some(own),
        }
    }

    fn context<'a>(&self, state: &'a Council) -> Context<'a> {
        Context::of(state, self.who.actor(), self.now, &self.envelope)
    }

    async fn accept(
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
    async fn hers(
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
    async fn case(
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
    async fn standing(&self, txn: &WriteTxn, case: CaseId) -> Result<Option<Standing>, StoreError> {
        let with = With::FileAndPlace;
        let found = case_file::load(txn.conn().await?, &self.keys, case.0, with).await?;
        found.map(Standing::of).transpose()
    }

    /// Folds the events and keeps them with their projections. Demands the permit of the gate.
    async fn keep(
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

    /// An event of this command, at that place in the order and of that class.
    fn event<'a>(&self, (seq, class): (i64, i16), kind: &'a str, body: &'a [u8]) -> NewEvent<'a> {
        NewEvent {
            seq,
            id: self.t.ids.ordered(),
            command: self.envelope.id.0,
            kind,
            class,
            occurred_at: self.envelope.occurred_at,
            ahead_ms: self.envelope.ahead_ms,
            recorded_at: self.now,
            body,
        }
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

    async fn audit<T: Serialize>(
        &self,
        txn: &WriteTxn,
        action: &str,
        case: Option<CaseId>,
        detail: &T,
    ) -> Result<(), StoreError> {
        let detail = written(detail)?;
        let entry = Entry {
            actor: self.who.audited(),
            action,
            case: case.map(|case| case.0),
            detail: &detail,
        };
        audit::append(txn, &self.keys, self.now, entry)
            .await
            .map(|_| ())
    }
}

/// The case before the command.
struct Standing {
    keys: Arc<CaseKeys>,
    file: Arc<CaseFile>,
    place: Arc<Whereabouts>,
    /// As its row stands in the lists; a new case has none.
    record: Option<Arc<CaseRecord>>,
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

/// The one case to which a command does something; that of a new one is not there yet.
fn case_of(command: &Command) -> Option<Uuid> {
    match command {
        Command::Case { case, .. } | Command::Hers { case, .. } => Some(case.0),
        _ => None,
    }
}

/// Relation numbers of the reader list.
const FINDS: i16 = 1;
const NOTICE: i16 = 2;

pub(crate) fn refused(refusal: Refusal) -> Outcome {
    Outcome::Refused {
        words: refusal.words(),
        refusal,
    }
}

fn place(seq: i64) -> u64 {
    u64::try_from(seq).unwrap_or_default()
}

/// The name of an event as its own serialisation writes it.
pub(crate) fn kind_of<T: Serialize>(event: &T) -> Result<String, StoreError> {
    match serde_json::to_value(event).map_err(StoreError::Shape)? {
        serde_json::Value::Object(map) => map.into_iter().next().map(|(kind, _)| kind),
        serde_json::Value::String(kind) => Some(kind),
        _ => None,
    }
    .ok_or(StoreError::Missing)
}

/// The place of a value among all of its kind, as the database knows it.
///
/// # Errors
/// [`StoreError::Missing`] for a value that is none.
fn number_of<T: PartialEq>(all: &[T], one: &T) -> Result<i16, StoreError> {
    all.iter()
        .position(|known| known == one)
        .and_then(|at| i16::try_from(at).ok())
        .ok_or(StoreError::Missing)
}

/// 年度 by its first calendar year, as the database knows it.
fn fiscal_year(day: NaiveDate) -> i16 {
    i16::try_from(calendar::fiscal_year(day)).unwrap_or(i16::MAX)
}
