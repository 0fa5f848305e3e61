//! F-17 照会・協力依頼 with BR-011, BR-051–053: on a named basis, read by who was asked and no further.

use std::collections::BTreeSet;

use domain::access::Action;
use domain::block::{BlockReason, BlockTarget};
use domain::command::{Actor, CaseCommand as C};
use domain::council::{CouncilPolicy, PolicyProfile, SharingRule};
use domain::id::{AgencyId, BlockId, InquiryId, MeetingId};
use domain::inquiry::{HerKnowledge, InquiryStatus};
use domain::meeting::SharingBasis;
use domain::refusal::Refusal;
use domain::view::{InquiryView, asked_of};
use uuid::Uuid;

use crate::scenario::*;
use crate::story::{Stop, Story};
use crate::world::*;

const INQUIRY: InquiryId = InquiryId(Uuid::from_u128(0x1F));
const WHAT: &str = "相談の記録があれば、日付を教えてください";

fn by_consent() -> SharingBasis {
    SharingBasis::Consent(SHARE)
}

fn by_law() -> SharingBasis {
    SharingBasis::OtherLaw {
        law: "児童虐待防止法6条".to_owned(),
    }
}

fn ask(agency: AgencyId, basis: SharingBasis) -> C {
    C::AskAgency {
        inquiry: INQUIRY,
        agency,
        what: WHAT.to_owned(),
        purpose: "支援措置の申出の準備".to_owned(),
        due: day("2026-05-20"),
        basis,
        her_knowledge: HerKnowledge::Told,
    }
}

/// The same with other words of one field.
fn changed(change: impl FnOnce(&mut String, &mut String, &mut String, &mut HerKnowledge)) -> C {
    let C::AskAgency {
        inquiry,
        agency,
        mut what,
        mut purpose,
        due,
        basis,
        mut her_knowledge,
    } = ask(POLICE, by_consent())
    else {
        unreachable!("an inquiry")
    };
    let mut last = due.to_string();
    change(&mut what, &mut purpose, &mut last, &mut her_knowledge);
    C::AskAgency {
        inquiry,
        agency,
        what,
        purpose,
        due: day(&last),
        basis,
        her_knowledge,
    }
}

fn answer() -> C {
    C::AnswerInquiry {
        inquiry: INQUIRY,
        answer: "4月に一度、相談がありました".to_owned(),
    }
}

fn decline() -> C {
    C::DeclineInquiry {
        inquiry: INQUIRY,
        reason: "記録の保存期間が過ぎています".to_owned(),
    }
}

fn story() -> Story {
    let mut story = Story::until(Step::Consented);
    story.at("2026-05-13 09:00");
    story
}

fn asked(agency: AgencyId, basis: SharingBasis) -> Story {
    let mut story = story();
    story.as_("試験一子").did(ask(agency, basis));
    story
}

/// What the inbox of that person shows of it.
fn inbox(story: &Story, name: &str) -> Vec<InquiryView> {
    let actor = Actor::Staff(story.id_of(name));
    story.read_by(actor, asked_of)
}

#[test]
fn f_17_the_asked_agency_reads_the_inquiry_and_nothing_else_and_answers() {
    let mut story = asked(POLICE, by_consent());
    let seen = inbox(&story, "試験警");
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].what, WHAT);
    // She agreed that the police may know: then by name.
    assert_eq!(seen[0].name.as_deref(), Some(NAME));
    assert_eq!(seen[0].from, "みほん市福祉課");
    assert_eq!(story.as_("試験警").case_view(), Err(Stop::Hidden));
    assert_eq!(story.all_that_reaches("試験警"), "");
    story.as_("試験警").did(answer());
    // Answered: there is nothing more to read for the police …
    assert_eq!(inbox(&story, "試験警"), []);
    assert_eq!(story.as_("試験警").does(answer()), Err(Stop::Hidden));
    // … and the answer is where the record is kept.
    let kept = story
        .as_("試験一子")
        .case_view()
        .expect("in charge")
        .inquiries;
    assert_eq!(kept[0].status, InquiryStatus::Answered);
    let end = kept[0].end.as_ref().expect("ended");
    assert_eq!(end.words, "4月に一度、相談がありました");
    assert_eq!(end.agency, "みほん警察署（架空）");
}

