//! これまでに渡した情報: what the audit knows of one case: who of which agency opened it on which day, and
//! which letters were printed. Nothing else of the audit leaves it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::case::CaseFile;
use domain::council::{Council, Staff};
use domain::view::given::{Trace, Traced, always_kept_by};
use domain::view::looked::Opening;
use domain::wire::session::Letter;
use serde::Deserialize;
use uuid::Uuid;

use crate::audit;
use crate::keys::LinkToken;
use crate::store::{StoreError, read};
use crate::tomoni::Tomoni;

/// What an audit row of a read says.
#[derive(Deserialize)]
struct Seen {
    action: Action,
}

/// What an audit row of a copy says, where the copy is a letter.
#[derive(Deserialize)]
struct Printed {
    #[serde(default)]
    letter: Option<Letter>,
}

/// Openings by the people of other agencies than the one that has kept the record all along, and
/// letters.
///
/// # Errors
/// See [`StoreError`].
pub(crate) async fn traces(
    t: &Tomoni,
    council: Uuid,
    state: &Council,
    file: &CaseFile,
) -> Result<Vec<Trace>, StoreError> {
    let keeper = always_kept_by(file);
    let others = state
        .staff
        .values()
        .filter(|staff| Some(staff.agency) != keeper);
    let opens = |action| {
        matches!(
            action,
            Action::SeeCase
                | Action::SeePlan
                | Action::SeeMeeting
                | Action::SeeRequest
                | Action::PrintSheet
        )
    };
    let mut traces = Vec::new();
    for (staff, at) in reads(t, council, others, file, opens).await? {
        traces.push(Trace {
            agency: staff.agency,
            at,
            what: Traced::Opened { by: staff.id },
        });
    }
    let conn = t.store.read();
    let keys = t.keyring.council(conn, council).await?;
    for row in audit::of_case_by(conn, &keys, file.id.0, "print", None).await? {
        let printed: Printed = read(&row.detail)?;
        if let Some(letter) = printed.letter {
            traces.push(Trace {
                agency: letter.person.agency,
                at: row.at,
                what: Traced::Letter,
            });
        }
    }
    Ok(traces)
}

/// Every opening of the case by anybody of the council; a notice of day and hour opens nothing.
///
/// # Errors
/// See [`StoreError`].
pub(crate) async fn openings(
    t: &Tomoni,
    council: Uuid,
    state: &Council,
    file: &CaseFile,
) -> Result<Vec<Opening>, StoreError> {
    let all = state.staff.values();
    let opens = |action| action != Action::SeeNotice;
    let found = reads(t, council, all, file, opens).await?.into_iter();
    Ok(found
        .map(|(staff, at)| Opening { by: staff.id, at })
        .collect())
}

/// What these people read of the case, of the kinds that count.
async fn reads<'a>(
    t: &Tomoni,
    council: Uuid,
    people: impl Iterator<Item = &'a Staff>,
    file: &CaseFile,
    counts: impl Fn(Action) -> bool,
) -> Result<Vec<(&'a Staff, DateTime<Utc>)>, StoreError> {
    let conn = t.store.read();
    let keys = t.keyring.council(conn, council).await?;
    // Whose pseudonym is whose: only the council's own people are looked for.
    let people: HashMap<LinkToken, &Staff> = people
        .map(|staff| (keys.actor(staff.id.0), staff))
        .collect();
    let tokens: Vec<LinkToken> = people.keys().copied().collect();
    let mut reads = Vec::new();
    for row in audit::of_case_by(conn, &keys, file.id.0, "read", Some(&tokens)).await? {
        let seen: Seen = read(&row.detail)?;
        if let Some(staff) = people.get(&row.actor).filter(|_| counts(seen.action)) {
            reads.push((*staff, row.at));
        }
    }
    Ok(reads)
}
