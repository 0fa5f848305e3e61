//! 法15条1項, domain.md §§5.1, 16.1: who holds the council, what its own text may say, where an agency works.

use domain::area::Area;
use domain::command::{Actor, CouncilCommand as C};
use domain::council::{
    ConsentRule, Council, CouncilPolicy, Municipality, PolicyConflict, PolicyProfile, SharingRule,
    municipalities_with_a_council,
};
use domain::handle::handle_council;
use domain::language::Language;
use domain::refusal::Refusal;

use crate::hall::Hall;
use crate::world::*;

const NOW: &str = "2026-06-01 09:00";

fn does(council: &mut Council, command: C) -> Option<Refusal> {
    let actor = Actor::Staff(staff_named(council, "試験調").id);
    match handle_council(council, actor, &command, instant(NOW)) {
        Ok(events) => {
            for event in &events {
                council.apply(event);
            }
            None
        }
        Err(refusal) => Some(refusal),
    }
}

fn holder(code: &str, name: &str, from: Option<&str>, until: Option<&str>) -> Municipality {
    Municipality {
        area: area(code, name),
        from: from.map(day),
        until: until.map(day),
    }
}

fn set(council: &mut Council, municipality: Municipality) -> Option<Refusal> {
    does(council, C::SetMunicipality { municipality })
}

#[test]
fn a_language_stands_alone_once_somebody_has_checked_it() {
    let mut council = council();
    let check = |language, by: &str| C::CheckLanguage {
        language,
        by: by.to_owned(),
    };
    assert!(!council.has_checked(Language::Vietnamese));
    assert!(council.has_checked(Language::Easy));
    let nobody = does(&mut council, check(Language::Vietnamese, " "));
    assert_eq!(nobody, Some(Refusal::TextMissing));
    let base = does(&mut council, check(Language::Easy, "試験係"));
    assert_eq!(base, Some(Refusal::NotFound));
    let read = check(Language::Vietnamese, "国際交流協会の通訳者");
    assert_eq!(does(&mut council, read), None);
    assert!(council.has_checked(Language::Vietnamese));
    assert!(!council.has_checked(Language::Thai));
    let again = |language| C::UncheckLanguage { language };
    let never = does(&mut council, again(Language::Thai));
    assert_eq!(never, Some(Refusal::NotFound));
    assert_eq!(does(&mut council, again(Language::Vietnamese)), None);
    assert!(!council.has_checked(Language::Vietnamese));
}

/// みほん市 since the founding, ためし市 since April 2026.
fn joint() -> Council {
    let mut council = council();
    let founder = Municipality::founder(area("992011", "みほん市"));
    council.municipalities = vec![founder];
    let more = holder("992020", "ためし市", Some("2026-04-01"), None);
    assert_eq!(set(&mut council, more), None);
    council
}

#[test]
fn indicator_six_counts_each_member_of_a_joint_council() {
    let joint = joint();
    let count = |councils: &[Council], on: &str| municipalities_with_a_council(councils, day(on));
    assert_eq!(count(std::slice::from_ref(&joint), "2027-03-31"), 2);
    // Before the second one came; a council that nobody holds; two councils with a member in common.
    assert_eq!(count(std::slice::from_ref(&joint), "2026-03-31"), 1);
    assert_eq!(count(&[council()], "2027-03-31"), 0);
    let mut other = council();
    other.municipalities = vec![
        Municipality::founder(area("992011", "みほん市")),
        Municipality::founder(area("993018", "例示町")),
        // A prefecture is no 区市町村.
        Municipality::founder(area("990001", "見本道")),
    ];
    assert_eq!(count(&[joint, other], "2027-03-31"), 3);
}

