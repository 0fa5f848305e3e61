//! これまでに渡した情報: what was given to whom, when, on which basis and of which kinds, out of what is
//! recorded anyway (BR-051, BR-052; domain.md §9.5). Nothing is typed for it.
//!
//! The agency that had the record in its charge on that day is nobody it was given to. What she was not told
//! of for her safety is in no list that she reads or takes home.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::jst_date;
use crate::case::CaseFile;
use crate::council::Council;
use crate::form::InfoCategory;
use crate::id::{AgencyId, StaffId};
use crate::inquiry::HerKnowledge;
use crate::meeting::{CaseRole, Meeting, MeetingKind, RoleAssignment, SharingBasis};
use crate::tsunagi::{Desk, TsunagiWay};
use crate::view::Names;
use crate::view::her;

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// By agency, in the order of their names.
    pub to: Vec<GivenTo>,
    pub today: NaiveDate,
}

/// What one agency was given. Agencies that must not be known stand together under their cover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenTo {
    pub name: String,
    /// Her consent lets something reach it today.
    pub open: bool,
    /// Oldest first.
    pub lines: Vec<GivenLine>,
}

/// One giving.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenLine {
    /// Day in Japan.
    pub on: NaiveDate,
    pub what: GivenWhat,
    /// None where the paper or the step holds nothing of hers, or is told by itself.
    pub basis: Option<GivenBasis>,
    /// What could be seen or heard with it; empty where no kinds are recorded.
    pub kinds: BTreeSet<InfoCategory>,
}

/// What was given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GivenWhat {
    /// 開催要請
    Request,
    /// 会議の案内 on paper; it names her nowhere.
    Letter,
    /// The agency sat in the meeting.
    Talked(MeetingKind),
    /// 会議の記録
    Minutes(MeetingKind),
    /// 会議後の報告
    Report,
    /// 計画, in the version that was decided with the agency.
    Plan { version: u16 },
    /// 照会・協力依頼
    Asked,
    /// つなぎ: what was handed over, in the words of the record.
    Handed { words: String },
    /// 移管の資料: a sealed copy for that desk, with what else she agreed to besides the kinds.
    Transferred {
        name: bool,
        words: bool,
        place: bool,
    },
    /// Someone of the agency opened the case, on so many days up to the last.
    Opened { last: NaiveDate, days: usize },
    /// 緊急閲覧
    Urgently,
}

/// 根拠
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GivenBasis {
    /// Her yes of that day.
    Consent { given_on: NaiveDate },
    /// She was told before.
    Told,
    /// Another basis, as its banner names it.
    Law(String),
}

/// What the audit knows of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trace {
    pub agency: AgencyId,
    pub at: DateTime<Utc>,
    pub what: Traced,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Traced {
    /// The case, its plan or a meeting of it was opened.
    Opened { by: StaffId },
    /// A letter was printed for somebody of the agency.
    Letter,
}

/// To whom: an agency of the council or a desk outside of it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Recipient {
    Agency(AgencyId),
    Outside(String),
}

impl Given {
    /// As she reads it at her door.
    pub fn hers(file: &CaseFile, council: &Council, traces: &[Trace], now: DateTime<Utc>) -> Self {
        let names = her::Names { file, council };
        Self::of(file, council, traces, now, None, |id| names.agency(id))
    }

    /// As it is printed for her; `only`: these agencies and no others.
    pub fn on_paper(
        file: &CaseFile,
        council: &Council,
        traces: &[Trace],
        only: Option<&BTreeSet<AgencyId>>,
        now: DateTime<Utc>,
    ) -> Self {
        let names = Names::for_paper(council);
        Self::of(file, council, traces, now, only, |id| names.agency_name(id))
    }

