//! 招集通知 to one 案件, for those who are called to it and not to its 支援会議: their way to the item.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::access::{Action, Subject, decide_matter};
use crate::conference::{Conference, ConferenceKind, NotHeld};
use crate::council::Council;
use crate::form::Span;
use crate::id::MatterId;
use crate::matter::{Matter, MatterStatus};
use crate::view::Names;
use crate::view::conference::covered;

/// 案件へのご案内: day, hour, place and kind. Neither whom it is about nor its heading is in it: a notice
/// lies open on a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterNotice {
    pub matter: MatterId,
    pub kind: ConferenceKind,
    /// When the item is on, by the guide times of those before it; never typed.
    pub span: Span,
    pub room: String,
    /// The conference will not be held after all.
    pub not_held: Option<NotHeld>,
    /// 次の回へ: it is not on in this sitting.
    pub carried_over: bool,
    /// It was shared with those who were there.
    #[serde(default)]
    pub shared: bool,
    /// The reader may open the item now.
    pub opens: bool,
}

impl MatterNotice {
    /// What the reader is told of the items of one conference, in their order. Whoever is called to
    /// the conference has its own notice, and finds the items on its page.
    pub fn of(
        conference: &Conference,
        all: &[Matter],
        council: &Council,
        subject: &Subject,
        now: DateTime<Utc>,
    ) -> Vec<Self> {
        let Some(reader) = subject.actor.staff() else {
            return Vec::new();
        };
        if conference.invites(reader) {
            return Vec::new();
        }
        let names = Names::outside(council, reader);
        let may = |action, matter: &Matter| {
            decide_matter(subject, action, Some(matter), conference, council, now).allows()
        };
        let mut mine: Vec<&Matter> = all
            .iter()
            .filter(|matter| may(Action::SeeNotice, matter))
            .collect();
        mine.sort_by_key(|matter| matter.number);
        let notice = |matter: &Matter| {
            let from = matter.starts(conference, all);
            let minutes = TimeDelta::minutes(matter.minutes.into());
            Self {
                matter: matter.id,
                kind: conference.kind,
                span: Span {
                    from,
                    to: from.checked_add_signed(minutes).unwrap_or(from),
                },
                room: names.cover(&conference.room),
                not_held: covered(conference.not_held.clone(), &names),
                carried_over: matter.status == MatterStatus::CarriedOver
                    && matter.started_at.is_none(),
                shared: conference.is_shared_lately(now),
                opens: may(Action::SeeMatter, matter),
            }
        };
        mine.into_iter().map(notice).collect()
    }
}
