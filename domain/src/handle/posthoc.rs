//! 事後報告: started first, told at once, approved at the next meeting (BR-025).

use crate::case::CaseFile;
use crate::command::{CaseCommand, LONG_TEXT};
use crate::event::CaseEvent;
use crate::handle::{Context, meeting, reason, text};
use crate::posthoc::PosthocReport;
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
                }),
            }])
        }
        CaseCommand::ApprovePostHoc {
            report,
            meeting: at,
        } => {
            let known = meeting::going_on(file, *at, ctx)?;
            if !known.kind.counts() {
                return Err(Refusal::MeetingMissing);
            }
            let report = file.posthoc(*report).ok_or(Refusal::NotFound)?;
            if !report.waits() {
                return Err(Refusal::ApprovedAlready);
            }
            if !report.was_before(known) {
                return Err(Refusal::BegunAfterThatMeeting);
            }
            Ok(vec![CaseEvent::PostHocApproved {
                report: report.id,
                meeting: *at,
                by: ctx.me()?.id,
            }])
        }
        _ => Err(Refusal::StepMissing),
    }
}
