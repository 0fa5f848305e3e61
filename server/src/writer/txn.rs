//! The transaction in the hands of a job.

use std::sync::{Mutex, MutexGuard, PoisonError};

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, QueryResult, QueryTrait, Statement,
};

use crate::live::Change;
use crate::store::StoreError;
use crate::store::hand::Hand;

const BEGIN: &str = "BEGIN IMMEDIATE";
const SAVEPOINT: &str = "SAVEPOINT job";
const RELEASE: &str = "RELEASE SAVEPOINT job";
const BACK: &str = "ROLLBACK TO SAVEPOINT job";

/// A transaction in which a job may write. Only the writer makes one.
///
/// Each trip to the database costs more than the row it brings. So what a job writes is put off until it
/// reads or ends, and is then carried out in one go; and what several jobs of one commit would each read
/// and write anew goes from hand to hand (see [`Hand`]).
pub struct WriteTxn {
    conn: DatabaseTransaction,
    commit: Option<&'static str>,
    state: Mutex<State>,
}

/// How far the transaction, and the job in it, have come.
struct State {
    /// The transaction has begun; if not, it does with its first statement.
    begun: bool,
    /// The job is the whole transaction: it cannot fail by itself.
    alone: bool,
    /// The job's savepoint is set. Before it is, no row of the job is written.
    savepoint: bool,
    /// The next job takes up what this one leaves in hand.
    hands_on: bool,
    /// Nobody can say any more how far it has come: nothing of it may be kept.
    in_doubt: bool,
    put_off: Vec<Statement>,
    /// As the jobs before have left it. With the savepoint set, nothing in it waits to be written.
    before: Hand,
    /// As this job leaves it.
    hand: Hand,
    said: Said,
    /// What the jobs before have said.
    heard: Said,
}

/// What is done once a job's work is on the disk.
#[derive(Default)]
pub(super) struct Said {
    /// Told to those who watch.
    pub changes: Vec<Change>,
    pub then: Vec<Box<dyn FnOnce() + Send>>,
}

impl WriteTxn {
    /// The transaction, for statements that are carried out at once. What was put off is written first,
    /// and what was in hand is let go: the statement may change it.
    ///
    /// # Errors
    /// What was put off may fail now.
    pub async fn conn(&self) -> Result<&DatabaseTransaction, StoreError> {
        self.flush().await?;
        self.hand(Hand::let_go);
        Ok(&self.conn)
    }

    /// Rows with which nothing that was put off has to do: they are read without writing that first.
    pub(crate) async fn look(&self, mut query: Statement) -> Result<Vec<QueryResult>, StoreError> {
        if !std::mem::replace(&mut self.state().begun, true) {
            query.sql = format!("{BEGIN}; {}", query.sql);
        }
        let rows = self.conn.query_all_raw(query).await;
        // A query that fails may take the whole transaction with it, and there is no savepoint before it.
        self.state().in_doubt |= rows.is_err();
        Ok(rows?)
    }

    /// Which of the two databases this is.
    pub(crate) fn backend(&self) -> DbBackend {
        self.conn.get_database_backend()
    }

    /// Puts a statement off that writes. Its order among the others is kept.
    pub(crate) fn write(&self, what: &impl QueryTrait) {
        self.put_off([what.build(self.backend())]);
    }

    /// As [`Self::write`], for statements that are made already.
    pub(crate) fn put_off(&self, statements: impl IntoIterator<Item = Statement>) {
        self.state().put_off.extend(statements);
    }

    /// Does something with what is in hand.
    pub(crate) fn hand<T>(&self, act: impl FnOnce(&mut Hand) -> T) -> T {
        act(&mut self.state().hand)
    }

    /// Tells those who watch, in the order of commits, once the commit is on the disk.
    pub fn announce(&self, change: Change) {
        self.state().said.changes.push(change);
    }

    /// Does this once the commit is on the disk, whether or not anybody still waits for the answer.
    pub(crate) fn once_kept(&self, then: impl FnOnce() + Send + 'static) {
        self.state().said.then.push(Box::new(then));
    }

    /// A transaction that is committed with `commit`; without that, `conn` is in one already and commits
    /// it. `alone` where one job is all of it.
    pub(super) fn new(
        conn: DatabaseTransaction,
        commit: Option<&'static str>,
        alone: bool,
    ) -> Self {
        Self {
            conn,
            commit,
            state: Mutex::new(State {
                begun: commit.is_none(),
                alone,
                savepoint: false,
                hands_on: false,
                in_doubt: false,
                put_off: Vec::new(),
                before: Hand::default(),
                hand: Hand::default(),
                said: Said::default(),
                heard: Said::default(),
            }),
        }
    }

    pub(super) fn job_begins(&mut self, hands_on: bool) {
        self.state().hands_on = hands_on;
    }

    /// The job has done all it does. Its rows are written now, so that one that cannot be written is its
    /// own failure; what the next takes up stays in hand. Those of a single job are written with the commit.
    pub(super) async fn job_done(&self) -> Result<(), StoreError> {
        if self.state().alone {
            return self.finish().await;
        }
        self.is_sound()?;
        let statements = self.rows_of_job()?;
        self.send(statements).await
    }

