//! State machines: the arrows of domain.md §9, and that no command moves along any other.
//!
//! `state_tables.txt` holds the arrows and, for every state and command, where it leads or which step
//! is named as missing.

#[path = "support/hall.rs"]
mod hall;
#[path = "support/item.rs"]
mod item;
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
#[path = "states/words.rs"]
mod words;

use domain::case::CaseStatus;
use domain::inquiry::InquiryStatus;
use domain::matter::MatterStatus;
use domain::meeting::MeetingStatus;
use domain::plan::PlanStatus;
use domain::protection::ProtectionStatus;
use domain::request::RequestStatus;

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
        "Item of a support conference (5.4)",
        &MatterStatus::ALL,
        MatterStatus::label,
        |from, to| arrow(from.may_become(to)),
    );
    printed += &moves::printed();
    printed += &small::printed();
    printed += &conference::printed();
    printed += &matter::printed();
    printed += &words::printed();
    snapshot::compare("state_tables.txt", &printed);
}
