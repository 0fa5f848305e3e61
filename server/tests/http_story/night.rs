//! What a tablet wrote in a night comes in one trip: in its order, each once, and one that is refused holds up
//! nobody behind it.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chrono::Duration;
use domain::command::{CaseCommand as C, Command, Envelope};
use domain::id::RecordId;
use domain::record::{Means, ThreeParts};
use domain::wire::{self, MOST_ENVELOPES, Outcome, PROTOCOL, Push, Pushed};
use uuid::Uuid;

use crate::database::Scratch;
use crate::town::{Town, town};

crate::on_both! {
    a_night_in_one_trip: a_night_in_one_trip_on_sqlite, a_night_in_one_trip_on_postgres;
}

/// More than share one commit, in several ways.
const NOTES: usize = 200;

fn note(town: &Town, words: &str) -> Envelope {
    let act = C::WriteRecord {
        record: RecordId(Uuid::now_v7()),
        happened_at: town.tomoni.clock.now() - Duration::hours(1),
        means: Means::Phone,
        with: "本人".to_owned(),
        parts: ThreeParts {
            facts: words.to_owned(),
            ..ThreeParts::default()
        },
        support: String::new(),
        categories: Vec::new(),
        next_step: String::new(),
        safety: false,
        shown_to_her: false,
        photos: Vec::new(),
    };
    town.envelope(Command::Case {
        case: town.case,
        act,
    })
}

async fn sent(town: &Town, envelopes: &[Envelope]) -> Vec<Outcome> {
    let push = Push {
        protocol: PROTOCOL,
        envelopes: envelopes.to_vec(),
    };
    let body = serde_json::to_string(&push).unwrap();
    let raw = town.post("ichiko", wire::PUSH, body).await;
    assert_eq!(raw.status, 200, "{}", raw.text());
    let pushed: Pushed = serde_json::from_slice(&raw.body).unwrap();
    let answered: Vec<_> = pushed.results.iter().map(|one| one.id).collect();
    let asked: Vec<_> = envelopes.iter().map(|one| one.id).collect();
    assert_eq!(answered, asked, "each is answered, in its order");
    pushed.results.into_iter().map(|one| one.outcome).collect()
}

fn places(outcomes: &[Outcome]) -> Vec<u64> {
    let place = |outcome: &Outcome| match outcome {
        Outcome::Done { seq } | Outcome::AlreadyDone { seq } => Some(*seq),
        Outcome::Refused { .. } => None,
    };
    outcomes.iter().filter_map(place).collect()
}

async fn a_night_in_one_trip(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    let mut night: Vec<Envelope> = (0..NOTES)
        .map(|at| note(&town, &format!("記録{at}")))
        .collect();
    // Words that nobody can send: refused, alone.
    night[NOTES / 2] = note(&town, "");
    // The same envelope twice in one list happens once.
    let twice = night[3].clone();
    night.push(twice);

    let outcomes = sent(&town, &night).await;
    let refused: Vec<usize> = (0..outcomes.len())
        .filter(|at| matches!(outcomes[*at], Outcome::Refused { .. }))
        .collect();
    assert_eq!(refused, [NOTES / 2]);
    let seqs = places(&outcomes);
    let (last, first) = seqs.split_last().unwrap();
    assert!(first.is_sorted(), "in the order in which they were written");
    assert_eq!(*last, seqs[3], "the same one again");
    assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), NOTES - 1);

    // The answer was lost: all of it goes once more, and nothing happens twice.
    let again = sent(&town, &night).await;
    assert_eq!(places(&again), seqs);
    assert!(!again.iter().any(|one| matches!(one, Outcome::Done { .. })));

    let many = vec![night[0].clone(); MOST_ENVELOPES + 1];
    let push = Push {
        protocol: PROTOCOL,
        envelopes: many,
    };
    let body = serde_json::to_string(&push).unwrap();
    let raw = town.post("ichiko", wire::PUSH, body).await;
    assert_eq!(raw.status, StatusCode::PAYLOAD_TOO_LARGE.as_u16());
    // Only a list of commands may be long.
    let long = format!("{{\"case\":\"{}\"}}", "a".repeat(300 * 1024));
    for (path, status) in [(wire::PUSH, 400), (wire::session::TAKE_BACK, 413)] {
        let raw = town.post("ichiko", path, long.clone()).await;
        assert_eq!(raw.status, status, "{path}");
    }
    let longer = "a".repeat(3 * 1024 * 1024);
    assert_eq!(town.post("ichiko", wire::PUSH, longer).await.status, 413);
}
