//! 支援調整会議 (地域協議会): the council with its agencies, people, policy, delegates and pledges.
//!
//! One aggregate, small enough to be held whole: tens of agencies, hundreds of people.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::conference::Series;
use crate::form::FormData;
use crate::id::{AgencyId, CaseId, CommandId, CouncilId, DeviceId, PatrolId, SeriesId, StaffId};
use crate::language::{Language, LanguageCheck};
use crate::posthoc::MeetingTiming;

mod agency;
mod command;
mod municipality;
mod pledge;
mod role;

pub use agency::{Agency, AgencyKind};
pub use command::CouncilCommand;
pub use municipality::{Municipality, municipalities_with_a_council};
pub use pledge::{DutyHolderKind, PLEDGE_TEXT_VERSION, Pledge, PledgeStatus};
pub use role::{CoordinatorQualification, Delegation, LicenseKind, Role};

/// 支援調整会議 as it stands after all its events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Council {
    pub id: CouncilId,
    pub name: String,
    /// Local governments that hold or held it, alone or jointly (法15条1項), in the order in which they
    /// came.
    pub municipalities: Vec<Municipality>,
    pub policy: CouncilPolicy,
    /// 女性相談支援センター: receives requests, decides, convenes.
    pub center: AgencyId,
    /// 調整機関 (要綱4(3)).
    pub coordinating_agency: AgencyId,
    pub agencies: BTreeMap<AgencyId, Agency>,
    pub staff: BTreeMap<StaffId, Staff>,
    pub delegations: Vec<Delegation>,
    /// 会議の系列
    #[serde(default)]
    pub series: BTreeMap<SeriesId, Series>,
    /// Languages whose texts somebody has checked for this council; the others stand on her pages
    /// beside the easy Japanese.
    #[serde(default)]
    pub checked_languages: BTreeMap<Language, LanguageCheck>,
}

/// 職員: a person of one agency with an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    pub id: StaffId,
    pub name: String,
    /// Name typed at sign-in.
    pub login_name: String,
    pub agency: AgencyId,
    /// 課・係; a block may name a unit of an agency.
    pub unit: Option<String>,
    pub roles: BTreeSet<Role>,
    pub from: NaiveDate,
    /// Last day in this post; access ends with it, secrecy does not (法15条5項).
    pub until: Option<NaiveDate>,
    pub pledges: Vec<Pledge>,
    pub qualification: Option<CoordinatorQualification>,
}

/// 設置要綱 of this council, as far as the program must know it (domain.md §5.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouncilPolicy {
    pub profile: PolicyProfile,
    pub consent_to_hold: ConsentRule,
    pub consent_to_share: SharingRule,
    /// 個別ケース検討会議 open to the public; always false under the Hokkaido profile (BR-008).
    pub open: bool,
    pub tiers: BTreeSet<Tier>,
    /// Days a person may take; reminders only, the paper says 「速やかに」.
    pub notice_working_days: u8,
    pub report_working_days: u8,
    /// 事後承認の割合のめやす (%): above it the 調整担当者 is warned of hollow meetings (BR-025).
    #[serde(default = "posthoc_share_percent")]
    pub posthoc_share_percent: u8,
    /// この会議体の要綱, with its article: what a rule other than those of the two texts rests on.
    #[serde(default)]
    pub own_text: String,
    /// 節目 that this council decides without a meeting, each with its reason; every other one needs
    /// its meeting (BR-024, domain.md §22 d).
    #[serde(default)]
    pub without_meeting: BTreeMap<MeetingTiming, String>,
    /// What becomes of the plan when a suspended case is taken up again.
    #[serde(default)]
    pub resumption: Resumption,
}

/// 再開するときの計画.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resumption {
    /// The plan that was suspended goes on.
    #[default]
    SamePlan,
    /// A new plan is made (再プラン).
    NewPlan,
}

/// Working days within which 「速やかに」 can still be said.
const LONGEST_REMINDER: u8 = 30;

/// 30 % unless the council says otherwise (domain.md §16.6).
fn posthoc_share_percent() -> u8 {
    30
}

/// Whose text the council works under. It fixes what its text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PolicyProfile {
    /// 北海道 開催要領: consent to hold is required, closed.
    Hokkaido,
    /// 厚生労働省モデル事業 実施要綱: prior consent to provide information is required.
    ModelProgramme,
    /// Both texts together.
    HokkaidoAndModel,
    /// The council's own 要綱.
    Own,
}

/// Whether a meeting needs her consent to be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConsentRule {
    Required,
    NotRequired,
}

/// Whether information may reach a meeting without her prior consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SharingRule {
    Required,
    StatutoryBasisAllowed,
}

/// 三層: the tiers of the council's meetings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tier {
    /// 代表者会議
    Representatives,
    /// 実務者会議
    Practitioners,
    /// 個別ケース検討会議
    CaseReview,
}

