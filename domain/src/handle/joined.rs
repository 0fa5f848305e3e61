//! 同じ人の記録を合わせる、分ける (domain.md §19, BR-057).

use crate::access::Action;
use crate::block::AccessBlock;
use crate::case::{CaseFile, CaseStatus};
use crate::command::CaseCommand;
use crate::consent::{Consent, ConsentKind};
use crate::event::CaseEvent;
use crate::form::{FormData, intake::key};
use crate::handle::{Context, blocks};
use crate::handover::HandoverEvent;
use crate::id::CaseId;
use crate::joined::Joined;
use crate::meeting::CaseRole;
use crate::record::{RiskRecord, ThreeParts};
use crate::refusal::Refusal;

/// Joins `other` to `file`, which goes on as before. Whoever may have no part in one has none in the other
/// from now on.
pub fn join(
    file: &CaseFile,
    other: &CaseFile,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    if file.id == other.id {
        return Err(Refusal::NotFound);
    }
    let bound = file.joined_to.is_some() || other.others_of_hers().next().is_some();
    if bound {
        return Err(Refusal::AlreadyJoined);
    }
    // A card that lies at the end of the board would take the other one there with it.
    if file.status.is_over() {
        return Err(Refusal::ReopenBeforeJoining);
    }
    if other.has_papers() {
        return Err(Refusal::JoinTheOtherWayRound);
    }
    let yes = her_yes(file, ctx).or_else(|| her_yes(other, ctx));
    let named = |file: &CaseFile| !file.is_nameless() || file.is_named_beside();
    if yes.is_none() && (named(file) || named(other)) {
        return Err(Refusal::HerYesToJoinMissing);
    }
    let mut events = vec![CaseEvent::CaseJoined {
        joined: known(other, yes, ctx),
    }];
    events.extend(shut_out_as_in(other, file, ctx)?);
    // The one card that is left must not be calmer than she is.
    events.extend(other.risk.as_ref().and_then(|risk| judged(file, risk)));
    // Where this one is read, her yes can be read and taken back.
    if let (None, Some(yes)) = (her_yes(file, ctx), yes) {
        events.push(CaseEvent::ConsentRecorded {
            consent: Box::new(yes.clone()),
        });
    }
    Ok(events)
}

/// What has papers of its own is begun in the record that goes on.
pub fn may_begin(file: &CaseFile, action: Action) -> Result<(), Refusal> {
    let begins = matches!(
        action,
        Action::MoveCase
            | Action::HandleProtection
            | Action::ReportEarlyStart
            | Action::SubmitRequest
            | Action::PlaceOnDay
            | Action::WritePlan
            | Action::HandOver
            | Action::TransferCase
    );
    match begins && file.joined_to.is_some() {
        true => Err(Refusal::GoesOnElsewhere),
        false => Ok(()),
    }
}

/// The same for a command. That there is another record is told to those who keep this one.
pub(super) fn goes_on_here(
    file: &CaseFile,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    may_begin(file, Action::of_case(command)).map_err(|refusal| {
        let keeps = ctx
            .me()
            .is_ok_and(|me| me.agency == file.agency_in_charge || file.workers.contains(&me.id));
        match keeps {
            true => refusal,
            false => Refusal::NotYourRole,
        }
    })
}

/// They are two after all.
pub(super) fn part(file: &CaseFile, command: &CaseCommand) -> Result<Vec<CaseEvent>, Refusal> {
    let CaseCommand::PartCase { other } = command else {
        return Err(Refusal::StepMissing);
    };
    if !file.others_of_hers().any(|joined| joined.case == *other) {
        return Err(Refusal::NotFound);
    }
    Ok(vec![CaseEvent::CaseParted { other: *other }])
}

/// A record that was found under another name gets hers only after her yes, and so does one that is read
/// with such a record. 合図の言葉 is not taken out first.
pub(super) fn may_name(file: &CaseFile, form: &FormData, ctx: &Context<'_>) -> Result<(), Refusal> {
    let bears = |key: &str| !form.text(key).trim().is_empty();
    let named = bears(key::NAME) || bears(key::KANA);
    let joined = file.is_nameless() && file.others_of_hers().next().is_some();
    let asks = match file.goes_by_alias() {
        true => named || !bears(key::CODE_WORD),
        false => joined && named,
    };
    if asks && her_yes(file, ctx).is_none() {
        return Err(Refusal::HerYesToNameMissing);
    }
    Ok(())
}

/// She takes her yes back, or answers anew that she does not want it: whatever the joining once rested on.
pub(super) fn parted(file: &CaseFile) -> impl Iterator<Item = CaseEvent> {
    let others = file.others_of_hers();
    others.map(|one| CaseEvent::CaseParted { other: one.case })
}

