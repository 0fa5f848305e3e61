//! ケースについて開いた会議 of the year: how many, and the share in which she took part.

use domain::held::{HeldSum, Share};
use domain::view::held::HeldView;
use domain::wire;
use leptos::prelude::*;

use crate::staff::asked::{Loaded, asked};
use crate::staff::live;
use crate::ui::*;

use super::table::{Column, Table};

/// The section of one year.
#[component]
pub(super) fn Held(#[prop(into)] year: Signal<i32>) -> impl IntoView {
    let asked = asked(
        move || wire::Held {
            year: Some(year.get()),
        },
        live::any_meeting(),
    );
    view! {
        <section class="panel" aria-label="ケースについて開いた会議">
            <div class="panel__head"><h2>"ケースについて開いた会議"</h2></div>
            <Loaded asked shape=SkeletonShape::Rows(3) let:view>
                {move || view! { <Body view=view.get()/> }}
            </Loaded>
        </section>
    }
}

#[component]
fn Body(view: HeldView) -> impl IntoView {
    let hides = view.sums.iter().any(|sum| sum.she_came == Share::TooFew);
    let row = |sum: HeldSum| {
        let serving = sum.serving.iter();
        let serving = serving
            .map(|(programme, many)| format!("{} {many}回", programme.label()))
            .collect::<Vec<_>>()
            .join("、");
        view! {
            <tr>
                <th scope="row">{sum.kind.label()}</th>
                <td class="num">{sum.held}</td>
                <td class="num">{share(sum.she_came)}</td>
                <td>{if serving.is_empty() { "—".to_owned() } else { serving }}</td>
            </tr>
        }
    };
    let columns = vec![
        Column::Words("会議"),
        Column::Number("開催"),
        Column::Number("本人の参加"),
        Column::Words("兼ねた会議"),
    ];
    view! {
        <Table class="year__held" caption="ケースについて開いた会議の回数" heard=true columns>
            {view.sums.into_iter().map(row).collect_view()}
        </Table>
        <p class="muted small">
            "「本人の参加」は、全部または一部に、会場かオンラインで出た会議の割合です。"
            {hides.then_some("「※」は、人数が少ないため示していません。")}
        </p>
    }
}

/// 66.7%, ※, or — where there was no meeting.
fn share(share: Share) -> String {
    match share {
        Share::NoMeeting => "—".to_owned(),
        Share::TooFew => "※".to_owned(),
        Share::PerMille(tenths) => format!("{}.{}%", tenths / 10, tenths % 10),
    }
}
