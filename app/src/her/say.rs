//! ことばの出し方: in which language a text of her pages is read.
//!
//! A [`Word`] is a text of ours, a [`Wording`] is what stands on a page: texts of ours, days, numbers, and
//! what somebody wrote. What somebody wrote is never translated by a machine.

#[cfg(feature = "ssr")]
use std::fmt::Write as _;

#[cfg(feature = "ssr")]
use chrono::Locale;
use chrono::{Datelike, NaiveDate};
use domain::language::Language;
use leptos::prelude::*;

use super::words;
use crate::ui::Ruby;
use crate::ui::ruby::plain;

/// What the texts say in the other languages, written by the build from `app/words/*.po`.
pub mod texts {
    use super::Text;

    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

/// A text in one of the other languages.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    /// The easy Japanese it was translated from.
    pub source: &'static str,
    /// Empty where nobody has translated it yet, or the original has changed since.
    pub text: &'static str,
    /// Who checked it, and when; empty where nobody has.
    pub checked: &'static str,
}

/// A text of her pages: やさしい日本語 with readings, and what it says in the other languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    easy: &'static str,
    others: &'static [Text; texts::LANGUAGES.len()],
}

impl Word {
    pub(super) const fn new(
        easy: &'static str,
        others: &'static [Text; texts::LANGUAGES.len()],
    ) -> Self {
        Self { easy, others }
    }

    /// やさしい日本語, with readings as 漢字《かんじ》.
    pub const fn easy(self) -> &'static str {
        self.easy
    }

    /// The text in that language; none where it has none yet.
    pub fn in_language(self, language: Language) -> Option<&'static str> {
        if language == Language::Easy {
            return Some(self.easy);
        }
        let at = texts::LANGUAGES
            .iter()
            .position(|code| *code == language.code())?;
        Some(self.others[at].text).filter(|text| !text.is_empty())
    }

    /// The text with its places filled.
    pub fn with(self, places: impl IntoIterator<Item = (&'static str, Wording)>) -> Wording {
        Wording::Filled(self, places.into_iter().collect())
    }
}

/// What stands on a page, before it is known in which language it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wording {
    Word(Word),
    /// A text of ours with its places.
    Filled(Word, Vec<(&'static str, Wording)>),
    /// As somebody wrote it, or a name; it may carry readings.
    Written(String),
    /// Signs that are the same everywhere: a number, an hour.
    Sign(String),
    Day(NaiveDate),
    /// A day without its year.
    ShortDay(NaiveDate),
    /// One after another.
    All(Vec<Wording>),
    /// A list of things, with commas.
    List(Vec<Wording>),
}

impl From<Word> for Wording {
    fn from(word: Word) -> Self {
        Self::Word(word)
    }
}

impl From<String> for Wording {
    fn from(text: String) -> Self {
        Self::Written(text)
    }
}

impl Wording {
    /// Signs that are the same in all languages.
    pub fn sign(sign: impl ToString) -> Self {
        Self::Sign(sign.to_string())
    }

    /// What somebody wrote.
    pub fn written(text: impl Into<String>) -> Self {
        Self::Written(text.into())
    }

    /// A list of texts of ours.
    pub fn list(words: impl IntoIterator<Item = Word>) -> Self {
        Self::List(words.into_iter().map(Self::Word).collect())
    }

    /// A label with what stands there.
    pub fn labelled(label: Word, text: impl Into<Self>) -> Self {
        words::LABELLED.with([("label", label.into()), ("text", text.into())])
    }

    /// Without readings, in that language; for places where a page can show nothing else.
    pub fn plain(&self, language: Language) -> String {
        let bits = self.bits(language);
        bits.into_iter().map(|bit| plain(&bit.text)).collect()
    }

    /// やさしい日本語 with its readings, for the tests.
    #[cfg(test)]
    pub(super) fn readable(&self) -> String {
        let bits = self.bits(Language::Easy);
        bits.into_iter().map(|bit| bit.text).collect()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Written(text) if text.trim().is_empty())
    }

    /// Whether anything in it reads otherwise in another language.
    fn is_ours(&self) -> bool {
        match self {
            Self::Word(_) | Self::Filled(..) | Self::Day(_) | Self::ShortDay(_) => true,
            Self::Written(_) | Self::Sign(_) => false,
            Self::All(all) | Self::List(all) => all.iter().any(Self::is_ours),
        }
    }

    /// Whether it can be read in that language.
    fn stands_in(&self, language: Language) -> bool {
        match self {
            Self::Word(word) => word.in_language(language).is_some(),
            Self::Filled(word, places) => {
                word.in_language(language).is_some()
                    && places.iter().all(|(_, said)| said.stands_in(language))
            }
            Self::All(all) | Self::List(all) => all.iter().all(|said| said.stands_in(language)),
            _ => true,
        }
    }

    fn bits(&self, language: Language) -> Vec<Bit> {
        let mut bits = Vec::new();
        self.write(language, &mut bits);
        bits
    }

    fn write(&self, language: Language, bits: &mut Vec<Bit>) {
        match self {
            Self::Word(word) => push(bits, text_in(*word, language)),
            Self::Sign(sign) => push(bits, sign),
            Self::Day(day) => push(bits, &day_in(*day, language, true)),
            Self::ShortDay(day) => push(bits, &day_in(*day, language, false)),
            Self::Written(text) => bits.push(Bit {
                text: text.clone(),
                written: true,
            }),
            Self::Filled(word, places) => fill(text_in(*word, language), places, language, bits),
            Self::All(all) => joined(all, " ", language, bits),
            Self::List(all) => joined(all, comma(language), language, bits),
        }
    }
}

