//! BR-008–BR-011: a closed meeting, her wishes, numbers, prior consent.

use std::collections::BTreeSet;

use domain::access::Action;
use domain::case::AttendeeWishes;
use domain::command::CaseCommand as C;
use domain::council::{CouncilPolicy, PolicyConflict, PolicyProfile, SharingRule};
use domain::id::{MeetingId, RequestId};
use domain::meeting::{MeetingKind, MeetingStatus};
use domain::refusal::Refusal;
use domain::request::Verdict;
use uuid::Uuid;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

#[test]
fn br_008_the_meeting_is_open_to_the_called_and_to_nobody_else() {
    let mut story = Story::until(Step::Opened);
    for name in ["試験調", "試験一子", "試験警", "試験灯"] {
        assert!(story.as_(name).meeting_view(MEETING).is_ok(), "{name}");
    }
    for name in [
        "試験校",
        "試験代表",
        "試験監査",
        "試験管理",
        "試験外",
        "試験遠",
    ] {
        assert_eq!(
            story.as_(name).meeting_view(MEETING).err(),
            Some(Stop::Hidden),
            "{name}"
        );
    }
}

#[test]
fn br_008_no_profile_of_hokkaido_can_open_it_to_the_public() {
    let mut policy = CouncilPolicy::strict();
    assert!(!policy.open);
    policy.open = true;
    assert_eq!(policy.check(), Err(PolicyConflict::ClosedIsFixed));
    let own = CouncilPolicy {
        profile: PolicyProfile::Own,
        own_text: "みほん市支援調整会議設置要綱 第9条".to_owned(),
        ..policy
    };
    assert_eq!(own.check(), Ok(()));
}

#[test]
fn br_009_her_wishes_are_asked_and_kept() {
    let story = Story::until(Step::Convened);
    let wishes = &story.file().attendee_wishes;
    assert!(wishes.recorded);
    assert_eq!(wishes.welcome, BTreeSet::from([AKARI]));
    assert_eq!(
        story.file().wishes.last().map(|wish| wish.words.as_str()),
        Some(WISH)
    );
}

#[test]
fn br_009_nobody_is_called_before_she_was_asked() {
    let mut story = Story::until(Step::RolesAgreed);
    story.opened.as_mut().expect("open").attendee_wishes = AttendeeWishes::default();
    let convocation = story.convocation();
    assert_eq!(
        story.as_("試験調").refused(convocation),
        Refusal::HerWishesMissing
    );
}

#[test]
fn br_009_whom_she_does_not_want_is_not_called() {
    let mut story = Story::until(Step::RolesAgreed);
    story.as_("試験一子").did(C::RecordAttendeeWishes {
        wishes: AttendeeWishes {
            unwelcome: BTreeSet::from([POLICE]),
            ..AttendeeWishes::default()
        },
    });
    let convocation = story.convocation();
    assert_eq!(
        story.as_("試験調").refused(convocation),
        Refusal::SheDoesNotWantThem
    );
}

/// Request, decision, roles and call for a further meeting.
fn once_more(story: &mut Story, n: u128) -> MeetingId {
    let request = RequestId(Uuid::from_u128(0xE1 + n));
    let meeting = MeetingId(Uuid::from_u128(0xF1 + n));
    let form = story.request_form();
    story
        .as_("試験一子")
        .did(C::SubmitRequest { request, form });
    let (verdict, reason) = (Verdict::Hold, String::new());
    story.as_("試験所長").did(C::DecideRequest {
        request,
        verdict,
        reason,
    });
    let roles = story.roles();
    story
        .as_("試験調")
        .did(C::ProposeMeetingRoles { request, roles });
    story.as_("試験一子").did(C::AgreeMeetingRoles { request });
    let invited = story.scope();
    story.as_("試験調").did(C::Convene {
        request,
        meeting,
        span: span("2026-06-02 13:30", "2026-06-02 15:00"),
        room: "センター会議室".to_owned(),
        invited,
        also_serves: Default::default(),
        template: Default::default(),
    });
    meeting
}

