//! One evaluation: her part above all others.

use domain::access::Action;
use domain::evaluation::{EvaluationStatus, Sign};
use domain::view::evaluation::{ConclusionView, EvaluationView, HerPart, WrittenPart};
use domain::wire::session::{CasePaper, PAPER};
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::staff::paper::PaperButton;
use crate::staff::words;
use crate::ui::*;

use super::{Forms, Shared, contact_words};

#[component]
pub(super) fn OneEvaluation(
    shared: Shared,
    /// Of all evaluations together: a paper is still handed over when one of them changes meanwhile.
    act: Act,
    evaluation: EvaluationView,
    forms: Forms,
) -> impl IntoView {
    let open = evaluation.status != EvaluationStatus::Concluded;
    let heard = evaluation.status != EvaluationStatus::AskingHer;
    let ready = Signal::stored(evaluation.lacks.clone());
    let after_her = Signal::stored(evaluation.lacks.clone().filter(|_| !heard));
    let tone = match evaluation.status {
        EvaluationStatus::AskingHer => Tone::Care,
        EvaluationStatus::Heard | EvaluationStatus::Written => Tone::Accent,
        EvaluationStatus::Concluded => Tone::Good,
    };
    let title = match evaluation.version {
        0 => "計画のない支援の評価".to_owned(),
        version => format!("計画 第{version}版の評価"),
    };
    let goals = evaluation.goals.clone();
    let (hers, no_view) = (evaluation.hers.clone(), evaluation.no_view.clone());
    let written = evaluation.written.clone();
    let agencies: Vec<(String, String)> = evaluation
        .agencies
        .iter()
        .map(|said| {
            let words = format!("{}　{}", said.words, words::moment(said.at));
            (said.agency.name.clone(), words)
        })
        .collect();
    let has = move |action| shared.has(action);
    let (id, prints) = (evaluation.id, evaluation.prints);
    view! {
        <article class="stack" aria-label=title.clone()>
            <div class="panel__head">
                <h3>{title.clone()}</h3>
                <Tag tone>{evaluation.status.label()}</Tag>
                <span class="small muted">{words::moment(evaluation.begun_at)}</span>
                {prints
                    .then(|| {
                        view! {
                            <PaperButton
                                act
                                path=PAPER
                                body=CasePaper::Evaluation { case: shared.id, evaluation: id }
                                name="評価"
                                label="書面（PDF）"
                                variant=Variant::Tertiary
                            />
                        }
                    })}
            </div>
            <Hers hers no_view goals=goals.clone()/>
            {written.map(|written| view! { <Written written goals/> })}
            <div translate="no">
                <DescriptionList items=agencies/>
            </div>
            {evaluation.conclusion.map(|conclusion| view! { <Concluded conclusion/> })}
            <Show when=move || open>
                <div class="actions">
                    <Show when=move || has(Action::HerVoice).get()>
                        <Button on_press=move |()| forms.hers.set(true)>"本人の評価を書きとる"</Button>
                    </Show>
                    <Show when=move || !heard && has(Action::WritePlan).get()>
                        <Button on_press=move |()| forms.no_view.set(true)>"本人に聞けない理由"</Button>
                    </Show>
                    <Show when=move || has(Action::WritePlan).get()>
                        <Button
                            disabled_reason=after_her
                            on_press=move |()| forms.written.set(true)
                        >
                            "支援した側の評価を書く"
                        </Button>
                    </Show>
                </div>
            </Show>
            <Show when=move || open>
                <div class="actions">
                    <AfterHer shared forms heard/>
                    <Show when={
                        let decides = has(Action::DecideTiming);
                        move || decides.get()
                    }>
                        <Button
                            variant=Variant::Primary
                            disabled_reason=ready
                            on_press=move |()| forms.decide.set(true)
                        >
                            "会議の決定を記録する"
                        </Button>
                    </Show>
                </div>
            </Show>
        </article>
    }
}

