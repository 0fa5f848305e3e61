//! The board, the case page, and a file of the board's bytes.

use std::time::Duration;

use axum::http::header;
use domain::wire::{self, Ask};

use super::floor::{self, Floor};
use super::house::House;
use super::{Aim, Failure, Figure, Plan, Times, Unit};

/// What a browser of today says it takes.
const BROWSER: &str = "gzip, deflate, br, zstd";
/// So many times one after the other before the floor has its turn.
const ROUND: usize = 10;

/// Measures them; house and floor take turns, so that both meet the same hour of the machine.
///
/// # Errors
/// See [`super::run`].
pub async fn measure(
    house: &House,
    floor: &mut Floor,
    plan: Plan,
    say: &mut impl FnMut(&Figure),
) -> Result<(), Failure> {
    board(house, floor, plan, say).await?;
    file(house, plan, say).await?;
    case(house, floor, plan, say).await
}

async fn board(
    house: &House,
    floor: &mut Floor,
    plan: Plan,
    say: &mut impl FnMut(&Figure),
) -> Result<(), Failure> {
    floor.open(&house.database())?;
    let plain = house.ask(wire::Board::PATH, &wire::Board {}, None).await?;
    let board: domain::view::Board = serde_json::from_slice(&plain.body)?;
    if board.cards.len() != plan.board || board.cards.iter().any(|card| card.name.is_none()) {
        return Err(format!("the board has {} cards", board.cards.len()).into());
    }
    std::fs::write(house.site.join("staff/board.json"), &plain.body)?;
    let packed = house
        .ask(wire::Board::PATH, &wire::Board {}, Some(BROWSER))
        .await?;
    let encoding = packed
        .headers
        .get(header::CONTENT_ENCODING)
        .ok_or("not compressed")?;
    let encoding = encoding.to_str()?.to_owned();
    let gzip = house
        .ask(wire::Board::PATH, &wire::Board {}, Some("gzip"))
        .await?;

    let (mut bare, mut whole, mut raw) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..plan.times.div_ceil(ROUND) {
        for _ in 0..ROUND {
            bare.push(
                house
                    .ask(wire::Board::PATH, &wire::Board {}, None)
                    .await?
                    .took,
            );
            whole.push(
                house
                    .ask(wire::Board::PATH, &wire::Board {}, Some(BROWSER))
                    .await?
                    .took,
            );
        }
        raw.extend(floor.board(ROUND, plan.board)?);
    }
    let raw = floor::millis(raw);
    let cards = plan.board;
    say(
        &Figure::times(format!("board of {cards}, not compressed"), Times::of(bare))
            .over(raw, "raw read of the rows")
            .aim(Aim::TimesFloor(6.0)),
    );
    say(&Figure::times(
        format!("board of {cards}, compressed ({encoding})"),
        Times::of(whole),
    )
    .over(raw, "raw read of the rows")
    .aim(Aim::TimesFloor(6.0)));
    let size = |bytes: usize| bytes as f64 / 1000.0;
    let kilobytes = Unit::Kilobytes;
    say(&Figure::of(
        format!("board of {cards}, JSON"),
        size(plain.body.len()),
        kilobytes,
    ));
    say(&Figure::of(
        format!("board of {cards}, gzip"),
        size(gzip.body.len()),
        kilobytes,
    ));
    say(&Figure::of(
        format!("board of {cards}, on the wire ({encoding})"),
        size(packed.body.len()),
        kilobytes,
    )
    .aim(Aim::AtMost(60.0)));
    Ok(())
}

async fn file(house: &House, plan: Plan, say: &mut impl FnMut(&Figure)) -> Result<(), Failure> {
    let path = house.site.join("staff/board.json");
    for (what, encoding) in [
        ("static file of the board's bytes", None),
        ("the same, compressed", Some(BROWSER)),
    ] {
        let (mut served, mut read) = (Vec::new(), Vec::new());
        for _ in 0..plan.times {
            served.push(house.fetch("/board.json", encoding).await?.took);
            let begun = std::time::Instant::now();
            std::fs::read(&path)?;
            read.push(begun.elapsed());
        }
        say(&Figure::times(what, Times::of(served)).over(floor::millis(read), "reading the file"));
    }
    Ok(())
}

async fn case(
    house: &House,
    floor: &mut Floor,
    plan: Plan,
    say: &mut impl FnMut(&Figure),
) -> Result<(), Failure> {
    // One that has come far: with consents, a request and a plan.
    let case = *house.cases.get(7).ok_or("no case to open")?;
    let asked = wire::Case { case };
    let mut taken: Vec<Duration> = Vec::new();
    let (mut raw, mut audited) = (Vec::new(), Vec::new());
    // A first command leaves the rows that the floor copies.
    super::writers::wish(house, case).await?;
    floor.take(&house.database().with_file_name("floor.db"))?;
    for _ in 0..plan.times.div_ceil(ROUND) {
        for _ in 0..ROUND {
            taken.push(
                house
                    .ask(wire::Case::PATH, &asked, Some(BROWSER))
                    .await?
                    .took,
            );
        }
        raw.extend(floor.case(ROUND, case.0)?);
        audited.extend(floor.audited(ROUND, case.0)?);
    }
    let times = Times::of(taken);
    say(&Figure::times("case page", times)
        .over(floor::millis(audited), "raw read and one durable audit row"));
    say(&Figure::times("case page", times).over(floor::millis(raw), "raw read of the row"));
    Ok(())
}
