//! 1.4–1.8: consent, request, notice, meeting, report.

use domain::access::Action;
use domain::command::CaseCommand as C;
use domain::consent::{ConsentKind, ConsentStatus};
use domain::form::Value;
use domain::form::case_review::key as sheet;
use domain::meeting::{CaseRole, MeetingRole};
use domain::refusal::Refusal;
use domain::request::RequestStatus;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

#[test]
fn three_consents_are_three_records_and_the_box_follows_the_first() {
    let mut story = Story::until(Step::Consented);
    let today = day("2026-05-12");
    for kind in [
        ConsentKind::HoldCaseReview,
        ConsentKind::ShareToCaseReview,
        ConsentKind::HerAttendance,
    ] {
        assert_eq!(
            story.file().consent_status(kind, today),
            ConsentStatus::Given
        );
    }
    let seen = story.as_("試験一子").case_view().expect("in charge");
    let form = domain::request::prefill(&seen, CITY);
    assert_eq!(form.get(sheet::CONSENT), Some(&Value::Flag(true)));
    assert_eq!(form.ticks(sheet::CLAUSE5_ITEM), [sheet::IN_PROTECTION]);
    assert_eq!(form.text(sheet::NAME), NAME);
    assert!(
        form.attendees(sheet::ATTENDEE_SCOPE)
            .iter()
            .all(|a| a.agency != SCHOOL)
    );
    assert_eq!(form.get(sheet::ADDRESS), None);
}

