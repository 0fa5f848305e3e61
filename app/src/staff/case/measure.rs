//! 支援措置 (F-14): what was written down for the municipality, and its steps. Nothing is filed here.

use chrono::Months;
use domain::access::Action;
use domain::calendar;
use domain::command::CaseCommand;
use domain::form::{ADDRESS_PROTECTION, Class, FormData, Problem};
use domain::id::MeasureId;
use domain::view::Directory;
use domain::view::watch::MeasureView;
use domain::watch::{AddressProtectionStatus, MeasureEnd, MeasureStep, WatchCommand};
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::staff::asked::Loaded;
use crate::staff::form::{Answers, FormErrors, FormFields, check_form, take_refusal};
use crate::staff::{ids, words};
use crate::ui::*;

use super::Shared;
use super::act_dialog::ActDialog;
use super::lacks::{NeededDay, whole};
use super::pick::{self, PickOne};

/// The steps that are offered, in their order.
const STEPS: [(&str, AddressProtectionStatus); 4] = [
    ("意見を頼んだ", AddressProtectionStatus::OpinionRequested),
    ("申し出た", AddressProtectionStatus::Applied),
    ("始まった・延長された", AddressProtectionStatus::InForce),
    ("終わった", AddressProtectionStatus::Ended),
];

/// Which measure is written or moved on. Cheap to copy.
#[derive(Clone, Copy)]
struct Forms {
    of: RwSignal<MeasureId>,
    data: RwSignal<FormData>,
    paper: RwSignal<bool>,
    to: RwSignal<Option<AddressProtectionStatus>>,
    step: RwSignal<bool>,
}

#[component]
pub(super) fn MeasuresPanel(shared: Shared) -> impl IntoView {
    let all = shared.part(|view| {
        let watch = view.watch.as_ref();
        watch
            .map(|watch| watch.measures.clone())
            .unwrap_or_default()
    });
    let may = shared.has(Action::KeepDates);
    let forms = Forms {
        of: RwSignal::new(MeasureId(ids::new())),
        data: RwSignal::new(FormData::default()),
        paper: RwSignal::new(false),
        to: RwSignal::new(None),
        step: RwSignal::new(false),
    };
    let begin = move |()| {
        forms.of.set(MeasureId(ids::new()));
        forms.data.set(FormData::default());
        forms.paper.set(true);
    };
    view! {
        <section class="panel" aria-labelledby="measures-title">
            <div class="panel__head">
                <h2 id="measures-title">"支援措置（住民票などの閲覧制限）"</h2>
                <Show when=move || may.get()>
                    <Button on_press=begin>"支援措置の控えを書く"</Button>
                </Show>
            </div>
            <Show when=move || all.with(Vec::is_empty)>
                <p class="muted">
                    "記録はありません。市区町村への申出は窓口でします。ここでは期限を見守り、終わりの1か月前に知らせます。"
                </p>
            </Show>
            {move || {
                let may = may.get();
                all.get()
                    .into_iter()
                    .rev()
                    .map(|measure| view! { <OneMeasure measure forms may/> })
                    .collect_view()
            }}
        </section>
        <PaperDialog shared forms/>
        <StepDialog shared forms/>
    }
}

