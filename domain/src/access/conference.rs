//! Who may do and see what in one conference of the council (domain.md §§5, 12, 20; BR-050).

use chrono::{DateTime, Utc};

use crate::access::{Action, Decision, DenyReason, Fields, Seat, Subject, rule};
use crate::calendar;
use crate::conference::{Conference, ConferenceKind, Series};
use crate::council::{Council, Role};
use crate::meeting::{MeetingRole, MeetingStatus};

/// The one decision about a conference. Order: post and pledge → tier → call and hours → role.
///
/// Nothing it allows shows a field of a case; [`Action::SeeLedger`] here is the ledger in this round,
/// by code and age band.
pub fn decide_conference(
    subject: &Subject,
    action: Action,
    conference: &Conference,
    council: &Council,
    now: DateTime<Utc>,
) -> Decision {
    let deny = |why, hide| Decision::Deny { why, hide };
    let me = match subject.at_work() {
        Ok(me) => me,
        Err(denied) => return denied,
    };
    if conference.council != council.id || !meets(subject, conference.kind) {
        return deny(DenyReason::TierHasNoCases, true);
    }
    let seat = Seat::in_conference(conference, me, now);
    let plans = rule::council_right(subject, Action::PlanConference);
    let sees = seat != Seat::None || plans || reads_afterwards(subject, conference);
    let may = match action {
        Action::SeeConference => sees,
        Action::RunConference => seat == Seat::Steering,
        Action::RaiseIssue => seat != Seat::None,
        Action::ArrangeSlots => {
            conference.kind.slot_kind().is_some() && (seat == Seat::Steering || plans)
        }
        // Procedure knows whether they are confirmed; the chair's hours do not end before they are shared.
        Action::ShareConference => {
            seat == Seat::Steering
                || (conference.status == MeetingStatus::MinutesConfirmed
                    && conference.has_role(me, MeetingRole::Chair))
        }
        // Only a 実務者会議 goes through the ledger; in no other room is it on the table.
        Action::SeeLedger => {
            conference.kind.walks_the_ledger()
                && (rule::council_right(subject, action)
                    || (seat != Seat::None && is_member_at_work(subject, council, now)))
        }
        Action::SeeConferences
        | Action::PlanConference
        | Action::CheckIssue
        | Action::SeeYear
        | Action::KeepPatrol
        | Action::PrintLedgerNames => rule::council_right(subject, action),
        _ => false,
    };
    match (may, sees) {
        (true, _) => Decision::Allow(Fields::default()),
        (false, true) => deny(DenyReason::NotYourRole, false),
        (false, false) => deny(DenyReason::NoRelation, true),
    }
}

/// Whether the conference stands in this reader's list.
pub fn lists_conference(subject: &Subject, conference: &Conference) -> bool {
    let me = subject.actor.staff();
    lists_kind(
        subject,
        conference.kind,
        me.is_some_and(|id| conference.invites(id)),
    )
}

/// Whether the series does.
pub fn lists_series(subject: &Subject, series: &Series) -> bool {
    let me = subject.actor.staff();
    let belongs = me.is_some() && series.members().any(|person| person.staff == me);
    lists_kind(subject, series.kind, belongs)
}

/// The 代表者 find 代表者会議 and no other kind, and what is held inside one agency is nobody else's
/// calendar.
fn lists_kind(subject: &Subject, kind: ConferenceKind, belongs: bool) -> bool {
    let plans = rule::council_right(subject, Action::PlanConference);
    let open_to_all = !matches!(
        kind,
        ConferenceKind::InHouse | ConferenceKind::ProgressManagement
    );
    // The administrator helps with the calendar of every kind and opens none of them.
    let tier = meets(subject, kind) || subject.has(Role::SystemAdmin);
    rule::council_right(subject, Action::SeeConferences)
        && tier
        && (open_to_all || belongs || plans)
}

/// Tier: without a role that may meet a case, 代表者会議 is all there is (BR-050).
fn meets(subject: &Subject, kind: ConferenceKind) -> bool {
    subject.roles.iter().any(|role| role.may_meet_a_case())
        || (kind == ConferenceKind::Representatives && subject.has(Role::Representative))
}

/// 記録 as shared: the agencies of those who took part (BR-012). Who came for one sitting has no
/// standing tie through her or his agency.
fn reads_afterwards(subject: &Subject, conference: &Conference) -> bool {
    let shared = matches!(
        conference.status,
        MeetingStatus::Shared | MeetingStatus::Archived
    );
    let belongs = subject
        .roles
        .iter()
        .any(|role| role.works_on_cases() || *role == Role::Representative);
    shared
        && belongs
        && subject
            .agency
            .is_some_and(|agency| conference.shared_with.contains(&agency))
}

/// BR-021, BR-022: a sitting may serve another programme; the ledger is for the pledged members of
/// this council, whoever else sits there.
fn is_member_at_work(subject: &Subject, council: &Council, now: DateTime<Utc>) -> bool {
    let today = calendar::jst_date(now);
    let member = subject
        .agency
        .and_then(|agency| council.agency(agency))
        .is_some_and(|agency| agency.is_member(today));
    member && subject.roles.iter().any(|role| role.works_on_cases())
}
