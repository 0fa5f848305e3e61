//! The case page as one reader may know it.

use crate::access::{Action, Fields, Subject};
use crate::block::{AccessBlock, BlockTarget};
use crate::calendar;
use crate::case::{Birth, CaseFile};
use crate::consent::Change;
use crate::form::{self, FormData};
use crate::handle::{self, Context};
use crate::meeting::MeetingStatus;
use crate::record::ThreeParts;
use crate::refusal::Refusal;
use crate::view::matter::ToldFact;
use crate::view::next_step::is_time_for;
use crate::view::{
    AgencyRef, BlockView, CaseView, ConsentView, FamilyView, MeetingSummary, NextStep, PersonRef,
    PlanSummary, Reader, RequestSummary, RiskView, RoleView, next_steps,
};
use crate::view::{inquiry, posthoc, tsunagi};
use crate::wire::{May, Rights};

/// Actions whose buttons stand on the case page.
const ON_CASE_PAGE: &[Action] = &[
    Action::SeeRequest,
    Action::SeeMeeting,
    Action::SeePlan,
    Action::SeeWhereabouts,
    Action::PrintSheet,
    Action::CorrectIntake,
    Action::MoveCase,
    Action::AssignWorker,
    Action::WriteRecord,
    Action::JudgeRisk,
    Action::ReportEarlyStart,
    Action::AskAgency,
    Action::AnswerInquiry,
    Action::HandleProtection,
    Action::DecideProtection,
    Action::NamePlaceKnowers,
    Action::RecordConsent,
    Action::ManageBlocks,
    Action::ConfirmBreakGlass,
    Action::ReviewBreakGlass,
    Action::SubmitRequest,
    Action::DecideRequest,
    Action::ProposeRoles,
    Action::AgreeRoles,
    Action::Convene,
    Action::SubmitReport,
    Action::FileReport,
    Action::RunMeeting,
    Action::ShareMinutes,
    Action::WritePlan,
    Action::HerVoice,
    Action::ConfirmPlan,
    Action::PlaceOnDay,
    Action::CheckPreparation,
    Action::PrepareAgain,
    Action::GiveCard,
];

/// Rights by the very decision and the very guards that will judge the command.
pub(super) fn rights(reader: &Reader<'_>) -> Rights {
    ON_CASE_PAGE
        .iter()
        .filter(|action| reader.may(**action))
        .map(|action| {
            let may = match guard(reader.file, *action, &reader.ctx) {
                Ok(()) => May::Allowed,
                Err(refusal) => May::Disabled {
                    words: refusal.words(),
                },
            };
            (*action, may)
        })
        .collect()
}

fn guard(file: &CaseFile, action: Action, ctx: &Context<'_>) -> Result<(), Refusal> {
    match action {
        Action::SubmitRequest => handle::may_submit(file, ctx),
        Action::CheckPreparation => handle::may_check_preparation(file, ctx),
        Action::ConfirmPlan => match file.current_plan() {
            Some(plan) => handle::may_confirm(file, plan),
            None => Err(Refusal::ItemsMissing),
        },
        _ => Ok(()),
    }
}

