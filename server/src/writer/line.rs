//! The writer's one connection.

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use super::txn::WriteTxn;
use crate::store::{Store, StoreError};

/// On SQLite the connection is kept from one transaction to the next, which begin and end with words of
/// our own: so that a transaction begins in one trip with its first statement and is committed in one with
/// its last. On PostgreSQL each comes from the pool, which tells whether it is still alive.
pub(super) struct Line {
    store: Store,
    /// The kept connection, outside of a transaction.
    free: Option<DatabaseTransaction>,
}

impl Line {
    pub(super) fn new(store: Store) -> Self {
        Self { store, free: None }
    }

    /// A transaction for one job, or for several.
    pub(super) async fn begin(&mut self, alone: bool) -> Result<WriteTxn, StoreError> {
        let conn = match self.free.take() {
            Some(conn) => conn,
            None => self.fetch().await?,
        };
        Ok(WriteTxn::new(conn, self.keeps().then_some("COMMIT"), alone))
    }

    /// Commits; if that fails nothing is kept.
    pub(super) async fn commit(&mut self, txn: WriteTxn) -> Result<(), StoreError> {
        let kept = txn.finish().await;
        if !self.keeps() && kept.is_ok() {
            return Ok(txn.into_conn().commit().await?);
        }
        self.ends(txn.into_conn(), kept.is_ok()).await;
        kept
    }

    /// Takes everything back.
    pub(super) async fn roll_back(&mut self, txn: WriteTxn) -> Result<(), StoreError> {
        let begun = txn.has_begun();
        let conn = txn.into_conn();
        if !self.keeps() {
            return Ok(conn.rollback().await?);
        }
        let done = match begun {
            true => conn.execute_unprepared("ROLLBACK").await.map(drop),
            false => Ok(()),
        };
        self.ends(conn, done.is_ok()).await;
        Ok(done?)
    }

    /// Lets the connection go, so that the database can be closed.
    pub(super) async fn give_back(&mut self) {
        if let Some(conn) = self.free.take() {
            let_go(conn).await;
        }
    }

    async fn ends(&mut self, conn: DatabaseTransaction, sound: bool) {
        match sound && self.keeps() {
            true => self.free = Some(conn),
            false => let_go(conn).await,
        }
    }

    async fn fetch(&self) -> Result<DatabaseTransaction, StoreError> {
        let mut options = TransactionOptions::default();
        if !self.keeps() {
            return Ok(self.store.write().begin_with_options(options).await?);
        }
        // Takes the write lock at once: a lock taken half-way could only be refused.
        options.sqlite_transaction_mode = Some(SqliteTransactionMode::Immediate);
        let conn = self.store.write().begin_with_options(options).await?;
        match conn.execute_unprepared("COMMIT").await {
            Ok(_) => Ok(conn),
            Err(error) => {
                let_go(conn).await;
                Err(error.into())
            }
        }
    }

    fn keeps(&self) -> bool {
        self.store.backend() == DbBackend::Sqlite
    }
}

/// Back to the pool, which counts with a transaction of its own making.
async fn let_go(conn: DatabaseTransaction) {
    // One of the two fails where there is a transaction still, the other where there is none.
    let _ = conn.execute_unprepared("BEGIN").await;
    let _ = conn.rollback().await;
}
