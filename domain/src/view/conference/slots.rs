//! 進行表 as one reader may see it: the slots of the cases that she or he may know of, and of no other
//! (BR-027, BR-053). Computed from the cases; a case that is hidden leaves neither a line nor a count.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::access::Subject;
use crate::case::CaseFile;
use crate::conference::{Conference, Slot, SlotMark};
use crate::council::{Council, Role, Staff};
use crate::form::{Attendee, Span};
use crate::id::{AgencyId, CaseId, ConferenceId, MeetingId, PlanId, SlotId, StaffId};
use crate::meeting::{Meeting, MeetingRole, MeetingStatus};
use crate::sub_plan::SubPlanKind;
use crate::view::{CaseCard, Names};

/// What a case's card keeps of its meeting on a conference day, so that the timetable opens no case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDay {
    pub conference: ConferenceId,
    pub meeting: MeetingId,
    pub status: MeetingStatus,
    pub opened_at: Option<DateTime<Utc>>,
    /// Called to this slot, by account.
    pub called: Vec<StaffId>,
    /// 関係者: agencies called, without the one in charge.
    pub agencies: Vec<AgencyId>,
    /// プラン with its newest version.
    pub plan: Option<(PlanId, u16)>,
    /// 家計・就労準備 in the plan whose agency is not called (BR-028).
    pub without: Vec<AgencyId>,
    /// 家計・就労準備 in the plan: support with a plan of its own.
    #[serde(default)]
    pub sub_plans: Vec<SubPlanKind>,
    /// Her consent has become narrower under it (BR-052).
    #[serde(default)]
    pub shaken: bool,
}

/// One line of the 進行表 (F-16). A code stands for her, never a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotLine {
    pub id: SlotId,
    /// Computed from the minutes before.
    pub span: Span,
    pub minutes: u16,
    pub mark: SlotMark,
    pub case: CaseId,
    pub meeting: MeetingId,
    pub case_no: String,
    /// 区域: the municipality or ward whose agency took her in; empty where it works for more.
    pub area: String,
    pub caseworkers: Vec<String>,
    pub related: Vec<String>,
    pub plan: Option<(PlanId, u16)>,
    /// 個別の計画 to be shared too (BR-028), for those in charge: it tells what she needs help with.
    #[serde(default)]
    pub sub_plans: Vec<String>,
    pub status: MeetingStatus,
    pub opened_at: Option<DateTime<Utc>>,
    /// The reader may place it elsewhere or take it off.
    pub places: bool,
    /// 家計・就労準備の担当を呼ぶ (BR-028), for those in charge: a notice, never a stop.
    pub notice: Option<String>,
    /// The circle of people or of what may be told has become narrower: for those who prepare it and
    /// those who lead the day.
    #[serde(default)]
    pub shaken: bool,
}

/// One line on the wall: time, mark and code, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotOnWall {
    pub span: Span,
    pub mark: SlotMark,
    pub case_no: String,
    pub status: MeetingStatus,
}

/// 進行表 on the projector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotsOnWall {
    pub slots: Vec<SlotOnWall>,
    pub now: DateTime<Utc>,
}

impl CaseDay {
    /// The slots of a case; those that were cancelled are gone.
    pub fn all(file: &CaseFile) -> Vec<Self> {
        file.meetings
            .iter()
            .filter(|meeting| meeting.status != MeetingStatus::Cancelled)
            .filter_map(|meeting| Self::of(file, meeting))
            .collect()
    }

    fn of(file: &CaseFile, meeting: &Meeting) -> Option<Self> {
        let leads = meeting.roles.iter().map(|(_, person)| person);
        let people: Vec<&Attendee> = meeting.invited.iter().chain(leads).collect();
        let mut called: Vec<StaffId> = people.iter().filter_map(|person| person.staff).collect();
        called.sort_unstable();
        called.dedup();
        let mut agencies: Vec<AgencyId> = people.iter().map(|person| person.agency).collect();
        agencies.retain(|agency| *agency != file.agency_in_charge);
        agencies.sort_unstable();
        agencies.dedup();
        Some(Self {
            conference: meeting.conference?,
            meeting: meeting.id,
            status: meeting.status,
            opened_at: meeting.opened_at,
            without: without(file, meeting),
            sub_plans: sub_plans(file),
            shaken: meeting.is_shaken(),
            called,
            agencies,
            plan: file
                .current_plan()
                .and_then(|plan| Some((plan.id, plan.current()?.number))),
        })
    }

    /// Whether the reader knows of this slot: called to it, in charge of the case, or the 調整担当者.
    fn is_told_to(&self, card: &CaseCard, me: &Staff, subject: &Subject) -> bool {
        self.called.contains(&me.id) || in_charge(card, me, subject) || coordinates(subject)
    }
}

