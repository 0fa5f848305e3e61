//! 支援会議の案件: from raising it to the division of roles (domain.md §§5.4, 11.2; BR-017, BR-031, BR-033).
//!
//! Nothing here makes a plan, asks for a consent or opens a case.

use std::collections::BTreeSet;

use crate::case::CaseFile;
use crate::command::{LONG_TEXT, SHORT_TEXT};
use crate::conference::Conference;
use crate::consent::ConsentKind;
use crate::event::CaseEvent;
use crate::form::Attendee;
use crate::handle::conference::{going_on, live};
use crate::handle::day::{everyone, some_minutes};
use crate::handle::{Context, at_most, meeting, reason, text};
use crate::id::{AgencyId, MatterId, RecordId, StaffId};
use crate::matter::{
    Division, MATTER_ENTRIES, Matter, MatterCommand, MatterEntry, MatterEvent, MatterStatus,
    NewPoint, Point, ToldConference, tells_who,
};
use crate::meeting::{MeetingRole, MeetingStatus};
use crate::refusal::Refusal;

/// Longest 一般の呼び方, in characters: it stands in one line of the timetable.
const HEADING: usize = 60;

/// 案件を出す under the id the device chose. `number` is the next in the conference's timetable;
/// `earlier` is the item that it goes on with, if the command names one that its raiser was called
/// to. Any other command to an unknown id finds nothing.
pub fn raise_matter(
    id: MatterId,
    number: u16,
    command: &MatterCommand,
    conference: &Conference,
    earlier: Option<&Matter>,
    ctx: &Context<'_>,
) -> Result<Vec<MatterEvent>, Refusal> {
    let MatterCommand::Raise {
        conference: _,
        heading,
        person,
        mark,
        minutes,
        people,
        leave_out,
        excluded,
        excluded_people,
        points,
        takes_up,
    } = command
    else {
        return Err(Refusal::NotFound);
    };
    takes_matters(conference)?;
    begun_or_to_come(conference)?;
    let me = ctx.me()?;
    text(heading, HEADING)?;
    text(&person.name, SHORT_TEXT)?;
    at_most(&person.kana, SHORT_TEXT)?;
    at_most(&person.household, LONG_TEXT)?;
    if heading.contains(['\n', '\r']) {
        return Err(Refusal::OneLineOnly);
    }
    if tells_who(heading, person) {
        return Err(Refusal::HeadingTellsWho);
    }
    some_minutes(*minutes)?;
    for agency in excluded {
        ctx.known_agency(*agency)?;
    }
    for staff in excluded_people {
        ctx.known_person(*staff)?;
    }
    if excluded.contains(&me.agency) || excluded_people.contains(&me.id) {
        return Err(Refusal::CannotBlockYourself);
    }
    if let Some(before) = takes_up {
        let fits = earlier.filter(|known| {
            known.id == *before && known.calls(me.id) && known.conference != conference.id
        });
        let known = fits.ok_or(Refusal::NotFound)?;
        if known.taken_up_again.is_some() || known.status == MatterStatus::TakenBack {
            return Err(Refusal::IdTaken);
        }
    }
    let mut matter = Matter {
        id,
        council: ctx.council.id,
        conference: conference.id,
        number,
        heading: heading.trim().to_owned(),
        person: person.clone(),
        raised_by: me.agency,
        raiser: me.id,
        raised_at: ctx.now,
        mark: *mark,
        minutes: *minutes,
        people: Vec::new(),
        excluded: excluded.clone(),
        excluded_people: excluded_people.clone(),
        points: Vec::new(),
        entries: Vec::new(),
        divisions: Vec::new(),
        attendance: Vec::new(),
        status: MatterStatus::Waiting,
        started_at: None,
        ended_at: None,
        takes_up: *takes_up,
        taken_up_again: None,
    };
    let leads = conference
        .roles
        .iter()
        .filter(|(role, _)| {
            matches!(role, MeetingRole::Chair | MeetingRole::Recorder) && !leave_out.contains(role)
        })
        .map(|(_, person)| person)
        .filter(|person| !is_excluded(&matter, person));
    let raiser = Attendee {
        agency: me.agency,
        staff: Some(me.id),
        name: me.name.clone(),
    };
    matter.people = everyone(leads.chain(people).chain([&raiser]));
    callable(&matter, &matter.people, ctx)?;
    let mut accounts = matter.people.iter().filter_map(|person| person.staff);
    if !accounts.any(|id| conference.is_led_by(id)) {
        return Err(Refusal::NobodyLeadsTheItem);
    }
    for point in points {
        let point = pointed(&matter, point, ctx)?;
        matter.points.push(point);
    }
    Ok(vec![MatterEvent::MatterRaised {
        matter: Box::new(matter),
    }])
}

