//! 引き継ぎ: the next worker reads one page and answers; the old one's ties end as she or he accepts; she
//! is told and may stop it.

use domain::access::{Action, Relation};
use domain::block::{BlockReason, BlockTarget};
use domain::command::{Actor, CaseCommand as C, CouncilCommand};
use domain::handover::{HandoverCommand as H, HandoverStatus};
use domain::id::{BlockId, CommentId, HandoverId, InquiryId};
use domain::inquiry::HerKnowledge;
use domain::meeting::SharingBasis;
use domain::refusal::Refusal;
use domain::task::TaskMove;
use domain::view::handover::{HandoverView, PromiseKind, pending_handover};
use domain::view::her::NewWorkerState;
use domain::watch::Watched;
use uuid::Uuid;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

pub const FIRST: HandoverId = HandoverId(Uuid::from_u128(0x8A));
pub const SECOND: HandoverId = HandoverId(Uuid::from_u128(0x8B));
const OBJECTION: CommentId = CommentId(Uuid::from_u128(0x0B));
pub const OLD: &str = "試験一子";
pub const NEW: &str = "試験隣";
const HELPS: &str = "朝の電話は落ち着いて話せる";
const HURTS: &str = "同じことを何度も聞かれること";

pub fn act(handover: HandoverId, act: H) -> C {
    C::Handover { handover, act }
}

pub fn propose(story: &Story, handover: HandoverId, from: &str, to: &str) -> C {
    act(
        handover,
        H::Propose {
            from: story.id_of(from),
            to: story.id_of(to),
            on: domain::calendar::jst_date(story.now),
            helps: HELPS.to_owned(),
            hurts: HURTS.to_owned(),
            with_place: true,
        },
    )
}

pub fn object() -> H {
    H::Object {
        objection: OBJECTION,
        words: "いまの人がいい".to_owned(),
    }
}

pub fn answer() -> H {
    H::AnswerObjection {
        objection: OBJECTION,
        words: "話を聞きに行きます".to_owned(),
    }
}

/// The same without a place on the list of who may know the place.
pub fn without_place(story: &Story, to: &str) -> C {
    let mut command = propose(story, FIRST, OLD, to);
    if let C::Handover {
        act: H::Propose { with_place, .. },
        ..
    } = &mut command
    {
        *with_place = false;
    }
    command
}

/// Asked, up to that step of the story.
pub fn asked(step: Step) -> Story {
    let mut story = Story::until(step);
    let command = propose(&story, FIRST, OLD, NEW);
    story.as_(OLD).did(command);
    story
}

fn accepted(step: Step) -> Story {
    let mut story = asked(step);
    story.as_(NEW).did(act(FIRST, H::Accept));
    story
}

pub fn page(story: &Story, name: &str) -> HandoverView {
    story.read_by(Actor::Staff(story.id_of(name)), HandoverView::of)
}

fn block(target: BlockTarget) -> C {
    C::SetBlock {
        block: BlockId(Uuid::from_u128(0xB0)),
        target,
        reason: BlockReason::TieToOpposingParty,
        alternative: None,
    }
}

#[test]
fn as_the_new_worker_accepts_the_old_one_finds_nothing_any_more() {
    let mut story = asked(Step::Convened);
    assert!(story.as_(OLD).case_view().is_ok(), "until then");
    let before = story.file().meeting(MEETING).expect("convened").clone();
    assert!(before.invites(story.id_of(OLD)));
    story.as_(NEW).did(act(FIRST, H::Accept));
    let (old, new) = (story.id_of(OLD), story.id_of(NEW));
    assert_eq!(story.file().workers, [new].into());
    assert!(story.file().place_knowers.contains(&new));
    assert!(!story.file().place_knowers.contains(&old));
    let meeting = story.file().meeting(MEETING).expect("convened");
    assert!(meeting.invites(new) && !meeting.invites(old));
    assert_eq!(meeting.invited.len(), before.invited.len());
    assert_eq!(meeting.roles.len(), before.roles.len());
    // In the same agency, in charge of the case, and with a seat in its meeting before.
    assert_eq!(story.as_(OLD).case_view(), Err(Stop::Hidden));
    assert_eq!(story.all_that_reaches(OLD), "");
    story.at("2026-05-19 13:00");
    assert_eq!(story.all_that_reaches(OLD), "");
    for action in Action::ALL.iter().filter(|action| action.is_about_a_case()) {
        let may = story.as_(OLD).may(*action);
        let glass = *action == Action::BreakGlass;
        assert_eq!(may.is_ok(), glass, "{action:?}");
    }
    assert!(story.as_(NEW).case_view().is_ok());
    // Another colleague keeps what she or he had.
    assert!(story.as_("試験心").case_view().is_ok());
}

