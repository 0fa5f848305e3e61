//! Support that has gone on for three months, and the look back at it.

#![allow(dead_code)]

use std::collections::BTreeSet;

use domain::case::CaseStatus;
use domain::command::CaseCommand as C;
use domain::consent::{Answer, ConsentKind, ConsentScope};
use domain::evaluation::{EvaluationDecision, GoalOutcome, GoalResult, Sign};
use domain::form::InfoCategory;
use domain::id::{AgencyId, ConsentId, EvaluationId, MeetingId};
use domain::meeting::HerView;
use domain::posthoc::MeetingTiming;
use domain::refusal::Refusal;
use domain::timing::{NextContact, TimingCommand as T, WatchWish};
use uuid::Uuid;

use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

/// The meeting that looks back.
pub const MEETING_TWO: MeetingId = MeetingId(Uuid::from_u128(0xF2));
pub const LOOK: EvaluationId = EvaluationId(Uuid::from_u128(0xE7));
pub const WATCHED: ConsentId = ConsentId(Uuid::from_u128(0xC9));
pub const HER_CHANGE: &str = "朝まで眠れる日が、ふえた";

/// The answer where a timing wants a meeting of its own.
pub fn needs_meeting(timing: MeetingTiming) -> Refusal {
    Refusal::TimingNeedsMeeting { timing }
}

impl Story {
    /// In August: the plan is confirmed, the protection over, a second meeting was held.
    pub fn supported() -> Self {
        let mut story = Self::until(Step::Confirmed);
        story.at("2026-06-05 10:00");
        story.as_("試験調").did(Self::end_protection());
        let file = story.opened.as_mut().expect("open");
        let mut later = file.meetings[0].clone();
        later.id = MEETING_TWO;
        later.number = 2;
        later.opened_at = Some(instant("2026-08-25 13:30"));
        later.adjourned_at = Some(instant("2026-08-25 15:00"));
        file.meetings.push(later);
        story.at("2026-08-26 10:00");
        story
    }

    pub fn begin() -> C {
        C::Timing(T::Begin {
            evaluation: LOOK,
            plan: Some(PLAN),
        })
    }

    /// What she says: one sign, one small change.
    pub fn says() -> C {
        C::Timing(T::Say {
            evaluation: LOOK,
            goals: vec![Some(Sign::Some)],
            whole: None,
            changes: HER_CHANGE.to_owned(),
            remains: String::new(),
            words: String::new(),
        })
    }

    pub fn writes() -> C {
        C::Timing(T::Write {
            evaluation: LOOK,
            goals: vec![GoalResult {
                outcome: GoalOutcome::Partly,
                note: "部屋は決まった".to_owned(),
            }],
            changes: "自分から電話をくれるようになった".to_owned(),
            told: "じぶんから 電話《でんわ》を くれました。".to_owned(),
            remains: "生活費".to_owned(),
        })
    }

    pub fn contact(&self) -> NextContact {
        NextContact {
            on: day("2026-09-30"),
            by: self.id_of("試験一子"),
            how: "手紙".to_owned(),
        }
    }

    pub fn concludes(&self, decision: EvaluationDecision) -> C {
        C::Timing(T::Conclude {
            evaluation: LOOK,
            decision,
            meeting: Some(MEETING_TWO),
            reason: "本人と話して決めた".to_owned(),
            aftercare: String::new(),
            next_contact: Some(self.contact()),
        })
    }

    pub fn suspends(&self, meeting: Option<MeetingId>) -> C {
        C::Timing(T::Suspend {
            from: self.file().status,
            meeting,
            reason: "入院した".to_owned(),
            restart_when: "退院したとき".to_owned(),
            keeps: Some(self.contact()),
            her_view: HerView::Accepted,
        })
    }

    /// Her yes to being watched over by these agencies.
    pub fn agrees_to_watch(&mut self, agencies: &[AgencyId]) {
        let scope = ConsentScope {
            agencies: agencies.iter().copied().collect(),
            categories: BTreeSet::from([InfoCategory::Housing]),
            purpose: "見守り".to_owned(),
            excluded: Vec::new(),
        };
        let yes = consent(WATCHED, ConsentKind::WatchOver, Answer::Given, scope);
        self.as_("試験一子").did(yes);
    }

    pub fn watches(&self, agencies: &[AgencyId]) -> C {
        C::Timing(T::Watch {
            from: self.file().status,
            agencies: agencies.iter().copied().collect(),
            note: String::new(),
            next_contact: Some(self.contact()),
        })
    }

    pub fn closes(&self, watch: Option<WatchWish>) -> C {
        C::Timing(T::Close {
            from: self.file().status,
            evaluation: Some(LOOK),
            watch,
            next_contact: None,
        })
    }

    /// Begun, said by her, written after her.
    pub fn looked_back() -> Self {
        let mut story = Self::supported();
        story.as_("試験一子").did(Self::begin());
        story.her().did(Self::says());
        story.as_("試験一子").did(Self::writes());
        story
    }

    /// Decided at the meeting: 終結.
    pub fn decided_to_close() -> Self {
        let mut story = Self::looked_back();
        story.agrees_to_watch(&[CITY]);
        let decided = story.concludes(EvaluationDecision::Close);
        story.as_("試験調").did(decided);
        story
    }

    pub fn by_the_city() -> Option<WatchWish> {
        Some(WatchWish::By(BTreeSet::from([CITY])))
    }

    pub fn taken_up(from: CaseStatus, to: CaseStatus, reason: &str) -> C {
        C::MoveCase {
            from,
            to,
            reason: reason.to_owned(),
            referred_to: None,
        }
    }
}
