//! A conference day with her case, for the rules about slots.

#![allow(dead_code)]

use std::collections::BTreeSet;

use domain::command::{Actor, CaseCommand};
use domain::conference::{
    Conference, ConferenceCommand as C, ConferenceEvent, ConferenceHappened, ConferenceKind,
    SlotMark,
};
use domain::consent::{Answer, ConsentKind, ConsentScope};
use domain::event::{CaseEvent, Happened};
use domain::form::{Attendee, InfoCategory};
use domain::handle::{follow_day, place_on_day};
use domain::id::{AgencyId, CaseId, ConferenceId, ConsentId, MeetingId, SlotId};
use domain::meeting::{AgendaTemplate, Meeting};
use domain::refusal::Refusal;
use domain::view::CaseCard;
use domain::view::conference::SlotLine;
use uuid::Uuid;

use crate::hall::Hall;
use crate::scenario::*;
use crate::story::Story;

pub const LAYERED: ConsentId = ConsentId(Uuid::from_u128(0xC7));
pub const ON: &str = "2026-06-10";

pub fn slot(n: u128) -> SlotId {
    SlotId(Uuid::from_u128(0x510 + n))
}

pub fn meeting(n: u128) -> MeetingId {
    MeetingId(Uuid::from_u128(0x3E0 + n))
}

/// A council with a day of that kind, called with all members, and her case with its consents.
pub struct Day {
    pub hall: Hall,
    pub story: Story,
    pub id: ConferenceId,
}

impl Day {
    pub fn of(kind: ConferenceKind) -> Self {
        let mut hall = Hall::new();
        let id = ConferenceId(Uuid::from_u128(0xCF));
        let mut plan = hall.planning(kind, ON);
        if let C::Plan { full, .. } = &mut plan {
            *full = true;
        }
        hall.did("試験調", id, plan);
        hall.did("試験調", id, C::Notify);
        let mut story = Story::until(Step::Consented);
        story.council = hall.council.clone();
        story.at("2026-06-01 09:00");
        Self { hall, story, id }
    }

    /// With her yes to 重層的支援会議, for these agencies.
    pub fn layered(agencies: &[AgencyId]) -> Self {
        let mut day = Self::of(ConferenceKind::LayeredConference);
        day.agrees_to_layered(agencies);
        day
    }

    pub fn agrees_to_layered(&mut self, agencies: &[AgencyId]) {
        let scope = ConsentScope {
            agencies: agencies.iter().copied().collect(),
            categories: BTreeSet::from([InfoCategory::Health, InfoCategory::Housing]),
            purpose: "重層的支援会議".to_owned(),
            excluded: vec![],
        };
        let yes = consent(LAYERED, ConsentKind::LayeredSupport, Answer::Given, scope);
        self.story.as_("試験一子").did(yes);
    }

    pub fn day(&self) -> &Conference {
        &self.hall.conferences[&self.id]
    }

    pub fn command(&self, n: u128, named: Vec<Attendee>) -> CaseCommand {
        CaseCommand::PlaceOnDay {
            conference: self.id,
            meeting: meeting(n),
            slot: slot(n),
            mark: SlotMark::New,
            minutes: 30,
            template: AgendaTemplate::HalfHour,
            named,
            presenter: Some(self.story.attendee("試験一子")),
        }
    }

    pub fn tries(&self, command: &CaseCommand) -> Result<(CaseEvent, ConferenceEvent), Refusal> {
        let actor = Actor::Staff(self.story.id_of("試験一子"));
        let ctx = self.story.context(actor);
        place_on_day(
            self.story.file(),
            &self.story.place,
            self.day(),
            command,
            &ctx,
        )
    }

    #[track_caller]
    pub fn placed(&mut self, n: u128, named: Vec<Attendee>) -> Meeting {
        let command = self.command(n, named);
        let (case, day) = self.tries(&command).expect("placed");
        self.folds(case);
        self.moves(day);
        self.meeting(n).clone()
    }

    pub fn folds(&mut self, what: CaseEvent) {
        let happened = Happened {
            by: Actor::Staff(self.story.id_of("試験一子")),
            at: self.story.now,
            what,
        };
        self.story.opened.as_mut().expect("open").apply(&happened);
    }

    pub fn moves(&mut self, what: ConferenceEvent) {
        let happened = ConferenceHappened {
            by: Actor::Staff(self.story.id_of("試験調")),
            at: self.hall.now,
            what,
        };
        let day = self.hall.conferences.get_mut(&self.id);
        day.expect("planned").apply(&happened);
    }

    pub fn meeting(&self, n: u128) -> &Meeting {
        self.story.file().meeting(meeting(n)).expect("placed")
    }

    pub fn called(&self, n: u128) -> BTreeSet<AgencyId> {
        let invited = &self.meeting(n).invited;
        invited.iter().map(|person| person.agency).collect()
    }

    /// What the 調整担当者 does to the day, and what follows for her meeting.
    pub fn day_does(&mut self, n: u128, act: C) {
        let events = self.hall.tries("試験調", self.id, &act).expect("allowed");
        for event in events {
            if let Some(follows) = follow_day(self.meeting(n), &event) {
                self.folds(follows);
            }
            self.moves(event);
        }
    }

    /// The case under another id, with its own meeting beside the first one's.
    pub fn second_case(&self) -> domain::case::CaseFile {
        let mut other = self.story.file().clone();
        other.id = CaseId(Uuid::from_u128(0xCA5F));
        other.no = "K-R8-0002".to_owned();
        other
    }

    pub fn lines(&self, name: &str, cases: &[&domain::case::CaseFile]) -> Vec<SlotLine> {
        let today = domain::calendar::jst_date(self.story.now);
        let cards: Vec<(CaseId, CaseCard)> = cases
            .iter()
            .map(|file| (file.id, CaseCard::of(file, &self.story.council, today)))
            .collect();
        let cards: Vec<(CaseId, &CaseCard)> = cards.iter().map(|(id, card)| (*id, card)).collect();
        let subject = self.hall.subject(name);
        SlotLine::all(self.day(), &cards, &self.hall.council, &subject)
    }
}
