//! BR-051, BR-052: これまでに渡した情報, out of what is recorded anyway.

use std::collections::BTreeSet;

use domain::break_glass::BreakGlass;
use domain::command::CaseCommand as C;
use domain::consent::Change;
use domain::form::InfoCategory::{self, *};
use domain::id::{AgencyId, BreakGlassId, InquiryId, RecordId};
use domain::inquiry::HerKnowledge;
use domain::meeting::{MeetingKind, SharingBasis};
use domain::tsunagi::{Desk, TsunagiWay};
use domain::view::given::{Given, GivenBasis, GivenLine, GivenTo, GivenWhat as W, Trace, Traced};
use uuid::Uuid;

use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

const HANDED: &str = "相談の経過の紙1枚";

fn hers(story: &Story, traces: &[Trace]) -> Given {
    Given::hers(story.file(), &story.council, traces, story.now)
}

fn name(story: &Story, agency: AgencyId) -> String {
    story.council.agencies[&agency].name.clone()
}

#[track_caller]
fn of(given: &Given, name: &str) -> GivenTo {
    let found = given.to.iter().find(|to| to.name == name);
    found.unwrap_or_else(|| panic!("{name}: {given:?}")).clone()
}

fn whats(to: &GivenTo) -> Vec<W> {
    to.lines.iter().map(|line| line.what.clone()).collect()
}

fn all_kinds() -> BTreeSet<InfoCategory> {
    BTreeSet::from([Harm, Health, Children, Housing, Economic])
}

fn opened(story: &Story, by: &str, time: &str) -> Trace {
    let by = story.person(by);
    Trace {
        agency: by.agency,
        at: instant(time),
        what: Traced::Opened { by: by.id },
    }
}

fn narrowing(agencies: &[AgencyId], categories: &[InfoCategory]) -> C {
    C::NarrowConsent {
        consent: SHARE,
        without_agencies: agencies.iter().copied().collect(),
        without_categories: categories.iter().copied().collect(),
    }
}

#[test]
fn br_052_the_list_says_to_whom_when_on_which_basis_and_of_which_kinds() {
    let story = Story::until(Step::Confirmed);
    let given = hers(&story, &[]);
    let police = of(&given, &name(&story, POLICE));
    assert!(police.open);
    let kind = MeetingKind::CaseReview;
    assert_eq!(
        whats(&police)[..2],
        [W::Talked(kind), W::Minutes(kind)],
        "{police:?}"
    );
    let day_of_talk = day("2026-05-19");
    let talked = GivenLine {
        on: day_of_talk,
        what: W::Talked(kind),
        basis: Some(GivenBasis::Consent {
            given_on: day("2026-05-12"),
        }),
        kinds: all_kinds(),
    };
    assert_eq!(police.lines[0], talked);
    // Of a plan an agency is told what is both in it and in her consent.
    let plan = police.lines.last().expect("the plan");
    assert!(matches!(plan.what, W::Plan { .. }), "{police:?}");
    assert!(plan.kinds.is_subset(&all_kinds()) && !plan.kinds.is_empty());
    // The Center had the request before it took charge; afterwards it keeps the record itself.
    let center = of(&given, &name(&story, CENTER));
    assert_eq!(whats(&center), [W::Request]);
    let names: Vec<&str> = given.to.iter().map(|to| to.name.as_str()).collect();
    assert!(!names.contains(&name(&story, SCHOOL).as_str()), "{names:?}");
}

#[test]
fn br_052_to_be_called_is_not_to_be_told() {
    let story = Story::until(Step::Convened);
    let given = hers(&story, &[]);
    let names: Vec<String> = given.to.iter().map(|to| to.name.clone()).collect();
    assert_eq!(names, [name(&story, CENTER)]);
}

#[test]
fn br_052_what_she_takes_back_stays_on_the_list_as_it_was() {
    let mut story = Story::until(Step::Shared);
    let before = of(&hers(&story, &[]), &name(&story, POLICE));
    story.at("2026-05-20 09:00");
    story.her().did(narrowing(&[POLICE, SCHOOL], &[Harm]));
    // What was never in it is not written down as taken off.
    let consent = story.file().consents.iter().find(|one| one.id == SHARE);
    let change = consent.expect("given").changes.last().expect("narrowed");
    assert_eq!(
        change.what,
        Change::Narrowed {
            without_agencies: BTreeSet::from([POLICE]),
            without_categories: BTreeSet::from([Harm]),
        }
    );
    let after = hers(&story, &[opened(&story, "試験警", "2026-05-20 10:00")]);
    let police = of(&after, &name(&story, POLICE));
    assert_eq!(police.lines, before.lines);
    assert!(!police.open);
    let child = of(&after, &name(&story, CHILD));
    assert!(child.open && child.lines[0].kinds.contains(&Harm));
    story.her().did(C::WithdrawConsent { consent: SHARE });
    let withdrawn = hers(&story, &[]);
    assert!(withdrawn.to.iter().all(|to| !to.open), "{withdrawn:?}");
    assert_eq!(of(&withdrawn, &name(&story, CHILD)).lines, child.lines);
}

