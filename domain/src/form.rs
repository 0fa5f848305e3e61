//! 様式: every official form as data, one constant a form, in the order of the paper.
//!
//! Five readers, each written once for all forms: the screen, the check ([`check`]), the printed
//! sheet and PDF, the XLSX, the statistics. A new field is one line in the form's constant.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::id::{AgencyId, StaffId};

pub mod address_protection;
pub mod assessment;
pub mod case_review;
pub mod choices;
pub mod evaluation;
pub mod inquiry;
pub mod intake;
pub mod ledger;
pub mod letter;
pub mod meeting_record;
pub mod patrol;
pub mod plan;
pub mod posthoc;

mod check;
mod field;
mod split;

pub use address_protection::ADDRESS_PROTECTION;
pub use assessment::ASSESSMENT;
pub use case_review::{CASE_REVIEW_REPORT, CASE_REVIEW_REQUEST};
pub use check::check;
pub use evaluation::{EVALUATION, EVALUATION_GOAL};
pub use inquiry::INQUIRY;
pub use intake::INTAKE;
pub use letter::{CONVENING_LETTER, PLEDGE};
pub use meeting_record::MEETING_RECORD;
pub use patrol::PATROL;
pub use plan::{PLAN_ITEM, SUPPORT_PLAN};
pub use posthoc::POSTHOC_REPORT;
pub use split::{join_classes, split_by_class};

/// Every form the program knows, for tests and for the readers that walk all of them.
pub const ALL: &[&Form] = &[
    &INTAKE,
    &ASSESSMENT,
    &CASE_REVIEW_REQUEST,
    &CASE_REVIEW_REPORT,
    &MEETING_RECORD,
    &SUPPORT_PLAN,
    &PLAN_ITEM,
    &EVALUATION,
    &EVALUATION_GOAL,
    &INQUIRY,
    &POSTHOC_REPORT,
    &PATROL,
    &ADDRESS_PROTECTION,
    &CONVENING_LETTER,
    &PLEDGE,
];

/// 様式: one paper.
#[derive(Debug)]
pub struct Form {
    /// Stable key used in stored data, for instance `case_review_request`.
    pub key: &'static str,
    /// Number in the form catalogue (domain.md §10), for instance `F-01`.
    pub number: &'static str,
    /// Title exactly as on the paper.
    pub title: &'static str,
    /// Where the form comes from: paper and paragraph.
    pub source: &'static str,
    pub sections: &'static [Section],
}

/// A block of the paper, for instance 【要請時記入項目】.
#[derive(Debug)]
pub struct Section {
    /// Heading exactly as on the paper; empty when the paper has none.
    pub title: &'static str,
    pub fields: &'static [Field],
    /// Notes printed under the block, for instance ※1, word for word; empty when there are none.
    pub notes: &'static [&'static str],
}

/// One box of the paper.
#[derive(Debug)]
pub struct Field {
    /// Stable key of the value in [`FormData`].
    pub key: &'static str,
    /// Label exactly as on the paper.
    pub label: &'static str,
    /// Help under the label on the screen; empty when the label says it all.
    pub hint: &'static str,
    pub kind: Kind,
    pub need: Need,
    pub class: Class,
    /// Kind of information, for consent scopes (domain.md §11.1); `None` for plain logistics.
    pub category: Option<InfoCategory>,
    /// Paragraph or paper that asks for the field; `設計` where it is our own.
    pub source: &'static str,
    /// The box of the paper this field is a part of, where the paper has one box for several fields
    /// (ケース概要 holds facts and her words); empty when the field has a box of its own.
    pub paper_box: &'static str,
    /// Words the paper prints inside the box, beside the value; empty when it prints none.
    pub printed: &'static str,
}

/// What a field holds and how long it may be (lengths are characters, not bytes).
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// One line.
    Text { max: usize },
    /// Several lines.
    LongText { max: usize },
    /// 本人の言葉: several lines, kept to the letter; nobody but she changes them.
    HerWords { max: usize },
    /// A date; on the screen with 元号.
    Date,
    /// A birth date: must lie in the past; an age may stand for it when it is unknown.
    BirthDate,
    /// Computed from another field; never typed.
    Age { birth_key: &'static str },
    /// Exactly one of the options must be ticked.
    One { options: &'static [Choice] },
    /// At least `min` of the options.
    Many {
        options: &'static [Choice],
        min: usize,
    },
    /// A numbered list of short lines, at least `min`.
    Lines { max: usize, min: usize },
    /// Agencies with the person in charge, at least `min` different agencies.
    Attendees { min: usize },
    /// Wished times, first wish first.
    Spans,
    /// A time that was: from before to.
    Span,
    /// Members of the family who come with her.
    People,
    /// The requesting or writing agency itself; filled in by the program.
    Agency,
    /// The person who writes; filled in by the program, may be corrected.
    Staff,
    /// A tick that follows a consent record and cannot be set by hand.
    Consent,
    /// yes / no
    Flag,
    /// A whole number, as it was typed.
    Count { max: u32 },
}

/// One box to tick: stored key and the words of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    pub key: &'static str,
    pub label: &'static str,
}

