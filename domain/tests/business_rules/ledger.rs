//! BR-015, BR-050, BR-053: the ledger of all cases and its rounds.

use domain::access::{Action, Decision, decide_conference};
use domain::block::{BlockReason, BlockTarget};
use domain::command::CaseCommand as C;
use domain::conference::ConferenceKind;
use domain::council::Agency;
use domain::handle::may_keep_in_round;
use domain::id::{AgencyId, BlockId, ConferenceId, RecordId};
use domain::ledger::LedgerSource;
use domain::meeting::MeetingStatus;
use domain::refusal::Refusal;
use domain::view::CaseCard;
use domain::view::ledger::{LedgerFilter, LedgerLine};
use uuid::Uuid;

use crate::hall::Hall;
use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

const ROUND: ConferenceId = ConferenceId(Uuid::from_u128(0xCF));

fn keep(on: &str, agency: Option<AgencyId>, state: &str) -> C {
    C::KeepLedger {
        record: RecordId(Uuid::from_u128(0x1E)),
        round: ROUND,
        held_on: day(on),
        agency,
        state: state.to_owned(),
    }
}

fn card(story: &Story) -> CaseCard {
    let today = domain::calendar::jst_date(story.now);
    CaseCard::of(story.file(), &story.council, today)
}

fn line(story: &Story, name: &str) -> LedgerLine {
    let today = domain::calendar::jst_date(story.now);
    let reader = story.id_of(name);
    let subject = domain::access::Subject::staff(&story.council, reader, today);
    let card = card(story);
    LedgerLine::of(
        CASE,
        &card,
        &story.council,
        &subject,
        reader,
        today,
        Some(ROUND),
    )
}

#[test]
fn br_015_a_case_that_met_nobody_yet_has_its_line_with_what_is_missing() {
    let story = Story::until(Step::Accepted);
    let line = line(&story, "試験調");
    assert_eq!((line.records.len(), line.agency.as_ref()), (0, None));
    assert_eq!(line.accepted_on, story.file().accepted_on);
    assert_eq!(
        line.flags,
        [LedgerFilter::NoAgency, LedgerFilter::NotYetSeen]
    );
}

#[test]
fn br_015_a_round_writes_its_line_once_and_takes_it_back() {
    let mut story = Story::until(Step::Shared);
    story.at("2026-06-10 11:00");
    let act = keep("2026-06-10", Some(CITY), "  週に一度会う ");
    story.as_("試験調").did(act);
    let seen = line(&story, "試験調");
    assert_eq!(seen.agency.expect("decided").id, Some(CITY));
    assert!(!seen.flags.contains(&LedgerFilter::NotYetSeen));
    let last = seen.records.last().expect("kept");
    assert_eq!((&*last.state, last.round), ("週に一度会う", Some(ROUND)));
    // The same round again: the line is replaced, not doubled.
    story
        .as_("試験調")
        .did(keep("2026-06-10", None, "住まいを探す"));
    assert_eq!(story.file().ledger.records.len(), 2);
    let note = "次の回は市で".to_owned();
    story.as_("試験調").did(C::NoteLedger { note });
    story.as_("試験調").did(C::UndoLedger { round: ROUND });
    assert_eq!(story.file().ledger.records.len(), 1);
    assert_eq!(
        story.as_("試験調").refused(C::UndoLedger { round: ROUND }),
        Refusal::NotFound
    );
}

#[test]
fn br_015_only_the_coordination_officer_writes_and_one_plain_line() {
    let mut story = Story::until(Step::Shared);
    story.at("2026-06-10 11:00");
    let act = keep("2026-06-10", Some(CITY), "週に一度会う");
    for name in ["試験一子", "試験所長", "試験心"] {
        let stop = story.as_(name).does(act.clone()).expect_err("not hers");
        assert!(matches!(stop, Stop::Told(_)), "{name}: {stop:?}");
    }
    for name in ["試験警", "試験代表", "試験隣", "試験管理"] {
        assert!(story.as_(name).does(act.clone()).is_err(), "{name}");
    }
    let mut refused = |act: C| story.as_("試験調").refused(act);
    assert_eq!(refused(keep("2026-06-10", None, " ")), Refusal::TextMissing);
    assert_eq!(
        refused(keep("2026-06-10", None, "上\n下")),
        Refusal::OneLineOnly
    );
    let long = "長".repeat(201);
    assert_eq!(
        refused(keep("2026-06-10", None, &long)),
        Refusal::TextTooLong { max: 200 }
    );
    assert_eq!(
        refused(keep("2026-06-11", None, "あした")),
        Refusal::InTheFuture
    );
    let unknown = AgencyId(Uuid::from_u128(1));
    assert_eq!(
        refused(keep("2026-06-10", Some(unknown), "会う")),
        Refusal::AgencyUnknown
    );
}

