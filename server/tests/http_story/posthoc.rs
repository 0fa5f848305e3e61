//! 事後報告 through the doors: started at once, approved at the meeting, counted for the 調整担当者.

use domain::command::CaseCommand as C;
use domain::id::PosthocId;
use domain::refusal::Refusal;
use domain::wire;
use uuid::Uuid;

use crate::database::Scratch;
use crate::town::{day, town};

crate::on_both! {
    what_is_not_approved_is_told_to_who_began_it: what_is_not_approved_is_told_to_who_began_it_on_sqlite, what_is_not_approved_is_told_to_who_began_it_on_postgres;
    what_began_before_is_approved_afterwards: what_began_before_is_approved_afterwards_on_sqlite, what_began_before_is_approved_afterwards_on_postgres;
}

async fn what_began_before_is_approved_afterwards(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    let report = PosthocId(Uuid::now_v7());
    let started = C::StartBeforeMeeting {
        report,
        what: "病院への付き添いを始めた".to_owned(),
        since: day("2026-05-11"),
        why: "けがの手当てが急がれた".to_owned(),
        agency: town.agency("福祉課"),
    };
    town.did("ichiko", started).await;
    let approve = C::ApprovePostHoc {
        report,
        meeting: town.meeting,
    };
    let before = wire::Board {};
    assert_eq!(town.ask("shirabe", &before).await.unwrap().hollow, None);
    town.open_meeting().await;
    let asked = wire::Meeting {
        case: town.case,
        meeting: town.meeting,
    };
    let seen = town.ask("shirabe", &asked).await.unwrap();
    assert_eq!(seen.posthoc.len(), 1);
    assert_eq!(
        town.refused("kokoro", approve.clone()).await,
        Refusal::NotYourRole
    );
    town.did("shirabe", approve.clone()).await;
    assert_eq!(
        town.refused("shirabe", approve).await,
        Refusal::ApprovedAlready
    );
    let page = wire::Case { case: town.case };
    let case = town.ask("ichiko", &page).await.unwrap();
    let approved = case.posthoc[0].approved.as_ref().unwrap();
    assert_eq!((approved.number, approved.on), (1, day("2026-05-19")));
    // One approval and no plan yet: the officer is warned, the worker's board has no such words.
    let words = town.ask("shirabe", &before).await.unwrap().hollow.unwrap();
    assert!(words.contains("30％"), "{words}");
    assert_eq!(town.ask("ichiko", &before).await.unwrap().hollow, None);
    town.close().await;
}

async fn what_is_not_approved_is_told_to_who_began_it(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    let report = PosthocId(Uuid::now_v7());
    let started = C::StartBeforeMeeting {
        report,
        what: "病院への付き添いを始めた".to_owned(),
        since: day("2026-05-11"),
        why: "けがの手当てが急がれた".to_owned(),
        agency: town.agency("福祉課"),
    };
    town.did("ichiko", started).await;
    town.open_meeting().await;
    let reject = |report, reason: &str| C::RejectPostHoc {
        report,
        meeting: town.meeting,
        reason: reason.to_owned(),
    };
    let why = "会議で決めた役割に合わせてください";
    assert_eq!(
        town.refused("kokoro", reject(report, why)).await,
        Refusal::NotYourRole
    );
    for (report, reason, told) in [
        (PosthocId(Uuid::now_v7()), why, Refusal::NotFound),
        (report, "", Refusal::ReasonMissing),
    ] {
        assert_eq!(town.refused("shirabe", reject(report, reason)).await, told);
    }
    for stranger in ["daihyo", "kansa", "ko"] {
        assert_eq!(
            town.refused(stranger, reject(report, why)).await,
            Refusal::NotFound,
            "{stranger}"
        );
    }
    town.did("shirabe", reject(report, why)).await;
    assert_eq!(
        town.refused("shirabe", reject(report, why)).await,
        Refusal::RejectedAlready
    );
    let case = town
        .ask("ichiko", &wire::Case { case: town.case })
        .await
        .unwrap();
    let told = case.posthoc[0].rejected.as_ref().unwrap();
    assert_eq!((told.number, told.reason.as_str()), (1, why));
    // The share is as it would be with an approval.
    let board = town.ask("shirabe", &wire::Board {}).await.unwrap();
    assert!(board.hollow.unwrap().contains("1件"));
    town.close().await;
}
