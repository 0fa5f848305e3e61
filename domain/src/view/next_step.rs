//! 次の一歩: derived from the state, never typed; the most pressing first.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::case::{CaseFile, CaseStatus};
use crate::consent::ConsentKind;
use crate::council::CouncilPolicy;
use crate::her_plan::answer_due;
use crate::meeting::MeetingStatus;
use crate::plan::PlanStatus;
use crate::protection::ProtectionStatus;
use crate::request::RequestStatus;

/// What is to be done next, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NextStep {
    MeetingRunning,
    DecideProtection,
    StartProtection,
    AnswerHer,
    DecideRequest,
    MendRequest,
    ProposeRoles,
    AgreeRoles,
    Convene,
    MendPreparation,
    PrepareMeeting,
    FinishMinutes,
    ShareMinutes,
    WriteReport,
    FileReport,
    ConfirmPlan,
    AwaitHer,
    SharePlan,
    ProtectionEnds,
    ReviewPlan,
    Evaluate,
    KeepContact,
    ConsentEnds,
    Assess,
    AskConsent,
    WritePlan,
    Follow,
}

impl NextStep {
    pub fn label(self) -> &'static str {
        match self {
            Self::MeetingRunning => "会議中",
            Self::DecideProtection => "一時保護の決定",
            Self::StartProtection => "一時保護の開始",
            Self::AnswerHer => "本人のコメントに返事",
            Self::DecideRequest => "開催の可否を決定",
            Self::MendRequest => "要請を直す",
            Self::ProposeRoles => "司会・記録の提案",
            Self::AgreeRoles => "司会・記録の了解",
            Self::Convene => "招集",
            Self::MendPreparation => "会議の準備を直す",
            Self::PrepareMeeting => "会議の準備",
            Self::FinishMinutes => "会議の記録を確定",
            Self::ShareMinutes => "会議の記録を共有",
            Self::WriteReport => "会議の報告",
            Self::FileReport => "報告の受領",
            Self::ConfirmPlan => "計画の確定",
            Self::AwaitHer => "計画に本人の返事待ち",
            Self::SharePlan => "計画を本人と見る",
            Self::ProtectionEnds => "一時保護の終わりの予定",
            Self::ReviewPlan => "計画の見直し",
            Self::Evaluate => "評価",
            Self::KeepContact => "次の連絡",
            Self::ConsentEnds => "同意の期限",
            Self::Assess => "アセスメント",
            Self::AskConsent => "会議の同意を聞く",
            Self::WritePlan => "計画の作成",
            Self::Follow => "支援を続ける",
        }
    }
}

/// Days before its end at which a consent is asked anew (domain.md §22, silent point g).
const REMIND_DAYS: u64 = 30;

/// Whether a step is to be shown on that day: a consent's end only when it comes near.
pub fn is_time_for(step: NextStep, due: Option<NaiveDate>, today: NaiveDate) -> bool {
    match (step, due) {
        (NextStep::ConsentEnds, Some(until)) => until <= today + Days::new(REMIND_DAYS),
        _ => true,
    }
}

