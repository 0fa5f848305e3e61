//! 照会・協力依頼: asked on a named basis, answered or declined by the agency that was asked (F-17).

use crate::case::{CaseFile, Whereabouts};
use crate::command::{CaseCommand, LONG_TEXT, SHORT_TEXT};
use crate::event::CaseEvent;
use crate::form::Value;
use crate::handle::{Context, at_most, reason, request, text};
use crate::id::InquiryId;
use crate::inquiry::{HerKnowledge, Inquiry, InquiryEnd, InquiryStatus};
use crate::meeting::SharingBasis;
use crate::refusal::Refusal;

pub(super) fn handle(
    file: &CaseFile,
    place: &Whereabouts,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::AskAgency {
            inquiry,
            agency,
            what,
            purpose,
            due,
            basis,
            her_knowledge,
        } => {
            if file.inquiry(*inquiry).is_some() {
                return Err(Refusal::IdTaken);
            }
            ctx.known_agency(*agency)?;
            // One answer for all of them: nothing is told of a block.
            if *agency == file.agency_in_charge || file.is_barred(*agency) {
                return Err(Refusal::AgencyNotAvailable);
            }
            text(what, LONG_TEXT)?;
            reason(purpose)?;
            if *due < ctx.today() {
                return Err(Refusal::DueIsPast);
            }
            says_why(her_knowledge)?;
            named(basis)?;
            if !file.basis_reaches(basis, *agency, ctx.council, ctx.today()) {
                return Err(Refusal::InquiryBasisMissing);
            }
            // 根拠 is shown to the asked agency as well.
            let said = [what.as_str(), purpose, &basis.label()];
            if said.iter().any(|words| tells(words, place, ctx)) {
                return Err(Refusal::InquiryWouldTellThePlace);
            }
            Ok(vec![CaseEvent::AgencyAsked {
                inquiry: Box::new(Inquiry {
                    id: *inquiry,
                    agency: *agency,
                    what: what.clone(),
                    purpose: purpose.clone(),
                    due: *due,
                    basis: basis.clone(),
                    her_knowledge: her_knowledge.clone(),
                    by: ctx.me()?.id,
                    at: ctx.now,
                    status: InquiryStatus::Asked,
                    end: None,
                    end_opened: None,
                }),
            }])
        }
        // The words of an answer are not compared with her whereabouts: a refusal would confirm a guess.
        CaseCommand::AnswerInquiry { inquiry, answer } => {
            answerable(file, *inquiry, InquiryStatus::Answered, ctx)?;
            text(answer, LONG_TEXT)?;
            ended(*inquiry, InquiryStatus::Answered, answer, ctx)
        }
        CaseCommand::DeclineInquiry {
            inquiry,
            reason: why,
        } => {
            answerable(file, *inquiry, InquiryStatus::Declined, ctx)?;
            reason(why)?;
            ended(*inquiry, InquiryStatus::Declined, why, ctx)
        }
        CaseCommand::WithdrawInquiry { inquiry } => {
            let known = file.inquiry(*inquiry).ok_or(Refusal::NotFound)?;
            step(known, InquiryStatus::Withdrawn)?;
            ended(*inquiry, InquiryStatus::Withdrawn, "", ctx)
        }
        CaseCommand::OpenInquiryEnd { inquiry } => {
            let known = file.inquiry(*inquiry).ok_or(Refusal::NotFound)?;
            let me = ctx.me()?;
            let keeps = me.agency == file.agency_in_charge || file.workers.contains(&me.id);
            let gone =
                !ctx.council.in_post(known.by, ctx.today()) || file.has_handed_over(known.by);
            let mine = known.by == me.id || gone;
            if !keeps || !mine {
                return Err(Refusal::NotFound);
            }
            if !known.is_news() {
                return Err(match known.status {
                    InquiryStatus::Asked => Refusal::StepMissing,
                    _ => Refusal::InquiryIsOver,
                });
            }
            Ok(vec![CaseEvent::InquiryEndOpened {
                inquiry: *inquiry,
                by: me.id,
            }])
        }
        _ => Err(Refusal::StepMissing),
    }
}

fn ended(
    inquiry: InquiryId,
    to: InquiryStatus,
    words: &str,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    Ok(vec![CaseEvent::InquiryEnded {
        inquiry,
        to,
        end: InquiryEnd {
            words: words.to_owned(),
            by: ctx.me()?.id,
            at: ctx.now,
        },
    }])
}

fn step(known: &Inquiry, to: InquiryStatus) -> Result<(), Refusal> {
    if known.status.may_become(to) {
        Ok(())
    } else {
        Err(Refusal::InquiryIsOver)
    }
}

/// By the asked agency, or written down for it where the record is kept; only while the basis holds
/// (BR-052). Another agency's inquiry is as if it were not there.
fn answerable(
    file: &CaseFile,
    id: InquiryId,
    to: InquiryStatus,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let known = file.inquiry(id).ok_or(Refusal::NotFound)?;
    let me = ctx.me()?;
    let keeps = me.agency == file.agency_in_charge || file.workers.contains(&me.id);
    if me.agency != known.agency && !keeps {
        return Err(Refusal::NotFound);
    }
    step(known, to)?;
    if file.is_open_to_asked(known, ctx.council, ctx.today()) {
        Ok(())
    } else {
        Err(Refusal::InquiryBasisMissing)
    }
}

fn named(basis: &SharingBasis) -> Result<(), Refusal> {
    match basis {
        SharingBasis::Pipa69_2 { reason, .. } => at_most(reason, LONG_TEXT),
        SharingBasis::OtherLaw { law } => at_most(law, SHORT_TEXT),
        _ => Ok(()),
    }
}

/// Shortest text of the intake's P4 fields that is looked for, in characters: shorter ones stand in
/// every sentence.
const TELLING: usize = 5;

/// Whoever is not told of it: why.
pub(super) fn says_why(her_knowledge: &HerKnowledge) -> Result<(), Refusal> {
    let HerKnowledge::NotTold { reason } = her_knowledge else {
        return Ok(());
    };
    if reason.trim().is_empty() {
        return Err(Refusal::HerNoticeReasonMissing);
    }
    at_most(reason, LONG_TEXT)
}

/// Whether the words contain an address, a telephone number, a place of protection or a secret agency.
pub(super) fn tells(words: &str, place: &Whereabouts, ctx: &Context<'_>) -> bool {
    let secrets = place.intake.0.values().filter_map(|value| match value {
        Value::Text(text) => Some(text.trim()),
        _ => None,
    });
    request::tells_the_place(words, place, ctx)
        || secrets
            .filter(|secret| secret.chars().count() >= TELLING)
            .any(|secret| words.contains(secret))
}
