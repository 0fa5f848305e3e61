//! The paper as a file. Its name and its metadata carry nothing personal.

use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::IntoResponse;
use domain::form::case_review::key;
use domain::view::SheetView;
use domain::wire::session::{File, FileKind};

use super::case::{Paper, paper};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::tomoni::Tomoni;

pub(super) const PDF: &str = "application/pdf";
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

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
    let (view, _) = paper(&t, &session, which).await?;
    let sheet = sheet(view);
    let made = tokio::task::spawn_blocking(move || match asked.kind {
        FileKind::Pdf => paper::case_review_pdf(&sheet).map(|bytes| (PDF, "pdf", bytes)),
        FileKind::Xlsx => paper::case_review_xlsx(&sheet).map(|bytes| (XLSX, "xlsx", bytes)),
    })
    .await;
    let (kind, ending, bytes) = match made {
        Ok(Ok(made)) => made,
        Ok(Err(error)) => return Err(broken(&error)),
        Err(error) => return Err(broken(&error)),
    };
    let headers: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"kaigi-shiryo.{ending}\""),
        ),
    ];
    Ok((headers, bytes))
}

pub(super) fn broken(error: &dyn std::fmt::Display) -> Refused {
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
