//! 会議体の会議: from the plan of one of a series to the shared minutes (domain.md §§5, 7, 9.3).

use std::collections::BTreeSet;

use chrono::{Duration, NaiveDate};

use crate::calendar;
use crate::command::{CaseCommand, LONG_TEXT, SHORT_TEXT};
use crate::conference::{
    CONFERENCE_ENTRIES, Conference, ConferenceCommand, ConferenceDecision, ConferenceEntry,
    ConferenceEvent, ConferenceKind, Issue, NotHeld, Series,
};
use crate::cost::CostItem;
use crate::council::Council;
use crate::form::{Attendee, Span};
use crate::handle::{Context, at_most, day, meeting, reason, text};
use crate::id::{AgencyId, ConferenceId, RecordId};
use crate::meeting::{AgendaItem, Attendance, MeetingRole, MeetingStatus, PresenceMode};
use crate::refusal::Refusal;

/// How long before the planned start the chair may open the conference.
const OPENS_EARLY: Duration = Duration::hours(1);
/// Most lines of one kind that one conference holds; it is kept and read whole.
const MOST_LINES: usize = 500;
/// Longest guide time of one item, in minutes: a whole day.
pub(super) const LONGEST_ITEM: u16 = 600;

/// 会議を予定する: a new conference under the id the device chose. `number` is the next of the series
/// in the fiscal year of the planned day. Any other command to an unknown id finds nothing.
pub fn plan_conference(
    id: ConferenceId,
    number: u16,
    command: &ConferenceCommand,
    ctx: &Context<'_>,
) -> Result<Vec<ConferenceEvent>, Refusal> {
    let ConferenceCommand::Plan {
        series,
        planned,
        room,
        full,
        also_serves,
        invited,
        chair,
        recorder,
    } = command
    else {
        return Err(Refusal::NotFound);
    };
    let series = ctx
        .council
        .series
        .get(series)
        .ok_or(Refusal::SeriesUnknown)?;
    if series.ended {
        return Err(Refusal::SeriesEnded);
    }
    allowed_by_policy(ctx.council, series.kind)?;
    in_order(planned)?;
    at_most(room, SHORT_TEXT)?;
    ctx.known_attendees(invited)?;
    // Both work on the screen, so both need an account; one person cannot lead and write.
    let leads = [chair.clone(), recorder.clone()];
    ctx.known_attendees(&leads)?;
    if leads.iter().any(|person| person.staff.is_none()) || chair.staff == recorder.staff {
        return Err(Refusal::ChairAndRecorderMissing);
    }
    let invited = called(series, *full, invited, ctx);
    if invited.is_empty() {
        return Err(Refusal::MembersMissing);
    }
    let [chair, recorder] = leads;
    let items = series
        .kind
        .agenda()
        .iter()
        .map(|(title, minutes)| AgendaItem {
            title: (*title).to_owned(),
            minutes: *minutes,
            started_at: None,
            ended_at: None,
        });
    let conference = Conference {
        id,
        council: ctx.council.id,
        series: series.id,
        kind: series.kind,
        number,
        status: MeetingStatus::Planned,
        planned: *planned,
        room: room.trim().to_owned(),
        full: *full,
        also_serves: series.also_serves.union(also_serves).copied().collect(),
        invited,
        roles: vec![
            (MeetingRole::Chair, chair),
            (MeetingRole::Recorder, recorder),
        ],
        opened_at: None,
        adjourned_at: None,
        paused_at: None,
        attendance: Vec::new(),
        items: items.collect(),
        entries: Vec::new(),
        decisions: Vec::new(),
        issues: Vec::new(),
        rounds: BTreeSet::new(),
        slots: Vec::new(),
        not_held: None,
        confirmed_by: None,
        shared_with: BTreeSet::new(),
    };
    Ok(vec![ConferenceEvent::ConferencePlanned {
        conference: Box::new(conference),
    }])
}

/// Who is called: the core and groups 1–3 always, the others and group 4 to a full one (BR-029,
/// BR-032), and who was named for this one. Standing members who have left their post are no members any more.
fn called(series: &Series, full: bool, named: &[Attendee], ctx: &Context<'_>) -> Vec<Attendee> {
    let beyond = series.full.iter().filter(|_| full);
    let groups = series
        .groups
        .iter()
        .filter(|(group, _)| **group <= 3 || full)
        .flat_map(|(_, people)| people);
    let standing = series.core.iter().chain(beyond).chain(groups);
    let still = standing.filter(|person| {
        ctx.known_agency(person.agency).is_ok()
            && person
                .staff
                .is_none_or(|id| ctx.council.in_post(id, ctx.today()))
    });
    day::everyone(still.chain(named))
}

