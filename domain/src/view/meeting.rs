//! A meeting as its people may see it.

use crate::access::{CaseFacts, Fields, Subject};
use crate::case::CaseFile;
use crate::consent::ConsentKind;
use crate::form::Attendee;
use crate::handle::Context;
use crate::id::StaffId;
use crate::meeting::{Meeting, MeetingRole, MeetingStatus};
use crate::view::case::rights;
use crate::view::{MeetingView, Names, Notice};

impl MeetingView {
    pub fn of(
        file: &CaseFile,
        meeting: &Meeting,
        subject: &Subject,
        facts: &CaseFacts,
        fields: &Fields,
        names: &Names<'_>,
        ctx: &Context<'_>,
    ) -> Self {
        let all = fields.sensitive.shows(None);
        // Whoever sits in the meeting follows it whole while the window is open; others see what
        // their consent lets them see: the decisions and roles, not the talk.
        let inside = subject.actor.staff().is_some_and(|id| meeting.invites(id)) || all;
        let mut seen = meeting.clone();
        if !inside {
            seen.entries.clear();
            seen.her_statement.clear();
        }
        let mut agencies: Vec<_> = meeting.invited.iter().map(|person| person.agency).collect();
        agencies.extend(meeting.attendance.iter().map(|a| a.person.agency));
        agencies.extend(meeting.assignments.iter().map(|a| a.agency));
        let mut people: Vec<StaffId> = meeting.invited.iter().filter_map(|p| p.staff).collect();
        people.extend(meeting.attendance.iter().filter_map(|a| a.person.staff));
        people.extend(meeting.entries.iter().map(|entry| entry.by));
        let unpledged: Vec<Attendee> = meeting
            .invited
            .iter()
            .filter(|person| {
                person.staff.is_some_and(|id| !ctx.council.pledged(id, ctx.today()))
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
                .request(meeting.request)
                .filter(|_| inside)
                .map(|request| request.form.lines("matters").to_vec())
                .unwrap_or_default(),
            wish: file.wishes.last().filter(|_| inside).cloned(),
            attendance_wish: file
                .consent(ConsentKind::HerAttendance)
                .filter(|consent| consent.in_force(ctx.today()))
                .and_then(|consent| consent.attendance.clone()),
            agencies: names.agencies(agencies),
            people: names.people(people),
            unpledged,
            now: ctx.now,
            rights: rights(file, subject, facts, ctx),
            meeting: seen,
        }
    }
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
        }
    }
}