    fn of(
        file: &CaseFile,
        council: &Council,
        traces: &[Trace],
        now: DateTime<Utc>,
        only: Option<&BTreeSet<AgencyId>>,
        name: impl Fn(AgencyId) -> String,
    ) -> Self {
        let today = jst_date(now);
        let mut all = at_meetings(file);
        all.extend(by_request(file, council));
        all.extend(by_plan(file));
        all.extend(by_letter_and_word(file, council));
        all.extend(by_transfer(file, council));
        all.extend(opened(file, traces));
        all.extend(urgently(file, council, today));
        let mut to: BTreeMap<String, GivenTo> = BTreeMap::new();
        for (recipient, line) in all {
            let (heading, open) = match &recipient {
                Recipient::Agency(id) if *id == kept_by(file, line.on) => continue,
                Recipient::Agency(id) if only.is_some_and(|only| !only.contains(id)) => continue,
                Recipient::Outside(_) if only.is_some() => continue,
                Recipient::Agency(id) => (name(*id), !file.shared_with(*id, today).is_empty()),
                Recipient::Outside(desk) => (desk.clone(), false),
            };
            let group = to.entry(heading.clone()).or_insert(GivenTo {
                name: heading,
                open: false,
                lines: Vec::new(),
            });
            group.open |= open;
            group.lines.push(line);
        }
        let mut to: Vec<GivenTo> = to.into_values().collect();
        for group in &mut to {
            group
                .lines
                .sort_by(|a, b| (a.on, &a.what).cmp(&(b.on, &b.what)));
        }
        Self { to, today }
    }
}

type Line = (Recipient, GivenLine);

/// The agency that had the record in its charge on that day.
fn kept_by(file: &CaseFile, on: NaiveDate) -> AgencyId {
    let charge = in_charge(file).rev();
    let mut before = charge.filter(|role| role.from <= on);
    before.next().map_or(file.accepted_by, |role| role.agency)
}

fn in_charge(file: &CaseFile) -> impl DoubleEndedIterator<Item = &RoleAssignment> {
    let roles = file.roles.iter();
    roles.filter(|role| role.role == CaseRole::AgencyInCharge)
}

/// The agency that has had the record all along, if it is one: nothing was given to it.
pub fn always_kept_by(file: &CaseFile) -> Option<AgencyId> {
    let agency = file.accepted_by;
    let moved = in_charge(file).any(|role| role.agency != agency);
    (!moved).then_some(agency)
}

fn line(
    agency: AgencyId,
    at: DateTime<Utc>,
    what: GivenWhat,
    (basis, kinds): (Option<GivenBasis>, BTreeSet<InfoCategory>),
) -> Line {
    let line = GivenLine {
        on: jst_date(at),
        what,
        basis,
        kinds,
    };
    (Recipient::Agency(agency), line)
}

/// The basis as she reads it, with what it let reach the agency at that moment.
fn by(
    file: &CaseFile,
    basis: &SharingBasis,
    agency: AgencyId,
    at: DateTime<Utc>,
) -> (Option<GivenBasis>, BTreeSet<InfoCategory>) {
    let SharingBasis::Consent(id) = basis else {
        return (Some(GivenBasis::Law(basis.label())), BTreeSet::new());
    };
    if let Some(reached) = file.reached_at(agency, at) {
        let given_on = reached.given_on;
        return (Some(GivenBasis::Consent { given_on }), reached.categories);
    }
    let consent = file.consents.iter().find(|consent| consent.id == *id);
    let given_on = consent.map(|consent| jst_date(consent.asked_at));
    let basis = given_on.map(|given_on| GivenBasis::Consent { given_on });
    (basis, BTreeSet::new())
}

/// Whether the record of a meeting tells the agency anything: where her consent carries it, only
/// within her consent.
fn tells(meeting: &Meeting, kinds: &BTreeSet<InfoCategory>) -> bool {
    !kinds.is_empty() || !matches!(meeting.basis, SharingBasis::Consent(_))
}