#[test]
fn until_it_is_accepted_nothing_moves() {
    let mut story = asked(Step::Convened);
    let old = story.id_of(OLD);
    assert!(story.file().workers.contains(&old));
    story.as_(NEW).did(act(
        FIRST,
        H::Decline {
            reason: "担当が多く、いまは難しい".to_owned(),
        },
    ));
    assert_eq!(story.file().workers, [old].into());
    assert!(story.as_(OLD).case_view().is_ok());
    let line = &page(&story, OLD).handovers[0];
    assert_eq!(line.status, HandoverStatus::Declined);
    assert!(line.end.is_some());
    assert_eq!(
        story.as_(NEW).does(act(FIRST, H::Accept)),
        Err(Stop::Told(domain::access::DenyReason::NotYourRole))
    );
}

#[test]
fn it_is_refused_with_the_missing_step_named() {
    let mut story = Story::until(Step::Consented);
    let with = |story: &Story, change: &dyn Fn(&mut H)| {
        let mut command = propose(story, FIRST, OLD, NEW);
        if let C::Handover { act, .. } = &mut command {
            change(act);
        }
        command
    };
    let set = |text: &'static str, helps: bool| {
        move |act: &mut H| {
            if let H::Propose {
                helps: one,
                hurts: other,
                ..
            } = act
            {
                let place = if helps { one } else { other };
                *place = text.to_owned();
            }
        }
    };
    let secret = format!("{ADDRESS}に行かない");
    let secret: &'static str = secret.leak();
    let past = |act: &mut H| {
        if let H::Propose { on, .. } = act {
            *on = day("2026-05-01");
        }
    };
    for (command, why) in [
        (propose(&story, FIRST, OLD, OLD), Refusal::HandoverToOneself),
        (propose(&story, FIRST, NEW, OLD), Refusal::NotTheWorker),
        // Of an agency that knows no more than she agreed to, and of one that she left out.
        (
            propose(&story, FIRST, OLD, "試験警"),
            Refusal::AgencyNotAvailable,
        ),
        (
            propose(&story, FIRST, OLD, "試験校"),
            Refusal::AgencyNotAvailable,
        ),
        (with(&story, &past), Refusal::HandoverDayIsPast),
        (with(&story, &set(" ", true)), Refusal::TextMissing),
        (with(&story, &set("", false)), Refusal::TextMissing),
        (
            with(&story, &set(secret, true)),
            Refusal::InquiryWouldTellThePlace,
        ),
        (
            with(&story, &set(secret, false)),
            Refusal::InquiryWouldTellThePlace,
        ),
    ] {
        assert_eq!(story.as_(OLD).refused(command.clone()), why, "{command:?}");
    }
    // A colleague does not hand over what is another's.
    let command = propose(&story, FIRST, OLD, NEW);
    assert_eq!(story.as_(NEW).refused(command), Refusal::NotTheWorker);
    let id = story.id_of(NEW);
    let mut unpledged = story.clone();
    let person = unpledged.council.staff.get_mut(&id).expect("known");
    person.pledges.clear();
    let command = propose(&unpledged, FIRST, OLD, NEW);
    assert!(matches!(
        unpledged.as_(OLD).refused(command),
        Refusal::PledgeOfMissing { names } if names == ["試験 隣"]
    ));
    let end = CouncilCommand::EndPost {
        staff: id,
        until: day("2026-05-11"),
    };
    story.as_("試験調").does_for_council(end).expect("officer");
    let command = propose(&story, FIRST, OLD, NEW);
    assert_eq!(story.as_(OLD).refused(command), Refusal::StaffUnknown);
}