#[test]
fn br_010_a_case_has_several_meetings_with_numbers() {
    let mut story = Story::until(Step::Filed);
    story.at("2026-05-28 10:00");
    let second = once_more(&mut story, 1);
    assert_eq!(story.file().meeting(MEETING).map(|m| m.number), Some(1));
    assert_eq!(story.file().meeting(second).map(|m| m.number), Some(2));
    assert_eq!(
        story.file().meeting(second).map(|m| m.status),
        Some(MeetingStatus::Notified)
    );
}

#[test]
fn br_010_the_next_waits_until_the_one_before_was_held() {
    let mut story = Story::until(Step::Convened);
    let request = RequestId(story.uuid());
    let form = story.request_form();
    let act = C::SubmitRequest { request, form };
    assert_eq!(
        story.as_("試験一子").refused(act),
        Refusal::AlreadyOpenRequest
    );
}

#[test]
fn br_011_information_goes_to_whom_she_agreed_and_in_her_scope() {
    let mut story = Story::until(Step::Convened);
    story.at("2026-05-19 09:00");
    let fields = story
        .as_("試験警")
        .may(Action::SeeMeeting)
        .expect("inside the window");
    assert!(fields.identity);
    assert!(
        fields
            .sensitive
            .shows(Some(domain::form::InfoCategory::Harm))
    );
    assert!(
        !fields
            .sensitive
            .shows(Some(domain::form::InfoCategory::Residence))
    );
    assert!(!fields.sensitive.shows(None));
}

#[test]
fn br_011_without_prior_consent_nothing_is_sent() {
    let mut story = Story::until(Step::Consented);
    story.her().did(C::WithdrawConsent { consent: SHARE });
    let act = story.submit();
    assert_eq!(
        story.as_("試験一子").refused(act),
        Refusal::ConsentToShareMissing
    );
}

#[test]
fn br_011_the_center_must_be_in_the_scope_since_the_form_goes_there() {
    let mut story = Story::until(Step::Consented);
    story.as_("試験一子").did(C::NarrowConsent {
        consent: SHARE,
        without_agencies: BTreeSet::from([CENTER]),
        without_categories: BTreeSet::new(),
    });
    let act = story.submit();
    assert_eq!(
        story.as_("試験一子").refused(act),
        Refusal::CenterNotInScope
    );
}

#[test]
fn br_011_an_agency_outside_the_scope_is_not_called() {
    let mut story = Story::until(Step::RolesAgreed);
    let mut invited = story.scope();
    invited.push(story.attendee("試験遠"));
    let C::Convene {
        request,
        meeting,
        span,
        room,
        ..
    } = story.convocation()
    else {
        panic!()
    };
    let act = C::Convene {
        request,
        meeting,
        span,
        room,
        invited,
        also_serves: Default::default(),
        template: Default::default(),
    };
    assert_eq!(story.as_("試験調").refused(act), Refusal::AgencyNotInScope);
}

#[test]
fn br_011_the_model_programmes_text_fixes_it() {
    let mut policy = CouncilPolicy::strict();
    policy.consent_to_share = SharingRule::StatutoryBasisAllowed;
    assert_eq!(policy.check(), Err(PolicyConflict::ConsentToShareIsFixed));
    policy.profile = PolicyProfile::Hokkaido;
    assert_eq!(policy.check(), Err(PolicyConflict::OwnTextMissing));
    policy.own_text = "みほん市支援調整会議設置要綱 第6条".to_owned();
    assert_eq!(policy.check(), Ok(()));
}

#[test]
fn br_010_each_kind_of_meeting_has_its_own_numbers() {
    let mut story = Story::until(Step::Filed);
    let file = story.opened.as_mut().expect("open");
    let mut inside = file.meetings[0].clone();
    inside.id = MeetingId(Uuid::from_u128(0xF9));
    inside.kind = MeetingKind::InHouse;
    file.meetings.push(inside);
    story.at("2026-05-28 10:00");
    let second = once_more(&mut story, 1);
    assert_eq!(story.file().meeting(second).map(|m| m.number), Some(2));
}
