//! 送信箱: what becomes of a command from the press until the server has answered that it is durable
//! (domain.md §9.9, Offline record).
//!
//! ```text
//! LocalOnly    the row of a form that stands open          Waiting, not free
//! Queued       kept, and goes by itself                    Waiting, free
//! Sent         on its way                                  Waiting, sending
//! Accepted     gone from the box, or told to its form      Arrived
//! Conflict, RejectedByPolicy                               Refused, with the reason
//! (nobody knows, and the form is gone)                     Unsure
//! ```
//!
//! These are the rules alone. The device brings the rest: signals, disk, network, clock and new ids. What
//! is on the disk may be older than what is in the box, because a window can die at any moment; so nothing
//! here relies on more than that the server knows a command by its id.

use std::ops::Deref;

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::command::Command;
use crate::id::CommandId;
use crate::wire::{ErrorKind, MOST_BYTES, MOST_ENVELOPES, Outcome, PushResult};

mod row;

pub use row::{Fate, Noun, Row};

/// Milliseconds until a call counts as unanswered; longer for a long one, but not as long as the server's own.
const PATIENCE: usize = 15_000;
const MOST_PATIENCE: usize = 27_000;
/// Bytes that a thin line carries in a millisecond. What it cannot carry in time would hold up everything behind it.
const THIN: usize = 16;
/// Milliseconds for which another window may still be waiting for an answer.
pub const ELSEWHERE: i32 = 30_000;

/// Milliseconds until a call with so many bytes to carry counts as unanswered.
pub fn patience(bytes: usize) -> usize {
    (bytes / THIN).clamp(PATIENCE, MOST_PATIENCE)
}

/// The command as it is sent.
pub fn sent_as(command: &Command) -> Value {
    let text = serde_json::to_string(command).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// A command that its form hands over.
#[derive(Debug, Clone, PartialEq)]
pub struct New {
    pub id: CommandId,
    pub occurred_at: DateTime<Utc>,
    pub ahead_ms: Option<i64>,
    pub noun: Noun,
    /// As [`sent_as`] writes it.
    pub command: Value,
    /// No form waits for it.
    pub free: bool,
}

/// What a press of a form means.
#[derive(Debug, Clone, PartialEq)]
pub enum Press {
    /// It was pressed before, and has arrived meanwhile. It leaves the box.
    Arrived {
        id: CommandId,
        seq: u64,
    },
    /// It was pressed before: the same envelope goes once more.
    Again(Box<Row>),
    New,
}

/// How the press of a form ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// It is known whether it happened, and the form has been told.
    Known,
    /// Nothing answered; it lies on this device, goes by itself, and its form is done.
    Kept,
    /// Nothing answered, and the form keeps it.
    Unknown,
}

/// What trying once more means.
#[derive(Debug, Clone, PartialEq)]
pub enum Anew {
    /// It has left the box.
    Gone,
    /// It goes under its old id.
    Free,
    /// It goes as a new one: to the old the server would give the same answer.
    New(New),
}

/// What the disk has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disk {
    /// Keep the row as it is now.
    Keep,
    /// Forget the row with its copy. What stays is sent once more, and is known by its id.
    Drop,
}

/// What to do after a trip that ended in an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    /// Nobody knows whether anything was carried out: all of it is sent again later.
    Later,
    /// One bad envelope never holds up the others.
    OneByOne,
    /// This one is what the server cannot take.
    Refuse,
}

impl Failed {
    /// After that error of a trip with so many envelopes.
    pub fn of(kind: ErrorKind, envelopes: usize) -> Self {
        match envelopes {
            _ if is_unknown(kind) => Self::Later,
            0 | 1 => Self::Refuse,
            _ => Self::OneByOne,
        }
    }
}

/// Whether after this error nobody knows if the command was carried out.
pub fn is_unknown(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::Unreachable
            | ErrorKind::Internal
            | ErrorKind::Busy
            | ErrorKind::TryLater
            | ErrorKind::SignedOut
    )
}

/// Whether a row that went with earlier ones ([`Outbox::with_earlier`]) goes alone after that error: what the server
/// cannot take holds up no other.
pub fn goes_alone_after(kind: ErrorKind) -> bool {
    !matches!(kind, ErrorKind::Unreachable | ErrorKind::SignedOut)
}

