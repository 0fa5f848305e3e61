//! 手続き: when procedure allows a command, and what then happens.
//!
//! Who may at all was decided before ([`crate::access`]). Pure: the same case, command and moment
//! give the same answer. Every rule that a screen shows in advance is one of the `may_…` functions
//! here, so that a disabled button and the refusal are the same decision.

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
mod conference;
mod consent;
mod council;
mod day;
mod inquiry;
mod ledger;
mod matter;
mod meeting;
mod plan;
mod posthoc;
mod preparation;
mod protection;
mod request;
mod tsunagi;

pub use case::accept_case;
pub use conference::{handle_conference, may_keep_in_round, plan_conference};
pub use council::handle_council;
pub use day::{days_left, days_touched, follow_day, leave_day, place_on_day};
pub use matter::{handle_matter, raise_matter, tell_of_conference};
pub use plan::may_confirm;
pub use preparation::may_check_preparation;
pub use request::{may_agree_roles, may_convene, may_submit};

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
    use CaseCommand as C;
    match command {
        C::CorrectIntake { .. }
        | C::SaveAssessment { .. }
        | C::MoveCase { .. }
        | C::AssignWorker { .. }
        | C::ReleaseWorker { .. }
        | C::RecordWish { .. }
        | C::RecordAttendeeWishes { .. }
        | C::WriteRecord { .. }
        | C::JudgeRisk { .. } => case::handle(file, command, ctx),
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
        | C::ShareMinutes { .. } => meeting::handle(file, command, ctx),
        C::PlaceOnDay { .. } | C::TakeOffDay { .. } => day::handle(file, command, ctx),
        C::CheckPreparation { .. } | C::ReturnPreparation { .. } | C::PrepareAgain { .. } => {
            preparation::handle(file, command, ctx)
        }
        C::KeepLedger { .. } | C::UndoLedger { .. } | C::NoteLedger { .. } => {
            ledger::handle(file, command, ctx)
        }
        C::WritePlan { .. }
        | C::SharePlan { .. }
        | C::AnswerComment { .. }
        | C::ReplyToItem { .. }
        | C::CommentOnPlan { .. }
        | C::AgreeToPlan { .. }
        | C::RecordNoAgreement { .. }
        | C::SubmitPlan { .. }
        | C::ConfirmPlan { .. } => plan::handle(file, command, ctx),
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
