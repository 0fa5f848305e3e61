//! Two people move one card: the second is told who was first, and where to.

use domain::case::CaseStatus;
use domain::command::{CaseCommand as C, Command};
use domain::id::RecordId;
use domain::inquiry::HerKnowledge;
use domain::refusal::Refusal;
use domain::tsunagi::{Desk, TsunagiWay};
use domain::wire::{self, Outcome};
use uuid::Uuid;

use crate::database::Scratch;
use crate::town::{day, refusal, town};

crate::on_both! {
    the_second_of_two_movers_is_told: the_second_of_two_movers_is_told_on_sqlite, the_second_of_two_movers_is_told_on_postgres;
}

async fn the_second_of_two_movers_is_told(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let to = |to| C::MoveCase {
        from: CaseStatus::Accepted,
        to,
        reason: "引き継ぎのため".to_owned(),
        referred_to: Some(town.agency("センター")),
    };
    // She was told that it may go to the Center.
    let told = C::RecordTsunagi {
        record: RecordId(Uuid::now_v7()),
        way: TsunagiWay::Out,
        desk: Desk::Agency(town.agency("センター")),
        on: day("2026-05-08"),
        her_knowledge: HerKnowledge::Told,
        handed: String::new(),
        reason: "引き継ぎのため".to_owned(),
    };
    town.did("ichiko", told).await;
    // At once, by the worker and by the 調整担当者; whoever is first is told to the other.
    let (one, two) = tokio::join!(
        town.does("ichiko", to(CaseStatus::Assessing)),
        town.does("shirabe", to(CaseStatus::Referred)),
    );
    let (refused, name, went) = match (one, two) {
        (Outcome::Done { .. }, second) => (second, "試験 一子", CaseStatus::Assessing),
        (first, Outcome::Done { .. }) => (first, "試験 調", CaseStatus::Referred),
        other => panic!("nobody moved it: {other:?}"),
    };
    let Outcome::Refused {
        refusal: Refusal::MovedMeanwhile { name: by, to, .. },
        words,
    } = refused
    else {
        panic!("{refused:?}");
    };
    assert_eq!((by.as_str(), to), (name, went));
    assert!(
        words.contains(name) && words.contains(went.label()),
        "{words}"
    );

    // A command sent twice is done once, whoever waits for which answer.
    let record = town.envelope(Command::Case {
        case: town.case,
        act: C::RecordWish {
            words: "ねむりたい".to_owned(),
        },
    });
    let (one, two) = tokio::join!(
        town.push_envelope("ichiko", record.clone()),
        town.push_envelope("ichiko", record.clone()),
    );
    let seqs = [one, two].map(|outcome| match outcome {
        Outcome::Done { seq } | Outcome::AlreadyDone { seq } => seq,
        other => panic!("{other:?}"),
    });
    assert_eq!(seqs[0], seqs[1]);
    let case = town
        .ask("ichiko", &wire::Case { case: town.case })
        .await
        .unwrap();
    assert_eq!(case.wishes.len(), 1);
    // The same id from somebody else is refused, and tells nothing of the first.
    let stolen = town.push_envelope("shirabe", record).await;
    assert_eq!(refusal(stolen), Refusal::IdTaken);
    town.close().await;
}
