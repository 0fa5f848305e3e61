//! 期日の見守り: the days of a week or of four weeks over all cases, by case code; no names.

use chrono::{Days, NaiveDate};
use domain::view::watch::{DateLine, DatesView};
use domain::watch::Watched;
use domain::wire;
use leptos::prelude::*;

use crate::route::{CasePart, CouncilPart, Route};
use crate::ui::*;

use super::asked::{Loaded, asked};
use super::{live, words};

/// Days of each choice.
const WEEK: u16 = 7;
const MONTH: u16 = 28;

#[component]
pub fn DatesScreen() -> impl IntoView {
    let from = RwSignal::new(None::<NaiveDate>);
    let days = RwSignal::new(WEEK);
    let asked = asked(
        move || wire::Dates {
            from: from.get(),
            days: days.get(),
        },
        live::any_case(),
    );
    view! {
        <div class="page page--middle dates">
            <div class="page__head">
                <h1>"期日の見守り"</h1>
                <div class="page__actions">
                    <PrintButton/>
                </div>
            </div>
            <p class="page__lead">
                "名前は出ません。番号を押すと、ケースの「やること・期日」が開きます。"
            </p>
            <Chips label="期間">
                <Chip
                    label="1週"
                    pressed=Signal::derive(move || days.get() == WEEK)
                    on_press=move |()| days.set(WEEK)
                />
                <Chip
                    label="4週"
                    pressed=Signal::derive(move || days.get() == MONTH)
                    on_press=move |()| days.set(MONTH)
                />
            </Chips>
            <Loaded asked shape=SkeletonShape::Rows(6) let:view>
                <div class="stack dates__days">
                    <Turn view from days/>
                    {move || view! { <Body view=view.get()/> }}
                </div>
            </Loaded>
        </div>
    }
}

/// Back and on, by the length that is shown.
#[component]
fn Turn(
    view: Signal<DatesView>,
    from: RwSignal<Option<NaiveDate>>,
    days: RwSignal<u16>,
) -> impl IntoView {
    let begins = move || view.with_untracked(|view| view.from);
    let far = move || Days::new(u64::from(days.get_untracked()));
    view! {
        <div class="row">
            <Button
                icon=Icon::ArrowLeft
                on_press=move |()| from.set(begins().checked_sub_days(far()))
            >
                "前へ"
            </Button>
            <Button variant=Variant::Tertiary on_press=move |()| from.set(None)>"今週"</Button>
            <Button
                icon=Icon::ArrowRight
                on_press=move |()| from.set(begins().checked_add_days(far()))
            >
                "次へ"
            </Button>
            <strong>
                {move || {
                    view.with(|view| {
                        format!("{}〜{}", words::date(view.from), words::short_date(view.to))
                    })
                }}
            </strong>
        </div>
    }
}

#[component]
fn Body(view: DatesView) -> impl IntoView {
    let today = view.today;
    let pledge = view.pledge.map(|pledge| {
        let unsigned = pledge
            .unsigned
            .filter(|many| *many > 0)
            .map(|many| format!("今年度の誓約がまだの人が{many}人います。"));
        view! {
            <Notice kind=NoticeKind::Info title="誓約">
                <p>
                    {format!("{}から、新しい年度の誓約が要ります。", words::date(pledge.day))}
                    {unsigned}
                </p>
                <p>
                    <a href=Route::Council { part: CouncilPart::People }.path()>"職員の一覧"</a>
                </p>
            </Notice>
        }
    });
    let nothing = view.lines.is_empty() && view.late.is_empty();
    let by_day = by_day(view.lines);
    view! {
        <div class="stack">
            {pledge}
            {nothing
                .then(|| {
                    view! {
                        <EmptyState title="この期間に見守る期日はありません" icon=Icon::Calendar>
                            <p>"前後の期間は「前へ」「次へ」で見られます。"</p>
                        </EmptyState>
                    }
                })}
            {(!view.late.is_empty())
                .then(|| view! { <Lines title="過ぎたもの".to_owned() lines=view.late today/> })}
            {by_day
                .into_iter()
                .map(|(day, lines)| {
                    view! { <Lines title=words::date(day) lines today/> }
                })
                .collect_view()}
        </div>
    }
}

fn by_day(lines: Vec<DateLine>) -> Vec<(NaiveDate, Vec<DateLine>)> {
    let mut days: Vec<(NaiveDate, Vec<DateLine>)> = Vec::new();
    for line in lines {
        match days.last_mut() {
            Some((day, known)) if *day == line.day => known.push(line),
            _ => days.push((line.day, vec![line])),
        }
    }
    days
}

#[component]
fn Lines(title: String, lines: Vec<DateLine>, today: NaiveDate) -> impl IntoView {
    let heading = title.clone();
    view! {
        <section class="panel" aria-label=title>
            <div class="panel__head"><h2>{heading}</h2></div>
            <ul class="list" translate="no">
                {lines
                    .into_iter()
                    .map(|line| {
                        let href = Route::Case { case: line.case, part: CasePart::Tasks }.path();
                        let due = words::due(Some(line.day), today);
                        let note = note(&line);
                        view! {
                            <li class="list__row">
                                <a class="num" href=href>{line.no}</a>
                                <strong>{line.of.label()}</strong>
                                <span class="small muted">{note}</span>
                                {due
                                    .map(|(words, key)| {
                                        view! {
                                            <span class="card__due list__end" data-due=key>{words}</span>
                                        }
                                    })}
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}

fn note(line: &DateLine) -> String {
    if line.seen {
        return "見ました".to_owned();
    }
    match line.of {
        Watched::Measure(_) => format!("延長の申出は{}から", words::short_date(line.told_from)),
        _ => String::new(),
    }
}
