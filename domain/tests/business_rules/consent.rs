//! BR-051, BR-052: one basis a meeting; what she takes back stops at once.

use std::collections::BTreeSet;

use domain::access::Action;
use domain::command::CaseCommand as C;
use domain::consent::{Answer, ConsentKind, ConsentScope, ConsentStatus, Exclusion};
use domain::council::{PolicyProfile, SharingRule};
use domain::form::InfoCategory;
use domain::id::ConsentId;
use domain::meeting::{MeetingStatus, SharingBasis};
use domain::refusal::Refusal;
use domain::request::RequestStatus;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

fn meeting_status(story: &Story) -> MeetingStatus {
    story.file().meeting(MEETING).expect("convened").status
}

fn request_status(story: &Story) -> RequestStatus {
    story.file().request(REQUEST).expect("submitted").status
}

fn narrowing(agencies: &[domain::id::AgencyId], categories: &[InfoCategory]) -> C {
    C::NarrowConsent {
        consent: SHARE,
        without_agencies: agencies.iter().copied().collect(),
        without_categories: categories.iter().copied().collect(),
    }
}

#[test]
fn br_051_a_meeting_has_one_basis_for_its_whole_life() {
    let mut story = Story::until(Step::Convened);
    let basis = |story: &Story| {
        story
            .file()
            .meeting(MEETING)
            .expect("convened")
            .basis
            .clone()
    };
    assert_eq!(basis(&story), SharingBasis::Consent(SHARE));
    // A newer consent does not change what this meeting rests on.
    let id = ConsentId(story.uuid());
    let kind = ConsentKind::ShareToCaseReview;
    story
        .as_("試験一子")
        .did(consent(id, kind, Answer::Given, share_scope()));
    assert_eq!(basis(&story), SharingBasis::Consent(SHARE));
    story.at("2026-05-19 13:30");
    story.as_("試験調").did(C::OpenMeeting { meeting: MEETING });
    assert_eq!(basis(&story), SharingBasis::Consent(SHARE));
}

#[test]
fn br_051_a_council_whose_own_text_asks_no_consent_rests_on_the_act() {
    let mut story = Story::until(Step::Consented);
    story.council.policy.profile = PolicyProfile::Own;
    story.council.policy.consent_to_share = SharingRule::StatutoryBasisAllowed;
    story.her().did(C::WithdrawConsent { consent: SHARE });
    let submit = story.submit();
    story.as_("試験一子").did(submit);
    story
        .as_("試験所長")
        .did(Story::decision(domain::request::Verdict::Hold, ""));
    story.propose_roles();
    story
        .as_("試験一子")
        .did(C::AgreeMeetingRoles { request: REQUEST });
    let convocation = story.convocation();
    story.as_("試験調").did(convocation);
    let basis = &story.file().meeting(MEETING).expect("convened").basis;
    assert_eq!(*basis, SharingBasis::Art15WomenAct { council: COUNCIL });
}

#[test]
fn br_051_a_basis_that_has_ended_carries_no_meeting() {
    let mut story = Story::until(Step::Consented);
    let id = ConsentId(story.uuid());
    let share = consent(
        id,
        ConsentKind::ShareToCaseReview,
        Answer::Given,
        share_scope(),
    );
    story.as_("試験一子").did(until(share, "2026-05-18"));
    let submit = story.submit();
    story.as_("試験一子").did(submit);
    story.at("2026-05-14 09:00");
    story
        .as_("試験所長")
        .did(Story::decision(domain::request::Verdict::Hold, ""));
    story.propose_roles();
    story
        .as_("試験一子")
        .did(C::AgreeMeetingRoles { request: REQUEST });
    let convocation = story.convocation();
    story.as_("試験調").did(convocation);
    // 23:59 of the last day it still holds; the next day it does not.
    story.at("2026-05-18 23:59");
    let kind = ConsentKind::ShareToCaseReview;
    assert_eq!(
        story.file().consent_status(kind, day("2026-05-18")),
        ConsentStatus::Given
    );
    assert_eq!(
        story.file().consent_status(kind, day("2026-05-19")),
        ConsentStatus::Expired
    );
    story.at("2026-05-19 13:30");
    let open = C::OpenMeeting { meeting: MEETING };
    assert_eq!(
        story.as_("試験調").refused(open),
        Refusal::ConsentToShareMissing
    );
}

#[test]
fn br_052_taking_either_consent_back_cancels_the_meeting_that_was_not_held() {
    for consent in [HOLD, SHARE] {
        let mut story = Story::until(Step::Convened);
        story.her().did(C::WithdrawConsent { consent });
        assert_eq!(meeting_status(&story), MeetingStatus::Cancelled);
        assert_eq!(request_status(&story), RequestStatus::Withdrawn);
        let open = C::OpenMeeting { meeting: MEETING };
        assert!(story.as_("試験調").does(open).is_err());
    }
}

