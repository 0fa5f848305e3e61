//! 会議体の会議: the calendar, one conference, the activity of a year. Nothing in them is about anyone.

use axum::extract::State;
use chrono::{DateTime, Utc};
use domain::access::{Action, Subject};
use domain::calendar;
use domain::conference::{Conference, ConferenceKind, LED_BACK};
use domain::meeting::MeetingStatus;
use domain::view::conference::{ConferenceView, Conferences, FiscalYear, YearView};
use domain::wire;

use super::{slots, staff};
use crate::gate::{self, Shut};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::keys::CouncilKeys;
use crate::session::Session;
use crate::store::conference::{self as rows, Kinds};
use crate::store::{StoreError, case_file, read};
use crate::submit::{kind_number, status_number};
use crate::tomoni::Tomoni;

/// A missing resource is shown with its history over so many years.
const YEARS_BACK: i32 = 4;

pub(super) async fn conferences(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Conferences>,
) -> Result<Json<Conferences>, Refused> {
    one_year(
        &t,
        &session,
        Action::SeeConferences,
        asked.year,
        0,
        Conferences::of,
    )
    .await
}

pub(super) async fn conference(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Conference>,
) -> Result<Json<ConferenceView>, Refused> {
    let mut opened =
        gate::open_conference(&t, &session, asked.conference, Action::SeeConference).await?;
    // Lines first: a slot keeps its time, whatever its reader may know of those before it.
    let lines = slots::lines(&t, &opened).await?;
    if opened.conference.went_by(opened.now) {
        let reader = (&*opened.council, &opened.subject, opened.now);
        let (conn, day) = (t.store.read(), &mut opened.conference);
        gate::without_blocked(conn, &opened.keys, reader, day).await?;
    }
    // Issues go up to a 代表者会議 and come from the others; nothing else is needed of them.
    let above = kind_number(ConferenceKind::Representatives)?;
    let kinds = match opened.conference.kind {
        ConferenceKind::Representatives => Kinds::But(above),
        _ => Kinds::Only(above),
    };
    let year = calendar::fiscal_year(opened.conference.day());
    let others = of_years(&t, &session, year - 1..=year + 1, kinds).await?;
    let mut view = ConferenceView::of(
        &opened.conference,
        &others,
        &opened.council,
        &opened.subject,
        opened.now,
    );
    view.slots = lines;
    // Counted by the reader's own eyes: a case that she must not find is not in the count either.
    let shut = gate::tokens_of(&opened.council, &opened.subject, &opened.keys).shut;
    view.gone_through = match opened.conference.kind.walks_the_ledger() {
        true => case_file::gone_through(t.store.read(), asked.conference.0, &shut).await?,
        false => 0,
    };
    Ok(Json(view))
}

pub(super) async fn year(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Year>,
) -> Result<Json<YearView>, Refused> {
    let action = Action::SeeYear;
    one_year(&t, &session, action, asked.year, YEARS_BACK, YearView::of).await
}

/// A fiscal year as the reader may see it: the one that was asked for, else the one that runs, with
/// so many years `back`.
async fn one_year<V>(
    t: &Tomoni,
    session: &Session,
    action: Action,
    asked: Option<i32>,
    back: i32,
    view: impl FnOnce(&FiscalYear<'_>, &Subject) -> V,
) -> Result<Json<V>, Refused> {
    let (_, council, subject) =
        gate::council_for(t, staff(session), session.council, action).await?;
    let now = t.clock.now();
    let year = asked.unwrap_or_else(|| calendar::fiscal_year(calendar::jst_date(now)));
    let years = year.saturating_sub(back)..=year;
    let mut all = of_years(t, session, years, Kinds::All).await?;
    let keys = t.keyring.council(t.store.read(), session.council).await?;
    for day in all.iter_mut().filter(|day| day.went_by(now)) {
        let reader = (&*council, &subject, now);
        gate::without_blocked(t.store.read(), &keys, reader, day).await?;
    }
    let of = FiscalYear {
        all: &all,
        council: &council,
        year,
        now,
    };
    Ok(Json(view(&of, &subject)))
}

async fn of_years(
    t: &Tomoni,
    session: &Session,
    years: std::ops::RangeInclusive<i32>,
    kinds: Kinds,
) -> Result<Vec<Conference>, Shut> {
    let keys = t.keyring.council(t.store.read(), session.council).await?;
    Ok(opened(t, &keys, years, kinds).await?)
}

/// The conferences somebody can still be told of: to come, going on, or not long over.
pub(super) async fn told(
    t: &Tomoni,
    keys: &CouncilKeys,
    now: DateTime<Utc>,
) -> Result<Vec<Conference>, StoreError> {
    let live = status_number(MeetingStatus::InProgress)?;
    let since = now - LED_BACK;
    let found = rows::to_come(t.store.read(), keys, since, live).await?;
    found.iter().map(|record| read(&record.body)).collect()
}

/// The conferences of some years, as they stand.
pub(super) async fn opened(
    t: &Tomoni,
    keys: &CouncilKeys,
    years: std::ops::RangeInclusive<i32>,
    kinds: Kinds,
) -> Result<Vec<Conference>, StoreError> {
    let found = rows::of_years(t.store.read(), keys, years, kinds).await?;
    found.iter().map(|record| read(&record.body)).collect()
}
