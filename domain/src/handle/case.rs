//! The case itself: acceptance, corrections, moves, records.

use std::collections::BTreeSet;

use crate::case::{AttendeeWishes, CaseFile, CaseStatus, Voice, Wish, Woman};
use crate::command::{Actor, CaseCommand, LONG_TEXT, SHORT_TEXT};
use crate::event::CaseEvent;
use crate::form::{self, FormData};
use crate::handle::{Context, at_most, consent, fit, reason, text, timing, transfer, tsunagi};
use crate::id::CaseId;
use crate::ledger::Ledger;
use crate::photo::{MOST_PHOTOS, NewPhoto, Photo};
use crate::plan::PlanStatus;
use crate::record::{ContactRecord, RiskRecord, ThreeParts};
use crate::refusal::Refusal;
use crate::taking_part::MOST_WITH_HER;
use crate::timing::Timings;
use crate::translation::Translations;
use crate::watch::Watch;

/// 相談受理 (domain.md §9.1: needs 相談受理年月日). `no` is the next free number of the council.
pub fn accept_case(
    id: CaseId,
    no: String,
    form: &FormData,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let me = ctx.me()?;
    let today = ctx.today();
    fit(form::check(&form::INTAKE, form, today))?;
    let (open, secret) = form::split_by_class(&form::INTAKE, form);
    let accepted_on = open.date("accepted_on").unwrap_or(today);
    if accepted_on > today {
        return Err(Refusal::InTheFuture);
    }
    let mut case = CaseFile {
        id,
        council: ctx.council.id,
        no,
        status: CaseStatus::Accepted,
        accepted_on,
        woman: Woman::default(),
        family: Vec::new(),
        opposing: None,
        intake: open.clone(),
        assessment: None,
        agency_in_charge: me.agency,
        accepted_by: me.agency,
        workers: BTreeSet::from([me.id]),
        wishes: Vec::new(),
        attendee_wishes: AttendeeWishes::default(),
        risk: None,
        protections: Vec::new(),
        place_knowers: BTreeSet::new(),
        consents: Vec::new(),
        blocks: Vec::new(),
        requests: Vec::new(),
        meetings: Vec::new(),
        plans: Vec::new(),
        her_items: Vec::new(),
        safety_read: None,
        translations: Translations::default(),
        roles: Vec::new(),
        break_glass: Vec::new(),
        ledger: Ledger::default(),
        posthoc: Vec::new(),
        inquiries: Vec::new(),
        told: Vec::new(),
        tsunagi: Vec::new(),
        timings: Timings::default(),
        task_steps: Vec::new(),
        sub_plans: Vec::new(),
        watch: Watch::default(),
        ties: Vec::new(),
        handovers: Vec::new(),
        transfers: Vec::new(),
        child_notices: Vec::new(),
        joined: Vec::new(),
        joined_to: None,
        field_writers: Vec::new(),
        conflicts: Vec::new(),
        late_records: Vec::new(),
        moved: None,
        referred_to: None,
    };
    case.read_intake(&open, today);
    let mut events = vec![CaseEvent::CaseAccepted {
        case: Box::new(case),
    }];
    if !secret.0.is_empty() {
        // Whoever wrote her address down knows it; nobody else does until named.
        events.push(CaseEvent::PlaceKnowersNamed {
            knowers: BTreeSet::from([me.id]),
        });
        events.push(CaseEvent::IntakeSecretsWritten { form: secret });
    }
    Ok(events)
}

