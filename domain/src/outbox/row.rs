//! One row of the box: a command, and what became of it so far.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::ELSEWHERE;
use crate::command::Command;
use crate::id::{CaseId, CommandId};

/// What a command is about, and what moves on with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Noun {
    Case(CaseId),
    Conference,
    Council,
}

impl Noun {
    /// What a command is about.
    pub fn of(command: &Command) -> Self {
        match command {
            Command::AcceptCase { case, .. }
            | Command::Case { case, .. }
            | Command::Hers { case, .. } => Self::Case(*case),
            Command::Council(_) => Self::Council,
            Command::Conference { .. } | Command::Matter { .. } => Self::Conference,
        }
    }
}

/// What became of an envelope so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Nobody knows whether it arrived.
    Waiting,
    /// The window was closed before it was known, and its form is gone: whoever wrote it decides.
    Unsure,
    /// The server's answer, for whoever wrote it.
    Refused { words: String },
    /// It arrived when everything was sent again; its form may still stand open.
    Arrived { seq: u64 },
}

/// One command in the box. What it says is kept as it is sent: the program that is loaded first need not be
/// able to read every kind of command.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub id: CommandId,
    pub occurred_at: DateTime<Utc>,
    /// As in [`crate::command::Envelope`]. None in rows of before.
    #[serde(default)]
    pub ahead_ms: Option<i64>,
    pub command: Value,
    pub noun: Noun,
    /// Its place in the order of this device.
    pub turn: u64,
    pub fate: Fate,
    /// Whoever wrote it was told, or will be, that it is sent by itself: no form waits for it.
    pub free: bool,
    /// On its way at this moment.
    #[serde(skip)]
    pub sending: bool,
    /// The form that sent it still stands open in this window: the same press again is the same command.
    #[serde(skip)]
    pub(super) open: bool,
    /// It left another device without its writer, and waits on the server.
    #[serde(skip)]
    pub left: bool,
    /// A new one goes in its place.
    #[serde(skip)]
    pub(super) replaced: bool,
}

impl Row {
    /// The case it is about, if it is about one.
    pub fn case(&self) -> Option<CaseId> {
        match self.noun {
            Noun::Case(case) => Some(case),
            Noun::Conference | Noun::Council => None,
        }
    }

    /// `case.write_record`: the aggregate, and what happens to it.
    pub fn kind(&self) -> String {
        let first = |value: &Value| match value {
            Value::String(name) => Some(name.clone()),
            Value::Object(fields) => fields.keys().next().cloned(),
            _ => None,
        };
        let top = first(&self.command).unwrap_or_default();
        let inner = self.command.get(&top);
        let act = match top.as_str() {
            "council" => inner.and_then(first),
            _ => inner.and_then(|inner| first(inner.get("act")?)),
        };
        act.map_or_else(|| top.clone(), |act| format!("{top}.{act}"))
    }

    /// The fields of the command: of a case's those of the act.
    pub fn fields(&self) -> &Value {
        self.kind().split('.').fold(&self.command, |at, name| {
            let at = at.get("act").unwrap_or(at);
            at.get(name).unwrap_or(&Value::Null)
        })
    }

    /// As it is sent.
    pub fn envelope(&self) -> Value {
        json!({
            "id": self.id,
            "occurred_at": self.occurred_at,
            "ahead_ms": self.ahead_ms,
            "command": self.command,
        })
    }

    /// Nobody knows whether it arrived, and it is to be sent.
    pub fn waits(&self) -> bool {
        self.fate == Fate::Waiting
    }

    /// Whoever wrote it has to decide.
    pub fn asks(&self) -> bool {
        matches!(self.fate, Fate::Refused { .. } | Fate::Unsure)
    }

    /// It is on the server: nothing of it need lie on this device.
    pub fn has_arrived(&self) -> bool {
        matches!(self.fate, Fate::Arrived { .. })
    }

    /// Found on the disk: whether no other window can be sending it for its form at this moment. One that
    /// comes from later than now was written by a clock that has been set right since.
    pub fn is_settled(&self, now: DateTime<Utc>) -> bool {
        let apart = (now - self.occurred_at).num_milliseconds().abs();
        self.free || !self.waits() || apart >= i64::from(ELSEWHERE)
    }

    /// Whether both say the same kind of thing about the same: what they are called down to the innermost, and
    /// every id and number that names something in them.
    pub(super) fn is_about_what(&self, other: &Self) -> bool {
        self.noun == other.noun && what(&self.command) == what(&other.command)
    }

    /// What left another device, from its envelope. None where that says nothing of a case it must name.
    pub(super) fn left(envelope: &Value, turn: u64) -> Option<Self> {
        let mut row = Self {
            id: serde_json::from_value(envelope["id"].clone()).ok()?,
            occurred_at: serde_json::from_value(envelope["occurred_at"].clone()).ok()?,
            ahead_ms: envelope["ahead_ms"].as_i64(),
            command: envelope["command"].clone(),
            noun: Noun::Council,
            turn,
            fate: Fate::Unsure,
            free: false,
            sending: false,
            open: false,
            left: true,
            replaced: false,
        };
        let kind = row.kind();
        let aggregate = kind.split('.').next().unwrap_or_default();
        row.noun = match aggregate {
            "council" => Noun::Council,
            "conference" | "matter" => Noun::Conference,
            _ => Noun::Case(serde_json::from_value(row.command[aggregate]["case"].clone()).ok()?),
        };
        Some(row)
    }
}

/// The path of names down to the fields of a command, and the ids and numbers on the way and beside them.
fn what(command: &Value) -> Vec<String> {
    let names_something = |name: &str, value: &Value| {
        let id = value.as_str().and_then(|text| Uuid::parse_str(text).ok());
        id.is_some() || name == "number"
    };
    let mut found = Vec::new();
    let mut at = command;
    loop {
        let Value::Object(fields) = at else {
            found.extend(at.as_str().map(str::to_owned));
            return found;
        };
        for (name, value) in fields {
            if names_something(name, value) {
                found.push(format!("{name}={value}"));
            }
        }
        // The act of an aggregate, or the one variant that an object stands for.
        let inner = fields.get("act").or_else(|| match fields.iter().next() {
            Some((name, inner)) if fields.len() == 1 => {
                found.push(name.clone());
                Some(inner)
            }
            _ => None,
        });
        match inner {
            Some(inner) => at = inner,
            None => return found,
        }
    }
}
