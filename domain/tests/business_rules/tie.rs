//! つながり (domain.md §§12.2, 12.3, 13): who is drawn around her, for whom, and whose words say how it is.

use std::collections::BTreeSet;

use domain::block::{BlockReason, BlockTarget};
use domain::case::Voice;
use domain::command::CaseCommand as C;
use domain::command::SHORT_TEXT;
use domain::form::InfoCategory;
use domain::id::{AgencyId, BlockId, ConsentId, TieId};
use domain::refusal::Refusal;
use domain::tie::{
    Kin, MOST_TIES, TieFlow, TieHow, TieKind, TieSide, TieStrength, TieTo, TieVoice,
};
use domain::view::tie::{TieNode, TiesView};
use proptest::prelude::*;
use uuid::Uuid;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

fn how(kind: TieKind) -> TieHow {
    TieHow {
        kind,
        strength: TieStrength::Much,
        flow: TieFlow::ToHer,
    }
}

fn id(n: u128) -> TieId {
    TieId(Uuid::from_u128(0x71E_0000 + n))
}

pub fn person(name: &str, relation: &str) -> TieTo {
    TieTo::Person {
        name: name.to_owned(),
        relation: relation.to_owned(),
    }
}

fn record(n: u128, side: TieSide, to: TieTo, kind: TieKind, words: &str) -> C {
    C::RecordTie {
        tie: id(n),
        side,
        to,
        how: how(kind),
        words: words.to_owned(),
    }
}

pub fn hers(n: u128, to: TieTo, kind: TieKind, words: &str) -> C {
    record(n, TieSide::Hers, to, kind, words)
}

fn workers(n: u128, to: TieTo, kind: TieKind, words: &str) -> C {
    record(n, TieSide::Worker, to, kind, words)
}

fn named<'a>(view: &'a TiesView, name: &str) -> Option<&'a TieNode> {
    let nodes = view.agencies.iter().chain(&view.people);
    nodes.into_iter().find(|node| node.name == name)
}

fn names(nodes: &[TieNode]) -> Vec<&str> {
    nodes.iter().map(|node| node.name.as_str()).collect()
}

/// After the first meeting: roles are divided, the shelter leads.
pub fn met() -> Story {
    Story::until(Step::Shared)
}

fn block(n: u128, target: BlockTarget) -> C {
    C::SetBlock {
        block: BlockId(Uuid::from_u128(n)),
        target,
        reason: BlockReason::Neighbour,
        alternative: None,
    }
}

#[test]
fn who_stands_around_her_follows_from_the_case_without_anybody_drawing_it() {
    let mut story = met();
    let view = story.as_("試験一子").ties().expect("in charge");
    assert_eq!(view.her, CALLED);
    let shown = names(&view.agencies);
    for agency in ["みほん市福祉課", "見本道立女性相談支援センター", AKARI_NAME]
    {
        assert!(shown.contains(&agency), "{agency}: {shown:?}");
    }
    assert_eq!(names(&view.people), ["見本 一花", "見本 二葉", "見本 某"]);
    assert!(
        view.agencies
            .iter()
            .chain(&view.people)
            .all(|node| node.lines.is_empty())
    );
    // Excluded by her and never in a role, the school is not there.
    assert!(named(&view, "架空小学校").is_none());
    let kin: Vec<_> = view
        .kin
        .iter()
        .map(|one| (one.kinship.kin, one.household))
        .collect();
    assert_eq!(
        kin,
        [
            (Kin::Partner, false),
            (Kin::Child, true),
            (Kin::Child, true)
        ],
        "older before younger"
    );
}

#[test]
fn her_words_and_a_workers_view_stand_beside_each_other() {
    let mut story = met();
    let akari = TieTo::Agency(AKARI);
    story.her().did(hers(
        1,
        akari.clone(),
        TieKind::Supporting,
        "夜も電話に出てくれる",
    ));
    story.as_("試験一子").did(workers(
        2,
        akari.clone(),
        TieKind::Weak,
        "引き継ぎのあと会えていない",
    ));
    let view = story.as_("試験一子").ties().expect("in charge");
    let node = named(&view, AKARI_NAME).expect("drawn");
    let sides: Vec<_> = node
        .lines
        .iter()
        .map(|l| (l.side, l.how.kind, l.by.as_str()))
        .collect();
    assert_eq!(
        sides,
        [
            (TieSide::Hers, TieKind::Supporting, "本人"),
            (TieSide::Worker, TieKind::Weak, "試験 一子")
        ]
    );
    // A second description of the same side takes the place of the first, and stays at its place.
    story
        .her()
        .did(hers(3, akari.clone(), TieKind::Stressful, ""));
    let ties = &story.file().ties;
    assert_eq!(
        (ties.len(), ties[0].how.kind, ties[1].id),
        (2, TieKind::Stressful, id(2))
    );
    assert_eq!(ties[0].by, TieVoice::Hers(Voice::Herself));
}

