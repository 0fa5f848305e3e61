//! BR-060, domain.md §§4.7, 4.8, 17, 22 (g): dates that must not pass unseen.

use domain::command::{Actor, CaseCommand as C};
use domain::form::address_protection::key;
use domain::form::{FormData, Value};
use domain::id::{MeasureId, RecordId};
use domain::refusal::Refusal;
use domain::view::CaseCard;
use domain::view::watch::{DateLine, DatesView};
use domain::watch::{
    AddressProtectionStatus as S, MeasureEnd, MeasureStep, OrderKind, WatchCommand as W, Watched,
    WatchedDate,
};
use uuid::Uuid;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

const MEASURE: MeasureId = MeasureId(Uuid::from_u128(0x3E1));
const ORDER: RecordId = RecordId(Uuid::from_u128(0x0D1));
const TOWN: &str = "架空町役場";

fn paper() -> FormData {
    FormData::default()
        .with(key::HARM, ticks(&["spousal_violence"]))
        .with(key::CONSULTED, text("みほん市福祉課"))
        .with(key::MUNICIPALITY, text(TOWN))
}

fn keep() -> C {
    C::Watch(W::KeepAddressProtection {
        measure: MEASURE,
        form: paper(),
    })
}

fn step(step: MeasureStep) -> C {
    C::Watch(W::StepAddressProtection {
        measure: MEASURE,
        step,
    })
}

fn in_force(from: &str, until: &str) -> C {
    step(MeasureStep::InForce {
        from: day(from),
        until: day(until),
    })
}

fn applied(on: &str) -> C {
    step(MeasureStep::Applied { on: day(on) })
}

/// In force from 2026-02-20 for a year.
fn protected() -> Story {
    let mut story = Story::until(Step::Protected);
    story.at("2026-05-20 10:00");
    for act in [
        keep(),
        applied("2026-05-19"),
        in_force("2026-02-20", "2027-02-19"),
    ] {
        story.as_("試験一子").did(act);
    }
    story
}

fn status(story: &Story, on: &str) -> S {
    let measure = story.file().watch.measure(MEASURE).expect("known");
    measure.status_on(day(on))
}

fn told(story: &Story, on: &str) -> Vec<(Watched, chrono::NaiveDate)> {
    let all = story.file().reminders(day(on)).into_iter();
    all.map(|date| (date.of, date.day)).collect()
}

#[test]
fn br_060_a_measure_is_told_of_one_month_before_its_end() {
    let story = protected();
    let its = (Watched::Measure(MEASURE), day("2027-02-19"));
    assert!(!told(&story, "2027-01-18").contains(&its));
    assert!(told(&story, "2027-01-19").contains(&its));
    for (on, expected) in [
        ("2026-05-20", S::InForce),
        ("2027-01-18", S::InForce),
        ("2027-01-19", S::RenewalWindow),
        ("2027-02-19", S::RenewalWindow),
        ("2027-02-20", S::Expired),
    ] {
        assert_eq!(status(&story, on), expected, "{on}");
    }
}

#[test]
fn br_060_an_extension_is_accepted_from_one_month_before_and_not_earlier() {
    let mut story = protected();
    let more = in_force("2027-02-20", "2028-02-19");
    story.at("2027-01-18 10:00");
    assert_eq!(
        story.as_("試験一子").refused(more.clone()),
        Refusal::MeasureStepMissing
    );
    story.at("2027-01-19 10:00");
    // It goes on beyond the day it had.
    assert_eq!(
        story
            .as_("試験一子")
            .refused(in_force("2027-01-20", "2027-02-19")),
        Refusal::EndBeforeStart
    );
    story.as_("試験一子").did(more);
    assert_eq!(status(&story, "2027-01-19"), S::InForce);
    assert_eq!(told(&story, "2027-02-01"), []);
    assert_eq!(
        told(&story, "2028-01-19"),
        [(Watched::Measure(MEASURE), day("2028-02-19"))]
    );
}

