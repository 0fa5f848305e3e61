//! やること: decisions and items are the tasks; only what became of them is written.

use domain::case::CaseFile;
use domain::command::{Actor, CaseCommand as C};
use domain::id::RecordId;
use domain::refusal::Refusal;
use domain::task::{TaskMove, TaskOf, TaskStatus};
use domain::view::watch::{DateLine, reminders_for};
use domain::view::{CaseCard, OwnTask};
use domain::watch::Watched;
use proptest::prelude::*;
use uuid::Uuid;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

fn decision(story: &Story) -> TaskOf {
    TaskOf::Decision(story.file().meetings[0].decisions[0].id)
}

fn planned(n: u128) -> TaskOf {
    TaskOf::Item {
        plan: PLAN,
        item: item(n),
    }
}

fn step(of: TaskOf, step: TaskMove) -> C {
    C::StepTask { of, step }
}

fn done(of: TaskOf) -> C {
    let words = "見学した".to_owned();
    step(of, TaskMove::Done { words })
}

fn put_off(of: TaskOf, to: &str, reason: &str) -> C {
    let reason = reason.to_owned();
    step(
        of,
        TaskMove::PutOff {
            to: day(to),
            reason,
        },
    )
}

fn lines(story: &Story, name: &str) -> Vec<DateLine> {
    let today = domain::calendar::jst_date(story.now);
    let card = CaseCard::of(story.file(), &story.council, today);
    let me = story.person(name);
    let subject = story.subject(Actor::Staff(me.id));
    let span = (day("2026-01-01"), day("2027-12-31"));
    card.dates_for(CASE, &subject, me, span, today)
}

#[test]
fn a_decision_is_a_task_once_the_meeting_is_over_and_an_item_once_the_plan_is_confirmed() {
    assert_eq!(Story::until(Step::Deadlocked).file().tasks(), []);
    let story = Story::until(Step::Agreed);
    let tasks = story.file().tasks();
    assert_eq!(tasks.len(), 1);
    let task = &tasks[0];
    assert_eq!(task.what, "母子生活支援施設を見学する");
    assert_eq!((task.agency, task.due), (AKARI, Some(day("2026-05-27"))));
    assert_eq!(task.status, TaskStatus::Open);
    // Six items more, each with the words of the plan; a newer draft changes nothing.
    let mut story = Story::until(Step::Confirmed);
    assert_eq!(story.file().tasks().len(), 7);
    let mut items = story.items();
    items.truncate(2);
    items[0].support = "別の施設を見学する".to_owned();
    let draft = story.write_plan(2, items);
    story.as_("試験一子").did(draft);
    let tasks = story.file().tasks();
    assert_eq!(tasks.len(), 7);
    assert!(tasks.iter().all(|task| task.what != "別の施設を見学する"));
}

#[test]
fn what_became_of_a_task_is_kept_with_who_and_when() {
    let mut story = Story::until(Step::Confirmed);
    let of = decision(&story);
    story.at("2026-05-26 09:00");
    story
        .as_("試験一子")
        .did(put_off(of, "2026-06-10", "施設の都合"));
    let task = story.file().task(of).expect("known");
    assert_eq!(task.status, TaskStatus::PutOff);
    assert_eq!(
        (task.first_due, task.due),
        (Some(day("2026-05-27")), Some(day("2026-06-10")))
    );
    story.at("2026-06-05 09:00");
    story.as_("試験灯").did(done(of));
    let task = story.file().task(of).expect("known");
    assert_eq!(
        (task.status, task.done_on()),
        (TaskStatus::Done, Some(day("2026-06-05")))
    );
    assert_eq!(task.steps.len(), 2);
    let view = story.as_("試験一子").case_view().expect("in charge");
    let shown = view.tasks.iter().find(|task| task.of == of).expect("shown");
    assert_eq!(shown.steps[0].words, "施設の都合");
    assert_eq!(shown.steps[1].by, story.person("試験灯").name);
    // It goes from the page a month later, not from the record.
    story.at("2026-07-10 09:00");
    let view = story.as_("試験一子").case_view().expect("in charge");
    assert!(view.tasks.iter().all(|task| task.of != of));
}

