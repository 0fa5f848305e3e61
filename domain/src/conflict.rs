//! 同じ欄の二つの記入: what two people wrote into one field of a paper without knowing of each other
//! (domain.md §9.9 `Conflict`: needs a human merge).
//!
//! Different fields merge by themselves. Of one field both are kept: what arrived first stands, what came
//! after it lies beside it, until somebody decides. What is not chosen stays readable; a decision can be
//! taken back.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::case::CaseFile;
use crate::form::plan::key as plan_key;
use crate::form::{
    ASSESSMENT, Field, Form, FormData, INTAKE, Kind, SUPPORT_PLAN, Value, assessment, intake,
};
use crate::id::{PlanId, StaffId};
use crate::plan::{SupportPlan, paper};

pub mod plan;

/// A paper of the case that several people write on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SharedPaper {
    Intake,
    Assessment,
    /// The newest version of a plan; boxes of its items as in [`paper::of_item`].
    Plan(PlanId),
}

impl SharedPaper {
    pub fn form(self) -> &'static Form {
        match self {
            Self::Intake => &INTAKE,
            Self::Assessment => &ASSESSMENT,
            Self::Plan(_) => &SUPPORT_PLAN,
        }
    }

    /// The box with that key.
    pub fn field(self, key: &str) -> Option<&'static Field> {
        match self {
            Self::Intake | Self::Assessment => self.form().field(key),
            Self::Plan(_) => paper::field(key),
        }
    }

    /// Both entries of a box in one, where it can hold both: `first` in front.
    pub fn both(self, key: &str, first: &Value, second: &Value) -> Option<Value> {
        match self {
            // An item is one agency's, and her words are not put together to others.
            Self::Plan(_) if paper::is_helper(key) || key == plan_key::WISH_WORDS => None,
            _ => both(self.field(key)?.kind, first, second),
        }
    }

    /// Fields that tell of the writing itself: they are those of whoever wrote last.
    fn of_the_writing(self) -> &'static [&'static str] {
        match self {
            Self::Intake | Self::Plan(_) => &[],
            Self::Assessment => &[assessment::key::WRITTEN_ON, assessment::key::WRITER],
        }
    }
}

/// Who wrote a field as it stands, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldWriter {
    pub paper: SharedPaper,
    pub field: String,
    pub by: Option<StaffId>,
    /// By the writer's device.
    pub at: DateTime<Utc>,
}

/// What lies beside a field, and what was decided about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// From 1, on this case.
    pub number: u32,
    pub paper: SharedPaper,
    pub field: String,
    /// None: the field was emptied.
    pub other: Option<Value>,
    pub by: Option<StaffId>,
    /// When it was written, by the writer's device.
    pub at: DateTime<Utc>,
    /// When it came to the server.
    pub arrived_at: DateTime<Utc>,
    pub settled: Option<Settled>,
}

/// A decision between two entries of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    pub choice: ConflictChoice,
    pub by: Option<StaffId>,
    pub at: DateTime<Utc>,
    /// What stood before, with its writer.
    pub stood: Option<Value>,
    pub stood_by: Option<FieldWriter>,
    /// What stands since.
    pub result: Option<Value>,
}

/// 三つの選び方, of equal weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictChoice {
    Standing,
    Other,
    Both,
}

impl ConflictChoice {
    pub const ALL: [Self; 3] = [Self::Standing, Self::Other, Self::Both];
}

/// What a paper says after somebody's changes, and what lies beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    pub form: FormData,
    /// Fields in which somebody else had written meanwhile, with what was typed now.
    pub beside: Vec<(String, Option<Value>)>,
}

/// Puts what somebody changed between `seen` and `typed` onto the paper as it `stands`.
///
/// 本人の言葉 that stand are never overwritten by staff: other words of hers lie beside them, whoever saw what
/// (domain.md §13). Words may be added to them.
pub fn merge(paper: SharedPaper, seen: &FormData, typed: &FormData, stands: &FormData) -> Merged {
    let mut merged = Merged {
        form: stands.clone(),
        beside: Vec::new(),
    };
    let mut keys: Vec<&String> = seen.0.keys().chain(typed.0.keys()).collect();
    keys.sort();
    keys.dedup();
    let (of_the_writing, said): (Vec<_>, Vec<_>) = keys
        .into_iter()
        .partition(|key| paper.of_the_writing().contains(&key.as_str()));
    for key in said {
        let (typed, before) = (filled(typed, key), filled(seen, key));
        let now = filled(stands, key);
        if typed == before || typed == now {
            continue;
        }
        if now == before && !takes_her_words(paper, key, now, typed) {
            put(&mut merged.form, key, typed.cloned());
        } else {
            merged.beside.push((key.clone(), typed.cloned()));
        }
    }
    // Who signs is who wrote something of it.
    if merged.form != *stands {
        for key in of_the_writing {
            put(&mut merged.form, key, filled(typed, key).cloned());
        }
    }
    merged
}

