//! The paper as a file. Its name and its metadata carry nothing personal.

use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::IntoResponse;
use domain::form::case_review::key;
use domain::id::CaseId;
use domain::view::SheetView;
use domain::wire::session::{File, FileKind};
use serde::Serialize;

use super::case::{Paper, paper as page};
use super::staff;
use crate::audit::{self, Entry};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::session::Session;
use crate::store::conference::next_letter;
use crate::store::{StoreError, written};
use crate::tomoni::Tomoni;

pub(super) async fn file(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<File>,
) -> Result<impl IntoResponse, Refused> {
    let which = Paper {
        case: asked.case,
        request: asked.request,
        open_address: asked.open_address,
    };
    let sheet = sheet(page(&t, &session, which).await?);
    handed_out("kaigi-shiryo", asked.kind, move |kind| match kind {
        FileKind::Pdf => paper::case_review_pdf(&sheet),
        FileKind::Xlsx => paper::case_review_xlsx(&sheet),
    })
    .await
}

/// A paper to save, under a name that tells nothing of anyone. Typesetting takes a while, so it is
/// done where it holds up nobody else.
pub(super) async fn handed_out<F>(
    name: &str,
    kind: FileKind,
    make: F,
) -> Result<impl IntoResponse + use<F>, Refused>
where
    F: FnOnce(FileKind) -> Result<Vec<u8>, paper::PaperError> + Send + 'static,
{
    let bytes = match tokio::task::spawn_blocking(move || make(kind)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(error)) => return Err(broken(&error)),
        Err(error) => return Err(broken(&error)),
    };
    let (content, ending) = match kind {
        FileKind::Pdf => ("application/pdf", "pdf"),
        FileKind::Xlsx => (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
        ),
    };
    let headers: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, content.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.{ending}\""),
        ),
    ];
    Ok((headers, bytes))
}

/// Gives a copy its number and writes it down, before there is a copy. `detail` is what the audit keeps
/// of the copy with that number.
pub(super) async fn numbered<D: Serialize>(
    t: &Tomoni,
    session: &Session,
    case: Option<CaseId>,
    detail: impl FnOnce(u32) -> D + Send + 'static,
) -> Result<u32, StoreError> {
    let keys = t.keyring.council(t.store.read(), session.council).await?;
    let (actor, now) = (staff(session), t.clock.now());
    t.writer
        .run(keys.council(), move |txn| {
            Box::pin(async move {
                let copy = next_letter(txn, keys.council()).await?;
                let detail = written(&detail(copy))?;
                let entry = Entry {
                    actor: actor.0,
                    action: "print",
                    case: case.map(|case| case.0),
                    detail: &detail,
                };
                audit::append(txn, &keys, now, entry).await?;
                Ok(copy)
            })
        })
        .await
}

fn broken(error: &dyn std::fmt::Display) -> Refused {
    tracing::error!(%error, "a paper could not be made");
    Refused::of_status(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The view in the words of the typesetter.
fn sheet(view: SheetView) -> paper::CaseReviewSheet {
    let mut upper = paper::Half::new();
    for (key, words) in view.upper {
        upper = upper.word(&key, words);
    }
    for tick in &view.ticked {
        upper = upper.tick(tick);
    }
    if view.consent {
        upper = upper.tick(key::CONSENT);
    }
    let address = view
        .address_open
        .then(|| upper.words.get(key::ADDRESS).cloned())
        .flatten();
    let lower = view.lower.map(|words| {
        words
            .into_iter()
            .fold(paper::Half::new(), |half, (key, words)| {
                half.word(&key, words)
            })
    });
    paper::CaseReviewSheet {
        upper,
        lower,
        address_shown: address,
        ..paper::CaseReviewSheet::default()
    }
}