#[test]
fn br_052_openings_are_told_by_agency_with_the_days_and_only_on_her_yes() {
    let mut story = Story::until(Step::Consented);
    let trace = |by, time| opened(&story, by, time);
    let traces = [
        trace("試験警", "2026-05-18 14:00"),
        trace("試験警", "2026-05-19 09:00"),
        trace("試験警", "2026-05-19 10:00"),
        // Before she agreed, and by an agency that keeps the record.
        trace("試験警", "2026-05-11 14:00"),
        trace("試験一子", "2026-05-19 10:00"),
    ];
    story.at("2026-05-20 09:00");
    let given = hers(&story, &traces);
    let police = of(&given, &name(&story, POLICE));
    let what = W::Opened {
        last: day("2026-05-19"),
        days: 2,
    };
    assert_eq!(whats(&police), [what]);
    assert_eq!(police.lines[0].on, day("2026-05-18"));
    assert_eq!(given.to.len(), 1, "{given:?}");
}

#[test]
fn br_054_an_urgent_opening_is_told_unless_two_people_recorded_danger() {
    let mut story = Story::until(Step::Consented);
    let asked_at = instant("2026-05-13 22:00");
    let by = story.id_of("試験警");
    let opening = |dangers: usize, reviewed| BreakGlass {
        id: BreakGlassId(Uuid::from_u128(0xB9)),
        by,
        reason: "今夜の安全を確かめるために開いた".to_owned(),
        whereabouts: false,
        asked_at,
        until: asked_at + domain::break_glass::LONGEST,
        confirmed: None,
        reviewed,
        danger_recorded_by: vec![by; dangers],
    };
    let seen = [opened(&story, "試験警", "2026-05-13 22:10")];
    story.at("2026-05-14 09:00");
    let reviewed = Some((story.id_of("試験調"), story.now));
    for (dangers, reviewed, time, told) in [
        (0, None, "2026-05-14 09:00", 1),
        (0, reviewed, "2026-05-14 09:00", 2),
        (0, None, "2026-05-19 09:00", 2),
        (1, reviewed, "2026-05-14 09:00", 2),
        (2, reviewed, "2026-05-19 09:00", 0),
    ] {
        story.at(time);
        let file = story.opened.as_mut().expect("open");
        file.break_glass = vec![opening(dangers, reviewed)];
        let given = hers(&story, &seen);
        let lines: usize = given.to.iter().map(|to| to.lines.len()).sum();
        assert_eq!(lines, told, "{dangers} {reviewed:?} {time}: {given:?}");
    }
}

#[test]
fn br_052_what_she_was_not_told_of_is_in_no_list_of_hers() {
    let ask = |her_knowledge| C::AskAgency {
        inquiry: InquiryId(Uuid::from_u128(0x2F)),
        agency: POLICE,
        what: "相談の記録があれば、日付を教えてください".to_owned(),
        purpose: "支援措置の申出の準備".to_owned(),
        due: day("2026-05-25"),
        basis: SharingBasis::OtherLaw {
            law: "児童虐待防止法6条".to_owned(),
        },
        her_knowledge,
    };
    let hand = |her_knowledge| C::RecordTsunagi {
        record: RecordId(Uuid::from_u128(0x3F)),
        way: TsunagiWay::Out,
        desk: Desk::Outside {
            kind: "女性相談支援センター".to_owned(),
            municipality: "ためし市".to_owned(),
        },
        on: day("2026-05-13"),
        her_knowledge,
        handed: HANDED.to_owned(),
        reason: "引っ越しの相談".to_owned(),
    };
    let silent = HerKnowledge::NotTold {
        reason: "相手方に知れるおそれがある".to_owned(),
    };
    for (knowledge, told) in [(HerKnowledge::Told, true), (silent, false)] {
        let mut story = Story::until(Step::Consented);
        story.at("2026-05-13 09:00");
        story.as_("試験一子").did(ask(knowledge.clone()));
        story.as_("試験一子").did(hand(knowledge));
        let given = hers(&story, &[]);
        assert_eq!(given.to.len(), if told { 2 } else { 0 }, "{given:?}");
        if told {
            let law = GivenBasis::Law("児童虐待防止法6条".to_owned());
            let police = of(&given, &name(&story, POLICE));
            assert_eq!(police.lines[0].basis, Some(law));
            let desk = of(&given, "ためし市 女性相談支援センター");
            let words = HANDED.to_owned();
            assert_eq!(whats(&desk), [W::Handed { words }]);
        }
    }
}

#[test]
fn a_secret_agency_has_its_name_at_her_door_and_its_cover_on_paper() {
    let story = Story::until(Step::Shared);
    of(&hers(&story, &[]), AKARI_NAME);
    let paper = |only: Option<&BTreeSet<AgencyId>>| {
        Given::on_paper(story.file(), &story.council, &[], only, story.now)
    };
    let whole = paper(None);
    of(&whole, "支援機関");
    let text = format!("{whole:?}");
    assert!(!text.contains("あかり") && !text.contains(AKARI_WORKER));
    let one = paper(Some(&BTreeSet::from([POLICE])));
    let names: Vec<String> = one.to.into_iter().map(|to| to.name).collect();
    assert_eq!(names, [name(&story, POLICE)]);
}
