//! What the server does for a tablet that will be without a network.

use axum::body::Body;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use domain::id::{CaseId, DeviceId};
use domain::view::along::{LEASE, Lease, TakenAlong};
use domain::view::{MeetingView, PlanView};
use domain::wire::session::{DEVICE, DeviceKey, SIGN_OUT};
use domain::wire::{self, Ask};
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use serde_json::json;
use server::audit;
use server::store::case_key::{self, With};
use server::store::event;
use uuid::Uuid;

use crate::database::Scratch;
use crate::tale::SAFETY_PLAN;
use crate::town::{Town, call, town};

crate::on_both! {
    each_person_has_a_key_of_their_own_on_each_tablet: each_person_has_a_key_on_sqlite, each_person_has_a_key_on_postgres;
    how_wrong_a_clock_was_stands_with_what_was_written: how_wrong_a_clock_was_on_sqlite, how_wrong_a_clock_was_on_postgres;
    a_case_taken_along_is_what_its_reader_sees_and_is_written_down: a_case_taken_along_on_sqlite, a_case_taken_along_on_postgres;
    the_term_of_what_is_taken_along_is_signed: the_term_is_signed_on_sqlite, the_term_is_signed_on_postgres;
    a_case_taken_along_brings_its_meeting_and_its_plan: its_meeting_and_its_plan_on_sqlite, its_meeting_and_its_plan_on_postgres;
}

/// What this person's session is told on this tablet.
pub async fn keys(town: &Town, login: &str, device: DeviceId) -> DeviceKey {
    let answer = town
        .post(login, DEVICE, json!({ "device": device }).to_string())
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store");
    serde_json::from_slice(&answer.body).unwrap()
}

async fn key(town: &Town, login: &str, device: DeviceId) -> [u8; 32] {
    keys(town, login, device).await.key
}

async fn each_person_has_a_key_of_their_own_on_each_tablet(scratch: &Scratch) {
    let town = town(scratch).await;
    let tablet = DeviceId(Uuid::from_u128(1));
    let other = DeviceId(Uuid::from_u128(2));
    let hers = key(&town, "ichiko", tablet).await;
    assert_eq!(hers, key(&town, "ichiko", tablet).await);
    assert_ne!(hers, key(&town, "ichiko", other).await);
    assert_ne!(hers, key(&town, "kokoro", tablet).await);

    // After a restart what lies on a tablet can still be opened.
    let town = town.restarted(scratch).await;
    assert_eq!(hers, key(&town, "ichiko", tablet).await);

    // Without a session there is none, and nobody asks under another's name.
    let asked = json!({ "device": tablet }).to_string();
    let nobody = town
        .send(call(DEVICE, Body::from(asked.clone()), None))
        .await;
    assert_eq!(nobody.status, 401);
    let named = json!({ "device": tablet, "staff": town.person("kokoro").0 });
    assert_eq!(
        town.post("ichiko", DEVICE, named.to_string()).await.status,
        400
    );
    let cookie = town.cookie("ichiko").await;
    town.post("ichiko", SIGN_OUT, "{}").await;
    let gone = town
        .send(call(DEVICE, Body::from(asked), Some(&cookie)))
        .await;
    assert_eq!(gone.status, 401);
    // Nothing of it is written down.
    for (name, bytes) in crate::town::files_below(&scratch.folder) {
        assert!(!bytes.windows(32).any(|part| part == hers), "{name}");
    }
}

async fn a_case_taken_along_is_what_its_reader_sees_and_is_written_down(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let asked = wire::TakeAlong {
        case: town.case,
        device: None,
    };
    let taken = town.ask("ichiko", &asked).await.unwrap();
    let seen = town.ask("ichiko", &wire::Case { case: town.case }).await;
    assert_eq!(taken.case, seen.unwrap());
    let lease = taken.until - town.tomoni.clock.now();
    assert!(lease <= LEASE && lease > LEASE - TimeDelta::minutes(1));
    let page = wire::Timeline {
        case: town.case,
        before: None,
    };
    assert_eq!(taken.timeline, town.ask("ichiko", &page).await.unwrap());

    // Who writes nothing into it takes nothing along, and hears no more than that it is not there.
    for login in ["ji", "kanri", "daihyo", "kansa"] {
        let body = json!({ "case": town.case }).to_string();
        let one = town.post(login, wire::TakeAlong::PATH, body).await;
        let none = json!({ "case": CaseId(Uuid::from_u128(5)) }).to_string();
        let other = town.post(login, wire::TakeAlong::PATH, none).await;
        assert_eq!(
            (one.status, one.text()),
            (other.status, other.text()),
            "{login}"
        );
        assert!(one.status >= 400, "{login}");
    }

    let keys = town.keys().await;
    let rows = audit::of_case(town.tomoni.store.read(), &keys, town.case.0, 500)
        .await
        .unwrap();
    let written = rows
        .iter()
        .filter(|row| String::from_utf8_lossy(&row.detail).contains("端末に持って出る"));
    assert_eq!(written.count(), 1);
}

