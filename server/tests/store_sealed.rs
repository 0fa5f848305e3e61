//! After the whole story nothing personal lies in clear anywhere: not in the database, its log, its
//! backup, the temporary folder or what the server writes about itself.

#[path = "support/database.rs"]
mod database;
#[path = "store_sealed/finder.rs"]
mod finder;
#[path = "store_sealed/item.rs"]
mod item;
#[path = "support/tale.rs"]
mod tale;
#[path = "support/town.rs"]
mod town;
#[path = "store_sealed/words.rs"]
mod words;

use std::path::PathBuf;
use std::process::{Command, Stdio};

use sea_orm::ConnectionTrait;
use tracing_subscriber::filter::LevelFilter;
use uuid::Uuid;

use database::Scratch;
use finder::Finder;
use town::{Town, files_below, town};

/// Tells the child process which folder is its temporary one.
const FOLDER: &str = "TOMONI_SEALED_FOLDER";

/// The story is told by a process of its own whose temporary folder is ours, which writes its log at
/// TRACE, and which ends without tidying up: the write-ahead log lies there as after a power cut.
async fn told_by_a_process_of_its_own(test: &str) -> Option<(PathBuf, Vec<u8>)> {
    if std::env::var_os(FOLDER).is_some() {
        tracing_subscriber::fmt()
            .with_max_level(LevelFilter::TRACE)
            .with_writer(std::io::stderr)
            .init();
        tracing::trace!("the story begins");
        return None;
    }
    let folder = std::env::temp_dir().join(format!("tomoni_sealed_{}", Uuid::new_v4().simple()));
    std::fs::create_dir_all(folder.join("tmp")).unwrap();
    let told = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(FOLDER, &folder)
        .env("TMPDIR", folder.join("tmp"))
        .env("RUST_LOG", "trace")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let log = [told.stdout, told.stderr].concat();
    let end = String::from_utf8_lossy(&log[log.len().saturating_sub(4000)..]).into_owned();
    assert!(told.status.success(), "{end}");
    Some((folder, log))
}

/// Everybody reads everything, so that every log line there can be is there.
async fn tell_and_read(town: &Town) {
    town.tell().await;
    item::raised(town).await;
    for login in town::CAST {
        let mut all = town.questions_at_large();
        all.extend(town.questions_about(town.case));
        for (path, body) in all {
            let answer = town.post(login, path, body.to_string()).await;
            assert!(answer.status < 500, "{login} {path}: {}", answer.text());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_lies_in_clear_on_sqlite() {
    let Some((folder, log)) = told_by_a_process_of_its_own("nothing_lies_in_clear_on_sqlite").await
    else {
        let scratch = Scratch::sqlite();
        let town = town(&scratch).await;
        tell_and_read(&town).await;
        let backup = scratch.folder.join("backup.db");
        let conn = scratch.back_door().await;
        conn.execute_unprepared(&format!("VACUUM INTO '{}'", backup.display()))
            .await
            .unwrap();
        std::process::exit(0);
    };
    let files = files_below(&folder);
    for needed in ["test.db", "test.db-wal", "test.db-shm", "backup.db"] {
        assert!(
            files.iter().any(|(path, _)| path.ends_with(needed)),
            "{needed} was not searched"
        );
    }
    let mut places: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
        .collect();
    let begins = b"the story begins";
    assert!(
        log.windows(begins.len()).any(|words| words == begins),
        "the log is not at TRACE"
    );
    places.push(("the log", &log));
    search(&places);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_lies_in_clear_on_postgres() {
    let test = "nothing_lies_in_clear_on_postgres";
    let Some((folder, log)) = told_by_a_process_of_its_own(test).await else {
        let scratch = Scratch::postgres().await;
        let town = town(&scratch).await;
        tell_and_read(&town).await;
        let rows = scratch.every_byte().await;
        std::fs::write(scratch.folder.join("rows"), rows).unwrap();
        // The database goes, the folder stays to be searched.
        town.close().await;
        let kept = PathBuf::from(std::env::var_os(FOLDER).unwrap()).join("kept");
        std::fs::rename(&scratch.folder, kept).unwrap();
        std::fs::create_dir_all(&scratch.folder).unwrap();
        scratch.remove().await;
        std::process::exit(0);
    };
    let files = files_below(&folder);
    let rows = files
        .iter()
        .find(|(path, _)| path.ends_with("rows"))
        .unwrap();
    assert!(
        rows.1.len() > 100_000,
        "only {} bytes of rows",
        rows.1.len()
    );
    let mut places: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
        .collect();
    places.push(("the log", &log));
    search(&places);
    std::fs::remove_dir_all(&folder).unwrap();
}

fn search(places: &[(&str, &[u8])]) {
    let words = words::all();
    let finder = Finder::new(&words);
    let mut found = Vec::new();
    for (place, bytes) in places {
        found.extend(
            finder
                .find(bytes)
                .into_iter()
                .map(|hit| format!("{hit} in {place}")),
        );
    }
    assert!(found.is_empty(), "in clear: {found:#?}");
}
