//! Who finds what in lists, as keyed tokens: the relations of `domain::access` that do not depend on
//! the hour.

use domain::access::Subject;
use domain::block::{AccessBlock, BlockTarget};
use domain::case::CaseFile;
use domain::conference::Conference;
use domain::council::{Council, Role, Staff};
use domain::id::{AgencyId, StaffId};
use domain::inquiry::InquiryStatus;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::keys::{CouncilKeys, LinkToken};
use crate::store::case_file;

/// Who may find a case in a list (see [`tokens_of`]); `notices` are those who are only told of a
/// meeting. First as whoever they are, then as tokens: the two are compared often and made seldom.
#[derive(PartialEq, Eq)]
pub(crate) struct Readers<T> {
    pub finds: Vec<T>,
    pub notices: Vec<T>,
    pub blocks: Vec<T>,
}

impl Readers<Uuid> {
    /// As the database knows them.
    pub fn tokens(&self, keys: &CouncilKeys) -> Readers<LinkToken> {
        let tokens = |ids: &[Uuid]| unique(ids.iter().map(|id| keys.link(*id)).collect());
        Readers {
            finds: tokens(&self.finds),
            notices: tokens(&self.notices),
            blocks: tokens(&self.blocks),
        }
    }
}

/// People with a supporting role of an agency.
const SUPPORT: u128 = 0x7375_7070_6f72_7400;
/// People of the Center who work on what is before it.
const CENTER: u128 = 0x6365_6e74_6572_0000;
/// 調整担当者 of the council.
const COORDINATION: u128 = 0x636f_6f72_6469_6e00;
/// A person who was called to a meeting.
const NOTICE: u128 = 0x6e6f_7469_6365_0000;
/// People of an agency to which an inquiry is open.
const ASKED: u128 = 0x6173_6b65_6400_0000;
/// A person who was called to a 会議体の会議.
const CALLED: u128 = 0x6361_6c6c_6564_0000;
/// A unit that is blocked but for one person.
const BUT: u128 = 0x6275_7400_0000_0000;

fn tagged(id: Uuid, tag: u128) -> Uuid {
    Uuid::from_u128(id.as_u128() ^ tag)
}

fn unit(agency: AgencyId, unit: &str) -> Uuid {
    let mut sum = Sha256::new();
    sum.update(agency.0.as_bytes());
    sum.update(unit.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&sum.finalize()[..16]);
    Uuid::from_bytes(bytes)
}

/// The readers of a case: the relations of `domain::access` that do not depend on the hour.
pub(crate) fn readers_of(file: &CaseFile, council: &Council) -> Readers<Uuid> {
    use domain::meeting::MeetingStatus;
    use domain::request::RequestStatus;
    let mut finds = vec![
        tagged(file.agency_in_charge.0, SUPPORT),
        tagged(council.id.0, COORDINATION),
    ];
    // As in `CaseFacts::of`: her exclusion ends every tie that rests on sharing.
    let left_out = |agency: AgencyId| file.is_excluded(agency) && agency != file.agency_in_charge;
    let stays = |id: &&StaffId| council.person(**id).is_none_or(|s| !left_out(s.agency));
    for agency in file.supporting_agencies() {
        if !left_out(agency) {
            finds.push(agency.0);
        }
    }
    for request in &file.requests {
        if request.status != RequestStatus::Withdrawn && !left_out(request.agency) {
            finds.push(request.agency.0);
        }
    }
    let before_center = file
        .requests
        .iter()
        .any(|r| !matches!(r.status, RequestStatus::Withdrawn | RequestStatus::Declined))
        || file.protections.iter().any(|p| p.status.is_before_center());
    if before_center && !left_out(council.center) {
        finds.push(tagged(council.center.0, CENTER));
    }
    finds.extend(file.workers.iter().filter(stays).map(|id| id.0));
    finds.extend(file.place_knowers.iter().filter(stays).map(|id| id.0));
    let notices: Vec<Uuid> = file
        .meetings
        .iter()
        .filter(|meeting| meeting.status != MeetingStatus::Archived)
        .flat_map(|meeting| meeting.invited.iter())
        .filter(|person| !left_out(person.agency))
        .filter_map(|person| person.staff)
        .map(|id| tagged(id.0, NOTICE))
        .chain(
            file.inquiries
                .iter()
                .filter(|inquiry| inquiry.status == InquiryStatus::Asked)
                .filter(|inquiry| !left_out(inquiry.agency))
                .map(|inquiry| tagged(inquiry.agency.0, ASKED)),
        )
        .collect();
    let blocks = file
        .blocks_in_force()
        .filter_map(|block| match &block.target {
            BlockTarget::Person(id) => Some(id.0),
            BlockTarget::Agency(id) => Some(id.0),
            // With an alternative person the card itself decides, person by person.
            BlockTarget::Unit { .. } if block.alternative.is_some() => None,
            BlockTarget::Unit { agency, unit: name } => Some(unit(*agency, name)),
        })
        // Only the ledger asks for these: its counts have no card to look at.
        .chain(file.blocks_in_force().flat_map(unit_but_one))
        .collect();
    Readers {
        finds: unique(finds),
        notices: unique(notices),
        blocks: unique(blocks),
    }
}

