//! F-10 個別支援計画: required by the 開催要領 without a layout; ours, in plain words, her words first.
//!
//! Two forms: the plan's head, and one item of it, because items come in any number.

use super::field::OURS;
use super::{Class, Field, Form, InfoCategory, Kind, Section, choices};

/// Keys that procedure, prefill and screens refer to.
pub mod key {
    pub const PLAN_KIND: &str = "plan_kind";
    pub const PERIOD_FROM: &str = "period_from";
    pub const PERIOD_TO: &str = "period_to";
    pub const WISH_WORDS: &str = "wish_words";
    pub const GOAL_LONG: &str = "goal_long";
    pub const GOAL_SHORT: &str = "goal_short";
    pub const SAFETY_PLAN: &str = "safety_plan";
    pub const CHILDREN_PLAN: &str = "children_plan";
    pub const SUB_PLANS: &str = "sub_plans";
    pub const WATCH_OVER: &str = "watch_over";
    pub const MONITORING_DATE: &str = "monitoring_date";
    pub const FIRST_CONTACT: &str = "first_contact";

    pub const DOMAIN: &str = "domain";
    pub const ISSUE: &str = "issue";
    pub const WHAT_SHE_DOES: &str = "what_she_does";
    pub const SUPPORT: &str = "support";
    pub const EASY_TEXT: &str = "easy_text";
    pub const AGENCIES: &str = "agencies";
    pub const FREQUENCY_DUE: &str = "frequency_due";
    pub const DUE: &str = "due";
    pub const CATEGORY: &str = "category";
}

const CHART: &str = "個別ケース検討会議の概要";
const POLICY: &str = "基本方針 支援の内容";
const TRAINING: &str = "支援調整会議 研修資料";

/// 個別支援計画, without its items.
pub static SUPPORT_PLAN: Form = Form {
    key: "support_plan",
    number: "F-10",
    title: "個別支援計画",
    source: "個別ケース検討会議の概要（北海道）が求める計画。様式は設計",
    sections: &[
        Section::of(
            "",
            &[
                Field::required(
                    key::PLAN_KIND,
                    "計画の種類",
                    Kind::One {
                        options: choices::PLAN_KIND,
                    },
                    Class::P1,
                    TRAINING,
                ),
                Field::required(
                    key::PERIOD_FROM,
                    "計画の始まり",
                    Kind::Date,
                    Class::P1,
                    OURS,
                ),
                Field::required(key::PERIOD_TO, "計画の終わり", Kind::Date, Class::P1, OURS),
            ],
        ),
        Section::of(
            "希望と目標",
            &[
                Field::required(
                    key::WISH_WORDS,
                    "本人の希望（あなたの ことば）",
                    Kind::HerWords { max: 2000 },
                    Class::P3,
                    CHART,
                )
                .help("本人が言ったとおりに書きます。言いかえません。"),
                Field::required(
                    key::GOAL_LONG,
                    "めざす くらし",
                    Kind::LongText { max: 1000 },
                    Class::P3,
                    OURS,
                ),
                Field::required(
                    key::GOAL_SHORT,
                    "当面の目標",
                    Kind::Lines { max: 200, min: 1 },
                    Class::P3,
                    OURS,
                ),
            ],
        ),
        Section::of(
            "支え合うしくみ",
            &[
                Field::optional(
                    key::SAFETY_PLAN,
                    "安全のための約束",
                    Kind::LongText { max: 2000 },
                    Class::P4,
                    OURS,
                )
                .about(InfoCategory::Housing)
                .help("危険度が「中くらい」以上のときは、必ず一緒に考えてください。"),
                Field::optional(
                    key::CHILDREN_PLAN,
                    "同伴児童の支援",
                    Kind::LongText { max: 2000 },
                    Class::P3,
                    POLICY,
                )
                .about(InfoCategory::Children),
                Field::optional(
                    key::SUB_PLANS,
                    "あわせて使う計画",
                    Kind::Many {
                        options: choices::SUB_PLANS,
                        min: 1,
                    },
                    Class::P3,
                    TRAINING,
                ),
                Field::optional(
                    key::WATCH_OVER,
                    "見守り体制",
                    Kind::LongText { max: 1000 },
                    Class::P2,
                    CHART,
                ),
                Field::required(
                    key::MONITORING_DATE,
                    "見直しの日",
                    Kind::Date,
                    Class::P1,
                    OURS,
                ),
                Field::optional(
                    key::FIRST_CONTACT,
                    "いちばんの相談先",
                    Kind::Staff,
                    Class::P1,
                    OURS,
                )
                .help("本人の画面のいちばん上に出ます。"),
            ],
        ),
    ],
};

/// 個別支援計画の項目: one thing that is done, by whom and when.
pub static PLAN_ITEM: Form = Form {
    key: "plan_item",
    number: "F-10",
    title: "個別支援計画の項目",
    source: "個別ケース検討会議の概要（北海道）が求める計画。様式は設計",
    sections: &[Section::of(
        "",
        &[
            Field::required(
                key::DOMAIN,
                "支援の分野",
                Kind::One {
                    options: choices::SUPPORT_DOMAIN,
                },
                Class::P1,
                POLICY,
            ),
            Field::required(
                key::ISSUE,
                "課題",
                Kind::LongText { max: 500 },
                Class::P3,
                OURS,
            ),
            Field::optional(
                key::WHAT_SHE_DOES,
                "本人がすること",
                Kind::LongText { max: 500 },
                Class::P3,
                OURS,
            )
            .help("本人が決めたことだけを書きます。なくてもかまいません。"),
            Field::required(
                key::SUPPORT,
                "支援の内容",
                Kind::LongText { max: 1000 },
                Class::P3,
                CHART,
            ),
            Field::optional(
                key::EASY_TEXT,
                "やさしい文（本人が読む文）",
                Kind::LongText { max: 1000 },
                Class::P3,
                OURS,
            )
            .help("短い文で書きます。読みは 漢字《かんじ》 のようにつけられます。"),
            Field::required(
                key::AGENCIES,
                "担当機関・担当者",
                Kind::Attendees { min: 1 },
                Class::P1,
                CHART,
            ),
            Field::required(
                key::FREQUENCY_DUE,
                "いつ・どのくらい",
                Kind::Text { max: 100 },
                Class::P1,
                OURS,
            ),
            Field::optional(key::DUE, "期日", Kind::Date, Class::P1, OURS)
                .help("決まっているときだけ。確定すると、やることの期日になります。"),
            Field::required(
                key::CATEGORY,
                "共有が必要な情報",
                Kind::One {
                    options: choices::INFO_CATEGORY,
                },
                Class::P2,
                OURS,
            )
            .help("この支援のために、担当機関が知る必要のある情報の種類。"),
        ],
    )],
};
