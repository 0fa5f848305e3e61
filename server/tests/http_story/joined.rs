//! 同じ人の記録 through the doors (scenarios 2.2 and 2.5, BR-057): two tablets wrote the same person down.

use std::collections::BTreeSet;

use domain::command::{CaseCommand as C, Command};
use domain::consent::{Answer, ConsentKind, ConsentScope};
use domain::form::intake::key;
use domain::id::*;
use domain::record::{Means, RiskLevel, ThreeParts, UrgencyLevel};
use domain::refusal::Refusal;
use domain::view::TimelineEntry;
use domain::view::joined::OthersView;
use domain::wire::{self, Outcome};
use uuid::Uuid;

use crate::database::Scratch;
use crate::tale::{NAME, consent, text};
use crate::town::{Town, town};

crate::on_both! {
    two_tablets_wrote_the_same_person_down: the_same_person_is_joined_on_sqlite, the_same_person_is_joined_on_postgres;
    her_name_is_joined_with_her_yes_alone: her_name_is_joined_on_sqlite, her_name_is_joined_on_postgres;
    what_stands_in_both_is_read_page_by_page: both_are_read_page_by_page_on_sqlite, both_are_read_page_by_page_on_postgres;
}

const HERS: &str = "きのうから何も食べてない";

/// 外で会った人, written by that worker.
async fn met(town: &Town, login: &str, called: &str, name: &str) -> CaseId {
    let case = CaseId(Uuid::now_v7());
    let mut form = town
        .intake_form()
        .with(key::CALLED_NAME, text(called))
        .with(key::HER_WORDS, text(HERS));
    form.0.remove(key::KANA);
    match name {
        "" => {
            form.0.remove(key::NAME);
            form = form.with(key::CODE_WORD, text("みかん"));
        }
        name => form = form.with(key::NAME, text(name)),
    }
    let outcome = town.push(login, Command::AcceptCase { case, form }).await;
    assert!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
    case
}

async fn acts(town: &Town, login: &str, case: CaseId, act: C) -> Outcome {
    town.push(login, Command::Case { case, act }).await
}

async fn did(town: &Town, login: &str, case: CaseId, act: C) {
    let outcome = acts(town, login, case, act).await;
    assert!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
}

async fn refused(town: &Town, login: &str, case: CaseId, act: C) -> Refusal {
    crate::town::refusal(acts(town, login, case, act).await)
}

async fn others(town: &Town, login: &str, case: CaseId) -> OthersView {
    town.ask(login, &wire::Others { case }).await.unwrap()
}

async fn on_board(town: &Town, login: &str) -> BTreeSet<CaseId> {
    let board = town.ask(login, &wire::Board {}).await.unwrap();
    board.cards.iter().map(|card| card.id).collect()
}

async fn writes(town: &Town, case: CaseId, facts: &str) {
    let record = C::WriteRecord {
        record: RecordId(Uuid::now_v7()),
        happened_at: town.tomoni.clock.now(),
        means: Means::ALL[0],
        with: String::new(),
        parts: ThreeParts {
            facts: facts.to_owned(),
            ..ThreeParts::default()
        },
        support: String::new(),
        categories: Vec::new(),
        next_step: String::new(),
        safety: false,
        shown_to_her: false,
        photos: Vec::new(),
    };
    did(town, "ichiko", case, record).await;
}

/// The whole timeline, page by page.
async fn timeline(town: &Town, login: &str, case: CaseId) -> Vec<TimelineEntry> {
    let (mut all, mut before) = (Vec::new(), None);
    loop {
        let page = town
            .ask(login, &wire::Timeline { case, before })
            .await
            .unwrap();
        all.extend(page.entries);
        before = page.before;
        if before.is_none() {
            return all;
        }
    }
}

fn facts(entries: &[TimelineEntry]) -> Vec<&str> {
    let records = entries.iter().filter_map(|entry| entry.record.as_ref());
    records.map(|record| record.parts.facts.as_str()).collect()
}

