//! 同じ欄の二つの記入, for those who keep the record: both whole, with who wrote them, when and where.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::access::{Action, Fields};
use crate::conflict::{Conflict, ConflictChoice, SharedPaper, put};
use crate::form::{FormData, Value};
use crate::id::{AgencyId, PlanId, StaffId};
use crate::plan::paper::of_item;
use crate::view::Reader;
use crate::view::case::visible;

/// Two entries of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictView {
    pub number: u32,
    pub paper: SharedPaper,
    pub field: String,
    /// Which item of a plan it belongs to, in a word; empty where it is a box of the paper itself.
    #[serde(default)]
    pub about: String,
    /// What stands, or what stood when it was decided.
    pub standing: EntryView,
    pub other: EntryView,
    /// The field can hold both.
    #[serde(default)]
    pub joins: bool,
    /// None as long as nobody decided.
    pub settled: Option<SettledView>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryView {
    /// None: emptied.
    pub value: Option<Value>,
    /// Name and agency; none where it is as on the first day.
    pub by: Option<(String, String)>,
    /// When it was written; none as above.
    pub at: Option<DateTime<Utc>>,
    /// When it came from a device without a network, where that was later.
    pub arrived_at: Option<DateTime<Utc>>,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettledView {
    pub choice: ConflictChoice,
    pub by: String,
    pub at: DateTime<Utc>,
}

/// Minutes after which a note has been on its way.
const ON_THE_WAY: i64 = 5;

/// Open ones first, each group the newest first. Nothing for whoever does not write on these papers.
pub(super) fn seen(reader: &Reader<'_>, fields: &Fields) -> Vec<ConflictView> {
    if !reader.may(Action::CorrectIntake) {
        return Vec::new();
    }
    let file = reader.file;
    let open = file.open_conflicts();
    let settled = file.conflicts.iter().filter(|one| one.settled.is_some());
    let mut all: Vec<&Conflict> = open.collect();
    all.reverse();
    let mut rest: Vec<&Conflict> = settled.collect();
    rest.reverse();
    all.extend(rest);
    all.into_iter()
        .filter_map(|one| of(reader, fields, one))
        .collect()
}

/// Those of one plan.
pub(super) fn of_plan(reader: &Reader<'_>, fields: &Fields, plan: PlanId) -> Vec<ConflictView> {
    let mut all = seen(reader, fields);
    all.retain(|one| one.paper == SharedPaper::Plan(plan));
    all
}

fn writes_plans(reader: &Reader<'_>, fields: &Fields) -> bool {
    reader.may(Action::WritePlan) && fields.sensitive.shows(None)
}

/// The support domain of the item, as it stands or stood.
fn about(reader: &Reader<'_>, one: &Conflict) -> String {
    let SharedPaper::Plan(plan) = one.paper else {
        return String::new();
    };
    let item = of_item(&one.field).map(|(item, _)| item);
    let versions = reader.file.plan(plan).map(|plan| plan.versions.iter());
    let mut items = versions.into_iter().flatten().rev().flat_map(|v| &v.items);
    items
        .find(|known| Some(known.id) == item)
        .map_or_else(String::new, |item| item.domain.label().to_owned())
}

/// Who is named in them, for the directory of the page.
pub(super) fn named(all: &[ConflictView]) -> (Vec<AgencyId>, Vec<StaffId>) {
    let values = all
        .iter()
        .flat_map(|one| one.standing.value.iter().chain(&one.other.value));
    (
        values.clone().flat_map(Value::agencies_named).collect(),
        values.flat_map(Value::people_named).collect(),
    )
}

fn of(reader: &Reader<'_>, fields: &Fields, one: &Conflict) -> Option<ConflictView> {
    let Reader { file, names, .. } = reader;
    if !file.shows(one) {
        return None;
    }
    let shown = |value: Option<&Value>| {
        let mut form = FormData::default();
        put(&mut form, &one.field, value.cloned());
        let form = match one.paper {
            SharedPaper::Intake | SharedPaper::Assessment => {
                visible(one.paper.form(), &form, fields)
            }
            // Whoever does not read the whole plan writes nothing on it.
            SharedPaper::Plan(_) if writes_plans(reader, fields) => form,
            SharedPaper::Plan(_) => FormData::default(),
        };
        names.cover_form(form).0.remove(&one.field)
    };
    let writer = |by: Option<StaffId>| {
        let staff = reader.ctx.council.person(by?)?;
        Some((names.person_name(staff.id), names.agency_name(staff.agency)))
    };
    let (value, stood_by) = match &one.settled {
        Some(settled) => (settled.stood.clone(), settled.stood_by.clone()),
        None => (
            file.field(one.paper, &one.field),
            file.field_writer(one.paper, &one.field),
        ),
    };
    // A field that is not the reader's to see has no conflict either.
    let value = value.as_ref();
    let hidden = |value: Option<&Value>| value.is_some() && shown(value).is_none();
    if hidden(value) || hidden(one.other.as_ref()) {
        return None;
    }
    let joins = match (value, &one.other) {
        (Some(first), Some(second)) => one.paper.both(&one.field, first, second).is_some(),
        _ => true,
    };
    Some(ConflictView {
        joins,
        number: one.number,
        paper: one.paper,
        field: one.field.clone(),
        about: about(reader, one),
        standing: EntryView {
            value: shown(value),
            by: stood_by.as_ref().and_then(|written| writer(written.by)),
            at: stood_by.as_ref().map(|written| written.at),
            arrived_at: None,
        },
        other: EntryView {
            value: shown(one.other.as_ref()),
            by: writer(one.by),
            at: Some(one.at),
            arrived_at: Some(one.arrived_at)
                .filter(|arrived| (*arrived - one.at).num_minutes() >= ON_THE_WAY),
        },
        settled: one.settled.as_ref().map(|settled| SettledView {
            choice: settled.choice,
            by: settled
                .by
                .map_or_else(String::new, |by| names.person_name(by)),
            at: settled.at,
        }),
    })
}