#[test]
fn who_holds_it_is_dated_and_said_in_one_line() {
    let mut council = joint();
    assert_eq!(council.held_by(day("2026-03-31")), "みほん市");
    assert_eq!(
        council.held_by(day("2026-04-01")),
        "みほん市・ためし市（共同設置）"
    );
    let leaves = holder("992020", "ためし市", Some("2026-04-01"), Some("2026-09-30"));
    assert_eq!(set(&mut council, leaves), None);
    assert_eq!(council.municipalities.len(), 2, "the same line");
    assert_eq!(
        council.held_by(day("2026-09-30")),
        "みほん市・ためし市（共同設置）"
    );
    assert_eq!(council.held_by(day("2026-10-01")), "みほん市");
    let again = holder("992020", "ためし市", Some("2027-04-01"), None);
    assert_eq!(set(&mut council, again), None, "it comes back");
    assert_eq!(
        municipalities_with_a_council([&council], day("2027-04-01")),
        2
    );
}

#[test]
fn nobody_holds_it_twice_at_once_and_somebody_always_does() {
    let mut council = joint();
    let twice = holder("992020", "ためし市", Some("2026-08-01"), None);
    assert_eq!(set(&mut council, twice), Some(Refusal::MunicipalityKnown));
    let before = holder("992020", "ためし市", Some("2026-01-01"), Some("2026-04-01"));
    assert_eq!(set(&mut council, before), Some(Refusal::MunicipalityKnown));
    let ends = |code: &str, name: &str, from| holder(code, name, from, Some("2027-03-31"));
    assert_eq!(set(&mut council, ends("992011", "みほん市", None)), None);
    assert_eq!(
        set(&mut council, ends("992020", "ためし市", Some("2026-04-01"))),
        Some(Refusal::LastMunicipality)
    );
    let backwards = holder("992038", "れいじ市", Some("2026-04-01"), Some("2026-03-31"));
    assert_eq!(set(&mut council, backwards), Some(Refusal::PeriodMissing));
    let undated = holder("992038", "れいじ市", None, None);
    assert_eq!(set(&mut council, undated), Some(Refusal::PeriodMissing));
    let nameless = holder("992038", " ", Some("2026-04-01"), None);
    assert!(set(&mut council, nameless).is_some());
    let right = holder("992038", "れいじ市", Some("2026-04-01"), None);
    assert_eq!(set(&mut council, right), None);
}

#[test]
fn a_council_stored_with_codes_alone_still_opens() {
    let mut council = council();
    council.municipalities = vec![Municipality::founder(area("992011", "みほん市"))];
    let mut stored = serde_json::to_value(&council).expect("written");
    stored["municipalities"] = serde_json::json!(["992011"]);
    let agencies = stored["agencies"].as_object_mut().expect("agencies");
    for agency in agencies.values_mut() {
        let fields = agency.as_object_mut().expect("an agency");
        fields.remove("area").expect("a new field");
    }
    stored["policy"]
        .as_object_mut()
        .expect("a policy")
        .remove("own_text")
        .expect("a new field");
    let read: Council = serde_json::from_value(stored).expect("still read");
    assert_eq!(read.held_by(day("2026-04-01")), "99201-1");
    assert_eq!(municipalities_with_a_council([&read], day("2026-04-01")), 1);
    let written = serde_json::to_string(&council).expect("written");
    let again: Council = serde_json::from_str(&written).expect("read");
    assert_eq!(again, council);
}

type Change = fn(&mut CouncilPolicy);

fn own(change: impl Fn(&mut CouncilPolicy)) -> CouncilPolicy {
    let mut policy = CouncilPolicy {
        profile: PolicyProfile::Own,
        ..CouncilPolicy::strict()
    };
    change(&mut policy);
    policy
}

