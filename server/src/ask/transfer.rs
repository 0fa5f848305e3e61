//! 移管の資料: the preview, and the sealed file of exactly what was looked at.

use axum::extract::State;
use domain::access::Action;
use domain::handle::may_hand_out;
use domain::id::{CaseId, TransferId};
use domain::refusal::Refusal;
use domain::view::transfer::TransferPackage;
use domain::wire;
use domain::wire::Outcome;
use domain::wire::session::{Preview, SealedTransfer, TransferFile};
use sha2::{Digest, Sha256};

use super::{refused, staff};
use crate::gate::{Reading, Who, open_case};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::session::Session;
use crate::store::written;
use crate::submit::hand_out;
use crate::tomoni::Tomoni;
use crate::transfer;

pub(super) async fn preview(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::TransferPreview>,
) -> Result<Json<Preview>, Refused> {
    let (package, digest, _) = package(&t, &session, asked.case, asked.transfer).await?;
    Ok(Json(Preview { package, digest }))
}

/// The package of one agreement as it stands now, with its digest and as it is sealed.
async fn package(
    t: &Tomoni,
    session: &Session,
    case: CaseId,
    id: TransferId,
) -> Result<(TransferPackage, String, Vec<u8>), Refused> {
    let who = Who::Staff(staff(session));
    let reading = Reading {
        place: true,
        reason: Some("移管の資料".to_owned()),
        ..Reading::default()
    };
    let action = Action::TransferCase;
    let opened = open_case(t, who, session.council, case, action, reading).await?;
    let known = may_hand_out(&opened.file, id).map_err(|refusal| match refusal {
        Refusal::NotFound => Refused::not_found(),
        told => refused(told),
    })?;
    // What she agreed to goes whole or not at all: only who may know the place may send it on.
    if known.scope.whereabouts && opened.place.is_none() {
        return Err(refused(Refusal::TransferNeedsAKnower));
    }
    let package = TransferPackage::of(&opened.reader(), known, opened.place.as_ref())
        .ok_or_else(Refused::not_found)?;
    let body = written(&package)?;
    let digest = hex(&Sha256::digest(&body));
    Ok((package, digest, body))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Seals what was looked at; the copy is on record before anybody has it.
pub(super) async fn file(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<TransferFile>,
) -> Result<Json<SealedTransfer>, Refused> {
    let (_, digest, body) = package(&t, &session, asked.case, asked.transfer).await?;
    if digest != asked.digest {
        return Err(refused(Refusal::TransferChanged));
    }
    let sealed = transfer::seal(body).await.map_err(|error| {
        tracing::error!(%error, "a transfer could not be sealed");
        Refused::busy()
    })?;
    let who = Who::Staff(staff(&session));
    let copy = (asked.case, asked.transfer);
    match hand_out(&t, who, session.council, copy).await? {
        Outcome::Done { .. } => Ok(Json(sealed)),
        Outcome::Refused { refusal, .. } => Err(refused(refusal)),
        _ => Err(Refused::busy()),
    }
}
