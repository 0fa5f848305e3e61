//! 主任相談支援員の机 through the door: the own agency's cases, by number, and nobody else's.

use domain::block::{BlockReason, BlockTarget};
use domain::command::{CaseCommand as C, Command};
use domain::id::*;
use domain::view::desk::DeskMatter;
use domain::wire::{self, Ask, Outcome};
use uuid::Uuid;

use crate::database::Scratch;
use crate::tale::{CALLED, NAME};
use crate::town::{Town, town};

crate::on_both! {
    the_chief_sees_what_waits_and_nothing_of_a_hidden_case: the_chief_sees_what_waits_on_sqlite, the_chief_sees_what_waits_on_postgres;
}

async fn the_chief_sees_what_waits_and_nothing_of_a_hidden_case(scratch: &Scratch) {
    let town = town(scratch).await;
    town.at("2026-05-08 09:00");
    let empty = town.ask("dairi", &wire::Desk {}).await.unwrap();
    assert_eq!((empty.cases, empty.matters.len()), (0, 0));
    assert!(
        empty
            .workload
            .iter()
            .any(|load| load.person.name == "試験 心")
    );
    // One case of the city, one of the Center itself.
    town.accept().await;
    let own = CaseId(Uuid::now_v7());
    let command = Command::AcceptCase {
        case: own,
        form: town.intake_form(),
    };
    let outcome = town.push("kokoro", command).await;
    assert!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
    let seen = town.ask("dairi", &wire::Desk {}).await.unwrap();
    assert_eq!(seen.cases, 1);
    let (matter, lines) = &seen.matters[0];
    assert_eq!(*matter, DeskMatter::NoAgency);
    assert_eq!((lines.len(), lines[0].case), (1, own));
    let load = |town: &Town, seen: &domain::view::desk::DeskView| {
        let kokoro = town.person("kokoro");
        let mut all = seen.workload.iter();
        all.find(|load| load.person.id == kokoro).unwrap().cases
    };
    assert_eq!(load(&town, &seen), 1);
    let text = town.post("dairi", wire::Desk::PATH, "{}").await.text();
    for name in [CALLED, NAME] {
        assert!(!text.contains(name), "{name}");
    }
    // Nobody without the role, and nobody hears why in other words than of the role.
    for login in ["ichiko", "kokoro", "shirabe", "shocho", "kei", "daihyo"] {
        let refused = town.ask(login, &wire::Desk {}).await.unwrap_err();
        assert_eq!(refused.status, 409, "{login}");
    }
    // Blocked from the case, the chief's numbers are those of before it.
    let block = Command::Case {
        case: own,
        act: C::SetBlock {
            block: BlockId(Uuid::now_v7()),
            target: BlockTarget::Person(town.person("dairi")),
            reason: BlockReason::Relation,
            alternative: None,
        },
    };
    let outcome = town.push("kokoro", block).await;
    assert!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
    let hidden = town.ask("dairi", &wire::Desk {}).await.unwrap();
    assert_eq!(hidden, empty);
    town.close().await;
}
