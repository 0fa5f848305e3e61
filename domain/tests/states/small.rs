//! 事後報告, 照会・協力依頼 and つなぎ in every state.

use domain::command::CaseCommand as C;
use domain::id::{InquiryId, PosthocId, RecordId};
use domain::inquiry::{HerKnowledge, InquiryStatus};
use domain::meeting::SharingBasis;
use domain::posthoc::PosthocStatus;
use domain::tsunagi::{Desk, TsunagiStatus, TsunagiWay};
use uuid::Uuid;

use crate::moves::Machine;
use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

const INQUIRY: InquiryId = InquiryId(Uuid::from_u128(0x1F));
const REPORT: PosthocId = PosthocId(Uuid::from_u128(0xAF));
const TSUNAGI: RecordId = RecordId(Uuid::from_u128(0x75));

fn inquiry() -> String {
    let ask = C::AskAgency {
        inquiry: INQUIRY,
        agency: POLICE,
        what: "相談の記録の日付".to_owned(),
        purpose: "支援措置の準備".to_owned(),
        due: day("2026-05-20"),
        basis: SharingBasis::Consent(SHARE),
        her_knowledge: HerKnowledge::Told,
    };
    let put = |status| {
        let mut story = Story::until(Step::Consented);
        story.as_("試験一子").did(ask.clone());
        story.opened.as_mut().expect("open").inquiries[0].status = status;
        story
    };
    let (city, police) = (Some("試験一子"), Some("試験警"));
    let words = "返事".to_owned();
    let answer = C::AnswerInquiry {
        inquiry: INQUIRY,
        answer: words.clone(),
    };
    let decline = C::DeclineInquiry {
        inquiry: INQUIRY,
        reason: words,
    };
    Machine {
        title: "Inquiry: commands",
        states: &InquiryStatus::ALL,
        put: &put,
        state: &|story: &Story| story.file().inquiry(INQUIRY).expect("known").status,
        may: &InquiryStatus::may_become,
        commands: vec![
            ("AskAgency again", city, ask.clone()),
            ("AnswerInquiry", police, answer.clone()),
            ("AnswerInquiry, by phone", city, answer),
            ("DeclineInquiry", police, decline),
            (
                "WithdrawInquiry",
                city,
                C::WithdrawInquiry { inquiry: INQUIRY },
            ),
            (
                "OpenInquiryEnd",
                city,
                C::OpenInquiryEnd { inquiry: INQUIRY },
            ),
            (
                "OpenInquiryEnd, asked",
                police,
                C::OpenInquiryEnd { inquiry: INQUIRY },
            ),
        ],
    }
    .print()
}

/// Waiting, approved, not approved.
fn posthoc() -> String {
    let report = C::StartBeforeMeeting {
        report: REPORT,
        what: "付き添い".to_owned(),
        since: day("2026-05-19"),
        why: "急いだ".to_owned(),
        agency: CITY,
    };
    let approve = C::ApprovePostHoc {
        report: REPORT,
        meeting: MEETING,
    };
    let reject = C::RejectPostHoc {
        report: REPORT,
        meeting: MEETING,
        reason: "会議で決めた役割とちがう".to_owned(),
    };
    let put = |status| {
        let mut story = Story::until(Step::Opened);
        story.as_("試験一子").did(report.clone());
        match status {
            PosthocStatus::Waiting => {}
            PosthocStatus::Approved => drop(story.as_("試験調").did(approve.clone())),
            PosthocStatus::Rejected => drop(story.as_("試験調").did(reject.clone())),
        }
        story
    };
    Machine {
        title: "Post-hoc report: commands",
        states: &PosthocStatus::ALL,
        put: &put,
        state: &|story: &Story| story.file().posthoc(REPORT).expect("known").status(),
        may: &PosthocStatus::may_become,
        commands: vec![
            ("StartBeforeMeeting again", Some("試験一子"), report.clone()),
            ("ApprovePostHoc", Some("試験調"), approve.clone()),
            ("RejectPostHoc", Some("試験調"), reject.clone()),
            ("RejectPostHoc, no seat", Some("試験所長"), reject.clone()),
        ],
    }
    .print()
}

/// A つなぎ out, by what the other desk said; the last came in.
fn tsunagi() -> String {
    let record = |way| C::RecordTsunagi {
        record: TSUNAGI,
        way,
        desk: Desk::Outside {
            kind: "女性相談支援センター".to_owned(),
            municipality: "となり県".to_owned(),
        },
        on: day("2026-05-12"),
        her_knowledge: HerKnowledge::Told,
        handed: "連絡先の紙".to_owned(),
        reason: "実家の近くで暮らす".to_owned(),
    };
    let answer = |taken| C::AnswerTsunagi {
        record: TSUNAGI,
        taken,
        words: "面接の日を決めた".to_owned(),
    };
    let put = |status| {
        let mut story = Story::until(Step::Consented);
        let way = match status {
            TsunagiStatus::Arrived => TsunagiWay::In,
            _ => TsunagiWay::Out,
        };
        story.as_("試験一子").did(record(way));
        match status {
            TsunagiStatus::Taken => drop(story.as_("試験一子").did(answer(true))),
            TsunagiStatus::NotTaken => drop(story.as_("試験一子").did(answer(false))),
            TsunagiStatus::Waiting | TsunagiStatus::Arrived => {}
        }
        story
    };
    let city = Some("試験一子");
    Machine {
        title: "Tsunagi: commands",
        states: &TsunagiStatus::ALL,
        put: &put,
        state: &|story: &Story| story.file().tsunagi(TSUNAGI).expect("known").status(),
        may: &TsunagiStatus::may_become,
        commands: vec![
            ("RecordTsunagi again", city, record(TsunagiWay::Out)),
            ("AnswerTsunagi, taken", city, answer(true)),
            ("AnswerTsunagi, not taken", city, answer(false)),
        ],
    }
    .print()
}

pub fn printed() -> String {
    [inquiry(), posthoc(), tsunagi()].concat()
}
