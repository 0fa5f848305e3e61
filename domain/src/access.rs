//! Who may do and see what: one pure decision, deny by default (architecture.md §4).
//!
//! Order: pledge and post → block list → break-glass → consent → tier and meeting window → role and
//! membership. What is hidden answers exactly like what does not exist. The whole table is printed
//! into `domain/tests/access_matrix.txt`, that of the council's conferences into
//! `conference_matrix.txt` beside it, that of the items of a 支援会議 into `matter_matrix.txt`; their
//! diff is the review.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::case::{CaseFile, CaseStatus};
use crate::command::Actor;
use crate::conference::Conference;
use crate::council::{Council, Role, Staff};
use crate::form::{InfoCategory, Span};
use crate::handover::Handover;
use crate::id::{AgencyId, StaffId};
use crate::meeting::{Meeting, MeetingRole, MeetingStatus, SharingBasis};
use crate::request::RequestStatus;

mod action;
mod conference;
mod matter;
mod rule;

pub use action::Action;
pub use conference::{decide_conference, lists_conference, lists_series};
pub use matter::decide_matter;
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
    /// Of the 調整機関; what its 調整担当者 may do rests on this and the role together.
    pub coordinates: bool,
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
            coordinates: council
                .person(id)
                .is_some_and(|staff| staff.agency == council.coordinating_agency),
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
            coordinates: false,
            in_post: true,
            pledged: true,
        }
    }

    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Who it is, for what is not about her case: staff in post who have pledged, and nobody else.
    fn at_work(&self) -> Result<StaffId, Decision> {
        let deny = |why, hide| Decision::Deny { why, hide };
        match self.actor {
            Actor::Staff(id) if self.in_post && self.pledged => Ok(id),
            Actor::Staff(_) if self.in_post => Err(deny(DenyReason::PledgeMissing, false)),
            _ => Err(deny(DenyReason::NotInPost, true)),
        }
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
    /// An agency with which the record of a meeting was shared (BR-012)
    Informed,
    /// An agency to which an inquiry is open (照会・協力依頼): the inquiry and nothing else
    Asked,
    /// Asked to take the case over (引き継ぎ): the page of the hand-over and nothing else
    Receiving,
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
    pub const ALL: [Relation; 16] = [
        Self::Herself,
        Self::InCharge,
        Self::Supporting,
        Self::Requesting,
        Self::Center,
        Self::Coordination,
        Self::Invited,
        Self::Steering,
        Self::Notified,
        Self::Informed,
        Self::Asked,
        Self::Receiving,
        Self::PlaceKnower,
        Self::BreakGlass,
        Self::BreakGlassPlace,
        Self::Stranger,
    ];
}

/// What stays of anybody's ties to a case that was transferred (移管).
const OUTLASTS_A_TRANSFER: [Relation; 5] = [
    Relation::InCharge,
    Relation::Coordination,
    Relation::BreakGlass,
    Relation::BreakGlassPlace,
    Relation::Stranger,
];

/// What stays of someone's ties after she or he handed the case over (引き継ぎ).
const OUTLASTS_A_HANDOVER: [Relation; 5] = [
    Relation::Coordination,
    Relation::Receiving,
    Relation::BreakGlass,
    Relation::BreakGlassPlace,
    Relation::Stranger,
];

/// Facts about one case, as seen from one subject at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFacts {
    pub blocked: bool,
    pub relations: BTreeSet<Relation>,
    /// What her consents let the subject's agency know.
    pub shared: BTreeSet<InfoCategory>,
    /// The subject has no role that works on cases: 代表者会議, audit and administration only
    /// (BR-050).
    pub only_representative: bool,
    /// A request or a protection waits for the Center or is in its hands; it then knows her name.
    pub before_center: bool,
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

