//! What is sealed, under which key, and what one may find.

use std::sync::Arc;

use futures::FutureExt;
use sea_orm::ConnectionTrait;
use server::audit::{self, Entry};
use server::keys::{Keyring, LinkToken, MasterKey};
use server::live::Live;
use server::search;
use server::store::case_file;
use server::store::case_key::{self, With};
use server::store::event::{self, NewEvent};
use server::store::{Store, StoreError, command_seen, timeline, turn};
use server::writer::Writer;
use uuid::Uuid;

use crate::database::{Scratch, holds};
use crate::office::{ADDRESS, KANA, NAME, Office, SHELTER, change, day, noon, office};

crate::on_both! {
    nothing_personal_is_kept_in_clear: nothing_personal_is_kept_in_clear_on_sqlite, nothing_personal_is_kept_in_clear_on_postgres;
    a_board_shows_what_one_may_find: a_board_shows_what_one_may_find_on_sqlite, a_board_shows_what_one_may_find_on_postgres;
    whereabouts_need_their_own_key: whereabouts_need_their_own_key_on_sqlite, whereabouts_need_their_own_key_on_postgres;
    events_and_timeline_come_back_as_they_were: events_and_timeline_come_back_as_they_were_on_sqlite, events_and_timeline_come_back_as_they_were_on_postgres;
}

async fn nothing_personal_is_kept_in_clear(scratch: &Scratch) {
    let office = office(scratch).await;
    let keys = Arc::clone(&office.keys);
    let agency = Uuid::new_v4();
    let reader = keys.link(agency);
    let case = office.take_in("8-001", 2, None, vec![reader], vec![]).await;
    office
        .writer
        .run(office.council, move |txn| {
            async move {
                let case_keys = case_key::load(txn.conn().await?, &keys, case, With::FileAndPlace)
                    .await?
                    .ok_or(StoreError::Missing)?;
                for (kind, class, body) in [("a", 3, NAME), ("b", 4, ADDRESS)] {
                    let seq = turn::next_seq(txn, keys.council()).await?;
                    let event = NewEvent {
                        seq,
                        id: Uuid::new_v4(),
                        command: Uuid::new_v4(),
                        kind,
                        class,
                        occurred_at: noon(),
                        ahead_ms: None,
                        recorded_at: noon(),
                        body: body.as_bytes(),
                    };
                    event::append(txn, &keys, Some(&case_keys), event)?;
                    timeline::add(txn, &case_keys, seq, noon(), kind, NAME.as_bytes())?;
                }
                command_seen::remember(txn, &keys, Uuid::new_v4(), reader, None, NAME.as_bytes())?;
                let entry = Entry {
                    actor: agency,
                    action: "case-read",
                    case: Some(case),
                    detail: SHELTER.as_bytes(),
                };
                audit::append(txn, &keys, noon(), entry).await.map(drop)
            }
            .boxed()
        })
        .await
        .unwrap();

    // First the search itself is proved: a planted word is found.
    let planted = "植えた目印の言葉";
    let back = scratch.back_door().await;
    back.execute_unprepared(&format!("UPDATE case_file SET no = '{planted}'"))
        .await
        .unwrap();
    back.close().await.unwrap();
    let kept = scratch.every_byte().await;
    assert!(holds(&kept, planted));
    let hex: String = planted.bytes().map(|b| format!("{b:02x}")).collect();
    assert!(holds(hex.as_bytes(), planted));

    for word in [
        NAME,
        KANA,
        ADDRESS,
        SHELTER,
        "渡邉",
        "ワタナベ",
        "わたなべ",
        "星見町",
    ] {
        assert!(!holds(&kept, word), "{word} lies in clear");
    }
    assert!(!kept.windows(16).any(|window| window == agency.as_bytes()));
    assert!(!holds(&kept, &agency.simple().to_string()));
    assert!(!holds(&kept, &agency.to_string()));
}

