//! Her plan: her own words, a line that is wrong, items of her own, what changed since she read it
//! (domain.md §§9.4, 13; BR-055).

use domain::access::DenyReason;
use domain::command::CaseCommand as C;
use domain::drawing::Drawing;
use domain::her_plan::{HerPlanCommand as H, MOST_HER_ITEMS, answer_due};
use domain::id::{CommentId, ItemId};
use domain::plan::{AgreementExtent, ItemLine, PlanLine, WrittenPlan};
use domain::refusal::Refusal;
use domain::view::her::{Agreed, ChangedPlace};
use domain::view::{NextStep, OwnOf, PlanChangeKind};

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

const WORKER: &str = "試験一子";

fn wrong(story: &mut Story, version: u16, line: PlanLine, words: &str) -> C {
    C::HerPlan(H::TellWrong {
        plan: PLAN,
        version,
        comment: CommentId(story.uuid()),
        line,
        words: words.to_owned(),
    })
}

fn add(story: &mut Story, words: &str) -> (ItemId, C) {
    let item = ItemId(story.uuid());
    let words = words.to_owned();
    (item, C::HerPlan(H::AddItem { item, words }))
}

fn answered(item: ItemId) -> C {
    let words = "次の会議で話します".to_owned();
    C::HerPlan(H::AnswerItem { item, words })
}

fn confirm(version: u16) -> C {
    C::ConfirmPlan {
        plan: PLAN,
        version,
        meeting: MEETING,
    }
}

fn open(version: u16) -> C {
    C::HerPlan(H::Open {
        plan: PLAN,
        version,
    })
}

/// Writes and shows the next version with these items.
fn show(story: &mut Story, base: u16, items: Vec<domain::plan::PlanItem>) {
    let next = story.write_plan(base, items);
    story.as_(WORKER).did(next);
    story.as_(WORKER).did(C::SharePlan {
        plan: PLAN,
        version: base + 1,
    });
}

#[test]
fn br_055_a_wrong_line_is_answered_before_the_plan_is_confirmed() {
    let mut story = Story::until(Step::SecondVersion);
    let told = wrong(&mut story, 2, PlanLine::GoalLong, "四人です");
    story.her().did(told);
    story
        .her()
        .did(Story::agreement(2, AgreementExtent::Whole, Vec::new()));
    assert_eq!(
        story.as_(WORKER).refused(confirm(2)),
        Refusal::CommentWaits { count: 1 }
    );
    let said = story.file().plan(PLAN).expect("written").comments.last();
    let said = said.expect("told").clone();
    assert_eq!(
        (said.line, said.asks_reply),
        (Some(PlanLine::GoalLong), true)
    );
    // It waits with a day, for staff and for her; once that day is over she reads that too.
    let due = answer_due(said.at);
    let steps = story.as_(WORKER).case_view().expect("hers").next_steps;
    assert!(steps.contains(&(NextStep::AnswerHer, Some(due))));
    let awaits = |story: &mut Story| {
        let plan = story.her().page().plan.expect("shown");
        plan.comments.last().and_then(|said| said.awaits)
    };
    let waits = awaits(&mut story).expect("waits");
    assert_eq!((waits.by, waits.late), (due, false));
    story.at("2026-06-30 10:00");
    assert!(awaits(&mut story).expect("waits").late);

    story.as_(WORKER).did(C::AnswerComment {
        plan: PLAN,
        comment: said.id,
        words: "なおします".to_owned(),
    });
    assert_eq!(awaits(&mut story), None);
    story.as_(WORKER).did(confirm(2));
}

#[test]
fn every_line_of_her_plan_can_be_told_wrong_and_only_on_her_screen() {
    let mut story = Story::until(Step::SecondVersion);
    let first = item(1);
    let of_item = ItemLine::ALL.map(|part| PlanLine::Item { item: first, part });
    for line in PlanLine::OF_PLAN.into_iter().chain(of_item) {
        let told = wrong(&mut story, 2, line, "ちがいます");
        story.her().did(told);
        let plan = story.file().plan(PLAN).expect("written");
        let said = plan.comments.last().expect("told");
        assert_eq!((said.line, said.item), (Some(line), line.item()));
    }
    let stranger = PlanLine::Item {
        item: ItemId(story.uuid()),
        part: ItemLine::When,
    };
    for (version, line, words, refusal) in [
        (2, stranger, "ちがう", Refusal::ItemUnknown),
        (
            1,
            PlanLine::Review,
            "ちがう",
            Refusal::VersionIsOld { current: 2 },
        ),
        (2, PlanLine::Review, "  ", Refusal::TextMissing),
    ] {
        let told = wrong(&mut story, version, line, words);
        assert_eq!(story.her().refused(told), refusal);
    }
    let known = story.file().plan(PLAN).expect("written").comments[0].id;
    let again = C::HerPlan(H::TellWrong {
        plan: PLAN,
        version: 2,
        comment: known,
        line: PlanLine::Period,
        words: "ちがう".to_owned(),
    });
    assert_eq!(story.her().refused(again), Refusal::IdTaken);
}

