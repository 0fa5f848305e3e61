//! 一回きりの紙のコード: an officer gives it to a colleague in person, for the first sign-in and for a
//! reset.

use axum::extract::State;
use chrono::Duration;
use domain::access::Action;
use domain::id::StaffId;
use domain::wire::session::{IssueCode, IssuedCode};

use super::staff;
use crate::audit::{self, Entry};
use crate::gate;
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::password::{one_time_code, read_code};
use crate::store::account;
use crate::tomoni::Tomoni;

/// A code that nobody used is void after three days.
const LIFE: Duration = Duration::hours(72);

pub(super) async fn issue(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<IssueCode>,
) -> Result<Json<IssuedCode>, Refused> {
    let me = staff(&session);
    let (_, council, _) = gate::council_for(&t, me, session.council, Action::ManageStaff).await?;
    let today = domain::council::today(t.clock.now());
    if !council.in_post(asked.staff, today) {
        return Err(Refused::not_found());
    }
    let code = one_time_code().map_err(crate::store::StoreError::from)?;
    let hash = t.passwords.hash(read_code(&code)).await?;
    let now = t.clock.now();
    let expires = now + LIFE;
    let keys = t.keyring.council(t.store.read(), session.council).await?;
    let StaffId(colleague) = asked.staff;
    t.writer
        .run(session.council, move |txn| {
            Box::pin(async move {
                account::reset(txn, colleague, hash, expires).await?;
                crate::store::session::end_all(txn, colleague).await?;
                let detail = keys.actor(colleague).0;
                let entry = Entry {
                    actor: me.0,
                    action: "issue-code",
                    case: None,
                    detail: &detail,
                };
                audit::append(txn, &keys, now, entry).await.map(|_| ())
            })
        })
        .await?;
    Ok(Json(IssuedCode {
        code: code.to_string(),
        expires,
    }))
}
