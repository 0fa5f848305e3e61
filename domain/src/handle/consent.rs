//! 同意: recording, narrowing, withdrawing; withdrawal stops what rests on it at once (BR-052).

use std::collections::BTreeSet;

use crate::case::CaseFile;
use crate::command::{CaseCommand, LONG_TEXT, SHORT_TEXT};
use crate::consent::{Answer, Change, Channel, Consent, ConsentChange, ConsentKind};
use crate::event::CaseEvent;
use crate::form::Attendee;
use crate::handle::{Context, at_most, joined};
use crate::id::{AgencyId, ConsentId};
use crate::meeting::{Meeting, MeetingKind, SharingBasis};
use crate::refusal::Refusal;

pub(super) fn handle(
    file: &CaseFile,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::RecordConsent {
            consent,
            kind,
            answer,
            scope,
            until,
            language,
            explained_with,
            interpreter,
            channel,
            witness,
            copy_given,
            attendance,
            protection,
        } => {
            if file.consents.iter().any(|known| known.id == *consent) {
                return Err(Refusal::IdTaken);
            }
            if *answer == Answer::Given {
                if kind.shares() && (scope.agencies.is_empty() || scope.categories.is_empty()) {
                    return Err(Refusal::ConsentScopeMissing);
                }
                // What rests on it has no end of its own; she takes it back when she wants to.
                if *kind == ConsentKind::JoinRecords && until.is_some() {
                    return Err(Refusal::JoinYesHasNoEnd);
                }
                if until.is_some_and(|until| until < ctx.today()) {
                    return Err(Refusal::ConsentDateOver);
                }
                if she_spoke_since(file, *kind, ctx) {
                    return Err(Refusal::SheSpokeSince);
                }
                if *kind == ConsentKind::HerAttendance && attendance.is_none() {
                    return Err(Refusal::AttendanceWishMissing);
                }
            }
            if let Channel::WrittenForHer { reason } = channel
                && reason.trim().is_empty()
            {
                return Err(Refusal::ProxyReasonMissing);
            }
            // Only what came from her own door says that it did.
            if *channel == Channel::App && ctx.actor.staff().is_some() {
                return Err(Refusal::NotYourRole);
            }
            at_most(&scope.purpose, LONG_TEXT)?;
            at_most(language, SHORT_TEXT)?;
            at_most(explained_with, SHORT_TEXT)?;
            for agency in &scope.agencies {
                ctx.known_agency(*agency)?;
                // A yes would open nothing past a block; the answer is that of an agency not to be had.
                let blocked = file.blocks_in_force().any(|one| one.covers_agency(*agency));
                if *answer == Answer::Given && blocked {
                    return Err(Refusal::AgencyNotAvailable);
                }
            }
            let mut scope = scope.clone();
            for exclusion in &scope.excluded {
                ctx.known_agency(exclusion.agency)?;
                scope.agencies.remove(&exclusion.agency);
            }
            let new = Consent {
                id: *consent,
                kind: *kind,
                answer: *answer,
                scope,
                until: *until,
                asked_by: ctx.actor.staff(),
                asked_at: ctx.occurred_at,
                language: language.clone(),
                explained_with: explained_with.clone(),
                interpreter: interpreter.clone(),
                channel: channel.clone(),
                witness: witness.clone(),
                copy_given: *copy_given,
                attendance: attendance.clone(),
                protection: *protection,
                changes: Vec::new(),
            };
            // A new answer takes the place of the one before. What rested on that one goes with it,
            // as far as the new answer no longer carries it.
            let mut follow = Vec::new();
            // Whom she leaves out by name is left out of everything that rests on sharing.
            let out: BTreeSet<AgencyId> = match (*answer, kind.shares()) {
                (Answer::Given, true) => new.scope.excluded.iter().map(|e| e.agency).collect(),
                _ => BTreeSet::new(),
            };
            let mut lost = BTreeSet::new();
            if let Some(before) = file.consent(*kind).filter(|c| c.in_force(ctx.today())) {
                if *answer == Answer::Given {
                    lost.extend(before.scope.agencies.difference(&new.scope.agencies));
                } else {
                    follow = stopped(file, *kind);
                }
            } else if *kind == ConsentKind::JoinRecords && *answer != Answer::Given {
                // Two aliases may have been joined before she was asked.
                follow = stopped(file, *kind);
            }
            let mut events = vec![CaseEvent::ConsentRecorded {
                consent: Box::new(new),
            }];
            if follow.is_empty() {
                lost.retain(|agency| !out.contains(agency));
                follow = without_agencies(file, &out, None);
                follow.extend(without_agencies(file, &lost, Some(*kind)));
            }
            events.append(&mut follow);
            Ok(events)
        }
        CaseCommand::NarrowConsent {
            consent,
            without_agencies: agencies,
            without_categories,
        } => {
            let known = in_force(file, *consent, ctx)?;
            let loses_agency = agencies
                .iter()
                .any(|agency| known.scope.agencies.contains(agency));
            let loses_kind = without_categories
                .iter()
                .any(|kind| known.scope.categories.contains(kind));
            if !loses_agency && !loses_kind {
                return Err(Refusal::NarrowingIsEmpty);
            }
            let mut events = vec![changed(
                *consent,
                // What was never in the scope is not taken off: the record tells later what was shared.
                Change::Narrowed {
                    without_agencies: agencies & &known.scope.agencies,
                    without_categories: without_categories & &known.scope.categories,
                },
                ctx,
            )];
            events.extend(without_agencies(file, agencies, Some(known.kind)));
            Ok(events)
        }
        CaseCommand::WithdrawConsent { consent } => {
            let known = in_force(file, *consent, ctx)?;
            let mut events = vec![changed(*consent, Change::Withdrawn, ctx)];
            events.extend(stopped(file, known.kind));
            Ok(events)
        }
        _ => Err(Refusal::StepMissing),
    }
}

