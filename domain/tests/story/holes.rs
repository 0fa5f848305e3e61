//! Ways around the rules that somebody might try.

use std::collections::BTreeSet;

use domain::access::{Action, DenyReason};
use domain::command::CaseCommand as C;
use domain::consent::{Answer, ConsentKind};
use domain::council::Role;
use domain::form::intake::key as intake;
use domain::form::{FormData, InfoCategory};
use domain::id::{ConsentId, MeetingId, RecordId, RequestId};
use domain::meeting::EntryKind;
use domain::refusal::Refusal;
use domain::request::Verdict;
use uuid::Uuid;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

#[test]
fn the_chair_of_another_meeting_leads_only_that_one() {
    let mut story = Story::until(Step::Adjourned);
    // A second meeting of the case, chaired by somebody else, at this very hour.
    let other = MeetingId(Uuid::from_u128(0xF9));
    let (chair, recorder) = (story.attendee("試験児"), story.attendee("試験市"));
    let file = story.opened.as_mut().expect("open");
    let mut second = file.meetings[0].clone();
    second.id = other;
    second.number = 2;
    second.status = domain::meeting::MeetingStatus::InProgress;
    second.invited = vec![chair.clone(), recorder.clone()];
    second.roles = vec![
        (domain::meeting::MeetingRole::Chair, chair),
        (domain::meeting::MeetingRole::Recorder, recorder),
    ];
    file.meetings[0]
        .invited
        .retain(|person| person.agency != CHILD);
    file.meetings.push(second);
    assert!(story.as_("試験児").may(Action::RunMeeting).is_ok());
    let entry = RecordId(story.uuid());
    let add = |meeting| C::AddEntry {
        meeting,
        entry,
        item: 0,
        kind: EntryKind::Fact,
        text: "あとから書く".to_owned(),
        agency: None,
    };
    assert_eq!(
        story.as_("試験児").refused(add(MEETING)),
        Refusal::NotYourRole
    );
    story.as_("試験児").did(add(other));
    // And reads of the first only its shell.
    let file = story.opened.as_mut().expect("open");
    file.roles.retain(|role| role.agency != CHILD);
    let seen = story
        .as_("試験児")
        .meeting_view(MEETING)
        .expect("a meeting of the case is open");
    assert!(seen.meeting.entries.is_empty() && seen.meeting.invited.is_empty());
    assert!(seen.meeting.decisions.is_empty() && seen.meeting.attendance.is_empty());
    assert!(seen.wish.is_none() && seen.matters.is_empty());
}

#[test]
fn an_agency_she_leaves_out_keeps_no_way_in() {
    let mut story = Story::until(Step::Shared);
    let mut scope = share_scope();
    scope.excluded.push(domain::consent::Exclusion {
        agency: AKARI,
        only_allowed: None,
    });
    let id = ConsentId(story.uuid());
    let kind = ConsentKind::ShareToCaseReview;
    story
        .as_("試験一子")
        .did(consent(id, kind, Answer::Given, scope));
    // It holds two roles, took part and was invited.
    for action in [
        Action::SeeCase,
        Action::SeeMeeting,
        Action::SeePlan,
        Action::SeeNotice,
    ] {
        assert_eq!(
            story.as_("試験灯").may(action),
            Err(Stop::Hidden),
            "{action:?}"
        );
    }
    // The agency in charge holds her record by itself.
    assert!(story.as_("試験心").may(Action::SeeCase).is_ok());
}

#[test]
fn a_requesting_agency_that_was_left_out_has_no_more_way_in() {
    let mut story = Story::until(Step::Shared);
    let id = story.id_of("試験一子");
    story.opened.as_mut().expect("open").workers.remove(&id);
    assert!(story.as_("試験隣").may(Action::SeeRequest).is_ok());
    let mut scope = share_scope();
    scope.excluded.push(domain::consent::Exclusion {
        agency: CITY,
        only_allowed: None,
    });
    let id = ConsentId(story.uuid());
    let kind = ConsentKind::ShareToCaseReview;
    story
        .as_("試験心")
        .did(consent(id, kind, Answer::Given, scope));
    for name in ["試験一子", "試験隣"] {
        for action in [Action::SeeCase, Action::SeeRequest, Action::SeeConsents] {
            assert_eq!(
                story.as_(name).may(action),
                Err(Stop::Hidden),
                "{name} {action:?}"
            );
        }
    }
}

