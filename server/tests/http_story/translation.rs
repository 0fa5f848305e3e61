//! Her plan in the languages she reads: put in by a person at the staff door, read at hers, and waited
//! for before the plan is confirmed.

use domain::command::CaseCommand as C;
use domain::language::Language;
use domain::plan::PlanVersion;
use domain::refusal::Refusal;
use domain::translation::{ItemWords, TranslationCommand as T, TranslationState};
use domain::view::PlanView;
use domain::view::her::Item;
use domain::wire;
use server::audit;

use crate::database::Scratch;
use crate::town::{Town, town};

crate::on_both! {
    her_plan_waits_for_the_languages_she_reads: her_plan_waits_for_the_languages_she_reads_on_sqlite, her_plan_waits_for_the_languages_she_reads_on_postgres;
}

const WORDS: &str = "Bên ấy tôi đi xem";
const TRANSLATOR: &str = "試験訳子（通訳）";

fn reads(languages: &[Language]) -> C {
    let languages = languages.iter().copied().collect();
    C::Translation(T::SetLanguages { languages })
}

async fn plan(town: &Town) -> PlanView {
    let asked = wire::Plan {
        case: town.case,
        plan: town.plan,
    };
    town.ask("ichiko", &asked).await.unwrap()
}

/// Item `n` of the version that the screen shows.
fn enter(town: &Town, version: &PlanVersion, n: usize, text: &str) -> C {
    C::Translation(T::Enter {
        plan: town.plan,
        version: version.number,
        written_at: version.written_at,
        item: town.items[n],
        language: Language::Vietnamese,
        words: ItemWords {
            text: text.to_owned(),
            when: "tháng 5".to_owned(),
            what_she_does: String::new(),
        },
        translator: TRANSLATOR.to_owned(),
    })
}

/// Her items, as her door makes its page of them.
async fn hers(town: &Town) -> Vec<Item> {
    town.her_plan_page().await.plan.unwrap().items
}

async fn her_plan_waits_for_the_languages_she_reads(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    town.meet_and_show_plan().await;
    town.comment().await;
    town.second_version().await;
    town.at("2026-05-25 10:00");
    town.she_did(town.agreement(2, true)).await;

    // Who does not write the plan sets no language and puts nothing in.
    let view = plan(&town).await;
    let second = view.plan.current().unwrap().clone();
    for login in ["akari", "ji", "kei", "daihyo"] {
        town.refused(login, reads(&[Language::Vietnamese])).await;
    }
    assert!(plan(&town).await.translations.languages.is_empty());
    town.did("ichiko", reads(&[Language::Vietnamese])).await;
    for login in ["akari", "kei", "daihyo"] {
        town.refused(login, enter(&town, &second, 0, WORDS)).await;
    }
    let missing = |number| Refusal::TranslationMissing {
        number,
        language: Language::Vietnamese,
    };
    assert_eq!(
        town.refused("ichiko", town.confirmation(2)).await,
        missing(1)
    );

    // All but the last.
    for n in 0..5 {
        town.did("ichiko", enter(&town, &second, n, WORDS)).await;
    }
    let keys = town.keys().await;
    let newest = audit::of_case(town.tomoni.store.read(), &keys, town.case.0, 1)
        .await
        .unwrap();
    assert_eq!(newest[0].actor, keys.actor(town.person("ichiko").0));
    assert_eq!(
        town.refused("ichiko", town.confirmation(2)).await,
        missing(6)
    );
    let page = hers(&town).await;
    let shown = &page[0].in_languages[&Language::Vietnamese];
    assert_eq!(
        (shown.words.text.as_str(), shown.translator.as_str()),
        (WORDS, TRANSLATOR)
    );
    assert!(page[5].in_languages.is_empty());
    // On a page in easy Japanese there is the plan itself.
    let easy = town.she_opens(app::her::path::PLAN).await;
    assert!(
        easy.contains("SIMを わけます") && !easy.contains(WORDS),
        "{easy}"
    );

    // The next version says something else in one item: that one is looked through again.
    town.did("ichiko", enter(&town, &second, 5, WORDS)).await;
    let mut items = second.items.clone();
    items[2].when = "6月中".to_owned();
    town.did("ichiko", town.next_plan(items).await).await;
    let (plan_id, version) = (town.plan, 3);
    let share = C::SharePlan {
        plan: plan_id,
        version,
    };
    town.did("ichiko", share).await;
    town.she_did(town.agreement(3, true)).await;
    assert_eq!(
        town.refused("ichiko", town.confirmation(3)).await,
        Refusal::TranslationIsStale {
            number: 3,
            language: Language::Vietnamese
        }
    );
    let view = plan(&town).await;
    let states: Vec<_> = view
        .translations
        .items
        .iter()
        .map(|line| line.state)
        .collect();
    let (fresh, stale) = (TranslationState::Fresh, TranslationState::Stale);
    assert_eq!(states, [fresh, fresh, stale, fresh, fresh, fresh]);
    let page = hers(&town).await;
    assert!(page[2].in_languages.is_empty(), "stale");
    assert!(!page[1].in_languages.is_empty());
    // What was made of the old version does not pass for the new one.
    assert_eq!(
        town.refused("ichiko", enter(&town, &second, 2, WORDS))
            .await,
        Refusal::VersionIsOld { current: 3 }
    );
    // Other agencies read the plan and nothing of her language.
    let asked = wire::Plan {
        case: town.case,
        plan: town.plan,
    };
    for login in ["akari", "ji"] {
        if let Ok(seen) = town.ask(login, &asked).await {
            assert_eq!(seen.translations, Default::default(), "{login}");
        }
    }
    let third = view.plan.current().unwrap();
    town.did("ichiko", enter(&town, third, 2, WORDS)).await;
    // She agreed before these words were there: she is asked once more.
    assert_eq!(
        town.refused("ichiko", town.confirmation(3)).await,
        Refusal::TranslationReworded
    );
    town.at("2026-05-25 11:00");
    town.she_did(town.agreement(3, true)).await;
    town.did("ichiko", town.confirmation(3)).await;
    // It is there after the house was closed and opened.
    let town = town.restarted(scratch).await;
    assert!(!hers(&town).await[2].in_languages.is_empty());
    town.close().await;
}
