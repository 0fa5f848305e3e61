//! What open screens hear.

use axum::http::{StatusCode, header};
use futures::{FutureExt, StreamExt};
use serde_json::json;
use server::live::Change;
use server::store::{StoreError, turn};
use uuid::Uuid;

use crate::database::Scratch;
use crate::house::{call, house, look, set, with_cookie};

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