/// What the command makes happen to a conference that exists. `target` is the conference that
/// [`ConferenceCommand::HandIssueUp`] names, if there is one; other commands do not look at it.
pub fn handle_conference(
    conference: &Conference,
    command: &ConferenceCommand,
    target: Option<&Conference>,
    ctx: &Context<'_>,
) -> Result<Vec<ConferenceEvent>, Refusal> {
    use ConferenceCommand as C;
    use ConferenceEvent as E;
    let event = match command {
        C::Plan { .. } => return Err(Refusal::IdTaken),
        C::Notify => {
            unheld(conference)?;
            becomes(conference, MeetingStatus::Notified)?;
            E::ConferenceNotified
        }
        C::Postpone {
            planned,
            reason: why,
        } => {
            unheld(conference)?;
            in_order(planned)?;
            reason(why)?;
            E::ConferencePostponed {
                planned: *planned,
                reason: why.clone(),
                // The caller counts the rounds of a year, as for a new conference.
                number: None,
            }
        }
        C::NotHold { reason: why } => {
            unheld(conference)?;
            match why {
                NotHeld::Other(words) => reason(words)?,
                NotHeld::NoCases if !conference.slots.is_empty() => {
                    return Err(Refusal::DayHasCases);
                }
                NotHeld::NoCases => {}
            }
            E::ConferenceNotHeld {
                reason: why.clone(),
            }
        }
        C::Open => {
            open(conference, ctx)?;
            E::ConferenceOpened
        }
        C::RecordAttendance { attendance } => {
            going_on(conference)?;
            attended(conference, attendance, ctx)?;
            E::ConferenceAttendanceRecorded {
                attendance: attendance.clone(),
            }
        }
        C::StartItem { item } => {
            live(conference)?;
            item_known(conference, *item)?;
            E::ConferenceItemStarted { item: *item }
        }
        C::Pause => {
            live(conference)?;
            if conference.paused_at.is_some() {
                return Err(Refusal::PausedAlready);
            }
            E::ConferencePaused
        }
        C::Resume => {
            live(conference)?;
            if conference.paused_at.is_none() {
                return Err(Refusal::NotPaused);
            }
            E::ConferenceResumed
        }
        C::SetMinutes { item, minutes } => {
            if !conference.status.is_unheld() {
                live(conference)?;
            }
            item_known(conference, *item)?;
            if !(1..=LONGEST_ITEM).contains(minutes) {
                return Err(Refusal::PeriodMissing);
            }
            E::ConferenceMinutesSet {
                item: *item,
                minutes: *minutes,
            }
        }
        C::AddEntry { .. } | C::Decide { .. } => written(conference, command, ctx)?,
        C::RaiseIssue { .. }
        | C::CheckIssue { .. }
        | C::HandIssueUp { .. }
        | C::AnswerIssue { .. } => about_issue(conference, command, target, ctx)?,
        C::GoThrough { case } => {
            goes_through_cases(conference)?;
            E::CaseGoneThrough { case: *case }
        }
        C::MoveSlot { slot, to } => {
            day::arranged(conference, *slot)?;
            day::arranged(conference, *to)?;
            E::SlotMoved {
                slot: *slot,
                to: *to,
            }
        }
        C::SetSlotMinutes { slot, minutes } => {
            day::arranged(conference, *slot)?;
            day::some_minutes(*minutes)?;
            E::SlotMinutesSet {
                slot: *slot,
                minutes: *minutes,
            }
        }
        C::Adjourn => {
            live(conference)?;
            if present(conference).is_empty() {
                return Err(Refusal::NobodyPresent);
            }
            E::ConferenceAdjourned
        }
        C::ConfirmMinutes => {
            becomes(conference, MeetingStatus::MinutesConfirmed)?;
            E::ConferenceMinutesConfirmed
        }
        C::ShareMinutes => {
            becomes(conference, MeetingStatus::Shared)?;
            // Participants' agencies only (BR-012).
            E::ConferenceMinutesShared {
                with: present(conference),
            }
        }
    };
    Ok(vec![event])
}

/// Whether the lines of this conference's round may be written or taken back: the ledger's own guard,
/// for the caller that holds both the case and the conference.
pub fn may_keep_in_round(conference: &Conference, command: &CaseCommand) -> Result<(), Refusal> {
    goes_through_cases(conference)?;
    match command {
        // 会議日 is the day of the round, never typed beside it.
        CaseCommand::KeepLedger { held_on, .. } if *held_on != conference.day() => {
            Err(Refusal::NotARound)
        }
        _ => Ok(()),
    }
}

