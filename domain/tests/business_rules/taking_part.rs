//! Taking part in the meeting (domain.md §13): whom she wants there and whom not, with whom she comes,
//! the words it begins with, her words in it, and what she says to what was decided.

use std::collections::BTreeSet;

use domain::case::{AttendeeWishes, OpposingParty, Voice};
use domain::command::CaseCommand as C;
use domain::consent::{Answer, AttendanceMode, AttendanceWish, Channel, ConsentKind, ConsentScope};
use domain::id::{AgencyId, ConsentId, RecordId};
use domain::meeting::{HerAttendance, MeetingKind};
use domain::refusal::Refusal;
use domain::taking_part::{Companion, Company, CompanyRole, TakePartCommand as T};
use domain::view::her::{HerMeeting, MeetingPage, MeetingSoon};
use uuid::Uuid;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

pub(super) const LETTER: &str = "  さいしょに 読んで。\n学校には 言わないで ";

pub(super) fn act(act: T) -> C {
    C::TakePart {
        meeting: MEETING,
        act,
    }
}

pub(super) fn letter(words: &str) -> C {
    act(T::WriteLetter {
        words: words.to_owned(),
    })
}

pub(super) fn says(n: u128, words: &str) -> C {
    act(T::Say {
        entry: RecordId(Uuid::from_u128(0xE700 + n)),
        words: words.to_owned(),
    })
}

fn without(agencies: &[AgencyId]) -> C {
    C::RecordAttendeeWishes {
        wishes: AttendeeWishes {
            unwelcome: agencies.iter().copied().collect(),
            words: "あの人が こわい".to_owned(),
            ..AttendeeWishes::default()
        },
    }
}

pub(super) fn meeting(story: &Story) -> &domain::meeting::Meeting {
    story.file().meeting(MEETING).expect("called")
}

fn called(story: &Story) -> BTreeSet<AgencyId> {
    let invited = meeting(story).invited.iter();
    invited.map(|one| one.agency).collect()
}

pub(super) fn page(story: &Story) -> MeetingPage {
    MeetingPage::of(story.file(), &story.council, &[], story.now)
}

pub(super) fn live(story: &Story) -> HerMeeting {
    page(story).live().expect("going on").clone()
}

/// Her own answer to how she takes part, at her door.
fn choice(story: &mut Story, mode: AttendanceMode) -> C {
    C::RecordConsent {
        consent: ConsentId(story.uuid()),
        kind: ConsentKind::HerAttendance,
        answer: Answer::Given,
        scope: ConsentScope::default(),
        until: None,
        language: "ja".to_owned(),
        explained_with: "v1".to_owned(),
        interpreter: None,
        channel: Channel::App,
        witness: None,
        copy_given: true,
        attendance: Some(AttendanceWish {
            mode,
            beside_her: None,
            words: String::new(),
        }),
        protection: None,
    }
}

// ── who should come, and who must not

#[test]
fn br_009_what_she_says_at_her_own_door_goes_by_the_same_rule() {
    let mut story = Story::until(Step::RolesAgreed);
    story.her().did(without(&[POLICE]));
    let wishes = &story.file().attendee_wishes;
    assert!(wishes.recorded && wishes.by_herself);
    let convocation = story.convocation();
    let refused = story.as_("試験調").refused(convocation.clone());
    assert_eq!(refused, Refusal::SheDoesNotWantThem);
    // And she takes it back as she said it.
    story.her().did(without(&[]));
    story.as_("試験調").did(convocation);
}

#[test]
fn br_009_whom_she_names_after_the_call_is_off_the_list_at_once() {
    let mut story = Story::until(Step::Convened);
    assert!(called(&story).contains(&POLICE));
    story.her().did(without(&[POLICE]));
    assert!(!called(&story).contains(&POLICE));
    assert!(meeting(&story).is_shaken());
    story.at("2026-05-19 09:00");
    let gone = story.as_("試験警").meeting_view(MEETING);
    assert_eq!(gone.err(), Some(Stop::Hidden));
    assert!(story.as_("試験児").meeting_view(MEETING).is_ok());
    // Said again, it takes nobody off a second time.
    let events = story.her().did(without(&[POLICE]));
    assert_eq!(events.len(), 1);
}

#[test]
fn br_009_in_the_middle_of_a_meeting_nobody_loses_the_seat_by_it() {
    let mut story = Story::until(Step::Opened);
    let events = story.her().did(without(&[POLICE]));
    assert_eq!(events.len(), 1, "{events:?}");
    assert!(called(&story).contains(&POLICE));
}

