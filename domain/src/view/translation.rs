//! The translations of a plan's items, for those who keep her record.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::id::ItemId;
use crate::language::Language;
use crate::plan::SupportPlan;
use crate::translation::{ItemWords, TranslationState};
use crate::view::{Names, Reader};

/// 本人が読む言語, and how the newest version stands in each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranslationsView {
    /// In the order in which languages are always listed.
    pub languages: Vec<Language>,
    /// The language that the 相談受付票 says, in its words.
    pub spoken: String,
    /// One for each item of the newest version and each of the languages.
    pub items: Vec<TranslatedItem>,
}

/// An item in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranslatedItem {
    pub item: ItemId,
    /// Counted from 1, as on her screen.
    pub number: u16,
    pub language: Language,
    pub state: TranslationState,
    /// The fresh one, else the one to go on from.
    pub last: Option<Translated>,
}

/// What a person translated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translated {
    pub words: ItemWords,
    /// What it is a translation of.
    pub of: ItemWords,
    pub translator: String,
    /// Who put it in.
    pub by: String,
    pub at: DateTime<Utc>,
}

/// For who may read everything; nothing for anybody else: in which language she reads says where she
/// comes from.
pub(super) fn seen(reader: &Reader<'_>, all: bool, plan: &SupportPlan) -> TranslationsView {
    let Reader { file, names, .. } = reader;
    if !all {
        return TranslationsView::default();
    }
    let known = &file.translations;
    let version = plan.current();
    let items = version.into_iter().flat_map(|version| &version.items);
    let items = items.zip(1..).flat_map(|(item, number)| {
        known.wanted().map(move |language| TranslatedItem {
            item: item.id,
            number,
            language,
            state: known.state(item, language),
            last: known.nearest(item, language).map(|last| Translated {
                words: covered(&last.words, names),
                of: covered(&last.said.words, names),
                translator: names.cover(&last.translator),
                by: names.person_name(last.by),
                at: last.at,
            }),
        })
    });
    TranslationsView {
        languages: known.wanted().collect(),
        spoken: names.cover(&file.woman.language),
        items: items.collect(),
    }
}

fn covered(words: &ItemWords, names: &Names<'_>) -> ItemWords {
    ItemWords {
        text: names.cover(&words.text),
        when: names.cover(&words.when),
        what_she_does: names.cover(&words.what_she_does),
    }
}
