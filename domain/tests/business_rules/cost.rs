//! Costs of decisions (S4), and the neighbourhood of BR-050: what the 代表者 see of them.

use chrono::NaiveDate;
use domain::command::CaseCommand as C;
use domain::conference::{ConferenceCommand, ConferenceKind};
use domain::cost::{CostItem, CostKind, yen};
use domain::id::{CaseId, ConferenceId, RecordId};
use domain::meeting::{HerView, MeetingStatus};
use domain::refusal::Refusal;
use domain::view::cost::{CostLine, CostsView};
use uuid::Uuid;

use crate::hall::Hall;
use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

const HOTEL: CostItem = CostItem {
    kind: CostKind::EmergencyHotel,
    amount: Some(12_000),
};
const UNDECIDED: CostItem = CostItem {
    kind: CostKind::ExpertFee,
    amount: None,
};

fn deciding(id: u128, cost: Option<CostItem>) -> C {
    C::Decide {
        meeting: MEETING,
        decision: RecordId(Uuid::from_u128(id)),
        what: "今夜の泊まる所を用意する".to_owned(),
        agency: CITY,
        person: None,
        due: None,
        her_view: HerView::Accepted,
        cost,
    }
}

fn in_meeting() -> Story {
    Story::until(Step::Deadlocked)
}

#[test]
fn a_decision_carries_its_cost_into_the_record_and_the_list_of_the_year() {
    let mut story = in_meeting();
    let before = story.file().costs();
    assert!(before.is_empty());
    story.as_("試験一子").did(deciding(0xC1, Some(HOTEL)));
    story.as_("試験一子").did(deciding(0xC2, Some(UNDECIDED)));
    let costs = story.file().costs();
    let items: Vec<CostItem> = costs.iter().map(|cost| cost.item).collect();
    assert_eq!(items, [HOTEL, UNDECIDED]);
    let on: Vec<NaiveDate> = costs.iter().map(|cost| cost.held_on).collect();
    assert_eq!(on, [day("2026-05-19"), day("2026-05-19")]);
    assert_eq!(HOTEL.words(), "緊急宿泊 12,000円");
    assert_eq!(UNDECIDED.words(), "専門家報償費 未定");
}

#[test]
fn the_cost_stands_beside_its_decision_on_the_paper() {
    let mut story = in_meeting();
    story.as_("試験一子").did(deciding(0xC1, Some(HOTEL)));
    story.at("2026-05-19 14:55");
    story.as_("試験調").did(C::SetNextDate {
        meeting: MEETING,
        next: domain::meeting::NextDate::WhenNeeded,
    });
    story
        .as_("試験調")
        .did(C::AdjournMeeting { meeting: MEETING });
    let view = story.as_("試験一子").request_view(REQUEST).expect("hers");
    let draft = view.report_prefill;
    let outcome = draft.text(domain::form::case_review::key::OUTCOME);
    assert!(
        outcome.contains("（みほん市福祉課、緊急宿泊 12,000円）"),
        "{outcome}"
    );
}

#[test]
fn nothing_is_not_an_amount_and_no_decision_stands_twice() {
    let mut story = in_meeting();
    let nothing = CostItem {
        amount: Some(0),
        ..HOTEL
    };
    assert_eq!(
        story.as_("試験一子").refused(deciding(0xC1, Some(nothing))),
        Refusal::CostIsNothing
    );
    story.as_("試験一子").did(deciding(0xC1, Some(HOTEL)));
    assert_eq!(
        story.as_("試験一子").refused(deciding(0xC1, Some(HOTEL))),
        Refusal::IdTaken
    );
    // Neither chair nor recorder: no cost of theirs.
    assert_ne!(
        story.as_("試験警").does(deciding(0xC2, Some(HOTEL))).err(),
        None::<Stop>
    );
}

#[test]
fn what_a_cancelled_meeting_decided_costs_nothing() {
    let mut story = in_meeting();
    story.as_("試験一子").did(deciding(0xC1, Some(HOTEL)));
    story.opened.as_mut().expect("open").meetings[0].status = MeetingStatus::Cancelled;
    assert!(story.file().costs().is_empty());
}

