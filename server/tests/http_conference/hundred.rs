//! A hundred women, and not a letter about any of them reaches a representative.

use std::collections::{BTreeMap, BTreeSet};

use domain::conference::{ConferenceCommand as A, ConferenceKind};
use domain::id::*;
use domain::wire::{self, Ask};
use serde_json::json;
use uuid::Uuid;

use crate::database::Scratch;
use crate::room::done;
use crate::tale::{ADDRESS, CALLED, PHONE};
use crate::town::{Raw, town};

crate::on_both! {
    nothing_about_anyone_reaches_a_representative: nothing_about_anyone_reaches_a_representative_on_sqlite, nothing_about_anyone_reaches_a_representative_on_postgres;
}

async fn nothing_about_anyone_reaches_a_representative(scratch: &Scratch) {
    let town = town(scratch).await;
    town.at("2026-05-08 21:40");
    let mut cases = Vec::new();
    for number in 0..100 {
        cases.push(town.accept_also(&format!("雪野{number:03}")).await);
    }
    let round = town.open_round().await;
    for case in &cases {
        let keep = town.line_of(round, "川沿いの部屋を借りた");
        assert!(done(&town.writes("shirabe", *case, keep).await));
    }
    // Their own conference is opened, so that they may see all that is theirs.
    let above = ConferenceId(Uuid::now_v7());
    let mut plan = town
        .plan_of(
            ConferenceKind::Representatives,
            "2026-06-18 10:00",
            "2026-06-18 12:00",
        )
        .await;
    if let A::Plan { chair, .. } = &mut plan {
        *chair = town.attendee("shocho");
    }
    town.acted("shirabe", above, plan).await;
    town.acted("shirabe", above, A::Notify).await;
    town.acted("shocho", above, A::Open).await;

    let mut answers: Vec<Raw> = Vec::new();
    let mut asked = town.questions_at_large();
    asked.push((wire::Conferences::PATH, json!({ "year": null })));
    asked.push((wire::Year::PATH, json!({ "year": null })));
    for conference in [above, round] {
        for path in [
            wire::Conference::PATH,
            wire::SlotsOnWall::PATH,
            wire::session::TIMETABLE_FILE,
        ] {
            asked.push((path, json!({ "conference": conference })));
        }
        asked.push((
            wire::Ledger::PATH,
            json!({ "round": conference, "filter": null, "after": null }),
        ));
    }
    asked.push((
        wire::session::LEDGER_FILE,
        json!({ "pdf": false, "names": null, "recipient": "県" }),
    ));
    for case in &cases {
        asked.push((wire::Case::PATH, json!({ "case": case })));
    }
    let mut served = 0;
    for (path, body) in asked {
        let answer = town.post("daihyo", path, body.to_string()).await;
        served += u32::from(answer.status == 200);
        answers.push(answer);
    }
    // Me, the calendar, the year and their conference, at least.
    assert!(served >= 4, "{served}");
    for answer in &answers {
        let mut all = answer.text();
        for (name, value) in &answer.headers {
            all.push_str(&format!("{name}: {value}\n"));
        }
        for word in ["雪野", "K-R8-", "川沿い", "30代", ADDRESS, PHONE, CALLED] {
            assert!(!all.contains(word), "{word} in {all}");
        }
        for case in &cases {
            assert!(!all.contains(&case.to_string()), "{all}");
        }
    }
    // The practitioners page through all of them, each once.
    let mut seen = BTreeSet::new();
    let mut after = None;
    let mut pages = 0;
    let mut flagged = BTreeMap::new();
    let counts = loop {
        let page = wire::Ledger {
            round: Some(round),
            filter: None,
            after,
        };
        let page = town.ask("kei", &page).await.unwrap();
        pages += 1;
        for line in &page.lines {
            assert!(line.name.is_none());
            assert!(seen.insert(line.case), "twice");
            for flag in &line.flags {
                *flagged.entry(*flag).or_insert(0) += 1;
            }
        }
        after = page.next;
        if after.is_none() {
            break page.counts;
        }
    };
    assert_eq!((seen.len(), pages), (100, 2));
    // The database counts what the lines say.
    for (filter, count) in counts {
        assert_eq!(
            flagged.get(&filter).copied().unwrap_or(0),
            count,
            "{filter:?}"
        );
    }
    town.close().await;
}
