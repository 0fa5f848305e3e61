//! State machines: the arrows of domain.md §9, and that no command moves along any other.
//!
//! `state_tables.txt` holds the arrows and, for every state and command, where it leads or which step
//! is named as missing.

#[path = "support/hall.rs"]
mod hall;
#[path = "support/item.rs"]
mod item;
#[path = "support/look_back.rs"]
mod look_back;
#[path = "support/scenario.rs"]
mod scenario;
#[path = "support/snapshot.rs"]
mod snapshot;
#[path = "support/story.rs"]
mod story;
#[path = "support/world.rs"]
mod world;

#[path = "states/case.rs"]
mod case;
#[path = "states/conference.rs"]
mod conference;
#[path = "states/matter.rs"]
mod matter;
#[path = "states/moves.rs"]
mod moves;
#[path = "states/small.rs"]
mod small;
#[path = "states/timing.rs"]
mod timing;
#[path = "states/words.rs"]
mod words;

use std::fmt::Debug;

use domain::case::CaseStatus;
use domain::evaluation::EvaluationStatus;
use domain::handover::HandoverStatus;
use domain::inquiry::InquiryStatus;
use domain::matter::MatterStatus;
use domain::meeting::MeetingStatus;
use domain::plan::PlanStatus;
use domain::protection::ProtectionStatus;
use domain::refusal::Refusal;
use domain::request::RequestStatus;
use domain::task::TaskStatus;
use domain::transfer::TransferStatus;
use domain::watch::AddressProtectionStatus;

/// Name of a refusal without what is inside.
fn name(refusal: &Refusal) -> String {
    let text = format!("{refusal:?}");
    text.split([' ', '(', '{'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// Where a command leads; panics where it leads along no arrow.
fn answer<S: Debug + PartialEq + Copy>(
    label: &str,
    from: S,
    to: Result<S, Refusal>,
    may: &dyn Fn(S, S) -> bool,
) -> String {
    match to {
        Err(refusal) => format!("refused: {}", name(&refusal)),
        Ok(to) if to == from => "stays".to_owned(),
        Ok(to) => {
            assert!(may(from, to), "{label} leads from {from:?} to {to:?}");
            format!("-> {to:?}")
        }
    }
}

fn arrow(legal: bool) -> &'static str {
    if legal { "x" } else { "." }
}

#[test]
fn the_tables_are_the_committed_ones() {
    let mut printed = String::from("States of domain.md §9. x: an arrow; .: no such move.\n\n");
    printed += &snapshot::grid(
        "Case (9.1)",
        &CaseStatus::ALL,
        CaseStatus::label,
        |from, to| arrow(from.may_become(to)),
    );
    printed += &snapshot::grid(
        "Conference request (9.2)",
        &RequestStatus::ALL,
        RequestStatus::label,
        |from, to| arrow(from.may_become(to)),
    );
    printed += &snapshot::grid(
        "Meeting (9.3)",
        &MeetingStatus::ALL,
        MeetingStatus::label,
        |from, to| arrow(from.may_become(to)),
    );
    printed += &snapshot::grid(
        "Plan (9.4)",
        &PlanStatus::ALL,
        PlanStatus::label,
        |from, to| arrow(from.may_become(to)),
    );
    printed += &snapshot::grid(
        "Temporary protection (9.6)",
        &ProtectionStatus::ALL,
        ProtectionStatus::label,
        |from, to| arrow(from.may_become(to)),
    );
    printed += &snapshot::grid(
        "Inquiry (F-17)",
        &InquiryStatus::ALL,
        InquiryStatus::label,
        |from, to| arrow(from.may_become(to)),
    );
    printed += &snapshot::grid(
        "Task (decision or item)",
        &TaskStatus::ALL,
        TaskStatus::label,
        |from, to| arrow(from.may_become(to)),
    );
    printed += &snapshot::grid(
        "Address protection (9.7)",
        &AddressProtectionStatus::ALL,
        AddressProtectionStatus::label,
        |from, to| arrow(from.may_become(to)),
    );
    printed += &snapshot::grid(
        "Hand-over",
        &HandoverStatus::ALL,
        HandoverStatus::label,
        |from, to| arrow(from.may_become(to)),
    );
    printed += &snapshot::grid(
        "Transfer",
        &TransferStatus::ALL,
        TransferStatus::label,
        |from, to| arrow(from.may_become(to)),
    );
    printed += &snapshot::grid(
        "Item of a support conference (5.4)",
        &MatterStatus::ALL,
        MatterStatus::label,
        |from, to| arrow(from.may_become(to)),
    );
    printed += &snapshot::grid(
        "Evaluation (F-11)",
        &EvaluationStatus::ALL,
        EvaluationStatus::label,
        |from, to| arrow(from.may_become(to)),
    );
    printed += &moves::printed();
    printed += &timing::printed();
    printed += &small::printed();
    printed += &conference::printed();
    printed += &matter::printed();
    printed += &words::printed();
    snapshot::compare("state_tables.txt", &printed);
}
