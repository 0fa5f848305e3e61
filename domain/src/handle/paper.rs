//! 相談受付票 and アセスメント: written on by several people, each on what she or he saw ([`crate::conflict`]); and
//! what is decided where two wrote into one box of these or of a plan.

use crate::case::{CaseFile, Whereabouts};
use crate::command::CaseCommand;
use crate::conflict::{Conflict, ConflictChoice, Merged, Settled, SharedPaper, filled, merge, put};
use crate::event::CaseEvent;
use crate::form::{self, FamilyEntry, FormData, Value, intake::key};
use crate::handle::{Context, fit, joined, may_know_place, plan, watch};
use crate::refusal::Refusal;

mod schools;

use schools::Schools;

pub(super) fn handle(
    file: &CaseFile,
    place: &Whereabouts,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::CorrectIntake { form, seen } => {
            fit(form::check(&form::INTAKE, form, ctx.today()))?;
            correct(file, place, form, seen, ctx)
        }
        CaseCommand::SaveAssessment { form, seen } => {
            fit(form::check(&form::ASSESSMENT, form, ctx.today()))?;
            let paper = SharedPaper::Assessment;
            let merged = merge(paper, seen, form, &file.paper(paper));
            Ok(put_down(file, paper, merged, ctx))
        }
        CaseCommand::SettleConflict {
            number,
            choice,
            standing_since,
        } => {
            let one = conflict(file, *number)?;
            let since = file.field_writer(one.paper, &one.field);
            if since.map(|writer| writer.at) != *standing_since {
                return Err(Refusal::ConflictHasMoved);
            }
            settle(file, place, one, *choice, ctx)
        }
        CaseCommand::ReopenConflict { number } => reopen(file, place, *number, ctx),
        _ => Err(Refusal::StepMissing),
    }
}

fn correct(
    file: &CaseFile,
    place: &Whereabouts,
    form: &FormData,
    seen: &FormData,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let paper = SharedPaper::Intake;
    let (open, secret) = form::split_by_class(&form::INTAKE, form);
    let (seen_open, seen_secret) = form::split_by_class(&form::INTAKE, seen);
    let merged = merge(paper, &seen_open, &open, &file.intake);
    may_name(file, &merged, ctx)?;
    // Before anything is compared with the place: what stands there is told to nobody by a refusal.
    let mut knows = Vec::new();
    if !secret.0.is_empty() || !seen_secret.0.is_empty() {
        knows.extend(may_know_place(file, ctx)?);
    }
    let unseen = Whereabouts::default();
    // Whoever comes to know an empty list's place writes it anew and reads nothing of the old.
    let place = match knows.is_empty() {
        true => place,
        false => &unseen,
    };
    let next = whereabouts(&seen_secret, &secret, &place.intake)?;
    let secrets = secrets(file, place, next, &merged.form, (seen, form), ctx)?;
    let mut events = put_down(file, paper, merged, ctx);
    events.extend(knows);
    events.extend(secrets);
    Ok(events)
}

/// The whereabouts as they are to stand beside the open part of the 相談受付票, each school with its child.
/// Nothing where all of it stands already.
fn secrets(
    file: &CaseFile,
    place: &Whereabouts,
    mut next: FormData,
    now: &FormData,
    (seen, typed): (&FormData, &FormData),
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let schools = Schools {
        before: people(&join(&file.intake, &place.intake)),
        aside: place.schools_aside.clone(),
        seen: people(seen),
        typed: people(typed),
    }
    .of(&people(now))?;
    put(&mut next, key::FAMILY, schools.listed);
    let mut events = Vec::new();
    if next != place.intake {
        events.extend(watch::ended_by_move(file, place, &next, ctx));
        events.push(CaseEvent::IntakeSecretsWritten { form: next });
    }
    if schools.aside != place.schools_aside {
        events.push(CaseEvent::SchoolsSetAside {
            people: schools.aside,
        });
    }
    Ok(events)
}

/// Her name, its reading and 合図の言葉 as they would be read, beside the paper too.
fn may_name(file: &CaseFile, merged: &Merged, ctx: &Context<'_>) -> Result<(), Refusal> {
    let mut read = merged.form.clone();
    for (field, other) in &merged.beside {
        if [key::NAME, key::KANA].contains(&field.as_str()) && other.is_some() {
            put(&mut read, field, other.clone());
        }
    }
    joined::may_name(file, &read, ctx)
}

/// The whereabouts after somebody's changes. Where two changed the same one, the second looks again first:
/// an address is never a matter of two tries. Schools follow the children ([`Schools`]).
fn whereabouts(seen: &FormData, typed: &FormData, now: &FormData) -> Result<FormData, Refusal> {
    let mut next = now.clone();
    let fields = form::INTAKE.fields();
    for field in fields.filter(|field| field.key != key::FAMILY) {
        let (typed, seen) = (filled(typed, field.key), filled(seen, field.key));
        let now = filled(now, field.key);
        if typed == seen || typed == now {
            continue;
        }
        if now != seen {
            return Err(Refusal::PlaceWrittenMeanwhile);
        }
        put(&mut next, field.key, typed.cloned());
    }
    Ok(next)
}

fn join(open: &FormData, secret: &FormData) -> FormData {
    form::join_classes(open.clone(), secret.clone())
}

fn people(form: &FormData) -> Vec<FamilyEntry> {
    form.people(key::FAMILY).to_vec()
}

