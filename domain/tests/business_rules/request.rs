//! BR-001–BR-007: from the request to its report.

use domain::access::{Action, DenyReason};
use domain::command::CaseCommand as C;
use domain::consent::{Answer, ConsentKind, ConsentScope};
use domain::council::{ConsentRule, CouncilPolicy, PolicyConflict, PolicyProfile};
use domain::form::case_review::key as sheet;
use domain::form::{Value, What};
use domain::id::ConsentId;
use domain::meeting::MeetingRole;
use domain::refusal::Refusal;
use domain::request::{PreparedRole, RequestStatus, Verdict};

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

fn submit_with(story: &Story, key: &str, value: Value) -> C {
    C::SubmitRequest {
        request: REQUEST,
        form: story.request_form().with(key, value),
    }
}

#[test]
fn br_001_one_clause_5_item_is_taken() {
    let story = Story::until(Step::Requested);
    let request = story.file().request(REQUEST).expect("submitted");
    assert_eq!(
        request.form.ticks(sheet::CLAUSE5_ITEM),
        [sheet::IN_PROTECTION]
    );
}

#[test]
fn br_001_both_items_or_neither_are_refused() {
    let mut story = Story::until(Step::Consented);
    for keys in [
        &[sheet::IN_PROTECTION, sheet::CONSIDERING_PROTECTION][..],
        &[],
    ] {
        let act = submit_with(&story, sheet::CLAUSE5_ITEM, ticks(keys));
        let Refusal::Form { problems } = story.as_("試験一子").refused(act) else {
            panic!("a mistake in the form")
        };
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].field, sheet::CLAUSE5_ITEM);
        assert_eq!(problems[0].what, What::ExactlyOne);
    }
}

#[test]
fn br_002_with_her_consent_to_hold_the_request_goes_out_and_the_tick_follows_the_record() {
    let mut story = Story::until(Step::Consented);
    // Whatever the screen sent for the tick: the record decides.
    let act = submit_with(&story, sheet::CONSENT, Value::Flag(false));
    story.as_("試験一子").did(act);
    let request = story.file().request(REQUEST).expect("submitted");
    assert_eq!(request.form.get(sheet::CONSENT), Some(&Value::Flag(true)));
    assert_eq!(request.consent, Some(HOLD));
}

#[test]
fn br_002_without_it_the_request_is_refused_however_the_box_is_ticked() {
    let mut story = Story::until(Step::Consented);
    story.her().did(C::WithdrawConsent { consent: HOLD });
    let act = submit_with(&story, sheet::CONSENT, Value::Flag(true));
    assert_eq!(
        story.as_("試験一子").refused(act),
        Refusal::ConsentToHoldMissing
    );
}

#[test]
fn br_002_silence_a_no_and_a_later_are_no_consent() {
    for answer in [Answer::Refused, Answer::Deferred] {
        let mut story = Story::until(Step::Consented);
        let id = ConsentId(story.uuid());
        let kind = ConsentKind::HoldCaseReview;
        let no = consent(id, kind, answer, ConsentScope::default());
        story.as_("試験一子").did(no);
        let act = story.submit();
        assert_eq!(
            story.as_("試験一子").refused(act),
            Refusal::ConsentToHoldMissing
        );
    }
    let mut story = Story::until(Step::Protected);
    let act = story.submit();
    assert_eq!(
        story.as_("試験一子").refused(act),
        Refusal::ConsentToHoldMissing
    );
}

#[test]
fn br_002_no_profile_of_hokkaido_can_switch_the_consent_off() {
    for profile in [PolicyProfile::Hokkaido, PolicyProfile::HokkaidoAndModel] {
        let mut policy = CouncilPolicy {
            profile,
            ..CouncilPolicy::strict()
        };
        assert_eq!(policy.check(), Ok(()));
        policy.consent_to_hold = ConsentRule::NotRequired;
        assert_eq!(policy.check(), Err(PolicyConflict::ConsentToHoldIsFixed));
    }
}

/// A case that the Center itself accepted.
fn centers_own_case() -> Story {
    let mut story = Story::blank();
    let form = intake_form(story.id_of("試験心"));
    story
        .as_("試験心")
        .accepts("K-R8-0002", &form)
        .expect("accepted");
    story.at("2026-05-12 14:00");
    let nothing = ConsentScope::default();
    story.as_("試験心").did(consent(
        HOLD,
        ConsentKind::HoldCaseReview,
        Answer::Given,
        nothing,
    ));
    let kind = ConsentKind::ShareToCaseReview;
    story
        .as_("試験心")
        .did(consent(SHARE, kind, Answer::Given, share_scope()));
    story.at("2026-05-13 10:00");
    story
}

