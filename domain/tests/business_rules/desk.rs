//! 主任相談支援員の机 (domain.md §16.6): derived, of the own agency's cases only, without a name.

use domain::access::{Action, CaseFacts, Decision, decide};
use domain::block::{BlockReason, BlockTarget};
use domain::calendar;
use domain::command::{Actor, CaseCommand as C};
use domain::council::Role;
use domain::form::InfoCategory;
use domain::handover::HandoverCommand as H;
use domain::id::{BlockId, CommentId, HandoverId, RecordId};
use domain::record::{Means, ThreeParts};
use domain::view::CaseCard;
use domain::view::desk::{DeskMatter, DeskView};
use uuid::Uuid;

use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

const CHIEF: &str = "試験隣";

fn with_chief(step: Step) -> Story {
    let mut story = Story::until(step);
    let id = story.id_of(CHIEF);
    let chief = story.council.staff.get_mut(&id).expect("known");
    chief.roles.insert(Role::ChiefSupporter);
    story
}

/// The desk over the one case of the story, as if lists had found it.
fn desk(story: &Story, name: &str) -> DeskView {
    let today = calendar::jst_date(story.now);
    let card = CaseCard::of(story.file(), &story.council, today);
    let id = story.id_of(name);
    let subject = story.subject(Actor::Staff(id));
    DeskView::of(
        [(CASE, &card)].into_iter(),
        &story.council,
        &subject,
        id,
        today,
    )
    .expect("known")
}

fn matters(story: &Story) -> Vec<DeskMatter> {
    let desk = desk(story, CHIEF);
    desk.matters.iter().map(|(matter, _)| *matter).collect()
}

fn record(happened_at: &str) -> C {
    C::WriteRecord {
        record: RecordId(Uuid::from_u128(0x4E)),
        happened_at: instant(happened_at),
        means: Means::Phone,
        parts: ThreeParts {
            facts: "電話があった".to_owned(),
            ..ThreeParts::default()
        },
        categories: vec![InfoCategory::Housing],
        next_step: String::new(),
        with: String::new(),
        support: String::new(),
        safety: false,
        shown_to_her: false,
        photos: Vec::new(),
    }
}

#[test]
fn a_case_without_main_agency_is_on_the_desk_until_a_meeting_decides_one() {
    let story = with_chief(Step::Accepted);
    assert!(matters(&story).contains(&DeskMatter::NoAgency));
    assert!(!matters(&with_chief(Step::Shared)).contains(&DeskMatter::NoAgency));
}

#[test]
fn a_plan_that_stands_still_for_more_than_thirty_days_stalls() {
    let mut story = with_chief(Step::PlanShown);
    let shown = calendar::jst_date(story.now);
    let at = |days: i64| instant("2026-05-22 10:00") + chrono::Duration::days(days);
    assert_eq!(shown, day("2026-05-22"));
    story.now = at(30);
    assert!(!matters(&story).contains(&DeskMatter::PlanStalls));
    story.now = at(31);
    assert!(matters(&story).contains(&DeskMatter::PlanStalls));
}

#[test]
fn a_review_is_overdue_from_the_day_after_its_day() {
    let mut story = with_chief(Step::Confirmed);
    let plan = story.file().current_plan().expect("a plan");
    let review = plan.current().expect("a version").monitoring_date;
    story.at(&format!("{review} 10:00"));
    assert!(!matters(&story).contains(&DeskMatter::ReviewOverdue));
    story.now += chrono::Duration::days(1);
    assert!(matters(&story).contains(&DeskMatter::ReviewOverdue));
}

#[test]
fn her_comment_and_her_objection_wait_until_they_are_answered() {
    let story = with_chief(Step::Commented);
    assert!(matters(&story).contains(&DeskMatter::Unanswered));
    let mut story = with_chief(Step::Consented);
    assert!(!matters(&story).contains(&DeskMatter::Unanswered));
    let handover = HandoverId(Uuid::from_u128(0x8A));
    let objection = CommentId(Uuid::from_u128(1));
    let act = |act| C::Handover { handover, act };
    let propose = H::Propose {
        from: story.id_of("試験一子"),
        to: story.id_of(CHIEF),
        on: day("2026-06-01"),
        helps: "朝の電話".to_owned(),
        hurts: "まだ分からない".to_owned(),
        with_place: true,
    };
    story.as_("試験一子").did(act(propose));
    let words = "いまの人がいい".to_owned();
    story.her().did(act(H::Object { objection, words }));
    assert!(matters(&story).contains(&DeskMatter::Unanswered));
    let words = "話を聞きに行きます".to_owned();
    // Not the chief: it is about her.
    story
        .as_("試験調")
        .did(act(H::AnswerObjection { objection, words }));
    assert!(!matters(&story).contains(&DeskMatter::Unanswered));
}