#[test]
fn a_workers_view_never_reaches_her_door_and_hers_does() {
    let mut story = met();
    story.as_("試験一子").did(workers(
        1,
        person("架空 まつ", "友人"),
        TieKind::Stressful,
        "お金を借りている",
    ));
    story
        .her()
        .did(hers(2, TieTo::Agency(AKARI), TieKind::Supporting, "すき"));
    let page = serde_json::to_string(&story.her().ties_page()).expect("written");
    for hidden in [
        "架空 まつ",
        "お金を借りている",
        "stressful",
        "見本 某",
        "夫",
        ADDRESS,
        SHELTER,
    ] {
        assert!(!page.contains(hidden), "{hidden} in {page}");
    }
    assert!(page.contains("すき") && page.contains("見本 一花") && page.contains(AKARI_NAME));
    let told = story.her().ties_page();
    let family: Vec<(Kin, &str, bool)> = told
        .family
        .iter()
        .map(|kin| {
            let name = told.people[kin.person].name.as_str();
            (kin.kinship.kin, name, kin.household)
        })
        .collect();
    assert_eq!(
        family,
        [
            (Kin::Child, "見本 一花", true),
            (Kin::Child, "見本 二葉", true)
        ],
        "her children, and nobody whom she did not name"
    );
    // Nobody but her adds the other party to her page.
    story
        .her()
        .did(hers(3, person("見本 某", "夫"), TieKind::Broken, ""));
    let page = story.her().ties_page();
    assert!(
        page.people
            .last()
            .is_some_and(|tie| tie.own && tie.name == "見本 某")
    );
}

#[test]
fn what_she_says_on_a_workers_tablet_is_hers_and_what_a_worker_wrote_down_says_so() {
    let mut story = met();
    story
        .her_with("試験一子")
        .did(hers(1, TieTo::Agency(CENTER), TieKind::Weak, ""));
    assert_eq!(story.file().ties[0].by, TieVoice::Hers(Voice::Herself));
    let by = story.id_of("試験一子");
    story.as_("試験一子").did(C::ChangeTie {
        tie: id(1),
        side: TieSide::Hers,
        how: how(TieKind::Supporting),
        words: "よく聞いてくれる".to_owned(),
    });
    assert_eq!(
        story.file().ties[0].by,
        TieVoice::Hers(Voice::ReadBack { by })
    );
    // Her voice is no way to a worker's view.
    let act = workers(2, TieTo::Agency(CENTER), TieKind::Weak, "");
    assert!(story.her().does(act.clone()).is_err());
    assert!(story.her_with("試験一子").does(act).is_err());
    // Nor is one side's word the other's to change or to take off.
    for act in [
        C::EndTie {
            tie: id(1),
            side: TieSide::Worker,
        },
        C::ChangeTie {
            tie: id(1),
            side: TieSide::Worker,
            how: how(TieKind::Weak),
            words: String::new(),
        },
    ] {
        assert_eq!(story.as_("試験一子").refused(act), Refusal::NotFound);
    }
    story.her().did(C::EndTie {
        tie: id(1),
        side: TieSide::Hers,
    });
    assert!(story.file().ties.is_empty());
}

#[test]
fn only_those_in_charge_draw_a_view_and_the_others_do_not_read_it() {
    let mut story = met();
    story.at("2026-05-19 14:00");
    let view = workers(1, TieTo::Agency(POLICE), TieKind::Weak, "連絡が少ない");
    for other in ["試験警", "試験児", "試験灯", "試験校", "試験市", "試験代表"] {
        assert!(story.as_(other).does(view.clone()).is_err(), "{other}");
    }
    story.as_("試験一子").did(view);
    for other in ["試験警", "試験児", "試験灯", "試験校", "試験市"] {
        let Ok(view) = story.as_(other).ties() else {
            continue;
        };
        let said = serde_json::to_string(&view).expect("written");
        assert!(
            !said.contains("連絡が少ない") && !said.contains("\"worker\""),
            "{other}: {said}"
        );
    }
}

