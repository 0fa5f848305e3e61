//! Codes, misses and the lines of her card.

use futures::FutureExt;
use server::store::card_line::Shown;
use server::store::{StoreError, account, card_line, login_failure};
use uuid::Uuid;

use crate::database::Scratch;
use crate::office::{noon, office};

crate::on_both! {
    codes_and_misses_are_counted_exactly: codes_and_misses_are_counted_exactly_on_sqlite, codes_and_misses_are_counted_exactly_on_postgres;
}

async fn codes_and_misses_are_counted_exactly(scratch: &Scratch) {
    let office = office(scratch).await;
    let (council, staff, case) = (office.council, Uuid::new_v4(), Uuid::new_v4());
    let login = office.keyring.login_token("sato");
    let handle = office.keyring.login_token("card 1");
    office
        .writer
        .run(council, move |txn| {
            async move {
                account::add(txn, council, staff, login, "code".into(), noon()).await?;
                card_line::give_card(txn, council, case, vec![(handle, "line".into())]).await
            }
            .boxed()
        })
        .await
        .unwrap();
    assert!(
        account::taken(office.store.read(), office.keyring.login_token("ＳＡＴＯ"))
            .await
            .unwrap()
    );

    // Of sixteen who use the same paper code at once, one gets in.
    let claims = (0..16).map(|_| {
        office.writer.run(council, move |txn| {
            async move { account::claim(txn, staff, "code", "hash".into()).await }.boxed()
        })
    });
    let claims = futures::future::join_all(claims).await;
    assert_eq!(
        claims
            .into_iter()
            .filter(|won| *won.as_ref().unwrap())
            .count(),
        1
    );

    // Ten misses at once lock the name; a quarter of an hour later it is open again.
    let conn = office.store.read();
    let misses = |times: usize| {
        let all = (0..times).map(|_| {
            office.writer.run(council, move |txn| {
                async move { login_failure::miss(txn, login, noon()).await }.boxed()
            })
        });
        futures::future::join_all(all)
    };
    misses(9).await;
    assert!(!login_failure::locked(conn, login, noon()).await.unwrap());
    misses(1).await;
    assert!(login_failure::locked(conn, login, noon()).await.unwrap());
    // Whoever goes on trying meanwhile does not keep the owner out for longer.
    let soon = noon() + login_failure::LOCK / 2;
    office
        .writer
        .run(council, move |txn| {
            async move { login_failure::miss(txn, login, soon).await }.boxed()
        })
        .await
        .unwrap();
    let later = noon() + login_failure::LOCK;
    assert!(!login_failure::locked(conn, login, later).await.unwrap());

    // A line of her card: five misses burn it, and it is spent once.
    let line = || card_line::find(conn, handle);
    assert!(!line().await.unwrap().unwrap().spent);
    let spend = || {
        office.writer.run(council, move |txn| {
            async move { card_line::spend(txn, handle, case, false, noon()).await }.boxed()
        })
    };
    assert!(spend().await.unwrap());
    assert!(!spend().await.unwrap());
    assert!(line().await.unwrap().unwrap().spent);

    let second = office.keyring.login_token("card 2");
    office
        .writer
        .run(council, move |txn| {
            async move {
                card_line::give_card(txn, council, case, vec![(second, "line".into())]).await?;
                for _ in 0..5 {
                    card_line::miss(txn, second).await?;
                }
                Ok::<_, StoreError>(())
            }
            .boxed()
        })
        .await
        .unwrap();
    let burnt = card_line::find(conn, second).await.unwrap().unwrap();
    assert!(burnt.spent && !burnt.suspended);
    office
        .writer
        .run(council, move |txn| {
            async move {
                for _ in 0..5 {
                    card_line::miss(txn, second).await?;
                }
                Ok::<_, StoreError>(())
            }
            .boxed()
        })
        .await
        .unwrap();
    assert!(
        card_line::find(conn, second)
            .await
            .unwrap()
            .unwrap()
            .suspended
    );

    // Whoever has checked the number before the tenth miss is asked again when the line is spent. Misses
    // on a worker's tablet end that way alone: her card opens as before.
    for tablet in [false, true] {
        let case = Uuid::new_v4();
        let [tried, fresh, card] = ["tried", "fresh", "card"]
            .map(|sign| office.keyring.login_token(&format!("{sign} {tablet}")));
        let (late, own) = office
            .writer
            .run(council, move |txn| {
                async move {
                    let line = |handle| (handle, "line".to_owned());
                    let mut lines = vec![line(card)];
                    if !tablet {
                        lines.extend([line(tried), line(fresh)]);
                    }
                    card_line::give_card(txn, council, case, lines).await?;
                    card_line::set_pin(txn, case, "pin".into()).await?;
                    let shown = Shown {
                        by: Uuid::new_v4(),
                        until: noon(),
                    };
                    for handle in [tried, fresh].into_iter().filter(|_| tablet) {
                        assert!(card_line::show(txn, council, case, line(handle), &shown).await?);
                    }
                    for _ in 0..card_line::LOGIN_MISSES {
                        card_line::miss(txn, tried).await?;
                    }
                    let late = card_line::spend(txn, fresh, case, tablet, noon()).await?;
                    let own = card_line::spend(txn, card, case, false, noon()).await?;
                    Ok::<_, StoreError>((late, own))
                }
                .boxed()
            })
            .await
            .unwrap();
        assert_eq!((late, own), (false, tablet), "tablet: {tablet}");
    }
}
