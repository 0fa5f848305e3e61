//! だれが知っていいか, at her own door: one record for both doors, what she takes back, what she is told.

use std::collections::BTreeSet;

use domain::access::Action;
use domain::block::{BlockReason, BlockTarget};
use domain::break_glass::BreakGlass;
use domain::command::CaseCommand as C;
use domain::consent::{Answer, Channel, Consent, ConsentKind, ConsentStatus, EASY_TEXT};
use domain::form::InfoCategory::{self, *};
use domain::her_plan::HerPlanCommand;
use domain::id::{AgencyId, BlockId, BreakGlassId, ConsentId};
use domain::language::{Explained, Language};
use domain::meeting::MeetingStatus;
use domain::refusal::Refusal;
use domain::view::her::know::{Choices, KnowPage, Knowing, Less, Outlook, Saying, Until};
use domain::view::looked::{Looked, MOST_DAYS, Opening};
use uuid::Uuid;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

const NEW: ConsentId = ConsentId(Uuid::from_u128(0xC9));

fn saying(agencies: &[AgencyId], kinds: &[InfoCategory], purpose: ConsentKind) -> Saying {
    Saying {
        agencies: agencies.iter().copied().collect(),
        kinds: kinds.iter().copied().collect(),
        purpose: Some(purpose),
        until: Some(Until::Months(3)),
    }
}

fn today(story: &Story) -> chrono::NaiveDate {
    domain::calendar::jst_date(story.now)
}

fn command(story: &Story, saying: &Saying, answer: Answer) -> C {
    let made = saying.command(
        story.file(),
        NEW,
        answer,
        &Explained::default(),
        today(story),
    );
    made.expect("every question is answered")
}

fn page(story: &Story) -> KnowPage {
    KnowPage::of(story.file(), &story.council, today(story))
}

fn choices(story: &Story) -> Choices {
    Choices::of(story.file(), &story.council, today(story))
}

fn knowing(story: &Story) -> Knowing {
    Knowing::of(story.file(), &story.council, story.now)
}

fn outlook(story: &Story, command: &C) -> Outlook {
    Outlook::of(story.file(), &story.council, command, story.now).expect("it can be done")
}

/// The agencies that the page names for a kind, now or around a meeting.
fn seen_by(knowing: &Knowing, kind: InfoCategory) -> BTreeSet<String> {
    let known = knowing.kinds.iter().find(|known| known.kind == kind);
    let viewers = &known.expect("every kind is there").viewers;
    viewers.iter().map(|one| one.agency.clone()).collect()
}

fn name(story: &Story, agency: AgencyId) -> String {
    story.council.agencies[&agency].name.clone()
}

fn block(story: &mut Story, agency: AgencyId) {
    let block = BlockId(story.uuid());
    story.as_("試験一子").did(C::SetBlock {
        block,
        target: BlockTarget::Agency(agency),
        reason: BlockReason::HerWish,
        alternative: None,
    });
}

#[test]
fn what_she_says_herself_is_the_record_that_the_staff_form_makes_with_her_mark() {
    let purpose = ConsentKind::IntakeSharing;
    let said = saying(&[POLICE, CENTER], &[Health, Housing], purpose);
    let record = |hers: bool| -> Consent {
        let mut story = Story::until(Step::Protected);
        let mut act = command(&story, &said, Answer::Given);
        if hers {
            story.her().did(act);
        } else {
            if let C::RecordConsent { channel, .. } = &mut act {
                *channel = Channel::Oral;
            }
            story.as_("試験一子").did(act);
        }
        story.file().consent(purpose).expect("recorded").clone()
    };
    let (hers, theirs) = (record(true), record(false));
    assert!(hers.by_herself() && !theirs.by_herself());
    let alike = Consent {
        asked_by: hers.asked_by,
        channel: hers.channel.clone(),
        ..theirs
    };
    assert_eq!(hers, alike, "the same but for the mark");
    assert_eq!(hers.until, Some(day("2026-08-11")));
    // Nobody of the staff, and nobody on a tablet, writes a record that says it came from her door.
    for tablet in [false, true] {
        let mut story = Story::until(Step::Protected);
        let act = command(&story, &said, Answer::Given);
        let refusal = match tablet {
            true => story.her_with("試験一子").refused(act),
            false => story.as_("試験一子").refused(act),
        };
        assert_eq!(refusal, Refusal::NotYourRole);
    }
}

