//! Taking part in the meeting: her own part while it goes on, and what she says to what was decided.

use chrono::Days;
use domain::case::Voice;
use domain::command::CaseCommand as C;
use domain::event::CaseEvent;
use domain::form::Attendee;
use domain::id::RecordId;
use domain::meeting::{EntryKind, HerView, MeetingStatus};
use domain::refusal::Refusal;
use domain::taking_part::TakePartCommand as T;
use domain::view::her::{HerSlot, MeetingPage, MeetingSoon};

use crate::scenario::*;
use crate::story::Story;
use crate::taking_part::{act, live, meeting, page, says};
use crate::world::*;

// ── while it goes on

#[test]
fn her_word_from_her_phone_is_recorded_as_hers() {
    let mut story = Story::until(Step::Opened);
    let words = "</b> 学校に 言わないで\nおねがい ";
    story.her().did(says(1, words));
    let entry = meeting(&story).entries.last().expect("arrived");
    assert_eq!(
        (entry.kind, entry.agency, entry.by),
        (EntryKind::HerWords, None, None)
    );
    assert_eq!((entry.text.as_str(), entry.item), (words, 1));
    assert!(!entry.off_the_wall);
    for name in ["試験調", "試験一子", "試験灯"] {
        let view = story.as_(name).meeting_view(MEETING).expect("seated");
        assert_eq!(
            view.meeting.entries.last().map(|e| e.text.as_str()),
            Some(words)
        );
    }
    assert_eq!(
        live(&story).said.last().map(|said| said.1.as_str()),
        Some(words)
    );
    let again = story.her().refused(says(1, "べつの"));
    assert_eq!(again, Refusal::IdTaken);
}

#[test]
fn nobody_speaks_in_her_name() {
    let mut story = Story::until(Step::Opened);
    for name in ["試験調", "試験一子"] {
        assert_eq!(
            story.as_(name).refused(says(1, "平気です")),
            Refusal::NotYourRole
        );
    }
    story.her_with("試験一子").did(says(1, "じぶんで"));
    assert_eq!(
        meeting(&story).entries.last().map(|entry| entry.by),
        Some(None)
    );
}

#[test]
fn she_speaks_while_it_is_open_and_neither_before_nor_after() {
    for (step, refusal) in [
        (Step::Convened, Refusal::StepMissing),
        (Step::Shared, Refusal::MeetingIsOver),
    ] {
        let mut story = Story::until(step);
        assert_eq!(story.her().refused(says(1, "こわい")), refusal);
    }
    let mut story = Story::until(Step::Opened);
    assert_eq!(story.her().refused(says(1, "")), Refusal::TextMissing);
}

#[test]
fn what_would_tell_where_she_is_arrives_and_stays_off_the_wall() {
    let mut story = Story::until(Step::Opened);
    story
        .her()
        .did(says(1, &format!("いま {SHELTER}に います")));
    let entry = meeting(&story).entries.last().expect("arrived");
    assert!(entry.off_the_wall && entry.text.contains(SHELTER));
}

#[test]
fn her_page_shows_her_own_part_and_nothing_of_the_talk() {
    let mut story = Story::until(Step::Opened);
    let entry = RecordId(story.uuid());
    story.as_("試験一子").did(C::AddEntry {
        meeting: MEETING,
        entry,
        item: 1,
        kind: EntryKind::Opinion,
        text: "巡回を増やす".to_owned(),
        agency: Some(POLICE),
    });
    assert_eq!(MeetingSoon::of(story.file()), Some(MeetingSoon::GoingOn));
    let hers = live(&story);
    // Her own part, as it was written down, and not the whole of it.
    let when = hers.when.expect("set");
    assert_eq!(
        (when.from, when.to),
        (jst("2026-05-19 13:50"), jst("2026-05-19 14:20"))
    );
    assert_eq!(hers.step.map(|(at, of, _)| (at, of)), Some((2, 3)));
    let sent = serde_json::to_string(&page(&story)).expect("json");
    for hidden in [
        "巡回を増やす",
        "センター会議室",
        "試験 警",
        SHELTER,
        "学校に場所を",
    ] {
        assert!(!sent.contains(hidden), "{hidden}: {sent}");
    }
}

#[test]
fn before_the_meeting_she_reads_when_it_is() {
    let story = Story::until(Step::Convened);
    assert_eq!(MeetingSoon::of(story.file()), Some(MeetingSoon::Coming));
    let coming = page(&story).coming;
    assert_eq!(coming.len(), 1);
    assert_eq!(coming[0].when, Some(set_date()));
    assert!(!coming[0].live && coming[0].step.is_none());
    assert_eq!(MeetingSoon::of(Story::until(Step::Accepted).file()), None);
    // Nobody writes it down any more: the day is over.
    let mut later = Story::until(Step::Convened);
    later.at("2026-05-20 00:00");
    assert!(page(&later).coming.is_empty());
}

