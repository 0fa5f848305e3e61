//! 事後報告: started first, told at once, approved or not at the next meeting (BR-025).

use crate::case::CaseFile;
use crate::command::{CaseCommand, LONG_TEXT};
use crate::event::CaseEvent;
use crate::handle::{Context, meeting, reason, text};
use crate::id::{MeetingId, PosthocId};
use crate::posthoc::{PosthocRejection, PosthocReport, PosthocStatus};
use crate::refusal::Refusal;

pub(super) fn handle(
    file: &CaseFile,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::StartBeforeMeeting {
            report,
            what,
            since,
            why,
            agency,
        } => {
            if file.posthoc(*report).is_some() {
                return Err(Refusal::IdTaken);
            }
            text(what, LONG_TEXT)?;
            reason(why)?;
            if *since > ctx.today() {
                return Err(Refusal::InTheFuture);
            }
            ctx.known_agency(*agency)?;
            if file.is_barred(*agency) {
                return Err(Refusal::AgencyNotAvailable);
            }
            Ok(vec![CaseEvent::StartedBeforeMeeting {
                report: Box::new(PosthocReport {
                    id: *report,
                    what: what.clone(),
                    since: *since,
                    why: why.clone(),
                    agency: *agency,
                    by: ctx.me()?.id,
                    at: ctx.now,
                    approved: None,
                    rejected: None,
                }),
            }])
        }
        CaseCommand::ApprovePostHoc {
            report,
            meeting: at,
        } => {
            let report = waiting(file, *report, *at, ctx)?;
            Ok(vec![CaseEvent::PostHocApproved {
                report: report.id,
                meeting: *at,
                by: ctx.me()?.id,
            }])
        }
        CaseCommand::RejectPostHoc {
            report,
            meeting: at,
            reason: why,
        } => {
            let report = waiting(file, *report, *at, ctx)?;
            reason(why)?;
            Ok(vec![CaseEvent::PostHocRejected {
                report: report.id,
                rejection: PosthocRejection {
                    meeting: *at,
                    reason: why.clone(),
                    by: ctx.me()?.id,
                    at: ctx.now,
                },
            }])
        }
        _ => Err(Refusal::StepMissing),
    }
}

/// The report, as long as that meeting can judge it.
fn waiting<'a>(
    file: &'a CaseFile,
    report: PosthocId,
    at: MeetingId,
    ctx: &Context<'_>,
) -> Result<&'a PosthocReport, Refusal> {
    let known = meeting::going_on(file, at, ctx)?;
    if !known.kind.counts() {
        return Err(Refusal::MeetingMissing);
    }
    let report = file.posthoc(report).ok_or(Refusal::NotFound)?;
    match report.status() {
        PosthocStatus::Waiting => {}
        PosthocStatus::Approved => return Err(Refusal::ApprovedAlready),
        PosthocStatus::Rejected => return Err(Refusal::RejectedAlready),
    }
    if report.was_before(known) {
        Ok(report)
    } else {
        Err(Refusal::BegunAfterThatMeeting)
    }
}
