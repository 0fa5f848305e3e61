//! 会議 at her door: what is to come, what goes on in her own part, and what was decided. Nothing of the
//! room, of other people's words, or of a decision that was not put into words for her.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::slot::coming;
use super::{HerSlot, Names};
use crate::calendar::{jst, jst_date};
use crate::case::{AttendeeWishes, CaseFile, Voice};
use crate::consent::AttendanceMode;
use crate::council::Council;
use crate::form::Span;
use crate::id::{AgencyId, MeetingId, RecordId, StaffId};
use crate::meeting::{Decision, HerView, Meeting, MeetingKind, MeetingStatus};
use crate::view::AgencyRef;

/// Whether there is a meeting to get ready for, or one going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingSoon {
    Coming,
    GoingOn,
}

impl MeetingSoon {
    pub fn of(file: &CaseFile) -> Option<Self> {
        let mut soon = coming(file).peekable();
        soon.peek()?;
        Some(match soon.any(Meeting::is_live) {
            true => Self::GoingOn,
            false => Self::Coming,
        })
    }
}

/// 会議: what she says before it, her own part while it goes on, what was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingPage {
    /// Called or going on, soonest first.
    pub coming: Vec<HerMeeting>,
    /// How she wants to take part; none = she has not said.
    pub choice: Option<HerChoice>,
    /// Whom she wants there and whom not; none = she was never asked.
    pub wishes: Option<AttendeeWishes>,
    /// Agencies to choose from, by name.
    pub agencies: Vec<AgencyRef>,
    /// Held, newest first.
    pub held: Vec<HeldForHer>,
}

/// One meeting that is to come or going on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerMeeting {
    pub id: MeetingId,
    pub kind: MeetingKind,
    /// Her own part; none where the day is not set.
    pub when: Option<Span>,
    pub live: bool,
    /// What she wrote for its beginning.
    pub letter: Option<String>,
    /// What it begins with as things stand, where she has not written for it.
    pub begins_with: String,
    /// The step that is on: its place counted from 1, how many there are, its title.
    pub step: Option<(usize, usize, String)>,
    /// Put into words for her until now.
    pub decided: Vec<HerDecision>,
    /// What she wrote into it herself, oldest first, with the hour in Japan.
    pub said: Vec<(RecordId, String, chrono::NaiveTime)>,
}

/// How she wants to take part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerChoice {
    pub mode: AttendanceMode,
    /// Who of the staff sits beside her, where that was agreed.
    pub beside: Option<StaffId>,
    pub words: String,
    pub on: NaiveDate,
}

/// A decision in her words: what, by whom, by when, and what she says to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerDecision {
    pub id: RecordId,
    pub meeting: MeetingId,
    pub words: String,
    pub agency: String,
    pub person: Option<String>,
    pub due: Option<NaiveDate>,
    /// Her own answer; silence stays none.
    pub take: Option<(HerView, String, NaiveDate)>,
}

/// A meeting that was held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldForHer {
    pub meeting: MeetingId,
    pub on: NaiveDate,
    /// The record is confirmed.
    pub confirmed: bool,
    /// Her version of it.
    pub version: String,
    pub decisions: Vec<HerDecision>,
    /// 次回, where a day was set.
    pub next: Option<NaiveDate>,
}

impl MeetingPage {
    /// Her page at `now`; the caller knows her parts of conference days.
    pub fn of(file: &CaseFile, council: &Council, slots: &[HerSlot], now: DateTime<Utc>) -> Self {
        let names = Names { file, council };
        let today = jst_date(now);
        let mut soon: Vec<HerMeeting> = coming(file)
            .filter(|meeting| meeting.is_live() || meeting.planned.to.date() >= today)
            .map(|meeting| HerMeeting::of(meeting, slots, &names))
            .collect();
        soon.sort_by_key(|meeting| meeting.when.map(|when| when.from));
        let consent = file.consent(crate::consent::ConsentKind::HerAttendance);
        let choice = file.attendance_wish(today).zip(consent);
        Self {
            coming: soon,
            choice: choice.map(|(wish, consent)| HerChoice {
                mode: wish.mode,
                beside: wish.beside_her,
                words: wish.words.clone(),
                on: jst_date(consent.asked_at),
            }),
            wishes: Some(file.attendee_wishes.clone()).filter(|wishes| wishes.recorded),
            agencies: to_choose(&names),
            held: file
                .meetings
                .iter()
                .rev()
                .filter(|meeting| meeting.is_hers() && is_held(meeting))
                .map(|meeting| HeldForHer::of(meeting, &names))
                .collect(),
        }
    }

