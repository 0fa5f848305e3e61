//! つながり through the doors: hers and a worker's beside each other, the paper with its reason, and
//! nothing of it for who may not know.

use domain::block::{BlockReason, BlockTarget};
use domain::command::CaseCommand as C;
use domain::id::*;
use domain::refusal::Refusal;
use domain::tie::{TieFlow, TieHow, TieKind, TieSide, TieStrength, TieTo};
use domain::view::tie::TiesView;
use domain::wire;
use uuid::Uuid;

use crate::database::Scratch;
use crate::tale::{ADDRESS, CALLED, SHELTER};
use crate::town::{Town, town};

crate::on_both! {
    ties_are_drawn_for_those_who_may_know_and_for_nobody_else: ties_are_drawn_for_those_who_may_know_on_sqlite, ties_are_drawn_for_those_who_may_know_on_postgres;
}

fn tie(side: TieSide, to: TieTo, kind: TieKind, words: &str) -> C {
    C::RecordTie {
        tie: TieId(Uuid::now_v7()),
        side,
        to,
        how: TieHow {
            kind,
            strength: TieStrength::Some,
            flow: TieFlow::Both,
        },
        words: words.to_owned(),
    }
}

fn friend() -> TieTo {
    TieTo::Person {
        name: "架空 まつ".to_owned(),
        relation: "友人".to_owned(),
    }
}

async fn ties(town: &Town, login: &str) -> Option<TiesView> {
    let question = wire::Ties { case: town.case };
    town.ask(login, &question).await.ok()
}

async fn ties_are_drawn_for_those_who_may_know_and_for_nobody_else(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    town.at("2026-05-19 10:00");
    let city = TieTo::Agency(town.agency("福祉課"));
    town.she_did(tie(
        TieSide::Hers,
        city.clone(),
        TieKind::Supporting,
        "話しやすい",
    ))
    .await;
    town.she_did(tie(TieSide::Hers, friend(), TieKind::Weak, ""))
        .await;
    let view = tie(
        TieSide::Worker,
        friend(),
        TieKind::Stressful,
        "お金を借りている",
    );
    for other in ["kei", "ji", "shocho"] {
        assert_eq!(
            town.refused(other, view.clone()).await,
            Refusal::NotYourRole,
            "{other}"
        );
    }
    assert_eq!(
        town.refused("daihyo", view.clone()).await,
        Refusal::NotFound
    );
    town.did("ichiko", view).await;
    let forged = TieTo::Agency(AgencyId(Uuid::now_v7()));
    assert_eq!(
        town.refused("ichiko", tie(TieSide::Worker, forged, TieKind::Weak, ""))
            .await,
        Refusal::AgencyUnknown
    );
    let map = format!("{ADDRESS}の地図");
    assert_eq!(
        town.refused("ichiko", tie(TieSide::Worker, city, TieKind::Weak, &map))
            .await,
        Refusal::InquiryWouldTellThePlace
    );

    let seen = ties(&town, "ichiko").await.unwrap();
    assert_eq!(seen.her, CALLED);
    let matsu = seen.people.iter().find(|node| node.name == "架空 まつ");
    assert_eq!(matsu.unwrap().lines.len(), 2);
    // Invited, within her consent: her children, and nobody she did not consent to.
    let seen = ties(&town, "ji").await.unwrap();
    let text = serde_json::to_string(&seen).unwrap();
    for hidden in [
        "まつ",
        "話しやすい",
        "お金を借りている",
        "見本 某",
        "\"lines\":[{",
    ] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
    // Blocked: as a case that does not exist; and for the others as if the agency had never been there.
    let block = C::SetBlock {
        block: BlockId(Uuid::now_v7()),
        target: BlockTarget::Agency(town.agency("児童相談所")),
        reason: BlockReason::HerWish,
        alternative: None,
    };
    town.did("ichiko", block).await;
    let none = wire::Ties {
        case: CaseId(Uuid::now_v7()),
    };
    let hidden = town.ask("ji", &wire::Ties { case: town.case }).await;
    assert_eq!(
        hidden.unwrap_err(),
        town.ask("ji", &none).await.unwrap_err()
    );
    let text = serde_json::to_string(&ties(&town, "kei").await.unwrap()).unwrap();
    assert!(!text.contains("児童相談所"), "{text}");
    paper(&town).await;
    town.close().await;
}

async fn paper(town: &Town) {
    let ask = |names: Option<&str>| wire::TiesPaper {
        case: town.case,
        names: names.map(str::to_owned),
    };
    let closed = town.ask("ichiko", &ask(None)).await.unwrap();
    let text = serde_json::to_string(&closed).unwrap();
    for hidden in [
        CALLED,
        "一花",
        "まつ",
        "話しやすい",
        "あかり",
        ADDRESS,
        SHELTER,
    ] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
    assert_eq!(closed.her, closed.case_no);
    let empty = town.ask("ichiko", &ask(Some(" "))).await.unwrap_err();
    assert_eq!(empty.error().refusal, Some(Refusal::ReasonMissing));
    let open = town
        .ask("ichiko", &ask(Some("会議で配るため")))
        .await
        .unwrap();
    let text = serde_json::to_string(&open).unwrap();
    assert!(text.contains("一花") && text.contains("まつ"));
    for hidden in ["話しやすい", "お金を借りている", "あかり", "児童相談所"] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
    // Who keeps the ledger prints no picture of anybody.
    let refused = town.ask("daihyo", &ask(None)).await.unwrap_err();
    assert_eq!(refused.status, 404);
}