/// A blocked person is refused exactly like one whom nobody knows, at the asking and at the accepting,
/// and is not among those to choose from.
#[test]
fn br_053_a_blocked_person_takes_no_case_over_and_learns_of_none() {
    let mut story = Story::until(Step::Consented);
    let id = story.id_of(NEW);
    story.as_("試験調").did(block(BlockTarget::Person(id)));
    let command = propose(&story, FIRST, OLD, NEW);
    assert_eq!(story.as_(OLD).refused(command), Refusal::StaffUnknown);
    assert!(page(&story, OLD).candidates.iter().all(|one| one.id != id));

    let mut story = asked(Step::Consented);
    assert!(page(&story, OLD).candidates.iter().any(|one| one.id == id));
    assert!(story.as_(NEW).may(Action::SeeHandover).is_ok());
    story.as_("試験調").did(block(BlockTarget::Person(id)));
    assert_eq!(story.as_(NEW).may(Action::SeeHandover), Err(Stop::Hidden));
    assert_eq!(
        story.as_(NEW).does(act(FIRST, H::Accept)),
        Err(Stop::Hidden)
    );
    let refused = story.as_(NEW).tries(&act(FIRST, H::Accept));
    assert_eq!(refused, Err(Refusal::StaffUnknown));
}

#[test]
fn who_is_asked_reads_the_page_and_nothing_else() {
    let mut story = Story::until(Step::Confirmed);
    // Of the agency that took the consultation, which is not in charge any more.
    story.opened.as_mut().expect("open").agency_in_charge = CENTER;
    story.opened.as_mut().expect("open").roles.clear();
    story.opened.as_mut().expect("open").requests.clear();
    let before = story.as_(NEW).facts().relations;
    let command = propose(&story, FIRST, OLD, NEW);
    story.as_(OLD).did(command);
    let after = story.as_(NEW).facts().relations;
    let gained: Vec<_> = after.difference(&before).collect();
    assert_eq!(gained, [&Relation::Receiving]);
    assert!(story.as_(NEW).may(Action::SeeHandover).is_ok());
    for action in [Action::SeePlan, Action::WriteRecord, Action::SeeWhereabouts] {
        assert!(story.as_(NEW).may(action).is_err(), "{action:?}");
    }
    let seen = page(&story, NEW);
    assert_eq!((seen.helps.as_str(), seen.hurts.as_str()), (HELPS, HURTS));
    assert_eq!(seen.words[0].words, WISH);
    assert!(seen.handovers[0].to_me);
    assert!(seen.candidates.is_empty());
    let text = serde_json::to_string(&seen).expect("written");
    for secret in [ADDRESS, SHELTER, SAFETY_PLAN, AKARI_NAME, AKARI_WORKER] {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[test]
fn the_page_holds_open_promises_dates_and_people_to_avoid() {
    let mut story = Story::until(Step::Commented);
    story.as_(OLD).did(C::AskAgency {
        inquiry: InquiryId(Uuid::from_u128(0x1F)),
        agency: POLICE,
        what: "相談の記録の日付".to_owned(),
        purpose: "支援措置の準備".to_owned(),
        due: day("2026-06-20"),
        basis: SharingBasis::Consent(SHARE),
        her_knowledge: HerKnowledge::Told,
    });
    let police = story.id_of("試験警");
    story.as_("試験調").did(block(BlockTarget::Person(police)));
    let seen = page(&story, OLD);
    for kind in PromiseKind::ALL {
        let some = seen.promises.iter().any(|promise| promise.kind == kind);
        // What is only drafted is promised to nobody yet.
        assert_eq!(some, kind != PromiseKind::PlanItem, "{kind:?}");
    }
    assert!(seen.dates.iter().any(|(on, _)| *on == day("2026-06-20")));
    assert!(seen.dates.is_sorted());
    let who: Vec<&str> = seen.avoid.iter().map(|one| one.who.as_str()).collect();
    assert!(who.contains(&"見本 某・夫") && who.contains(&"試験 警"));
    assert!(seen.avoid.iter().any(|one| one.why == "共有しない相手"));
    // What is answered is no promise any more.
    story.as_(OLD).did(C::AnswerComment {
        plan: PLAN,
        comment: C1,
        words: "手紙を届けます".to_owned(),
    });
    story.as_(OLD).did(C::AnswerComment {
        plan: PLAN,
        comment: C2,
        words: "はい".to_owned(),
    });
    let seen = page(&story, OLD);
    let mut kinds = seen.promises.iter().map(|promise| promise.kind);
    assert!(kinds.all(|kind| kind != PromiseKind::Comment));
}

#[test]
fn what_was_decided_or_planned_is_promised_until_it_is_done() {
    let mut story = Story::until(Step::Confirmed);
    let promised = |story: &Story| -> Vec<String> {
        let seen = page(story, OLD).promises.into_iter();
        let kinds = [PromiseKind::Decision, PromiseKind::PlanItem];
        seen.filter(|promise| kinds.contains(&promise.kind))
            .map(|promise| promise.what)
            .collect()
    };
    let tasks = story.file().tasks();
    let (decision, item) = (tasks.first().cloned(), tasks.last().cloned());
    let (decision, item) = (decision.expect("decided"), item.expect("planned"));
    assert_eq!(promised(&story).len(), tasks.len());
    for task in [&decision, &item] {
        assert!(promised(&story).contains(&task.what), "{task:?}");
    }
    story.as_(OLD).did(C::StepTask {
        of: decision.of,
        step: TaskMove::Done {
            words: String::new(),
        },
    });
    assert_eq!(promised(&story).len(), tasks.len() - 1);
    story.as_(OLD).did(C::StepTask {
        of: item.of,
        step: TaskMove::PutOff {
            to: day("2026-08-03"),
            reason: "施設の都合".to_owned(),
        },
    });
    let seen = page(&story, OLD).promises;
    let put_off = seen.iter().find(|promise| promise.what == item.what);
    assert_eq!(
        put_off.and_then(|promise| promise.due),
        Some(day("2026-08-03"))
    );
}

#[test]
fn the_page_knows_the_days_that_are_watched_and_not_those_that_are_over() {
    let story = Story::until(Step::Confirmed);
    let seen = page(&story, OLD).dates;
    let watched = story.file().watched_dates();
    assert!(
        watched
            .iter()
            .any(|date| matches!(date.of, Watched::Review(_)))
    );
    for date in watched {
        let stands = seen.contains(&(date.day, date.of.label().to_owned()));
        assert_eq!(stands, !matches!(date.of, Watched::Task(_)), "{date:?}");
    }
}

/// A block is not told in the unit of whom it names (domain.md §12.3).
#[test]
fn the_page_tells_no_block_of_the_readers_own_unit() {
    let mut story = Story::until(Step::Consented);
    let mut twin = story.person(OLD).clone();
    twin.id = domain::id::StaffId(Uuid::from_u128(0x77));
    twin.name = "試験 双葉".to_owned();
    story.council.staff.insert(twin.id, twin.clone());
    let target = BlockTarget::Person(twin.id);
    story.as_("試験調").did(block(target));
    let told = |name: &str| {
        let avoid = page(&story, name).avoid;
        avoid.iter().any(|one| one.who == twin.name)
    };
    assert!(!told(OLD), "the same unit");
    assert!(told(NEW), "another unit of the same agency");
}

#[test]
fn her_objection_stops_it_before_and_asks_for_an_answer_afterwards() {
    let mut story = asked(Step::Consented);
    let told = story.her().page().worker.expect("told");
    assert_eq!(told.state, NewWorkerState::Planned);
    assert_eq!(
        (told.was.name.as_str(), told.will.name.as_str()),
        ("試験 一子", "試験 隣")
    );
    assert!(told.may_object());
    story.her().did(act(FIRST, object()));
    let stopped = story.file().handover(FIRST).expect("known");
    assert_eq!(stopped.status, HandoverStatus::Stopped);
    let refused = story.as_(NEW).tries(&act(FIRST, H::Accept));
    assert_eq!(refused, Err(Refusal::SheObjects));
    assert_eq!(
        story.as_(NEW).may(Action::AnswerHandover),
        Err(Stop::Told(domain::access::DenyReason::NotYourRole))
    );
    // Nothing new before she has her answer, and that is the officer's to give.
    let again = propose(&story, SECOND, OLD, NEW);
    assert_eq!(
        story.as_(OLD).refused(again.clone()),
        Refusal::ObjectionWaits
    );
    assert!(story.as_(OLD).does(act(FIRST, answer())).is_err());
    let officer = Actor::Staff(story.id_of("試験調"));
    let shown = story.read_by(officer, pending_handover).expect("shown");
    assert_eq!(shown.objections[0].words, "いまの人がいい");
    story.as_("試験調").did(act(FIRST, answer()));
    let page = story.her().page().worker.expect("told");
    assert_eq!(page.state, NewWorkerState::Stopped);
    let back = page.said[0].answers.first().expect("answered");
    assert_eq!(back.by.name, "試験 調");
    assert!(!page.may_object());

    story.as_(OLD).did(again);
    story.as_(NEW).did(act(SECOND, H::Accept));
    let told = story.her().page().worker.expect("told");
    assert_eq!(told.state, NewWorkerState::Done);
    let late = H::Object {
        objection: CommentId(Uuid::from_u128(0x0C)),
        words: "まだ前の人がいい".to_owned(),
    };
    story.her().did(act(SECOND, late));
    let kept = story.file().handover(SECOND).expect("known");
    assert_eq!(
        kept.status,
        HandoverStatus::Accepted,
        "what was accepted stands"
    );
    assert!(story.file().objection_waits());
    let (old, new) = (story.id_of(OLD), story.id_of(NEW));
    assert!(story.file().workers.contains(&new) && !story.file().workers.contains(&old));
}

#[test]
fn nobody_who_may_not_read_her_words_is_shown_an_objection() {
    let mut story = asked(Step::Confirmed);
    story.her().did(act(FIRST, object()));
    for name in ["試験警", "試験児", "試験灯"] {
        let reader = Actor::Staff(story.id_of(name));
        assert_eq!(story.read_by(reader, pending_handover), None, "{name}");
        assert!(
            !story.all_that_reaches(name).contains("いまの人がいい"),
            "{name}"
        );
    }
    // The same words reach those who keep the record.
    assert!(story.all_that_reaches(OLD).contains("いまの人がいい"));
}

#[test]
fn the_place_is_never_left_without_anybody_who_knows_it() {
    let mut story = Story::until(Step::Accepted);
    let old = story.id_of(OLD);
    assert_eq!(story.file().place_knowers, [old].into());
    let command = without_place(&story, NEW);
    assert_eq!(story.as_(OLD).refused(command), Refusal::PlaceNeedsAKnower);
    // With others on the list the new worker learns nothing of the place by the hand-over.
    let mut story = Story::until(Step::Consented);
    let command = without_place(&story, NEW);
    story.as_(OLD).did(command);
    story.as_(NEW).did(act(FIRST, H::Accept));
    assert!(story.as_(NEW).may(Action::SeeWhereabouts).is_err());
    assert!(story.as_(OLD).may(Action::SeeWhereabouts).is_err());
}

#[test]
fn an_answer_to_what_the_old_worker_asked_reaches_the_new_one() {
    let mut story = Story::until(Step::Consented);
    let inquiry = InquiryId(Uuid::from_u128(0x1F));
    story.as_(OLD).did(C::AskAgency {
        inquiry,
        agency: POLICE,
        what: "相談の記録の日付".to_owned(),
        purpose: "支援措置の準備".to_owned(),
        due: day("2026-06-20"),
        basis: SharingBasis::Consent(SHARE),
        her_knowledge: HerKnowledge::Told,
    });
    story.as_("試験警").did(C::AnswerInquiry {
        inquiry,
        answer: "5月1日".to_owned(),
    });
    let news = |story: &Story, name: &str| {
        let reader = Actor::Staff(story.id_of(name));
        story.read_by(reader, |reader| domain::view::news_of(reader).len())
    };
    assert_eq!((news(&story, OLD), news(&story, NEW)), (1, 0));
    let command = propose(&story, FIRST, OLD, NEW);
    story.as_(OLD).did(command);
    story.as_(NEW).did(act(FIRST, H::Accept));
    assert_eq!((news(&story, OLD), news(&story, NEW)), (0, 1));
    story.as_(NEW).did(C::OpenInquiryEnd { inquiry });
}

#[test]
fn who_handed_over_comes_back_as_worker_or_not_at_all() {
    let mut story = accepted(Step::RolesAgreed);
    let old = story.id_of(OLD);
    let invited = story.convocation();
    assert_eq!(
        story.as_("試験調").tries(&invited),
        Err(Refusal::NotInvitable)
    );
    story.as_(NEW).did(C::AssignWorker { staff: old });
    assert!(story.as_(OLD).case_view().is_ok());
    assert_ne!(
        story.as_("試験調").tries(&invited),
        Err(Refusal::NotInvitable)
    );
}

#[test]
fn an_office_outlasts_a_hand_over() {
    let mut story = asked(Step::Consented);
    let id = story.id_of(OLD);
    let file = story.opened.as_mut().expect("open");
    file.agency_in_charge = CENTER;
    story.council.staff.get_mut(&id).expect("known").agency = CENTER;
    let officer = domain::council::Role::CoordinationOfficer;
    let worker = story.council.staff.get_mut(&id).expect("known");
    worker.roles.insert(officer);
    let new = story.id_of(NEW);
    story.council.staff.get_mut(&new).expect("known").agency = CENTER;
    story.as_(NEW).did(act(FIRST, H::Accept));
    let left = story.as_(OLD).facts().relations;
    assert!(left.contains(&Relation::Coordination) && !left.contains(&Relation::InCharge));
    let fields = story.as_(OLD).may(Action::SeeCase).expect("the ledger's");
    assert!(!fields.worker_view);
    let card = story.as_(OLD).card().expect("a line");
    assert!(!card.mine);
}

#[test]
fn a_worker_who_left_the_post_is_handed_over_for() {
    let mut story = Story::until(Step::Consented);
    let id = story.id_of(OLD);
    let end = CouncilCommand::EndPost {
        staff: id,
        until: day("2026-05-31"),
    };
    story.as_("試験調").does_for_council(end).expect("officer");
    let mut third = story.person(NEW).clone();
    third.id = domain::id::StaffId(Uuid::from_u128(0x78));
    third.name = "試験 三郎".to_owned();
    story.council.staff.insert(third.id, third);
    let command = propose(&story, FIRST, OLD, "試験三郎");
    assert_eq!(story.as_(NEW).refused(command), Refusal::NotTheWorker);
    story.at("2026-06-01 09:00");
    let command = without_place(&story, "試験三郎");
    story.as_(NEW).did(command);
    story.as_("試験三郎").did(act(FIRST, H::Accept));
    assert!(!story.file().workers.contains(&id));
    let third = story.id_of("試験三郎");
    assert!(!story.file().place_knowers.contains(&third));
}
