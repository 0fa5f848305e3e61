//! 引き継ぎ through the doors: who is asked finds the page, the old worker's open screen hears of the change
//! once and of nothing after it, and the case is gone for her or him like one that never was.

use domain::command::CaseCommand as C;
use domain::handover::{HandoverCommand as H, HandoverStatus};
use domain::id::*;
use domain::refusal::Refusal;
use domain::view::InboxKind;
use domain::wire::{self, Ask, Outcome};
use uuid::Uuid;

use crate::database::Scratch;
use crate::tale::{ADDRESS, WISH};
use crate::town::{Town, day, heard, town};

crate::on_both! {
    the_old_workers_screens_close_as_the_new_one_accepts: the_old_workers_screens_close_on_sqlite, the_old_workers_screens_close_on_postgres;
    she_stops_a_change_of_worker: she_stops_a_change_of_worker_on_sqlite, she_stops_a_change_of_worker_on_postgres;
}

fn act(handover: HandoverId, act: H) -> C {
    C::Handover { handover, act }
}

fn propose(town: &Town, handover: HandoverId, to: StaffId, helps: &str) -> C {
    let propose = H::Propose {
        from: town.person("ichiko"),
        to,
        on: day("2026-06-01"),
        helps: helps.to_owned(),
        hurts: "同じことを何度も聞かれること".to_owned(),
        with_place: true,
    };
    act(handover, propose)
}

/// Convened, with a colleague in the same agency and a stranger.
async fn convened(scratch: &Scratch) -> (Town, StaffId) {
    let town = town(scratch).await;
    let unit = Some("給付係");
    let new = town.newcomer("tonari", "試験 隣", "福祉課", unit).await;
    town.newcomer("tooi", "試験 遠", "保健福祉部", None).await;
    town.tell_until_convened().await;
    town.at("2026-05-18 10:00");
    (town, new)
}

async fn kinds(town: &Town, login: &str) -> Vec<InboxKind> {
    let inbox = town.ask(login, &wire::Inbox {}).await.unwrap();
    inbox.items.iter().map(|item| item.kind).collect()
}

async fn the_old_workers_screens_close_as_the_new_one_accepts(scratch: &Scratch) {
    let (town, new) = convened(scratch).await;
    let handover = HandoverId(Uuid::now_v7());
    let told = propose(&town, handover, new, &format!("{ADDRESS}で会う"));
    assert_eq!(
        town.refused("ichiko", told).await,
        Refusal::InquiryWouldTellThePlace
    );
    let page = wire::Handover { case: town.case };
    for stranger in ["kei", "kokoro", "tooi", "daihyo", "kanri"] {
        let asked = propose(&town, handover, new, "朝の電話");
        assert!(
            matches!(
                town.refused(stranger, asked).await,
                Refusal::NotFound | Refusal::NotYourRole
            ),
            "{stranger}"
        );
        assert!(town.ask(stranger, &page).await.is_err(), "{stranger}");
    }
    // A stranger's page is that of a case that never was.
    let none = wire::Handover {
        case: CaseId(Uuid::now_v7()),
    };
    let hidden = town.ask("tooi", &page).await.unwrap_err();
    assert_eq!(hidden, town.ask("tooi", &none).await.unwrap_err());

    town.did("ichiko", propose(&town, handover, new, "朝の電話"))
        .await;
    assert!(
        kinds(&town, "tonari")
            .await
            .contains(&InboxKind::HandoverToAnswer)
    );
    let seen = town.ask("tonari", &page).await.unwrap();
    assert_eq!(seen.helps, "朝の電話");
    assert_eq!(seen.words[0].words, WISH);
    assert_eq!(seen.handovers[0].status, HandoverStatus::Proposed);
    // Nobody else takes it: who knows of the case is told so, who does not is told nothing.
    for (login, why) in [("kokoro", Refusal::NotYourRole), ("kei", Refusal::NotFound)] {
        let taken = town.refused(login, act(handover, H::Accept)).await;
        assert_eq!(taken, why, "{login}");
    }

    let mut screen = town.live("ichiko").await;
    town.did("tonari", act(handover, H::Accept)).await;
    let told = heard(&mut screen).await;
    assert!(told.contains(&town.case.to_string()), "{told}");

    // Every question about it answers as for a case that never was.
    let missing = CaseId(Uuid::now_v7());
    let about = town.questions_about(town.case);
    for ((path, asked), (_, none)) in about.iter().zip(town.questions_about(missing)) {
        let hidden = town.post("ichiko", path, asked.to_string()).await;
        let absent = town.post("ichiko", path, none.to_string()).await;
        assert_eq!((hidden.clone(), hidden.status), (absent, 404), "{path}");
    }
    assert!(town.ask("ichiko", &page).await.is_err());
    let wish = || C::RecordWish {
        words: "ねむりたい".to_owned(),
    };
    assert_eq!(town.refused("ichiko", wish()).await, Refusal::NotFound);
    assert!(
        town.ask("ichiko", &wire::Board {})
            .await
            .unwrap()
            .cards
            .is_empty()
    );
    assert!(kinds(&town, "ichiko").await.is_empty());
    for words in ["はるさん", "見本", "K-R8-0001"] {
        let body = serde_json::json!({ "text": words }).to_string();
        let found = town.post("ichiko", wire::Search::PATH, body).await;
        assert!(!found.text().contains("K-R8-0001"), "{words}");
    }
    // The open screen hears of the council, and of this case nothing any more.
    town.did("tonari", wish()).await;
    town.pledges("tonari").await;
    let told = heard(&mut screen).await;
    assert!(
        told.contains("event: change") && !told.contains(&town.case.to_string()),
        "{told}"
    );
    // The new one has the case, the seat in its meeting and the place.
    let board = town.ask("tonari", &wire::Board {}).await.unwrap();
    assert!(
        board
            .cards
            .iter()
            .any(|card| card.id == town.case && card.mine)
    );
    assert!(kinds(&town, "tonari").await.contains(&InboxKind::Notice));
    let place = wire::Whereabouts {
        case: town.case,
        reason: "連絡のため".to_owned(),
    };
    assert!(town.ask("tonari", &place).await.is_ok());
    // In need she or he asks like everybody else, on record.
    let glass = C::BreakGlass {
        opening: BreakGlassId(Uuid::now_v7()),
        reason: "夜間に連絡があり、安全をたしかめるために開きます".to_owned(),
        whereabouts: false,
    };
    town.did("ichiko", glass).await;
    town.close().await;
}

