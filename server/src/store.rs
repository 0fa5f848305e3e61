//! The database. Rows never leave this module: what comes out is a record with its sealed values
//! opened, what goes in is sealed at this border.
//!
//! Reading functions take any connection; writing functions demand the [`WriteTxn`] that only the
//! writer hands out, so that nothing is written past the one queue.
//!
//! [`WriteTxn`]: crate::writer::WriteTxn

use std::time::Duration;

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbBackend, DbErr};
use serde::Serialize;

use crate::ids::NoRandomness;
use crate::keys::SealError;

pub mod account;
pub mod audit;
pub mod card_line;
pub mod case_file;
pub mod case_key;
pub mod case_link;
pub mod command_seen;
pub mod conference;
pub mod cost;
pub mod council;
pub mod device;
pub mod event;
pub(crate) mod hand;
pub mod held;
pub mod kept_form;
pub mod left_envelope;
pub mod login_failure;
pub mod matter;
pub mod patrol;
pub mod photo;
pub mod session;
mod sql;
pub mod timeline;
pub mod turn;
pub mod watched_day;

/// Why the database did not do what was asked. Never leaves the server: it is logged once and
/// answered with a trace id.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("database: {0}")]
    Database(#[from] DbErr),
    /// A value could not be sealed or opened.
    #[error("sealed value: {0}")]
    Seal(#[from] SealError),
    /// No random bytes.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// A row that must be there is not.
    #[error("a row that must be there is not")]
    Missing,
    /// The commit that would have kept this write failed: nothing of it was kept.
    #[error("the commit failed; nothing was kept")]
    NotKept,
    /// The writer is gone, or the job given to it came to a bad end.
    #[error("the writer did not finish the job")]
    WriterGone,
    /// A document of ours could not be read or written.
    #[error("document: {0}")]
    Shape(serde_json::Error),
    /// A file system operation failed.
    #[error("file: {0}")]
    File(#[from] std::io::Error),
}

/// An open database: one connection for the writer, several for readers.
#[derive(Clone)]
pub struct Store {
    write: DatabaseConnection,
    read: DatabaseConnection,
}

/// How many readers may be at work at once.
const READERS: u32 = 4;

impl Store {
    /// Opens the database at `url` (`sqlite://…` or `postgres://…`) and brings its tables up to
    /// date.
    ///
    /// # Errors
    /// [`StoreError::Database`] if it cannot be opened or its tables cannot be made.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let sqlite = url.starts_with("sqlite:");
        let write = Database::connect(options(url, 1, sqlite.then_some(false))).await?;
        Migrator::up(&write, None).await?;
        let read = Database::connect(options(url, READERS, sqlite.then_some(true))).await?;
        Ok(Self { write, read })
    }

    /// The connections for reading. On SQLite they cannot write at all.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// The one connection of the writer.
    pub(crate) fn write(&self) -> &DatabaseConnection {
        &self.write
    }

    /// Which of the two databases this is.
    pub fn backend(&self) -> DbBackend {
        self.read.get_database_backend()
    }

    /// Comes when the database is being closed, where that waits for a connection that is kept.
    pub(crate) async fn closing(&self) {
        match self.backend() {
            DbBackend::Sqlite => self.write.get_sqlite_connection_pool().close_event().await,
            _ => std::future::pending().await,
        }
    }

    /// Closes all connections; SQLite then folds its journal back into the file.
    ///
    /// # Errors
    /// [`StoreError::Database`] if a connection does not close.
    pub async fn close(self) -> Result<(), StoreError> {
        self.read.close().await?;
        self.write.close().await?;
        Ok(())
    }
}

/// Reads a sealed JSON document of ours.
///
/// # Errors
/// [`StoreError::Shape`] if it is none.
pub(crate) fn read<T: serde::de::DeserializeOwned>(clear: &[u8]) -> Result<T, StoreError> {
    serde_json::from_slice(clear).map_err(StoreError::Shape)
}

/// Writes a document of ours.
///
/// # Errors
/// [`StoreError::Shape`] if it cannot be written.
pub(crate) fn written<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(StoreError::Shape)
}

/// `read_only` is given for SQLite only.
fn options(url: &str, connections: u32, read_only: Option<bool>) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .min_connections(1)
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(10))
        // A pooled connection to a local file cannot go stale, and asking costs a round trip.
        .test_before_acquire(read_only.is_none())
        // Statements carry sealed values and tokens; they are nobody's reading all the same.
        .sqlx_logging(false);
    if let Some(read_only) = read_only {
        options.idle_timeout(None).max_lifetime(None);
        options.map_sqlx_sqlite_opts(move |file| {
            file.create_if_missing(true)
                .busy_timeout(Duration::from_secs(10))
                .foreign_keys(true)
                .statement_cache_capacity(256)
                // A board's rows cross to the asker in one go, not in twenty.
                .row_buffer_size(1024)
                .pragma("journal_mode", "WAL")
                // NORMAL would lose acknowledged writes when the power fails.
                .pragma("synchronous", "FULL")
                .pragma("temp_store", "MEMORY")
                .pragma("secure_delete", "ON")
                .pragma("query_only", if read_only { "ON" } else { "OFF" })
        });
    }
    options
}
