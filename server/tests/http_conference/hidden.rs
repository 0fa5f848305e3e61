//! Who must not see a conference, the ledger or a case in it gets the answer of what does not exist.

use domain::block::{BlockReason, BlockTarget};
use domain::command::{CaseCommand as C, Command, CouncilCommand};
use domain::conference::{ConferenceCommand as A, ConferenceKind};
use domain::id::*;
use domain::refusal::Refusal;
use domain::view::ledger::LedgerFilter;
use domain::wire::{self, Ask, Outcome};
use futures::StreamExt;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::database::Scratch;
use crate::room::{count, done};
use crate::town::{Town, day, town};

crate::on_both! {
    what_is_hidden_answers_as_if_it_were_not: what_is_hidden_answers_as_if_it_were_not_on_sqlite, what_is_hidden_answers_as_if_it_were_not_on_postgres;
    a_block_takes_the_case_out_of_lines_and_counts: a_block_takes_the_case_out_of_lines_and_counts_on_sqlite, a_block_takes_the_case_out_of_lines_and_counts_on_postgres;
}

async fn alike(town: &Town, login: &str, path: &str, one: Value, other: Value) {
    let one = town.post(login, path, one.to_string()).await;
    let other = town.post(login, path, other.to_string()).await;
    assert_eq!(one, other, "{login} {path}");
    assert!(one.status >= 400, "{login} {path}: {}", one.text());
}

/// The conference answers like one that was never planned, and its round like no ledger at all.
async fn nothing_there(town: &Town, login: &str, round: ConferenceId) {
    let unknown = ConferenceId(Uuid::now_v7());
    let asked = |id| json!({ "conference": id });
    for path in [
        wire::Conference::PATH,
        wire::SlotsOnWall::PATH,
        wire::session::TIMETABLE_FILE,
    ] {
        alike(town, login, path, asked(round), asked(unknown)).await;
    }
    let asked = |id| json!({ "round": id, "filter": null, "after": null });
    alike(
        town,
        login,
        wire::Ledger::PATH,
        asked(round),
        asked(unknown),
    )
    .await;
    for act in [
        A::Open,
        A::Notify,
        A::Adjourn,
        A::ConfirmMinutes,
        A::ShareMinutes,
    ] {
        let one = town.acts(login, round, act.clone()).await;
        let other = town.acts(login, unknown, act.clone()).await;
        assert_eq!(one, other, "{login} {act:?}");
        assert!(matches!(one, Outcome::Refused { .. }), "{login}: {one:?}");
    }
}

async fn what_is_hidden_answers_as_if_it_were_not(scratch: &Scratch) {
    let town = town(scratch).await;
    town.newcomer("tooi", "試験 遠", "保健福祉部", None).await;
    town.accept().await;
    let round = town.open_round().await;
    let keep = town.line_of(round, "見守りを続ける");
    assert!(done(&town.writes("shirabe", town.case, keep.clone()).await));

    // Not called, of another tier, without cases at all.
    for login in ["tooi", "daihyo", "kansa", "kanri"] {
        nothing_there(&town, login, round).await;
    }
    // For a representative there is no ledger and no paper of it, and no such case.
    let nowhere = "/api/ask/nothing-of-that-name";
    for login in ["daihyo", "kansa", "kanri"] {
        for (path, body) in [
            (
                wire::Ledger::PATH,
                json!({ "round": null, "filter": null, "after": null }),
            ),
            (
                wire::Ledger::PATH,
                json!({ "round": round, "filter": "no_agency", "after": null }),
            ),
            (
                wire::session::LEDGER_FILE,
                json!({ "pdf": true, "names": null, "recipient": "県" }),
            ),
            (
                wire::session::LEDGER_FILE,
                json!({ "pdf": false, "names": "配るため", "recipient": "県" }),
            ),
            (wire::Case::PATH, json!({ "case": town.case })),
        ] {
            let one = town.post(login, path, body.to_string()).await;
            let other = town.post(login, nowhere, "{}".to_owned()).await;
            assert_eq!(one, other, "{login} {path}");
        }
        let outcome = town.writes(login, town.case, keep.clone()).await;
        let unknown = town
            .writes(login, CaseId(Uuid::now_v7()), keep.clone())
            .await;
        assert_eq!(outcome, unknown, "{login}");
    }
    let list = town
        .ask("daihyo", &wire::Conferences { year: None })
        .await
        .unwrap();
    let kinds: Vec<_> = list.conferences.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [ConferenceKind::Representatives]);
    // In a 代表者会議 nothing goes through cases.
    let above = list.conferences[0].id;
    let none = town
        .act_refused("shirabe", above, A::GoThrough { case: town.case })
        .await;
    assert!(
        matches!(none, Refusal::NotARound | Refusal::NotYourRole),
        "{none:?}"
    );
    // A line for a round that is none.
    for round in [above, ConferenceId(Uuid::now_v7())] {
        let keep = town.line_of(round, "別の会議で書いた");
        assert!(!done(&town.writes("shirabe", town.case, keep).await));
    }

    // Her post has ended yesterday; at the window's end everyone's way into the ledger closes.
    let leave = Command::Council(CouncilCommand::EndPost {
        staff: town.person("shi"),
        until: day("2026-06-17"),
    });
    assert!(done(&town.push("shirabe", leave).await));
    nothing_there(&town, "shi", round).await;
    assert!(town.ledger("kei", Some(round), None).await.is_ok());
    town.acted("kokoro", round, town.present(&["shirabe", "kei"]))
        .await;
    town.acted("shirabe", round, A::Adjourn).await;
    town.at("2026-06-18 14:30");
    nothing_there(&town, "kei", round).await;

    // Without a pledge of the year nothing is opened, whatever is asked for.
    town.at("2027-04-02 10:00");
    for login in ["kei", "shirabe"] {
        nothing_there(&town, login, round).await;
        let shut = town.ledger(login, Some(round), None).await.unwrap_err();
        assert_eq!(shut.error().refusal, Some(Refusal::PledgeMissing));
    }
    town.close().await;
}

