//! 一回きりの紙のコード: an officer gives it to a colleague in person, for the first sign-in and for a
//! reset.

use axum::extract::State;
use domain::access::Action;
use domain::id::StaffId;
use domain::wire::session::{IssueCode, IssuedCode};

use super::staff;
use crate::audit::{self, Entry};
use crate::gate;
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::signin::paper_code;
use crate::http::who::Staff;
use crate::store::account;
use crate::tomoni::Tomoni;

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
    let paper = paper_code(&t).await?;
    let (hash, expires, now) = (paper.hash, paper.expires, t.clock.now());
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
        code: paper.code.to_string(),
        expires,
    }))
}
