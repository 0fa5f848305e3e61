//! 会議の日 that ends, is put off or is given up: what becomes of its cases and of its number.

use domain::block::{BlockReason, BlockTarget};
use domain::command::CaseCommand as C;
use domain::conference::{ConferenceCommand as A, ConferenceKind, NotHeld, SlotMark};
use domain::form::Span;
use domain::id::*;
use domain::meeting::MeetingStatus;
use domain::refusal::Refusal;
use domain::view::conference::HeldCount;
use domain::wire;
use uuid::Uuid;

use crate::database::Scratch;
use crate::slots::Placed;
use crate::town::{Town, jst, town};

crate::on_both! {
    without_a_case_is_said_by_what_its_reader_knows: without_a_case_is_said_by_what_its_reader_knows_on_sqlite, without_a_case_is_said_by_what_its_reader_knows_on_postgres;
    a_day_gone_by_stands_by_what_its_reader_knows: a_day_gone_by_stands_by_what_its_reader_knows_on_sqlite, a_day_gone_by_stands_by_what_its_reader_knows_on_postgres;
    what_the_day_did_not_reach_is_carried_over: what_the_day_did_not_reach_is_carried_over_on_sqlite, what_the_day_did_not_reach_is_carried_over_on_postgres;
    put_off_into_another_year_it_is_one_of_that_year: put_off_into_another_year_it_is_one_of_that_year_on_sqlite, put_off_into_another_year_it_is_one_of_that_year_on_postgres;
}

fn no_cases() -> A {
    A::NotHold {
        reason: NotHeld::NoCases,
    }
}

/// A called day of 18 June with her case on it.
async fn with_her_case(town: &Town) -> (ConferenceId, Placed) {
    town.accept().await;
    town.at("2026-06-16 09:00");
    town.consented(town.case).await;
    let day = town.day_of(ConferenceKind::CaseReviewDay).await;
    let one = Placed::new(town.case);
    town.places(&one, one.on(day, SlotMark::New, vec![])).await;
    (day, one)
}

async fn without_a_case_is_said_by_what_its_reader_knows(scratch: &Scratch) {
    let town = town(scratch).await;
    let (day, one) = with_her_case(&town).await;
    // Who knows of the case is told that there is one.
    let known = town.act_refused("shirabe", day, no_cases()).await;
    assert_eq!(known, Refusal::DayHasCases);
    let block = C::SetBlock {
        block: BlockId(Uuid::now_v7()),
        target: BlockTarget::Person(town.person("shirabe")),
        reason: BlockReason::HerWish,
        alternative: None,
    };
    town.did("ichiko", block).await;
    // For who is blocked from it, its slot is none and the day is empty.
    let shorter = |slot| A::SetSlotMinutes { slot, minutes: 20 };
    for slot in [one.slot, SlotId(Uuid::now_v7())] {
        let unknown = town.act_refused("shirabe", day, shorter(slot)).await;
        assert_eq!(unknown, Refusal::SlotUnknown);
    }
    town.acted("shirabe", day, no_cases()).await;
    assert_eq!(town.status(&one).await, MeetingStatus::Cancelled);
    town.close().await;
}

/// A 重層的支援会議 with her case that nobody opened: for who is blocked from the case it was as empty as
/// another one, on the page, in the list and in the year.
async fn a_day_gone_by_stands_by_what_its_reader_knows(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    town.at("2026-06-16 09:00");
    town.consented(town.case).await;
    let day = town.day_of(ConferenceKind::LayeredConference).await;
    let empty = town.day_of(ConferenceKind::LayeredConference).await;
    let one = Placed::new(town.case);
    town.places(&one, one.on(day, SlotMark::New, vec![])).await;
    town.at("2026-06-19 09:00");
    let standing = async |login: &str, id| {
        let page = town.see(login, id).await.unwrap();
        let asked = wire::Conferences { year: Some(2026) };
        let list = town.ask(login, &asked).await.unwrap().conferences;
        let line = list.into_iter().find(|line| line.id == id).unwrap();
        assert_eq!((line.status, &line.not_held), (page.status, &page.not_held));
        (page.status, page.not_held)
    };
    let held = async |login: &str| {
        let asked = wire::Year { year: Some(2026) };
        let held = town.ask(login, &asked).await.unwrap().held;
        let of =
            |(kind, _): &&(ConferenceKind, HeldCount)| *kind == ConferenceKind::LayeredConference;
        let count = held.iter().find(of).unwrap().1;
        (count.not_held, count.planned)
    };
    let waits = (MeetingStatus::Notified, None);
    let none = (MeetingStatus::Cancelled, Some(NotHeld::NoCases));
    assert_eq!(standing("shirabe", day).await, waits);
    assert_eq!(standing("shirabe", empty).await, none);
    let before = held("shirabe").await;
    let block = C::SetBlock {
        block: BlockId(Uuid::now_v7()),
        target: BlockTarget::Person(town.person("shirabe")),
        reason: BlockReason::HerWish,
        alternative: None,
    };
    town.did("ichiko", block).await;
    assert_eq!(standing("shirabe", day).await, none);
    assert_eq!(held("shirabe").await, (before.0 + 1, before.1 - 1));
    // For who knows of the case nothing has changed.
    assert_eq!(standing("shocho", day).await, waits);
    assert_eq!(held("shocho").await, before);
    town.close().await;
}

