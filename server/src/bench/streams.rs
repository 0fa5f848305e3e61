//! Live streams: hundreds of open screens, twelve to a conference, on a server of its own that listens
//! over HTTP/1.1. How long until a change has reached everyone else in its room, what a stream costs
//! in memory, and whether many who write in one room are in each other's way.

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use domain::command::Command;
use domain::conference::ConferenceCommand;
use domain::id::{ConferenceId, RecordId};
use domain::meeting::EntryKind;
use futures::future::try_join_all;
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio::task::JoinSet;
use tokio::time::timeout;
use uuid::Uuid;

use super::house::House;
use super::process::Running;
use super::{Aim, Failure, Figure, Plan, Times, Unit, floor, millis};

mod bare;
mod room;
mod tablet;

use room::{Room, SEATS, convene};
use tablet::{Heard, PATIENCE, Pen, Told, Written, listen};

/// Milliseconds in which 99 of 100 changes have reached all others of their conference.
const REACHED: f64 = 250.0;
/// Kilobytes (of 1,024 bytes) that one stream may keep resident.
const EACH: f64 = 8.0;

/// Measures them.
///
/// # Errors
/// If a change does not arrive, or is refused.
pub async fn measure(
    folder: &Path,
    plan: Plan,
    say: &mut impl FnMut(&Figure),
) -> Result<(), Failure> {
    let house = House::found(&folder.join("conferences"), 0).await?;
    let rooms = convene(&house, plan.streams.div_ceil(SEATS)).await?;
    let (_, running) = Running::start(&house.close().await?)?;
    let rounds = plan.times.div_ceil(4);

    let mut audience = Audience::default();
    memory(&running, &rooms, &mut audience, say).await?;
    let reached = changes(&running, &rooms, &mut audience, rounds).await?;
    let bare = floor::millis(bare::fan_out(rooms.len(), rounds).await?);
    let name = format!(
        "a change to {} others, {} conferences at once",
        SEATS - 1,
        rooms.len()
    );
    say(&Figure::times(name, Times::of(reached.clone()))
        .over(bare, "the same bytes over bare sockets"));
    say(&Figure::of(
        format!("… in 99 of 100, {} streams open", audience.open),
        millis(percentile(reached, 99)),
        Unit::Millis,
    )
    .aim(Aim::AtMost(REACHED)));
    writers(&running, &rooms, plan, &mut audience, say).await
}

/// Everyone who listens.
struct Audience {
    listeners: JoinSet<Result<(), Failure>>,
    tell: mpsc::UnboundedSender<Heard>,
    told: UnboundedReceiver<Heard>,
    open: usize,
}

impl Default for Audience {
    fn default() -> Self {
        let (tell, told) = mpsc::unbounded_channel();
        Self {
            listeners: JoinSet::new(),
            tell,
            told,
            open: 0,
        }
    }
}

impl Audience {
    /// Opens one more stream; its number is the number of those before it.
    fn admit(&mut self, port: u16, cookie: &str) {
        let (cookie, who, tell) = (cookie.to_owned(), self.open, self.tell.clone());
        self.listeners
            .spawn(async move { listen(port, &cookie, who, tell).await });
        self.open += 1;
    }

    /// The next that any of them hears.
    async fn next(&mut self) -> Result<Heard, Failure> {
        tokio::select! {
            heard = timeout(PATIENCE, self.told.recv()) => match heard {
                Ok(heard) => Ok(heard.ok_or("nobody listens")?),
                Err(_) => Err("what was told did not arrive".into()),
            },
            Some(ended) = self.listeners.join_next() => {
                ended??;
                Err("the server closed a stream".into())
            }
        }
    }

    async fn ready(&mut self, count: usize) -> Result<(), Failure> {
        for _ in 0..count {
            let heard = self.next().await?;
            if heard.what != Told::Ready {
                return Err(format!("{:?} before anything was written", heard.what).into());
            }
        }
        Ok(())
    }
}

/// Opens all streams. The first room has come before: with it the server has what it needs once.
async fn memory(
    running: &Running,
    rooms: &[Room],
    audience: &mut Audience,
    say: &mut impl FnMut(&Figure),
) -> Result<(), Failure> {
    let mut before = 0.0;
    for (at, room) in rooms.iter().enumerate() {
        for cookie in &room.cookies {
            audience.admit(running.port, cookie);
        }
        audience.ready(room.cookies.len()).await?;
        if at == 0 {
            before = running.resident()?;
        }
    }
    let after = running.resident()?;
    let opened = audience.open.saturating_sub(SEATS).max(1);
    say(&Figure::of(
        format!("resident memory of a stream, {} open", audience.open),
        (after - before) * 1024.0 / opened as f64,
        Unit::Kibibytes,
    )
    .aim(Aim::AtMost(EACH)));
    Ok(())
}