#[test]
fn a_talk_with_an_open_question_is_no_answer() {
    let story = Story::until(Step::Protected);
    let whole = saying(&[POLICE], &[Health], ConsentKind::IntakeSharing);
    let made = |said: &Saying| {
        said.command(
            story.file(),
            NEW,
            Answer::Given,
            &Explained::default(),
            today(&story),
        )
    };
    assert!(made(&whole).is_some());
    for open in [
        Saying {
            agencies: BTreeSet::new(),
            ..whole.clone()
        },
        Saying {
            kinds: BTreeSet::new(),
            ..whole.clone()
        },
        Saying {
            purpose: None,
            ..whole.clone()
        },
        Saying {
            until: None,
            ..whole.clone()
        },
        // A question that shares nothing is none of this talk.
        Saying {
            purpose: Some(ConsentKind::HoldCaseReview),
            ..whole.clone()
        },
    ] {
        assert_eq!(made(&open), None, "{open:?}");
    }
}

#[test]
fn refusing_and_not_deciding_are_answers_of_equal_weight() {
    for (answer, status) in [
        (Answer::Given, ConsentStatus::Given),
        (Answer::Refused, ConsentStatus::Refused),
        (Answer::Deferred, ConsentStatus::Deferred),
    ] {
        let mut story = Story::until(Step::Protected);
        let said = saying(&[POLICE], &[Health], ConsentKind::IntakeSharing);
        let act = command(&story, &said, answer);
        story.her().did(act);
        let page = page(&story);
        let all: Vec<_> = page.now.iter().chain(&page.before).collect();
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].status, all[0].by_herself), (status, true));
        assert_eq!(page.now.len(), usize::from(answer == Answer::Given));
        let shared = story.file().shared_with(POLICE, today(&story));
        assert_eq!(shared.is_empty(), answer != Answer::Given);
    }
}

#[test]
fn br_052_what_she_takes_back_ends_at_once_and_she_was_told_before_what_would_end() {
    let mut story = Story::until(Step::Convened);
    let less = Less::All(SHARE);
    assert!(page(&story).offers(less));
    let before = knowing(&story);
    let told = outlook(&story, &less.command());
    assert!(told.meeting_off && told.request_off && told.gains.is_empty());
    story.her().did(less.command());
    assert_eq!(story.file().meetings[0].status, MeetingStatus::Cancelled);
    let after = knowing(&story);
    for kind in InfoCategory::ALL {
        let lost = &seen_by(&before, kind) - &seen_by(&after, kind);
        let told = told.loses.iter();
        let told = told.filter(|(_, kinds)| kinds.contains(&kind));
        let told: BTreeSet<String> = told.map(|(agency, _)| agency.clone()).collect();
        assert_eq!(lost, told, "{kind:?}");
    }
    assert!(!told.loses.is_empty(), "the meeting would have opened it");
    assert!(!page(&story).offers(less), "nothing is taken back twice");
    let gone = &page(&story).before[0];
    assert_eq!(gone.changed_on, Some(today(&story)));
}

#[test]
fn br_052_she_narrows_by_one_agency_and_by_one_kind() {
    for less in [Less::Agency(SHARE, POLICE), Less::Kind(SHARE, Health)] {
        let mut story = Story::until(Step::Convened);
        assert!(page(&story).offers(less));
        let told = outlook(&story, &less.command());
        story.her().did(less.command());
        let shared = story.file().shared_with(POLICE, today(&story));
        let removed = story.file().meetings[0].invited.iter();
        let removed = removed.filter(|one| one.agency == POLICE).count() == 0;
        match less {
            Less::Agency(..) => assert!(shared.is_empty() && removed && told.fewer),
            _ => assert!(!shared.contains(&Health) && shared.contains(&Harm) && !told.fewer),
        }
        assert!(!page(&story).offers(less));
        let changes = &story.file().consent(ConsentKind::ShareToCaseReview);
        assert_eq!(changes.expect("still there").changes[0].by, None, "her own");
    }
    // What is not in the answer cannot be taken off it.
    let story = Story::until(Step::Convened);
    assert!(!page(&story).offers(Less::Agency(SHARE, MAIN_OFFICE)));
    assert!(!page(&story).offers(Less::Kind(SHARE, Legal)));
}