/// 必須／任意.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Required,
    Optional,
}

/// 機微度 (domain.md §10, §12.2): how far a value may travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Class {
    /// public or aggregate
    P0,
    /// internal: logistics, agencies, roles
    P1,
    /// personal: names, birth dates
    P2,
    /// sensitive: harm, health, history (要配慮個人情報)
    P3,
    /// whereabouts and safe contacts: sealed under a key of their own
    P4,
}

/// 情報の種類: what a consent to share can include or leave out (domain.md §11.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum InfoCategory {
    /// 被害
    Harm,
    /// 性被害の詳細
    SexualHarmDetail,
    /// 健康
    Health,
    /// 子ども
    Children,
    /// 住まい・居場所
    Housing,
    /// 経済
    Economic,
    /// 家族
    Family,
    /// 法律・手続き
    Legal,
    /// 仕事・学び
    Work,
    /// 介護
    Care,
    /// 在留・言葉
    Residence,
}

impl InfoCategory {
    /// All categories in the order in which she is asked about them.
    pub const ALL: [InfoCategory; 11] = [
        Self::Harm,
        Self::SexualHarmDetail,
        Self::Health,
        Self::Children,
        Self::Housing,
        Self::Economic,
        Self::Family,
        Self::Legal,
        Self::Work,
        Self::Care,
        Self::Residence,
    ];

    /// The word on staff screens and papers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Harm => "被害",
            Self::SexualHarmDetail => "性被害の詳細",
            Self::Health => "健康",
            Self::Children => "子ども",
            Self::Housing => "住まい",
            Self::Economic => "経済",
            Self::Family => "家族",
            Self::Legal => "法律・手続き",
            Self::Work => "仕事・学び",
            Self::Care => "介護",
            Self::Residence => "在留・言葉",
        }
    }
}

/// The values of one filled form, by field key. Fields not filled are absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FormData(pub BTreeMap<String, Value>);

/// One value. The screen keeps what was typed; only [`check`] decides whether it is fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "v", rename_all = "snake_case")]
pub enum Value {
    Text(String),
    Date(NaiveDate),
    /// A date the writer typed that is none, kept to the letter so that nothing typed is lost.
    UnreadDate(String),
    /// Whole years, 推定 (where no birth date is known).
    EstimatedAge(u16),
    Ticks(Vec<String>),
    Lines(Vec<String>),
    Attendees(Vec<Attendee>),
    Spans(Vec<Span>),
    People(Vec<FamilyEntry>),
    Agency(AgencyId),
    Staff(StaffId),
    Flag(bool),
}

impl Value {
    /// Colleagues it names by their account.
    pub fn people_named(&self) -> Vec<StaffId> {
        match self {
            Self::Staff(person) => vec![*person],
            Self::Attendees(people) => people.iter().filter_map(|one| one.staff).collect(),
            _ => Vec::new(),
        }
    }

    /// Agencies it names.
    pub fn agencies_named(&self) -> Vec<AgencyId> {
        match self {
            Self::Agency(agency) => vec![*agency],
            Self::Attendees(people) => people.iter().map(|one| one.agency).collect(),
            _ => Vec::new(),
        }
    }

    /// What was typed, where that can be told without a list of names and choices.
    pub(crate) fn in_words(&self) -> String {
        match self {
            Self::Text(text) | Self::UnreadDate(text) => text.trim().to_owned(),
            Self::Lines(lines) => lines.join("、"),
            Self::Date(date) => calendar::wareki(*date).to_string(),
            _ => "別の内容".to_owned(),
        }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::UnreadDate(text) => text.trim().is_empty(),
            Self::Ticks(ticks) => ticks.is_empty(),
            Self::Lines(lines) => lines.iter().all(|line| line.trim().is_empty()),
            Self::Attendees(people) => people.is_empty(),
            Self::Spans(spans) => spans.is_empty(),
            Self::People(people) => people.is_empty(),
            Self::Date(_)
            | Self::EstimatedAge(_)
            | Self::Agency(_)
            | Self::Staff(_)
            | Self::Flag(_) => false,
        }
    }
}

/// 参集範囲 / 出席者: an agency and, as far as known, the person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Attendee {
    pub agency: AgencyId,
    /// The person's account, where there is one.
    pub staff: Option<StaffId>,
    /// The person's name as written, for people without an account.
    pub name: String,
}

impl Attendee {
    /// The same person: by the account, and without one by agency and name.
    pub fn is(&self, other: &Attendee) -> bool {
        match (self.staff, other.staff) {
            (Some(one), Some(other)) => one == other,
            (None, None) => self.agency == other.agency && self.name.trim() == other.name.trim(),
            _ => false,
        }
    }
}

/// A time on one day in Japan, from before to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    pub from: NaiveDateTime,
    pub to: NaiveDateTime,
}

