//! 同じ人の記録: those that are joined, and those that perhaps should be.

use axum::extract::State;
use domain::access::{Action, CaseFacts};
use domain::case::CaseFile;
use domain::id::CaseId;
use domain::view::Reader as View;
use domain::view::joined::{OtherRecord, OthersView};
use domain::wire;

use super::case::{open, plainly};
use super::list::Reader;
use super::staff;
use crate::gate::{self, Opened, Read, Reading, Shut, Who};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::search;
use crate::session::Session;
use crate::store::{case_file, read};
use crate::tomoni::Tomoni;

/// Cases that are looked at for one 合図の言葉 or one 呼び名.
const LOOKED_AT: u64 = 50;
/// Suggestions shown: more would be no suggestion.
const MOST_ALIKE: usize = 5;

pub(super) async fn others(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Others>,
) -> Result<Json<OthersView>, Refused> {
    let opened = plainly(&t, &session, asked.case, Action::JoinCase).await?;
    let file = &opened.file;
    let mut joined = Vec::new();
    for one in &file.joined {
        let other = beside(&t, &session, one.case, Reading::default()).await?;
        joined.extend(other.map(|other| OtherRecord::of(&other.reader())));
    }
    let joined_to = match &file.joined_to {
        Some(one) => beside(&t, &session, one.case, Reading::default()).await?,
        None => None,
    };
    let alike = match &file.joined_to {
        Some(_) => Vec::new(),
        None => alike(&t, &session, file).await?,
    };
    Ok(Json(OthersView {
        this: OtherRecord::of(&opened.reader()),
        joined,
        joined_to: joined_to.map(|other| OtherRecord::of(&other.reader())),
        alike,
    }))
}

/// Another record of hers, where the reader may read that one as well; it is written down as read.
pub(super) async fn beside(
    t: &Tomoni,
    session: &Session,
    case: CaseId,
    reading: Reading,
) -> Result<Option<Opened>, Refused> {
    match open(t, session, case, Action::JoinCase, reading).await {
        Ok(opened) => Ok(Some(opened)),
        Err(Shut::Store(error)) => Err(Shut::Store(error).into()),
        Err(Shut::NotFound | Shut::Refused(_)) => Ok(None),
    }
}

/// Records under the same 合図の言葉 or the same 呼び名, one of the two an alias, that the reader may join.
async fn alike(
    t: &Tomoni,
    session: &Session,
    file: &CaseFile,
) -> Result<Vec<OtherRecord>, Refused> {
    let reader = Reader::of(t, session).await?;
    let tokens = gate::tokens_of(&reader.council, &reader.subject, &reader.keys).finds;
    let conn = t.store.read();
    let mut ids = Vec::new();
    for word in [file.code_word(), &file.woman.called_name] {
        let pieces: Vec<i64> = search::pieces_asked(word)
            .iter()
            .map(|piece| reader.keys.search_token(piece))
            .collect();
        let found = case_file::find(conn, session.council, &tokens, &pieces, LOOKED_AT).await?;
        ids.extend(found.into_iter().map(|found| found.id));
    }
    ids.sort_unstable();
    ids.dedup();
    ids.retain(|id| *id != file.id.0);
    let mut alike = Vec::new();
    for (_, body) in case_file::files(conn, &reader.keys, &ids).await? {
        let other: CaseFile = read(&body)?;
        let now = t.clock.now();
        let facts = CaseFacts::of(&other, &reader.council, &reader.subject, now);
        let may = gate::judge(&reader.subject, Action::JoinCase, &facts).is_ok();
        if may && is_like(file, &other) {
            let view = View::of(&other, &reader.council, &reader.subject, &facts, now);
            alike.push(OtherRecord::of(&view));
        }
    }
    alike.sort_by(|a, b| (b.accepted_on, &b.no).cmp(&(a.accepted_on, &a.no)));
    alike.truncate(MOST_ALIKE);
    if !alike.is_empty() {
        let detail = Read {
            action: Action::JoinCase,
            place: false,
            reason: None,
            cases: alike.iter().map(|one| one.case).collect(),
        };
        let who = Who::Staff(staff(session));
        gate::note(t, &reader.keys, who, "list", None, &detail).await?;
    }
    Ok(alike)
}

fn is_like(file: &CaseFile, other: &CaseFile) -> bool {
    let same = |a: &str, b: &str| {
        let a = search::fold(a);
        !a.is_empty() && a == search::fold(b)
    };
    let free = other.others_of_hers().next().is_none();
    let alias = file.goes_by_alias() || other.goes_by_alias();
    free && alias
        && (same(file.code_word(), other.code_word())
            || same(&file.woman.called_name, &other.woman.called_name))
}
