//! The items of her plan in the languages she reads: put in by a person, fresh as long as the item says
//! the same, and waited for before the plan is confirmed (domain.md §18).

use std::collections::BTreeSet;

use domain::access::DenyReason;
use domain::command::{Actor, CaseCommand as C};
use domain::handle;
use domain::id::ItemId;
use domain::language::Language;
use domain::plan::{AgreementExtent, PlanItem, SupportDomain};
use domain::refusal::Refusal;
use domain::translation::{ItemWords, TranslationCommand as T, TranslationState};
use domain::view::her::Agreed;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

const WORKER: &str = "試験一子";
const TRANSLATOR: &str = "試験訳子（通訳）";
const WORDS: &str = "tôi muốn";
const VI: Language = Language::Vietnamese;
const EN: Language = Language::English;

fn confirm(version: u16) -> C {
    C::ConfirmPlan {
        plan: PLAN,
        version,
        meeting: MEETING,
    }
}

fn reads(languages: &[Language]) -> C {
    let languages = languages.iter().copied().collect();
    C::Translation(T::SetLanguages { languages })
}

/// What a person translated of the item as the newest version says it.
fn enter(story: &Story, n: u128, language: Language, text: &str) -> C {
    let version = story.file().plan(PLAN).and_then(|plan| plan.current());
    let version = version.expect("written");
    let item = version.items.iter().find(|known| known.id == item(n));
    let item = item.expect("in this version");
    let does = match item.what_she_does.is_empty() {
        true => String::new(),
        false => text.to_owned(),
    };
    C::Translation(T::Enter {
        plan: PLAN,
        version: version.number,
        written_at: version.written_at,
        item: item.id,
        language,
        words: ItemWords {
            text: text.to_owned(),
            when: text.to_owned(),
            what_she_does: does,
        },
        translator: TRANSLATOR.to_owned(),
    })
}

fn translate(story: &mut Story, language: Language) {
    for n in 1..=6 {
        let one = enter(story, n, language, WORDS);
        story.as_(WORKER).did(one);
    }
}

fn items(story: &Story) -> Vec<PlanItem> {
    let version = story.file().plan(PLAN).and_then(|plan| plan.current());
    version.expect("written").items.clone()
}

fn write(story: &mut Story, base: u16, items: Vec<PlanItem>) {
    let next = story.write_plan(base, items);
    story.as_(WORKER).did(next);
}

fn share(story: &mut Story, version: u16) {
    let plan = PLAN;
    story.as_(WORKER).did(C::SharePlan { plan, version });
}

/// She agrees, a minute later.
fn agree(story: &mut Story, version: u16) {
    story.now += chrono::Duration::minutes(1);
    let whole = Story::agreement(version, AgreementExtent::Whole, Vec::new());
    story.her().did(whole);
    story.now += chrono::Duration::minutes(1);
}

fn state(story: &Story, n: u128, language: Language) -> TranslationState {
    let items = items(story);
    let item = items.iter().find(|known| known.id == item(n));
    let item = item.expect("in this version");
    story.file().translations.state(item, language)
}

/// Every combination of what she reads, and of what there is of it.
#[test]
fn a_plan_is_confirmed_when_each_item_stands_in_each_language_she_reads() {
    use TranslationState::{Fresh, Missing, Stale};
    let states = [Missing, Fresh, Stale];
    let sets: [&[Language]; 4] = [&[], &[VI], &[EN], &[VI, EN]];
    let mut confirmed = 0;
    for vietnamese in states {
        for english in states {
            let there = [(VI, vietnamese), (EN, english)];
            let mut story = Story::until(Step::SecondVersion);
            story.as_(WORKER).did(reads(&[VI, EN]));
            for (language, _) in there.iter().filter(|(_, state)| *state == Stale) {
                translate(&mut story, *language);
            }
            let mut next = items(&story);
            next[1].when = "7月中".to_owned();
            write(&mut story, 2, next);
            for (language, _) in there.iter().filter(|(_, state)| *state == Fresh) {
                translate(&mut story, *language);
            }
            share(&mut story, 3);
            agree(&mut story, 3);
            for (language, is) in there {
                assert_eq!(state(&story, 2, language), is);
            }
            for wanted in sets {
                let mut story = story.clone();
                story.as_(WORKER).did(reads(wanted));
                // The first item first; in one item English stands before Vietnamese.
                let of = |language| there.iter().find(|(known, _)| *known == language);
                let mut holes: Vec<_> = [EN, VI]
                    .into_iter()
                    .filter(|language| wanted.contains(language))
                    .filter_map(|language| match of(language)?.1 {
                        Missing => Some((
                            1,
                            Refusal::TranslationMissing {
                                number: 1,
                                language,
                            },
                        )),
                        Stale => Some((
                            2,
                            Refusal::TranslationIsStale {
                                number: 2,
                                language,
                            },
                        )),
                        Fresh => None,
                    })
                    .collect();
                holes.sort_by_key(|(number, _)| *number);
                match holes.into_iter().next() {
                    Some((_, refusal)) => {
                        assert_eq!(story.as_(WORKER).refused(confirm(3)), refusal);
                    }
                    None => {
                        story.as_(WORKER).did(confirm(3));
                        confirmed += 1;
                    }
                }
            }
        }
    }
    // Nothing wanted: nine. One fresh: three of each. Both: one.
    assert_eq!(confirmed, 16);
}