#[test]
fn people_outside_the_readers_rights_are_absent_and_counted_nowhere() {
    let mut story = met();
    story.at("2026-05-19 14:00");
    story.her().did(hers(
        1,
        person("架空 まつ", "友人"),
        TieKind::Supporting,
        "おさななじみ",
    ));
    // Her consent lets the child guidance center know of her children, not of her family.
    let seen = story.as_("試験児").ties().expect("called");
    assert_eq!(names(&seen.people), ["見本 一花", "見本 二葉"]);
    let said = serde_json::to_string(&seen).expect("written");
    for hidden in ["架空 まつ", "おさななじみ", "見本 某", "相手方", NAME] {
        assert!(!said.contains(hidden), "{hidden} in {said}");
    }
    // 調整機関 by its office: the number, no people, no tree.
    story.at("2026-05-25 10:00");
    if let Ok(seen) = story.as_("試験調").ties() {
        assert!(seen.people.iter().all(|node| node.lines.is_empty()));
    }
    // A representative finds nothing at all (BR-050).
    assert!(matches!(story.as_("試験代表").ties(), Err(Stop::Hidden)));
}

#[test]
fn br_053_the_blocked_are_drawn_for_nobody_who_may_not_know() {
    let mut story = met();
    story.as_("試験一子").did(hers(
        1,
        TieTo::Agency(CHILD),
        TieKind::Stressful,
        "試験児さんがこわい",
    ));
    story
        .as_("試験一子")
        .did(hers(2, person("試験 隣", "近所の人"), TieKind::Broken, ""));
    let before = story.as_("試験灯").ties().expect("supports her");
    let child = "ひがし児童相談所（架空）";
    assert!(named(&before, child).is_some());
    story
        .as_("試験一子")
        .did(block(0xB10, BlockTarget::Agency(CHILD)));
    let neighbour = BlockTarget::Person(story.id_of("試験隣"));
    story.as_("試験一子").did(block(0xB11, neighbour));
    // Those in charge know of the block; it is marked.
    let view = story.as_("試験一子").ties().expect("in charge");
    assert!(named(&view, child).is_some_and(|node| node.barred));
    assert!(named(&view, "試験 隣").is_some());
    // For everybody else the picture is that of a case without them.
    for other in ["試験灯", "試験警", "試験市"] {
        let Ok(view) = story.as_(other).ties() else {
            continue;
        };
        let said = serde_json::to_string(&view).expect("written");
        for hidden in [child, "試験 隣", "試験隣", "試験児"] {
            assert!(!said.contains(hidden), "{other} reads {hidden}");
        }
    }
    assert!(matches!(story.as_("試験児").ties(), Err(Stop::Hidden)));
    // No paper carries them, not even that of those in charge.
    let paper = story.as_("試験一子").ties_paper(true).expect("prints");
    let said = serde_json::to_string(&paper).expect("written");
    for hidden in [child, "試験 隣", "試験児"] {
        assert!(!said.contains(hidden), "{hidden} on paper");
    }
    // She goes on saying what an agency is to her that she said something of before.
    let said = hers(3, TieTo::Agency(CHILD), TieKind::Broken, "");
    assert!(story.as_("試験一子").does(said.clone()).is_err());
    story.her().did(said);
    // And none is described anew; the answer is that for any agency that cannot be chosen.
    for agency in [CHILD, SCHOOL] {
        let act = workers(9, TieTo::Agency(agency), TieKind::Weak, "");
        assert_eq!(
            story.as_("試験一子").refused(act),
            Refusal::AgencyNotAvailable
        );
    }
}