/// What the server said about what was sent. None: an answer that names none of it is no answer.
pub fn answered(sent: &[Row], results: Vec<PushResult>) -> Option<Vec<PushResult>> {
    let of_these: Vec<PushResult> = results
        .into_iter()
        .filter(|result| sent.iter().any(|row| row.id == result.id))
        .collect();
    (!of_these.is_empty()).then_some(of_these)
}

/// Whether it said something about each. What it left out is asked for again later, not at once.
pub fn is_whole(sent: &[Row], answered: &[PushResult]) -> bool {
    sent.len() == answered.len()
}

/// The rows of one person on one device, in the order in which they were written there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outbox {
    rows: Vec<Row>,
    /// What has left it since it was opened: an answer that was on its way meanwhile does not bring it back.
    gone: Vec<CommandId>,
}

impl Deref for Outbox {
    type Target = [Row];

    fn deref(&self) -> &[Row] {
        &self.rows
    }
}

impl Outbox {
    pub fn find(&self, id: CommandId) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == id)
    }

    pub fn has(&self, id: CommandId) -> bool {
        self.find(id).is_some()
    }

    /// What a press with this command means. The same command sent again after a failure keeps its
    /// envelope, so it never happens twice. Once its form is done, or has gone on to other words, the same
    /// words are a new command: whoever writes A, then B, then A again means A.
    pub fn press(&self, command: &Value) -> Press {
        let known = self.rows.iter().rfind(|row| {
            row.open && row.command == *command && !matches!(row.fate, Fate::Refused { .. })
        });
        match known {
            Some(Row {
                id,
                fate: Fate::Arrived { seq },
                ..
            }) => Press::Arrived { id: *id, seq: *seq },
            Some(row) => Press::Again(Box::new(row.clone())),
            None => Press::New,
        }
    }

    /// Puts a new command behind all others. It belongs on the disk at once.
    pub fn add(&mut self, new: New) -> Row {
        let row = Row {
            id: new.id,
            occurred_at: new.occurred_at,
            ahead_ms: new.ahead_ms,
            command: new.command,
            noun: new.noun,
            turn: self.next_turn(),
            fate: Fate::Waiting,
            free: new.free,
            sending: false,
            open: true,
            left: false,
            replaced: false,
        };
        // Its form has gone on to other words: the press before is not the same press any more.
        for before in self.rows.iter_mut().filter(|before| before.open) {
            before.open = !before.is_about_what(&row);
        }
        self.rows.push(row.clone());
        row
    }

    /// The place behind all others, in the order of this device.
    pub fn next_turn(&self) -> u64 {
        self.rows.iter().map(|row| row.turn + 1).max().unwrap_or(0)
    }

    /// The form of a row has been told how its press ended.
    pub fn heard(&mut self, id: CommandId, heard: Heard) -> Option<Disk> {
        match heard {
            Heard::Known => Some(self.forget(id)),
            Heard::Kept => {
                self.each(id, |row| row.open = false);
                None
            }
            Heard::Unknown => None,
        }
    }

    /// What goes in the next trip: the oldest that wait and are not on their way, as many as go together in so
    /// many bytes; the first goes however long it is.
    pub fn next(&self, which: impl Fn(&Row) -> bool, most_bytes: usize) -> Vec<Row> {
        let waiting = self.rows.iter().filter(|row| row.waits() && !row.sending);
        let mut bytes = 0;
        let fits = |(at, row): &(usize, &Row)| {
            bytes += row.command.to_string().len();
            *at == 0 || bytes <= most_bytes
        };
        waiting
            .filter(|row| which(row))
            .take(MOST_ENVELOPES)
            .enumerate()
            .take_while(fits)
            .map(|(_, row)| row.clone())
            .collect()
    }

    /// A row behind what waits by itself and was written before it about the same case, on its way already or not: the
    /// server knows each by its id. The row alone where all of it does not go in one trip.
    pub fn with_earlier(&self, row: &Row) -> Vec<Row> {
        let is_earlier =
            |one: &&Row| one.waits() && one.free && one.noun == row.noun && one.turn < row.turn;
        let mut together: Vec<Row> = match row.case() {
            Some(_) => self.rows.iter().filter(is_earlier).cloned().collect(),
            None => Vec::new(),
        };
        together.push(row.clone());
        let bytes: usize = together
            .iter()
            .map(|one| one.command.to_string().len())
            .sum();
        if together.len() > MOST_ENVELOPES || bytes > MOST_BYTES {
            return vec![row.clone()];
        }
        together
    }

    /// Whether something waits that goes without being asked for.
    pub fn goes_by_itself(&self) -> bool {
        self.rows.iter().any(|row| row.waits() && row.free)
    }

    /// These are on their way, or are not any more.
    pub fn mark(&mut self, ids: &[CommandId], sending: bool) {
        for row in self.rows.iter_mut().filter(|row| ids.contains(&row.id)) {
            row.sending = sending;
        }
    }

    /// What an outcome makes of a row that was sent without its form. One that no form waits for is done
    /// when it has arrived; the form of another may still press again, also where it goes by itself (the disk
    /// would not take it, so its form was never told that it is kept).
    pub fn settle(&mut self, id: CommandId, outcome: Outcome) -> Disk {
        match outcome {
            Outcome::Done { seq } | Outcome::AlreadyDone { seq } => {
                if self.find(id).is_some_and(|row| row.free && !row.open) {
                    return self.forget(id);
                }
                self.each(id, |row| row.fate = Fate::Arrived { seq });
                Disk::Drop
            }
            Outcome::Refused { words, .. } => self.refuse(id, &words),
        }
    }

    /// What was refused stays, with the reason.
    pub fn refuse(&mut self, id: CommandId, words: &str) -> Disk {
        self.each(id, |row| {
            row.fate = Fate::Refused {
                words: words.to_owned(),
            };
        });
        Disk::Keep
    }

    /// It leaves the box.
    pub fn forget(&mut self, id: CommandId) -> Disk {
        self.rows.retain(|row| row.id != id);
        self.gone.push(id);
        Disk::Drop
    }

    /// It goes by itself, though it was unsure or came from another device.
    pub fn free(&mut self, id: CommandId) -> Disk {
        self.each(id, |row| {
            row.free = true;
            row.left = false;
            row.fate = Fate::Waiting;
        });
        Disk::Keep
    }

    /// What trying this one once more means, with an id for what goes as a new one; that it does once.
    pub fn anew(&mut self, id: CommandId, new_id: CommandId) -> Anew {
        let Some(row) = self.rows.iter_mut().find(|row| row.id == id) else {
            return Anew::Gone;
        };
        if !matches!(row.fate, Fate::Refused { .. }) {
            return Anew::Free;
        }
        if std::mem::replace(&mut row.replaced, true) {
            return Anew::Gone;
        }
        Anew::New(New {
            id: new_id,
            // When it was written: to send it once more is not to write it anew.
            occurred_at: row.occurred_at,
            ahead_ms: row.ahead_ms,
            noun: row.noun,
            command: row.command.clone(),
            free: true,
        })
    }

    /// Whether a row that has just come onto the disk may stay there: the box may have moved on meanwhile.
    pub fn belongs_on_disk(&self, id: CommandId) -> bool {
        self.find(id).is_some_and(|row| !row.has_arrived())
    }

    /// Takes up what the last time left on the disk. Answers whether something was left out that another
    /// window may just be sending.
    pub fn take_up(&mut self, found: Vec<Row>, now: DateTime<Utc>) -> bool {
        let mut left_out = false;
        // What lies here itself goes as it was to go.
        self.rows
            .retain(|here| !here.left || found.iter().all(|row| row.id != here.id));
        for mut row in found {
            if self.has(row.id) {
                continue;
            }
            if !row.is_settled(now) {
                left_out = true;
                continue;
            }
            if !row.free && row.waits() {
                row.fate = Fate::Unsure;
            }
            self.rows.push(row);
        }
        self.rows.sort_by_key(|row| row.turn);
        left_out
    }

    /// A place in time, for [`Self::take_over`].
    pub fn moment(&self) -> usize {
        self.gone.len()
    }

    /// Takes over the envelopes that left another device, each under its own number, as they were asked for at that moment:
    /// what has left the box since is not taken in again. Nothing of it is sent before its writer has read it.
    pub fn take_over<'a>(&mut self, envelopes: impl IntoIterator<Item = &'a Value>, moment: usize) {
        for envelope in envelopes {
            let Some(row) = Row::left(envelope, self.next_turn()) else {
                continue;
            };
            let gone = self.gone.get(moment..).unwrap_or_default();
            if !self.has(row.id) && !gone.contains(&row.id) {
                self.rows.push(row);
            }
        }
    }

    /// Shows nothing of it to the next person here.
    pub fn clear(&mut self) {
        self.rows.clear();
    }

    fn each(&mut self, id: CommandId, change: impl Fn(&mut Row)) {
        self.rows
            .iter_mut()
            .filter(|row| row.id == id)
            .for_each(change);
    }
}

#[cfg(test)]
mod tests;
