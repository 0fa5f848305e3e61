//! Finding a name among many cases by keyed pieces.

use std::time::{Duration, Instant};

use chrono::NaiveDate;
use futures::FutureExt;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::Times;
use crate::clock::Clock;
use crate::ids::Ids;
use crate::keys::{Keyring, MasterKey};
use crate::live::Live;
use crate::search::{pieces, pieces_asked};
use crate::store::case_file::{self, CaseBody, CaseRecord};
use crate::store::{Store, StoreError, case_key, case_link, council};
use crate::writer::Writer;

/// Invented names are put together from these.
const FAMILY: [(&str, &str); 20] = [
    ("渡邉", "ワタナベ"),
    ("佐藤", "サトウ"),
    ("鈴木", "スズキ"),
    ("高橋", "タカハシ"),
    ("田中", "タナカ"),
    ("伊藤", "イトウ"),
    ("山本", "ヤマモト"),
    ("中村", "ナカムラ"),
    ("小林", "コバヤシ"),
    ("加藤", "カトウ"),
    ("吉田", "ヨシダ"),
    ("山田", "ヤマダ"),
    ("斎藤", "サイトウ"),
    ("松本", "マツモト"),
    ("井上", "イノウエ"),
    ("木村", "キムラ"),
    ("清水", "シミズ"),
    ("山崎", "ヤマザキ"),
    ("阿部", "アベ"),
    ("橋本", "ハシモト"),
];
const GIVEN: [(&str, &str); 20] = [
    ("花子", "ハナコ"),
    ("美咲", "ミサキ"),
    ("陽子", "ヨウコ"),
    ("恵", "メグミ"),
    ("由美", "ユミ"),
    ("直美", "ナオミ"),
    ("真由美", "マユミ"),
    ("久美子", "クミコ"),
    ("愛", "アイ"),
    ("彩", "アヤ"),
    ("千尋", "チヒロ"),
    ("さくら", "サクラ"),
    ("葵", "アオイ"),
    ("結衣", "ユイ"),
    ("桜子", "サクラコ"),
    ("裕子", "ユウコ"),
    ("典子", "ノリコ"),
    ("里奈", "リナ"),
    ("沙織", "サオリ"),
    ("麻衣", "マイ"),
];

/// What a run showed.
pub struct Figures {
    /// How many cases there were.
    pub cases: usize,
    /// How long it took to take them in.
    pub filled_in: Duration,
    /// Per question: its words, how many cases it found (at most 50), and how long it took.
    pub questions: Vec<(&'static str, usize, Times)>,
    /// The board of the 1,000 most urgent cases.
    pub board: Times,
    /// From opening the database to the first answer.
    pub cold_start: Duration,
}

/// Fills the empty database at `url` with `cases` and asks for names.
///
/// # Errors
/// See [`StoreError`].
pub async fn run(url: &str, cases: usize) -> Result<Figures, StoreError> {
    let master = MasterKey::from_bytes([1; 32]);
    let ids = Ids::system(Clock::system());
    let council = ids.ordered();
    let agency = Uuid::from_u128(1);
    let filled_in = fill(url, &master, &ids, council, agency, cases).await?;

    let begun = Instant::now();
    let store = Store::open(url).await?;
    let keys = Keyring::new(&master).council(store.read(), council).await?;
    let mine = [keys.link(agency)];
    let conn = store.read();
    case_file::may_find(conn, council, council, &mine).await?;
    let cold_start = begun.elapsed();

    let mut questions = Vec::new();
    for question in [
        "ワタナベ",
        "渡辺花子",
        "ハナコ",
        "さくらこ",
        "子",
        "存在しない名",
    ] {
        let asked: Vec<_> = pieces_asked(question)
            .iter()
            .map(|p| keys.search_token(p))
            .collect();
        let mut times = Vec::new();
        let mut found = 0;
        for _ in 0..15 {
            let begun = Instant::now();
            found = case_file::find(conn, &keys, &mine, &asked, 50).await?.len();
            times.push(begun.elapsed());
        }
        questions.push((question, found, Times::of(times)));
    }
    let mut times = Vec::new();
    for _ in 0..15 {
        let begun = Instant::now();
        case_file::board(conn, &keys, &mine, 1000).await?;
        times.push(begun.elapsed());
    }
    store.close().await?;
    Ok(Figures {
        cases,
        filled_in,
        questions,
        board: Times::of(times),
        cold_start,
    })
}

async fn fill(
    url: &str,
    master: &MasterKey,
    ids: &Ids,
    council: Uuid,
    agency: Uuid,
    cases: usize,
) -> Result<Duration, StoreError> {
    let store = Store::open(url).await?;
    let writer = Writer::start(store.clone(), Live::new());
    let ring = Keyring::new(master);
    let made = ring.clone();
    writer
        .run(council, move |txn| {
            async move { council::create(txn, &made, council, b"{}").await }.boxed()
        })
        .await?;
    let keys = ring.council(store.read(), council).await?;
    let accepted_on = NaiveDate::default();
    let begun = Instant::now();
    for first in (0..cases).step_by(500) {
        let (keys, ids) = (keys.clone(), ids.clone());
        writer
            .run(council, move |txn| {
                async move {
                    for number in first..(first + 500).min(cases) {
                        let id = ids.ordered();
                        let case_keys = case_key::create(txn, &keys, id).await?;
                        let record = CaseRecord {
                            id,
                            no: format!("8-{number:06}"),
                            status: i16::try_from(number % 9).unwrap_or_default(),
                            urgency: i16::try_from(number % 4).unwrap_or_default(),
                            due_on: None,
                            accepted_on,
                            seq: 1,
                            card: Zeroizing::new(vec![b'c'; 400]),
                        };
                        let body = CaseBody {
                            body: Zeroizing::new(vec![b'b'; 800]),
                            place: None,
                        };
                        case_file::put(txn, &keys, &case_keys, &record, &body).await?;
                        case_link::set_readers(txn, id, &[(keys.link(agency), 1)]).await?;
                        let family = FAMILY[number % FAMILY.len()];
                        let given = GIVEN[number / FAMILY.len() % GIVEN.len()];
                        let names = [
                            format!("{}{}", family.0, given.0),
                            format!("{}{}", family.1, given.1),
                        ];
                        let tokens: Vec<_> = names
                            .iter()
                            .flat_map(|name| pieces(name))
                            .map(|piece| keys.search_token(&piece))
                            .collect();
                        case_link::set_search(txn, id, &tokens).await?;
                    }
                    Ok::<_, StoreError>(())
                }
                .boxed()
            })
            .await?;
    }
    let took = begun.elapsed();
    drop(writer);
    store.close().await?;
    Ok(took)
}
