//! 進行表 (F-16): the slots of a conference day. A slot is one case's own meeting; what is said about
//! her stands there and nothing of it here. Times and counts are computed, never typed.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use super::{Conference, ConferenceKind, NotHeld};
use crate::calendar;
use crate::form::Span;
use crate::id::{CaseId, MeetingId, SlotId};
use crate::meeting::{MeetingKind, MeetingStatus};

/// 枠: one case's place in the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    pub id: SlotId,
    pub case: CaseId,
    /// The case's own meeting.
    pub meeting: MeetingId,
    /// 目安 in minutes
    pub minutes: u16,
    pub mark: SlotMark,
}

/// 新規／評価.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotMark {
    New,
    Evaluation(Evaluated),
}

/// 種別 of an evaluation (F-16). A change of the plan is no re-plan, so these are not the four
/// timings of [`crate::posthoc::MeetingTiming`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evaluated {
    /// 終結
    Closing,
    /// プラン変更
    Change,
    /// 再プラン
    Replan,
    /// 中断
    Suspension,
}

impl SlotMark {
    pub const ALL: [SlotMark; 5] = [
        Self::New,
        Self::Evaluation(Evaluated::Closing),
        Self::Evaluation(Evaluated::Change),
        Self::Evaluation(Evaluated::Replan),
        Self::Evaluation(Evaluated::Suspension),
    ];

    /// 新規 or 評価.
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "新規",
            Self::Evaluation(_) => "評価",
        }
    }

    /// What is evaluated; empty for a new case.
    pub fn kind(self) -> &'static str {
        match self {
            Self::New => "",
            Self::Evaluation(Evaluated::Closing) => "終結",
            Self::Evaluation(Evaluated::Change) => "変更",
            Self::Evaluation(Evaluated::Replan) => "再プラン",
            Self::Evaluation(Evaluated::Suspension) => "中断",
        }
    }
}

impl ConferenceKind {
    /// What a slot of such a day is; none where a conference takes no slots: a case that comes under
    /// another basis has no place in it (BR-051).
    pub fn slot_kind(self) -> Option<MeetingKind> {
        match self {
            Self::CaseReviewDay => Some(MeetingKind::CaseReview),
            Self::LayeredConference => Some(MeetingKind::Layered),
            Self::InHouse => Some(MeetingKind::InHouse),
            Self::Representatives
            | Self::Practitioners
            | Self::SupportConference
            | Self::ProgressManagement => None,
        }
    }
}

impl Conference {
    pub fn slot(&self, id: SlotId) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.id == id)
    }

    /// The slot that is this meeting.
    pub fn slot_of(&self, meeting: MeetingId) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.meeting == meeting)
    }

    /// Each slot with its time: the beginning of the day and the minutes before it. May run past
    /// the planned end, because minutes are a guide.
    pub fn timetable(&self) -> Vec<(Slot, Span)> {
        let mut from = self.planned.from;
        let timed = self.slots.iter().map(|slot| {
            let to = from + Duration::minutes(slot.minutes.into());
            let span = Span { from, to };
            from = to;
            (*slot, span)
        });
        timed.collect()
    }

    /// A 重層的支援会議 whose day has gone by without its being opened: how it stands depends on whether
    /// it had a case.
    pub fn went_by(&self, now: DateTime<Utc>) -> bool {
        let gone_by = calendar::instant(self.planned.to) < now
            && calendar::jst_date(now) > self.planned.to.date();
        self.kind.needs_a_case() && self.status.is_unheld() && gone_by
    }

    /// How the conference stands at that moment, with why it was not held. A 重層的支援会議 whose day has
    /// gone by unopened and without a case was not held for want of one (案件なしのため開催せず, S4;
    /// BR-031): nobody has to write that down.
    ///
    /// To each reader by the slots that she or he may know of: the caller leaves out those of cases that
    /// the reader is blocked from. For who must not know of the only case the day had none, in the list,
    /// on the page and in the counts alike; 「予定」 beside an empty 進行表 would tell of a case and of the
    /// block (BR-053). What it says is not wrong either: no conference took place that day.
    pub fn standing(&self, now: DateTime<Utc>) -> (MeetingStatus, Option<NotHeld>) {
        if self.went_by(now) && self.slots.is_empty() {
            (MeetingStatus::Cancelled, Some(NotHeld::NoCases))
        } else {
            (self.status, self.not_held.clone())
        }
    }
}
