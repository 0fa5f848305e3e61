//! F-01 / F-01b 個別ケース検討会議資料: the paper of 北海道困難女性等支援調整会議 開催要領 第3, both halves.
//!
//! Labels, notes and the order are the paper's. Only ケース概要 is two fields here, so that facts and
//! her words stay apart (BR-030); the paper shows one box.

use super::field::OURS;
use super::{Class, Field, Form, InfoCategory, Kind, Section, choices};

/// Keys that procedure, prefill and sheet refer to.
pub mod key {
    pub const REQUESTING_AGENCY: &str = "requesting_agency";
    pub const CLAUSE5_ITEM: &str = "clause5_item";
    pub const NAME: &str = "name";
    pub const KANA: &str = "kana";
    pub const BIRTH_DATE: &str = "birth_date";
    pub const AGE: &str = "age";
    pub const ADDRESS: &str = "address";
    pub const CURRENT_STATE: &str = "current_state";
    pub const CASE_OUTLINE_FACTS: &str = "case_outline_facts";
    pub const CASE_OUTLINE_WORDS: &str = "case_outline_words";
    pub const MATTERS: &str = "matters";
    pub const ATTENDEE_SCOPE: &str = "attendee_scope";
    pub const WISHED_DATETIME: &str = "wished_datetime";
    pub const WISHED_PLACE: &str = "wished_place";
    pub const CONSENT: &str = "consent";

    pub const WRITTEN_ON: &str = "written_on";
    pub const WRITER: &str = "writer";
    pub const HELD: &str = "held";
    pub const HELD_AT: &str = "held_at";
    pub const ATTENDEES: &str = "attendees";
    pub const OUTCOME: &str = "outcome";

    /// [`CLAUSE5_ITEM`]: 一時保護中や女性自立施設入所中
    pub const IN_PROTECTION: &str = "in_protection";
    /// [`CLAUSE5_ITEM`]: 今後検討することが必要
    pub const CONSIDERING_PROTECTION: &str = "considering_protection";
}

const TITLE: &str = "個別ケース検討会議資料";
const SOURCE: &str =
    "北海道困難女性等支援調整会議（実務者会議・個別ケース検討会議）開催要領 第3の2(1) 別紙";
const SOURCE_REPORT: &str =
    "北海道困難女性等支援調整会議（実務者会議・個別ケース検討会議）開催要領 第3の2(4) 別紙";
/// Where each box comes from.
const PAPER: &str = "開催要領 別紙";

