//! F-11 評価: she speaks first, the agencies after her. Roles of the meeting from the S3 slides, the layout
//! is ours.
//!
//! Two forms: the evaluation itself, and one goal of it, because goals come in any number.

use super::field::OURS;
use super::{Class, Field, Form, Kind, Section, choices};

/// Keys of the boxes.
pub mod key {
    pub const CASE_NO: &str = "case_no";
    pub const PLAN: &str = "plan";
    pub const HER_HOW: &str = "her_how";
    pub const WRITTEN_BY: &str = "written_by";
    pub const MEETING: &str = "meeting";
    pub const HER_WHOLE: &str = "her_whole";
    pub const HER_CHANGES: &str = "her_changes";
    pub const HER_REMAINS: &str = "her_remains";
    pub const HER_WORDS: &str = "her_words";
    pub const NO_VIEW: &str = "no_view";
    pub const CHANGES: &str = "changes";
    pub const TOLD: &str = "told";
    pub const REMAINS: &str = "remains";
    pub const AGENCIES: &str = "agencies";
    pub const DECISION: &str = "decision";
    pub const REASON: &str = "reason";
    pub const AFTERCARE: &str = "aftercare";
    pub const NEXT_ON: &str = "next_on";
    pub const NEXT_BY: &str = "next_by";
    pub const NEXT_HOW: &str = "next_how";

    pub const GOAL: &str = "goal";
    pub const HER_SIGN: &str = "her_sign";
    pub const OUTCOME: &str = "outcome";
    pub const NOTE: &str = "note";
}

const SLIDES: &str = "支援調整会議の研修資料（終結時等の評価）";

/// 評価, without its goals.
pub static EVALUATION: Form = Form {
    key: "evaluation",
    number: "F-11",
    title: "評価",
    source: "支援調整会議の研修資料をもとにした設計",
    sections: &[
        Section::of(
            "",
            &[
                Field::required(
                    key::CASE_NO,
                    "ケース番号",
                    Kind::Text { max: 30 },
                    Class::P1,
                    OURS,
                ),
                Field::required(
                    key::PLAN,
                    "ふりかえる計画",
                    Kind::Text { max: 100 },
                    Class::P1,
                    OURS,
                ),
            ],
        ),
        Section::of(
            "【本人の評価】",
            &[
                Field::optional(
                    key::HER_WHOLE,
                    "支援ぜんたいについて",
                    Kind::One {
                        options: choices::SIGN,
                    },
                    Class::P3,
                    OURS,
                ),
                Field::optional(
                    key::HER_CHANGES,
                    "かわったこと（小さなことも）",
                    Kind::HerWords { max: 4000 },
                    Class::P3,
                    SLIDES,
                ),
                Field::optional(
                    key::HER_REMAINS,
                    "まだ困っていること",
                    Kind::HerWords { max: 4000 },
                    Class::P3,
                    OURS,
                ),
                Field::optional(
                    key::HER_WORDS,
                    "本人のことば",
                    Kind::HerWords { max: 4000 },
                    Class::P3,
                    OURS,
                ),
                Field::optional(
                    key::HER_HOW,
                    "答えた日・答え方",
                    Kind::Text { max: 200 },
                    Class::P1,
                    OURS,
                ),
                Field::optional(
                    key::NO_VIEW,
                    "本人の評価がない理由",
                    Kind::LongText { max: 4000 },
                    Class::P3,
                    OURS,
                ),
            ],
        ),
        Section::of(
            "【支援した側の評価】",
            &[
                Field::required(
                    key::CHANGES,
                    "見られた変化（小さなことも）",
                    Kind::LongText { max: 4000 },
                    Class::P3,
                    SLIDES,
                ),
                Field::optional(
                    key::TOLD,
                    "本人に伝える変化（やさしいことば）",
                    Kind::LongText { max: 4000 },
                    Class::P3,
                    SLIDES,
                ),
                Field::optional(
                    key::REMAINS,
                    "残る課題",
                    Kind::LongText { max: 4000 },
                    Class::P3,
                    SLIDES,
                ),
                Field::optional(
                    key::WRITTEN_BY,
                    "書いた人・日",
                    Kind::Text { max: 200 },
                    Class::P1,
                    OURS,
                ),
                Field::optional(
                    key::AGENCIES,
                    "関係機関の評価",
                    Kind::LongText { max: 4000 },
                    Class::P3,
                    SLIDES,
                ),
            ],
        ),
        Section::of(
            "【決定】",
            &[
                Field::required(
                    key::DECISION,
                    "決定",
                    Kind::One {
                        options: choices::EVALUATION_DECISION,
                    },
                    Class::P2,
                    SLIDES,
                ),
                Field::optional(
                    key::MEETING,
                    "話し合った会議",
                    Kind::Text { max: 100 },
                    Class::P1,
                    SLIDES,
                ),
                Field::required(
                    key::REASON,
                    "理由",
                    Kind::LongText { max: 4000 },
                    Class::P3,
                    SLIDES,
                ),
                Field::optional(
                    key::AFTERCARE,
                    "その後の支援・見守り",
                    Kind::LongText { max: 4000 },
                    Class::P3,
                    OURS,
                ),
                Field::optional(key::NEXT_ON, "次の連絡の日", Kind::Date, Class::P2, OURS),
                Field::optional(
                    key::NEXT_BY,
                    "次の連絡をする人",
                    Kind::Staff,
                    Class::P1,
                    OURS,
                ),
                Field::optional(
                    key::NEXT_HOW,
                    "連絡のしかた",
                    Kind::Text { max: 200 },
                    Class::P3,
                    OURS,
                ),
            ],
        ),
    ],
};

/// 評価の目標: one goal, with her sign first.
pub static EVALUATION_GOAL: Form = Form {
    key: "evaluation_goal",
    number: "F-11",
    title: "評価の目標",
    source: "支援調整会議の研修資料をもとにした設計",
    sections: &[Section::of(
        "",
        &[
            Field::required(
                key::GOAL,
                "当面の目標",
                Kind::Text { max: 200 },
                Class::P3,
                OURS,
            ),
            Field::optional(
                key::HER_SIGN,
                "本人の評価",
                Kind::One {
                    options: choices::SIGN,
                },
                Class::P3,
                OURS,
            ),
            Field::required(
                key::OUTCOME,
                "結果",
                Kind::One {
                    options: choices::GOAL_OUTCOME,
                },
                Class::P3,
                SLIDES,
            ),
            Field::optional(
                key::NOTE,
                "くわしく",
                Kind::LongText { max: 4000 },
                Class::P3,
                OURS,
            ),
        ],
    )],
};