/// What another agency says; it waits for her.
#[component]
fn AfterHer(shared: Shared, forms: Forms, heard: bool) -> impl IntoView {
    let may = shared.has(Action::EvaluateForAgency);
    let waits = (!heard).then(|| domain::refusal::Refusal::HerEvaluationFirst.words());
    let waits = Signal::stored(waits);
    view! {
        <Show when=move || may.get()>
            <Button
                disabled_reason=waits
                on_press=move |()| forms.agency.set(true)
            >
                "自分の機関の評価を書く"
            </Button>
        </Show>
    }
}

fn sign_words(sign: Option<Sign>) -> String {
    sign.map_or("（答えなし）", Sign::label).to_owned()
}

#[component]
fn Hers(hers: Option<HerPart>, no_view: Option<String>, goals: Vec<String>) -> impl IntoView {
    let head = match &hers {
        Some(hers) => {
            let who = match &hers.read_back_by {
                Some(name) => format!("書きとって、読み返した　{name}"),
                None => "本人が記入".to_owned(),
            };
            format!("{}　{who}", words::moment(hers.at))
        }
        None => String::new(),
    };
    let mut rows = Vec::new();
    if let Some(hers) = hers {
        for (goal, sign) in goals.into_iter().zip(hers.goals) {
            rows.push((goal, sign_words(sign)));
        }
        rows.push(("支援ぜんたい".to_owned(), sign_words(hers.whole)));
        for (label, text) in [
            ("かわったこと", hers.changes),
            ("まだ困っていること", hers.remains),
            ("本人のことば", hers.words),
        ] {
            if !text.trim().is_empty() {
                rows.push((label.to_owned(), text));
            }
        }
    }
    if let Some(why) = no_view {
        rows.push(("本人の評価がない理由".to_owned(), why));
    }
    let empty = rows.is_empty();
    view! {
        <h4>"本人の評価"</h4>
        {empty.then(|| view! { <p class="muted">"まだありません。本人のページでも、書きとっても答えられます。"</p> })}
        <div translate="no">
            <DescriptionList items=rows/>
        </div>
        {(!head.is_empty()).then(|| view! { <p class="small muted">{head}</p> })}
    }
}

#[component]
fn Written(written: WrittenPart, goals: Vec<String>) -> impl IntoView {
    let mut rows: Vec<(String, String)> = goals
        .into_iter()
        .zip(written.goals)
        .map(|(goal, result)| {
            let note = match result.note.is_empty() {
                true => String::new(),
                false => format!("　{}", result.note),
            };
            (goal, format!("{}{note}", result.outcome.label()))
        })
        .collect();
    for (label, text) in [
        ("見られた変化", written.changes),
        ("本人に伝える変化", written.told),
        ("残る課題", written.remains),
    ] {
        if !text.trim().is_empty() {
            rows.push((label.to_owned(), text));
        }
    }
    view! {
        <h4>"支援した側の評価"</h4>
        <div translate="no">
            <DescriptionList items=rows/>
        </div>
        <p class="small muted">{format!("{}　{}", words::moment(written.at), written.by)}</p>
    }
}

#[component]
fn Concluded(conclusion: ConclusionView) -> impl IntoView {
    let meeting = match conclusion.meeting {
        Some(number) => format!("第{number}回の会議"),
        None => "会議なし".to_owned(),
    };
    let mut rows = vec![(
        "決定".to_owned(),
        format!("{}（{meeting}）", conclusion.decision.label()),
    )];
    for (label, text) in [
        ("理由", conclusion.reason),
        ("その後の支援・見守り", conclusion.aftercare),
    ] {
        if !text.is_empty() {
            rows.push((label.to_owned(), text));
        }
    }
    if let Some(next) = &conclusion.next_contact {
        rows.push(("次の連絡".to_owned(), contact_words(next)));
    }
    view! {
        <h4>"決定"</h4>
        <div translate="no">
            <DescriptionList items=rows/>
        </div>
        <p class="small muted">{format!("{}　{}", words::moment(conclusion.at), conclusion.by)}</p>
    }
}
