//! 開催した会議 about cases through the doors: numbers for the 代表者, exact shares for those who hold the
//! records, and nothing of a case for whoever must not find it.

use domain::block::{BlockReason, BlockTarget};
use domain::command::CaseCommand as C;
use domain::conference::ProgramMeeting;
use domain::held::Share;
use domain::id::BlockId;
use domain::view::held::HeldView;
use domain::wire;
use uuid::Uuid;

use crate::database::Scratch;
use crate::room::done;
use crate::tale::{CALLED, NAME, set_date};
use crate::town::{Town, town};

crate::on_both! {
    a_meeting_that_serves_the_youth_programme_is_counted_without_a_name: a_meeting_that_serves_the_youth_programme_is_counted_without_a_name_on_sqlite, a_meeting_that_serves_the_youth_programme_is_counted_without_a_name_on_postgres;
    a_blocked_case_is_counted_for_nobody_who_must_not_find_it: a_blocked_case_is_counted_for_nobody_who_must_not_find_it_on_sqlite, a_blocked_case_is_counted_for_nobody_who_must_not_find_it_on_postgres;
}

async fn of_year(town: &Town, login: &str, year: Option<i32>) -> Result<HeldView, u16> {
    let asked = town.ask(login, &wire::Held { year }).await;
    asked.map_err(|raw| raw.status)
}

/// Called as a meeting of the youth programme too, and opened.
async fn held(town: &Town) {
    town.accept().await;
    town.protect().await;
    town.judge_risk().await;
    town.consents().await;
    town.submit_request().await;
    town.approve().await;
    town.agree_on_roles(town.request).await;
    let mut convene = town.convocation(town.request, town.meeting, set_date());
    if let C::Convene { also_serves, .. } = &mut convene {
        also_serves.insert(ProgramMeeting::YouthLiaison);
    }
    town.did("shirabe", convene).await;
    assert_eq!(of_year(town, "daihyo", None).await.unwrap().sums[0].held, 0);
    town.open_meeting().await;
}

async fn a_meeting_that_serves_the_youth_programme_is_counted_without_a_name(scratch: &Scratch) {
    let town = town(scratch).await;
    held(&town).await;
    let above = of_year(&town, "daihyo", None).await.unwrap();
    assert_eq!(above.sums[0].held, 1);
    assert_eq!(above.sums[0].serving, [(ProgramMeeting::YouthLiaison, 1)]);
    assert_eq!(above.sums[0].she_came, Share::TooFew);
    let inside = of_year(&town, "shirabe", None).await.unwrap();
    assert!(inside.whole && matches!(inside.sums[0].she_came, Share::PerMille(_)));
    for seen in [&above, &inside] {
        let all = serde_json::to_string(seen).unwrap();
        for told in [NAME, CALLED, "K-R8-0001", &town.case.to_string()] {
            assert!(!all.contains(told), "{all}");
        }
    }
    let before = of_year(&town, "daihyo", Some(2025)).await.unwrap();
    assert_eq!(before.sums[0].held, 0);
    assert_eq!(before.sums[0].she_came, Share::NoMeeting);
    // Whoever has nothing to do with the year is told no more than that.
    for login in ["ichiko", "kei", "kansa", "kanri"] {
        assert_eq!(of_year(&town, login, None).await, Err(409), "{login}");
    }
    town.close().await;
}

async fn a_blocked_case_is_counted_for_nobody_who_must_not_find_it(scratch: &Scratch) {
    let town = town(scratch).await;
    let none = of_year(&town, "daihyo", None).await.unwrap();
    held(&town).await;
    assert_ne!(of_year(&town, "daihyo", None).await.unwrap(), none);
    let block = C::SetBlock {
        block: BlockId(Uuid::now_v7()),
        target: BlockTarget::Person(town.person("daihyo")),
        reason: BlockReason::Relation,
        alternative: None,
    };
    assert!(done(&town.writes("shirabe", town.case, block).await));
    assert_eq!(of_year(&town, "daihyo", None).await.unwrap(), none);
    assert_eq!(
        of_year(&town, "shirabe", None).await.unwrap().sums[0].held,
        1
    );
    town.close().await;
}
