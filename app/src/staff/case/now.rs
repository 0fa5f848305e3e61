//! いま: what comes next, in order, and who is around her.

use domain::view::{CaseView, NextStep};
use leptos::prelude::*;

use crate::route::{CasePart, MeetingFace, Route};
use crate::staff::conflict::{ConflictsPanel, of_today};
use crate::staff::three_parts::PartsShown;
use crate::staff::words;
use crate::ui::*;

use super::{Shared, child_notice, glass, handover, others};

#[component]
pub(super) fn NowPart(shared: Shared) -> impl IntoView {
    let steps = shared.part(|view| {
        view.next_steps
            .iter()
            .map(|(step, due)| (*step, *due, place(view, *step).path()))
            .collect::<Vec<_>>()
    });
    let today = shared.part(|view| view.today);
    view! {
        <div class="stack">
            <glass::GlassNotices shared/>
            <handover::HandoverNotice shared/>
            <ConflictsPanel entries=shared.entries(|view| of_today(&view.conflicts, view.today))/>
            <child_notice::ChildNoticePanel shared/>
            <others::OthersPanel shared/>
            <div class="split">
                <section class="panel" aria-labelledby="now-title">
                    <div class="panel__head">
                        <h2 id="now-title">"いま"</h2>
                    </div>
                    <ol class="now">
                        {move || {
                            let today = today.get();
                            steps
                                .get()
                                .into_iter()
                                .map(|(step, due, href)| {
                                    let due = words::due(due, today);
                                    view! {
                                        <li class="now__item">
                                            <a href=href>
                                                <span class="now__what">{step.label()}</span>
                                            </a>
                                            {due
                                                .map(|(words, key)| {
                                                    view! {
                                                        <span class="now__due" data-due=key>
                                                            {words}
                                                        </span>
                                                    }
                                                })}
                                        </li>
                                    }
                                })
                                .collect_view()
                        }}
                    </ol>
                </section>
                <div class="stack">
                    <Ties shared/>
                    <RiskNow shared/>
                </div>
            </div>
        </div>
    }
}

/// Where a step is taken.
fn place(view: &CaseView, step: NextStep) -> Route {
    let case = view.id;
    let part = |part| Route::Case { case, part };
    let request = view.requests.last().map(|request| request.id);
    let meeting = view.meetings.last().map(|meeting| meeting.id);
    let plan = view.plans.last().map(|plan| plan.id);
    match step {
        NextStep::DecideProtection | NextStep::StartProtection | NextStep::ProtectionEnds => {
            part(CasePart::Protection)
        }
        NextStep::DecideRequest
        | NextStep::MendRequest
        | NextStep::ProposeRoles
        | NextStep::AgreeRoles
        | NextStep::Convene
        | NextStep::FileReport => Route::Request { case, request },
        NextStep::WriteReport => match request {
            Some(request) => Route::Report { case, request },
            None => part(CasePart::Meetings),
        },
        NextStep::MeetingRunning
        | NextStep::MendPreparation
        | NextStep::PrepareMeeting
        | NextStep::FinishMinutes
        | NextStep::ShareMinutes => match meeting {
            Some(meeting) => Route::Meeting {
                case,
                meeting,
                face: MeetingFace::Chair,
            },
            None => part(CasePart::Meetings),
        },
        NextStep::AnswerHer
        | NextStep::ConfirmPlan
        | NextStep::AwaitHer
        | NextStep::SharePlan
        | NextStep::ReviewPlan => match plan {
            Some(_) => Route::Plan { case, plan },
            None => part(CasePart::Plans),
        },
        NextStep::WritePlan => Route::Plan { case, plan },
        NextStep::Evaluate | NextStep::KeepContact => part(CasePart::Timings),
        NextStep::ConsentEnds | NextStep::AskConsent => part(CasePart::Consents),
        NextStep::Assess => Route::Assessment { case },
        NextStep::Follow => part(CasePart::Timeline),
    }
}

/// つながり: agencies and people around her.
#[component]
fn Ties(shared: Shared) -> impl IntoView {
    let ties = shared.part(|view| {
        let mut ties = vec![("主担当機関".to_owned(), view.agency_in_charge.name.clone())];
        for role in view.roles.iter().filter(|role| role.until.is_none()) {
            let who = role.person.as_ref().map_or_else(
                || role.agency.name.clone(),
                |person| format!("{}　{person}", role.agency.name),
            );
            let tie = (role.role.label().to_owned(), who);
            if !ties.contains(&tie) {
                ties.push(tie);
            }
        }
        for worker in &view.workers {
            ties.push((
                "担当者".to_owned(),
                format!("{}（{}）", worker.name, worker.agency.name),
            ));
        }
        for person in &view.family {
            let age = person.age.as_deref().unwrap_or_default();
            ties.push((person.relation.clone(), format!("{} {age}", person.name)));
        }
        ties
    });
    let drawn = Route::Case {
        case: shared.id,
        part: CasePart::Family,
    }
    .path();
    view! {
        <section class="panel ties" aria-labelledby="ties-title">
            <div class="panel__head">
                <h2 id="ties-title">"つながり"</h2>
                <a class="small" href=drawn>"図で見る・書く"</a>
            </div>
            <ul class="list" translate="no">
                {move || {
                    ties.get()
                        .into_iter()
                        .map(|(role, who)| {
                            view! {
                                <li class="ties__item list__row">
                                    <span class="muted small">{role}</span>
                                    <span>{who}</span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </section>
    }
}

#[component]
fn RiskNow(shared: Shared) -> impl IntoView {
    let risk = shared.part(|view| view.risk.clone());
    move || {
        risk.get().map(|risk| {
            view! {
                <section class="panel" aria-labelledby="risk-title">
                    <div class="panel__head">
                        <h2 id="risk-title">"危険度・緊急度"</h2>
                    </div>
                    <p>
                        <Tag tone=Tone::Care>"危険度 " {risk.risk.label()}</Tag>
                        " "
                        <Tag tone=Tone::Care>"緊急度 " {risk.urgency.label()}</Tag>
                    </p>
                    <p class="small muted">
                        {words::moment(risk.judged_at)} "　" {risk.by} "　" {risk.tool}
                    </p>
                    {risk.parts.map(|parts| view! { <PartsShown parts/> })}
                </section>
            }
        })
    }
}
