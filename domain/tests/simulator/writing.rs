//! What people write during a run. Some of it carries an id of its own, some is only words or a number, so that
//! two of them can be alike to the letter.

use domain::block::{BlockReason, BlockTarget};
use domain::command::{CaseCommand as C, Command};
use domain::consent::{Answer, ConsentKind};
use domain::her_plan::HerPlanCommand;
use domain::id::{BlockId, CommentId, ConsentId, ItemId, RecordId};
use domain::meeting::{EntryKind, HerView, NextDate};
use domain::plan::{AgreementExtent, ItemChoice};
use domain::record::{Means, RiskLevel, ThreeParts, UrgencyLevel};
use serde_json::Value;
use uuid::Uuid;

use crate::beginning::{CENTER_WORKER, CHAIR, SECOND, WORKER};
use crate::chance::Chance;
use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

/// Something that somebody writes.
pub struct Writing {
    pub act: C,
    /// The words that must not be lost.
    pub words: String,
    /// It is as good an hour later: without a network it waits on the device.
    pub keeps: bool,
}

fn parts(words: &str) -> ThreeParts {
    ThreeParts {
        facts: words.to_owned(),
        her_words: String::new(),
        worker_view: String::new(),
    }
}

/// One of a few, so that another may say the same.
fn alike(chance: &mut Chance) -> String {
    chance.pick(&["夜が静かな所", "駅の近く"]).to_owned()
}

/// Days on which the next meeting may be.
pub const DAYS: [&str; 2] = ["2026-06-02 13:30", "2026-06-09 13:30"];

/// One number after the other, kept: the last one counts.
pub fn next_date(day: &str) -> Writing {
    Writing {
        act: C::SetNextDate {
            meeting: MEETING,
            next: NextDate::On(jst(day)),
        },
        words: String::new(),
        keeps: true,
    }
}

/// What one of the staff writes. `id` is nobody's yet.
pub fn by_staff(story: &Story, name: &str, id: Uuid, chance: &mut Chance) -> Writing {
    let words = format!("書いたもの {}", id.as_u128() & 0xFFFF_FFFF);
    let now = story.now;
    let said = |act: C, words: String, keeps: bool| Writing { act, words, keeps };
    let in_meeting = |chance: &mut Chance, words: String| match chance.below(4) {
        0 | 1 => {
            let act = C::AddEntry {
                meeting: MEETING,
                entry: RecordId(id),
                item: 1,
                kind: EntryKind::Fact,
                text: words.clone(),
                agency: None,
            };
            said(act, words, false)
        }
        2 => {
            let act = C::Decide {
                meeting: MEETING,
                decision: RecordId(id),
                what: words.clone(),
                agency: CITY,
                person: None,
                due: None,
                her_view: HerView::Accepted,
                cost: None,
            };
            said(act, words, false)
        }
        _ => {
            let names: &[&str] = chance.pick(&[
                &["試験調", "試験一子"][..],
                &["試験調", "試験警", "試験一子"][..],
            ]);
            let attendance = story.present(names);
            let act = C::RecordAttendance {
                meeting: MEETING,
                attendance,
            };
            said(act, String::new(), false)
        }
    };
    if name == CHAIR {
        let day = chance.pick(&DAYS);
        return match chance.below(3) {
            0 | 1 => next_date(day),
            _ => in_meeting(chance, words),
        };
    }
    match chance.below(12) {
        0..=2 => said(
            C::WriteRecord {
                record: RecordId(id),
                happened_at: now - chrono::TimeDelta::hours(1),
                means: Means::Visit,
                with: String::new(),
                parts: parts(&words),
                support: String::new(),
                categories: Vec::new(),
                next_step: String::new(),
                safety: false,
                shown_to_her: false,
                photos: Vec::new(),
            },
            words,
            true,
        ),
        3 => said(
            C::JudgeRisk {
                record: RecordId(id),
                tool: "専門職判断".to_owned(),
                risk: RiskLevel::High,
                urgency: UrgencyLevel::WithinDays,
                parts: parts(&words),
            },
            words,
            true,
        ),
        4 => {
            let words = alike(chance);
            let act = C::RecordWish {
                words: words.clone(),
            };
            said(act, words, true)
        }
        5..=7 if name == WORKER => in_meeting(chance, words),
        8 if name == WORKER => said(shuts_out(story, id), String::new(), false),
        9 if name == WORKER => plan_moves(story, words, chance),
        10 if name != CENTER_WORKER => said(yes_again(story, id), String::new(), false),
        _ => {
            let words = alike(chance);
            let act = C::RecordWish {
                words: words.clone(),
            };
            said(act, words, false)
        }
    }
}