/// The term is signed for this person, this device and this case; nobody else's term, and no longer one, is.
async fn the_term_of_what_is_taken_along_is_signed(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let device = DeviceId(Uuid::from_u128(9));
    let read = |text: &str| STANDARD.decode(text).unwrap();
    let by = read(&keys(&town, "ichiko", device).await.lease);
    assert_eq!(by, read(&keys(&town, "kokoro", device).await.lease));
    let asked = wire::TakeAlong {
        case: town.case,
        device: Some(device),
    };
    let taken = town.ask("ichiko", &asked).await.unwrap();
    let signed = taken.lease.expect("a device was named");
    let lease: Lease = serde_json::from_str(&signed.text).unwrap();
    let staff = town.person("ichiko");
    let expected = Lease {
        case: town.case,
        device,
        staff,
        until: taken.until,
    };
    assert_eq!(lease, expected);
    let key = VerifyingKey::from_sec1_bytes(&by).unwrap();
    let seal = Signature::from_slice(&read(&signed.seal)).unwrap();
    assert!(key.verify(signed.text.as_bytes(), &seal).is_ok());
    let until = taken.until + TimeDelta::hours(1);
    let longer = serde_json::to_string(&Lease { until, ..lease }).unwrap();
    assert!(key.verify(longer.as_bytes(), &seal).is_err());

    // The same after a restart; without a device there is no term.
    let town = town.restarted(scratch).await;
    assert_eq!(by, read(&keys(&town, "ichiko", device).await.lease));
    let nowhere = wire::TakeAlong {
        device: None,
        ..asked
    };
    let taken = town.ask("ichiko", &nowhere).await.unwrap();
    assert_eq!(taken.lease, None);
}

async fn a_case_taken_along_brings_its_meeting_and_its_plan(scratch: &Scratch) {
    let town = town(scratch).await;
    let (case, meeting) = (town.case, town.meeting);
    let asked = wire::TakeAlong { case, device: None };
    town.tell_until_convened().await;
    town.open_meeting().await;
    let taken = town.ask("ichiko", &asked).await.unwrap();
    let question = wire::Meeting { case, meeting };
    let seen = town.ask("ichiko", &question).await.unwrap();
    let [meeting] = &taken.meetings[..] else {
        panic!("{} meetings", taken.meetings.len());
    };
    // Asked a moment later.
    let now = meeting.now;
    assert_eq!(*meeting, MeetingView { now, ..seen });
    assert_eq!(taken.plans, []);

    town.divide_roles().await;
    town.deadlock().await;
    town.adjourn().await;
    town.report_and_file().await;
    town.show_plan().await;
    let answer = town.post(
        "ichiko",
        wire::TakeAlong::PATH,
        json!({ "case": case }).to_string(),
    );
    let answer = answer.await;
    // Where she is safe stays in the office.
    assert!(!answer.text().contains(SAFETY_PLAN));
    let taken: TakenAlong = serde_json::from_slice(&answer.body).unwrap();
    // What was confirmed and shared is done: nothing more is written into it outside.
    assert_eq!(taken.meetings, []);
    let plan = town.plan;
    let seen = town
        .ask("ichiko", &wire::Plan { case, plan })
        .await
        .unwrap();
    assert_eq!(seen.safety_plan.as_deref(), Some(SAFETY_PLAN));
    let without = PlanView {
        safety_plan: None,
        ..seen
    };
    assert_eq!(taken.plans, [without]);
}

async fn how_wrong_a_clock_was_stands_with_what_was_written(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let written = |ahead_ms, minutes_ago| {
        let mut envelope = super::left_envelope::note(&town);
        envelope.ahead_ms = ahead_ms;
        envelope.occurred_at -= TimeDelta::minutes(minutes_ago);
        envelope
    };
    // The first was written last: the order is that of the server.
    let slow = written(Some(7 * 60_000), 5);
    let fast = written(Some(-90_000), 20);
    let unknown = written(None, 40);
    let ids = [&slow, &fast, &unknown].map(|envelope| envelope.id);
    for envelope in [slow, fast, unknown] {
        let done = town.push_envelope("ichiko", envelope).await;
        assert!(matches!(done, wire::Outcome::Done { .. }), "{done:?}");
    }
    let council = town.keys().await;
    let conn = town.tomoni.store.read();
    let keys = case_key::load(conn, &council, town.case.0, With::File);
    let keys = keys.await.unwrap().unwrap();
    let events = event::of_case(conn, &council, &keys).await.unwrap();
    let found: Vec<_> = events
        .iter()
        .filter(|event| ids.iter().any(|id| id.0 == event.command))
        .map(|event| (event.command, event.ahead_ms))
        .collect();
    let [slow, fast, unknown] = ids.map(|id| id.0);
    let expected = [
        (slow, Some(420_000)),
        (fast, Some(-90_000)),
        (unknown, None),
    ];
    assert_eq!(found, expected);
}
