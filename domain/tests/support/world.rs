//! The invented council of scenario 1: agencies, people, pledges and one delegate.

#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use domain::area::Area;
use domain::calendar;
use domain::council::{
    Agency, AgencyKind, Council, CouncilPolicy, Delegation, DutyHolderKind, Pledge, Role, Staff,
};
use domain::id::{AgencyId, CaseId, CouncilId, StaffId};
use uuid::Uuid;

pub const COUNCIL: CouncilId = CouncilId(Uuid::from_u128(0xC0));
pub const CASE: CaseId = CaseId(Uuid::from_u128(0xCA5E));

pub const CENTER: AgencyId = AgencyId(Uuid::from_u128(0xA0));
pub const CITY: AgencyId = AgencyId(Uuid::from_u128(0xA1));
pub const POLICE: AgencyId = AgencyId(Uuid::from_u128(0xA2));
pub const CHILD: AgencyId = AgencyId(Uuid::from_u128(0xA3));
pub const CITIZENS: AgencyId = AgencyId(Uuid::from_u128(0xA4));
pub const SCHOOL: AgencyId = AgencyId(Uuid::from_u128(0xA5));
/// 所在秘匿
pub const AKARI: AgencyId = AgencyId(Uuid::from_u128(0xA6));
/// 本庁: representatives, audit, administration.
pub const MAIN_OFFICE: AgencyId = AgencyId(Uuid::from_u128(0xA7));
/// Not a body of the 実務者会議.
pub const OUTSIDE: AgencyId = AgencyId(Uuid::from_u128(0xA8));

pub const AGENCIES: [AgencyId; 9] = [
    CENTER,
    CITY,
    POLICE,
    CHILD,
    CITIZENS,
    SCHOOL,
    AKARI,
    MAIN_OFFICE,
    OUTSIDE,
];

/// The name that must reach nobody who may not know the place.
pub const AKARI_NAME: &str = "民間シェルター「あかり（架空）」";
pub const AKARI_WORKER: &str = "試験 灯";

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// Wall clock in Japan, as in `2026-05-08 21:40`.
pub fn jst(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time")
}

pub fn instant(text: &str) -> DateTime<Utc> {
    calendar::instant(jst(text))
}

pub fn area(code: &str, name: &str) -> Area {
    Area {
        code: code.parse().expect("an area code"),
        name: name.to_owned(),
    }
}

fn agency(id: AgencyId, name: &str, kind: AgencyKind) -> Agency {
    Agency {
        id,
        name: name.to_owned(),
        kind,
        secret: id == AKARI,
        member_from: day("2024-04-01"),
        member_until: (id == OUTSIDE).then(|| day("2025-03-31")),
        area: (id == CITY).then(|| area("992011", "みほん市")),
    }
}

fn person(n: u128, name: &str, agency: AgencyId, unit: Option<&str>, roles: &[Role]) -> Staff {
    Staff {
        id: StaffId(Uuid::from_u128(0x5000 + n)),
        name: name.to_owned(),
        login_name: format!("person-{n}"),
        agency,
        unit: unit.map(str::to_owned),
        roles: roles.iter().copied().collect(),
        from: day("2025-04-01"),
        until: None,
        pledges: vec![Pledge::sign(
            DutyHolderKind::PublicOrgan,
            instant("2026-04-01 09:00"),
        )],
        qualification: None,
    }
}

/// 見本道困難女性等支援調整会議.
pub fn council() -> Council {
    let agencies = [
        agency(
            CENTER,
            "見本道立女性相談支援センター",
            AgencyKind::WomensCenter,
        ),
        agency(CITY, "みほん市福祉課", AgencyKind::WelfareOffice),
        agency(POLICE, "みほん警察署（架空）", AgencyKind::Police),
        agency(
            CHILD,
            "ひがし児童相談所（架空）",
            AgencyKind::ChildGuidanceCenter,
        ),
        agency(CITIZENS, "みほん市民課", AgencyKind::Department),
        agency(SCHOOL, "架空小学校", AgencyKind::School),
        agency(AKARI, AKARI_NAME, AgencyKind::PrivateShelter),
        agency(MAIN_OFFICE, "見本道本庁", AgencyKind::Department),
        agency(OUTSIDE, "遠い支援の会（架空）", AgencyKind::PrivateBody),
    ];
    let people = [
        person(1, "試験 一子", CITY, Some("相談係"), &[Role::Caseworker]),
        person(2, "試験 隣", CITY, Some("給付係"), &[Role::Caseworker]),
        person(3, "試験 所長", CENTER, None, &[Role::CenterDirector]),
        person(4, "試験 調", CENTER, None, &[Role::CoordinationOfficer]),
        person(5, "試験 心", CENTER, None, &[Role::Caseworker]),
        person(6, "試験 代理", CENTER, None, &[Role::ChiefSupporter]),
        person(7, "試験 警", POLICE, None, &[Role::MeetingMember]),
        person(8, "試験 児", CHILD, None, &[Role::MeetingMember]),
        person(9, "試験 市", CITIZENS, None, &[Role::MeetingMember]),
        person(10, "試験 校", SCHOOL, None, &[Role::MeetingMember]),
        person(11, AKARI_WORKER, AKARI, None, &[Role::OutreachWorker]),
        person(12, "試験 代表", MAIN_OFFICE, None, &[Role::Representative]),
        person(13, "試験 監査", MAIN_OFFICE, None, &[Role::Auditor]),
        person(14, "試験 管理", MAIN_OFFICE, None, &[Role::SystemAdmin]),
        person(15, "試験 外", OUTSIDE, None, &[Role::Caseworker]),
        person(16, "試験 遠", MAIN_OFFICE, None, &[Role::Caseworker]),
    ];
    let id = |name: &str| people.iter().find(|p| p.name == name).expect("a person").id;
    let delegations = vec![Delegation {
        role: Role::CenterDirector,
        of: id("試験 所長"),
        to: id("試験 代理"),
        from: day("2026-05-10"),
        until: day("2026-05-31"),
    }];
    Council {
        id: COUNCIL,
        name: "見本道困難女性等支援調整会議".to_owned(),
        municipalities: Vec::new(),
        policy: CouncilPolicy::strict(),
        center: CENTER,
        coordinating_agency: CENTER,
        agencies: agencies
            .into_iter()
            .map(|a| (a.id, a))
            .collect::<BTreeMap<_, _>>(),
        staff: people.into_iter().map(|p| (p.id, p)).collect(),
        delegations,
        series: BTreeMap::new(),
        checked_languages: BTreeMap::new(),
    }
}

/// 所長, 調, 心 and 一子: the list of scenario 1.2.
pub fn knowers(council: &Council) -> BTreeSet<StaffId> {
    ["試験 所長", "試験 調", "試験 心", "試験 一子"]
        .into_iter()
        .map(|name| staff_named(council, name).id)
        .collect()
}

/// The person with that name, written with or without a space.
pub fn staff_named<'a>(council: &'a Council, name: &str) -> &'a Staff {
    let bare = |text: &str| text.replace(' ', "");
    council
        .staff
        .values()
        .find(|staff| bare(&staff.name) == bare(name))
        .unwrap_or_else(|| panic!("nobody is called {name}"))
}
