//! 会議の日: a case gets a meeting of its own in a slot of a conference (domain.md §7; BR-026–BR-028,
//! BR-031–BR-033). The people are the conference's members, case by case as far as she lets them.

use crate::calendar;
use crate::case::{CaseFile, Whereabouts};
use crate::command::CaseCommand;
use crate::conference::{Conference, ConferenceEvent, NotHeld, Slot};
use crate::consent::{Consent, ConsentKind};
use crate::council::ConsentRule;
use crate::event::CaseEvent;
use crate::form::Attendee;
use crate::handle::conference::LONGEST_ITEM;
use crate::handle::request::{
    holds_the_record, latest_wish, next_number, one_invitable, tells_the_place,
};
use crate::handle::{Context, joined, reason};
use crate::id::{AgencyId, ConferenceId, ConsentId, MeetingId, SlotId};
use crate::meeting::{Meeting, MeetingKind, MeetingRole, MeetingStatus, SharingBasis};
use crate::refusal::Refusal;

/// What those called to a slot read whose day ended before it began (次の回へ, domain.md §9.3).
const CARRIED_OVER: &str = "この日は時間までに扱えませんでした。次の回へまわします。";

pub(super) fn handle(
    file: &CaseFile,
    command: &CaseCommand,
    _ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::TakeOffDay {
            meeting,
            reason: why,
        } => {
            let known = file.meeting(*meeting).ok_or(Refusal::NotFound)?;
            // A meeting that was requested is put off or withdrawn with its request.
            if known.conference.is_none() {
                return Err(Refusal::StepMissing);
            }
            if !known.status.is_unheld() {
                return Err(Refusal::MeetingIsOver);
            }
            reason(why)?;
            Ok(vec![CaseEvent::TakenOffDay {
                meeting: *meeting,
                reason: why.clone(),
            }])
        }
        // Placing needs the day itself: `place_on_day`.
        _ => Err(Refusal::StepMissing),
    }
}