#[test]
fn the_school_she_left_out_cannot_be_added_and_the_words_tell_scope_not_content() {
    let mut story = Story::until(Step::Consented);
    let mut scope = story.scope();
    scope.push(story.attendee("試験校"));
    let form = story
        .request_form()
        .with(sheet::ATTENDEE_SCOPE, Value::Attendees(scope));
    let act = C::SubmitRequest {
        request: REQUEST,
        form,
    };
    let refusal = story.as_("試験一子").refused(act);
    assert_eq!(refusal, Refusal::AgencyNotInScope);
    let words = refusal.words();
    for told in ["学校", "欠席", "被害", "閲覧制限"] {
        assert!(!words.contains(told), "{words}");
    }
    let mut story = Story::until(Step::RolesAgreed);
    let C::Convene {
        request,
        meeting,
        span,
        room,
        mut invited,
        ..
    } = story.convocation()
    else {
        panic!()
    };
    invited.push(story.attendee("試験校"));
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
fn the_notice_has_number_date_room_and_roles_and_no_name_and_no_place() {
    let mut story = Story::until(Step::Convened);
    for name in ["試験警", "試験児", "試験市", "試験灯", "試験調", "試験一子"] {
        let notice = story.as_(name).notice(MEETING).expect("called");
        assert_eq!(notice.case_no, "K-R8-0001");
        assert_eq!(notice.span, set_date());
        assert_eq!(notice.room, "センター会議室");
        assert!(notice.chair.contains("試験 調") && notice.recorder.contains("試験 一子"));
        let text = serde_json::to_string(&notice).expect("written");
        for secret in [
            NAME,
            "春花",
            CALLED,
            ADDRESS,
            SHELTER,
            "一花",
            "二葉",
            "見本 某",
        ] {
            assert!(!text.contains(secret), "{name}: {secret}");
        }
    }
    let mine = story
        .as_("試験一子")
        .notice(MEETING)
        .expect("called")
        .my_roles;
    assert_eq!(mine, [MeetingRole::Recorder]);
}

#[test]
fn a_notice_cannot_be_made_to_tell_the_place() {
    for room in [SHELTER, "見本道みほん市架空町1-1 2階", AKARI_NAME] {
        let mut story = Story::until(Step::RolesAgreed);
        let C::Convene {
            request,
            meeting,
            span,
            invited,
            ..
        } = story.convocation()
        else {
            panic!()
        };
        let act = C::Convene {
            request,
            meeting,
            span,
            room: room.to_owned(),
            invited,
            also_serves: Default::default(),
            template: Default::default(),
        };
        assert_eq!(
            story.as_("試験調").refused(act),
            Refusal::NoticeWouldTellThePlace
        );
    }
}

#[test]
fn before_and_after_the_hours_an_invitation_is_a_notice_and_no_more() {
    let mut story = Story::until(Step::Convened);
    for (time, open) in [
        ("2026-05-18 13:29", false),
        ("2026-05-18 13:30", true),
        ("2026-05-19 17:00", true),
        ("2026-05-19 17:01", false),
    ] {
        story.at(time);
        assert_eq!(
            story.as_("試験警").meeting_view(MEETING).is_ok(),
            open,
            "{time}"
        );
        assert!(story.as_("試験警").notice(MEETING).is_ok());
    }
}

#[test]
fn a_meeting_that_was_put_off_has_no_hours_until_it_is_called_anew() {
    let mut story = Story::until(Step::Convened);
    let reason = "台風".to_owned();
    story.as_("試験調").did(C::PostponeMeeting {
        request: REQUEST,
        reason,
    });
    story.at("2026-05-19 13:30");
    assert!(story.as_("試験警").meeting_view(MEETING).is_err());
    let C::Convene {
        request,
        meeting,
        room,
        invited,
        ..
    } = story.convocation()
    else {
        panic!()
    };
    let span = span("2026-05-26 13:30", "2026-05-26 15:00");
    story.as_("試験調").did(C::Convene {
        request,
        meeting,
        span,
        room,
        invited,
        also_serves: Default::default(),
        template: Default::default(),
    });
    story.at("2026-05-26 13:30");
    assert!(story.as_("試験警").meeting_view(MEETING).is_ok());
    assert_eq!(
        story.file().meeting(MEETING).map(|meeting| meeting.number),
        Some(1)
    );
}

#[test]
fn exactly_one_agency_leads_and_the_school_cannot() {
    let mut story = Story::until(Step::Deadlocked);
    let leads = |story: &Story| {
        story
            .file()
            .roles
            .iter()
            .filter(|r| r.role == CaseRole::PrincipalSupporter && r.until.is_none())
            .count()
    };
    assert_eq!(leads(&story), 1);
    let refusal = story.as_("試験調").refused(Story::designate(SCHOOL));
    assert_eq!(refusal, Refusal::NotParticipating);
    assert_eq!(leads(&story), 1);
}

#[test]
fn part_online_counts_as_taking_part_and_absence_wants_its_reason() {
    let mut story = Story::until(Step::Opened);
    let hers = story
        .file()
        .meeting(MEETING)
        .and_then(|m| m.her_attendance.clone());
    assert!(hers.is_some_and(|hers| hers.mode.takes_part()));
    let absent = |reason| C::RecordHerAttendance {
        meeting: MEETING,
        attendance: domain::meeting::HerAttendance {
            mode: domain::consent::AttendanceMode::Absent,
            from: None,
            to: None,
            reason,
            words: String::new(),
        },
    };
    assert_eq!(
        story.as_("試験一子").refused(absent(None)),
        Refusal::HerReasonMissing
    );
    let health = Some(domain::meeting::NonParticipationReason::Health);
    story.as_("試験一子").did(absent(health));
}

#[test]
fn a_meeting_is_not_over_without_attendance_and_hers() {
    let mut story = Story::until(Step::Convened);
    story.at("2026-05-19 13:30");
    story.as_("試験調").did(C::OpenMeeting { meeting: MEETING });
    let adjourn = C::AdjournMeeting { meeting: MEETING };
    assert_eq!(
        story.as_("試験調").refused(adjourn.clone()),
        Refusal::AttendanceMissing
    );
    let attendance = story.attendance();
    story.as_("試験一子").did(attendance);
    assert_eq!(
        story.as_("試験調").refused(adjourn),
        Refusal::HerAttendanceMissing
    );
}

#[test]
fn a_meeting_is_not_opened_long_before_its_hour() {
    let mut story = Story::until(Step::Convened);
    story.at("2026-05-19 12:29");
    let open = C::OpenMeeting { meeting: MEETING };
    assert_eq!(
        story.as_("試験調").refused(open.clone()),
        Refusal::NotTheDay
    );
    story.at("2026-05-19 12:30");
    story.as_("試験調").did(open);
}

#[test]
fn reported_then_filed_by_the_director() {
    let mut story = Story::until(Step::Reported);
    let status = |story: &Story| story.file().request(REQUEST).map(|request| request.status);
    assert_eq!(status(&story), Some(RequestStatus::Reported));
    let file = C::FileReport { request: REQUEST };
    assert!(matches!(
        story.as_("試験調").does(file.clone()),
        Err(Stop::Told(_))
    ));
    story.as_("試験所長").did(file);
    assert_eq!(status(&story), Some(RequestStatus::Filed));
}

#[test]
fn the_lower_half_comes_filled_from_the_meeting() {
    let mut story = Story::until(Step::Shared);
    let seen = story
        .as_("試験一子")
        .request_view(REQUEST)
        .expect("requesting");
    let form = &seen.report_prefill;
    assert_eq!(form.attendees(sheet::ATTENDEES).len(), 7);
    let outcome = form.text(sheet::OUTCOME);
    assert!(outcome.contains("主担当機関") && outcome.contains("令和8年6月2日"));
    assert!(outcome.contains("指定"), "{outcome}");
}

#[test]
fn a_stranger_cannot_tell_this_case_from_none() {
    let mut story = Story::until(Step::Opened);
    for name in ["試験校", "試験外", "試験遠"] {
        for action in [
            Action::SeeCase,
            Action::SeeNotice,
            Action::SeePlan,
            Action::WriteRecord,
        ] {
            assert_eq!(
                story.as_(name).may(action),
                Err(Stop::Hidden),
                "{name} {action:?}"
            );
        }
    }
}