impl CaseView {
    /// Cuts the case down to what the fields allow.
    pub fn of(reader: &Reader<'_>, fields: &Fields, seq: u64) -> Self {
        let Reader {
            file,
            subject,
            names,
            ctx,
            ..
        } = reader;
        let today = ctx.today();
        let all = fields.sensitive.shows(None);
        let named = |text: &str| Some(text.to_owned()).filter(|t| fields.identity && !t.is_empty());
        let opens = |action| reader.may(action);
        let consents = opens(Action::SeeConsents);
        let people: Vec<PersonRef> = {
            let mut ids: Vec<_> = file.workers.iter().copied().collect();
            ids.extend(file.risk.as_ref().map(|risk| risk.by));
            ids.extend(file.consents.iter().filter_map(|consent| consent.asked_by));
            ids.extend(file.roles.iter().filter_map(|role| role.person));
            names.people(ids)
        };
        let agencies: Vec<AgencyRef> = {
            let mut ids = file.supporting_agencies();
            ids.extend(file.roles.iter().map(|role| role.agency));
            ids.extend(file.requests.iter().map(|request| request.agency));
            if consents {
                for consent in &file.consents {
                    ids.extend(consent.scope.agencies.iter().copied());
                    ids.extend(consent.scope.excluded.iter().map(|e| e.agency));
                    // What she took off again is still told by name in the record of the change.
                    for change in &consent.changes {
                        if let Change::Narrowed {
                            without_agencies, ..
                        } = &change.what
                        {
                            ids.extend(without_agencies.iter().copied());
                        }
                    }
                }
            }
            ids.extend(file.attendee_wishes.welcome.iter().copied());
            ids.extend(file.attendee_wishes.unwelcome.iter().copied());
            names.agencies(ids)
        };
        Self {
            id: file.id,
            no: file.no.clone(),
            seq,
            status: file.status,
            accepted_on: file.accepted_on,
            today,
            fields: fields.clone(),
            called_name: named(&file.woman.called_name),
            name: named(&file.woman.name),
            kana: named(&file.woman.kana),
            birth: file.woman.birth.date().filter(|_| fields.identity),
            age: age_words(file.woman.birth, today).filter(|_| fields.identity),
            age_band: age_band(file.woman.birth, today),
            family: if fields.identity && shows_family(fields) {
                family(file, today)
            } else {
                Vec::new()
            },
            opposing: file
                .opposing
                .as_ref()
                .filter(|_| all)
                .map(|party| (party.name.clone(), party.relation.clone())),
            intake: names.cover_form(visible(&form::INTAKE, &file.intake, fields)),
            assessment: file
                .assessment
                .as_ref()
                .map(|form| names.cover_form(visible(&form::ASSESSMENT, form, fields))),
            agency_in_charge: names.agency(file.agency_in_charge),
            workers: names.people(file.workers.iter().copied()),
            wishes: if all { file.wishes.clone() } else { Vec::new() },
            attendee_wishes: Some(file.attendee_wishes.clone()).filter(|_| all || consents),
            risk: file.risk.as_ref().map(|risk| RiskView {
                risk: risk.risk,
                urgency: risk.urgency,
                tool: risk.tool.clone(),
                judged_at: risk.judged_at,
                by: names.person_name(risk.by),
                parts: all.then(|| ThreeParts {
                    worker_view: if fields.worker_view {
                        risk.parts.worker_view.clone()
                    } else {
                        String::new()
                    },
                    ..risk.parts.clone()
                }),
            }),
            next_steps: shown_steps(file, ctx),
            protections: if all || opens(Action::HandleProtection) {
                file.protections.clone()
            } else {
                Vec::new()
            },
            place_knowers: fields
                .whereabouts
                .then(|| names.people(file.place_knowers.iter().copied())),
            consents: if consents {
                file.consents
                    .iter()
                    .map(|consent| ConsentView {
                        consent: consent.clone(),
                        status: consent.status(today),
                        asked_by: consent.asked_by.map(|id| names.person_name(id)),
                    })
                    .collect()
            } else {
                Vec::new()
            },
            blocks: fields.blocks.then(|| {
                file.blocks
                    .iter()
                    .filter(|block| !own_unit(block, subject, ctx))
                    .map(|block| BlockView {
                        id: block.id,
                        target: block.target.clone(),
                        name: match &block.target {
                            BlockTarget::Person(id) => names.person_name(*id),
                            BlockTarget::Agency(id) => names.agency_name(*id),
                            BlockTarget::Unit { agency, unit } => {
                                format!("{} {unit}", names.agency_name(*agency))
                            }
                        },
                        reason: block.reason,
                        set_at: block.set_at,
                        lifted: block.lifted_at.is_some(),
                    })
                    .collect()
            }),
            requests: if opens(Action::SeeRequest) {
                file.requests
                    .iter()
                    .map(|request| RequestSummary {
                        id: request.id,
                        status: request.status,
                        agency: names.agency(request.agency),
                        submitted_at: request.submitted_at,
                        meeting: request.meeting,
                    })
                    .collect()
            } else {
                Vec::new()
            },
            meetings: meetings(file, opens(Action::SeeMeeting)),
            plans: file
                .plans
                .iter()
                .map(|plan| PlanSummary {
                    id: plan.id,
                    status: plan.status,
                    version: plan.current().map_or(0, |version| version.number),
                    monitoring_date: plan.current().map(|version| version.monitoring_date),
                    waiting: plan.waiting().count(),
                    opens: opens(Action::SeePlan),
                })
                .collect(),
            roles: file
                .roles
                .iter()
                .map(|role| RoleView {
                    role: role.role,
                    agency: names.agency(role.agency),
                    person: role.person.map(|id| names.person_name(id)),
                    tasks: if all {
                        names.cover(&role.tasks)
                    } else {
                        String::new()
                    },
                    how: role.how,
                    her_view: role.her_view,
                    dissent: if all {
                        names.cover(&role.dissent)
                    } else {
                        String::new()
                    },
                    from: role.from,
                    until: role.until,
                })
                .collect(),
            break_glass: if fields.blocks || opens(Action::ConfirmBreakGlass) {
                file.break_glass.clone()
            } else {
                Vec::new()
            },
            posthoc: posthoc::seen(reader, all),
            meetings_missing: if all || opens(Action::MoveCase) {
                file.meetings_missing()
            } else {
                Vec::new()
            },
            tsunagi: tsunagi::seen(reader, all),
            told: match all {
                true => ToldFact::all(file),
                false => Vec::new(),
            },
            inquiries: inquiry::seen(reader),
            agencies,
            people,
            rights: rights(reader),
        }
    }
}