/// A stretch of a text: ours, or as somebody wrote it.
struct Bit {
    text: String,
    written: bool,
}

fn push(bits: &mut Vec<Bit>, text: &str) {
    match bits.last_mut() {
        Some(last) if !last.written => last.text.push_str(text),
        _ => bits.push(Bit {
            text: text.to_owned(),
            written: false,
        }),
    }
}

/// Easy Japanese where the language has no text yet.
fn text_in(word: Word, language: Language) -> &'static str {
    word.in_language(language).unwrap_or(word.easy)
}

fn fill(text: &str, places: &[(&'static str, Wording)], language: Language, bits: &mut Vec<Bit>) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        push(bits, before);
        let Some((name, after)) = after.split_once('}') else {
            return push(bits, after);
        };
        if let Some((_, said)) = places.iter().find(|(place, _)| *place == name) {
            said.write(language, bits);
        }
        rest = after;
    }
    push(bits, rest);
}

fn joined(all: &[Wording], between: &str, language: Language, bits: &mut Vec<Bit>) {
    for (at, said) in all.iter().enumerate() {
        if at > 0 {
            push(bits, between);
        }
        said.write(language, bits);
    }
}

fn comma(language: Language) -> &'static str {
    match language {
        Language::Easy | Language::Japanese | Language::Chinese => "、",
        _ => ", ",
    }
}

/// On a worker's tablet there is easy Japanese alone.
#[cfg(not(feature = "ssr"))]
fn day_in(day: NaiveDate, _: Language, year: bool) -> String {
    match year {
        true => format!("{}年《ねん》{}", day.year(), easy_day(day)),
        false => easy_day(day),
    }
}

/// A day as it is written in that language, with its year or without.
#[cfg(feature = "ssr")]
fn day_in(day: NaiveDate, language: Language, year: bool) -> String {
    let (locale, with, without) = match language {
        Language::Easy if year => return format!("{}年《ねん》{}", day.year(), easy_day(day)),
        Language::Easy => return easy_day(day),
        Language::Japanese => (Locale::ja_JP, "%Y年%-m月%-d日", "%-m月%-d日"),
        Language::English => (Locale::en_GB, "%-d %B %Y", "%-d %B"),
        Language::Chinese => (Locale::zh_CN, "%Y年%-m月%-d日", "%-m月%-d日"),
        Language::Korean => (Locale::ko_KR, "%Y년 %-m월 %-d일", "%-m월 %-d일"),
        Language::Spanish => (Locale::es_ES, "%-d de %B de %Y", "%-d de %B"),
        Language::Portuguese => (Locale::pt_BR, "%-d de %B de %Y", "%-d de %B"),
        Language::Tagalog => (Locale::fil_PH, "%B %-d, %Y", "%B %-d"),
        Language::Thai => (Locale::th_TH, "%-d %B %Y", "%-d %B"),
        Language::Vietnamese => (Locale::vi_VN, "%-d/%-m/%Y", "%-d/%-m"),
        Language::Indonesian => (Locale::id_ID, "%-d %B %Y", "%-d %B"),
        Language::Nepali => (Locale::ne_NP, "%Y %B %-d", "%B %-d"),
        Language::Burmese => (Locale::my_MM, "%Y %B %-d", "%B %-d"),
    };
    let mut written = String::new();
    let pattern = if year { with } else { without };
    // Writing into a string fails only for a pattern that a test would have refused.
    let _ = write!(written, "{}", day.format_localized(pattern, locale));
    written
}

/// A day without its year: 5月《がつ》25日《にち》.
fn easy_day(date: NaiveDate) -> String {
    let day = match date.day() {
        1 => "｜1日《ついたち》".to_owned(),
        2 => "｜2日《ふつか》".to_owned(),
        3 => "｜3日《みっか》".to_owned(),
        4 => "｜4日《よっか》".to_owned(),
        5 => "｜5日《いつか》".to_owned(),
        6 => "｜6日《むいか》".to_owned(),
        7 => "｜7日《なのか》".to_owned(),
        8 => "｜8日《ようか》".to_owned(),
        9 => "｜9日《ここのか》".to_owned(),
        10 => "｜10日《とおか》".to_owned(),
        14 => "｜14日《じゅうよっか》".to_owned(),
        20 => "｜20日《はつか》".to_owned(),
        24 => "｜24日《にじゅうよっか》".to_owned(),
        other => format!("{other}日《にち》"),
    };
    format!("{}月《がつ》{day}", date.month())
}