#[test]
fn a_must_not_is_told_to_those_who_call_and_never_to_those_it_is_about() {
    let mut story = Story::until(Step::Requested);
    story.her().did(without(&[CENTER]));
    // 試験調 is of the Center; 試験一子 keeps the record.
    let told = story.as_("試験調").case_view().expect("opens");
    let wishes = told.attendee_wishes.expect("the consents open to her");
    assert!(wishes.recorded && wishes.unwelcome.is_empty() && wishes.words.is_empty());
    let kept = story.as_("試験一子").case_view().expect("opens");
    let wishes = kept.attendee_wishes.expect("in charge");
    assert_eq!(wishes.unwelcome, BTreeSet::from([CENTER]));
    assert_eq!(wishes.words, "あの人が こわい");
}

#[test]
fn a_must_not_about_ones_own_house_is_answered_like_one_outside_her_scope() {
    let mut story = Story::until(Step::RolesAgreed);
    story.her().did(without(&[CENTER]));
    let convocation = story.convocation();
    let refused = story.as_("試験調").refused(convocation.clone());
    assert_eq!(refused, Refusal::AgencyNotInScope);
    story.her().did(without(&[POLICE]));
    let refused = story.as_("試験調").refused(convocation);
    assert_eq!(refused, Refusal::SheDoesNotWantThem);
}

#[test]
fn who_cannot_read_a_must_not_cannot_write_it_away() {
    let mut story = Story::until(Step::Requested);
    story.her().did(without(&[CITY, POLICE]));
    let read = story.as_("試験一子").case_view().expect("opens");
    let read = read.attendee_wishes.expect("in charge");
    assert_eq!(read.unwelcome, BTreeSet::from([POLICE]));
    // What 試験一子 of that very agency sends back is what she could read, and more.
    let mut sent = read;
    sent.unwelcome.clear();
    sent.words = "あかりに来てほしい".to_owned();
    story
        .as_("試験一子")
        .did(C::RecordAttendeeWishes { wishes: sent });
    let stands = &story.file().attendee_wishes;
    assert_eq!(stands.unwelcome, BTreeSet::from([CITY]));
    assert_eq!(stands.words, "あの人が こわい\nあかりに来てほしい");
    assert!(!stands.by_herself);
    // She herself takes it back.
    story.her().did(without(&[]));
    assert!(story.file().attendee_wishes.unwelcome.is_empty());
}

#[test]
fn the_same_agency_is_not_wanted_and_unwanted() {
    let mut story = Story::until(Step::Consented);
    let wishes = AttendeeWishes {
        welcome: BTreeSet::from([AKARI]),
        unwelcome: BTreeSet::from([AKARI]),
        ..AttendeeWishes::default()
    };
    let both = C::RecordAttendeeWishes { wishes };
    assert_eq!(story.her().refused(both), Refusal::WelcomeAndNot);
}

#[test]
fn br_053_the_list_she_chooses_from_tells_nothing_of_blocks() {
    let mut story = Story::until(Step::Consented);
    let before = page(&story).agencies;
    let block = C::SetBlock {
        block: domain::id::BlockId(story.uuid()),
        target: domain::block::BlockTarget::Agency(POLICE),
        reason: domain::block::BlockReason::HerWish,
        alternative: None,
    };
    story.as_("試験一子").did(block);
    assert_eq!(page(&story).agencies, before);
    let names: Vec<&str> = before.iter().map(|one| one.name.as_str()).collect();
    // A shelter is named to her only because it helps her.
    assert!(names.contains(&AKARI_NAME));
    let early = Story::until(Step::Accepted);
    assert!(page(&early).agencies.iter().all(|one| one.id != AKARI));
}

// ── how, and with whom

#[test]
fn her_choice_and_what_happened_are_told_apart() {
    for (wanted, happened, counts) in [
        (AttendanceMode::Whole, AttendanceMode::Letter, false),
        (AttendanceMode::Absent, AttendanceMode::PartOnline, true),
        (AttendanceMode::Advocate, AttendanceMode::Advocate, false),
    ] {
        let mut story = Story::until(Step::Convened);
        let chosen = choice(&mut story, wanted);
        story.her().did(chosen);
        story.at("2026-05-19 13:30");
        story.as_("試験調").did(C::OpenMeeting { meeting: MEETING });
        let view = story.as_("試験調").meeting_view(MEETING).expect("opens");
        assert_eq!(view.attendance_wish.map(|wish| wish.mode), Some(wanted));
        assert_eq!(view.meeting.her_attendance, None, "a wish is no attendance");
        assert!(!story.file().held_meetings()[0].counts.she_came);
        story.as_("試験一子").did(C::RecordHerAttendance {
            meeting: MEETING,
            attendance: HerAttendance {
                mode: happened,
                from: None,
                to: None,
                reason: Some(domain::meeting::NonParticipationReason::Health),
                words: String::new(),
            },
        });
        assert_eq!(story.file().held_meetings()[0].counts.she_came, counts);
        // What she chooses for the next one changes nothing in this one.
        let next = choice(&mut story, AttendanceMode::Online);
        story.her().did(next);
        let view = story.as_("試験調").meeting_view(MEETING).expect("opens");
        assert_eq!(view.attendance_wish.map(|wish| wish.mode), Some(wanted));
        assert_eq!(story.file().held_meetings()[0].counts.she_came, counts);
    }
}

