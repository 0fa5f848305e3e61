//! 端末の紛失 (scenario 2.4): who lost a tablet reports it; from then on it opens nothing.

use axum::body::Body;
use chrono::Duration;
use domain::command::{Command, CouncilCommand};
use domain::id::{CaseId, DeviceId};
use domain::refusal::Refusal;
use domain::view::device::DeviceLine;
use domain::wire::session::{DEVICE, LEAVE, Leave, Left, PUT_BACK};
use domain::wire::{self, Outcome};
use serde_json::json;
use server::demo;
use uuid::Uuid;

use super::device::keys;
use crate::database::Scratch;
use crate::town::{Town, call, refusal, town};

crate::on_both! {
    a_lost_tablet_opens_nothing_and_each_case_on_it_says_so: a_lost_tablet_on_sqlite, a_lost_tablet_on_postgres;
    only_who_used_a_tablet_or_keeps_the_accounts_reports_its_loss: who_reports_a_loss_on_sqlite, who_reports_a_loss_on_postgres;
    a_case_that_is_not_on_the_tablet_says_nothing: a_case_not_on_it_on_sqlite, a_case_not_on_it_on_postgres;
}

const TABLET: DeviceId = DeviceId(Uuid::from_u128(0x7ab1e7));
const OFFICE: DeviceId = DeviceId(Uuid::from_u128(0x0ff1ce));

fn report(words: &str) -> Command {
    Command::Council(CouncilCommand::ReportDeviceLost {
        device: TABLET,
        words: words.to_owned(),
    })
}

async fn devices(town: &Town, login: &str) -> Vec<DeviceLine> {
    let told = town.ask(login, &wire::Devices {}).await;
    told.unwrap().devices
}

async fn take_along(town: &Town, login: &str) {
    let asked = wire::TakeAlong {
        case: town.case,
        device: Some(TABLET),
    };
    town.ask(login, &asked).await.unwrap();
}

