//! The texts of her pages: plain in their base, and whole in every language.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use domain::consent::ConsentStatus;
use domain::language::Language;
use polib::catalog::Catalog;
use polib::message::{Message, MessageMutView as _, MessageView as _};
use polib::po_file;

use super::*;
use crate::ui::ruby::{pieces, plain};

fn is_kanji(letter: char) -> bool {
    matches!(letter, '\u{4E00}'..='\u{9FFF}' | '々')
}

/// Every text with its name, theme by theme.
fn all() -> impl Iterator<Item = (&'static str, Word)> {
    [
        ALL,
        given::ALL,
        know::ALL,
        look_back::ALL,
        meeting::ALL,
        moving::ALL,
        safety::ALL,
        ties::ALL,
        who::ALL,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The base, with the days of a month.
fn easy() -> impl Iterator<Item = (&'static str, String)> {
    let days = (1..=31)
        .filter_map(|day| NaiveDate::from_ymd_opt(2026, 5, day))
        .map(|date| ("day", day(date).readable()));
    all()
        .map(|(name, word)| (name, word.easy().to_owned()))
        .chain(days)
}

fn places(text: &str) -> BTreeSet<String> {
    let inner = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'));
    inner.map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn every_kanji_has_its_reading() {
    // A title cannot carry ruby.
    for (name, text) in easy().filter(|(name, _)| *name != "TITLE") {
        for piece in pieces(&text).iter().filter(|piece| piece.reading.is_none()) {
            assert!(!piece.text.contains(is_kanji), "{name}: {text}");
        }
    }
}

#[test]
fn sentences_are_short() {
    for (name, text) in easy() {
        for sentence in plain(&text).split_inclusive('。') {
            let letters = sentence.chars().filter(|letter| *letter != ' ').count();
            assert!(letters <= 40, "{name}: {letters} {sentence}");
        }
    }
}

#[test]
fn the_languages_stand_in_one_order() {
    let others = Language::ALL
        .into_iter()
        .filter(|one| *one != Language::Easy);
    let codes: Vec<&str> = others.map(Language::code).collect();
    assert_eq!(codes, super::super::say::texts::LANGUAGES);
}

/// What a label says is told apart from its neighbours in every language too.
#[test]
fn every_text_is_whole_in_every_language() {
    for language in Language::ALL {
        for (name, word) in all() {
            let code = language.code();
            let text = word.in_language(language);
            let text = text.unwrap_or_else(|| panic!("{code}: {name} is not translated"));
            assert_eq!(places(text), places(word.easy()), "{code}: {name}");
            assert!(!text.contains(['《', '》', '｜']) || language == Language::Easy);
            let foreign = !language.is_japanese() && name != "TITLE";
            let kana = |letter| matches!(letter, '\u{3040}'..='\u{30FF}');
            assert!(!(foreign && text.contains(kana)), "{code}: {name}: {text}");
        }
        for answers in [
            &[
                CHOICE_WANT,
                CHOICE_DIFFERENTLY,
                CHOICE_NOT_NOW,
                CHOICE_DO_NOT_WANT,
            ][..],
            &[EXTENT_WHOLE, EXTENT_PART, EXTENT_LATER, EXTENT_NONE],
            &[know::SAID_GIVEN, know::SAID_REFUSED, know::SAID_DEFERRED],
            &[TAKE_YES, TAKE_NO],
            &[WELCOME, UNWELCOME, EITHER],
        ] {
            let told: BTreeSet<_> = answers
                .iter()
                .map(|word| word.in_language(language))
                .collect();
            assert_eq!(told.len(), answers.len(), "{}: {told:?}", language.code());
        }
    }
}

/// Before she has come in no language tells a stranger what the pages are for; the easy words for it
/// are the list that must not be there.
#[test]
fn a_stranger_learns_nothing_in_any_language() {
    let telling = [DOMAIN_CONSULTATION, KIND_DV_CENTER, ABOUT_ALL];
    let hers = |name: &str| name.starts_with("KEPT");
    for language in Language::ALL {
        for (name, word) in safety::ALL.iter().filter(|(name, _)| !hers(name)) {
            for tells in telling {
                let tells = tells
                    .in_language(language)
                    .unwrap_or_default()
                    .to_lowercase();
                let text = word
                    .in_language(language)
                    .unwrap_or_default()
                    .to_lowercase();
                assert!(
                    !text.contains(&tells),
                    "{}: {name}: {text}",
                    language.code()
                );
            }
        }
    }
}

#[test]
fn every_label_has_its_word() {
    use domain::consent::{Answer, ConsentKind};
    let statuses = [
        ConsentStatus::NotAsked,
        ConsentStatus::Given,
        ConsentStatus::Narrowed,
        ConsentStatus::Refused,
        ConsentStatus::Deferred,
        ConsentStatus::Withdrawn,
        ConsentStatus::Expired,
    ];
    // Labels of one list never read the same.
    let lists: [Vec<Word>; 5] = [
        SupportDomain::ALL.map(domain).to_vec(),
        InfoCategory::ALL.map(category).to_vec(),
        ConsentKind::ALL.map(know::about).to_vec(),
        [Answer::Given, Answer::Refused, Answer::Deferred]
            .map(know::said)
            .to_vec(),
        statuses.map(know::stands).to_vec(),
    ];
    for list in lists {
        let told: BTreeSet<&str> = list.iter().map(|word| word.easy()).collect();
        assert_eq!(told.len(), list.len(), "{told:?}");
    }
}

fn catalogue(code: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("words/{code}.po"))
}

/// The catalogues hold exactly the texts of the pages, each with the easy Japanese it was translated
/// from and a line for who has checked it. With `UPDATE=1` they are brought up to date: a text that has
/// changed waits (fuzzy) for its translators.
#[test]
fn the_catalogues_follow_the_texts() {
    for code in super::super::say::texts::LANGUAGES {
        let path = catalogue(code);
        let known = po_file::parse(&path).unwrap();
        let mut next = Catalog::new(known.metadata.clone());
        for (name, word) in all() {
            next.append_or_update(renewed(&known, name, word.easy()));
        }
        if std::env::var_os("UPDATE").is_some() {
            po_file::write_to_file(&next, &path).unwrap();
            continue;
        }
        let told = |catalogue: &Catalog| -> BTreeSet<(String, String, bool)> {
            let all = catalogue.messages();
            all.map(|text| {
                let name = text.msgctxt().unwrap_or_default().to_owned();
                (name, text.msgid().to_owned(), text.is_fuzzy())
            })
            .collect()
        };
        assert_eq!(
            told(&known),
            told(&next),
            "{code}.po: run this test with UPDATE=1"
        );
        for text in known.messages() {
            let comments = text.translator_comments();
            assert!(comments.contains("確認："), "{code}: {:?}", text.msgctxt());
        }
    }
}

fn renewed(known: &Catalog, name: &str, easy: &str) -> Message {
    let mut all = known.messages();
    let old = all.find(|text| text.msgctxt() == Some(name));
    let mut text = Message::build_singular();
    text.with_msgctxt(name.to_owned())
        .with_msgid(easy.to_owned());
    text.with_translator_comments("確認：".to_owned());
    let Some(old) = old else {
        return text.done();
    };
    text.with_msgstr(old.msgstr().unwrap_or_default().to_owned());
    text.with_extracted_comments(old.extracted_comments().to_owned());
    text.with_flags(old.flags().clone());
    if old.msgid() == easy {
        text.with_translator_comments(old.translator_comments().to_owned());
    }
    let mut text = text.done();
    if old.msgid() != easy && !text.msgstr().unwrap_or_default().is_empty() {
        text.flags_mut().add_flag("fuzzy");
    }
    text
}
