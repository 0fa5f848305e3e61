//! 同じ人の記録 (domain.md §19, BR-057): two records of one woman are read together, both stay whole, and
//! her name is joined to neither without her yes.

use domain::access::Action;
use domain::block::{BlockReason, BlockTarget};
use domain::case::CaseStatus;
use domain::command::CaseCommand as C;
use domain::consent::{Answer, ConsentKind, ConsentScope};
use domain::event::CaseEvent;
use domain::form::{FormData, Value, intake};
use domain::handle;
use domain::id::{BlockId, CaseId, ConsentId, RecordId};
use domain::record::{RiskLevel, ThreeParts, UrgencyLevel};
use domain::refusal::Refusal;
use domain::view::joined::OtherRecord;
use uuid::Uuid;

use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

const WORKER: &str = "試験一子";
const OTHER: CaseId = CaseId(Uuid::from_u128(0xBEE));
const YES: ConsentId = ConsentId(Uuid::from_u128(0xE5));
const SHUT: BlockId = BlockId(Uuid::from_u128(0xB10C));

/// 外で会った人: 「みさ」, 「みかん」, and of the register at most her name.
fn met(name: &str) -> FormData {
    let text = |words: &str| Value::Text(words.to_owned());
    let mut form = intake_form(Story::blank().id_of(WORKER))
        .with(intake::key::CALLED_NAME, text("みさ"))
        .with(intake::key::CODE_WORD, text("みかん"))
        .with(intake::key::HER_WORDS, text("きのうから何も食べてない"));
    for gone in [intake::key::NAME, intake::key::KANA] {
        form.0.remove(gone);
    }
    match name {
        "" => form,
        name => form.with(intake::key::NAME, text(name)),
    }
}

fn record(name: &str) -> Story {
    let mut story = Story::blank();
    story
        .as_(WORKER)
        .accepts("K-R8-0001", &met(name))
        .expect("accepted");
    story
}

fn other(name: &str) -> Story {
    let mut story = record(name);
    let file = story.opened.as_mut().expect("open");
    file.id = OTHER;
    file.no = "K-R8-0002".to_owned();
    story
}

/// What would happen to the first record, and what the second feels of it.
fn joins(first: &Story, second: &Story) -> Result<(Vec<CaseEvent>, Vec<CaseEvent>), Refusal> {
    let actor = domain::command::Actor::Staff(first.id_of(WORKER));
    let ctx = first.context(actor);
    let events = handle::join(first.file(), second.file(), &ctx)?;
    assert_eq!(
        handle::records_touched(first.file(), &events),
        [second.file().id]
    );
    let felt = handle::felt_by(second.file(), first.file(), &events, &ctx)?;
    Ok((events, felt))
}

fn fold(story: &mut Story, events: Vec<CaseEvent>) {
    let by = domain::command::Actor::Staff(story.id_of(WORKER));
    for what in events {
        let at = story.now;
        let happened = domain::event::Happened { by, at, what };
        story.opened.as_mut().expect("open").apply(&happened);
    }
}

fn joined(first: &mut Story, second: &mut Story) {
    let (events, felt) = joins(first, second).expect("joined");
    fold(first, events);
    fold(second, felt);
}

/// What happened to one is felt by the other.
fn feels(story: &mut Story, by: &Story, events: &[CaseEvent]) {
    let actor = domain::command::Actor::Staff(by.id_of(WORKER));
    let felt = handle::felt_by(story.file(), by.file(), events, &by.context(actor)).expect("felt");
    fold(story, felt);
}

fn her_yes(answer: Answer) -> C {
    consent(
        YES,
        ConsentKind::JoinRecords,
        answer,
        ConsentScope::default(),
    )
}

fn shut_out(name: &str, story: &Story) -> C {
    C::SetBlock {
        block: SHUT,
        target: BlockTarget::Person(story.id_of(name)),
        reason: BlockReason::ALL[0],
        alternative: None,
    }
}

#[test]
fn br_057_two_records_of_one_woman_are_read_together_and_both_stay_whole() {
    let (mut first, mut second) = (record(""), other(""));
    let before = (first.file().intake.clone(), second.file().intake.clone());
    joined(&mut first, &mut second);
    assert_eq!(first.file().joined[0].case, OTHER);
    assert_eq!(first.file().joined[0].no, "K-R8-0002");
    assert_eq!(first.file().joined[0].consent, None);
    assert_eq!(
        second.file().joined_to.as_ref().map(|one| one.case),
        Some(CASE)
    );
    let after = (first.file().intake.clone(), second.file().intake.clone());
    assert_eq!(after, before, "nothing is copied and nothing overwritten");

    // They are two after all; either side may say so, and it can be done again.
    for from_first in [true, false] {
        let (mut first, mut second) = (first.clone(), second.clone());
        let (act, told, felt) = if from_first {
            (C::PartCase { other: OTHER }, &mut first, &mut second)
        } else {
            (C::PartCase { other: CASE }, &mut second, &mut first)
        };
        let before = told.clone();
        let events = told.as_(WORKER).did(act);
        feels(felt, &before, &events);
        for file in [told.file(), felt.file()] {
            assert_eq!(file.others_of_hers().count(), 0, "{from_first}");
        }
        joined(&mut first, &mut second);
    }
}