#[test]
fn a_task_is_done_once_and_put_off_with_a_reason_to_a_day_that_is_to_come() {
    let mut story = Story::until(Step::Confirmed);
    let of = decision(&story);
    let unknown = TaskOf::Decision(RecordId(Uuid::from_u128(9)));
    let again = |reason: &str| {
        let reason = reason.to_owned();
        step(of, TaskMove::TakenUp { reason })
    };
    let mut refused = |act: C| story.as_("試験一子").refused(act);
    assert_eq!(refused(done(unknown)), Refusal::NotFound);
    assert_eq!(
        refused(put_off(of, "2026-06-10", " ")),
        Refusal::ReasonMissing
    );
    assert_eq!(
        refused(put_off(of, "2026-05-24", "施設の都合")),
        Refusal::DueIsPast
    );
    assert_eq!(refused(again("まだ")), Refusal::TaskIsOpen);
    story.as_("試験一子").did(done(of));
    let mut refused = |act: C| story.as_("試験一子").refused(act);
    assert_eq!(refused(done(of)), Refusal::TaskIsDone);
    assert_eq!(
        refused(put_off(of, "2026-06-10", "施設の都合")),
        Refusal::TaskIsDone
    );
    assert_eq!(refused(again("")), Refusal::ReasonMissing);
    story.as_("試験一子").did(again("別の人の見学だった"));
    let task = story.file().task(of).expect("known");
    assert_eq!(task.status, TaskStatus::Open);
}

#[test]
fn those_in_charge_and_the_agency_whose_task_it_is_say_what_became_of_it() {
    let story = Story::until(Step::Confirmed);
    let of = decision(&story);
    for name in ["試験一子", "試験心", "試験灯"] {
        let mut story = story.clone();
        assert!(story.as_(name).does(done(of)).is_ok(), "{name}");
    }
    // Another agency that sits at the same table.
    let mut other = story.clone();
    assert_eq!(other.as_("試験警").refused(done(of)), Refusal::NotYourRole);
    // Whoever has no tie to the case learns nothing of it.
    for name in ["試験代表", "試験遠"] {
        let mut story = story.clone();
        assert_eq!(story.as_(name).does(done(of)), Err(Stop::Hidden), "{name}");
    }
}

#[test]
fn an_agency_sees_its_own_tasks_as_far_as_her_consent_lets_it() {
    let mut story = Story::until(Step::Confirmed);
    let all = story.as_("試験心").case_view().expect("in charge").tasks;
    assert_eq!(all.len(), 7);
    let own = story.as_("試験灯").case_view().expect("a supporter").tasks;
    let of = decision(&story);
    assert_eq!(
        own.iter().map(|task| task.of).collect::<Vec<_>>(),
        [of, planned(1)]
    );
    assert!(own.iter().all(|task| task.may));
    // Without consent nothing of what they are about is left.
    let share = story.consent(domain::consent::ConsentKind::ShareToCaseReview);
    story.her().did(C::WithdrawConsent { consent: share });
    let own = story.as_("試験灯").case_view().expect("a supporter").tasks;
    assert_eq!(own, []);
}

#[test]
fn a_due_task_is_told_a_week_before_until_it_is_done_or_put_off() {
    let mut story = Story::until(Step::Confirmed);
    let of = decision(&story);
    let told = |file: &CaseFile, on: &str| {
        let all = file.reminders(day(on)).into_iter();
        all.filter(|date| date.of == Watched::Task(of)).count()
    };
    assert_eq!(told(story.file(), "2026-05-19"), 0);
    assert_eq!(told(story.file(), "2026-05-20"), 1);
    assert_eq!(told(story.file(), "2026-07-01"), 1, "late is told as well");
    story
        .as_("試験一子")
        .did(put_off(of, "2026-06-10", "施設の都合"));
    assert_eq!(told(story.file(), "2026-05-27"), 0);
    assert_eq!(told(story.file(), "2026-06-03"), 1);
    story.as_("試験一子").did(done(of));
    assert_eq!(told(story.file(), "2026-06-03"), 0);
}