#[test]
fn br_053_a_blocked_agency_is_not_offered_not_named_and_no_yes_reaches_it() {
    let said = saying(&[POLICE], &[Health], ConsentKind::IntakeSharing);
    // Without a block it is there and can be named: the twin.
    let mut story = Story::until(Step::Consented);
    assert!(choices(&story).offers(POLICE));
    let act = command(&story, &said, Answer::Given);
    assert!(story.her().does(act.clone()).is_ok());

    let mut story = Story::until(Step::Consented);
    let police = name(&story, POLICE);
    assert!(format!("{:?}", page(&story)).contains(&police));
    block(&mut story, POLICE);
    assert!(!choices(&story).offers(POLICE));
    let told = format!(
        "{:?}{:?}{:?}",
        page(&story),
        choices(&story),
        knowing(&story)
    );
    assert!(!told.contains(&police), "{told}");
    assert_eq!(
        story.her().refused(act.clone()),
        Refusal::AgencyNotAvailable
    );
    let mut theirs = act;
    if let C::RecordConsent { channel, .. } = &mut theirs {
        *channel = Channel::Oral;
    }
    let refusal = story.as_("試験一子").refused(theirs);
    assert_eq!(refusal, Refusal::AgencyNotAvailable);
    assert!(
        story
            .as_("試験警")
            .case_view()
            .is_err_and(|stop| stop == Stop::Hidden)
    );
}

#[test]
fn whom_she_left_out_by_name_stays_left_out_when_she_answers_anew() {
    let mut story = Story::until(Step::Consented);
    let offered = choices(&story);
    assert!(!offered.offers(SCHOOL) && offered.left_out);
    let said = saying(&[CITY, POLICE], &[Health], ConsentKind::ShareToCaseReview);
    let act = command(&story, &said, Answer::Given);
    story.her().did(act);
    assert!(story.file().is_excluded(SCHOOL));
    assert_eq!(page(&story).now[0].left_out, [name(&story, SCHOOL)]);
    // Where she left nobody out, nobody is missing.
    let blank = Story::until(Step::Protected);
    assert!(choices(&blank).offers(SCHOOL) && !choices(&blank).left_out);
}

#[test]
fn a_secret_agency_is_offered_only_where_she_knows_it() {
    let blank = Story::until(Step::Protected);
    assert!(!choices(&blank).offers(AKARI), "it is no part of her case");
    assert!(!format!("{:?}", choices(&blank)).contains("支援機関"));
    let story = Story::until(Step::Consented);
    let found = choices(&story);
    let akari = found
        .all()
        .find(|one| one.id == AKARI)
        .expect("she named it");
    assert_eq!((akari.name.as_str(), &akari.kind), (AKARI_NAME, &None));
    // Who is no member any more is not offered either.
    assert!(!found.offers(OUTSIDE));
}

#[test]
fn an_answer_that_is_over_by_its_date_opens_nothing_and_says_so() {
    let mut story = Story::until(Step::Filed);
    story.at("2026-08-31 23:30");
    assert!(page(&story).now.iter().any(|one| one.id == SHARE));
    let before = knowing(&story);
    story.at("2026-09-01 00:10");
    let over = page(&story);
    let share = over.before.iter().find(|one| one.id == SHARE);
    assert_eq!(share.expect("told").status, ConsentStatus::Expired);
    assert!(!over.offers(Less::All(SHARE)));
    let akari = AKARI_NAME.to_owned();
    assert!(seen_by(&before, Housing).contains(&akari));
    assert!(!seen_by(&knowing(&story), Housing).contains(&akari));
    // A last day that has gone by is no answer.
    let said = Saying {
        until: Some(Until::Day(day("2026-08-31"))),
        ..saying(&[POLICE], &[Health], ConsentKind::IntakeSharing)
    };
    let act = command(&story, &said, Answer::Given);
    assert_eq!(story.her().refused(act), Refusal::ConsentDateOver);
}

