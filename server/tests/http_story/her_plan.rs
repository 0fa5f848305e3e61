//! Her plan at the staff door: what she told and added waits with a day, is answered, and is not
//! written over.

use domain::command::CaseCommand as C;
use domain::her_plan::{HerPlanCommand as H, answer_due};
use domain::id::{CommentId, ItemId};
use domain::plan::{ItemLine, PlanLine};
use domain::refusal::Refusal;
use domain::view::{InboxItem, InboxKind};
use domain::wire;
use uuid::Uuid;

use crate::database::Scratch;
use crate::town::{Town, day, town};

crate::on_both! {
    what_she_told_waits_with_a_day_and_is_answered: what_she_told_waits_with_a_day_and_is_answered_on_sqlite, what_she_told_waits_with_a_day_and_is_answered_on_postgres;
}

async fn waiting(town: &Town, login: &str) -> Vec<InboxItem> {
    let inbox = town.ask(login, &wire::Inbox {}).await.unwrap();
    let kinds = [InboxKind::WrongToAnswer, InboxKind::HerItemToAnswer];
    let items = inbox.items.into_iter();
    items.filter(|item| kinds.contains(&item.kind)).collect()
}

async fn what_she_told_waits_with_a_day_and_is_answered(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    // Before any plan: an item of hers waits in the inbox of those in charge.
    let item = ItemId(Uuid::now_v7());
    let words = "ねこと くらしたい".to_owned();
    town.she_did(C::HerPlan(H::AddItem { item, words })).await;
    let due = answer_due(town.tomoni.clock.now());
    let seen = waiting(&town, "ichiko").await;
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (seen[0].kind, seen[0].plan, seen[0].due),
        (InboxKind::HerItemToAnswer, None, Some(due))
    );
    let case = wire::Case { case: town.case };
    let view = town.ask("ichiko", &case).await.unwrap();
    assert_eq!(view.own[0].words, "ねこと くらしたい");
    // Who was only called to the meeting neither answers nor learns what she wrote.
    assert!(waiting(&town, "kei").await.is_empty());
    let answer = |words: &str| {
        let words = words.to_owned();
        C::HerPlan(H::AnswerItem { item, words })
    };
    assert_ne!(
        town.refused("kei", answer("だめです")).await,
        Refusal::TextMissing,
        "the gate answers before procedure"
    );
    assert_eq!(
        town.refused("ichiko", answer(" ")).await,
        Refusal::TextMissing
    );
    town.did("ichiko", answer("ねこと すめる ところを さがします"))
        .await;
    assert!(waiting(&town, "ichiko").await.is_empty());

    town.meet_and_show_plan().await;
    // Her item is shown beside the plan as hers; under its id nothing else is written.
    let mut items = town.plan_items();
    items[0].id = item;
    assert_eq!(
        town.refused("ichiko", town.write_plan(1, items)).await,
        Refusal::HerItemIsHers
    );
    let back = C::HerPlan(H::TakeItemBack { item });
    assert_eq!(town.refused("ichiko", back).await, Refusal::NotYourRole);
    // A line is wrong: it waits with a day, holds up the plan, and is answered.
    let comment = CommentId(Uuid::now_v7());
    let part = ItemLine::When;
    town.she_did(C::HerPlan(H::TellWrong {
        plan: town.plan,
        version: 1,
        comment,
        line: PlanLine::Item {
            item: town.items[0],
            part,
        },
        words: "27日は 通院の日です".to_owned(),
    }))
    .await;
    let seen = waiting(&town, "ichiko").await;
    assert_eq!(
        (seen[0].kind, seen[0].plan, seen[0].due),
        (
            InboxKind::WrongToAnswer,
            Some(town.plan),
            Some(day("2026-05-27"))
        )
    );
    assert_eq!(
        town.refused("ichiko", town.confirmation(1)).await,
        Refusal::CommentWaits { count: 1 }
    );
    let asked = wire::Plan {
        case: town.case,
        plan: town.plan,
    };
    // She reads her page; when, nobody is told.
    let page = town.she_opens(app::her::path::PLAN).await;
    assert!(page.contains("27日は 通院の日です"), "{page}");
    let view = town.ask("ichiko", &asked).await.unwrap();
    assert_eq!((view.plan.opened, view.plan.opened_before), (None, None));
    let line = view.plan.comments[0].line.unwrap();
    assert_eq!(view.plan.line_text(line, 1).as_deref(), Some("5月27日"));
    let words = "28日に かえます".to_owned();
    let answer = C::AnswerComment {
        plan: town.plan,
        comment,
        words,
    };
    town.did("ichiko", answer).await;
    assert!(waiting(&town, "ichiko").await.is_empty());
    let page = town.she_opens(app::her::path::PLAN).await;
    assert!(page.contains("28日に かえます"), "{page}");
    town.close().await;
}
