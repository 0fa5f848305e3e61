//! 計画の同じ欄の二つの記入 (domain.md §9.9): what two people write into one plan is put together box by box; nothing
//! of it is lost, and her agreement is not passed over.

use domain::access::Action;
use domain::command::{CaseCommand as C, LONG_TEXT};
use domain::conflict::plan::{Writer, merge_plan};
use domain::conflict::{ConflictChoice as Choice, SharedPaper};
use domain::form::plan::key;
use domain::form::{FormData, InfoCategory, Value};
use domain::id::{AgencyId, ItemId, StaffId};
use domain::plan::{PlanItem, PlanStatus, PlanVersion, SupportDomain, WrittenPlan};
use domain::refusal::Refusal;
use domain::view::conflict::ConflictView;
use domain::wire::may;
use proptest::prelude::*;
use uuid::Uuid;

use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

const ONE: &str = "試験一子";
const OTHER: &str = "試験隣";

/// A first version that she has not been shown yet.
fn drafted() -> Story {
    let mut story = Story::until(Step::Protected);
    story.at("2026-05-22 10:00");
    let first = story.write_plan(0, story.items());
    story.as_(ONE).did(first);
    story
}

fn version(story: &Story) -> &PlanVersion {
    story
        .file()
        .plan(PLAN)
        .and_then(|plan| plan.current())
        .expect("written")
}

/// As somebody writes it who began with what stands now.
fn written(story: &Story, change: impl FnOnce(&mut PlanVersion)) -> C {
    let mut typed = version(story).clone();
    change(&mut typed);
    let mut act = story.write_plan(typed.number, typed.items.clone());
    if let C::WritePlan(written) = &mut act {
        **written = WrittenPlan {
            goal_long: typed.goal_long,
            goals_short: typed.goals_short,
            watch_over: typed.watch_over,
            first_contact: typed.first_contact,
            from: typed.from,
            to: typed.to,
            monitoring_date: typed.monitoring_date,
            ..(**written).clone()
        };
    }
    act
}

fn goal(words: &str) -> impl FnOnce(&mut PlanVersion) {
    let words = words.to_owned();
    move |typed| typed.goal_long = words
}

/// Both begin with the same draft; `ONE` is the first to arrive.
fn both_write(one: impl FnOnce(&mut PlanVersion), other: impl FnOnce(&mut PlanVersion)) -> Story {
    let mut story = drafted();
    let (first, second) = (written(&story, one), written(&story, other));
    story.at("2026-05-22 11:00");
    story.as_(ONE).did(first);
    story.at("2026-05-22 11:05");
    story.as_(OTHER).did(second);
    story
}

fn shown(story: &mut Story) -> Vec<ConflictView> {
    story.as_(ONE).case_view().expect("seen").conflicts
}

fn settle(story: &mut Story, choice: Choice) -> C {
    let [one] = shown(story).try_into().expect("one");
    C::SettleConflict {
        number: one.number,
        choice,
        standing_since: one.standing.at,
    }
}

#[test]
fn different_boxes_of_a_plan_merge_by_themselves() {
    let mut story = both_write(goal("夜に眠れる"), |typed| {
        typed.items[1].support = "転校先を一緒に見に行く".to_owned();
    });
    let now = version(&story);
    assert_eq!(now.number, 1, "the draft nobody saw");
    assert_eq!(now.goal_long, "夜に眠れる");
    assert_eq!(now.items[1].support, "転校先を一緒に見に行く");
    assert!(shown(&mut story).is_empty());
}

#[test]
fn of_one_box_of_a_plan_both_are_kept_with_who_wrote_them() {
    let mut story = both_write(goal("夜に眠れる"), goal("三人で朝ごはんを食べる"));
    assert_eq!(version(&story).goal_long, "夜に眠れる");
    let [one] = shown(&mut story).try_into().expect("one conflict");
    assert_eq!(one.paper, SharedPaper::Plan(PLAN));
    assert_eq!(one.field, key::GOAL_LONG);
    assert_eq!(one.standing.value, Some(text("夜に眠れる")));
    assert_eq!(one.other.value, Some(text("三人で朝ごはんを食べる")));
    let names = |entry: Option<(String, String)>| entry.map(|(name, _)| name);
    assert_eq!(names(one.standing.by).as_deref(), Some("試験 一子"));
    assert_eq!(names(one.other.by).as_deref(), Some("試験 隣"));
    assert!(one.standing.at < one.other.at);
}