#[test]
fn br_054_an_urgent_opening_is_in_no_preview() {
    let mut story = Story::until(Step::Consented);
    let before = knowing(&story);
    glass(&mut story, "試験隣", 0);
    glass(&mut story, "試験遠", 2);
    assert!(story.as_("試験遠").case_view().is_ok(), "it opens");
    assert_eq!(knowing(&story), before);
}

/// 緊急閲覧 of somebody, in force now; returns nothing of it to her.
fn glass(story: &mut Story, by: &str, dangers: usize) {
    let id = story.id_of(by);
    let opening = BreakGlass {
        id: BreakGlassId(story.uuid()),
        by: id,
        reason: "今夜の安全を確かめるために開いた".to_owned(),
        whereabouts: false,
        asked_at: story.now,
        until: story.now + domain::break_glass::LONGEST,
        confirmed: None,
        reviewed: None,
        danger_recorded_by: vec![id; dangers],
    };
    let file = story.opened.as_mut().expect("open");
    file.break_glass.push(opening);
}

#[test]
fn who_looked_is_told_by_agency_and_day_and_never_by_person() {
    let story = Story::until(Step::Confirmed);
    let opened = |by: &str, time: &str| Opening {
        by: story.id_of(by),
        at: instant(time),
    };
    let openings = [
        opened("試験一子", "2026-05-20 09:00"),
        opened("試験隣", "2026-05-20 15:00"),
        opened("試験警", "2026-05-20 16:00"),
        opened("試験灯", "2026-05-21 09:00"),
        // After midnight in Japan it is the next day.
        opened("試験一子", "2026-05-22 00:10"),
    ];
    let looked = Looked::of(story.file(), &story.council, &openings, story.now);
    let days: Vec<(String, Vec<String>)> = looked
        .days
        .iter()
        .map(|day| {
            let by = day.by.iter().map(|by| by.agency.clone()).collect();
            (day.on.to_string(), by)
        })
        .collect();
    let (city, police) = (name(&story, CITY), name(&story, POLICE));
    assert_eq!(
        days,
        [
            ("2026-05-22".to_owned(), vec![city.clone()]),
            ("2026-05-21".to_owned(), vec![AKARI_NAME.to_owned()]),
            ("2026-05-20".to_owned(), vec![city, police]),
        ]
    );
    assert!(!looked.more && !format!("{looked:?}").contains("試験"));
    // A secret agency that she does not know is 「支援機関」.
    let stranger = Story::until(Step::Protected);
    let looked = Looked::of(
        stranger.file(),
        &stranger.council,
        &openings[3..4],
        story.now,
    );
    assert_eq!(looked.days[0].by[0].agency, "支援機関");
}

#[test]
fn br_054_who_looked_urgently_is_told_after_the_review_and_never_where_it_is_dangerous() {
    let mut story = Story::until(Step::Consented);
    story.at("2026-05-13 22:00");
    glass(&mut story, "試験遠", 0);
    let seen = [Opening {
        by: story.id_of("試験遠"),
        at: instant("2026-05-13 22:10"),
    }];
    let reviewer = (story.id_of("試験調"), story.now);
    for (dangers, reviewed, time, told) in [
        (0, false, "2026-05-14 09:00", false),
        (0, true, "2026-05-14 09:00", true),
        (1, false, "2026-05-19 09:00", true),
        (2, true, "2026-05-19 09:00", false),
    ] {
        story.at(time);
        let file = story.opened.as_mut().expect("open");
        file.break_glass[0].reviewed = reviewed.then_some(reviewer);
        file.break_glass[0].danger_recorded_by = vec![reviewer.0; dangers];
        let looked = Looked::of(story.file(), &story.council, &seen, story.now);
        let urgently = looked.days.first().map(|day| day.by[0].urgently);
        assert_eq!(
            urgently,
            told.then_some(true),
            "{dangers} {reviewed} {time}"
        );
    }
    // What the same person opens before or after it is an opening like any other.
    let plain = [Opening {
        at: instant("2026-05-13 21:00"),
        ..seen[0]
    }];
    let looked = Looked::of(story.file(), &story.council, &plain, story.now);
    assert!(!looked.days[0].by[0].urgently);
}

