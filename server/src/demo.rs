//! 体験用データ: the fictional cast of one story. Every name, place and number is invented.
//!
//! Only the council with its people and its conferences is made; the first case is taken in by
//! whoever tries the program, so that its story can be told from the beginning.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Duration, NaiveDate};
use domain::area::Area;
use domain::calendar::{fiscal_year, fiscal_year_days, jst_date};
use domain::council::{
    Agency, AgencyKind, Council, CouncilEvent, CouncilPolicy, Delegation, DutyHolderKind,
    Municipality, Pledge, Role, Staff,
};
use domain::id::{AgencyId, CouncilId, StaffId};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::password::PasswordError;
use crate::store::event::{self, NewEvent};
use crate::store::{StoreError, account, council, turn, written};
use crate::tomoni::Tomoni;

mod calendar;

/// Password of every demo account; the demo prints it.
pub const PASSWORD: &str = "mihon-aikotoba-2026";

/// One line of the sign-in table that the demo prints.
pub struct SignIn {
    pub login: &'static str,
    pub name: &'static str,
    pub agency: &'static str,
    pub what: &'static str,
}

struct Person {
    login: &'static str,
    name: &'static str,
    agency: usize,
    roles: &'static [Role],
    what: &'static str,
}

const AGENCIES: &[(&str, AgencyKind, bool)] = &[
    (
        "見本道立女性相談支援センター",
        AgencyKind::WomensCenter,
        false,
    ),
    ("みほん市福祉課", AgencyKind::WelfareOffice, false),
    ("みほん警察署（架空）", AgencyKind::Police, false),
    (
        "ひがし児童相談所（架空）",
        AgencyKind::ChildGuidanceCenter,
        false,
    ),
    ("みほん市民課", AgencyKind::Department, false),
    ("架空小学校", AgencyKind::School, false),
    // 所在秘匿: called 「支援機関」 by all who are not on a case's list.
    (
        "民間シェルター「あかり（架空）」",
        AgencyKind::PrivateShelter,
        true,
    ),
    ("見本道 保健福祉部（架空）", AgencyKind::Department, false),
    (
        "お困りごと相談（架空）",
        AgencyKind::LocalConsultationProvider,
        false,
    ),
    (
        "アウトリーチ事業者（架空）",
        AgencyKind::OutreachProvider,
        false,
    ),
    (
        "ためし市 地域包括（架空）",
        AgencyKind::ComprehensiveConsultation,
        false,
    ),
    ("水道局（架空）", AgencyKind::Utility, false),
];

/// Who holds the council, jointly.
const MUNICIPALITIES: [(&str, &str); 2] = [("992011", "みほん市"), ("992020", "ためし市")];

const CENTER: usize = 0;