/// What the command makes happen to an item that exists, in its conference.
pub fn handle_matter(
    matter: &Matter,
    conference: &Conference,
    command: &MatterCommand,
    ctx: &Context<'_>,
) -> Result<Vec<MatterEvent>, Refusal> {
    use MatterCommand as C;
    use MatterEvent as E;
    takes_matters(conference)?;
    if matter.status == MatterStatus::TakenBack {
        return Err(Refusal::NotFound);
    }
    let event = match command {
        C::Raise { .. } => return Err(Refusal::IdTaken),
        C::CallPeople { people } => {
            before_its_end(matter, conference)?;
            callable(matter, people, ctx)?;
            let more = people
                .iter()
                .filter(|person| matter.called(person).is_none());
            let people = everyone(more);
            if people.is_empty() {
                // Somebody else was quicker.
                return Err(Refusal::IdTaken);
            }
            E::MatterPeopleCalled { people }
        }
        C::AddPoint { point } => {
            before_its_end(matter, conference)?;
            E::MatterPointAdded {
                point: pointed(matter, point, ctx)?,
            }
        }
        C::ShowPointTo { point, to } => {
            before_its_end(matter, conference)?;
            let me = ctx.me()?;
            let read = |known: &&Point| matter.shows(known, conference, me);
            matter.point(*point).filter(read).ok_or(Refusal::NotFound)?;
            shown_to(matter, to, ctx)?;
            E::MatterPointShown {
                point: *point,
                to: to.clone(),
            }
        }
        C::TakeBack => {
            if ctx.me()?.id != matter.raiser {
                return Err(Refusal::NotYourRole);
            }
            becomes(matter, MatterStatus::TakenBack)?;
            E::MatterTakenBack
        }
        C::Start => {
            live(conference)?;
            becomes(matter, MatterStatus::Running)?;
            E::MatterStarted
        }
        C::RecordAttendance { attendance } => {
            going_on(conference)?;
            let mut attendance = attendance.clone();
            for came in &mut attendance {
                ctx.known_attendees(std::slice::from_ref(&came.person))?;
                let called = matter.called(&came.person);
                came.person = called.ok_or(Refusal::NotCalledToTheItem)?.clone();
            }
            // Nobody hears of it without a pledge (BR-017).
            meeting::pledged(&attendance, ctx)?;
            E::MatterAttendanceRecorded { attendance }
        }
        C::AddEntry { .. } | C::Divide { .. } => written(matter, conference, command, ctx)?,
        C::Finish => {
            going_on(conference)?;
            becomes(matter, MatterStatus::Done)?;
            if matter.participating_agencies().is_empty() {
                return Err(Refusal::NobodyPresent);
            }
            E::MatterFinished
        }
        C::CarryOver => {
            going_on(conference)?;
            becomes(matter, MatterStatus::CarriedOver)?;
            E::MatterCarriedOver
        }
    };
    Ok(vec![event])
}

/// 支援会議があったことを本人に伝える: day and kinds of agencies, once the item was dealt with and she has
/// agreed to be dealt with in the open.
pub fn tell_of_conference(
    file: &CaseFile,
    (matter, conference): (&Matter, &Conference),
    withheld: Option<&str>,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    if let Some(why) = withheld {
        reason(why)?;
    }
    if !matter.was_dealt_with() {
        return Err(Refusal::ItemNotOver);
    }
    let agreed = ConsentKind::ALL
        .iter()
        .any(|kind| kind.shares() && file.consent_status(*kind, ctx.today()).in_force());
    if !agreed {
        return Err(Refusal::SharingConsentMissing);
    }
    let known = file
        .told
        .iter()
        .find(|known| known.conference == conference.id);
    // What she has read is not taken back.
    if known.is_some_and(|known| known.withheld.is_none()) {
        return Err(Refusal::IdTaken);
    }
    let present = matter.participating_agencies();
    let agencies = present.iter().filter_map(|id| ctx.council.agency(*id));
    Ok(vec![CaseEvent::ConferenceTold {
        told: Box::new(ToldConference {
            conference: conference.id,
            held_on: conference.day(),
            kinds: agencies.map(|agency| agency.kind.clone()).collect(),
            withheld: withheld.map(|why| why.trim().to_owned()),
            by: ctx.me()?.id,
            at: ctx.now,
        }),
    }])
}