#[test]
fn br_003_a_case_of_the_center_goes_through_the_same_form() {
    let mut story = centers_own_case();
    let act = story.submit();
    story.as_("試験所長").did(act);
    let request = story.file().request(REQUEST).expect("submitted");
    assert!(request.center_managed);
    assert_eq!(
        request.form.get(sheet::REQUESTING_AGENCY),
        Some(&Value::Agency(CENTER))
    );
    // The Center decides about its own request.
    story
        .as_("試験所長")
        .did(Story::decision(Verdict::Hold, ""));
    // And agrees with itself about the roles.
    let roles = vec![
        PreparedRole {
            role: MeetingRole::Chair,
            person: story.attendee("試験調"),
        },
        PreparedRole {
            role: MeetingRole::Recorder,
            person: story.attendee("試験心"),
        },
    ];
    story.as_("試験調").did(C::ProposeMeetingRoles {
        request: REQUEST,
        roles,
    });
    assert!(
        story
            .file()
            .request(REQUEST)
            .expect("known")
            .roles_agreed_by
            .is_some()
    );
}

#[test]
fn br_003_the_center_may_not_leave_out_the_form_nor_the_consent() {
    let mut story = centers_own_case();
    let act = submit_with(&story, sheet::CURRENT_STATE, text(""));
    assert!(matches!(
        story.as_("試験心").refused(act),
        Refusal::Form { .. }
    ));
    story.her().did(C::WithdrawConsent { consent: HOLD });
    let act = story.submit();
    assert_eq!(
        story.as_("試験心").refused(act),
        Refusal::ConsentToHoldMissing
    );
}

#[test]
fn br_003_only_the_centers_own_request_may_be_decided_by_its_writer() {
    let mut story = Story::until(Step::Requested);
    let act = Story::decision(Verdict::Hold, "");
    assert_eq!(story.as_("試験一子").tries(&act), Err(Refusal::OwnRequest));
}

#[test]
fn br_004_the_director_decides_and_the_decision_is_kept() {
    for (verdict, reason, status) in [
        (Verdict::Hold, "", RequestStatus::Approved),
        (
            Verdict::Return,
            "協議事項を具体的に",
            RequestStatus::Returned,
        ),
        (
            Verdict::Decline,
            "個別の対応で足りる",
            RequestStatus::Declined,
        ),
    ] {
        let mut story = Story::until(Step::Requested);
        story.at("2026-05-14 09:00");
        story.as_("試験所長").did(Story::decision(verdict, reason));
        let request = story.file().request(REQUEST).expect("known");
        let decision = request.decision.as_ref().expect("kept");
        assert_eq!(request.status, status);
        assert_eq!(decision.by, story.id_of("試験所長"));
        assert_eq!(decision.at, instant("2026-05-14 09:00"));
        assert_eq!(decision.reason, reason);
    }
}

#[test]
fn br_004_a_delegate_decides_within_the_days_and_not_beyond() {
    for (time, may) in [
        ("2026-05-09 09:00", false),
        ("2026-05-10 00:00", true),
        ("2026-05-31 23:59", true),
        ("2026-06-01 00:00", false),
    ] {
        let mut story = Story::until(Step::Requested);
        story.at(time);
        let allowed = story.as_("試験代理").may(Action::DecideRequest).is_ok();
        assert_eq!(allowed, may, "{time}");
    }
}

#[test]
fn br_004_nobody_else_decides() {
    for name in ["試験調", "試験心", "試験一子"] {
        let mut story = Story::until(Step::Requested);
        let stop = story.as_(name).does(Story::decision(Verdict::Hold, ""));
        assert_eq!(stop, Err(Stop::Told(DenyReason::NotYourRole)), "{name}");
    }
    for name in ["試験警", "試験灯", "試験代表", "試験管理"] {
        let mut story = Story::until(Step::Requested);
        let stop = story.as_(name).does(Story::decision(Verdict::Hold, ""));
        assert_eq!(stop, Err(Stop::Hidden), "{name}");
    }
}

#[test]
fn br_004_a_return_and_a_decline_need_a_reason() {
    for verdict in [Verdict::Return, Verdict::Decline] {
        let mut story = Story::until(Step::Requested);
        let refusal = story.as_("試験所長").refused(Story::decision(verdict, " "));
        assert_eq!(refusal, Refusal::ReasonMissing);
    }
}

#[test]
fn br_004_whoever_is_called_has_the_notice_at_once_and_nobody_has_it_before() {
    let mut story = Story::until(Step::RolesAgreed);
    assert!(story.as_("試験警").notice(MEETING).is_err());
    let convocation = story.convocation();
    story.as_("試験調").did(convocation);
    for name in ["試験警", "試験児", "試験市", "試験灯"] {
        assert!(story.as_(name).notice(MEETING).is_ok(), "{name}");
    }
    assert!(story.as_("試験校").notice(MEETING).is_err());
}

#[test]
fn br_005_roles_are_agreed_with_the_requesting_agency_before_anyone_is_called() {
    let story = Story::until(Step::Convened);
    let request = story.file().request(REQUEST).expect("known");
    assert_eq!(
        request.roles_agreed_by.map(|(by, _)| by),
        Some(story.id_of("試験一子"))
    );
    let meeting = story.file().meeting(MEETING).expect("convened");
    assert!(meeting.has_role(story.id_of("試験調"), MeetingRole::Chair));
    assert!(meeting.has_role(story.id_of("試験一子"), MeetingRole::Recorder));
}

