//! 支援会議の案件: the reader's own lines of one conference, and one item as far as it is hers or his.

use axum::extract::State;
use chrono::{DateTime, Utc};
use domain::conference::Conference;
use domain::matter::Matter;
use domain::view::matter::{MatterNotice, MatterView, Matters};
use domain::wire;
use uuid::Uuid;

use super::list::Reader;
use crate::gate::{self, Shut};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::store::{StoreError, matter as rows, read};
use crate::tomoni::Tomoni;

/// The notices of one reader who is called to items and not to their conferences. Like headings, they
/// tell nobody who an item is about; a read of the item itself is on record.
pub(super) async fn notices(
    t: &Tomoni,
    reader: &Reader,
    all: &[Conference],
    now: DateTime<Utc>,
) -> Result<Vec<MatterNotice>, StoreError> {
    let told = |day: &&Conference| {
        day.takes_matters() && (day.is_announced(now) || day.is_shared_lately(now))
    };
    let mut days: Vec<&Conference> = all.iter().filter(told).collect();
    days.retain(|day| !day.invites(reader.id));
    let ids: Vec<Uuid> = days.iter().map(|day| day.id.0).collect();
    let found = rows::of_conferences(t.store.read(), &reader.keys, &ids).await?;
    let items: Result<Vec<Matter>, StoreError> =
        found.iter().map(|record| read(&record.body)).collect();
    let items = items?;
    days.sort_by_key(|day| day.planned.from);
    let of_day = |day: &Conference| {
        let of = items.iter().filter(|item| item.conference == day.id);
        let of: Vec<Matter> = of.cloned().collect();
        MatterNotice::of(day, &of, &reader.council, &reader.subject, now)
    };
    Ok(days.into_iter().flat_map(of_day).collect())
}

pub(super) async fn matters(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Matters>,
) -> Result<Json<Matters>, Refused> {
    let opened = gate::open_matters(&t, &session, asked.conference).await?;
    let view = Matters::of(
        &opened.conference,
        &opened.all,
        &opened.council,
        &opened.subject,
        opened.now,
    );
    // Headings tell nobody who they are about; a read of an item itself is on record.
    Ok(Json(view.ok_or(Shut::NotFound)?))
}

pub(super) async fn matter(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Matter>,
) -> Result<Json<MatterView>, Refused> {
    let opened = gate::open_matter(&t, &session, asked.matter).await?;
    let view = MatterView::of(
        &opened.matter,
        &opened.beside.all,
        &opened.beside.conference,
        &opened.beside.council,
        &opened.beside.subject,
        opened.beside.now,
    );
    Ok(Json(view.ok_or(Shut::NotFound)?))
}