/// 会議の日にのせる: what happens to the case and to the day, in one transaction.
///
/// # Errors
/// Why not; neither a block nor a name outside her consent is told apart from the other.
pub fn place_on_day(
    file: &CaseFile,
    place: &Whereabouts,
    day: &Conference,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<(CaseEvent, ConferenceEvent), Refusal> {
    let CaseCommand::PlaceOnDay {
        conference,
        meeting,
        slot,
        mark,
        minutes,
        template,
        named,
        presenter,
    } = command
    else {
        return Err(Refusal::StepMissing);
    };
    joined::goes_on_here(file, command, ctx)?;
    if day.id != *conference {
        return Err(Refusal::NotFound);
    }
    let kind = day.kind.slot_kind().ok_or(Refusal::NoSlotsHere)?;
    has_room(file, day, ctx)?;
    if file.meeting(*meeting).is_some() || day.slot(*slot).is_some() {
        return Err(Refusal::IdTaken);
    }
    some_minutes(*minutes)?;
    let consent = carrying(file, day, kind, ctx)?;
    if tells_the_place(&day.room, place, ctx) {
        return Err(Refusal::NoticeWouldTellThePlace);
    }
    let comes = |person: &Attendee| may_come(file, person, (kind, consent), ctx);
    let mut roles = day.roles.clone();
    let leads: Vec<Attendee> = roles.iter().map(|(_, person)| person.clone()).collect();
    if leads.iter().any(|person| comes(person).is_err()) {
        return Err(Refusal::LeadsNotInvitable);
    }
    let named: Vec<Attendee> = named.iter().chain(presenter).cloned().collect();
    ctx.known_attendees(&named)?;
    named.iter().try_for_each(comes)?;
    roles.extend(presenter.clone().map(|who| (MeetingRole::Presenter, who)));
    let members = day.invited.iter().filter(|person| comes(person).is_ok());
    let people = everyone(members.chain(&leads).chain(&named));
    let agencies = people.iter().map(|person| person.agency);
    let agencies: std::collections::BTreeSet<AgencyId> = agencies.collect();
    if kind.counts() && agencies.len() < 2 {
        return Err(Refusal::TooFewAgencies);
    }
    let mut new = Meeting::begin(
        (*meeting, next_number(file, kind)),
        SharingBasis::Consent(consent.id),
        (day.planned, &day.room),
        people,
        roles,
        template.agenda(),
        latest_wish(file),
    );
    new.conference = Some(day.id);
    new.kind = kind;
    new.also_serves.clone_from(&day.also_serves);
    let others = everyone(day.invited.iter().chain(&leads));
    let stays = |person: &Attendee| new.invited.iter().any(|called| called.is(person));
    new.apart = others.into_iter().filter(|who| !stays(who)).collect();
    // Nobody is told before the day itself is called.
    if day.status == MeetingStatus::Planned {
        new.status = MeetingStatus::Planned;
    }
    let slot = Slot {
        id: *slot,
        case: file.id,
        meeting: *meeting,
        minutes: *minutes,
        mark: *mark,
    };
    let meeting = Box::new(new);
    Ok((
        CaseEvent::PlacedOnDay { meeting },
        ConferenceEvent::SlotPlaced { slot },
    ))
}

/// The day is still to come or going on, and does not have the case yet. A day is never full: minutes
/// are a guide (BR-026), each case has one slot at most, and a number of slots that stops one would be
/// told to somebody who must not know of them (BR-053).
fn has_room(file: &CaseFile, day: &Conference, ctx: &Context<'_>) -> Result<(), Refusal> {
    let over = calendar::instant(day.planned.to) < ctx.now && !day.is_live();
    if over || !(day.status.is_unheld() || day.is_live()) {
        return Err(Refusal::MeetingIsOver);
    }
    if day.slots.iter().any(|slot| slot.case == file.id) {
        return Err(Refusal::AlreadyOnDay);
    }
    Ok(())
}

/// The consent on which the slot stands; it must still hold on the day itself (BR-011, BR-031).
fn carrying<'a>(
    file: &'a CaseFile,
    day: &Conference,
    kind: MeetingKind,
    ctx: &Context<'_>,
) -> Result<&'a Consent, Refusal> {
    let holds = |kind| {
        file.consent(kind)
            .filter(|consent| consent.in_force(ctx.today()) && consent.in_force(day.day()))
    };
    if kind == MeetingKind::CaseReview {
        let must = ctx.council.policy.consent_to_hold == ConsentRule::Required;
        if must && holds(ConsentKind::HoldCaseReview).is_none() {
            return Err(Refusal::ConsentToHoldMissing);
        }
        if !file.attendee_wishes.recorded {
            return Err(Refusal::HerWishesMissing);
        }
    }
    holds(kind.consent()).ok_or(match kind {
        MeetingKind::Layered => Refusal::ConsentForLayeredMissing,
        MeetingKind::CaseReview | MeetingKind::InHouse => Refusal::ConsentToShareMissing,
    })
}

/// Whether this person may come to a meeting on that consent: no block, not left out or unwelcome,
/// inside the scope (BR-032), and in-house of the agency in charge.
fn may_come(
    file: &CaseFile,
    person: &Attendee,
    (kind, consent): (MeetingKind, &Consent),
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    if kind == MeetingKind::InHouse && person.agency != file.agency_in_charge {
        return Err(Refusal::OwnHouseOnly);
    }
    one_invitable(file, person, ctx)?;
    let reached = !consent
        .categories_for(person.agency, ctx.today())
        .is_empty();
    if reached || holds_the_record(file, person) {
        Ok(())
    } else {
        Err(Refusal::AgencyNotInScope)
    }
}

/// The same for everybody who is written down as present in a slot.
pub(super) fn may_all_come(
    file: &CaseFile,
    meeting: &Meeting,
    people: &[Attendee],
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    if meeting.conference.is_none() {
        return Ok(());
    }
    let consent = file
        .consent(meeting.kind.consent())
        .ok_or(Refusal::AgencyNotInScope)?;
    people
        .iter()
        .try_for_each(|person| may_come(file, person, (meeting.kind, consent), ctx))
}

