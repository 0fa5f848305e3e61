//! What open screens hear.

use std::time::{Duration, Instant};

use axum::http::{StatusCode, header};
use futures::{FutureExt, StreamExt};
use serde_json::json;
use server::live::Change;
use server::store::{StoreError, turn};
use server::tomoni::Settings;
use uuid::Uuid;

use crate::database::Scratch;
use crate::house::{call, house, house_where, look, set, with_cookie};

#[tokio::test(flavor = "multi_thread")]
async fn open_screens_hear_what_concerns_them_and_nothing_else() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    assert_eq!(
        house.staff(look("localhost", "/api/live")).await.status(),
        StatusCode::UNAUTHORIZED
    );
    let cookie = house.claim().await;
    let open = |last: Option<&'static str>| {
        let mut request = with_cookie(look("localhost", "/api/live"), &cookie);
        if let Some(last) = last {
            set(&mut request, "last-event-id", last);
        }
        house.staff(request)
    };
    let response = open(None).await;
    assert_eq!(
        response.headers()[header::CONTENT_TYPE],
        "text/event-stream"
    );
    let mut stream = response.into_body().into_data_stream();
    let mut next =
        async || String::from_utf8(stream.next().await.unwrap().unwrap().to_vec()).unwrap();
    assert!(next().await.contains("event: ready"));

    let keys = house
        .tomoni
        .keyring
        .council(house.tomoni.store.read(), house.council)
        .await
        .unwrap();
    let (me, other) = (keys.link(house.staff), keys.link(Uuid::from_u128(1)));
    let (hidden, blocked, mine) = (Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4());
    for (case, readers, blocks) in [
        (hidden, vec![other], vec![]),
        (blocked, vec![me], vec![me]),
        (mine, vec![me], vec![other]),
    ] {
        let council = house.council;
        house
            .tomoni
            .writer
            .run(council, move |txn| {
                async move {
                    let seq = turn::next_seq(txn, council).await?;
                    let (readers, blocks) = (readers.into(), blocks.into());
                    txn.announce(Change {
                        council,
                        seq,
                        case: Some(case),
                        conference: None,
                        readers,
                        blocks,
                    });
                    Ok::<_, StoreError>(())
                }
                .boxed()
            })
            .await
            .unwrap();
    }
    let heard = next().await;
    assert!(
        heard.contains("event: change") && heard.contains(&mine.to_string()),
        "{heard}"
    );
    assert!(heard.contains("id: 3"));

    let again = |last| async move {
        let mut stream = open(Some(last)).await.into_body().into_data_stream();
        String::from_utf8(stream.next().await.unwrap().unwrap().to_vec()).unwrap()
    };
    assert!(again("1").await.contains("event: resync"));
    assert!(again("3").await.contains("event: ready"));

    // When the session has ended, the line is silent and closes.
    let request = with_cookie(call("/api/session/signout", &json!({})), &cookie);
    house.staff(request).await;
    let council = house.council;
    let announced = house.tomoni.writer.run(council, move |txn| {
        async move {
            let seq = turn::next_seq(txn, council).await?;
            let (readers, blocks) = ([me].into(), [].into());
            txn.announce(Change {
                council,
                seq,
                case: Some(mine),
                conference: None,
                readers,
                blocks,
            });
            Ok::<_, StoreError>(())
        }
        .boxed()
    });
    announced.await.unwrap();
    assert!(stream.next().await.is_none());
    scratch.remove().await;
}

/// A proxy closes what is silent, and one that gathers answers keeps what it was to pass on.
#[tokio::test(flavor = "multi_thread")]
async fn a_silent_line_gives_signs_of_life_and_asks_no_proxy_to_keep_it() {
    let scratch = Scratch::sqlite();
    let often = Duration::from_millis(30);
    // Nobody has to change it for a proxy that closes what is silent for a minute.
    let usual = Settings::with_site(scratch.folder.clone()).sign_of_life;
    assert!(often < usual && usual < Duration::from_secs(30));
    let house = house_where(&scratch, |settings| settings.sign_of_life = often).await;
    let cookie = house.claim().await;
    let mut asked = with_cookie(look("localhost", "/api/live"), &cookie);
    set(&mut asked, "accept-encoding", "gzip, br");
    let response = house.staff(asked).await;
    let headers = response.headers();
    assert_eq!(headers["x-accel-buffering"], "no");
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    assert!(!headers.contains_key(header::CONTENT_ENCODING));
    assert!(!headers.contains_key(header::CONTENT_LENGTH));
    let mut stream = response.into_body().into_data_stream();
    let mut next =
        async || String::from_utf8(stream.next().await.unwrap().unwrap().to_vec()).unwrap();
    let opening = next().await;
    // Whose line it is, so that a window notices when the cookie has become another's.
    assert!(
        opening.contains(r#""name":""#) && opening.contains("retry: "),
        "{opening}"
    );
    for _ in 0..3 {
        let begun = Instant::now();
        let sign = next().await;
        assert!(sign.starts_with(':') && sign.ends_with("\n\n"), "{sign:?}");
        assert!(!sign.contains("event"), "{sign:?}");
        assert!(begun.elapsed() < usual, "only after {:?}", begun.elapsed());
    }
    scratch.remove().await;
}
