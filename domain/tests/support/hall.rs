//! Conferences of the council, carried out through the public door like [`super::story`].

#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::access::{Action, CaseFacts, Decision, Subject, decide, decide_conference};
use domain::command::{Actor, Command};
use domain::conference::{
    Conference, ConferenceCommand as C, ConferenceEvent, ConferenceHappened, ConferenceKind,
    ProgramMeeting, Rhythm, Series,
};
use domain::council::Council;
use domain::form::{Attendee, Span};
use domain::handle::{Context, handle_conference, plan_conference};
use domain::id::{ConferenceId, RecordId, SeriesId};
use domain::meeting::{Attendance, PresenceMode};
use domain::refusal::Refusal;
use domain::view::conference::{ConferenceView, Conferences, FiscalYear, YearView};
use uuid::Uuid;

use super::world::{self, instant, jst};

/// Why something did not happen at a conference.
#[derive(Debug, Clone, PartialEq)]
pub enum No {
    /// Answers like what does not exist.
    Hidden,
    /// The gate said no.
    Told,
    Refused(Refusal),
}

/// The council with its conferences and a clock.
#[derive(Debug, Clone)]
pub struct Hall {
    pub council: Council,
    pub conferences: BTreeMap<ConferenceId, Conference>,
    pub now: DateTime<Utc>,
    ids: u128,
}

pub fn series_of(kind: ConferenceKind) -> SeriesId {
    let n = ConferenceKind::ALL.iter().position(|k| *k == kind);
    SeriesId(Uuid::from_u128(0x5E0 + n.expect("a kind") as u128))
}

impl Hall {
    /// One series of each kind: the Center and みほん市 the core, the police and 「あかり」 beyond it;
    /// 代表者 of the main office sit in 代表者会議 only.
    pub fn new() -> Self {
        let mut council = world::council();
        for kind in ConferenceKind::ALL {
            let person = |name: &str| attendee(&council, name);
            let (core, full) = match kind {
                ConferenceKind::Representatives => (vec![person("試験代表")], vec![]),
                _ => (
                    vec![person("試験調"), person("試験一子")],
                    vec![person("試験警"), person("試験灯")],
                ),
            };
            let series = Series {
                id: series_of(kind),
                kind,
                name: kind.label().to_owned(),
                area: None,
                rhythm: Rhythm::Regular,
                core,
                full,
                groups: BTreeMap::new(),
                also_serves: BTreeSet::new(),
                ended: false,
            };
            council.series.insert(series.id, series);
        }
        Self {
            council,
            conferences: BTreeMap::new(),
            now: instant("2026-06-01 09:00"),
            ids: 0x9000,
        }
    }

    pub fn at(&mut self, time: &str) -> &mut Self {
        self.now = instant(time);
        self
    }

    pub fn record(&mut self) -> RecordId {
        self.ids += 1;
        RecordId(Uuid::from_u128(self.ids))
    }

    pub fn attendee(&self, name: &str) -> Attendee {
        attendee(&self.council, name)
    }

    pub fn subject(&self, name: &str) -> Subject {
        let id = world::staff_named(&self.council, name).id;
        Subject::staff(&self.council, id, domain::calendar::jst_date(self.now))
    }

