//! 送信箱: what was sent and not acknowledged, in the order in which it was written on this device.
//!
//! Each envelope lies sealed on the device ([`super::kept`]) from the moment it is sent until the server
//! has answered that it is durable. Sending it again is safe: the server knows it by its id. What the
//! server refuses stays here, to be read with the reason, corrected or taken back; it hinders nothing
//! behind it.

use chrono::{DateTime, TimeDelta, Utc};
use domain::command::Command;
use domain::id::{CaseId, CommandId};
use domain::wire::{self, ApiError, ErrorKind, MOST_ENVELOPES, Outcome, Pushed};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::call::{self, Refused};
use super::door::{Delivery, Signed, door};
use super::kept::{self, Kind};
use super::live::Noun;
use super::{clock, ids, live, signin};

mod leaving;
mod mending;
mod ready;
mod screen;
mod words;

pub use leaving::{keep_leaving, take_over};
pub use screen::{OutboxScreen, WaitingRecords};

/// Milliseconds after which what waits is tried again by itself; longer and longer while nothing answers.
const SOON: i32 = 5_000;
const LATE: i32 = 60_000;
/// Milliseconds for which another window may still be waiting for an answer.
const ELSEWHERE: i32 = 20_000;

/// Words for what is safe here and will be sent.
pub const KEPT: &str =
    "端末に保存しました。つながると、自動で送ります。書いた内容は「送信箱」で読めます。";

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
    /// As in [`domain::command::Envelope`]. None in rows of before.
    #[serde(default)]
    ahead_ms: Option<i64>,
    pub command: Value,
    noun: Noun,
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
    open: bool,
    /// It left another device without its writer, and waits on the server.
    #[serde(skip)]
    pub left: bool,
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
    fn envelope(&self) -> Value {
        json!({
            "id": self.id,
            "occurred_at": self.occurred_at,
            "ahead_ms": self.ahead_ms,
            "command": self.command,
        })
    }

    /// Lays it on the disk as it is now. What has not arrived lies there twice, refused or not.
    async fn keep(&self) -> Result<(), kept::NotKept> {
        let arrived = matches!(self.fate, Fate::Arrived { .. });
        let envelope = (!arrived).then(|| self.envelope());
        kept::put_envelope(self.id, self, envelope.as_ref()).await
    }

    fn waits(&self) -> bool {
        self.fate == Fate::Waiting
    }
}