async fn a_board_shows_what_one_may_find(scratch: &Scratch) {
    let office = office(scratch).await;
    let token = |id| office.keys.link(Uuid::from_u128(id));
    let (mine, agency, other) = (token(1), token(2), token(3));
    let late = office.take_in("8-001", 1, None, vec![mine], vec![]).await;
    let soon = office
        .take_in("8-002", 1, Some(day(9)), vec![agency, mine], vec![other])
        .await;
    let urgent = office
        .take_in("8-003", 3, Some(day(20)), vec![agency], vec![])
        .await;
    let blocked = office
        .take_in("8-004", 3, None, vec![mine, agency], vec![mine])
        .await;
    office.take_in("8-005", 3, None, vec![other], vec![]).await;

    let (conn, keys) = (office.store.read(), &office.keys);
    let board = |tokens: Vec<LinkToken>| async move {
        let list = case_file::board(conn, keys.council(), &tokens, 100).await;
        let list: Vec<Uuid> = list.unwrap().into_iter().map(|one| one.id).collect();
        let cards = case_file::cards(conn, keys, &list).await.unwrap();
        assert_eq!(cards.len(), list.len());
        for row in cards {
            assert_eq!(row.card.as_slice(), NAME.as_bytes());
        }
        list
    };
    // Urgent first, then by day, cases without a day last. The blocked one is not there.
    assert_eq!(board(vec![mine, agency]).await, [urgent, soon, late]);
    assert_eq!(board(vec![agency]).await, [urgent, blocked, soon]);
    assert!(board(vec![]).await.is_empty());

    let office = again(scratch, &office).await;
    let conn = office.store.read();
    let find = |question: &'static str, tokens: Vec<LinkToken>| {
        let keys = Arc::clone(&office.keys);
        async move {
            let pieces = search::pieces_asked(question);
            let pieces: Vec<_> = pieces
                .iter()
                .map(|piece| keys.search_token(piece))
                .collect();
            let rows = case_file::find(conn, keys.council(), &tokens, &pieces, 100).await;
            rows.unwrap()
                .into_iter()
                .map(|row| row.id)
                .collect::<Vec<_>>()
        }
    };
    for question in ["ﾜﾀﾅﾍﾞ", "渡辺", "わたなべ", "花"] {
        assert_eq!(find(question, vec![mine]).await, [soon, late], "{question}");
    }
    assert!(find("田中", vec![mine]).await.is_empty());
    assert!(find("", vec![mine]).await.is_empty());
    assert!(find("渡辺", vec![]).await.is_empty());

    let may = |case| case_file::may_find(conn, office.council, case, &[]);
    assert!(!may(urgent).await.unwrap());
    for (case, tokens, expected) in [
        (urgent, vec![agency], true),
        (blocked, vec![agency], true),
        (blocked, vec![mine, agency], false),
        (Uuid::new_v4(), vec![mine], false),
    ] {
        let found = case_file::may_find(conn, office.council, case, &tokens).await;
        assert_eq!(found.unwrap(), expected);
    }
    assert_eq!(case_file::count(conn, office.council).await.unwrap(), 5);
}

async fn whereabouts_need_their_own_key(scratch: &Scratch) {
    let office = office(scratch).await;
    let case = office.take_in("8-001", 1, None, vec![], vec![]).await;
    let load = |with| case_file::load(office.store.read(), &office.keys, case, with);

    let file = load(With::File).await.unwrap().unwrap();
    assert!(file.body.place.is_none() && file.keys.place().is_none());
    let both = load(With::FileAndPlace).await.unwrap().unwrap();
    assert_eq!(both.body.place.unwrap().as_slice(), ADDRESS.as_bytes());

    // A writer without the place key changes the file and leaves the whereabouts as they are.
    office
        .writer
        .run(office.council, move |txn| {
            async move { change(txn, file, 2, 9) }.boxed()
        })
        .await
        .unwrap();
    let both = load(With::FileAndPlace).await.unwrap().unwrap();
    assert_eq!((both.record.urgency, both.record.seq), (2, 9));
    assert_eq!(both.body.place.unwrap().as_slice(), ADDRESS.as_bytes());

    // Another master key opens nothing.
    let thief = Keyring::new(&MasterKey::from_bytes([8; 32]));
    let opened = thief.council(office.store.read(), office.council).await;
    assert!(matches!(opened, Err(StoreError::Seal(_))));

    // Destroyed keys: the case is gone for good.
    office
        .writer
        .run(office.council, move |txn| {
            case_key::destroy(txn, case).boxed()
        })
        .await
        .unwrap();
    assert!(load(With::File).await.unwrap().is_none());
}