/// 閲覧制限: a release alone would leave her what every worker of the agency in charge may do.
fn shuts_out(story: &Story, id: Uuid) -> C {
    C::SetBlock {
        block: BlockId(id),
        target: BlockTarget::Person(story.id_of(SECOND)),
        reason: BlockReason::HerWish,
        alternative: None,
    }
}

/// A new answer of hers, as a worker writes it down.
fn yes_again(story: &Story, id: Uuid) -> C {
    let scope = story
        .file()
        .consent(ConsentKind::IntakeSharing)
        .map(|known| known.scope.clone())
        .unwrap_or_else(share_scope);
    consent(
        ConsentId(id),
        ConsentKind::IntakeSharing,
        Answer::Given,
        scope,
    )
}

/// The newest version of the plan is written anew, shown or confirmed, as far as its writer knows it.
fn plan_moves(story: &Story, words: String, chance: &mut Chance) -> Writing {
    let current = story.file().plan(PLAN).and_then(|plan| plan.current());
    let version = current.map_or(0, |version| version.number);
    let act = match chance.below(4) {
        0 => C::SharePlan {
            plan: PLAN,
            version,
        },
        1 => C::ConfirmPlan {
            plan: PLAN,
            version,
            meeting: MEETING,
        },
        _ => {
            let mut items = story.items();
            items[0].issue = words.clone();
            let act = story.write_plan(version, items);
            return Writing {
                act,
                words,
                keeps: true,
            };
        }
    };
    Writing {
        act,
        words: String::new(),
        keeps: false,
    }
}

/// What she sends from her own door.
pub fn by_her(story: &Story, id: Uuid, chance: &mut Chance) -> Writing {
    let words = format!("本人の言葉 {}", id.as_u128() & 0xFFFF_FFFF);
    let shown = story.file().plan(PLAN).and_then(|plan| plan.shown());
    let version = shown.map_or(1, |version| version.number);
    let act = match chance.below(7) {
        0 => C::RecordWish {
            words: words.clone(),
        },
        1 => C::HerPlan(HerPlanCommand::AddItem {
            item: ItemId(id),
            words: words.clone(),
        }),
        2 => C::CommentOnPlan {
            plan: PLAN,
            version,
            comment: CommentId(id),
            item: Some(item(2)),
            words: words.clone(),
            asks_reply: false,
        },
        3 => C::ReplyToItem {
            plan: PLAN,
            version,
            item: item(6),
            choice: ItemChoice::Differently,
            words: words.clone(),
        },
        4 | 5 => Story::agreement(version, AgreementExtent::Whole, Vec::new()),
        _ => C::WithdrawConsent {
            consent: story.consent(ConsentKind::IntakeSharing),
        },
    };
    let words = match act {
        C::AgreeToPlan { .. } | C::WithdrawConsent { .. } => String::new(),
        _ => words,
    };
    Writing {
        act,
        words,
        keeps: false,
    }
}

/// As it is put into an envelope.
pub fn about_her(act: C) -> Command {
    Command::Case { case: CASE, act }
}

/// A command of a newer program, which this server cannot read.
pub fn unreadable(mut command: Value) -> Value {
    command["case"]["act"] = serde_json::json!({ "of_next_year": {} });
    command
}
