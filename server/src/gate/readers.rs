//! Who finds what in lists, as keyed tokens: the relations of `domain::access` that do not depend on
//! the hour.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::access::Subject;
use domain::block::BlockTarget;
use domain::case::{CaseFile, CaseStatus};
use domain::conference::{Conference, ConferenceKind};
use domain::council::{Council, Role, Staff};
use domain::id::{AgencyId, StaffId};
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
    /// Who read the case until now and by this very step does no more, and so hears of it once more: an
    /// agency whose inquiry is withdrawn or that she leaves out, the worker who hands the case over, all
    /// readers of one that is transferred. Who was blocked before hears nothing now either.
    pub fn lost(&self, now: &Self) -> Self {
        let lost = |before: &[Uuid], now: &[Uuid]| -> Vec<Uuid> {
            let gone = before.iter().filter(|id| !now.contains(id));
            gone.copied().collect()
        };
        Readers {
            finds: lost(&self.finds, &now.finds),
            notices: lost(&self.notices, &now.notices),
            blocks: self.blocks.clone(),
        }
    }

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
/// A person who was called to a 代表者会議.
const CALLED: u128 = 0x6361_6c6c_6564_0000;
/// A person who was called where a case can come up: a 会議体の会議 of another kind, or a 案件.
const CALLED_TO_CASES: u128 = 0x6361_6c6c_6361_7365;
/// A person who handed a case over; offices are not shut out by it.
const FORMER: u128 = 0x666f_726d_6572_0000;
/// A unit that is blocked but for one person.
const BUT: u128 = 0x6275_7400_0000_0000;

fn tagged(id: Uuid, tag: u128) -> Uuid {
    Uuid::from_u128(id.as_u128() ^ tag)
}

fn unit(agency: AgencyId, unit: &str) -> Uuid {
    hashed(&[agency.0.as_bytes(), unit.as_bytes()])
}

fn hashed(pieces: &[&[u8]]) -> Uuid {
    let mut sum = Sha256::new();
    for piece in pieces {
        sum.update(piece);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&sum.finalize()[..16]);
    Uuid::from_bytes(bytes)
}

/// The readers of a case: the relations of `domain::access` that do not depend on the hour.
/// `on` is today: a withdrawn basis ends the tie of whom an inquiry asked.
pub(crate) fn readers_of(file: &CaseFile, council: &Council, on: NaiveDate) -> Readers<Uuid> {
    use domain::meeting::MeetingStatus;
    use domain::request::RequestStatus;
    let mut finds = vec![
        tagged(file.agency_in_charge.0, SUPPORT),
        tagged(council.id.0, COORDINATION),
    ];
    // What is left of a transferred case belongs to those who keep its history, as in `CaseFacts::of`.
    let kept_only = file.status == CaseStatus::Transferred;
    // As in `CaseFacts::of`: her exclusion ends every tie that rests on sharing.
    let left_out = |agency: AgencyId| kept_only || file.leaves_out(agency);
    let works = |id: &&StaffId| {
        let agency = council.person(**id).map(|staff| staff.agency);
        agency.is_none_or(|agency| !file.leaves_out(agency))
    };
    let stays = |id: &&StaffId| council.person(**id).is_none_or(|s| !left_out(s.agency));
    for agency in file
        .supporting_agencies()
        .union(&file.watchers(on))
        .copied()
    {
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
    finds.extend(file.workers.iter().filter(works).map(|id| id.0));
    finds.extend(file.place_knowers.iter().filter(stays).map(|id| id.0));
    let asked_to_take = file.open_handover().map(|handover| handover.to);
    let asked_to_take = asked_to_take.filter(|id| stays(&id));
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
                .filter(|inquiry| !kept_only && file.is_open_to_asked(inquiry, council, on))
                .map(|inquiry| tagged(inquiry.agency.0, ASKED)),
        )
        .chain(asked_to_take.map(|id| tagged(id.0, NOTICE)))
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
        // For what has no card to look at: the counts of the ledger, the live line.
        .chain(units_but_one(file))
        // Who handed the case over finds it no more, whatever her or his agency finds; who is asked to
        // take it back finds the question.
        .chain(
            file.former()
                .filter(|id| asked_to_take != Some(*id))
                .map(|id| tagged(id.0, FORMER)),
        )
        .collect();
    Readers {
        finds: unique(finds),
        notices: unique(notices),
        blocks: unique(blocks),
    }
}

