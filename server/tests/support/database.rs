//! A database of a test's own, on SQLite or on PostgreSQL, and a way to read every byte of it.

#![allow(dead_code)]

use std::path::PathBuf;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};
use uuid::Uuid;

/// A database that nobody else uses.
pub struct Scratch {
    /// To be opened with `Store::open`.
    pub url: String,
    /// An empty folder; on SQLite the database lies in it.
    pub folder: PathBuf,
    name: String,
    server: Option<String>,
}

impl Scratch {
    /// A new file.
    pub fn sqlite() -> Self {
        let name = format!("tomoni_test_{}", Uuid::new_v4().simple());
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&folder).unwrap();
        let url = format!("sqlite://{}/test.db?mode=rwc", folder.display());
        Self {
            url,
            folder,
            name,
            server: None,
        }
    }

    /// A new database on the server that `TEST_POSTGRES_URL` names.
    pub async fn postgres() -> Self {
        let server = std::env::var("TEST_POSTGRES_URL")
            .expect("TEST_POSTGRES_URL is not set: `cargo x test` starts a PostgreSQL and sets it");
        let mut scratch = Self::sqlite();
        let conn = Database::connect(&server).await.unwrap();
        conn.execute_unprepared(&format!("CREATE DATABASE {}", scratch.name))
            .await
            .unwrap();
        let (base, query) = match server.split_once('?') {
            Some((base, query)) => (base, format!("?{query}")),
            None => (server.as_str(), String::new()),
        };
        // postgres://user@host:port/database: the name after the third slash is replaced.
        let host = base.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
        scratch.url = format!("{host}/{}{query}", scratch.name);
        scratch.server = Some(server);
        scratch
    }

    /// A connection past the store, for looking and for tampering.
    pub async fn back_door(&self) -> DatabaseConnection {
        Database::connect(&self.url).await.unwrap()
    }

    /// Everything that is kept: on SQLite the bytes of all files, on PostgreSQL the text of every
    /// row (binary values as hex).
    pub async fn every_byte(&self) -> Vec<u8> {
        let mut all = Vec::new();
        if self.server.is_none() {
            for entry in std::fs::read_dir(&self.folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() {
                    all.extend(std::fs::read(path).unwrap());
                }
            }
            return all;
        }
        let conn = self.back_door().await;
        let backend = conn.get_database_backend();
        let ask = |sql: String| conn.query_all_raw(Statement::from_string(backend, sql));
        let tables =
            ask("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'".into())
                .await
                .unwrap();
        for table in tables {
            let table: String = table.try_get_by_index(0).unwrap();
            for row in ask(format!("SELECT t::text FROM {table} t")).await.unwrap() {
                let text: String = row.try_get_by_index(0).unwrap();
                all.extend(text.into_bytes());
            }
        }
        conn.close().await.unwrap();
        all
    }

    /// Removes the database. A test that fails leaves it behind to be looked at.
    pub async fn remove(self) {
        if let Some(server) = &self.server {
            let conn = Database::connect(server).await.unwrap();
            conn.execute_unprepared(&format!("DROP DATABASE {} WITH (FORCE)", self.name))
                .await
                .unwrap();
        }
        std::fs::remove_dir_all(&self.folder).unwrap();
    }
}

/// Whether `kept` holds `word` in UTF-8, UTF-16, hex or base64.
pub fn holds(kept: &[u8], word: &str) -> bool {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD_NO_PAD;
    let hex = |bytes: &[u8]| -> String { bytes.iter().map(|b| format!("{b:02x}")).collect() };
    let le: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut forms: Vec<Vec<u8>> = vec![word.as_bytes().to_vec()];
    for form in [word.as_bytes(), &le, &be] {
        forms.push(hex(form).into_bytes());
        forms.push(hex(form).to_uppercase().into_bytes());
        for shift in 0..3 {
            // Whatever stands before it, one of three shifts matches; the edges are cut off
            // because they mix with the neighbours.
            let mut shifted = vec![0; shift];
            shifted.extend_from_slice(form);
            let text = STANDARD_NO_PAD.encode(&shifted);
            let first = if shift == 0 { 0 } else { 4 };
            if let Some(middle) = text.get(first..text.len().saturating_sub(4))
                && middle.len() >= 6
            {
                forms.push(middle.as_bytes().to_vec());
            }
        }
    }
    forms.push(le);
    forms.push(be);
    forms
        .iter()
        .any(|form| kept.windows(form.len()).any(|window| window == form))
}

/// One test body, run on both databases under two names.
#[macro_export]
macro_rules! on_both {
    ($($body:ident: $sqlite:ident, $postgres:ident;)+) => {$(
        #[tokio::test(flavor = "multi_thread")]
        async fn $sqlite() {
            let scratch = $crate::database::Scratch::sqlite();
            $body(&scratch).await;
            scratch.remove().await;
        }

        #[tokio::test(flavor = "multi_thread")]
        async fn $postgres() {
            let scratch = $crate::database::Scratch::postgres().await;
            $body(&scratch).await;
            scratch.remove().await;
        }
    )+};
}