#[test]
fn f_17_it_may_be_declined_with_a_reason_or_taken_back() {
    let mut story = asked(POLICE, by_consent());
    let no_reason = C::DeclineInquiry {
        inquiry: INQUIRY,
        reason: " ".to_owned(),
    };
    assert_eq!(
        story.as_("試験警").refused(no_reason),
        Refusal::ReasonMissing
    );
    story.as_("試験警").did(decline());
    assert_eq!(story.file().inquiries[0].status, InquiryStatus::Declined);
    assert_eq!(
        story
            .as_("試験一子")
            .refused(C::WithdrawInquiry { inquiry: INQUIRY }),
        Refusal::InquiryIsOver
    );

    let mut story = asked(POLICE, by_consent());
    // Nobody but the asking side takes it back.
    let back = C::WithdrawInquiry { inquiry: INQUIRY };
    assert_eq!(story.as_("試験警").does(back.clone()), Err(Stop::Hidden));
    story.as_("試験一子").did(back);
    assert_eq!(inbox(&story, "試験警"), []);
    assert_eq!(story.as_("試験警").does(answer()), Err(Stop::Hidden));
}

#[test]
fn f_17_an_answer_by_telephone_is_written_down_where_the_record_is_kept() {
    let mut story = asked(POLICE, by_consent());
    let empty = C::AnswerInquiry {
        inquiry: INQUIRY,
        answer: "\n".to_owned(),
    };
    assert_eq!(story.as_("試験一子").refused(empty), Refusal::TextMissing);
    story.as_("試験一子").did(answer());
    assert_eq!(
        story.as_("試験一子").refused(decline()),
        Refusal::InquiryIsOver
    );
}

#[test]
fn f_17_nobody_else_asks_reads_or_answers() {
    let mut story = asked(POLICE, by_consent());
    for name in ["試験児", "試験校", "試験代表", "試験遠"] {
        assert_eq!(inbox(&story, name), [], "{name}");
        assert_eq!(story.as_(name).does(answer()), Err(Stop::Hidden), "{name}");
        assert!(!story.all_that_reaches(name).contains(WHAT), "{name}");
    }
    // 調整担当者 knows the case and keeps no record of it.
    assert!(!story.all_that_reaches("試験調").contains(WHAT));
    let answer = story.as_("試験調").does(ask(CHILD, by_consent()));
    assert!(matches!(answer, Err(Stop::Told(_))), "{answer:?}");
}

#[test]
fn f_17_another_agency_that_is_asked_cannot_answer_this_one() {
    let mut story = asked(POLICE, by_consent());
    let C::AskAgency {
        what,
        purpose,
        due,
        basis,
        her_knowledge,
        ..
    } = ask(CHILD, by_consent())
    else {
        unreachable!("an inquiry")
    };
    story.as_("試験一子").did(C::AskAgency {
        inquiry: InquiryId(Uuid::from_u128(0x2F)),
        agency: CHILD,
        what,
        purpose,
        due,
        basis,
        her_knowledge,
    });
    assert_eq!(inbox(&story, "試験児").len(), 1);
    assert_eq!(story.as_("試験児").refused(answer()), Refusal::NotFound);
}

#[test]
fn br_051_without_her_consent_for_that_agency_another_basis_is_named() {
    // 市外 is in no consent of hers.
    let mut story = story();
    for basis in [
        by_consent(),
        SharingBasis::Consent(HOLD),
        SharingBasis::OtherLaw {
            law: " ".to_owned(),
        },
        SharingBasis::Pipa69_2 {
            item: 4,
            reason: String::new(),
        },
        SharingBasis::Pipa69_2 {
            item: 1,
            reason: "同意".to_owned(),
        },
        // A 支援会議 shares in its meeting, never by letter.
        SharingBasis::Art106_6SocialWelfare {
            conference: MeetingId(Uuid::from_u128(1)),
        },
        // 要綱4(2)①ウ: secrecy among members is no basis under this profile.
        SharingBasis::Art15WomenAct { council: COUNCIL },
    ] {
        let act = ask(MAIN_OFFICE, basis.clone());
        assert_eq!(
            story.as_("試験一子").refused(act),
            Refusal::InquiryBasisMissing,
            "{basis:?}"
        );
    }
    for basis in [
        by_law(),
        SharingBasis::Pipa69_2 {
            item: 4,
            reason: "けがの手当てが急がれる".to_owned(),
        },
    ] {
        let mut story = story.clone();
        story.as_("試験一子").did(ask(MAIN_OFFICE, basis));
        // Without her consent the name does not go along by itself, nor the reason behind it.
        let seen = inbox(&story, "試験遠");
        assert_eq!(seen.len(), 1);
        assert_eq!(seen[0].name, None);
        assert_eq!(seen[0].basis_reason, "");
        // 代表者 and audit of the same agency learn nothing of it.
        assert_eq!(inbox(&story, "試験代表"), []);
        assert_eq!(inbox(&story, "試験監査"), []);
    }
}

