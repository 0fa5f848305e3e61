//! 1.9, 1.10: two versions, her words, her agreement; and her own door.

use domain::command::CaseCommand as C;
use domain::plan::{ItemChoice, PlanStatus};
use domain::refusal::Refusal;
use domain::wire;

use crate::database::Scratch;
use crate::tale::{ADDRESS, SHELTER, WISH, WORKERS_VIEW};
use crate::town::{refusal, town};

crate::on_both! {
    from_the_first_version_to_her_agreement: from_the_first_version_to_her_agreement_on_sqlite, from_the_first_version_to_her_agreement_on_postgres;
}

async fn from_the_first_version_to_her_agreement(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    town.meet_and_show_plan().await;
    let page = town.she_opens(app::her::path::PLAN).await;
    assert!(page.contains("母子生活支援施設を見学する"), "{page}");
    for hidden in [WORKERS_VIEW, ADDRESS, SHELTER, "裏口"] {
        assert!(!page.contains(hidden), "her page tells {hidden}");
    }

    town.comment().await;
    // BR-055: no confirming while she waits for an answer.
    let waits = town.refused("ichiko", town.confirmation(1)).await;
    assert_eq!(waits, Refusal::CommentWaits { count: 2 });
    let board = town.ask("ichiko", &wire::Board {}).await.unwrap();
    assert!(board.cards[0].waits);

    town.second_version().await;
    let asked = wire::Plan {
        case: town.case,
        plan: town.plan,
    };
    let view = town.ask("ichiko", &asked).await.unwrap();
    assert_eq!(view.plan.versions.len(), 2);
    assert!(
        view.changes
            .iter()
            .any(|change| change.after.contains("手紙")),
        "{:?}",
        view.changes
    );
    assert_eq!(view.plan.current().unwrap().wish_words, WISH);
    let page = town.she_opens(app::her::path::PLAN).await;
    assert!(
        page.contains("SIMを わけます") && page.contains("手紙を児童相談所が届けます"),
        "{page}"
    );

    // Her agreement binds to what was on her screen, and to nothing she did not tick.
    town.at("2026-05-25 10:00");
    assert_eq!(
        refusal(town.she(town.agreement(1, true)).await),
        Refusal::VersionIsOld { current: 2 }
    );
    assert_eq!(
        refusal(town.she(town.agreement(2, false)).await),
        Refusal::StatementsNotTicked
    );
    assert_eq!(
        town.refused("ichiko", town.confirmation(2)).await,
        Refusal::AgreementMissing
    );
    let item = town.items[5];
    let (plan, choice) = (town.plan, ItemChoice::NotNow);
    let reply = C::ReplyToItem {
        plan,
        version: 2,
        item,
        choice,
        words: String::new(),
    };
    town.she_did(reply).await;
    town.she_did(town.agreement(2, true)).await;
    let view = town.ask("ichiko", &asked).await.unwrap();
    assert_eq!(view.plan.status, PlanStatus::WomanAgreedInPart);
    town.did("ichiko", town.confirmation(2)).await;
    let view = town.ask("ichiko", &asked).await.unwrap();
    assert!(matches!(
        view.plan.status,
        PlanStatus::Confirmed | PlanStatus::Active
    ));
    let agreement = view.plan.agreement.clone().unwrap();
    assert_eq!((agreement.version, agreement.open_items), (2, vec![item]));
    assert_eq!(view.plan.confirmed.unwrap().version, 2);
    assert_eq!(
        town.refused("ichiko", town.confirmation(2)).await,
        Refusal::ConfirmedIsImmutable
    );
    town.close().await;
}
