//! Who is called to one 案件 of a 支援会議 and to nothing else: the notice, and from it the way to the item.

use domain::conference::{ConferenceCommand as A, ConferenceKind};
use domain::form::Span;
use domain::id::*;
use domain::matter::MatterCommand as M;
use domain::view::Inbox;
use domain::wire::{self, Ask};
use uuid::Uuid;

use crate::database::Scratch;
use crate::item::{HEADING, WHO};
use crate::room::done;
use crate::round::rows;
use crate::shut::{heard, seq};
use crate::town::{Town, jst, town};

crate::on_both! {
    called_to_one_item_one_finds_the_way_there: called_to_one_item_one_finds_the_way_there_on_sqlite, called_to_one_item_one_finds_the_way_there_on_postgres;
    what_becomes_of_the_day_is_heard_by_those_called_to_its_items: what_becomes_of_the_day_is_heard_by_those_called_to_its_items_on_sqlite, what_becomes_of_the_day_is_heard_by_those_called_to_its_items_on_postgres;
}

async fn inbox(town: &Town, login: &str) -> Inbox {
    town.ask(login, &wire::Inbox {}).await.unwrap()
}

/// An item of the 支援会議 of 9 September, raised two days before with these people.
async fn raised(town: &Town, people: &[&str]) -> (ConferenceId, MatterId) {
    town.at("2026-09-07 10:00");
    let conference = town.support_conference("2026-09-09", "maru", "ayumi").await;
    let item = MatterId(Uuid::now_v7());
    let outcome = town.with_item(item, town.raises(conference, people)).await;
    assert!(done(&outcome), "{outcome:?}");
    (conference, item)
}

async fn called_to_one_item_one_finds_the_way_there(scratch: &Scratch) {
    let town = town(scratch).await;
    let (conference, item) = raised(&town, &["kei", "tsutsumi", "daihyo", "mizu"]).await;
    let told = inbox(&town, "kei").await;
    assert!(told.items.is_empty() && told.conferences.is_empty());
    let [notice] = &told.matters[..] else {
        panic!("{told:?}")
    };
    assert_eq!(notice.matter, item);
    assert_eq!(notice.kind, ConferenceKind::SupportConference);
    assert_eq!(notice.span.from, jst("2026-09-09 13:00"));
    assert_eq!(notice.room, "第2会議室");
    assert!(!notice.opens);
    // Neither whom it is about nor a word of it; and nothing was read of anybody.
    let before = rows(&town).await;
    let raw = town.post("kei", wire::Inbox::PATH, "{}").await.text();
    for word in [HEADING, WHO, "架空", "水道", "1969"] {
        assert!(!raw.contains(word), "{word} in {raw}");
    }
    assert_eq!(rows(&town).await, before);
    assert_eq!(town.see_item("kei", item).await.unwrap_err().status, 404);

    // Of the room, the conference's own notice; nobody else has any, and without a pledge none opens.
    for login in ["maru", "tsutsumi", "ji", "shirabe", "shocho", "daihyo"] {
        let theirs = inbox(&town, login).await;
        assert!(theirs.matters.is_empty(), "{login}");
    }
    assert_eq!(inbox(&town, "tsutsumi").await.conferences.len(), 1);
    let shut = town.post("mizu", wire::Inbox::PATH, "{}").await;
    assert!(shut.status >= 400 && !shut.text().contains(&item.to_string()));

    town.at("2026-09-09 12:00");
    assert!(inbox(&town, "kei").await.matters[0].opens);
    let view = town.see_item("kei", item).await.unwrap();
    assert!(!view.conference_opens);
    assert_eq!(town.see("kei", conference).await.unwrap_err().status, 404);
    assert!(town.see_item("maru", item).await.unwrap().conference_opens);
    town.close().await;
}

async fn what_becomes_of_the_day_is_heard_by_those_called_to_its_items(scratch: &Scratch) {
    let town = town(scratch).await;
    let (conference, _) = raised(&town, &["kei"]).await;
    let mut called = town.live("kei").await;
    let mut stranger = town.live("ji").await;
    let later = Span {
        from: jst("2026-09-16 13:00"),
        to: jst("2026-09-16 15:00"),
    };
    let reason = "大雨のため".to_owned();
    let put_off = A::Postpone {
        planned: later,
        reason,
    };
    let put_off = seq(town.acts("shirabe", conference, put_off).await);
    assert!(
        inbox(&town, "kei").await.matters.is_empty(),
        "called anew first"
    );
    let anew = seq(town.acts("shirabe", conference, A::Notify).await);
    let told = inbox(&town, "kei").await.matters;
    assert_eq!(told[0].span.from, later.from);
    // What is said in the room is for the room.
    town.at("2026-09-16 13:00");
    let begun = seq(town.acts("maru", conference, A::Open).await);
    let last = crate::item_hidden::for_everyone(&town).await;
    assert_eq!(heard(&mut called, last).await, [put_off, anew, last]);
    assert_eq!(heard(&mut stranger, last).await, [last]);
    assert!(begun < last);
    town.close().await;
}

impl Town {
    /// The item of 3.1 in that conference, with these people besides chair and recorder.
    fn raises(&self, conference: ConferenceId, people: &[&str]) -> M {
        crate::item::Room {
            town: self,
            conference,
            item: MatterId(Uuid::now_v7()),
            points: (0..3).map(|_| RecordId(Uuid::now_v7())).collect(),
        }
        .raising(people)
    }
}