/// Whether words of hers that stand would not be there any more.
fn takes_her_words(
    paper: SharedPaper,
    key: &str,
    now: Option<&Value>,
    typed: Option<&Value>,
) -> bool {
    let field = paper.field(key);
    let hers = field.is_some_and(|field| matches!(field.kind, Kind::HerWords { .. }));
    match (now, typed) {
        (Some(Value::Text(now)), Some(Value::Text(typed))) => hers && !typed.contains(now.trim()),
        (Some(_), _) => hers,
        (None, _) => false,
    }
}

/// A value that says something; an emptied field is like one that was never filled in.
pub fn filled<'a>(form: &'a FormData, key: &str) -> Option<&'a Value> {
    form.get(key).filter(|value| !value.is_empty())
}

/// Sets the field, or takes its value out.
pub fn put(form: &mut FormData, key: &str, value: Option<Value>) {
    match value {
        Some(value) => form.set(key, value),
        None => {
            form.0.remove(key);
        }
    }
}

fn both(kind: Kind, first: &Value, second: &Value) -> Option<Value> {
    match (kind, first, second) {
        (Kind::One { .. }, ..) => None,
        (Kind::Text { .. }, Value::Text(first), Value::Text(second)) => {
            Some(Value::Text(format!("{first}／{second}")))
        }
        (_, Value::Text(first), Value::Text(second)) => {
            Some(Value::Text(format!("{first}\n{second}")))
        }
        (_, Value::Lines(first), Value::Lines(second)) => Some(Value::Lines(union(first, second))),
        (_, Value::Ticks(first), Value::Ticks(second)) => Some(Value::Ticks(union(first, second))),
        (_, Value::People(first), Value::People(second)) => {
            Some(Value::People(union(first, second)))
        }
        (_, Value::Attendees(first), Value::Attendees(second)) => {
            Some(Value::Attendees(union(first, second)))
        }
        (_, Value::Spans(first), Value::Spans(second)) => Some(Value::Spans(union(first, second))),
        _ => None,
    }
}

fn union<T: Clone + PartialEq>(first: &[T], second: &[T]) -> Vec<T> {
    let new = second.iter().filter(|one| !first.contains(one));
    first.iter().chain(new).cloned().collect()
}

impl CaseFile {
    /// The paper as it stands, without whereabouts.
    pub fn paper(&self, paper: SharedPaper) -> FormData {
        match paper {
            SharedPaper::Intake => self.intake.clone(),
            SharedPaper::Assessment => self.assessment.clone().unwrap_or_default(),
            SharedPaper::Plan(plan) => {
                let version = self.plan(plan).and_then(SupportPlan::current);
                version.map(|version| version.paper()).unwrap_or_default()
            }
        }
    }

    /// What a field says now; none where it says nothing.
    pub fn field(&self, paper: SharedPaper, key: &str) -> Option<Value> {
        let form = match paper {
            SharedPaper::Intake => &self.intake,
            SharedPaper::Assessment => self.assessment.as_ref()?,
            SharedPaper::Plan(_) => &self.paper(paper),
        };
        filled(form, key).cloned()
    }

    /// Who wrote what stands in a field; none where it is as on the first day.
    pub fn field_writer(&self, paper: SharedPaper, key: &str) -> Option<FieldWriter> {
        let known = self
            .field_writers
            .iter()
            .find(|writer| writer.paper == paper && writer.field == key);
        let begun = match paper {
            SharedPaper::Plan(plan) => self.plan(plan).and_then(|plan| plan.begun),
            SharedPaper::Intake | SharedPaper::Assessment => None,
        };
        let first = begun.map(|begun| FieldWriter {
            paper,
            field: key.to_owned(),
            by: begun.by,
            at: begun.at,
        });
        known.cloned().or(first)
    }

    /// Those about which somebody has to decide.
    pub fn open_conflicts(&self) -> impl Iterator<Item = &Conflict> {
        self.conflicts.iter().filter(|one| one.settled.is_none())
    }

    /// Of a record that goes by an alias her name is told nowhere, whoever wrote it once.
    pub fn shows(&self, one: &Conflict) -> bool {
        !(one.is_of_her_name() && self.goes_by_alias())
    }

    /// Colleagues who are named on the papers, or beside them.
    pub fn named_on_papers(&self) -> impl Iterator<Item = StaffId> {
        let papers = self.intake.0.values();
        let papers = papers.chain(self.assessment.iter().flat_map(|form| form.0.values()));
        let beside = self.conflicts.iter().flat_map(|one| {
            let stood = one
                .settled
                .as_ref()
                .and_then(|settled| settled.stood.as_ref());
            one.other.iter().chain(stood)
        });
        papers.chain(beside).flat_map(Value::people_named)
    }

    /// Whether her name or its reading lies beside the paper, or was chosen against.
    pub fn is_named_beside(&self) -> bool {
        let names = |one: &&Conflict| one.is_of_her_name();
        let says = |one: &Conflict| {
            let stood = one
                .settled
                .as_ref()
                .and_then(|settled| settled.stood.as_ref());
            one.other.is_some() || stood.is_some()
        };
        self.conflicts.iter().filter(names).any(says)
    }
}

impl Conflict {
    pub fn is_of_her_name(&self) -> bool {
        let names = [intake::key::NAME, intake::key::KANA];
        self.paper == SharedPaper::Intake && names.contains(&self.field.as_str())
    }
}