/// All steps that stand open, the most pressing first; never empty.
pub fn next_steps(
    file: &CaseFile,
    policy: &CouncilPolicy,
    today: NaiveDate,
) -> Vec<(NextStep, Option<NaiveDate>)> {
    let mut steps = Vec::new();
    // Whoever was let go is still kept in touch with (つながり続ける).
    if let Some(next) = &file.timings.next_contact {
        steps.push((NextStep::KeepContact, Some(next.on)));
    }
    if file.status.is_over() {
        steps.extend(steps.is_empty().then_some((NextStep::Follow, None)));
        return steps;
    }
    if file.open_evaluation().is_some() {
        steps.push((NextStep::Evaluate, None));
    }
    for protection in &file.protections {
        match protection.status {
            ProtectionStatus::Requested => steps.push((NextStep::DecideProtection, Some(today))),
            ProtectionStatus::Decided => steps.push((NextStep::StartProtection, Some(today))),
            ProtectionStatus::InCare => {
                if let Some(end) = protection.planned_end {
                    steps.push((NextStep::ProtectionEnds, Some(end)));
                }
            }
            _ => {}
        }
    }
    for request in &file.requests {
        let days = |from, n: u8| Some(calendar::working_days_after(from, u16::from(n)));
        let submitted = calendar::jst_date(request.submitted_at);
        match request.status {
            RequestStatus::Submitted | RequestStatus::UnderReview => {
                steps.push((
                    NextStep::DecideRequest,
                    days(submitted, policy.notice_working_days),
                ));
            }
            RequestStatus::Returned => steps.push((NextStep::MendRequest, None)),
            RequestStatus::Approved | RequestStatus::Postponed => {
                let due = request.decision.as_ref().and_then(|decision| {
                    days(calendar::jst_date(decision.at), policy.notice_working_days)
                });
                let step = if request.roles.is_empty() {
                    NextStep::ProposeRoles
                } else if request.roles_agreed_by.is_none() {
                    NextStep::AgreeRoles
                } else {
                    NextStep::Convene
                };
                steps.push((step, due));
            }
            RequestStatus::Held => {
                let held = request.convocation.as_ref().map(|c| c.span.to.date());
                let due = held.and_then(|held| days(held, policy.report_working_days));
                steps.push((NextStep::WriteReport, due));
            }
            RequestStatus::Reported => steps.push((NextStep::FileReport, None)),
            _ => {}
        }
    }
    for meeting in &file.meetings {
        match meeting.status {
            MeetingStatus::Notified => {
                let step = match meeting.sent_back() {
                    Some(_) => NextStep::MendPreparation,
                    None => NextStep::PrepareMeeting,
                };
                steps.push((step, Some(meeting.planned.from.date())));
            }
            MeetingStatus::InProgress => steps.push((NextStep::MeetingRunning, Some(today))),
            MeetingStatus::Adjourned => {
                let held = meeting.planned.to.date();
                let due = calendar::working_days_after(held, u16::from(policy.report_working_days));
                steps.push((NextStep::FinishMinutes, Some(due)));
            }
            MeetingStatus::MinutesConfirmed => steps.push((NextStep::ShareMinutes, None)),
            _ => {}
        }
    }
    for plan in &file.plans {
        if let Some(waiting) = plan.waiting().map(|comment| comment.at).min() {
            steps.push((NextStep::AnswerHer, Some(answer_due(waiting))));
        }
    }
    if let Some(waiting) = file.waiting_items().map(|item| item.at).min() {
        steps.push((NextStep::AnswerHer, Some(answer_due(waiting))));
    }
    if let Some(plan) = file.current_plan() {
        match plan.status {
            PlanStatus::Drafting => steps.push((NextStep::SharePlan, None)),
            PlanStatus::SharedWithWoman | PlanStatus::Commented => {
                steps.push((NextStep::AwaitHer, None));
            }
            PlanStatus::WomanAgreed | PlanStatus::WomanAgreedInPart | PlanStatus::Submitted => {
                steps.push((NextStep::ConfirmPlan, None));
            }
            PlanStatus::Confirmed | PlanStatus::Active | PlanStatus::MonitoringDue => {
                let review = plan.current().map(|version| version.monitoring_date);
                steps.push((NextStep::ReviewPlan, review));
            }
            PlanStatus::WomanDeclined
            | PlanStatus::Lapsed
            | PlanStatus::Revised
            | PlanStatus::Replan => {
                steps.push((NextStep::WritePlan, None));
            }
            PlanStatus::Suspended | PlanStatus::Closed => {}
        }
    }
    // A consent that ends while something rests on it is asked anew; it never renews itself. The
    // reminder waits for its time (see `is_time_for`).
    for consent in file
        .consents
        .iter()
        .filter(|consent| consent.in_force(today))
    {
        let newest = file
            .consent(consent.kind)
            .is_some_and(|newest| newest.id == consent.id);
        if let Some(until) = consent.until.filter(|_| newest) {
            steps.push((NextStep::ConsentEnds, Some(until)));
        }
    }
    steps.push(match file.status {
        CaseStatus::Accepted | CaseStatus::Assessing if file.assessment.is_none() => {
            (NextStep::Assess, None)
        }
        _ if file.plans.is_empty()
            && !file
                .consent_status(ConsentKind::HoldCaseReview, today)
                .in_force() =>
        {
            (NextStep::AskConsent, None)
        }
        _ if file.plans.is_empty() => (NextStep::WritePlan, None),
        _ => (NextStep::Follow, None),
    });
    // What is due first comes first; what has no date comes after, in the order of the procedure.
    steps.sort_by_key(|(step, due)| (due.unwrap_or(NaiveDate::MAX), *step));
    steps
}
