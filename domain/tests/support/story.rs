//! Carries commands out through the public door: the gate decides, procedure judges, events fold.

#![allow(dead_code)]

use chrono::{DateTime, Utc};
use domain::access::{Action, CaseFacts, Decision, DenyReason, Fields, Subject, decide};
use domain::case::{CaseFile, Whereabouts};
use domain::command::{Actor, CaseCommand, Command, CouncilCommand, Envelope};
use domain::council::{Council, Staff};
use domain::event::{CaseEvent, Happened};
use domain::form::{FormData, join_classes};
use domain::handle::{self, Context};
use domain::id::{ConsentId, StaffId};
use domain::refusal::Refusal;
use domain::view::her::{PlanPage, TiesPage};
use domain::view::tie::TiesView;
use domain::view::{
    Card, CaseCard, CaseView, MeetingView, Names, Notice, PlanView, Reader, RequestView, SheetView,
    TimelineEntry,
};
use uuid::Uuid;

use super::world::{self, CASE};

/// Why something did not happen.
#[derive(Debug, Clone, PartialEq)]
pub enum Stop {
    /// Answers like what does not exist.
    Hidden,
    /// The gate said no, and says why.
    Told(DenyReason),
    /// Procedure said no.
    Refused(Refusal),
}

/// One case from its first day, with a clock that stands still until it is moved.
#[derive(Debug, Clone)]
pub struct Story {
    pub council: Council,
    pub opened: Option<CaseFile>,
    pub place: Whereabouts,
    pub happened: Vec<Happened>,
    pub now: DateTime<Utc>,
    ids: u128,
}

/// Somebody about to do or see something.
pub struct Acting<'a> {
    story: &'a mut Story,
    actor: Actor,
}

impl Story {
    /// Nothing has happened yet.
    pub fn blank() -> Self {
        Self {
            council: world::council(),
            opened: None,
            place: Whereabouts::default(),
            happened: Vec::new(),
            now: world::instant("2026-05-08 21:40"),
            ids: 0x1_0000,
        }
    }

    /// Moves the clock to that time in Japan.
    pub fn at(&mut self, time: &str) -> &mut Self {
        self.now = world::instant(time);
        self
    }

    pub fn file(&self) -> &CaseFile {
        self.opened.as_ref().expect("the case was accepted")
    }

    /// The 相談受付票 with its whereabouts, as it stands.
    pub fn whole_intake(&self) -> FormData {
        join_classes(self.file().intake.clone(), self.place.intake.clone())
    }

    /// An id nobody has used yet.
    pub fn uuid(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(self.ids)
    }

    pub fn person(&self, name: &str) -> &Staff {
        world::staff_named(&self.council, name)
    }

    pub fn id_of(&self, name: &str) -> StaffId {
        self.person(name).id
    }

    pub fn as_(&mut self, name: &str) -> Acting<'_> {
        let actor = Actor::Staff(self.id_of(name));
        Acting { story: self, actor }
    }

    /// She herself, at her own door.
    pub fn her(&mut self) -> Acting<'_> {
        Acting {
            story: self,
            actor: Actor::Woman,
        }
    }

    /// She herself, on that worker's tablet.
    pub fn her_with(&mut self, name: &str) -> Acting<'_> {
        let actor = Actor::WomanWith(self.id_of(name));
        Acting { story: self, actor }
    }

    pub fn acting(&mut self, actor: Actor) -> Acting<'_> {
        Acting { story: self, actor }
    }

    pub fn subject(&self, actor: Actor) -> Subject {
        let today = domain::calendar::jst_date(self.now);
        match actor {
            Actor::Staff(id) => Subject::staff(&self.council, id, today),
            Actor::Woman => Subject::woman(),
            Actor::WomanWith(id) | Actor::WomanShown(id) => Subject {
                actor,
                ..Subject::staff(&self.council, id, today)
            },
        }
    }

    pub fn facts(&self, actor: Actor) -> CaseFacts {
        CaseFacts::of(self.file(), &self.council, &self.subject(actor), self.now)
    }

    pub fn context(&self, actor: Actor) -> Context<'_> {
        Context {
            council: &self.council,
            actor,
            now: self.now,
            occurred_at: self.now,
        }
    }

    /// The case in the hands of that reader.
    pub fn read_by<V>(&self, actor: Actor, view: impl FnOnce(&Reader<'_>) -> V) -> V {
        let subject = self.subject(actor);
        let facts = self.facts(actor);
        view(&Reader::of(
            self.file(),
            &self.council,
            &subject,
            &facts,
            self.now,
        ))
    }

    fn fold(&mut self, by: Actor, what: CaseEvent) {
        let happened = Happened {
            by,
            at: self.now,
            what,
        };
        if let CaseEvent::CaseAccepted { case } = &happened.what {
            self.opened = Some((**case).clone());
        }
        if let Some(file) = &mut self.opened {
            file.apply(&happened);
        }
        self.place.apply(&happened);
        self.happened.push(happened);
    }

    /// The newest consent of the kind, by id.
    pub fn consent(&self, kind: domain::consent::ConsentKind) -> ConsentId {
        self.file().consent(kind).expect("asked before").id
    }

    /// Everything the reader's screens and papers about the case would carry, as one text; what is
    /// refused adds nothing.
    pub fn all_that_reaches(&mut self, name: &str) -> String {
        let mut text = String::new();
        let mut add = |what: Result<String, Stop>| text.push_str(&what.unwrap_or_default());
        let json = |value: &dyn erased::Json| value.json();
        add(self.as_(name).case_view().map(|v| json(&v)));
        add(self.as_(name).timeline().map(|v| json(&v)));
        add(self.as_(name).card().map(|v| json(&v)));
        add(self.as_(name).ties().map(|v| json(&v)));
        add(self.as_(name).ties_paper(true).map(|v| json(&v)));
        let requests: Vec<_> = self.file().requests.iter().map(|r| r.id).collect();
        for id in requests {
            add(self.as_(name).request_view(id).map(|v| json(&v)));
            add(self.as_(name).sheet(id, false).map(|v| json(&v)));
        }
        let meetings: Vec<_> = self.file().meetings.iter().map(|m| m.id).collect();
        for id in meetings {
            add(self.as_(name).meeting_view(id).map(|v| json(&v)));
            add(self.as_(name).notice(id).map(|v| json(&v)));
        }
        let plans: Vec<_> = self.file().plans.iter().map(|p| p.id).collect();
        for id in plans {
            add(self.as_(name).plan_view(id).map(|v| json(&v)));
        }
        text
    }
}

