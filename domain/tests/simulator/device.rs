//! A tablet: its window with the box, its disk, its clock. What becomes of a row is decided by
//! [`domain::outbox`] alone; here is only what the app has around it.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::id::{CommandId, DeviceId, StaffId};
use domain::outbox::{Disk as OnDisk, Outbox, Row};
use serde_json::Value;

use crate::chance::Chance;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    Out,
    In(StaffId),
    /// Only this person's passphrase opens it without a network.
    Locked(StaffId),
}

/// What a form holds that stands open.
pub struct Form {
    pub intent: usize,
    pub command: Value,
    pub keeps: bool,
    /// On its way; else nobody answered, and it can be pressed again.
    pub busy: bool,
}

/// Something the browser was asked to write and has not written yet.
enum Pending {
    Put(StaffId, Box<Row>),
    Drop(StaffId, CommandId),
}

/// What outlives a window: sealed rows, each person's apart, and their copies.
#[derive(Default)]
pub struct Disk {
    /// As JSON, as they lie there.
    pub rows: BTreeMap<(StaffId, CommandId), String>,
    pub copies: BTreeMap<CommandId, (StaffId, Value)>,
}

impl Disk {
    fn put(&mut self, staff: StaffId, row: &Row) {
        let sealed = serde_json::to_string(row).expect("a row can be written");
        self.rows.insert((staff, row.id), sealed);
        if row.has_arrived() {
            self.copies.remove(&row.id);
        } else {
            self.copies.insert(row.id, (staff, row.envelope()));
        }
    }

    fn drop_row(&mut self, staff: StaffId, id: CommandId) {
        self.rows.remove(&(staff, id));
        self.copies.remove(&id);
    }

    pub fn of(&self, staff: StaffId) -> Vec<Row> {
        let own = self.rows.iter().filter(|((whose, _), _)| *whose == staff);
        own.map(|(_, row)| serde_json::from_str(row).expect("a row can be read"))
            .collect()
    }
}

pub struct Device {
    pub number: DeviceId,
    pub people: Vec<StaffId>,
    pub online: bool,
    /// How far its clock is from the right time.
    pub clock_ms: i64,
    /// What it knows of that, the other way round.
    pub ahead_ms: i64,
    /// A window is open.
    pub open: bool,
    /// Which window: an answer for an older one is heard by nobody.
    pub window: u32,
    pub signed: Signed,
    pub outbox: Outbox,
    pub form: Option<Form>,
    /// Something on the disk was too young to be taken up.
    pub left_out: bool,
    pub disk: Disk,
    /// Nobody of ours has it in hand.
    pub gone: bool,
    /// It was told that it is lost, and did as it has to.
    pub erased: bool,
    pending: Vec<Pending>,
}

impl Device {
    pub fn new(number: DeviceId, people: Vec<StaffId>) -> Self {
        Self {
            number,
            people,
            online: true,
            clock_ms: 0,
            ahead_ms: 0,
            open: true,
            window: 0,
            signed: Signed::Out,
            outbox: Outbox::default(),
            form: None,
            left_out: false,
            disk: Disk::default(),
            gone: false,
            erased: false,
            pending: Vec::new(),
        }
    }

    /// Who is signed in and sees the box.
    pub fn staff(&self) -> Option<StaffId> {
        match self.signed {
            Signed::In(staff) if self.open => Some(staff),
            _ => None,
        }
    }

    /// Now, by its own clock, set right as far as it knows.
    pub fn now(&self, right: DateTime<Utc>) -> DateTime<Utc> {
        right + TimeDelta::milliseconds(self.clock_ms + self.ahead_ms)
    }

    /// Asks the browser for what the rules want of the disk.
    pub fn write(&mut self, id: CommandId, what: OnDisk) {
        let Some(staff) = self.staff() else { return };
        match what {
            OnDisk::Keep => {
                if let Some(row) = self.outbox.find(id) {
                    self.pending
                        .push(Pending::Put(staff, Box::new(row.clone())));
                }
            }
            OnDisk::Drop => self.pending.push(Pending::Drop(staff, id)),
        }
    }

