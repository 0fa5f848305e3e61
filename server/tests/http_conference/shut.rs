//! A unit that is blocked but for one person: who of it hears of the case, and whose counts it is in.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::block::{BlockReason, BlockTarget};
use domain::command::CaseCommand as C;
use domain::conference::{ConferenceCommand as A, ConferenceKind};
use domain::form::Attendee;
use domain::id::*;
use domain::wire::{self, Ask, Outcome};
use futures::{Stream, StreamExt};
use serde_json::json;
use uuid::Uuid;

use crate::database::Scratch;
use crate::hidden::seen;
use crate::room::done;
use crate::town::{Town, town};

crate::on_both! {
    of_a_unit_blocked_but_for_one_only_that_one_hears_of_the_case: of_a_unit_blocked_but_for_one_only_that_one_hears_of_the_case_on_sqlite, of_a_unit_blocked_but_for_one_only_that_one_hears_of_the_case_on_postgres;
    two_blocks_that_name_different_people_leave_nobody: two_blocks_that_name_different_people_leave_nobody_on_sqlite, two_blocks_that_name_different_people_leave_nobody_on_postgres;
    who_acts_for_another_unit_stays_shut_out_with_her_own: who_acts_for_another_unit_stays_shut_out_with_her_own_on_sqlite, who_acts_for_another_unit_stays_shut_out_with_her_own_on_postgres;
    a_forged_place_in_the_ledger_is_no_place: a_forged_place_in_the_ledger_is_no_place_on_sqlite, a_forged_place_in_the_ledger_is_no_place_on_postgres;
}

pub fn seq(outcome: Outcome) -> u64 {
    match outcome {
        Outcome::Done { seq } => seq,
        other => panic!("{other:?}"),
    }
}

pub fn wish() -> C {
    C::RecordWish {
        words: "ねむりたい".to_owned(),
    }
}

/// The changes that an open screen hears, up to `last`, which it must hear.
pub async fn heard(
    screen: &mut (impl Stream<Item = Result<axum::body::Bytes, axum::Error>> + Unpin),
    last: u64,
) -> Vec<u64> {
    let mut all: Vec<u64> = Vec::new();
    while all.last() != Some(&last) {
        let said = screen.next().await.unwrap().unwrap();
        let said = String::from_utf8(said.to_vec()).unwrap();
        let ids = said.lines().filter_map(|line| line.strip_prefix("id: "));
        all.extend(ids.map(|id| id.parse::<u64>().unwrap()));
        all.dedup();
        assert!(all.last() <= Some(&last), "{last} was not heard: {all:?}");
    }
    all
}

/// The two of 給付係, one case that is nobody's secret, and an open round to which both were called.
struct Counter {
    town: Town,
    near: StaffId,
    named: StaffId,
    round: ConferenceId,
}

impl Counter {
    async fn of(scratch: &Scratch) -> Self {
        let town = town(scratch).await;
        let unit = Some("給付係");
        let near = town.newcomer("tonari", "試験 隣", "福祉課", unit).await;
        let named = town.newcomer("mado", "試験 窓", "福祉課", unit).await;
        town.accept().await;
        let round = ConferenceId(Uuid::now_v7());
        town.at("2026-06-17 13:00");
        let (from, to) = ("2026-06-18 10:00", "2026-06-18 12:00");
        let mut plan = town.plan_of(ConferenceKind::Practitioners, from, to).await;
        if let A::Plan { invited, .. } = &mut plan {
            invited.extend([near, named].map(|id| Attendee {
                agency: town.agency("福祉課"),
                staff: Some(id),
                name: String::new(),
            }));
        }
        town.acted("shirabe", round, plan).await;
        town.acted("shirabe", round, A::Notify).await;
        town.at("2026-06-18 09:50");
        town.acted("shirabe", round, A::Open).await;
        Self {
            town,
            near,
            named,
            round,
        }
    }

    /// Shuts the unit out of the case but for one person.
    async fn block(&self, case: CaseId, unit: &str, acts: StaffId) -> BlockId {
        let block = BlockId(Uuid::now_v7());
        let set = C::SetBlock {
            block,
            target: BlockTarget::Unit {
                agency: self.town.agency("福祉課"),
                unit: unit.to_owned(),
            },
            reason: BlockReason::Neighbour,
            alternative: Some(acts),
        };
        assert!(done(&self.town.writes("ichiko", case, set).await));
        block
    }

