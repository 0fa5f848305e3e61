//! 招集通知 and 誓約書 (F-13) on paper, for participants without an account: a doctor, a school, a 民生委員.
//!
//! Neither has a box for her name, a title of the case or a place of protection.

use super::field::OURS;
use super::{Class, Field, Form, Kind, Section};

/// Keys of the boxes.
pub mod key {
    pub const AGENCY: &str = "agency";
    pub const PERSON: &str = "person";
    pub const MEETING: &str = "meeting";
    pub const HELD: &str = "held";
    pub const ROOM: &str = "room";
    pub const ROLES: &str = "roles";
    pub const LEADS: &str = "leads";
    pub const BASIS: &str = "basis";
    pub const SECRECY: &str = "secrecy";
    pub const COUNCIL: &str = "council";
    pub const FROM: &str = "from";
    pub const POSITION: &str = "position";
    pub const HOLDER: &str = "holder";
    pub const TEXT: &str = "text";
    pub const TIES: &str = "ties";
    pub const PENALTY: &str = "penalty";
    pub const SIGNED_ON: &str = "signed_on";
    pub const SIGNATURE: &str = "signature";
}

const GUIDE: &str = "開催要領 第3";
const ACT: &str = "困難な問題を抱える女性への支援に関する法律15条5項";
const ACT_JOINTLY: &str = "困難な問題を抱える女性への支援に関する法律15条1項";

/// 招集通知.
pub static CONVENING_LETTER: Form = Form {
    key: "convening_letter",
    number: "招集",
    title: "会議のご案内（招集通知）",
    source: "開催要領 第3をもとにした設計",
    sections: &[Section {
        title: "",
        fields: &[
            Field::required(
                key::AGENCY,
                "宛先の機関",
                Kind::Text { max: 100 },
                Class::P1,
                GUIDE,
            ),
            Field::required(
                key::PERSON,
                "お名前",
                Kind::Text { max: 60 },
                Class::P1,
                GUIDE,
            ),
            Field::required(
                key::MEETING,
                "会議",
                Kind::Text { max: 100 },
                Class::P1,
                GUIDE,
            ),
            Field::required(key::HELD, "日時", Kind::Span, Class::P1, GUIDE),
            Field::required(key::ROOM, "会場", Kind::Text { max: 100 }, Class::P1, GUIDE),
            Field::required(
                key::ROLES,
                "お願いする役割",
                Kind::Text { max: 100 },
                Class::P1,
                OURS,
            ),
            Field::required(
                key::LEADS,
                "司会・記録",
                Kind::Text { max: 200 },
                Class::P1,
                GUIDE,
            ),
            Field::required(
                key::BASIS,
                "会議の根拠",
                Kind::Text { max: 300 },
                Class::P1,
                OURS,
            ),
            Field::required(
                key::SECRECY,
                "秘密を守る義務",
                Kind::Lines { max: 500, min: 1 },
                Class::P1,
                ACT,
            ),
            Field::required(
                key::COUNCIL,
                "会議体（設置する市区町村）",
                Kind::Text { max: 300 },
                Class::P1,
                ACT_JOINTLY,
            ),
            Field::required(
                key::FROM,
                "案内をする機関",
                Kind::Text { max: 100 },
                Class::P1,
                GUIDE,
            ),
        ],
        notes: &[
            "※1 会議は非公開です。この案内を写したり、ほかの人に渡したりしないでください。",
            "※2 署名した誓約書を、当日お持ちください。誓約書がないときは、会議に出られません。",
            "※3 来られないときは、会議の内容を書かずに、案内をした機関へ電話で知らせてください。",
        ],
    }],
};

/// 誓約書.
pub static PLEDGE: Form = Form {
    key: "pledge",
    number: "F-13",
    title: "誓約書",
    source: "実施要綱 4(4)、困難な問題を抱える女性への支援に関する法律15条5項をもとにした設計",
    sections: &[
        Section::of(
            "【署名する人】",
            &[
                Field::required(key::PERSON, "氏名", Kind::Text { max: 60 }, Class::P1, OURS),
                Field::required(
                    key::AGENCY,
                    "機関",
                    Kind::Text { max: 100 },
                    Class::P1,
                    OURS,
                ),
                Field::optional(
                    key::POSITION,
                    "職名",
                    Kind::Text { max: 60 },
                    Class::P1,
                    OURS,
                ),
                Field::required(
                    key::HOLDER,
                    "立場（一つに印）",
                    Kind::One {
                        options: super::choices::DUTY_HOLDER,
                    },
                    Class::P1,
                    ACT,
                ),
            ],
        ),
        Section {
            title: "【約束】",
            fields: &[
                Field::required(
                    key::TEXT,
                    "守ること",
                    Kind::Lines { max: 1000, min: 1 },
                    Class::P1,
                    ACT,
                ),
                Field::required(
                    key::TIES,
                    "関わりのある人",
                    Kind::Lines { max: 300, min: 1 },
                    Class::P1,
                    OURS,
                ),
                Field::required(
                    key::PENALTY,
                    "罰則",
                    Kind::Text { max: 200 },
                    Class::P1,
                    OURS,
                ),
                Field::required(
                    key::MEETING,
                    "会議",
                    Kind::Text { max: 100 },
                    Class::P1,
                    OURS,
                ),
                Field::required(key::SIGNED_ON, "署名の日", Kind::Date, Class::P1, OURS),
                Field::required(
                    key::SIGNATURE,
                    "署名",
                    Kind::Text { max: 60 },
                    Class::P1,
                    OURS,
                ),
            ],
            notes: &["※ この誓約書は、会議を開く機関が保管します。"],
        },
    ],
};

/// What is promised on paper (domain.md §12.1), each a line.
pub const PROMISES: [&str; 5] = [
    "会議で知ったことを、正当な理由なく漏らしません。役目が終わったあとも同じです。",
    "会議で知ったことを、支援の目的のほかには使いません。",
    "資料を写したり、撮影したり、ほかの人に渡したりしません。資料は会議のあとに返します。",
    "居場所がわかることを、だれにも話しません。",
    "資料をなくしたとき、漏らしてしまったかもしれないときは、すぐに会議を開く機関に知らせます。",
];

/// Whether the signer knows somebody in the case.
pub const TIES: &str = "私や私の近い親族は、このケースに出てくる人を　☐ 知っている　☐ 知らない\n「知っている」ときは、会議の前に、会議を開く機関に知らせます。";

/// That the Act knows penalties; their measure is not told here.
pub const PENALTY: &str =
    "困難な問題を抱える女性への支援に関する法律には、罰則の定めがあります（第23条）。";