#[test]
fn a_tablet_from_before_decides_without_a_cost() {
    let told = serde_json::to_value(deciding(0xC1, None)).expect("written");
    let mut old = told.clone();
    let fields = old["decide"].as_object_mut().expect("the fields");
    assert!(fields.remove("cost").is_some());
    let read: C = serde_json::from_value(old).expect("still understood");
    assert_eq!(read, deciding(0xC1, None));
}

#[test]
fn a_conference_of_the_council_lists_its_cost_and_an_agency_of_its_own_does_not() {
    let id = ConferenceId(Uuid::from_u128(0xCE));
    let mut hall = Hall::new();
    let plan = hall.planning(ConferenceKind::Practitioners, "2026-06-10");
    hall.did("試験調", id, plan);
    let known = hall.conferences.get_mut(&id).expect("planned");
    known.status = MeetingStatus::InProgress;
    hall.at("2026-06-10 10:00");
    hall.did(
        "試験調",
        id,
        ConferenceCommand::Decide {
            decision: RecordId(Uuid::from_u128(0xC3)),
            what: "弁護士に話してもらう".to_owned(),
            agency: CENTER,
            due: None,
            cost: Some(UNDECIDED),
        },
    );
    let known = hall.conferences.get_mut(&id).expect("planned");
    assert_eq!(known.costs().len(), 1);
    known.kind = ConferenceKind::InHouse;
    assert!(known.costs().is_empty());
}

fn found(women: u128) -> Vec<(Option<CaseId>, CostLine)> {
    let line = |case: Option<u128>, item| {
        let line = CostLine {
            held_on: day("2026-06-10"),
            case_no: case.map(|no| format!("K-R8-{no:04}")),
            item,
        };
        (case.map(|no| CaseId(Uuid::from_u128(no))), line)
    };
    let mut all: Vec<_> = (1..=women).map(|no| line(Some(no), HOTEL)).collect();
    // The same woman again makes no further woman, 未定 rests on nobody yet.
    all.push(line(Some(1), HOTEL));
    all.push(line(
        Some(99),
        CostItem {
            amount: None,
            ..HOTEL
        },
    ));
    all.push(line(None, UNDECIDED));
    all
}

#[test]
fn br_050_who_has_no_cases_sees_sums_that_rest_on_five_women() {
    let whole = CostsView::of(found(4), 2026, true);
    assert_eq!(whole.lines.len(), 7);
    assert_eq!(whole.sums[0].amount, Some(60_000));
    assert_eq!(
        (whole.sums[0].undecided, whole.sums[1].undecided),
        (Some(1), Some(1))
    );

    let few = CostsView::of(found(4), 2026, false);
    assert!(few.lines.is_empty());
    assert_eq!(few.sums[0].amount, None, "four women can be told apart");
    let enough = CostsView::of(found(5), 2026, false);
    assert_eq!(enough.sums[0].amount, Some(72_000));
    // Nothing decided is nothing about anyone; how many wait for an amount is.
    assert_eq!(
        (enough.sums[1].amount, enough.sums[1].undecided),
        (Some(0), None)
    );
    assert!(
        !serde_json::to_string(&enough)
            .expect("written")
            .contains("K-R8")
    );
}

#[test]
fn a_sum_of_conferences_alone_is_not_shown_outside() {
    let mut only = found(0);
    only.retain(|(case, _)| case.is_none());
    only[0].1.item.amount = Some(30_000);
    let outside = CostsView::of(only.clone(), 2026, false);
    assert_eq!(outside.sums[1].amount, None);
    assert_eq!(CostsView::of(only, 2026, true).sums[1].amount, Some(30_000));
}

#[test]
fn yen_is_read_in_threes() {
    let words = [0, 7, 999, 1_000, 12_000, 1_234_567].map(yen);
    assert_eq!(
        words,
        ["0円", "7円", "999円", "1,000円", "12,000円", "1,234,567円"]
    );
}