    fn context(&self, name: &str) -> Context<'_> {
        Context {
            council: &self.council,
            actor: Actor::Staff(world::staff_named(&self.council, name).id),
            now: self.now,
            occurred_at: self.now,
        }
    }

    pub fn may(&self, name: &str, action: Action, id: ConferenceId) -> bool {
        let conference = &self.conferences[&id];
        let subject = self.subject(name);
        let decision = decide_conference(&subject, action, conference, &self.council, self.now);
        matches!(decision, Decision::Allow(_))
    }

    /// The command as it would plan a conference from ten to twelve on that day.
    pub fn planning(&self, kind: ConferenceKind, on: &str) -> C {
        let (chair, recorder) = match kind {
            ConferenceKind::Representatives => ("試験所長", "試験調"),
            _ => ("試験調", "試験一子"),
        };
        C::Plan {
            series: series_of(kind),
            planned: span(on),
            room: "見本道庁 3階".to_owned(),
            full: false,
            also_serves: BTreeSet::new(),
            invited: vec![],
            chair: self.attendee(chair),
            recorder: self.attendee(recorder),
        }
    }

    /// Any command; planning makes a new conference under that id.
    pub fn does(&mut self, name: &str, id: ConferenceId, act: &C) -> Result<(), No> {
        let action = Action::of(&Command::Conference {
            conference: id,
            act: act.clone(),
        });
        let subject = self.subject(name);
        let known = self.conferences.get(&id);
        let decision = match known {
            Some(known) => decide_conference(&subject, action, known, &self.council, self.now),
            None => decide(&subject, action, &CaseFacts::default()),
        };
        match decision {
            Decision::Allow(_) => {}
            Decision::Deny { hide: true, .. } => return Err(No::Hidden),
            Decision::Deny { .. } => return Err(No::Told),
        }
        let events = self.tries(name, id, act).map_err(No::Refused)?;
        for what in events {
            let happened = ConferenceHappened {
                by: Actor::Staff(world::staff_named(&self.council, name).id),
                at: self.now,
                what,
            };
            match &happened.what {
                ConferenceEvent::ConferencePlanned { conference } => {
                    self.conferences.insert(id, (**conference).clone());
                }
                _ => self
                    .conferences
                    .get_mut(&id)
                    .expect("planned")
                    .apply(&happened),
            }
        }
        Ok(())
    }

    /// What procedure alone says; nothing happens.
    pub fn tries(
        &self,
        name: &str,
        id: ConferenceId,
        act: &C,
    ) -> Result<Vec<ConferenceEvent>, Refusal> {
        let ctx = self.context(name);
        match self.conferences.get(&id) {
            None => plan_conference(id, 1, act, &ctx),
            Some(known) => {
                let target = match act {
                    C::HandIssueUp { to, .. } => self.conferences.get(to),
                    _ => None,
                };
                handle_conference(known, act, target, &ctx)
            }
        }
    }

    #[track_caller]
    pub fn did(&mut self, name: &str, id: ConferenceId, act: C) {
        if let Err(no) = self.does(name, id, &act) {
            panic!("{no:?} for {act:?}");
        }
    }

    #[track_caller]
    pub fn refused(&mut self, name: &str, id: ConferenceId, act: C) -> Refusal {
        match self.does(name, id, &act) {
            Err(No::Refused(refusal)) => refusal,
            other => panic!("expected a refusal, got {other:?}"),
        }
    }

    /// Planned and called for that day.
    pub fn called(&mut self, kind: ConferenceKind, on: &str) -> ConferenceId {
        self.ids += 1;
        let id = ConferenceId(Uuid::from_u128(self.ids));
        let plan = self.planning(kind, on);
        self.did("試験調", id, plan);
        self.did("試験調", id, C::Notify);
        id
    }

    /// Open at ten o'clock, with chair and recorder there.
    pub fn open(&mut self, kind: ConferenceKind, on: &str) -> ConferenceId {
        let id = self.called(kind, on);
        self.at(&format!("{on} 10:00"));
        let (chair, recorder) = leads(kind);
        self.did(chair, id, C::Open);
        let attendance = vec![self.came(chair), self.came(recorder)];
        self.did(recorder, id, C::RecordAttendance { attendance });
        id
    }

    /// Over, confirmed and shared at noon.
    pub fn shared(&mut self, kind: ConferenceKind, on: &str) -> ConferenceId {
        let id = self.open(kind, on);
        let (chair, recorder) = leads(kind);
        self.at(&format!("{on} 12:00"));
        self.did(chair, id, C::Adjourn);
        self.did(recorder, id, C::ConfirmMinutes);
        self.did(recorder, id, C::ShareMinutes);
        id
    }

    pub fn came(&self, name: &str) -> Attendance {
        Attendance {
            person: self.attendee(name),
            mode: PresenceMode::InRoom,
            paper_pledge: false,
        }
    }

    pub fn all(&self) -> Vec<Conference> {
        self.conferences.values().cloned().collect()
    }

    pub fn calendar(&self, name: &str, year: i32) -> Conferences {
        Conferences::of(&self.fiscal(year, &self.all()), &self.subject(name))
    }

    pub fn year(&self, name: &str, year: i32) -> YearView {
        YearView::of(&self.fiscal(year, &self.all()), &self.subject(name))
    }

    fn fiscal<'a>(&'a self, year: i32, all: &'a [Conference]) -> FiscalYear<'a> {
        FiscalYear {
            all,
            council: &self.council,
            year,
            now: self.now,
        }
    }

    pub fn view(&self, name: &str, id: ConferenceId) -> ConferenceView {
        let subject = self.subject(name);
        let conference = &self.conferences[&id];
        ConferenceView::of(conference, &self.all(), &self.council, &subject, self.now)
    }

    pub fn serving(&mut self, kind: ConferenceKind, programme: ProgramMeeting) {
        let series = self.council.series.get_mut(&series_of(kind));
        series.expect("a series").also_serves.insert(programme);
    }
}

/// Chair and recorder of [`Hall::planning`].
pub fn leads(kind: ConferenceKind) -> (&'static str, &'static str) {
    match kind {
        ConferenceKind::Representatives => ("試験所長", "試験調"),
        _ => ("試験調", "試験一子"),
    }
}

pub fn span(on: &str) -> Span {
    Span {
        from: jst(&format!("{on} 10:00")),
        to: jst(&format!("{on} 12:00")),
    }
}

fn attendee(council: &Council, name: &str) -> Attendee {
    let staff = world::staff_named(council, name);
    Attendee {
        agency: staff.agency,
        staff: Some(staff.id),
        name: String::new(),
    }
}
