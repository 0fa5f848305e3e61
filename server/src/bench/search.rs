//! Finding a name among many cases by keyed pieces.

use domain::view::Found;
use domain::wire::{self, Ask};
use uuid::Uuid;

use super::floor::{self, Floor};
use super::house::House;
use super::{Failure, Figure, Plan, Times};

/// Names many have and few have, a number, a part of a name, and one that nobody has.
const QUESTIONS: [&str; 7] = [
    "ワタナベ",
    "渡辺花子",
    "ハナコ",
    "さくらこ",
    "子",
    "K-R8-0001",
    "存在しない名",
];
/// So many times one after the other before the floor has its turn.
const ROUND: usize = 5;

/// Measures each question, and the board of so many cases.
///
/// # Errors
/// See [`super::run`].
pub async fn measure(
    house: &House,
    floor: &mut Floor,
    plan: Plan,
    say: &mut impl FnMut(&Figure),
) -> Result<(), Failure> {
    floor.open(&house.database())?;
    for question in QUESTIONS {
        let asked = wire::Search {
            text: question.to_owned(),
        };
        let first = house.ask(wire::Search::PATH, &asked, None).await?;
        let found: Found = serde_json::from_slice(&first.body)?;
        let cases: Vec<Uuid> = found.cards.iter().map(|card| card.id.0).collect();
        let (mut taken, mut raw) = (Vec::new(), Vec::new());
        for _ in 0..plan.times.div_ceil(ROUND * 2) {
            for _ in 0..ROUND {
                taken.push(house.ask(wire::Search::PATH, &asked, None).await?.took);
            }
            raw.extend(floor.cards(ROUND, &cases)?);
        }
        let more = if found.more { " and more" } else { "" };
        let what = format!(
            "search of {}: {question}, {} found{more}",
            house.cases.len(),
            found.cards.len()
        );
        let figure = Figure::times(what, Times::of(taken));
        say(&if cases.is_empty() {
            figure
        } else {
            figure.over(floor::millis(raw), "raw read of the rows found")
        });
    }
    let mut taken = Vec::new();
    for _ in 0..ROUND {
        taken.push(
            house
                .ask(wire::Board::PATH, &wire::Board {}, None)
                .await?
                .took,
        );
    }
    say(&Figure::times(
        format!("board of the first 2000 of {}", house.cases.len()),
        Times::of(taken),
    ));
    Ok(())
}