/// The command as it is sent.
fn sent_as(command: &Command) -> Value {
    let text = serde_json::to_string(command).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// How a command ended for the form that sent it.
pub enum Sent {
    /// Durable, at this place in the council's order.
    Done(u64),
    /// Nothing answered; it lies on this device and is sent by itself.
    Kept,
    Refused(Refused),
}

fn rows() -> RwSignal<Vec<Row>> {
    door().outbox
}

/// Sends a command and waits until it is durable. `keeps`: it can wait on this device, and whoever wrote
/// it need not stay at the form.
///
/// The same command sent again after a failure keeps its envelope, so it never happens twice. Once its form is
/// done, the same words are a new command: whoever writes A, then B, then A again means A.
pub async fn send(command: Command, keeps: bool) -> Sent {
    let noun = Noun::of(&command);
    let command = sent_as(&command);
    let known = rows().with_untracked(|all| {
        all.iter()
            .rfind(|row| {
                row.open && row.command == command && !matches!(row.fate, Fate::Refused { .. })
            })
            .cloned()
    });
    let row = match known {
        Some(Row {
            id,
            fate: Fate::Arrived { seq },
            ..
        }) => {
            forget(id);
            return Sent::Done(seq);
        }
        Some(row) => row,
        None => add(noun, command, keeps),
    };
    let id = row.id;
    let outcome = carry(vec![row]).await.map(|mut all| all.pop());
    let sent = match outcome {
        Ok(Some((_, Outcome::Done { seq } | Outcome::AlreadyDone { seq }))) => Sent::Done(seq),
        // The form has it, with the reason.
        Ok(Some((_, Outcome::Refused { refusal, words }))) => Sent::Refused(Refused {
            refusal: Some(refusal),
            words,
            known: true,
        }),
        Ok(None) => stuck(id, keeps, call::unreachable_error()).await,
        Err(error) if is_unknown(error.error) => stuck(id, keeps, error).await,
        Err(error) => Sent::Refused(error.into()),
    };
    let known = match &sent {
        Sent::Done(_) => true,
        Sent::Kept => false,
        Sent::Refused(refused) => refused.known,
    };
    if known {
        forget(id);
    } else if matches!(sent, Sent::Kept) {
        rows().update(|all| {
            for row in all.iter_mut().filter(|row| row.id == id) {
                row.open = false;
            }
        });
    }
    tell();
    sent
}

/// Nobody knows whether it arrived: said is only what is true of this device.
async fn stuck(id: CommandId, keeps: bool, error: ApiError) -> Sent {
    let row = find(id);
    let safe = match row {
        Some(row) if keeps => row.keep().await.is_ok(),
        _ => false,
    };
    if safe {
        Sent::Kept
    } else {
        Sent::Refused(Refused {
            known: false,
            ..error.into()
        })
    }
}

/// Sends everything again that did not arrive, the oldest first.
pub async fn send_again() {
    send_all(|_| true).await;
}

async fn send_all(which: impl Fn(&Row) -> bool) {
    loop {
        let next: Vec<Row> = rows().with_untracked(|all| {
            let waiting = all.iter().filter(|row| row.waits() && !row.sending);
            waiting
                .filter(|row| which(row))
                .take(MOST_ENVELOPES)
                .cloned()
                .collect()
        });
        if next.is_empty() {
            break;
        }
        if !send_some(next).await {
            break;
        }
    }
    tell();
}

/// Sends these in one trip, or, where the server cannot take them together, one by one: one bad envelope
/// never holds up the others. Answers whether it is worth going on.
async fn send_some(some: Vec<Row>) -> bool {
    let alone = some.len() == 1;
    let again = some.clone();
    match carry(some).await {
        Ok(outcomes) => {
            // An answer that leaves some out is asked for again later, not at once.
            let whole = outcomes.len() == again.len();
            settle_all(outcomes);
            whole
        }
        Err(error) if is_unknown(error.error) => false,
        Err(error) if alone => {
            if let Some(row) = again.first() {
                refuse(row.id, error.message);
            }
            true
        }
        Err(_) => {
            for row in again {
                match carry(vec![row.clone()]).await {
                    Ok(outcomes) => settle_all(outcomes),
                    Err(error) if is_unknown(error.error) => return false,
                    Err(error) => refuse(row.id, error.message),
                }
            }
            true
        }
    }
}

fn settle_all(outcomes: Vec<(CommandId, Outcome)>) {
    for (id, outcome) in outcomes {
        settle(id, outcome);
    }
}

fn settle(id: CommandId, outcome: Outcome) {
    match outcome {
        Outcome::Done { seq } | Outcome::AlreadyDone { seq } => {
            if find(id).is_some_and(|row| row.free) {
                forget(id);
            } else {
                change(id, Fate::Arrived { seq });
                drop_row(id);
            }
        }
        Outcome::Refused { words, .. } => refuse(id, words),
    }
}

/// Keeps what was refused, with the reason.
fn refuse(id: CommandId, words: String) {
    change(id, Fate::Refused { words });
    keep(id);
}

/// One trip to the server.
async fn carry(some: Vec<Row>) -> Result<Vec<(CommandId, Outcome)>, ApiError> {
    let ids: Vec<CommandId> = some.iter().map(|row| row.id).collect();
    mark(&ids, true);
    door().sync.set(Delivery::OnTheWay);
    let envelopes: Vec<Value> = some.iter().map(Row::envelope).collect();
    let body = json!({ "protocol": wire::PROTOCOL, "envelopes": envelopes });
    let answer: Result<Pushed, ApiError> = call::post(wire::PUSH, &body).await;
    mark(&ids, false);
    let pushed = answer?;
    let outcomes: Vec<(CommandId, Outcome)> = pushed
        .results
        .into_iter()
        .filter(|result| ids.contains(&result.id))
        .map(|result| (result.id, result.outcome))
        .collect();
    for (id, outcome) in &outcomes {
        let (Outcome::Done { .. } | Outcome::AlreadyDone { .. }) = outcome else {
            continue;
        };
        if let Some(sent) = some.iter().find(|sent| sent.id == *id) {
            live::changed(sent.noun);
        }
    }
    // An answer that names none of them is no answer.
    if outcomes.is_empty() {
        return Err(call::unreachable_error());
    }
    Ok(outcomes)
}

/// Whether after this error nobody knows if the command was carried out.
fn is_unknown(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::Unreachable | ErrorKind::Internal | ErrorKind::Busy | ErrorKind::SignedOut
    )
}

