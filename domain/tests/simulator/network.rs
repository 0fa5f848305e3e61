//! The network: requests that arrive, once, twice, late or never, and answers that may be lost.

use domain::command::Actor;
use domain::id::{DeviceId, StaffId};
use domain::outbox::{self, Failed, Heard, Row};
use domain::wire::{ErrorKind, Outcome, PushResult};
use serde_json::Value;

use crate::chance::Chance;
use crate::device::Signed;
use crate::faults::{Broken, Fare};
use crate::simulation::{Simulation, Told};

type Answer = Result<Vec<PushResult>, ErrorKind>;

/// What the device goes on with when the answer is there.
#[derive(Clone)]
pub enum Then {
    /// The form is told.
    Form { intent: usize, keeps: bool },
    /// The next of what waits goes.
    Next { only_free: bool },
    /// The server could not take them together: one by one.
    OneByOne { rest: Vec<Row> },
}

/// Who waits for an answer.
#[derive(Clone)]
pub struct Waiter {
    pub device: usize,
    pub window: u32,
    pub rows: Vec<Row>,
    pub then: Then,
}

/// A request on its way, or its answer.
pub struct Flight {
    /// None from her door.
    device: Option<DeviceId>,
    actor: Actor,
    envelopes: Vec<Value>,
    waiter: Option<Waiter>,
    answer: Option<Answer>,
}

impl Flight {
    /// Without a network it never begins, and the device hears so.
    pub fn of(device: DeviceId, staff: StaffId, waiter: Waiter, online: bool) -> Self {
        Self {
            device: Some(device),
            actor: Actor::Staff(staff),
            envelopes: waiter.rows.iter().map(Row::envelope).collect(),
            waiter: Some(waiter),
            answer: (!online).then_some(Err(ErrorKind::Unreachable)),
        }
    }

    /// The same request once more, for which nobody waits.
    fn again(&self) -> Self {
        Self {
            device: self.device,
            actor: self.actor,
            envelopes: self.envelopes.clone(),
            waiter: None,
            answer: None,
        }
    }
}

impl Simulation {
    /// Any one of what is under way gets on.
    pub fn network_moves(&mut self, chance: &mut Chance) {
        let Some(which) = chance.any(self.flights.len()) else {
            return;
        };
        let mut flight = self.flights.remove(which);
        match (flight.answer.take(), flight.waiter.take()) {
            (Some(answer), Some(waiter)) => self.hears(waiter, answer, chance),
            (None, waiter) => {
                let fare = if self.quiet {
                    Fare::Arrives
                } else {
                    chance.pick(&Fare::ALL)
                };
                self.note(|_| format!("a request: {fare:?}"));
                flight.waiter = waiter;
                self.fares(flight, fare, chance);
            }
            (Some(_), None) => {}
        }
    }

    fn fares(&mut self, mut flight: Flight, fare: Fare, chance: &mut Chance) {
        let lost = Err(ErrorKind::Unreachable);
        let again = flight.again();
        let answer = match fare {
            Fare::Lost | Fare::Late => lost,
            _ => {
                let fails = fare == Fare::InPart;
                let fails_after = fails.then(|| chance.below(flight.envelopes.len() + 1));
                let answer = self.arrives(&flight, fails_after);
                if fare == Fare::AnswerLost {
                    lost
                } else {
                    answer
                }
            }
        };
        if matches!(fare, Fare::Twice | Fare::Late) {
            self.flights.push(again);
        }
        if flight.waiter.is_some() {
            flight.answer = Some(answer);
            self.flights.push(flight);
        }
    }

    fn arrives(&mut self, flight: &Flight, fails_after: Option<usize>) -> Answer {
        // The sessions of a lost device have ended.
        if flight
            .device
            .is_some_and(|number| self.server.lost.contains(&number))
        {
            return Err(ErrorKind::SignedOut);
        }
        self.server
            .push(flight.actor, &flight.envelopes, fails_after)
    }

    /// Her form is posted; without an answer the page stays as it is.
    pub fn she_sends(&mut self, intent: usize, envelope: Value, chance: &mut Chance) {
        let fare = if self.quiet {
            Fare::Arrives
        } else {
            chance.pick(&Fare::ALL)
        };
        let flight = Flight {
            device: None,
            actor: Actor::Woman,
            envelopes: vec![envelope],
            waiter: None,
            answer: None,
        };
        if matches!(fare, Fare::Twice | Fare::Late) {
            self.flights.push(flight.again());
        }
        let answer = match fare {
            Fare::Lost | Fare::Late => Err(ErrorKind::Unreachable),
            _ => {
                let fails_after = (fare == Fare::InPart).then(|| chance.below(2));
                let answer = self.arrives(&flight, fails_after);
                if fare == Fare::AnswerLost {
                    Err(ErrorKind::Unreachable)
                } else {
                    answer
                }
            }
        };
        match answer.map(|mut all| all.pop().map(|one| (one.id, one.outcome))) {
            Ok(Some((id, Outcome::Done { seq } | Outcome::AlreadyDone { seq }))) => {
                self.told.push((id, seq));
                self.intents[intent].told = Told::Done(seq);
            }
            Ok(Some((_, Outcome::Refused { .. }))) => self.intents[intent].told = Told::Refused,
            _ => self.her_page = Some(intent),
        }
    }