/// What a device without a session hears.
async fn hears(town: &Town, erased: bool) -> Left {
    let asked = Leave {
        device: Some(TABLET),
        copies: Vec::new(),
        erased,
    };
    let body = serde_json::to_string(&asked).unwrap();
    let answer = town.send(call(LEAVE, Body::from(body), None)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

fn later(town: &Town, hours: i64) {
    let clock = &town.tomoni.clock;
    clock.set(clock.now() + Duration::hours(hours)).unwrap();
}

async fn lines_of_loss(town: &Town, login: &str, case: CaseId) -> usize {
    let page = wire::Timeline { case, before: None };
    let page = town.ask(login, &page).await.unwrap();
    let lost = |title: &str| title.contains("紛失");
    page.entries
        .iter()
        .filter(|entry| lost(&entry.title))
        .count()
}

async fn a_lost_tablet_opens_nothing_and_each_case_on_it_says_so(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let on_tablet = town.cookie("ichiko").await;
    keys(&town, "ichiko", TABLET).await;
    take_along(&town, "ichiko").await;
    assert!(!hears(&town, false).await.lost);

    // She reports it from the office, where she signs in anew.
    let at_office = town.sign_in("ichiko", demo::PASSWORD).await;
    assert_ne!(on_tablet, at_office);
    keys(&town, "ichiko", OFFICE).await;
    // A third session that names no device: nobody can tell that it is not the lost one.
    let somewhere = town.sign_in("ichiko", demo::PASSWORD).await;
    town.uses("ichiko", &at_office);
    let before = devices(&town, "ichiko").await;
    let line = before.iter().find(|line| line.device == TABLET).unwrap();
    assert_eq!((before.len(), &line.loss), (2, &None));
    assert_eq!((line.holders.len(), line.holders[0].cases), (1, 1));
    assert_eq!(line.holders[0].numbers.len(), 1);
    let done = town.push("ichiko", report("電車に置いてきた")).await;
    assert!(matches!(done, Outcome::Done { .. }), "{done:?}");

    // The session on it is over at once; the one at the office is not.
    let asked = json!({ "device": TABLET }).to_string();
    for cookie in [&on_tablet, &somewhere] {
        let there = call(DEVICE, Body::from(asked.clone()), Some(cookie));
        assert_eq!(town.send(there).await.status, 401);
    }
    assert_eq!(lines_of_loss(&town, "ichiko", town.case).await, 1);
    // Whoever finds it signs in in vain: not even a right password gets the half of a key.
    for login in ["ichiko", "kokoro"] {
        let answer = town.post(login, DEVICE, asked.clone()).await;
        assert_eq!(answer.status, 409, "{login}");
        assert_eq!(answer.error().refusal, Some(Refusal::DeviceLost));
    }
    let again = wire::TakeAlong {
        case: town.case,
        device: Some(TABLET),
    };
    let told = town.ask("ichiko", &again).await.unwrap_err().error();
    assert_eq!(told.refusal, Some(Refusal::DeviceLost));
    // It hears of it without a session, and tells once that it has erased itself.
    assert!(hears(&town, false).await.lost);
    let lost = |line: &DeviceLine| line.device == TABLET;
    let heard = |lines: Vec<DeviceLine>| lines.into_iter().find(lost).unwrap().loss.unwrap();
    let loss = heard(devices(&town, "ichiko").await);
    assert_eq!(
        (loss.words.as_str(), loss.erased_at),
        ("電車に置いてきた", None)
    );
    assert!(hears(&town, true).await.lost);
    let loss = heard(devices(&town, "ichiko").await);
    let erased = loss.erased_at.expect("it told so");
    later(&town, 1);
    hears(&town, true).await;
    let loss = heard(devices(&town, "ichiko").await);
    assert_eq!(loss.erased_at, Some(erased));

    // Twice is once, and after a restart it is as lost as before.
    assert_eq!(
        refusal(town.push("ichiko", report("")).await),
        Refusal::DeviceLost
    );
    let town = town.restarted(scratch).await;
    assert!(hears(&town, false).await.lost);
    assert_eq!(lines_of_loss(&town, "ichiko", town.case).await, 1);
    // What was said of it lies in no file in the clear.
    for (name, bytes) in crate::town::files_below(&scratch.folder) {
        let words = "電車に置いてきた".as_bytes();
        assert!(
            !bytes.windows(words.len()).any(|part| part == words),
            "{name}"
        );
    }
}

async fn only_who_used_a_tablet_or_keeps_the_accounts_reports_its_loss(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    keys(&town, "ichiko", TABLET).await;
    take_along(&town, "ichiko").await;
    for login in ["kokoro", "ji", "kei", "daihyo"] {
        let told = refusal(town.push(login, report("")).await);
        assert_eq!(told, Refusal::NotFound, "{login}");
        assert!(devices(&town, login).await.is_empty(), "{login}");
        // Nobody hears whether there is such a device at all.
        let none = Command::Council(CouncilCommand::ReportDeviceLost {
            device: DeviceId(Uuid::from_u128(1)),
            words: String::new(),
        });
        assert_eq!(refusal(town.push(login, none).await), told, "{login}");
    }
    let long = refusal(town.push("ichiko", report(&"あ".repeat(2_000))).await);
    assert!(matches!(long, Refusal::TextTooLong { .. }), "{long:?}");
    assert!(!hears(&town, false).await.lost);
    // A device that is not lost cannot say that it was erased.
    hears(&town, true).await;
    assert_eq!(devices(&town, "ichiko").await[0].loss, None);

    // Who keeps the accounts sees whose it is and how many cases, and none of them.
    let seen = devices(&town, "kanri").await;
    let holder = &seen[0].holders[0];
    assert_eq!(holder.person.id, town.person("ichiko"));
    assert_eq!((holder.cases, holder.numbers.len()), (1, 0));
    let done = town.push("kanri", report("")).await;
    assert!(matches!(done, Outcome::Done { .. }), "{done:?}");
    assert!(hears(&town, false).await.lost);
    town.sign_in("ichiko", demo::PASSWORD).await;
    assert_eq!(lines_of_loss(&town, "ichiko", town.case).await, 1);
}

async fn a_case_that_is_not_on_the_tablet_says_nothing(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    keys(&town, "ichiko", TABLET).await;
    // Put back before it was lost.
    take_along(&town, "ichiko").await;
    let back = json!({ "case": town.case, "device": TABLET }).to_string();
    assert_eq!(
        town.post("kokoro", PUT_BACK, back.clone()).await.status,
        200
    );
    assert_eq!(devices(&town, "ichiko").await[0].holders[0].cases, 1);
    assert_eq!(town.post("ichiko", PUT_BACK, back).await.status, 200);
    assert_eq!(devices(&town, "ichiko").await[0].holders[0].cases, 0);
    // Taken again, and forgotten by the tablet at its next contact after the 72 hours.
    take_along(&town, "ichiko").await;
    assert_eq!(devices(&town, "ichiko").await[0].holders[0].cases, 1);
    later(&town, 73);
    assert_eq!(devices(&town, "ichiko").await[0].holders[0].cases, 1);
    keys(&town, "ichiko", TABLET).await;
    assert_eq!(devices(&town, "ichiko").await[0].holders[0].cases, 0);
    let done = town.push("ichiko", report("")).await;
    assert!(matches!(done, Outcome::Done { .. }), "{done:?}");
    town.sign_in("ichiko", demo::PASSWORD).await;
    assert_eq!(lines_of_loss(&town, "ichiko", town.case).await, 0);
}