/// The units that are blocked but for one person each, and that person in that unit. Two such blocks
/// on one unit that name different people leave nobody over, as in `AccessBlock::covers`.
fn units_but_one(file: &CaseFile) -> impl Iterator<Item = Uuid> {
    let mut acting: BTreeMap<Uuid, BTreeSet<StaffId>> = BTreeMap::new();
    for block in file.blocks_in_force() {
        if let (BlockTarget::Unit { agency, unit: name }, Some(acts)) =
            (&block.target, block.alternative)
        {
            acting.entry(unit(*agency, name)).or_default().insert(acts);
        }
    }
    acting.into_iter().flat_map(|(unit, acting)| {
        let one = acting.first().filter(|_| acting.len() == 1);
        let acts = one.map(|acts| acts_for(unit, *acts));
        [Some(tagged(unit, BUT)), acts].into_iter().flatten()
    })
}

/// The person who acts for this unit, and for no other one.
fn acts_for(unit: Uuid, acts: StaffId) -> Uuid {
    hashed(&[unit.as_bytes(), acts.0.as_bytes()])
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
    let tag = match conference.kind {
        ConferenceKind::Representatives => CALLED,
        _ => CALLED_TO_CASES,
    };
    let mut ids: Vec<Uuid> = called.map(|id| tagged(id.0, tag)).collect();
    ids.push(tagged(council.id.0, COORDINATION));
    unique(ids).into_iter().map(|id| keys.link(id)).collect()
}

/// Who hears that a 案件 of a 支援会議 moved on: those called to it, and nobody by office.
pub(crate) fn hears_of_item(called: Vec<StaffId>, keys: &CouncilKeys) -> Vec<LinkToken> {
    let called = called.into_iter();
    let called = called.map(|id| tagged(id.0, CALLED_TO_CASES)).collect();
    unique(called).into_iter().map(|id| keys.link(id)).collect()
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
    tokens.called.push(keys.link(tagged(id.0, CALLED)));
    tokens.shut = shut_out(staff, keys);
    let former = (!holds_office(council, subject)).then(|| keys.link(tagged(id.0, FORMER)));
    tokens.shut.by.extend(former);
    if !subject.roles.iter().any(|role| role.may_meet_a_case()) {
        return tokens;
    }
    // Whoever was called by mistake and may not meet a case does not hear of one either (BR-050).
    tokens.called.push(keys.link(tagged(id.0, CALLED_TO_CASES)));
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
    // As little is found by this.
    tokens.finds.extend(former);
    tokens.notice = Some(keys.link(tagged(id.0, NOTICE)));
    if subject.roles.iter().any(|role| role.works_on_cases()) {
        tokens.asked = Some(keys.link(tagged(agency.0, ASKED)));
    }
    tokens
}

/// What an office opens outlasts a hand-over, as in `CaseFacts::of`.
fn holds_office(council: &Council, subject: &Subject) -> bool {
    let of = |agency, roles: &[Role]| {
        subject.agency == Some(agency) && roles.iter().any(|role| subject.has(*role))
    };
    of(council.coordinating_agency, &[Role::CoordinationOfficer])
        || of(
            council.center,
            &[Role::CenterDirector, Role::CoordinationOfficer],
        )
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
        shut.but = Some(keys.link(acts_for(unit, staff.id)));
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
    pub called: Vec<LinkToken>,
    /// What shuts her or him out of cases, in a list of all of them.
    pub shut: case_file::ShutOut,
}

/// What somebody hears on the live line.
#[derive(Clone, Debug, Default)]
pub struct Hearing {
    pub tokens: Vec<LinkToken>,
    pub shut: case_file::ShutOut,
}

impl Hearing {
    /// Whether somebody with these tokens hears what `readers` may hear and `blocks` must not.
    pub fn hears(&self, readers: &[LinkToken], blocks: &[LinkToken]) -> bool {
        self.tokens.iter().any(|token| readers.contains(token)) && !self.shut.is_among(blocks)
    }
}

impl Tokens {
    /// With the tokens of notices and inquiries, for the inbox.
    pub fn with_notice(mut self) -> Vec<LinkToken> {
        self.finds.extend(self.notice);
        self.finds.extend(self.asked);
        self.finds
    }

    /// With all of them, for the live line.
    pub fn live(mut self) -> Hearing {
        self.finds.append(&mut self.called);
        let shut = std::mem::take(&mut self.shut);
        Hearing {
            tokens: self.with_notice(),
            shut,
        }
    }
}
