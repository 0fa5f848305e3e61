//! Small pieces for the queries written by hand. `$1` works on both databases.

use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};
use uuid::Uuid;

use super::StoreError;
use crate::keys::LinkToken;
use crate::writer::WriteTxn;

/// Whether `table` has a row with that id, in whatever council.
pub(super) async fn has(
    conn: &impl ConnectionTrait,
    table: &'static str,
    id: Uuid,
) -> Result<bool, StoreError> {
    let query = Sql::new(&format!("SELECT 1 FROM {table} WHERE id = "));
    Ok(query.with(id).one(conn).await?.is_some())
}

/// A query that grows together with its values, so that none is ever written into the text.
pub(super) struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    pub(super) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            values: Vec::new(),
        }
    }

    /// Adds words.
    pub(super) fn say(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Adds one value.
    pub(super) fn with(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self.text.push_str(&format!("${}", self.values.len()));
        self
    }

    /// Adds a list in brackets. An empty list matches nothing.
    pub(super) fn list<V: Into<Value>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        self.text.push('(');
        for (at, value) in values.into_iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            self = self.with(value);
        }
        if self.text.ends_with('(') {
            self.text.push_str("NULL");
        }
        self.text.push(')');
        self
    }

    /// Adds a list of link tokens in brackets.
    pub(super) fn tokens(self, tokens: &[LinkToken]) -> Self {
        self.list(tokens.iter().map(|token| token.0.to_vec()))
    }

    pub(super) async fn all(self, conn: &impl ConnectionTrait) -> Result<Vec<QueryResult>, DbErr> {
        let statement = self.statement(conn);
        conn.query_all_raw(statement).await
    }

    pub(super) async fn one(
        self,
        conn: &impl ConnectionTrait,
    ) -> Result<Option<QueryResult>, DbErr> {
        let statement = self.statement(conn);
        conn.query_one_raw(statement).await
    }

    /// As [`Self::one`], inside a transaction whose waiting writes have nothing to do with it.
    pub(super) async fn look(self, txn: &WriteTxn) -> Result<Option<QueryResult>, StoreError> {
        Ok(self.look_all(txn).await?.into_iter().next())
    }

    /// As [`Self::look`], all rows.
    pub(super) async fn look_all(self, txn: &WriteTxn) -> Result<Vec<QueryResult>, StoreError> {
        let statement = Statement::from_sql_and_values(txn.backend(), self.text, self.values);
        txn.look(statement).await
    }

    /// Runs it and tells how many rows it touched.
    pub(super) async fn run(self, conn: &impl ConnectionTrait) -> Result<u64, DbErr> {
        let statement = self.statement(conn);
        Ok(conn.execute_raw(statement).await?.rows_affected())
    }

    fn statement(self, conn: &impl ConnectionTrait) -> Statement {
        Statement::from_sql_and_values(conn.get_database_backend(), self.text, self.values)
    }
}

/// A token as it comes out of a column; all zeros where the column is damaged, which matches
/// nobody.
pub(super) fn token(bytes: &[u8]) -> LinkToken {
    LinkToken(bytes.try_into().unwrap_or_default())
}