/// What a policy says against the text it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PolicyConflict {
    /// 開催要領 第3-2(3): the meeting needs her consent.
    ConsentToHoldIsFixed,
    /// 実施要綱 4(2)①ウ: information needs her prior consent.
    ConsentToShareIsFixed,
    /// 概要図: 個別ケース事例のため、非公開.
    ClosedIsFixed,
    /// Another rule than those of the two texts, and no text named that says so.
    OwnTextMissing,
    /// No tier of meetings is left.
    NoTier,
    /// Days or a share that nobody can keep.
    FigureOutOfReach,
    /// A 節目 without its meeting needs a reason (BR-024).
    TimingReasonMissing,
}

impl CouncilPolicy {
    /// The policy of scenario 1: both texts, everything required, closed.
    pub fn strict() -> Self {
        Self {
            profile: PolicyProfile::HokkaidoAndModel,
            consent_to_hold: ConsentRule::Required,
            consent_to_share: SharingRule::Required,
            open: false,
            tiers: BTreeSet::from([Tier::Representatives, Tier::Practitioners, Tier::CaseReview]),
            notice_working_days: 3,
            report_working_days: 5,
            posthoc_share_percent: posthoc_share_percent(),
            own_text: String::new(),
            without_meeting: BTreeMap::new(),
            resumption: Resumption::SamePlan,
        }
    }

    /// Whether that 節目 needs its meeting here (BR-024).
    pub fn needs_meeting(&self, timing: MeetingTiming) -> bool {
        !self.without_meeting.contains_key(&timing)
    }

    /// Whether the settings are allowed under the named profile (domain.md §5.1).
    pub fn check(&self) -> Result<(), PolicyConflict> {
        let hokkaido = matches!(
            self.profile,
            PolicyProfile::Hokkaido | PolicyProfile::HokkaidoAndModel
        );
        let model = matches!(
            self.profile,
            PolicyProfile::ModelProgramme | PolicyProfile::HokkaidoAndModel
        );
        if hokkaido && self.consent_to_hold != ConsentRule::Required {
            return Err(PolicyConflict::ConsentToHoldIsFixed);
        }
        if model && self.consent_to_share != SharingRule::Required {
            return Err(PolicyConflict::ConsentToShareIsFixed);
        }
        if hokkaido && self.open {
            return Err(PolicyConflict::ClosedIsFixed);
        }
        if self.departs() && self.own_text.trim().is_empty() {
            return Err(PolicyConflict::OwnTextMissing);
        }
        if self.tiers.is_empty() {
            return Err(PolicyConflict::NoTier);
        }
        let mut reasons = self.without_meeting.values();
        if reasons.any(|reason| reason.trim().is_empty()) {
            return Err(PolicyConflict::TimingReasonMissing);
        }
        let days = 1..=LONGEST_REMINDER;
        let kept = days.contains(&self.notice_working_days)
            && days.contains(&self.report_working_days)
            && (1..=100).contains(&self.posthoc_share_percent);
        match kept {
            true => Ok(()),
            false => Err(PolicyConflict::FigureOutOfReach),
        }
    }

    /// Whether it says less for her than 開催要領 and 実施要綱 do.
    fn departs(&self) -> bool {
        self.consent_to_hold != ConsentRule::Required
            || self.consent_to_share != SharingRule::Required
            || self.open
    }
}

impl Council {
    pub fn agency(&self, id: AgencyId) -> Option<&Agency> {
        self.agencies.get(&id)
    }

    pub fn person(&self, id: StaffId) -> Option<&Staff> {
        self.staff.get(&id)
    }

    /// Whether a page in that language can stand alone, without the easy Japanese beside it.
    pub fn has_checked(&self, language: Language) -> bool {
        language == Language::Easy || self.checked_languages.contains_key(&language)
    }

    /// Whether the person is in post on that day.
    pub fn in_post(&self, id: StaffId, on: NaiveDate) -> bool {
        self.person(id).is_some_and(|staff| staff.in_post(on))
    }

    /// Roles of the person on that day: her or his own and those held as a delegate
    /// (delegates never pass a delegation on).
    pub fn roles_of(&self, id: StaffId, on: NaiveDate) -> BTreeSet<Role> {
        let Some(staff) = self.person(id).filter(|staff| staff.in_post(on)) else {
            return BTreeSet::new();
        };
        let mut roles = staff.roles.clone();
        for delegation in self
            .delegations
            .iter()
            .filter(|d| d.to == id && d.covers(on))
        {
            let holder_has_it = self
                .person(delegation.of)
                .is_some_and(|of| of.roles.contains(&delegation.role));
            if holder_has_it {
                roles.insert(delegation.role);
            }
        }
        roles
    }

