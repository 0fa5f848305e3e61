//! What can be done with a command that the server did not take: back into its form, or into a file.

use leptos::prelude::WithUntracked;

use crate::route::{CasePart, Route};
use crate::staff::{case, draft, file, intake, patrol, plan};

use super::{PATROL, PLAN, RECORD, Row};

/// The kind of a 相談受付票.
const INTAKE: &str = "accept_case";
/// The name of the file; nothing in it says about whom it is.
const FILE: &str = "送信箱の控え";

/// Where its form stands, if it has one that takes it.
pub(super) fn place(row: &Row) -> Option<Route> {
    let kind = row.kind();
    if let Some(paper) = intake::paper_of(&kind) {
        let case = row
            .case()
            .filter(|_| intake::is_mendable(paper, row.fields()));
        return case.map(|case| intake::paper_route(case, paper));
    }
    match kind.as_str() {
        INTAKE => Some(Route::Intake),
        RECORD => row.case().map(|case| Route::Case {
            case,
            part: CasePart::Timeline,
        }),
        PLAN => row.case().and_then(|case| plan::place(case, row.fields())),
        PATROL => Some(Route::Patrols),
        _ => None,
    }
}

/// Whether something that waits after it goes on from it: without it, that would say less than its writer reads there.
pub(super) fn is_gone_on(row: &Row) -> bool {
    let Some(paper) = paper_of(row) else {
        return false;
    };
    super::rows().with_untracked(|all| {
        let later = all.iter().skip_while(|one| one.id != row.id).skip(1);
        later
            .filter(|one| one.waits())
            .any(|one| paper_of(one).as_ref() == Some(&paper))
    })
}

/// The one paper that it writes on, by kind and id.
fn paper_of(row: &Row) -> Option<(String, String)> {
    let kind = row.kind();
    let fields = row.fields();
    let id = match kind.as_str() {
        PLAN => fields["plan"].as_str()?.to_owned(),
        PATROL => fields["patrol"].as_str()?.to_owned(),
        kind => {
            intake::paper_of(kind)?;
            row.case()?.to_string()
        }
    };
    Some((kind, id))
}

/// Puts it into its form, to be corrected and sent from there. Answers where that is; nothing where a
/// half-written one is in its place.
pub(super) async fn begin(row: &Row) -> Option<Route> {
    let kind = row.kind();
    let fields = row.fields();
    let taken = match (kind.as_str(), intake::paper_of(&kind), row.case()) {
        (_, Some(paper), Some(case)) => intake::mend_paper(case, paper, fields).await,
        (INTAKE, _, Some(case)) => intake::mend(case, fields).await,
        (RECORD, _, Some(case)) => case::mend_record(case, fields).await,
        (PLAN, _, Some(case)) => plan::mend(case, fields).await,
        (PATROL, ..) => patrol::mend(fields).await,
        _ => false,
    };
    if taken { place(row) } else { None }
}

/// Forgets the draft of what lies in the box by now: a window may have died between the two.
pub(super) async fn tidy(row: &Row) {
    let kind = row.kind();
    let fields = row.fields();
    match (kind.as_str(), intake::paper_of(&kind), row.case()) {
        (_, Some(paper), Some(case)) => intake::paper_sent(case, paper, fields).await,
        (INTAKE, _, Some(case)) => intake::sent(case).await,
        (RECORD, _, Some(case)) => case::record_sent(case, fields).await,
        (PLAN, _, Some(case)) => plan::sent(case, fields).await,
        (PATROL, ..) => patrol::sent(fields).await,
        _ => draft::words_sent(row).await,
    }
}

/// Hands the words over as a file; with pictures as one page that holds them all, for a browser may give out only
/// the first of several files.
pub(super) fn write_out(text: &str, pictures: &[(String, String)]) -> Option<()> {
    let (text, ending) = match pictures {
        [] => (text.to_owned(), "txt"),
        pictures => (page(text, pictures), "html"),
    };
    let parts = js_sys::Array::of1(&text.into());
    let blob = web_sys::Blob::new_with_str_sequence(&parts).ok()?;
    file::hand_over(&blob, FILE, ending)
}

fn page(text: &str, pictures: &[(String, String)]) -> String {
    let plain = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('"', "&quot;")
    };
    let shown = pictures.iter().map(|(shows, url)| {
        let shows = plain(shows);
        format!(
            "<figure><img alt=\"{shows}\" src=\"{url}\"><figcaption>{shows}</figcaption></figure>"
        )
    });
    format!(
        "<!doctype html><meta charset=\"utf-8\"><title>{FILE}</title><pre>{}</pre>{}",
        plain(text),
        shown.collect::<String>(),
    )
}
