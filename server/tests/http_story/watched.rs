//! 見守り through the lists: an agency whose only tie is her yes finds her case until the last day of it,
//! and from the next day on it is for that agency as if there were none.

use std::collections::BTreeSet;

use domain::case::CaseStatus;
use domain::command::CaseCommand as C;
use domain::consent::{Answer, ConsentKind, ConsentScope};
use domain::form::InfoCategory;
use domain::id::*;
use domain::refusal::Refusal;
use domain::timing::{NextContact, TimingCommand as T};
use domain::wire::{self, Ask};
use uuid::Uuid;

use crate::database::Scratch;
use crate::tale::{CALLED, consent};
use crate::town::{Raw, Town, day, town};

crate::on_both! {
    no_list_outlives_her_yes: no_list_outlives_her_yes_on_sqlite, no_list_outlives_her_yes_on_postgres;
}

fn moved(from: CaseStatus, to: CaseStatus) -> C {
    C::MoveCase {
        from,
        to,
        reason: "今夜から支援を始める".to_owned(),
        referred_to: None,
    }
}

fn yes(agencies: BTreeSet<AgencyId>, last: &str) -> C {
    let scope = ConsentScope {
        agencies,
        categories: BTreeSet::from([InfoCategory::Housing]),
        purpose: "見守り".to_owned(),
        excluded: Vec::new(),
    };
    let id = ConsentId(Uuid::now_v7());
    let mut yes = consent(id, ConsentKind::WatchOver, Answer::Given, scope);
    if let C::RecordConsent { until, .. } = &mut yes {
        *until = Some(day(last));
    }
    yes
}

/// Every list that somebody of the agency can ask for.
async fn lists(town: &Town, login: &str) -> Vec<Raw> {
    let mut all = Vec::new();
    for text in ["K-R8-0001", CALLED, "はる"] {
        let body = serde_json::json!({ "text": text }).to_string();
        all.push(town.post(login, wire::Search::PATH, body).await);
    }
    let dates = serde_json::json!({ "from": "2026-05-04", "days": 42 }).to_string();
    all.push(town.post(login, wire::Dates::PATH, dates).await);
    for path in [wire::Board::PATH, wire::Inbox::PATH] {
        all.push(town.post(login, path, "{}").await);
    }
    all
}

async fn no_list_outlives_her_yes(scratch: &Scratch) {
    let town = town(scratch).await;
    town.newcomer("tooi", "試験 遠", "保健福祉部", None).await;
    town.accept().await;
    for (from, to) in [
        (CaseStatus::Accepted, CaseStatus::Assessing),
        (CaseStatus::Assessing, CaseStatus::Supporting),
    ] {
        town.did("ichiko", moved(from, to)).await;
    }
    let office = town.agency("保健福祉部");
    let watch = |from| {
        C::Timing(T::Watch {
            from,
            agencies: BTreeSet::from([office]),
            note: String::new(),
            next_contact: Some(NextContact {
                on: day("2026-06-30"),
                by: town.person("ichiko"),
                how: "手紙".to_owned(),
            }),
        })
    };
    // Without her yes nobody is put there, whoever pushes the command.
    assert_eq!(
        town.refused("ichiko", watch(CaseStatus::Supporting)).await,
        Refusal::WatcherNotAgreed
    );
    assert_eq!(
        town.refused("tooi", watch(CaseStatus::Supporting)).await,
        Refusal::NotFound
    );
    let before = lists(&town, "tooi").await;
    town.did("ichiko", yes(BTreeSet::from([office]), "2026-05-31"))
        .await;
    town.did("ichiko", watch(CaseStatus::Supporting)).await;
    let page = wire::Case { case: town.case };
    town.at("2026-05-31 23:50");
    assert!(town.ask("tooi", &page).await.is_ok());
    let board = town.ask("tooi", &wire::Board {}).await.unwrap();
    assert_eq!(board.cards.len(), 1, "until the last day");

    town.at("2026-06-01 00:10");
    let none = wire::Case {
        case: CaseId(Uuid::now_v7()),
    };
    let hidden = town.ask("tooi", &page).await.unwrap_err();
    assert_eq!(hidden, town.ask("tooi", &none).await.unwrap_err());
    for (now, then) in lists(&town, "tooi").await.iter().zip(&before) {
        assert!(!now.text().contains("K-R8-0001"), "{}", now.text());
        assert_eq!(now.status, then.status);
    }
    let board = town.ask("tooi", &wire::Board {}).await.unwrap();
    assert_eq!(board.cards, []);
    // Who keeps the record goes on with it.
    let board = town.ask("ichiko", &wire::Board {}).await.unwrap();
    assert_eq!(board.cards.len(), 1);
    town.close().await;
}
