//! What the machine itself needs: Python's sqlite3 over the same rows. A second SQLite cannot be
//! linked into this program, and it should be one that owes it nothing.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Failure, Times};

const SCRIPT: &str = include_str!("floor.py");

/// A Python that answers one order after the other; it ends with its standard input.
pub struct Floor {
    child: Child,
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Answer {
    ns: Vec<u64>,
    rows: usize,
}

impl Floor {
    /// Starts it.
    ///
    /// # Errors
    /// If there is no Python.
    pub fn start() -> Result<Self, Failure> {
        let mut child = Command::new("python3")
            .args(["-c", SCRIPT])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("python3 is needed for the floor of SQLite: {error}"))?;
        let orders = child.stdin.take();
        let answers = child.stdout.take().ok_or("no way to hear python3")?;
        Ok(Self {
            child,
            orders,
            answers: BufReader::new(answers),
        })
    }

    /// Opens the database at `path` for reading.
    ///
    /// # Errors
    /// See [`super::run`].
    pub fn open(&mut self, path: &Path) -> Result<(), Failure> {
        self.order(json!({ "do": "open", "path": path })).map(drop)
    }

    /// Copies it to `path` and learns there what one command writes.
    ///
    /// # Errors
    /// See [`super::run`].
    pub fn take(&mut self, path: &Path) -> Result<(), Failure> {
        self.order(json!({ "do": "take", "path": path })).map(drop)
    }

    /// The rows of a board of `cards` cards.
    ///
    /// # Errors
    /// If there are not so many.
    pub fn board(&mut self, times: usize, cards: usize) -> Result<Vec<Duration>, Failure> {
        self.rows(json!({ "do": "board", "times": times }), cards)
    }

    /// The row of one case.
    ///
    /// # Errors
    /// See [`super::run`].
    pub fn case(&mut self, times: usize, case: Uuid) -> Result<Vec<Duration>, Failure> {
        self.rows(
            json!({ "do": "case", "times": times, "case": case.simple().to_string() }),
            1,
        )
    }

    /// The same, with one durable audit row.
    ///
    /// # Errors
    /// See [`super::run`].
    pub fn audited(&mut self, times: usize, case: Uuid) -> Result<Vec<Duration>, Failure> {
        self.rows(
            json!({ "do": "audited", "times": times, "case": case.simple().to_string() }),
            2,
        )
    }

    /// The rows of the cards of `cases`.
    ///
    /// # Errors
    /// See [`super::run`].
    pub fn cards(&mut self, times: usize, cases: &[Uuid]) -> Result<Vec<Duration>, Failure> {
        let named: Vec<String> = cases.iter().map(|case| case.simple().to_string()).collect();
        self.rows(
            json!({ "do": "cards", "times": times, "cases": named }),
            cases.len(),
        )
    }

    /// One durable transaction with the rows of one command.
    ///
    /// # Errors
    /// See [`super::run`].
    pub fn command(&mut self, times: usize) -> Result<Vec<Duration>, Failure> {
        self.rows(json!({ "do": "command", "times": times }), 7)
    }

    /// One durable transaction with the rows of `commands` commands.
    ///
    /// # Errors
    /// See [`super::run`].
    pub fn together(&mut self, times: usize, commands: usize) -> Result<Vec<Duration>, Failure> {
        let order = json!({ "do": "together", "times": times, "commands": commands });
        self.rows(order, 7 * commands)
    }

    fn rows(&mut self, order: Value, rows: usize) -> Result<Vec<Duration>, Failure> {
        let answer = self.order(order)?;
        if answer.rows != rows {
            return Err(format!("the floor read {} rows, not {rows}", answer.rows).into());
        }
        Ok(answer.ns.into_iter().map(Duration::from_nanos).collect())
    }

    fn order(&mut self, order: Value) -> Result<Answer, Failure> {
        let orders = self.orders.as_mut().ok_or("python3 is gone")?;
        writeln!(orders, "{order}")?;
        orders.flush()?;
        let mut line = String::new();
        if self.answers.read_line(&mut line)? == 0 {
            return Err("python3 gave no floor".into());
        }
        Ok(serde_json::from_str(&line)?)
    }
}

impl Drop for Floor {
    fn drop(&mut self) {
        drop(self.orders.take());
        // Nothing can be done about a child that does not end.
        let _ = self.child.wait();
    }
}

/// The median in milliseconds.
pub fn millis(times: Vec<Duration>) -> f64 {
    Times::of(times).millis()
}