#[test]
fn br_015_lines_are_written_in_an_open_meeting_of_practitioners_on_its_day() {
    let act = keep("2026-06-10", None, "会う");
    let mut hall = Hall::new();
    let id = hall.called(ConferenceKind::Practitioners, "2026-06-10");
    let check = |hall: &Hall, act: &C| may_keep_in_round(&hall.conferences[&id], act);
    assert_eq!(check(&hall, &act), Err(Refusal::NotARound));
    hall.at("2026-06-10 10:00");
    hall.did("試験調", id, domain::conference::ConferenceCommand::Open);
    assert_eq!(check(&hall, &act), Ok(()));
    let other_day = keep("2026-06-09", None, "会う");
    assert_eq!(check(&hall, &other_day), Err(Refusal::NotARound));
    let undo = C::UndoLedger { round: id };
    assert_eq!(check(&hall, &undo), Ok(()));
    let round = hall.conferences.get_mut(&id).expect("open");
    round.status = MeetingStatus::MinutesConfirmed;
    assert_eq!(check(&hall, &undo), Err(Refusal::RoundIsOver));
    let above = hall.open(ConferenceKind::Representatives, "2026-06-10");
    let above = &hall.conferences[&above];
    assert_eq!(may_keep_in_round(above, &act), Err(Refusal::NotARound));
}

#[test]
fn br_015_stalled_and_overdue_come_first() {
    let mut story = Story::until(Step::PlanShown);
    let order = |story: &Story| {
        let card = card(story);
        let today = domain::calendar::jst_date(story.now);
        (card.ledger_flags(today, None), card.ledger_rank(today).0)
    };
    story.at("2026-07-20 09:00");
    let (flags, rank) = order(&story);
    assert!(flags.contains(&LedgerFilter::StalledPlan));
    assert_eq!(rank, 0);
    let mut story = Story::until(Step::Confirmed);
    let (flags, _) = order(&story);
    assert!(!flags.contains(&LedgerFilter::StalledPlan));
    assert!(!flags.contains(&LedgerFilter::Overdue));
    // Long after the day on which the plan was to be looked at again.
    story.at("2027-06-20 09:00");
    let (flags, rank) = order(&story);
    assert!(flags.contains(&LedgerFilter::Overdue));
    assert_eq!(rank, 0);
    let file = story.opened.as_mut().expect("open");
    file.status = domain::case::CaseStatus::Closed;
    assert_eq!(order(&story), (Vec::new(), 2));
}

#[test]
fn the_minutes_of_a_case_review_fill_the_ledger_by_themselves() {
    let before = Story::until(Step::Adjourned);
    assert!(before.file().ledger.records.is_empty());
    let story = Story::until(Step::Shared);
    let [record] = &story.file().ledger.records[..] else {
        panic!("one meeting, one line");
    };
    assert_eq!(record.source, LedgerSource::CaseReview(MEETING));
    assert_eq!(record.held_on, day("2026-05-19"));
    assert_eq!(record.agency, Some(CENTER));
    assert_eq!(record.state, "一時保護中、次回 6月2日");
    assert_eq!(record.by, None);
    let seen = line(&story, "試験調");
    assert_eq!(seen.agency.expect("decided").id, Some(CENTER));
    assert!(seen.flags.contains(&LedgerFilter::UnderProtection));
}

#[test]
fn code_and_age_band_for_all_but_those_who_hold_the_case() {
    let mut story = Story::until(Step::Shared);
    story.at("2026-06-10 11:00");
    let note = "本人と相談".to_owned();
    story.as_("試験調").did(C::NoteLedger { note });
    let own = line(&story, "試験一子");
    assert_eq!(own.name.as_deref(), Some(CALLED));
    assert!(own.opens && !own.note.is_empty());
    let officer = line(&story, "試験調");
    assert_eq!((officer.name.as_ref(), officer.opens), (None, true));
    assert!(!officer.note.is_empty());
    let police = line(&story, "試験警");
    assert_eq!((police.name.as_ref(), police.opens), (None, false));
    assert!(police.note.is_empty());
    assert!(police.age_band.ends_with('代') || police.age_band == "年齢不明");
    assert!(!police.records.is_empty());
    let words = serde_json::to_string(&police).expect("a line");
    for hidden in [NAME, CALLED, ADDRESS, SHELTER] {
        assert!(!words.contains(hidden));
    }
}

#[test]
fn a_secret_agency_in_the_ledger_has_neither_name_nor_id() {
    let mut story = Story::until(Step::Shared);
    story.at("2026-06-10 11:00");
    let act = keep("2026-06-10", Some(AKARI), &format!("{AKARI_NAME}で暮らす"));
    story.as_("試験調").did(act);
    let police = line(&story, "試験警");
    let agency = police.agency.clone().expect("decided");
    assert_eq!((agency.id, &*agency.name), (None, Agency::SECRET_NAME));
    let words = serde_json::to_string(&police).expect("a line");
    assert!(!words.contains(AKARI_NAME) && !words.contains(&AKARI.0.to_string()));
    // On her list of who may know the place.
    let knower = line(&story, "試験調");
    assert_eq!(knower.agency.expect("decided").id, Some(AKARI));
}