#[component]
fn OneMeasure(measure: MeasureView, forms: Forms, may: bool) -> impl IntoView {
    let (id, status) = (measure.id, measure.status);
    let data = measure.form.clone();
    let mend = move |()| {
        forms.of.set(id);
        forms.data.set(data.clone());
        forms.paper.set(true);
    };
    let go = move |to| {
        move |()| {
            forms.of.set(id);
            forms.to.set(Some(to));
            forms.step.set(true);
        }
    };
    let nobody = Directory::default();
    let shown = RwSignal::new(measure.form);
    let steps = measure.steps.iter().map(step_words).collect::<Vec<_>>();
    view! {
        <article class="stack" translate="no">
            <p>
                <Tag tone=Tone::Accent>{status.label()}</Tag>
                " "
                {measure.until.map(|day| format!("{}まで", words::date(day)))}
                " "
                {measure
                    .renewal_from
                    .map(|day| format!("（延長の申出は{}から）", words::date(day)))}
            </p>
            {measure
                .moved_on
                .map(|_| {
                    view! {
                        <Notice kind=NoticeKind::Warning title="転居で支援措置が終わりました">
                            <p>
                                "本人と、新しい市区町村の窓口で申し出てください。住所の書きまちがいを直しただけのときは、「始まった・延長された」で、もとの期間をもう一度記録します。"
                            </p>
                        </Notice>
                    }
                })}
            <ul class="small">{steps.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
            <details>
                <summary>"控えを見る"</summary>
                <Answers
                    form=&ADDRESS_PROTECTION
                    data=shown
                    directory=Signal::stored(nobody)
                />
            </details>
            {may
                .then(|| {
                    view! {
                        <div class="actions">
                            {STEPS
                                .into_iter()
                                .filter(|(_, to)| status.may_become(*to))
                                .map(|(label, to)| {
                                    view! { <Button on_press=go(to)>{label}</Button> }
                                })
                                .collect_view()}
                            <Button variant=Variant::Tertiary icon=Icon::Pen on_press=mend>
                                "控えを直す"
                            </Button>
                        </div>
                    }
                })}
        </article>
    }
}

fn step_words(step: &MeasureStep) -> String {
    match step {
        MeasureStep::OpinionRequested { on } => format!("{}　意見を頼んだ", words::date(*on)),
        MeasureStep::Applied { on } => format!("{}　申し出た", words::date(*on)),
        MeasureStep::InForce { from, until } => {
            format!("{}〜{}", words::date(*from), words::date(*until))
        }
        MeasureStep::Ended { on, why } => {
            format!("{}　終わった（{}）", words::date(*on), why.label())
        }
    }
}

/// F-14. Whoever is not on the list of those who may know the place writes the rest of it.
#[component]
fn PaperDialog(shared: Shared, forms: Forms) -> impl IntoView {
    let problems = RwSignal::new(Vec::<Problem>::new());
    let directory = pick::directory(shared.id);
    let act = Act::new();
    let knows = shared.part(|view| view.fields.whereabouts || view.place_knowers.is_some());
    let secret: Vec<&'static str> = ADDRESS_PROTECTION
        .fields()
        .filter(|field| field.class == Class::P4)
        .map(|field| field.key)
        .collect();
    let secret = StoredValue::new(secret);
    Effect::new(move |_| {
        act.refused
            .with(|r| r.iter().for_each(|r| take_refusal(r, problems)))
    });
    let save = move |()| {
        let typed = forms.data.get_untracked();
        if !check_form(&ADDRESS_PROTECTION, &typed, problems) {
            return;
        }
        let command = CaseCommand::Watch(WatchCommand::KeepAddressProtection {
            measure: forms.of.get_untracked(),
            form: typed,
        });
        act.case(
            shared.id,
            command,
            "支援措置の控えを保存しました",
            move |_| {
                forms.paper.try_set(false);
            },
        );
    };
    view! {
        <ActDialog id="measure" title="支援措置の控え" open=forms.paper act send="保存する" on_send=save>
            <FormErrors form=&ADDRESS_PROTECTION problems prefix="measure"/>
            <Loaded asked=directory let:directory>
                {move || {
                    let skip = if knows.get() { Vec::new() } else { secret.get_value() };
                    view! {
                        <FormFields
                            form=&ADDRESS_PROTECTION
                            data=forms.data
                            problems
                            directory
                            prefix="measure"
                            skip
                        />
                    }
                }}
            </Loaded>
        </ActDialog>
    }
}

#[component]
fn StepDialog(shared: Shared, forms: Forms) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let (on, until, why) = (text(), text(), text());
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let act = Act::new();
    let starts = Memo::new(move |_| forms.to.get() == Some(AddressProtectionStatus::InForce));
    let ends = Memo::new(move |_| forms.to.get() == Some(AddressProtectionStatus::Ended));
    // A year, as the municipalities do it; their paper counts.
    Effect::new(move |_| {
        let begins = on.with(|text| calendar::parse(text).ok());
        if let Some(begins) = begins.filter(|_| starts.get())
            && until.with_untracked(String::is_empty)
            && let Some(last) = begins.checked_add_months(Months::new(12))
        {
            until.set(calendar::wareki(last).to_string());
        }
    });
    let save = move |()| {
        let command = whole(problems, |lacks| {
            let day = lacks.day(on, "step-on");
            let step = match forms.to.get_untracked()? {
                AddressProtectionStatus::OpinionRequested => {
                    MeasureStep::OpinionRequested { on: day? }
                }
                AddressProtectionStatus::Applied => MeasureStep::Applied { on: day? },
                AddressProtectionStatus::InForce => {
                    let last = lacks.day(until, "step-until");
                    MeasureStep::InForce {
                        from: day?,
                        until: last?,
                    }
                }
                _ => {
                    let chosen = pick::one(&MeasureEnd::ALL, why);
                    let chosen = lacks.choice(chosen, "step-why", "理由を選んでください。");
                    MeasureStep::Ended {
                        on: day?,
                        why: chosen?,
                    }
                }
            };
            Some(CaseCommand::Watch(WatchCommand::StepAddressProtection {
                measure: forms.of.get_untracked(),
                step,
            }))
        });
        let Some(command) = command else {
            return;
        };
        act.case(
            shared.id,
            command,
            "支援措置の段階を記録しました",
            move |_| {
                for value in [on, until, why] {
                    value.try_set(String::new());
                }
                forms.step.try_set(false);
            },
        );
    };
    view! {
        <ActDialog
            id="measure-step"
            title="支援措置の段階を記録する"
            open=forms.step
            act
            problems
            send="記録する"
            on_send=save
        >
            <NeededDay problems id="step-on" label="その日（始まったときは、始まりの日）" value=on/>
            <Show when=move || starts.get()>
                <NeededDay problems id="step-until" label="終わりの日" value=until/>
            </Show>
            <Show when=move || ends.get()>
                <PickOne
                    id="step-why"
                    label="終わった理由"
                    of=(&MeasureEnd::ALL, MeasureEnd::label)
                    value=why
                    need=Need::Required
                />
            </Show>
        </ActDialog>
    }
}