#[test]
fn the_refusal_names_the_item_and_the_language_to_whom_writes_and_neither_to_others() {
    let mut story = Story::until(Step::Agreed);
    story.as_(WORKER).did(reads(&[VI]));
    let refused = |story: &Story, name: &str| {
        let plan = story.file().plan(PLAN).expect("written");
        let ctx = story.context(Actor::Staff(story.id_of(name)));
        handle::may_confirm(story.file(), plan, &ctx).expect_err("nothing is translated")
    };
    let told = refused(&story, WORKER);
    assert_eq!(
        told,
        Refusal::TranslationMissing {
            number: 1,
            language: VI
        }
    );
    let words = told.words();
    assert!(
        words.contains("項目1") && words.contains("ベトナム語"),
        "{words}"
    );
    let other = refused(&story, "試験警");
    assert_eq!(other, Refusal::TranslationsWanting);
    assert!(!other.words().contains("ベトナム"), "{}", other.words());
    // The button tells the same beforehand.
    translate(&mut story, VI);
    story.as_(WORKER).did(confirm(2));
}

/// Fresh is what was made of the very words she reads, whatever happens around them.
#[test]
fn a_translation_goes_stale_by_what_she_reads_and_by_nothing_else() {
    type Change = fn(&mut PlanItem);
    let changes: [(&str, Change, bool); 10] = [
        ("easy_text", |item| item.easy_text.push('。'), false),
        ("when", |item| item.when.push('中'), false),
        ("what_she_does", |item| item.what_she_does.push('行'), false),
        ("agency", |item| item.agency = CITY, false),
        ("person", |item| item.person = None, false),
        ("issue", |item| item.issue.push('も'), true),
        ("support", |item| item.support.push('る'), true),
        ("due", |item| item.due = Some(day("2026-06-30")), true),
        ("domain", |item| item.domain = SupportDomain::Legal, true),
        (
            "category",
            |item| item.category = domain::form::InfoCategory::Harm,
            true,
        ),
    ];
    let mut story = Story::until(Step::SecondVersion);
    story.as_(WORKER).did(reads(&[VI]));
    let mut first = items(&story);
    first[0].agency = CENTER;
    first[0].person = Some(story.id_of("試験心"));
    first[0].what_she_does = "見に行く".to_owned();
    write(&mut story, 2, first.clone());
    translate(&mut story, VI);
    share(&mut story, 3);
    for (field, change, stays) in changes {
        let mut story = story.clone();
        let mut next = first.clone();
        if field == "agency" {
            next[0].person = None;
        }
        change(&mut next[0]);
        assert_ne!(next, first, "{field}");
        write(&mut story, 3, next);
        let expected = match stays {
            true => TranslationState::Fresh,
            false => TranslationState::Stale,
        };
        assert_eq!(state(&story, 1, VI), expected, "{field}");
        // The items beside it are as they were.
        assert_eq!(state(&story, 2, VI), TranslationState::Fresh);
        // Back to the old words: what was made of them is one of them again.
        write(&mut story, 4, first.clone());
        assert_eq!(state(&story, 1, VI), TranslationState::Fresh, "{field}");
    }
}