#[test]
fn br_051_secrecy_among_members_is_a_basis_only_under_an_own_policy() {
    let mut story = story();
    story.council.policy = CouncilPolicy {
        profile: PolicyProfile::Own,
        consent_to_share: SharingRule::StatutoryBasisAllowed,
        ..CouncilPolicy::strict()
    };
    let basis = SharingBasis::Art15WomenAct { council: COUNCIL };
    // OUTSIDE is no member any more.
    assert_eq!(
        story.as_("試験一子").refused(ask(OUTSIDE, basis.clone())),
        Refusal::InquiryBasisMissing
    );
    story.as_("試験一子").did(ask(MAIN_OFFICE, basis));
}

#[test]
fn br_052_a_withdrawn_or_narrowed_consent_shuts_an_open_inquiry_at_once() {
    let withdraw = C::WithdrawConsent { consent: SHARE };
    let narrow = C::NarrowConsent {
        consent: SHARE,
        without_agencies: BTreeSet::from([POLICE]),
        without_categories: BTreeSet::new(),
    };
    for less in [withdraw, narrow] {
        let mut story = asked(POLICE, by_consent());
        story.as_("試験一子").did(less);
        assert_eq!(inbox(&story, "試験警"), []);
        assert_eq!(story.as_("試験警").does(answer()), Err(Stop::Hidden));
        // Nor does it go round by those in charge; they see why and take it back.
        assert_eq!(
            story.as_("試験一子").refused(answer()),
            Refusal::InquiryBasisMissing
        );
        let kept = story
            .as_("試験一子")
            .case_view()
            .expect("in charge")
            .inquiries;
        assert!(!kept[0].rests);
        story
            .as_("試験一子")
            .did(C::WithdrawInquiry { inquiry: INQUIRY });
    }
    // Time alone does the same; what rests on a law stays.
    let mut story = asked(POLICE, by_consent());
    story.at("2026-09-01 00:00");
    assert_eq!(inbox(&story, "試験警"), []);
    let mut story = asked(POLICE, by_law());
    story
        .as_("試験一子")
        .did(C::WithdrawConsent { consent: SHARE });
    assert_eq!(inbox(&story, "試験警").len(), 1);
    story.as_("試験警").did(answer());
}

fn block(story: &mut Story, target: BlockTarget) {
    let block = BlockId(story.uuid());
    story.as_("試験一子").did(C::SetBlock {
        block,
        target,
        reason: BlockReason::TieToOpposingParty,
        alternative: None,
    });
}

#[test]
fn br_053_blocked_and_excluded_agencies_are_refused_alike() {
    let mut story = story();
    block(&mut story, BlockTarget::Agency(POLICE));
    for basis in [by_consent(), by_law()] {
        let blocked = story.as_("試験一子").refused(ask(POLICE, basis.clone()));
        let excluded = story.as_("試験一子").refused(ask(SCHOOL, basis.clone()));
        let own = story.as_("試験一子").refused(ask(CITY, basis));
        assert_eq!(blocked, Refusal::AgencyNotAvailable);
        assert_eq!((&blocked, &blocked), (&excluded, &own));
    }
}

#[test]
fn br_053_a_block_after_the_question_hides_it() {
    let mut of_agency = asked(POLICE, by_law());
    block(&mut of_agency, BlockTarget::Agency(POLICE));
    let mut of_person = asked(POLICE, by_law());
    let target = BlockTarget::Person(of_person.id_of("試験警"));
    block(&mut of_person, target);
    for mut story in [of_agency, of_person] {
        assert_eq!(inbox(&story, "試験警"), []);
        assert_eq!(story.as_("試験警").does(answer()), Err(Stop::Hidden));
        assert!(story.as_("試験警").may(Action::SeeInquiry).is_err());
    }
}