/// Each once, in order.
pub(super) fn everyone<'a>(people: impl Iterator<Item = &'a Attendee>) -> Vec<Attendee> {
    let mut all: Vec<Attendee> = Vec::new();
    for person in people {
        if !all.iter().any(|other| other.is(person)) {
            all.push(person.clone());
        }
    }
    all
}

/// What the day's own event makes happen to the meeting of one of its slots.
pub fn follow_day(meeting: &Meeting, moved: &ConferenceEvent) -> Option<CaseEvent> {
    if !meeting.status.is_unheld() {
        return None;
    }
    let id = meeting.id;
    match moved {
        ConferenceEvent::ConferenceNotified if meeting.status == MeetingStatus::Planned => {
            Some(CaseEvent::CalledForDay { meeting: id })
        }
        ConferenceEvent::ConferencePostponed { planned, .. } => Some(CaseEvent::MovedWithDay {
            meeting: id,
            planned: *planned,
        }),
        ConferenceEvent::ConferenceNotHeld { reason } => Some(CaseEvent::TakenOffDay {
            meeting: id,
            reason: match reason {
                NotHeld::NoCases => "会議が開かれなくなりました。".to_owned(),
                NotHeld::Other(words) => words.clone(),
            },
        }),
        // Not reached in time: called off, so that it can be placed on the next day.
        ConferenceEvent::ConferenceAdjourned => Some(CaseEvent::TakenOffDay {
            meeting: id,
            reason: CARRIED_OVER.to_owned(),
        }),
        _ => None,
    }
}

/// The days whose slots end with these events of the case.
pub fn days_left(file: &CaseFile, events: &[CaseEvent]) -> Vec<(ConferenceId, MeetingId)> {
    let gone = events.iter().filter_map(|event| match event {
        CaseEvent::MeetingCancelled { meeting } | CaseEvent::TakenOffDay { meeting, .. } => {
            Some(*meeting)
        }
        _ => None,
    });
    gone.filter_map(|meeting| Some((file.meeting(meeting)?.conference?, meeting)))
        .collect()
}

/// The days on which something is seen to change with these events: a slot begins, ends, or loses
/// somebody.
pub fn days_touched(file: &CaseFile, events: &[CaseEvent]) -> Vec<ConferenceId> {
    let moved = events.iter().filter_map(|event| match event {
        CaseEvent::MeetingOpened { meeting }
        | CaseEvent::MeetingAdjourned { meeting }
        | CaseEvent::AttendeesRemoved { meeting, .. } => Some(*meeting),
        _ => None,
    });
    let narrowed = events.iter().flat_map(|event| match event {
        CaseEvent::ConsentChanged { consent, .. } => narrowed_by(file, *consent),
        _ => Vec::new(),
    });
    moved
        .filter_map(|meeting| file.meeting(meeting)?.conference)
        .chain(narrowed)
        .collect()
}

/// The days with a slot to come that goes by that consent.
fn narrowed_by(file: &CaseFile, consent: ConsentId) -> Vec<ConferenceId> {
    let known = file.consents.iter().find(|known| known.id == consent);
    let to_come = file.meetings.iter().filter(|m| m.status.is_unheld());
    to_come
        .filter(|m| known.is_some_and(|known| m.goes_by(known.kind)))
        .filter_map(|m| m.conference)
        .collect()
}

/// The slot of a meeting that was cancelled goes from its day; none where it has none.
pub fn leave_day(day: &Conference, meeting: MeetingId) -> Option<ConferenceEvent> {
    let slot = day.slot_of(meeting)?.id;
    Some(ConferenceEvent::SlotTakenOff { slot })
}

/// A slot that may still be moved: its day is not over.
pub(super) fn arranged(day: &Conference, slot: SlotId) -> Result<(), Refusal> {
    day.slot(slot).ok_or(Refusal::SlotUnknown)?;
    if day.status.is_unheld() || day.is_live() {
        Ok(())
    } else {
        Err(Refusal::MeetingIsOver)
    }
}

/// A guide time within reason (BR-026).
pub(super) fn some_minutes(minutes: u16) -> Result<(), Refusal> {
    if (1..=LONGEST_ITEM).contains(&minutes) {
        Ok(())
    } else {
        Err(Refusal::PeriodMissing)
    }
}