pub(super) fn handle(
    file: &CaseFile,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::MoveCase {
            from,
            to,
            reason,
            referred_to,
        } => {
            still_there(file, *from, ctx)?;
            let receiver = referred_to.is_some() || file.leaves_to(None).is_some();
            may_move(file, *to, reason, receiver)?;
            if let Some(agency) = referred_to {
                ctx.known_agency(*agency)?;
            }
            tsunagi::may_refer(file, *to, *referred_to)?;
            transfer::may_transfer(file, *to)?;
            let moved = CaseEvent::CaseMoved {
                from: *from,
                to: *to,
                reason: reason.clone(),
                referred_to: *referred_to,
            };
            Ok(std::iter::once(moved)
                .chain(timing::plans_resumed(file, *to, ctx))
                .collect())
        }
        CaseCommand::AssignWorker { staff } => {
            let person = ctx.known_person(*staff)?;
            if file.blocks_in_force().any(|block| block.covers(person)) {
                return Err(Refusal::StaffUnknown);
            }
            // A 担当者 reads everything, so she or he comes from where the record is kept, not from an
            // agency that knows no more than she agreed to (BR-011).
            let keeps = [file.agency_in_charge, file.accepted_by].contains(&person.agency);
            if !keeps || file.leaves_out(person.agency) {
                return Err(Refusal::AgencyNotInScope);
            }
            Ok(vec![CaseEvent::WorkerAssigned { staff: *staff }])
        }
        CaseCommand::ReleaseWorker { staff } => {
            if file.workers.len() == 1 && file.workers.contains(staff) {
                return Err(Refusal::BlockLeavesNobody);
            }
            Ok(vec![CaseEvent::WorkerReleased { staff: *staff }])
        }
        CaseCommand::RecordWish { words } => {
            text(words, LONG_TEXT)?;
            let by = match ctx.actor {
                Actor::Woman | Actor::WomanWith(_) | Actor::WomanShown(_) => Voice::Herself,
                Actor::Staff(by) => Voice::ReadBack { by },
            };
            // To the letter: not even trimmed.
            Ok(vec![CaseEvent::WishRecorded {
                wish: Wish {
                    words: words.clone(),
                    at: ctx.occurred_at,
                    by,
                    answers: Vec::new(),
                },
            }])
        }
        CaseCommand::RecordAttendeeWishes { wishes } => {
            at_most(&wishes.words, LONG_TEXT)?;
            for agency in wishes.welcome.iter().chain(&wishes.unwelcome) {
                ctx.known_agency(*agency)?;
            }
            if !wishes.welcome.is_disjoint(&wishes.unwelcome) {
                return Err(Refusal::WelcomeAndNot);
            }
            if wishes.with_her.len() > MOST_WITH_HER {
                return Err(Refusal::CompanyFull);
            }
            for one in &wishes.with_her {
                at_most(&one.name, SHORT_TEXT)?;
                at_most(&one.language, SHORT_TEXT)?;
            }
            let before = &file.attendee_wishes;
            let (writer, by_herself) = match ctx.actor {
                Actor::Staff(_) => (Some(ctx.me()?.agency), false),
                Actor::Woman | Actor::WomanWith(_) | Actor::WomanShown(_) => (None, true),
            };
            let said = AttendeeWishes {
                recorded: true,
                by_herself,
                ..before.said_anew(wishes, writer)
            };
            let gone = said.newly_unwelcome(before);
            let mut events = vec![CaseEvent::AttendeeWishesRecorded { wishes: said }];
            events.extend(consent::uninvited(file, &gone));
            Ok(events)
        }
        CaseCommand::WriteRecord {
            record,
            happened_at,
            means,
            with,
            parts,
            support,
            categories,
            next_step,
            safety,
            shown_to_her,
            photos,
        } => {
            // What was done is a record by itself, even without a word beside it.
            if support.trim().is_empty() {
                written(parts)?;
            } else {
                not_too_long(parts)?;
            }
            at_most(support, LONG_TEXT)?;
            at_most(with, SHORT_TEXT)?;
            at_most(next_step, SHORT_TEXT)?;
            let photos = attached(photos)?;
            if *happened_at > ctx.now {
                return Err(Refusal::InTheFuture);
            }
            Ok(vec![CaseEvent::RecordWritten {
                record: Box::new(ContactRecord {
                    id: *record,
                    happened_at: *happened_at,
                    means: *means,
                    with: with.clone(),
                    by: ctx.me()?.id,
                    parts: parts.clone(),
                    support: support.clone(),
                    categories: categories.clone(),
                    next_step: next_step.clone(),
                    safety: *safety,
                    shown_to_her: *shown_to_her,
                    photos,
                }),
            }])
        }
        CaseCommand::JudgeRisk {
            record,
            tool,
            risk,
            urgency,
            parts,
        } => {
            text(tool, SHORT_TEXT)?;
            written(parts)?;
            Ok(vec![CaseEvent::RiskJudged {
                record: Box::new(RiskRecord {
                    id: *record,
                    judged_at: ctx.occurred_at,
                    by: ctx.me()?.id,
                    tool: tool.clone(),
                    risk: *risk,
                    urgency: *urgency,
                    parts: parts.clone(),
                }),
            }])
        }
        _ => Err(Refusal::StepMissing),
    }
}