/// Whether a yes of this moment comes after its time: she has answered anew since it was said, narrowed it or
/// taken it back. A tablet without a network may bring it long after.
fn she_spoke_since(file: &CaseFile, kind: ConsentKind, ctx: &Context<'_>) -> bool {
    let mut of_kind = file.consents.iter().filter(|known| known.kind == kind);
    of_kind.any(|known| {
        let changed = known
            .changes
            .iter()
            .any(|change| ctx.occurred_at < change.at);
        changed || ctx.occurred_at < known.asked_at
    })
}

fn in_force<'a>(
    file: &'a CaseFile,
    id: ConsentId,
    ctx: &Context<'_>,
) -> Result<&'a Consent, Refusal> {
    let known = file
        .consents
        .iter()
        .find(|c| c.id == id)
        .ok_or(Refusal::NotFound)?;
    // A newer answer to the same question has taken its place.
    let newest = file
        .consent(known.kind)
        .is_some_and(|newest| newest.id == id);
    if newest && known.in_force(ctx.today()) {
        Ok(known)
    } else {
        Err(Refusal::ConsentNotInForce)
    }
}

fn changed(consent: ConsentId, what: Change, ctx: &Context<'_>) -> CaseEvent {
    let change = ConsentChange {
        at: ctx.occurred_at,
        what,
        by: ctx.actor.staff(),
    };
    CaseEvent::ConsentChanged { consent, change }
}

/// BR-052: requests and meetings not yet held that rest on the consent end with it.
fn stopped(file: &CaseFile, kind: ConsentKind) -> Vec<CaseEvent> {
    let mut events = Vec::new();
    if kind == ConsentKind::JoinRecords {
        events.extend(joined::parted(file));
    }
    for meeting in open_meetings(file) {
        if matches!(meeting.basis, SharingBasis::Consent(_)) && meeting.kind.rests_on(kind) {
            events.push(CaseEvent::MeetingCancelled {
                meeting: meeting.id,
            });
        }
    }
    if !MeetingKind::CaseReview.rests_on(kind) {
        return events;
    }
    for request in file.requests.iter().filter(|r| r.status.is_unheld()) {
        let rests = kind == ConsentKind::ShareToCaseReview || request.consent.is_some();
        if rests {
            events.push(CaseEvent::RequestWithdrawn {
                request: request.id,
                reason: "本人が同意を取りやめました。".to_owned(),
            });
        }
    }
    events
}

fn open_meetings(file: &CaseFile) -> impl Iterator<Item = &Meeting> {
    let open = |meeting: &&Meeting| meeting.status.is_unheld() || meeting.is_live();
    file.meetings.iter().filter(open)
}

/// Whom she does not want there any more is off the list of the meetings to come (BR-009).
pub(super) fn uninvited(file: &CaseFile, agencies: &BTreeSet<AgencyId>) -> Vec<CaseEvent> {
    let mut events = without_agencies(file, agencies, None);
    events.retain(|event| match event {
        CaseEvent::AttendeesRemoved { meeting, .. } => {
            let known = file.meeting(*meeting);
            known.is_some_and(|known| known.status.is_unheld())
        }
        _ => false,
    });
    events
}

/// BR-052: a narrowing takes the agency off unheld meetings on that consent (none: off all of them);
/// the chair sees the shorter list.
fn without_agencies(
    file: &CaseFile,
    agencies: &BTreeSet<AgencyId>,
    on: Option<ConsentKind>,
) -> Vec<CaseEvent> {
    open_meetings(file)
        .filter(|meeting| on.is_none_or(|kind| meeting.kind.consent() == kind))
        .filter_map(|meeting| {
            let gone = |person: &&Attendee| agencies.contains(&person.agency);
            let mut removed: Vec<Attendee> = meeting.invited.iter().filter(gone).cloned().collect();
            removed.extend(meeting.roles.iter().map(|(_, p)| p).filter(gone).cloned());
            removed.sort();
            removed.dedup();
            (!removed.is_empty()).then_some(CaseEvent::AttendeesRemoved {
                meeting: meeting.id,
                removed,
            })
        })
        .collect()
}
