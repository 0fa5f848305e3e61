//! 個別支援計画: written with her, shown to her, answered by her, confirmed at a meeting
//! (domain.md §9.4; BR-055, BR-056).

use crate::case::{CaseFile, Whereabouts};
use crate::command::{CaseCommand, LONG_TEXT, SHORT_TEXT};
use crate::conflict::SharedPaper;
use crate::drawing::Drawing;
use crate::event::CaseEvent;
use crate::handle::{Context, at_most, reason, text, timing, translation};
use crate::id::{ItemId, MeetingId, PlanId};
use crate::meeting::MeetingStatus;
use crate::plan::{
    Agreement, AgreementExtent, Comment, CommentAnswer, Confirmation, ItemReply, PlanKind,
    PlanStatus, PlanVersion, SupportPlan,
};
use crate::posthoc::MeetingTiming;
use crate::refusal::Refusal;

mod write;

pub(super) use write::rewritten;

pub(super) fn handle(
    file: &CaseFile,
    place: &Whereabouts,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::WritePlan(written) => write::write(file, place, written, ctx),
        CaseCommand::SharePlan { plan, version } => {
            let known = found(file, *plan)?;
            let current = newest(known, *version)?;
            if current
                .items
                .iter()
                .any(|item| item.easy_text.trim().is_empty())
            {
                return Err(Refusal::EasyTextMissing);
            }
            if current.shared_at.is_some() {
                return Err(Refusal::VersionIsShown);
            }
            let mut undecided = file.open_conflicts();
            if undecided.any(|one| one.paper == SharedPaper::Plan(*plan)) {
                return Err(Refusal::TwoEntries);
            }
            Ok(vec![CaseEvent::PlanShared {
                plan: *plan,
                version: *version,
            }])
        }
        CaseCommand::AnswerComment {
            plan,
            comment,
            words,
        } => {
            let known = found(file, *plan)?;
            if !known.comments.iter().any(|c| c.id == *comment) {
                return Err(Refusal::NotFound);
            }
            text(words, LONG_TEXT)?;
            Ok(vec![CaseEvent::CommentAnswered {
                plan: *plan,
                comment: *comment,
                answer: CommentAnswer {
                    words: words.clone(),
                    by: ctx.me()?.id,
                    at: ctx.now,
                },
            }])
        }
        CaseCommand::ReplyToItem {
            plan,
            version,
            item,
            choice,
            words,
        } => {
            let known = found(file, *plan)?;
            let shown = on_her_screen(known, *version)?;
            of_version(shown, *item)?;
            at_most(words, LONG_TEXT)?;
            let mut since = known
                .replies
                .iter()
                .filter(|reply| reply.at > ctx.occurred_at);
            if since.any(|reply| (reply.version, reply.item) == (*version, *item)) {
                return Err(Refusal::SheSpokeSince);
            }
            Ok(vec![CaseEvent::ItemReplied {
                plan: *plan,
                reply: ItemReply {
                    version: *version,
                    item: *item,
                    choice: *choice,
                    words: words.clone(),
                    at: ctx.occurred_at,
                },
            }])
        }
        CaseCommand::CommentOnPlan {
            plan,
            version,
            comment,
            item,
            words,
            asks_reply,
        } => {
            let known = found(file, *plan)?;
            let shown = on_her_screen(known, *version)?;
            if known.comments.iter().any(|c| c.id == *comment) {
                return Err(Refusal::IdTaken);
            }
            if let Some(item) = item {
                of_version(shown, *item)?;
            }
            text(words, LONG_TEXT)?;
            Ok(vec![CaseEvent::PlanCommented {
                plan: *plan,
                comment: Comment {
                    id: *comment,
                    version: *version,
                    item: *item,
                    line: None,
                    words: words.clone(),
                    asks_reply: *asks_reply,
                    at: ctx.occurred_at,
                    answers: Vec::new(),
                },
            }])
        }
        CaseCommand::AgreeToPlan {
            plan,
            version,
            extent,
            open_items,
            words,
            read_it,
            may_change,
            signed,
            drawn,
        } => {
            let known = found(file, *plan)?;
            let shown = on_her_screen(known, *version)?;
            at_most(words, LONG_TEXT)?;
            at_most(signed, SHORT_TEXT)?;
            if !drawn.is_sound() {
                return Err(Refusal::NoDrawing);
            }
            let agrees = matches!(extent, AgreementExtent::Whole | AgreementExtent::Part);
            // Two statements, read and ticked; a later or a no asks nothing of her.
            if agrees && !(*read_it && *may_change) {
                return Err(Refusal::StatementsNotTicked);
            }
            for item in open_items {
                of_version(shown, *item)?;
            }
            if has_answered_since(known, ctx) || (agrees && has_spoken_since(known, ctx)) {
                return Err(Refusal::SheSpokeSince);
            }
            Ok(vec![CaseEvent::PlanAgreementGiven {
                plan: *plan,
                agreement: Agreement {
                    version: *version,
                    extent: *extent,
                    open_items: open_items.clone(),
                    words: words.clone(),
                    // Under a later or a no there is nothing to sign.
                    signed: match agrees {
                        true => signed.trim().to_owned(),
                        false => String::new(),
                    },
                    drawn: match agrees {
                        true => drawn.clone(),
                        false => Drawing::default(),
                    },
                    at: ctx.occurred_at,
                    witness: ctx.actor.staff(),
                },
            }])
        }
        CaseCommand::RecordNoAgreement { plan, reason: why } => {
            found(file, *plan)?;
            reason(why)?;
            Ok(vec![CaseEvent::NoAgreementRecorded {
                plan: *plan,
                reason: why.clone(),
            }])
        }
        CaseCommand::SubmitPlan { plan } => {
            let known = found(file, *plan)?;
            if !known.status.may_become(PlanStatus::Submitted) {
                return Err(match known.status {
                    PlanStatus::Drafting => Refusal::NotShownToHer,
                    PlanStatus::WomanDeclined => Refusal::SheDeclined,
                    _ => Refusal::StepMissing,
                });
            }
            Ok(vec![CaseEvent::PlanSubmitted { plan: *plan }])
        }
        CaseCommand::ConfirmPlan {
            plan,
            version,
            meeting,
        } => {
            let known = found(file, *plan)?;
            newest(known, *version)?;
            may_confirm(file, known, ctx)?;
            discussed(file, *meeting)?;
            confirmed(file, known, *version, Some(*meeting), ctx)
        }
        _ => Err(Refusal::StepMissing),
    }
}

