//! 同意 and 誓約: their state follows from what was said, signed and from the day.

use domain::command::CaseCommand as C;
use domain::consent::{Answer, ConsentKind, ConsentScope};
use domain::council::{DutyHolderKind, Pledge};
use domain::form::InfoCategory;
use domain::id::ConsentId;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

fn asked(story: &mut Story, answer: Answer) -> C {
    let id = ConsentId(story.uuid());
    let scope = if answer == Answer::Given {
        share_scope()
    } else {
        ConsentScope::default()
    };
    until(
        consent(id, ConsentKind::ShareToCaseReview, answer, scope),
        "2026-08-31",
    )
}

/// What can be done about the consent that counts.
const DEEDS: [&str; 6] = [
    "given",
    "refused",
    "deferred",
    "narrowed",
    "withdrawn",
    "days pass",
];

fn doing(story: &mut Story, deed: &str) -> Result<(), Stop> {
    let newest = story
        .file()
        .consent(ConsentKind::ShareToCaseReview)
        .map(|consent| consent.id);
    let newest = newest.unwrap_or(SHARE);
    let act = match deed {
        "given" => asked(story, Answer::Given),
        "refused" => asked(story, Answer::Refused),
        "deferred" => asked(story, Answer::Deferred),
        "narrowed" => C::NarrowConsent {
            consent: newest,
            without_agencies: std::collections::BTreeSet::new(),
            without_categories: [InfoCategory::Economic].into(),
        },
        "withdrawn" => C::WithdrawConsent { consent: newest },
        _ => {
            story.at("2026-09-01 00:00");
            return Ok(());
        }
    };
    story.as_("試験一子").does(act).map(|_| ())
}

/// Ways into each state.
const PATHS: [(&str, &[&str]); 7] = [
    ("NotAsked", &[]),
    ("Given", &["given"]),
    ("Narrowed", &["given", "narrowed"]),
    ("Refused", &["refused"]),
    ("Deferred", &["deferred"]),
    ("Withdrawn", &["given", "withdrawn"]),
    ("Expired", &["given", "days pass"]),
];

fn status(story: &Story) -> String {
    let today = domain::calendar::jst_date(story.now);
    let kind = ConsentKind::ShareToCaseReview;
    format!("{:?}", story.file().consent_status(kind, today))
}

fn consents() -> String {
    let mut out = String::from("Consent (9.5): what becomes of the one that counts\n");
    for (state, path) in PATHS {
        let mut story = Story::until(Step::Protected);
        story.at("2026-05-12 14:00");
        path.iter()
            .for_each(|deed| doing(&mut story, deed).expect("the way into the state"));
        assert_eq!(status(&story), state);
        out += &format!("  {state}\n");
        for deed in DEEDS {
            let mut story = story.clone();
            if story.now < instant("2026-09-01 00:00") || deed != "given" {
                let answer = match doing(&mut story, deed) {
                    Ok(()) => format!("-> {}", status(&story)),
                    Err(Stop::Refused(refusal)) => format!("refused: {refusal:?}"),
                    Err(other) => format!("{other:?}"),
                };
                out += &format!("    {deed:<24} {answer}\n");
            }
        }
    }
    out.push('\n');
    out
}

fn pledges() -> String {
    let signed = |at: &str, version: Option<u16>| {
        let mut pledge = Pledge::sign(DutyHolderKind::PublicOrgan, instant(at));
        pledge.text_version = version.unwrap_or(pledge.text_version);
        pledge
    };
    let mut out =
        String::from("Pledge (9.8): one signed on 2026-05-08, and one of an older text\n");
    for (label, pledge) in [
        ("current text", signed("2026-05-08 09:00", None)),
        ("older text", signed("2026-05-08 09:00", Some(0))),
    ] {
        for on in ["2026-05-07", "2026-05-08", "2027-03-31", "2027-04-01"] {
            out += &format!("    {label:<14} {on}   {:?}\n", pledge.status(day(on)));
        }
    }
    out.push('\n');
    out
}

pub fn printed() -> String {
    consents() + &pledges()
}

#[test]
fn silence_is_no_consent_and_only_a_yes_is_in_force() {
    for (state, path) in PATHS {
        let mut story = Story::until(Step::Protected);
        story.at("2026-05-12 14:00");
        path.iter()
            .for_each(|deed| doing(&mut story, deed).expect("the way into the state"));
        let today = domain::calendar::jst_date(story.now);
        let shared = story.file().shared_with(POLICE, today);
        let in_force = matches!(state, "Given" | "Narrowed");
        assert_eq!(!shared.is_empty(), in_force, "{state}");
    }
}

#[test]
fn leaving_the_post_ends_access_and_not_the_pledge() {
    let mut story = Story::until(Step::Accepted);
    let id = story.id_of("試験一子");
    let act = domain::command::CouncilCommand::EndPost {
        staff: id,
        until: day("2026-05-31"),
    };
    story
        .as_("試験調")
        .does_for_council(act)
        .expect("the officer");
    story.at("2026-05-31 23:59");
    assert!(story.as_("試験一子").case_view().is_ok());
    story.at("2026-06-01 00:00");
    assert_eq!(story.as_("試験一子").case_view().err(), Some(Stop::Hidden));
    assert_eq!(story.person("試験一子").pledges.len(), 1);
}
