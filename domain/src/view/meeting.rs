//! A meeting as its people may see it.

use crate::access::{Fields, Relation, Seat, Sensitive};
use crate::case::CaseFile;
use crate::consent::AttendanceWish;
use crate::form::Attendee;
use crate::id::StaffId;
use crate::meeting::{Meeting, MeetingRole, MeetingStatus, Preparation, SharingBasis};
use crate::view::case::{prepares, rights};
use crate::view::conference::without;
use crate::view::posthoc;
use crate::view::{MeetingView, Names, Notice, Reader};

impl MeetingView {
    pub fn of(reader: &Reader<'_>, fields: &Fields, meeting: &Meeting) -> Self {
        let Reader {
            file,
            subject,
            facts,
            names,
            ctx,
        } = reader;
        let all = fields.sensitive.shows(None);
        // Whoever sits in this meeting follows it whole within its hours, as long as something is
        // shared with her or him at all. Others read the outcome once it was shared with their agency
        // and while her consent lets it reach them; never the talk.
        let seated = subject
            .actor
            .staff()
            .is_some_and(|id| Seat::of(meeting, id, ctx.now) != Seat::None);
        let told = fields.sensitive != Sensitive::None
            || !matches!(meeting.basis, SharingBasis::Consent(_));
        let inside = all || (seated && told);
        let shared = subject
            .agency
            .is_some_and(|agency| meeting.shared_with.contains(&agency));
        let outcome = inside || (shared && told);
        let mut seen = meeting.clone();
        if !inside {
            seen.entries.clear();
            seen.her_statement.clear();
            seen.her_letter = None;
            seen.her_choice = None;
            seen.company.clear();
            if !outcome {
                withhold_outcome(&mut seen);
            }
            // Who leads another meeting of the case has no business in this one.
            let near = facts.relations.iter().any(|relation| {
                matches!(
                    relation,
                    Relation::Supporting | Relation::Requesting | Relation::Center
                )
            });
            if !seated && !near {
                seen.invited.clear();
                seen.roles.clear();
                seen.attendance.clear();
            }
        }
        // Who has to leave, and that her consent became narrower, is for those who prepare and lead it.
        let leads = subject.actor.staff().is_some_and(|id| {
            let leads = [MeetingRole::Chair, MeetingRole::Recorder];
            seated && leads.iter().any(|role| meeting.has_role(id, *role))
        });
        if !leads && !prepares(reader) {
            seen.narrowed_at = None;
            seen.apart.clear();
            seen.cleared = None;
        }
        // How it was prepared is the affair of those in charge.
        if !fields.worker_view {
            seen.preparation.clear();
        }
        cover(&mut seen, names);
        let meeting = &seen;
        let mut agencies: Vec<_> = meeting.invited.iter().map(|person| person.agency).collect();
        agencies.extend(meeting.attendance.iter().map(|a| a.person.agency));
        agencies.extend(meeting.apart.iter().map(|person| person.agency));
        agencies.extend(meeting.assignments.iter().map(|a| a.agency));
        agencies.extend(meeting.decisions.iter().map(|decision| decision.agency));
        if outcome {
            agencies.extend(&meeting.shared_with);
        }
        let mut people: Vec<StaffId> = meeting.invited.iter().filter_map(|p| p.staff).collect();
        people.extend(meeting.attendance.iter().filter_map(|a| a.person.staff));
        people.extend(meeting.apart.iter().filter_map(|person| person.staff));
        people.extend(meeting.entries.iter().filter_map(|entry| entry.by));
        people.extend(meeting.preparation.iter().map(|step| step.by));
        people.extend(
            meeting
                .decisions
                .iter()
                .filter_map(|decision| decision.person),
        );
        if outcome {
            people.extend(meeting.assignments.iter().filter_map(|a| a.person));
        }
        let unpledged: Vec<Attendee> = meeting
            .invited
            .iter()
            .filter(|person| {
                person
                    .staff
                    .is_some_and(|id| !ctx.council.pledged(id, ctx.today()))
            })
            .cloned()
            .collect();
        Self {
            case: file.id,
            case_no: file.no.clone(),
            called_name: file
                .woman
                .shown_name()
                .filter(|_| fields.identity)
                .map(str::to_owned),
            basis: meeting.basis.label(),
            matters: file
                .requested(meeting)
                .filter(|_| inside)
                .map(|request| {
                    request
                        .form
                        .lines("matters")
                        .iter()
                        .map(|line| names.cover(line))
                        .collect()
                })
                .unwrap_or_default(),
            wish: file
                .wishes
                .last()
                .filter(|_| inside)
                .map(|wish| names.wish(wish)),
            // What she chose for this meeting stays with it; a later choice is for the next one.
            attendance_wish: meeting
                .her_choice
                .as_ref()
                .or_else(|| file.attendance_wish(ctx.today()))
                .filter(|_| inside)
                .map(|wish| AttendanceWish {
                    words: names.cover(&wish.words),
                    ..wish.clone()
                }),
            with_her: match all || leads {
                true => file.attendee_wishes.with_her.clone(),
                false => Vec::new(),
            },
            agencies: names.agencies(agencies),
            people: names.people(people),
            unpledged,
            posthoc: posthoc::of_meeting(reader, meeting, inside),
            not_called: match fields.worker_view {
                true => names.agencies(without(file, meeting)),
                false => Vec::new(),
            },
            now: ctx.now,
            withheld: !inside,
            rights: rights(reader),
            meeting: seen,
        }
    }
}