#[test]
fn a_measure_ends_with_her_move_and_says_what_to_do() {
    let mut story = protected();
    let place = story.place.clone();
    let mut form = intake_form(story.id_of("試験一子"));
    // The same address is no move.
    let same = C::CorrectIntake {
        form: form.clone(),
        seen: story.whole_intake(),
    };
    story.as_("試験一子").did(same);
    assert_eq!(status(&story, "2026-05-20"), S::InForce);
    assert_eq!(story.place.intake, place.intake);
    form.set("address", Value::Text("となり県架空市2-2".to_owned()));
    story.at("2026-06-01 10:00");
    let seen = story.whole_intake();
    story.as_("試験一子").did(C::CorrectIntake { form, seen });
    assert_eq!(status(&story, "2026-06-01"), S::Ended);
    let moved = (Watched::Moved(MEASURE), day("2026-06-01"));
    assert_eq!(told(&story, "2026-06-01"), [moved]);
    assert!(moved.0.advice().contains("新しい市区町村"));
    // A new application is the answer to it.
    let mut again = story.clone();
    again.as_("試験一子").did(applied("2026-06-01"));
    assert_eq!(told(&again, "2026-06-01"), []);
    // A slip of the pen is taken back.
    story
        .as_("試験一子")
        .did(in_force("2026-02-20", "2027-02-19"));
    assert_eq!(status(&story, "2026-06-01"), S::InForce);
}

#[test]
fn a_measure_that_never_was_in_force_does_not_end_by_a_move() {
    let mut story = Story::until(Step::Protected);
    story.at("2026-05-20 10:00");
    story.as_("試験一子").did(keep());
    let mut form = intake_form(story.id_of("試験一子"));
    form.set("address", Value::Text("となり県架空市2-2".to_owned()));
    let seen = story.whole_intake();
    let events = story.as_("試験一子").did(C::CorrectIntake { form, seen });
    assert_eq!(events.len(), 2);
    assert_eq!(status(&story, "2026-05-20"), S::Considering);
}

#[test]
fn steps_of_a_measure_follow_each_other() {
    let mut story = Story::until(Step::Protected);
    story.at("2026-05-20 10:00");
    assert_eq!(
        story.as_("試験一子").refused(applied("2026-05-19")),
        Refusal::NotFound
    );
    story.as_("試験一子").did(keep());
    let ended = step(MeasureStep::Ended {
        on: day("2026-05-21"),
        why: MeasureEnd::HerWish,
    });
    for (act, why) in [
        (
            in_force("2026-02-20", "2027-02-19"),
            Refusal::MeasureStepMissing,
        ),
        (applied("2026-05-21"), Refusal::InTheFuture),
        (ended, Refusal::InTheFuture),
    ] {
        assert_eq!(story.as_("試験一子").refused(act), why);
    }
    story.as_("試験一子").did(applied("2026-05-20"));
    assert_eq!(
        story
            .as_("試験一子")
            .refused(in_force("2026-05-20", "2026-05-20")),
        Refusal::EndBeforeStart
    );
}

#[test]
fn where_she_is_registered_is_for_those_who_may_know_the_place() {
    let mut story = protected();
    assert_eq!(story.place.measures[&MEASURE].text(key::MUNICIPALITY), TOWN);
    let folded = serde_json::to_string(story.file()).expect("written");
    assert!(!folded.contains(TOWN));
    // Left out: it stays. Written by somebody who may not know: refused.
    let open = FormData::default().with(key::HARM, ticks(&["stalking"]));
    let mend = C::Watch(W::KeepAddressProtection {
        measure: MEASURE,
        form: open,
    });
    story.as_("試験一子").did(mend);
    assert_eq!(story.place.measures[&MEASURE].text(key::MUNICIPALITY), TOWN);
    let file = story.opened.as_mut().expect("open");
    file.place_knowers.remove(&world_id("試験一子"));
    assert_eq!(story.as_("試験一子").refused(keep()), Refusal::NotYourRole);
    for name in ["試験一子", "試験心"] {
        let text = story.all_that_reaches(name);
        assert!(!text.contains(TOWN), "{name}");
    }
}

fn world_id(name: &str) -> domain::id::StaffId {
    staff_named(&council(), name).id
}

