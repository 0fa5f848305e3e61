//! F-17 照会・協力依頼 on paper (法15条3項): for an agency that reads no inbox. Nobody fills it in by hand but
//! the answer; the rest follows from the inquiry.

use super::field::OURS;
use super::{Class, Field, Form, Kind, Section};

/// Keys of the boxes.
pub mod key {
    pub const AGENCY: &str = "agency";
    pub const FROM: &str = "from";
    pub const BY: &str = "by";
    pub const ASKED_ON: &str = "asked_on";
    pub const CASE_NO: &str = "case_no";
    pub const NAME: &str = "name";
    pub const WHAT: &str = "what";
    pub const PURPOSE: &str = "purpose";
    pub const BASIS: &str = "basis";
    pub const TOLD: &str = "told";
    pub const DUE: &str = "due";
    pub const ANSWER: &str = "answer";
    pub const ANSWERED_BY: &str = "answered_by";
    pub const ANSWERED_ON: &str = "answered_on";
}

const LAW: &str = "困難な問題を抱える女性への支援に関する法律15条3項";

/// 照会・協力依頼.
pub static INQUIRY: Form = Form {
    key: "inquiry",
    number: "F-17",
    title: "照会・協力依頼書",
    source: "困難な問題を抱える女性への支援に関する法律15条3項・4項をもとにした設計",
    sections: &[
        Section {
            title: "【照会・依頼の内容】",
            fields: &[
                Field::required(
                    key::AGENCY,
                    "照会先",
                    Kind::Text { max: 100 },
                    Class::P1,
                    LAW,
                ),
                Field::required(key::FROM, "照会元", Kind::Text { max: 100 }, Class::P1, LAW),
                Field::required(key::BY, "担当者", Kind::Text { max: 60 }, Class::P1, OURS),
                Field::required(key::ASKED_ON, "照会の日", Kind::Date, Class::P1, OURS),
                Field::required(
                    key::CASE_NO,
                    "ケース番号",
                    Kind::Text { max: 30 },
                    Class::P1,
                    OURS,
                ),
                Field::optional(key::NAME, "本人", Kind::Text { max: 60 }, Class::P2, OURS),
                Field::required(
                    key::WHAT,
                    "たずねること・頼むこと",
                    Kind::LongText { max: 4000 },
                    Class::P3,
                    LAW,
                ),
                Field::required(
                    key::PURPOSE,
                    "目的",
                    Kind::LongText { max: 4000 },
                    Class::P3,
                    LAW,
                ),
                Field::required(key::BASIS, "根拠", Kind::Text { max: 200 }, Class::P1, OURS),
                Field::required(
                    key::TOLD,
                    "本人への連絡",
                    Kind::Text { max: 100 },
                    Class::P1,
                    OURS,
                ),
                Field::required(key::DUE, "回答の期限", Kind::Date, Class::P1, LAW),
            ],
            notes: &[
                "※1 目的に必要なことだけを答えてください。本人の居場所がわかることは書かないでください。",
                "※2 この書面を写したり、ほかへ渡したりしないでください。回答は、照会元の担当者に直接渡してください。",
            ],
        },
        Section::of(
            "【回答】",
            &[
                Field::optional(
                    key::ANSWER,
                    "回答（できないときは、その理由）",
                    Kind::LongText { max: 4000 },
                    Class::P3,
                    LAW,
                ),
                Field::optional(
                    key::ANSWERED_BY,
                    "記入者",
                    Kind::Text { max: 100 },
                    Class::P1,
                    OURS,
                ),
                Field::optional(key::ANSWERED_ON, "記入の日", Kind::Date, Class::P1, OURS),
            ],
        ),
    ],
};
