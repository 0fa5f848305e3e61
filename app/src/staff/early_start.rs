//! 会議の前に始めた支援: one 事後報告 as the case and the meeting show it.

use domain::view::PosthocView;
use leptos::prelude::*;

use crate::ui::*;

use super::words;

/// Whether it was approved, and what was done. `approved` says where and when; `told` who reported it.
#[component]
pub fn EarlyStart(
    report: PosthocView,
    approved: Option<String>,
    #[prop(optional)] told: Option<String>,
) -> impl IntoView {
    let (tone, state) = match approved {
        None => (Tone::Care, "承認待ち".to_owned()),
        Some(approved) => (Tone::Good, approved),
    };
    let mut facts = vec![
        ("始めた支援".to_owned(), report.what),
        ("始めた日".to_owned(), words::date(report.since)),
        ("支援した機関".to_owned(), report.agency.name),
        ("会議の前に始めた理由".to_owned(), report.why),
    ];
    facts.extend(told.map(|told| ("報告".to_owned(), told)));
    view! {
        <p><Tag tone>{state}</Tag></p>
        <DescriptionList items=facts/>
    }
}