#[test]
fn br_057_records_that_cannot_be_read_together_are_refused_with_the_next_step() {
    let plain = record("");
    let mut itself = other("");
    itself.opened.as_mut().expect("open").id = CASE;
    let mut with_papers = Story::until(Step::Consented);
    with_papers.opened.as_mut().expect("open").id = OTHER;
    let mut over = record("");
    over.opened.as_mut().expect("open").status = CaseStatus::Closed;
    let (mut busy, mut taken) = (record(""), other(""));
    joined(&mut busy, &mut taken);
    let cases = [
        ("over", &over, &other(""), Refusal::ReopenBeforeJoining),
        ("itself", &plain, &itself, Refusal::NotFound),
        ("joined to somebody", &plain, &taken, Refusal::AlreadyJoined),
        (
            "already with others",
            &other(""),
            &busy,
            Refusal::AlreadyJoined,
        ),
        ("is itself joined", &taken, &plain, Refusal::AlreadyJoined),
        (
            "a protection",
            &plain,
            &with_papers,
            Refusal::JoinTheOtherWayRound,
        ),
        (
            "her name there",
            &plain,
            &other(NAME),
            Refusal::HerYesToJoinMissing,
        ),
        (
            "her name here",
            &record(NAME),
            &other(""),
            Refusal::HerYesToJoinMissing,
        ),
    ];
    for (what, first, second, refusal) in cases {
        assert_eq!(joins(first, second), Err(refusal), "{what}");
    }
    let mut alone = record("");
    let part = C::PartCase { other: OTHER };
    assert_eq!(alone.as_(WORKER).refused(part), Refusal::NotFound);
    // Never without the other record in hand.
    let join = C::JoinCase { other: OTHER };
    assert_eq!(alone.as_(WORKER).refused(join), Refusal::NotFound);
}

#[test]
fn alias_and_name_are_joined_only_with_her_yes_and_parted_when_she_takes_it_back() {
    for answer in [Answer::Refused, Answer::Deferred] {
        let mut named = record(NAME);
        named.as_(WORKER).did(her_yes(answer));
        let refused = Err(Refusal::HerYesToJoinMissing);
        assert_eq!(joins(&named, &other("")), refused, "{answer:?}");
    }
    // Wherever she said it.
    for said_here in [true, false] {
        let (mut first, mut second) = (record(NAME), other(""));
        let asked = if said_here { &mut first } else { &mut second };
        asked.as_(WORKER).did(her_yes(Answer::Given));
        joined(&mut first, &mut second);
        assert_eq!(first.file().joined[0].consent, Some(YES), "{said_here}");
        let shown = first.file().consent(ConsentKind::JoinRecords);
        assert_eq!(
            shown.map(|yes| yes.id),
            Some(YES),
            "it is read where she is read"
        );
        let asked = if said_here { &mut first } else { &mut second };
        let before = asked.clone();
        let events = asked.her().did(C::WithdrawConsent { consent: YES });
        let rest = if said_here { &mut second } else { &mut first };
        feels(rest, &before, &events);
        for file in [first.file(), second.file()] {
            assert_eq!(file.others_of_hers().count(), 0, "{said_here}");
            let yes = file.consent(ConsentKind::JoinRecords);
            assert!(
                !yes.is_some_and(|yes| yes.in_force(day("2026-05-08"))),
                "{said_here}"
            );
        }
    }
    // Two aliases rest on no yes of hers; her no parts them all the same, whether she was asked before or not.
    for asked in [true, false] {
        let (mut first, mut second) = (record(""), other(""));
        joined(&mut first, &mut second);
        let before = first.clone();
        let events = if asked {
            first.as_(WORKER).did(her_yes(Answer::Given));
            assert_eq!(first.file().joined.len(), 1);
            first.her().did(C::WithdrawConsent { consent: YES })
        } else {
            first.as_(WORKER).did(her_yes(Answer::Refused))
        };
        feels(&mut second, &before, &events);
        for file in [first.file(), second.file()] {
            assert_eq!(file.others_of_hers().count(), 0, "{asked}");
        }
    }
    // It has no end of its own, so that nothing rests on a yes that has run out.
    let ends = until(her_yes(Answer::Given), "2026-12-31");
    let told = record("").as_(WORKER).refused(ends);
    assert_eq!(told, Refusal::JoinYesHasNoEnd);
}