fn goes_through_cases(conference: &Conference) -> Result<(), Refusal> {
    if !conference.kind.walks_the_ledger() {
        return Err(Refusal::NotARound);
    }
    match conference.status {
        MeetingStatus::InProgress | MeetingStatus::Adjourned => Ok(()),
        MeetingStatus::Planned | MeetingStatus::Notified => Err(Refusal::NotARound),
        _ => Err(Refusal::RoundIsOver),
    }
}

fn written(
    conference: &Conference,
    command: &ConferenceCommand,
    ctx: &Context<'_>,
) -> Result<ConferenceEvent, Refusal> {
    going_on(conference)?;
    match command {
        ConferenceCommand::AddEntry {
            entry,
            item,
            kind,
            text: words,
            agency,
        } => {
            new_id(conference, *entry)?;
            room_for_another(&conference.entries)?;
            text(words, LONG_TEXT)?;
            item_known(conference, *item)?;
            // What was said about someone stands in her case, never in the council's minutes.
            if !CONFERENCE_ENTRIES.contains(kind) {
                return Err(Refusal::NobodyInTheMinutes);
            }
            if let Some(agency) = agency {
                ctx.known_agency(*agency)?;
            }
            Ok(ConferenceEvent::ConferenceEntryAdded {
                entry: ConferenceEntry {
                    id: *entry,
                    item: *item,
                    kind: *kind,
                    text: words.clone(),
                    agency: *agency,
                    by: ctx.me()?.id,
                    at: ctx.now,
                },
            })
        }
        ConferenceCommand::Decide {
            decision,
            what,
            agency,
            due,
            cost,
        } => {
            new_id(conference, *decision)?;
            room_for_another(&conference.decisions)?;
            text(what, LONG_TEXT)?;
            ctx.known_agency(*agency)?;
            if due.is_some_and(|due| due < ctx.today()) {
                return Err(Refusal::PeriodMissing);
            }
            cost.iter().try_for_each(CostItem::fit)?;
            Ok(ConferenceEvent::ConferenceDecided {
                decision: ConferenceDecision {
                    id: *decision,
                    what: what.clone(),
                    agency: *agency,
                    due: *due,
                    cost: *cost,
                    by: ctx.me()?.id,
                    at: ctx.now,
                },
            })
        }
        _ => Err(Refusal::StepMissing),
    }
}

/// 課題 (BR-034): raised in any conference, read for names by the 調整機関, handed up, answered.
fn about_issue(
    conference: &Conference,
    command: &ConferenceCommand,
    target: Option<&Conference>,
    ctx: &Context<'_>,
) -> Result<ConferenceEvent, Refusal> {
    let find = |id: &RecordId| {
        conference
            .issues
            .iter()
            .find(|issue| issue.id == *id)
            .ok_or(Refusal::IssueUnknown)
    };
    match command {
        ConferenceCommand::RaiseIssue {
            issue,
            text: words,
            resource_gap,
        } => {
            going_on(conference)?;
            new_id(conference, *issue)?;
            room_for_another(&conference.issues)?;
            text(words, LONG_TEXT)?;
            if let Some(gap) = resource_gap {
                text(gap, SHORT_TEXT)?;
            }
            Ok(ConferenceEvent::IssueRaised {
                issue: Issue {
                    id: *issue,
                    text: words.clone(),
                    resource_gap: resource_gap.as_ref().map(|gap| gap.trim().to_owned()),
                    raised_on: ctx.today(),
                    by: ctx.me()?.id,
                    checked: None,
                    handed_to: None,
                    answer: String::new(),
                },
            })
        }
        ConferenceCommand::CheckIssue { issue } => {
            if find(issue)?.checked.is_some() {
                return Err(Refusal::IdTaken);
            }
            Ok(ConferenceEvent::IssueChecked { issue: *issue })
        }
        ConferenceCommand::HandIssueUp { issue, to } => {
            let known = find(issue)?;
            if known.checked.is_none() {
                return Err(Refusal::IssueUnchecked);
            }
            if known.handed_to.is_some() {
                return Err(Refusal::IssueHandedUp);
            }
            let above = target.filter(|above| {
                above.id == *to
                    && above.id != conference.id
                    && above.council == conference.council
                    && above.kind == ConferenceKind::Representatives
                    && (above.status.is_unheld() || above.is_live())
            });
            above.ok_or(Refusal::NextTierMissing)?;
            Ok(ConferenceEvent::IssueHandedUp {
                issue: *issue,
                to: *to,
            })
        }
        ConferenceCommand::AnswerIssue { issue, answer } => {
            if find(issue)?.handed_to.is_none() {
                return Err(Refusal::IssueNotHandedUp);
            }
            text(answer, LONG_TEXT)?;
            Ok(ConferenceEvent::IssueAnswered {
                issue: *issue,
                answer: answer.clone(),
            })
        }
        _ => Err(Refusal::StepMissing),
    }
}