/// What was decided, by whom and how she took it; the roles themselves stay (P1).
fn withhold_outcome(meeting: &mut Meeting) {
    meeting.decisions.clear();
    for assignment in &mut meeting.assignments {
        assignment.tasks.clear();
        assignment.dissent.clear();
    }
    meeting.risk = None;
    meeting.her_attendance = None;
    meeting.her_version.clear();
}

fn cover(meeting: &mut Meeting, names: &Names<'_>) {
    let people = meeting.invited.iter_mut();
    let people = people.chain(meeting.roles.iter_mut().map(|(_, person)| person));
    let people = people.chain(meeting.apart.iter_mut());
    people
        .chain(meeting.attendance.iter_mut().map(|a| &mut a.person))
        .for_each(|p| names.cut(p));
    for entry in &mut meeting.entries {
        entry.text = names.cover(&entry.text);
    }
    for decision in &mut meeting.decisions {
        decision.what = names.cover(&decision.what);
    }
    for assignment in &mut meeting.assignments {
        assignment.tasks = names.cover(&assignment.tasks);
        assignment.dissent = names.cover(&assignment.dissent);
    }
    for step in &mut meeting.preparation {
        match &mut step.what {
            Preparation::Checked { note, .. } | Preparation::PreparedAgain { note } => {
                *note = names.cover(note);
            }
            Preparation::Returned { what } => *what = names.cover(what),
        }
    }
    if let Some(hers) = &mut meeting.her_attendance {
        hers.words = names.cover(&hers.words);
    }
    for decision in &mut meeting.decisions {
        decision.for_her = names.cover(&decision.for_her);
        if let Some(take) = &mut decision.her_take {
            take.words = names.cover(&take.words);
        }
    }
    if let Some(letter) = &mut meeting.her_letter {
        letter.words = names.cover(&letter.words);
    }
    meeting.her_statement = names.cover(&meeting.her_statement);
    meeting.her_version = names.cover(&meeting.her_version);
}

impl Notice {
    /// 招集通知 for one person: case number, date, room, roles. Never a name, never a place of
    /// protection (BR-004, scenario 1.6).
    pub fn of(file: &CaseFile, meeting: &Meeting, reader: StaffId, names: &Names<'_>) -> Self {
        let person_with = |wanted| {
            meeting
                .roles
                .iter()
                .find(|(role, _)| *role == wanted)
                .map(|(_, person)| names.attendee(person))
                .unwrap_or_default()
        };
        Self {
            case_no: file.no.clone(),
            meeting_number: meeting.number,
            kind: meeting.kind,
            span: meeting.planned,
            room: meeting.room.clone(),
            my_roles: meeting
                .roles
                .iter()
                .filter(|(_, person)| person.staff == Some(reader))
                .map(|(role, _)| *role)
                .collect(),
            chair: person_with(MeetingRole::Chair),
            recorder: person_with(MeetingRole::Recorder),
            cancelled: meeting.status == MeetingStatus::Cancelled,
            opens: false,
        }
    }
}