impl Decision {
    pub fn allows(&self) -> bool {
        matches!(self, Self::Allow(_))
    }
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
    // Her own voice on a worker's tablet is hers: it is no way to act as the worker.
    let witnessed = matches!(subject.actor, Actor::WomanWith(_) | Actor::WomanShown(_));
    let allowing: Vec<Relation> = facts
        .relations
        .iter()
        .copied()
        .filter(|relation| allowed_relations(action).contains(relation))
        .filter(|_| rule::role_may(subject, action))
        .filter(|_| !witnessed || rule::HERS.contains(&action))
        .collect();
    if allowing.is_empty() {
        let sees_it = facts
            .relations
            .iter()
            .any(|r| allowed_relations(Action::SeeCase).contains(r));
        return if sees_it {
            deny(DenyReason::NotYourRole, false)
        } else {
            deny(DenyReason::NoRelation, true)
        };
    }
    // What may be *seen* follows from every relation, not only from those that allow the act.
    let mut fields = facts
        .relations
        .iter()
        .map(|relation| fields_of(*relation, &facts.shared))
        .fold(Fields::default(), Fields::and);
    fields.identity |= facts.before_center && facts.relations.contains(&Relation::Center);
    if witnessed {
        fields = Fields {
            worker_view: false,
            blocks: false,
            whereabouts: false,
            ..fields
        };
    }
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
            Actor::Staff(id) | Actor::WomanWith(id) | Actor::WomanShown(id) => {
                match council.person(id) {
                    Some(staff) => Self::of_staff(file, council, subject, staff, now),
                    None => Self::default(),
                }
            }
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
        // Who comes for one meeting (助言者, 通訳) has no standing tie through her or his agency.
        let works_there = subject.roles.iter().any(|role| role.works_on_cases());
        let shared = file.shared_with(agency, today);
        let left_out = file.leaves_out(agency);
        if (file.workers.contains(&staff.id) && !left_out)
            || (agency == file.agency_in_charge && support_role)
        {
            relations.insert(Relation::InCharge);
        }
        let supports =
            file.supporting_agencies().contains(&agency) || file.watchers(today).contains(&agency);
        if !left_out && works_there && supports {
            relations.insert(Relation::Supporting);
        }
        let asked = file
            .requests
            .iter()
            .any(|r| r.agency == agency && r.status != RequestStatus::Withdrawn);
        if !left_out && works_there && asked {
            relations.insert(Relation::Requesting);
        }
        let center_role = subject.has(Role::CenterDirector)
            || subject.has(Role::CoordinationOfficer)
            || support_role;
        let in_care = file.protections.iter().any(|p| p.status.is_before_center());
        let at_center = in_care
            || file
                .requests
                .iter()
                .any(|r| !matches!(r.status, RequestStatus::Withdrawn | RequestStatus::Declined));
        if agency == council.center && center_role && at_center && !left_out {
            relations.insert(Relation::Center);
        }
        if agency == council.coordinating_agency && subject.has(Role::CoordinationOfficer) {
            relations.insert(Relation::Coordination);
        }
        for meeting in file
            .meetings
            .iter()
            .filter(|meeting| meeting.invites(staff.id))
        {
            if meeting.status == MeetingStatus::Cancelled || left_out {
                continue;
            }
            relations.insert(Relation::Notified);
            let seat = Seat::of(meeting, staff.id, now);
            // Prior consent (BR-011): where it has ended, an invitation is a notice and no more.
            let rests = !matches!(meeting.basis, SharingBasis::Consent(_))
                || !shared.is_empty()
                || relations.contains(&Relation::InCharge);
            if seat != Seat::None && rests {
                relations.insert(Relation::Invited);
            }
            if seat == Seat::Steering {
                relations.insert(Relation::Steering);
            }
        }
        let informed = file
            .meetings
            .iter()
            .any(|meeting| meeting.shared_with.contains(&agency));
        if informed && works_there && !left_out {
            relations.insert(Relation::Informed);
        }
        let asked = file.inquiries.iter().any(|inquiry| {
            inquiry.agency == agency && file.is_open_to_asked(inquiry, council, today)
        });
        if asked && works_there && !left_out {
            relations.insert(Relation::Asked);
        }
        let receives = |handover: &Handover| handover.to == staff.id;
        if file.open_handover().is_some_and(receives) && !left_out {
            relations.insert(Relation::Receiving);
        }
        if file.place_knowers.contains(&staff.id) && !left_out {
            relations.insert(Relation::PlaceKnower);
        }
        for opening in file
            .break_glass
            .iter()
            .filter(|opening| opening.by == staff.id)
        {
            if opening.opens(now) {
                relations.insert(Relation::BreakGlass);
            }
            if opening.opens_whereabouts(now) {
                relations.insert(Relation::BreakGlassPlace);
            }
        }
        // A case that went to another municipality stays with those who keep its history.
        if file.status == CaseStatus::Transferred {
            relations.retain(|relation| OUTLASTS_A_TRANSFER.contains(relation));
        }
        // What is left of a hand-over: offices, and what was asked for anew.
        if file.has_handed_over(staff.id) {
            let directs = subject.has(Role::CenterDirector);
            let decides = directs || subject.has(Role::CoordinationOfficer);
            relations.retain(|relation| match relation {
                Relation::Center => decides,
                relation => OUTLASTS_A_HANDOVER.contains(relation),
            });
        }
        Self {
            blocked: file.blocks_in_force().any(|block| block.covers(staff)),
            relations,
            shared,
            only_representative: !subject.roles.iter().any(|role| role.may_meet_a_case()),
            before_center: in_care || file.requests.iter().any(|r| r.status.is_unheld()),
        }
    }
}

