//! 1.1–1.3, 1.12: intake, protection from its beginning to its end, the place.

use std::collections::BTreeSet;

use domain::access::{Action, DenyReason};
use domain::case::CaseStatus;
use domain::command::CaseCommand as C;
use domain::consent::{Answer, ConsentKind, ConsentScope};
use domain::form::intake::key as intake;
use domain::id::ConsentId;
use domain::protection::{ProtectionMode, ProtectionStatus};
use domain::refusal::Refusal;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

#[test]
fn the_case_is_accepted_with_its_number_day_and_ages() {
    let mut story = Story::until(Step::Accepted);
    let file = story.file();
    assert_eq!(file.no, "K-R8-0001");
    assert_eq!(file.status, CaseStatus::Accepted);
    assert_eq!(file.accepted_on, day("2026-05-08"));
    let seen = story.as_("試験一子").case_view().expect("in charge");
    assert_eq!(seen.called_name.as_deref(), Some(CALLED));
    assert_eq!(seen.age.as_deref(), Some("35歳"));
    assert_eq!(seen.family.len(), 2);
}

#[test]
fn whereabouts_leave_the_case_at_once() {
    let story = Story::until(Step::Accepted);
    let file = serde_json::to_string(story.file()).expect("written");
    for secret in [
        ADDRESS,
        "なし（電話は切ったまま）",
        "架空小学校",
        "ためし保育所",
    ] {
        assert!(!file.contains(secret), "{secret} is in the case");
    }
    assert_eq!(story.place.intake.text(intake::ADDRESS), ADDRESS);
    assert_eq!(
        story.file().place_knowers,
        BTreeSet::from([story.id_of("試験一子")])
    );
}

#[test]
fn her_own_yes_comes_first() {
    let mut story = Story::until(Step::Accepted);
    story.as_("試験一子").did(C::ConsiderProtection {
        protection: PROTECTION,
    });
    let act = C::RequestProtection {
        protection: PROTECTION,
    };
    assert_eq!(
        story.as_("試験一子").refused(act.clone()),
        Refusal::ProtectionConsentMissing
    );
    let id = ConsentId(story.uuid());
    let no = consent(
        id,
        ConsentKind::Protection,
        Answer::Refused,
        ConsentScope::default(),
    );
    story.as_("試験一子").did(no);
    assert_eq!(
        story.as_("試験一子").refused(act),
        Refusal::ProtectionConsentMissing
    );
    // Taken back after the request: neither decided nor begun.
    let mut story = Story::until(Step::Accepted);
    story.yes_to_protection();
    story.ask_for_protection();
    let yes = story.consent(ConsentKind::Protection);
    let mut changed = story.clone();
    changed.her().did(C::WithdrawConsent { consent: yes });
    let refusal = changed.as_("試験調").refused(Story::decide_protection());
    assert_eq!(refusal, Refusal::ProtectionConsentMissing);
    story.as_("試験調").did(Story::decide_protection());
    story.her().did(C::WithdrawConsent { consent: yes });
    let start = story.start_protection();
    assert_eq!(
        story.as_("試験心").refused(start),
        Refusal::ProtectionConsentMissing
    );
}

#[test]
fn the_center_decides_and_only_once_it_was_asked() {
    let mut story = Story::until(Step::Accepted);
    story.yes_to_protection();
    story.as_("試験一子").did(C::ConsiderProtection {
        protection: PROTECTION,
    });
    // The Center does not know the case yet; the officer of the 調整機関 sees it, and may not.
    assert_eq!(
        story.as_("試験所長").does(Story::decide_protection()),
        Err(Stop::Hidden)
    );
    let told = Err(Stop::Told(DenyReason::NotYourRole));
    assert_eq!(story.as_("試験調").does(Story::decide_protection()), told);
    story.as_("試験一子").did(C::RequestProtection {
        protection: PROTECTION,
    });
    assert_eq!(story.as_("試験一子").does(Story::decide_protection()), told);
    assert_eq!(story.as_("試験心").does(Story::decide_protection()), told);
    for name in ["試験調", "試験所長", "試験代理"] {
        let mut story = story.clone();
        story.at("2026-05-10 08:00");
        story.as_(name).did(Story::decide_protection());
    }
}

#[test]
fn a_grant_needs_a_ground_and_a_mode_and_a_no_needs_something_else() {
    let mut story = Story::until(Step::Accepted);
    story.yes_to_protection();
    story.ask_for_protection();
    let decide = |grant, ground, mode, alternative: &str| C::DecideProtection {
        protection: PROTECTION,
        grant,
        ground,
        mode,
        alternative: alternative.to_owned(),
    };
    let ground = Some(domain::protection::ProtectionGround::SpousalViolence);
    for (act, refusal) in [
        (
            decide(true, None, Some(ProtectionMode::Direct), ""),
            Refusal::ProtectionGroundMissing,
        ),
        (
            decide(true, ground, None, ""),
            Refusal::ProtectionModeMissing,
        ),
        (decide(false, None, None, " "), Refusal::AlternativeMissing),
    ] {
        assert_eq!(story.as_("試験調").refused(act), refusal);
    }
}

