//! つなぎ through the doors: a case leaves with her knowledge, and nothing of it reaches the other desk.

use domain::case::CaseStatus;
use domain::command::CaseCommand as C;
use domain::id::*;
use domain::inquiry::HerKnowledge;
use domain::refusal::Refusal;
use domain::tsunagi::{Desk, TsunagiStatus, TsunagiWay};
use domain::wire;
use uuid::Uuid;

use crate::database::Scratch;
use crate::tale::ADDRESS;
use crate::town::{day, town};

crate::on_both! {
    a_case_leaves_to_another_municipality_with_her_knowledge: a_case_leaves_with_her_knowledge_on_sqlite, a_case_leaves_with_her_knowledge_on_postgres;
}

async fn a_case_leaves_to_another_municipality_with_her_knowledge(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let record = RecordId(Uuid::now_v7());
    let out = |desk: Desk, handed: &str| C::RecordTsunagi {
        record,
        way: TsunagiWay::Out,
        desk,
        on: day("2026-05-08"),
        her_knowledge: HerKnowledge::Told,
        handed: handed.to_owned(),
        reason: "実家の近くで暮らすことを望んでいる".to_owned(),
    };
    let outside = Desk::Outside {
        kind: "女性相談支援センター".to_owned(),
        municipality: "となり県".to_owned(),
    };
    let refer = |referred_to| C::MoveCase {
        from: CaseStatus::Accepted,
        to: CaseStatus::Referred,
        reason: "となり県で暮らす".to_owned(),
        referred_to,
    };
    assert_eq!(
        town.refused("ichiko", refer(None)).await,
        Refusal::ReceivingAgencyMissing
    );
    let police = Some(town.agency("警察"));
    assert_eq!(
        town.refused("ichiko", refer(police)).await,
        Refusal::HerKnowledgeMissing
    );
    let map = format!("{ADDRESS}の地図");
    assert_eq!(
        town.refused("ichiko", out(outside.clone(), &map)).await,
        Refusal::InquiryWouldTellThePlace
    );
    let forged = Desk::Agency(AgencyId(Uuid::now_v7()));
    assert_eq!(
        town.refused("ichiko", out(forged, "")).await,
        Refusal::AgencyUnknown
    );
    for stranger in ["kei", "ji", "ko", "akari", "daihyo", "kansa"] {
        assert_eq!(
            town.refused(stranger, out(outside.clone(), "")).await,
            Refusal::NotFound,
            "{stranger}"
        );
    }
    town.did("ichiko", out(outside, "面接の日だけを電話で伝えた"))
        .await;
    let answer = |record| C::AnswerTsunagi {
        record,
        taken: true,
        words: "面接の日を決めた".to_owned(),
    };
    assert_eq!(
        town.refused("ichiko", answer(RecordId(Uuid::now_v7())))
            .await,
        Refusal::NotFound
    );
    assert_eq!(town.refused("kei", answer(record)).await, Refusal::NotFound);
    town.did("ichiko", answer(record)).await;
    let page = wire::Case { case: town.case };
    let seen = town.ask("ichiko", &page).await.unwrap().tsunagi;
    assert_eq!(
        (seen[0].desk.as_str(), seen[0].status),
        ("となり県　女性相談支援センター", TsunagiStatus::Taken)
    );
    // The 調整担当者 keeps the ledger and reads none of it.
    if let Ok(view) = town.ask("shirabe", &page).await {
        assert!(view.tsunagi.is_empty());
    }
    town.did("ichiko", refer(None)).await;
    assert_eq!(town.ask("kei", &page).await.unwrap_err().status, 404);
    town.close().await;
}