fn at_meetings(file: &CaseFile) -> Vec<Line> {
    let mut all = Vec::new();
    for meeting in &file.meetings {
        if let Some(at) = meeting.opened_at {
            for agency in meeting.participating_agencies() {
                let basis = by(file, &meeting.basis, agency, at);
                all.push(line(agency, at, GivenWhat::Talked(meeting.kind), basis));
            }
        }
        let confirmed = meeting.confirmed_by.map(|(_, at)| at);
        let Some(at) = meeting.shared_at.or(confirmed) else {
            continue;
        };
        for agency in &meeting.shared_with {
            let (basis, kinds) = by(file, &meeting.basis, *agency, at);
            if tells(meeting, &kinds) {
                let what = GivenWhat::Minutes(meeting.kind);
                all.push(line(*agency, at, what, (basis, kinds)));
            }
        }
    }
    all
}

/// The request and the report go to the Center.
fn by_request(file: &CaseFile, council: &Council) -> Vec<Line> {
    let center = council.center;
    let basis = |at| match file.reached_at(center, at) {
        Some(reached) => {
            let given_on = reached.given_on;
            (Some(GivenBasis::Consent { given_on }), reached.categories)
        }
        None => {
            let act = SharingBasis::Art15WomenAct {
                council: council.id,
            };
            (Some(GivenBasis::Law(act.label())), BTreeSet::new())
        }
    };
    let mut all = Vec::new();
    for request in file.requests.iter().filter(|one| one.agency != center) {
        let at = request.submitted_at;
        all.push(line(center, at, GivenWhat::Request, basis(at)));
        if let Some(report) = &request.report {
            all.push(line(center, report.at, GivenWhat::Report, basis(report.at)));
        }
    }
    all
}

/// A plan that was decided at a meeting, to those who sat there and as far as each may know it.
fn by_plan(file: &CaseFile) -> Vec<Line> {
    let mut all = Vec::new();
    for plan in &file.plans {
        let Some(confirmed) = &plan.confirmed else {
            continue;
        };
        let version = confirmed.version;
        let items = plan.versions.iter().filter(|one| one.number == version);
        let items: BTreeSet<InfoCategory> = items
            .flat_map(|one| &one.items)
            .map(|item| item.category)
            .collect();
        let Some(meeting) = confirmed.meeting.and_then(|id| file.meeting(id)) else {
            continue;
        };
        for agency in meeting.participating_agencies() {
            let (basis, kinds) = by(file, &meeting.basis, agency, confirmed.at);
            let kinds = &kinds & &items;
            if tells(meeting, &kinds) {
                let what = GivenWhat::Plan { version };
                all.push(line(agency, confirmed.at, what, (basis, kinds)));
            }
        }
    }
    all
}

/// 照会 and つなぎ that she knows of.
fn by_letter_and_word(file: &CaseFile, council: &Council) -> Vec<Line> {
    let told = |knowledge: &HerKnowledge| matches!(knowledge, HerKnowledge::Told);
    let mut all = Vec::new();
    for inquiry in file.inquiries.iter().filter(|one| told(&one.her_knowledge)) {
        let (agency, at) = (inquiry.agency, inquiry.at);
        // What its words touch is recorded under no kind.
        let (basis, _) = by(file, &inquiry.basis, agency, at);
        let nothing = BTreeSet::new();
        all.push(line(agency, at, GivenWhat::Asked, (basis, nothing)));
    }
    let names = Names::for_paper(council);
    for tsunagi in file.tsunagi.iter().filter(|one| told(&one.her_knowledge)) {
        if tsunagi.way != TsunagiWay::Out {
            continue;
        }
        let to = recipient(&tsunagi.desk, &names);
        let line = GivenLine {
            on: tsunagi.on,
            what: GivenWhat::Handed {
                words: names.cover(&tsunagi.handed),
            },
            basis: Some(GivenBasis::Told),
            kinds: BTreeSet::new(),
        };
        all.push((to, line));
    }
    all
}