    fn rows_of_job(&self) -> Result<Vec<Statement>, StoreError> {
        let backend = self.backend();
        let mut state = self.state();
        let mut rows = std::mem::take(&mut state.put_off);
        if !state.hands_on {
            rows.extend(state.hand.waiting(backend)?);
        }
        let mut all = Vec::with_capacity(rows.len() + 3);
        if !rows.is_empty() {
            all.extend(state.begins(backend));
            all.extend(state.sets_savepoint(backend));
            all.extend(rows);
        }
        if state.savepoint {
            all.push(self.word(RELEASE));
        }
        Ok(all)
    }

    /// What the job did stands, as far as the transaction does.
    pub(super) fn job_kept(&mut self) {
        let mut state = self.state();
        let state = &mut *state;
        state.heard.changes.append(&mut state.said.changes);
        state.heard.then.append(&mut state.said.then);
        state.savepoint = false;
        if !state.hands_on {
            state.hand.let_go();
        }
        if !state.alone {
            state.before = state.hand.clone();
        }
    }

    /// Takes back what the job did. An error means that the others cannot be kept either.
    pub(super) async fn job_failed(&mut self) -> Result<(), StoreError> {
        self.is_sound()?;
        let savepoint = {
            let mut state = self.state();
            state.put_off.clear();
            state.said = Said::default();
            state.hand = state.before.clone();
            std::mem::take(&mut state.savepoint)
        };
        match savepoint {
            true => self.send(vec![self.word(BACK), self.word(RELEASE)]).await,
            false => Ok(()),
        }
    }

    /// What is to be done once this is committed.
    pub(super) fn heard(&mut self) -> Said {
        std::mem::take(&mut self.state().heard)
    }

    /// Whether there is anything to take back.
    pub(super) fn has_begun(&self) -> bool {
        self.state().begun
    }

    /// Writes what still waits, and commits, as far as that is done by a word and has not been done.
    pub(super) async fn finish(&self) -> Result<(), StoreError> {
        self.is_sound()?;
        let mut statements = self.waiting(false)?;
        // Of what did nothing there is nothing to commit.
        let commit = self.commit.filter(|_| self.has_begun());
        statements.extend(commit.map(|word| self.word(word)));
        self.send(statements).await?;
        if commit.is_some() {
            self.state().begun = false;
        }
        Ok(())
    }

    /// The connection, as far as the transaction has come.
    pub(super) fn into_conn(self) -> DatabaseTransaction {
        self.conn
    }

    /// Carries out what was put off, and sets the savepoint for what comes.
    async fn flush(&self) -> Result<(), StoreError> {
        let statements = self.waiting(true)?;
        self.send(statements).await
    }

    fn is_sound(&self) -> Result<(), StoreError> {
        match self.state().in_doubt {
            true => Err(StoreError::NotKept),
            false => Ok(()),
        }
    }

    /// What was put off, in its order; `more` where the job goes on writing by itself.
    fn waiting(&self, more: bool) -> Result<Vec<Statement>, StoreError> {
        let backend = self.backend();
        let mut state = self.state();
        let state = &mut *state;
        // What the jobs before have left counts as written from here on.
        state.in_doubt = true;
        let mut settled = Vec::new();
        if !state.savepoint && !state.alone {
            settled = state.before.waiting(backend)?;
            state.hand.rests_on(&state.before);
        }
        let mut rows = std::mem::take(&mut state.put_off);
        rows.extend(state.hand.waiting(backend)?);
        let mut all = Vec::with_capacity(settled.len() + rows.len() + 2);
        if more || !settled.is_empty() || !rows.is_empty() {
            all.extend(state.begins(backend));
        }
        all.extend(settled);
        if more || !rows.is_empty() {
            all.extend(state.sets_savepoint(backend));
        }
        all.extend(rows);
        state.in_doubt = false;
        Ok(all)
    }

    async fn send(&self, statements: Vec<Statement>) -> Result<(), StoreError> {
        if self.backend() == DbBackend::Sqlite {
            // SQLite takes several statements at once; PostgreSQL none that carry values.
            if let Some(together) = together(statements) {
                self.conn.execute_raw(together).await?;
            }
            return Ok(());
        }
        for statement in statements {
            self.conn.execute_raw(statement).await?;
        }
        Ok(())
    }

    fn word(&self, word: &str) -> Statement {
        Statement::from_string(self.backend(), word)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn begins(&mut self, backend: DbBackend) -> Option<Statement> {
        let first = !std::mem::replace(&mut self.begun, true);
        first.then(|| Statement::from_string(backend, BEGIN))
    }

    fn sets_savepoint(&mut self, backend: DbBackend) -> Option<Statement> {
        let first = !self.alone && !std::mem::replace(&mut self.savepoint, true);
        first.then(|| Statement::from_string(backend, SAVEPOINT))
    }
}

/// Several statements as one. Their values are bound in order: each is written with bare `?`.
fn together(statements: Vec<Statement>) -> Option<Statement> {
    let backend = statements.first()?.db_backend;
    let texts: Vec<&str> = statements.iter().map(|one| one.sql.as_str()).collect();
    let text = texts.join("; ");
    let values = statements
        .into_iter()
        .filter_map(|one| one.values)
        .flat_map(|values| values.0);
    Some(Statement::from_sql_and_values(backend, text, values))
}
