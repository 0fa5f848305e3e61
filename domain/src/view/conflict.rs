//! 同じ欄の二つの記入, for those who keep the record: both whole, with who wrote them, when and where.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::access::{Action, Fields};
use crate::conflict::{Conflict, ConflictChoice, SharedPaper, both, put};
use crate::form::{FormData, Value};
use crate::id::StaffId;
use crate::view::Reader;
use crate::view::case::visible;

/// Two entries of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictView {
    pub number: u32,
    pub paper: SharedPaper,
    pub field: String,
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

fn of(reader: &Reader<'_>, fields: &Fields, one: &Conflict) -> Option<ConflictView> {
    let Reader { file, names, .. } = reader;
    if !file.shows(one) {
        return None;
    }
    let shown = |value: Option<&Value>| {
        let mut form = FormData::default();
        put(&mut form, &one.field, value.cloned());
        let mut form = names.cover_form(visible(one.paper.form(), &form, fields));
        form.0.remove(&one.field)
    };
    let writer = |by: Option<StaffId>| {
        let staff = reader.ctx.council.person(by?)?;
        Some((names.person_name(staff.id), names.agency_name(staff.agency)))
    };
    let (value, stood_by) = match &one.settled {
        Some(settled) => (settled.stood.as_ref(), settled.stood_by.as_ref()),
        None => (
            file.field(one.paper, &one.field),
            file.field_writer(one.paper, &one.field),
        ),
    };
    // A field that is not the reader's to see has no conflict either.
    let hidden = |value: Option<&Value>| value.is_some() && shown(value).is_none();
    if hidden(value) || hidden(one.other.as_ref()) {
        return None;
    }
    let joins = match (one.paper.form().field(&one.field), value, &one.other) {
        (Some(field), Some(first), Some(second)) => both(field.kind, first, second).is_some(),
        _ => true,
    };
    Some(ConflictView {
        joins,
        number: one.number,
        paper: one.paper,
        field: one.field.clone(),
        standing: EntryView {
            value: shown(value),
            by: stood_by.and_then(|written| writer(written.by)),
            at: stood_by.map(|written| written.at),
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
