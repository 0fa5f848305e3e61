//! A case of ten years: the first screen of its page, and the first page of its timeline, must not cost
//! more with 5,000 entries than with 50.

use chrono::{DateTime, Duration, Utc};
use domain::command::{CaseCommand, Command, Envelope};
use domain::form::InfoCategory;
use domain::id::{CaseId, CommandId, RecordId};
use domain::record::{Means, ThreeParts};
use domain::view::Timeline;
use domain::wire::{self, Ask, Outcome};
use uuid::Uuid;

use super::house::House;
use super::{Aim, Failure, Figure, Plan, Times, Unit};
use crate::gate::Who;
use crate::submit::submit;

const FEW: usize = 50;
const MANY: usize = 5000;
/// Who writes all of it down, and reads it.
const WORKER: &str = "ichiko";
/// Cases in the house; the last of each eight have come as far as a plan.
const CASES: usize = 16;
/// So many times in one case before the other has its turn.
const ROUND: usize = 10;
/// What a browser of today says it takes.
const BROWSER: &str = "gzip, deflate, br, zstd";
const YEARS: i64 = 10;

/// Measures both below `folder`.
///
/// # Errors
/// See [`super::run`].
pub async fn measure(
    folder: &std::path::Path,
    plan: Plan,
    say: &mut impl FnMut(&Figure),
) -> Result<(), Failure> {
    let house = House::found(&folder.join("long"), CASES).await?;
    let far = |at: usize| house.cases.get(at).copied().ok_or("no case to write in");
    let (few, many) = (far(7)?, far(15)?);
    write(&house, few, FEW).await?;
    write(&house, many, MANY).await?;
    let mut pages = [Vec::new(), Vec::new()];
    let mut lines = [Vec::new(), Vec::new()];
    let mut bytes = [0, 0];
    for _ in 0..plan.times.div_ceil(ROUND) {
        for (at, case) in [few, many].into_iter().enumerate() {
            for _ in 0..ROUND {
                let asked = wire::Case { case };
                let page = house.ask(wire::Case::PATH, &asked, Some(BROWSER)).await?;
                let asked = wire::Timeline { case, before: None };
                let path = wire::Timeline::PATH;
                let first = house.ask(path, &asked, Some(BROWSER)).await?;
                pages[at].push(page.took);
                lines[at].push(first.took);
                bytes[at] = page.body.len() + first.body.len();
            }
            let asked = wire::Timeline { case, before: None };
            let plain = house.ask(wire::Timeline::PATH, &asked, None).await?;
            let shown: Timeline = serde_json::from_slice(&plain.body)?;
            if shown.entries.len() != 30 || shown.before.is_none() {
                return Err("the first page of the timeline is not one page".into());
            }
        }
    }
    for (what, taken) in [("page", pages), ("first timeline page", lines)] {
        let [few, many] = taken.map(Times::of);
        say(&Figure::times(
            format!("case of {FEW} entries, {what}"),
            few,
        ));
        say(&Figure::times(
            format!("case of {MANY} entries, {what}"),
            many,
        ));
        say(&Figure::of(
            format!("case, growth exponent, {what}"),
            exponent(many.millis() / few.millis()),
            Unit::Exponent,
        )
        .aim(Aim::AtMost(0.05)));
    }
    let size = |bytes: usize| bytes as f64 / 1000.0;
    say(&Figure::of(
        format!("case of {FEW} entries, both on the wire"),
        size(bytes[0]),
        Unit::Kilobytes,
    ));
    say(&Figure::of(
        format!("case of {MANY} entries, both on the wire"),
        size(bytes[1]),
        Unit::Kilobytes,
    ));
    say(&Figure::of(
        "case, growth exponent, bytes",
        exponent(bytes[1] as f64 / bytes[0] as f64),
        Unit::Exponent,
    )
    .aim(Aim::AtMost(0.05)));
    house.close().await?;
    Ok(())
}

fn exponent(ratio: f64) -> f64 {
    ratio.ln() / (MANY as f64 / FEW as f64).ln()
}

/// Contact records (F-08) of ten years, written as a worker writes them.
pub(super) async fn write(house: &House, case: CaseId, entries: usize) -> Result<(), Failure> {
    let council = house.council().await?;
    let mut people = council.staff.values();
    let worker = people.find(|staff| staff.login_name == WORKER);
    let who = Who::Staff(worker.ok_or("nobody of that name")?.id);
    let now = house.tomoni.clock.now();
    let apart = Duration::days(365 * YEARS) / i32::try_from(entries)?;
    for left in (1..=i32::try_from(entries)?).rev() {
        let envelope = Envelope {
            id: CommandId(Uuid::new_v4()),
            occurred_at: now,
            ahead_ms: None,
            command: Command::Case {
                case,
                act: record(now - apart * left),
            },
        };
        for result in submit(&house.tomoni, &who, house.council, vec![envelope]).await? {
            if let Outcome::Refused { words, .. } = result.outcome {
                return Err(words.into());
            }
        }
    }
    Ok(())
}

pub(super) fn record(happened_at: DateTime<Utc>) -> CaseCommand {
    CaseCommand::WriteRecord {
        record: RecordId(Uuid::new_v4()),
        happened_at,
        means: Means::Phone,
        with: "本人".to_owned(),
        parts: ThreeParts {
            facts: "本人から電話。家賃の支払いのことで、来週窓口へ行くことにした。".to_owned(),
            her_words: "自分で電話できました。".to_owned(),
            worker_view: "少しずつ自分で動けている。".to_owned(),
        },
        support: "窓口の時間と、持っていくものを伝えた。".to_owned(),
        categories: vec![InfoCategory::Economic],
        next_step: "窓口へ同行する".to_owned(),
        safety: false,
        shown_to_her: true,
        photos: Vec::new(),
    }
}