#[test]
fn br_055_her_own_item_is_answered_before_the_plan_is_confirmed() {
    let mut story = Story::until(Step::Agreed);
    let (item, added) = add(&mut story, " ねこと くらしたい ");
    story.her().did(added);
    assert_eq!(
        story.as_(WORKER).refused(confirm(2)),
        Refusal::HerItemWaits { count: 1 }
    );
    let due = answer_due(story.file().her_items[0].at);
    let steps = story.as_(WORKER).case_view().expect("hers").next_steps;
    assert!(steps.contains(&(NextStep::AnswerHer, Some(due))));
    // To the letter, at both doors.
    assert_eq!(story.her().page().own[0].words, " ねこと くらしたい ");
    let seen = story.as_(WORKER).plan_view(PLAN).expect("in charge").own;
    assert_eq!(seen[0].of, OwnOf::Item(item));
    assert_eq!(
        (seen[0].words.as_str(), seen[0].due),
        (" ねこと くらしたい ", Some(due))
    );

    story.as_(WORKER).did(answered(item));
    assert_eq!(story.her().page().own[0].awaits, None);
    // What she agreed to was a plan without it: she is asked anew.
    let agreement = story.her().page().plan.expect("shown").agreement;
    assert!(matches!(agreement, Agreed::Answered { again: true, .. }));
    assert_eq!(
        story.as_(WORKER).refused(confirm(2)),
        Refusal::AgreementMissing
    );
    story
        .her()
        .did(Story::agreement(2, AgreementExtent::Whole, Vec::new()));
    let agreement = story.her().page().plan.expect("shown").agreement;
    assert!(matches!(agreement, Agreed::Answered { again: false, .. }));
    story.as_(WORKER).did(confirm(2));
}

#[test]
fn her_items_are_hers_and_staff_only_answer_them() {
    let mut story = Story::until(Step::PlanShown);
    let (mine, added) = add(&mut story, "仕事をさがしたい");
    story.her().did(added);
    // Under her id nobody writes another item.
    let mut items = story.items();
    items[0].id = mine;
    let taken = story.write_plan(1, items);
    assert_eq!(story.as_(WORKER).refused(taken), Refusal::HerItemIsHers);
    // Nobody takes her words back for her, not even who wrote them down.
    let (written, for_her) = add(&mut story, "歯がいたい");
    story.as_(WORKER).did(for_her);
    for item in [mine, written] {
        let back = C::HerPlan(H::TakeItemBack { item });
        assert_eq!(story.as_(WORKER).refused(back), Refusal::NotYourRole);
    }
    let told = Err(Stop::Told(DenyReason::NotYourRole));
    assert_eq!(story.her_with(WORKER).does(answered(mine)), told);
    assert_eq!(
        story.as_("試験遠").does(answered(mine)),
        Err(Stop::Hidden),
        "no tie to the case"
    );
    // She does, and then there is nothing to answer.
    let back = || C::HerPlan(H::TakeItemBack { item: mine });
    story.her().did(back());
    assert_eq!(story.her().refused(back()), Refusal::NotFound);
    assert_eq!(story.as_(WORKER).refused(answered(mine)), Refusal::NotFound);
    let left: Vec<_> = story
        .her()
        .page()
        .own
        .into_iter()
        .map(|own| own.id)
        .collect();
    assert_eq!(left, [written]);
    story.as_(WORKER).did(answered(written));
}

#[test]
fn she_adds_items_and_wishes_before_any_plan_and_staff_answer_them() {
    let mut story = Story::until(Step::Accepted);
    let (item, added) = add(&mut story, "夜に話したい");
    story.her().did(added.clone());
    assert_eq!(story.her().refused(added), Refusal::IdTaken);
    let (_, empty) = add(&mut story, " ");
    assert_eq!(story.her().refused(empty), Refusal::TextMissing);
    story.her().did(C::RecordWish {
        words: "海の近くがいい".to_owned(),
    });
    let place = u32::try_from(story.file().wishes.len() - 1).expect("few");
    let answer = |wish| {
        let words = "さがしてみます".to_owned();
        C::HerPlan(H::AnswerWish { wish, words })
    };
    story.as_(WORKER).did(answer(place));
    assert_eq!(
        story.as_(WORKER).refused(answer(place + 1)),
        Refusal::NotFound
    );
    story.as_(WORKER).did(answered(item));
    let page = story.her().page();
    assert!(page.plan.is_none());
    assert_eq!(page.words[0].words, "海の近くがいい");
    assert_eq!(page.words[0].answers[0].words, "さがしてみます");
    assert_eq!(page.own[0].answers[0].words, "次の会議で話します");
    // So many stand at once and no more; what she takes back makes room.
    for _ in 1..MOST_HER_ITEMS {
        let (_, more) = add(&mut story, "もう一つ");
        story.her().did(more);
    }
    let (_, more) = add(&mut story, "もう一つ");
    assert_eq!(story.her().refused(more.clone()), Refusal::HerItemsFull);
    story.her().did(C::HerPlan(H::TakeItemBack { item }));
    story.her().did(more);
}

