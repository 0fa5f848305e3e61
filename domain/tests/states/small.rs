//! 事後報告, 照会・協力依頼 and つなぎ in every state.

use domain::command::CaseCommand as C;
use domain::consent::Channel;
use domain::form;
use domain::handover::{HandoverCommand, HandoverStatus};
use domain::id::{CommentId, HandoverId, InquiryId, MeasureId, PosthocId, RecordId, TransferId};
use domain::inquiry::{HerKnowledge, InquiryStatus};
use domain::meeting::SharingBasis;
use domain::posthoc::PosthocStatus;
use domain::task::{TaskMove, TaskOf, TaskStatus};
use domain::transfer::{TransferCommand, TransferScope, TransferStatus};
use domain::tsunagi::{Desk, TsunagiStatus, TsunagiWay};
use domain::watch::{AddressProtectionStatus, MeasureEnd, MeasureStep, WatchCommand};
use uuid::Uuid;

use crate::moves::Machine;
use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

const INQUIRY: InquiryId = InquiryId(Uuid::from_u128(0x1F));
const TRANSFER: TransferId = TransferId(Uuid::from_u128(0x7F));
const HANDOVER: HandoverId = HandoverId(Uuid::from_u128(0x8A));
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

/// A decision of the meeting, by what became of it.
fn task() -> String {
    let of = |story: &Story| TaskOf::Decision(story.file().meetings[0].decisions[0].id);
    let story = Story::until(Step::Confirmed);
    let of_it = of(&story);
    let step = |step| C::StepTask { of: of_it, step };
    let reason = || "施設の都合".to_owned();
    let done = step(TaskMove::Done {
        words: String::new(),
    });
    let off = step(TaskMove::PutOff {
        to: day("2026-06-10"),
        reason: reason(),
    });
    let again = step(TaskMove::TakenUp { reason: reason() });
    let put = |status| {
        let mut story = story.clone();
        match status {
            TaskStatus::Open => {}
            TaskStatus::PutOff => drop(story.as_("試験一子").did(off.clone())),
            TaskStatus::Done => drop(story.as_("試験一子").did(done.clone())),
        }
        story
    };
    let city = Some("試験一子");
    Machine {
        title: "Task: commands",
        states: &TaskStatus::ALL,
        put: &put,
        state: &|story: &Story| story.file().task(of(story)).expect("known").status,
        may: &TaskStatus::may_become,
        commands: vec![
            ("StepTask, done", city, done.clone()),
            ("StepTask, put off", city, off.clone()),
            ("StepTask, taken up", city, again),
            ("StepTask, done, others", Some("試験警"), done.clone()),
        ],
    }
    .print()
}

/// Asked of a colleague; the commands of everybody who may say something to it.
fn handover() -> String {
    use HandoverCommand as H;
    let (old, new, officer) = (Some("試験一子"), Some("試験隣"), Some("試験調"));
    let act = |act| C::Handover {
        handover: HANDOVER,
        act,
    };
    let propose = |story: &Story| {
        act(H::Propose {
            from: story.id_of("試験一子"),
            to: story.id_of("試験隣"),
            on: day("2026-06-01"),
            helps: "朝の電話".to_owned(),
            hurts: "まだ分からない".to_owned(),
            with_place: true,
        })
    };
    let object = |id| {
        act(H::Object {
            objection: CommentId(Uuid::from_u128(id)),
            words: "いまの人がいい".to_owned(),
        })
    };
    let decline = act(H::Decline {
        reason: "担当が多い".to_owned(),
    });
    let answer = act(H::AnswerObjection {
        objection: CommentId(Uuid::from_u128(1)),
        words: "話を聞きに行きます".to_owned(),
    });
    let put = |status| {
        let mut story = Story::until(Step::Consented);
        let proposed = propose(&story);
        story.as_("試験一子").did(proposed);
        match status {
            HandoverStatus::Proposed => {}
            HandoverStatus::Accepted => drop(story.as_("試験隣").did(act(H::Accept))),
            HandoverStatus::Declined => drop(story.as_("試験隣").did(decline.clone())),
            HandoverStatus::Withdrawn => drop(story.as_("試験一子").did(act(H::Withdraw))),
            HandoverStatus::Stopped => drop(story.her().did(object(1))),
        }
        story
    };
    let again = propose(&Story::until(Step::Consented));
    Machine {
        title: "Hand-over: commands",
        states: &HandoverStatus::ALL,
        put: &put,
        state: &|story: &Story| story.file().handover(HANDOVER).expect("known").status,
        may: &HandoverStatus::may_become,
        commands: vec![
            ("Propose again", old, again),
            ("Accept", new, act(H::Accept)),
            ("Accept, somebody else", officer, act(H::Accept)),
            ("Decline", new, decline.clone()),
            ("Withdraw", old, act(H::Withdraw)),
            ("Object", None, object(2)),
            ("AnswerObjection", officer, answer),
        ],
    }
    .print()
}