/// The steps that are due to be shown; 「支援を続ける」 only where nothing else stands open.
fn shown_steps(file: &CaseFile, ctx: &Context<'_>) -> Vec<(NextStep, Option<chrono::NaiveDate>)> {
    let today = ctx.today();
    let mut steps = next_steps(file, &ctx.council.policy, today);
    steps.retain(|(step, due)| is_time_for(*step, *due, today));
    if steps.len() > 1 {
        steps.retain(|(step, _)| *step != NextStep::Follow);
    }
    steps
}

/// Whether the reader sits in the unit of whom the block names; it is not shown there
/// (domain.md §12.3).
fn own_unit(block: &AccessBlock, subject: &Subject, ctx: &Context<'_>) -> bool {
    let Some(reader) = subject.actor.staff().and_then(|id| ctx.council.person(id)) else {
        return false;
    };
    let (agency, unit) = match &block.target {
        BlockTarget::Agency(_) => return false,
        BlockTarget::Unit { agency, unit } => (*agency, Some(unit.as_str())),
        BlockTarget::Person(id) => match ctx.council.person(*id) {
            Some(staff) => (staff.agency, staff.unit.as_deref()),
            None => return false,
        },
    };
    reader.agency == agency && unit.is_some() && reader.unit.as_deref() == unit
}

/// Only the fields of a form that the reader may see, by class and kind of information.
pub fn visible(form: &form::Form, data: &FormData, fields: &Fields) -> FormData {
    let mut seen = FormData::default();
    for field in form.fields() {
        let may = match field.class {
            form::Class::P0 | form::Class::P1 => true,
            // A name can itself be a kind of information: the other party's is one of the harm.
            form::Class::P2 => {
                fields.identity
                    && field
                        .category
                        .is_none_or(|kind| fields.sensitive.shows(Some(kind)))
            }
            form::Class::P3 if field.key == "worker_view" => fields.worker_view,
            form::Class::P3 => fields.sensitive.shows(field.category),
            form::Class::P4 => false,
        };
        if let Some(value) = data.get(field.key).filter(|_| may) {
            seen.set(field.key, value.clone());
        }
    }
    seen
}

/// 35歳, 推定20歳 or nothing.
pub fn age_words(birth: Birth, today: chrono::NaiveDate) -> Option<String> {
    match birth {
        Birth::Unknown => None,
        Birth::Date(date) => calendar::age_words(date, today),
        Birth::Estimated { .. } => birth
            .age_on(today)
            .map(|(years, _)| calendar::estimated_age_words(years)),
    }
}

/// 30代, for those who see no names.
pub fn age_band(birth: Birth, today: chrono::NaiveDate) -> Option<String> {
    let (years, _) = birth.age_on(today)?;
    Some(if years < 10 {
        "10歳未満".to_owned()
    } else {
        format!("{}代", years / 10 * 10)
    })
}

fn shows_family(fields: &Fields) -> bool {
    [form::InfoCategory::Children, form::InfoCategory::Family]
        .iter()
        .any(|kind| fields.sensitive.shows(Some(*kind)))
}

fn family(file: &CaseFile, today: chrono::NaiveDate) -> Vec<FamilyView> {
    file.family
        .iter()
        .map(|entry| FamilyView {
            name: entry.name.clone(),
            relation: entry.relation.clone(),
            age: entry
                .birth
                .and_then(|birth| calendar::age_words(birth, today)),
            accompanies: entry.accompanies,
            school: entry.school.clone(),
        })
        .collect()
}

/// The meetings of a case, newest first.
pub fn meetings(file: &CaseFile, opens: bool) -> Vec<MeetingSummary> {
    file.meetings
        .iter()
        .rev()
        .map(|meeting| MeetingSummary {
            id: meeting.id,
            number: meeting.number,
            kind: meeting.kind,
            conference: meeting.conference,
            status: meeting.status,
            planned: meeting.planned,
            basis: meeting.basis.label(),
            opens: opens && meeting.status != MeetingStatus::Cancelled,
        })
        .collect()
}