fn written(
    matter: &Matter,
    conference: &Conference,
    command: &MatterCommand,
    ctx: &Context<'_>,
) -> Result<MatterEvent, Refusal> {
    going_on(conference)?;
    if matter.status == MatterStatus::Waiting {
        return Err(Refusal::ItemNotStarted);
    }
    match command {
        MatterCommand::AddEntry {
            entry,
            kind,
            text: words,
            agency,
        } => {
            new_id(matter, *entry)?;
            text(words, LONG_TEXT)?;
            if !MATTER_ENTRIES.contains(kind) {
                return Err(Refusal::HerWordsAreHers);
            }
            if let Some(agency) = agency {
                agency_called(matter, *agency)?;
            }
            Ok(MatterEvent::MatterEntryAdded {
                entry: MatterEntry {
                    id: *entry,
                    kind: *kind,
                    text: words.clone(),
                    agency: *agency,
                    by: ctx.me()?.id,
                    at: ctx.now,
                },
            })
        }
        MatterCommand::Divide {
            division,
            agency,
            person,
            what,
            until,
        } => {
            new_id(matter, *division)?;
            text(what, LONG_TEXT)?;
            // Who was not called must not learn of it through a task either.
            agency_called(matter, *agency)?;
            if let Some(person) = person {
                divided_to(matter, *agency, *person, ctx)?;
            }
            if until.is_some_and(|until| until < ctx.today()) {
                return Err(Refusal::DueIsPast);
            }
            Ok(MatterEvent::MatterDivided {
                division: Division {
                    id: *division,
                    agency: *agency,
                    person: *person,
                    what: what.clone(),
                    until: *until,
                    by: ctx.me()?.id,
                    at: ctx.now,
                },
            })
        }
        _ => Err(Refusal::StepMissing),
    }
}

/// Known, and none of them to be kept away.
fn callable(matter: &Matter, people: &[Attendee], ctx: &Context<'_>) -> Result<(), Refusal> {
    ctx.known_attendees(people)?;
    if people.iter().any(|person| is_excluded(matter, person)) {
        return Err(Refusal::NotInvitable);
    }
    Ok(())
}

fn pointed(matter: &Matter, point: &NewPoint, ctx: &Context<'_>) -> Result<Point, Refusal> {
    new_id(matter, point.id)?;
    text(&point.text, LONG_TEXT)?;
    ctx.known_agency(point.source)?;
    shown_to(matter, &point.to, ctx)?;
    Ok(Point {
        id: point.id,
        text: point.text.clone(),
        source: point.source,
        hearsay: point.hearsay,
        to: point.to.clone(),
        by: ctx.me()?.id,
        at: ctx.now,
    })
}

/// Only agencies that are called read anything.
fn shown_to(matter: &Matter, to: &BTreeSet<AgencyId>, ctx: &Context<'_>) -> Result<(), Refusal> {
    for agency in to {
        ctx.known_agency(*agency)?;
        agency_called(matter, *agency)?;
    }
    Ok(())
}

fn agency_called(matter: &Matter, agency: AgencyId) -> Result<(), Refusal> {
    if matter.agencies().contains(&agency) {
        Ok(())
    } else {
        Err(Refusal::NotCalledToTheItem)
    }
}

fn divided_to(
    matter: &Matter,
    agency: AgencyId,
    person: StaffId,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    if ctx.known_person(person)?.agency != agency {
        return Err(Refusal::StaffUnknown);
    }
    if matter.calls(person) {
        Ok(())
    } else {
        Err(Refusal::NotCalledToTheItem)
    }
}

fn is_excluded(matter: &Matter, person: &Attendee) -> bool {
    matter.excluded.contains(&person.agency)
        || person
            .staff
            .is_some_and(|id| matter.excluded_people.contains(&id))
}

/// A note never takes the place of another one.
fn new_id(matter: &Matter, id: RecordId) -> Result<(), Refusal> {
    let taken = matter.points.iter().any(|known| known.id == id)
        || matter.entries.iter().any(|known| known.id == id)
        || matter.divisions.iter().any(|known| known.id == id);
    if taken { Err(Refusal::IdTaken) } else { Ok(()) }
}

fn takes_matters(conference: &Conference) -> Result<(), Refusal> {
    if conference.takes_matters() {
        Ok(())
    } else {
        Err(Refusal::NotASupportConference)
    }
}

fn begun_or_to_come(conference: &Conference) -> Result<(), Refusal> {
    match conference.status {
        MeetingStatus::Planned | MeetingStatus::Notified | MeetingStatus::InProgress => Ok(()),
        _ => Err(Refusal::MeetingIsOver),
    }
}

/// Waiting or being dealt with, in a conference that is not over.
fn before_its_end(matter: &Matter, conference: &Conference) -> Result<(), Refusal> {
    begun_or_to_come(conference)?;
    match matter.status {
        MatterStatus::Waiting | MatterStatus::Running => Ok(()),
        _ => Err(Refusal::MeetingIsOver),
    }
}

fn becomes(matter: &Matter, to: MatterStatus) -> Result<(), Refusal> {
    if matter.status.may_become(to) {
        Ok(())
    } else if matter.status == to {
        // Somebody else was quicker.
        Err(Refusal::IdTaken)
    } else if matter.status == MatterStatus::Waiting {
        Err(Refusal::ItemNotStarted)
    } else {
        Err(Refusal::MeetingIsOver)
    }
}
