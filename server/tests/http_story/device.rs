//! The server's half of the key under which unsent work lies on a tablet.

use axum::body::Body;
use domain::wire::session::{DEVICE, DeviceKey, SIGN_OUT};
use serde_json::json;
use uuid::Uuid;

use crate::database::Scratch;
use crate::town::{Town, call, town};

crate::on_both! {
    each_person_has_a_key_of_their_own_on_each_tablet: each_person_has_a_key_on_sqlite, each_person_has_a_key_on_postgres;
}

async fn key(town: &Town, login: &str, device: Uuid) -> [u8; 32] {
    let answer = town
        .post(login, DEVICE, json!({ "device": device }).to_string())
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), "no-store");
    let told: DeviceKey = serde_json::from_slice(&answer.body).unwrap();
    told.key
}

async fn each_person_has_a_key_of_their_own_on_each_tablet(scratch: &Scratch) {
    let town = town(scratch).await;
    let (tablet, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let hers = key(&town, "ichiko", tablet).await;
    assert_eq!(hers, key(&town, "ichiko", tablet).await);
    assert_ne!(hers, key(&town, "ichiko", other).await);
    assert_ne!(hers, key(&town, "kokoro", tablet).await);

    // After a restart what lies on a tablet can still be opened.
    let town = town.restarted(scratch).await;
    assert_eq!(hers, key(&town, "ichiko", tablet).await);

    // Without a session there is none, and nobody asks under another's name.
    let asked = json!({ "device": tablet }).to_string();
    let nobody = town.send(call(DEVICE, Body::from(asked.clone()), None)).await;
    assert_eq!(nobody.status, 401);
    let named = json!({ "device": tablet, "staff": town.person("kokoro").0 });
    assert_eq!(town.post("ichiko", DEVICE, named.to_string()).await.status, 400);
    let cookie = town.cookie("ichiko").await;
    town.post("ichiko", SIGN_OUT, "{}").await;
    let gone = town.send(call(DEVICE, Body::from(asked), Some(&cookie))).await;
    assert_eq!(gone.status, 401);
    // Nothing of it is written down.
    for (name, bytes) in crate::town::files_below(&scratch.folder) {
        assert!(!bytes.windows(32).any(|part| part == hers), "{name}");
    }
}