#[test]
fn a_secret_agency_is_a_support_agency_to_those_who_may_not_know_the_place() {
    let mut story = met();
    story.her().did(hers(
        1,
        TieTo::Agency(AKARI),
        TieKind::Supporting,
        "あかりの灯さん",
    ));
    let words = "民間シェルター「あかり（架空）」で会う";
    story
        .her()
        .did(hers(2, TieTo::Agency(CENTER), TieKind::Weak, words));
    // From a worker's pen the name goes into no text that others read.
    let act = hers(3, TieTo::Agency(CITY), TieKind::Weak, words);
    assert_eq!(
        story.as_("試験一子").refused(act),
        Refusal::InquiryWouldTellThePlace
    );
    for other in ["試験警", "試験児", "試験市"] {
        story.at("2026-05-19 14:00");
        let view = story.as_(other).ties().expect("called");
        assert!(named(&view, "支援機関").is_some(), "{other}");
        let said = serde_json::to_string(&view).expect("written");
        assert!(
            !said.contains("あかり") && !said.contains(AKARI_WORKER),
            "{other}: {said}"
        );
    }
    let paper = story.as_("試験一子").ties_paper(true).expect("prints");
    let said = serde_json::to_string(&paper).expect("written");
    assert!(!said.contains("あかり"), "a paper has the cover for all");
}

#[test]
fn paper_has_the_code_and_relations_until_names_are_opened() {
    let mut story = met();
    story.her().did(hers(
        1,
        person("架空 まつ", "友人"),
        TieKind::Supporting,
        "ひみつの話",
    ));
    let paper = story.as_("試験一子").ties_paper(false).expect("prints");
    let said = serde_json::to_string(&paper).expect("written");
    for hidden in [
        CALLED,
        NAME,
        "一花",
        "二葉",
        "架空 まつ",
        "見本 某",
        "ひみつの話",
        ADDRESS,
        SHELTER,
        "架空小学校",
    ] {
        assert!(!said.contains(hidden), "{hidden} in {said}");
    }
    assert_eq!(paper.her, "K-R8-0001");
    assert_eq!(names(&paper.people), ["長女", "次女", "夫", "友人"]);
    assert!(!paper.names_open && paper.may_open_names);
    assert!(paper.people.iter().all(|node| node.to.is_none()));
    let open = story.as_("試験一子").ties_paper(true).expect("prints");
    let said = serde_json::to_string(&open).expect("written");
    assert!(open.names_open && said.contains("一花") && said.contains("架空 まつ"));
    for hidden in ["ひみつの話", ADDRESS, SHELTER] {
        assert!(!said.contains(hidden), "{hidden} with names open");
    }
    // Who may not print gets no paper.
    assert!(story.as_("試験代表").ties_paper(false).is_err());
}

#[test]
fn what_is_written_is_whole_and_tells_no_place() {
    let mut story = met();
    let unknown = TieTo::Agency(AgencyId(Uuid::from_u128(0xFE)));
    let long = "あ".repeat(SHORT_TEXT + 1);
    for (act, why) in [
        (
            workers(1, unknown, TieKind::Weak, ""),
            Refusal::AgencyUnknown,
        ),
        (
            workers(1, person(" ", "友人"), TieKind::Weak, ""),
            Refusal::TextMissing,
        ),
        (
            workers(1, person("まつ", "友人"), TieKind::Weak, &long),
            Refusal::TextTooLong { max: SHORT_TEXT },
        ),
        (
            hers(1, person(ADDRESS, ""), TieKind::Weak, ""),
            Refusal::InquiryWouldTellThePlace,
        ),
        (
            workers(
                1,
                person("まつ", ""),
                TieKind::Weak,
                &format!("{ADDRESS}の隣"),
            ),
            Refusal::InquiryWouldTellThePlace,
        ),
    ] {
        assert_eq!(story.as_("試験一子").refused(act.clone()), why, "{act:?}");
    }
    assert_eq!(
        story
            .her()
            .refused(hers(1, person(ADDRESS, ""), TieKind::Weak, "")),
        Refusal::InquiryWouldTellThePlace
    );
    // Her own words are taken to the letter.
    story
        .her()
        .did(hers(1, person("まつ", "友人"), TieKind::Weak, " そう。 "));
    assert_eq!(story.file().ties[0].words, " そう。 ");
    assert_eq!(
        story
            .as_("試験一子")
            .refused(workers(1, person("竹", ""), TieKind::Weak, "")),
        Refusal::IdTaken
    );
}