/// 家計・就労 in the plan, where nobody of that agency is called (BR-028).
pub(crate) fn without(file: &CaseFile, meeting: &Meeting) -> Vec<AgencyId> {
    let mut missing: Vec<AgencyId> = file
        .items_of_services()
        .filter(|item| match item.person {
            Some(person) => !meeting.invites(person),
            None => !meeting.invited.iter().any(|who| who.agency == item.agency),
        })
        .map(|item| item.agency)
        .collect();
    missing.sort_unstable();
    missing.dedup();
    missing
}

fn sub_plans(file: &CaseFile) -> Vec<SubPlanKind> {
    let wanted = file.items_of_services();
    let kinds = wanted.filter_map(|item| SubPlanKind::wanted_by(item.domain));
    let kinds: BTreeSet<SubPlanKind> = kinds.collect();
    kinds.into_iter().collect()
}

/// 区域 of a case (F-16, S3): where the agency that took her in works, or, where that is no municipality or
/// ward, the one in charge. Never made from where she is or was (P4); an agency that must not be known
/// tells none.
fn area(card: &CaseCard, council: &Council) -> String {
    let took_in = card.accepted_by.into_iter();
    let agencies = took_in.chain([card.agency]);
    let areas = agencies.filter_map(|id| council.agency(id)?.told_area());
    let mut areas = areas.filter(|area| !area.code.is_prefecture());
    areas
        .next()
        .map(|area| area.name.clone())
        .unwrap_or_default()
}

fn in_charge(card: &CaseCard, me: &Staff, subject: &Subject) -> bool {
    card.workers.contains(&me.id) || card.is_of_own_agency(subject)
}

fn leads_day(day: &Conference, me: &Staff) -> bool {
    let leads = [MeetingRole::Chair, MeetingRole::Recorder];
    leads.iter().any(|role| day.has_role(me.id, *role))
}

fn coordinates(subject: &Subject) -> bool {
    subject.coordinates && subject.has(Role::CoordinationOfficer)
}

impl SlotLine {
    /// The lines that this reader may see, in the order of the day. `cards` are those cases of the
    /// slots that the reader may find at all.
    pub fn all(
        day: &Conference,
        cards: &[(CaseId, &CaseCard)],
        council: &Council,
        subject: &Subject,
    ) -> Vec<Self> {
        let Some(me) = subject.actor.staff().and_then(|id| council.person(id)) else {
            return Vec::new();
        };
        day.timetable()
            .iter()
            .filter_map(|(slot, span)| {
                let (_, card) = cards.iter().find(|(case, _)| *case == slot.case)?;
                Self::of(slot, *span, (day, card), council, (me, subject))
            })
            .collect()
    }

    fn of(
        slot: &Slot,
        span: Span,
        (day, card): (&Conference, &CaseCard),
        council: &Council,
        (me, subject): (&Staff, &Subject),
    ) -> Option<Self> {
        let known = card
            .days
            .iter()
            .find(|known| known.meeting == slot.meeting && known.conference == day.id)?;
        if card.is_hidden_from(me) || !known.is_told_to(card, me, subject) {
            return None;
        }
        let names = Names::outside(council, me.id).knowing(card.knowers.contains(&me.id));
        let charge = in_charge(card, me, subject);
        let places = charge || coordinates(subject);
        let agencies = |ids: &[AgencyId]| {
            let mut names: Vec<String> = ids.iter().map(|id| names.agency_name(*id)).collect();
            names.sort();
            names.dedup();
            names
        };
        let notice = (!known.without.is_empty() && charge).then(|| {
            format!(
                "計画に、家計か就労の支援があります。担当の機関（{}）を呼ぶか、その計画を持ち寄ってください。",
                agencies(&known.without).join("、")
            )
        });
        Some(Self {
            id: slot.id,
            span,
            minutes: slot.minutes,
            mark: slot.mark,
            case: slot.case,
            meeting: slot.meeting,
            case_no: card.no.clone(),
            area: area(card, council),
            caseworkers: card
                .workers
                .iter()
                .map(|id| names.person_name(*id))
                .collect(),
            related: agencies(&known.agencies),
            plan: known.plan,
            sub_plans: known
                .sub_plans
                .iter()
                .filter(|_| charge)
                .map(|kind| kind.label().to_owned())
                .collect(),
            status: known.status,
            opened_at: known.opened_at,
            places,
            notice,
            shaken: known.shaken && (places || leads_day(day, me)),
        })
    }

    /// The same for the wall.
    pub fn on_wall(&self) -> SlotOnWall {
        SlotOnWall {
            span: self.span,
            mark: self.mark,
            case_no: self.case_no.clone(),
            status: self.status,
        }
    }
}

/// 新規 and 評価 among the lines a reader sees; counted, never typed (domain.md §7 T3).
pub fn counts(lines: &[SlotLine]) -> (usize, usize) {
    let new = lines.iter().filter(|line| line.mark == SlotMark::New);
    let new = new.count();
    (new, lines.len() - new)
}

/// The chair and the recorder of the day, for the head of the paper.
pub fn leads(day: &Conference, names: &Names<'_>) -> Vec<(MeetingRole, String)> {
    day.roles
        .iter()
        .map(|(role, person)| (*role, names.attendee(person)))
        .collect()
}