/// Whether the newest version may be confirmed: no comment and no item of hers waits (BR-055), it is not
/// confirmed already (BR-056), each item stands in the languages she reads, she agreed to exactly this
/// version and these words or the reason why not is recorded, and she did not decline it.
pub fn may_confirm(file: &CaseFile, plan: &SupportPlan, ctx: &Context<'_>) -> Result<(), Refusal> {
    let current = plan.current().ok_or(Refusal::ItemsMissing)?;
    let confirmed = plan
        .confirmed
        .as_ref()
        .is_some_and(|c| c.version == current.number);
    if confirmed {
        return Err(Refusal::ConfirmedIsImmutable);
    }
    let waiting = plan.waiting().count();
    if waiting > 0 {
        return Err(Refusal::CommentWaits { count: waiting });
    }
    let items = file.waiting_items().count();
    if items > 0 {
        return Err(Refusal::HerItemWaits { count: items });
    }
    if current.shared_at.is_none() {
        return Err(Refusal::NotShownToHer);
    }
    translation::all_there(file, current, ctx)?;
    let agreed = plan.agreed_to(current.number);
    let reworded =
        agreed.is_some_and(|agreed| file.translations.reworded_since(current, agreed.at));
    match agreed.map(|agreement| agreement.extent) {
        Some(AgreementExtent::Whole | AgreementExtent::Part)
            if plan.status != PlanStatus::Commented && !reworded => {}
        Some(AgreementExtent::None) => return Err(Refusal::SheDeclined),
        _ if plan.no_agreement_reason.is_some() => {}
        _ if reworded => return Err(Refusal::TranslationReworded),
        _ => return Err(Refusal::AgreementMissing),
    }
    if plan.status.is_over() {
        return Err(Refusal::PlanIsOver);
    }
    let without = !ctx.council.policy.needs_meeting(timing_of(file, plan));
    let mut meetings = file.meetings.iter();
    let any_meeting =
        without || meetings.any(|meeting| was_held(meeting.status) && meeting.kind.counts());
    if any_meeting {
        Ok(())
    } else {
        Err(Refusal::MeetingMissing)
    }
}

