//! 送信箱: what was sent and not acknowledged, in the order in which it was written on this device.
//!
//! Each envelope lies sealed on the device ([`super::kept`]) from the moment it is sent until the server
//! has answered that it is durable. Sending it again is safe: the server knows it by its id. What the
//! server refuses stays here, to be read with the reason, corrected or taken back; it hinders nothing
//! behind it. What becomes of a row is decided in [`domain::outbox`]; here are the signals, the disk and the
//! network around it.

use std::cell::Cell;

use domain::command::Command;
use domain::id::{CaseId, CommandId};
use domain::outbox::{self, Anew, Disk, ELSEWHERE, Failed, Heard, New, Noun, Outbox, Press};
use domain::wire::{self, ApiError, MOST_BYTES, Outcome, PushResult, Pushed};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use super::call::{self, Refused};
use super::door::{Delivery, Signed, door};
use super::kept::{self, Kind};
use super::{clock, draft, ids, live, part, signin};

mod leaving;
mod mending;
mod ready;
mod screen;
mod words;

pub use domain::outbox::{Fate, Row};
pub use leaving::{keep_leaving, take_over};
pub use screen::{OutboxScreen, WaitingHere, WaitingRecords};

/// Milliseconds after which what waits is tried again by itself; longer and longer while nothing answers.
const SOON: i32 = 5_000;
const LATE: i32 = 60_000;

/// Bytes that a thin line carries before patience ends.
const LEAST_TRIP: usize = 16 * 1024;

thread_local! {
    /// Bytes that go together, as the line was the last time.
    static TRIP: Cell<usize> = const { Cell::new(MOST_BYTES) };
}

/// Words for what is safe here and will be sent.
pub const KEPT: &str =
    "端末に保存しました。つながると、自動で送ります。書いた内容は「送信箱」で読めます。";

/// Lays a row on the disk as it is now. What has not arrived lies there twice, refused or not.
async fn lay(row: &Row) -> Result<(), kept::NotKept> {
    let envelope = (!row.has_arrived()).then(|| row.envelope());
    kept::put_envelope(row.id, row, envelope.as_ref()).await
}

/// How a command ended for the form that sent it.
pub enum Sent {
    /// Durable, at this place in the council's order.
    Done(u64),
    /// Nothing answered; it lies on this device and is sent by itself.
    Kept,
    Refused(Refused),
}

fn rows() -> RwSignal<Outbox> {
    door().outbox
}

/// Sends a command and waits until it is durable. `keeps`: it can wait on this device, and whoever wrote
/// it need not stay at the form.
///
/// The same command sent again after a failure keeps its envelope, so it never happens twice. Once its form is
/// done, the same words are a new command: whoever writes A, then B, then A again means A.
pub async fn send(command: Command, keeps: bool) -> Sent {
    let noun = Noun::of(&command);
    let command = outbox::sent_as(&command);
    let row = match rows().with_untracked(|all| all.press(&command)) {
        Press::Arrived { id, seq } => {
            forget(id);
            return Sent::Done(seq);
        }
        Press::Again(row) => *row,
        Press::New => add(noun, command, keeps),
    };
    let (id, sent_row) = (row.id, row.clone());
    let outcome = in_turn(row).await;
    let sent = match outcome {
        Ok(Some(result)) => match result.outcome {
            Outcome::Done { seq } | Outcome::AlreadyDone { seq } => Sent::Done(seq),
            // The form has it, with the reason.
            Outcome::Refused { refusal, words } => Sent::Refused(Refused {
                refusal: Some(refusal),
                words,
                known: true,
            }),
        },
        Ok(None) => stuck(id, keeps, call::unreachable_error()).await,
        Err(error) if outbox::is_unknown(error.error) => stuck(id, keeps, error).await,
        Err(error) => Sent::Refused(error.into()),
    };
    let heard = match &sent {
        Sent::Done(_) => Heard::Known,
        Sent::Kept => Heard::Kept,
        Sent::Refused(refused) if refused.known => Heard::Known,
        Sent::Refused(_) => Heard::Unknown,
    };
    with_disk(id, |all| all.heard(id, heard));
    tell();
    // Its form may be gone by now and cannot do it.
    if matches!(sent, Sent::Done(_) | Sent::Kept) {
        spawn_local(async move { draft::words_sent(&sent_row).await });
    }
    sent
}

/// Says something that must be kept before what it tells of may happen: on this device or, where nothing can be kept,
/// on the server.
///
/// # Errors
/// With words for the reader; nothing was said then.
pub async fn say_first(command: Command) -> Result<(), String> {
    let row = add(Noun::of(&command), outbox::sent_as(&command), true);
    if lay(&row).await.is_ok() {
        spawn_local(send_again());
        return Ok(());
    }
    forget(row.id);
    match send(command, false).await {
        Sent::Done(_) | Sent::Kept => Ok(()),
        Sent::Refused(refused) => Err(refused.words),
    }
}