/// In each round the recorder of every room writes at the same moment; how long until the last other
/// of the room knew.
async fn changes(
    running: &Running,
    rooms: &[Room],
    audience: &mut Audience,
    rounds: usize,
) -> Result<Vec<Duration>, Failure> {
    let mut pens = Vec::with_capacity(rooms.len());
    for room in rooms {
        // The second is the recorder.
        let cookie = room.cookies.get(1).ok_or("no recorder")?;
        pens.push((room.id, Pen::take(running.port, cookie).await?));
    }
    let mut reached = Vec::with_capacity(rooms.len() * rounds);
    for _ in 0..rounds {
        let begun = Instant::now();
        let all = pens.iter_mut().map(|(id, pen)| pen.write(entry(*id)));
        let written = try_join_all(all).await?;
        let mut sent = HashMap::with_capacity(rooms.len());
        for (
            at,
            Written {
                sent: when, seq, ..
            },
        ) in written.into_iter().enumerate()
        {
            sent.insert(seq.ok_or("a change was refused")?, (at, when));
        }
        let mut last: HashMap<u64, Instant> = HashMap::with_capacity(rooms.len());
        for _ in 0..rooms.len() * SEATS {
            let heard = audience.next().await?;
            let Told::Change(seq) = heard.what else {
                return Err("a stream began anew".into());
            };
            let (room, _) = sent.get(&seq).ok_or("a change that nobody made")?;
            if heard.who / SEATS != *room {
                return Err("a change was told in another room".into());
            }
            // Who wrote it knows it already.
            if heard.who % SEATS != 1 {
                let known = last.entry(seq).or_insert(begun);
                *known = (*known).max(heard.at);
            }
        }
        for (seq, (_, when)) in sent {
            let known = last.get(&seq).ok_or("a change reached nobody")?;
            reached.push(known.saturating_duration_since(when));
        }
    }
    Ok(reached)
}

/// Many tablets write in one room at once: everyone in it, and some from a second tablet.
async fn writers(
    running: &Running,
    rooms: &[Room],
    plan: Plan,
    audience: &mut Audience,
    say: &mut impl FnMut(&Figure),
) -> Result<(), Failure> {
    let room = rooms.first().ok_or("no conference")?;
    let mut pens = Vec::with_capacity(plan.writers);
    for cookie in room.cookies.iter().cycle().take(plan.writers) {
        pens.push(Pen::take(running.port, cookie).await?);
    }
    let each = plan.each.div_ceil(5);
    let begun = Instant::now();
    let all = pens.iter_mut().map(|pen| async {
        let mut written = Vec::with_capacity(each);
        for _ in 0..each {
            written.push(pen.write(issue(room.id)).await?);
        }
        Ok::<_, Failure>(written)
    });
    let written: Vec<Written> = try_join_all(all).await?.into_iter().flatten().collect();
    let took = begun.elapsed().as_secs_f64();
    let done = written.iter().filter(|one| one.seq.is_some()).count();
    let name = format!("{} writers in one conference", plan.writers);
    say(&Figure::of(
        name.clone(),
        done as f64 / took,
        Unit::PerSecond,
    ));
    say(&Figure::times(
        format!("{name}, each answer"),
        Times::of(written.iter().map(|one| one.took).collect()),
    ));
    say(&Figure::of(
        format!("{name}, refused"),
        (written.len() - done) as f64,
        Unit::Count,
    )
    .aim(Aim::AtMost(0.0)));
    // Everyone in the room hears of every one of them.
    for _ in 0..done * SEATS {
        audience.next().await?;
    }
    Ok(())
}

fn entry(conference: ConferenceId) -> Command {
    let act = ConferenceCommand::AddEntry {
        entry: RecordId(Uuid::now_v7()),
        item: 0,
        kind: EntryKind::Opinion,
        text: "夜間に付き添える人がいない".to_owned(),
        agency: None,
    };
    Command::Conference { conference, act }
}

fn issue(conference: ConferenceId) -> Command {
    let act = ConferenceCommand::RaiseIssue {
        issue: RecordId(Uuid::now_v7()),
        text: "夜間に付き添える人がいない".to_owned(),
        resource_gap: None,
    };
    Command::Conference { conference, act }
}

/// So many of 100 took no longer.
fn percentile(mut all: Vec<Duration>, share: usize) -> Duration {
    all.sort_unstable();
    let place = (all.len() * share / 100).min(all.len().saturating_sub(1));
    all.get(place).copied().unwrap_or_default()
}
