//! What the rules refuse: with the missing step, and without losing or guessing anything.

use domain::block::{BlockReason, BlockTarget};
use domain::case::CaseStatus;
use domain::command::{CaseCommand as C, Command};
use domain::form::case_review::key as sheet;
use domain::form::intake::key as intake;
use domain::form::{FormData, Value, What};
use domain::id::*;
use domain::record::{Means, ThreeParts};
use domain::refusal::Refusal;
use domain::wire::{self, Outcome};
use uuid::Uuid;

use crate::database::Scratch;
use crate::tale::{text, ticks};
use crate::town::{Town, refusal, town};

crate::on_both! {
    forms_are_refused_field_by_field: forms_are_refused_field_by_field_on_sqlite, forms_are_refused_field_by_field_on_postgres;
    missing_steps_are_named: missing_steps_are_named_on_sqlite, missing_steps_are_named_on_postgres;
    a_repeated_command_is_answered_again: a_repeated_command_is_answered_again_on_sqlite, a_repeated_command_is_answered_again_on_postgres;
}

async fn problems(town: &Town, form: FormData) -> Vec<(String, What)> {
    let case = CaseId(Uuid::now_v7());
    let taken = town
        .push("ichiko", Command::AcceptCase { case, form })
        .await;
    match refusal(taken) {
        Refusal::Form { problems } => problems
            .into_iter()
            .map(|problem| (problem.field, problem.what))
            .collect(),
        other => panic!("{other:?}"),
    }
}

async fn forms_are_refused_field_by_field(scratch: &Scratch) {
    let town = town(scratch).await;
    town.at("2026-05-08 21:40");
    let good = || town.intake_form();
    // 昭和64年 ended on 1月7日; the date is kept as it was typed, and never guessed.
    for typed in [
        "昭和64年1月8日",
        "令和8年2月30日",
        "平成元年1月7日",
        "きのう",
        "2026-13-01",
    ] {
        let form = good().with(intake::BIRTH_DATE, Value::UnreadDate(typed.to_owned()));
        let found = problems(&town, form).await;
        assert_eq!(found.len(), 1, "{typed}: {found:?}");
        assert_eq!(found[0].0, intake::BIRTH_DATE);
        let words = found[0].1.words("生年月日");
        assert!(
            matches!(found[0].1, What::NotADate { .. }),
            "{typed}: {found:?}"
        );
        assert!(!words.contains("不正") && words.ends_with('。'), "{words}");
    }
    let long = "あ".repeat(4001);
    let cases: [(&str, Value); 6] = [
        (intake::NAME, text(&"名".repeat(61))),
        (intake::FACTS, text(&long)),
        (intake::ROUTE, ticks(&["police", "school"])),
        (intake::ROUTE, ticks(&["spaceship"])),
        (
            intake::BIRTH_DATE,
            Value::Date(crate::town::day("2030-01-01")),
        ),
        (intake::NAME, Value::Flag(true)),
    ];
    for (field, value) in cases {
        let found = problems(&town, good().with(field, value)).await;
        assert_eq!(found.len(), 1, "{field}: {found:?}");
        assert_eq!(found[0].0, field);
    }
    // All mistakes at once, a field nobody knows among them.
    let form = FormData::default().with("is_admin", Value::Flag(true));
    let found = problems(&town, form).await;
    assert!(found.len() >= 3, "{found:?}");
    assert!(
        found.contains(&("is_admin".to_owned(), What::UnknownField)),
        "{found:?}"
    );
    let board = town.ask("ichiko", &wire::Board {}).await.unwrap();
    assert!(board.cards.is_empty());
    town.close().await;
}