#[test]
fn what_changed_is_told_from_what_she_read_and_not_from_what_she_never_opened() {
    let mut story = Story::until(Step::PlanShown);
    let page = story.her().page().plan.expect("shown");
    assert!(page.is_news && page.changes.is_empty(), "all of it is new");
    story.her().did(open(1));
    assert!(!story.her().page().plan.expect("shown").is_news);

    // Two versions come before she looks again.
    let items = story.items();
    let mut second = items.clone();
    second[1].when = "7月中".to_owned();
    second[3].what_she_does = "話すことを書いておく".to_owned();
    show(&mut story, 1, second.clone());
    second.remove(0);
    second.push(domain::plan::PlanItem {
        id: item(9),
        easy_text: "ねこの ことを しらべる。".to_owned(),
        ..items[2].clone()
    });
    story.at("2026-05-24 10:00");
    show(&mut story, 2, second);
    story.at("2026-05-25 10:00");
    let told = |story: &mut Story| {
        let plan = story.her().page().plan.expect("shown");
        let of = |what| {
            plan.changes
                .iter()
                .filter(move |change| change.what == what)
        };
        let added: Vec<_> = of(PlanChangeKind::Added)
            .map(|one| one.after.clone())
            .collect();
        let gone: Vec<_> = of(PlanChangeKind::Removed)
            .map(|one| one.before.clone())
            .collect();
        let news: Vec<_> = plan.items.iter().map(|item| item.news).collect();
        let moved = plan
            .changes
            .iter()
            .find(|change| matches!(change.place, ChangedPlace::When { .. }))
            .map(|change| (change.before.clone(), change.after.clone()));
        (plan.read_before, added, gone, moved, news)
    };
    let expected = (
        Some((1, day("2026-05-22"))),
        vec![
            "話すことを書いておく".to_owned(),
            "ねこの ことを しらべる。".to_owned(),
        ],
        vec!["母子生活支援施設を見学する。".to_owned()],
        Some(("6月中".to_owned(), "7月中".to_owned())),
        vec![
            Some(PlanChangeKind::Changed),
            None,
            Some(PlanChangeKind::Changed),
            None,
            None,
            Some(PlanChangeKind::Added),
        ],
    );
    assert_eq!(told(&mut story), expected);
    // Opening it does not wipe what is told from under her eyes.
    story.her().did(open(3));
    assert_eq!(told(&mut story), expected);
    // An answer is news too; the plan has not changed since.
    let said = CommentId(story.uuid());
    story.her().did(C::CommentOnPlan {
        plan: PLAN,
        version: 3,
        comment: said,
        item: None,
        words: "いつですか".to_owned(),
        asks_reply: true,
    });
    story.at("2026-05-26 10:00");
    story.as_(WORKER).did(C::AnswerComment {
        plan: PLAN,
        comment: said,
        words: "来週です".to_owned(),
    });
    let plan = story.her().page().plan.expect("shown");
    assert!(plan.is_news && plan.changes.is_empty());
    assert!(plan.comments[0].answers[0].new);
    story.her().did(open(3));
    assert!(story.her().page().plan.expect("shown").comments[0].answers[0].new);
}

#[test]
fn a_version_that_was_read_to_her_and_answered_counts_as_read() {
    let mut story = Story::until(Step::PlanShown);
    let said = C::ReplyToItem {
        plan: PLAN,
        version: 1,
        item: item(3),
        choice: domain::plan::ItemChoice::Want,
        words: String::new(),
    };
    story.as_(WORKER).did(said);
    let mut items = story.items();
    items[0].when = "6月2日".to_owned();
    show(&mut story, 1, items);
    let plan = story.her().page().plan.expect("shown");
    assert_eq!(plan.read_before, Some((1, day("2026-05-22"))));
    assert_eq!(plan.changes.len(), 1);
    // Where she said nothing and opened nothing, all of it is new.
    let mut story = Story::until(Step::PlanShown);
    let items = story.items()[1..].to_vec();
    show(&mut story, 1, items);
    let plan = story.her().page().plan.expect("shown");
    assert!(plan.read_before.is_none() && plan.changes.is_empty());
}