#[test]
fn the_name_of_somebody_met_outside_is_written_only_after_her_yes() {
    let mut story = record("");
    let named = C::CorrectIntake {
        form: met(NAME),
        seen: story.whole_intake(),
    };
    assert_eq!(
        story.as_(WORKER).refused(named.clone()),
        Refusal::HerYesToNameMissing
    );
    // Neither by its reading alone, nor after the word was taken out.
    let read = met("").with(intake::key::KANA, Value::Text("ミホン ハルカ".to_owned()));
    let mut wordless = met("");
    wordless.0.remove(intake::key::CODE_WORD);
    for form in [read, wordless.clone()] {
        let seen = story.whole_intake();
        let told = story.as_(WORKER).refused(C::CorrectIntake { form, seen });
        assert_eq!(told, Refusal::HerYesToNameMissing);
    }
    // Nor into a record without a word that is read with one.
    let mut caller = Story::blank();
    caller
        .as_(WORKER)
        .accepts("K-R8-0004", &wordless)
        .expect("accepted");
    joined(&mut caller, &mut other(""));
    let told = caller.as_(WORKER).refused(named.clone());
    assert_eq!(told, Refusal::HerYesToNameMissing);
    // Anything else is corrected as before.
    let form = met("").with(intake::key::CALLED_NAME, Value::Text("みさき".to_owned()));
    let seen = story.whole_intake();
    story.as_(WORKER).did(C::CorrectIntake { form, seen });
    story.as_(WORKER).did(her_yes(Answer::Given));
    story.as_(WORKER).did(named);
    assert_eq!(story.file().woman.name, NAME);
    // Who never had a code word has no other name to keep apart.
    let mut form = met("");
    form.0.remove(intake::key::CODE_WORD);
    let mut caller = Story::blank();
    caller
        .as_(WORKER)
        .accepts("K-R8-0003", &form)
        .expect("accepted");
    let seen = caller.whole_intake();
    caller.as_(WORKER).did(C::CorrectIntake {
        form: met(NAME),
        seen,
    });
}

#[test]
fn whoever_is_shut_out_of_one_is_shut_out_of_the_other() {
    let blocked = |story: &Story| {
        let person = story.person("試験警");
        story.file().blocks_in_force().any(|one| one.covers(person))
    };
    // Before they were joined, whichever bears it.
    for here in [true, false] {
        let (mut first, mut second) = (record(""), other(""));
        let bearer = if here { &mut first } else { &mut second };
        let act = shut_out("試験警", bearer);
        bearer.as_(WORKER).did(act);
        joined(&mut first, &mut second);
        assert!(blocked(&first) && blocked(&second), "{here}");
    }
    // And afterwards.
    let (mut first, mut second) = (record(""), other(""));
    joined(&mut first, &mut second);
    let act = shut_out("試験警", &second);
    let before = second.clone();
    let events = second.as_(WORKER).did(act);
    feels(&mut first, &before, &events);
    assert!(blocked(&first));
    // A record of somebody else feels nothing of it.
    let mut stranger = record("");
    feels(&mut stranger, &before, &events);
    assert!(!blocked(&stranger));
}

fn judges(record: u128, urgency: UrgencyLevel) -> C {
    C::JudgeRisk {
        record: RecordId(Uuid::from_u128(record)),
        tool: "専門職判断".to_owned(),
        risk: RiskLevel::ALL[0],
        urgency,
        parts: ThreeParts {
            facts: "帰る所がない".to_owned(),
            ..ThreeParts::default()
        },
    }
}

