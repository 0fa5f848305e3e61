//! 主任相談支援員の机: what waits too long in the cases of the own agency, and how the work is spread. All of
//! it follows from what was recorded; there is nothing to tick here.

use domain::view::desk::{DeskLine, DeskMatter, DeskView, Workload};
use domain::wire;
use leptos::prelude::*;

use crate::route::{CasePart, Route};
use crate::ui::*;

use super::asked::{Loaded, asked};
use super::{live, words};

#[component]
pub fn DeskScreen() -> impl IntoView {
    let (cases, council) = (live::any_case(), live::council());
    let moved = Signal::derive(move || cases.get() + council.get());
    let asked = asked(|| wire::Desk {}, moved);
    view! {
        <div class="page page--middle">
            <div class="page__head"><h1>"主任相談支援員の机"</h1></div>
            <Loaded asked shape=SkeletonShape::Rows(6) let:view>
                <Body view/>
            </Loaded>
        </div>
    }
}

#[component]
fn Body(view: Signal<DeskView>) -> impl IntoView {
    let head = move || {
        view.with(|view| {
            format!(
                "{}が担当するケース {}件（終わったものを除く）",
                view.agency.name, view.cases
            )
        })
    };
    let matters = Memo::new(move |_| view.with(|view| view.matters.clone()));
    let workload = Memo::new(move |_| view.with(|view| view.workload.clone()));
    view! {
        <div class="stack">
            <p class="muted" translate="no">{head}</p>
            <Show when=move || matters.with(Vec::is_empty)>
                <EmptyState title="待っているものはありません" icon=Icon::Check>
                    <p>"返事、見直し、計画、主担当機関、記録。どれも、いまは遅れていません。"</p>
                </EmptyState>
            </Show>
            {move || {
                matters
                    .get()
                    .into_iter()
                    .map(|(matter, lines)| view! { <Matter matter lines/> })
                    .collect_view()
            }}
            <section class="panel" aria-labelledby="desk-workload">
                <div class="panel__head"><h2 id="desk-workload">"担当ごとの件数"</h2></div>
                {move || view! { <Loads loads=workload.get()/> }}
            </section>
        </div>
    }
}

#[component]
fn Matter(matter: DeskMatter, lines: Vec<DeskLine>) -> impl IntoView {
    let id = format!("desk-{matter:?}");
    let named_by = id.clone();
    let count = lines.len();
    view! {
        <section class="panel" aria-labelledby=named_by>
            <div class="panel__head">
                <h2 id=id>{matter.label()}</h2>
                <span class="muted">{format!("{count}件")}</span>
            </div>
            <ul class="list" translate="no">
                {lines
                    .into_iter()
                    .map(|line| {
                        let href = place(matter, &line).path();
                        view! {
                            <li class="list__row">
                                <a href=href><strong class="num">{line.no}</strong></a>
                                <span class="muted small">{line.who.join("、")}</span>
                                <span class="list__end small">{since(matter, &line.on)}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}

fn since(matter: DeskMatter, on: &chrono::NaiveDate) -> String {
    let day = words::short(*on);
    match matter {
        DeskMatter::Unanswered => format!("{day}までに"),
        DeskMatter::ReviewOverdue => format!("見直しの日 {day}"),
        DeskMatter::PlanStalls => format!("{day}から"),
        DeskMatter::NoAgency => format!("受理 {day}"),
        DeskMatter::RecordLate => format!("記入 {day}"),
    }
}

/// Where it is put right.
fn place(matter: DeskMatter, line: &DeskLine) -> Route {
    let part = |part| Route::Case {
        case: line.case,
        part,
    };
    match matter {
        DeskMatter::Unanswered => part(CasePart::Now),
        DeskMatter::ReviewOverdue | DeskMatter::PlanStalls => part(CasePart::Plans),
        DeskMatter::NoAgency => part(CasePart::Meetings),
        DeskMatter::RecordLate => part(CasePart::Timeline),
    }
}

/// Counts only; no case and nobody whom it is about is named.
#[component]
fn Loads(loads: Vec<Workload>) -> impl IntoView {
    if loads.is_empty() {
        return view! { <p class="muted">"ケースを担当する職員が、まだ登録されていません。"</p> }
            .into_any();
    }
    view! {
        <div class="tablewrap">
            <table class="table">
                <caption class="visually-hidden">"担当ごとの件数"</caption>
                <thead>
                    <tr>
                        <th scope="col">"担当"</th>
                        <th scope="col" class="num">"担当の数"</th>
                        <th scope="col" class="num">"急ぎ"</th>
                        <th scope="col" class="num">"期限すぎ"</th>
                        <th scope="col" class="num">"返事待ち"</th>
                    </tr>
                </thead>
                <tbody translate="no">
                    {loads
                        .into_iter()
                        .map(|load| {
                            view! {
                                <tr>
                                    <th scope="row">{load.person.name}</th>
                                    {[load.cases, load.urgent, load.overdue, load.waiting]
                                        .map(|count| view! { <td class="num">{count}</td> })
                                        .collect_view()}
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