#[test]
fn an_item_with_a_day_is_a_task_with_a_due_day() {
    let mut story = Story::until(Step::Confirmed);
    let file = story.opened.as_mut().expect("open");
    file.plans[0].versions[1].items[2].due = Some(day("2026-06-30"));
    let task = story.file().task(planned(3)).expect("known");
    assert_eq!(task.due, Some(day("2026-06-30")));
    let own = lines(&story, "試験一子");
    assert!(own.iter().any(|line| line.of == Watched::Task(planned(3))));
    // 別の機関: neither its code nor its day.
    let other = lines(&story, "試験灯");
    assert!(
        other
            .iter()
            .all(|line| line.of != Watched::Task(planned(3)))
    );
    assert!(
        other
            .iter()
            .any(|line| line.of == Watched::Task(decision(&story)))
    );
}

/// The calendar follows the page: what an agency may not read has no day for it either.
#[test]
fn br_052_the_calendar_has_no_task_of_an_agency_that_may_not_read_it() {
    let mut story = Story::until(Step::Confirmed);
    let file = story.opened.as_mut().expect("open");
    file.plans[0].versions[1].items[0].due = Some(day("2026-06-30"));
    let of = |lines: Vec<DateLine>| lines.into_iter().map(|line| line.of).collect::<Vec<_>>();
    let (housing, visit) = (Watched::Task(planned(1)), Watched::Task(decision(&story)));
    assert_eq!(of(lines(&story, "試験灯")), [visit, housing]);
    let mut narrowed = story.clone();
    narrowed.her().did(C::NarrowConsent {
        consent: SHARE,
        without_agencies: std::collections::BTreeSet::new(),
        without_categories: [domain::form::InfoCategory::Housing].into(),
    });
    assert_eq!(of(lines(&narrowed, "試験灯")), [visit]);
    // Her consent runs out with August; no event makes the card anew.
    let today = domain::calendar::jst_date(story.now);
    let card = CaseCard::of(story.file(), &story.council, today);
    let read = |name: &str, on: &str| {
        let me = story.person(name);
        let subject = story.subject(Actor::Staff(me.id));
        let span = (day("2026-01-01"), day("2027-12-31"));
        of(card.dates_for(CASE, &subject, me, span, day(on)))
    };
    assert_eq!(read("試験灯", "2026-08-31"), [visit, housing]);
    assert_eq!(read("試験灯", "2026-09-01"), []);
    assert!(read("試験一子", "2026-09-01").contains(&housing));
    let mut withdrawn = story.clone();
    withdrawn.her().did(C::WithdrawConsent { consent: SHARE });
    assert_eq!(of(lines(&withdrawn, "試験灯")), []);
    assert!(of(lines(&withdrawn, "試験一子")).contains(&housing));
}

/// The open tasks of one's own, as the inbox lists them.
fn own(story: &Story, name: &str) -> Vec<OwnTask> {
    let today = domain::calendar::jst_date(story.now);
    let card = CaseCard::of(story.file(), &story.council, today);
    let me = story.person(name);
    let subject = story.subject(Actor::Staff(me.id));
    card.own_tasks(CASE, &subject, me, today)
}

#[test]
fn the_inbox_tells_whose_task_it_is_and_nobody_who_may_not_read_it() {
    let mut story = Story::until(Step::Confirmed);
    let of = decision(&story);
    // One's own are there from the day they were decided, by code and day.
    let listed = own(&story, "試験灯");
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].of, listed[0].due), (of, day("2026-05-27")));
    assert_eq!(listed[0].no, story.file().no);
    assert!(!listed[0].by_name, "it is the agency's");
    for name in ["試験一子", "試験心", "試験警", "試験調"] {
        assert_eq!(own(&story, name), [], "{name}");
    }
    // To the worker of the case it is told when it is near: it is another's.
    story.at("2026-05-26 09:00");
    let told = |story: &Story, name: &str| {
        let actor = Actor::Staff(story.id_of(name));
        let dates = story.read_by(actor, reminders_for);
        let of = Watched::Task(decision(story));
        dates.iter().filter(|date| date.of == of).count()
    };
    for (name, times) in [("試験灯", 0), ("試験一子", 1), ("試験心", 0), ("試験警", 0)]
    {
        assert_eq!(told(&story, name), times, "{name}");
    }
    let share = story.consent(domain::consent::ConsentKind::ShareToCaseReview);
    story.her().did(C::WithdrawConsent { consent: share });
    assert_eq!(own(&story, "試験灯"), []);
    assert_eq!(told(&story, "試験一子"), 1);
}

