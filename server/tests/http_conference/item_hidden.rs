//! What somebody learns of a 案件 that is not hers or his: nothing by a refusal, nothing on the line.

use domain::command::Command;
use domain::id::*;
use domain::matter::{MatterCommand as M, MatterMark};
use domain::refusal::Refusal;
use domain::wire::Outcome;
use uuid::Uuid;

use crate::database::Scratch;
use crate::item::Room;
use crate::room::done;
use crate::shut::{heard, seq};
use crate::town::{Town, refusal, town};

crate::on_both! {
    a_representative_who_was_called_by_mistake_hears_nothing_of_an_item: a_representative_who_was_called_by_mistake_hears_nothing_of_an_item_on_sqlite, a_representative_who_was_called_by_mistake_hears_nothing_of_an_item_on_postgres;
    who_is_kept_away_does_not_learn_that_it_was_taken_up_again: who_is_kept_away_does_not_learn_that_it_was_taken_up_again_on_sqlite, who_is_kept_away_does_not_learn_that_it_was_taken_up_again_on_postgres;
}

/// Something of the council itself, which everyone hears.
pub async fn for_everyone(town: &Town) -> u64 {
    town.pledges("mizu").await
}

async fn a_representative_who_was_called_by_mistake_hears_nothing_of_an_item(scratch: &Scratch) {
    let town = town(scratch).await;
    let room = Room::open(&town, &["daihyo", "tsutsumi"]).await;
    let mut called = town.live("tsutsumi").await;
    let mut mistaken = town.live("daihyo").await;
    let began = seq(room.acts("maru", M::Start).await);
    let last = for_everyone(&town).await;
    assert_eq!(heard(&mut called, last).await, [began, last]);
    assert_eq!(heard(&mut mistaken, last).await, [last]);
    town.close().await;
}

async fn who_is_kept_away_does_not_learn_that_it_was_taken_up_again(scratch: &Scratch) {
    let town = town(scratch).await;
    let room = Room::open(&town, &["tsutsumi"]).await;
    room.ends(&["maru", "ayumi", "tsutsumi"]).await;
    town.at("2026-10-13 12:00");
    let next = town.support_conference("2026-10-14", "maru", "ayumi").await;
    let again = |kept_away: &[&str]| {
        let mut raise = room.raising(&[]);
        if let M::Raise {
            conference,
            mark,
            takes_up,
            excluded_people,
            ..
        } = &mut raise
        {
            *conference = next;
            *mark = MatterMark::Evaluation;
            *takes_up = Some(room.item);
            excluded_people.extend(kept_away.iter().map(|login| town.person(login)));
        }
        raise
    };
    let mut before = town.live("tsutsumi").await;
    let taken_up = town
        .with_item(MatterId(Uuid::now_v7()), again(&["tsutsumi"]))
        .await;
    assert!(done(&taken_up), "{taken_up:?}");
    // The earlier item, to which she was called, is as still as it was.
    let last = for_everyone(&town).await;
    assert_eq!(heard(&mut before, last).await, [last]);

    let raises = async |login: &str| {
        let matter = MatterId(Uuid::now_v7());
        let act = again(&[]);
        town.push(login, Command::Matter { matter, act }).await
    };
    // Who is called to the newer one is told of it, who is kept away from it is not.
    assert_eq!(refusal(raises("ayumi").await), Refusal::IdTaken);
    let outcome = raises("tsutsumi").await;
    assert!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
    // What she took up herself she is told of.
    assert_eq!(refusal(raises("tsutsumi").await), Refusal::IdTaken);
    town.close().await;
}
