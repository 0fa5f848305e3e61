//! Who may do and see what: one pure decision, deny by default (architecture.md §4).
//!
//! Order: pledge and post → block list → break-glass → consent → tier and meeting window → role and
//! membership. What is hidden answers exactly like what does not exist. The whole table is printed
//! into `domain/tests/access_matrix.txt`; its diff is the review.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::case::CaseFile;
use crate::command::Actor;
use crate::council::{Council, Role, Staff};
use crate::form::InfoCategory;
use crate::id::{AgencyId, StaffId};
use crate::meeting::{MeetingRole, MeetingStatus};
use crate::request::RequestStatus;

mod action;
mod rule;

pub use action::Action;
pub use rule::{allowed_relations, fields_of};

/// A meeting's material opens this long before its planned start …
pub const WINDOW_BEFORE: Duration = Duration::hours(24);
/// … and closes this long after its planned end, unless it is still going on.
pub const WINDOW_AFTER: Duration = Duration::hours(2);

/// Who asks, with what the council knows of her or him on that day.
#[derive(Debug, Clone)]
pub struct Subject {
    pub actor: Actor,
    pub agency: Option<AgencyId>,
    pub roles: BTreeSet<Role>,
    pub in_post: bool,
    /// A pledge of secrecy is in force (BR-017).
    pub pledged: bool,
}

impl Subject {
    /// The subject behind a staff account on that day; unknown people have no right at all.
    pub fn staff(council: &Council, id: StaffId, on: NaiveDate) -> Self {
        Self {
            actor: Actor::Staff(id),
            agency: council.person(id).map(|staff| staff.agency),
            roles: council.roles_of(id, on),
            in_post: council.in_post(id, on),
            pledged: council.pledged(id, on),
        }
    }

    /// She herself, at her door; the witness on a worker's tablet must be in post.
    pub fn woman() -> Self {
        Self {
            actor: Actor::Woman,
            agency: None,
            roles: BTreeSet::new(),
            in_post: true,
            pledged: true,
        }
    }

    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// How someone stands to a case. Several can hold at once; rights add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Relation {
    /// The woman herself
    Herself,
    /// 主担当機関の支援者, or a 担当者 named for the case
    InCharge,
    /// An agency with a role in force (直接支援, 主たる支援機関 …)
    Supporting,
    /// 要請機関
    Requesting,
    /// 女性相談支援センター, while a request or a protection is before it
    Center,
    /// 調整機関: keeps the ledger of all cases
    Coordination,
    /// Invited to a meeting, inside its window
    Invited,
    /// 司会 or 記録 of a meeting, inside its window
    Steering,
    /// Invited, but the window is shut: the notice only
    Notified,
    /// On the list of those who may know the place
    PlaceKnower,
    /// 緊急閲覧 in force
    BreakGlass,
    /// 緊急閲覧 in force that a second person confirmed for whereabouts
    BreakGlassPlace,
    /// No tie to the case
    Stranger,
}

impl Relation {
    pub const ALL: [Relation; 13] = [
        Self::Herself,
        Self::InCharge,
        Self::Supporting,
        Self::Requesting,
        Self::Center,
        Self::Coordination,
        Self::Invited,
        Self::Steering,
        Self::Notified,
        Self::PlaceKnower,
        Self::BreakGlass,
        Self::BreakGlassPlace,
        Self::Stranger,
    ];
}

/// Facts about one case, as seen from one subject at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFacts {
    pub blocked: bool,
    pub relations: BTreeSet<Relation>,
    /// What her consents let the subject's agency know.
    pub shared: BTreeSet<InfoCategory>,
    /// 代表者会議 is the subject's only tier (BR-050).
    pub only_representative: bool,
}

/// What may be seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields {
    /// P2: names, birth date, family names.
    pub identity: bool,
    /// P3 by kind of information.
    pub sensitive: Sensitive,
    /// P4: whereabouts, each opening with its reason.
    pub whereabouts: bool,
    /// 所見: the worker's own view; never in her view.
    pub worker_view: bool,
    /// The block list with its reasons.
    pub blocks: bool,
}

/// How much of P3.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sensitive {
    #[default]
    None,
    Only(BTreeSet<InfoCategory>),
    All,
}

impl Sensitive {
    pub fn shows(&self, category: Option<InfoCategory>) -> bool {
        match (self, category) {
            (Self::All, _) => true,
            (Self::Only(kinds), Some(kind)) => kinds.contains(&kind),
            // A text that may touch anything is shown only to those who may see everything.
            (Self::Only(_), None) | (Self::None, _) => false,
        }
    }

    fn and(self, other: Sensitive) -> Sensitive {
        match (self, other) {
            (Self::All, _) | (_, Self::All) => Self::All,
            (Self::None, rest) | (rest, Self::None) => rest,
            (Self::Only(mut one), Self::Only(two)) => {
                one.extend(two);
                Self::Only(one)
            }
        }
    }
}

impl Fields {
    /// Rights add up over relations.
    #[must_use]
    pub fn and(self, other: Fields) -> Fields {
        Fields {
            identity: self.identity || other.identity,
            sensitive: self.sensitive.and(other.sensitive),
            whereabouts: self.whereabouts || other.whereabouts,
            worker_view: self.worker_view || other.worker_view,
            blocks: self.blocks || other.blocks,
        }
    }
}

/// The answer. A refusal that hides must not differ from "does not exist".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    Allow(Fields),
    Deny { why: DenyReason, hide: bool },
}

/// Why not; only told where `hide` is false.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DenyReason {
    NotInPost,
    PledgeMissing,
    Blocked,
    TierHasNoCases,
    NoRelation,
    NotYourRole,
}

