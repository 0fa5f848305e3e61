//! 会議の一覧: the conferences of a fiscal year, what is missing in it, and the series behind them.

use domain::access::Action;
use domain::meeting::MeetingStatus;
use domain::view::conference::{ConferenceLine, Conferences, SeriesLine};
use domain::wire;
use leptos::prelude::*;

use crate::route::{MeetingFace, Route};
use crate::staff::asked::{Asked, Loaded, asked};
use crate::staff::door::door;
use crate::staff::{live, rights, words};
use crate::ui::*;

use super::plan::PlanForm;
use super::series::SeriesForm;
use super::{YearChoice, YearWarnings, named, not_held_words};

/// 会議: the list, and the whole app of a representative together with the year.
#[component]
pub fn ConferencesScreen() -> impl IntoView {
    let year = RwSignal::new(None::<i32>);
    let asked = asked(
        move || wire::Conferences { year: year.get() },
        live::conferences(),
    );
    view! {
        <div class="page page--middle">
            <div class="page__head"><h1>"会議"</h1></div>
            <Loaded asked shape=SkeletonShape::Rows(5) let:view>
                <Body view year asked/>
            </Loaded>
        </div>
    }
}

/// What is being written on this page.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Writing {
    Nothing,
    Planning,
    /// 会議の系列: a new one, or one to mend.
    Series(Option<Box<SeriesLine>>),
}

#[component]
fn Body(
    view: Signal<Conferences>,
    year: RwSignal<Option<i32>>,
    asked: Asked<Conferences>,
) -> impl IntoView {
    let plans =
        Memo::new(move |_| view.with(|view| rights::allowed(&view.rights, Action::PlanConference)));
    let writing = RwSignal::new(Writing::Nothing);
    let idle = Memo::new(move |_| writing.with(|now| *now == Writing::Nothing));
    let warnings = Memo::new(move |_| view.with(|view| view.warnings.clone()));
    let coming = Memo::new(move |_| {
        let mut lines = view.with(|view| lines(view, true));
        lines.reverse();
        lines
    });
    let past = Memo::new(move |_| view.with(|view| lines(view, false)));
    let none = Memo::new(move |_| view.with(|view| view.series.iter().all(|one| one.ended)));
    let done = Callback::new(move |()| {
        writing.set(Writing::Nothing);
        asked.again();
    });
    view! {
        <div class="stack conferences">
            <div class="row row--apart">
                <YearChoice shown=Signal::derive(move || view.with(|view| view.year)) chosen=year/>
                <Show when=move || plans.get() && idle.get()>
                    <Button
                        variant=Variant::Primary
                        icon=Icon::Plus
                        disabled_reason=Signal::derive(move || {
                            none.get().then(|| "先に、会議の系列を作ってください。".to_owned())
                        })
                        on_press=move |()| writing.set(Writing::Planning)
                    >
                        "会議を予定する"
                    </Button>
                </Show>
            </div>
            <YearWarnings warnings/>
            {move || match writing.get() {
                Writing::Nothing => ().into_any(),
                Writing::Planning => view! { <PlanForm view done/> }.into_any(),
                Writing::Series(line) => {
                    view! { <SeriesForm line=line.map(|line| *line) done/> }.into_any()
                }
            }}
            <section class="panel" aria-label="これからの会議">
                <div class="panel__head"><h2>"これからの会議"</h2></div>
                <Lines lines=coming empty="この年度に、予定された会議はありません。"/>
            </section>
            <section class="panel" aria-label="終わった会議">
                <div class="panel__head"><h2>"終わった会議"</h2></div>
                <Lines lines=past empty="この年度に終わった会議は、まだありません。"/>
            </section>
            <AllSeries view plans writing/>
        </div>
    }
}

/// Those still to come or going on, or the others; newest first, as they came.
fn lines(view: &Conferences, coming: bool) -> Vec<ConferenceLine> {
    view.conferences
        .iter()
        .filter(|line| {
            let ahead = line.status.is_unheld() || line.status == MeetingStatus::InProgress;
            ahead == coming
        })
        .cloned()
        .collect()
}

#[component]
fn Lines(lines: Memo<Vec<ConferenceLine>>, empty: &'static str) -> impl IntoView {
    move || {
        let lines = lines.get();
        if lines.is_empty() {
            return view! { <p class="muted">{empty}</p> }.into_any();
        }
        view! {
            <ul class="list">
                {lines.into_iter().map(|line| view! { <Line line/> }).collect_view()}
            </ul>
        }
        .into_any()
    }
}