    /// The meeting that is going on now.
    pub fn live(&self) -> Option<&HerMeeting> {
        self.coming.iter().find(|meeting| meeting.live)
    }

    /// All decisions she can answer to, with the meetings going on first.
    pub fn decisions(&self) -> impl Iterator<Item = &HerDecision> {
        let live = self.coming.iter().flat_map(|meeting| &meeting.decided);
        live.chain(self.held.iter().flat_map(|held| &held.decisions))
    }
}

impl HerMeeting {
    fn of(meeting: &Meeting, slots: &[HerSlot], names: &Names<'_>) -> Self {
        let slot = slots.iter().find(|slot| slot.meeting == meeting.id);
        let own = meeting.her_attendance.as_ref();
        let own = own.and_then(|part| Some((jst(part.from?), jst(part.to?))));
        let when = match (own, meeting.conference) {
            (Some((from, to)), _) => Some(Span { from, to }),
            (None, None) => Some(meeting.planned),
            // Of the day itself nothing but her own part.
            (None, Some(_)) => slot.map(|slot| slot.span),
        };
        let on = |item: &crate::meeting::AgendaItem| {
            item.started_at.is_some() && item.ended_at.is_none()
        };
        let step = meeting.items.iter().position(on);
        Self {
            id: meeting.id,
            kind: meeting.kind,
            when,
            live: meeting.is_live(),
            letter: meeting
                .her_letter
                .as_ref()
                .filter(|letter| letter.by == Voice::Herself)
                .map(|letter| letter.words.clone()),
            begins_with: meeting.her_statement.clone(),
            step: step.filter(|_| meeting.is_live()).and_then(|at| {
                let title = meeting.items.get(at)?.title.clone();
                Some((at + 1, meeting.items.len(), title))
            }),
            decided: told(meeting, names),
            said: meeting
                .entries
                .iter()
                .filter(|entry| entry.by.is_none())
                .map(|entry| (entry.id, entry.text.clone(), jst(entry.at).time()))
                .collect(),
        }
    }
}

impl HeldForHer {
    fn of(meeting: &Meeting, names: &Names<'_>) -> Self {
        let confirmed = meeting.status != MeetingStatus::Adjourned;
        Self {
            meeting: meeting.id,
            on: meeting.held_on(),
            confirmed,
            version: match confirmed {
                true => meeting.her_version.clone(),
                false => String::new(),
            },
            decisions: told(meeting, names),
            next: match meeting.next_date {
                Some(crate::meeting::NextDate::On(at)) => Some(at.date()),
                _ => None,
            },
        }
    }
}

fn is_held(meeting: &Meeting) -> bool {
    use MeetingStatus::{Adjourned, Archived, MinutesConfirmed, Shared};
    matches!(
        meeting.status,
        Adjourned | MinutesConfirmed | Shared | Archived
    )
}

fn told(meeting: &Meeting, names: &Names<'_>) -> Vec<HerDecision> {
    let told = meeting.decisions.iter().filter(|known| known.is_told());
    told.map(|known| shown(known, meeting.id, names)).collect()
}

fn shown(decision: &Decision, meeting: MeetingId, names: &Names<'_>) -> HerDecision {
    let take = decision.her_take.as_ref();
    HerDecision {
        id: decision.id,
        meeting,
        words: decision.for_her.clone(),
        agency: names.agency(decision.agency),
        person: decision.person.and_then(|id| names.person(id)),
        due: decision.due,
        take: take.map(|take| (take.view, take.words.clone(), jst_date(take.at))),
    }
}

/// Whom she can name: everyone of the council, as she knows them. Who is kept from her case stands among
/// them like the others, so that the list tells nothing; a secret agency only where it helps her.
fn to_choose(names: &Names<'_>) -> Vec<AgencyRef> {
    let Names { file, council } = names;
    let said = &file.attendee_wishes;
    let named: BTreeSet<AgencyId> = &said.welcome | &said.unwelcome;
    let open = council
        .agencies
        .values()
        .filter(|agency| !agency.secret || names.helps(agency.id) || named.contains(&agency.id));
    let mut all: Vec<AgencyRef> = open
        .map(|agency| AgencyRef {
            id: agency.id,
            name: names.agency(agency.id),
        })
        .collect();
    all.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    all
}