async fn she_stops_a_change_of_worker(scratch: &Scratch) {
    let (town, new) = convened(scratch).await;
    let handover = HandoverId(Uuid::now_v7());
    town.did("ichiko", propose(&town, handover, new, "朝の電話"))
        .await;
    let objection = CommentId(Uuid::now_v7());
    let words = "いまの人がいい".to_owned();
    town.she_did(act(handover, H::Object { objection, words }))
        .await;
    let accepted = town.does("tonari", act(handover, H::Accept)).await;
    assert!(matches!(accepted, Outcome::Refused { .. }), "{accepted:?}");
    assert!(
        town.ask("ichiko", &wire::Case { case: town.case })
            .await
            .is_ok()
    );
    // The officer reads it in the inbox and answers; nobody else is shown it.
    let inbox = town.ask("shirabe", &wire::Inbox {}).await.unwrap();
    let item = inbox
        .items
        .iter()
        .find(|item| item.kind == InboxKind::ObjectionToAnswer)
        .unwrap();
    let line = item.handover.as_ref().unwrap();
    assert_eq!(line.objections[0].words, "いまの人がいい");
    for login in ["kei", "ji", "akari", "tooi"] {
        let inbox = town.post(login, wire::Inbox::PATH, "{}").await;
        assert!(!inbox.text().contains("いまの人がいい"), "{login}");
    }
    let second = HandoverId(Uuid::now_v7());
    assert_eq!(
        town.refused("ichiko", propose(&town, second, new, "朝の電話"))
            .await,
        Refusal::ObjectionWaits
    );
    let words = "話を聞きに行きます".to_owned();
    town.did(
        "shirabe",
        act(handover, H::AnswerObjection { objection, words }),
    )
    .await;
    assert!(
        !kinds(&town, "shirabe")
            .await
            .contains(&InboxKind::ObjectionToAnswer)
    );
    town.did("ichiko", propose(&town, second, new, "朝の電話"))
        .await;
    let decline = |reason: &str| {
        let reason = reason.to_owned();
        act(second, H::Decline { reason })
    };
    assert_eq!(
        town.refused("tonari", decline(" ")).await,
        Refusal::ReasonMissing
    );
    town.did("tonari", decline("担当が多く、いまは難しい"))
        .await;
    assert!(
        kinds(&town, "ichiko")
            .await
            .contains(&InboxKind::HandoverDeclined)
    );
    town.did("ichiko", act(second, H::Withdraw)).await;
    assert!(
        !kinds(&town, "ichiko")
            .await
            .contains(&InboxKind::HandoverDeclined)
    );
    town.close().await;
}
