//! 見回り (F-15) through the doors: an agency's own sheets one by one, everybody's in numbers, and few of
//! them not at all.

use domain::command::{Command, CouncilCommand};
use domain::form::patrol::key;
use domain::form::{FormData, Value};
use domain::id::PatrolId;
use domain::refusal::Refusal;
use domain::view::patrol::PatrolsView;
use domain::wire::{self, Outcome};
use uuid::Uuid;

use crate::database::Scratch;
use crate::room::done;
use crate::town::{Town, day, files_below, instant, town};

crate::on_both! {
    rounds_of_an_agency_are_its_own_and_everybodys_in_numbers: rounds_on_sqlite, rounds_on_postgres;
}

/// A place that must be found in no file.
const AREA: &str = "駅東側の高架下";

fn sheet(spoken_to: &str, under_18: &str) -> FormData {
    let text = |words: &str| Value::Text(words.to_owned());
    FormData::default()
        .with(key::WENT_ON, Value::Date(day("2026-05-08")))
        .with(key::AREA, text(AREA))
        .with(key::STAFF, text("2"))
        .with(key::SPOKEN_TO, text(spoken_to))
        .with(key::ATTENDED, text("5"))
        .with(key::UNDER_18, text(under_18))
}

async fn keeps(town: &Town, login: &str, patrol: PatrolId, form: FormData) -> Outcome {
    keeps_on(town, login, patrol, (FormData::default(), form)).await
}

/// As whoever has `seen` before her or him.
async fn keeps_on(
    town: &Town,
    login: &str,
    patrol: PatrolId,
    (seen, form): (FormData, FormData),
) -> Outcome {
    let command = CouncilCommand::KeepPatrol { patrol, form, seen };
    town.push(login, Command::Council(command)).await
}

async fn own(town: &Town, login: &str) -> Result<PatrolsView, u16> {
    let asked = town.ask(login, &wire::Patrols { year: None }).await;
    asked.map_err(|raw| raw.status)
}

async fn of_all(town: &Town, login: &str) -> Result<PatrolsView, u16> {
    let asked = town.ask(login, &wire::PatrolSums { year: None }).await;
    asked.map_err(|raw| raw.status)
}

fn count(view: &PatrolsView, field: &str) -> Option<u64> {
    let sum = view.sums.iter().find(|sum| sum.field == field).unwrap();
    sum.count
}

async fn rounds_of_an_agency_are_its_own_and_everybodys_in_numbers(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tomoni.clock.set(instant("2026-05-09 03:05")).unwrap();
    let (one, other) = (PatrolId(Uuid::now_v7()), PatrolId(Uuid::now_v7()));
    let first = keeps(&town, "akari", one, sheet("23", "1")).await;
    assert!(done(&first), "{first:?}");
    assert!(done(&keeps(&town, "ichiko", other, sheet("4", "2")).await));
    // The same sheet as it should stand.
    assert!(done(&keeps(&town, "akari", one, sheet("24", "1")).await));
    let theirs = keeps(&town, "ichiko", one, sheet("1", "")).await;
    assert!(
        matches!(
            &theirs,
            Outcome::Refused {
                refusal: Refusal::IdTaken,
                ..
            }
        ),
        "another agency writes over nothing"
    );
    let wrong = keeps(&town, "akari", PatrolId(Uuid::now_v7()), sheet("", "6")).await;
    assert!(matches!(
        &wrong,
        Outcome::Refused {
            refusal: Refusal::Form { .. },
            ..
        }
    ));

    // Two correct one sheet: another box is put together, of the same one the second is told what stands.
    let began = sheet("24", "1");
    let nights = began.clone().with(key::NIGHTS, Value::Text("2".into()));
    for form in [nights, sheet("25", "1")] {
        assert!(done(
            &keeps_on(&town, "akari", one, (began.clone(), form)).await
        ));
    }
    let late = keeps_on(&town, "akari", one, (began.clone(), sheet("26", "1"))).await;
    let Outcome::Refused {
        refusal: Refusal::Form { problems },
        ..
    } = late
    else {
        panic!("{late:?}");
    };
    let [problem] = problems.as_slice() else {
        panic!("{problems:?}");
    };
    assert_eq!(problem.field, key::SPOKEN_TO);
    assert!(problem.what.words("").contains("「25」"));
    let meant = (sheet("25", "1"), sheet("24", "1"));
    assert!(done(&keeps_on(&town, "akari", one, meant).await));

    let seen = own(&town, "akari").await.unwrap();
    assert_eq!(count(&seen, key::NIGHTS), Some(2));
    assert_eq!((seen.rounds, seen.lines.len()), (1, 1));
    assert_eq!(seen.lines[0].patrol, one);
    assert_eq!(seen.lines[0].form.text(key::AREA), AREA);
    assert_eq!(count(&seen, key::SPOKEN_TO), Some(24));
    assert_eq!(count(&seen, key::UNDER_18), Some(1));
    let city = own(&town, "ichiko").await.unwrap();
    assert_eq!((city.rounds, city.lines[0].patrol), (1, other));

    for login in ["shirabe", "shocho", "daihyo"] {
        let year = of_all(&town, login).await.unwrap();
        assert_eq!((year.rounds, year.lines.len()), (2, 0), "{login}");
        assert_eq!(count(&year, key::SPOKEN_TO), Some(28), "{login}");
        assert_eq!(
            count(&year, key::UNDER_18),
            None,
            "{login}: few can be guessed at"
        );
        let told = serde_json::to_string(&year).unwrap();
        assert!(!told.contains(AREA), "{login}");
    }
    // Neither the one nor the other.
    for login in ["kei", "kansa", "kanri"] {
        assert!(own(&town, login).await.is_err(), "{login}");
        assert!(of_all(&town, login).await.is_err(), "{login}");
        let refused = keeps(&town, login, PatrolId(Uuid::now_v7()), sheet("1", "")).await;
        assert!(!done(&refused), "{login}");
    }
    assert_eq!(own(&town, "daihyo").await, Err(409));
    assert_eq!(of_all(&town, "ichiko").await, Err(409));

    let town = town.restarted(scratch).await;
    assert_eq!(own(&town, "akari").await.unwrap(), seen);
    for (name, bytes) in files_below(&scratch.folder) {
        let planted = AREA.as_bytes();
        assert!(
            !bytes.windows(planted.len()).any(|part| part == planted),
            "{name}"
        );
    }
    town.close().await;
}
