//! F-06 相談受付票: the first paper of a case, after the 相談受付・申込票 of the 自立相談支援機関, with what
//! a woman in danger needs besides: a safe way to reach her, the name to call her by, tonight.

use super::field::OURS;
use super::{Class, Field, Form, InfoCategory, Kind, Section, choices};

/// Keys that procedure, prefill and screens refer to.
pub mod key {
    pub const ACCEPTED_ON: &str = "accepted_on";
    pub const RECEIVED_BY: &str = "received_by";
    pub const ROUTE: &str = "route";
    pub const CAME_FROM: &str = "came_from";
    pub const MEANS: &str = "means";
    pub const VISITOR_NAME: &str = "visitor_name";
    pub const VISITOR_RELATION: &str = "visitor_relation";
    pub const VISITOR_PHONE: &str = "visitor_phone";

    pub const CALLED_NAME: &str = "called_name";
    pub const CODE_WORD: &str = "code_word";
    pub const NAME: &str = "name";
    pub const KANA: &str = "kana";
    pub const BIRTH_DATE: &str = "birth_date";
    pub const AGE: &str = "age";
    pub const LANGUAGE: &str = "language";
    pub const INTERPRETER: &str = "interpreter";
    pub const INTERPRETER_WISH: &str = "interpreter_wish";

    pub const ADDRESS: &str = "address";
    pub const PHONE: &str = "phone";
    pub const EMAIL: &str = "email";
    pub const SAFE_CONTACT: &str = "safe_contact";
    pub const CONTACT_WAYS: &str = "contact_ways";
    pub const CONTACT_HOURS: &str = "contact_hours";
    pub const DEVICE_SHARED: &str = "device_shared";
    pub const PASSPORT_PLACE: &str = "passport_place";

    pub const MATTERS: &str = "matters";
    pub const WORST: &str = "worst";
    pub const CHIEF_COMPLAINT: &str = "chief_complaint";
    pub const PROBLEM_CATEGORIES: &str = "problem_categories";
    pub const DANGER_NOW: &str = "danger_now";
    pub const FACTS: &str = "facts";
    pub const HER_WORDS: &str = "her_words";
    pub const WORKER_VIEW: &str = "worker_view";

    pub const FAMILY: &str = "family";

    pub const OPPOSING_NAME: &str = "opposing_name";
    pub const OPPOSING_RELATION: &str = "opposing_relation";
    pub const OPPOSING_BIRTH: &str = "opposing_birth";
    pub const OPPOSING_ADDRESS: &str = "opposing_address";

    pub const RULES_EXPLAINED: &str = "rules_explained";
    pub const INTAKE_SHARING: &str = "intake_sharing";
}

/// The model this form follows.
const MODEL: &str = "相談受付・申込票 様式(案)";
const LEDGER: &str = "実施要綱 別紙様式1";
const STATISTICS: &str = "相談統計の区分";
const CHART: &str = "個別ケース検討会議の概要";

