//! 評価, and 中断・見守り・終結 in every state of a case and of its plan.

use domain::case::CaseStatus;
use domain::command::CaseCommand as C;
use domain::evaluation::{EvaluationDecision, EvaluationStatus};
use domain::plan::PlanStatus;
use domain::timing::TimingCommand as T;

use crate::look_back::*;
use crate::moves::Machine;
use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

fn evaluation() -> String {
    let put = |status| {
        let mut story = match status {
            EvaluationStatus::AskingHer | EvaluationStatus::Heard => Story::supported(),
            _ => Story::looked_back(),
        };
        if status < EvaluationStatus::Written {
            story.as_("試験一子").did(Story::begin());
        }
        if status == EvaluationStatus::Heard {
            story.her().did(Story::says());
        }
        if status == EvaluationStatus::Concluded {
            let decided = story.concludes(EvaluationDecision::Continue);
            story.as_("試験調").did(decided);
        }
        story
    };
    let story = Story::supported();
    let (worker, officer, shelter) = (Some("試験一子"), Some("試験調"), Some("試験灯"));
    let no_view = C::Timing(T::RecordNoView {
        evaluation: LOOK,
        reason: "連絡がつかない".to_owned(),
    });
    let agency = C::Timing(T::AddAgency {
        evaluation: LOOK,
        words: "毎日話せた".to_owned(),
    });
    Machine {
        title: "Evaluation: commands",
        states: &EvaluationStatus::ALL,
        put: &put,
        state: &|story: &Story| story.file().evaluation(LOOK).expect("begun").status(),
        may: &EvaluationStatus::may_become,
        commands: vec![
            ("Begin again", worker, Story::begin()),
            ("Say, herself", None, Story::says()),
            ("Say, read back", worker, Story::says()),
            ("RecordNoView", worker, no_view),
            ("Write", worker, Story::writes()),
            ("AddAgency", shelter, agency),
            (
                "Conclude continue",
                officer,
                story.concludes(EvaluationDecision::Continue),
            ),
        ],
    }
    .print()
}

fn rests(from: CaseStatus) -> String {
    let put = |status| {
        let mut story = Story::decided_to_close();
        story.opened.as_mut().expect("open").status = status;
        story
    };
    let story = put(from);
    let (worker, officer) = (Some("試験一子"), Some("試験調"));
    let next = story.contact();
    let taken_up = |to| Story::taken_up(from, to, "また相談があった");
    Machine {
        title: "",
        states: &[from],
        put: &put,
        state: &|story: &Story| story.file().status,
        may: &CaseStatus::may_become,
        commands: vec![
            ("Suspend", officer, story.suspends(Some(MEETING_TWO))),
            ("Suspend, no meeting", officer, story.suspends(None)),
            ("Watch", worker, story.watches(&[CITY])),
            ("Watch, no agency", worker, story.watches(&[])),
            ("Close", officer, story.closes(Story::by_the_city())),
            ("Close, no watch-over", officer, story.closes(None)),
            (
                "SetNextContact",
                worker,
                C::Timing(T::SetNextContact { next }),
            ),
            (
                "MoveCase Supporting",
                worker,
                taken_up(CaseStatus::Supporting),
            ),
            (
                "MoveCase Assessing",
                worker,
                taken_up(CaseStatus::Assessing),
            ),
        ],
    }
    .print()
    .trim()
    .to_owned()
}

fn plan() -> String {
    let put = |status| {
        let mut story = Story::looked_back();
        let file = story.opened.as_mut().expect("open");
        file.plans[0].status = status;
        if status == PlanStatus::Suspended {
            file.status = CaseStatus::Suspended;
        }
        story
    };
    let story = Story::looked_back();
    let officer = Some("試験調");
    let conclude = |decision| (officer, story.concludes(decision));
    let (who, change) = conclude(EvaluationDecision::Change);
    let (_, replan) = conclude(EvaluationDecision::Replan);
    let (from, to) = (CaseStatus::Suspended, CaseStatus::Supporting);
    Machine {
        title: "Plan: what an evaluation and a suspension make of it",
        states: &PlanStatus::ALL,
        put: &put,
        state: &|story: &Story| story.file().plan(PLAN).expect("known").status,
        may: &PlanStatus::may_become,
        commands: vec![
            ("Conclude change", who, change),
            ("Conclude replan", who, replan),
            ("Suspend", officer, story.suspends(Some(MEETING_TWO))),
            (
                "MoveCase Supporting",
                Some("試験一子"),
                Story::taken_up(from, to, "退院した"),
            ),
        ],
    }
    .print()
}

pub fn printed() -> String {
    let mut out = evaluation();
    out += "Case: 中断・見守り・終結\n";
    for from in CaseStatus::ALL {
        out += &rests(from);
        out.push('\n');
    }
    out.push('\n');
    out + &plan()
}

#[test]
fn no_procedure_moves_anything_along_no_arrow() {
    assert!(!printed().is_empty());
}