#[test]
fn br_052_a_yes_that_was_said_before_she_took_it_back_does_not_come_after_it() {
    let mut story = Story::until(Step::Consented);
    let id = ConsentId(story.uuid());
    let yes = consent(
        id,
        ConsentKind::ShareToCaseReview,
        Answer::Given,
        share_scope(),
    );
    let mut envelope = domain::command::Envelope {
        id: domain::id::CommandId(story.uuid()),
        occurred_at: story.now,
        ahead_ms: None,
        command: domain::command::Command::Case {
            case: CASE,
            act: yes,
        },
    };
    story.at("2026-05-12 15:00");
    let newer = ConsentId(story.uuid());
    let later = consent(
        newer,
        ConsentKind::ShareToCaseReview,
        Answer::Deferred,
        share_scope(),
    );
    for said in [
        C::WithdrawConsent { consent: SHARE },
        narrowing(&[POLICE], &[]),
        later,
    ] {
        let mut story = story.clone();
        story.her().did(said);
        story.at("2026-05-12 16:00");
        let late = story.as_("試験一子").sends(&envelope);
        assert_eq!(late, Err(Stop::Refused(Refusal::SheSpokeSince)));
    }
    story.her().did(C::WithdrawConsent { consent: SHARE });
    story.at("2026-05-12 16:00");
    envelope.occurred_at = story.now;
    assert!(story.as_("試験一子").sends(&envelope).is_ok());
}

#[test]
fn br_052_a_refusal_or_a_later_in_its_place_does_the_same() {
    for kind in [ConsentKind::HoldCaseReview, ConsentKind::ShareToCaseReview] {
        for answer in [Answer::Refused, Answer::Deferred] {
            let mut story = Story::until(Step::Convened);
            let id = ConsentId(story.uuid());
            let no = consent(id, kind, answer, ConsentScope::default());
            story.as_("試験一子").did(no);
            assert_eq!(meeting_status(&story), MeetingStatus::Cancelled);
            assert_eq!(request_status(&story), RequestStatus::Withdrawn);
        }
    }
}

#[test]
fn br_052_it_stops_a_meeting_that_is_going_on_and_leaves_one_that_was_held() {
    let mut story = Story::until(Step::Opened);
    story.her().did(C::WithdrawConsent { consent: SHARE });
    assert_eq!(meeting_status(&story), MeetingStatus::Cancelled);
    let mut story = Story::until(Step::Shared);
    story.her().did(C::WithdrawConsent { consent: SHARE });
    assert_eq!(meeting_status(&story), MeetingStatus::Shared);
    assert_eq!(request_status(&story), RequestStatus::Held);
}

#[test]
fn br_052_the_newest_yes_counts_and_an_older_one_cannot_be_taken_back_a_second_time() {
    let mut story = Story::until(Step::Convened);
    let newer = ConsentId(story.uuid());
    let nothing = ConsentScope::default();
    let kind = ConsentKind::HoldCaseReview;
    story
        .as_("試験一子")
        .did(consent(newer, kind, Answer::Given, nothing));
    let old = C::WithdrawConsent { consent: HOLD };
    assert_eq!(story.her().refused(old), Refusal::ConsentNotInForce);
    assert_eq!(meeting_status(&story), MeetingStatus::Notified);
    story.her().did(C::WithdrawConsent { consent: newer });
    assert_eq!(meeting_status(&story), MeetingStatus::Cancelled);
    assert_eq!(request_status(&story), RequestStatus::Withdrawn);
}

#[test]
fn br_052_sharing_ends_at_once() {
    let mut story = Story::until(Step::Opened);
    assert!(story.as_("試験警").may(Action::SeeCase).is_ok());
    let text = story.all_that_reaches("試験警");
    assert!(text.contains(CALLED));
    story.her().did(C::WithdrawConsent { consent: SHARE });
    assert_eq!(story.as_("試験警").may(Action::SeeCase), Err(Stop::Hidden));
    for name in ["試験警", "試験児", "試験市"] {
        let text = story.all_that_reaches(name);
        assert!(
            !text.contains(CALLED) && !text.contains(NAME),
            "{name}: {text}"
        );
    }
}

#[test]
fn br_052_it_ends_for_those_with_a_role_and_for_the_center_too() {
    let mut story = Story::until(Step::Filed);
    // The city stays in charge in this branch, so that the Center has nothing of its own.
    story.opened.as_mut().expect("open").agency_in_charge = CITY;
    story.as_("試験一子").did(Story::end_protection());
    story.her().did(C::WithdrawConsent { consent: SHARE });
    for name in ["試験灯", "試験調", "試験所長", "試験警"] {
        let text = story.all_that_reaches(name);
        for words in [
            CALLED,
            NAME,
            "首を絞められた",
            "母子生活支援施設を見学する",
            WISH,
        ] {
            assert!(!text.contains(words), "{name} still reads {words}");
        }
    }
}