#[test]
fn a_case_has_so_many_ties_and_no_more() {
    let mut story = met();
    for n in 0..MOST_TIES as u128 {
        let to = person(&format!("人{n}"), "友人");
        story.as_("試験一子").did(workers(n, to, TieKind::Weak, ""));
    }
    let one_more = workers(900, person("もう一人", "友人"), TieKind::Weak, "");
    assert_eq!(
        story.as_("試験一子").refused(one_more.clone()),
        Refusal::TiesFull
    );
    // What is there can be said anew, and room can be made.
    story
        .as_("試験一子")
        .did(workers(901, person("人0", "友人"), TieKind::Stressful, ""));
    story.as_("試験一子").did(C::EndTie {
        tie: id(901),
        side: TieSide::Worker,
    });
    story.as_("試験一子").did(one_more);
}

#[test]
fn consent_that_ends_takes_the_picture_with_it() {
    let mut story = met();
    story.at("2026-05-19 14:00");
    assert!(
        !story
            .as_("試験児")
            .ties()
            .expect("called")
            .people
            .is_empty()
    );
    story.as_("試験一子").did(C::NarrowConsent {
        consent: SHARE,
        without_agencies: BTreeSet::new(),
        without_categories: BTreeSet::from([InfoCategory::Children]),
    });
    assert!(
        story
            .as_("試験児")
            .ties()
            .expect("called")
            .people
            .is_empty()
    );
    story.as_("試験一子").did(C::WithdrawConsent {
        consent: ConsentId(SHARE.0),
    });
    let left = story.as_("試験児").ties().map(|view| view.people.len());
    assert!(left.unwrap_or_default() == 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whoever is blocked, and whatever was typed: no byte of anybody's picture names them who may not
    /// know, and the pictures of those who see less are the same as without them.
    #[test]
    fn nobody_hidden_is_in_any_byte_of_the_picture(
        agency in 0_usize..6,
        kinds in proptest::collection::vec((0_usize..4, any::<bool>()), 1..6),
        person_too in any::<bool>(),
    ) {
        let agency = [POLICE, CHILD, CITIZENS, MAIN_OFFICE, OUTSIDE, AKARI][agency];
        let mut plain = met();
        plain.at("2026-05-19 14:00");
        let said = format!("{}と試験 隣に会った", plain.council.agencies[&agency].name);
        plain.her().did(hers(50, TieTo::Agency(CENTER), TieKind::Weak, &said));
        let mut blocked = plain.clone();
        let name = blocked.council.agencies[&agency].name.clone();
        for (n, (kind, own)) in (0..).zip(kinds) {
            let side = if own { TieSide::Hers } else { TieSide::Worker };
            let act = record(n, side, TieTo::Agency(agency), TieKind::ALL[kind], "試験 隣に会った");
            blocked.as_("試験一子").did(act);
            let neighbour = person("試験隣", "近所の人");
            blocked.as_("試験一子").did(record(100 + n, side, neighbour, TieKind::ALL[kind], ""));
        }
        blocked.as_("試験一子").did(block(0xB20, BlockTarget::Agency(agency)));
        let target = BlockTarget::Person(blocked.id_of("試験隣"));
        blocked.as_("試験一子").did(block(0xB21, target.clone()));
        plain.as_("試験一子").did(block(0xB20, BlockTarget::Agency(agency)));
        plain.as_("試験一子").did(block(0xB21, target));
        if person_too {
            // 緊急閲覧 reads everything of the case and still nobody who is blocked.
            let act = C::BreakGlass {
                opening: domain::id::BreakGlassId(Uuid::from_u128(0xB22)),
                reason: "夜間に連絡があり、安全をたしかめるために開きます".to_owned(),
                whereabouts: false,
            };
            let _ = blocked.as_("試験遠").does(act.clone());
            let _ = plain.as_("試験遠").does(act);
        }
        let people: Vec<String> = blocked.council.staff.values().map(|s| s.name.clone()).collect();
        for reader in people {
            let knows = blocked.as_(&reader).may(domain::access::Action::SeeCase).is_ok_and(|f| f.blocks);
            let (with, without) = (blocked.as_(&reader).ties(), plain.as_(&reader).ties());
            if knows {
                continue;
            }
            prop_assert_eq!(&with, &without, "{}", reader);
            let said = with.map(|view| serde_json::to_string(&view).expect("written"));
            let said = said.unwrap_or_default();
            prop_assert!(!said.contains(&name) && !said.contains("試験隣") && !said.contains("試験 隣"));
        }
    }
}