#[test]
fn neither_a_letter_nor_a_word_from_her_phone_makes_her_present() {
    let mut story = Story::until(Step::Convened);
    story.her().did(letter(LETTER));
    story.at("2026-05-19 13:30");
    story.as_("試験調").did(C::OpenMeeting { meeting: MEETING });
    story.her().did(says(1, "こわい"));
    assert!(!story.file().held_meetings()[0].counts.she_came);
}

fn interpreter(from_elsewhere: Option<bool>, pledged: bool) -> Company {
    Company {
        role: CompanyRole::Interpreter,
        name: "通訳 花子".to_owned(),
        pledged,
        from_elsewhere,
    }
}

fn lets_in(company: Vec<Company>) -> C {
    act(T::LetIn { company })
}

/// She asks for an interpreter who is not of her community, or does not mind.
fn asks_for_interpreter(story: &mut Story, from_elsewhere: Option<bool>) {
    let wishes = AttendeeWishes {
        with_her: vec![Companion {
            role: CompanyRole::Interpreter,
            name: String::new(),
            language: "ベトナム語".to_owned(),
            from_elsewhere,
        }],
        ..AttendeeWishes::default()
    };
    story.her().did(C::RecordAttendeeWishes { wishes });
}

#[test]
fn br_017_whoever_is_with_her_has_pledged_for_this_meeting() {
    let mut story = Story::until(Step::Opened);
    for role in CompanyRole::ALL {
        let one = |pledged| Company {
            role,
            ..interpreter(Some(true), pledged)
        };
        let refused = story.as_("試験調").refused(lets_in(vec![one(false)]));
        let names = vec!["通訳 花子".to_owned()];
        assert_eq!(refused, Refusal::PledgeOfMissing { names }, "{role:?}");
        story.as_("試験調").did(lets_in(vec![one(true)]));
        assert_eq!(meeting(&story).company, [one(true)]);
    }
}

#[test]
fn who_carries_her_words_was_asked_where_she_or_he_comes_from() {
    for (asked, answer, expected) in [
        (Some(true), None, Some(Refusal::CommunityNotAsked)),
        (
            Some(true),
            Some(false),
            Some(Refusal::CompanyOfHerCommunity),
        ),
        (Some(true), Some(true), None),
        (Some(false), Some(false), None),
        (None, Some(false), None),
        (None, None, Some(Refusal::CommunityNotAsked)),
    ] {
        let mut story = Story::until(Step::Convened);
        asks_for_interpreter(&mut story, asked);
        story.at("2026-05-19 09:00");
        let act = lets_in(vec![interpreter(answer, true)]);
        let told = story.as_("試験調").does(act).err();
        assert_eq!(told, expected.map(Stop::Refused), "{asked:?} {answer:?}");
    }
    // A friend is not asked where she comes from.
    let mut story = Story::until(Step::Opened);
    let friend = Company {
        role: CompanyRole::Companion,
        ..interpreter(None, true)
    };
    story.as_("試験調").did(lets_in(vec![friend]));
}

#[test]
fn the_other_party_does_not_come_in_with_her() {
    let mut story = Story::until(Step::Opened);
    story.opened.as_mut().expect("open").opposing = Some(OpposingParty {
        name: "通訳花子".to_owned(),
        ..OpposingParty::default()
    });
    let act = lets_in(vec![interpreter(Some(true), true)]);
    assert_eq!(story.as_("試験調").refused(act), Refusal::NotInvitable);
}

#[test]
fn who_is_with_her_is_in_her_part_and_opens_nothing() {
    let mut story = Story::until(Step::Opened);
    let relations = |story: &Story| -> Vec<_> {
        let staff = story.council.staff.keys();
        staff
            .map(|id| story.facts(domain::command::Actor::Staff(*id)).relations)
            .collect()
    };
    let before = (relations(&story), called(&story));
    story
        .as_("試験調")
        .did(lets_in(vec![interpreter(Some(true), true)]));
    assert_eq!((relations(&story), called(&story)), before);
    // Those who lead it write it down, and nobody else.
    let act = lets_in(Vec::new());
    assert!(matches!(
        story.as_("試験警").does(act.clone()),
        Err(Stop::Told(_))
    ));
    assert!(story.her().does(act.clone()).is_err());
    let many = vec![interpreter(Some(true), true); 7];
    assert_eq!(
        story.as_("試験調").refused(lets_in(many)),
        Refusal::CompanyFull
    );
    story.as_("試験調").did(act);
    assert!(meeting(&story).company.is_empty());
}