#[test]
fn br_052_a_narrowing_takes_the_agency_off_the_list_and_the_rest_goes_on() {
    let mut story = Story::until(Step::Convened);
    story.her().did(narrowing(&[POLICE], &[]));
    assert_eq!(meeting_status(&story), MeetingStatus::Notified);
    let meeting = story.file().meeting(MEETING).expect("convened");
    assert!(meeting.invited.iter().all(|person| person.agency != POLICE));
    assert_eq!(meeting.invited.len(), 6);
    assert!(story.as_("試験警").notice(MEETING).is_err());
    assert_eq!(story.as_("試験警").may(Action::SeeCase), Err(Stop::Hidden));
}

#[test]
fn br_052_a_kind_of_information_left_out_is_gone_from_the_view() {
    let mut story = Story::until(Step::Opened);
    let shows = |story: &mut Story, kind| {
        let fields = story
            .as_("試験警")
            .may(Action::SeeMeeting)
            .expect("invited");
        fields.sensitive.shows(Some(kind))
    };
    assert!(shows(&mut story, InfoCategory::Harm));
    story.her().did(narrowing(&[], &[InfoCategory::Harm]));
    assert!(!shows(&mut story, InfoCategory::Harm));
    assert!(shows(&mut story, InfoCategory::Health));
}

#[test]
fn br_052_a_narrower_new_answer_does_what_a_narrowing_does() {
    let mut story = Story::until(Step::Convened);
    let mut scope = share_scope();
    scope.agencies.remove(&POLICE);
    let id = ConsentId(story.uuid());
    let kind = ConsentKind::ShareToCaseReview;
    story
        .as_("試験一子")
        .did(consent(id, kind, Answer::Given, scope));
    let meeting = story.file().meeting(MEETING).expect("convened");
    assert!(meeting.invited.iter().all(|person| person.agency != POLICE));
}

#[test]
fn br_052_an_agency_left_out_by_name_in_any_sharing_consent_is_taken_off_too() {
    let mut story = Story::until(Step::Convened);
    let scope = ConsentScope {
        agencies: BTreeSet::from([CITIZENS]),
        categories: BTreeSet::from([InfoCategory::Legal]),
        purpose: String::new(),
        excluded: vec![Exclusion {
            agency: POLICE,
            only_allowed: None,
        }],
    };
    let id = ConsentId(story.uuid());
    story.as_("試験一子").did(consent(
        id,
        ConsentKind::IntakeSharing,
        Answer::Given,
        scope,
    ));
    let meeting = story.file().meeting(MEETING).expect("convened");
    assert!(meeting.invited.iter().all(|person| person.agency != POLICE));
    assert_eq!(
        story.as_("試験警").may(Action::SeeNotice),
        Err(Stop::Hidden)
    );
}

#[test]
fn br_052_a_consent_that_is_over_cannot_be_taken_back_again_and_an_empty_narrowing_is_none() {
    let mut story = Story::until(Step::Consented);
    assert_eq!(
        story.her().refused(narrowing(&[], &[])),
        Refusal::NarrowingIsEmpty
    );
    assert_eq!(
        story.her().refused(narrowing(&[SCHOOL], &[])),
        Refusal::NarrowingIsEmpty
    );
    story.her().did(C::WithdrawConsent { consent: SHARE });
    let again = C::WithdrawConsent { consent: SHARE };
    assert_eq!(story.her().refused(again), Refusal::ConsentNotInForce);
}

#[test]
fn br_052_expiry_counts_the_last_day_whole() {
    let mut story = Story::until(Step::Filed);
    story.at("2026-08-31 23:59");
    assert!(
        story
            .as_("試験灯")
            .may(Action::SeePlan)
            .expect("a role")
            .identity
    );
    assert!(story.as_("試験灯").card().expect("a role").name.is_some());
    let card = domain::view::CaseCard::of(story.file(), &story.council, day("2026-08-31"));
    story.at("2026-09-01 00:00");
    assert!(
        !story
            .as_("試験灯")
            .may(Action::SeePlan)
            .expect("a role")
            .identity
    );
    // The card was made before the consent ran out.
    let subject = story.subject(domain::command::Actor::Staff(story.id_of("試験灯")));
    let (reader, today) = (story.id_of("試験灯"), day("2026-09-01"));
    let seen = card.for_reader(CASE, &story.council, &subject, reader, today);
    assert_eq!(seen.name, None);
}

#[test]
fn what_she_was_asked_is_in_the_history_of_those_who_see_her_answers_and_of_nobody_else() {
    let mut story = Story::until(Step::Opened);
    let told = |story: &mut Story, name: &str| {
        let lines = story.as_(name).timeline().expect("opens the case");
        assert!(!lines.is_empty(), "{name}");
        lines.iter().any(|line| line.title.contains("同意"))
    };
    assert!(told(&mut story, "試験一子"), "in charge");
    for name in ["試験警", "試験灯"] {
        assert!(!told(&mut story, name), "{name}, called to the meeting");
    }
}