#[test]
fn br_005_without_roles_or_without_the_yes_nobody_is_called() {
    let mut story = Story::until(Step::Approved);
    let convocation = story.convocation();
    let refusal = story.as_("試験調").refused(convocation.clone());
    assert_eq!(refusal, Refusal::ChairAndRecorderMissing);
    story.propose_roles();
    assert_eq!(
        story.as_("試験調").refused(convocation),
        Refusal::RolesNotAgreed
    );
}

#[test]
fn br_005_one_chair_and_one_recorder() {
    let mut story = Story::until(Step::Approved);
    let all = story.roles();
    let mut twice = all.clone();
    twice.push(PreparedRole {
        role: MeetingRole::Chair,
        person: story.attendee("試験警"),
    });
    for roles in [Vec::new(), all[..1].to_vec(), all[1..].to_vec(), twice] {
        let act = C::ProposeMeetingRoles {
            request: REQUEST,
            roles,
        };
        assert_eq!(
            story.as_("試験調").refused(act),
            Refusal::ChairAndRecorderMissing
        );
    }
}

#[test]
fn br_005_nobody_says_yes_in_the_place_of_the_requesting_agency() {
    let mut story = Story::until(Step::Approved);
    story.propose_roles();
    let act = C::AgreeMeetingRoles { request: REQUEST };
    assert!(story.as_("試験所長").does(act.clone()).is_err());
    assert_eq!(
        story.as_("試験所長").tries(&act),
        Err(Refusal::RequestingAgencyOnly)
    );
}

#[test]
fn br_005_other_roles_need_a_new_yes() {
    let mut story = Story::until(Step::RolesAgreed);
    story.propose_roles();
    let convocation = story.convocation();
    assert_eq!(
        story.as_("試験調").refused(convocation),
        Refusal::RolesNotAgreed
    );
}

#[test]
fn br_006_the_date_that_was_set_stands_beside_the_wished_one() {
    let story = Story::until(Step::Convened);
    let request = story.file().request(REQUEST).expect("known");
    assert_eq!(request.form.spans(sheet::WISHED_DATETIME), wished());
    assert_eq!(
        request.convocation.as_ref().map(|c| c.span),
        Some(set_date())
    );
    assert_eq!(story.place.wished_places[&REQUEST], "センター会議室");
}

#[test]
fn br_006_convening_changes_no_wish() {
    let before = Story::until(Step::RolesAgreed);
    let mut story = before.clone();
    let C::Convene {
        request,
        meeting,
        invited,
        ..
    } = story.convocation()
    else {
        panic!()
    };
    let span = span("2026-05-21 10:00", "2026-05-21 11:00");
    let room = "市役所 第2会議室".to_owned();
    story.as_("試験調").did(C::Convene {
        request,
        meeting,
        span,
        room,
        invited,
        also_serves: Default::default(),
        template: Default::default(),
    });
    let form = |story: &Story| story.file().request(REQUEST).expect("known").form.clone();
    assert_eq!(form(&story), form(&before));
    assert_eq!(story.place, before.place);
    assert_ne!(form(&story).spans(sheet::WISHED_DATETIME)[0], span);
}

#[test]
fn br_007_the_requesting_agency_reports_with_the_lower_half() {
    let story = Story::until(Step::Reported);
    let request = story.file().request(REQUEST).expect("known");
    assert_eq!(request.status, RequestStatus::Reported);
    assert_eq!(
        request.report.as_ref().map(|r| r.by),
        Some(story.id_of("試験一子"))
    );
    // What tells a place went apart.
    assert!(
        request
            .report
            .as_ref()
            .is_some_and(|r| r.form.get(sheet::HELD_AT).is_none())
    );
    assert_eq!(story.place.held_at[&REQUEST], "センター会議室");
}

#[test]
fn br_007_the_center_cannot_write_it_for_the_city() {
    let mut story = Story::until(Step::Shared);
    let act = C::SubmitReport {
        request: REQUEST,
        form: story.report_form(),
    };
    for name in ["試験所長", "試験調", "試験心"] {
        let stop = story.as_(name).does(act.clone());
        assert_eq!(stop, Err(Stop::Told(DenyReason::NotYourRole)), "{name}");
        assert_eq!(
            story.as_(name).tries(&act),
            Err(Refusal::RequestingAgencyOnly),
            "{name}"
        );
    }
}

#[test]
fn br_007_there_is_no_report_before_the_meeting() {
    let mut story = Story::until(Step::Convened);
    let act = C::SubmitReport {
        request: REQUEST,
        form: story.report_form(),
    };
    assert_eq!(story.as_("試験一子").refused(act), Refusal::StepMissing);
}