async fn two_tablets_wrote_the_same_person_down(scratch: &Scratch) {
    let town = town(scratch).await;
    town.newcomer("tonari", "試験 隣", "福祉課", Some("給付係"))
        .await;
    town.newcomer("tooi", "試験 遠", "保健福祉部", None).await;
    town.at("2026-05-08 23:25");
    let first = met(&town, "ichiko", "みさ", "").await;
    town.at("2026-05-08 23:40");
    let second = met(&town, "tonari", "ミサ", "").await;
    let stranger = met(&town, "tooi", "みさ", "").await;
    let somebody = met(&town, "ichiko", "はる", NAME).await;

    // The worker is asked whether it is the same person; who may not see the other is not.
    let seen = others(&town, "tonari", second).await;
    let alike: Vec<CaseId> = seen.alike.iter().map(|one| one.case).collect();
    assert_eq!(alike, [first]);
    assert_eq!(seen.alike[0].parts.her_words, HERS);
    for login in ["tooi", "kei", "daihyo", "kanri"] {
        let hidden = town.ask(login, &wire::Others { case: first }).await;
        assert!(hidden.is_err(), "{login}");
    }
    let far = others(&town, "tooi", stranger).await;
    assert!(far.alike.is_empty() && far.joined.is_empty());
    assert!(others(&town, "ichiko", somebody).await.alike.is_empty());

    // Nobody joins what she or he may not see, and it answers like what never was.
    for other in [first, CaseId(Uuid::now_v7())] {
        let join = C::JoinCase { other };
        assert_eq!(
            refused(&town, "tooi", stranger, join).await,
            Refusal::NotFound
        );
    }
    let join = C::JoinCase { other: stranger };
    assert_eq!(
        refused(&town, "ichiko", first, join).await,
        Refusal::NotFound
    );

    writes(&town, second, "食べものを渡した").await;
    let judged = C::JudgeRisk {
        record: RecordId(Uuid::now_v7()),
        tool: "専門職判断".to_owned(),
        risk: RiskLevel::ALL[0],
        urgency: UrgencyLevel::Immediate,
        parts: ThreeParts {
            facts: "今夜の場所がない".to_owned(),
            ..ThreeParts::default()
        },
    };
    did(&town, "tonari", second, judged).await;
    did(&town, "ichiko", first, C::JoinCase { other: second }).await;
    // One card; both papers as they were; one timeline, in which each line says where it comes from.
    assert_eq!(
        on_board(&town, "ichiko").await,
        BTreeSet::from([first, somebody])
    );
    let board = town.ask("ichiko", &wire::Board {}).await.unwrap();
    let card = board.cards.iter().find(|card| card.id == first).unwrap();
    assert_eq!(
        card.urgency,
        Some(UrgencyLevel::Immediate),
        "no calmer than she is"
    );
    writes(&town, second, "あとから届いた").await;
    let entries = timeline(&town, "tonari", first).await;
    assert_eq!(facts(&entries), ["あとから届いた", "食べものを渡した"]);
    let from = |entry: &&TimelineEntry| entry.from.as_deref() == Some("K-R8-0002");
    let came = entries.iter().filter(from);
    // Accepted, who may know the place, two records, the danger; what both bear is told once.
    assert_eq!(came.count(), 5, "{entries:?}");
    let judged = entries.iter().filter(|entry| entry.risk.is_some());
    assert_eq!(judged.count(), 1, "{entries:?}");
    for (case, other) in [(first, second), (second, first)] {
        let view = town.ask("ichiko", &wire::Case { case }).await.unwrap();
        assert_eq!(view.intake.text(key::HER_WORDS), HERS);
        let seen = others(&town, "ichiko", case).await;
        let told = seen.joined.iter().chain(&seen.joined_to);
        let told: Vec<CaseId> = told.map(|one| one.case).collect();
        assert_eq!(told, [other]);
        assert!(seen.alike.is_empty());
    }
    // It is still found by its word, and says that it is read with another.
    let search = wire::Search {
        text: "ミサ".to_owned(),
    };
    let found = town.ask("ichiko", &search).await.unwrap();
    let found: Vec<_> = found
        .cards
        .iter()
        .map(|card| (card.id, card.joined))
        .collect();
    assert!(
        found.contains(&(first, false)) && found.contains(&(second, true)),
        "{found:?}"
    );
    let ledger = wire::Ledger {
        round: None,
        filter: None,
        after: None,
    };
    let lines = town.ask("shirabe", &ledger).await.unwrap();
    let text = serde_json::to_string(&lines).unwrap();
    assert!(
        text.contains("K-R8-0001") && !text.contains("K-R8-0002"),
        "{text}"
    );

    // A restart changes nothing of it, and they are two again when somebody says so.
    let town = town.restarted(scratch).await;
    assert_eq!(
        on_board(&town, "ichiko").await,
        BTreeSet::from([first, somebody])
    );
    did(&town, "tonari", second, C::PartCase { other: first }).await;
    assert_eq!(
        on_board(&town, "ichiko").await,
        BTreeSet::from([first, second, somebody])
    );
    assert!(facts(&timeline(&town, "ichiko", first).await).is_empty());
    assert_eq!(facts(&timeline(&town, "ichiko", second).await).len(), 2);
    let part = C::PartCase { other: second };
    assert_eq!(
        refused(&town, "ichiko", first, part).await,
        Refusal::NotFound
    );
}