/// Puts it into the box; it is on its way to the disk when this returns.
fn add(noun: Noun, command: Value, free: bool) -> Row {
    let turn = rows().with_untracked(|all| all.iter().map(|row| row.turn + 1).max().unwrap_or(0));
    let row = Row {
        id: CommandId(ids::new()),
        occurred_at: clock::now(),
        ahead_ms: Some(clock::ahead()),
        command,
        noun,
        turn,
        fate: Fate::Waiting,
        free,
        sending: false,
        open: true,
        left: false,
    };
    rows().update(|all| all.push(row.clone()));
    keep(row.id);
    row
}

fn find(id: CommandId) -> Option<Row> {
    rows().with_untracked(|all| all.iter().find(|row| row.id == id).cloned())
}

/// Writes it to the disk as it is now; where it has left the box meanwhile, it leaves the disk too.
fn keep(id: CommandId) {
    spawn_local(async move {
        let Some(now) = find(id) else { return };
        // Where nothing can be kept the form keeps it, and says so.
        let _ = now.keep().await;
        if find(id).is_none_or(|row| matches!(row.fate, Fate::Arrived { .. })) {
            drop_row(id);
        }
    });
}

fn change(id: CommandId, fate: Fate) {
    rows().update(|all| {
        for row in all.iter_mut().filter(|row| row.id == id) {
            row.fate = fate.clone();
        }
    });
}

fn mark(ids: &[CommandId], sending: bool) {
    rows().update_untracked(|all| {
        for row in all.iter_mut().filter(|row| ids.contains(&row.id)) {
            row.sending = sending;
        }
    });
}

fn forget(id: CommandId) {
    rows().update(|all| all.retain(|row| row.id != id));
    drop_row(id);
}

fn drop_row(id: CommandId) {
    spawn_local(async move {
        // What stays is sent once more, and is known by its id.
        let _ = kept::drop_envelope(id).await;
    });
}

/// Takes it back: it will not be sent.
pub fn take_back(id: CommandId) {
    forget(id);
    tell();
    leaving::take_back(id);
}

/// Sends it once more, without waiting for the time. A refused one goes as a new one: to the old the
/// server would give the same answer.
pub fn try_anew(id: CommandId) {
    let Some(row) = find(id) else { return };
    if matches!(row.fate, Fate::Refused { .. }) {
        take_back(id);
        add(row.noun, row.command, true);
    } else {
        free(id);
    }
    spawn_local(send_again());
}

fn free(id: CommandId) {
    rows().update(|all| {
        for row in all.iter_mut().filter(|row| row.id == id) {
            row.free = true;
            row.left = false;
            row.fate = Fate::Waiting;
        }
    });
    keep(id);
}

/// Forgets what lies half written beside a row that goes by itself. Called before any form looks for it.
pub async fn tidy() {
    for row in kept::all::<Row>(Kind::Outbox).await.unwrap_or_default() {
        if row.free {
            mending::tidy(&row).await;
        }
    }
}

/// Takes up what the last time left in the box, and what another window may be sending a while later.
pub async fn load() {
    while take_up().await {
        clock::pause(ELSEWHERE).await;
        if !kept::is_open() {
            break;
        }
    }
}