async fn events_and_timeline_come_back_as_they_were(scratch: &Scratch) {
    let office = office(scratch).await;
    let case = office.take_in("8-001", 1, None, vec![], vec![]).await;
    let keys = Arc::clone(&office.keys);
    office
        .writer
        .run(office.council, move |txn| {
            async move {
                let both =
                    case_key::load(txn.conn().await?, &keys, case, With::FileAndPlace).await?;
                let both = both.ok_or(StoreError::Missing)?;
                for (class, body) in [(3, NAME), (4, ADDRESS)] {
                    let seq = turn::next_seq(txn, keys.council()).await?;
                    let event = NewEvent {
                        seq,
                        id: Uuid::new_v4(),
                        command: Uuid::from_u128(3),
                        kind: "recorded",
                        class,
                        occurred_at: noon(),
                        ahead_ms: None,
                        recorded_at: noon(),
                        body: body.as_bytes(),
                    };
                    event::append(txn, &keys, Some(&both), event)?;
                    timeline::add(txn, &both, seq, noon(), "recorded", NAME.as_bytes())?;
                }
                Ok::<_, StoreError>(())
            }
            .boxed()
        })
        .await
        .unwrap();

    let conn = office.store.read();
    let with = |with| case_key::load(conn, &office.keys, case, with);
    let file = with(With::File).await.unwrap().unwrap();
    let both = with(With::FileAndPlace).await.unwrap().unwrap();
    let bodies = |events: Vec<event::EventRecord>| -> Vec<_> {
        let text = |body: server::keys::Clear| String::from_utf8(body.to_vec()).unwrap();
        events
            .into_iter()
            .map(|event| event.body.map(text))
            .collect()
    };
    let events = event::of_case(conn, &office.keys, &both).await.unwrap();
    assert!(
        events
            .iter()
            .all(|e| e.occurred_at == noon() && e.case == Some(case))
    );
    assert_eq!(
        bodies(events),
        [Some(NAME.to_owned()), Some(ADDRESS.to_owned())]
    );
    let events = event::of_case(conn, &office.keys, &file).await.unwrap();
    assert_eq!(bodies(events), [Some(NAME.to_owned()), None]);
    let events = event::of_council(conn, &office.keys, 0, 10).await.unwrap();
    assert_eq!(bodies(events), [None, None]);

    let newest = timeline::of_case(conn, &file, None, 1).await.unwrap();
    assert_eq!(newest[0].body.as_slice(), NAME.as_bytes());
    let older = timeline::of_case(conn, &file, Some(newest[0].seq), 10)
        .await
        .unwrap();
    assert_eq!(older.len(), 1);
    assert!(older[0].seq < newest[0].seq);
}

/// The same office after a restart: nothing in memory, the same master key.
async fn again(scratch: &Scratch, before: &Office) -> Office {
    let store = Store::open(&scratch.url).await.unwrap();
    let keyring = Keyring::new(&MasterKey::from_bytes([7; 32]));
    let keys = keyring.council(store.read(), before.council).await.unwrap();
    let live = Live::new();
    Office {
        writer: Writer::start(store.clone(), live.clone()),
        store,
        live,
        keyring,
        council: before.council,
        keys,
    }
}

#[test]
fn the_search_itself_finds_a_planted_word_in_every_form() {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    let utf16: Vec<u8> = NAME.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hex: String = NAME.bytes().map(|byte| format!("{byte:02X}")).collect();
    for before in 0..4 {
        let among = |word: &[u8]| [&vec![b'.'; before][..], word, b"..."].concat();
        assert!(holds(&among(NAME.as_bytes()), NAME));
        assert!(holds(&among(&utf16), NAME));
        assert!(holds(&among(hex.as_bytes()), NAME));
        assert!(holds(
            STANDARD.encode(among(NAME.as_bytes())).as_bytes(),
            NAME
        ));
        assert!(holds(STANDARD.encode(among(&utf16)).as_bytes(), NAME));
        assert!(!holds(&among(KANA.as_bytes()), NAME));
    }
}
