//! F-09 アセスメント: the ten categories of Hokkaido's chart, her life and strengths, with facts, her words
//! and the worker's view kept apart (BR-030).
//!
//! It holds no whereabouts: those are in the 相談受付票 alone, where their own key protects them.
//! 危険度・緊急度 are records of their own, each with its date, tool and rater, and not typed here again.

use super::field::OURS;
use super::{Class, Field, Form, InfoCategory, Kind, Section, choices};

/// Keys that procedure, prefill and screens refer to.
pub mod key {
    pub const WRITTEN_ON: &str = "written_on";
    pub const WRITER: &str = "writer";
    pub const PROBLEM_CATEGORIES: &str = "problem_categories";
    pub const HER_WISHES: &str = "her_wishes";
    pub const HER_WORDS: &str = "her_words";
    pub const FACTS: &str = "facts";
    pub const WORKER_VIEW: &str = "worker_view";
    pub const HARM: &str = "harm";
    pub const SEXUAL_HARM: &str = "sexual_harm";
    pub const LIFE_HISTORY: &str = "life_history";
    pub const STRENGTHS: &str = "strengths";
    pub const RESOURCES: &str = "resources";
    pub const HEALTH: &str = "health";
    pub const CHILDREN: &str = "children";
    pub const FAMILY_RELATIONS: &str = "family_relations";
    pub const CARE: &str = "care";
    pub const HOUSING: &str = "housing";
    pub const MONEY: &str = "money";
    pub const WORK: &str = "work";
    pub const LEGAL: &str = "legal";
    pub const LANGUAGE: &str = "language";
    pub const RESIDENCE_STATUS: &str = "residence_status";
    pub const RESIDENCE_UNTIL: &str = "residence_until";
    pub const QUALITY_CHECKS: &str = "quality_checks";
    pub const CHECKED_BY: &str = "checked_by";
}

const CHART: &str = "個別ケース検討会議の概要";
const TRAINING: &str = "支援調整会議 研修資料（主任相談支援員の確認）";

const fn narrative(key: &'static str, label: &'static str, about: InfoCategory) -> Field {
    Field::optional(key, label, Kind::LongText { max: 2000 }, Class::P3, OURS).about(about)
}

/// アセスメントシート.
pub static ASSESSMENT: Form = Form {
    key: "assessment",
    number: "F-09",
    title: "アセスメントシート",
    source: "個別ケース検討会議の概要（北海道）の区分をもとにした設計",
    sections: &[
        Section::of(
            "",
            &[
                Field::required(key::WRITTEN_ON, "記載年月日", Kind::Date, Class::P1, OURS),
                Field::required(key::WRITER, "記載者", Kind::Staff, Class::P1, OURS),
                Field::required(
                    key::PROBLEM_CATEGORIES,
                    "困難の要因",
                    Kind::Many {
                        options: choices::PROBLEM_CATEGORIES,
                        min: 1,
                    },
                    Class::P3,
                    CHART,
                )
                .about(InfoCategory::Harm),
            ],
        ),
        Section::of(
            "本人の希望と言葉",
            &[
                Field::optional(
                    key::HER_WISHES,
                    "本人の希望",
                    Kind::HerWords { max: 2000 },
                    Class::P3,
                    CHART,
                )
                .help("本人が言ったとおりに書きます。"),
                Field::optional(
                    key::HER_WORDS,
                    "本人の言葉",
                    Kind::HerWords { max: 4000 },
                    Class::P3,
                    OURS,
                )
                .about(InfoCategory::Harm)
                .help("本人が言ったとおりに書きます。言いかえません。"),
            ],
        ),
        Section::of(
            "事実",
            &[
                Field::optional(
                    key::FACTS,
                    "事実",
                    Kind::LongText { max: 4000 },
                    Class::P3,
                    TRAINING,
                )
                .about(InfoCategory::Harm)
                .help("根拠となる事実。気持ちや見立ては書きません。"),
                narrative(key::HARM, "被害", InfoCategory::Harm),
                narrative(
                    key::SEXUAL_HARM,
                    "性被害の詳細",
                    InfoCategory::SexualHarmDetail,
                )
                .help("必要なことだけを書きます。ほかの機関には、本人の同意がなければ見えません。"),
            ],
        ),
        Section::of(
            "生活",
            &[
                narrative(key::LIFE_HISTORY, "生活歴", InfoCategory::Family),
                Field::optional(
                    key::STRENGTHS,
                    "ストレングス（本人の力）",
                    Kind::LongText { max: 2000 },
                    Class::P3,
                    OURS,
                ),
                Field::optional(
                    key::RESOURCES,
                    "使える資源・支えてくれる人",
                    Kind::LongText { max: 2000 },
                    Class::P3,
                    OURS,
                ),
                narrative(key::HEALTH, "健康", InfoCategory::Health),
                narrative(key::CHILDREN, "子ども", InfoCategory::Children),
                narrative(key::FAMILY_RELATIONS, "家族", InfoCategory::Family),
                narrative(key::CARE, "介護", InfoCategory::Care),
                narrative(key::HOUSING, "住まい", InfoCategory::Housing)
                    .help("居場所がわかることは書かないでください。"),
                narrative(key::MONEY, "お金", InfoCategory::Economic),
                narrative(key::WORK, "仕事・学び", InfoCategory::Work)
                    .help("職場や学校の名前は書かないでください。"),
                narrative(key::LEGAL, "法律・手続き", InfoCategory::Legal),
                Field::optional(
                    key::LANGUAGE,
                    "言葉・通訳",
                    Kind::LongText { max: 500 },
                    Class::P2,
                    OURS,
                )
                .about(InfoCategory::Residence),
                Field::optional(
                    key::RESIDENCE_STATUS,
                    "在留資格",
                    Kind::Text { max: 100 },
                    Class::P3,
                    OURS,
                )
                .about(InfoCategory::Residence),
                Field::optional(
                    key::RESIDENCE_UNTIL,
                    "在留期限",
                    Kind::Date,
                    Class::P2,
                    OURS,
                )
                .about(InfoCategory::Residence),
            ],
        ),
        Section::of(
            "所見",
            &[narrative(key::WORKER_VIEW, "所見", InfoCategory::Harm)
                .help("支援者の見立て。本人の画面には出ません。")],
        ),
        Section::of(
            "会議前の確認",
            &[
                Field::optional(
                    key::QUALITY_CHECKS,
                    "会議前の確認",
                    Kind::Many {
                        options: choices::QUALITY_CHECKS,
                        min: 1,
                    },
                    Class::P1,
                    TRAINING,
                ),
                Field::optional(
                    key::CHECKED_BY,
                    "確認した人",
                    Kind::Staff,
                    Class::P1,
                    TRAINING,
                ),
            ],
        ),
    ],
};