#[test]
fn an_order_is_told_of_before_its_end_unless_it_ended_before() {
    let order = |from: &str, until: &str| {
        C::Watch(W::KeepOrder {
            order: ORDER,
            kind: OrderKind::Approach,
            from: day(from),
            until: day(until),
        })
    };
    let mut story = Story::until(Step::Protected);
    story.at("2026-06-01 10:00");
    assert_eq!(
        story
            .as_("試験一子")
            .refused(order("2026-06-01", "2026-06-01")),
        Refusal::EndBeforeStart
    );
    story.as_("試験一子").did(order("2026-06-01", "2027-05-31"));
    let its = (Watched::Order(ORDER), day("2027-05-31"));
    assert_eq!(told(&story, "2027-04-30"), []);
    assert_eq!(told(&story, "2027-05-01"), [its]);
    let end = |on: &str, reason: &str| {
        C::Watch(W::EndOrder {
            order: ORDER,
            on: day(on),
            reason: reason.to_owned(),
        })
    };
    for (act, why) in [
        (end("2026-06-01", ""), Refusal::ReasonMissing),
        (end("2026-06-02", "取消し"), Refusal::InTheFuture),
        (end("2026-05-31", "取消し"), Refusal::EndBeforeStart),
    ] {
        assert_eq!(story.as_("試験一子").refused(act), why);
    }
    story.as_("試験一子").did(end("2026-06-01", "取消し"));
    assert_eq!(told(&story, "2027-05-01"), []);
    // Neither ended twice nor brought back by being written anew.
    for act in [
        end("2026-06-01", "取消し"),
        order("2026-06-01", "2028-05-31"),
    ] {
        assert_eq!(story.as_("試験一子").refused(act), Refusal::OrderIsOver);
    }
}

#[test]
fn residence_reviews_and_consents_are_told_of_in_time() {
    let mut story = Story::until(Step::Confirmed);
    story.as_("試験一子").did(C::Watch(W::KeepStay {
        words: "日本人の配偶者等".to_owned(),
        until: Some(day("2026-12-01")),
    }));
    let stay = (Watched::Stay, day("2026-12-01"));
    assert!(!told(&story, "2026-08-31").contains(&stay));
    assert!(told(&story, "2026-09-01").contains(&stay));
    let review = (Watched::Review(PLAN), day("2026-08-25"));
    assert!(!told(&story, "2026-07-25").contains(&review));
    assert!(told(&story, "2026-07-26").contains(&review));
}

#[test]
fn a_consent_that_ends_is_told_of_thirty_days_before_and_never_when_it_was_withdrawn() {
    let mut story = Story::until(Step::Consented);
    let share = story
        .file()
        .consent(domain::consent::ConsentKind::ShareToCaseReview);
    let (id, until) = share
        .map(|consent| (consent.id, consent.until.expect("a last day")))
        .expect("given");
    let its = (Watched::Consent(id), until);
    let on = |days| until - chrono::Duration::days(days);
    let told = |story: &Story, on| {
        let all: Vec<WatchedDate> = story.file().reminders(on);
        all.iter().any(|date| (date.of, date.day) == its)
    };
    assert!(!told(&story, on(31)));
    assert!(told(&story, on(30)));
    story.her().did(C::WithdrawConsent { consent: id });
    assert!(!told(&story, on(30)));
}

#[test]
fn a_reminder_goes_when_somebody_has_seen_it_and_another_day_is_another_reminder() {
    let mut story = protected();
    let tick = |on: &str| {
        C::Watch(W::TickReminder {
            of: Watched::Measure(MEASURE),
            day: day(on),
        })
    };
    assert_eq!(
        story.as_("試験一子").refused(tick("2027-02-19")),
        Refusal::StepMissing,
        "not told yet"
    );
    story.at("2027-01-20 09:00");
    assert_eq!(
        story.as_("試験一子").refused(tick("2027-02-18")),
        Refusal::NotFound
    );
    story.as_("試験一子").did(tick("2027-02-19"));
    assert_eq!(told(&story, "2027-01-20"), []);
    assert_eq!(
        story.as_("試験一子").refused(tick("2027-02-19")),
        Refusal::ReminderIsTicked
    );
    story
        .as_("試験一子")
        .did(in_force("2027-02-20", "2028-02-19"));
    assert_eq!(
        told(&story, "2028-01-20"),
        [(Watched::Measure(MEASURE), day("2028-02-19"))]
    );
    let task = W::TickReminder {
        of: Watched::Task(domain::task::TaskOf::Decision(ORDER)),
        day: day("2027-02-19"),
    };
    assert_eq!(
        story.as_("試験一子").refused(C::Watch(task)),
        Refusal::StepMissing
    );
}