/// What a merge makes happen to the open part of a paper.
fn put_down(
    file: &CaseFile,
    paper: SharedPaper,
    merged: Merged,
    ctx: &Context<'_>,
) -> Vec<CaseEvent> {
    let mut events = Vec::new();
    if merged.form != file.paper(paper) || merged.beside.is_empty() {
        events.extend(written(paper, merged.form, ctx));
    }
    events.extend(conflicted(file, paper, merged.beside, ctx));
    events
}

/// One of the two papers as it is now; a plan has versions ([`plan::rewritten`]).
fn written(paper: SharedPaper, form: FormData, ctx: &Context<'_>) -> Option<CaseEvent> {
    let written_at = Some(ctx.occurred_at);
    match paper {
        SharedPaper::Intake => Some(CaseEvent::IntakeCorrected { form, written_at }),
        SharedPaper::Assessment => Some(CaseEvent::AssessmentSaved { form, written_at }),
        SharedPaper::Plan(_) => None,
    }
}

pub(super) fn conflicted(
    file: &CaseFile,
    paper: SharedPaper,
    beside: Vec<(String, Option<Value>)>,
    ctx: &Context<'_>,
) -> Option<CaseEvent> {
    let first = file.conflicts.last().map_or(1, |last| last.number + 1);
    // What lies there already lies there once.
    let lies = |field: &str, other: &Option<Value>| {
        let mut open = file.open_conflicts().filter(|one| one.paper == paper);
        open.any(|one| one.field == field && one.other == *other)
    };
    let beside = beside
        .into_iter()
        .filter(|(field, other)| !lies(field, other));
    let conflicts: Vec<Conflict> = (first..)
        .zip(beside)
        .map(|(number, (field, other))| Conflict {
            number,
            paper,
            field,
            other,
            by: ctx.actor.staff(),
            at: ctx.occurred_at,
            arrived_at: ctx.now,
            settled: None,
        })
        .collect();
    (!conflicts.is_empty()).then_some(CaseEvent::FieldsConflicted { conflicts })
}

fn settle(
    file: &CaseFile,
    place: &Whereabouts,
    one: &Conflict,
    choice: ConflictChoice,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    if one.settled.is_some() {
        return Err(Refusal::ConflictIsSettled);
    }
    let stands = file.field(one.paper, &one.field);
    let result = match (choice, &stands, &one.other) {
        (ConflictChoice::Standing, ..) => stands.clone(),
        (ConflictChoice::Other, ..) => one.other.clone(),
        (ConflictChoice::Both, Some(first), Some(second)) => {
            // A field that can hold only one of them: it stays, and both stay readable.
            let both = one.paper.both(&one.field, first, second);
            both.or_else(|| stands.clone())
        }
        (ConflictChoice::Both, first, second) => first.clone().or_else(|| second.clone()),
    };
    let settled = Settled {
        choice,
        by: ctx.actor.staff(),
        at: ctx.now,
        stood: stands,
        stood_by: file.field_writer(one.paper, &one.field),
        result: result.clone(),
    };
    let mut events = vec![CaseEvent::ConflictSettled {
        number: one.number,
        settled: Box::new(settled),
    }];
    events.extend(rewritten(file, place, one, result, ctx)?);
    Ok(events)
}

fn reopen(
    file: &CaseFile,
    place: &Whereabouts,
    number: u32,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let one = conflict(file, number)?;
    let Some(settled) = &one.settled else {
        return Err(Refusal::NotFound);
    };
    let mut events = vec![CaseEvent::ConflictReopened { number }];
    let now = file.field(one.paper, &one.field);
    if now == settled.result {
        let before = settled.stood.clone();
        events.extend(rewritten(file, place, one, before, ctx)?);
    } else if settled.stood != now && settled.stood.is_some() {
        // What somebody wrote since then stays, and what stood before lies beside it as well.
        let field = one.field.clone();
        let mut again = conflicted(file, one.paper, vec![(field, settled.stood.clone())], ctx);
        if let (Some(CaseEvent::FieldsConflicted { conflicts }), Some(writer)) =
            (&mut again, &settled.stood_by)
        {
            for again in conflicts {
                (again.by, again.at, again.arrived_at) = (writer.by, writer.at, writer.at);
            }
        }
        events.extend(again);
    }
    Ok(events)
}

fn conflict(file: &CaseFile, number: u32) -> Result<&Conflict, Refusal> {
    let mut all = file.conflicts.iter().filter(|one| file.shows(one));
    all.find(|one| one.number == number)
        .ok_or(Refusal::NotFound)
}

/// The paper with another value in the field; nothing where it says that already.
fn rewritten(
    file: &CaseFile,
    place: &Whereabouts,
    one: &Conflict,
    value: Option<Value>,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    if file.field(one.paper, &one.field) == value {
        return Ok(Vec::new());
    }
    let before = file.paper(one.paper);
    let mut form = before.clone();
    put(&mut form, &one.field, value);
    if let SharedPaper::Plan(plan) = one.paper {
        return Ok(vec![plan::rewritten(file, plan, &one.field, &form, ctx)?]);
    }
    let mut problems = form::check(one.paper.form(), &form, ctx.today());
    problems.retain(|problem| problem.field == one.field);
    fit(problems)?;
    let mut events = Vec::new();
    if one.paper == SharedPaper::Intake {
        joined::may_name(file, &form, ctx)?;
        let next = place.intake.clone();
        events = secrets(file, place, next, &form, (&before, &form), ctx)?;
    }
    events.splice(0..0, written(one.paper, form, ctx));
    Ok(events)
}
