//! 手続き: when procedure allows a command, and what then happens.
//!
//! Who may at all was decided before ([`crate::access`]). Pure: the same case, command and moment
//! give the same answer. Every rule that a screen shows in advance is one of the `may_…` functions
//! here, so that a disabled button and the refusal are the same decision.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use crate::calendar;
use crate::case::{CaseFile, Whereabouts};
use crate::command::{Actor, CaseCommand, Envelope};
use crate::council::{Council, Staff};
use crate::event::CaseEvent;
use crate::form::{Attendee, Problem};
use crate::id::{AgencyId, StaffId};
use crate::refusal::Refusal;
use crate::view::Names;

mod blocks;
mod case;
mod child_notice;
mod conference;
mod consent;
mod council;
mod day;
mod evaluation;
mod handover;
mod her_plan;
mod inquiry;
mod joined;
mod ledger;
mod matter;
mod meeting;
mod paper;
mod plan;
mod posthoc;
mod preparation;
mod protection;
mod request;
mod sub_plan;
mod taking_part;
mod task;
mod tie;
mod timing;
mod transfer;
mod translation;
mod tsunagi;
mod watch;

pub use case::accept_case;
pub use conference::{handle_conference, may_keep_in_round, plan_conference};
pub use council::handle_council;
pub use day::{days_left, days_touched, follow_day, leave_day, place_on_day};
pub use handover::{may_answer_objection, may_hand_over, may_hand_place_on, may_receive};
pub use joined::{felt_by, join, may_begin, records_touched};
pub use matter::{handle_matter, raise_matter, tell_of_conference};
pub use meeting::opens_called_off;
pub use plan::{may_confirm, timing_of};
pub use preparation::may_check_preparation;
pub(crate) use task::is_in_charge;

pub use request::{may_agree_roles, may_convene, may_submit};
pub use timing::may_rest;
pub use transfer::may_hand_out;

/// What every rule may look at besides the case.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub council: &'a Council,
    pub actor: Actor,
    pub now: DateTime<Utc>,
    /// When it happened, by the device; never later than `now`.
    pub occurred_at: DateTime<Utc>,
}

impl<'a> Context<'a> {
    /// The context of an envelope. A device's clock that runs ahead is cut to the server's.
    pub fn of(council: &'a Council, actor: Actor, now: DateTime<Utc>, envelope: &Envelope) -> Self {
        Self {
            council,
            actor,
            now,
            occurred_at: envelope.occurred_at.min(now),
        }
    }

    /// Today in Japan.
    pub fn today(&self) -> NaiveDate {
        calendar::jst_date(self.now)
    }

    fn me(&self) -> Result<&'a Staff, Refusal> {
        self.actor
            .staff()
            .and_then(|id| self.council.person(id))
            .ok_or(Refusal::StaffUnknown)
    }

    /// Names as the one who acts may read them in a refusal.
    fn names(&self) -> Result<Names<'a>, Refusal> {
        Ok(Names::outside(self.council, self.me()?.id))
    }

    fn known_person(&self, id: StaffId) -> Result<&'a Staff, Refusal> {
        self.council
            .person(id)
            .filter(|staff| staff.in_post(self.today()))
            .ok_or(Refusal::StaffUnknown)
    }

    fn known_agency(&self, id: AgencyId) -> Result<(), Refusal> {
        self.council
            .agency(id)
            .map(|_| ())
            .ok_or(Refusal::AgencyUnknown)
    }

    fn known_attendees(&self, people: &[Attendee]) -> Result<(), Refusal> {
        for person in people {
            self.known_agency(person.agency)?;
            at_most(&person.name, crate::command::SHORT_TEXT)?;
            if let Some(id) = person.staff
                && self.known_person(id)?.agency != person.agency
            {
                return Err(Refusal::StaffUnknown);
            }
        }
        Ok(())
    }
}

/// What the command makes happen, in order, or why not.
pub fn handle(
    file: &CaseFile,
    place: &Whereabouts,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    joined::goes_on_here(file, command, ctx)?;
    let mut events = carried_out(file, place, command, ctx)?;
    events.extend(joined::parted_by(file, &events));
    Ok(events)
}