/// Reads what lies on the device into the box and sends what goes by itself. Answers whether something
/// was left out that another window may just be sending.
async fn take_up() -> bool {
    let Ok(found) = kept::all::<Row>(Kind::Outbox).await else {
        return false;
    };
    let mut left = false;
    let young = clock::now() - TimeDelta::milliseconds(i64::from(ELSEWHERE));
    let copies = kept::copies().await.unwrap_or_default();
    // Another window may be sending it just now.
    let settled = |row: &&Row| row.free || !row.waits() || row.occurred_at <= young;
    for row in found
        .iter()
        .filter(settled)
        .filter(|row| !copies.contains(&row.id))
    {
        // It left while this person was not here, or is older than copies are.
        let _ = row.keep().await;
    }
    rows().update(|all| {
        // What lies here itself goes as it was to go.
        all.retain(|here| !here.left || found.iter().all(|row| row.id != here.id));
        for mut row in found {
            if all.iter().any(|here| here.id == row.id) {
                continue;
            }
            if !row.free && row.waits() {
                if row.occurred_at > young {
                    left = true;
                    continue;
                }
                row.fate = Fate::Unsure;
            }
            all.push(row);
        }
        all.sort_by_key(|row| row.turn);
    });
    send_all(|row| row.free).await;
    left
}

/// Shows nothing of it to the next person here. What was not sent stays sealed on the device.
pub fn close() {
    rows().update(Vec::clear);
    door().sync.set(Delivery::Arrived(None));
}

/// Tries again by itself, as long as this window is open. Called once.
pub fn keep_trying() {
    let line = door().live;
    Effect::new(move |before: Option<bool>| {
        let here = line.get();
        if here && before == Some(false) {
            spawn_local(send_all(|row| row.free));
        }
        here
    });
    spawn_local(async {
        let mut wait = SOON;
        loop {
            clock::pause(wait).await;
            if door().apart.get_untracked() && door().signed.get_untracked() == Signed::In {
                // Words for a failure are told by the screens that ask.
                let _ = signin::take_me(door()).await;
            }
            let waits =
                || rows().with_untracked(|all| all.iter().any(|row| row.waits() && row.free));
            if waits() && kept::is_open() {
                send_all(|row| row.free).await;
            }
            wait = if waits() { (wait * 2).min(LATE) } else { SOON };
        }
    });
}

/// Says what became of everything.
fn tell() {
    let (waiting, asking) = rows().with_untracked(|all| {
        let asks = |row: &&Row| matches!(row.fate, Fate::Refused { .. } | Fate::Unsure);
        (
            all.iter().filter(|row| row.waits()).count(),
            all.iter().filter(asks).count(),
        )
    });
    let before = door().sync.get_untracked();
    door().sync.set(match (asking, waiting) {
        (0, 0) if matches!(before, Delivery::Arrived(_)) => before,
        (0, 0) => Delivery::Arrived(Some(clock::now())),
        (0, waiting) => Delivery::Stuck(waiting),
        (asking, _) => Delivery::Asks(asking),
    });
}

/// Whether this is a record of that case, for its timeline.
fn is_record_of(row: &Row, case: CaseId) -> bool {
    row.case() == Some(case) && row.kind() == RECORD
}

/// The kind of a record of the timeline.
const RECORD: &str = "case.write_record";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_known_by_its_kind_and_its_fields_are_found() {
        let of = |command: Value| {
            let row = Row {
                id: CommandId(uuid::Uuid::nil()),
                occurred_at: DateTime::default(),
                ahead_ms: None,
                command,
                noun: Noun::Council,
                turn: 0,
                fate: Fate::Waiting,
                free: true,
                sending: false,
                open: false,
                left: false,
            };
            (row.kind(), row.fields().clone())
        };
        let record = json!({ "case": { "case": "1", "act": { "write_record": { "with": "a" } } } });
        assert_eq!(of(record), (RECORD.to_owned(), json!({ "with": "a" })));
        let accept = json!({ "accept_case": { "case": "1", "form": {} } });
        let fields = json!({ "case": "1", "form": {} });
        assert_eq!(of(accept), ("accept_case".to_owned(), fields));
        let open = json!({ "conference": { "conference": "1", "act": "open" } });
        assert_eq!(of(open).0, "conference.open");
        let sheet = json!({ "council": { "keep_patrol": { "patrol": "1" } } });
        assert_eq!(
            of(sheet),
            ("council.keep_patrol".to_owned(), json!({ "patrol": "1" }))
        );
    }
}