#[test]
fn a_long_list_ends_and_says_that_there_is_more() {
    let story = Story::until(Step::Consented);
    let first = instant("2026-01-01 09:00");
    let opening = |days: i64| Opening {
        by: story.id_of("試験一子"),
        at: first + chrono::Duration::days(days),
    };
    let most = i64::try_from(MOST_DAYS).expect("few");
    for (count, more) in [(most, false), (most + 1, true)] {
        let openings: Vec<_> = (0..count).map(opening).collect();
        let looked = Looked::of(story.file(), &story.council, &openings, story.now);
        assert_eq!((looked.days.len(), looked.more), (MOST_DAYS, more));
    }
}

#[test]
fn a_consent_says_in_which_language_it_was_put_to_her_and_who_interpreted() {
    let mut story = Story::until(Step::Protected);
    let said = saying(&[POLICE], &[Health], ConsentKind::IntakeSharing);
    let mut ids = 0xD0;
    let mut record = |language, checked, interpreter: Option<&str>| {
        let explained = Explained {
            language,
            checked,
            interpreter: interpreter.map(str::to_owned),
        };
        ids += 1;
        let id = ConsentId(Uuid::from_u128(ids));
        let today = today(&story);
        let act = said.command(story.file(), id, Answer::Given, &explained, today);
        story.her().did(act.expect("every question is answered"));
        let mut all = story.file().consents.iter();
        let consent = all.find(|one| one.id == id).expect("it is recorded");
        let text = consent.explained_with.clone();
        (consent.language.clone(), text, consent.interpreter.clone())
    };
    let (language, text, interpreter) = record(Language::Easy, false, None);
    assert_eq!((language.as_str(), text.as_str()), ("ja", EASY_TEXT));
    assert_eq!(interpreter, None);
    let (language, text, interpreter) = record(Language::Nepali, false, Some("試験 訳子"));
    assert_eq!(language, "ne");
    assert!(text.starts_with(EASY_TEXT) && text.contains("ネパール語（確認中）"));
    assert_eq!(interpreter.as_deref(), Some("試験 訳子"));
    let (_, text, _) = record(Language::Nepali, true, None);
    assert!(text.contains("ネパール語") && !text.contains("確認中"));
}

#[test]
fn she_says_who_read_the_safety_page_to_her() {
    let mut story = Story::until(Step::Protected);
    let read = |interpreter: &str| {
        C::HerPlan(HerPlanCommand::ReadSafety {
            language: Language::Thai,
            interpreter: interpreter.to_owned(),
        })
    };
    assert_eq!(story.her().refused(read(" ")), Refusal::TextMissing);
    assert_eq!(story.file().safety_read, None);
    story.her().did(read(" 試験 訳子 "));
    let known = story.file().safety_read.clone().expect("it is recorded");
    assert_eq!(
        (known.language, known.interpreter.as_str()),
        (Language::Thai, "試験 訳子")
    );
}

/// Her language tells where she comes from, and a small community has few interpreters.
#[test]
fn in_which_language_she_reads_and_with_whom_reaches_only_who_may_read_everything() {
    const NAME: &str = "ほんやく ことね";
    let mut story = Story::until(Step::Convened);
    let said = saying(&[POLICE], &[Health], ConsentKind::IntakeSharing);
    let explained = Explained {
        language: Language::Nepali,
        checked: false,
        interpreter: Some(NAME.to_owned()),
    };
    let today = today(&story);
    let act = said.command(story.file(), NEW, Answer::Given, &explained, today);
    story.her().did(act.expect("every question is answered"));
    story.her().did(C::HerPlan(HerPlanCommand::ReadSafety {
        language: Language::Nepali,
        interpreter: NAME.to_owned(),
    }));
    let people = story.council.staff.values();
    let people: Vec<String> = people.map(|one| one.name.clone()).collect();
    let mut told = Vec::new();
    for name in &people {
        let fields = story.as_(name).may(Action::SeeCase);
        let all = fields.is_ok_and(|fields| fields.sensitive.shows(None));
        let reaches = story.all_that_reaches(name);
        for word in [NAME, "ネパール語", "安全の説明"] {
            assert_eq!(reaches.contains(word), all, "{name}: {word}");
        }
        told.push(all);
    }
    assert!(told.contains(&true) && told.contains(&false));
}