#[test]
fn br_032_of_a_conference_day_she_reads_her_own_part_and_not_the_day() {
    let mut day = crate::day_support::Day::layered(&[CENTER, CITY, POLICE]);
    day.placed(1, vec![]);
    let (file, council, now) = (day.story.file(), &day.story.council, day.story.now);
    let days = [day.day().clone()];
    let slots = HerSlot::all(file, &days, now);
    let hers = MeetingPage::of(file, council, &slots, now);
    let when = hers.coming[0].when.expect("placed");
    assert_eq!((when.from, when.to), (slots[0].span.from, slots[0].span.to));
    assert!(when.to < days[0].planned.to);
    // Where her part is not known she is told no time at all, and never that of the day.
    let unknown = MeetingPage::of(file, council, &[], now);
    assert_eq!(unknown.coming[0].when, None);
}

// ── what was decided

fn decision(story: &Story) -> RecordId {
    meeting(story).decisions[0].id
}

fn plainly(story: &Story, words: &str) -> C {
    act(T::PutPlainly {
        decision: decision(story),
        words: words.to_owned(),
    })
}

fn takes(story: &Story, view: HerView, words: &str) -> C {
    act(T::Take {
        decision: decision(story),
        view,
        words: words.to_owned(),
    })
}

const PLAIN: &str = "5月《がつ》27日《にち》までに いえを 見《み》に いきます。";

#[test]
fn a_decision_is_on_her_page_from_the_moment_it_is_in_her_words_and_not_before() {
    let mut story = Story::until(Step::Deadlocked);
    assert!(live(&story).decided.is_empty());
    let sent = serde_json::to_string(&page(&story)).expect("json");
    assert!(!sent.contains("母子生活支援施設"), "{sent}");
    let act = plainly(&story, PLAIN);
    story.as_("試験一子").did(act);
    let told = &live(&story).decided[0];
    assert_eq!(told.words, PLAIN);
    assert_eq!(told.agency, AKARI_NAME, "it helps her");
    assert_eq!(
        (told.due, told.take.clone()),
        (Some(day("2026-05-27")), None)
    );
    // Until she has answered it may be taken back or put better.
    let act = plainly(&story, "");
    story.as_("試験一子").did(act);
    assert!(live(&story).decided.is_empty());
}

#[test]
fn the_words_for_her_do_not_tell_the_place() {
    let mut story = Story::until(Step::Deadlocked);
    let act = plainly(&story, &format!("{SHELTER}に います"));
    let refused = story.as_("試験一子").refused(act);
    assert_eq!(refused, Refusal::InquiryWouldTellThePlace);
    let mut story = Story::until(Step::Adjourned);
    let confirm = |words: &str| C::ConfirmMinutes {
        meeting: MEETING,
        her_version: words.to_owned(),
    };
    let refused = story.as_("試験一子").refused(confirm(SHELTER));
    assert_eq!(refused, Refusal::InquiryWouldTellThePlace);
    story
        .as_("試験一子")
        .did(confirm("すむ ところを さがします。"));
}

#[test]
fn only_those_who_lead_the_meeting_write_the_words_for_her() {
    let mut story = Story::until(Step::Deadlocked);
    let act = plainly(&story, PLAIN);
    assert!(story.her().does(act.clone()).is_err());
    assert!(story.as_("試験警").does(act).is_err());
}

#[test]
fn what_was_left_out_comes_into_her_words_after_the_record_by_whoever_is_in_charge() {
    let mut story = Story::until(Step::Deadlocked);
    let act = plainly(&story, PLAIN);
    // While the record is made, by those who lead the meeting alone.
    story.as_("試験心").does(act.clone()).expect_err("no chair");
    let mut story = Story::until(Step::Shared);
    for name in ["試験警", "試験市"] {
        let refused = story.as_(name).does(act.clone());
        assert!(refused.is_err(), "{name} has nothing to do with her page");
    }
    assert!(page(&story).held[0].decisions.is_empty());
    story.as_("試験一子").did(act.clone());
    assert_eq!(page(&story).held[0].decisions[0].words, PLAIN);
    let said = takes(&story, HerView::Objected, "");
    story.her().did(said);
    assert_eq!(story.as_("試験一子").refused(act), Refusal::SheHasAnswered);
}

#[test]
fn who_was_there_reads_by_whom_it_was_decided_and_that_the_talk_is_not_hers_or_his_to_read() {
    let mut story = Story::until(Step::Shared);
    story.at("2026-05-25 09:00");
    let view = story.as_("試験警").meeting_view(MEETING).expect("told");
    assert!(view.withheld && view.meeting.entries.is_empty() && view.wish.is_none());
    let names: Vec<_> = view.agencies.iter().map(|one| one.id).collect();
    for agency in &view.meeting.shared_with {
        assert!(names.contains(agency), "shared with {agency:?} by name");
    }
    let people: Vec<_> = view.people.iter().map(|one| one.id).collect();
    let decided = view.meeting.decisions.iter().filter_map(|one| one.person);
    for person in decided.chain(view.meeting.assignments.iter().filter_map(|one| one.person)) {
        assert!(people.contains(&person), "{person:?} has a name");
    }
    let own = story
        .as_("試験一子")
        .meeting_view(MEETING)
        .expect("in charge");
    assert!(!own.withheld && !own.meeting.entries.is_empty());
}

