//! 所在秘匿: あかり is 「支援機関」 to all who are not on the list of that case.

use domain::case::AttendeeWishes;
use domain::command::CaseCommand as C;
use domain::council::Agency;
use domain::form::Value;
use domain::form::case_review::key as sheet;
use domain::id::RecordId;
use domain::meeting::EntryKind;
use domain::record::{Means, ThreeParts};
use domain::view::{Directory, Me, Names};

use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

/// Told to its end, with the name typed wherever a pen can go.
fn with_the_name_everywhere() -> Story {
    let mut story = Story::until(Step::Opened);
    let entry = RecordId(story.uuid());
    story.as_("試験一子").did(C::AddEntry {
        meeting: MEETING,
        entry,
        item: 1,
        kind: EntryKind::Fact,
        text: format!("{AKARI_NAME}の{AKARI_WORKER}が見学に付きそう"),
        agency: Some(AKARI),
    });
    let decision = RecordId(story.uuid());
    story.as_("試験一子").did(C::Decide {
        meeting: MEETING,
        decision,
        what: format!("{AKARI_NAME}と見学"),
        agency: AKARI,
        person: None,
        due: None,
        her_view: domain::meeting::HerView::Accepted,
        cost: None,
    });
    let record = RecordId(story.uuid());
    let happened_at = story.now;
    story.as_("試験一子").did(C::WriteRecord {
        record,
        happened_at,
        means: Means::Visit,
        parts: ThreeParts {
            facts: format!("{AKARI_NAME}へ電話"),
            ..ThreeParts::default()
        },
        categories: vec![domain::form::InfoCategory::Harm],
        next_step: format!("{AKARI_WORKER}に会う"),
        with: String::new(),
        support: String::new(),
        safety: false,
        shown_to_her: false,
        photos: Vec::new(),
    });
    story
}

/// In the meeting and after it, with the name in everything that she herself said.
fn with_the_name_in_her_words() -> [Story; 2] {
    let said = format!("{AKARI_NAME}の{AKARI_WORKER}さんと いたい");
    let mut meeting = Story::until(Step::Opened);
    let words = said.clone();
    meeting.her().did(C::RecordWish { words });
    let wishes = AttendeeWishes {
        words: said.clone(),
        ..meeting.file().attendee_wishes.clone()
    };
    meeting.her().did(C::RecordAttendeeWishes { wishes });
    let file = meeting.opened.as_mut().expect("open");
    for consent in &mut file.consents {
        if let Some(attendance) = &mut consent.attendance {
            attendance.words.clone_from(&said);
        }
    }
    let hers = file.meetings[0].her_attendance.as_mut();
    hers.expect("recorded").words.clone_from(&said);
    let risk = file.risk.as_mut().expect("judged");
    risk.parts.her_words.clone_from(&said);
    let mut plan = Story::until(Step::Confirmed);
    let file = plan.opened.as_mut().expect("open");
    file.wishes[0].words.clone_from(&said);
    let known = &mut file.plans[0];
    for reply in &mut known.replies {
        reply.words.clone_from(&said);
    }
    known
        .agreement
        .as_mut()
        .expect("agreed")
        .words
        .clone_from(&said);
    known.no_agreement_reason = Some(said);
    [meeting, plan]
}

#[test]
fn the_name_in_her_own_words_is_read_by_those_who_may_know_it_alone() {
    let [mut meeting, mut plan] = with_the_name_in_her_words();
    for story in [&mut meeting, &mut plan] {
        assert!(story.all_that_reaches("試験一子").contains(AKARI_NAME));
    }
    assert!(!plan.file().plans[0].replies.is_empty());
    // Inside the meeting the police hears her wish, with the cover in it.
    let seen = meeting.as_("試験警").meeting_view(MEETING).expect("inside");
    let wish = seen.wish.expect("said").words;
    assert!(
        wish.contains(Agency::SECRET_NAME) && !wish.contains(AKARI_WORKER),
        "{wish}"
    );
}

