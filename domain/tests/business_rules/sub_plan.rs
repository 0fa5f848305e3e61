//! BR-028: a plan with 家計 or 就労 → that worker is invited and a plan of its own attached.

use domain::command::CaseCommand as C;
use domain::id::AgencyId;
use domain::plan::SupportDomain;
use domain::refusal::Refusal;
use domain::sub_plan::SubPlanKind;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

const WORDS: &str = "家計簿を一緒につけ、六月に見直す";

fn attach(n: u128, kind: SubPlanKind, agency: AgencyId) -> C {
    C::AttachSubPlan {
        plan: PLAN,
        item: item(n),
        kind,
        agency,
        person: None,
        from: day("2026-05-25"),
        to: day("2026-08-31"),
        content: WORDS.to_owned(),
    }
}

#[test]
fn br_028_an_item_of_money_asks_for_its_own_plan_until_it_has_one() {
    let mut story = Story::until(Step::PlanShown);
    let wanted = story.as_("試験一子").plan_view(PLAN).expect("in charge");
    assert_eq!(wanted.sub_plans_wanted.len(), 1);
    assert_eq!(
        (
            wanted.sub_plans_wanted[0].item,
            wanted.sub_plans_wanted[0].kind
        ),
        (item(3), SubPlanKind::Household)
    );
    story
        .as_("試験一子")
        .did(attach(3, SubPlanKind::Household, CITY));
    let view = story.as_("試験一子").plan_view(PLAN).expect("in charge");
    assert_eq!(view.sub_plans_wanted, []);
    assert_eq!(view.sub_plans[0].content, WORDS);
    // Written again it is replaced, not doubled.
    story
        .as_("試験一子")
        .did(attach(3, SubPlanKind::Household, CITY));
    assert_eq!(story.file().sub_plans.len(), 1);
}

#[test]
fn br_028_an_item_without_such_a_service_asks_for_nothing_and_takes_no_such_plan() {
    let mut story = Story::until(Step::PlanShown);
    for (n, kind) in [
        (5, SubPlanKind::Household),
        (3, SubPlanKind::Work),
        (4, SubPlanKind::Facility),
    ] {
        assert_eq!(
            story.as_("試験一子").refused(attach(n, kind, CITY)),
            Refusal::SubPlanDoesNotFit
        );
    }
    assert!(SubPlanKind::Facility.fits(SupportDomain::Housing));
    assert_eq!(
        story
            .as_("試験一子")
            .refused(attach(9, SubPlanKind::Work, CITY)),
        Refusal::ItemUnknown
    );
}

#[test]
fn br_028_it_belongs_to_whom_carries_it_and_is_read_by_who_reads_the_item() {
    let mut story = Story::until(Step::Confirmed);
    // The agency of the item's plan writes it too, where her consent lets it read the item.
    story
        .as_("試験灯")
        .did(attach(1, SubPlanKind::Facility, AKARI));
    assert_eq!(
        story
            .as_("試験灯")
            .refused(attach(1, SubPlanKind::Facility, CITY)),
        Refusal::NotYourRole
    );
    let shown = |story: &mut Story, name: &str| {
        let view = story.as_(name).plan_view(PLAN);
        view.map(|view| view.sub_plans.len())
    };
    assert_eq!(shown(&mut story, "試験灯"), Ok(1));
    assert_eq!(shown(&mut story, "試験心"), Ok(1));
    let mut narrowed = story.clone();
    let share = narrowed.consent(domain::consent::ConsentKind::ShareToCaseReview);
    narrowed.her().did(C::NarrowConsent {
        consent: share,
        without_agencies: std::collections::BTreeSet::new(),
        without_categories: [domain::form::InfoCategory::Housing].into(),
    });
    assert_eq!(shown(&mut narrowed, "試験灯"), Ok(0));
    assert!(!narrowed.all_that_reaches("試験灯").contains(WORDS));
    // Whoever may not read the item learns nothing of it by writing either.
    assert_eq!(
        narrowed
            .as_("試験灯")
            .refused(attach(1, SubPlanKind::Facility, AKARI)),
        Refusal::ItemUnknown
    );
    assert_eq!(
        story
            .as_("試験遠")
            .does(attach(1, SubPlanKind::Facility, AKARI)),
        Err(Stop::Hidden)
    );
}