#[test]
fn afterwards_she_reads_her_version_and_by_whom() {
    let mut story = Story::until(Step::Adjourned);
    let act = plainly(&story, PLAIN);
    story.as_("試験一子").did(act);
    // While the record is in the making she reads what was put to her, and that it is.
    let held = page(&story).held;
    assert!(!held[0].confirmed && held[0].version.is_empty());
    assert_eq!(held[0].decisions.len(), 1);
    assert_eq!(meeting(&story).status, MeetingStatus::Adjourned);
    let her_version = "はるさんの 住む ところを さがします。".to_owned();
    story.as_("試験一子").did(C::ConfirmMinutes {
        meeting: MEETING,
        her_version: her_version.clone(),
    });
    let held = page(&story).held;
    assert_eq!((held.len(), held[0].on), (1, day("2026-05-19")));
    assert!(held[0].confirmed);
    assert_eq!(held[0].version, her_version);
    assert_eq!(held[0].decisions[0].words, PLAIN);
    assert_eq!(held[0].decisions[0].agency, AKARI_NAME, "by whom");
    assert_eq!(held[0].next, Some(day("2026-06-02")));
}

#[test]
fn she_says_what_she_thinks_of_what_she_has_read() {
    let mut story = Story::until(Step::Deadlocked);
    let unread = takes(&story, HerView::Objected, "ちがう");
    assert_eq!(story.her().refused(unread), Refusal::ItemUnknown);
    let act = plainly(&story, PLAIN);
    story.as_("試験一子").did(act);
    let silent = takes(&story, HerView::NotAsked, "");
    assert_eq!(story.her().refused(silent), Refusal::HerTakeMissing);
    let said = takes(&story, HerView::Objected, "まだ 決めたくない ");
    story.her().did(said);
    let take = meeting(&story).decisions[0].her_take.clone().expect("said");
    assert_eq!((take.view, take.by), (HerView::Objected, Voice::Herself));
    assert_eq!(take.words, "まだ 決めたくない ");
    // The recorder's line of the day stays what it was.
    assert_eq!(meeting(&story).decisions[0].her_view, HerView::Accepted);
    let shown = live(&story).decided[0].take.clone().expect("on her page");
    assert_eq!(shown.0, HerView::Objected);
    // Other words under her answer would be answered by nobody.
    let other = plainly(&story, "べつの ことば");
    assert_eq!(
        story.as_("試験一子").refused(other),
        Refusal::SheHasAnswered
    );
    // She may change her mind, and a worker may write it down for her.
    let said = takes(&story, HerView::Accepted, "");
    story.as_("試験一子").did(said);
    let by = story.id_of("試験一子");
    let take = meeting(&story).decisions[0].her_take.clone().expect("said");
    assert_eq!(
        (take.view, take.by),
        (HerView::Accepted, Voice::ReadBack { by })
    );
}

#[test]
fn her_no_waits_where_it_is_read_until_somebody_has_met_about_it() {
    let mut story = Story::until(Step::Shared);
    let act = plainly(&story, PLAIN);
    story.as_("試験一子").did(act);
    let noes = |story: &Story| story.file().her_noes(story.now).len();
    let yes = takes(&story, HerView::Accepted, "");
    story.her().did(yes);
    assert_eq!(noes(&story), 0);
    let no = takes(&story, HerView::Objected, "");
    story.her().did(no);
    assert_eq!(story.file().her_noes(story.now)[0].0, MEETING);
    let said = story.now;
    story.now = said + Days::new(30);
    assert_eq!(noes(&story), 0, "a month is over");
    story.now = said;
    let mut met = story.file().clone();
    let mut next = met.meetings[0].clone();
    next.opened_at = Some(said + Days::new(1));
    next.decisions.clear();
    met.meetings.push(next);
    assert!(met.her_noes(said).is_empty(), "talked about since");
}

#[test]
fn what_she_thinks_is_read_where_the_decision_is_and_in_the_history() {
    let mut story = Story::until(Step::Deadlocked);
    let act = plainly(&story, PLAIN);
    story.as_("試験一子").did(act);
    let said = takes(&story, HerView::Objected, "まだ 決めたくない");
    let events = story.her().did(said);
    assert!(matches!(events[..], [CaseEvent::TookPart { .. }]));
    let view = story.as_("試験調").meeting_view(MEETING).expect("leads");
    let take = view.meeting.decisions[0].her_take.clone().expect("read");
    assert_eq!(take.words, "まだ 決めたくない");
    let line = story.as_("試験一子").timeline().expect("in charge");
    let line = line.last().expect("listed");
    assert_eq!(line.words, "まだ 決めたくない");
    // Who is not called to it reads neither.
    let far: Attendee = story.attendee("試験校");
    assert!(
        story.as_("試験校").meeting_view(MEETING).is_err(),
        "{far:?}"
    );
}