/// In which language a page is read (leptos context).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PageLanguage {
    pub language: Language,
    /// Her council has had this language checked; otherwise every text stands beside the easy Japanese.
    pub checked: bool,
}

impl PageLanguage {
    /// That of the page that is being made.
    pub fn here() -> Self {
        use_context().unwrap_or_default()
    }

    /// Whether the easy Japanese stands beside every text.
    pub fn is_beside(self) -> bool {
        self.language != Language::Easy && !self.checked
    }
}

/// A text without readings, in the language of the page, for an option or a drawing.
pub(super) fn plainly(text: impl Into<Wording>) -> String {
    let (text, page) = (text.into(), PageLanguage::here());
    let said = text.plain(page.language);
    if page.is_beside() && text.is_ours() && text.stands_in(page.language) {
        format!("{said} / {}", text.plain(Language::Easy))
    } else {
        said
    }
}

/// A short text inside a drawing, where there is no room for a second one.
pub(super) fn drawn(text: Word) -> String {
    Wording::Word(text).plain(PageLanguage::here().language)
}

/// The colon of the page's language, between a label and what stands there.
#[component]
pub(super) fn Colon() -> impl IntoView {
    words::LABELLED
        .with([])
        .plain(PageLanguage::here().language)
}

/// Shows a text in the language of the page; until that language is checked, with the easy Japanese
/// beside it.
#[component]
pub fn Say(#[prop(into)] text: Wording) -> impl IntoView {
    let page = PageLanguage::here();
    if let Wording::Written(text) = text {
        return view! { <Ruby text/> }.into_any();
    }
    if page.language == Language::Easy || !text.is_ours() {
        return shown(text.bits(page.language)).into_any();
    }
    let easy = |text: &Wording| {
        let bits = shown(text.bits(Language::Easy));
        view! {
            <span class="her__easy" lang="ja">
                {bits}
            </span>
        }
    };
    if !text.stands_in(page.language) {
        return easy(&text).into_any();
    }
    let said = shown(text.bits(page.language));
    if page.checked {
        return said.into_any();
    }
    view! {
        <span class="her__said-in">{said}</span>
        " "
        {easy(&text)}
    }
    .into_any()
}

fn shown(bits: Vec<Bit>) -> impl IntoView {
    bits.into_iter()
        .map(|bit| match bit.written {
            true => view! {
                <span translate="no">
                    <Ruby text=bit.text/>
                </span>
            }
            .into_any(),
            false => view! { <Ruby text=bit.text/> }.into_any(),
        })
        .collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(language: Language, checked: bool, text: impl Into<Wording>) -> String {
        let owner = Owner::new();
        owner.with(|| {
            provide_context(PageLanguage { language, checked });
            view! { <Say text/> }.into_view().to_html()
        })
    }

    fn by() -> Wording {
        let day = NaiveDate::from_ymd_opt(2026, 5, 25).unwrap();
        words::WAITS_BY.with([("day", Wording::ShortDay(day))])
    }

    #[test]
    fn a_day_stands_where_the_language_wants_it() {
        for (language, told) in [
            (Language::Japanese, "5月25日"),
            (Language::English, "25 May"),
            (Language::Vietnamese, "25/5"),
            (Language::Spanish, "25 de mayo"),
            (Language::Korean, "5월 25일"),
        ] {
            assert!(by().plain(language).contains(told), "{language:?}");
        }
        let day = NaiveDate::from_ymd_opt(2026, 5, 25).unwrap();
        for language in Language::ALL {
            let told = Wording::Day(day).plain(language);
            assert!(told.contains("2026") && told.contains("25"), "{told}");
        }
    }

    #[test]
    fn the_easy_japanese_stands_beside_until_a_language_is_checked() {
        let told = words::LEAVE.in_language(Language::English).unwrap();
        let beside = page(Language::English, false, words::LEAVE);
        assert!(
            beside.contains(told) && beside.contains("はなれる"),
            "{beside}"
        );
        let alone = page(Language::English, true, words::LEAVE);
        assert!(
            alone.contains(told) && !alone.contains("はなれる"),
            "{alone}"
        );
        let easy = page(Language::Easy, false, words::LEAVE);
        assert!(easy.contains("はなれる") && !easy.contains(told), "{easy}");
    }

    #[test]
    fn what_somebody_wrote_is_the_same_in_every_language() {
        let written = "かぎの ある 家《いえ》<b>";
        let easy = page(Language::Easy, false, written.to_owned());
        for language in Language::ALL {
            assert_eq!(page(language, false, written.to_owned()), easy);
        }
        let named = words::PLAN_OF.with([("name", Wording::written("はる"))]);
        let told = page(Language::English, true, named);
        assert!(told.contains(r#"<span translate="no">はる"#), "{told}");
    }
}
