//! 年度の費用: what the meetings of the year decided to pay for.

use domain::cost::{CostSum, yen};
use domain::view::cost::{CostLine, CostsView};
use domain::wire;
use leptos::prelude::*;

use crate::staff::asked::{Loaded, asked};
use crate::staff::{live, words};
use crate::ui::*;

use super::table::{Column, Table};

/// The section of one year.
#[component]
pub(super) fn Costs(#[prop(into)] year: Signal<i32>) -> impl IntoView {
    let asked = asked(
        move || wire::Costs {
            year: Some(year.get()),
        },
        live::any_meeting(),
    );
    view! {
        <section class="panel" aria-label="会議で決まった費用">
            <div class="panel__head"><h2>"会議で決まった費用"</h2></div>
            <Loaded asked shape=SkeletonShape::Rows(3) let:view>
                {move || view! { <Body view=view.get()/> }}
            </Loaded>
        </section>
    }
}

#[component]
fn Body(view: CostsView) -> impl IntoView {
    let nothing = view
        .sums
        .iter()
        .all(|sum| sum.amount == Some(0) && sum.undecided.unwrap_or(0) == 0);
    if nothing && view.lines.is_empty() {
        return view! {
            <p class="muted">"この年度に、会議で決まった費用はまだありません。決まったことに費用を付けると、ここに並びます。"</p>
        }
        .into_any();
    }
    let CostsView {
        whole, lines, sums, ..
    } = view;
    view! {
        <Sums sums whole/>
        <Show when=move || !whole>
            <p class="muted small">"「※」は、人数が少ないため示していません。"</p>
        </Show>
        {(!lines.is_empty())
            .then(|| {
                view! {
                    <Lines lines/>
                    <p class="muted small">"ケースの番号は、調整担当者とセンター所長だけに出ます。"</p>
                }
            })}
    }
    .into_any()
}

#[component]
fn Sums(sums: Vec<CostSum>, whole: bool) -> impl IntoView {
    let row = |sum: CostSum| {
        let amount = sum.amount.map_or_else(|| "※".to_owned(), yen);
        let undecided = sum
            .undecided
            .map(|many| view! { <td class="num">{format!("{many}件")}</td> });
        view! {
            <tr>
                <th scope="row">{sum.kind.label()}</th>
                <td class="num">{amount}</td>
                {undecided}
            </tr>
        }
    };
    let mut columns = vec![Column::Words("種類"), Column::Number("合計")];
    if whole {
        columns.push(Column::Number("未定"));
    }
    view! {
        <Table class="year__costs" caption="種類ごとの合計" heard=true columns>
            {sums.into_iter().map(row).collect_view()}
        </Table>
    }
}

#[component]
fn Lines(lines: Vec<CostLine>) -> impl IntoView {
    let row = |line: CostLine| {
        let amount = line.item.amount;
        let amount = amount.map_or_else(|| "未定".to_owned(), |amount| yen(u64::from(amount)));
        view! {
            <tr translate="no">
                <td>{words::short(line.held_on)}</td>
                <td>{line.case_no.unwrap_or_else(|| "会議体の会議".to_owned())}</td>
                <td>{line.item.kind.label()}</td>
                <td class="num">{amount}</td>
            </tr>
        }
    };
    let columns = vec![
        Column::Words("会議日"),
        Column::Words("ケース"),
        Column::Words("種類"),
        Column::Number("金額"),
    ];
    view! {
        <Table class="year__costs" caption="一件ずつ（会議日の順）" columns>
            {lines.into_iter().map(row).collect_view()}
        </Table>
    }
}