    /// The device goes on with the answer: as `send` and `send_some` in the app.
    fn hears(&mut self, waiter: Waiter, answer: Answer, chance: &mut Chance) {
        let Waiter {
            device: which,
            window,
            rows,
            then,
        } = waiter;
        let device = &mut self.devices[which];
        if !device.open || device.window != window {
            return;
        }
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        device.outbox.mark(&ids, false);
        let answer = answer
            .and_then(|results| outbox::answered(&rows, results).ok_or(ErrorKind::Unreachable));
        let signed_out = answer == Err(ErrorKind::SignedOut);
        for result in answer.iter().flatten() {
            if let Outcome::Done { seq } | Outcome::AlreadyDone { seq } = result.outcome {
                self.told.push((result.id, seq));
            }
        }
        if self.broken == Broken::DropsWhatNobodyAnswered && answer.is_err() {
            for id in &ids {
                let disk = self.devices[which].outbox.forget(*id);
                self.devices[which].write(*id, disk);
            }
        }
        match then {
            Then::Form { intent, keeps } => {
                self.hears_in_turn(which, rows, (intent, keeps), answer, chance);
            }
            Then::Next { only_free } => match answer {
                Ok(results) => {
                    let whole = outbox::is_whole(&rows, &results);
                    self.settles_all(which, results);
                    if whole {
                        self.sends_by_itself(which, only_free);
                    }
                }
                Err(kind) => match Failed::of(kind, rows.len()) {
                    Failed::Later => {}
                    Failed::Refuse => {
                        self.refuses(which, &rows);
                        self.sends_by_itself(which, only_free);
                    }
                    Failed::OneByOne => self.one_by_one(which, rows),
                },
            },
            Then::OneByOne { rest } => match answer {
                Ok(results) => {
                    self.settles_all(which, results);
                    self.one_by_one(which, rest);
                }
                Err(kind) if outbox::is_unknown(kind) => {}
                Err(_) => {
                    self.refuses(which, &rows);
                    self.one_by_one(which, rest);
                }
            },
        }
        if signed_out {
            self.devices[which].shut(Signed::Out);
        }
    }

    /// The last of the rows is the form's: as `in_turn` in the app.
    fn hears_in_turn(
        &mut self,
        which: usize,
        mut rows: Vec<Row>,
        form: (usize, bool),
        answer: Answer,
        chance: &mut Chance,
    ) {
        let Some(row) = rows.pop() else { return };
        let answer = match answer {
            Ok(results) => {
                let (own, others) = results.into_iter().partition(|one| one.id == row.id);
                self.settles_all(which, others);
                Ok(own)
            }
            Err(kind) if !rows.is_empty() && outbox::goes_alone_after(kind) => {
                if self.devices[which].outbox.has(row.id) {
                    let (intent, keeps) = form;
                    return self.carries(which, vec![row], Then::Form { intent, keeps });
                }
                Ok(Vec::new())
            }
            Err(kind) => Err(kind),
        };
        self.form_hears(which, &row, form, answer, chance);
    }

    fn one_by_one(&mut self, which: usize, mut rows: Vec<Row>) {
        if rows.is_empty() {
            return self.sends_by_itself(which, true);
        }
        let rest = rows.split_off(1);
        self.carries(which, rows, Then::OneByOne { rest });
    }

    fn settles_all(&mut self, which: usize, results: Vec<PushResult>) {
        let device = &mut self.devices[which];
        for PushResult { id, outcome } in results {
            let disk = device.outbox.settle(id, outcome);
            device.write(id, disk);
        }
    }

    fn refuses(&mut self, which: usize, rows: &[Row]) {
        let device = &mut self.devices[which];
        for row in rows {
            let disk = device.outbox.refuse(row.id, "読めません");
            device.write(row.id, disk);
        }
    }

    fn form_hears(
        &mut self,
        which: usize,
        row: &Row,
        (intent, keeps): (usize, bool),
        answer: Answer,
        chance: &mut Chance,
    ) {
        let device = &mut self.devices[which];
        let told = match answer.map(|mut all| all.pop().map(|one| one.outcome)) {
            Ok(Some(Outcome::Done { seq } | Outcome::AlreadyDone { seq })) => Told::Done(seq),
            Ok(Some(Outcome::Refused { .. })) => Told::Refused,
            Err(kind) if !outbox::is_unknown(kind) => Told::Refused,
            // Nobody knows: said is only what is true of this device, whose disk may be full.
            _ if keeps && (self.quiet || !chance.one_in(8)) && device.lay(row.id) => Told::Kept,
            _ if keeps && self.broken == Broken::DropsWhatNobodyAnswered => Told::Kept,
            _ => Told::Nothing,
        };
        let heard = match told {
            Told::Done(_) | Told::Refused => Heard::Known,
            Told::Kept => Heard::Kept,
            Told::Nothing => Heard::Unknown,
        };
        if let Some(disk) = device.outbox.heard(row.id, heard) {
            device.write(row.id, disk);
        }
        self.intents[intent].told = told;
        if let Some(form) = &mut device.form
            && form.intent == intent
        {
            form.busy = false;
            if heard != Heard::Unknown {
                device.form = None;
            }
        }
        self.note(|_| format!("tablet {which} is told: {told:?}"));
    }
}
