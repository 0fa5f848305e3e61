//! 家族図: where the words of the form place somebody, and who is left out of it: nobody.

use domain::command::CaseCommand as C;
use domain::form::{FamilyEntry, Value};
use domain::tie::{Kin, Kinship, Shape};

use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

#[test]
fn a_family_word_finds_its_place_in_the_tree_or_none() {
    for (word, kin, shape, former) in [
        ("長女", Kin::Child, Shape::Woman, false),
        ("次男", Kin::Child, Shape::Man, false),
        ("子", Kin::Child, Shape::Unsaid, false),
        ("息子", Kin::Child, Shape::Man, false),
        ("母", Kin::Parent, Shape::Woman, false),
        ("義父", Kin::ParentInLaw, Shape::Man, false),
        ("夫の母", Kin::ParentInLaw, Shape::Woman, false),
        ("祖母（母方）", Kin::Grandparent, Shape::Woman, false),
        ("妹", Kin::Sibling, Shape::Woman, false),
        ("元夫", Kin::Partner, Shape::Man, true),
        ("交際相手", Kin::Partner, Shape::Unsaid, false),
        ("孫", Kin::Grandchild, Shape::Unsaid, false),
        ("いとこ", Kin::Other, Shape::Unsaid, false),
        ("母の交際相手", Kin::Other, Shape::Unsaid, false),
        ("", Kin::Other, Shape::Unsaid, false),
    ] {
        assert_eq!(
            Kinship::read(word),
            Kinship { kin, shape, former },
            "{word}"
        );
    }
}

#[test]
fn a_birth_date_that_nobody_knows_is_no_reason_to_be_left_out() {
    let mut story = Story::until(Step::Accepted);
    let mut form = intake_form(story.id_of("試験一子"));
    let entry = |name: &str, birth: Option<&str>, relation: &str| FamilyEntry {
        name: name.to_owned(),
        birth: birth.map(day),
        relation: relation.to_owned(),
        ..FamilyEntry::default()
    };
    let family = vec![
        entry("架空 三葉", None, "三女"),
        entry("見本 二葉", Some("2022-12-01"), "次女"),
        entry("見本 一花", Some("2016-09-12"), "長女"),
    ];
    form.set("family", Value::People(family));
    let seen = story.whole_intake();
    story.as_("試験一子").did(C::CorrectIntake { form, seen });
    let view = story.as_("試験一子").ties().expect("in charge");
    let kin: Vec<_> = view
        .kin
        .iter()
        .map(|one| (one.name.as_str(), one.age.as_deref()))
        .collect();
    assert_eq!(
        kin[1..],
        [
            ("見本 一花", Some("9歳")),
            ("見本 二葉", Some("3歳")),
            ("架空 三葉", None)
        ]
    );
}
