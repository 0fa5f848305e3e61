//! 18歳未満かもしれない through the doors (scenario 2.3): who would notify is reminded, nobody else hears of it.

use domain::child_notice::ChildNoticeChoice;
use domain::command::CaseCommand as C;
use domain::form::{Value, intake::key};
use domain::id::StaffId;
use domain::refusal::Refusal;
use domain::view::CaseView;
use domain::wire;

use crate::database::Scratch;
use crate::town::{Town, day, town};

crate::on_both! {
    seventeen_by_her_word: seventeen_by_her_word_on_sqlite, seventeen_by_her_word_on_postgres;
}

async fn seen(town: &Town, login: &str) -> CaseView {
    town.ask(login, &wire::Case { case: town.case })
        .await
        .unwrap()
}

fn decides(with: StaffId) -> C {
    C::DecideChildNotice {
        choice: ChildNoticeChoice::Notify,
        reason: "本人の話から".to_owned(),
        with,
    }
}

async fn seventeen_by_her_word(scratch: &Scratch) {
    let town = town(scratch).await;
    let superior = town.newcomer("tonari", "試験 隣", "福祉課", None).await;
    town.tell_until_convened().await;
    assert_eq!(
        seen(&town, "ichiko").await.child_notice,
        None,
        "she is of age"
    );
    assert_eq!(
        town.refused("ichiko", decides(superior)).await,
        Refusal::StepMissing
    );

    let before = seen(&town, "ichiko").await.intake;
    let form = before
        .clone()
        .with(key::BIRTH_DATE, Value::Date(day("2009-03-31")));
    town.did("ichiko", C::CorrectIntake { form, seen: before })
        .await;
    let reminded = seen(&town, "ichiko").await.child_notice.unwrap();
    assert_eq!(reminded.decided, None);
    let me = town.person("ichiko");
    assert_eq!(
        town.refused("ichiko", decides(me)).await,
        Refusal::SuperiorNeeded
    );
    town.did("ichiko", decides(superior)).await;
    let told = seen(&town, "tonari").await.child_notice.unwrap();
    assert_eq!(told.decided.unwrap().with, "試験 隣");

    // Who supports her with her consent learns neither the reminder nor the decision.
    for login in ["shirabe", "kei", "akari"] {
        if let Ok(view) = town.ask(login, &wire::Case { case: town.case }).await {
            assert_eq!(view.child_notice, None, "{login}");
        }
        let asked = wire::Timeline {
            case: town.case,
            before: None,
        };
        if let Ok(page) = town.ask(login, &asked).await {
            let text = serde_json::to_string(&page).unwrap();
            assert!(!text.contains("通告"), "{login}: {text}");
        }
        let refused = town.refused(login, decides(superior)).await;
        assert!(
            matches!(refused, Refusal::NotYourRole | Refusal::NotFound),
            "{login}: {refused:?}"
        );
    }
}
