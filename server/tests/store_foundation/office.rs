//! An open store with one council in it.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use futures::FutureExt;
use server::audit::{self, Entry};
use server::keys::{CaseKeys, CouncilKeys, Keyring, LinkToken, MasterKey};
use server::live::Live;
use server::search;
use server::store::case_file::{self, CaseBody, CaseRecord, OpenCase, Pressing};
use server::store::event::{self, NewEvent};
use server::store::{Store, StoreError, case_key, case_link, council, turn};
use server::writer::{WriteTxn, Writer};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::database::Scratch;

pub const NAME: &str = "渡邉 花子";
pub const KANA: &str = "ワタナベ ハナコ";
pub const ADDRESS: &str = "星見町三丁目二番地";
pub const SHELTER: &str = "ひだまりの家";

/// An open store with one council in it.
pub struct Office {
    pub store: Store,
    pub writer: Writer,
    pub live: Live,
    pub keyring: Keyring,
    pub council: Uuid,
    pub keys: Arc<CouncilKeys>,
}

pub async fn office(scratch: &Scratch) -> Office {
    let store = Store::open(&scratch.url).await.unwrap();
    let live = Live::new();
    let writer = Writer::start(store.clone(), live.clone());
    let keyring = Keyring::new(&MasterKey::from_bytes([7; 32]));
    let council = Uuid::new_v4();
    let ring = keyring.clone();
    writer
        .run(council, move |txn| {
            async move { council::create(txn, &ring, council, SHELTER.as_bytes()) }.boxed()
        })
        .await
        .unwrap();
    let keys = keyring.council(store.read(), council).await.unwrap();
    Office {
        store,
        writer,
        live,
        keyring,
        council,
        keys,
    }
}

impl Office {
    /// Takes in a case that `readers` may find, `blocks` never.
    pub async fn take_in(
        &self,
        no: &str,
        urgency: i16,
        due_on: Option<NaiveDate>,
        readers: Vec<LinkToken>,
        blocks: Vec<LinkToken>,
    ) -> Uuid {
        let (keys, no, case) = (Arc::clone(&self.keys), no.to_owned(), Uuid::new_v4());
        self.writer
            .run(self.council, move |txn| {
                async move {
                    let seq = turn::next_seq(txn, keys.council()).await?;
                    let case_keys = case_key::create(txn, &keys, case)?;
                    put(txn, &keys, &case_keys, (&no, urgency, due_on, seq))?;
                    let readers: Vec<_> = readers.into_iter().map(|token| (token, 1)).collect();
                    case_link::set_readers(txn, case, &readers);
                    case_link::set_blocks(txn, case, &blocks);
                    let pieces = [NAME, KANA].iter().flat_map(|name| search::pieces(name));
                    let pieces: Vec<_> = pieces.map(|piece| keys.search_token(&piece)).collect();
                    case_link::set_search(txn, case, &pieces);
                    Ok::<_, StoreError>(())
                }
                .boxed()
            })
            .await
            .unwrap();
        case
    }
}

pub fn put(
    txn: &WriteTxn,
    keys: &CouncilKeys,
    case_keys: &CaseKeys,
    (no, urgency, due_on, seq): (&str, i16, Option<NaiveDate>, i64),
) -> Result<(), StoreError> {
    let record = CaseRecord {
        id: case_keys.case(),
        no: no.to_owned(),
        status: 1,
        urgency,
        due_on,
        accepted_on: day(1),
        seq,
        pressing: Pressing::default(),
        card: Zeroizing::new(NAME.as_bytes().to_vec()),
    };
    let body = CaseBody {
        body: Zeroizing::new(format!("{NAME}／{KANA}").into_bytes()),
        place: Some(Zeroizing::new(ADDRESS.as_bytes().to_vec())),
    };
    case_file::add(txn, keys, case_keys, &record, &body)
}

/// As [`put`], in place of what stood before, with its urgency and order changed.
pub fn change(txn: &WriteTxn, open: OpenCase, urgency: i16, seq: i64) -> Result<(), StoreError> {
    let OpenCase { keys, record, body } = open;
    let before = CaseRecord {
        card: Zeroizing::new(Vec::new()),
        no: record.no.clone(),
        ..record
    };
    let now = CaseRecord {
        urgency,
        seq,
        ..record
    };
    case_file::update(txn, &keys, &before, &now, &body)
}

pub fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 4, day).unwrap()
}

pub fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 4, 20, 3, 0, 0).unwrap()
}

pub async fn one_of_each(office: &Office) {
    let keys = Arc::clone(&office.keys);
    office
        .writer
        .run(office.council, move |txn| {
            async move {
                let event = NewEvent {
                    seq: turn::next_seq(txn, keys.council()).await?,
                    id: Uuid::new_v4(),
                    command: Uuid::new_v4(),
                    kind: "x",
                    class: 0,
                    occurred_at: noon(),
                    ahead_ms: None,
                    recorded_at: noon(),
                    body: b"x",
                };
                event::append(txn, &keys, None, event)?;
                let entry = Entry {
                    actor: Uuid::nil(),
                    action: "x",
                    case: None,
                    detail: b"",
                };
                audit::append(txn, &keys, noon(), entry).await
            }
            .boxed()
        })
        .await
        .unwrap();
}
