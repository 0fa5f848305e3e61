//! 翻訳: the items of her plan in the languages she reads, each written by a person (domain.md §18;
//! ux.md §1.5).
//!
//! Nothing that is about her is translated by a machine. A translation is kept with what the item
//! said when it was made; whether it is fresh follows from that alone and is stored nowhere.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::command::{LONG_TEXT, SHORT_TEXT};
use crate::id::{AgencyId, ItemId, PlanId, StaffId};
use crate::language::Language;
use crate::plan::{PlanItem, PlanVersion};

/// Longest translation of a long and of a short text, in characters: what is said in Japanese takes
/// up to three times as many letters elsewhere.
pub(crate) const LONG_IN_LETTERS: usize = 3 * LONG_TEXT;
pub(crate) const SHORT_IN_LETTERS: usize = 3 * SHORT_TEXT;

/// 計画の翻訳 of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translations {
    /// 本人が読む言語, besides Japanese; empty = she reads Japanese.
    pub languages: BTreeSet<Language>,
    /// Oldest first: at most one for what an item said, in a language.
    pub items: Vec<ItemTranslation>,
}

/// 項目の訳.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemTranslation {
    pub item: ItemId,
    pub language: Language,
    /// What it is a translation of.
    pub said: ItemSaid,
    pub words: ItemWords,
    /// 訳した人: a name or an agency.
    pub translator: String,
    /// Who put it in.
    pub by: StaffId,
    pub at: DateTime<Utc>,
    /// When other words last took the place of those she could read before.
    pub reworded_at: Option<DateTime<Utc>>,
}

/// What an item says to her; a translation of anything else is not one of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemSaid {
    pub words: ItemWords,
    pub agency: AgencyId,
    pub person: Option<StaffId>,
}

/// The words of an item that she reads, in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemWords {
    /// やさしいことば
    pub text: String,
    /// いつ・どのくらい
    pub when: String,
    /// 本人がすること; may be empty.
    pub what_she_does: String,
}

/// How an item stands in a language that she reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TranslationState {
    Missing,
    Fresh,
    /// There is one, of what the item said before.
    Stale,
}

/// What can be asked to happen to the translations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TranslationCommand {
    /// 本人が読む言語, whole; none = Japanese is enough.
    SetLanguages { languages: BTreeSet<Language> },
    /// Puts in what a person translated; another one of the same text is replaced.
    Enter {
        plan: PlanId,
        /// The version that was read for it, and when that was written: a draft that was written anew
        /// keeps its number.
        version: u16,
        written_at: DateTime<Utc>,
        item: ItemId,
        language: Language,
        words: ItemWords,
        translator: String,
    },
}

/// What happened to the translations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TranslationEvent {
    LanguagesSet { languages: BTreeSet<Language> },
    Entered { translation: Box<ItemTranslation> },
}

impl ItemSaid {
    pub fn of(item: &PlanItem) -> Self {
        Self {
            words: ItemWords {
                text: item.easy_text.clone(),
                when: item.when.clone(),
                what_she_does: item.what_she_does.clone(),
            },
            agency: item.agency,
            person: item.person,
        }
    }
}

impl ItemWords {
    /// Whether each part says something exactly where the other's does.
    pub(crate) fn fit(&self, said: &Self) -> bool {
        let speaks = |words: &Self| {
            [&words.text, &words.when, &words.what_she_does].map(|part| !part.trim().is_empty())
        };
        speaks(self) == speaks(said)
    }

    /// The parts that say something, in the order of the item.
    pub fn spoken(self) -> impl Iterator<Item = String> {
        let parts = [self.text, self.when, self.what_she_does];
        parts.into_iter().filter(|part| !part.trim().is_empty())
    }
}

impl ItemTranslation {
    /// Whether it takes that one's place.
    fn replaces(&self, other: &Self) -> bool {
        (self.item, self.language, &self.said) == (other.item, other.language, &other.said)
    }
}

impl TranslationState {
    pub fn label(self) -> &'static str {
        match self {
            Self::Missing => "まだ",
            Self::Fresh => "新しい",
            Self::Stale => "本文が変わったので見直しが必要",
        }
    }
}

impl Translations {
    /// The languages she reads, in the order in which they are always listed.
    pub fn wanted(&self) -> impl Iterator<Item = Language> {
        let all = Language::ALL.into_iter();
        all.filter(|language| self.languages.contains(language))
    }

    /// Those of the item as it is now.
    pub fn of_item(&self, item: &PlanItem) -> impl Iterator<Item = &ItemTranslation> {
        let said = ItemSaid::of(item);
        let known = self.items.iter().filter(|known| known.item == item.id);
        known.filter(move |known| known.said == said)
    }

    /// The one of the item as it is now.
    pub fn fresh(&self, item: &PlanItem, language: Language) -> Option<&ItemTranslation> {
        self.of_item(item).find(|known| known.language == language)
    }

    /// The one to go on from: the fresh one, else the newest of what the item said before.
    pub fn nearest(&self, item: &PlanItem, language: Language) -> Option<&ItemTranslation> {
        let mut older = self.items.iter().rev();
        self.fresh(item, language)
            .or_else(|| older.find(|known| (known.item, known.language) == (item.id, language)))
    }

    pub fn state(&self, item: &PlanItem, language: Language) -> TranslationState {
        match (self.fresh(item, language), self.nearest(item, language)) {
            (Some(_), _) => TranslationState::Fresh,
            (None, Some(_)) => TranslationState::Stale,
            (None, None) => TranslationState::Missing,
        }
    }

    /// The first item of the version that has no fresh translation in a language she reads, by its
    /// number as on her screen.
    pub fn wanting(&self, version: &PlanVersion) -> Option<(u16, Language, TranslationState)> {
        let items = version.items.iter().zip(1..);
        let mut states = items.flat_map(|(item, number)| {
            let wanted = self.wanted();
            wanted.map(move |language| (number, language, self.state(item, language)))
        });
        states.find(|(_, _, state)| *state != TranslationState::Fresh)
    }

    /// Whether other words for an item of that version stand on her page, in whatever language, than at
    /// that moment.
    pub fn reworded_since(&self, version: &PlanVersion, at: DateTime<Utc>) -> bool {
        let mut fresh = version.items.iter().flat_map(|item| self.of_item(item));
        fresh.any(|known| known.reworded_at > Some(at))
    }

    pub(crate) fn fold(&mut self, event: &TranslationEvent) {
        match event {
            TranslationEvent::LanguagesSet { languages } => self.languages.clone_from(languages),
            TranslationEvent::Entered { translation } => {
                self.items.retain(|known| !translation.replaces(known));
                self.items.push((**translation).clone());
            }
        }
    }
}
