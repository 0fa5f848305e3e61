//! One run: five tablets, a meeting, her door, and a network between them. A step is one thing that happens.

use chrono::{DateTime, TimeDelta, Utc};
use domain::command::Actor;
use domain::id::{CommandId, DeviceId};
use domain::wire::MOST_BYTES;
use serde_json::Value;
use uuid::Uuid;

use crate::beginning::{CENTER_WORKER, CHAIR, SECOND, WORKER};
use crate::chance::Chance;
use crate::device::{Device, Signed};
use crate::faults::Broken;
use crate::invariants::Watched;
use crate::network::{Flight, Then, Waiter};
use crate::server::Server;
use crate::story::Story;

/// The five tablets: one that two share, two of one person, one of the second worker, one of the chair.
pub const TABLETS: [&[&str]; 5] = [
    &[CENTER_WORKER, SECOND],
    &[WORKER],
    &[WORKER],
    &[SECOND],
    &[CHAIR],
];

/// Which of them is the chair's.
pub const OF_THE_CHAIR: usize = 4;

/// What somebody was told of what she or he wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Nothing yet, or that nobody answered and the form keeps it.
    Nothing,
    /// It lies on the device and goes by itself.
    Kept,
    /// It is on the server, at that place.
    Done(u64),
    Refused,
}

/// One press that was meant once, however often it was sent.
pub struct Intent {
    pub by: Actor,
    /// On which tablet; past the last one: her door.
    pub tablet: usize,
    pub command: Value,
    pub words: String,
    pub ids: Vec<CommandId>,
    pub told: Told,
    pub taken_back: bool,
}

impl Intent {
    /// For whoever reads a failure.
    pub fn name(&self) -> String {
        let act = self.command["case"]["act"].as_object();
        let kind = act.and_then(|act| act.keys().next());
        format!("{} {}", kind.map_or("?", String::as_str), self.words)
    }
}

pub struct Simulation {
    pub seed: u64,
    pub broken: Broken,
    pub server: Server,
    pub devices: Vec<Device>,
    pub flights: Vec<Flight>,
    pub intents: Vec<Intent>,
    /// What any device was told of a command: its place in the order.
    pub told: Vec<(CommandId, u64)>,
    pub watched: Watched,
    pub now: DateTime<Utc>,
    /// Her page with what she sent and nobody answered.
    pub her_page: Option<usize>,
    /// Nothing goes wrong any more.
    pub quiet: bool,
    /// What happened, in words; only written where somebody reads it.
    pub log: Option<Vec<String>>,
    /// The number of this step.
    pub step: u32,
    ids: u32,
}

impl Simulation {
    pub fn new(beginning: &Story, seed: u64, broken: Broken) -> Self {
        let people = |names: &[&str]| names.iter().map(|name| beginning.id_of(name)).collect();
        let numbered = (1_u128..).zip(TABLETS);
        let devices = numbered
            .map(|(n, names)| Device::new(DeviceId(Uuid::from_u128(0xDE_0000 + n)), people(names)));
        let mut devices: Vec<Device> = devices.collect();
        let mut chance = Chance::of(seed, 0);
        for device in &mut devices {
            device.clock_ms = chance.between(-7 * 60_000, 7 * 60_000);
            device.ahead_ms = -device.clock_ms;
            device.comes_in(device.people[0], beginning.now);
        }
        Self {
            seed,
            broken,
            server: Server::new(beginning.clone(), broken),
            devices,
            flights: Vec::new(),
            intents: Vec::new(),
            told: Vec::new(),
            watched: Watched::default(),
            now: beginning.now,
            her_page: None,
            quiet: false,
            log: None,
            step: 0,
            ids: 0,
        }
    }

    /// An id that is the same whatever other steps there are.
    pub fn id(&mut self) -> Uuid {
        self.ids += 1;
        let (step, n) = (u128::from(self.step), u128::from(self.ids));
        Uuid::from_u128((0x51 << 64) | (step << 12) | n)
    }

    pub fn note(&mut self, words: impl FnOnce(&Self) -> String) {
        if self.log.is_some() {
            let line = format!("{:>4}  {}", self.step, words(self));
            if let Some(log) = &mut self.log {
                log.push(line);
            }
        }
    }

    pub fn passes(&mut self, time: TimeDelta) {
        self.now += time;
        self.server.story.now = self.now;
    }