fn was_held(status: MeetingStatus) -> bool {
    matches!(
        status,
        MeetingStatus::InProgress
            | MeetingStatus::Adjourned
            | MeetingStatus::MinutesConfirmed
            | MeetingStatus::Shared
            | MeetingStatus::Archived
    )
}

/// 確定 where the council needs no meeting for it (domain.md §22 d).
pub(super) fn confirm_without_meeting(
    file: &CaseFile,
    plan: PlanId,
    version: u16,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let known = found(file, plan)?;
    newest(known, version)?;
    may_confirm(file, known, ctx)?;
    if ctx.council.policy.needs_meeting(timing_of(file, known)) {
        return Err(Refusal::MeetingMissing);
    }
    confirmed(file, known, version, None, ctx)
}

/// 作成 of the first plan, else 再プラン (BR-024).
pub fn timing_of(file: &CaseFile, plan: &SupportPlan) -> MeetingTiming {
    let first = file.plans.first().is_some_and(|first| first.id == plan.id);
    match plan.kind {
        PlanKind::New if first => MeetingTiming::Drawing,
        _ => MeetingTiming::Replan,
    }
}

/// The version is confirmed; a plan that people worked by until now makes way for it.
fn confirmed(
    file: &CaseFile,
    plan: &SupportPlan,
    version: u16,
    meeting: Option<MeetingId>,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let mut events = vec![CaseEvent::PlanConfirmed {
        plan: plan.id,
        confirmation: Confirmation {
            version,
            meeting,
            by: ctx.me()?.id,
            at: ctx.now,
        },
    }];
    let others = file.plans.iter().filter(|other| other.id != plan.id);
    let replaced = others.filter_map(|other| timing::plan_moved(other, PlanStatus::Replan));
    events.extend(replaced.map(CaseEvent::Timing));
    Ok(events)
}

pub(super) fn discussed(file: &CaseFile, meeting: MeetingId) -> Result<(), Refusal> {
    match file.meeting(meeting) {
        Some(meeting) if was_held(meeting.status) && meeting.kind.counts() => Ok(()),
        _ => Err(Refusal::MeetingMissing),
    }
}

pub(super) fn found(file: &CaseFile, id: PlanId) -> Result<&SupportPlan, Refusal> {
    file.plan(id).ok_or(Refusal::NotFound)
}

/// Only the newest version moves on; an old screen is told so.
pub(super) fn newest(plan: &SupportPlan, version: u16) -> Result<&PlanVersion, Refusal> {
    let current = plan.current().ok_or(Refusal::ItemsMissing)?;
    if current.number == version {
        Ok(current)
    } else {
        Err(Refusal::VersionIsOld {
            current: current.number,
        })
    }
}

/// What she says binds to the version she was shown, and to no other.
pub(super) fn on_her_screen(plan: &SupportPlan, version: u16) -> Result<&PlanVersion, Refusal> {
    let shown = plan.shown().ok_or(Refusal::NotShownToHer)?;
    if shown.number == version {
        Ok(shown)
    } else {
        Err(Refusal::VersionIsOld {
            current: shown.number,
        })
    }
}

/// Whether she answered the plan after that moment: what a tablet brings later is no newer for it.
fn has_answered_since(plan: &SupportPlan, ctx: &Context<'_>) -> bool {
    let agreement = plan.agreement.as_ref();
    agreement.is_some_and(|given| given.at > ctx.occurred_at)
}

/// Whether she said something about the plan after that moment, which an older yes would pass over.
fn has_spoken_since(plan: &SupportPlan, ctx: &Context<'_>) -> bool {
    let replies = plan.replies.iter().map(|reply| reply.at);
    let comments = plan.comments.iter().map(|comment| comment.at);
    replies.chain(comments).any(|at| at > ctx.occurred_at)
}

pub(super) fn of_version(version: &PlanVersion, item: ItemId) -> Result<(), Refusal> {
    if version.items.iter().any(|known| known.id == item) {
        Ok(())
    } else {
        Err(Refusal::ItemUnknown)
    }
}