/// The one decision.
pub fn decide(subject: &Subject, action: Action, facts: &CaseFacts) -> Decision {
    let deny = |why, hide| Decision::Deny { why, hide };
    if !subject.in_post {
        return deny(DenyReason::NotInPost, true);
    }
    // Told before any case is looked at, so that it says nothing about one (BR-017).
    if !subject.pledged && action != Action::SignPledge {
        return deny(DenyReason::PledgeMissing, false);
    }
    if !action.is_about_a_case() {
        return if rule::council_right(subject, action) {
            Decision::Allow(Fields::default())
        } else {
            deny(DenyReason::NotYourRole, false)
        };
    }
    if facts.blocked {
        return deny(DenyReason::Blocked, true);
    }
    if facts.only_representative {
        return deny(DenyReason::TierHasNoCases, true);
    }
    let allowing: Vec<Relation> = facts
        .relations
        .iter()
        .copied()
        .filter(|relation| allowed_relations(action).contains(relation))
        .filter(|_| rule::role_may(subject, action))
        .collect();
    if allowing.is_empty() {
        let sees_it =
            facts.relations.iter().any(|r| allowed_relations(Action::SeeCase).contains(r));
        return if sees_it {
            deny(DenyReason::NotYourRole, false)
        } else {
            deny(DenyReason::NoRelation, true)
        };
    }
    // What may be *seen* follows from every relation, not only from those that allow the act.
    let fields = facts
        .relations
        .iter()
        .map(|relation| fields_of(*relation, &facts.shared))
        .fold(Fields::default(), Fields::and);
    Decision::Allow(fields)
}

impl CaseFacts {
    /// Reads the facts out of a case for one subject at one moment.
    pub fn of(file: &CaseFile, council: &Council, subject: &Subject, now: DateTime<Utc>) -> Self {
        match subject.actor {
            Actor::Woman => Self {
                relations: BTreeSet::from([Relation::Herself]),
                ..Self::default()
            },
            // On a worker's tablet her words need both: that it is she, and that the worker may be there.
            Actor::Staff(id) | Actor::WomanWith(id) => match council.person(id) {
                Some(staff) => Self::of_staff(file, council, subject, staff, now),
                None => Self::default(),
            },
        }
    }

    fn of_staff(
        file: &CaseFile,
        council: &Council,
        subject: &Subject,
        staff: &Staff,
        now: DateTime<Utc>,
    ) -> Self {
        let today = calendar::jst_date(now);
        let agency = staff.agency;
        let mut relations = BTreeSet::from([Relation::Stranger]);
        let support_role = [Role::Caseworker, Role::OutreachWorker, Role::ChiefSupporter]
            .iter()
            .any(|role| subject.has(*role));
        let excluded = file.is_excluded(agency);
        if file.workers.contains(&staff.id) || (agency == file.agency_in_charge && support_role) {
            relations.insert(Relation::InCharge);
        }
        // Her exclusion ends what rests on sharing; the agency in charge holds her record by itself.
        if !excluded && file.supporting_agencies().contains(&agency) {
            relations.insert(Relation::Supporting);
        }
        if file.requests.iter().any(|r| r.agency == agency && r.status != RequestStatus::Withdrawn)
        {
            relations.insert(Relation::Requesting);
        }
        let before_center = file.requests.iter().any(|r| !matches!(r.status, RequestStatus::Withdrawn | RequestStatus::Declined))
            || file.protections.iter().any(|p| p.status.is_before_center());
        let center_role = subject.has(Role::CenterDirector) || subject.has(Role::CoordinationOfficer) || support_role;
        if agency == council.center && center_role && before_center && !excluded {
            relations.insert(Relation::Center);
        }
        if agency == council.coordinating_agency && subject.has(Role::CoordinationOfficer) {
            relations.insert(Relation::Coordination);
        }
        for meeting in &file.meetings {
            if !meeting.invites(staff.id) || meeting.status == MeetingStatus::Cancelled {
                continue;
            }
            relations.insert(Relation::Notified);
            let from = calendar::instant(meeting.planned.from) - WINDOW_BEFORE;
            let to = calendar::instant(meeting.planned.to) + WINDOW_AFTER;
            let open = meeting.is_live() || (now >= from && now <= to);
            if open {
                relations.insert(Relation::Invited);
                let steers = meeting.has_role(staff.id, MeetingRole::Chair)
                    || meeting.has_role(staff.id, MeetingRole::Recorder);
                if steers {
                    relations.insert(Relation::Steering);
                }
            } else if meeting.has_role(staff.id, MeetingRole::Recorder)
                && matches!(meeting.status, MeetingStatus::Adjourned | MeetingStatus::MinutesConfirmed)
            {
                // The recorder finishes the minutes after the window.
                relations.insert(Relation::Steering);
            }
        }
        if file.place_knowers.contains(&staff.id) {
            relations.insert(Relation::PlaceKnower);
        }
        for opening in file.break_glass.iter().filter(|opening| opening.by == staff.id) {
            if opening.opens(now) {
                relations.insert(Relation::BreakGlass);
            }
            if opening.opens_whereabouts(now) {
                relations.insert(Relation::BreakGlassPlace);
            }
        }
        let case_role = subject.roles.iter().any(|role| *role != Role::Representative);
        Self {
            blocked: file.blocks_in_force().any(|block| block.covers(staff)),
            relations,
            shared: file.shared_with(agency, today),
            only_representative: subject.has(Role::Representative) && !case_role,
        }
    }
}
