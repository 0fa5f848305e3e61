//! 会議のしめくくり: risk and urgency, the next date, the end of the meeting, its record and who reads it.

use std::collections::BTreeSet;

use domain::access::Action;
use domain::calendar;
use domain::command::CaseCommand;
use domain::id::{CaseId, RequestId};
use domain::meeting::{MeetingStatus, NextDate};
use domain::record::{RiskLevel, UrgencyLevel};
use leptos::prelude::*;

use crate::route::Route;
use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::gathering::{Step, StepButton, Submit};
use super::super::hours::{TimeInput, read_moment};
use super::super::named::agencies_of;
use super::super::rights::RightButton;
use super::super::words;
use super::{Page, minutes};

fn risks() -> Vec<Choice> {
    RiskLevel::ALL
        .iter()
        .enumerate()
        .map(|(at, level)| Choice::new(at.to_string(), level.label()))
        .collect()
}

fn urgencies() -> Vec<Choice> {
    UrgencyLevel::ALL
        .iter()
        .enumerate()
        .map(|(at, level)| Choice::new(at.to_string(), level.label()))
        .collect()
}

/// 危険度・緊急度 as the meeting judges them together.
#[component]
pub(super) fn Risk(page: Page) -> impl IntoView {
    let stored = page.view.with_untracked(|view| view.meeting.risk);
    let place = |at: Option<usize>| RwSignal::new(at.map(|at| at.to_string()).unwrap_or_default());
    let risk =
        place(stored.and_then(|(risk, _)| RiskLevel::ALL.iter().position(|one| *one == risk)));
    let urgency = place(
        stored.and_then(|(_, urgent)| UrgencyLevel::ALL.iter().position(|one| *one == urgent)),
    );
    let act = Act::new();
    let runs = page.gathering.writes();
    let now = move || {
        page.view.with(|view| {
            view.meeting.risk.map_or_else(
                || "まだ判断していません。".to_owned(),
                |(risk, urgency)| format!("危険度：{}　緊急度：{}", risk.label(), urgency.label()),
            )
        })
    };
    let save = move |()| {
        let at = |signal: RwSignal<String>| signal.with_untracked(|key| key.parse::<usize>().ok());
        let both = at(risk)
            .and_then(|at| RiskLevel::ALL.get(at).copied())
            .zip(at(urgency).and_then(|at| UrgencyLevel::ALL.get(at).copied()));
        match both {
            Some((risk, urgency)) => {
                let command = CaseCommand::JudgeAtMeeting {
                    meeting: page.meeting,
                    risk,
                    urgency,
                };
                act.case(page.case, command, "危険度と緊急度を記録しました", |_| ());
            }
            None => act.refuse("危険度と緊急度を、一つずつ選んでください。"),
        }
    };
    view! {
        <section class="panel" aria-label="危険度・緊急度">
            <div class="panel__head"><h2>"危険度・緊急度"</h2></div>
            <p>{now}</p>
            <Show when=move || runs.get()>
                <RadioGroup
                    id="meeting-risk"
                    label="危険度"
                    options=risks()
                    value=risk
                    layout=Layout::Row
                />
                <RadioGroup
                    id="meeting-urgency"
                    label="緊急度"
                    options=urgencies()
                    value=urgency
                    layout=Layout::Row
                />
                <Submit act label="判断を記録する" on_press=save/>
            </Show>
        </section>
    }
}

fn next_words(next: Option<NextDate>) -> String {
    match next {
        None => "まだ決めていません。".to_owned(),
        Some(NextDate::WhenNeeded) => "必要なときに開きます。".to_owned(),
        Some(NextDate::On(at)) => format!(
            "{}({}) {}",
            calendar::wareki(at.date()),
            calendar::weekday(at.date()),
            words::clock(at)
        ),
    }
}

/// 次回日程, or 必要なときに.
#[component]
pub(super) fn Next(page: Page) -> impl IntoView {
    let date = RwSignal::new(String::new());
    let time = RwSignal::new(String::new());
    let act = Act::new();
    let runs = page.gathering.writes();
    let now = move || page.view.with(|view| next_words(view.meeting.next_date));
    let send = move |next: NextDate| {
        let command = CaseCommand::SetNextDate {
            meeting: page.meeting,
            next,
        };
        act.case(page.case, command, "次回の日程を記録しました", |_| ());
    };
    let on = move |()| match read_moment(&date.get_untracked(), &time.get_untracked()) {
        Ok(at) => send(NextDate::On(at)),
        Err(words) => act.refuse(words),
    };
    view! {
        <section class="panel" aria-label="次回">
            <div class="panel__head"><h2>"次回"</h2></div>
            <p>{now}</p>
            <Show when=move || runs.get()>
                <DateInput id="next-date" label="次回の日" value=date/>
                <TimeInput id="next-time" label="始まり" value=time/>
                <Refusing act/>
                <div class="actions">
                    <Button busy=act.busy on_press=on>"この日にする"</Button>
                    <Button
                        variant=Variant::Tertiary
                        busy=act.busy
                        on_press=move |()| send(NextDate::WhenNeeded)
                    >
                        "必要なときに"
                    </Button>
                </div>
            </Show>
        </section>
    }
}

/// After it: what was written down, which those who write add to until the record is confirmed.
#[component]
pub(super) fn Record(page: Page) -> impl IntoView {
    let next = move || page.view.with(|view| next_words(view.meeting.next_date));
    view! {
        <minutes::MeetingMinutes page/>
        <section class="panel" aria-label="次回">
            <div class="panel__head"><h2>"次回"</h2></div>
            <p>{next}</p>
        </section>
    }
}