/// The one card that is left is never calmer than she is.
#[test]
fn the_most_urgent_judgement_is_hers_in_whichever_record_it_was_made() {
    let urgency = |story: &Story| story.file().risk.as_ref().map(|risk| risk.urgency);
    let (mut first, mut second) = (record(""), other(""));
    first.as_(WORKER).did(judges(1, UrgencyLevel::Planned));
    second.at("2026-05-08 22:00");
    second.as_(WORKER).did(judges(2, UrgencyLevel::Immediate));
    let (mut older, mut alike) = (first.clone(), second.clone());
    joined(&mut first, &mut second);
    assert_eq!(urgency(&first), Some(UrgencyLevel::Immediate));
    let words = first.file().risk.as_ref().map(|risk| risk.parts.clone());
    assert_eq!(
        words,
        Some(ThreeParts::default()),
        "the words stay where they are"
    );
    // Who knew the other record alone does not calm this one; what is more urgent is told.
    second.at("2026-05-08 23:00");
    for (record, level, shown) in [
        (3, UrgencyLevel::WithinDays, UrgencyLevel::Immediate),
        (6, UrgencyLevel::Immediate, UrgencyLevel::Immediate),
    ] {
        let before = second.clone();
        let events = second.as_(WORKER).did(judges(record, level));
        feels(&mut first, &before, &events);
        assert_eq!(urgency(&first), Some(shown));
    }
    // The record that is read with another is its own.
    first.at("2026-05-09 09:00");
    let before = first.clone();
    let events = first.as_(WORKER).did(judges(4, UrgencyLevel::Planned));
    feels(&mut second, &before, &events);
    assert_eq!(urgency(&second), Some(UrgencyLevel::Immediate));
    // A calmer judgement never takes the place of a more urgent one, however new.
    older.at("2026-05-08 21:50");
    older.as_(WORKER).did(judges(5, UrgencyLevel::Immediate));
    alike.at("2026-05-08 23:30");
    alike.as_(WORKER).did(judges(7, UrgencyLevel::Planned));
    joined(&mut older, &mut alike);
    assert_eq!(urgency(&older), Some(UrgencyLevel::Immediate));
}

/// What nobody would see on the board is not begun; what is written is written.
#[test]
fn a_record_that_is_read_with_another_begins_nothing_of_its_own() {
    let (mut first, mut second) = (record(""), other(""));
    joined(&mut first, &mut second);
    let begins = [
        C::ConsiderProtection {
            protection: domain::id::ProtectionId(Uuid::from_u128(0x90)),
        },
        C::MoveCase {
            from: CaseStatus::Accepted,
            to: CaseStatus::Assessing,
            reason: String::new(),
            referred_to: None,
        },
    ];
    for command in begins {
        let told = second.as_(WORKER).refused(command.clone());
        assert_eq!(told, Refusal::GoesOnElsewhere, "{command:?}");
        first.as_(WORKER).did(command);
    }
    let view = second.as_(WORKER).case_view().expect("seen");
    let words = Refusal::GoesOnElsewhere.words();
    for action in [Action::SubmitRequest, Action::WritePlan, Action::MoveCase] {
        let may = domain::wire::may(&view.rights, action);
        let stopped = Some(domain::wire::May::Disabled {
            words: words.clone(),
        });
        assert_eq!(may.cloned(), stopped, "{action:?}");
    }
    second.as_(WORKER).did(judges(1, UrgencyLevel::Planned));
    second.as_(WORKER).did(her_yes(Answer::Given));
}

/// Nobody is left with a record that stands on no board of theirs.
#[test]
fn a_record_that_goes_to_other_hands_leaves_the_other_where_it_is() {
    let (mut first, mut second) = (record(""), other(""));
    joined(&mut first, &mut second);
    let propose =
        crate::handover::propose(&first, crate::handover::FIRST, WORKER, crate::handover::NEW);
    first.as_(WORKER).did(propose);
    assert_eq!(first.file().joined.len(), 1, "until it is accepted");
    let before = first.clone();
    let accept = crate::handover::act(
        crate::handover::FIRST,
        domain::handover::HandoverCommand::Accept,
    );
    let events = first.as_(crate::handover::NEW).did(accept);
    feels(&mut second, &before, &events);
    for file in [first.file(), second.file()] {
        assert_eq!(file.others_of_hers().count(), 0);
    }
}

#[test]
fn the_one_with_papers_or_a_name_or_the_older_one_goes_on() {
    let line = |story: &Story| {
        let actor = domain::command::Actor::Staff(story.id_of(WORKER));
        story.read_by(actor, OtherRecord::of)
    };
    let (older, newer) = (line(&record("")), line(&other("")));
    assert!(newer.goes_with(&older) && !older.goes_with(&newer));
    let named = line(&other(NAME));
    assert!(older.goes_with(&named) && !named.goes_with(&older));
    let papers = OtherRecord {
        has_papers: true,
        ..newer.clone()
    };
    assert!(named.goes_with(&papers) && older.goes_with(&papers));
    assert!(named.waits_for_her(&older) && !newer.waits_for_her(&older));
    let asked = OtherRecord {
        her_yes: true,
        ..older.clone()
    };
    assert!(!named.waits_for_her(&asked));
}

#[test]
fn another_agency_does_not_learn_that_there_is_a_second_record() {
    let (mut first, mut second) = (record(""), other(""));
    joined(&mut first, &mut second);
    let own = first.as_(WORKER).case_view().expect("seen");
    assert!(own.has_others);
    // 調整担当 sees that the case exists; whether there is another is not theirs.
    if let Ok(view) = first.as_("試験調").case_view() {
        assert!(!view.has_others);
        let text = serde_json::to_string(&view).expect("written");
        assert!(!text.contains("K-R8-0002"), "{text}");
    }
}
