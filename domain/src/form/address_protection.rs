//! F-14 支援措置の控え (domain.md §4.8): what the municipality asks for. The program does not file it; it
//! watches the dates. Her address and the other party are on the 相談受付票 and not typed again.

use super::field::OURS;
use super::{Choice, Class, Field, Form, InfoCategory, Kind, Section};

/// Keys of the boxes.
pub mod key {
    pub const APPLICANT: &str = "applicant";
    pub const TOGETHER: &str = "together";
    pub const HARM: &str = "harm";
    pub const COURT_ORDER: &str = "court_order";
    pub const CONSULTED: &str = "consulted";
    pub const OPINION: &str = "opinion";
    pub const OPINION_ON: &str = "opinion_on";
    pub const OFFICES: &str = "offices";
    pub const MUNICIPALITY: &str = "municipality";
    pub const FORMER_ADDRESS: &str = "former_address";
    pub const HONSEKI: &str = "honseki";
    pub const CONTACT: &str = "contact";
}

const TOWNS: &str = "住民基本台帳事務における支援措置の案内（市町村）";

const HARMS: &[Choice] = &[
    Choice {
        key: "spousal_violence",
        label: "A　配偶者からの暴力",
    },
    Choice {
        key: "stalking",
        label: "B　つきまとい等",
    },
    Choice {
        key: "child_abuse",
        label: "C　児童虐待",
    },
    Choice {
        key: "similar",
        label: "D　これらに準ずる行為",
    },
];

const OFFICES: &[Choice] = &[
    Choice {
        key: "inspection",
        label: "住民基本台帳の閲覧",
    },
    Choice {
        key: "residence_copy",
        label: "住民票の写し",
    },
    Choice {
        key: "family_register_copy",
        label: "戸籍の附票の写し",
    },
];

/// 支援措置の控え.
pub static ADDRESS_PROTECTION: Form = Form {
    key: "address_protection",
    number: "F-14",
    title: "支援措置の控え",
    source: "住民基本台帳事務における支援措置（市町村の案内をもとにした設計）",
    sections: &[
        Section {
            title: "申し出ること",
            fields: &[
                Field::required(
                    key::HARM,
                    "被害の区分",
                    Kind::One { options: HARMS },
                    Class::P3,
                    TOWNS,
                )
                .about(InfoCategory::Harm),
                Field::optional(
                    key::APPLICANT,
                    "申出者（本人でないとき）",
                    Kind::Text { max: 60 },
                    Class::P2,
                    TOWNS,
                ),
                Field::optional(
                    key::TOGETHER,
                    "併せて支援を求める人",
                    Kind::Lines { max: 60, min: 0 },
                    Class::P2,
                    TOWNS,
                )
                .about(InfoCategory::Family),
                Field::optional(
                    key::OFFICES,
                    "対象の事務",
                    Kind::Many {
                        options: OFFICES,
                        min: 0,
                    },
                    Class::P3,
                    TOWNS,
                )
                .about(InfoCategory::Legal),
                Field::optional(
                    key::COURT_ORDER,
                    "保護命令などの書面がある",
                    Kind::Flag,
                    Class::P3,
                    TOWNS,
                )
                .about(InfoCategory::Legal)
                .help("保護命令決定書などは、相談先の意見の代わりになります。"),
            ],
            notes: &[
                "※ このしくみは申出をしません。期限を見守ります。相手方と現住所は、相談受付票のとおりです。",
            ],
        },
        Section::of(
            "相談先の意見",
            &[
                Field::optional(
                    key::CONSULTED,
                    "相談先",
                    Kind::Text { max: 100 },
                    Class::P3,
                    TOWNS,
                )
                .about(InfoCategory::Harm),
                Field::optional(
                    key::OPINION,
                    "意見",
                    Kind::LongText { max: 1000 },
                    Class::P3,
                    TOWNS,
                )
                .about(InfoCategory::Harm),
                Field::optional(key::OPINION_ON, "意見の日", Kind::Date, Class::P3, TOWNS)
                    .about(InfoCategory::Harm),
            ],
        ),
        Section::of(
            "場所のわかること（名簿の人だけ）",
            &[
                Field::optional(
                    key::MUNICIPALITY,
                    "申出先の市区町村",
                    Kind::Text { max: 60 },
                    Class::P4,
                    TOWNS,
                ),
                Field::optional(
                    key::FORMER_ADDRESS,
                    "前住所",
                    Kind::Text { max: 200 },
                    Class::P4,
                    TOWNS,
                ),
                Field::optional(
                    key::HONSEKI,
                    "本籍",
                    Kind::Text { max: 200 },
                    Class::P4,
                    TOWNS,
                ),
                Field::optional(
                    key::CONTACT,
                    "市区町村からの連絡方法",
                    Kind::Text { max: 200 },
                    Class::P4,
                    OURS,
                ),
            ],
        ),
    ],
};
