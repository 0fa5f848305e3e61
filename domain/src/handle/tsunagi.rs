//! つなぎ: written down with her knowledge; answered once. It opens nothing to the other desk.

use crate::case::{CaseFile, CaseStatus, Whereabouts};
use crate::command::{CaseCommand, LONG_TEXT, SHORT_TEXT};
use crate::event::CaseEvent;
use crate::handle::{Context, at_most, inquiry, reason, text};
use crate::id::AgencyId;
use crate::inquiry::HerKnowledge;
use crate::refusal::Refusal;
use crate::tsunagi::{Desk, Tsunagi, TsunagiAnswer, TsunagiStatus, TsunagiWay};

pub(super) fn handle(
    file: &CaseFile,
    place: &Whereabouts,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::RecordTsunagi {
            record,
            way,
            desk,
            on,
            her_knowledge,
            handed,
            reason: why,
        } => {
            if file.tsunagi(*record).is_some() {
                return Err(Refusal::IdTaken);
            }
            fit(file, *way, desk, ctx)?;
            if *on > ctx.today() {
                return Err(Refusal::InTheFuture);
            }
            inquiry::says_why(her_knowledge)?;
            at_most(handed, LONG_TEXT)?;
            match way {
                TsunagiWay::Out => reason(why)?,
                TsunagiWay::In => at_most(why, LONG_TEXT)?,
            }
            // What goes to another desk on paper or by word must not stand here with her address.
            let mut said = vec![handed.as_str(), why];
            if let Desk::Outside { kind, municipality } = desk {
                said.extend([kind.as_str(), municipality.as_str()]);
            }
            if said.iter().any(|words| inquiry::tells(words, place, ctx)) {
                return Err(Refusal::InquiryWouldTellThePlace);
            }
            Ok(vec![CaseEvent::TsunagiRecorded {
                tsunagi: Box::new(Tsunagi {
                    id: *record,
                    way: *way,
                    desk: desk.clone(),
                    on: *on,
                    her_knowledge: her_knowledge.clone(),
                    handed: handed.clone(),
                    reason: why.clone(),
                    by: ctx.me()?.id,
                    at: ctx.now,
                    answer: None,
                }),
            }])
        }
        CaseCommand::AnswerTsunagi {
            record,
            taken,
            words,
        } => {
            let known = file.tsunagi(*record).ok_or(Refusal::NotFound)?;
            match known.status() {
                TsunagiStatus::Waiting => {}
                TsunagiStatus::Arrived => return Err(Refusal::StepMissing),
                TsunagiStatus::Taken | TsunagiStatus::NotTaken => {
                    return Err(Refusal::TsunagiIsAnswered);
                }
            }
            // Why not is what the next desk is looked for with.
            match taken {
                true => at_most(words, LONG_TEXT)?,
                false => reason(words)?,
            }
            Ok(vec![CaseEvent::TsunagiAnswered {
                record: *record,
                answer: TsunagiAnswer {
                    taken: *taken,
                    words: words.clone(),
                    by: ctx.me()?.id,
                    at: ctx.now,
                },
            }])
        }
        _ => Err(Refusal::StepMissing),
    }
}

fn fit(file: &CaseFile, way: TsunagiWay, desk: &Desk, ctx: &Context<'_>) -> Result<(), Refusal> {
    match desk {
        Desk::Agency(agency) => {
            ctx.known_agency(*agency)?;
            // One answer for all of them: nothing is told of a block.
            let barred = *agency == file.agency_in_charge || file.is_barred(*agency);
            if way == TsunagiWay::Out && barred {
                return Err(Refusal::AgencyNotAvailable);
            }
            Ok(())
        }
        Desk::Outside { kind, municipality } => {
            text(kind, SHORT_TEXT)?;
            text(municipality, SHORT_TEXT)
        }
    }
}

/// The guard of domain.md §9.1 on the way to 他機関へつなぎ: a receiving desk, and her knowledge.
pub(super) fn may_refer(
    file: &CaseFile,
    to: CaseStatus,
    agency: Option<AgencyId>,
) -> Result<(), Refusal> {
    if to != CaseStatus::Referred {
        return Ok(());
    }
    if agency.is_some_and(|agency| file.is_barred(agency)) {
        return Err(Refusal::AgencyNotAvailable);
    }
    match file.leaves_to(agency) {
        Some(tsunagi) if tsunagi.her_knowledge == HerKnowledge::Told => Ok(()),
        _ => Err(Refusal::HerKnowledgeMissing),
    }
}
