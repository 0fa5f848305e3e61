//! 引き継ぎ: one worker hands a case over to another, with her knowledge, so that she need not begin
//! again (domain.md §3.6; issue of the second half of a case).
//!
//! The old worker's ties end as the new one accepts: her or his own, and those that come from working
//! in the same agency. What an office gives (調整担当者, センター所長) stays with the office.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::case::{CaseFile, Voice};
use crate::form::Attendee;
use crate::id::{CommentId, HandoverId, StaffId};
use crate::meeting::MeetingStatus::{Archived, Cancelled, Shared};
use crate::plan::CommentAnswer;

/// 引き継ぎ: one proposal and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    pub id: HandoverId,
    /// 前の担当
    pub from: StaffId,
    /// 新しい担当
    pub to: StaffId,
    /// いつから, as it is planned.
    pub on: NaiveDate,
    /// 助けになること
    pub helps: String,
    /// つらくなること
    pub hurts: String,
    /// The new worker takes the old one's place among those who may know the place.
    pub with_place: bool,
    pub by: StaffId,
    pub at: DateTime<Utc>,
    pub status: HandoverStatus,
    /// Acceptance, or why not; a proposal that she stopped ends with her objection.
    pub end: Option<HandoverEnd>,
    /// 本人の異議, oldest first.
    pub objections: Vec<Objection>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoverStatus {
    Proposed,
    Accepted,
    Declined,
    Withdrawn,
    /// She objected before it was accepted.
    Stopped,
}

impl HandoverStatus {
    pub const ALL: [HandoverStatus; 5] = [
        Self::Proposed,
        Self::Accepted,
        Self::Declined,
        Self::Withdrawn,
        Self::Stopped,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Proposed => "返事待ち",
            Self::Accepted => "引き受けた",
            Self::Declined => "引き受けられない",
            Self::Withdrawn => "取下げ",
            Self::Stopped => "本人の異議で止めた",
        }
    }

    pub fn may_become(self, to: HandoverStatus) -> bool {
        match self {
            Self::Proposed => to != Self::Proposed,
            // The old worker goes on, and has read why.
            Self::Declined => to == Self::Withdrawn,
            Self::Accepted | Self::Withdrawn | Self::Stopped => false,
        }
    }
}

/// How a proposal ended, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverEnd {
    /// Why not; empty for an acceptance and a withdrawal.
    pub words: String,
    pub by: StaffId,
    pub at: DateTime<Utc>,
}

/// 本人の異議, to the letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    pub id: CommentId,
    pub words: String,
    pub at: DateTime<Utc>,
    pub by: Voice,
    pub answer: Option<CommentAnswer>,
}

/// What can be asked to happen to a hand-over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoverCommand {
    /// The old worker asks a new one to take the case.
    Propose {
        from: StaffId,
        to: StaffId,
        on: NaiveDate,
        helps: String,
        hurts: String,
        with_place: bool,
    },
    Accept,
    Decline {
        reason: String,
    },
    /// Takes a proposal back, or closes one that was declined: the old worker goes on.
    Withdraw,
    /// 本人の異議, to the letter.
    Object {
        objection: CommentId,
        words: String,
    },
    AnswerObjection {
        objection: CommentId,
        words: String,
    },
}

/// What happened to a hand-over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoverEvent {
    Proposed {
        handover: Box<Handover>,
    },
    /// The old worker's ties end, and the new one stands in her or his place.
    Accepted {
        end: HandoverEnd,
        new: Attendee,
    },
    /// Declined or taken back.
    Ended {
        to: HandoverStatus,
        end: HandoverEnd,
    },
    /// Stops a proposal that was not accepted yet.
    Objected {
        objection: Box<Objection>,
    },
    ObjectionAnswered {
        objection: CommentId,
        answer: CommentAnswer,
    },
}

impl Handover {
    /// Objections of hers that have no answer yet.
    pub fn waiting(&self) -> impl Iterator<Item = &Objection> {
        self.objections
            .iter()
            .filter(|objection| objection.answer.is_none())
    }
}

impl CaseFile {
    pub fn handover(&self, id: HandoverId) -> Option<&Handover> {
        self.handovers.iter().find(|handover| handover.id == id)
    }