const PEOPLE: &[Person] = &[
    Person {
        login: "ichiko",
        name: "試験 一子",
        agency: 1,
        roles: &[Role::Caseworker],
        what: "女性相談支援員。相談を受理し、会議を要請する",
    },
    Person {
        login: "shocho",
        name: "試験 所長",
        agency: CENTER,
        roles: &[Role::CenterDirector],
        what: "センター所長。開催を決める",
    },
    Person {
        login: "shirabe",
        name: "試験 調",
        agency: CENTER,
        roles: &[Role::CoordinationOfficer],
        what: "調整担当者。招集・司会、職員の登録",
    },
    Person {
        login: "kokoro",
        name: "試験 心",
        agency: CENTER,
        roles: &[Role::Caseworker],
        what: "心理。本人に同席",
    },
    Person {
        login: "kei",
        name: "試験 警",
        agency: 2,
        roles: &[Role::MeetingMember],
        what: "会議の構成員（警察）",
    },
    Person {
        login: "ji",
        name: "試験 児",
        agency: 3,
        roles: &[Role::MeetingMember],
        what: "会議の構成員（児童相談所）",
    },
    Person {
        login: "shi",
        name: "試験 市",
        agency: 4,
        roles: &[Role::MeetingMember],
        what: "会議の構成員（市民課）",
    },
    Person {
        login: "ko",
        name: "試験 校",
        agency: 5,
        roles: &[Role::MeetingMember],
        what: "会議の構成員（学校）",
    },
    Person {
        login: "akari",
        name: "試験 灯",
        agency: 6,
        roles: &[Role::OutreachWorker],
        what: "民間シェルターの職員",
    },
    Person {
        login: "dairi",
        name: "試験 代理",
        agency: CENTER,
        roles: &[Role::ChiefSupporter],
        what: "主任相談支援員。所長の代理",
    },
    Person {
        login: "daihyo",
        name: "試験 代表",
        agency: 7,
        roles: &[Role::Representative],
        what: "代表者会議の構成員（ケースは見えない）",
    },
    Person {
        login: "kansa",
        name: "試験 監査",
        agency: 7,
        roles: &[Role::Auditor],
        what: "監査",
    },
    Person {
        login: "kanri",
        name: "試験 管理",
        agency: 7,
        roles: &[Role::SystemAdmin],
        what: "システム管理者（ケースは見えない）",
    },
    Person {
        login: "maru",
        name: "試験 丸",
        agency: 8,
        roles: &[Role::Caseworker],
        what: "お困りごと相談員。支援会議の司会",
    },
    Person {
        login: "ayumi",
        name: "試験 歩",
        agency: 9,
        roles: &[Role::OutreachWorker],
        what: "アウトリーチ。支援会議の記録",
    },
    Person {
        login: "tsutsumi",
        name: "試験 包",
        agency: 10,
        roles: &[Role::MeetingMember],
        what: "会議の構成員（地域包括）",
    },
    Person {
        login: WITHOUT_PLEDGE,
        name: "試験 水",
        agency: 11,
        roles: &[Role::MeetingMember],
        what: "会議の構成員（水道局）。誓約がまだで、何も開けない",
    },
];

/// Who has not signed yet.
const WITHOUT_PLEDGE: &str = "mizu";

/// Why the demo could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error("the fictional municipality has no valid code")]
    Area,
    #[error("the fictional calendar was refused: {0}")]
    Calendar(String),
}

/// The sign-ins, for printing.
pub fn sign_ins() -> impl Iterator<Item = SignIn> {
    PEOPLE.iter().map(|person| SignIn {
        login: person.login,
        name: person.name,
        agency: AGENCIES.get(person.agency).map_or("", |(name, ..)| name),
        what: person.what,
    })
}

/// Makes the demo council where the database has none; a second start keeps what is there.
///
/// # Errors
/// See [`DemoError`].
pub async fn found(t: &Tomoni) -> Result<CouncilId, DemoError> {
    if let Some(known) = council::all(t.store.read()).await?.first() {
        return Ok(CouncilId(*known));
    }
    let state = cast(t)?;
    let id = state.id;
    let hash = t
        .passwords
        .hash(Zeroizing::new(PASSWORD.to_owned()))
        .await?;
    let now = t.clock.now();
    let body = written(&state)?;
    let founded = CouncilEvent::CouncilFounded {
        council: Box::new(state.clone()),
    };
    let event_body = written(&founded)?;
    let (t2, accounts) = (t.clone(), logins(&state, t));
    let seq = t
        .writer
        .run(id.0, move |txn| {
            Box::pin(async move {
                council::create(txn, &t2.keyring, id.0, &body)?;
                let keys = t2.keyring.council(txn.conn().await?, id.0).await?;
                let seq = turn::next_seq(txn, id.0).await?;
                let event = NewEvent {
                    seq,
                    id: t2.ids.ordered(),
                    command: t2.ids.ordered(),
                    kind: "council_founded",
                    class: 2,
                    occurred_at: now,
                    ahead_ms: None,
                    recorded_at: now,
                    body: &event_body,
                };
                event::append(txn, &keys, None, event)?;
                council::save(txn, &keys, seq, &body)?;
                for (staff, login) in accounts {
                    let code = hash.clone();
                    let until = now + Duration::days(1);
                    account::add(txn, id.0, staff, login, code.clone(), until).await?;
                    account::claim(txn, staff, &code, hash.clone()).await?;
                }
                Ok::<_, StoreError>(seq)
            })
        })
        .await?;
    let state = Arc::new(state);
    t.councils.put(id.0, seq, state.clone());
    calendar::fill(t, &state).await?;
    Ok(id)
}