/// The way to the report of the agency that asked for the meeting; a slot of a conference day was asked
/// for by none.
#[component]
pub(super) fn ToReport(page: Page) -> impl IntoView {
    let case = page.case;
    let request = page.view.with_untracked(|view| view.meeting.request);
    let may = page.gathering.may(Action::SeeRequest);
    request.map(|request| view! { <Show when=move || may.get()><Report case request/></Show> })
}

/// 報告 by the agency that asked for the meeting.
#[component]
fn Report(case: CaseId, request: RequestId) -> impl IntoView {
    let report = Route::Report { case, request }.path();
    let sheet = Route::Sheet { case, request }.path();
    view! {
        <section class="panel" aria-label="センター所長への報告">
            <div class="panel__head"><h2>"センター所長への報告"</h2></div>
            <p class="muted">"報告は、要請した機関が速やかに行います。会議の内容は、報告書にもう入っています。"</p>
            <div class="actions">
                <LinkButton href=report icon=Icon::Pen>"報告（開催後記入項目）へ"</LinkButton>
                <LinkButton href=sheet variant=Variant::Tertiary icon=Icon::Document>
                    "個別ケース検討会議資料"
                </LinkButton>
            </div>
        </section>
    }
}

/// A first wording of what she reads: the decisions, one short sentence each.
fn her_draft(page: Page) -> String {
    let named = page.named.get_untracked();
    page.view.with_untracked(|view| {
        if !view.meeting.her_version.is_empty() {
            return view.meeting.her_version.clone();
        }
        view.meeting
            .decisions
            .iter()
            .map(|decision| {
                let due = decision
                    .due
                    .map(|due| format!("{}までに、", calendar::wareki(due)));
                format!(
                    "{}が、{}{}。",
                    named.agency(decision.agency),
                    due.unwrap_or_default(),
                    decision.what
                )
            })
            .collect::<Vec<_>>()
            .join("\n")
    })
}

/// 記録の確定, with the words she reads.
#[component]
pub(super) fn Confirm(page: Page) -> impl IntoView {
    let words = RwSignal::new(her_draft(page));
    let act = Act::new();
    let open = Memo::new(move |_| page.gathering.status.get() == MeetingStatus::Adjourned);
    let unsaid = Memo::new(move |_| {
        page.view.with(|view| {
            let decisions = view.meeting.decisions.iter();
            decisions.filter(|decision| !decision.is_told()).count()
        })
    });
    let confirm = move |()| {
        let her_version = words.get_untracked();
        let command = CaseCommand::ConfirmMinutes {
            meeting: page.meeting,
            her_version,
        };
        act.case(page.case, command, "記録を確定しました", |_| ());
    };
    let stopped = Signal::derive(move || {
        words
            .with(|words| words.trim().is_empty())
            .then(|| "本人に渡す記録を、やさしい日本語で書いてください。".to_owned())
    });
    view! {
        <section class="panel" aria-label="本人に渡す記録">
            <div class="panel__head"><h2>"本人に渡す記録"</h2></div>
            <Show
                when=move || open.get()
                fallback=move || {
                    view! {
                        <div class="quote" translate="no">
                            <Ruby text=page.view.with_untracked(|view| view.meeting.her_version.clone())/>
                        </div>
                    }
                }
            >
                <Show when=move || unsaid.get() != 0>
                    <Notice kind=NoticeKind::Info title="本人が読む言葉が、まだない決定があります">
                        <p>
                            {move || {
                                format!(
                                    "{}件は、書くまで本人の画面に出ません。確定したあとも、担当者が書けます。",
                                    unsaid.get(),
                                )
                            }}
                        </p>
                    </Notice>
                </Show>
                <TextArea
                    id="her-version"
                    label="決まったことを、本人が読む言葉で"
                    help="短い文で書きます。ふりがなは 漢字《かんじ》 と書くと付きます。"
                    value=words
                    rows=7
                    shared=act.wording
                />
                <Refusing act/>
                <div class="actions">
                    <RightButton
                        rights=page.gathering.rights
                        action=Action::RunMeeting
                        act
                        variant=Variant::Primary
                        stopped
                        on_press=confirm
                        label="記録を確定する".to_owned()
                    />
                </div>
            </Show>
        </section>
    }
}

/// 記録の共有, and who gets it.
#[component]
pub(super) fn ShareRecord(page: Page) -> impl IntoView {
    let act = Act::new();
    let to = move || {
        let named = page.named.get();
        page.view.with(|view| {
            let shared: BTreeSet<_> = view.meeting.shared_with.iter().copied().collect();
            let agencies: Vec<_> = if shared.is_empty() {
                let present = view.meeting.participating_agencies();
                agencies_of(&view.meeting.invited)
                    .into_iter()
                    .filter(|one| present.contains(one))
                    .collect()
            } else {
                shared.into_iter().collect()
            };
            agencies
                .into_iter()
                .map(|one| named.agency(one))
                .collect::<Vec<_>>()
                .join("、")
        })
    };
    let done = Memo::new(move |_| {
        matches!(
            page.gathering.status.get(),
            MeetingStatus::Shared | MeetingStatus::Archived
        )
    });
    let stopped = Signal::derive(move || {
        (page.gathering.status.get() == MeetingStatus::Adjourned)
            .then(|| "先に記録を確定してください。".to_owned())
    });
    view! {
        <section class="panel" aria-label="記録の共有">
            <div class="panel__head"><h2>"記録の共有"</h2></div>
            <p translate="no">
                {move || if done.get() { format!("共有した機関：{}", to()) } else { format!("共有する機関：{}", to()) }}
            </p>
            <Refusing act/>
            <Show when=move || !done.get()>
                <div class="actions">
                    <StepButton gathering=page.gathering step=Step::Share act stopped/>
                </div>
            </Show>
        </section>
    }
}