#[test]
fn the_place_is_for_the_list_and_in_no_view_at_all() {
    let mut story = Story::until(Step::Confirmed);
    assert_eq!(story.file().place_knowers, knowers(&story.council));
    let names: Vec<String> = story
        .council
        .staff
        .values()
        .map(|s| s.name.clone())
        .collect();
    for name in &names {
        let listed = story.file().place_knowers.contains(&story.id_of(name));
        let opens = story.as_(name).may(Action::SeeWhereabouts);
        assert_eq!(
            opens.is_ok_and(|fields| fields.whereabouts),
            listed,
            "{name}"
        );
        // Those on the list open it with a reason each time; no page carries it by itself.
        let text = story.all_that_reaches(name);
        for secret in [
            SHELTER,
            "保護所",
            ADDRESS,
            "架空町",
            "なし（電話は切ったまま）",
        ] {
            assert!(!text.contains(secret), "{name} reads {secret}");
        }
        if !listed {
            assert!(!text.contains(SAFETY_PLAN), "{name}");
        }
    }
    let page = serde_json::to_string(&story.her().page()).expect("written");
    assert!(!page.contains(SHELTER) && !page.contains(ADDRESS) && !page.contains(SAFETY_PLAN));
}

#[test]
fn the_paper_prints_the_address_only_for_the_listed_who_open_it() {
    let mut story = Story::until(Step::Requested);
    let address = |story: &mut Story, name: &str, open| {
        story
            .as_(name)
            .sheet(REQUEST, open)
            .expect("may print")
            .upper["address"]
            .clone()
    };
    assert_eq!(address(&mut story, "試験一子", false), "非開示");
    assert_eq!(address(&mut story, "試験一子", true), ADDRESS);
    assert_eq!(address(&mut story, "試験隣", true), "非開示");
    story.at("2026-05-14 09:00");
    assert_eq!(address(&mut story, "試験所長", true), ADDRESS);
    assert_eq!(address(&mut story, "試験代理", true), "非開示");
}

#[test]
fn only_the_list_changes_the_list_and_no_left_out_agency_comes_onto_it() {
    let mut story = Story::until(Step::Consented);
    let mut more = knowers(&story.council);
    more.insert(story.id_of("試験灯"));
    let act = C::NamePlaceKnowers { knowers: more };
    assert!(story.as_("試験隣").does(act.clone()).is_err());
    story.as_("試験一子").did(act);
    assert!(story.as_("試験灯").may(Action::SeeWhereabouts).is_ok());
    let school = BTreeSet::from([story.id_of("試験一子"), story.id_of("試験校")]);
    let act = C::NamePlaceKnowers { knowers: school };
    assert_eq!(
        story.as_("試験一子").refused(act),
        Refusal::AgencyNotInScope
    );
    let act = C::NamePlaceKnowers {
        knowers: BTreeSet::new(),
    };
    assert_eq!(story.as_("試験一子").refused(act), Refusal::KnowersMissing);
}

#[test]
fn titles_and_cards_carry_no_word_of_a_shelter() {
    let mut story = Story::until(Step::Protected);
    for name in ["試験隣", "試験代理", "試験所長", "試験調"] {
        let text = story.all_that_reaches(name);
        assert!(
            !text.contains("シェルター") && !text.contains("保護所"),
            "{name}"
        );
    }
}

#[test]
fn the_workers_view_never_reaches_her() {
    let mut story = Story::until(Step::Confirmed);
    assert!(story.all_that_reaches("試験一子").contains(WORKERS_VIEW));
    let page = serde_json::to_string(&story.her().page()).expect("written");
    assert!(!page.contains(WORKERS_VIEW));
    let fields = story.her().may(Action::SeePlan).expect("hers");
    assert!(!fields.worker_view && !fields.blocks && !fields.whereabouts);
    let fields = story
        .her_with("試験一子")
        .may(Action::SeePlan)
        .expect("hers");
    assert!(!fields.worker_view && !fields.blocks && !fields.whereabouts);
}

#[test]
fn the_end_of_protection_returns_the_case_to_support() {
    let mut story = Story::until(Step::Confirmed);
    story.at("2026-06-05 10:00");
    assert_eq!(story.file().status, CaseStatus::UnderProtection);
    story.as_("試験心").did(Story::end_protection());
    assert_eq!(story.file().status, CaseStatus::Supporting);
    let protection = story.file().protection(PROTECTION).expect("known");
    assert_eq!(protection.status, ProtectionStatus::Ended);
    assert_eq!(protection.ended_at, Some(instant("2026-06-05 10:00")));
    assert!(!story.file().in_protection());
}