    /// Whether a pledge is in force for the person on that day (domain.md §12.1: of this fiscal
    /// year and of the current text).
    pub fn pledged(&self, id: StaffId, on: NaiveDate) -> bool {
        self.person(id).is_some_and(|staff| {
            staff
                .pledges
                .iter()
                .any(|pledge| pledge.status(on) == PledgeStatus::InForce)
        })
    }

    /// People in post of that agency.
    pub fn staff_of(&self, agency: AgencyId, on: NaiveDate) -> impl Iterator<Item = &Staff> {
        self.staff
            .values()
            .filter(move |staff| staff.agency == agency && staff.in_post(on))
    }
}

impl Staff {
    /// From the first to the last day in post, both included.
    pub fn in_post(&self, on: NaiveDate) -> bool {
        self.from <= on && self.until.is_none_or(|until| on <= until)
    }
}

/// What happens to a council.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CouncilEvent {
    CouncilFounded {
        council: Box<Council>,
    },
    PolicySet {
        policy: CouncilPolicy,
    },
    /// New, or in place of the line with the same code and first day.
    LanguageChecked {
        language: Language,
        check: LanguageCheck,
    },
    LanguageUnchecked {
        language: Language,
    },
    MunicipalitySet {
        municipality: Municipality,
    },
    AgencyAdded {
        agency: Agency,
    },
    AgencyChanged {
        agency: Agency,
    },
    StaffAdded {
        staff: Box<Staff>,
    },
    /// 異動・退職: the last day in post.
    StaffLeft {
        staff: StaffId,
        until: NaiveDate,
    },
    DelegateAppointed {
        delegation: Delegation,
    },
    DelegateEnded {
        role: Role,
        of: StaffId,
        to: StaffId,
        until: NaiveDate,
    },
    PledgeSigned {
        staff: StaffId,
        pledge: Pledge,
    },
    SeriesSet {
        series: Box<Series>,
    },
    /// アウトリーチ記録 of an agency, in place of the one with this number. The council does not keep it: it
    /// is read from its own list, year by year.
    PatrolKept {
        patrol: PatrolId,
        agency: AgencyId,
        by: StaffId,
        form: FormData,
    },
    /// 送信箱の書き出し; neither does it keep this.
    WrittenOut {
        envelope: CommandId,
        case: Option<CaseId>,
        pictures: usize,
        by: StaffId,
    },
    /// 端末の紛失届. The council does not keep it: it is read from the list of the devices.
    DeviceLost {
        device: DeviceId,
        by: StaffId,
        words: String,
    },
}

impl Council {
    /// Folds one event; the only way a council changes. A council begins with
    /// [`CouncilEvent::CouncilFounded`], which replaces whatever stood before.
    pub fn apply(&mut self, event: &CouncilEvent) {
        match event {
            CouncilEvent::CouncilFounded { council } => *self = (**council).clone(),
            CouncilEvent::PolicySet { policy } => self.policy = policy.clone(),
            CouncilEvent::LanguageChecked { language, check } => {
                self.checked_languages.insert(*language, check.clone());
            }
            CouncilEvent::LanguageUnchecked { language } => {
                self.checked_languages.remove(language);
            }
            CouncilEvent::MunicipalitySet { municipality } => {
                let mut known = self.municipalities.iter_mut();
                match known.find(|known| known.is(municipality)) {
                    Some(known) => *known = municipality.clone(),
                    None => self.municipalities.push(municipality.clone()),
                }
            }
            CouncilEvent::AgencyAdded { agency } | CouncilEvent::AgencyChanged { agency } => {
                self.agencies.insert(agency.id, agency.clone());
            }
            CouncilEvent::StaffAdded { staff } => {
                self.staff.insert(staff.id, (**staff).clone());
            }
            CouncilEvent::StaffLeft { staff, until } => {
                if let Some(staff) = self.staff.get_mut(staff) {
                    staff.until = Some(*until);
                }
            }
            CouncilEvent::DelegateAppointed { delegation } => {
                self.delegations.push(delegation.clone());
            }
            CouncilEvent::DelegateEnded {
                role,
                of,
                to,
                until,
            } => {
                for delegation in &mut self.delegations {
                    if (delegation.role, delegation.of, delegation.to) == (*role, *of, *to) {
                        delegation.until = *until;
                    }
                }
            }
            CouncilEvent::PledgeSigned { staff, pledge } => {
                if let Some(staff) = self.staff.get_mut(staff) {
                    staff.pledges.push(pledge.clone());
                }
            }
            CouncilEvent::SeriesSet { series } => {
                self.series.insert(series.id, (**series).clone());
            }
            CouncilEvent::PatrolKept { .. }
            | CouncilEvent::DeviceLost { .. }
            | CouncilEvent::WrittenOut { .. } => {}
        }
    }
}

/// Day in Japan of an instant; every rule about days uses it.
pub fn today(now: DateTime<Utc>) -> NaiveDate {
    calendar::jst_date(now)
}