/// What a reader gets of the ledger, without the instant.
pub async fn seen(town: &Town, login: &str, round: ConferenceId) -> Vec<Value> {
    let mut all = Vec::new();
    let filters = std::iter::once(None).chain(LedgerFilter::ALL.map(Some));
    for filter in filters {
        let view = town.ledger(login, Some(round), filter).await.unwrap();
        all.push(serde_json::to_value(view).unwrap());
    }
    let view = town.see(login, round).await.unwrap();
    all.push(json!(view.gone_through));
    all
}

async fn a_block_takes_the_case_out_of_lines_and_counts(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let round = town.open_round().await;
    let keep = town.line_of(round, "見守りを続ける");
    assert!(done(&town.writes("shirabe", town.case, keep.clone()).await));
    let before = seen(&town, "kei", round).await;

    // A second case that kei, the 児童相談所 and, but for one, nobody of a unit may know of.
    let unit = Some("給付係");
    town.newcomer("tonari", "試験 隣", "福祉課", unit).await;
    let acts = town.newcomer("mado", "試験 窓", "福祉課", unit).await;
    let hidden = town.accept_also("見本 秋子").await;
    let unit = BlockTarget::Unit {
        agency: town.agency("福祉課"),
        unit: "給付係".to_owned(),
    };
    for (target, alternative) in [
        (BlockTarget::Person(town.person("kei")), None),
        (BlockTarget::Agency(town.agency("児童相談所")), None),
        (unit, Some(acts)),
    ] {
        let set = C::SetBlock {
            block: BlockId(Uuid::now_v7()),
            target,
            reason: BlockReason::Neighbour,
            alternative,
        };
        assert!(done(&town.writes("ichiko", hidden, set).await));
    }
    assert_eq!(seen(&town, "kei", round).await, before);
    // Not gone through, then gone through: for them nothing has happened, not even a sound.
    let mut heard = town.live("kei").await;
    let other = town.line_of(round, "別の人が担う");
    let silent = town.writes("shirabe", hidden, other).await;
    let loud = town.acts("shirabe", round, A::Pause).await;
    let (Outcome::Done { seq: silent }, Outcome::Done { seq: loud }) = (silent, loud) else {
        panic!("not done");
    };
    let first = heard.next().await.unwrap().unwrap();
    let first = String::from_utf8(first.to_vec()).unwrap();
    assert!(first.contains(&format!("id: {loud}\n")), "{first}");
    assert!(!first.contains(&format!("id: {silent}\n")), "{first}");
    town.acted("shirabe", round, A::Resume).await;
    assert_eq!(seen(&town, "kei", round).await, before);
    assert_eq!(seen(&town, "ji", round).await, before);
    let full = town.ledger("shi", Some(round), None).await.unwrap();
    assert_eq!(full.lines.len(), 2);
    assert_eq!(town.see("shi", round).await.unwrap().gone_through, 2);

    // The unit of the neighbour is called to the next round: one of it sees the case, the others not.
    let next = ConferenceId(Uuid::now_v7());
    let mut plan = town
        .plan_of(
            ConferenceKind::Practitioners,
            "2026-06-18 10:30",
            "2026-06-18 11:30",
        )
        .await;
    let cast = town.council_now().await;
    if let A::Plan { invited, .. } = &mut plan {
        for login in ["tonari", "mado"] {
            let mut staff = cast.staff.values();
            let person = staff.find(|staff| staff.login_name == login).unwrap();
            invited.push(domain::form::Attendee {
                agency: person.agency,
                staff: Some(person.id),
                name: person.name.clone(),
            });
        }
    }
    town.acted("shirabe", next, plan).await;
    town.acted("shirabe", next, A::Notify).await;
    for (login, lines) in [("tonari", 1), ("mado", 2), ("kei", 1), ("shi", 2)] {
        let view = town.ledger(login, Some(next), None).await.unwrap();
        assert_eq!(view.lines.len(), lines, "{login}");
        let unseen = count(&view, LedgerFilter::NotYetSeen);
        assert_eq!(unseen as usize, lines, "{login}");
    }
    // The officer cannot be blocked out by being told so: going through it needs the case too.
    let set = C::SetBlock {
        block: BlockId(Uuid::now_v7()),
        target: BlockTarget::Person(town.person("shirabe")),
        reason: BlockReason::Relation,
        alternative: None,
    };
    assert!(done(&town.writes("ichiko", hidden, set).await));
    let unknown = CaseId(Uuid::now_v7());
    let one = town
        .acts("shirabe", round, A::GoThrough { case: hidden })
        .await;
    let other = town
        .acts("shirabe", round, A::GoThrough { case: unknown })
        .await;
    assert_eq!(one, other);
    let one = town.writes("shirabe", hidden, keep.clone()).await;
    let other = town.writes("shirabe", unknown, keep).await;
    assert_eq!(one, other);
    town.close().await;
}