#[test]
fn she_reads_a_fresh_translation_with_who_made_it_and_never_a_stale_one() {
    let mut story = Story::until(Step::SecondVersion);
    let hers = |story: &mut Story, n: usize| {
        let plan = story.her().page().plan.expect("shown");
        plan.items[n - 1].in_languages.clone()
    };
    story.as_(WORKER).did(reads(&[VI]));
    assert!(hers(&mut story, 1).is_empty());
    translate(&mut story, VI);
    let shown = hers(&mut story, 1);
    let shown = shown.get(&VI).expect("translated");
    assert_eq!(
        (shown.words.text.as_str(), shown.translator.as_str()),
        (WORDS, TRANSLATOR)
    );
    // A draft that she has not seen takes nothing from the version on her screen.
    let mut next = items(&story);
    next[0].easy_text = "あたらしい ぶん。".to_owned();
    write(&mut story, 2, next.clone());
    let of_draft = enter(&story, 1, VI, "câu mới");
    story.as_(WORKER).did(of_draft);
    assert_eq!(hers(&mut story, 1)[&VI].words.text, WORDS);
    share(&mut story, 3);
    assert_eq!(hers(&mut story, 1)[&VI].words.text, "câu mới");
    // Stale, nobody reads it; what did not change stays.
    next[0].easy_text = "もっと あたらしい ぶん。".to_owned();
    write(&mut story, 3, next);
    share(&mut story, 4);
    assert!(hers(&mut story, 1).is_empty());
    assert_eq!(hers(&mut story, 2)[&VI].words.text, WORDS);
    // Staff see that it is there, to go on from.
    let view = story.as_(WORKER).plan_view(PLAN).expect("in charge");
    let lines = view.translations.items;
    assert_eq!(lines.len(), 6);
    let first = lines.iter().find(|line| line.item == item(1));
    let first = first.expect("listed");
    assert_eq!((first.number, first.state), (1, TranslationState::Stale));
    let last = first.last.as_ref().expect("there is an older one");
    assert_eq!(
        (last.words.text.as_str(), last.translator.as_str()),
        ("câu mới", TRANSLATOR)
    );
    assert_eq!(last.of.text, "あたらしい ぶん。");
}

#[test]
fn other_words_after_her_agreement_are_asked_about_again() {
    let mut agreed = Story::until(Step::SecondVersion);
    agreed.as_(WORKER).did(reads(&[VI, EN]));
    translate(&mut agreed, VI);
    translate(&mut agreed, EN);
    agree(&mut agreed, 2);
    let answered = |story: &mut Story| story.her().page().plan.expect("shown").agreement;
    // The same words again, as after a look through them, change nothing.
    let mut same = agreed.clone();
    let again = enter(&same, 1, VI, WORDS);
    same.as_(WORKER).did(again);
    assert!(matches!(answered(&mut same), Agreed::Answered { .. }));
    same.as_(WORKER).did(confirm(2));

    let mut other = agreed.clone();
    let corrected = enter(&other, 1, VI, "tôi không muốn");
    other.as_(WORKER).did(corrected);
    assert!(matches!(answered(&mut other), Agreed::ToEarlier { .. }));
    assert_eq!(
        other.as_(WORKER).refused(confirm(2)),
        Refusal::TranslationReworded
    );
    // Looked through once more it is still other words than those she agreed to.
    let again = enter(&other, 1, VI, "tôi không muốn");
    other.as_(WORKER).did(again);
    assert_eq!(
        other.as_(WORKER).refused(confirm(2)),
        Refusal::TranslationReworded
    );
    // No longer asking for a language does not unsay what stands on her page in it.
    let mut without = other.clone();
    without.as_(WORKER).did(reads(&[EN]));
    assert_eq!(
        without.as_(WORKER).refused(confirm(2)),
        Refusal::TranslationReworded
    );
    agree(&mut other, 2);
    assert!(matches!(answered(&mut other), Agreed::Answered { .. }));
    other.as_(WORKER).did(confirm(2));

    // Her no stands as it is.
    let mut declined = agreed.clone();
    let no = Story::agreement(2, AgreementExtent::None, Vec::new());
    declined.her().did(no);
    declined.now += chrono::Duration::minutes(1);
    let corrected = enter(&declined, 1, VI, "tôi không muốn");
    declined.as_(WORKER).did(corrected);
    assert!(matches!(answered(&mut declined), Agreed::Answered { .. }));
    assert_eq!(
        declined.as_(WORKER).refused(confirm(2)),
        Refusal::SheDeclined
    );
}

