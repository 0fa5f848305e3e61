//! 控え: what leaves a tablet without its writer waits for her, and happens once or not at all.

use std::slice::from_ref;

use axum::body::Body;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::command::{CaseCommand, Command, Envelope};
use domain::id::{CommandId, DeviceId, RecordId, StaffId};
use domain::record::{Means, ThreeParts};
use domain::refusal::Refusal;
use domain::wire::session::{
    DeviceKey, LEAVE, LEAVING, Leave, Left, LeftCopy, SealedCopy, TAKE_BACK,
};
use domain::wire::{self, MOST_COPIES, Outcome};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256 as Exchange;
use hpke::{Deserializable, Kem, OpModeS, Serializable};
use serde_json::json;
use uuid::Uuid;

use super::device::keys;
use crate::database::Scratch;
use crate::town::{Town, call, refusal, town};

crate::on_both! {
    what_left_a_tablet_waits_for_its_writer_and_happens_once: what_left_waits_on_sqlite, what_left_waits_on_postgres;
    what_was_taken_back_is_sent_by_no_tablet_any_more: what_was_taken_back_on_sqlite, what_was_taken_back_on_postgres;
    what_was_refused_waits_too_until_its_writer_has_read_why: what_was_refused_on_sqlite, what_was_refused_on_postgres;
    a_copy_that_is_not_its_writers_is_not_taken: a_foreign_copy_on_sqlite, a_foreign_copy_on_postgres;
}

const TABLET: DeviceId = DeviceId(Uuid::from_u128(0x7ab1e7));
const FACTS: &str = "改札の前で会えた";

pub fn note(town: &Town) -> Envelope {
    let act = CaseCommand::WriteRecord {
        record: RecordId(Uuid::now_v7()),
        happened_at: town.tomoni.clock.now(),
        means: Means::ALL[0],
        with: String::new(),
        parts: ThreeParts {
            facts: FACTS.to_owned(),
            ..ThreeParts::default()
        },
        support: String::new(),
        categories: Vec::new(),
        next_step: String::new(),
        safety: false,
        shown_to_her: false,
        photos: Vec::new(),
    };
    let case = town.case;
    town.envelope(Command::Case { case, act })
}

fn copy_of(town: &Town, login: &str, told: &DeviceKey, envelope: &Envelope) -> LeftCopy {
    LeftCopy {
        staff: town.person(login),
        device: TABLET,
        pass: told.pass,
        envelope: envelope.clone(),
    }
}

/// As a tablet seals it.
fn sealed(to: &[u8; 32], command: CommandId, copy: &LeftCopy) -> SealedCopy {
    let to = <Exchange as Kem>::PublicKey::from_bytes(to).unwrap();
    let clear = serde_json::to_vec(copy).unwrap();
    let (key, sealed) = hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, Exchange>(
        &OpModeS::Base,
        &to,
        LEAVING,
        &clear,
        command.0.as_bytes(),
    )
    .unwrap();
    SealedCopy {
        command,
        sealed: STANDARD.encode([key.to_bytes().to_vec(), sealed].concat()),
    }
}