/// The unit that is blocked, and the person of it who acts all the same.
fn unit_but_one(block: &AccessBlock) -> Vec<Uuid> {
    match (&block.target, block.alternative) {
        (BlockTarget::Unit { agency, unit: name }, Some(acts)) => {
            vec![tagged(unit(*agency, name), BUT), tagged(acts.0, BUT)]
        }
        _ => Vec::new(),
    }
}

/// Who hears that a 会議体の会議 moved on: everyone called to it, and the 調整担当者.
pub(crate) fn hears_of(
    conference: &Conference,
    council: &Council,
    keys: &CouncilKeys,
) -> Vec<LinkToken> {
    let roles = conference.roles.iter().map(|(_, person)| person);
    let people = conference.invited.iter().chain(roles);
    let called = people.filter_map(|person| person.staff);
    let mut ids: Vec<Uuid> = called.map(|id| tagged(id.0, CALLED)).collect();
    ids.push(tagged(council.id.0, COORDINATION));
    unique(ids).into_iter().map(|id| keys.link(id)).collect()
}

fn unique<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all.dedup();
    all
}

/// The tokens under which a person finds cases, and is blocked from them.
pub(crate) fn tokens_of(council: &Council, subject: &Subject, keys: &CouncilKeys) -> Tokens {
    let mut tokens = Tokens::default();
    let (Some(id), Some(agency)) = (subject.actor.staff(), subject.agency) else {
        return tokens;
    };
    let Some(staff) = council.person(id).filter(|_| subject.in_post) else {
        return tokens;
    };
    // A 代表者 is called to conferences as well, and meets no case there.
    tokens.called = Some(keys.link(tagged(id.0, CALLED)));
    tokens.shut = shut_out(staff, keys);
    if !subject.roles.iter().any(|role| role.may_meet_a_case()) {
        return tokens;
    }
    tokens.finds.push(keys.link(id.0));
    tokens.finds.push(keys.link(agency.0));
    let supports = [Role::Caseworker, Role::OutreachWorker, Role::ChiefSupporter]
        .iter()
        .any(|role| subject.has(*role));
    if supports {
        tokens.finds.push(keys.link(tagged(agency.0, SUPPORT)));
    }
    let decides = subject.has(Role::CenterDirector) || subject.has(Role::CoordinationOfficer);
    if agency == council.center && (supports || decides) {
        tokens.finds.push(keys.link(tagged(agency.0, CENTER)));
    }
    if agency == council.coordinating_agency && subject.has(Role::CoordinationOfficer) {
        tokens
            .finds
            .push(keys.link(tagged(council.id.0, COORDINATION)));
    }
    if let Some(name) = &staff.unit {
        // A block on the unit must hit; nothing is ever found by it.
        tokens.finds.push(keys.link(unit(agency, name)));
    }
    tokens.notice = Some(keys.link(tagged(id.0, NOTICE)));
    if subject.roles.iter().any(|role| role.works_on_cases()) {
        tokens.asked = Some(keys.link(tagged(agency.0, ASKED)));
    }
    tokens
}

/// What shuts a person out of cases, in sums over them too.
fn shut_out(staff: &Staff, keys: &CouncilKeys) -> case_file::ShutOut {
    let mut shut = case_file::ShutOut {
        by: vec![keys.link(staff.id.0), keys.link(staff.agency.0)],
        ..case_file::ShutOut::default()
    };
    if let Some(name) = &staff.unit {
        let unit = unit(staff.agency, name);
        shut.by.push(keys.link(unit));
        shut.unit = Some(keys.link(tagged(unit, BUT)));
        shut.but = Some(keys.link(tagged(staff.id.0, BUT)));
    }
    shut
}

/// See [`tokens_of`].
#[derive(Default)]
pub(crate) struct Tokens {
    pub finds: Vec<LinkToken>,
    pub notice: Option<LinkToken>,
    /// Under which her or his agency's inquiries are found.
    pub asked: Option<LinkToken>,
    /// Under which she or he hears of 会議体の会議.
    pub called: Option<LinkToken>,
    /// What shuts her or him out of cases, in a list of all of them.
    pub shut: case_file::ShutOut,
}

impl Tokens {
    /// With the tokens of notices and inquiries, for the inbox.
    pub fn with_notice(mut self) -> Vec<LinkToken> {
        self.finds.extend(self.notice);
        self.finds.extend(self.asked);
        self.finds
    }

    /// With all of them, for the live line.
    pub fn live(mut self) -> Vec<LinkToken> {
        self.finds.extend(self.called);
        self.with_notice()
    }
}
