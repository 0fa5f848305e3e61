//! What her case learns of a 支援会議, and when (BR-051).

use std::collections::BTreeSet;

use domain::command::{Actor, CaseCommand};
use domain::consent::{Answer, ConsentKind};
use domain::council::AgencyKind;
use domain::event::{CaseEvent, Happened};
use domain::handle::tell_of_conference;
use domain::id::{ConferenceId, ConsentId};
use domain::refusal::Refusal;

use crate::item::{DAY, ITEM, Items};
use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

fn tells(story: &mut Story, withheld: Option<&str>) -> Result<(), Refusal> {
    tells_of(story, Items::shared(), withheld)
}

fn tells_of(
    story: &mut Story,
    (items, conference): (Items, ConferenceId),
    withheld: Option<&str>,
) -> Result<(), Refusal> {
    let of = (&items.matters[&ITEM], &items.hall.conferences[&conference]);
    let actor = Actor::Staff(story.id_of("試験一子"));
    let ctx = story.context(actor);
    let events = tell_of_conference(story.file(), of, withheld, &ctx)?;
    let now = story.now;
    for what in events {
        let happened = Happened {
            by: actor,
            at: now,
            what,
        };
        story.opened.as_mut().expect("open").apply(&happened);
    }
    Ok(())
}

#[test]
fn br_051_what_was_not_talked_about_yet_is_not_told() {
    let mut story = Story::until(Step::Consented);
    for unheld in [Items::raised(), Items::running()] {
        let early = tells_of(&mut story, unheld, None);
        assert_eq!(early, Err(Refusal::ItemNotOver));
    }
    assert!(story.her().page().told.is_empty());
}

#[test]
fn br_051_after_her_yes_her_case_learns_the_fact_and_nothing_else() {
    let mut story = Story::until(Step::Consented);
    tells(&mut story, None).expect("she has agreed");
    let page = story.her().page();
    assert_eq!(page.told.len(), 1);
    assert_eq!(page.told[0].on, day(DAY));
    assert_eq!(
        page.told[0].kinds,
        BTreeSet::from([
            AgencyKind::WomensCenter,
            AgencyKind::WelfareOffice,
            AgencyKind::Police
        ])
    );
    // What she has read is not taken back.
    let again = tells(&mut story, Some("安全のため"));
    assert_eq!(again, Err(Refusal::IdTaken));
}

#[test]
fn br_051_withheld_for_her_safety_it_is_absent_from_her_page() {
    let mut story = Story::until(Step::Consented);
    assert_eq!(tells(&mut story, Some(" ")), Err(Refusal::ReasonMissing));
    tells(&mut story, Some("同じ家に住む人が画面を見るおそれ")).expect("with a reason");
    assert!(story.her().page().told.is_empty());
    assert_eq!(story.file().told.len(), 1);
    // Those who keep the record read why; who sees only a part of it reads nothing.
    let kept = story.as_("試験一子").case_view().expect("in charge").told;
    let why = kept[0].withheld.as_deref();
    assert_eq!(why, Some("同じ家に住む人が画面を見るおそれ"));
    let center = story
        .as_("試験調")
        .case_view()
        .expect("finds the case")
        .told;
    assert!(center.is_empty());
    // Once it is safe she is told.
    tells(&mut story, None).expect("later");
    assert_eq!(story.her().page().told.len(), 1);
}

#[test]
fn br_051_without_her_yes_no_case_learns_of_it() {
    let mut story = Story::until(Step::Protected);
    assert_eq!(tells(&mut story, None), Err(Refusal::SharingConsentMissing));
    let mut withdrawn = Story::until(Step::Consented);
    withdrawn
        .as_("試験一子")
        .does(CaseCommand::WithdrawConsent { consent: SHARE })
        .expect("she takes it back");
    assert_eq!(
        tells(&mut withdrawn, None),
        Err(Refusal::SharingConsentMissing)
    );
}

#[test]
fn br_051_the_fact_comes_from_the_item_and_from_nowhere_else() {
    let mut story = Story::until(Step::Consented);
    let act = CaseCommand::TellOfConference {
        matter: ITEM,
        withheld: None,
    };
    let answer = story.as_("試験一子").does(act);
    assert_eq!(answer, Err(Stop::Refused(Refusal::NotFound)));
}

#[test]
fn br_051_her_consent_opens_nothing_of_the_item() {
    let (items, conference) = Items::shared();
    let before: Vec<bool> = ["試験調", "試験心", "試験児", "試験隣"]
        .map(|name| items.sees(name))
        .to_vec();
    // Whatever she agrees to in a case, the decision about an item does not look at it.
    let mut story = Story::until(Step::Consented);
    let id = ConsentId(story.uuid());
    let scope = share_scope();
    let yes = consent(id, ConsentKind::LayeredSupport, Answer::Given, scope);
    story.as_("試験一子").did(until(yes, "2026-12-31"));
    let after: Vec<bool> = ["試験調", "試験心", "試験児", "試験隣"]
        .map(|name| items.sees(name))
        .to_vec();
    assert_eq!(before, after);
    assert_eq!(before, [true, false, false, false]);
    let events = &story.happened;
    assert!(
        !events
            .iter()
            .any(|h| matches!(h.what, CaseEvent::ConferenceTold { .. }))
    );
    assert_eq!(items.matters[&ITEM].conference, conference);
}
