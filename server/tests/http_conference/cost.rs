//! 年度の費用 through the doors: listed by case code for those who answer for the money, as sums above
//! five women for the 代表者, and without a blocked case for whoever must not find it.

use domain::block::{BlockReason, BlockTarget};
use domain::command::CaseCommand as C;
use domain::conference::{ConferenceCommand as A, ConferenceKind};
use domain::cost::{CostItem, CostKind};
use domain::id::*;
use domain::meeting::HerView;
use domain::refusal::Refusal;
use domain::view::cost::CostsView;
use domain::wire::{self, Outcome};
use server::store::cost::{self, Holder};
use uuid::Uuid;

use crate::database::Scratch;
use crate::room::done;
use crate::tale::{CALLED, NAME};
use crate::town::{Town, town};

crate::on_both! {
    costs_of_the_year_are_listed_by_case: costs_of_the_year_are_listed_by_case_on_sqlite, costs_of_the_year_are_listed_by_case_on_postgres;
    a_blocked_case_costs_nothing_for_who_must_not_find_it: a_blocked_case_costs_nothing_for_who_must_not_find_it_on_sqlite, a_blocked_case_costs_nothing_for_who_must_not_find_it_on_postgres;
}

fn hotel(amount: Option<u32>) -> Option<CostItem> {
    Some(CostItem {
        kind: CostKind::EmergencyHotel,
        amount,
    })
}

fn decide(town: &Town, decision: RecordId, cost: Option<CostItem>) -> C {
    C::Decide {
        meeting: town.meeting,
        decision,
        what: "今夜の泊まる所を用意する".to_owned(),
        agency: town.agency("福祉課"),
        person: None,
        due: None,
        her_view: HerView::Accepted,
        cost,
    }
}

async fn of_year(town: &Town, login: &str) -> Result<CostsView, u16> {
    let asked = town.ask(login, &wire::Costs { year: None }).await;
    asked.map_err(|raw| raw.status)
}

fn new() -> RecordId {
    RecordId(Uuid::now_v7())
}

async fn costs_of_the_year_are_listed_by_case(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    assert!(of_year(&town, "shirabe").await.unwrap().lines.is_empty());
    town.open_meeting().await;
    town.did("ichiko", town.attendance(town.meeting)).await;
    let known = new();
    // Neither of chair and recorder; nothing as an amount; one decision twice.
    assert_eq!(
        town.refused("kokoro", decide(&town, known, hotel(Some(1))))
            .await,
        Refusal::NotYourRole
    );
    assert_eq!(
        town.refused("ichiko", decide(&town, known, hotel(Some(0))))
            .await,
        Refusal::CostIsNothing
    );
    town.did("ichiko", decide(&town, known, hotel(Some(12_000))))
        .await;
    assert_eq!(
        town.refused("ichiko", decide(&town, known, hotel(Some(9))))
            .await,
        Refusal::IdTaken
    );
    town.did("ichiko", decide(&town, new(), hotel(None))).await;

    for login in ["shirabe", "shocho"] {
        let seen = of_year(&town, login).await.unwrap();
        assert!(seen.whole, "{login}");
        let lines: Vec<_> = seen
            .lines
            .iter()
            .map(|line| (line.case_no.as_deref(), line.item.amount))
            .collect();
        assert_eq!(
            lines,
            [(Some("K-R8-0001"), Some(12_000)), (Some("K-R8-0001"), None)]
        );
        assert_eq!(
            (seen.sums[0].amount, seen.sums[0].undecided),
            (Some(12_000), Some(1))
        );
        let all = serde_json::to_string(&seen).unwrap();
        assert!(!all.contains(NAME) && !all.contains(CALLED), "{all}");
    }
    // One woman's cost is nobody's sum.
    let above = of_year(&town, "daihyo").await.unwrap();
    assert!(!above.whole && above.lines.is_empty());
    assert_eq!(
        (above.sums[0].amount, above.sums[0].undecided),
        (None, None)
    );
    // Whoever has nothing to do with the year is told no more than that.
    for login in ["ichiko", "kei", "kansa", "kanri"] {
        assert_eq!(of_year(&town, login).await, Err(409), "{login}");
    }
    let other = wire::Costs { year: Some(2025) };
    assert!(town.ask("shirabe", &other).await.unwrap().lines.is_empty());

    // A decision of another woman's meeting under the same id, and one of a conference.
    let conn = town.tomoni.store.read();
    let kept = cost::of_holder(conn, Holder::Case(town.case.0))
        .await
        .unwrap();
    assert_eq!(kept.len(), 2);
    let round = town.open_round().await;
    town.acted("kokoro", round, town.present(&["shirabe", "kei"]))
        .await;
    let lecture = A::Decide {
        decision: known,
        what: "弁護士に話してもらう".to_owned(),
        agency: town.agency("相談支援センター"),
        due: None,
        cost: Some(CostItem {
            kind: CostKind::ExpertFee,
            amount: Some(30_000),
        }),
    };
    town.acted("shirabe", round, lecture).await;
    let seen = of_year(&town, "shirabe").await.unwrap();
    assert_eq!(seen.lines.len(), 3);
    assert_eq!(seen.lines[2].case_no, None);
    assert_eq!(seen.sums[1].amount, Some(30_000));
    town.close().await;
}

async fn a_blocked_case_costs_nothing_for_who_must_not_find_it(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    town.open_meeting().await;
    town.did("ichiko", town.attendance(town.meeting)).await;
    let before = of_year(&town, "shocho").await.unwrap();
    town.did("ichiko", decide(&town, new(), hotel(Some(12_000))))
        .await;
    assert_ne!(of_year(&town, "shocho").await.unwrap(), before);
    for login in ["shocho", "daihyo"] {
        let block = C::SetBlock {
            block: BlockId(Uuid::now_v7()),
            target: BlockTarget::Person(town.person(login)),
            reason: BlockReason::Relation,
            alternative: None,
        };
        assert!(
            done(&town.writes("shirabe", town.case, block).await),
            "{login}"
        );
    }
    assert_eq!(of_year(&town, "shocho").await.unwrap(), before);
    let seen = of_year(&town, "daihyo").await.unwrap();
    assert_eq!(seen.sums[0].amount, Some(0));
    assert_eq!(of_year(&town, "shirabe").await.unwrap().lines.len(), 1);
    // A conference in one agency is nobody else's money.
    let id = ConferenceId(Uuid::now_v7());
    let plan = town
        .plan_of(
            ConferenceKind::Practitioners,
            "2026-06-18 10:00",
            "2026-06-18 12:00",
        )
        .await;
    assert!(matches!(
        town.acts("kei", id, plan).await,
        Outcome::Refused { .. }
    ));
    town.close().await;
}
