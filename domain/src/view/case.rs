//! The case page as one reader may know it.

use crate::access::{Action, Fields, Subject};
use crate::block::{AccessBlock, BlockTarget};
use crate::calendar;
use crate::case::{AttendeeWishes, Birth, CaseFile};
use crate::consent::EASY_TEXT;
use crate::consent::{Change, Channel, Consent, ConsentKind};
use crate::form::{self, FormData};
use crate::handle::{self, Context};
use crate::language::Language;
use crate::meeting::{Meeting, MeetingStatus, NextDate, SharingBasis};
use crate::record::ThreeParts;
use crate::refusal::Refusal;
use crate::view::matter::ToldFact;
use crate::view::next_step::is_time_for;
use crate::view::{
    AgencyRef, BlockView, CaseView, ConsentView, FamilyView, MeetingSummary, Names, NextStep,
    PersonRef, PlanSummary, Reader, RequestSummary, RiskView, RoleView, next_steps,
};
use crate::view::{
    child_notice, conflict, evaluation, handover, inquiry, own, posthoc, task, transfer, tsunagi,
    watch,
};
use crate::wire::{May, Rights};

/// Actions whose buttons stand on the case page.
const ON_CASE_PAGE: &[Action] = &[
    Action::SeeCase,
    Action::SeeRequest,
    Action::SeeMeeting,
    Action::SeePlan,
    Action::SeeWhereabouts,
    Action::PrintSheet,
    Action::CorrectIntake,
    Action::JoinCase,
    Action::MoveCase,
    Action::AssignWorker,
    Action::WriteRecord,
    Action::JudgeRisk,
    Action::StepTask,
    Action::KeepDates,
    Action::ReportEarlyStart,
    Action::AskAgency,
    Action::AnswerInquiry,
    Action::DrawTies,
    Action::SeeHandover,
    Action::HandOver,
    Action::AnswerHandover,
    Action::AnswerObjection,
    Action::TransferCase,
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
    Action::PutPlainly,
    Action::ShareMinutes,
    Action::WritePlan,
    Action::AttachSubPlan,
    Action::HerVoice,
    Action::ConfirmPlan,
    Action::EvaluateForAgency,
    Action::DecideTiming,
    Action::ArrangeWatch,
    Action::PlaceOnDay,
    Action::CheckPreparation,
    Action::PrepareAgain,
    Action::GiveCard,
    Action::SeeGiven,
];

/// Rights by the very decision and the very guards that will judge the command.
pub(super) fn rights(reader: &Reader<'_>) -> Rights {
    let keeps = reader.may(Action::JoinCase);
    ON_CASE_PAGE
        .iter()
        .filter(|action| reader.may(**action))
        .map(|action| {
            let may = match guard(reader.file, *action, keeps, &reader.ctx) {
                Ok(()) => May::Allowed,
                Err(refusal) => May::Disabled {
                    words: refusal.words(),
                },
            };
            (*action, may)
        })
        .collect()
}

