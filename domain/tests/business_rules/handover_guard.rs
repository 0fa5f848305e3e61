//! 引き継ぎ: what nobody gets by it: the place, an answer in one's own affair, a promise that is nobody's, a
//! name that is covered elsewhere.

use domain::access::Action;
use domain::command::{Actor, CaseCommand as C};
use domain::handover::HandoverCommand as H;
use domain::refusal::Refusal;
use uuid::Uuid;

use crate::handover::{
    FIRST, NEW, OLD, SECOND, act, answer, asked, object, page, propose, without_place,
};
use crate::look_back::*;
use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

/// Nobody is left with a promise of somebody who may not open the case any more.
#[test]
fn the_next_contact_is_kept_by_who_took_the_case_over() {
    let (old, new) = (OLD, NEW);
    let mut resting = Story::supported();
    let file = resting.opened.as_mut().expect("open");
    file.agency_in_charge = CITY;
    let act_on = resting.suspends(Some(MEETING_TWO));
    resting.as_("試験調").did(act_on);
    let command = propose(&resting, FIRST, old, new);
    resting.as_(old).did(command);
    let by = |story: &Story| {
        let next = story.file().timings.next_contact.as_ref();
        next.expect("promised").by
    };
    assert_eq!(by(&resting), resting.id_of(old), "until it is accepted");
    resting.as_(new).did(act(FIRST, H::Accept));
    assert_eq!(by(&resting), resting.id_of(new));
    // What was decided before is history, and closing by it does not bring the old worker back.
    let mut closing = Story::decided_to_close();
    closing.opened.as_mut().expect("open").agency_in_charge = CITY;
    let command = propose(&closing, FIRST, old, new);
    closing.as_(old).did(command);
    closing.as_(new).did(act(FIRST, H::Accept));
    let close = closing.closes(Story::by_the_city());
    closing.as_("試験調").did(close);
    assert_eq!(by(&closing), closing.id_of(new));
    let (evaluation, conclusion) = closing.file().closing_evaluation().expect("decided");
    assert_eq!(evaluation.id, LOOK);
    let said = conclusion.next_contact.as_ref().expect("named");
    assert_eq!(said.by, closing.id_of(old));
}

/// Who asks in the place of somebody who left hands on no more than she or he has.
#[test]
fn asking_for_somebody_who_left_is_no_way_onto_the_list_of_who_may_know_the_place() {
    let mut story = Story::until(Step::Consented);
    let (old, new) = (story.id_of(OLD), story.id_of(NEW));
    let mut third = story.person(NEW).clone();
    third.id = domain::id::StaffId(Uuid::from_u128(0x78));
    third.name = "試験 三郎".to_owned();
    story.council.staff.insert(third.id, third.clone());
    story.council.staff.get_mut(&old).expect("known").until = Some(day("2026-05-31"));
    story.at("2026-06-01 09:00");
    assert!(!page(&story, NEW).knows_place, "no box is offered");
    // For a colleague, and for oneself.
    for to in ["試験三郎", NEW] {
        let command = propose(&story, FIRST, OLD, to);
        assert_eq!(
            story.as_(NEW).refused(command),
            Refusal::PlaceByAKnower,
            "{to}"
        );
    }
    // Somebody on the list may, but not in her or his own favour.
    let mut knower = story.clone();
    knower
        .opened
        .as_mut()
        .expect("open")
        .place_knowers
        .insert(new);
    assert!(page(&knower, NEW).knows_place);
    let command = propose(&knower, FIRST, OLD, NEW);
    assert_eq!(knower.as_(NEW).refused(command), Refusal::PlaceByAKnower);
    let command = propose(&knower, FIRST, OLD, "試験三郎");
    knower.as_(NEW).did(command);
    knower.as_("試験三郎").did(act(FIRST, H::Accept));
    assert!(knower.file().place_knowers.contains(&third.id));
    // Nobody on it is left: two people bring the place back, one alone does not.
    story.opened.as_mut().expect("open").place_knowers = [old].into();
    let command = propose(&story, FIRST, OLD, NEW);
    assert_eq!(story.as_(NEW).refused(command), Refusal::PlaceByAKnower);
    let command = propose(&story, FIRST, OLD, "試験三郎");
    story.as_(NEW).did(command);
    story.as_("試験三郎").did(act(FIRST, H::Accept));
    assert_eq!(story.file().place_knowers, [third.id].into());
}

#[test]
fn nobody_answers_an_objection_to_her_or_himself() {
    let mut story = asked(Step::Consented);
    story.her().did(act(FIRST, object()));
    let chief = domain::council::Role::ChiefSupporter;
    for name in [OLD, NEW] {
        let mut story = story.clone();
        let id = story.id_of(name);
        let person = story.council.staff.get_mut(&id).expect("known");
        person.roles.insert(chief);
        let refused = story.as_(name).refused(act(FIRST, answer()));
        assert_eq!(refused, Refusal::ObjectionIsAboutYou, "{name}");
        let seen = page(&story, name).rights;
        let right = domain::wire::may(&seen, Action::AnswerObjection);
        assert!(
            matches!(right, Some(domain::wire::May::Disabled { .. })),
            "{name}: {right:?}"
        );
    }
    // A chief whom it is not about may.
    let mut other = story.person(NEW).clone();
    other.id = domain::id::StaffId(Uuid::from_u128(0x78));
    other.name = "試験 三郎".to_owned();
    other.roles.insert(chief);
    story.council.staff.insert(other.id, other);
    story.as_("試験三郎").did(act(FIRST, answer()));
}