mod erased {
    /// Anything that can be written down as it would travel.
    pub trait Json {
        fn json(&self) -> String;
    }

    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> String {
            serde_json::to_string(self).expect("views can be written")
        }
    }
}

impl Acting<'_> {
    /// The gate's word.
    pub fn may(&self, action: Action) -> Result<Fields, Stop> {
        let subject = self.story.subject(self.actor);
        let facts = match &self.story.opened {
            Some(file) => CaseFacts::of(file, &self.story.council, &subject, self.story.now),
            None => CaseFacts::default(),
        };
        match decide(&subject, action, &facts) {
            Decision::Allow(fields) => Ok(fields),
            Decision::Deny { hide: true, .. } => Err(Stop::Hidden),
            Decision::Deny { why, hide: false } => Err(Stop::Told(why)),
        }
    }

    pub fn facts(&self) -> CaseFacts {
        self.story.facts(self.actor)
    }

    /// 相談受理.
    pub fn accepts(&mut self, no: &str, form: &FormData) -> Result<(), Stop> {
        self.may(Action::AcceptCase)?;
        let ctx = self.story.context(self.actor);
        let events = handle::accept_case(CASE, no.to_owned(), form, &ctx).map_err(Stop::Refused)?;
        for event in events {
            self.story.fold(self.actor, event);
        }
        Ok(())
    }

    /// One command as a device sent it, through the gate and procedure, with the time by that device.
    pub fn sends(&mut self, envelope: &Envelope) -> Result<Vec<CaseEvent>, Stop> {
        let Command::Case { case: CASE, act } = &envelope.command else {
            return Err(Stop::Hidden);
        };
        self.may(Action::of(&envelope.command))?;
        let story = &*self.story;
        let ctx = Context::of(&story.council, self.actor, story.now, envelope);
        let events = handle::handle(story.file(), &story.place, act, &ctx);
        let events = events.map_err(Stop::Refused)?;
        for event in &events {
            self.story.fold(self.actor, event.clone());
        }
        Ok(events)
    }

    /// One command through the gate and procedure.
    pub fn does(&mut self, act: CaseCommand) -> Result<Vec<CaseEvent>, Stop> {
        let command = Command::Case {
            case: CASE,
            act: act.clone(),
        };
        self.may(Action::of(&command))?;
        let events = self.tries(&act).map_err(Stop::Refused)?;
        for event in &events {
            self.story.fold(self.actor, event.clone());
        }
        Ok(events)
    }

    /// What procedure alone says; nothing happens.
    pub fn tries(&self, act: &CaseCommand) -> Result<Vec<CaseEvent>, Refusal> {
        let ctx = self.story.context(self.actor);
        handle::handle(self.story.file(), &self.story.place, act, &ctx)
    }

    /// A command that must succeed.
    #[track_caller]
    pub fn did(&mut self, act: CaseCommand) -> Vec<CaseEvent> {
        match self.does(act.clone()) {
            Ok(events) => events,
            Err(stop) => panic!("{stop:?} for {act:?}"),
        }
    }

    /// Refused by procedure, and how.
    #[track_caller]
    pub fn refused(&mut self, act: CaseCommand) -> Refusal {
        match self.does(act) {
            Err(Stop::Refused(refusal)) => refusal,
            other => panic!("expected a refusal, got {other:?}"),
        }
    }

    pub fn does_for_council(&mut self, act: CouncilCommand) -> Result<(), Stop> {
        self.may(Action::of(&Command::Council(act.clone())))?;
        let story = &mut *self.story;
        let events = handle::handle_council(&story.council, self.actor, &act, story.now)
            .map_err(Stop::Refused)?;
        for event in events {
            story.council.apply(&event);
        }
        Ok(())
    }

    fn names(&self) -> Names<'_> {
        let reader = self.actor.staff().expect("a staff reader");
        Names::within(&self.story.council, reader, self.story.file())
    }

    /// What `view` shows of the case, if the action opens it.
    fn sees<V>(
        &self,
        action: Action,
        view: impl FnOnce(&Reader<'_>, &Fields) -> Option<V>,
    ) -> Result<V, Stop> {
        let fields = self.may(action)?;
        let seen = self
            .story
            .read_by(self.actor, |reader| view(reader, &fields));
        seen.ok_or(Stop::Hidden)
    }

    pub fn case_view(&self) -> Result<CaseView, Stop> {
        self.sees(Action::SeeCase, |reader, fields| {
            Some(CaseView::of(reader, fields, 1))
        })
    }

    pub fn request_view(&self, id: domain::id::RequestId) -> Result<RequestView, Stop> {
        self.sees(Action::SeeRequest, |reader, fields| {
            let request = reader.file.request(id)?;
            Some(RequestView::of(reader, fields, request))
        })
    }

    pub fn sheet(&self, id: domain::id::RequestId, open_address: bool) -> Result<SheetView, Stop> {
        self.sees(Action::PrintSheet, |reader, fields| {
            let request = reader.file.request(id)?;
            let place = fields.whereabouts.then_some(&self.story.place);
            Some(SheetView::of(reader, fields, request, place, open_address))
        })
    }

    pub fn meeting_view(&self, id: domain::id::MeetingId) -> Result<MeetingView, Stop> {
        self.sees(Action::SeeMeeting, |reader, fields| {
            let meeting = reader.file.meeting(id)?;
            Some(MeetingView::of(reader, fields, meeting))
        })
    }

    pub fn notice(&self, id: domain::id::MeetingId) -> Result<Notice, Stop> {
        self.may(Action::SeeNotice)?;
        let file = self.story.file();
        let meeting = file.meeting(id).ok_or(Stop::Hidden)?;
        let reader = self.actor.staff().ok_or(Stop::Hidden)?;
        Ok(Notice::of(file, meeting, reader, &self.names()))
    }

    pub fn plan_view(&self, id: domain::id::PlanId) -> Result<PlanView, Stop> {
        self.sees(Action::SeePlan, |reader, fields| {
            let plan = reader.file.plan(id)?;
            let safety = self.story.place.safety_plans.get(&id).cloned();
            Some(PlanView::of(reader, fields, plan, safety))
        })
    }

    pub fn ties(&self) -> Result<TiesView, Stop> {
        self.sees(Action::SeeCase, |reader, fields| {
            Some(TiesView::of(reader, fields))
        })
    }

    pub fn ties_paper(&self, names: bool) -> Result<TiesView, Stop> {
        self.sees(Action::PrintSheet, |reader, fields| {
            Some(TiesView::for_paper(reader, fields, names))
        })
    }

    pub fn timeline(&self) -> Result<Vec<TimelineEntry>, Stop> {
        self.sees(Action::SeeCase, |reader, fields| {
            let happened = self.story.happened.iter().zip(1..);
            let listed = happened.filter(|(known, _)| TimelineEntry::is_listed(&known.what));
            let seen =
                listed.filter_map(|(known, seq)| TimelineEntry::of(seq, known, reader, fields));
            Some(seen.collect())
        })
    }

    pub fn card(&self) -> Result<Card, Stop> {
        self.may(Action::SeeCase)?;
        let today = domain::calendar::jst_date(self.story.now);
        let card = CaseCard::of(self.story.file(), &self.story.council, today);
        let reader = self.actor.staff().expect("a staff reader");
        let subject = self.story.subject(self.actor);
        Ok(card.for_reader(CASE, &self.story.council, &subject, reader, today))
    }

    /// Who is around her, at her own door.
    pub fn ties_page(&self) -> TiesPage {
        let today = domain::calendar::jst_date(self.story.now);
        TiesPage::of(self.story.file(), &self.story.council, today)
    }

    /// What she reads at her own door.
    pub fn page(&self) -> PlanPage {
        PlanPage::of(self.story.file(), &self.story.council, self.story.now)
    }
}