fn logins(state: &Council, t: &Tomoni) -> Vec<(Uuid, [u8; 32])> {
    state
        .staff
        .values()
        .map(|staff| (staff.id.0, t.keyring.login_token(&staff.login_name)))
        .collect()
}

fn cast(t: &Tomoni) -> Result<Council, DemoError> {
    let now = t.clock.now();
    let today = jst_date(now);
    // Everyone has been in post since the beginning of the fiscal year before, so that a settable
    // clock may be put back a little.
    let first = fiscal_year_days(fiscal_year(today) - 1).map_or(today, |(first, _)| first);
    let areas = MUNICIPALITIES.iter().map(|(code, name)| {
        let code = code.parse().map_err(|_| DemoError::Area)?;
        let name = (*name).to_owned();
        Ok(Area { code, name })
    });
    let areas = areas.collect::<Result<Vec<Area>, DemoError>>()?;
    let agencies: Vec<Agency> = AGENCIES
        .iter()
        .map(|(name, kind, secret)| Agency {
            id: AgencyId(t.ids.ordered()),
            name: (*name).to_owned(),
            kind: kind.clone(),
            secret: *secret,
            member_from: first,
            member_until: None,
            // An agency that bears the name of a municipality works for it.
            area: areas
                .iter()
                .find(|area| name.starts_with(&area.name))
                .cloned(),
        })
        .collect();
    let id_of = |at: usize| {
        agencies
            .get(at)
            .map(|agency| agency.id)
            .ok_or(DemoError::Area)
    };
    let mut staff = BTreeMap::new();
    for person in PEOPLE {
        let new = in_post(t, person, id_of(person.agency)?, first);
        staff.insert(new.id, new);
    }
    let by_login = |login: &str| {
        staff
            .values()
            .find(|staff| staff.login_name == login)
            .map(|staff| staff.id)
    };
    let delegation = match (by_login("shocho"), by_login("dairi")) {
        (Some(of), Some(to)) => Some(Delegation {
            role: Role::CenterDirector,
            of,
            to,
            from: first,
            until: fiscal_year_days(fiscal_year(today) + 1).map_or(today, |(_, last)| last),
        }),
        _ => None,
    };
    Ok(Council {
        id: CouncilId(t.ids.ordered()),
        name: "見本道困難女性等支援調整会議".to_owned(),
        municipalities: areas.into_iter().map(Municipality::founder).collect(),
        policy: CouncilPolicy::strict(),
        center: id_of(CENTER)?,
        coordinating_agency: id_of(CENTER)?,
        agencies: agencies
            .iter()
            .map(|agency| (agency.id, agency.clone()))
            .collect(),
        staff,
        delegations: delegation.into_iter().collect(),
        series: BTreeMap::new(),
        checked_languages: BTreeMap::new(),
    })
}

fn in_post(t: &Tomoni, person: &Person, agency: AgencyId, first: NaiveDate) -> Staff {
    let public = DutyHolderKind::PublicOrgan;
    Staff {
        id: StaffId(t.ids.ordered()),
        name: person.name.to_owned(),
        login_name: person.login.to_owned(),
        agency,
        unit: None,
        roles: person.roles.iter().copied().collect::<BTreeSet<_>>(),
        from: first,
        until: None,
        pledges: (person.login != WITHOUT_PLEDGE)
            .then(|| Pledge::sign(public, t.clock.now()))
            .into_iter()
            .collect(),
        qualification: None,
    }
}
