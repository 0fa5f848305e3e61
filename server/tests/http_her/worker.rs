//! 担当の人が かわること at her door: told, objected to, answered.

use axum::http::StatusCode;
use domain::command::{CaseCommand, Command, CouncilCommand, Envelope};
use domain::council::{DutyHolderKind, Pledge, Role, Staff};
use domain::handover::{HandoverCommand as H, HandoverStatus};
use domain::id::{CommandId, HandoverId, StaffId};
use domain::wire::Outcome;
use server::gate::Who;
use server::submit::submit;
use uuid::Uuid;

use crate::database::Scratch;
use crate::house::{House, house};

async fn does(house: &House, staff: StaffId, command: Command) -> Outcome {
    let envelope = Envelope {
        id: CommandId(Uuid::now_v7()),
        occurred_at: house.tomoni.clock.now(),
        ahead_ms: None,
        command,
    };
    let who = Who::Staff(staff);
    let mut results = submit(&house.tomoni, &who, house.council, vec![envelope])
        .await
        .unwrap();
    results.remove(0).outcome
}

#[track_caller]
fn done(outcome: &Outcome) {
    assert!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
}

/// A colleague in the same agency, pledged.
async fn colleague(house: &House) -> StaffId {
    let id = StaffId(Uuid::now_v7());
    let now = house.tomoni.clock.now();
    let staff = Staff {
        id,
        name: "試験 隣".to_owned(),
        login_name: "tonari".to_owned(),
        agency: house.agency("福祉課").await,
        unit: None,
        roles: [Role::Caseworker].into(),
        from: "2026-04-01".parse().unwrap(),
        until: None,
        pledges: vec![Pledge::sign(DutyHolderKind::PublicOrgan, now)],
        qualification: None,
    };
    let add = CouncilCommand::AddStaff {
        staff: Box::new(staff),
    };
    let officer = house.person("shirabe").await;
    done(&does(house, officer, Command::Council(add)).await);
    let holder = DutyHolderKind::PublicOrgan;
    let pledge = Command::Council(CouncilCommand::SignPledge { holder });
    done(&does(house, id, pledge).await);
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn she_is_told_who_will_be_and_says_no_in_her_own_words() {
    let scratch = Scratch::sqlite();
    let house = house(&scratch).await;
    let new = colleague(&house).await;
    let mut browser = house.come_in(0).await;
    let page = browser.get("/a").await.plain();
    assert!(!page.contains("担当の 人が、かわる"));
    let page = browser.get("/h").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.plain().contains("よていは、ありません"));

    let handover = HandoverId(Uuid::now_v7());
    let act = |act| CaseCommand::Handover { handover, act };
    let propose = H::Propose {
        from: house.ichiko,
        to: new,
        on: "2026-06-01".parse().unwrap(),
        helps: "朝の電話".to_owned(),
        hurts: "大きな声".to_owned(),
        with_place: true,
    };
    house.acts(act(propose)).await;
    let page = browser.get("/a").await;
    let plain = page.plain();
    for told in ["試験 一子", "試験 隣", "2026年6月1日", "かわる よていです"] {
        assert!(plain.contains(told), "{told}: {plain}");
    }
    assert!(page.text.contains("<ruby>"));
    // What was written for the next worker is not for this page.
    assert!(!plain.contains("朝の電話") && !plain.contains("大きな声"));

    // Nothing written, and a forged form: nothing is taken and what was typed stays.
    let page = browser.get("/h").await;
    let answer = browser.fill("/h", &page, &[("t", "  ")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let forged = browser.post("/h", &[("t", "いや</textarea>")]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    assert!(forged.text.contains("いや&lt;/textarea&gt;"));
    assert!(house.case_file().await.handovers[0].objections.is_empty());
    // Readings off and on lose nothing either.
    let again = browser
        .fill("/r", &page, &[("t", "いまの人"), ("ruby", "0")])
        .await;
    assert!(again.text.contains("いまの人"));

    let page = browser.get("/h").await;
    let fields = [("t", "いまの人がいい\r\nこわい")];
    let answer = browser.fill("/h", &page, &fields).await;
    answer.goes_to("/h");
    // Sent twice, it is said once.
    browser.fill("/h", &page, &fields).await;
    let file = house.case_file().await;
    let kept = file.handover(handover).unwrap();
    assert_eq!(kept.status, HandoverStatus::Stopped);
    assert_eq!(kept.objections.len(), 1);
    assert_eq!(kept.objections[0].words, "いまの人がいい\nこわい");
    let accept = Command::Case {
        case: house.case,
        act: act(H::Accept),
    };
    let refused = does(&house, new, accept).await;
    assert!(matches!(refused, Outcome::Refused { .. }), "{refused:?}");

    let answer = H::AnswerObjection {
        objection: kept.objections[0].id,
        words: "話を聞きに行きます".to_owned(),
    };
    let answer = Command::Case {
        case: house.case,
        act: act(answer),
    };
    let officer = house.person("shirabe").await;
    done(&does(&house, officer, answer).await);
    let page = browser.get("/h").await;
    assert!(page.plain().contains("話を聞きに行きます"));
    assert!(
        !page.text.contains("<textarea"),
        "there is nothing to stop any more"
    );
    scratch.remove().await;
}
