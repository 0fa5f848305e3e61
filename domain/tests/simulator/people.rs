//! What people do: sign in, write, press, decide over what asks, and she at her own door.

use domain::command::Actor;
use domain::id::{CommandId, StaffId};
use domain::outbox::{Anew, Disk, Fate, Heard, New, Noun, Press, sent_as};
use serde_json::json;

use crate::chance::Chance;
use crate::device::{Form, Signed};
use crate::faults::Broken;
use crate::network::Then;
use crate::simulation::{Intent, Simulation, TABLETS, Told};
use crate::writing::{self, Writing};

impl Simulation {
    pub fn somebody_acts(&mut self, which: usize, chance: &mut Chance) {
        let now = self.now;
        let device = &mut self.devices[which];
        if device.gone {
            // Whoever found it turns it on.
            device.open = true;
            return;
        }
        match device.signed {
            _ if !device.open => device.open = true,
            Signed::In(staff) => self.works(which, staff, chance),
            Signed::Locked(staff) if chance.one_in(2) => {
                device.comes_in(staff, now);
                self.note(|_| format!("tablet {which} is unlocked"));
            }
            Signed::Out | Signed::Locked(_) if device.online => {
                let staff = chance.pick(&device.people.clone());
                self.signs_in(which, staff);
            }
            Signed::Out | Signed::Locked(_) => {}
        }
    }

    pub fn signs_in(&mut self, which: usize, staff: StaffId) {
        let left = self.server.left_for(staff);
        let device = &mut self.devices[which];
        device.ahead_ms = -device.clock_ms;
        device.comes_in(staff, self.now);
        let moment = device.outbox.moment();
        device.outbox.take_over(&left, moment);
        self.note(|sim| {
            let person = sim.server.story.council.person(staff);
            format!(
                "tablet {which}: {} signs in",
                person.map_or("?", |one| &one.name)
            )
        });
        self.sends_by_itself(which, true);
    }

    fn works(&mut self, which: usize, staff: StaffId, chance: &mut Chance) {
        let asks: Vec<CommandId> = {
            let rows = self.devices[which].outbox.iter();
            rows.filter(|row| row.asks()).map(|row| row.id).collect()
        };
        match chance.below(10) {
            0..6 if asks.is_empty() || chance.one_in(2) => self.writes(which, staff, chance),
            6 => self.sends_by_itself(which, false),
            7 if self.devices[which].left_out => {
                let now = self.now;
                self.devices[which].takes_up(now);
                self.sends_by_itself(which, true);
            }
            8 if self.devices[which].online => {
                let left = self.server.left_for(staff);
                let outbox = &mut self.devices[which].outbox;
                let moment = outbox.moment();
                outbox.take_over(&left, moment);
            }
            _ => {
                if let Some(row) = chance.any(asks.len()) {
                    self.decides(which, staff, asks[row], chance);
                    // The most is under way just now.
                    if chance.one_in(2) {
                        self.note(|_| format!("tablet {which} dies"));
                        self.devices[which].dies(chance);
                    }
                }
            }
        }
    }

    /// Writes something new, or presses again where nobody answered.
    fn writes(&mut self, which: usize, staff: StaffId, chance: &mut Chance) {
        match &self.devices[which].form {
            Some(form) if form.busy => return,
            Some(_) if !chance.one_in(3) => return self.presses(which),
            // The form is closed, or another words are in it.
            _ => {}
        }
        let id = self.id();
        let story = &self.server.story;
        let name = story.council.person(staff).expect("known").name.clone();
        let written = writing::by_staff(story, &name.replace(' ', ""), id, chance);
        let newer = chance.one_in(8);
        self.writes_down(which, staff, written, newer);
    }

    /// Fills a form in and presses. `newer`: by a program that is newer than the server.
    pub fn writes_down(&mut self, which: usize, staff: StaffId, written: Writing, newer: bool) {
        let mut command = sent_as(&writing::about_her(written.act));
        if newer {
            command = writing::unreadable(command);
        }
        self.intents.push(Intent {
            by: Actor::Staff(staff),
            tablet: which,
            command: command.clone(),
            words: written.words,
            ids: Vec::new(),
            told: Told::Nothing,
            taken_back: false,
        });
        self.devices[which].form = Some(Form {
            intent: self.intents.len() - 1,
            command,
            keeps: written.keeps,
            busy: false,
        });
        self.presses(which);
    }