#[test]
fn another_rule_than_the_two_texts_needs_the_councils_own_text_named() {
    let other_rules: [Change; 3] = [
        |policy| policy.consent_to_hold = ConsentRule::NotRequired,
        |policy| policy.consent_to_share = SharingRule::StatutoryBasisAllowed,
        |policy| policy.open = true,
    ];
    assert_eq!(own(|_| ()).check(), Ok(()), "the same rules need no text");
    for change in other_rules {
        let unnamed = own(change);
        assert_eq!(unnamed.check(), Err(PolicyConflict::OwnTextMissing));
        let mut council = council();
        let refused = does(&mut council, C::SetPolicy { policy: unnamed });
        let conflict = PolicyConflict::OwnTextMissing;
        assert_eq!(refused, Some(Refusal::Policy { conflict }));
        assert_eq!(council.policy, CouncilPolicy::strict());
        let named = own(|policy| {
            change(policy);
            policy.own_text = "みほん市支援調整会議設置要綱 第6条".to_owned();
        });
        let policy = named.clone();
        assert_eq!(does(&mut council, C::SetPolicy { policy }), None);
        assert_eq!(council.policy, named);
        // A name does not loosen what 開催要領 and 実施要綱 fix.
        let fixed = CouncilPolicy {
            profile: PolicyProfile::HokkaidoAndModel,
            ..named
        };
        assert!(fixed.check().is_err());
    }
}

#[test]
fn a_policy_leaves_a_tier_and_days_that_can_be_kept() {
    let cases: [(Change, PolicyConflict); 4] = [
        (|policy| policy.tiers.clear(), PolicyConflict::NoTier),
        (
            |policy| policy.notice_working_days = 0,
            PolicyConflict::FigureOutOfReach,
        ),
        (
            |policy| policy.report_working_days = 31,
            PolicyConflict::FigureOutOfReach,
        ),
        (
            |policy| policy.posthoc_share_percent = 101,
            PolicyConflict::FigureOutOfReach,
        ),
    ];
    for (change, conflict) in cases {
        assert_eq!(own(change).check(), Err(conflict));
    }
    let kept = own(|policy| {
        policy.notice_working_days = 30;
        policy.posthoc_share_percent = 100;
    });
    assert_eq!(kept.check(), Ok(()));
}

#[test]
fn an_agency_whose_place_is_secret_has_no_area() {
    let mut council = council();
    let place = |agency, area: Option<Area>| C::SetAgencyArea { agency, area };
    let tameshi = || Some(area("992020", "ためし市"));
    assert_eq!(
        does(&mut council, place(AKARI, tameshi())),
        Some(Refusal::AreaTellsThePlace)
    );
    assert_eq!(does(&mut council, place(CHILD, tameshi())), None);
    assert_eq!(council.agencies[&CHILD].told_area(), tameshi().as_ref());
    assert_eq!(does(&mut council, place(CHILD, None)), None);
    assert_eq!(council.agencies[&CHILD].area, None);
    let nameless = place(CHILD, Some(area("992020", "")));
    assert!(does(&mut council, nameless).is_some());
    // Neither as a new agency nor as one that becomes secret.
    let mut agency = council.agencies[&CITY].clone();
    assert!(agency.area.is_some());
    agency.secret = true;
    let becomes = C::ChangeAgency {
        agency: agency.clone(),
    };
    assert_eq!(
        does(&mut council, becomes),
        Some(Refusal::AreaTellsThePlace)
    );
    agency.id = domain::id::AgencyId(uuid::Uuid::from_u128(0xAF));
    assert_eq!(
        does(&mut council, C::AddAgency { agency }),
        Some(Refusal::AreaTellsThePlace)
    );
}

#[test]
fn the_year_says_who_held_it_on_its_last_day() {
    let mut hall = Hall::new();
    hall.council.municipalities = joint().municipalities;
    let leaves = holder("992020", "ためし市", Some("2026-04-01"), Some("2026-09-30"));
    assert_eq!(set(&mut hall.council, leaves), None);
    let held_by = |hall: &Hall, year| hall.year("試験調", year).held_by;
    assert_eq!(held_by(&hall, 2025), "みほん市");
    assert_eq!(
        held_by(&hall, 2026),
        "みほん市・ためし市（共同設置）",
        "so far"
    );
    hall.at("2027-05-01 09:00");
    assert_eq!(held_by(&hall, 2026), "みほん市");
}