#[test]
fn a_box_nobody_wrote_again_is_of_whoever_began_the_plan() {
    let mut story = drafted();
    let before = written(&story, goal("朝ごはん"));
    story.at("2026-05-22 11:00");
    let watch = written(&story, |typed| {
        typed.watch_over = "週に一度の電話".to_owned()
    });
    story.as_(OTHER).did(watch);
    let other = written(&story, goal("夜に眠れる"));
    story.as_(OTHER).did(other);
    story.at("2026-05-22 12:00");
    story.as_(ONE).did(before);
    let [one] = shown(&mut story).try_into().expect("one conflict");
    assert_eq!(one.standing.by.expect("known").0, "試験 隣");
    // The one that was taken back is of her who wrote it first.
    let act = settle(&mut story, Choice::Other);
    story.as_(ONE).did(act);
    let settled = &story.file().conflicts[0].settled;
    let stood_by = settled.as_ref().and_then(|one| one.stood_by.as_ref());
    assert_eq!(stood_by.and_then(|by| by.by), Some(story.id_of(OTHER)));
}

#[test]
fn each_choice_about_a_plan_leaves_what_it_says_and_can_be_taken_back() {
    for (choice, expected) in [
        (Choice::Standing, "夜に眠れる"),
        (Choice::Other, "朝ごはん"),
        (Choice::Both, "夜に眠れる\n朝ごはん"),
    ] {
        let mut story = both_write(goal("夜に眠れる"), goal("朝ごはん"));
        let act = settle(&mut story, choice);
        story.as_(OTHER).did(act);
        assert_eq!(version(&story).goal_long, expected);
        let [one] = shown(&mut story).try_into().expect("stays readable");
        assert_eq!(one.standing.value, Some(text("夜に眠れる")));
        assert_eq!(one.other.value, Some(text("朝ごはん")));
        story.as_(ONE).did(C::ReopenConflict { number: one.number });
        assert_eq!(version(&story).goal_long, "夜に眠れる");
    }
}

#[test]
fn a_box_of_an_item_is_named_after_its_item() {
    let mut story = drafted();
    let (first, second) = ((CITY, None::<StaffId>), (SCHOOL, None));
    let write = |story: &Story, (agency, person)| {
        written(story, |typed| {
            (typed.items[1].agency, typed.items[1].person) = (agency, person);
        })
    };
    let (one, other) = (write(&story, first), write(&story, second));
    story.as_(ONE).did(one);
    story.as_(OTHER).did(other);
    assert_eq!(version(&story).items[1].agency, first.0);
    let view = story.as_(ONE).case_view().expect("seen");
    let [beside] = view.conflicts.try_into().expect("one conflict");
    assert_eq!(beside.about, "子ども");
    assert!(!beside.joins, "an item is one agency's");
    let field = beside.paper.field(&beside.field).expect("a box");
    assert_eq!(field.label, "担当機関・担当者");
    for entry in [beside.standing, beside.other] {
        for agency in entry.value.expect("said").agencies_named() {
            assert!(view.agencies.iter().any(|known| known.id == agency));
        }
    }
    let act = settle(&mut story, Choice::Other);
    story.as_(ONE).did(act);
    assert_eq!(version(&story).items[1].agency, second.0);
}

#[test]
fn an_item_that_one_took_out_and_another_went_on_writing_stays() {
    let remove = |typed: &mut PlanVersion| drop(typed.items.remove(1));
    let write = |typed: &mut PlanVersion| typed.items[1].when = "来週".to_owned();
    for first_removes in [true, false] {
        let story = match first_removes {
            true => both_write(remove, write),
            false => both_write(write, remove),
        };
        let items = &version(&story).items;
        let kept = items.iter().find(|one| one.id == item(2));
        assert_eq!(kept.expect("kept").when, "来週", "{first_removes}");
    }
}

#[test]
fn an_item_nobody_else_wrote_is_taken_out_and_new_ones_of_both_are_there() {
    let new = |n: u128| {
        move |typed: &mut PlanVersion| {
            let mut item = typed.items[0].clone();
            item.id = ItemId(Uuid::from_u128(n));
            typed.items.push(item);
            typed.items.remove(2);
        }
    };
    let story = both_write(new(0xA), new(0xB));
    let ids: Vec<_> = version(&story).items.iter().map(|one| one.id).collect();
    assert!(!ids.contains(&item(3)));
    assert!(ids.contains(&ItemId(Uuid::from_u128(0xA))));
    assert!(ids.contains(&ItemId(Uuid::from_u128(0xB))));
    assert_eq!(ids.len(), 7);
}

