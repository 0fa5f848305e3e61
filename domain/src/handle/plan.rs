//! 個別支援計画: written with her, shown to her, answered by her, confirmed at a meeting
//! (domain.md §9.4; BR-055, BR-056).

use std::collections::BTreeSet;

use crate::case::CaseFile;
use crate::command::{CaseCommand, LONG_TEXT, SHORT_TEXT};
use crate::drawing::Drawing;
use crate::event::CaseEvent;
use crate::handle::{Context, at_most, reason, text, timing, translation};
use crate::id::{ItemId, MeetingId, PlanId};
use crate::meeting::MeetingStatus;
use crate::plan::{
    Agreement, AgreementExtent, Comment, CommentAnswer, Confirmation, ItemReply, PlanItem,
    PlanKind, PlanStatus, PlanVersion, SupportPlan,
};
use crate::posthoc::MeetingTiming;
use crate::refusal::Refusal;

pub(super) fn handle(
    file: &CaseFile,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::WritePlan { .. } => write(file, command, ctx),
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

fn write(
    file: &CaseFile,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let CaseCommand::WritePlan {
        plan,
        kind,
        base,
        from,
        to,
        wish_words,
        goal_long,
        goals_short,
        items,
        monitoring_date,
        first_contact,
        watch_over,
        safety_plan,
    } = command
    else {
        return Err(Refusal::StepMissing);
    };
    let known = file.plan(*plan);
    let current = known.and_then(SupportPlan::current);
    let before = current.map_or(0, |version| version.number);
    if *base != before {
        return Err(Refusal::VersionIsOld { current: before });
    }
    match known {
        Some(known) if known.status.is_over() => return Err(Refusal::PlanIsOver),
        Some(_) => {}
        None => fit_kind(file, *kind)?,
    }
    if from >= to {
        return Err(Refusal::EndsBeforeItStarts);
    }
    if monitoring_date < from || monitoring_date > to {
        return Err(Refusal::ReviewOutsidePeriod);
    }
    text(wish_words, LONG_TEXT)?;
    in_her_words(file, known, wish_words)?;
    text(goal_long, LONG_TEXT)?;
    if goals_short.iter().all(|goal| goal.trim().is_empty()) {
        return Err(Refusal::GoalMissing);
    }
    if items.is_empty() {
        return Err(Refusal::ItemsMissing);
    }
    at_most(watch_over, LONG_TEXT)?;
    let mut ids = BTreeSet::new();
    for item in items {
        fit_item(item, ctx)?;
        if file.her_item(item.id).is_some() {
            return Err(Refusal::HerItemIsHers);
        }
        if !ids.insert(item.id) {
            return Err(Refusal::IdTaken);
        }
    }
    if let Some(person) = first_contact {
        ctx.known_person(*person)?;
    }
    // A version that she was shown, or that was confirmed, stays as it is: this is the next one
    // (BR-056). A draft nobody saw is replaced.
    let number = match current {
        Some(version) if version.shared_at.is_none() => version.number,
        _ => before + 1,
    };
    let mut events = vec![CaseEvent::PlanWritten {
        plan: *plan,
        kind: *kind,
        version: Box::new(PlanVersion {
            number,
            from: *from,
            to: *to,
            wish_words: wish_words.clone(),
            goal_long: goal_long.clone(),
            goals_short: goals_short
                .iter()
                .filter(|goal| !goal.trim().is_empty())
                .cloned()
                .collect(),
            items: items.clone(),
            monitoring_date: *monitoring_date,
            first_contact: *first_contact,
            watch_over: watch_over.clone(),
            written_by: ctx.me()?.id,
            written_at: ctx.now,
            shared_at: None,
        }),
    }];
    if let Some(words) = safety_plan {
        at_most(words, LONG_TEXT)?;
        if !file.place_knowers.contains(&ctx.me()?.id) {
            return Err(Refusal::NotYourRole);
        }
        events.push(CaseEvent::SafetyPlanWritten {
            plan: *plan,
            words: words.clone(),
        });
    }
    Ok(events)
}

/// A plan begins with a wish as she said it: where one is recorded, with no other words (domain.md §10,
/// F-10 `wish_words`).
fn in_her_words(file: &CaseFile, known: Option<&SupportPlan>, words: &str) -> Result<(), Refusal> {
    let mut before = known.into_iter().flat_map(|plan| &plan.versions);
    let hers = file.wishes.is_empty()
        || file.wishes.iter().any(|wish| wish.words == words)
        || before.any(|version| version.wish_words == words);
    if hers {
        Ok(())
    } else {
        Err(Refusal::HerWordsChanged)
    }
}

/// A second plan is a 再プラン, and a 再プラン takes the place of a plan that was confirmed.
fn fit_kind(file: &CaseFile, kind: PlanKind) -> Result<(), Refusal> {
    let before = file.plans.iter().any(|plan| plan.confirmed.is_some());
    match kind {
        PlanKind::New if before => Err(Refusal::PlanInForce),
        PlanKind::Replan if !before => Err(Refusal::NothingToReplan),
        _ => Ok(()),
    }
}

fn fit_item(item: &PlanItem, ctx: &Context<'_>) -> Result<(), Refusal> {
    text(&item.issue, LONG_TEXT)?;
    text(&item.support, LONG_TEXT)?;
    text(&item.when, SHORT_TEXT)?;
    at_most(&item.easy_text, LONG_TEXT)?;
    at_most(&item.what_she_does, LONG_TEXT)?;
    ctx.known_agency(item.agency)?;
    match item.person {
        Some(person) if ctx.known_person(person)?.agency != item.agency => {
            Err(Refusal::StaffUnknown)
        }
        _ => Ok(()),
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