    /// One thing happens.
    pub fn step(&mut self, number: u32) {
        (self.step, self.ids) = (number, 0);
        let mut chance = Chance::of(self.seed, number);
        self.passes(TimeDelta::seconds(chance.between(1, 40)));
        for device in &mut self.devices {
            if device.has_pending() && chance.one_in(2) {
                device.writes_one(&mut chance);
            }
        }
        // The timer of some window.
        let which = chance.below(self.devices.len());
        self.sends_by_itself(which, true);
        let which = chance.below(self.devices.len());
        match chance.below(100) {
            0..38 => self.somebody_acts(which, &mut chance),
            38..74 => self.network_moves(&mut chance),
            74..79 => self.she_acts(&mut chance),
            79..83 => self.network_moves(&mut chance),
            83..89 => {
                let device = &mut self.devices[which];
                device.online = !device.online;
                let online = device.online;
                self.note(|_| format!("tablet {which} online: {online}"));
            }
            89..92 => {
                self.note(|_| format!("tablet {which} dies"));
                self.devices[which].dies(&mut chance);
            }
            92..94 => self.goes_away(which, &mut chance),
            94..98 => self.leaves(which, &mut chance),
            98 => self.devices[which].clock_ms = chance.between(-7 * 60_000, 7 * 60_000),
            _ => self.is_lost(which),
        }
    }

    /// Nobody writes anything: the timer of that tablet, the network, and now and then a window that dies.
    pub fn only_waits(&mut self, number: u32, which: usize) {
        (self.step, self.ids) = (number, 0);
        let mut chance = Chance::of(self.seed, number);
        self.passes(TimeDelta::seconds(chance.between(1, 40)));
        if chance.one_in(8) {
            self.devices[which].dies(&mut chance);
            self.devices[which].open = true;
            self.signs_in(which, self.devices[which].people[0]);
        }
        self.sends_by_itself(which, true);
        self.network_moves(&mut chance);
    }

    /// Signs out, or locks.
    fn goes_away(&mut self, which: usize, chance: &mut Chance) {
        let device = &mut self.devices[which];
        if let Some(staff) = device.staff() {
            let signed = chance.pick(&[Signed::Out, Signed::Locked(staff)]);
            device.shut(signed);
            self.note(|_| format!("tablet {which}: {signed:?}"));
        }
    }

    /// A tablet is lost; whoever notices reports it when it is lost already. One in a run, and never the only
    /// one of its person.
    fn is_lost(&mut self, which: usize) {
        let device = &self.devices[which];
        let other_way = which == 1 || which == 3;
        let reported = self.devices.iter().position(|device| device.gone);
        match reported {
            Some(gone) => {
                let number = self.devices[gone].number;
                self.server.lost.insert(number);
                self.note(|_| format!("tablet {gone} is reported lost"));
            }
            None if other_way && !device.gone => {
                self.devices[which].gone = true;
                self.note(|_| format!("tablet {which} is gone"));
            }
            None => {}
        }
    }

    /// Sends the next of what waits: as `send_all` in the app.
    pub fn sends_by_itself(&mut self, which: usize, only_free: bool) {
        let device = &self.devices[which];
        if device.staff().is_none() {
            return;
        }
        let mut next = device.outbox.next(|row| row.free || !only_free, MOST_BYTES);
        if self.broken == Broken::SendsTheNewestFirst {
            next.reverse();
        }
        self.carries(which, next, Then::Next { only_free });
    }

    /// One trip to the server begins.
    pub fn carries(&mut self, which: usize, rows: Vec<domain::outbox::Row>, then: Then) {
        let device = &mut self.devices[which];
        let Some(staff) = device.staff().filter(|_| !rows.is_empty()) else {
            return;
        };
        let ids: Vec<CommandId> = rows.iter().map(|row| row.id).collect();
        device.outbox.mark(&ids, true);
        let waiter = Waiter {
            device: which,
            window: device.window,
            rows,
            then,
        };
        let online = device.online;
        self.flights
            .push(Flight::of(device.number, staff, waiter, online));
    }

    /// What lies here of people who are not signed in leaves: as `leave` in the app.
    pub fn leaves(&mut self, which: usize, chance: &mut Chance) {
        let device = &mut self.devices[which];
        if !device.open || !device.online {
            return;
        }
        let lost = self.server.lost.contains(&device.number);
        if self.broken == Broken::ErasesBeforeGivingAway && lost {
            device.disk.copies.clear();
        }
        for (id, staff, envelope) in device.leaving() {
            self.server.take(id, staff, &envelope);
            // The answer may not come back.
            if self.quiet || !chance.one_in(4) {
                device.disk.copies.remove(&id);
            }
        }
        if lost && !device.erased {
            device.erases();
            self.note(|_| format!("tablet {which} erases itself"));
        }
    }
}