/// A 支援措置, by its steps and the day.
fn measure() -> String {
    use AddressProtectionStatus as S;
    const MEASURE: MeasureId = MeasureId(Uuid::from_u128(0x3E1));
    let step = |step| {
        C::Watch(WatchCommand::StepAddressProtection {
            measure: MEASURE,
            step,
        })
    };
    let harm = form::address_protection::key::HARM;
    let keep = C::Watch(WatchCommand::KeepAddressProtection {
        measure: MEASURE,
        form: form::FormData::default().with(harm, ticks(&["stalking"])),
    });
    let on = day("2026-05-20");
    let asked = step(MeasureStep::OpinionRequested { on });
    let applied = step(MeasureStep::Applied { on });
    let begun = step(MeasureStep::InForce {
        from: on,
        until: day("2027-05-19"),
    });
    let longer = step(MeasureStep::InForce {
        from: day("2027-05-20"),
        until: day("2028-05-19"),
    });
    let ended = step(MeasureStep::Ended {
        on,
        why: MeasureEnd::Moved,
    });
    let put = |status| {
        let mut story = Story::until(Step::Protected);
        story.at("2026-05-20 10:00");
        let path = match status {
            S::Considering => vec![],
            S::OpinionRequested => vec![&asked],
            S::Applied => vec![&applied],
            S::InForce | S::RenewalWindow | S::Expired => vec![&applied, &begun],
            S::Ended => vec![&applied, &begun, &ended],
        };
        story.as_("試験一子").did(keep.clone());
        for act in path {
            story.as_("試験一子").did(act.clone());
        }
        match status {
            S::RenewalWindow => drop(story.at("2027-04-20 10:00")),
            S::Expired => drop(story.at("2027-05-20 10:00")),
            _ => {}
        }
        story
    };
    let city = Some("試験一子");
    Machine {
        title: "Address protection (9.7): commands",
        states: &S::ALL,
        put: &put,
        state: &|story: &Story| {
            let known = story.file().watch.measure(MEASURE).expect("known");
            known.status_on(domain::calendar::jst_date(story.now))
        },
        may: &S::may_become,
        commands: vec![
            ("opinion requested", city, asked.clone()),
            ("applied", city, applied.clone()),
            ("in force", city, begun.clone()),
            ("in force, a year more", city, longer),
            ("ended", city, ended.clone()),
        ],
    }
    .print()
}

/// Her agreement to a transfer, by whether a copy was made and whether she still agrees.
fn transfer() -> String {
    let city = Some("試験一子");
    let act = |act| C::Transfer {
        transfer: TRANSFER,
        act,
    };
    let way = C::RecordTsunagi {
        record: TSUNAGI,
        way: TsunagiWay::Out,
        desk: Desk::Outside {
            kind: "女性相談支援センター".to_owned(),
            municipality: "となり県".to_owned(),
        },
        on: day("2026-05-12"),
        her_knowledge: HerKnowledge::Told,
        handed: String::new(),
        reason: "実家の近くで暮らす".to_owned(),
    };
    let agree = act(TransferCommand::Agree {
        tsunagi: TSUNAGI,
        scope: TransferScope {
            identity: true,
            ..TransferScope::default()
        },
        channel: Channel::Signature,
    });
    let put = |status| {
        let mut story = Story::until(Step::Consented);
        let mut worker = story.as_("試験一子");
        worker.did(way.clone());
        worker.did(agree.clone());
        match status {
            TransferStatus::Agreed => {}
            TransferStatus::HandedOut => drop(worker.did(act(TransferCommand::HandOut))),
            TransferStatus::Withdrawn => drop(worker.did(act(TransferCommand::Withdraw))),
        }
        story
    };
    Machine {
        title: "Transfer: commands",
        states: &TransferStatus::ALL,
        put: &put,
        state: &|story: &Story| story.file().transfer(TRANSFER).expect("known").status(),
        may: &TransferStatus::may_become,
        commands: vec![
            ("Agree again", city, agree.clone()),
            ("HandOut", city, act(TransferCommand::HandOut)),
            ("Withdraw", city, act(TransferCommand::Withdraw)),
        ],
    }
    .print()
}

pub fn printed() -> String {
    [
        inquiry(),
        posthoc(),
        tsunagi(),
        task(),
        measure(),
        handover(),
        transfer(),
    ]
    .concat()
}
