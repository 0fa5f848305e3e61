//! F-15 アウトリーチ記録: one round outside (見回り), counted by whoever went; no name needed, and none has a
//! box. After what an agency of the youth programme counts in a year (domain.md §19).

use super::field::OURS;
use super::{Class, Field, Form, Kind, Section, choices};

/// Keys that sums and screens refer to.
pub mod key {
    pub const WENT_ON: &str = "went_on";
    pub const AREA: &str = "area";
    pub const FROM: &str = "from";
    pub const TO: &str = "to";
    pub const STAFF: &str = "staff";

    pub const SPOKEN_TO: &str = "spoken_to";
    pub const ATTENDED: &str = "attended";
    pub const UNDER_18: &str = "under_18";
    pub const FROM_18: &str = "from_18";
    pub const FROM_20: &str = "from_20";
    pub const FROM_25: &str = "from_25";
    pub const AGE_UNKNOWN: &str = "age_unknown";

    pub const TOPIC_PLACE: &str = "topic_place";
    pub const TOPIC_HARM: &str = "topic_harm";
    pub const TOPIC_MONEY: &str = "topic_money";
    pub const TOPIC_HEALTH: &str = "topic_health";
    pub const TOPIC_FAMILY: &str = "topic_family";
    pub const TOPIC_OTHER: &str = "topic_other";

    pub const ITEMS: &str = "items";
    pub const WENT_ALONG: &str = "went_along";
    pub const ALONG_TO: &str = "along_to";
    pub const NIGHTS: &str = "nights";
    pub const PASSED_ON: &str = "passed_on";
    pub const NOTE: &str = "note";
}

/// The model this form follows.
const MODEL: &str = "若年被害女性等支援事業の活動の集計";
/// More people than any round meets.
const MANY: Kind = Kind::Count { max: 9999 };

/// 年齢層: the boxes that add up to 対応人数.
pub const BANDS: [&str; 5] = [
    key::UNDER_18,
    key::FROM_18,
    key::FROM_20,
    key::FROM_25,
    key::AGE_UNKNOWN,
];

/// アウトリーチ記録.
pub static PATROL: Form = Form {
    key: "patrol",
    number: "F-15",
    title: "アウトリーチ記録",
    source: "若年被害女性等支援事業の活動の集計をもとにした設計",
    sections: &[
        Section::of(
            "見回り",
            &[
                Field::required(key::WENT_ON, "見回りの日", Kind::Date, Class::P1, MODEL)
                    .help("日をまたいだときは、始めた日。"),
                Field::required(key::AREA, "区域", Kind::Text { max: 30 }, Class::P1, MODEL)
                    .help("駅の東側、のように粗く。店や建物の名前は書きません。"),
                Field::optional(
                    key::FROM,
                    "始めた時刻（例 23:10）",
                    Kind::Text { max: 10 },
                    Class::P1,
                    OURS,
                ),
                Field::optional(
                    key::TO,
                    "終えた時刻",
                    Kind::Text { max: 10 },
                    Class::P1,
                    OURS,
                ),
                Field::required(key::STAFF, "出た職員（人）", MANY, Class::P1, MODEL),
            ],
        ),
        Section::of(
            "会った人",
            &[
                Field::required(key::SPOKEN_TO, "声をかけた人（人）", MANY, Class::P0, MODEL),
                Field::required(key::ATTENDED, "対応した人（人）", MANY, Class::P0, MODEL)
                    .help("話を聞いた、物を渡した、いっしょに行った人。"),
                Field::optional(key::UNDER_18, "18歳未満（人）", MANY, Class::P0, MODEL),
                Field::optional(key::FROM_18, "18・19歳（人）", MANY, Class::P0, MODEL),
                Field::optional(key::FROM_20, "20〜24歳（人）", MANY, Class::P0, MODEL),
                Field::optional(key::FROM_25, "25歳以上（人）", MANY, Class::P0, MODEL),
                Field::optional(
                    key::AGE_UNKNOWN,
                    "年齢がわからない（人）",
                    MANY,
                    Class::P0,
                    MODEL,
                ),
            ],
        ),
        Section::of(
            "話されたこと（件）",
            &[
                Field::optional(key::TOPIC_PLACE, "居場所", MANY, Class::P0, MODEL),
                Field::optional(key::TOPIC_HARM, "性被害・暴力", MANY, Class::P0, MODEL),
                Field::optional(key::TOPIC_MONEY, "お金・仕事", MANY, Class::P0, MODEL),
                Field::optional(key::TOPIC_HEALTH, "からだ・こころ", MANY, Class::P0, MODEL),
                Field::optional(key::TOPIC_FAMILY, "家族", MANY, Class::P0, MODEL),
                Field::optional(key::TOPIC_OTHER, "そのほか", MANY, Class::P0, MODEL),
            ],
        ),
        Section::of(
            "したこと",
            &[
                Field::optional(key::ITEMS, "渡した物（個）", MANY, Class::P0, MODEL),
                Field::optional(key::WENT_ALONG, "同行（回）", MANY, Class::P0, MODEL),
                Field::optional(
                    key::ALONG_TO,
                    "同行した先",
                    Kind::Many {
                        options: choices::ALONG_TO,
                        min: 1,
                    },
                    Class::P0,
                    MODEL,
                ),
                Field::optional(key::NIGHTS, "居場所での宿泊（泊）", MANY, Class::P0, MODEL),
                Field::optional(
                    key::PASSED_ON,
                    "ほかの機関につないだ人（人）",
                    MANY,
                    Class::P0,
                    MODEL,
                ),
                Field::optional(
                    key::NOTE,
                    "気づいたこと",
                    Kind::LongText { max: 500 },
                    // What somebody writes down may touch somebody after all.
                    Class::P3,
                    OURS,
                )
                .help("場所や時間帯のようす。人がわかることは書きません。"),
            ],
        ),
    ],
};
