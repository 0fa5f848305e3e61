//! 写真 of a record, for whoever reads the record.

use axum::extract::State;
use domain::access::Action;
use domain::event::Happened;
use domain::id::CaseId;
use domain::photo::Jpeg;
use domain::view::{PhotoView, TimelineEntry};
use domain::wire;

use super::case::open;
use super::staff;
use crate::gate::{self, Reading};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::store::case_key::{self, With};
use crate::store::{StoreError, photo, read, timeline};
use crate::tomoni::Tomoni;

/// What is not for the reader, whether the case, the record or the photo, is not there.
pub(super) async fn photo(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Photo>,
) -> Result<Json<PhotoView>, Refused> {
    let conn = t.store.read();
    // Before the photo is looked for, so that the answer says nothing about it.
    gate::at_work(&t, staff(&session), session.council, Action::SeeCase).await?;
    let kept = photo::find(conn, session.council, asked.photo)
        .await?
        .ok_or_else(Refused::not_found)?;
    let reading = Reading {
        photo: Some(asked.photo),
        ..Reading::default()
    };
    let opened = open(&t, &session, CaseId(kept.case), Action::SeeCase, reading).await?;
    let council = t.keyring.council(conn, session.council).await?;
    let keys = case_key::load(conn, &council, kept.case, With::File)
        .await?
        .ok_or_else(Refused::not_found)?;
    let record = timeline::at(conn, &keys, kept.seq)
        .await?
        .ok_or_else(Refused::not_found)?;
    let happened: Happened = read(&record.body)?;
    let seq = u64::try_from(kept.seq).unwrap_or_default();
    let is_read = TimelineEntry::of(seq, &happened, &opened.reader(), opened.permit.fields())
        .and_then(|entry| entry.record)
        .is_some_and(|record| record.photos.iter().any(|one| one.id == asked.photo));
    if !is_read {
        return Err(Refused::not_found());
    }
    let file = kept.open(&keys)?;
    let jpeg = Jpeg::bare(&file).map_err(|_| StoreError::Missing)?;
    Ok(Json(PhotoView { jpeg }))
}