/// 同伴家族: one member of the family who comes with her.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyEntry {
    pub name: String,
    pub kana: String,
    pub birth: Option<NaiveDate>,
    /// 続柄: 長女, 母 …
    pub relation: String,
    /// 同伴: comes with her (counts as 支援対象, 要綱).
    pub accompanies: bool,
    /// 学校・保育所など
    pub school: String,
}

/// A mistake in one field: which, and what it is. Words are [`What::words`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub field: String,
    pub what: What,
}

/// What is wrong with a field; a closed list, so that each has its plain words once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    Missing,
    TooLong {
        max: usize,
    },
    /// Neither or several were ticked where exactly one is asked (BR-001).
    ExactlyOne,
    TooFew {
        min: usize,
    },
    UnknownChoice,
    /// The words of `calendar::DateProblem`, already in plain Japanese.
    NotADate {
        words: String,
    },
    NotInThePast,
    /// A day that has not come.
    NotYet,
    /// Not a whole number, or more than the box may hold.
    NotACount,
    /// Parts that are more than their whole.
    MoreThanWhole {
        whole: String,
    },
    /// An estimated age no human being has.
    NoSuchAge,
    /// Somebody else wrote into the box while this was typed.
    WrittenMeanwhile {
        /// In words; empty = emptied it.
        said: String,
        /// The [`Value`] as it is written, null = emptied: a program that only tells of refusals need not read forms.
        stands: serde_json::Value,
    },
    EndsBeforeItStarts,
    WrongKind,
    /// A field the form does not have.
    UnknownField,
}

impl What {
    /// What the writer reads: what to do, in plain Japanese.
    pub fn words(&self, label: &str) -> String {
        match self {
            Self::Missing => format!("「{label}」を入力してください。"),
            Self::TooLong { max } => format!("「{label}」は{max}文字までにしてください。"),
            Self::ExactlyOne => format!("「{label}」は、どちらか一つだけ選んでください。"),
            Self::TooFew { min } => format!("「{label}」は{min}つ以上入れてください。"),
            Self::UnknownChoice => format!("「{label}」は、表示されている中から選んでください。"),
            Self::NotADate { words } => words.clone(),
            Self::NotInThePast => format!("「{label}」は、きょうより前の日付にしてください。"),
            Self::NotYet => format!("「{label}」は、きょうまでの日付にしてください。"),
            Self::NotACount => format!("「{label}」は、数字だけで入れてください。"),
            Self::MoreThanWhole { whole } => {
                format!("「{label}」などの合計が「{whole}」より多くなっています。")
            }
            Self::NoSuchAge => format!("「{label}」の年齢をたしかめてください。"),
            Self::WrittenMeanwhile { said, .. } => {
                let said = match said.as_str() {
                    "" => "空".to_owned(),
                    said => format!("「{said}」"),
                };
                format!(
                    "「{label}」は、書いている間に、ほかの人が{said}にしました。どちらにするか決めて、もう一度送ってください。"
                )
            }
            Self::EndsBeforeItStarts => {
                format!("「{label}」は、終わりを始まりより後の時刻にしてください。")
            }
            Self::WrongKind => format!("「{label}」をもう一度入力してください。"),
            Self::UnknownField => {
                "この様式にない項目が送られました。画面を開き直してください。".to_owned()
            }
        }
    }
}

impl Form {
    /// All fields in paper order.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        let sections: &'static [Section] = self.sections;
        sections.iter().flat_map(|section| section.fields.iter())
    }

    /// The field with this key.
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields().find(|field| field.key == key)
    }
}

impl FormData {
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    pub fn set(&mut self, key: &str, value: Value) {
        self.0.insert(key.to_owned(), value);
    }

    /// Builder form of [`FormData::set`], for defaults and tests.
    pub fn with(mut self, key: &str, value: Value) -> Self {
        self.set(key, value);
        self
    }

    /// The text of a field; empty when absent.
    pub fn text(&self, key: &str) -> &str {
        match self.0.get(key) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// The whole number in a field, however its digits were typed.
    pub fn count(&self, key: &str) -> Option<u32> {
        crate::calendar::ascii_digits(self.text(key).trim())
            .parse()
            .ok()
    }

    pub fn date(&self, key: &str) -> Option<NaiveDate> {
        match self.0.get(key) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        }
    }

    pub fn ticks(&self, key: &str) -> &[String] {
        match self.0.get(key) {
            Some(Value::Ticks(ticks)) => ticks,
            _ => &[],
        }
    }

    pub fn lines(&self, key: &str) -> &[String] {
        match self.0.get(key) {
            Some(Value::Lines(lines)) => lines,
            _ => &[],
        }
    }

    pub fn attendees(&self, key: &str) -> &[Attendee] {
        match self.0.get(key) {
            Some(Value::Attendees(attendees)) => attendees,
            _ => &[],
        }
    }

    pub fn spans(&self, key: &str) -> &[Span] {
        match self.0.get(key) {
            Some(Value::Spans(spans)) => spans,
            _ => &[],
        }
    }

    pub fn people(&self, key: &str) -> &[FamilyEntry] {
        match self.0.get(key) {
            Some(Value::People(people)) => people,
            _ => &[],
        }
    }
}
