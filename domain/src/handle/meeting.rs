//! 会議の進行: from opening to the shared record (開催要領 第4, 要綱4(2)①ウ).

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};

use crate::calendar;
use crate::case::{CaseFile, Whereabouts};
use crate::command::{Actor, CaseCommand, LONG_TEXT};
use crate::consent::ConsentKind;
use crate::cost::CostItem;
use crate::council::{SharingRule, Tier};
use crate::event::CaseEvent;
use crate::handle::{Context, at_most, day, inquiry, ledger, reason, text};
use crate::id::{AgencyId, MeetingId};
use crate::meeting::{
    AssignmentHow, Attendance, CaseRole, Decision, Entry, Meeting, MeetingKind, MeetingRole,
    MeetingStatus, PresenceMode, RoleAssignment, SharingBasis,
};
use crate::refusal::Refusal;

/// How long before the planned start the chair may open the meeting.
const OPENS_EARLY: Duration = Duration::hours(1);

pub(super) fn handle(
    file: &CaseFile,
    place: &Whereabouts,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::OpenMeeting { meeting } => {
            let opened = open(file, *meeting, ctx)?;
            others_left(file, *meeting, false)?;
            Ok(opened)
        }
        CaseCommand::OpenSlot {
            meeting,
            others_left: left,
        } => {
            let opened = open(file, *meeting, ctx)?;
            if file
                .meeting(*meeting)
                .is_some_and(|m| m.conference.is_none())
            {
                return Err(Refusal::StepMissing);
            }
            others_left(file, *meeting, *left)?;
            let by = ctx.me()?.id;
            let mut events = vec![CaseEvent::RoomCleared {
                meeting: *meeting,
                by,
            }];
            events.extend(opened);
            Ok(events)
        }
        CaseCommand::RecordAttendance {
            meeting,
            attendance,
        } => {
            let known = going_on(file, *meeting, ctx)?;
            let people: Vec<_> = attendance.iter().map(|a| a.person.clone()).collect();
            ctx.known_attendees(&people)?;
            super::request::invitable(file, &people, ctx)?;
            day::may_all_come(file, known, &people, ctx)?;
            pledged(attendance, ctx)?;
            if known.status == MeetingStatus::Adjourned && attendance.is_empty() {
                return Err(Refusal::AttendanceMissing);
            }
            Ok(vec![CaseEvent::AttendanceRecorded {
                meeting: *meeting,
                attendance: attendance.clone(),
            }])
        }
        CaseCommand::RecordHerAttendance {
            meeting,
            attendance,
        } => {
            going_on(file, *meeting, ctx)?;
            at_most(&attendance.words, LONG_TEXT)?;
            if !attendance.mode.takes_part() && attendance.reason.is_none() {
                return Err(Refusal::HerReasonMissing);
            }
            if let (Some(from), Some(to)) = (attendance.from, attendance.to)
                && from >= to
            {
                return Err(Refusal::EndsBeforeItStarts);
            }
            Ok(vec![CaseEvent::HerAttendanceRecorded {
                meeting: *meeting,
                attendance: attendance.clone(),
            }])
        }
        CaseCommand::RecordHerStatement { meeting, words } => {
            let known = going_on(file, *meeting, ctx)?;
            text(words, LONG_TEXT)?;
            if known.begins_with_her_own() {
                return Err(Refusal::HerLetterStands);
            }
            Ok(vec![CaseEvent::HerStatementRecorded {
                meeting: *meeting,
                words: words.clone(),
            }])
        }
        CaseCommand::StartItem { meeting, item } => {
            let known = live(file, *meeting, ctx)?;
            if *item >= known.items.len() {
                return Err(Refusal::ItemUnknown);
            }
            Ok(vec![CaseEvent::ItemStarted {
                meeting: *meeting,
                item: *item,
            }])
        }
        CaseCommand::SetItemMinutes {
            meeting,
            item,
            minutes,
        } => {
            let known = steered(file, *meeting, ctx)?;
            if !(known.status.is_unheld() || known.is_live()) {
                return Err(Refusal::MeetingIsOver);
            }
            if *item >= known.items.len() {
                return Err(Refusal::ItemUnknown);
            }
            day::some_minutes(*minutes)?;
            Ok(vec![CaseEvent::ItemMinutesSet {
                meeting: *meeting,
                item: *item,
                minutes: *minutes,
            }])
        }
        CaseCommand::AddEntry {
            meeting,
            entry,
            item,
            kind,
            text: words,
            agency,
        } => {
            let known = going_on(file, *meeting, ctx)?;
            text(words, LONG_TEXT)?;
            if *item >= known.items.len() {
                return Err(Refusal::ItemUnknown);
            }
            if let Some(agency) = agency {
                ctx.known_agency(*agency)?;
            }
            Ok(vec![CaseEvent::EntryAdded {
                meeting: *meeting,
                entry: Entry {
                    id: *entry,
                    item: *item,
                    kind: *kind,
                    text: words.clone(),
                    agency: *agency,
                    at: said_at(known, ctx),
                    by: Some(ctx.me()?.id),
                    off_the_wall: false,
                },
            }])
        }
        CaseCommand::Decide {
            meeting,
            decision,
            what,
            agency,
            person,
            due,
            her_view,
            cost,
        } => {
            let known = going_on(file, *meeting, ctx)?;
            text(what, LONG_TEXT)?;
            takes_part(known, *agency)?;
            if let Some(person) = person
                && ctx.known_person(*person)?.agency != *agency
            {
                return Err(Refusal::StaffUnknown);
            }
            let decided_at = said_at(known, ctx);
            if due.is_some_and(|due| due < calendar::jst_date(decided_at)) {
                return Err(Refusal::PeriodMissing);
            }
            cost.iter().try_for_each(CostItem::fit)?;
            // Costs of the year are listed by decision.
            let mut decided = file.meetings.iter().flat_map(|meeting| &meeting.decisions);
            if decided.any(|known| known.id == *decision) {
                return Err(Refusal::IdTaken);
            }
            Ok(vec![CaseEvent::Decided {
                meeting: *meeting,
                decision: Decision {
                    id: *decision,
                    what: what.clone(),
                    agency: *agency,
                    person: *person,
                    due: *due,
                    her_view: *her_view,
                    cost: *cost,
                    for_her: String::new(),
                    her_take: None,
                    at: decided_at,
                    by: ctx.me()?.id,
                },
            }])
        }
        CaseCommand::AssignRole {
            meeting,
            role,
            agency,
            person,
            tasks,
            her_view,
        } => {
            let known = going_on(file, *meeting, ctx)?;
            takes_part(known, *agency)?;
            at_most(tasks, LONG_TEXT)?;
            // Two wish to lead and nothing was settled: only the designation decides (BR-014).
            if *role == CaseRole::PrincipalSupporter && known.unsettled.is_some() {
                return Err(Refusal::StepMissing);
            }
            if let Some(person) = person
                && ctx.known_person(*person)?.agency != *agency
            {
                return Err(Refusal::StaffUnknown);
            }
            Ok(vec![CaseEvent::RoleAssigned {
                meeting: *meeting,
                assignment: RoleAssignment {
                    role: *role,
                    agency: *agency,
                    person: *person,
                    tasks: tasks.clone(),
                    basis: *meeting,
                    how: AssignmentHow::Agreed,
                    her_view: *her_view,
                    dissent: String::new(),
                    from: ctx.today(),
                    until: None,
                },
            }])
        }
        CaseCommand::JudgeAtMeeting {
            meeting,
            risk,
            urgency,
        } => {
            going_on(file, *meeting, ctx)?;
            Ok(vec![CaseEvent::JudgedAtMeeting {
                meeting: *meeting,
                risk: *risk,
                urgency: *urgency,
            }])
        }
        CaseCommand::RecordUnsettled { meeting, what } => {
            going_on(file, *meeting, ctx)?;
            Ok(vec![CaseEvent::UnsettledRecorded {
                meeting: *meeting,
                what: *what,
            }])
        }
        CaseCommand::DesignatePrincipal {
            meeting,
            agency,
            reason: why,
            dissent,
            her_view,
        } => designate(file, *meeting, *agency, why, dissent, *her_view, ctx),
        CaseCommand::SetNextDate { meeting, next } => {
            going_on(file, *meeting, ctx)?;
            if let crate::meeting::NextDate::On(at) = next
                && *at <= calendar::jst(ctx.now)
            {
                return Err(Refusal::PeriodMissing);
            }
            Ok(vec![CaseEvent::NextDateSet {
                meeting: *meeting,
                next: *next,
            }])
        }
        CaseCommand::AdjournMeeting { meeting } => {
            let known = live(file, *meeting, ctx)?;
            // `Held` needs attendance: several agencies, and hers or why not (domain.md §9.2, §13).
            let several = if known.kind.counts() { 2 } else { 1 };
            if known.participating_agencies().len() < several {
                return Err(Refusal::AttendanceMissing);
            }
            if known.kind.counts() && known.her_attendance.is_none() {
                return Err(Refusal::HerAttendanceMissing);
            }
            Ok(vec![CaseEvent::MeetingAdjourned { meeting: *meeting }])
        }
        CaseCommand::ConfirmMinutes {
            meeting,
            her_version,
        } => {
            let known = going_on(file, *meeting, ctx)?;
            if known.status != MeetingStatus::Adjourned {
                return Err(Refusal::StepMissing);
            }
            at_most(her_version, LONG_TEXT)?;
            // She reads it on a screen that somebody else may see.
            if inquiry::tells(her_version, place, ctx) {
                return Err(Refusal::InquiryWouldTellThePlace);
            }
            let confirmed = CaseEvent::MinutesConfirmed {
                meeting: *meeting,
                her_version: her_version.clone(),
                by: ctx.me()?.id,
            };
            // Inside one agency nothing is decided for the others, and no 管理記録 comes of it (S3).
            if !known.kind.counts() {
                return Ok(vec![confirmed]);
            }
            // What the 要綱 wants decided and recorded (BR-012, BR-013).
            if known.risk.is_none() {
                return Err(Refusal::RiskMissing);
            }
            let has = |role| {
                file.roles
                    .iter()
                    .any(|r| r.role == role && r.until.is_none())
            };
            if !has(CaseRole::AgencyInCharge) || !has(CaseRole::DirectSupport) {
                return Err(Refusal::RoleMissing);
            }
            if known.next_date.is_none() {
                return Err(Refusal::NextDateMissing);
            }
            Ok(vec![confirmed, ledger::line_of(file, known, ctx)])
        }
        CaseCommand::ShareMinutes { meeting } => {
            let known = file.meeting(*meeting).ok_or(Refusal::NotFound)?;
            if !known.status.may_become(MeetingStatus::Shared) {
                return Err(Refusal::StepMissing);
            }
            // Participants' agencies only (BR-012), and of these nobody blocked since.
            let with: BTreeSet<AgencyId> = known
                .participating_agencies()
                .into_iter()
                .filter(|agency| !file.blocks_in_force().any(|b| b.covers_agency(*agency)))
                .filter(|agency| !file.is_excluded(*agency))
                .collect();
            Ok(vec![CaseEvent::MinutesShared {
                meeting: *meeting,
                with,
            }])
        }
        _ => Err(Refusal::StepMissing),
    }
}

