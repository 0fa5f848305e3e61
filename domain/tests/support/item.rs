//! 案件 of a 支援会議, carried out through the public door like [`super::hall`].

#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Decision, decide_matter};
use domain::command::{Actor, Command};
use domain::conference::{ConferenceCommand as C, ConferenceKind};
use domain::form::Attendee;
use domain::handle::{Context, handle_matter, raise_matter};
use domain::id::{AgencyId, ConferenceId, MatterId, RecordId};
use domain::matter::{
    Matter, MatterCommand as M, MatterEvent, MatterHappened, MatterMark, MatterPerson, NewPoint,
};
use domain::meeting::{Attendance, PresenceMode};
use domain::refusal::Refusal;
use domain::view::matter::{MatterNotice, MatterView, Matters};
use uuid::Uuid;

use super::hall::{Hall, No, series_of};
use super::world::{self, CITY, POLICE};

pub const ITEM: MatterId = MatterId(Uuid::from_u128(0x17E0));
pub const DAY: &str = "2026-09-09";

pub const CUT_OFF: RecordId = RecordId(Uuid::from_u128(0xF01));
pub const MOTHER: RecordId = RecordId(Uuid::from_u128(0xF02));
pub const HEARSAY: RecordId = RecordId(Uuid::from_u128(0xF03));
/// What the neighbour said; 水道局 must never read it.
pub const HEARD: &str = "近所の人から、怒鳴り声を聞いたという話";

/// The hall with the items of its 支援会議. 試験 警 of 「みほん警察署（架空）」 sits where 水道局 does.
#[derive(Debug, Clone)]
pub struct Items {
    pub hall: Hall,
    pub matters: BTreeMap<MatterId, Matter>,
    pub happened: Vec<(MatterId, MatterHappened)>,
}

pub fn records(id: RecordId, text: &str, hearsay: bool, to: &[AgencyId]) -> NewPoint {
    NewPoint {
        id,
        text: text.to_owned(),
        source: POLICE,
        hearsay,
        to: to.iter().copied().collect(),
    }
}

pub fn person() -> MatterPerson {
    MatterPerson {
        name: "架空 とし子".to_owned(),
        kana: "かくう としこ".to_owned(),
        birth: domain::case::Birth::Date(world::day("1969-02-03")),
        household: "母 架空 まつ（76歳）と二人".to_owned(),
    }
}

impl Items {
    pub fn new() -> Self {
        Self {
            hall: Hall::new(),
            matters: BTreeMap::new(),
            happened: Vec::new(),
        }
    }

    /// A conference of that kind is called for the day, with 試験 警 and 試験 児 besides chair and
    /// recorder.
    pub fn called(&mut self, kind: ConferenceKind, day: &str) -> ConferenceId {
        let id = ConferenceId(Uuid::from_u128(
            0xC0F0 + self.hall.conferences.len() as u128,
        ));
        let mut plan = self.hall.planning(kind, day);
        if let C::Plan {
            invited, series, ..
        } = &mut plan
        {
            *series = series_of(kind);
            *invited = vec![self.hall.attendee("試験警"), self.hall.attendee("試験児")];
        }
        self.hall.did("試験調", id, plan);
        self.hall.did("試験調", id, C::Notify);
        id
    }

    /// The item of scenario 3.1: three points, the third hearsay and not for 水道局.
    pub fn raising(&self, conference: ConferenceId) -> M {
        M::Raise {
            conference,
            heading: "水道が止まりそうな世帯".to_owned(),
            person: person(),
            mark: MatterMark::New,
            minutes: 20,
            people: vec![self.hall.attendee("試験警")],
            leave_out: BTreeSet::new(),
            excluded: BTreeSet::new(),
            excluded_people: BTreeSet::new(),
            points: vec![
                records(CUT_OFF, "水道停止の予定は9月30日", false, &[CITY, POLICE]),
                records(MOTHER, "母の姿が見えない", false, &[CITY, POLICE]),
                records(HEARSAY, HEARD, true, &[CITY]),
            ],
            takes_up: None,
        }
    }

    /// Raised by 試験 一子 two days before.
    pub fn raised() -> (Self, ConferenceId) {
        let mut items = Self::new();
        items.hall.at("2026-09-07 09:00");
        let conference = items.called(ConferenceKind::SupportConference, DAY);
        let raise = items.raising(conference);
        items.did("試験一子", ITEM, raise);
        (items, conference)
    }

    /// The conference is open and the item runs, with all who were called there.
    pub fn running() -> (Self, ConferenceId) {
        let (mut items, conference) = Self::raised();
        items.hall.at(&format!("{DAY} 10:00"));
        items.hall.did("試験調", conference, C::Open);
        items.did("試験調", ITEM, M::Start);
        let attendance = items.came(&["試験調", "試験一子", "試験警"]);
        items.did("試験一子", ITEM, M::RecordAttendance { attendance });
        (items, conference)
    }

    /// Everything over and shared at noon.
    pub fn shared() -> (Self, ConferenceId) {
        let (mut items, conference) = Self::running();
        items.did("試験調", ITEM, M::Finish);
        items.closes(conference);
        (items, conference)
    }

    pub fn closes(&mut self, conference: ConferenceId) {
        let attendance = vec![self.hall.came("試験調"), self.hall.came("試験一子")];
        self.hall
            .did("試験一子", conference, C::RecordAttendance { attendance });
        self.hall.at(&format!("{DAY} 12:00"));
        self.hall.did("試験調", conference, C::Adjourn);
        self.hall.did("試験一子", conference, C::ConfirmMinutes);
        self.hall.did("試験一子", conference, C::ShareMinutes);
    }

