//! 招集通知 to a member of a conference who has no account.

use domain::conference::{ConferenceCommand as A, ConferenceKind};
use domain::form::Attendee;
use domain::id::*;
use domain::refusal::Refusal;
use domain::wire::session::{LETTER, Letter, LetterKind, LetterOf};
use uuid::Uuid;

use crate::database::Scratch;
use crate::paper::printed;
use crate::town::{Raw, Town, town};

crate::on_both! {
    a_member_without_an_account_is_called_by_letter: a_member_without_an_account_is_called_by_letter_on_sqlite, a_member_without_an_account_is_called_by_letter_on_postgres;
}

async fn post(town: &Town, login: &str, letter: &Letter) -> Raw {
    let body = serde_json::to_string(letter).unwrap();
    town.post(login, LETTER, body).await
}

async fn a_member_without_an_account_is_called_by_letter(scratch: &Scratch) {
    let town = town(scratch).await;
    let round = ConferenceId(Uuid::now_v7());
    town.at("2026-06-17 13:00");
    let commissioner = Attendee {
        agency: town.agency("福祉課"),
        staff: None,
        name: "試験 民".to_owned(),
    };
    let (from, to) = ("2026-06-18 10:00", "2026-06-18 12:00");
    let mut plan = town.plan_of(ConferenceKind::Practitioners, from, to).await;
    let secret = &town.cast.agencies[&town.agency("あかり")].name;
    if let A::Plan { invited, room, .. } = &mut plan {
        invited.push(commissioner.clone());
        *room = format!("第1会議室（{secret}と共用）");
    }
    town.acted("shirabe", round, plan).await;
    let letter = Letter {
        of: LetterOf::Conference { conference: round },
        what: LetterKind::Convening,
        person: commissioner.clone(),
    };
    // Planned is not called.
    let early = post(&town, "shirabe", &letter).await;
    assert_eq!(early.error().refusal, Some(Refusal::StepMissing));
    town.acted("shirabe", round, A::Notify).await;
    let made = post(&town, "shirabe", &letter).await;
    assert_eq!(made.status, 200, "{}", made.text());
    // The room is told, but for an agency that must not be known.
    let words = printed(&made);
    assert!(words.contains("第1会議室"), "{words}");
    assert!(!words.contains("あかり"), "{words}");
    // Not called, not there, and not theirs to call.
    let mut stranger = letter.clone();
    stranger.person.name = "試験 外".to_owned();
    let mut unknown = letter.clone();
    unknown.of = LetterOf::Conference {
        conference: ConferenceId(Uuid::now_v7()),
    };
    for forged in [stranger, unknown] {
        assert_eq!(post(&town, "shirabe", &forged).await.status, 404);
    }
    for login in ["kei", "daihyo", "kansa", "kanri"] {
        assert!(post(&town, login, &letter).await.status >= 400, "{login}");
    }
    town.close().await;
}