    /// Something of the case itself, the round coming to it, its line; then a pause, which everyone
    /// hears who was called.
    async fn stirs(&self, case: CaseId) -> [u64; 4] {
        let (town, round) = (&self.town, self.round);
        let line = town.line_of(round, "見守りを続ける");
        let all = [
            seq(town.writes("ichiko", case, wish()).await),
            seq(town.acts("shirabe", round, A::GoThrough { case }).await),
            seq(town.writes("shirabe", case, line).await),
            seq(town.acts("shirabe", round, A::Pause).await),
        ];
        town.acted("shirabe", round, A::Resume).await;
        all
    }

    /// Nothing shows the case to that person: no line, no count, no page of its own, no sound.
    async fn shut(&self, login: &str, case: CaseId, before: &[serde_json::Value]) {
        // As it lies there, then gone through and with a line.
        let now = seen(&self.town, login, self.round).await;
        assert_eq!(now, before, "{login}");
        let mut screen = self.town.live(login).await;
        let [.., pause] = self.stirs(case).await;
        assert_eq!(heard(&mut screen, pause).await, [pause], "{login}");
        let now = seen(&self.town, login, self.round).await;
        assert_eq!(now, before, "{login}");
        let page = self.town.ask(login, &wire::Case { case }).await;
        assert_eq!(page.unwrap_err().status, 404, "{login}");
    }

    /// The case is there for that person, with its line and among what was gone through.
    async fn open(&self, login: &str, before: &[serde_json::Value]) {
        let view = self.town.ledger(login, Some(self.round), None).await;
        assert_eq!(view.unwrap().lines.len(), 2, "{login}");
        let now = seen(&self.town, login, self.round).await;
        assert_ne!(now.last(), before.last(), "{login}");
    }
}

async fn of_a_unit_blocked_but_for_one_only_that_one_hears_of_the_case(scratch: &Scratch) {
    let counter = Counter::of(scratch).await;
    let town = &counter.town;
    let hidden = town.accept_also("見本 秋子").await;
    // Before the block both hear of it.
    let mut screens = [town.live("tonari").await, town.live("mado").await];
    let all = counter.stirs(hidden).await;
    for screen in &mut screens {
        assert_eq!(heard(screen, all[3]).await, all);
    }
    counter.block(hidden, "給付係", counter.named).await;
    let mut screens = [town.live("tonari").await, town.live("mado").await];
    let all = counter.stirs(hidden).await;
    let [near, named] = &mut screens;
    assert_eq!(heard(near, all[3]).await, [all[3]]);
    assert_eq!(heard(named, all[3]).await, all);
    // The other case is none of the block's business.
    let mut near = town.live("tonari").await;
    let all = counter.stirs(town.case).await;
    assert_eq!(heard(&mut near, all[3]).await, all);
    counter.town.close().await;
}

async fn two_blocks_that_name_different_people_leave_nobody(scratch: &Scratch) {
    let counter = Counter::of(scratch).await;
    let town = &counter.town;
    let before = seen(town, "tonari", counter.round).await;
    assert_eq!(seen(town, "mado", counter.round).await, before);
    let hidden = town.accept_also("見本 秋子").await;
    let named = counter.block(hidden, "給付係", counter.named).await;
    counter.block(hidden, "給付係", counter.near).await;
    counter.shut("tonari", hidden, &before).await;
    counter.shut("mado", hidden, &before).await;
    // One of the two lifted: the other's person acts, and nobody else of the unit.
    let lift = C::LiftBlock { block: named };
    assert!(done(&town.writes("ichiko", hidden, lift).await));
    counter.open("tonari", &before).await;
    counter.shut("mado", hidden, &before).await;
    counter.town.close().await;
}

async fn who_acts_for_another_unit_stays_shut_out_with_her_own(scratch: &Scratch) {
    let counter = Counter::of(scratch).await;
    let town = &counter.town;
    let before = seen(town, "tonari", counter.round).await;
    let hidden = town.accept_also("見本 秋子").await;
    counter.block(hidden, "給付係", counter.named).await;
    counter.block(hidden, "相談係", counter.near).await;
    counter.shut("tonari", hidden, &before).await;
    counter.open("mado", &before).await;
    counter.town.close().await;
}

async fn a_forged_place_in_the_ledger_is_no_place(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let after = async |no: &str| {
        let place = BASE64_URL_SAFE_NO_PAD.encode(format!("0.2000-01-01.{no}"));
        let asked = json!({ "round": null, "filter": null, "after": place });
        let path = wire::Ledger::PATH;
        town.post("shirabe", path, asked.to_string()).await
    };
    let long = "9".repeat(25);
    for forged in ["\0", "K-R8-\0", "K-R8-0001\0", "K-R8-0001'", "番号", &long] {
        let answer = after(forged).await;
        assert_eq!(answer.status, 400, "{forged:?}: {}", answer.text());
    }
    let answer = after("K-R8-0000").await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    town.close().await;
}
