//! 1.1–1.3 and 1.12: intake, temporary protection, risk, and the protection's end.

use domain::case::CaseStatus;
use domain::command::CaseCommand as C;
use domain::consent::{Answer, ConsentKind, ConsentScope};
use domain::id::ConsentId;
use domain::refusal::Refusal;
use domain::wire::{self, Ask};
use uuid::Uuid;

use crate::database::Scratch;
use crate::tale::{ADDRESS, CALLED, SHELTER, WORKERS_VIEW, consent};
use crate::town::{CAST, day, town};

crate::on_both! {
    from_intake_to_protection: from_intake_to_protection_on_sqlite, from_intake_to_protection_on_postgres;
    her_yes_comes_before_protection: her_yes_comes_before_protection_on_sqlite, her_yes_comes_before_protection_on_postgres;
    the_second_meeting_and_the_end_of_protection: the_second_meeting_and_the_end_of_protection_on_sqlite, the_second_meeting_and_the_end_of_protection_on_postgres;
}

async fn from_intake_to_protection(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let ask = wire::Case { case: town.case };
    let case = town.ask("ichiko", &ask).await.unwrap();
    assert_eq!(
        (case.no.as_str(), case.status),
        ("K-R8-0001", CaseStatus::Accepted)
    );
    assert_eq!(case.accepted_on, day("2026-05-08"));
    assert_eq!(case.called_name.as_deref(), Some(CALLED));
    // BR-061: the ages on that day.
    assert_eq!(case.age.as_deref(), Some("35歳"));
    let ages: Vec<_> = case
        .family
        .iter()
        .map(|child| child.age.as_deref())
        .collect();
    assert_eq!(ages, [Some("9歳"), Some("3歳")]);
    assert_eq!(case.intake.ticks("worst"), ["dv_abuse"]);
    assert_eq!(case.intake.ticks("problem_categories").len(), 4);

    town.protect().await;
    let case = town.ask("ichiko", &ask).await.unwrap();
    assert_eq!(case.status, CaseStatus::UnderProtection);
    assert!(case.protections[0].started_at.is_some());

    // The place: the four of the list, each with a reason, and nobody else.
    let knowers = ["ichiko", "shocho", "shirabe", "kokoro"];
    for login in CAST {
        let reason = "夜間の連絡のため".to_owned();
        let asked = wire::Whereabouts {
            case: town.case,
            reason,
        };
        match town.ask(login, &asked).await {
            Ok(view) => {
                assert!(knowers.contains(&login), "{login} saw the place");
                assert_eq!(view.places, [(town.protection, SHELTER.to_owned())]);
                assert_eq!(view.intake.text("address"), ADDRESS);
            }
            Err(raw) => {
                assert!(!knowers.contains(&login), "{login}: {}", raw.text());
                assert!(matches!(raw.status, 404 | 409), "{login}: {}", raw.text());
            }
        }
    }
    let unreasoned = wire::Whereabouts {
        case: town.case,
        reason: " ".to_owned(),
    };
    let refused = town.ask("ichiko", &unreasoned).await.unwrap_err();
    assert_eq!(refused.error().refusal, Some(Refusal::ReasonMissing));

    // Every other answer to everybody keeps silent about it, the lists' words included.
    for login in CAST {
        let mut all = town.questions_at_large();
        all.extend(town.questions_about(town.case));
        for (path, body) in all {
            if path == wire::Whereabouts::PATH {
                continue;
            }
            let answer = town.post(login, path, body.to_string()).await.text();
            for word in [SHELTER, ADDRESS, "架空町"] {
                assert!(!answer.contains(word), "{login} {path} tells {word}");
            }
            if path == wire::Board::PATH {
                for word in ["シェルター", "保護所", "保護の場所"] {
                    assert!(!answer.contains(word), "{login} {path} tells {word}");
                }
            }
        }
    }

    town.judge_risk().await;
    let case = town.ask("ichiko", &ask).await.unwrap();
    let parts = case.risk.unwrap().parts.unwrap();
    assert_eq!(parts.her_words, "息ができなかった");
    assert_eq!(parts.facts, "首を絞められた。通院1回");
    assert_eq!(parts.worker_view, WORKERS_VIEW);
    town.close().await;
}

async fn her_yes_comes_before_protection(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let protection = town.protection;
    town.did("ichiko", C::ConsiderProtection { protection })
        .await;
    let ask = C::RequestProtection { protection };
    let refusal = town.refused("ichiko", ask.clone()).await;
    assert_eq!(refusal, Refusal::ProtectionConsentMissing);
    // 「今は決めない」 is no yes either.
    let id = ConsentId(Uuid::now_v7());
    let (kind, scope) = (ConsentKind::Protection, ConsentScope::default());
    town.did("ichiko", consent(id, kind, Answer::Deferred, scope))
        .await;
    assert_eq!(
        town.refused("ichiko", ask.clone()).await,
        Refusal::ProtectionConsentMissing
    );
    town.yes_to_protection().await;
    town.did("ichiko", ask).await;
    town.close().await;
}

async fn the_second_meeting_and_the_end_of_protection(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell().await;
    let asked = wire::Meeting {
        case: town.case,
        meeting: town.meeting_two,
    };
    let second = town.ask("ichiko", &asked).await.unwrap();
    assert_eq!(second.meeting.number, 2);
    let case = town
        .ask("ichiko", &wire::Case { case: town.case })
        .await
        .unwrap();
    assert_eq!(case.status, CaseStatus::Supporting);
    assert_eq!(case.agency_in_charge.name, "みほん市福祉課");
    assert!(case.protections[0].ended_at.is_some());
    let numbers: Vec<_> = case.meetings.iter().map(|meeting| meeting.number).collect();
    assert_eq!(numbers, [2, 1], "the newest first");
    let board = town.ask("ichiko", &wire::Board {}).await.unwrap();
    assert_eq!(board.cards.len(), 1);
    assert_eq!(board.cards[0].status, CaseStatus::Supporting);
    assert_eq!(board.cards[0].name.as_deref(), Some(CALLED));
    town.close().await;
}