#[test]
fn what_she_was_shown_meanwhile_is_followed_by_another_version_only_where_somebody_means_it() {
    let mut story = drafted();
    let mut before = written(&story, goal("夜に眠れる"));
    story.as_(ONE).did(C::SharePlan {
        plan: PLAN,
        version: 1,
    });
    assert_eq!(
        story.as_(OTHER).refused(before.clone()),
        Refusal::ShownSince { current: 1 }
    );
    assert_eq!(
        story.file().plan(PLAN).expect("shown").status,
        PlanStatus::SharedWithWoman
    );
    // Nothing typed is lost: the same, meant as the next version.
    if let C::WritePlan(written) = &mut before
        && let WrittenPlan { shown, .. } = written.as_mut()
    {
        *shown = true;
    }
    story.as_(OTHER).did(before);
    assert_eq!(
        (version(&story).number, version(&story).goal_long.as_str()),
        (2, "夜に眠れる")
    );
    let first = story.file().plan(PLAN).and_then(|plan| plan.version(1));
    assert_ne!(first.expect("kept").goal_long, "夜に眠れる");
}

#[test]
fn a_plan_with_two_entries_is_not_shown_to_her_before_somebody_decided() {
    let mut story = both_write(goal("夜に眠れる"), goal("朝ごはん"));
    let share = C::SharePlan {
        plan: PLAN,
        version: 1,
    };
    assert_eq!(story.as_(ONE).refused(share.clone()), Refusal::TwoEntries);
    let act = settle(&mut story, Choice::Both);
    story.as_(ONE).did(act);
    story.as_(ONE).did(share);
}

#[test]
fn no_decision_about_a_box_changes_what_she_reads_or_agreed_to() {
    let mut story = drafted();
    let before = written(&story, goal("朝ごはん"));
    let first = written(&story, goal("夜に眠れる"));
    story.as_(ONE).did(first);
    let share = |version| C::SharePlan {
        plan: PLAN,
        version,
    };
    story.as_(ONE).did(share(1));
    // Meant as the next version: what lies beside lies beside that one, and she goes on reading the first.
    let mut late = before;
    if let C::WritePlan(written) = &mut late {
        written.shown = true;
    }
    story.as_(OTHER).did(late);
    let now = |story: &Story| (version(story).number, version(story).goal_long.clone());
    assert_eq!(now(&story), (2, "夜に眠れる".to_owned()));
    assert_eq!(story.as_(ONE).refused(share(2)), Refusal::TwoEntries);
    let act = settle(&mut story, Choice::Other);
    story.as_(ONE).did(act);
    assert_eq!(now(&story), (2, "朝ごはん".to_owned()));
    // Once she reads that, the decision stands as well.
    story.as_(ONE).did(share(2));
    assert_eq!(
        story.as_(ONE).refused(C::ReopenConflict { number: 1 }),
        Refusal::VersionIsShown
    );
    let plan = story.file().plan(PLAN).expect("written");
    assert_eq!(plan.status, PlanStatus::SharedWithWoman);
    assert_eq!(now(&story), (2, "朝ごはん".to_owned()));
}

#[test]
fn an_item_under_a_cover_is_taken_out_by_whoever_may_not_read_the_name() {
    let mut story = drafted();
    let named = written(&story, |typed| {
        typed.items[1].support = format!("{AKARI_NAME}と見に行く");
    });
    story.as_(ONE).did(named);
    let names = domain::view::Names::outside(&story.council, story.id_of(OTHER));
    let read = names.cover_form(version(&story).paper());
    assert_ne!(read, version(&story).paper(), "there is a cover");
    let mut act = written(&story, |typed| drop(typed.items.remove(1)));
    if let C::WritePlan(written) = &mut act {
        written.seen = read;
    }
    story.as_(OTHER).did(act);
    assert!(version(&story).items.iter().all(|one| one.id != item(2)));
}

