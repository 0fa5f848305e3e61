//! 個別の支援のプラン: attached by those in charge or by the agency that carries it (BR-028).

use crate::case::CaseFile;
use crate::command::{CaseCommand, LONG_TEXT};
use crate::event::CaseEvent;
use crate::handle::task::is_in_charge;
use crate::handle::{Context, text};
use crate::refusal::Refusal;
use crate::sub_plan::SubPlan;

pub(super) fn handle(
    file: &CaseFile,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let CaseCommand::AttachSubPlan {
        plan,
        item,
        kind,
        agency,
        person,
        from,
        to,
        content,
    } = command
    else {
        return Err(Refusal::StepMissing);
    };
    let me = ctx.me()?;
    let known = file.plan_item(*plan, *item).ok_or(Refusal::ItemUnknown)?;
    let reads = file
        .shared_with(me.agency, ctx.today())
        .contains(&known.category);
    // Whoever may not read the item learns nothing of it here either.
    if !is_in_charge(file, me) {
        if !reads {
            return Err(Refusal::ItemUnknown);
        }
        // Nor does one agency write over what another one attached.
        let mut attached = file.sub_plans.iter();
        let of_another =
            attached.any(|known| known.is_for(*plan, *item, *kind) && known.agency != me.agency);
        if me.agency != *agency || of_another {
            return Err(Refusal::NotYourRole);
        }
    }
    if !kind.fits(known.domain) {
        return Err(Refusal::SubPlanDoesNotFit);
    }
    ctx.known_agency(*agency)?;
    if file.is_barred(*agency) {
        return Err(Refusal::AgencyNotAvailable);
    }
    if let Some(person) = person {
        let staff = ctx.known_person(*person)?;
        let blocked = file.blocks_in_force().any(|block| block.covers(staff));
        if staff.agency != *agency || blocked {
            return Err(Refusal::StaffUnknown);
        }
    }
    if from >= to {
        return Err(Refusal::EndsBeforeItStarts);
    }
    text(content, LONG_TEXT)?;
    Ok(vec![CaseEvent::SubPlanAttached {
        sub_plan: Box::new(SubPlan {
            plan: *plan,
            item: *item,
            kind: *kind,
            agency: *agency,
            person: *person,
            from: *from,
            to: *to,
            content: content.clone(),
            by: me.id,
            at: ctx.now,
        }),
    }])
}