async fn her_name_is_joined_with_her_yes_alone(scratch: &Scratch) {
    let town = town(scratch).await;
    town.at("2026-05-08 23:25");
    let known = met(&town, "ichiko", "はる", NAME).await;
    let alias = met(&town, "ichiko", "はる", "").await;
    let seen = others(&town, "ichiko", alias).await;
    assert!(seen.this.goes_with(&seen.alike[0]) && seen.this.waits_for_her(&seen.alike[0]));
    let join = || C::JoinCase { other: alias };
    let told = refused(&town, "ichiko", known, join()).await;
    assert_eq!(told, Refusal::HerYesToJoinMissing);

    let yes = ConsentId(Uuid::now_v7());
    let asked = consent(
        yes,
        ConsentKind::JoinRecords,
        Answer::Given,
        ConsentScope::default(),
    );
    did(&town, "ichiko", alias, asked).await;
    did(&town, "ichiko", known, join()).await;
    assert_eq!(on_board(&town, "ichiko").await, BTreeSet::from([known]));

    // Whoever is shut out of one is shut out of the other, from now on.
    let unit = Some("給付係");
    let neighbour = town.newcomer("tonari", "試験 隣", "福祉課", unit).await;
    assert!(on_board(&town, "tonari").await.contains(&known));
    let block = C::SetBlock {
        block: BlockId(Uuid::now_v7()),
        target: domain::block::BlockTarget::Person(neighbour),
        reason: domain::block::BlockReason::ALL[0],
        alternative: None,
    };
    did(&town, "ichiko", known, block).await;
    for case in [known, alias] {
        let hidden = town.ask("tonari", &wire::Case { case }).await;
        assert!(hidden.is_err(), "{case}");
    }

    // She takes it back, and they are two.
    did(&town, "ichiko", alias, C::WithdrawConsent { consent: yes }).await;
    assert_eq!(
        on_board(&town, "ichiko").await,
        BTreeSet::from([known, alias])
    );
    assert!(others(&town, "ichiko", known).await.joined.is_empty());
    let told = refused(&town, "ichiko", known, join()).await;
    assert_eq!(told, Refusal::HerYesToJoinMissing);
}

async fn what_stands_in_both_is_read_page_by_page(scratch: &Scratch) {
    let town = town(scratch).await;
    town.at("2026-05-08 23:25");
    let first = met(&town, "ichiko", "みさ", "").await;
    let second = met(&town, "ichiko", "みさ", "").await;
    let mut written = Vec::new();
    for n in 0..70 {
        // In runs of uneven length, so that a page ends within either.
        let case = if n % 7 < 3 { first } else { second };
        let facts = format!("{n}回目");
        writes(&town, case, &facts).await;
        written.insert(0, facts);
    }
    did(&town, "ichiko", first, C::JoinCase { other: second }).await;
    let entries = timeline(&town, "ichiko", first).await;
    assert_eq!(facts(&entries), written, "each once, in order");
    assert!(entries.is_sorted_by(|newer, older| newer.seq > older.seq));

    // A third one; whoever is shut out of one of them is shut out of all.
    let third = met(&town, "ichiko", "みさ", "").await;
    did(&town, "ichiko", first, C::JoinCase { other: third }).await;
    let unit = Some("給付係");
    let neighbour = town.newcomer("tonari", "試験 隣", "福祉課", unit).await;
    assert_eq!(on_board(&town, "tonari").await, BTreeSet::from([first]));
    let block = C::SetBlock {
        block: BlockId(Uuid::now_v7()),
        target: domain::block::BlockTarget::Person(neighbour),
        reason: domain::block::BlockReason::ALL[0],
        alternative: None,
    };
    did(&town, "ichiko", second, block).await;
    for case in [first, second, third] {
        let hidden = town.ask("tonari", &wire::Case { case }).await;
        assert!(hidden.is_err(), "{case}");
    }
    assert!(on_board(&town, "tonari").await.is_empty());
}