/// Sends it together with what waits here and was said before it about the same case: what is said later never
/// arrives first. None where nothing was said of this one.
async fn in_turn(row: Row) -> Result<Option<PushResult>, ApiError> {
    let id = row.id;
    let together = rows().with_untracked(|all| all.with_earlier(&row));
    if together.len() > 1 {
        match carry(&together).await {
            Ok(results) => {
                let (mut own, others): (Vec<_>, Vec<_>) =
                    results.into_iter().partition(|one| one.id == id);
                settle_all(others);
                return Ok(own.pop());
            }
            Err(error) if !outbox::goes_alone_after(error.error) => return Err(error),
            // It was taken back, or its writer has left, while the server looked for what it cannot take.
            Err(_) if find(id).is_none() => return Ok(None),
            Err(_) => {}
        }
    }
    Ok(carry(&[row]).await?.pop())
}

/// Nobody knows whether it arrived: said is only what is true of this device.
async fn stuck(id: CommandId, keeps: bool, error: ApiError) -> Sent {
    let row = find(id);
    let safe = match row {
        Some(row) if keeps => lay(&row).await.is_ok(),
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

/// The fields of the newest command of this kind that waits here to be sent and is about the one thing that is meant.
pub fn newest_waiting(kind: &str, is_meant: impl Fn(&Row) -> bool) -> Option<Value> {
    rows().with_untracked(|all| {
        all.iter()
            .rfind(|row| row.waits() && row.kind() == kind && is_meant(row))
            .map(|row| row.fields().clone())
    })
}

/// Sends everything again that did not arrive, the oldest first.
pub async fn send_again() {
    send_all(|_| true).await;
}

async fn send_all(which: impl Fn(&Row) -> bool) {
    loop {
        let most = TRIP.get();
        let next = rows().with_untracked(|all| all.next(&which, most));
        if next.is_empty() {
            break;
        }
        if !send_some(next).await {
            // A thin line carries less before patience ends.
            TRIP.set((most / 4).max(LEAST_TRIP));
            break;
        }
        TRIP.set(MOST_BYTES);
    }
    tell();
}

/// Sends these in one trip, or, where the server cannot take them together, one by one: one bad envelope
/// never holds up the others. Answers whether it is worth going on.
async fn send_some(some: Vec<Row>) -> bool {
    match carry(&some).await {
        Ok(results) => {
            let whole = outbox::is_whole(&some, &results);
            settle_all(results);
            whole
        }
        Err(error) => match Failed::of(error.error, some.len()) {
            Failed::Later => false,
            Failed::Refuse => {
                refuse_all(&some, &error.message);
                true
            }
            Failed::OneByOne => {
                for row in some {
                    let one = [row];
                    match carry(&one).await {
                        Ok(results) => settle_all(results),
                        Err(error) if outbox::is_unknown(error.error) => return false,
                        Err(error) => refuse_all(&one, &error.message),
                    }
                }
                true
            }
        },
    }
}

fn settle_all(results: Vec<PushResult>) {
    for PushResult { id, outcome } in results {
        with_disk(id, |all| Some(all.settle(id, outcome)));
    }
}

/// Keeps what was refused, with the reason.
fn refuse_all(some: &[Row], words: &str) {
    for row in some {
        with_disk(row.id, |all| Some(all.refuse(row.id, words)));
    }
}

/// One trip to the server.
async fn carry(some: &[Row]) -> Result<Vec<PushResult>, ApiError> {
    let ids: Vec<CommandId> = some.iter().map(|row| row.id).collect();
    rows().update_untracked(|all| all.mark(&ids, true));
    // What waits still waits while it is tried again: the words stand, and the bar with them.
    if let Delivery::Arrived(_) = door().sync.get_untracked() {
        door().sync.set(Delivery::OnTheWay);
    }
    let envelopes: Vec<Value> = some.iter().map(Row::envelope).collect();
    let body = json!({ "protocol": wire::PROTOCOL, "envelopes": envelopes });
    let answer: Result<Pushed, ApiError> = call::post(wire::PUSH, &body).await;
    rows().update_untracked(|all| all.mark(&ids, false));
    let results = outbox::answered(some, answer?.results).ok_or_else(call::unreachable_error)?;
    for result in &results {
        let (Outcome::Done { .. } | Outcome::AlreadyDone { .. }) = result.outcome else {
            continue;
        };
        if let Some(sent) = some.iter().find(|sent| sent.id == result.id) {
            live::changed(sent.noun);
        }
    }
    Ok(results)
}

/// Puts it into the box; it is on its way to the disk when this returns.
fn add(noun: Noun, command: Value, free: bool) -> Row {
    lie(New {
        id: CommandId(ids::new()),
        occurred_at: clock::now(),
        ahead_ms: Some(clock::ahead()),
        noun,
        command,
        free,
    })
}

/// The place behind everything that waits here, whether it is in the box yet or only on the disk.
///
/// # Errors
/// Where the disk cannot be read.
pub async fn next_turn() -> Result<u64, kept::NotKept> {
    let here = kept::all::<Row>(Kind::Outbox).await?;
    let behind = here.iter().map(|row| row.turn + 1).max().unwrap_or(0);
    Ok(rows().with_untracked(Outbox::next_turn).max(behind))
}

fn lie(new: New) -> Row {
    // The box outlives every screen, so there is always one to put it into.
    let row = rows()
        .try_update(|all| all.add(new.clone()))
        .unwrap_or_else(|| Outbox::default().add(new));
    keep(row.id);
    row
}

/// Changes the box as the rules say, and the disk after it.
fn with_disk(id: CommandId, change: impl FnOnce(&mut Outbox) -> Option<Disk>) {
    match rows().try_update(change).flatten() {
        Some(Disk::Keep) => keep(id),
        Some(Disk::Drop) => drop_row(id),
        None => {}
    }
}

fn find(id: CommandId) -> Option<Row> {
    rows().with_untracked(|all| all.find(id).cloned())
}

/// Writes it to the disk as it is now; where it has left the box meanwhile, it leaves the disk too.
fn keep(id: CommandId) {
    spawn_local(async move {
        let Some(now) = find(id) else { return };
        // Where nothing can be kept the form keeps it, and says so.
        let _ = lay(&now).await;
        if !rows().with_untracked(|all| all.belongs_on_disk(id)) {
            drop_row(id);
        }
    });
}

fn forget(id: CommandId) {
    with_disk(id, |all| Some(all.forget(id)));
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
    let new_id = CommandId(ids::new());
    let anew = rows().try_update(|all| all.anew(id, new_id));
    match anew.unwrap_or(Anew::Gone) {
        Anew::Gone => return,
        Anew::Free => with_disk(id, |all| Some(all.free(id))),
        Anew::New(new) => {
            let row = lie(new);
            with_disk(row.id, |all| all.heard(row.id, Heard::Kept));
            spawn_local(async move {
                // Not before the new one lies there: the window may die between the two, and where the disk takes
                // nothing the old one stays.
                if lay(&row).await.is_ok() {
                    take_back(id);
                }
                send_again().await;
            });
            return;
        }
    }
    spawn_local(send_again());
}

/// Forgets what lies half written beside a row that goes by itself. Called before any form looks for it.
pub async fn tidy() {
    let mut all: Vec<Row> = kept::all(Kind::Outbox).await.unwrap_or_default();
    all.retain(|row| row.free);
    if !all.is_empty() {
        part::tidy(all).await;
    }
}

/// As [`tidy`]; it reads what many forms keep, so it comes with the part of this screen.
pub async fn tidy_drafts(rows: Vec<Row>) {
    for row in rows {
        mending::tidy(&row).await;
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
    let now = clock::now();
    let copies = kept::copies().await.unwrap_or_default();
    for row in found
        .iter()
        // Another window may be sending it just now.
        .filter(|row| row.is_settled(now))
        .filter(|row| !copies.contains(&row.id))
    {
        // It left while this person was not here, or is older than copies are.
        let _ = lay(row).await;
    }
    let left = rows()
        .try_update(|all| all.take_up(found, now))
        .unwrap_or_default();
    send_all(|row| row.free).await;
    left
}

/// Shows nothing of it to the next person here. What was not sent stays sealed on the device.
pub fn close() {
    rows().update(Outbox::clear);
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
            let waits = || rows().with_untracked(Outbox::goes_by_itself);
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
        (
            all.iter().filter(|row| row.waits()).count(),
            all.iter().filter(|row| row.asks()).count(),
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

/// Whether this is an act of one of these kinds on that case, and on that thing of it.
fn is_of(row: &Row, case: CaseId, kinds: &[&str], about: &[(&str, String)]) -> bool {
    let fields = row.fields();
    let is_about =
        |(name, id): &(&str, String)| fields.get(name).and_then(Value::as_str) == Some(id);
    row.case() == Some(case) && kinds.contains(&row.kind().as_str()) && about.iter().all(is_about)
}

/// The kind of a record of the timeline.
const RECORD: &str = "case.write_record";
/// The kind of a 個別支援計画.
pub const PLAN: &str = "case.write_plan";
/// The kind of an アウトリーチ記録.
pub const PATROL: &str = "council.keep_patrol";
/// The kind of what tells that something was handed over as a file.
const WRITTEN_OUT: &str = "council.note_written_out";