/// Whether the command would open a meeting that was called off. Its chair has lost the seat with it,
/// and is told so where the case is still found: the notice in the inbox says the same.
pub fn opens_called_off(file: &CaseFile, command: &CaseCommand, actor: Actor) -> bool {
    let (CaseCommand::OpenMeeting { meeting } | CaseCommand::OpenSlot { meeting, .. }) = command
    else {
        return false;
    };
    let called = |meeting: &Meeting| actor.staff().is_some_and(|id| meeting.invites(id));
    file.meeting(*meeting)
        .is_some_and(|known| known.status == MeetingStatus::Cancelled && called(known))
}

/// On opening: the time, the basis, the pledges (domain.md §9.3; BR-017, BR-051).
fn open(file: &CaseFile, meeting: MeetingId, ctx: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    let known = steered(file, meeting, ctx)?;
    if !known.status.may_become(MeetingStatus::InProgress) {
        return Err(match known.status {
            MeetingStatus::Planned => Refusal::StepMissing,
            MeetingStatus::Cancelled => Refusal::MeetingCalledOff,
            _ => Refusal::MeetingIsOver,
        });
    }
    if ctx.now + OPENS_EARLY < calendar::instant(known.planned.from) {
        return Err(Refusal::NotTheDay);
    }
    if known.sent_back().is_some() {
        return Err(Refusal::PreparationSentBack);
    }
    // The basis must hold on the day itself: a consent that ended yesterday carries nothing.
    let today = ctx.today();
    if known.kind != MeetingKind::CaseReview
        && !file.consent_status(known.kind.consent(), today).in_force()
    {
        return Err(match known.kind {
            MeetingKind::Layered => Refusal::ConsentForLayeredMissing,
            _ => Refusal::ConsentToShareMissing,
        });
    }
    if let (SharingBasis::Consent(_), MeetingKind::CaseReview) = (&known.basis, known.kind)
        && ctx.council.policy.consent_to_share == SharingRule::Required
    {
        if !file
            .consent_status(ConsentKind::ShareToCaseReview, today)
            .in_force()
        {
            return Err(Refusal::ConsentToShareMissing);
        }
        if !file
            .consent_status(ConsentKind::HoldCaseReview, today)
            .in_force()
        {
            return Err(Refusal::ConsentToHoldMissing);
        }
    }
    Ok(vec![CaseEvent::MeetingOpened { meeting }])
}

