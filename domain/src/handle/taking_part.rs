//! 会議への本人の参加: her letter, her words in the meeting, who is with her, and how she takes what was
//! decided.

use crate::case::{CaseFile, Voice, Whereabouts};
use crate::command::{Actor, LONG_TEXT, SHORT_TEXT};
use crate::event::CaseEvent;
use crate::handle::{Context, at_most, inquiry, meeting, text};
use crate::id::{MeetingId, RecordId};
use crate::meeting::{Entry, EntryKind, HerView, Meeting, MeetingStatus};
use crate::refusal::Refusal;
use crate::taking_part::{
    Company, HerLetter, HerTake, MOST_WITH_HER, TakePartCommand, TakePartEvent,
};

pub(super) fn handle(
    file: &CaseFile,
    place: &Whereabouts,
    id: MeetingId,
    act: &TakePartCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let known = file.meeting(id).filter(|known| known.is_hers());
    let known = known.ok_or(Refusal::NotFound)?;
    let what = match act {
        TakePartCommand::WriteLetter { words } => {
            to_come(known)?;
            text(words, LONG_TEXT)?;
            let by = voice(ctx);
            if by != Voice::Herself && known.begins_with_her_own() {
                return Err(Refusal::HerLetterStands);
            }
            // To the letter: not even trimmed.
            TakePartEvent::LetterWritten {
                letter: HerLetter {
                    words: words.clone(),
                    at: ctx.occurred_at,
                    by,
                },
            }
        }
        TakePartCommand::Say { entry, words } => {
            return said(known, place, (*entry, words), ctx);
        }
        TakePartCommand::Take {
            decision,
            view,
            words,
        } => {
            // Only of what she has read: the words on her page are what she answers to.
            known.put_to_her(*decision).ok_or(Refusal::ItemUnknown)?;
            if *view == HerView::NotAsked {
                return Err(Refusal::HerTakeMissing);
            }
            at_most(words, LONG_TEXT)?;
            TakePartEvent::Taken {
                decision: *decision,
                take: HerTake {
                    view: *view,
                    words: words.clone(),
                    at: ctx.occurred_at,
                    by: voice(ctx),
                },
            }
        }
        TakePartCommand::PutPlainly { decision, words } => {
            // What nobody put into her words in time is put by whoever is in charge.
            if !known.status.is_recorded() {
                meeting::going_on(file, id, ctx)?;
            }
            let mut decided = known.decisions.iter();
            let decided = decided.find(|known| known.id == *decision);
            // Other words under her answer would be answered by nobody.
            if decided.ok_or(Refusal::ItemUnknown)?.her_take.is_some() {
                return Err(Refusal::SheHasAnswered);
            }
            at_most(words, LONG_TEXT)?;
            // Somebody may stand behind her.
            if inquiry::tells(words, place, ctx) {
                return Err(Refusal::InquiryWouldTellThePlace);
            }
            TakePartEvent::PutPlainly {
                decision: *decision,
                words: words.clone(),
            }
        }
        TakePartCommand::LetIn { company } => {
            let known = meeting::steered(file, id, ctx)?;
            if !(known.status.is_unheld() || is_open(known)) {
                return Err(Refusal::MeetingIsOver);
            }
            may_be_with_her(file, company)?;
            TakePartEvent::LetIn {
                company: company.clone(),
            }
        }
    };
    Ok(vec![CaseEvent::TookPart { meeting: id, what }])
}

/// A word of hers, as one line of the minutes that nobody of the staff wrote.
fn said(
    known: &Meeting,
    place: &Whereabouts,
    (id, words): (RecordId, &str),
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    // Who writes down what she said has a way of her or his own, under the own name.
    if matches!(ctx.actor, Actor::Staff(_)) {
        return Err(Refusal::NotYourRole);
    }
    match known.status {
        MeetingStatus::InProgress => {}
        MeetingStatus::Planned | MeetingStatus::Notified => return Err(Refusal::StepMissing),
        _ => return Err(Refusal::MeetingIsOver),
    }
    text(words, LONG_TEXT)?;
    if known.entries.iter().any(|entry| entry.id == id) {
        return Err(Refusal::IdTaken);
    }
    let on =
        |item: &crate::meeting::AgendaItem| item.started_at.is_some() && item.ended_at.is_none();
    Ok(vec![CaseEvent::EntryAdded {
        meeting: known.id,
        entry: Entry {
            id,
            item: known.items.iter().position(on).unwrap_or(0),
            kind: EntryKind::HerWords,
            text: words.to_owned(),
            agency: None,
            at: ctx.now,
            by: None,
            // Taken as she wrote it; what leads to her door is read by the chair and not thrown on a wall.
            off_the_wall: inquiry::tells(words, place, ctx),
        },
    }])
}

/// Still to come: once it has begun, its beginning is over.
fn to_come(known: &Meeting) -> Result<(), Refusal> {
    match known.status {
        status if status.is_unheld() => Ok(()),
        MeetingStatus::InProgress => Err(Refusal::MeetingBegan),
        _ => Err(Refusal::MeetingIsOver),
    }
}

fn is_open(known: &Meeting) -> bool {
    matches!(
        known.status,
        MeetingStatus::InProgress | MeetingStatus::Adjourned
    )
}

/// Everyone beside her has pledged for this meeting (BR-017); who carries her words was asked where she
/// or he comes from, and is not of her community where she asked for that.
fn may_be_with_her(file: &CaseFile, company: &[Company]) -> Result<(), Refusal> {
    if company.len() > MOST_WITH_HER {
        return Err(Refusal::CompanyFull);
    }
    for one in company {
        text(&one.name, SHORT_TEXT)?;
        let opposing = file.opposing.as_ref().map(|party| spaceless(&party.name));
        if opposing.is_some_and(|name| !name.is_empty() && name == spaceless(&one.name)) {
            return Err(Refusal::NotInvitable);
        }
        if !one.role.carries_words() {
            continue;
        }
        let Some(elsewhere) = one.from_elsewhere else {
            return Err(Refusal::CommunityNotAsked);
        };
        if !elsewhere && file.attendee_wishes.asks_for_elsewhere(one.role) {
            return Err(Refusal::CompanyOfHerCommunity);
        }
    }
    let unpledged = company.iter().filter(|one| !one.pledged);
    let names: Vec<String> = unpledged.map(|one| one.name.clone()).collect();
    if names.is_empty() {
        Ok(())
    } else {
        Err(Refusal::PledgeOfMissing { names })
    }
}

fn spaceless(name: &str) -> String {
    name.chars().filter(|sign| !sign.is_whitespace()).collect()
}

fn voice(ctx: &Context<'_>) -> Voice {
    match ctx.actor {
        Actor::Woman | Actor::WomanWith(_) | Actor::WomanShown(_) => Voice::Herself,
        Actor::Staff(by) => Voice::ReadBack { by },
    }
}