    /// The proposal that waits for an answer; there is never a second one.
    pub fn open_handover(&self) -> Option<&Handover> {
        let newest = self.handovers.last()?;
        (newest.status == HandoverStatus::Proposed).then_some(newest)
    }

    /// Whether this person handed the case over and has not been taken back as 担当者 since.
    pub fn has_handed_over(&self, staff: StaffId) -> bool {
        !self.workers.contains(&staff)
            && self.handovers.iter().any(|handover| {
                handover.status == HandoverStatus::Accepted && handover.from == staff
            })
    }

    /// Who stands now where this person stood: the person, or whoever took the case over from her or him.
    pub fn in_place_of(&self, staff: StaffId) -> StaffId {
        let accepted = |handover: &&Handover| handover.status == HandoverStatus::Accepted;
        let taken = self.handovers.iter().filter(accepted);
        taken.fold(staff, |now, handover| {
            match handover.from == now && self.has_handed_over(now) {
                true => handover.to,
                false => now,
            }
        })
    }

    /// Everybody who handed the case over; see [`CaseFile::has_handed_over`].
    pub fn former(&self) -> impl Iterator<Item = StaffId> {
        let from = self.handovers.iter().map(|handover| handover.from);
        from.filter(|staff| self.has_handed_over(*staff))
    }

    /// Whether an objection of hers to any change of worker waits for an answer.
    pub fn objection_waits(&self) -> bool {
        let mut handovers = self.handovers.iter();
        handovers.any(|handover| handover.waiting().next().is_some())
    }

    pub(crate) fn fold_handover(&mut self, id: HandoverId, what: &HandoverEvent) {
        if let HandoverEvent::Proposed { handover } = what {
            self.handovers.push((**handover).clone());
            return;
        }
        let Some(known) = self.handovers.iter_mut().find(|known| known.id == id) else {
            return;
        };
        match what {
            HandoverEvent::Proposed { .. } => {}
            HandoverEvent::Accepted { end, new } => {
                known.status = HandoverStatus::Accepted;
                known.end = Some(end.clone());
                let (from, to, with_place) = (known.from, known.to, known.with_place);
                self.take_over((from, to), with_place, new);
            }
            HandoverEvent::Ended { to, end } => {
                known.status = *to;
                known.end = Some(end.clone());
            }
            HandoverEvent::Objected { objection } => {
                if known.status.may_become(HandoverStatus::Stopped) {
                    known.status = HandoverStatus::Stopped;
                }
                known.objections.push((**objection).clone());
            }
            HandoverEvent::ObjectionAnswered { objection, answer } => {
                let mut objections = known.objections.iter_mut();
                if let Some(known) = objections.find(|known| known.id == *objection) {
                    known.answer = Some(answer.clone());
                }
            }
        }
    }

    /// The new worker stands where the old one stood; what is past stays as it was.
    fn take_over(&mut self, (from, to): (StaffId, StaffId), with_place: bool, new: &Attendee) {
        self.workers.remove(&from);
        self.workers.insert(to);
        if self.place_knowers.remove(&from) && with_place {
            self.place_knowers.insert(to);
        }
        // What was promised to her for a day to come is kept by who is there then.
        let next = self.timings.next_contact.as_mut();
        if let Some(next) = next.filter(|next| next.by == from) {
            next.by = to;
        }
        let old = |person: &Attendee| person.staff == Some(from);
        for meeting in &mut self.meetings {
            if matches!(meeting.status, Shared | Archived | Cancelled) {
                continue;
            }
            let known = meeting.invites(to);
            for person in &mut meeting.invited {
                if old(person) && !known {
                    *person = new.clone();
                }
            }
            meeting.invited.retain(|person| !old(person));
            for (_, person) in &mut meeting.roles {
                if old(person) {
                    *person = new.clone();
                }
            }
        }
        for request in self.requests.iter_mut().filter(|r| r.status.is_unheld()) {
            for role in request.roles.iter_mut().filter(|role| old(&role.person)) {
                role.person = new.clone();
            }
        }
        for role in self.roles.iter_mut().filter(|role| role.until.is_none()) {
            if role.person == Some(from) {
                role.person = (role.agency == new.agency).then_some(to);
            }
        }
    }
}