#[test]
fn when_she_reads_is_told_to_nobody_and_nobody_reads_for_her() {
    let mut story = Story::until(Step::PlanShown);
    let refused = story.as_(WORKER).refused(open(1));
    assert_eq!(refused, Refusal::NotYourRole);
    // On a worker's tablet it is she who has come in, by her own number.
    let mut beside = Story::until(Step::PlanShown);
    beside.her_with(WORKER).did(open(1));
    assert!(beside.file().plan(PLAN).expect("written").opened.is_some());
    assert_eq!(
        story.her().refused(open(2)),
        Refusal::VersionIsOld { current: 1 }
    );
    let before = story.as_(WORKER).timeline().expect("in charge");
    story.her().did(open(1));
    assert_eq!(story.as_(WORKER).timeline().expect("in charge"), before);
    let seen = story.as_(WORKER).plan_view(PLAN).expect("in charge").plan;
    assert_eq!((seen.opened, seen.opened_before), (None, None));
    assert!(story.file().plan(PLAN).expect("written").opened.is_some());
}

#[test]
fn a_plan_begins_with_a_wish_as_she_said_it_and_with_no_other_words() {
    let mut story = Story::until(Step::PlanShown);
    let with = |story: &Story, base: u16, words: &str| {
        let mut next = story.write_plan(base, story.items());
        if let C::WritePlan(written) = &mut next
            && let WrittenPlan { wish_words, .. } = written.as_mut()
        {
            *wish_words = words.to_owned();
        }
        next
    };
    let rewritten = with(&story, 1, "安定した住居の確保を希望している");
    assert_eq!(
        story.as_(WORKER).refused(rewritten),
        Refusal::HerWordsChanged
    );
    story.her().did(C::RecordWish {
        words: "海の近くがいい".to_owned(),
    });
    // An older wish of hers is hers as well: the draft was begun before the new one.
    for (base, words) in [(1, WISH), (2, "海の近くがいい")] {
        let next = with(&story, base, words);
        story.as_(WORKER).did(next);
    }
}

#[test]
fn there_is_always_one_contact_first_and_it_is_somebody_who_is_there() {
    let mut story = Story::until(Step::Accepted);
    let name = |story: &mut Story| story.her().page().contact.map(|contact| contact.name);
    let before = name(&mut story);
    assert!(before.is_some(), "before any plan");
    let mut story = Story::until(Step::Confirmed);
    let planned = story.person(WORKER).name.clone();
    assert_eq!(name(&mut story), Some(planned.clone()));
    // Whom the plan names has left the post: somebody else, or the agency, stands there.
    let id = story.id_of(WORKER);
    let left = day("2026-05-24");
    story.council.staff.get_mut(&id).expect("known").until = Some(left);
    let contact = story.her().page().contact.expect("always one");
    assert_ne!(contact.name, planned);
    assert!(!contact.agency.is_empty());
}

#[test]
fn her_name_under_the_statements_is_hers_to_write_or_to_leave_out() {
    let drawn = "10,20 30,40;50,60";
    let with = |extent, name: &str| match Story::agreement(2, extent, Vec::new()) {
        C::AgreeToPlan {
            plan,
            version,
            extent,
            open_items,
            words,
            read_it,
            may_change,
            ..
        } => C::AgreeToPlan {
            plan,
            version,
            extent,
            open_items,
            words,
            read_it,
            may_change,
            signed: name.to_owned(),
            drawn: Drawing::read(drawn).expect("a drawing"),
        },
        other => other,
    };
    for (extent, name, kept) in [
        (AgreementExtent::Whole, " はるか ", "はるか"),
        (AgreementExtent::Part, "", ""),
        (AgreementExtent::Later, "はるか", ""),
        (AgreementExtent::None, "はるか", ""),
    ] {
        let mut story = Story::until(Step::SecondVersion);
        story.her().did(with(extent, name));
        let plan = story.file().plan(PLAN).expect("written");
        let said = plan.agreement.as_ref().expect("said");
        assert_eq!(said.signed, kept);
        let yes = matches!(extent, AgreementExtent::Whole | AgreementExtent::Part);
        assert_eq!(said.is_signed(), yes, "drawn under a yes");
        let lines: Vec<_> = said.drawn.lines().collect();
        assert_eq!(lines.join(";"), if yes { drawn } else { "" });
    }
    let mut story = Story::until(Step::SecondVersion);
    let long = with(AgreementExtent::Whole, &"あ".repeat(201));
    assert_eq!(story.her().refused(long), Refusal::TextTooLong { max: 200 });
    assert!(
        story
            .file()
            .plan(PLAN)
            .expect("written")
            .agreement
            .is_none()
    );
}