#[test]
fn whom_she_wants_beside_her_is_read_by_those_who_get_it_ready() {
    let mut story = Story::until(Step::Convened);
    asks_for_interpreter(&mut story, Some(true));
    story.at("2026-05-19 09:00");
    let wanted = |story: &mut Story, name: &str| {
        let view = story.as_(name).meeting_view(MEETING).expect("called");
        view.with_her.len()
    };
    assert_eq!(wanted(&mut story, "試験一子"), 1);
    assert_eq!(wanted(&mut story, "試験調"), 1);
    assert_eq!(wanted(&mut story, "試験警"), 0);
}

// ── the words it begins with

#[test]
fn the_meeting_begins_with_her_letter_to_the_letter() {
    let mut story = Story::until(Step::Convened);
    assert_eq!(meeting(&story).her_statement, WISH);
    story.her().did(letter("まえの ことば"));
    story.her().did(letter(LETTER));
    assert_eq!(meeting(&story).her_statement, LETTER);
    let kept = meeting(&story).her_letter.clone().expect("written");
    assert_eq!((kept.words.as_str(), kept.by), (LETTER, Voice::Herself));
    // Chair and recorder read it first, unchanged, and cannot put anything in its place.
    story.at("2026-05-19 13:30");
    story.as_("試験調").did(C::OpenMeeting { meeting: MEETING });
    for name in ["試験調", "試験一子"] {
        let view = story.as_(name).meeting_view(MEETING).expect("leads");
        assert_eq!(view.meeting.her_statement, LETTER);
        assert!(view.meeting.begins_with_her_own());
        let other = C::RecordHerStatement {
            meeting: MEETING,
            words: "大丈夫です".to_owned(),
        };
        assert_eq!(story.as_(name).refused(other), Refusal::HerLetterStands);
    }
    assert_eq!(meeting(&story).her_statement, LETTER);
}

#[test]
fn what_a_worker_writes_down_for_her_never_replaces_what_she_wrote() {
    let mut story = Story::until(Step::Convened);
    story.as_("試験一子").did(letter("代わりに書いた"));
    let by = story.id_of("試験一子");
    let kept = meeting(&story).her_letter.clone().expect("written");
    assert_eq!(kept.by, Voice::ReadBack { by });
    assert!(!meeting(&story).begins_with_her_own());
    story.her().did(letter(LETTER));
    let refused = story.as_("試験一子").refused(letter("代わりに書いた"));
    assert_eq!(refused, Refusal::HerLetterStands);
    story.her_with("試験一子").did(letter("じぶんで かえた"));
    assert_eq!(meeting(&story).her_statement, "じぶんで かえた");
}

#[test]
fn without_a_letter_the_recorder_writes_down_what_she_says() {
    let mut story = Story::until(Step::Opened);
    story.as_("試験一子").did(C::RecordHerStatement {
        meeting: MEETING,
        words: "口で言ったこと".to_owned(),
    });
    assert_eq!(meeting(&story).her_statement, "口で言ったこと");
}

#[test]
fn a_letter_is_for_a_meeting_that_is_to_come() {
    let mut story = Story::until(Step::Opened);
    assert_eq!(story.her().refused(letter(LETTER)), Refusal::MeetingBegan);
    let mut story = Story::until(Step::Shared);
    assert_eq!(story.her().refused(letter(LETTER)), Refusal::MeetingIsOver);
    let mut story = Story::until(Step::Convened);
    assert_eq!(story.her().refused(letter(" ")), Refusal::TextMissing);
}

#[test]
fn her_letter_stays_with_a_meeting_that_is_put_off() {
    let mut story = Story::until(Step::Convened);
    story.her().did(letter(LETTER));
    story.as_("試験調").did(C::PostponeMeeting {
        request: REQUEST,
        reason: "会場が使えない".to_owned(),
    });
    assert_eq!(page(&story).coming, []);
    let convocation = story.convocation();
    story.as_("試験調").did(convocation);
    assert_eq!(meeting(&story).her_statement, LETTER);
    assert!(meeting(&story).begins_with_her_own());
    assert_eq!(page(&story).coming[0].letter.as_deref(), Some(LETTER));
}

#[test]
fn what_is_talked_over_inside_one_agency_is_no_part_of_hers() {
    let mut story = Story::until(Step::Opened);
    let inside = &mut story.opened.as_mut().expect("open").meetings[0];
    inside.kind = MeetingKind::InHouse;
    assert_eq!(story.her().refused(says(1, "こわい")), Refusal::NotFound);
    assert_eq!(MeetingSoon::of(story.file()), None);
    assert!(page(&story).coming.is_empty() && page(&story).held.is_empty());
}
