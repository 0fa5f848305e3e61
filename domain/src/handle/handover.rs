//! 引き継ぎ: proposed by the old worker, accepted or declined by the new one, stopped by her.

use chrono::NaiveDate;

use crate::case::{CaseFile, Voice, Whereabouts};
use crate::command::{Actor, LONG_TEXT};
use crate::council::Staff;
use crate::event::CaseEvent;
use crate::form::Attendee;
use crate::handle::{Context, inquiry, reason, text};
use crate::handover::{
    Handover, HandoverCommand, HandoverEnd, HandoverEvent, HandoverStatus, Objection,
};
use crate::id::{CommentId, HandoverId, StaffId};
use crate::plan::CommentAnswer;
use crate::refusal::Refusal;

pub(super) fn handle(
    file: &CaseFile,
    place: &Whereabouts,
    id: HandoverId,
    act: &HandoverCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    use HandoverCommand as C;
    let what = match act {
        C::Propose {
            from,
            to,
            on,
            helps,
            hurts,
            with_place,
        } => {
            let new = Handover {
                id,
                from: *from,
                to: *to,
                on: *on,
                helps: helps.clone(),
                hurts: hurts.clone(),
                with_place: *with_place,
                by: ctx.me()?.id,
                at: ctx.now,
                status: HandoverStatus::Proposed,
                end: None,
                objections: Vec::new(),
            };
            propose(file, place, new, ctx)
        }
        C::Accept => accept(file, id, ctx),
        C::Decline { reason: why } => {
            mine(file, id, HandoverStatus::Declined, ctx)?;
            reason(why)?;
            ended(HandoverStatus::Declined, why, ctx)
        }
        C::Withdraw => {
            let known = file.handover(id).ok_or(Refusal::NotFound)?;
            step(known, HandoverStatus::Withdrawn)?;
            ended(HandoverStatus::Withdrawn, "", ctx)
        }
        C::Object { objection, words } => object(file, id, *objection, words, ctx),
        C::AnswerObjection { objection, words } => answer(file, id, *objection, words, ctx),
    }?;
    Ok(vec![CaseEvent::Handover { handover: id, what }])
}

/// Whether a hand-over can be asked for now: none waits, and she has an answer to her objection.
pub fn may_hand_over(file: &CaseFile) -> Result<(), Refusal> {
    if file.open_handover().is_some() {
        return Err(Refusal::HandoverIsOpen);
    }
    if file.objection_waits() {
        return Err(Refusal::ObjectionWaits);
    }
    Ok(())
}

/// Whether this person may take the case over. A 担当者 reads everything, so she or he comes from where
/// the record is kept; a blocked person is refused like one who is not there.
///
/// # Errors
/// The missing step.
pub fn may_receive(file: &CaseFile, staff: &Staff, on: NaiveDate) -> Result<(), Refusal> {
    let blocked = file.blocks_in_force().any(|block| block.covers(staff));
    if blocked || !staff.in_post(on) || !staff.roles.iter().any(|role| role.works_on_cases()) {
        return Err(Refusal::StaffUnknown);
    }
    let keeps = [file.agency_in_charge, file.accepted_by].contains(&staff.agency);
    if !keeps || file.leaves_out(staff.agency) {
        return Err(Refusal::AgencyNotAvailable);
    }
    Ok(())
}

fn receives(file: &CaseFile, to: StaffId, ctx: &Context<'_>) -> Result<(), Refusal> {
    let person = ctx.council.person(to).ok_or(Refusal::StaffUnknown)?;
    may_receive(file, person, ctx.today())?;
    if !ctx.council.pledged(to, ctx.today()) {
        return Err(Refusal::PledgeOfMissing {
            names: vec![ctx.names()?.person_name(to)],
        });
    }
    Ok(())
}

fn propose(
    file: &CaseFile,
    place: &Whereabouts,
    new: Handover,
    ctx: &Context<'_>,
) -> Result<HandoverEvent, Refusal> {
    if file.handover(new.id).is_some() {
        return Err(Refusal::IdTaken);
    }
    let from = new.from;
    if !file.workers.contains(&from) || (new.by != from && ctx.council.in_post(from, ctx.today())) {
        return Err(Refusal::NotTheWorker);
    }
    if new.to == from {
        return Err(Refusal::HandoverToOneself);
    }
    may_hand_over(file)?;
    receives(file, new.to, ctx)?;
    if new.on < ctx.today() {
        return Err(Refusal::HandoverDayIsPast);
    }
    for said in [&new.helps, &new.hurts] {
        text(said, LONG_TEXT)?;
        // The page is read before anything else of the case is: nothing of class P4 stands on it.
        if inquiry::tells(said, place, ctx) {
            return Err(Refusal::InquiryWouldTellThePlace);
        }
    }
    keeps_a_knower(file, from, new.with_place)?;
    let takes_it_alone = new.by == new.to && new.by != from;
    if new.with_place && (takes_it_alone || !may_hand_place_on(file, from, new.by, ctx)) {
        return Err(Refusal::PlaceByAKnower);
    }
    Ok(HandoverEvent::Proposed {
        handover: Box::new(new),
    })
}

