//! F-18 事後報告 on paper (S3): what was started before a meeting, and what the meeting said to it.

use super::field::OURS;
use super::{Class, Field, Form, Kind, Section};

/// Keys of the boxes.
pub mod key {
    pub const CASE_NO: &str = "case_no";
    pub const AGENCY: &str = "agency";
    pub const WHAT: &str = "what";
    pub const SINCE: &str = "since";
    pub const WHY: &str = "why";
    pub const BY: &str = "by";
    pub const REPORTED_ON: &str = "reported_on";
    pub const BASIS: &str = "basis";
    pub const MEETING: &str = "meeting";
    pub const RESULT: &str = "result";
    pub const REASON: &str = "reason";
}

const SLIDES: &str = "支援調整会議の研修資料（定期の会議を待たずに始めた支援の事後報告）";

/// 事後報告.
pub static POSTHOC_REPORT: Form = Form {
    key: "posthoc_report",
    number: "F-18",
    title: "事後報告書",
    source: "支援調整会議の研修資料をもとにした設計",
    sections: &[
        Section {
            title: "【会議の前に始めた支援】",
            fields: &[
                Field::required(
                    key::CASE_NO,
                    "ケース番号",
                    Kind::Text { max: 30 },
                    Class::P1,
                    OURS,
                ),
                Field::required(
                    key::AGENCY,
                    "支援した機関",
                    Kind::Text { max: 100 },
                    Class::P1,
                    SLIDES,
                ),
                Field::required(
                    key::WHAT,
                    "始めた支援",
                    Kind::LongText { max: 4000 },
                    Class::P3,
                    SLIDES,
                ),
                Field::required(key::SINCE, "始めた日", Kind::Date, Class::P2, SLIDES),
                Field::required(
                    key::WHY,
                    "会議の前に始めた理由",
                    Kind::LongText { max: 4000 },
                    Class::P3,
                    SLIDES,
                ),
                Field::required(key::BY, "報告者", Kind::Text { max: 60 }, Class::P1, OURS),
                Field::required(key::REPORTED_ON, "報告の日", Kind::Date, Class::P1, OURS),
                Field::required(key::BASIS, "根拠", Kind::Text { max: 200 }, Class::P1, OURS),
            ],
            notes: &["※ 急ぐ支援は会議を待たずに始め、次の会議で話し合います。"],
        },
        Section::of(
            "【会議の結果】",
            &[
                Field::optional(
                    key::MEETING,
                    "話し合った会議",
                    Kind::Text { max: 100 },
                    Class::P1,
                    SLIDES,
                ),
                Field::optional(
                    key::RESULT,
                    "結果",
                    Kind::Text { max: 100 },
                    Class::P2,
                    SLIDES,
                ),
                Field::optional(
                    key::REASON,
                    "承認しなかった理由",
                    Kind::LongText { max: 4000 },
                    Class::P3,
                    OURS,
                ),
            ],
        ),
    ],
};
