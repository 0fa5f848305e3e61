//! The 進行管理台帳 in an open round: its first page and a filter must not cost more among 3,000 cases than
//! among 300.

use std::collections::BTreeSet;

use chrono::Duration;
use domain::calendar;
use domain::command::{CaseCommand, Command, Envelope};
use domain::conference::{ConferenceCommand, ConferenceKind};
use domain::council::{Council, Staff};
use domain::form::{Attendee, Span};
use domain::id::{CommandId, ConferenceId, RecordId};
use domain::view::ledger::{LedgerFilter, LedgerView};
use domain::wire::{self, Ask, Outcome};
use uuid::Uuid;

use super::house::House;
use super::{Aim, Failure, Figure, Plan, Times, Unit};
use crate::gate::Who;
use crate::submit::submit;

const FEW: usize = 300;
const MANY: usize = 3000;
/// The 調整担当者, who may write in every line.
const OFFICER: &str = "shirabe";
/// Lines written in the round before it is looked at.
const WRITTEN: usize = 100;
/// So many times in one house before the other has its turn.
const ROUND: usize = 10;

const WAYS: [(&str, Option<LedgerFilter>); 3] = [
    ("first page", None),
    ("not yet in this round", Some(LedgerFilter::NotYetSeen)),
    ("overdue", Some(LedgerFilter::Overdue)),
];

/// Measures both below `folder`.
///
/// # Errors
/// See [`super::run`].
pub async fn measure(
    folder: &std::path::Path,
    plan: Plan,
    say: &mut impl FnMut(&Figure),
) -> Result<(), Failure> {
    let few = in_a_round(&folder.join("ledger-few"), FEW).await?;
    let many = in_a_round(&folder.join("ledger-many"), MANY).await?;
    for (what, filter) in WAYS {
        let mut taken = [Vec::new(), Vec::new()];
        for _ in 0..plan.times.div_ceil(ROUND) {
            for (at, (house, round)) in [&few, &many].into_iter().enumerate() {
                let asked = wire::Ledger {
                    round: Some(*round),
                    filter,
                    after: None,
                };
                for _ in 0..ROUND {
                    let answer = house.ask(wire::Ledger::PATH, &asked, None).await?;
                    let view: LedgerView = serde_json::from_slice(&answer.body)?;
                    if view.lines.is_empty() {
                        return Err(format!("no line: {what}").into());
                    }
                    taken[at].push(answer.took);
                }
            }
        }
        let [few, many] = taken.map(Times::of);
        say(&Figure::times(format!("ledger of {FEW}, {what}"), few));
        say(&Figure::times(format!("ledger of {MANY}, {what}"), many));
        let growth = (many.millis() / few.millis()).ln() / (MANY as f64 / FEW as f64).ln();
        say(&Figure::of(
            format!("ledger, growth exponent, {what}"),
            growth,
            Unit::Exponent,
        )
        .aim(Aim::AtMost(0.15)));
    }
    few.0.close().await?;
    many.0.close().await?;
    Ok(())
}

/// A house whose 実務者会議 is going on.
async fn in_a_round(
    folder: &std::path::Path,
    cases: usize,
) -> Result<(House, ConferenceId), Failure> {
    let mut house = House::found(folder, cases).await?;
    house.signs_in(OFFICER).await?;
    let council = house.council().await?;
    let round = ConferenceId(Uuid::new_v4());
    let now = calendar::jst(house.tomoni.clock.now());
    let series = council.series.values();
    let series = series
        .into_iter()
        .find(|series| series.kind == ConferenceKind::Practitioners)
        .ok_or("no series")?;
    let planned = ConferenceCommand::Plan {
        series: series.id,
        planned: Span {
            from: now,
            to: now + Duration::hours(2),
        },
        room: String::new(),
        full: false,
        also_serves: BTreeSet::new(),
        invited: Vec::new(),
        chair: attendee(&council, OFFICER)?,
        recorder: attendee(&council, "kokoro")?,
    };
    for act in [planned, ConferenceCommand::Notify, ConferenceCommand::Open] {
        let conference = round;
        does(&house, &council, Command::Conference { conference, act }).await?;
    }
    // In the middle of the list too, so that what was gone through is not only on top.
    for case in house.cases.iter().step_by(cases / WRITTEN) {
        let act = CaseCommand::KeepLedger {
            record: RecordId(Uuid::new_v4()),
            round,
            held_on: now.date(),
            agency: Some(council.center),
            state: "住むところを一緒に探している".to_owned(),
        };
        does(&house, &council, Command::Case { case: *case, act }).await?;
    }
    Ok((house, round))
}

async fn does(house: &House, council: &Council, command: Command) -> Result<(), Failure> {
    let envelope = Envelope {
        id: CommandId(Uuid::new_v4()),
        occurred_at: house.tomoni.clock.now(),
        ahead_ms: None,
        command,
    };
    let who = Who::Staff(person(council, OFFICER)?.id);
    for result in submit(&house.tomoni, &who, house.council, vec![envelope]).await? {
        if let Outcome::Refused { words, .. } = result.outcome {
            return Err(words.into());
        }
    }
    Ok(())
}

fn person<'a>(council: &'a Council, login: &str) -> Result<&'a Staff, Failure> {
    let mut people = council.staff.values();
    Ok(people
        .find(|staff| staff.login_name == login)
        .ok_or("nobody of that name")?)
}

fn attendee(council: &Council, login: &str) -> Result<Attendee, Failure> {
    let person = person(council, login)?;
    Ok(Attendee {
        agency: person.agency,
        staff: Some(person.id),
        name: person.name.clone(),
    })
}