async fn what_the_day_did_not_reach_is_carried_over(scratch: &Scratch) {
    let town = town(scratch).await;
    let (day, first) = with_her_case(&town).await;
    let other = town.accept_also("見本 もう一人").await;
    town.consented(other).await;
    let second = Placed::new(other);
    town.places(&second, second.on(day, SlotMark::New, vec![]))
        .await;
    town.at("2026-06-18 10:00");
    town.acted("shirabe", day, A::Open).await;
    let meeting = first.meeting;
    town.did("shirabe", C::OpenMeeting { meeting }).await;
    town.acted("shirabe", day, town.present(&["shirabe", "kei"]))
        .await;
    town.acted("shirabe", day, A::Adjourn).await;
    // What has begun is closed by its own chair; the other one waits for no day that is over.
    assert_eq!(town.status(&first).await, MeetingStatus::InProgress);
    assert_eq!(town.status(&second).await, MeetingStatus::Cancelled);
    let left: Vec<CaseId> = town
        .lines("shirabe", day)
        .await
        .iter()
        .map(|l| l.case)
        .collect();
    assert_eq!(left, [town.case]);
    town.at("2026-06-18 15:00");
    let next = ConferenceId(Uuid::now_v7());
    let plan = town
        .plan_of(
            ConferenceKind::CaseReviewDay,
            "2026-06-25 10:00",
            "2026-06-25 12:00",
        )
        .await;
    town.acted("shirabe", next, plan).await;
    let again = Placed::new(other);
    town.places(&again, again.on(next, SlotMark::New, vec![]))
        .await;
    assert_eq!(town.status(&again).await, MeetingStatus::Planned);
    town.close().await;
}

async fn put_off_into_another_year_it_is_one_of_that_year(scratch: &Scratch) {
    let town = town(scratch).await;
    town.at("2027-03-01 09:00");
    let plan = async |day: &str| {
        let id = ConferenceId(Uuid::now_v7());
        let (from, to) = (format!("{day} 10:00"), format!("{day} 12:00"));
        let kind = ConferenceKind::Practitioners;
        let plan = town.plan_of(kind, &from, &to).await;
        town.acted("shirabe", id, plan).await;
        id
    };
    let (moved, next_year) = (plan("2027-03-10").await, plan("2027-04-14").await);
    let number = async |id| town.see("shirabe", id).await.unwrap().number;
    let first = number(moved).await;
    assert_eq!(number(next_year).await, 1);
    let put_off = |day: &str| A::Postpone {
        planned: Span {
            from: jst(&format!("{day} 10:00")),
            to: jst(&format!("{day} 12:00")),
        },
        reason: "大雪のため".to_owned(),
    };
    town.acted("shirabe", moved, put_off("2027-03-24")).await;
    assert_eq!(number(moved).await, first, "within the year it keeps it");
    town.acted("shirabe", moved, put_off("2027-04-28")).await;
    assert_eq!(number(moved).await, 2);
    let third = plan("2027-05-12").await;
    assert_eq!(number(third).await, 3);
    // One that comes back is the next of its new year: the first of them has left that.
    town.acted("shirabe", third, put_off("2027-03-25")).await;
    assert_eq!(number(third).await, first);
    town.close().await;
}