#[test]
fn dates_that_do_not_fit_together_lie_beside_those_that_stand() {
    let mut story = both_write(
        |typed| typed.monitoring_date = day("2026-10-15"),
        |typed| typed.to = day("2026-09-30"),
    );
    let now = version(&story);
    assert_eq!(
        (now.to, now.monitoring_date),
        (day("2026-11-24"), day("2026-10-15"))
    );
    let fields: Vec<_> = shown(&mut story).into_iter().map(|one| one.field).collect();
    assert!(fields.contains(&key::PERIOD_TO.to_owned()), "{fields:?}");
    // Whoever writes dates that fit has decided.
    let act = written(&story, |typed| {
        (typed.to, typed.monitoring_date) = (day("2026-09-30"), day("2026-08-25"));
    });
    story.as_(ONE).did(act);
    assert_eq!(version(&story).to, day("2026-09-30"));
    assert!(shown(&mut story).iter().all(|one| one.settled.is_some()));
}

#[test]
fn the_same_words_lie_beside_once() {
    let mut story = both_write(goal("夜に眠れる"), goal("朝ごはん"));
    let mut again = written(&story, goal("朝ごはん"));
    if let C::WritePlan(written) = &mut again {
        written.seen.0.remove(key::GOAL_LONG);
    }
    story.as_(OTHER).did(again);
    assert_eq!(shown(&mut story).len(), 1);
}

#[test]
fn who_does_not_say_what_was_there_before_takes_nothing_away() {
    let mut story = drafted();
    let mut act = written(&story, |typed| {
        typed.items.truncate(1);
        typed.goal_long = "朝ごはん".to_owned();
        typed.watch_over = "週に一度の電話".to_owned();
    });
    if let C::WritePlan(written) = &mut act
        && let WrittenPlan { seen, .. } = written.as_mut()
    {
        *seen = FormData::default();
    }
    let before = version(&story).clone();
    story.as_(OTHER).did(act.clone());
    let now = version(&story);
    assert_eq!(now.items, before.items);
    assert_eq!(now.goal_long, before.goal_long);
    assert_eq!(now.watch_over, "週に一度の電話");
    assert_eq!(shown(&mut story).len(), 1);
    // Of an older version nothing is known at all.
    if let C::WritePlan(written) = &mut act
        && let WrittenPlan { base, .. } = written.as_mut()
    {
        *base = 0;
    }
    assert_eq!(
        story.as_(OTHER).refused(act),
        Refusal::VersionIsOld { current: 1 }
    );
}

#[test]
fn a_safety_plan_that_two_changed_keeps_the_words_of_both() {
    let with = |story: &Story, from: &str, to: &str| {
        let mut act = written(story, |_| {});
        if let C::WritePlan(written) = &mut act {
            (written.safety_plan, written.safety_seen) = (Some(to.to_owned()), from.to_owned());
        }
        act
    };
    let kept = |story: &Story| {
        story
            .place
            .safety_plans
            .get(&PLAN)
            .cloned()
            .unwrap_or_default()
    };
    let mut story = drafted();
    let first = with(&story, SAFETY_PLAN, "夜は二人で帰る");
    story.as_(ONE).did(first);
    assert_eq!(kept(&story), "夜は二人で帰る");
    let second = with(&story, SAFETY_PLAN, "合図を決める");
    story.as_(ONE).did(second);
    assert_eq!(kept(&story), "夜は二人で帰る\n合図を決める");
    // What was not touched is no change, and what is there already neither.
    for same in [
        with(&story, SAFETY_PLAN, SAFETY_PLAN),
        with(&story, SAFETY_PLAN, "合図を決める"),
    ] {
        story.as_(ONE).did(same);
    }
    assert_eq!(kept(&story), "夜は二人で帰る\n合図を決める");
    // Who may not know it writes nothing there.
    let strange = with(&story, "", &"あ".repeat(LONG_TEXT));
    assert_eq!(story.as_(OTHER).refused(strange), Refusal::NotYourRole);
}

#[test]
fn who_does_not_write_the_plan_sees_no_entries_beside_it() {
    let mut story = Story::until(Step::PlanShown);
    let (first, second) = (
        written(&story, goal("夜に眠れる")),
        written(&story, goal("朝ごはん")),
    );
    story.as_(ONE).did(first);
    story.as_(ONE).did(second);
    assert_eq!(shown(&mut story).len(), 1);
    let mut others = 0;
    for person in story.council.staff.clone().into_values() {
        let reader = story.as_(&person.name.replace(' ', ""));
        if let Ok(view) = reader.case_view() {
            assert_eq!(
                view.conflicts.len(),
                usize::from(may(&view.rights, Action::WritePlan).is_some()),
                "{}",
                person.name
            );
            others += usize::from(view.conflicts.is_empty());
        }
    }
    assert!(others > 2, "{others}");
}