#[test]
fn a_translation_says_who_made_it_and_all_that_the_item_says() {
    let mut story = Story::until(Step::SecondVersion);
    assert_eq!(
        story.as_(WORKER).refused(reads(&[Language::Easy])),
        Refusal::LanguageNotWanted
    );
    assert_eq!(
        story.as_(WORKER).refused(reads(&[VI, Language::Japanese])),
        Refusal::LanguageNotWanted
    );
    let early = enter(&story, 1, VI, WORDS);
    assert_eq!(story.as_(WORKER).refused(early), Refusal::LanguageNotWanted);
    story.as_(WORKER).did(reads(&[VI]));
    let right = enter(&story, 1, VI, WORDS);
    let changed = |change: &dyn Fn(&mut ItemWords, &mut String, &mut ItemId, &mut u16)| {
        let mut act = right.clone();
        if let C::Translation(T::Enter {
            words,
            translator,
            item,
            version,
            ..
        }) = &mut act
        {
            change(words, translator, item, version);
        }
        act
    };
    let empty = String::new;
    let long = |n: usize| "a".repeat(n);
    let stranger = ItemId(story.uuid());
    let table: [(C, Refusal); 9] = [
        (
            changed(&|_, by, _, _| *by = " ".to_owned()),
            Refusal::TranslatorMissing,
        ),
        (
            changed(&|_, by, _, _| *by = long(201)),
            Refusal::TextTooLong { max: 200 },
        ),
        (
            changed(&|words, _, _, _| words.text = empty()),
            Refusal::TranslationDoesNotFit,
        ),
        (
            changed(&|words, _, _, _| words.when = " ".to_owned()),
            Refusal::TranslationDoesNotFit,
        ),
        // Nothing is said there that could be translated.
        (
            changed(&|words, _, _, _| words.what_she_does = WORDS.to_owned()),
            Refusal::TranslationDoesNotFit,
        ),
        (
            changed(&|words, _, _, _| words.text = long(12_001)),
            Refusal::TextTooLong { max: 12_000 },
        ),
        (
            changed(&|words, _, _, _| words.when = long(601)),
            Refusal::TextTooLong { max: 600 },
        ),
        (
            changed(&|_, _, item, _| *item = stranger),
            Refusal::ItemUnknown,
        ),
        (
            changed(&|_, _, _, version| *version = 1),
            Refusal::VersionIsOld { current: 2 },
        ),
    ];
    for (act, refusal) in table {
        assert_eq!(story.as_(WORKER).refused(act), refusal);
    }
    assert!(story.file().translations.items.is_empty());
    story.as_(WORKER).did(right);

    // A draft that is written anew keeps its number; what was read of it before does not pass for it.
    let next = items(&story);
    write(&mut story, 2, next.clone());
    let of_draft = enter(&story, 1, VI, WORDS);
    story.now += chrono::Duration::minutes(1);
    write(&mut story, 3, next);
    assert_eq!(
        story.as_(WORKER).refused(of_draft),
        Refusal::VersionIsOld { current: 3 }
    );
}

#[test]
fn whoever_writes_the_plan_translates_it_and_others_learn_nothing_of_it() {
    let mut story = Story::until(Step::SecondVersion);
    story.as_(WORKER).did(reads(&[VI]));
    let one = enter(&story, 1, VI, WORDS);
    for name in ["試験灯", "試験児"] {
        let told = Err(Stop::Told(DenyReason::NotYourRole));
        assert_eq!(story.as_(name).does(one.clone()), told, "{name}");
        assert_eq!(story.as_(name).does(reads(&[])), told, "{name}");
    }
    assert_eq!(story.as_("試験遠").does(one.clone()), Err(Stop::Hidden));
    // On a worker's tablet she says what she wants; the plan is not written there.
    assert!(story.her_with(WORKER).does(one.clone()).is_err());
    story.as_(WORKER).did(one);
    let reaches = |story: &mut Story, name: &str| {
        let all = story.all_that_reaches(name);
        [WORDS, "vietnamese", "ベトナム語", "訳"].map(|part| all.contains(part))
    };
    assert_eq!(reaches(&mut story, WORKER), [true; 4]);
    for name in ["試験灯", "試験児", "試験警"] {
        assert_eq!(reaches(&mut story, name), [false; 4], "{name}");
    }
    let languages: BTreeSet<_> = [VI].into();
    assert_eq!(story.file().translations.languages, languages);
}