#[test]
fn f_17_the_question_is_whole_and_tells_no_place() {
    let mut story = story();
    let silent = |reason: &str| HerKnowledge::NotTold {
        reason: reason.to_owned(),
    };
    for (command, why) in [
        (changed(|what, _, _, _| what.clear()), Refusal::TextMissing),
        (
            changed(|_, purpose, _, _| purpose.clear()),
            Refusal::ReasonMissing,
        ),
        (
            changed(|_, _, due, _| *due = "2026-05-12".to_owned()),
            Refusal::DueIsPast,
        ),
        (
            changed(|_, _, _, told| *told = silent(" ")),
            Refusal::HerNoticeReasonMissing,
        ),
        (
            changed(|what, _, _, _| *what = format!("{ADDRESS}での相談の記録")),
            Refusal::InquiryWouldTellThePlace,
        ),
        (
            changed(|_, purpose, _, _| *purpose = format!("{SHELTER}を出る準備")),
            Refusal::InquiryWouldTellThePlace,
        ),
        (
            changed(|what, _, _, _| *what = format!("{AKARI_NAME}との連絡")),
            Refusal::InquiryWouldTellThePlace,
        ),
    ] {
        assert_eq!(
            story.as_("試験一子").refused(command.clone()),
            why,
            "{command:?}"
        );
    }
    story.as_("試験一子").did(changed(|_, _, _, told| {
        *told = silent("相手方に伝わるおそれ")
    }));
    // The asked agency learns that she does not know, so that nobody writes to her; not why.
    let seen = inbox(&story, "試験警");
    assert!(!seen[0].told);
    assert_eq!(seen[0].not_told_reason, "");
    let kept = story
        .as_("試験一子")
        .case_view()
        .expect("in charge")
        .inquiries;
    assert_eq!(kept[0].not_told_reason, "相手方に伝わるおそれ");
    assert_eq!(
        story.as_("試験一子").refused(ask(CHILD, by_consent())),
        Refusal::IdTaken
    );
}

#[test]
fn f_17_the_asker_is_told_of_the_answer_until_it_is_opened() {
    let mut story = asked(POLICE, by_law());
    let news = |story: &mut Story, name: &str| {
        let seen = story.as_(name).case_view().map(|view| view.inquiries);
        seen.unwrap_or_default().into_iter().any(|one| one.news)
    };
    let open = || C::OpenInquiryEnd { inquiry: INQUIRY };
    assert!(!news(&mut story, "試験一子"), "nothing came yet");
    assert_eq!(story.as_("試験一子").refused(open()), Refusal::StepMissing);
    story.as_("試験警").did(decline());
    assert!(news(&mut story, "試験一子"));
    // Whoever else keeps the record reads it, and the asker is still told.
    assert!(story.as_("試験警").does(open()).is_err());
    story.as_("試験一子").did(open());
    assert!(!news(&mut story, "試験一子"));
    assert_eq!(
        story.as_("試験一子").refused(open()),
        Refusal::InquiryIsOver
    );
}

#[test]
fn f_17_what_the_asker_wrote_down_herself_is_no_news() {
    let mut story = asked(POLICE, by_law());
    story.as_("試験一子").did(answer());
    let known = story.file().inquiries[0].clone();
    assert_eq!(known.status, InquiryStatus::Answered);
    assert!(!known.is_news());
    let open = C::OpenInquiryEnd { inquiry: INQUIRY };
    assert_eq!(story.as_("試験一子").refused(open), Refusal::InquiryIsOver);
}

#[test]
fn f_17_an_answer_to_somebody_who_has_left_is_told_to_those_who_keep_the_record() {
    let mut story = asked(POLICE, by_law());
    story.as_("試験警").did(answer());
    let known = story.file().inquiries[0].clone();
    let other = story.id_of("試験灯");
    let on = day("2026-05-13");
    assert!(known.is_news_for(known.by, story.file(), &story.council, on));
    assert!(!known.is_news_for(other, story.file(), &story.council, on));
    let asker = known.by;
    story.council.staff.get_mut(&asker).expect("known").until = Some(day("2026-05-12"));
    assert!(known.is_news_for(other, story.file(), &story.council, on));
}