/// Whether `by` may put somebody in the place of `from` among those who may know the place: `from`
/// herself or himself, somebody on the list, or where nobody on it is in post any more, whoever keeps
/// the record. Asking for somebody who left is no way onto the list.
pub fn may_hand_place_on(file: &CaseFile, from: StaffId, by: StaffId, ctx: &Context<'_>) -> bool {
    let knowers = &file.place_knowers;
    let left = |id: &&StaffId| !ctx.council.in_post(**id, ctx.today());
    !knowers.contains(&from)
        || by == from
        || knowers.contains(&by)
        || knowers.iter().all(|id| left(&id))
}

/// The place must not be lost with the old worker: somebody on the list is left.
fn keeps_a_knower(file: &CaseFile, from: StaffId, with_place: bool) -> Result<(), Refusal> {
    let alone = file.place_knowers.len() == 1 && file.place_knowers.contains(&from);
    if alone && !with_place {
        return Err(Refusal::PlaceNeedsAKnower);
    }
    Ok(())
}

fn accept(file: &CaseFile, id: HandoverId, ctx: &Context<'_>) -> Result<HandoverEvent, Refusal> {
    let known = mine(file, id, HandoverStatus::Accepted, ctx)?;
    // Much may have changed since it was asked.
    receives(file, known.to, ctx)?;
    keeps_a_knower(file, known.from, known.with_place)?;
    let me = ctx.me()?;
    Ok(HandoverEvent::Accepted {
        end: HandoverEnd {
            words: String::new(),
            by: me.id,
            at: ctx.now,
        },
        new: Attendee {
            agency: me.agency,
            staff: Some(me.id),
            name: me.name.clone(),
        },
    })
}

/// One that the actor was asked for; anybody else's is as if it were not there.
fn mine<'a>(
    file: &'a CaseFile,
    id: HandoverId,
    to: HandoverStatus,
    ctx: &Context<'_>,
) -> Result<&'a Handover, Refusal> {
    let me = ctx.me()?.id;
    let known = file.handover(id).filter(|known| known.to == me);
    let known = known.ok_or(Refusal::NotFound)?;
    step(known, to)?;
    Ok(known)
}

fn step(known: &Handover, to: HandoverStatus) -> Result<(), Refusal> {
    match known.status {
        status if status.may_become(to) => Ok(()),
        HandoverStatus::Stopped => Err(Refusal::SheObjects),
        _ => Err(Refusal::HandoverIsOver),
    }
}

fn ended(to: HandoverStatus, words: &str, ctx: &Context<'_>) -> Result<HandoverEvent, Refusal> {
    Ok(HandoverEvent::Ended {
        to,
        end: HandoverEnd {
            words: words.to_owned(),
            by: ctx.me()?.id,
            at: ctx.now,
        },
    })
}

/// Before it is accepted her objection stops it; afterwards it asks for an answer.
fn object(
    file: &CaseFile,
    id: HandoverId,
    objection: CommentId,
    words: &str,
    ctx: &Context<'_>,
) -> Result<HandoverEvent, Refusal> {
    let known = file.handover(id).ok_or(Refusal::NotFound)?;
    if known.objections.iter().any(|known| known.id == objection) {
        return Err(Refusal::IdTaken);
    }
    text(words, LONG_TEXT)?;
    let newest = file.handovers.last().is_some_and(|newest| newest.id == id);
    let open = matches!(
        known.status,
        HandoverStatus::Proposed | HandoverStatus::Accepted
    );
    if !newest || !open {
        return Err(Refusal::HandoverIsOver);
    }
    let by = match ctx.actor {
        Actor::Woman | Actor::WomanWith(_) | Actor::WomanShown(_) => Voice::Herself,
        Actor::Staff(by) => Voice::ReadBack { by },
    };
    Ok(HandoverEvent::Objected {
        objection: Box::new(Objection {
            id: objection,
            words: words.to_owned(),
            at: ctx.occurred_at,
            by,
            answer: None,
        }),
    })
}

/// Whether this reader may answer an objection of hers that waits: not the workers it is about, whatever
/// their role.
///
/// # Errors
/// Who is to be asked for it.
pub fn may_answer_objection(file: &CaseFile, ctx: &Context<'_>) -> Result<(), Refusal> {
    let mut waiting = file.handovers.iter();
    let waiting = waiting.rfind(|handover| handover.waiting().next().is_some());
    waiting.map_or(Ok(()), |handover| not_of_oneself(handover, ctx))
}

fn not_of_oneself(handover: &Handover, ctx: &Context<'_>) -> Result<(), Refusal> {
    match [handover.from, handover.to].contains(&ctx.me()?.id) {
        true => Err(Refusal::ObjectionIsAboutYou),
        false => Ok(()),
    }
}

fn answer(
    file: &CaseFile,
    id: HandoverId,
    objection: CommentId,
    words: &str,
    ctx: &Context<'_>,
) -> Result<HandoverEvent, Refusal> {
    let known = file.handover(id).ok_or(Refusal::NotFound)?;
    not_of_oneself(known, ctx)?;
    let waits = known.waiting().any(|known| known.id == objection);
    if !waits {
        return Err(match known.objections.iter().any(|o| o.id == objection) {
            true => Refusal::HandoverIsOver,
            false => Refusal::NotFound,
        });
    }
    text(words, LONG_TEXT)?;
    Ok(HandoverEvent::ObjectionAnswered {
        objection,
        answer: CommentAnswer {
            words: words.to_owned(),
            by: ctx.me()?.id,
            at: ctx.now,
        },
    })
}