fn any_item() -> impl Strategy<Value = PlanItem> {
    let words = || "[あ-お]{1,3}";
    let domain = proptest::sample::select(SupportDomain::ALL.to_vec());
    let category = proptest::sample::select(InfoCategory::ALL.to_vec());
    let texts = (words(), words(), "[あ-お]{0,3}", "[あ-お]{0,3}", words());
    (
        0_u128..6,
        domain,
        category,
        texts,
        0_u128..3,
        proptest::option::of(0_u128..3),
        any::<bool>(),
    )
        .prop_map(
            |(id, domain, category, texts, agency, person, due)| PlanItem {
                id: ItemId(Uuid::from_u128(id)),
                domain,
                category,
                issue: texts.0,
                support: texts.1,
                easy_text: texts.2,
                what_she_does: texts.3,
                agency: AgencyId(Uuid::from_u128(agency)),
                person: person.map(|id| StaffId(Uuid::from_u128(id))),
                when: texts.4,
                due: due.then(|| day("2026-06-01")),
            },
        )
}

fn any_version() -> impl Strategy<Value = PlanVersion> {
    let items = proptest::collection::vec(any_item(), 1..5).prop_map(|mut items| {
        items.sort_by_key(|item| item.id);
        items.dedup_by_key(|item| item.id);
        items
    });
    ("[あ-お]{1,3}", "[あ-お]{1,3}", "[あ-お]{0,3}", items).prop_map(
        |(goal_long, goal, watch_over, items)| PlanVersion {
            number: 1,
            from: day("2026-05-25"),
            to: day("2026-11-24"),
            wish_words: WISH.to_owned(),
            goal_long,
            goals_short: vec![goal],
            items,
            monitoring_date: day("2026-08-25"),
            first_contact: None,
            watch_over,
            written_by: StaffId(Uuid::nil()),
            written_at: instant("2026-05-22 10:00"),
            shared_at: None,
        },
    )
}

proptest! {
    /// As a paper and back, a version says what it said.
    #[test]
    fn a_plan_is_the_same_after_it_was_a_paper(mut one in any_version(), two in any_version()) {
        let mut read = one.clone();
        read.read_paper(&one.paper());
        prop_assert_eq!(&read, &one);
        // Boxes of items that are not here change nothing.
        one.items.clear();
        let mut other = one.clone();
        other.read_paper(&two.paper());
        prop_assert!(other.items.is_empty());
    }

    /// Nothing that anybody typed since the beginning is lost: it stands, or lies beside.
    #[test]
    fn nothing_two_people_typed_into_a_plan_is_lost(
        seen in any_version(),
        typed in any_version(),
        stands in any_version(),
    ) {
        let (before, wrote, now) = (seen.paper(), typed.paper(), stands.paper());
        let writer = Writer {
            said: &|_| None,
            reads: &FormData::clone,
        };
        let merged = merge_plan(PLAN, &before, &typed, &stands, &writer);
        let result = merged.version.paper();
        let beside = |key: &String, value: &Value| {
            merged.beside.iter().any(|(at, other)| at == key && other.as_ref() == Some(value))
        };
        for (key, value) in &wrote.0 {
            if before.get(key) != Some(value) {
                prop_assert!(result.get(key) == Some(value) || beside(key, value), "typed {}", key);
            }
        }
        for (key, value) in &now.0 {
            if before.get(key) != Some(value) {
                prop_assert_eq!(result.get(key), Some(value), "stood {}", key);
            }
        }
        // Nobody else wrote: it is what was typed.
        let alone = merge_plan(PLAN, &before, &typed, &seen, &writer);
        prop_assert!(alone.beside.is_empty());
        prop_assert_eq!(alone.version.paper(), wrote);
        // Nothing was typed: it is what stands.
        let idle = merge_plan(PLAN, &before, &seen, &stands, &writer);
        prop_assert!(idle.beside.is_empty());
        prop_assert_eq!(idle.version.paper(), now);
    }
}