/// Two agencies may read the item; what one of them attached is the other's to read and no more.
#[test]
fn br_028_no_agency_writes_over_what_another_attached() {
    let story = Story::until(Step::Confirmed);
    let theirs = attach(1, SubPlanKind::Facility, CHILD);
    // Where there is none yet, whoever may read the item and carries it attaches it.
    story.clone().as_("試験児").did(theirs.clone());
    let mut story = story.clone();
    story
        .as_("試験灯")
        .did(attach(1, SubPlanKind::Facility, AKARI));
    assert_eq!(
        story.as_("試験児").refused(theirs.clone()),
        Refusal::NotYourRole
    );
    assert_eq!(story.file().sub_plans[0].agency, AKARI);
    // Its own it writes anew, and those in charge any.
    story
        .as_("試験灯")
        .did(attach(1, SubPlanKind::Facility, AKARI));
    story.as_("試験一子").did(theirs);
    assert_eq!(story.file().sub_plans.len(), 1);
}

#[test]
fn br_028_a_plan_of_its_own_has_an_agency_a_period_and_words() {
    let mut story = Story::until(Step::PlanShown);
    let with = |change: fn(&mut C)| {
        let mut act = attach(3, SubPlanKind::Household, CITY);
        change(&mut act);
        act
    };
    fn parts(act: &mut C) -> (&mut chrono::NaiveDate, &mut String, &mut AgencyId) {
        match act {
            C::AttachSubPlan {
                to,
                content,
                agency,
                ..
            } => (to, content, agency),
            _ => unreachable!("made above"),
        }
    }
    for (act, why) in [
        (
            with(|act| *parts(act).0 = day("2026-05-25")),
            Refusal::EndsBeforeItStarts,
        ),
        (with(|act| parts(act).1.clear()), Refusal::TextMissing),
        // She left the school out: it is no choice here.
        (
            with(|act| *parts(act).2 = SCHOOL),
            Refusal::AgencyNotAvailable,
        ),
    ] {
        assert_eq!(story.as_("試験一子").refused(act), why);
    }
}

#[test]
fn br_028_who_calls_a_meeting_is_told_whose_workers_the_plan_wants() {
    let mut story = Story::until(Step::Confirmed);
    let wanted = story
        .as_("試験調")
        .request_view(REQUEST)
        .map(|view| view.wanted);
    let names = |wanted: Vec<domain::view::AgencyRef>| {
        wanted.into_iter().map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(wanted.map(names), Ok(vec![CITY]));
    // Whom she does not want there is not named.
    let file = story.opened.as_mut().expect("open");
    file.plans[0].versions[1].items[2].agency = SCHOOL;
    let wanted = story
        .as_("試験調")
        .request_view(REQUEST)
        .map(|view| view.wanted);
    assert_eq!(wanted.map(names), Ok(vec![]));
}

#[test]
fn br_028_whose_plan_it_is_is_somebody_of_that_agency_who_is_not_kept_away() {
    let mut story = Story::until(Step::Confirmed);
    let with = |person| {
        let mut act = attach(3, SubPlanKind::Household, CITY);
        if let C::AttachSubPlan { person: who, .. } = &mut act {
            *who = Some(person);
        }
        act
    };
    let (police, beside) = (story.id_of("試験警"), story.id_of("試験隣"));
    assert_eq!(
        story.as_("試験一子").refused(with(police)),
        Refusal::StaffUnknown
    );
    story.clone().as_("試験一子").did(with(beside));
    story.as_("試験調").did(C::SetBlock {
        block: domain::id::BlockId(uuid::Uuid::from_u128(0xB0)),
        target: domain::block::BlockTarget::Person(beside),
        reason: domain::block::BlockReason::Neighbour,
        alternative: None,
    });
    assert_eq!(
        story.as_("試験一子").refused(with(beside)),
        Refusal::StaffUnknown
    );
}

#[test]
fn br_028_an_item_of_work_asks_for_its_plan_and_nobody_hears_of_an_item_she_or_he_may_not_read() {
    let mut story = Story::until(Step::Confirmed);
    let wanted = |story: &mut Story, name: &str| {
        let view = story.as_(name).plan_view(PLAN).expect("may read");
        let wanted = view.sub_plans_wanted.into_iter();
        wanted.map(|one| (one.item, one.kind)).collect::<Vec<_>>()
    };
    let money = (item(3), SubPlanKind::Household);
    assert_eq!(wanted(&mut story, "試験灯"), [money]);
    let share = story.consent(domain::consent::ConsentKind::ShareToCaseReview);
    story.her().did(C::NarrowConsent {
        consent: share,
        without_agencies: std::collections::BTreeSet::new(),
        without_categories: [domain::form::InfoCategory::Economic].into(),
    });
    assert_eq!(wanted(&mut story, "試験灯"), []);
    assert_eq!(wanted(&mut story, "試験一子"), [money]);
    let file = story.opened.as_mut().expect("open");
    file.plans[0].versions[1].items[4].domain = SupportDomain::Employment;
    let work = (item(5), SubPlanKind::Work);
    assert_eq!(wanted(&mut story, "試験一子"), [money, work]);
}
