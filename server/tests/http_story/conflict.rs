//! 同じ欄の二つの記入 through the doors: a note that was written in a passage under the ground arrives after the desk
//! has written into the same field. Both are kept, a person decides, nobody else hears of it.

use chrono::Duration;
use domain::access::Action;
use domain::command::{CaseCommand as C, Command, Envelope};
use domain::conflict::ConflictChoice as Choice;
use domain::form::{FormData, Value, intake::key};
use domain::plan::WrittenPlan;
use domain::refusal::Refusal;
use domain::view::{CaseView, PlanView};
use domain::wire::{self, Outcome};

use crate::database::Scratch;
use crate::town::{CAST, Town, town};

crate::on_both! {
    two_wrote_into_one_field: two_wrote_into_one_field_on_sqlite, two_wrote_into_one_field_on_postgres;
    two_wrote_into_one_plan: two_wrote_into_one_plan_on_sqlite, two_wrote_into_one_plan_on_postgres;
}

const DESK: &str = "警察から電話があり、本人は家にいた。";
const TABLET: &str = "駅の東側で会った。";
/// Of the agency in charge, and no caseworker of hers alone.
const COLLEAGUE: &str = "tonari";

async fn seen(town: &Town, login: &str) -> CaseView {
    town.ask(login, &wire::Case { case: town.case })
        .await
        .unwrap()
}

fn correction(seen: &FormData, words: &str) -> C {
    C::CorrectIntake {
        form: seen.clone().with(key::FACTS, Value::Text(words.to_owned())),
        seen: seen.clone(),
    }
}