#[test]
fn own_tasks_are_late_first_and_go_when_they_are_done_or_the_case_is_over() {
    let mut story = Story::until(Step::Confirmed);
    let of = decision(&story);
    let worker = story.id_of("試験一子");
    let file = story.opened.as_mut().expect("open");
    let items = &mut file.plans[0].versions[1].items;
    items[0].due = Some(day("2026-05-20"));
    items[2].due = Some(day("2026-06-30"));
    items[2].person = Some(worker);
    // The money of the plan is not for the shelter's agency, whatever its day.
    let listed = own(&story, "試験灯");
    assert_eq!(
        listed.iter().map(|task| task.of).collect::<Vec<_>>(),
        [planned(1), of],
        "the longest overdue comes first"
    );
    let named = own(&story, "試験一子");
    assert_eq!(
        named
            .iter()
            .map(|task| (task.of, task.by_name))
            .collect::<Vec<_>>(),
        [(planned(3), true)]
    );
    // A kind of information that she does not share with the agency goes to nobody there.
    let mut narrow = story.clone();
    let file = narrow.opened.as_mut().expect("open");
    let share = file
        .consents
        .iter_mut()
        .find(|one| one.kind == domain::consent::ConsentKind::ShareToCaseReview)
        .expect("asked");
    share
        .scope
        .categories
        .remove(&domain::form::InfoCategory::Housing);
    let left: Vec<_> = own(&narrow, "試験灯").iter().map(|task| task.of).collect();
    assert_eq!(left, [of]);

    story
        .as_("試験灯")
        .did(put_off(planned(1), "2026-07-01", "施設の都合"));
    let listed = own(&story, "試験灯");
    assert!(
        listed
            .iter()
            .any(|task| task.of == planned(1) && task.due == day("2026-07-01"))
    );
    story.as_("試験灯").did(done(planned(1)));
    story.as_("試験灯").did(done(of));
    assert_eq!(own(&story, "試験灯"), []);
    let file = story.opened.as_mut().expect("open");
    file.status = domain::case::CaseStatus::Closed;
    assert_eq!(own(&story, "試験一子"), []);
}

/// Anything that can be done about the decision, in any order, refused or not.
fn moves() -> impl Strategy<Value = Vec<(u8, i64)>> {
    proptest::collection::vec((0u8..4, 0i64..40), 0..12)
}

fn play(moves: &[(u8, i64)]) -> (Story, TaskOf) {
    let mut story = Story::until(Step::Confirmed);
    let of = decision(&story);
    for (what, days) in moves {
        let to = domain::calendar::jst_date(story.now) + chrono::Duration::days(*days);
        let reason = "都合".to_owned();
        let act = match what {
            0 => done(of),
            1 => step(of, TaskMove::PutOff { to, reason }),
            2 => step(of, TaskMove::TakenUp { reason }),
            _ => {
                story.now += chrono::Duration::days(*days);
                continue;
            }
        };
        // Refused ones change nothing.
        let _ = story.as_("試験一子").does(act);
    }
    (story, of)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn reminders_never_double_and_survive_a_replay(moves in moves(), ahead in 0i64..400) {
        let (story, of) = play(&moves);
        let on = domain::calendar::jst_date(story.now) + chrono::Duration::days(ahead);
        let told = story.file().reminders(on);
        for (at, one) in told.iter().enumerate() {
            prop_assert!(!told[at + 1..].iter().any(|other| other.of == one.of));
        }
        let task = story.file().task(of).expect("known");
        let own = told.iter().filter(|date| date.of == Watched::Task(of)).count();
        prop_assert!(own <= usize::from(task.status != TaskStatus::Done));
        // Folded anew from what was stored, as after a restart.
        let mut file: Option<CaseFile> = None;
        for happened in &story.happened {
            let stored = serde_json::to_vec(happened).expect("written");
            let happened: domain::event::Happened = serde_json::from_slice(&stored).expect("read");
            if let domain::event::CaseEvent::CaseAccepted { case } = &happened.what {
                file = Some((**case).clone());
            }
            if let Some(file) = &mut file {
                file.apply(&happened);
            }
        }
        let stored = serde_json::to_vec(&file.expect("accepted")).expect("written");
        let file: CaseFile = serde_json::from_slice(&stored).expect("read");
        prop_assert_eq!(file.reminders(on), told);
    }
}