/// BR-032: whom her consent does not reach leaves before her item begins, and the chair has seen it.
fn others_left(file: &CaseFile, meeting: MeetingId, left: bool) -> Result<(), Refusal> {
    let waits = file.meeting(meeting).is_some_and(|m| !m.apart.is_empty());
    if waits && !left {
        return Err(Refusal::OthersInTheRoom);
    }
    Ok(())
}

/// Everyone present has a pledge in force; who has no account has signed on paper (BR-017).
pub(super) fn pledged(attendance: &[Attendance], ctx: &Context<'_>) -> Result<(), Refusal> {
    let names = ctx.names()?;
    let missing: Vec<String> = attendance
        .iter()
        .filter(|person| person.mode != PresenceMode::Absent)
        .filter(|person| match person.person.staff {
            Some(id) => !ctx.council.pledged(id, ctx.today()),
            None => !person.paper_pledge,
        })
        .map(
            // The people of a secret agency are 「担当者」 on the screen that reads this as well.
            |person| match person.person.staff {
                Some(id) => names.person_name(id),
                None if names.knows(person.person.agency) => person.person.name.clone(),
                None => names.agency_name(person.person.agency),
            },
        )
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Refusal::PledgeOfMissing { names: missing })
    }
}

/// 協議が調わない場合 (要綱4(3)③): possible, never automatic; one participating agency.
fn designate(
    file: &CaseFile,
    meeting: MeetingId,
    agency: AgencyId,
    why: &str,
    dissent: &str,
    her_view: crate::meeting::HerView,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let known = going_on(file, meeting, ctx)?;
    if known.tier != Tier::CaseReview {
        return Err(Refusal::StepMissing);
    }
    if known.unsettled.is_none() {
        return Err(Refusal::SettledWithoutDeadlock);
    }
    takes_part(known, agency)?;
    let blocked = file
        .blocks_in_force()
        .any(|block| block.covers_agency(agency));
    if blocked || file.is_excluded(agency) {
        return Err(Refusal::NotParticipating);
    }
    reason(why)?;
    at_most(dissent, LONG_TEXT)?;
    Ok(vec![CaseEvent::RoleAssigned {
        meeting,
        assignment: RoleAssignment {
            role: CaseRole::PrincipalSupporter,
            agency,
            person: None,
            tasks: why.to_owned(),
            basis: meeting,
            how: AssignmentHow::Deadlock,
            her_view,
            dissent: dissent.to_owned(),
            from: ctx.today(),
            until: None,
        },
    }])
}