#[test]
fn a_secret_agency_has_its_cover_in_her_words_on_the_page() {
    let mut story = asked(Step::Consented);
    story.her().did(C::RecordWish {
        words: format!("{AKARI_NAME}の{AKARI_WORKER}さんに あいたい"),
    });
    let read = |story: &Story, name: &str| {
        let words = page(story, name).words[0].words.clone();
        let actor = Actor::Staff(story.id_of(name));
        let seen = story.read_by(actor, |reader| {
            let fields = domain::access::Fields {
                sensitive: domain::access::Sensitive::All,
                ..domain::access::Fields::default()
            };
            domain::view::CaseView::of(reader, &fields, 1).wishes
        });
        let last = seen.last().expect("said").words.clone();
        (words, last)
    };
    for text in [read(&story, NEW).0, read(&story, NEW).1] {
        assert!(
            !text.contains("あかり") && !text.contains(AKARI_WORKER),
            "{text}"
        );
    }
    for text in [read(&story, OLD).0, read(&story, OLD).1] {
        assert!(text.contains(AKARI_NAME), "on the list: {text}");
    }
}

#[test]
fn who_hands_over_has_the_case_and_asks_one_person_at_a_time() {
    let mut story = asked(Step::Consented);
    let again = propose(&story, SECOND, OLD, NEW);
    assert_eq!(
        story.as_(OLD).refused(again.clone()),
        Refusal::HandoverIsOpen
    );
    story.as_(OLD).did(act(FIRST, H::Withdraw));
    // Not what one never had, though one asks for oneself.
    let forged = propose(&story, SECOND, NEW, OLD);
    assert_eq!(story.as_(NEW).refused(forged), Refusal::NotTheWorker);
    // Nor to somebody who comes for one meeting, or to an agency that she left out since.
    let new = story.id_of(NEW);
    let mut adviser = story.clone();
    let person = adviser.council.staff.get_mut(&new).expect("known");
    person.roles = [domain::council::Role::Adviser].into();
    assert_eq!(
        adviser.as_(OLD).refused(again.clone()),
        Refusal::StaffUnknown
    );
    let mut left_out = story.clone();
    let file = left_out.opened.as_mut().expect("open");
    file.agency_in_charge = CENTER;
    file.workers.insert(staff_named(&council(), "試験心").id);
    let from_center = propose(&left_out, SECOND, "試験心", NEW);
    assert!(left_out.as_("試験心").tries(&from_center).is_ok());
    let file = left_out.opened.as_mut().expect("open");
    let shares = file.consents.iter_mut().filter(|one| one.kind.shares());
    for consent in shares {
        consent.scope.excluded.push(domain::consent::Exclusion {
            agency: CITY,
            only_allowed: None,
        });
    }
    assert_eq!(
        left_out.as_("試験心").tries(&from_center),
        Err(Refusal::AgencyNotAvailable)
    );
    story.as_(OLD).did(again);
}

#[test]
fn the_place_has_somebody_who_knows_it_on_the_day_of_the_accepting_too() {
    let mut story = Story::until(Step::Consented);
    let old = story.id_of(OLD);
    let command = without_place(&story, NEW);
    story.as_(OLD).did(command);
    let alone = [old].into();
    story.as_(OLD).did(C::NamePlaceKnowers { knowers: alone });
    assert_eq!(
        story.as_(NEW).refused(act(FIRST, H::Accept)),
        Refusal::PlaceNeedsAKnower
    );
    let knowers = knowers(&story.council);
    story.as_(OLD).did(C::NamePlaceKnowers { knowers });
    story.as_(NEW).did(act(FIRST, H::Accept));
}

#[test]
fn the_same_objection_is_there_once() {
    let mut story = asked(Step::Consented);
    story.her().did(act(FIRST, object()));
    assert_eq!(story.her().refused(act(FIRST, object())), Refusal::IdTaken);
    assert_eq!(
        story
            .file()
            .handover(FIRST)
            .expect("known")
            .objections
            .len(),
        1
    );
}

#[test]
fn a_seat_beside_the_new_worker_is_not_the_old_ones_any_more() {
    let mut story = asked(Step::Convened);
    let beside = story.attendee(NEW);
    let file = story.opened.as_mut().expect("open");
    file.meetings[0].invited.push(beside);
    let before = story.file().meetings[0].invited.len();
    story.as_(NEW).did(act(FIRST, H::Accept));
    let meeting = &story.file().meetings[0];
    assert!(!meeting.invites(story.id_of(OLD)));
    assert_eq!(meeting.invited.len(), before - 1);
}
