//! Who may do and see what in one 案件 of a 支援会議 (domain.md §§11.2, 12; BR-031, BR-033, BR-053).

use chrono::{DateTime, Utc};

use crate::access::{Action, Decision, DenyReason, Fields, Seat, Subject};
use crate::conference::Conference;
use crate::council::Council;
use crate::matter::{Matter, MatterStatus};
use crate::meeting::MeetingStatus;

/// The one decision about an item; without one, about raising one in that conference. Order: post and
/// pledge → those who must not know → tier → call and hours → role.
///
/// A call to the item is the only way in. There is no way by agency, by office, by consent or by
/// 緊急閲覧, and nothing it allows shows a field of a case.
pub fn decide_matter(
    subject: &Subject,
    action: Action,
    matter: Option<&Matter>,
    conference: &Conference,
    council: &Council,
    now: DateTime<Utc>,
) -> Decision {
    let deny = |why, hide| Decision::Deny { why, hide };
    let me = match subject.at_work() {
        Ok(me) => me,
        Err(denied) => return denied,
    };
    let Some(staff) = council.person(me) else {
        return deny(DenyReason::NoRelation, true);
    };
    if matter.is_some_and(|matter| matter.excludes(staff)) {
        return deny(DenyReason::Blocked, true);
    }
    let belongs = matter.is_none_or(|matter| {
        matter.council == council.id
            && matter.conference == conference.id
            && conference.takes_matters()
    });
    let meets = subject.roles.iter().any(|role| role.may_meet_a_case());
    if conference.council != council.id || !belongs || !meets {
        return deny(DenyReason::TierHasNoCases, true);
    }
    let standing = match matter {
        Some(matter) => Standing::in_matter(matter, conference, me, now),
        None => Standing::in_conference(conference, me),
    };
    let works = subject.roles.iter().any(|role| role.works_on_cases());
    let may = conference.takes_matters()
        && match action {
            Action::SeeMatter => standing.sees,
            Action::SeeNotice => standing.is_told,
            Action::RaiseMatter => standing.prepares && works,
            Action::RunMatter => standing.leads,
            _ => false,
        };
    match (may, standing.sees || standing.is_called) {
        (true, _) => Decision::Allow(Fields::default()),
        (false, true) => deny(DenyReason::NotYourRole, false),
        (false, false) => deny(DenyReason::NoRelation, true),
    }
}

/// What call and hours allow.
#[derive(Default)]
struct Standing {
    /// Called to the conference, where there is no item yet: its existence is no secret then.
    is_called: bool,
    /// Day, hour and place have been told.
    is_told: bool,
    sees: bool,
    prepares: bool,
    leads: bool,
}

impl Standing {
    /// Anyone called to the conference raises items; procedure knows until when.
    fn in_conference(conference: &Conference, me: crate::id::StaffId) -> Self {
        let is_called = conference.invites(me);
        Self {
            is_called,
            prepares: is_called,
            ..Self::default()
        }
    }

    fn in_matter(
        matter: &Matter,
        conference: &Conference,
        me: crate::id::StaffId,
        now: DateTime<Utc>,
    ) -> Self {
        if !matter.calls(me) || matter.status == MatterStatus::TakenBack {
            return Self::default();
        }
        // What was shared is for those who were there, and for them without hours.
        if matches!(
            conference.status,
            MeetingStatus::Shared | MeetingStatus::Archived
        ) {
            let sees = matter.was_present(me);
            return Self {
                is_told: sees && conference.is_shared_lately(now),
                sees,
                ..Self::default()
            };
        }
        let seat = Seat::at_item(conference, me, now);
        let raiser = matter.raiser == me;
        // Who raised it gets it ready before the conference opens for the others.
        let ahead =
            raiser && matter.status == MatterStatus::Waiting && conference.status.is_unheld();
        let leads = seat == Seat::Steering;
        Self {
            is_called: false,
            is_told: conference.is_announced(now),
            sees: seat != Seat::None || ahead,
            prepares: ahead || leads || (raiser && seat != Seat::None),
            leads,
        }
    }
}
