//! 評価・節目: she is heard first, then the agencies; 中断, 見守り and 終結, each with what it needs.

use domain::access::Action;
use domain::case::CaseStatus;
use domain::command::CaseCommand;
use domain::evaluation::EvaluationStatus;
use domain::id::EvaluationId;
use domain::timing::TimingCommand;
use domain::view::evaluation::{ContactView, EvaluationView, TimingsView};
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::{ids, words};
use crate::ui::*;

use super::Shared;

mod contact;
mod decide;
mod hers;
mod one;
mod past;
mod rest;
mod written;

/// What an evaluation's forms ask about; changes only when there is another evaluation.
#[derive(Clone, PartialEq)]
struct Asked {
    id: EvaluationId,
    goals: Vec<String>,
}

/// Which form is open. Cheap to copy.
#[derive(Clone, Copy)]
struct Forms {
    hers: RwSignal<bool>,
    no_view: RwSignal<bool>,
    written: RwSignal<bool>,
    agency: RwSignal<bool>,
    decide: RwSignal<bool>,
    suspend: RwSignal<bool>,
    watch: RwSignal<bool>,
    close: RwSignal<bool>,
    contact: RwSignal<bool>,
}

impl Forms {
    fn new() -> Self {
        let shut = || RwSignal::new(false);
        Self {
            hers: shut(),
            no_view: shut(),
            written: shut(),
            agency: shut(),
            decide: shut(),
            suspend: shut(),
            watch: shut(),
            close: shut(),
            contact: shut(),
        }
    }
}

#[component]
pub(super) fn TimingsPart(shared: Shared) -> impl IntoView {
    let timings = shared.part(|view| view.timings.clone());
    let forms = Forms::new();
    let asked = Memo::new(move |_| timings.with(open_evaluation));
    view! {
        <div class="stack">
            <Stage shared timings forms/>
            <Evaluations shared timings forms/>
            <past::Past timings/>
        </div>
        {move || {
            asked
                .get()
                .map(|asked| {
                    view! {
                        <hers::HersDialog shared asked=asked.clone() open=forms.hers/>
                        <hers::NoViewDialog shared id=asked.id open=forms.no_view/>
                        <written::WrittenDialog shared asked=asked.clone() open=forms.written/>
                        <written::AgencyDialog shared id=asked.id open=forms.agency/>
                        <decide::DecideDialog shared id=asked.id open=forms.decide/>
                    }
                })
        }}
        <rest::SuspendDialog shared timings open=forms.suspend/>
        <rest::WatchDialog shared timings open=forms.watch/>
        <rest::CloseDialog shared timings open=forms.close/>
        <rest::ContactDialog shared open=forms.contact/>
    }
}

/// The evaluation that is going on.
fn open_evaluation(timings: &TimingsView) -> Option<Asked> {
    let newest = timings.evaluations.last()?;
    (newest.status != EvaluationStatus::Concluded).then(|| Asked {
        id: newest.id,
        goals: newest.goals.clone(),
    })
}

fn lack(timings: &TimingsView, to: CaseStatus) -> Option<String> {
    let mut lacks = timings.lacks.iter();
    let found = lacks.find(|(stage, _)| *stage == to);
    found.map(|(_, words)| words.clone())
}

fn contact_words(next: &ContactView) -> String {
    let how = match next.how.is_empty() {
        true => String::new(),
        false => format!("　{}", next.how),
    };
    format!("{}　{}{how}", words::date(next.on), next.by)
}