/// 【要請時記入項目】: what the requesting agency hands to the センター所長.
pub static CASE_REVIEW_REQUEST: Form = Form {
    key: "case_review_request",
    number: "F-01",
    title: TITLE,
    source: SOURCE,
    sections: &[Section {
        title: "【要請時記入項目】",
        fields: &[
            Field::required(
                key::REQUESTING_AGENCY,
                "要請機関名",
                Kind::Agency,
                Class::P1,
                PAPER,
            ),
            Field::required(
                key::CLAUSE5_ITEM,
                "要綱第5条該当項目（いずれかにチェック）",
                Kind::One {
                    options: choices::CLAUSE_5,
                },
                Class::P2,
                PAPER,
            ),
            Field::required(
                key::NAME,
                "対象者氏名",
                Kind::Text { max: 60 },
                Class::P2,
                PAPER,
            ),
            Field::optional(
                key::KANA,
                "フリガナ",
                Kind::Text { max: 60 },
                Class::P2,
                OURS,
            )
            .part_of("対象者氏名"),
            Field::required(
                key::BIRTH_DATE,
                "生年月日",
                Kind::BirthDate,
                Class::P2,
                PAPER,
            )
            .help("わからないときは、年齢を推定で入れてください。"),
            Field::optional(
                key::AGE,
                "年齢",
                Kind::Age {
                    birth_key: key::BIRTH_DATE,
                },
                Class::P2,
                PAPER,
            )
            .printing("歳"),
            Field::required(
                key::ADDRESS,
                "住所",
                Kind::Text { max: 200 },
                Class::P4,
                PAPER,
            )
            .about(InfoCategory::Housing)
            .help("紙には「非開示」と印刷されます。居場所の閲覧者だけが開けます。"),
            Field::required(
                key::CURRENT_STATE,
                "現在の状況",
                Kind::LongText { max: 1000 },
                Class::P3,
                PAPER,
            )
            .about(InfoCategory::Harm)
            .help("居場所がわかることは書かないでください。"),
            Field::required(
                key::CASE_OUTLINE_FACTS,
                "事実",
                Kind::LongText { max: 4000 },
                Class::P3,
                PAPER,
            )
            .about(InfoCategory::Harm)
            .part_of("ケース概要")
            .help("見たこと、聞いたこと、確かめたこと。気持ちや見立ては書きません。"),
            Field::optional(
                key::CASE_OUTLINE_WORDS,
                "本人の言葉",
                Kind::HerWords { max: 4000 },
                Class::P3,
                OURS,
            )
            .about(InfoCategory::Harm)
            .part_of("ケース概要")
            .help("本人が言ったとおりに書きます。言いかえません。"),
            Field::required(
                key::MATTERS,
                "協議事項",
                Kind::Lines { max: 200, min: 1 },
                Class::P3,
                PAPER,
            )
            .about(InfoCategory::Harm),
            Field::required(
                key::ATTENDEE_SCOPE,
                "参集範囲（※1）",
                Kind::Attendees { min: 2 },
                Class::P1,
                PAPER,
            )
            .help("できるだけ担当者名まで入れてください。"),
            Field::optional(
                key::WISHED_DATETIME,
                "開催希望日時（※2）",
                Kind::Spans,
                Class::P1,
                PAPER,
            )
            .help("希望の順に入れてください。"),
            Field::optional(
                key::WISHED_PLACE,
                "開催希望場所（※2）",
                Kind::Text { max: 100 },
                Class::P4,
                PAPER,
            )
            .about(InfoCategory::Housing)
            .help("一時保護の場所がわかる書き方をしないでください。"),
            Field::required(key::CONSENT, "本人の同意", Kind::Consent, Class::P2, PAPER).printing(
                "←個別ケース検討会議の開催に本人が同意していることを確認の上チェックして下さい。",
            ),
        ],
        notes: &[
            "※1 参集範囲はできるだけ詳細に(可能であれば担当者名まで)記入して下さい。",
            "※2 開催日時及び場所は希望のとおりにならないことがあります。",
        ],
    }],
};

/// 【開催後記入項目】: how the requesting agency reports the outcome.
pub static CASE_REVIEW_REPORT: Form = Form {
    key: "case_review_report",
    number: "F-01b",
    title: TITLE,
    source: SOURCE_REPORT,
    sections: &[Section::of(
        "【開催後記入項目】",
        &[
            Field::required(key::WRITTEN_ON, "記載年月日", Kind::Date, Class::P1, PAPER),
            Field::required(key::WRITER, "記載者", Kind::Staff, Class::P1, PAPER),
            Field::required(key::HELD, "開催日時", Kind::Span, Class::P1, PAPER),
            Field::required(
                key::HELD_AT,
                "開催場所",
                Kind::Text { max: 100 },
                Class::P4,
                PAPER,
            )
            .about(InfoCategory::Housing),
            Field::required(
                key::ATTENDEES,
                "出席者",
                Kind::Attendees { min: 1 },
                Class::P1,
                PAPER,
            ),
            Field::required(
                key::OUTCOME,
                "協議結果・支援方針",
                Kind::LongText { max: 3000 },
                Class::P3,
                PAPER,
            )
            .about(InfoCategory::Harm)
            .help("決まったこと、役割分担、主担当機関、主たる支援機関、次回の日程。"),
        ],
    )],
};