#[test]
fn nobody_becomes_a_worker_of_the_case_from_an_agency_outside() {
    let mut story = Story::until(Step::Consented);
    for name in ["試験警", "試験灯", "試験遠", "試験校", "試験調"] {
        let act = C::AssignWorker {
            staff: story.id_of(name),
        };
        assert_eq!(
            story.as_("試験一子").refused(act),
            Refusal::AgencyNotInScope,
            "{name}"
        );
    }
    // Not even the officer herself, who sees code and age band only.
    let act = C::AssignWorker {
        staff: story.id_of("試験調"),
    };
    assert_eq!(story.as_("試験調").refused(act), Refusal::AgencyNotInScope);
    let act = C::AssignWorker {
        staff: story.id_of("試験隣"),
    };
    story.as_("試験一子").did(act);
}

#[test]
fn the_coordinating_agency_reads_no_name_of_a_case_that_is_not_before_it() {
    let mut story = Story::until(Step::Accepted);
    let seen = story.as_("試験調").case_view().expect("the ledger");
    assert_eq!(seen.age_band.as_deref(), Some("30代"));
    assert!(seen.name.is_none() && seen.called_name.is_none() && seen.birth.is_none());
    assert!(seen.family.is_empty() && seen.opposing.is_none() && seen.wishes.is_empty());
    let text = story.all_that_reaches("試験調");
    for words in [
        NAME,
        CALLED,
        "ミホン",
        "一花",
        "見本 某",
        "もう帰りたくない",
        "1990",
    ] {
        assert!(!text.contains(words), "{words}");
    }
}

#[test]
fn the_other_partys_name_goes_only_with_the_harm() {
    let mut story = Story::until(Step::Opened);
    assert!(story.all_that_reaches("試験警").contains("見本 某"));
    story.her().did(C::NarrowConsent {
        consent: SHARE,
        without_agencies: BTreeSet::new(),
        without_categories: BTreeSet::from([InfoCategory::Harm, InfoCategory::Children]),
    });
    let text = story.all_that_reaches("試験警");
    assert!(!text.contains("見本 某"));
    assert!(!text.contains("一花"));
    assert!(text.contains(CALLED));
}

#[test]
fn writing_an_address_is_no_way_onto_the_list() {
    let mut story = Story::until(Step::Consented);
    // The intake knew no address; the place of protection is known to its list.
    story.place.intake = FormData::default();
    let form = story
        .request_form()
        .with("address", text("見本道みほん市架空町2-2"));
    story.as_("試験隣").did(C::SubmitRequest {
        request: REQUEST,
        form,
    });
    assert!(!story.file().place_knowers.contains(&story.id_of("試験隣")));
    assert_eq!(
        story.place.intake.text("address"),
        "見本道みほん市架空町2-2"
    );
    let told = Err(Stop::Told(DenyReason::NotYourRole));
    assert_eq!(story.as_("試験隣").may(Action::SeeWhereabouts), told);
}

