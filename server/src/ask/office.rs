//! The signed-in person, the directory, the council's page.

use axum::extract::State;
use domain::access::Action;
use domain::calendar;
use domain::view::{self, Names};
use domain::wire;

use super::staff;
use crate::gate::{self, Reading, Who, open_case};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::live;
use crate::store::council;
use crate::tomoni::Tomoni;

pub(super) async fn me(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(_): Json<wire::Me>,
) -> Result<Json<view::Me>, Refused> {
    let keys = t.keyring.council(t.store.read(), session.council).await?;
    let (_, council) = t.councils.get(t.store.read(), &keys).await?;
    let now = t.clock.now();
    let id = staff(&session);
    // Whoever has left the post is signed out, wherever the session came from.
    if !council.in_post(id, calendar::jst_date(now)) {
        return Err(Refused::signed_out());
    }
    let mut me = view::Me::of(&council, id, now).ok_or_else(Refused::signed_out)?;
    let last = council::last_seq(t.store.read(), session.council).await?;
    me.line = live::line(&session, last);
    Ok(Json(me))
}

pub(super) async fn directory(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Directory>,
) -> Result<Json<view::Directory>, Refused> {
    let id = staff(&session);
    let today = calendar::jst_date(t.clock.now());
    let (_, council, _) = gate::council_for(&t, id, session.council, Action::SeeDirectory).await?;
    let answer = match asked.case {
        None => view::Directory::of(&council, &Names::outside(&council, id), today),
        Some(case) => {
            let who = Who::Staff(id);
            let reading = Reading::default();
            let opened =
                open_case(&t, who, session.council, case, Action::SeeCase, reading).await?;
            let names = Names::within(&council, id, &opened.file);
            view::Directory::of(&council, &names, today)
        }
    };
    Ok(Json(answer))
}

pub(super) async fn council_page(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(_): Json<wire::CouncilPage>,
) -> Result<Json<view::CouncilPage>, Refused> {
    let id = staff(&session);
    let (_, council, _) = gate::council_for(&t, id, session.council, Action::SeeDirectory).await?;
    Ok(Json(view::CouncilPage::of(&council, id, t.clock.now())))
}