async fn missing_steps_are_named(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let submit = || C::SubmitRequest {
        request: town.request,
        form: town.request_form(),
    };
    assert_eq!(
        town.refused("ichiko", submit()).await,
        Refusal::ConsentToHoldMissing
    );
    town.consent_to_hold().await;
    assert_eq!(
        town.refused("ichiko", submit()).await,
        Refusal::ConsentToShareMissing
    );

    let go = |to| C::MoveCase {
        from: CaseStatus::Accepted,
        to,
        reason: String::new(),
        referred_to: None,
    };
    for to in [
        CaseStatus::Watching,
        CaseStatus::Suspended,
        CaseStatus::Closed,
    ] {
        assert_eq!(
            town.refused("ichiko", go(to)).await,
            Refusal::ProcedureMissing { to }
        );
    }
    let under = go(CaseStatus::UnderProtection);
    assert_eq!(
        town.refused("ichiko", under).await,
        Refusal::MovesByProtection
    );
    assert!(matches!(
        town.refused("ichiko", go(CaseStatus::Supporting)).await,
        Refusal::NoSuchMove { .. }
    ));
    assert_eq!(
        town.refused("ichiko", go(CaseStatus::Referred)).await,
        Refusal::ReceivingAgencyMissing
    );
    let late = C::WriteRecord {
        record: RecordId(Uuid::now_v7()),
        happened_at: town.tomoni.clock.now() + chrono::Duration::hours(1),
        means: Means::Visit,
        parts: ThreeParts {
            facts: "未来のこと".to_owned(),
            ..ThreeParts::default()
        },
        categories: Vec::new(),
        next_step: String::new(),
        with: String::new(),
        support: String::new(),
        safety: false,
        shown_to_her: false,
        photos: Vec::new(),
    };
    assert_eq!(town.refused("ichiko", late).await, Refusal::InTheFuture);

    // Left out, blocked, outside the scope: one and the same refusal.
    town.consents_after_hold().await;
    let with = |login: &str| {
        let mut scope = town.scope();
        scope.push(town.attendee(login));
        town.request_form()
            .with(sheet::ATTENDEE_SCOPE, Value::Attendees(scope))
    };
    let ask = |form| C::SubmitRequest {
        request: town.request,
        form,
    };
    assert_eq!(
        town.refused("ichiko", ask(with("ko"))).await,
        Refusal::AgencyNotInScope
    );
    assert_eq!(
        town.refused("ichiko", ask(with("daihyo"))).await,
        Refusal::AgencyNotInScope
    );
    let block = C::SetBlock {
        block: BlockId(Uuid::now_v7()),
        target: BlockTarget::Agency(town.agency("警察")),
        reason: BlockReason::TieToOpposingParty,
        alternative: None,
    };
    town.did("ichiko", block).await;
    assert_eq!(
        town.refused("ichiko", submit()).await,
        Refusal::AgencyNotInScope
    );
    for both in [
        &[sheet::IN_PROTECTION, sheet::CONSIDERING_PROTECTION][..],
        &[],
    ] {
        let form = town.request_form().with(sheet::CLAUSE5_ITEM, ticks(both));
        assert!(matches!(
            town.refused("ichiko", ask(form)).await,
            Refusal::Form { .. }
        ));
    }

    // A stale version of a plan.
    let write = |base| town.write_plan(base, town.plan_items());
    town.did("ichiko", write(0)).await;
    assert_eq!(
        town.refused("ichiko", write(0)).await,
        Refusal::VersionIsOld { current: 1 }
    );
    assert_eq!(
        town.refused("ichiko", write(7)).await,
        Refusal::VersionIsOld { current: 1 }
    );
    town.close().await;
}

async fn a_repeated_command_is_answered_again(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let act = C::RecordWish {
        words: "ねむりたい".to_owned(),
    };
    let done = town.envelope(Command::Case {
        case: town.case,
        act,
    });
    let Outcome::Done { seq } = town.push_envelope("ichiko", done.clone()).await else {
        panic!()
    };
    for _ in 0..3 {
        let again = town.push_envelope("ichiko", done.clone()).await;
        assert_eq!(again, Outcome::AlreadyDone { seq });
    }
    let act = C::RecordWish {
        words: String::new(),
    };
    let refused = town.envelope(Command::Case {
        case: town.case,
        act,
    });
    let first = town.push_envelope("ichiko", refused.clone()).await;
    assert!(matches!(first, Outcome::Refused { .. }));
    assert_eq!(town.push_envelope("ichiko", refused).await, first);
    // The same id from somebody else, and the same case id taken in twice.
    let stolen = town.push_envelope("shirabe", done).await;
    assert_eq!(refusal(stolen), Refusal::IdTaken);
    let twice = Command::AcceptCase {
        case: town.case,
        form: town.intake_form(),
    };
    let twice = town.push("ichiko", twice).await;
    assert_eq!(refusal(twice), Refusal::IdTaken);
    let case = town
        .ask("ichiko", &wire::Case { case: town.case })
        .await
        .unwrap();
    assert_eq!(case.wishes.len(), 1);
    town.close().await;
}