    pub fn came(&self, names: &[&str]) -> Vec<Attendance> {
        names.iter().map(|name| self.hall.came(name)).collect()
    }

    pub fn guest(&self, agency: AgencyId, name: &str) -> Attendee {
        Attendee {
            agency,
            staff: None,
            name: name.to_owned(),
        }
    }

    fn context(&self, name: &str) -> Context<'_> {
        Context {
            council: &self.hall.council,
            actor: Actor::Staff(world::staff_named(&self.hall.council, name).id),
            now: self.hall.now,
            occurred_at: self.hall.now,
        }
    }

    /// What the gate says about the item, or about raising one in that conference.
    pub fn decision(
        &self,
        name: &str,
        action: Action,
        conference: ConferenceId,
        matter: Option<MatterId>,
    ) -> Decision {
        let subject = self.hall.subject(name);
        let matter = matter.map(|id| &self.matters[&id]);
        let conference = &self.hall.conferences[&conference];
        let council = &self.hall.council;
        decide_matter(&subject, action, matter, conference, council, self.hall.now)
    }

    pub fn sees(&self, name: &str) -> bool {
        let conference = self.matters[&ITEM].conference;
        let decision = self.decision(name, Action::SeeMatter, conference, Some(ITEM));
        matches!(decision, Decision::Allow(_))
    }

    /// Any command; raising makes a new item under that id.
    pub fn does(&mut self, name: &str, id: MatterId, act: &M) -> Result<(), No> {
        let action = Action::of(&Command::Matter {
            matter: id,
            act: act.clone(),
        });
        let known = self.matters.get(&id);
        let conference = match (known, act) {
            (Some(known), _) => known.conference,
            (None, M::Raise { conference, .. }) => *conference,
            (None, _) => return Err(No::Hidden),
        };
        match self.decision(name, action, conference, known.map(|known| known.id)) {
            Decision::Allow(_) => {}
            Decision::Deny { hide: true, .. } => return Err(No::Hidden),
            Decision::Deny { .. } => return Err(No::Told),
        }
        let events = self.tries(name, id, act).map_err(No::Refused)?;
        for what in events {
            let happened = MatterHappened {
                by: Actor::Staff(world::staff_named(&self.hall.council, name).id),
                at: self.hall.now,
                what,
            };
            match &happened.what {
                MatterEvent::MatterRaised { matter } => {
                    self.matters.insert(id, (**matter).clone());
                }
                _ => self.matters.get_mut(&id).expect("raised").apply(&happened),
            }
            self.happened.push((id, happened));
        }
        Ok(())
    }

    /// What procedure alone says; nothing happens.
    pub fn tries(&self, name: &str, id: MatterId, act: &M) -> Result<Vec<MatterEvent>, Refusal> {
        let ctx = self.context(name);
        match (self.matters.get(&id), act) {
            (
                None,
                M::Raise {
                    conference,
                    takes_up,
                    ..
                },
            ) => {
                let number = u16::try_from(self.matters.len() + 1).expect("few");
                let earlier = takes_up.and_then(|id| self.matters.get(&id));
                let conference = &self.hall.conferences[conference];
                raise_matter(id, number, act, conference, earlier, &ctx)
            }
            (None, _) => Err(Refusal::NotFound),
            (Some(known), _) => {
                let conference = &self.hall.conferences[&known.conference];
                handle_matter(known, conference, act, &ctx)
            }
        }
    }

    #[track_caller]
    pub fn did(&mut self, name: &str, id: MatterId, act: M) {
        if let Err(no) = self.does(name, id, &act) {
            panic!("{no:?} for {act:?}");
        }
    }

    #[track_caller]
    pub fn refused(&mut self, name: &str, id: MatterId, act: M) -> Refusal {
        match self.does(name, id, &act) {
            Err(No::Refused(refusal)) => refusal,
            other => panic!("expected a refusal, got {other:?}"),
        }
    }

    /// What of the item reaches this reader, behind the gate.
    pub fn view(&self, name: &str) -> Option<MatterView> {
        if !self.sees(name) {
            return None;
        }
        let matter = &self.matters[&ITEM];
        let all: Vec<Matter> = self.matters.values().cloned().collect();
        let conference = &self.hall.conferences[&matter.conference];
        let subject = self.hall.subject(name);
        MatterView::of(
            matter,
            &all,
            conference,
            &self.hall.council,
            &subject,
            self.hall.now,
        )
    }

    /// What of the conference's items is in this reader's inbox.
    pub fn notices(&self, name: &str, conference: ConferenceId) -> Vec<MatterNotice> {
        let all: Vec<Matter> = self.matters.values().cloned().collect();
        let subject = self.hall.subject(name);
        let conference = &self.hall.conferences[&conference];
        MatterNotice::of(
            conference,
            &all,
            &self.hall.council,
            &subject,
            self.hall.now,
        )
    }

    /// The reader's own lines of the timetable.
    pub fn lines(&self, name: &str, conference: ConferenceId) -> Option<Matters> {
        let all: Vec<Matter> = self.matters.values().cloned().collect();
        let subject = self.hall.subject(name);
        let conference = &self.hall.conferences[&conference];
        Matters::of(
            conference,
            &all,
            &self.hall.council,
            &subject,
            self.hall.now,
        )
    }
}

pub fn absent(mut attendance: Attendance) -> Attendance {
    attendance.mode = PresenceMode::Absent;
    attendance
}