#[test]
fn a_correction_wipes_nothing_the_writer_cannot_see() {
    let mut story = Story::until(Step::Filed);
    // あかり supports, and sees a part of the form: it may not send the whole.
    let form = intake_form(story.id_of("試験灯"));
    let told = Err(Stop::Told(DenyReason::NotYourRole));
    let seen = story.whole_intake();
    assert_eq!(
        story.as_("試験灯").does(C::CorrectIntake { form, seen }),
        told
    );
    let plan = story.write_plan(0, story.items()[..1].to_vec());
    assert_eq!(story.as_("試験灯").does(plan), told);
    // 隣 is of the agency that accepted the case, not on the list of those who may know the place.
    let mut story = Story::until(Step::Protected);
    let before = story.place.clone();
    let (open, secret) =
        domain::form::split_by_class(&domain::form::INTAKE, &intake_form(story.id_of("試験一子")));
    story.as_("試験隣").did(C::CorrectIntake {
        form: open.clone().with(intake::FACTS, text("訂正")),
        seen: open,
    });
    assert_eq!(story.place, before);
    let typed = secret.text(intake::ADDRESS).to_owned();
    let form = intake_form(story.id_of("試験一子")).with(intake::ADDRESS, text(&typed));
    assert_eq!(
        story.as_("試験隣").refused(C::CorrectIntake {
            form,
            seen: FormData::default(),
        }),
        Refusal::NotYourRole
    );
}

#[test]
fn on_her_tablet_the_worker_cannot_act_in_her_name_beyond_her_voice() {
    let mut story = Story::until(Step::Agreed);
    let told = Err(Stop::Told(DenyReason::NotYourRole));
    let confirm = C::ConfirmPlan {
        plan: PLAN,
        version: 2,
        meeting: MEETING,
    };
    assert_eq!(story.her_with("試験一子").does(confirm), told);
    let answer = C::AnswerComment {
        plan: PLAN,
        comment: C1,
        words: "はい".to_owned(),
    };
    assert_eq!(story.her_with("試験一子").does(answer), told);
    story.her_with("試験一子").did(C::RecordWish {
        words: "海の近くがいい".to_owned(),
    });
    // A stranger's tablet is no way to her voice.
    let words = "ちがう".to_owned();
    assert_eq!(
        story.her_with("試験遠").does(C::RecordWish { words }),
        Err(Stop::Hidden)
    );
}

#[test]
fn who_comes_for_one_meeting_has_no_tie_through_the_agency() {
    let mut story = Story::until(Step::Shared);
    let id = story.id_of("試験灯");
    let staff = story.council.staff.get_mut(&id).expect("known");
    staff.roles = BTreeSet::from([Role::Interpreter]);
    story.at("2026-05-25 10:00");
    assert_eq!(story.as_("試験灯").may(Action::SeeCase), Err(Stop::Hidden));
}

#[test]
fn a_meeting_that_has_begun_is_not_put_off() {
    let mut story = Story::until(Step::Opened);
    let reason = "台風".to_owned();
    let act = C::PostponeMeeting {
        request: REQUEST,
        reason,
    };
    assert_eq!(story.as_("試験調").refused(act), Refusal::StepMissing);
}

#[test]
fn an_agency_that_is_no_member_cannot_ask_for_a_meeting() {
    let mut story = Story::blank();
    let form = intake_form(story.id_of("試験外"));
    story
        .as_("試験外")
        .accepts("K-R8-0003", &form)
        .expect("anyone may accept");
    let nothing = domain::consent::ConsentScope::default();
    story.as_("試験外").did(consent(
        HOLD,
        ConsentKind::HoldCaseReview,
        Answer::Given,
        nothing,
    ));
    let kind = ConsentKind::ShareToCaseReview;
    story
        .as_("試験外")
        .did(consent(SHARE, kind, Answer::Given, share_scope()));
    let act = story.submit();
    assert_eq!(story.as_("試験外").refused(act), Refusal::NotAMember);
}

#[test]
fn an_unknown_request_or_meeting_is_not_found_whatever_is_asked() {
    let mut story = Story::until(Step::Opened);
    let request = RequestId(Uuid::from_u128(0xE77));
    let (verdict, reason) = (Verdict::Hold, String::new());
    let act = C::DecideRequest {
        request,
        verdict,
        reason,
    };
    assert_eq!(story.as_("試験所長").refused(act), Refusal::NotFound);
    let act = C::OpenMeeting {
        meeting: MeetingId(Uuid::from_u128(0xF77)),
    };
    assert_eq!(story.as_("試験調").refused(act), Refusal::NotFound);
}