fn recipient(desk: &Desk, names: &Names<'_>) -> Recipient {
    match desk {
        Desk::Agency(id) => Recipient::Agency(*id),
        Desk::Outside { kind, municipality } => {
            Recipient::Outside(names.cover(&format!("{municipality} {kind}")))
        }
    }
}

/// Each copy of 移管の資料 on its day, by her agreement to it; what she took back later was given all the
/// same.
fn by_transfer(file: &CaseFile, council: &Council) -> Vec<Line> {
    let names = Names::for_paper(council);
    let mut all = Vec::new();
    for transfer in &file.transfers {
        let Some(way) = file.tsunagi(transfer.tsunagi) else {
            continue;
        };
        let scope = &transfer.scope;
        let copies = transfer.copies.iter().map(|(_, at)| GivenLine {
            on: jst_date(*at),
            what: GivenWhat::Transferred {
                name: scope.identity,
                words: scope.her_words,
                place: scope.whereabouts,
            },
            basis: Some(GivenBasis::Consent {
                given_on: jst_date(transfer.at),
            }),
            kinds: scope.categories.clone(),
        });
        all.extend(copies.map(|line| (recipient(&way.desk, &names), line)));
    }
    all
}

/// Openings on the ground of her consent, a line an agency; the letters one by one.
fn opened(file: &CaseFile, traces: &[Trace]) -> Vec<Line> {
    let mut all = Vec::new();
    let mut seen: BTreeMap<AgencyId, (GivenLine, BTreeSet<NaiveDate>)> = BTreeMap::new();
    for trace in traces {
        let by = match trace.what {
            Traced::Letter => {
                let nothing = (None, BTreeSet::new());
                all.push(line(trace.agency, trace.at, GivenWhat::Letter, nothing));
                continue;
            }
            Traced::Opened { by } => by,
        };
        let on = jst_date(trace.at);
        let kept = trace.agency == kept_by(file, on);
        if kept || in_danger(file, by, trace.at) {
            continue;
        }
        let Some(reached) = file.reached_at(trace.agency, trace.at) else {
            continue;
        };
        let (line, days) = seen.entry(trace.agency).or_insert_with(|| {
            let line = GivenLine {
                on,
                what: GivenWhat::Opened { last: on, days: 0 },
                basis: None,
                kinds: BTreeSet::new(),
            };
            (line, BTreeSet::new())
        });
        let given_on = reached.given_on;
        line.basis = line
            .basis
            .take()
            .max(Some(GivenBasis::Consent { given_on }));
        line.kinds.extend(reached.categories);
        days.insert(on);
    }
    for (agency, (mut line, days)) in seen {
        line.on = days.first().copied().unwrap_or(line.on);
        line.what = GivenWhat::Opened {
            last: days.last().copied().unwrap_or(line.on),
            days: days.len(),
        };
        all.push((Recipient::Agency(agency), line));
    }
    all
}

/// Within a 緊急閲覧 of which two people recorded that telling her would be dangerous.
fn in_danger(file: &CaseFile, by: StaffId, at: DateTime<Utc>) -> bool {
    file.break_glass.iter().any(|opening| {
        opening.by == by
            && !opening.shown_to_her()
            && (opening.asked_at..=opening.until).contains(&at)
    })
}

/// 緊急閲覧, once it was reviewed or the time for that is over (BR-054).
fn urgently(file: &CaseFile, council: &Council, today: NaiveDate) -> Vec<Line> {
    let openings = file.break_glass.iter().filter(|opening| {
        let opened = !opening.whereabouts || opening.confirmed.is_some();
        opened && opening.is_settled(today) && opening.shown_to_her()
    });
    openings
        .filter_map(|opening| {
            let agency = council.person(opening.by)?.agency;
            let nothing = (None, BTreeSet::new());
            Some(line(agency, opening.asked_at, GivenWhat::Urgently, nothing))
        })
        .collect()
}