/// The case with the shelter as 主担当機関 and a note, and that person on both lists of it.
fn on_the_lists(name: &str) -> Story {
    let mut story = Story::until(Step::Shared);
    story.at("2026-06-10 11:00");
    let act = keep("2026-06-10", Some(AKARI), &format!("{AKARI_NAME}で暮らす"));
    story.as_("試験調").did(act);
    let note = "本人と相談".to_owned();
    story.as_("試験調").did(C::NoteLedger { note });
    let id = story.id_of(name);
    let file = story.opened.as_mut().expect("open");
    file.workers.insert(id);
    file.place_knowers.insert(id);
    story
}

#[test]
fn br_010_who_is_left_out_has_code_and_age_band_whatever_list_she_or_he_stands_on() {
    let story = on_the_lists("試験校");
    let card = card(&story);
    let id = story.id_of("試験校");
    assert!(!card.workers.contains(&id) && !card.knowers.contains(&id));
    let school = line(&story, "試験校");
    assert_eq!((school.name.as_ref(), school.opens), (None, false));
    assert_eq!(school.note, "");
    let agency = school.agency.clone().expect("decided");
    assert_eq!((agency.id, &*agency.name), (None, Agency::SECRET_NAME));
    let words = serde_json::to_string(&school).expect("a line");
    for hidden in [CALLED, NAME, AKARI_NAME, &AKARI.0.to_string()] {
        assert!(!words.contains(hidden), "{words}");
    }
}

#[test]
fn br_010_who_is_not_left_out_keeps_what_the_lists_give() {
    let story = on_the_lists("試験警");
    let card = card(&story);
    let id = story.id_of("試験警");
    assert!(card.workers.contains(&id) && card.knowers.contains(&id));
    let police = line(&story, "試験警");
    assert_eq!(police.name.as_deref(), Some(CALLED));
    assert_eq!(police.note, "本人と相談");
    assert_eq!(police.agency.expect("decided").id, Some(AKARI));
}

#[test]
fn br_050_who_represents_neither_sees_nor_keeps_the_ledger() {
    let mut story = Story::until(Step::Shared);
    story.at("2026-06-10 11:00");
    let act = keep("2026-06-10", None, "会う");
    assert_eq!(story.as_("試験代表").does(act), Err(Stop::Hidden));
    for action in [Action::SeeLedger, Action::PrintLedgerNames] {
        assert!(story.as_("試験代表").may(action).is_err());
        assert!(story.as_("試験調").may(action).is_ok());
    }
    let mut hall = Hall::new();
    let id = hall.open(ConferenceKind::Practitioners, "2026-06-10");
    let round = &hall.conferences[&id];
    let subject = hall.subject("試験代表");
    let seen = decide_conference(&subject, Action::SeeLedger, round, &hall.council, hall.now);
    assert!(matches!(seen, Decision::Deny { hide: true, .. }));
}

#[test]
fn br_015_the_ledger_lies_on_the_table_of_practitioners_and_no_other() {
    let mut hall = Hall::new();
    for kind in ConferenceKind::ALL {
        let id = hall.open(kind, "2026-06-10");
        let round = kind == ConferenceKind::Practitioners;
        for name in ["試験調", "試験一子"] {
            let may = hall.may(name, Action::SeeLedger, id);
            assert_eq!(may, round, "{kind:?} {name}");
        }
    }
}

fn block(story: &mut Story, target: BlockTarget) {
    let act = C::SetBlock {
        block: BlockId(story.uuid()),
        target,
        reason: BlockReason::Relation,
        alternative: None,
    };
    story.as_("試験一子").did(act);
}

#[test]
fn br_053_a_blocked_agency_cannot_be_chosen_and_the_words_say_no_reason() {
    let mut story = Story::until(Step::Shared);
    story.at("2026-06-10 11:00");
    block(&mut story, BlockTarget::Agency(POLICE));
    // Blocked by the officers, and left out by her own wish: the same answer.
    for agency in [POLICE, SCHOOL] {
        let refusal = story
            .as_("試験調")
            .refused(keep("2026-06-10", Some(agency), "会う"));
        assert_eq!(refusal, Refusal::AgencyNotAvailable);
        assert!(!refusal.words().contains("制限"));
    }
    story
        .as_("試験調")
        .did(keep("2026-06-10", Some(CHILD), "会う"));
}

#[test]
fn br_053_a_blocked_officer_keeps_no_line_of_a_case_that_does_not_exist_for_her() {
    let mut story = Story::until(Step::Shared);
    story.at("2026-06-10 11:00");
    let officer = story.person("試験調").clone();
    block(&mut story, BlockTarget::Person(officer.id));
    let act = keep("2026-06-10", None, "会う");
    assert_eq!(story.as_("試験調").does(act), Err(Stop::Hidden));
    assert!(card(&story).is_hidden_from(&officer));
}