    /// Waits until the row lies there.
    pub fn lay(&mut self, id: CommandId) -> bool {
        let (Some(staff), Some(row)) = (self.staff(), self.outbox.find(id)) else {
            return false;
        };
        self.disk.put(staff, row);
        true
    }

    pub fn has_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    /// The browser gets round to any one of what it was asked for: a row is sealed first, so that a later wish
    /// to forget it may come before it. Two writings of one row come in their order.
    pub fn writes_one(&mut self, chance: &mut Chance) {
        let Some(any) = chance.any(self.pending.len()) else {
            return;
        };
        let row = |at: &Pending| match at {
            Pending::Put(_, row) => Some(row.id),
            Pending::Drop(..) => None,
        };
        let id = row(&self.pending[any]);
        let first = self
            .pending
            .iter()
            .position(|one| id.is_some() && row(one) == id);
        let one = self.pending.remove(first.unwrap_or(any));
        self.carry_out(&one);
    }

    /// All of it, in order.
    pub fn writes_all(&mut self) {
        while !self.pending.is_empty() {
            let one = self.pending.remove(0);
            self.carry_out(&one);
        }
    }

    fn carry_out(&mut self, one: &Pending) {
        match one {
            Pending::Put(staff, row) => {
                self.disk.put(*staff, row);
                if self.staff() == Some(*staff) && !self.outbox.belongs_on_disk(row.id) {
                    self.pending.push(Pending::Drop(*staff, row.id));
                }
            }
            Pending::Drop(staff, id) => self.disk.drop_row(*staff, *id),
        }
    }

    /// The window dies: the browser may or may not have written what it was asked for.
    pub fn dies(&mut self, chance: &mut Chance) {
        while self.has_pending() && !chance.one_in(3) {
            self.writes_one(chance);
        }
        self.pending.clear();
        self.shut(Signed::Out);
        self.open = false;
        self.window += 1;
    }

    /// Shows nothing to the next person here.
    pub fn shut(&mut self, signed: Signed) {
        self.outbox.clear();
        self.form = None;
        self.left_out = false;
        self.signed = signed;
    }

    /// Somebody comes in: takes longer than anything that is still to be written.
    pub fn comes_in(&mut self, staff: StaffId, right: DateTime<Utc>) {
        self.writes_all();
        self.shut(Signed::In(staff));
        self.takes_up(right);
    }

    /// What the last time left on the disk.
    pub fn takes_up(&mut self, right: DateTime<Utc>) {
        let Some(staff) = self.staff() else { return };
        let (found, now) = (self.disk.of(staff), self.now(right));
        for row in found.iter().filter(|row| row.is_settled(now)) {
            if !self.disk.copies.contains_key(&row.id) {
                self.disk.put(staff, row);
            }
        }
        self.left_out = self.outbox.take_up(found, now);
    }

    /// The copies that leave: what somebody who is signed in here sends anyway stays.
    pub fn leaving(&self) -> Vec<(CommandId, StaffId, Value)> {
        let inside = self.staff().is_some();
        let copies = self.disk.copies.iter();
        copies
            .filter(|(id, _)| !(inside && self.outbox.has(**id)))
            .map(|(id, (staff, envelope))| (*id, *staff, envelope.clone()))
            .collect()
    }

    /// The server said that it is lost: everything goes but the copies that could not be given away yet.
    pub fn erases(&mut self) {
        self.pending.clear();
        self.shut(Signed::Out);
        self.disk.rows.clear();
        self.erased = true;
    }

    /// Whether this person can read the row here, now or after signing in.
    pub fn holds(&self, staff: StaffId, id: CommandId) -> bool {
        (self.staff() == Some(staff) && self.outbox.has(id))
            || self.disk.rows.contains_key(&(staff, id))
            || self.disk.copies.contains_key(&id)
    }
}
