//! Writing a plan: what was typed is put onto the version that stands, box by box ([`crate::conflict::plan`]).

use std::collections::BTreeSet;

use crate::case::{CaseFile, Whereabouts};
use crate::command::{LONG_TEXT, SHORT_TEXT};
use crate::conflict::SharedPaper;
use crate::conflict::plan::{MergedPlan, Writer, merge_plan};
use crate::event::CaseEvent;
use crate::form::FormData;
use crate::form::plan::key;
use crate::handle::{Context, at_most, paper, text};
use crate::id::PlanId;
use crate::plan::paper::of_item;
use crate::plan::{PlanItem, PlanKind, PlanVersion, SupportPlan, WrittenPlan};
use crate::refusal::Refusal;
use crate::view::Names;

pub(super) fn write(
    file: &CaseFile,
    place: &Whereabouts,
    written: &WrittenPlan,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let WrittenPlan {
        plan,
        kind,
        base,
        shown,
        seen,
        ..
    } = written;
    let known = file.plan(*plan);
    let current = known.and_then(SupportPlan::current);
    stands_on(current, *base, *shown, seen)?;
    if known.is_none() {
        fit_kind(file, *kind)?;
    }
    let typed = written.version(ctx.me()?.id, ctx.now);
    fit(file, &typed, ctx)?;
    if typed.wish_words != seen.text(key::WISH_WORDS) {
        in_her_words(file, known, &typed.wish_words)?;
    }
    let names = Names::within(ctx.council, ctx.me()?.id, file);
    let writer = Writer {
        said: &|words| file.wishes.iter().rposition(|wish| wish.words == words),
        reads: &|paper| names.cover_form(paper.clone()),
    };
    let merged = match current {
        Some(stands) => merge_plan(*plan, seen, &typed, stands, &writer),
        None => MergedPlan {
            version: typed,
            beside: Vec::new(),
        },
    };
    let mut events = Vec::new();
    // What she reads is followed by another version, and what lies beside lies beside that one.
    let changes = current.is_none_or(|stands| {
        stands.shared_at.is_some() || stands.paper() != merged.version.paper()
    });
    if changes || merged.beside.is_empty() {
        events.push(put_in(file, *plan, *kind, merged.version, ctx)?);
    }
    events.extend(paper::conflicted(
        file,
        SharedPaper::Plan(*plan),
        merged.beside,
        ctx,
    ));
    if let Some(words) = &written.safety_plan {
        events.extend(safety(
            file,
            place,
            *plan,
            (&written.safety_seen, words),
            ctx,
        )?);
    }
    Ok(events)
}

/// Whether the writer knew what she has been shown: a version that she reads, and may have agreed to, is followed by
/// another only where somebody meant that.
fn stands_on(
    current: Option<&PlanVersion>,
    base: u16,
    shown: bool,
    seen: &FormData,
) -> Result<(), Refusal> {
    let number = current.map_or(0, |version| version.number);
    // Who does not say what was there before knows nothing of another version.
    if base != number && (seen.0.is_empty() || current.is_none()) {
        return Err(Refusal::VersionIsOld { current: number });
    }
    let reads = current.is_some_and(|version| version.shared_at.is_some());
    if reads && !(shown && base == number) {
        return Err(Refusal::ShownSince { current: number });
    }
    Ok(())
}

/// The plan as one of its boxes is decided to be. What she was shown is not another for a decision about a box: that
/// takes a next version, which somebody means.
pub(in crate::handle) fn rewritten(
    file: &CaseFile,
    plan: PlanId,
    key: &str,
    form: &FormData,
    ctx: &Context<'_>,
) -> Result<CaseEvent, Refusal> {
    let known = super::found(file, plan)?;
    let mut version = known.current().ok_or(Refusal::ItemsMissing)?.clone();
    if version.shared_at.is_some() {
        return Err(Refusal::VersionIsShown);
    }
    if let Some((item, _)) = of_item(key) {
        super::of_version(&version, item)?;
    }
    version.read_paper(form);
    put_in(file, plan, known.kind, version, ctx)
}

/// A version that she was shown, or that was confirmed, stays as it is: this is the next one (BR-056). A draft
/// nobody saw is replaced.
fn put_in(
    file: &CaseFile,
    plan: PlanId,
    kind: PlanKind,
    version: PlanVersion,
    ctx: &Context<'_>,
) -> Result<CaseEvent, Refusal> {
    let known = file.plan(plan);
    if known.is_some_and(|known| known.status.is_over()) {
        return Err(Refusal::PlanIsOver);
    }
    fit(file, &version, ctx)?;
    in_her_words(file, known, &version.wish_words)?;
    let number = match known.and_then(SupportPlan::current) {
        Some(current) if current.shared_at.is_none() => current.number,
        current => current.map_or(0, |current| current.number) + 1,
    };
    Ok(CaseEvent::PlanWritten {
        plan,
        kind,
        version: Box::new(PlanVersion {
            number,
            written_by: ctx.me()?.id,
            written_at: ctx.now,
            shared_at: None,
            ..version
        }),
        typed_at: Some(ctx.occurred_at),
    })
}

/// What every version needs, whoever wrote which part of it.
fn fit(file: &CaseFile, version: &PlanVersion, ctx: &Context<'_>) -> Result<(), Refusal> {
    if version.from >= version.to {
        return Err(Refusal::EndsBeforeItStarts);
    }
    if !version.dates_fit() {
        return Err(Refusal::ReviewOutsidePeriod);
    }
    text(&version.wish_words, LONG_TEXT)?;
    text(&version.goal_long, LONG_TEXT)?;
    if version.goals_short.is_empty() {
        return Err(Refusal::GoalMissing);
    }
    if version.items.is_empty() {
        return Err(Refusal::ItemsMissing);
    }
    at_most(&version.watch_over, LONG_TEXT)?;
    let mut ids = BTreeSet::new();
    for item in &version.items {
        fit_item(item, ctx)?;
        if file.her_item(item.id).is_some() {
            return Err(Refusal::HerItemIsHers);
        }
        if !ids.insert(item.id) {
            return Err(Refusal::IdTaken);
        }
    }
    if let Some(person) = version.first_contact {
        ctx.known_person(person)?;
    }
    Ok(())
}

/// 安全のための約束. Where two changed it, both stand one below the other: nobody but those who know the place reads it.
fn safety(
    file: &CaseFile,
    place: &Whereabouts,
    plan: PlanId,
    (seen, words): (&str, &str),
    ctx: &Context<'_>,
) -> Result<Option<CaseEvent>, Refusal> {
    let (seen, words) = (seen.trim(), words.trim());
    if words == seen {
        return Ok(None);
    }
    at_most(words, LONG_TEXT)?;
    if !file.place_knowers.contains(&ctx.me()?.id) {
        return Err(Refusal::NotYourRole);
    }
    let now = place.safety_plans.get(&plan).map_or("", |now| now.trim());
    let both = match now == seen || now.is_empty() {
        true => words.to_owned(),
        false if now.contains(words) => return Ok(None),
        false => format!("{now}\n{words}"),
    };
    at_most(&both, LONG_TEXT)?;
    Ok((both != now).then_some(CaseEvent::SafetyPlanWritten { plan, words: both }))
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