    /// A press of the form: as `send` in the app.
    fn presses(&mut self, which: usize) {
        let (new, now) = (CommandId(self.id()), self.now);
        let device = &mut self.devices[which];
        let Some(form) = &mut device.form else { return };
        form.busy = true;
        let (intent, command, keeps) = (form.intent, form.command.clone(), form.keeps);
        let alike = match self.broken {
            Broken::TakesEqualWordsForOne => device
                .outbox
                .iter()
                .find(|row| row.command == command && !matches!(row.fate, Fate::Refused { .. })),
            _ => None,
        };
        let press = match alike {
            Some(row) => Press::Again(Box::new(row.clone())),
            None => device.outbox.press(&command),
        };
        let known = match &press {
            Press::Arrived { id, .. } => Some(*id),
            Press::Again(row) => Some(row.id),
            Press::New => None,
        };
        let first = self.intents.iter().position(|one| {
            one.told == Told::Nothing && known.is_some_and(|id| one.ids.contains(&id))
        });
        // The same words where nobody answered are the same press, also in a form that was opened anew.
        let intent = match first {
            Some(first) if first != intent => {
                self.intents.truncate(intent);
                first
            }
            _ => intent,
        };
        if let Some(form) = &mut device.form {
            form.intent = intent;
        }
        let row = match press {
            Press::Arrived { id, seq } => {
                let disk = device.outbox.forget(id);
                device.write(id, disk);
                device.form = None;
                self.intents[intent].told = Told::Done(seq);
                return;
            }
            Press::Again(row) => *row,
            Press::New => {
                let row = device.outbox.add(New {
                    id: new,
                    occurred_at: device.now(now),
                    ahead_ms: Some(device.ahead_ms),
                    noun: Noun::Council,
                    command,
                    free: keeps,
                });
                device.write(row.id, Disk::Keep);
                row
            }
        };
        if !self.intents[intent].ids.contains(&row.id) {
            self.intents[intent].ids.push(row.id);
        }
        self.note(|sim| {
            format!(
                "tablet {which} presses {}: {:?}",
                row.kind(),
                sim.intents[intent].words
            )
        });
        let together = self.devices[which].outbox.with_earlier(&row);
        self.carries(which, together, Then::Form { intent, keeps });
    }

    /// Decides over a row that asks: sends it once more, or takes it back.
    pub fn decides(&mut self, which: usize, staff: StaffId, id: CommandId, chance: &mut Chance) {
        let Some(intent) = self.intents.iter().position(|one| one.ids.contains(&id)) else {
            return;
        };
        if chance.one_in(3) {
            self.note(|_| format!("tablet {which}: {id} is taken back"));
            self.intents[intent].taken_back = true;
            self.takes_back(which, staff, id, chance);
            return;
        }
        self.note(|_| format!("tablet {which}: {id} is tried anew"));
        let new = CommandId(self.id());
        let device = &mut self.devices[which];
        match device.outbox.anew(id, new) {
            Anew::Gone => {}
            Anew::Free => {
                let disk = device.outbox.free(id);
                device.write(id, disk);
            }
            Anew::New(new) => {
                let first = self.broken == Broken::TakesTheOldOneBackFirst;
                if first {
                    self.takes_back(which, staff, id, chance);
                }
                let device = &mut self.devices[which];
                let row = device.outbox.add(new);
                device.outbox.heard(row.id, Heard::Kept);
                self.intents[intent].ids.push(row.id);
                if first {
                    device.write(row.id, Disk::Keep);
                } else {
                    device.lay(row.id);
                    self.takes_back(which, staff, id, chance);
                }
            }
        }
        self.sends_by_itself(which, false);
    }

    fn takes_back(&mut self, which: usize, staff: StaffId, id: CommandId, chance: &mut Chance) {
        let device = &mut self.devices[which];
        let disk = device.outbox.forget(id);
        device.write(id, disk);
        if device.online && (self.quiet || !chance.one_in(4)) {
            self.server.take_back(staff, id);
        }
    }

    /// Her own door: online, and each form carries its id.
    pub fn she_acts(&mut self, chance: &mut Chance) {
        let again = self.her_page.take();
        let intent = match again {
            Some(intent) => intent,
            None => {
                let (id, command_id) = (self.id(), CommandId(self.id()));
                let written = writing::by_her(&self.server.story, id, chance);
                self.intents.push(Intent {
                    by: Actor::Woman,
                    tablet: TABLETS.len(),
                    command: sent_as(&writing::about_her(written.act)),
                    words: written.words,
                    ids: vec![command_id],
                    told: Told::Nothing,
                    taken_back: false,
                });
                self.intents.len() - 1
            }
        };
        self.note(|sim| format!("she sends {}", sim.intents[intent].command["case"]["act"]));
        let one = &self.intents[intent];
        let envelope = json!({ "id": one.ids[0], "occurred_at": self.now, "command": one.command });
        self.she_sends(intent, envelope, chance);
    }
}