async fn two_wrote_into_one_field(scratch: &Scratch) {
    let town = town(scratch).await;
    town.newcomer(COLLEAGUE, "試験 隣", "福祉課", None).await;
    town.tell_until_convened().await;
    let before = seen(&town, "ichiko").await.intake;
    let night = correction(&before, TABLET);
    let written = town.tomoni.clock.now() - Duration::hours(5);
    let night = Envelope {
        occurred_at: written,
        ..town.envelope(Command::Case {
            case: town.case,
            act: night,
        })
    };
    town.did(COLLEAGUE, correction(&before, DESK)).await;
    let first = town.push_envelope("ichiko", night.clone()).await;
    let Outcome::Done { seq } = first else {
        panic!("{first:?}");
    };
    // The answer was lost: it goes once more, and lies there once.
    let again = town.push_envelope("ichiko", night).await;
    assert_eq!(again, Outcome::AlreadyDone { seq });

    let view = seen(&town, "ichiko").await;
    assert_eq!(view.intake.text(key::FACTS), DESK);
    let [one] = view.conflicts.as_slice() else {
        panic!("{:?}", view.conflicts);
    };
    let said = |value: &Option<Value>| match value {
        Some(Value::Text(text)) => text.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(said(&one.standing.value), DESK);
    assert_eq!(said(&one.other.value), TABLET);
    let standing = one.standing.by.as_ref().unwrap();
    assert_eq!(standing.0, "試験 隣");
    assert!(standing.1.contains("福祉課"), "{standing:?}");
    assert_eq!(one.other.by.as_ref().unwrap().0, "試験 一子");
    assert_eq!(one.other.at, Some(written), "when it was written");
    assert!(one.other.arrived_at.is_some_and(|at| at > written));

    nobody_else_hears_of_it(&town).await;

    let standing_since = one.standing.at;
    let settle = |choice| C::SettleConflict {
        number: 1,
        choice,
        standing_since,
    };
    town.did(COLLEAGUE, settle(Choice::Other)).await;
    assert_eq!(
        town.refused("ichiko", settle(Choice::Standing)).await,
        Refusal::ConflictHasMoved
    );
    let town = town.restarted(scratch).await;
    let view = seen(&town, "ichiko").await;
    assert_eq!(view.intake.text(key::FACTS), TABLET);
    assert_eq!(said(&view.conflicts[0].standing.value), DESK, "readable");
    town.did("ichiko", C::ReopenConflict { number: 1 }).await;
    let again = seen(&town, "ichiko").await.conflicts[0].standing.at;
    let both = C::SettleConflict {
        number: 1,
        choice: Choice::Both,
        standing_since: again,
    };
    town.did("ichiko", both).await;
    let view = seen(&town, COLLEAGUE).await;
    assert_eq!(view.intake.text(key::FACTS), format!("{DESK}\n{TABLET}"));
}

/// Whoever does not write on the paper: neither the words nor that there are two.
async fn nobody_else_hears_of_it(town: &Town) {
    for login in CAST.into_iter().filter(|login| *login != "ichiko") {
        if let Ok(view) = town.ask(login, &wire::Case { case: town.case }).await {
            assert!(view.conflicts.is_empty(), "{login}");
            let text = serde_json::to_string(&view).unwrap();
            assert!(!text.contains(TABLET), "{login}");
        }
        let asked = wire::Timeline {
            case: town.case,
            before: None,
        };
        if let Ok(page) = town.ask(login, &asked).await {
            let text = serde_json::to_string(&page).unwrap();
            assert!(!text.contains("別の記入"), "{login}: {text}");
        }
        let decide = C::SettleConflict {
            number: 1,
            choice: Choice::Other,
            standing_since: None,
        };
        let refused = town.refused(login, decide).await;
        let hidden = matches!(
            refused,
            Refusal::NotYourRole | Refusal::NotFound | Refusal::PledgeMissing
        );
        assert!(hidden, "{login}: {refused:?}");
    }
}

const GOAL: &str = "夜に眠れる";
const OTHER_GOAL: &str = "三人で朝ごはんを食べる";

/// The next version as somebody writes it who has the plan before her, with another goal in it.
async fn with_goal(town: &Town, words: &str, watched: &str) -> C {
    let mut act = town.next_plan(town.plan_items()).await;
    if let C::WritePlan(written) = &mut act
        && let WrittenPlan {
            goal_long,
            watch_over,
            ..
        } = written.as_mut()
    {
        (*goal_long, *watch_over) = (words.to_owned(), watched.to_owned());
    }
    act
}

async fn plan(town: &Town, login: &str) -> Option<PlanView> {
    let asked = wire::Plan {
        case: town.case,
        plan: town.plan,
    };
    town.ask(login, &asked).await.ok()
}

async fn two_wrote_into_one_plan(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    town.meet_and_show_plan().await;
    let first = with_goal(&town, GOAL, "").await;
    let second = with_goal(&town, OTHER_GOAL, "週に一度の電話").await;
    town.did("ichiko", first).await;
    town.did("ichiko", second).await;
    let view = plan(&town, "ichiko").await.unwrap();
    let now = view.plan.current().unwrap();
    // She reads the first version; both went into the draft behind it.
    assert_eq!((now.number, now.goal_long.as_str()), (2, GOAL));
    assert_eq!(now.watch_over, "週に一度の電話", "another box");
    let [one] = view.conflicts.as_slice() else {
        panic!("{:?}", view.conflicts);
    };
    assert_eq!(one.other.value, Some(Value::Text(OTHER_GOAL.to_owned())));
    for login in CAST.into_iter().filter(|login| *login != "ichiko") {
        if let Some(view) = plan(&town, login).await {
            let writes = wire::may(&view.rights, Action::WritePlan).is_some();
            assert_eq!(!view.conflicts.is_empty(), writes, "{login}");
            let text = serde_json::to_string(&view).unwrap();
            assert!(writes || !text.contains(OTHER_GOAL), "{login}");
        }
    }
    let page = town.she_opens(app::her::path::PLAN).await;
    assert!(!page.contains(GOAL) && !page.contains(OTHER_GOAL), "{page}");

    let share = C::SharePlan {
        plan: town.plan,
        version: 2,
    };
    let undecided = town.refused("ichiko", share.clone()).await;
    assert_eq!(undecided, Refusal::TwoEntries);
    let settle = C::SettleConflict {
        number: one.number,
        choice: Choice::Other,
        standing_since: one.standing.at,
    };
    town.did("ichiko", settle).await;
    let late = with_goal(&town, GOAL, "").await;
    town.did("ichiko", share).await;
    let page = town.she_opens(app::her::path::PLAN).await;
    assert!(page.contains(OTHER_GOAL), "{page}");
    assert_eq!(
        town.refused("ichiko", late).await,
        Refusal::ShownSince { current: 2 }
    );
    let town = town.restarted(scratch).await;
    let view = plan(&town, "ichiko").await.unwrap();
    assert_eq!(view.plan.versions.len(), 2);
    assert_eq!(
        view.conflicts[0].standing.value,
        Some(Value::Text(GOAL.to_owned())),
        "readable"
    );
}