/// Where this one goes to other hands, the other stays where it is, and is seen there again.
pub(super) fn parted_by(file: &CaseFile, events: &[CaseEvent]) -> Vec<CaseEvent> {
    let leaves = events.iter().any(|event| match event {
        CaseEvent::RoleAssigned { assignment, .. } => {
            assignment.role == CaseRole::AgencyInCharge
                && assignment.agency != file.agency_in_charge
        }
        CaseEvent::Handover { what, .. } => matches!(what, HandoverEvent::Accepted { .. }),
        CaseEvent::CaseMoved { to, .. } => {
            matches!(to, CaseStatus::Referred | CaseStatus::Transferred)
        }
        _ => false,
    });
    match leaves {
        true => parted(file).collect(),
        false => Vec::new(),
    }
}

/// The other records that feel what happens to this one.
pub fn records_touched(file: &CaseFile, events: &[CaseEvent]) -> Vec<CaseId> {
    let mut touched = Vec::new();
    for event in events {
        match event {
            CaseEvent::CaseJoined { joined } => touched.push(joined.case),
            CaseEvent::CaseParted { other } => touched.push(*other),
            CaseEvent::BlockSet { .. } | CaseEvent::RiskJudged { .. } => {
                touched.extend(file.others_of_hers().map(|one| one.case));
            }
            _ => {}
        }
    }
    touched.sort_unstable();
    touched.dedup();
    touched
}

/// What happens to `other` when this happens to `file` (as it stood before).
pub fn felt_by(
    other: &CaseFile,
    file: &CaseFile,
    events: &[CaseEvent],
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let mut felt = Vec::new();
    for event in events {
        match event {
            CaseEvent::CaseJoined { joined } if joined.case == other.id => {
                felt.push(CaseEvent::CaseJoinedTo {
                    joined: Joined {
                        consent: joined.consent,
                        ..known(file, None, ctx)
                    },
                });
                felt.extend(shut_out_as_in(file, other, ctx)?);
            }
            CaseEvent::CaseParted { other: parted } if *parted == other.id => {
                felt.push(CaseEvent::CaseParted { other: file.id });
            }
            // The yes that both of them show is taken back in both.
            CaseEvent::ConsentChanged { consent, .. } => {
                let shows = other.consents.iter().any(|one| one.id == *consent);
                let joined = other.others_of_hers().any(|one| one.case == file.id);
                if shows && joined {
                    felt.push(event.clone());
                }
            }
            CaseEvent::RiskJudged { record } => {
                let goes_on = file.joined_to.as_ref();
                if goes_on.is_some_and(|one| one.case == other.id) {
                    felt.extend(judged(other, record));
                }
            }
            CaseEvent::BlockSet { block }
                if !bears(other, block)
                    && other.others_of_hers().any(|one| one.case == file.id) =>
            {
                // Whoever must not see her does not, whatever it leaves of the other record.
                let shut = blocks::shut_out(other, block.clone(), ctx);
                felt.extend(shut.unwrap_or_else(|_| {
                    vec![CaseEvent::BlockSet {
                        block: block.clone(),
                    }]
                }));
            }
            _ => {}
        }
    }
    Ok(felt)
}

/// A more urgent judgement is hers, in whichever record it was made; its words stay there.
fn judged(file: &CaseFile, risk: &RiskRecord) -> Option<CaseEvent> {
    let pressing = file
        .risk
        .as_ref()
        .is_none_or(|known| risk.urgency < known.urgency);
    pressing.then(|| CaseEvent::RiskJudged {
        record: Box::new(RiskRecord {
            parts: ThreeParts::default(),
            ..risk.clone()
        }),
    })
}

fn bears(file: &CaseFile, block: &AccessBlock) -> bool {
    file.blocks_in_force()
        .any(|one| one.target == block.target && one.alternative == block.alternative)
}

fn known(file: &CaseFile, consent: Option<&Consent>, ctx: &Context<'_>) -> Joined {
    Joined {
        case: file.id,
        no: file.no.clone(),
        accepted_on: file.accepted_on,
        consent: consent.map(|consent| consent.id),
        at: ctx.now,
        by: ctx.actor,
    }
}

fn her_yes<'a>(file: &'a CaseFile, ctx: &Context<'_>) -> Option<&'a Consent> {
    file.consent(ConsentKind::JoinRecords)
        .filter(|consent| consent.in_force(ctx.today()))
}

/// Whoever is shut out of `of` is shut out of `file` as well.
fn shut_out_as_in(
    of: &CaseFile,
    file: &CaseFile,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let mut events = Vec::new();
    for block in of.blocks_in_force() {
        if !bears(file, block) {
            events.extend(blocks::shut_out(file, block.clone(), ctx)?);
        }
    }
    Ok(events)
}
