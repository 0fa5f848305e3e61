//! 照会・協力依頼書 (F-17), 事後報告書 (F-18) and 評価 (F-11) as PDF. File name and metadata carry nothing
//! personal, and none of the papers has a box for an address.

use axum::extract::State;
use axum::response::IntoResponse;
use domain::access::Action;
use domain::calendar::{self, wareki};
use domain::form::{INQUIRY, POSTHOC_REPORT, inquiry, posthoc};
use domain::inquiry::InquiryStatus;
use domain::meeting::MeetingKind;
use domain::view::evaluation::for_paper as evaluation_for_paper;
use domain::view::{InquiryView, PosthocView, inquiry_for_paper, posthoc_for_paper};
use domain::wire::session::{CasePaper, FileKind};
use paper::form::FormPaper;

use super::file::{handed_out, numbered};
use super::staff;
use crate::gate::{Reading, Who, open_case};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::tomoni::Tomoni;

mod evaluation;

pub(super) async fn file(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<CasePaper>,
) -> Result<impl IntoResponse, Refused> {
    let who = Who::Staff(staff(&session));
    let (case, action) = match asked {
        CasePaper::Inquiry { case, .. } => (case, Action::SeeInquiry),
        CasePaper::Posthoc { case, .. } => (case, Action::SeeCase),
        CasePaper::Evaluation { case, .. } => (case, Action::PrintSheet),
    };
    let opened = open_case(&t, who, session.council, case, action, Reading::default()).await?;
    let (paper, name) = match asked {
        CasePaper::Inquiry { inquiry, .. } => {
            let view =
                inquiry_for_paper(&opened.reader(), inquiry).ok_or_else(Refused::not_found)?;
            (of_inquiry(view, &opened.file.no), "shokai")
        }
        CasePaper::Posthoc { report, .. } => {
            let fields = opened.permit.fields();
            let view = posthoc_for_paper(&opened.reader(), report, fields)
                .ok_or_else(Refused::not_found)?;
            (of_posthoc(view, &opened.file.no), "jigo-hokoku")
        }
        CasePaper::Evaluation { evaluation, .. } => {
            let fields = opened.permit.fields();
            let view = evaluation_for_paper(&opened.reader(), evaluation, fields)
                .ok_or_else(Refused::not_found)?;
            // Her own words leave the program with it: each copy is on record before it is made.
            let copy = numbered(&t, &session, Some(case), move |copy| evaluation::Copy {
                action,
                copy,
                evaluation,
            })
            .await?;
            let mut paper = evaluation::paper(view, &opened.file.no);
            paper.copy_number = Some(copy.to_string());
            (paper, "hyoka")
        }
    };
    printed(paper, name).await
}

/// Makes the PDF and hands it over under a neutral name.
pub(super) async fn printed(
    paper: FormPaper,
    name: &'static str,
) -> Result<impl IntoResponse + use<>, Refused> {
    handed_out(name, FileKind::Pdf, move |_| paper::form::pdf(&paper)).await
}

fn of_inquiry(view: InquiryView, no: &str) -> FormPaper {
    use inquiry::key;
    let told = if view.told {
        "本人は、この照会のことを知っています。"
    } else {
        "本人は、この照会のことを知りません。本人や家族に連絡しないでください。"
    };
    let paper = FormPaper::new(&INQUIRY)
        .word(key::AGENCY, view.agency.name)
        .word(key::FROM, view.from)
        .word(key::BY, view.by)
        .word(
            key::ASKED_ON,
            wareki(calendar::jst_date(view.at)).to_string(),
        )
        .word(key::CASE_NO, no)
        .word(
            key::NAME,
            view.name
                .unwrap_or_else(|| "（この書面には書きません）".to_owned()),
        )
        .word(key::WHAT, view.what)
        .word(key::PURPOSE, view.purpose)
        .word(key::BASIS, view.basis)
        .word(key::TOLD, told)
        .word(key::DUE, wareki(view.due).to_string());
    let Some(end) = view.end else { return paper };
    let answer = match view.status {
        InquiryStatus::Answered => end.words,
        InquiryStatus::Declined => format!("回答できません。理由：{}", end.words),
        InquiryStatus::Asked | InquiryStatus::Withdrawn => "この照会は取り下げました。".to_owned(),
    };
    paper
        .word(key::ANSWER, answer)
        .word(key::ANSWERED_BY, format!("{}　{}", end.agency, end.by))
        .word(
            key::ANSWERED_ON,
            wareki(calendar::jst_date(end.at)).to_string(),
        )
}

fn of_posthoc(view: PosthocView, no: &str) -> FormPaper {
    use posthoc::key;
    let paper = FormPaper::new(&POSTHOC_REPORT)
        .word(key::CASE_NO, no)
        .word(key::AGENCY, view.agency.name)
        .word(key::WHAT, view.what)
        .word(key::SINCE, wareki(view.since).to_string())
        .word(key::WHY, view.why)
        .word(key::BY, view.by)
        .word(
            key::REPORTED_ON,
            wareki(calendar::jst_date(view.at)).to_string(),
        )
        .word(
            key::BASIS,
            "支援を待たせないため、会議の前に始めた支援の報告（次の会議で承認を受けるもの）",
        );
    let held = |kind: MeetingKind, number: u16, on| {
        format!("第{number}回 {}（{}）", kind.label(), wareki(on))
    };
    match (view.approved, view.rejected) {
        (Some(approved), _) => paper
            .word(
                key::MEETING,
                held(approved.kind, approved.number, approved.on),
            )
            .word(key::RESULT, "承認した"),
        (None, Some(rejected)) => paper
            .word(
                key::MEETING,
                held(rejected.kind, rejected.number, rejected.on),
            )
            .word(key::RESULT, "承認しなかった")
            .word(key::REASON, rejected.reason),
        (None, None) => paper.word(key::RESULT, "承認待ち"),
    }
}