/// Where the case stands, who keeps in touch, and the ways to rest.
#[component]
fn Stage(shared: Shared, timings: Memo<TimingsView>, forms: Forms) -> impl IntoView {
    let status = shared.part(|view| view.status);
    let decides = shared.has(Action::DecideTiming);
    let arranges = shared.has(Action::ArrangeWatch);
    let lacks = move |to| Signal::derive(move || timings.with(|timings| lack(timings, to)));
    let leads = move |to| Signal::derive(move || status.get().may_become(to));
    let (to_watch, to_rest, to_close) = (
        leads(CaseStatus::Watching),
        leads(CaseStatus::Suspended),
        leads(CaseStatus::Closed),
    );
    let watched = Signal::derive(move || status.get() == CaseStatus::Watching);
    let rests = Signal::derive(move || status.get().is_at_rest());
    view! {
        <section class="panel" aria-labelledby="stage-title">
            <div class="panel__head">
                <h2 id="stage-title">"いまの段階"</h2>
                <Tag tone=Tone::Accent>{move || status.get().label()}</Tag>
            </div>
            <div translate="no">
                {move || view! { <DescriptionList items=timings.with(rows)/> }}
            </div>
            <div class="actions">
                <Show when=move || arranges.get() && (to_watch.get() || watched.get())>
                    <Button
                        disabled_reason=lacks(CaseStatus::Watching)
                        on_press=move |()| forms.watch.set(true)
                    >
                        {move || if watched.get() { "見守りを変える" } else { "見守りにする" }}
                    </Button>
                </Show>
                <Show when=move || decides.get() && to_rest.get()>
                    <Button
                        disabled_reason=lacks(CaseStatus::Suspended)
                        on_press=move |()| forms.suspend.set(true)
                    >
                        "中断にする"
                    </Button>
                </Show>
                <Show when=move || decides.get() && to_close.get()>
                    <Button
                        disabled_reason=lacks(CaseStatus::Closed)
                        on_press=move |()| forms.close.set(true)
                    >
                        "終結にする"
                    </Button>
                </Show>
                <Show when=move || arranges.get() && rests.get()>
                    <Button on_press=move |()| forms.contact.set(true)>"次の連絡を決める"</Button>
                </Show>
            </div>
            <Show when=move || !decides.get() && (to_rest.get() || to_close.get())>
                <p class="muted small">
                    "中断と終結は、会議で決めて、主任相談支援員・調整担当者・所長（その代理）が記録します。"
                </p>
            </Show>
            <Show when=move || rests.get()>
                <p class="muted small">
                    "見守り・中断・終結のあとも、「記録する」で連絡を記録できます。再開するときは、ボードでカードを動かします。"
                </p>
            </Show>
        </section>
    }
}

fn rows(timings: &TimingsView) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let mut row = |label: &str, words: String| rows.push((label.to_owned(), words));
    if let Some(next) = &timings.next_contact {
        row("次の連絡", contact_words(next));
    }
    if let Some(watch) = &timings.watch {
        let names = |agencies: &[domain::view::AgencyRef]| {
            let names: Vec<&str> = agencies.iter().map(|one| one.name.as_str()).collect();
            names.join("、")
        };
        row("見守りの機関", names(&watch.agencies));
        if !watch.lost.is_empty() {
            row("同意がなくなった機関", names(&watch.lost));
        }
        if !watch.note.is_empty() {
            row("見守ること", watch.note.clone());
        }
    }
    if let Some(rest) = timings
        .suspensions
        .last()
        .filter(|one| one.resumed_at.is_none())
    {
        row("再開の条件", rest.restart_when.clone());
    }
    rows
}

/// All evaluations, the newest first, and how to begin one.
#[component]
fn Evaluations(shared: Shared, timings: Memo<TimingsView>, forms: Forms) -> impl IntoView {
    let act = Act::new();
    let writes = shared.has(Action::WritePlan);
    let all = Memo::new(move |_| timings.with(|timings| timings.evaluations.clone()));
    let none_open = Signal::derive(move || timings.with(open_evaluation).is_none());
    let plan = shared.part(|view| {
        let mut confirmed = view.plans.iter().rev().filter(|plan| plan.confirmed);
        confirmed.next().map(|plan| plan.id)
    });
    let begin = move |()| {
        let command = TimingCommand::Begin {
            evaluation: EvaluationId(ids::new()),
            plan: plan.get_untracked(),
        };
        act.case(
            shared.id,
            CaseCommand::Timing(command),
            "評価を始めました。まず、本人に聞きます",
            |_| (),
        );
    };
    view! {
        <section class="panel" aria-labelledby="evaluations-title">
            <div class="panel__head">
                <h2 id="evaluations-title">"評価"</h2>
                <Show when=move || writes.get() && none_open.get()>
                    <Button variant=Variant::Primary busy=act.busy on_press=begin>
                        "評価を始める"
                    </Button>
                </Show>
            </div>
            <Refusing act/>
            <Show when=move || all.with(Vec::is_empty)>
                <EmptyState title="まだ評価はありません" icon=Icon::Document>
                    <p>
                        "見直しの日や、変更・再プラン・中断・終結を話し合うときに始めます。本人に聞いてから、機関が書き、会議で決めます。"
                    </p>
                </EmptyState>
            </Show>
            {move || {
                all.get()
                    .into_iter()
                    .rev()
                    .map(|evaluation: EvaluationView| {
                        view! { <one::OneEvaluation shared act evaluation forms/> }
                    })
                    .collect_view()
            }}
        </section>
    }
}
