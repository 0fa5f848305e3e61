//! A 案件 of the demo's 支援会議, with words that must lie nowhere in clear either.

use std::collections::BTreeSet;

use domain::case::Birth;
use domain::command::Command;
use domain::conference::ConferenceKind;
use domain::id::{MatterId, RecordId};
use domain::matter::{MatterCommand, MatterMark, MatterPerson, NewPoint};
use domain::wire::{self, Outcome};
use uuid::Uuid;

use crate::town::{Town, day};

pub const WORDS: [&str; 6] = [
    "水道が止まりそうな世帯",
    "架空 とし子",
    "かくう としこ",
    "母 架空 まつと二人",
    "水道停止の予定は9月30日",
    "1969-02-03",
];

/// Raised and read by 試験 丸.
pub async fn raised(town: &Town) {
    let asked = wire::Conferences { year: Some(2026) };
    let list = town.ask("maru", &asked).await.unwrap();
    let mut all = list.conferences.iter();
    let found = all.find(|line| line.kind == ConferenceKind::SupportConference);
    let conference = found.unwrap().id;
    let [heading, name, kana, household, point, _] = WORDS.map(str::to_owned);
    let own = town.agency("お困りごと");
    let act = MatterCommand::Raise {
        conference,
        heading,
        person: MatterPerson {
            name,
            kana,
            birth: Birth::Date(day("1969-02-03")),
            household,
        },
        mark: MatterMark::New,
        minutes: 20,
        people: Vec::new(),
        leave_out: BTreeSet::new(),
        excluded: BTreeSet::new(),
        excluded_people: BTreeSet::new(),
        points: vec![NewPoint {
            id: RecordId(Uuid::now_v7()),
            text: point,
            source: own,
            hearsay: true,
            to: [own].into(),
        }],
        takes_up: None,
    };
    let matter = MatterId(Uuid::now_v7());
    let outcome = town.push("maru", Command::Matter { matter, act }).await;
    assert!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
    let view = town.ask("maru", &wire::Matter { matter }).await.unwrap();
    assert_eq!((&*view.name, view.points.len()), (WORDS[1], 1));
    let lines = town.ask("maru", &wire::Matters { conference }).await;
    assert_eq!(lines.unwrap().lines.len(), 1);
}