#[test]
fn a_record_is_late_after_three_days_and_forgotten_after_a_month() {
    let mut story = with_chief(Step::Accepted);
    story.at("2026-05-20 10:00");
    story.as_("試験一子").did(record("2026-05-17 09:00"));
    assert!(
        !matters(&story).contains(&DeskMatter::RecordLate),
        "three days"
    );
    for late in ["2026-05-16 23:00", "2026-05-15 09:00"] {
        story.as_("試験一子").did(record(late));
        assert_eq!(story.file().late_records.len(), 1, "one line a worker");
    }
    let seen = desk(&story, CHIEF);
    let (_, lines) = seen
        .matters
        .iter()
        .find(|(matter, _)| *matter == DeskMatter::RecordLate)
        .expect("four days");
    assert_eq!(lines[0].who, ["試験 一子"]);
    story.at("2026-06-19 10:00");
    assert!(matters(&story).contains(&DeskMatter::RecordLate));
    story.at("2026-06-20 10:00");
    assert!(!matters(&story).contains(&DeskMatter::RecordLate));
}

#[test]
fn the_workload_counts_cases_and_names_no_woman() {
    let mut story = with_chief(Step::Commented);
    let chief = story.id_of(CHIEF);
    story.as_("試験一子").did(C::AssignWorker { staff: chief });
    let seen = desk(&story, CHIEF);
    let of = |name: &str| {
        let mut all = seen.workload.iter();
        all.find(|one| one.person.name == name)
            .expect("listed")
            .clone()
    };
    for name in ["試験 一子", "試験 隣"] {
        let load = of(name);
        assert_eq!((load.cases, load.urgent, load.waiting), (1, 1, 1), "{name}");
    }
    assert_eq!(seen.cases, 1);
    let text = serde_json::to_string(&seen).expect("written");
    for name in [CALLED, NAME, "ミホン", WISH] {
        assert!(!text.contains(name), "{name}");
    }
}

#[test]
fn only_cases_of_the_own_agency_that_the_chief_finds_are_counted() {
    // The chief of the Center finds the case in lists, but the city holds it and works on it.
    let story = with_chief(Step::Requested);
    let other = desk(&story, "試験代理");
    assert_eq!((other.cases, other.matters.len()), (0, 0));
    assert!(other.workload.iter().all(|load| load.cases == 0));
    // The Center takes it over; the city's chief keeps what her worker still does.
    let story = with_chief(Step::Commented);
    assert_eq!(story.file().agency_in_charge, CENTER);
    assert_eq!(desk(&story, "試験代理").cases, 1);
    assert_eq!(desk(&story, CHIEF).cases, 1);
    // Blocked, it is as if there were no case.
    let mut story = with_chief(Step::Commented);
    assert_eq!(desk(&story, CHIEF).cases, 1);
    let target = BlockTarget::Person(story.id_of(CHIEF));
    story.as_("試験調").did(C::SetBlock {
        block: BlockId(Uuid::from_u128(0xB0)),
        target,
        reason: BlockReason::HerWish,
        alternative: None,
    });
    let blocked = desk(&story, CHIEF);
    assert_eq!((blocked.cases, blocked.matters.len()), (0, 0));
    assert!(blocked.workload.iter().all(|load| load.cases == 0));
    // A case that is over is no work any more.
    let mut story = with_chief(Step::Commented);
    story.opened.as_mut().expect("open").status = domain::case::CaseStatus::Referred;
    assert_eq!(desk(&story, CHIEF).cases, 0);
}

#[test]
fn the_desk_is_the_chief_supporters() {
    let story = with_chief(Step::Accepted);
    let may = |name: &str| {
        let subject = story.subject(Actor::Staff(story.id_of(name)));
        let decision = decide(&subject, Action::SeeDesk, &CaseFacts::default());
        matches!(decision, Decision::Allow(_))
    };
    assert!(may(CHIEF));
    for name in ["試験一子", "試験調", "試験所長", "試験代表", "試験管理"] {
        assert!(!may(name), "{name}");
    }
}

/// Who handed the case over has nothing of it on the desk, whoever of the agency goes on with it.
#[test]
fn a_case_that_the_chief_handed_over_is_on_her_desk_no_more() {
    let mut story = with_chief(Step::Commented);
    let (chief, ichiko) = (story.id_of(CHIEF), story.id_of("試験一子"));
    story.as_("試験一子").did(C::AssignWorker { staff: chief });
    story
        .as_("試験一子")
        .did(C::ReleaseWorker { staff: ichiko });
    assert_eq!(desk(&story, CHIEF).cases, 1);
    let handover = HandoverId(Uuid::from_u128(0x8A));
    let act = |act| C::Handover { handover, act };
    let propose = H::Propose {
        from: chief,
        to: ichiko,
        on: day("2026-06-01"),
        helps: "朝の電話".to_owned(),
        hurts: "まだ分からない".to_owned(),
        with_place: false,
    };
    story.as_(CHIEF).did(act(propose));
    story.as_("試験一子").did(act(H::Accept));
    assert_eq!(desk(&story, CHIEF).cases, 0);
}
