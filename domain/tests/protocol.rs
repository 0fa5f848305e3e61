//! What old tablets send: a sample of each kind of envelope, as it was written when its protocol was new.
//! A tablet may have lain in a drawer; what it wrote then means the same now (a variant never changes its
//! meaning, `command.rs`).
//!
//! New kinds are collected by `PROTOCOL_SAMPLES=folder cargo test -p server`. A line that stands here is
//! never changed: where a test goes red, the code is wrong.

use std::collections::BTreeMap;

use domain::command::Envelope;
use domain::wire::{OLDEST, PROTOCOL};
use serde_json::Value;

/// The samples of a protocol, by kind.
fn samples(protocol: u16) -> BTreeMap<String, Value> {
    let file = format!(
        "{}/tests/protocol/{protocol}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(&file).expect("a protocol that is still spoken has samples");
    serde_json::from_str(&text).expect("samples are JSON")
}

/// Whether everything that was said before is said now. What is new may stand beside it.
fn keeps(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => old
            .iter()
            .all(|(name, old)| new.get(name).is_some_and(|new| keeps(old, new))),
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| keeps(old, new))
        }
        _ => old == new,
    }
}

#[test]
fn every_sample_of_every_protocol_still_spoken_is_read_and_means_the_same() {
    for protocol in OLDEST..=PROTOCOL {
        for (kind, sample) in samples(protocol) {
            let read: Result<Envelope, _> = serde_json::from_value(sample.clone());
            let envelope = read.unwrap_or_else(|problem| panic!("{protocol} {kind}: {problem}"));
            let now = serde_json::to_value(&envelope).expect("an envelope is written");
            assert!(keeps(&sample, &now), "{protocol} {kind}: {sample}\n{now}");
        }
    }
}

#[test]
fn what_is_written_without_a_network_has_a_sample() {
    let all = samples(PROTOCOL);
    for kind in [
        "accept_case",
        "case.correct_intake",
        "case.save_assessment",
        "case.write_record",
        "case.judge_risk",
        "council.keep_patrol",
        "hers.reply_to_item",
    ] {
        assert!(all.contains_key(kind), "{kind}");
    }
}

#[test]
fn an_envelope_with_something_unknown_is_not_guessed_at() {
    let (_, mut sample) = samples(PROTOCOL).pop_first().expect("a sample");
    sample["urgent"] = Value::Bool(true);
    assert!(serde_json::from_value::<Envelope>(sample).is_err());
}