fn guard(file: &CaseFile, action: Action, keeps: bool, ctx: &Context<'_>) -> Result<(), Refusal> {
    if keeps {
        handle::may_begin(file, action)?;
    }
    match action {
        Action::SubmitRequest => handle::may_submit(file, ctx),
        Action::HandOver => handle::may_hand_over(file),
        Action::AnswerObjection => handle::may_answer_objection(file, ctx),
        Action::CheckPreparation => handle::may_check_preparation(file, ctx),
        Action::ConfirmPlan => match file.current_plan() {
            Some(plan) => handle::may_confirm(file, plan, ctx),
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
        let conflicts = conflict::seen(reader, fields);
        let (beside_agencies, beside_people) = conflict::named(&conflicts);
        let people: Vec<PersonRef> = {
            let mut ids: Vec<_> = file.workers.iter().copied().collect();
            ids.extend(file.risk.as_ref().map(|risk| risk.by));
            ids.extend(file.consents.iter().filter_map(|consent| consent.asked_by));
            ids.extend(file.roles.iter().filter_map(|role| role.person));
            if opens(Action::CorrectIntake) {
                ids.extend(file.named_on_papers());
            }
            ids.extend(beside_people);
            names.people(ids)
        };
        let wishes = file.attendee_wishes.as_read_by(subject.agency);
        let wishes = Some(wishes).filter(|_| all || consents);
        let agencies: Vec<AgencyRef> = {
            let mut ids = file.supporting_agencies();
            ids.extend(beside_agencies);
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
            let wishes = wishes.iter();
            ids.extend(wishes.flat_map(|said| said.welcome.iter().chain(&said.unwelcome)));
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
            wishes_withheld: !all,
            wishes: match all {
                true => file.wishes.iter().map(|wish| names.wish(wish)).collect(),
                false => Vec::new(),
            },
            own: own::own_lines(reader, all),
            attendee_wishes: wishes.map(|wishes| AttendeeWishes {
                words: names.cover(&wishes.words),
                ..wishes
            }),
            risk: file.risk.as_ref().map(|risk| RiskView {
                risk: risk.risk,
                urgency: risk.urgency,
                tool: risk.tool.clone(),
                judged_at: risk.judged_at,
                by: names.person_name(risk.by),
                parts: all.then(|| ThreeParts {
                    facts: names.cover(&risk.parts.facts),
                    her_words: names.cover(&risk.parts.her_words),
                    worker_view: if fields.worker_view {
                        names.cover(&risk.parts.worker_view)
                    } else {
                        String::new()
                    },
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
                    // That there is another record is for those who keep this one.
                    .filter(|one| one.kind != ConsentKind::JoinRecords || opens(Action::JoinCase))
                    .map(|consent| ConsentView {
                        consent: covered(consent, names, all),
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
            meetings: {
                let mut all = meetings(file, opens(Action::SeeMeeting));
                let shaken = |id| file.meeting(id).is_some_and(Meeting::is_shaken);
                for one in all.iter_mut().filter(|_| prepares(reader)) {
                    one.shaken = shaken(one.id);
                }
                all
            },
            next_unfounded: next_unfounded(file, today).filter(|_| prepares(reader)),
            plans: file
                .plans
                .iter()
                .map(|plan| PlanSummary {
                    id: plan.id,
                    status: plan.standing(today),
                    version: plan.current().map_or(0, |version| version.number),
                    monitoring_date: plan.current().map(|version| version.monitoring_date),
                    confirmed: plan.confirmed.is_some(),
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
                let mut missing = file.meetings_missing();
                missing.retain(|one| ctx.council.policy.needs_meeting(one.timing));
                missing
            } else {
                Vec::new()
            },
            timings: evaluation::TimingsView::of(reader, fields),
            tsunagi: tsunagi::seen(reader, all),
            tasks: task::seen(reader, fields),
            watch: watch::WatchView::of(reader, fields),
            transfers: transfer::seen(reader, all),
            transfer_ways: transfer::ways(reader),
            handover: handover::pending_handover(reader),
            told: match all {
                true => ToldFact::all(file),
                false => Vec::new(),
            },
            inquiries: inquiry::seen(reader),
            agencies,
            people,
            child_notice: child_notice::child_notice(reader),
            conflicts,
            has_others: opens(Action::JoinCase)
                && (file.goes_by_alias() || file.others_of_hers().next().is_some()),
            rights: rights(reader),
        }
    }
}

/// A consent with what was typed into it as this reader may read it. In which language it was put to her,
/// and by whom, tells where she comes from: it is for those who may read everything.
fn covered(consent: &Consent, names: &Names<'_>, all: bool) -> Consent {
    let mut seen = consent.clone();
    if !all {
        seen.language = Language::Easy.tag().to_owned();
        seen.explained_with = EASY_TEXT.to_owned();
        seen.interpreter = None;
    }
    let mut texts = vec![&mut seen.scope.purpose];
    texts.extend(seen.interpreter.iter_mut().chain(&mut seen.witness));
    texts.extend(seen.attendance.iter_mut().map(|wish| &mut wish.words));
    let allowed = seen.scope.excluded.iter_mut();
    texts.extend(allowed.filter_map(|one| one.only_allowed.as_mut()));
    if let Channel::WrittenForHer { reason } = &mut seen.channel {
        texts.push(reason);
    }
    for text in texts {
        *text = names.cover(text);
    }
    seen
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
pub(super) fn own_unit(block: &AccessBlock, subject: &Subject, ctx: &Context<'_>) -> bool {
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

pub(super) fn shows_family(fields: &Fields) -> bool {
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

/// Whether the reader gets meetings of this case ready: those in charge, and who calls people.
pub(super) fn prepares(reader: &Reader<'_>) -> bool {
    reader.may(Action::PlaceOnDay) || reader.may(Action::Convene)
}

/// The day that the newest meeting set for the next one, as long as it is to come, nothing is called
/// for it, and her consent to that kind of meeting does not hold on it (BR-052).
fn next_unfounded(file: &CaseFile, today: chrono::NaiveDate) -> Option<chrono::NaiveDate> {
    let held = |meeting: &&Meeting| {
        matches!(meeting.basis, SharingBasis::Consent(_)) && meeting.next_date.is_some()
    };
    let last = file.meetings.iter().rev().find(held)?;
    let Some(NextDate::On(next)) = last.next_date else {
        return None;
    };
    let called = file.meetings.iter().any(|meeting| {
        meeting.kind == last.kind && (meeting.status.is_unheld() || meeting.is_live())
    });
    let founded = file
        .consent(last.kind.consent())
        .is_some_and(|consent| consent.in_force(next.date()) && consent.in_force(today));
    (next.date() >= today && !called && !founded).then_some(next.date())
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
            shaken: false,
        })
        .collect()
}
