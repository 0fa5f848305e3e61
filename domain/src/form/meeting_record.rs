//! F-05 会議記録: what was said and decided at a meeting, beside what the meeting already knows.
//!
//! Number, tier, legal basis, time, place, roles, attendance and the role table are parts of the
//! meeting itself and are printed from there; nobody types them a second time.

use super::field::OURS;
use super::{Class, Field, Form, InfoCategory, Kind, Section, choices};

/// Keys that procedure, prefill and screens refer to.
pub mod key {
    pub const MATERIALS: &str = "materials";
    pub const MATTERS: &str = "matters";
    pub const HER_VIEWS: &str = "her_views";
    pub const DISCUSSION: &str = "discussion";
    pub const MEASURES: &str = "measures";
    pub const RISK_LEVEL: &str = "risk_level";
    pub const URGENCY: &str = "urgency";
    pub const DECISIONS: &str = "decisions";
    pub const HOMEWORK: &str = "homework";
    pub const DISSENT: &str = "dissent";
    pub const NEXT_ON: &str = "next_on";
    pub const HER_VERSION: &str = "her_version";
}

const COUNCIL: &str = "実施要綱 4(2)①ウ";
const PROCEEDINGS: &str = "開催要領 第4";
const CHART: &str = "個別ケース検討会議の概要";

/// 会議記録.
pub static MEETING_RECORD: Form = Form {
    key: "meeting_record",
    number: "F-05",
    title: "会議記録",
    source: "実施要綱 4(2)①ウ、開催要領 第4をもとにした設計",
    sections: &[
        Section::of(
            "ケースの概要及び協議事項の説明",
            &[
                Field::optional(
                    key::MATERIALS,
                    "配布資料",
                    Kind::Lines { max: 100, min: 1 },
                    Class::P1,
                    OURS,
                ),
                Field::required(
                    key::MATTERS,
                    "協議事項",
                    Kind::Lines { max: 200, min: 1 },
                    Class::P3,
                    PROCEEDINGS,
                )
                .about(InfoCategory::Harm),
                Field::optional(
                    key::HER_VIEWS,
                    "本人の言葉",
                    Kind::HerWords { max: 3000 },
                    Class::P3,
                    CHART,
                )
                .help("会議で本人が言ったこと、手紙や代わりの人が伝えたこと。そのまま書きます。"),
            ],
        ),
        Section::of(
            "意見交換",
            &[
                Field::optional(
                    key::DISCUSSION,
                    "意見交換の要旨",
                    Kind::LongText { max: 4000 },
                    Class::P3,
                    PROCEEDINGS,
                )
                .about(InfoCategory::Harm),
                Field::optional(
                    key::MEASURES,
                    "考えられる支援策（利用可能な制度等）",
                    Kind::Lines { max: 200, min: 1 },
                    Class::P3,
                    CHART,
                ),
                Field::optional(
                    key::RISK_LEVEL,
                    "危険度",
                    Kind::One {
                        options: choices::RISK_LEVEL,
                    },
                    Class::P3,
                    COUNCIL,
                )
                .about(InfoCategory::Harm),
                Field::optional(
                    key::URGENCY,
                    "緊急度",
                    Kind::One {
                        options: choices::URGENCY,
                    },
                    Class::P3,
                    COUNCIL,
                )
                .about(InfoCategory::Harm),
            ],
        ),
        Section::of(
            "協議結果、支援方針等の確認",
            &[
                Field::required(
                    key::DECISIONS,
                    "決定事項",
                    Kind::Lines { max: 300, min: 1 },
                    Class::P3,
                    COUNCIL,
                )
                .about(InfoCategory::Harm),
                Field::optional(
                    key::HOMEWORK,
                    "宿題",
                    Kind::Lines { max: 200, min: 1 },
                    Class::P3,
                    OURS,
                )
                .help("誰が・何を・いつまでに。"),
                Field::optional(
                    key::DISSENT,
                    "異なる意見",
                    Kind::LongText { max: 1000 },
                    Class::P3,
                    OURS,
                ),
                Field::optional(key::NEXT_ON, "次回の日", Kind::Date, Class::P1, COUNCIL),
                Field::optional(
                    key::HER_VERSION,
                    "本人に渡す記録",
                    Kind::LongText { max: 2000 },
                    Class::P3,
                    OURS,
                )
                .help("短い文で、やさしい日本語で書いてください。"),
            ],
        ),
    ],
};