#[test]
fn the_name_reaches_nobody_who_may_not_know_it() {
    let [meeting, plan] = with_the_name_in_her_words();
    for mut story in [
        with_the_name_everywhere(),
        meeting,
        plan,
        Story::until(Step::Requested),
        Story::until(Step::Convened),
        Story::until(Step::Deadlocked),
        Story::until(Step::Shared),
        Story::until(Step::Confirmed),
    ] {
        let names: Vec<String> = story
            .council
            .staff
            .values()
            .map(|s| s.name.clone())
            .collect();
        for name in names {
            let person = story.person(&name);
            let own = person.agency == AKARI;
            let listed = story.file().place_knowers.contains(&person.id);
            let text = story.all_that_reaches(&name);
            if own || listed {
                continue;
            }
            for secret in [AKARI_NAME, "あかり（架空）", AKARI_WORKER] {
                assert!(!text.contains(secret), "{name} reads {secret}");
            }
        }
    }
}

#[test]
fn the_listed_and_its_own_people_read_it_and_the_others_the_cover() {
    let mut story = with_the_name_everywhere();
    assert!(story.all_that_reaches("試験一子").contains(AKARI_NAME));
    assert!(story.all_that_reaches("試験灯").contains(AKARI_NAME));
    let seen = story.as_("試験警").meeting_view(MEETING).expect("inside");
    let akari = seen
        .agencies
        .iter()
        .find(|agency| agency.id == AKARI)
        .expect("takes part");
    assert_eq!(akari.name, Agency::SECRET_NAME);
}

#[test]
fn the_paper_carries_it_for_nobody_not_even_for_those_who_know() {
    let mut story = Story::until(Step::Shared);
    story.at("2026-05-20 10:00");
    let form = story.report_form().with(
        sheet::OUTCOME,
        Value::Text(format!("主たる支援機関は{AKARI_NAME}（{AKARI_WORKER}）")),
    );
    story.as_("試験一子").did(C::SubmitReport {
        request: REQUEST,
        form,
    });
    for name in ["試験一子", "試験所長", "試験調", "試験心"] {
        for open in [false, true] {
            let sheet = story.as_(name).sheet(REQUEST, open).expect("may print");
            let text = serde_json::to_string(&sheet).expect("written");
            assert!(
                !text.contains(AKARI_NAME) && !text.contains(AKARI_WORKER),
                "{name}"
            );
            assert!(text.contains(Agency::SECRET_NAME));
        }
    }
}

#[test]
fn the_prefilled_report_has_the_cover_in_it_whoever_writes() {
    let mut story = Story::until(Step::Shared);
    let seen = story
        .as_("試験一子")
        .request_view(REQUEST)
        .expect("requesting");
    let outcome = seen.report_prefill.text(sheet::OUTCOME);
    assert!(!outcome.contains(AKARI_NAME), "{outcome}");
}

#[test]
fn directory_and_me_name_it_to_its_own_people_only() {
    let story = Story::until(Step::Protected);
    let today = domain::calendar::jst_date(story.now);
    for staff in story.council.staff.values() {
        let outside = Names::outside(&story.council, staff.id);
        let directory = Directory::of(&story.council, &outside, today);
        let text = serde_json::to_string(&directory).expect("written");
        assert_eq!(
            text.contains(AKARI_NAME),
            staff.agency == AKARI,
            "{}",
            staff.name
        );
        let known = staff.agency == AKARI;
        assert_eq!(text.contains(AKARI_WORKER), known, "{}", staff.name);
        let me = Me::of(&story.council, staff.id, story.now).expect("in post");
        let text = serde_json::to_string(&me).expect("written");
        assert_eq!(text.contains(AKARI_NAME), known);
    }
    // Inside the case the list decides.
    let listed = Names::within(&story.council, story.id_of("試験一子"), story.file());
    assert_eq!(listed.agency_name(AKARI), AKARI_NAME);
    let other = Names::within(&story.council, story.id_of("試験隣"), story.file());
    assert_eq!(other.agency_name(AKARI), Agency::SECRET_NAME);
}