/// Where someone sits in one meeting at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// Not called, or outside the hours.
    None,
    /// Called, inside the hours.
    Called,
    /// 司会 or 記録 inside the hours; the recorder until the minutes are shared.
    Steering,
}

impl Seat {
    pub fn of(meeting: &Meeting, staff: StaffId, now: DateTime<Utc>) -> Self {
        if !meeting.invites(staff) {
            return Self::None;
        }
        let recorder = meeting.has_role(staff, MeetingRole::Recorder);
        let chair = meeting.has_role(staff, MeetingRole::Chair);
        Self::within(meeting.status, &meeting.planned, recorder, chair, now)
    }

    /// The seat in a conference of the council; the same hours as in a meeting about one case.
    pub fn in_conference(conference: &Conference, staff: StaffId, now: DateTime<Utc>) -> Self {
        match conference.invites(staff) {
            true => Self::at_item(conference, staff, now),
            false => Self::None,
        }
    }

    /// The seat at one item of a conference, of somebody who is called to that item.
    fn at_item(conference: &Conference, staff: StaffId, now: DateTime<Utc>) -> Self {
        let recorder = conference.has_role(staff, MeetingRole::Recorder);
        let chair = conference.has_role(staff, MeetingRole::Chair);
        Self::within(conference.status, &conference.planned, recorder, chair, now)
    }

    /// The seat of somebody who is called.
    fn within(
        status: MeetingStatus,
        planned: &Span,
        recorder: bool,
        chair: bool,
        now: DateTime<Utc>,
    ) -> Self {
        use MeetingStatus::{Adjourned, Cancelled, InProgress, MinutesConfirmed, Planned};
        // A meeting that was put off has no hours until it is called anew.
        if matches!(status, Cancelled | Planned) {
            return Self::None;
        }
        let from = calendar::instant(planned.from) - WINDOW_BEFORE;
        let to = calendar::instant(planned.to) + WINDOW_AFTER;
        let open = status == InProgress || (now >= from && now <= to);
        let writing = recorder && matches!(status, Adjourned | MinutesConfirmed);
        if writing || (open && (recorder || chair)) {
            Self::Steering
        } else if open {
            Self::Called
        } else {
            Self::None
        }
    }
}
