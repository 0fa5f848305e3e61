//! 評価 (F-11) on paper: her signs and words first, then those of the people who supported her, then what
//! was decided. A sign that she did not give is left open; nothing is filled in for her.

use app::ui::ruby::plain;
use domain::access::Action;
use domain::calendar::{self, wareki};
use domain::evaluation::{GoalOutcome, Sign};
use domain::form::{Choice, EVALUATION, choices, evaluation::key};
use domain::id::EvaluationId;
use domain::view::evaluation::{AgencyPart, ConclusionView, EvaluationView, HerPart, WrittenPart};
use paper::form::{FormPaper, Line};
use serde::Serialize;

/// What the audit keeps of a copy.
#[derive(Serialize)]
pub(super) struct Copy {
    pub action: Action,
    pub copy: u32,
    pub evaluation: EvaluationId,
}

pub(super) fn paper(view: EvaluationView, no: &str) -> FormPaper {
    let plan = match view.version {
        0 => "計画のない支援".to_owned(),
        version => format!("個別支援計画 第{version}版"),
    };
    let mut paper = FormPaper::new(&EVALUATION)
        .word(key::CASE_NO, no)
        .word(key::PLAN, plan)
        .word(key::NO_VIEW, view.no_view.unwrap_or_default())
        .word(key::AGENCIES, of_agencies(&view.agencies))
        .lines(key::HER_WHOLE, her_signs(&view.goals, view.hers.as_ref()))
        .lines(key::CHANGES, results(&view.goals, view.written.as_ref()));
    if let Some(hers) = view.hers {
        paper = by_her(paper, hers);
    }
    if let Some(written) = view.written {
        paper = after_her(paper, written);
    }
    match view.conclusion {
        Some(conclusion) => decided(paper, conclusion),
        None => paper,
    }
}

fn by_her(paper: FormPaper, hers: HerPart) -> FormPaper {
    let how = match &hers.read_back_by {
        Some(name) => format!("{name}が書きとり、読み返して確かめた"),
        None => "本人が記入".to_owned(),
    };
    paper
        .tick(key::HER_WHOLE, hers.whole.and_then(sign))
        .word(key::HER_CHANGES, hers.changes)
        .word(key::HER_REMAINS, hers.remains)
        .word(key::HER_WORDS, hers.words)
        .word(key::HER_HOW, format!("{}　{how}", day(hers.at)))
}

fn after_her(paper: FormPaper, written: WrittenPart) -> FormPaper {
    paper
        .word(key::CHANGES, written.changes)
        .word(key::TOLD, plain(&written.told))
        .word(key::REMAINS, written.remains)
        .word(
            key::WRITTEN_BY,
            format!("{}　{}", written.by, day(written.at)),
        )
}

fn decided(paper: FormPaper, conclusion: ConclusionView) -> FormPaper {
    let meeting = match conclusion.meeting {
        Some(number) => format!("第{number}回"),
        None => "会議なし".to_owned(),
    };
    let paper = paper
        .tick(
            key::DECISION,
            key_of(choices::EVALUATION_DECISION, conclusion.decision.label()),
        )
        .word(key::MEETING, meeting)
        .word(key::REASON, conclusion.reason)
        .word(key::AFTERCARE, conclusion.aftercare);
    let Some(next) = conclusion.next_contact else {
        return paper;
    };
    paper
        .word(key::NEXT_ON, wareki(next.on).to_string())
        .word(key::NEXT_BY, next.by)
        .word(key::NEXT_HOW, next.how)
}

/// One line for each goal, with her sign where she gave one.
fn her_signs(goals: &[String], hers: Option<&HerPart>) -> Vec<Line> {
    let sign_of = |at: usize| hers.and_then(|hers| hers.goals.get(at).copied().flatten());
    goals
        .iter()
        .enumerate()
        .map(|(at, goal)| Line {
            label: goal.clone(),
            options: choices::SIGN,
            ticked: sign_of(at).and_then(sign),
            words: String::new(),
        })
        .collect()
}

/// One line for each goal, with what those in charge say became of it.
fn results(goals: &[String], written: Option<&WrittenPart>) -> Vec<Line> {
    let result_of = |at: usize| written.and_then(|written| written.goals.get(at));
    goals
        .iter()
        .enumerate()
        .map(|(at, goal)| Line {
            label: goal.clone(),
            options: choices::GOAL_OUTCOME,
            ticked: result_of(at).and_then(|result| outcome(result.outcome)),
            words: result_of(at).map_or_else(String::new, |result| result.note.clone()),
        })
        .collect()
}

fn of_agencies(said: &[AgencyPart]) -> String {
    let one =
        |said: &AgencyPart| format!("{}：{}（{}）", said.agency.name, said.words, day(said.at));
    said.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn sign(sign: Sign) -> Option<&'static str> {
    key_of(choices::SIGN, sign.label())
}

fn outcome(outcome: GoalOutcome) -> Option<&'static str> {
    key_of(choices::GOAL_OUTCOME, outcome.label())
}

/// The box on the paper with those words.
fn key_of(options: &[Choice], label: &str) -> Option<&'static str> {
    let mut options = options.iter();
    let found = options.find(|option| option.label == label);
    found.map(|option| option.key)
}

fn day(at: chrono::DateTime<chrono::Utc>) -> String {
    wareki(calendar::jst_date(at)).to_string()
}
