//! 関係機関: the agencies of a council.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::area::Area;
use crate::id::AgencyId;

/// 関係機関: an agency of the council.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    pub id: AgencyId,
    pub name: String,
    pub kind: AgencyKind,
    /// 所在秘匿: a shelter is itself a hiding place. Outside a case's list of those who may know the
    /// place it is called 「支援機関」.
    pub secret: bool,
    /// 実務者会議の構成機関: may send requests itself.
    pub member_from: NaiveDate,
    pub member_until: Option<NaiveDate>,
    /// 区域: the municipality or ward it works for; none where it works for more, and never one of an
    /// agency whose place is secret.
    #[serde(default)]
    pub area: Option<Area>,
}

impl Agency {
    /// The name shown where the agency must not be known.
    pub const SECRET_NAME: &'static str = "支援機関";

    /// 区域 as it may be told.
    pub fn told_area(&self) -> Option<&Area> {
        self.area.as_ref().filter(|_| !self.secret)
    }

    pub fn is_member(&self, on: NaiveDate) -> bool {
        self.member_from <= on && self.member_until.is_none_or(|until| on <= until)
    }
}

macro_rules! agency_kinds {
    ($($(#[$doc:meta])* $kind:ident => $label:literal),+ $(,)?) => {
        /// 機関の種類 (domain.md §2.2; the list of 要綱4(1) is open, hence `Other`).
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum AgencyKind { $($(#[$doc])* $kind,)+ Other(String) }

        impl AgencyKind {
            /// The kinds with a name of their own, in the order of the catalogue.
            pub const NAMED: &'static [AgencyKind] = &[$(AgencyKind::$kind),+];

            pub fn label(&self) -> &str {
                match self { $(Self::$kind => $label,)+ Self::Other(label) => label }
            }
        }
    };
}

agency_kinds! {
    WomensCenter => "女性相談支援センター",
    IndependenceFacility => "女性自立支援施設",
    DvCenter => "配偶者暴力相談支援センター",
    PrivateShelter => "民間シェルター",
    PrivateBody => "民間団体",
    WelfareOffice => "福祉事務所",
    ChildGuidanceCenter => "児童相談所",
    PublicHealthCenter => "保健所",
    MunicipalHealthCenter => "市町村保健センター",
    Police => "警察",
    School => "学校",
    BoardOfEducation => "教育委員会",
    Medical => "医療機関",
    Judicial => "司法関係機関",
    SocialWelfareCouncil => "社会福祉協議会",
    WelfareCommissioner => "民生委員",
    GenderEqualityCenter => "女性センター",
    OneStopCenter => "ワンストップ支援センター",
    Department => "都道府県・市町村の担当部局",
    LocalConsultationProvider => "お困りごと相談",
    OutreachProvider => "アウトリーチ事業者",
    ParticipationProvider => "参加支援事業者",
    CommunityProvider => "地域づくり事業者",
    ComprehensiveConsultation => "包括的相談支援事業者",
    LegalAid => "法テラス",
    Lawyer => "弁護士",
    JudicialScrivener => "司法書士",
    HelloWork => "ハローワーク",
    MotherChildFacility => "母子生活支援施設",
    Fire => "消防",
    Utility => "ライフライン事業者",
}