/// The photos of a record as it names them: a few, each once, each with what it shows.
fn attached(photos: &[NewPhoto]) -> Result<Vec<Photo>, Refusal> {
    if photos.len() > MOST_PHOTOS {
        return Err(Refusal::TooManyPhotos);
    }
    let is_again = |at: usize| photos[..at].iter().any(|one| one.id == photos[at].id);
    if (0..photos.len()).any(is_again) {
        return Err(Refusal::IdTaken);
    }
    let named = photos.iter().map(|photo| {
        if photo.shows.trim().is_empty() {
            return Err(Refusal::PhotoWithoutWords);
        }
        at_most(&photo.shows, SHORT_TEXT)?;
        Ok(Photo {
            id: photo.id,
            shows: photo.shows.clone(),
        })
    });
    named.collect()
}

/// Of two movers the second is told who was first and where to.
pub(super) fn still_there(
    file: &CaseFile,
    from: CaseStatus,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    if from == file.status {
        return Ok(());
    }
    let moved = file.moved.as_ref();
    let by = moved.map(|moved| moved.by);
    let names = ctx.names()?;
    let name = by
        .filter(|id| ctx.council.person(*id).is_some())
        .map(|id| names.person_name(id));
    Err(Refusal::MovedMeanwhile {
        by,
        name: name.unwrap_or_else(|| "ほかの担当".to_owned()),
        to: file.status,
    })
}

/// At least one of the three boxes, each within its length (BR-030 keeps them apart).
fn written(parts: &ThreeParts) -> Result<(), Refusal> {
    if parts.is_empty() {
        return Err(Refusal::TextMissing);
    }
    not_too_long(parts)
}

fn not_too_long(parts: &ThreeParts) -> Result<(), Refusal> {
    if parts.longest() > LONG_TEXT {
        return Err(Refusal::TextTooLong { max: LONG_TEXT });
    }
    Ok(())
}

/// The guards of domain.md §9.1 on a move of the card.
pub(super) fn may_move(
    file: &CaseFile,
    to: CaseStatus,
    why: &str,
    receiver: bool,
) -> Result<(), Refusal> {
    match to {
        // Entered by the procedures of [`super::timing`] alone.
        CaseStatus::Watching | CaseStatus::Suspended | CaseStatus::Closed => {
            return Err(Refusal::ProcedureMissing { to });
        }
        CaseStatus::UnderProtection => return Err(Refusal::MovesByProtection),
        _ => {}
    }
    if file.status == CaseStatus::UnderProtection && file.in_protection() {
        return Err(Refusal::MovesByProtection);
    }
    if !file.status.may_become(to) {
        return Err(Refusal::NoSuchMove {
            from: file.status,
            to,
        });
    }
    match to {
        CaseStatus::Referred | CaseStatus::Transferred => {
            if !receiver {
                return Err(Refusal::ReceivingAgencyMissing);
            }
            reason(why)
        }
        // Taking a case up again is told with its reason.
        CaseStatus::Supporting if file.status == CaseStatus::Suspended => reason(why),
        CaseStatus::Assessing if file.status == CaseStatus::Closed => reason(why),
        CaseStatus::Supporting => {
            let agreed = file.plans.iter().any(|plan| {
                matches!(
                    plan.status,
                    PlanStatus::WomanAgreed | PlanStatus::WomanAgreedInPart
                ) || plan.status.is_in_force()
            });
            // Urgent support may begin before the plan; the reason starts the post-hoc report.
            if agreed || !why.trim().is_empty() {
                at_most(why, LONG_TEXT)
            } else {
                Err(Refusal::PlanOrUrgentReasonMissing)
            }
        }
        _ => at_most(why, LONG_TEXT),
    }
}
