//! The end of a run: the network gets quiet, and everything is sent until nothing moves.

use chrono::TimeDelta;
use domain::id::{CommandId, StaffId};
use domain::outbox::{ELSEWHERE, Fate};

use crate::chance::Chance;
use crate::device::Signed;
use crate::simulation::Simulation;

/// Its steps draw from a stream of their own.
const QUIET: u32 = 1_000_000;

impl Simulation {
    /// The network gets quiet, everybody looks into the box, and everything is sent until nothing moves.
    pub fn settles(&mut self) {
        self.quiet = true;
        self.step = QUIET;
        let mut chance = Chance::of(self.seed, QUIET);
        for device in &mut self.devices {
            device.online = true;
            device.open = true;
        }
        if let Some(gone) = self.devices.iter().find(|device| device.gone) {
            self.server.lost.insert(gone.number);
        }
        if self.her_page.is_some() {
            self.she_acts(&mut chance);
        }
        // Each round: all who use a tablet come by, one after the other.
        for _ in 0..3 {
            for which in 0..self.devices.len() {
                self.lands_all(&mut chance);
                self.devices[which].writes_all();
                self.leaves(which, &mut chance);
                if self.devices[which].gone {
                    continue;
                }
                for staff in self.devices[which].people.clone() {
                    self.looks_in(which, staff, &mut chance);
                }
            }
        }
    }

    /// Signs in, decides over what asks, and waits until everything is answered.
    fn looks_in(&mut self, which: usize, staff: StaffId, chance: &mut Chance) {
        if self.devices[which].staff() != Some(staff) {
            self.devices[which].shut(Signed::Out);
            self.leaves(which, chance);
            self.signs_in(which, staff);
        }
        self.passes(TimeDelta::milliseconds(i64::from(ELSEWHERE) + 1));
        self.devices[which].form = None;
        self.devices[which].takes_up(self.now);
        self.sends_by_itself(which, false);
        self.lands_all(chance);
        let unsure: Vec<CommandId> = {
            let rows = self.devices[which].outbox.iter();
            let unsure = rows.filter(|row| row.fate == Fate::Unsure);
            unsure.map(|row| row.id).collect()
        };
        for id in unsure {
            self.decides(which, staff, id, chance);
            self.lands_all(chance);
        }
        self.devices[which].writes_all();
    }

    /// Everything that is under way arrives.
    fn lands_all(&mut self, chance: &mut Chance) {
        while !self.flights.is_empty() {
            self.network_moves(chance);
        }
    }
}