/// 相談受付票.
pub static INTAKE: Form = Form {
    key: "intake",
    number: "F-06",
    title: "相談受付票",
    source: "相談受付・申込票 様式(案)（自立相談支援機関）をもとにした設計",
    sections: &[
        Section::of(
            "受付",
            &[
                Field::required(
                    key::ACCEPTED_ON,
                    "相談受理年月日",
                    Kind::Date,
                    Class::P2,
                    LEDGER,
                ),
                Field::required(key::RECEIVED_BY, "受付者", Kind::Staff, Class::P1, MODEL),
                Field::optional(
                    key::ROUTE,
                    "相談経路",
                    Kind::One {
                        options: choices::ROUTE,
                    },
                    Class::P2,
                    OURS,
                )
                .help("どこから、または誰から相談につながりましたか。"),
                Field::optional(
                    key::CAME_FROM,
                    "どこから（つないだ窓口と市町村）",
                    Kind::Text { max: 100 },
                    Class::P2,
                    OURS,
                )
                .help("ほかの窓口や市町村からつながったときだけ入れてください。"),
                Field::optional(
                    key::MEANS,
                    "来談方法",
                    Kind::One {
                        options: choices::MEANS,
                    },
                    Class::P1,
                    STATISTICS,
                ),
                Field::optional(
                    key::VISITOR_NAME,
                    "来談者の氏名",
                    Kind::Text { max: 60 },
                    Class::P2,
                    MODEL,
                )
                .help("本人ではない方が来たときだけ入れてください。"),
                Field::optional(
                    key::VISITOR_RELATION,
                    "来談者と本人の関係",
                    Kind::One {
                        options: choices::VISITOR_RELATION,
                    },
                    Class::P2,
                    MODEL,
                ),
                Field::optional(
                    key::VISITOR_PHONE,
                    "来談者の電話",
                    Kind::Text { max: 30 },
                    Class::P4,
                    MODEL,
                ),
            ],
        ),
        Section::of(
            "ご本人",
            &[
                Field::optional(
                    key::CALLED_NAME,
                    "呼ばれたい名前",
                    Kind::Text { max: 60 },
                    Class::P2,
                    OURS,
                )
                .help("本名でなくてかまいません。画面ではこの名前で表示します。"),
                Field::optional(
                    key::CODE_WORD,
                    "合図の言葉",
                    Kind::Text { max: 40 },
                    Class::P3,
                    OURS,
                )
                .about(InfoCategory::Harm)
                .help("次に会ったとき、同じ人だと確かめる言葉。本人と決めます。"),
                Field::optional(key::NAME, "氏名", Kind::Text { max: 60 }, Class::P2, MODEL),
                Field::optional(
                    key::KANA,
                    "フリガナ",
                    Kind::Text { max: 60 },
                    Class::P2,
                    MODEL,
                ),
                Field::optional(
                    key::BIRTH_DATE,
                    "生年月日",
                    Kind::BirthDate,
                    Class::P2,
                    MODEL,
                )
                .help("わからないときは、年齢を推定で入れてください。"),
                Field::optional(
                    key::AGE,
                    "年齢",
                    Kind::Age {
                        birth_key: key::BIRTH_DATE,
                    },
                    Class::P2,
                    MODEL,
                ),
                Field::optional(
                    key::LANGUAGE,
                    "言語",
                    Kind::Text { max: 40 },
                    Class::P2,
                    OURS,
                )
                .about(InfoCategory::Residence),
                Field::optional(key::INTERPRETER, "通訳が必要", Kind::Flag, Class::P2, OURS)
                    .about(InfoCategory::Residence),
                Field::optional(
                    key::INTERPRETER_WISH,
                    "通訳についての希望",
                    Kind::Text { max: 200 },
                    Class::P2,
                    OURS,
                )
                .about(InfoCategory::Residence)
                .help("ことば、方言、性別。同じ地域の人を避けたい、など。"),
            ],
        ),
        Section::of(
            "安全な連絡",
            &[
                Field::optional(
                    key::ADDRESS,
                    "住所",
                    Kind::Text { max: 200 },
                    Class::P4,
                    MODEL,
                )
                .about(InfoCategory::Housing)
                .help("居場所の閲覧者だけが開けます。"),
                Field::optional(key::PHONE, "電話", Kind::Text { max: 30 }, Class::P4, MODEL),
                Field::optional(
                    key::EMAIL,
                    "E-mail",
                    Kind::Text { max: 120 },
                    Class::P4,
                    MODEL,
                ),
                Field::optional(
                    key::SAFE_CONTACT,
                    "安全に連絡できる方法",
                    Kind::Text { max: 200 },
                    Class::P4,
                    OURS,
                ),
                Field::optional(
                    key::CONTACT_WAYS,
                    "連絡のしかた",
                    Kind::Many {
                        options: choices::CONTACT_WAYS,
                        min: 1,
                    },
                    Class::P4,
                    OURS,
                ),
                Field::optional(
                    key::CONTACT_HOURS,
                    "安全に連絡できる時間",
                    Kind::Text { max: 100 },
                    Class::P4,
                    OURS,
                ),
                Field::optional(
                    key::DEVICE_SHARED,
                    "電話や端末をほかの人も使う",
                    Kind::One {
                        options: choices::YES_NO_UNKNOWN,
                    },
                    Class::P4,
                    OURS,
                ),
                Field::optional(
                    key::PASSPORT_PLACE,
                    "旅券のある場所",
                    Kind::Text { max: 100 },
                    Class::P4,
                    OURS,
                )
                .about(InfoCategory::Residence),
            ],
        ),
        Section::of(
            "ご相談の内容",
            &[
                Field::required(
                    key::MATTERS,
                    "ご相談の内容",
                    Kind::Many {
                        options: choices::MATTERS,
                        min: 1,
                    },
                    Class::P3,
                    MODEL,
                )
                .about(InfoCategory::Harm)
                .help("あてはまるものをすべて選んでください。"),
                Field::optional(
                    key::WORST,
                    "いちばん困っていること（◎）",
                    Kind::One {
                        options: choices::MATTERS,
                    },
                    Class::P3,
                    MODEL,
                )
                .about(InfoCategory::Harm),
                Field::optional(
                    key::CHIEF_COMPLAINT,
                    "主訴",
                    Kind::One {
                        options: choices::CHIEF_COMPLAINT,
                    },
                    Class::P3,
                    STATISTICS,
                )
                .about(InfoCategory::Harm),
                Field::optional(
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
                Field::optional(
                    key::DANGER_NOW,
                    "今夜の危険",
                    Kind::LongText { max: 500 },
                    Class::P3,
                    OURS,
                )
                .about(InfoCategory::Harm)
                .help("今日、安全に帰れますか。追ってくるおそれはありますか。"),
            ],
        ),
        Section::of(
            "記録",
            &[
                Field::optional(
                    key::FACTS,
                    "事実",
                    Kind::LongText { max: 4000 },
                    Class::P3,
                    OURS,
                )
                .about(InfoCategory::Harm)
                .help(
                    "見たこと、聞いたこと、確かめたこと。居場所がわかることは書かないでください。",
                ),
                Field::optional(
                    key::HER_WORDS,
                    "本人の言葉",
                    Kind::HerWords { max: 4000 },
                    Class::P3,
                    OURS,
                )
                .about(InfoCategory::Harm)
                .help("本人が言ったとおりに書きます。言いかえません。"),
                Field::optional(
                    key::WORKER_VIEW,
                    "所見",
                    Kind::LongText { max: 4000 },
                    Class::P3,
                    OURS,
                )
                .about(InfoCategory::Harm)
                .help("支援者の見立て。本人の画面には出ません。"),
            ],
        ),
        Section::of(
            "同伴家族",
            &[
                Field::optional(key::FAMILY, "同伴家族", Kind::People, Class::P2, LEDGER)
                    .about(InfoCategory::Children)
                    .help("学校・保育所の名前は、居場所と同じように守られます。"),
            ],
        ),
        Section::of(
            "相手方",
            &[
                Field::optional(
                    key::OPPOSING_NAME,
                    "相手方の氏名",
                    Kind::Text { max: 60 },
                    Class::P2,
                    OURS,
                )
                .about(InfoCategory::Harm),
                Field::optional(
                    key::OPPOSING_RELATION,
                    "相手方と本人の関係",
                    Kind::Text { max: 40 },
                    Class::P2,
                    OURS,
                )
                .about(InfoCategory::Harm),
                Field::optional(
                    key::OPPOSING_BIRTH,
                    "相手方の生年月日",
                    Kind::BirthDate,
                    Class::P2,
                    OURS,
                )
                .about(InfoCategory::Harm),
                Field::optional(
                    key::OPPOSING_ADDRESS,
                    "相手方の住所",
                    Kind::Text { max: 200 },
                    Class::P4,
                    OURS,
                )
                .about(InfoCategory::Harm)
                .help("まちがって送らないための照合に使います。"),
            ],
        ),
        Section::of(
            "説明と同意",
            &[
                Field::optional(
                    key::RULES_EXPLAINED,
                    "個人情報の取扱いを説明した",
                    Kind::Flag,
                    Class::P1,
                    MODEL,
                ),
                Field::optional(
                    key::INTAKE_SHARING,
                    "必要な関係機関との情報共有への同意",
                    Kind::Consent,
                    Class::P2,
                    MODEL,
                )
                .help("同意の記録をつけると、しるしがつきます。"),
            ],
        ),
    ],
};
