//! 中断 and 終結 as they were decided, the newest first; taking up again stands beside them.

use domain::view::evaluation::{ClosingView, SuspensionView, TimingsView};
use leptos::prelude::*;

use crate::staff::words;
use crate::ui::*;

use super::contact_words;

#[component]
pub(super) fn Past(timings: Memo<TimingsView>) -> impl IntoView {
    let rests = Memo::new(move |_| timings.with(|timings| timings.suspensions.clone()));
    let ends = Memo::new(move |_| timings.with(|timings| timings.closings.clone()));
    view! {
        <Show when=move || !(rests.with(Vec::is_empty) && ends.with(Vec::is_empty))>
            <section class="panel" aria-labelledby="past-title" translate="no">
                <div class="panel__head">
                    <h2 id="past-title">"中断・終結の記録"</h2>
                </div>
                {move || {
                    ends.get()
                        .into_iter()
                        .rev()
                        .map(|one| view! { <DescriptionList items=closed(one)/> })
                        .collect_view()
                }}
                {move || {
                    rests
                        .get()
                        .into_iter()
                        .rev()
                        .map(|one| view! { <DescriptionList items=suspended(one)/> })
                        .collect_view()
                }}
            </section>
        </Show>
    }
}

fn suspended(one: SuspensionView) -> Vec<(String, String)> {
    let row = |label: &str, words: String| (label.to_owned(), words);
    let mut rows = vec![
        row("中断", format!("{}　{}", words::moment(one.at), one.by)),
        row("会議", meeting(one.meeting)),
        row("理由", one.reason),
        row("再開の条件", one.restart_when),
        row("連絡を続ける人", contact_words(&one.keeps)),
        row("本人の受けとめ", one.her_view.label().to_owned()),
    ];
    if let Some(at) = one.resumed_at {
        rows.push(row("再開", words::moment(at)));
    }
    rows
}

fn closed(one: ClosingView) -> Vec<(String, String)> {
    let row = |label: &str, words: String| (label.to_owned(), words);
    let watch: Vec<String> = one.watch.into_iter().map(|agency| agency.name).collect();
    let mut rows = vec![row(
        "終結",
        format!("{}　{}", words::moment(one.at), one.by),
    )];
    match one.not_wanted {
        Some(words) => rows.push(row("見守りを望まない", words)),
        None => rows.push(row("見守りの機関", watch.join("、"))),
    }
    if let Some(at) = one.reopened_at {
        rows.push(row("もう一度始めた", words::moment(at)));
    }
    rows
}

fn meeting(number: Option<u16>) -> String {
    match number {
        Some(number) => format!("第{number}回"),
        None => "会議なし".to_owned(),
    }
}