/// When it was said: a recorder without a network writes when it is said, and it arrives later. Not before the
/// meeting began, whatever the clock of the tablet says.
fn said_at(meeting: &Meeting, ctx: &Context<'_>) -> DateTime<Utc> {
    let began = meeting.opened_at.unwrap_or(ctx.now);
    ctx.occurred_at.max(began)
}

fn takes_part(meeting: &Meeting, agency: AgencyId) -> Result<(), Refusal> {
    if meeting.participating_agencies().contains(&agency) {
        Ok(())
    } else {
        Err(Refusal::NotParticipating)
    }
}

fn live<'a>(file: &'a CaseFile, id: MeetingId, ctx: &Context<'_>) -> Result<&'a Meeting, Refusal> {
    let known = steered(file, id, ctx)?;
    match known.status {
        MeetingStatus::InProgress => Ok(known),
        MeetingStatus::Planned | MeetingStatus::Notified => Err(Refusal::StepMissing),
        _ => Err(Refusal::MeetingIsOver),
    }
}

/// Open, or over with the minutes still in the making.
pub(super) fn going_on<'a>(
    file: &'a CaseFile,
    id: MeetingId,
    ctx: &Context<'_>,
) -> Result<&'a Meeting, Refusal> {
    let known = steered(file, id, ctx)?;
    match known.status {
        MeetingStatus::InProgress | MeetingStatus::Adjourned => Ok(known),
        MeetingStatus::Planned | MeetingStatus::Notified => Err(Refusal::StepMissing),
        _ => Err(Refusal::MeetingIsOver),
    }
}

/// The meeting, for its own chair and recorder only: the gate knows that someone leads a meeting of
/// the case, not which.
pub(super) fn steered<'a>(
    file: &'a CaseFile,
    id: MeetingId,
    ctx: &Context<'_>,
) -> Result<&'a Meeting, Refusal> {
    let known = file.meeting(id).ok_or(Refusal::NotFound)?;
    let me = ctx.me()?.id;
    let leads = known.has_role(me, MeetingRole::Chair) || known.has_role(me, MeetingRole::Recorder);
    if leads {
        Ok(known)
    } else {
        Err(Refusal::NotYourRole)
    }
}
