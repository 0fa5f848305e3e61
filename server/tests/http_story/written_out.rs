//! 送信箱の書き出し: what left a tablet as a file without a lock is told by the audit, and never what it said.

use domain::command::{Command, CouncilCommand};
use domain::id::{CaseId, CommandId};
use domain::wire::Outcome;
use server::audit;
use uuid::Uuid;

use crate::database::Scratch;
use crate::town::town;

crate::on_both! {
    what_was_written_out_is_in_the_audit_once: written_out_on_sqlite, written_out_on_postgres;
}

const ENVELOPE: CommandId = CommandId(Uuid::from_u128(0xe4e1));

fn written_out(case: Option<CaseId>) -> Command {
    Command::Council(CouncilCommand::NoteWrittenOut {
        envelope: ENVELOPE,
        case,
        pictures: 2,
    })
}

async fn what_was_written_out_is_in_the_audit_once(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    // Even by somebody who may not see the case: it may be what was refused for that reason.
    for login in ["ichiko", "kei"] {
        let note = town.envelope(written_out(Some(town.case)));
        let first = town.push_envelope(login, note.clone()).await;
        let again = town.push_envelope(login, note).await;
        let Outcome::Done { seq } = first else {
            panic!("{login}: {first:?}");
        };
        assert_eq!(again, Outcome::AlreadyDone { seq }, "{login}");
    }
    let keys = town.keys().await;
    let conn = town.tomoni.store.read();
    let rows = audit::of_case(conn, &keys, town.case.0, 500).await.unwrap();
    let found: Vec<_> = rows
        .iter()
        .filter(|row| row.action == "write_out")
        .collect();
    assert_eq!(found.len(), 2, "each of them once");
    for row in &found {
        let detail = String::from_utf8_lossy(&row.detail).into_owned();
        assert!(detail.contains(&ENVELOPE.0.to_string()), "{detail}");
    }
    assert_ne!(found[0].actor, found[1].actor);
    // Nobody without a session says it.
    let body = serde_json::to_string(&written_out(None)).unwrap();
    let call = crate::town::call("/api/push", axum::body::Body::from(body), None);
    assert!(town.send(call).await.status >= 400);
}
