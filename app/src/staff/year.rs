//! 年間のまとめ, for the 代表者会議: how often was met, what it cost, what was handed up and answered, what
//! is missing.
//! Nothing in it is about anyone.

use domain::conference::ConferenceKind;
use domain::view::conference::{HeldCount, YearView};
use domain::wire;
use leptos::prelude::*;

use crate::route::Route;
use crate::ui::*;

use super::asked::{Loaded, asked};
use super::conference::{IssueList, YearChoice, YearWarnings};
use super::{live, words};
use table::{Column, Table};

mod cost;
mod held;
mod patrol;
mod table;

pub use patrol::PatrolSums;

#[component]
pub fn YearScreen() -> impl IntoView {
    let year = RwSignal::new(None::<i32>);
    let asked = asked(move || wire::Year { year: year.get() }, live::conferences());
    view! {
        <div class="page page--middle">
            <div class="page__head">
                <h1>"年間のまとめ"</h1>
                <div class="page__actions">
                    <LinkButton href=Route::Conferences.path() icon=Icon::Calendar>
                        "会議の一覧"
                    </LinkButton>
                </div>
            </div>
            <Loaded asked shape=SkeletonShape::Rows(5) let:view>
                <Body view year/>
            </Loaded>
        </div>
    }
}

#[component]
fn Body(view: Signal<YearView>, year: RwSignal<Option<i32>>) -> impl IntoView {
    let warnings = Memo::new(move |_| view.with(|view| view.warnings.clone()));
    let rights = Signal::derive(move || view.with(|view| view.rights.clone()));
    let issues = Memo::new(move |_| view.with(|view| view.issues.clone()));
    let none = Memo::new(move |_| issues.with(Vec::is_empty));
    let taking_part = move || {
        let (took, all) = view.with(|view| view.taking_part);
        format!("会議に参加した機関　{all}機関のうち{took}機関")
    };
    view! {
        <div class="stack year">
            <YearChoice shown=Signal::derive(move || view.with(|view| view.year)) chosen=year/>
            <p class="basis" data-kind="conference">
                <IconMark icon=Icon::Lock/>
                <strong>"個人に関する情報は扱いません"</strong>
                <span>"ここにあるのは、会議と機関の数、費用、そして名前のない課題だけです。"</span>
            </p>
            <YearWarnings warnings/>
            <p translate="no">
                {move || view.with(|view| format!("会議体を設置する市区町村　{}", view.held_by))}
            </p>
            <section class="panel" aria-label="開催した回数">
                <div class="panel__head"><h2>"開催した回数"</h2></div>
                {move || view! { <Held held=view.with(|view| view.held.clone())/> }}
                <p>{taking_part}</p>
            </section>
            <held::Held year=Signal::derive(move || view.with(|view| view.year))/>
            <cost::Costs year=Signal::derive(move || view.with(|view| view.year))/>
            <patrol::Patrols year=Signal::derive(move || view.with(|view| view.year))/>
            <section class="panel" aria-label="上げられた課題">
                <div class="panel__head"><h2>"上げられた課題"</h2></div>
                <Show when=move || none.get()>
                    <p class="muted">
                        "この年度に上げられた課題は、まだありません。実務者会議で出され、調整機関が確かめた課題がここに並びます。"
                    </p>
                </Show>
                <IssueList issues above=Vec::new() rights here=None/>
            </section>
            <section class="panel" aria-label="不足する社会資源">
                <div class="panel__head"><h2>"不足する社会資源"</h2></div>
                {move || view! { <Gaps gaps=view.with(|view| view.gaps.clone())/> }}
            </section>
        </div>
    }
}

#[component]
fn Held(held: Vec<(ConferenceKind, HeldCount)>) -> impl IntoView {
    let row = |(kind, count): (ConferenceKind, HeldCount)| {
        view! {
            <tr>
                <th scope="row">{kind.label()}</th>
                <td class="num">{count.held}</td>
                <td class="num">{count.not_held}</td>
                <td class="num">{count.planned}</td>
            </tr>
        }
    };
    let columns = vec![
        Column::Words("会議"),
        Column::Number("開催"),
        Column::Number("開催せず"),
        Column::Number("予定"),
    ];
    view! {
        <Table class="year__held" caption="会議の種類ごとの回数" heard=true columns>
            {held.into_iter().map(row).collect_view()}
        </Table>
    }
}

#[component]
fn Gaps(gaps: Vec<(String, Vec<chrono::NaiveDate>)>) -> impl IntoView {
    if gaps.is_empty() {
        return view! { <p class="muted">"この年度に出された、不足する社会資源はありません。"</p> }
            .into_any();
    }
    view! {
        <ul class="list" translate="no">
            {gaps
                .into_iter()
                .map(|(name, days)| {
                    let times = days.len();
                    let days = days.into_iter().map(words::short).collect::<Vec<_>>().join("、");
                    view! {
                        <li class="list__row">
                            <strong>{name}</strong>
                            <span>{format!("{times}回")}</span>
                            <span class="muted small">{days}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}