fn carried_out(
    file: &CaseFile,
    place: &Whereabouts,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    use CaseCommand as C;
    match command {
        C::CorrectIntake { .. }
        | C::SaveAssessment { .. }
        | C::SettleConflict { .. }
        | C::ReopenConflict { .. } => paper::handle(file, place, command, ctx),
        C::MoveCase { .. }
        | C::AssignWorker { .. }
        | C::ReleaseWorker { .. }
        | C::RecordWish { .. }
        | C::RecordAttendeeWishes { .. }
        | C::WriteRecord { .. }
        | C::JudgeRisk { .. } => case::handle(file, command, ctx),
        // Only together with the other record: [`join`].
        C::JoinCase { .. } => Err(Refusal::NotFound),
        C::PartCase { .. } => joined::part(file, command),
        C::DecideChildNotice { .. } => child_notice::handle(file, command, ctx),
        // Only together with the item it comes from: [`tell_of_conference`].
        C::TellOfConference { .. } => Err(Refusal::NotFound),
        C::ConsiderProtection { .. }
        | C::RequestProtection { .. }
        | C::DecideProtection { .. }
        | C::StartProtection { .. }
        | C::ExtendProtection { .. }
        | C::EndProtection { .. }
        | C::NamePlaceKnowers { .. } => protection::handle(file, command, ctx),
        C::RecordConsent { .. } | C::NarrowConsent { .. } | C::WithdrawConsent { .. } => {
            consent::handle(file, command, ctx)
        }
        C::StartBeforeMeeting { .. } | C::ApprovePostHoc { .. } | C::RejectPostHoc { .. } => {
            posthoc::handle(file, command, ctx)
        }
        C::AskAgency { .. }
        | C::AnswerInquiry { .. }
        | C::DeclineInquiry { .. }
        | C::WithdrawInquiry { .. }
        | C::OpenInquiryEnd { .. } => inquiry::handle(file, place, command, ctx),
        C::RecordTsunagi { .. } | C::AnswerTsunagi { .. } => {
            tsunagi::handle(file, place, command, ctx)
        }
        C::StepTask { of, step } => task::handle(file, *of, step, ctx),
        C::Watch(act) => watch::handle(file, place, act, ctx),
        C::AttachSubPlan { .. } => sub_plan::handle(file, command, ctx),
        C::RecordTie { .. } | C::ChangeTie { .. } | C::EndTie { .. } => {
            tie::handle(file, place, command, ctx)
        }
        C::Handover { handover, act } => handover::handle(file, place, *handover, act, ctx),
        C::Transfer { transfer, act } => transfer::handle(file, *transfer, act, ctx),
        C::SetBlock { .. }
        | C::LiftBlock { .. }
        | C::BreakGlass { .. }
        | C::ConfirmBreakGlass { .. }
        | C::ReviewBreakGlass { .. }
        | C::RecordDangerOfTelling { .. } => blocks::handle(file, command, ctx),
        C::SubmitRequest { .. }
        | C::ResubmitRequest { .. }
        | C::WithdrawRequest { .. }
        | C::DecideRequest { .. }
        | C::ProposeMeetingRoles { .. }
        | C::AgreeMeetingRoles { .. }
        | C::Convene { .. }
        | C::PostponeMeeting { .. }
        | C::SubmitReport { .. }
        | C::FileReport { .. } => request::handle(file, place, command, ctx),
        C::OpenMeeting { .. }
        | C::OpenSlot { .. }
        | C::RecordAttendance { .. }
        | C::RecordHerAttendance { .. }
        | C::RecordHerStatement { .. }
        | C::StartItem { .. }
        | C::SetItemMinutes { .. }
        | C::AddEntry { .. }
        | C::Decide { .. }
        | C::AssignRole { .. }
        | C::JudgeAtMeeting { .. }
        | C::RecordUnsettled { .. }
        | C::DesignatePrincipal { .. }
        | C::SetNextDate { .. }
        | C::AdjournMeeting { .. }
        | C::ConfirmMinutes { .. }
        | C::ShareMinutes { .. } => meeting::handle(file, place, command, ctx),
        C::TakePart { meeting, act } => taking_part::handle(file, place, *meeting, act, ctx),
        C::PlaceOnDay { .. } | C::TakeOffDay { .. } => day::handle(file, command, ctx),
        C::CheckPreparation { .. } | C::ReturnPreparation { .. } | C::PrepareAgain { .. } => {
            preparation::handle(file, command, ctx)
        }
        C::KeepLedger { .. } | C::UndoLedger { .. } | C::NoteLedger { .. } => {
            ledger::handle(file, command, ctx)
        }
        C::WritePlan(_)
        | C::SharePlan { .. }
        | C::AnswerComment { .. }
        | C::ReplyToItem { .. }
        | C::CommentOnPlan { .. }
        | C::AgreeToPlan { .. }
        | C::RecordNoAgreement { .. }
        | C::SubmitPlan { .. }
        | C::ConfirmPlan { .. } => plan::handle(file, place, command, ctx),
        C::HerPlan(act) => her_plan::handle(file, act, ctx),
        C::Translation(act) => translation::handle(file, act, ctx),
        C::Timing(act) => timing::handle(file, act, ctx),
    }
}

/// What carries whereabouts may come only from somebody who may know them. The first to write them down
/// is the first who may; once there is a list, writing is no way onto it.
fn may_know_place(file: &CaseFile, ctx: &Context<'_>) -> Result<Option<CaseEvent>, Refusal> {
    let me = ctx.me()?.id;
    if file.place_knowers.is_empty() {
        let knowers = BTreeSet::from([me]);
        return Ok(Some(CaseEvent::PlaceKnowersNamed { knowers }));
    }
    match file.place_knowers.contains(&me) {
        true => Ok(None),
        false => Err(Refusal::NotYourRole),
    }
}

/// A form with mistakes is refused with all of them at once.
fn fit(problems: Vec<Problem>) -> Result<(), Refusal> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Form { problems })
    }
}

/// A text that must be there and may be so long, in characters.
fn text(text: &str, max: usize) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::TextMissing);
    }
    at_most(text, max)
}

/// A text that may be empty.
fn at_most(text: &str, max: usize) -> Result<(), Refusal> {
    if text.chars().count() > max {
        Err(Refusal::TextTooLong { max })
    } else {
        Ok(())
    }
}

/// A reason in words.
fn reason(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    at_most(text, crate::command::LONG_TEXT)
}