/// Nobody is signed in where it comes from.
async fn leaves(town: &Town, copies: Vec<SealedCopy>) -> Vec<CommandId> {
    let asked = Leave {
        device: Some(TABLET),
        copies,
        erased: false,
    };
    let body = serde_json::to_string(&asked).unwrap();
    let answer = town.send(call(LEAVE, Body::from(body), None)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let left: Left = serde_json::from_slice(&answer.body).unwrap();
    left.taken
}

async fn waiting(town: &Town, login: &str) -> Vec<Envelope> {
    let left = town.ask(login, &wire::LeftEnvelopes {}).await.unwrap();
    left.into_iter().map(|left| left.envelope).collect()
}

async fn notes(town: &Town) -> usize {
    let page = wire::Timeline {
        case: town.case,
        before: None,
    };
    let page = town.ask("ichiko", &page).await.unwrap();
    let facts = page
        .entries
        .iter()
        .filter_map(|entry| entry.record.as_ref());
    facts.filter(|record| record.parts.facts == FACTS).count()
}

async fn what_left_a_tablet_waits_for_its_writer_and_happens_once(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let told = keys(&town, "ichiko", TABLET).await;
    let note = note(&town);
    let copy = sealed(&told.to, note.id, &copy_of(&town, "ichiko", &told, &note));
    assert!(!copy.sealed.contains(FACTS));

    // It arrives, and nothing has happened; nobody but its writer hears of it.
    assert_eq!(leaves(&town, vec![copy.clone()]).await, [note.id]);
    assert_eq!(leaves(&town, vec![copy.clone()]).await, [note.id]);
    assert_eq!(notes(&town).await, 0);
    assert_eq!(waiting(&town, "ichiko").await, from_ref(&note));
    for login in ["kokoro", "kanri", "shirabe"] {
        assert_eq!(waiting(&town, login).await, [], "{login}");
    }
    for (name, bytes) in crate::town::files_below(&scratch.folder) {
        let words = FACTS.as_bytes();
        assert!(
            !bytes.windows(words.len()).any(|part| part == words),
            "{name}"
        );
    }
    // After a restart too. She reads it and sends it from another place.
    let town = town.restarted(scratch).await;
    let [found] = waiting(&town, "ichiko").await.try_into().unwrap();
    let done = town.push_envelope("ichiko", found).await;
    assert!(matches!(done, Outcome::Done { .. }), "{done:?}");
    assert_eq!(
        (notes(&town).await, waiting(&town, "ichiko").await),
        (1, vec![])
    );

    // The tablet is opened again: what it sends then is known, on both ways.
    assert_eq!(leaves(&town, vec![copy]).await, [note.id]);
    let again = town.push_envelope("ichiko", note).await;
    assert!(matches!(again, Outcome::AlreadyDone { .. }), "{again:?}");
    assert_eq!(
        (notes(&town).await, waiting(&town, "ichiko").await),
        (1, vec![])
    );
}

async fn what_was_taken_back_is_sent_by_no_tablet_any_more(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let told = keys(&town, "ichiko", TABLET).await;
    let note = note(&town);
    let copy = sealed(&told.to, note.id, &copy_of(&town, "ichiko", &told, &note));
    leaves(&town, vec![copy.clone()]).await;
    let back = json!({ "command": note.id }).to_string();
    // Somebody else takes nothing back, and hears nothing of it.
    for login in ["kokoro", "kanri"] {
        let answer = town.post(login, TAKE_BACK, back.clone()).await;
        assert_eq!(answer.status, 200);
        assert_eq!(waiting(&town, "ichiko").await.len(), 1, "{login}");
    }
    assert_eq!(
        town.post("ichiko", TAKE_BACK, back.clone()).await.status,
        200
    );
    assert_eq!(waiting(&town, "ichiko").await, []);
    let told = refusal(town.push_envelope("ichiko", note.clone()).await);
    assert_eq!(told, Refusal::TakenBack);
    leaves(&town, vec![copy]).await;
    assert_eq!(
        (notes(&town).await, waiting(&town, "ichiko").await),
        (0, vec![])
    );

    // What never left is not touched by it: the number is free.
    let other = self::note(&town);
    let back = json!({ "command": other.id }).to_string();
    assert_eq!(town.post("ichiko", TAKE_BACK, back).await.status, 200);
    let done = town.push_envelope("ichiko", other).await;
    assert!(matches!(done, Outcome::Done { .. }), "{done:?}");
}

async fn what_was_refused_waits_too_until_its_writer_has_read_why(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let told = keys(&town, "ichiko", TABLET).await;
    let mut bad = note(&town);
    if let Command::Case {
        act: CaseCommand::WriteRecord { happened_at, .. },
        ..
    } = &mut bad.command
    {
        *happened_at += chrono::Duration::days(2);
    }
    // The tablet was refused and did not hear of it.
    let first = refusal(town.push_envelope("ichiko", bad.clone()).await);
    let copy = sealed(&told.to, bad.id, &copy_of(&town, "ichiko", &told, &bad));
    assert_eq!(leaves(&town, vec![copy]).await, [bad.id]);
    assert_eq!(waiting(&town, "ichiko").await, from_ref(&bad));
    // Sent from elsewhere it is refused as before, and stays until it is mended or taken back.
    let again = refusal(town.push_envelope("ichiko", bad.clone()).await);
    assert_eq!(again, first);
    assert_eq!(waiting(&town, "ichiko").await.len(), 1);
    let back = json!({ "command": bad.id }).to_string();
    assert_eq!(town.post("ichiko", TAKE_BACK, back).await.status, 200);
    assert_eq!(waiting(&town, "ichiko").await, []);
    let again = refusal(town.push_envelope("ichiko", bad).await);
    assert_eq!(again, first);
}

async fn a_copy_that_is_not_its_writers_is_not_taken(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let told = keys(&town, "ichiko", TABLET).await;
    let other = keys(&town, "kokoro", TABLET).await;
    assert_eq!(told.to, other.to);
    assert_ne!(told.pass, other.pass);
    let note = note(&town);
    let good = copy_of(&town, "ichiko", &told, &note);
    let forged = |change: &dyn Fn(&mut LeftCopy)| {
        let mut copy = copy_of(&town, "ichiko", &told, &note);
        change(&mut copy);
        sealed(&told.to, note.id, &copy)
    };
    let whole = sealed(&told.to, note.id, &good);
    let mut cut = whole.clone();
    cut.sealed.truncate(40);
    let mut bent = STANDARD.decode(&whole.sealed).unwrap();
    *bent.last_mut().unwrap() ^= 1;
    let foreign = [
        // As somebody else, with another's pass, from another tablet, from one that nobody knows.
        forged(&|copy| copy.staff = town.person("kokoro")),
        forged(&|copy| copy.staff = StaffId(Uuid::from_u128(5))),
        forged(&|copy| copy.pass = other.pass),
        forged(&|copy| copy.pass = [0; 32]),
        forged(&|copy| copy.device = DeviceId(Uuid::from_u128(6))),
        // Under another command's number, inside and outside.
        sealed(&told.to, CommandId(Uuid::now_v7()), &good),
        SealedCopy {
            command: CommandId(Uuid::now_v7()),
            ..whole.clone()
        },
        // For another server; broken; nothing at all.
        sealed(&[9; 32], note.id, &good),
        SealedCopy {
            sealed: STANDARD.encode(bent),
            ..whole.clone()
        },
        cut,
        SealedCopy {
            sealed: "これは何でもない".to_owned(),
            ..whole.clone()
        },
    ];
    for (turn, copy) in foreign.into_iter().enumerate() {
        assert_eq!(leaves(&town, vec![copy]).await, [], "{turn}");
    }
    assert_eq!(waiting(&town, "ichiko").await, []);
    assert_eq!(waiting(&town, "kokoro").await, []);

    // One that is bad holds up none behind it; too many at once are told to come in parts.
    let bad = forged(&|copy| copy.pass = [0; 32]);
    assert_eq!(leaves(&town, vec![bad, whole.clone()]).await, [note.id]);
    let many = Leave {
        device: Some(TABLET),
        copies: vec![whole; MOST_COPIES + 1],
        erased: false,
    };
    let body = serde_json::to_string(&many).unwrap();
    let answer = town.send(call(LEAVE, Body::from(body), None)).await;
    assert_eq!(answer.status, 413);
    // Another page of the same browser sends nothing.
    let body = serde_json::to_string(&json!({ "device": TABLET, "copies": [], "erased": false }));
    let mut strange = call(LEAVE, Body::from(body.unwrap()), None);
    let site = "cross-site".parse().unwrap();
    strange.headers_mut().insert("sec-fetch-site", site);
    assert_eq!(town.send(strange).await.status, 403);
}