fn open(conference: &Conference, ctx: &Context<'_>) -> Result<(), Refusal> {
    becomes(conference, MeetingStatus::InProgress)?;
    if ctx.now + OPENS_EARLY < calendar::instant(conference.planned.from) {
        return Err(Refusal::NotTheDay);
    }
    Ok(())
}

/// Known people, and each with a pledge where anything about someone can come up (BR-017, BR-021).
fn attended(
    conference: &Conference,
    attendance: &[Attendance],
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let people: Vec<Attendee> = attendance.iter().map(|a| a.person.clone()).collect();
    ctx.known_attendees(&people)?;
    if conference.status == MeetingStatus::Adjourned
        && attendance.iter().all(|a| a.mode == PresenceMode::Absent)
    {
        return Err(Refusal::NobodyPresent);
    }
    match conference.kind {
        ConferenceKind::Representatives => Ok(()),
        _ => meeting::pledged(attendance, ctx),
    }
}

fn present(conference: &Conference) -> BTreeSet<AgencyId> {
    conference.participating_agencies()
}

fn room_for_another<T>(lines: &[T]) -> Result<(), Refusal> {
    if lines.len() < MOST_LINES {
        Ok(())
    } else {
        Err(Refusal::MinutesFull)
    }
}

/// An entry never takes the place of another one.
fn new_id(conference: &Conference, id: RecordId) -> Result<(), Refusal> {
    let taken = conference.entries.iter().any(|known| known.id == id)
        || conference.decisions.iter().any(|known| known.id == id)
        || conference.issues.iter().any(|known| known.id == id);
    if taken { Err(Refusal::IdTaken) } else { Ok(()) }
}

fn item_known(conference: &Conference, item: usize) -> Result<(), Refusal> {
    if item < conference.items.len() {
        Ok(())
    } else {
        Err(Refusal::ItemUnknown)
    }
}

fn in_order(planned: &Span) -> Result<(), Refusal> {
    if planned.from < planned.to {
        Ok(())
    } else {
        Err(Refusal::EndsBeforeItStarts)
    }
}

fn becomes(conference: &Conference, to: MeetingStatus) -> Result<(), Refusal> {
    if conference.status.may_become(to) {
        Ok(())
    } else if conference.status == to {
        // Somebody else was quicker.
        Err(Refusal::IdTaken)
    } else if conference.status > to {
        Err(Refusal::MeetingIsOver)
    } else {
        Err(Refusal::StepMissing)
    }
}

fn unheld(conference: &Conference) -> Result<(), Refusal> {
    match conference.status {
        MeetingStatus::Planned | MeetingStatus::Notified => Ok(()),
        MeetingStatus::InProgress => Err(Refusal::ConferenceOpened),
        _ => Err(Refusal::MeetingIsOver),
    }
}

/// Open now.
pub(super) fn live(conference: &Conference) -> Result<(), Refusal> {
    match conference.status {
        MeetingStatus::InProgress => Ok(()),
        MeetingStatus::Planned | MeetingStatus::Notified => Err(Refusal::ConferenceNotOpen),
        _ => Err(Refusal::MeetingIsOver),
    }
}

/// Open, or over with the minutes still in the making.
pub(super) fn going_on(conference: &Conference) -> Result<(), Refusal> {
    match conference.status {
        MeetingStatus::Adjourned => Ok(()),
        _ => live(conference),
    }
}

/// The tiers of a council are those of its 設置要綱 (domain.md §5.1); the other kinds are no tiers and
/// may be held by any council.
pub(super) fn allowed_by_policy(council: &Council, kind: ConferenceKind) -> Result<(), Refusal> {
    match kind.tier() {
        Some(tier) if !council.policy.tiers.contains(&tier) => Err(Refusal::TierNotInPolicy),
        _ => Ok(()),
    }
}

/// Each of a known agency, and in post there where there is an account.
pub(super) fn members_known<'a>(
    council: &Council,
    people: impl Iterator<Item = &'a Attendee>,
    today: NaiveDate,
) -> Result<(), Refusal> {
    for person in people {
        at_most(&person.name, SHORT_TEXT)?;
        council
            .agency(person.agency)
            .ok_or(Refusal::AgencyUnknown)?;
        if let Some(id) = person.staff {
            let staff = council.person(id).filter(|staff| staff.in_post(today));
            if staff.is_none_or(|staff| staff.agency != person.agency) {
                return Err(Refusal::StaffUnknown);
            }
        }
    }
    Ok(())
}
