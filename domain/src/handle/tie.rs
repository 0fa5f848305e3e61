//! つながり: described by her or by a worker, changed, and taken off.

use crate::case::{CaseFile, Voice, Whereabouts};
use crate::command::{Actor, CaseCommand, SHORT_TEXT};
use crate::event::CaseEvent;
use crate::handle::{Context, at_most, inquiry, is_in_charge, text};
use crate::refusal::Refusal;
use crate::tie::{MOST_TIES, Tie, TieSide, TieTo, TieVoice};

pub(super) fn handle(
    file: &CaseFile,
    place: &Whereabouts,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::RecordTie {
            tie,
            side,
            to,
            how,
            words,
        } => {
            if file.ties.iter().any(|known| known.id == *tie) {
                return Err(Refusal::IdTaken);
            }
            let to = known(file, to, place, ctx)?;
            fit(file, words, place, ctx)?;
            if file.ties.len() >= MOST_TIES && !file.is_tied(&to, *side) {
                return Err(Refusal::TiesFull);
            }
            Ok(vec![CaseEvent::TieRecorded {
                tie: Box::new(Tie {
                    id: *tie,
                    to,
                    how: *how,
                    words: words.clone(),
                    by: voice(*side, ctx)?,
                    at: ctx.occurred_at,
                }),
            }])
        }
        CaseCommand::ChangeTie {
            tie,
            side,
            how,
            words,
        } => {
            file.tie(*tie, *side).ok_or(Refusal::NotFound)?;
            fit(file, words, place, ctx)?;
            Ok(vec![CaseEvent::TieChanged {
                tie: *tie,
                how: *how,
                words: words.clone(),
                by: voice(*side, ctx)?,
            }])
        }
        CaseCommand::EndTie { tie, side } => {
            file.tie(*tie, *side).ok_or(Refusal::NotFound)?;
            Ok(vec![CaseEvent::TieEnded {
                tie: *tie,
                side: *side,
            }])
        }
        _ => Err(Refusal::StepMissing),
    }
}

/// Whom it leads to, as it is kept. One answer for all agencies that cannot be chosen: nothing is told
/// of a block.
fn known(
    file: &CaseFile,
    to: &TieTo,
    place: &Whereabouts,
    ctx: &Context<'_>,
) -> Result<TieTo, Refusal> {
    match to {
        TieTo::Agency(agency) => {
            ctx.known_agency(*agency)?;
            // What she said of it stands on her page, and stays hers to say anew.
            let hers = !matches!(ctx.actor, Actor::Staff(_)) && file.is_tied(to, TieSide::Hers);
            match file.is_barred(*agency) && !hers {
                true => Err(Refusal::AgencyNotAvailable),
                false => Ok(to.clone()),
            }
        }
        TieTo::Person { name, relation } => {
            text(name, SHORT_TEXT)?;
            at_most(relation, SHORT_TEXT)?;
            // Names go onto paper, whoever typed them; an address never does.
            if [name, relation]
                .iter()
                .any(|words| tells(file, words, place, ctx))
            {
                return Err(Refusal::InquiryWouldTellThePlace);
            }
            Ok(TieTo::Person {
                name: name.trim().to_owned(),
                relation: relation.trim().to_owned(),
            })
        }
    }
}

/// Her own words are taken to the letter; what a worker writes must not tell the place to all who read it.
fn fit(
    file: &CaseFile,
    words: &str,
    place: &Whereabouts,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    at_most(words, SHORT_TEXT)?;
    match ctx.actor {
        Actor::Staff(_) if tells(file, words, place, ctx) => Err(Refusal::InquiryWouldTellThePlace),
        _ => Ok(()),
    }
}

/// Whether the words tell the place. Those of an agency that only supports her are not compared with it:
/// a refusal would confirm a guess.
fn tells(file: &CaseFile, words: &str, place: &Whereabouts, ctx: &Context<'_>) -> bool {
    let compared = match ctx.actor {
        Actor::Staff(id) => {
            let keeps = ctx
                .council
                .person(id)
                .is_some_and(|me| is_in_charge(file, me));
            keeps || file.place_knowers.contains(&id)
        }
        Actor::Woman | Actor::WomanWith(_) | Actor::WomanShown(_) => true,
    };
    compared && inquiry::tells(words, place, ctx)
}

fn voice(side: TieSide, ctx: &Context<'_>) -> Result<TieVoice, Refusal> {
    match (side, ctx.actor) {
        (TieSide::Hers, Actor::Staff(by)) => Ok(TieVoice::Hers(Voice::ReadBack { by })),
        (TieSide::Hers, Actor::Woman | Actor::WomanWith(_) | Actor::WomanShown(_)) => {
            Ok(TieVoice::Hers(Voice::Herself))
        }
        (TieSide::Worker, Actor::Staff(by)) => Ok(TieVoice::Worker(by)),
        (TieSide::Worker, Actor::Woman | Actor::WomanWith(_) | Actor::WomanShown(_)) => {
            Err(Refusal::NotYourRole)
        }
    }
}