#[component]
fn Line(line: ConferenceLine) -> impl IntoView {
    let title = format!("{} 第{}回", line.name, line.number);
    let href = Route::Conference {
        conference: line.id,
        face: MeetingFace::Chair,
    }
    .path();
    let (word, tone) = match (&line.not_held, line.status) {
        (Some(reason), _) => (not_held_words(reason), Tone::Plain),
        (None, MeetingStatus::InProgress) => ("開催中".to_owned(), Tone::Accent),
        (None, status) => (status.label().to_owned(), Tone::Plain),
    };
    let ahead = line.status.is_unheld();
    let due = ahead
        .then(|| words::due(Some(line.planned.from.date()), door().today()))
        .flatten();
    view! {
        <li class="list__row conference">
            {if line.opens {
                view! { <a href=href><strong translate="no">{title}</strong></a> }.into_any()
            } else {
                view! { <strong translate="no">{title}</strong> }.into_any()
            }}
            <span>{words::span(line.planned)}</span>
            <span class="row list__end">
                {due.map(|(words, key)| view! { <span class="card__due" data-due=key>{words}</span> })}
                {(line.mine && ahead).then(|| view! { <Tag tone=Tone::Accent>"招集あり"</Tag> })}
                <Tag tone>{word}</Tag>
            </span>
        </li>
    }
}

/// 会議の系列, with their rhythm and standing members.
#[component]
fn AllSeries(
    view: Signal<Conferences>,
    plans: Memo<bool>,
    writing: RwSignal<Writing>,
) -> impl IntoView {
    let series = Memo::new(move |_| view.with(|view| view.series.clone()));
    let empty = Memo::new(move |_| series.with(Vec::is_empty));
    let open = move |line: Option<SeriesLine>| {
        writing.set(Writing::Series(line.map(Box::new)));
        crate::staff::door::focus("series-form");
    };
    view! {
        <section class="panel" aria-label="会議の系列">
            <div class="panel__head">
                <h2>"会議の系列"</h2>
                <Show when=move || plans.get()>
                    <Button icon=Icon::Plus on_press=move |()| open(None)>"系列を作る"</Button>
                </Show>
            </div>
            <Show when=move || empty.get()>
                <p class="muted">
                    "くり返し開く会議を、系列として登録します。いつもの構成員は、会議を予定するときに自動で入ります。"
                </p>
            </Show>
            {move || {
                let may = plans.get();
                series
                    .get()
                    .into_iter()
                    .map(|line| {
                        let change = line.clone();
                        let name = line.title();
                        view! {
                            <article class="series">
                                <div class="row row--apart">
                                    <h3 translate="no">{line.title()}</h3>
                                    {may
                                        .then(|| {
                                            view! {
                                                <Button
                                                    variant=Variant::Tertiary
                                                    icon=Icon::Pen
                                                    on_press=move |()| open(Some(change.clone()))
                                                >
                                                    "直す"
                                                    <span class="visually-hidden">
                                                        {format!("：{name}")}
                                                    </span>
                                                </Button>
                                            }
                                        })}
                                </div>
                                <SeriesFacts line/>
                            </article>
                        }
                    })
                    .collect_view()
            }}
        </section>
    }
}

#[component]
fn SeriesFacts(line: SeriesLine) -> impl IntoView {
    let names =
        |people: &[super::Participant]| people.iter().map(named).collect::<Vec<_>>().join("、");
    let core = names(&line.core);
    let full = names(&line.full);
    let count = line.core.len() + line.full.len();
    view! {
        <p class="row small">
            <Tag tone=Tone::Plain>{line.kind.label()}</Tag>
            {line
                .area
                .as_ref()
                .map(|area| {
                    let words = format!("地域：{}（{}）", area.name, area.level.label());
                    view! { <span translate="no">{words}</span> }
                })}
            <span>{line.rhythm.label()}</span>
            <span>{format!("この年度に{}回", line.held)}</span>
            {line
                .also_serves
                .iter()
                .map(|name| view! { <span>{format!("兼ねる：{name}")}</span> })
                .collect_view()}
            {line.ended.then(|| view! { <Tag tone=Tone::Plain>"おわり"</Tag> })}
        </p>
        <details>
            <summary>{format!("構成員 {count}人")}</summary>
            <dl class="dl" translate="no">
                <DescriptionRow term="中核の構成員">{core}</DescriptionRow>
                {(!full.is_empty())
                    .then(|| view! { <DescriptionRow term="全体の会議で加わる人">{full}</DescriptionRow> })}
            </dl>
        </details>
    }
}
