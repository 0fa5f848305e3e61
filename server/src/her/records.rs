//! 話したことの記録: what was written down with her.

use app::her::{path, records};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::event::Happened;
use domain::id::CaseId;
use domain::view::HerRecord;

use super::{Visit, go};
use crate::gate::{self, Shut, Who};
use crate::http::refusal::Refused;
use crate::session::Session;
use crate::store::case_key::{self, With};
use crate::store::timeline;
use crate::store::{StoreError, read};

/// Of so many of the newest records those that she may read are shown.
const MOST: u64 = 200;

pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    let Some(session) = visit.session.clone() else {
        return Ok(go(path::ENTRY));
    };
    Ok(match hers(&visit, &session).await? {
        Some(found) => visit.page(StatusCode::OK, || records::page(found)),
        None => visit.closed(),
    })
}

/// Her records, newest first; the read is written down before. None if the case has gone.
async fn hers(visit: &Visit, session: &Session) -> Result<Option<Vec<HerRecord>>, Refused> {
    let (t, council, case) = (&visit.tomoni, session.council, session.subject);
    let who = Who::Woman(CaseId(case));
    let reading = session.reading();
    match gate::open_case(t, who, council, CaseId(case), Action::SeeCase, reading).await {
        Ok(_) => {}
        Err(Shut::Store(error)) => return Err(error.into()),
        Err(_) => return Ok(None),
    }
    let keys = t.keyring.council(t.store.read(), council).await?;
    let keys = case_key::load(t.store.read(), &keys, case, With::File)
        .await?
        .ok_or(StoreError::Missing)?;
    let found = timeline::of_kind(t.store.read(), &keys, "record_written", MOST).await?;
    let mut hers = Vec::new();
    for entry in &found {
        let happened: Happened = read(&entry.body)?;
        hers.extend(HerRecord::of(&happened.what));
    }
    Ok(Some(hers))
}