#[test]
fn dates_are_kept_by_those_in_charge_only() {
    let mut story = Story::until(Step::Consented);
    for name in ["試験調", "試験所長"] {
        let answer = story.as_(name).does(keep());
        assert!(matches!(answer, Err(Stop::Told(_))), "{name}: {answer:?}");
    }
    for name in ["試験警", "試験遠"] {
        assert_eq!(story.as_(name).does(keep()), Err(Stop::Hidden), "{name}");
    }
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
fn the_calendar_tells_others_no_more_than_their_own() {
    let mut story = Story::until(Step::Confirmed);
    story.as_("試験一子").did(keep());
    story.as_("試験一子").did(applied("2026-05-25"));
    story
        .as_("試験一子")
        .did(in_force("2026-05-25", "2027-05-24"));
    let kinds = |name: &str| {
        let all = lines(&story, name).into_iter();
        all.map(|line| line.of.label()).collect::<Vec<_>>()
    };
    assert!(kinds("試験一子").contains(&"支援措置の終わり"));
    assert_eq!(kinds("試験調"), ["計画の見直し"]);
    assert_eq!(kinds("試験灯"), ["やること"]);
    assert_eq!(kinds("試験警"), [""; 0]);
    let text = serde_json::to_string(&lines(&story, "試験一子")).expect("written");
    for word in [NAME, CALLED, ADDRESS, "見学"] {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn a_period_is_a_week_from_monday_and_shows_what_is_late_where_it_holds_today() {
    let today = day("2026-05-27");
    assert_eq!(
        DatesView::period(None, 7, today),
        (day("2026-05-25"), day("2026-05-31"))
    );
    assert_eq!(
        DatesView::period(Some(day("2026-06-01")), 9999, today),
        (day("2026-06-01"), day("2026-07-12"))
    );
    let story = Story::until(Step::Confirmed);
    let line = |on: &str| DateLine {
        day: day(on),
        no: "K-R8-0001".to_owned(),
        case: CASE,
        of: Watched::Stay,
        told_from: day(on),
        seen: false,
    };
    let all = vec![line("2026-05-30"), line("2026-05-20"), line("2026-06-02")];
    let subject = story.subject(Actor::Staff(story.id_of("試験一子")));
    let week = (day("2026-05-25"), day("2026-05-31"));
    let view = DatesView::of(all.clone(), week, &story.council, &subject, today);
    assert_eq!(view.lines, [line("2026-05-30")]);
    assert_eq!(view.late, [line("2026-05-20")]);
    let next = (day("2026-06-01"), day("2026-06-07"));
    let view = DatesView::of(all, next, &story.council, &subject, today);
    assert_eq!((view.lines, view.late), (vec![line("2026-06-02")], vec![]));
}

#[test]
fn pledges_are_watched_by_who_keeps_the_list_of_people() {
    let mut story = Story::until(Step::Protected);
    story.at("2027-04-01 09:00");
    let today = day("2027-04-01");
    let week = DatesView::period(None, 7, today);
    let view = |name: &str| {
        let subject = story.subject(Actor::Staff(story.id_of(name)));
        DatesView::of(Vec::new(), week, &story.council, &subject, today).pledge
    };
    // Nobody has signed for the new year: only the officer is told how many.
    assert_eq!(view("試験一子"), None);
    let told = view("試験調");
    assert_eq!(
        told, None,
        "without a pledge the officer has no right either"
    );
    story.at("2026-05-20 09:00");
    let subject = story.subject(Actor::Staff(story.id_of("試験調")));
    let march = (day("2027-03-29"), day("2027-04-04"));
    let told = DatesView::of(
        Vec::new(),
        march,
        &story.council,
        &subject,
        day("2026-05-20"),
    );
    assert_eq!(
        told.pledge.map(|pledge| pledge.day),
        Some(day("2027-04-01"))
    );
}

#[test]
fn br_060_an_extension_does_not_begin_after_its_end() {
    let mut story = protected();
    story.at("2027-01-19 10:00");
    assert_eq!(
        story
            .as_("試験一子")
            .refused(in_force("2028-03-01", "2028-02-19")),
        Refusal::EndBeforeStart
    );
}

/// The new application may be a paper of its own.
#[test]
fn a_new_measure_in_hand_is_the_answer_to_the_move_as_well() {
    let mut story = protected();
    let mut form = intake_form(story.id_of("試験一子"));
    form.set("address", Value::Text("となり県架空市2-2".to_owned()));
    story.at("2026-06-01 10:00");
    let seen = story.whole_intake();
    story.as_("試験一子").did(C::CorrectIntake { form, seen });
    let moved = (Watched::Moved(MEASURE), day("2026-06-01"));
    assert_eq!(told(&story, "2026-06-01"), [moved]);
    story
        .as_("試験一子")
        .did(C::Watch(W::KeepAddressProtection {
            measure: MeasureId(Uuid::from_u128(0x3E2)),
            form: FormData::default().with(key::HARM, ticks(&["spousal_violence"])),
        }));
    assert_eq!(told(&story, "2026-06-01"), []);
}
