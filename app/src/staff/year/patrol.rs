//! 見回り of the year in numbers.

use domain::form::PATROL;
use domain::patrol::PatrolSum;
use domain::view::patrol::PatrolsView;
use domain::wire;
use leptos::prelude::*;

use crate::staff::asked::{Loaded, asked};
use crate::staff::live;
use crate::ui::*;

use super::table::{Column, Table};

/// The section of one year, over all agencies.
#[component]
pub(super) fn Patrols(#[prop(into)] year: Signal<i32>) -> impl IntoView {
    let asked = asked(
        move || wire::PatrolSums {
            year: Some(year.get()),
        },
        live::council(),
    );
    view! {
        <section class="panel" aria-label="見回り">
            <div class="panel__head"><h2>"見回り（アウトリーチ）"</h2></div>
            <Loaded asked shape=SkeletonShape::Rows(3) let:view>
                {move || view! { <PatrolSums view=view.get()/> }}
            </Loaded>
        </section>
    }
}

/// What was counted, box by box.
#[component]
pub fn PatrolSums(view: PatrolsView) -> impl IntoView {
    if view.rounds == 0 {
        return view! { <p class="muted">"この年度の見回りは、まだ記録されていません。"</p> }
            .into_any();
    }
    let hides = view.sums.iter().any(|sum| sum.count.is_none());
    let row = |sum: PatrolSum| {
        let label = PATROL.field(&sum.field).map_or("", |field| field.label);
        let count = sum
            .count
            .map_or_else(|| "※".to_owned(), |count| count.to_string());
        view! {
            <tr>
                <th scope="row">{label}</th>
                <td class="num">{count}</td>
            </tr>
        }
    };
    view! {
        <p>{format!("見回り　{}回", view.rounds)}</p>
        <Table
            class="year__patrol"
            caption="見回りで数えたもの"
            heard=true
            columns=vec![Column::Words("数えたもの"), Column::Number("数")]
        >
            {view.sums.into_iter().map(row).collect_view()}
        </Table>
        {hides
            .then(|| {
                view! { <p class="muted small">"「※」は、数が少ないため示していません。"</p> }
            })}
    }
    .into_any()
}
