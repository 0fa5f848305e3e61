//! 会議の前に始めた支援: one 事後報告 as the case and the meeting show it.

use domain::view::PosthocView;
use leptos::prelude::*;

use crate::ui::*;

use super::words;

/// What became of it, and what was done. `judged` says where and when a meeting approved it or did not;
/// `told` who reported it.
#[component]
pub fn EarlyStart(
    report: PosthocView,
    judged: Option<String>,
    #[prop(optional)] told: Option<String>,
) -> impl IntoView {
    let (tone, state) = match judged {
        None => (Tone::Care, "承認待ち".to_owned()),
        Some(judged) if report.rejected.is_some() => (Tone::Care, judged),
        Some(judged) => (Tone::Good, judged),
    };
    let mut facts = vec![
        ("始めた支援".to_owned(), report.what),
        ("始めた日".to_owned(), words::date(report.since)),
        ("支援した機関".to_owned(), report.agency.name),
        ("会議の前に始めた理由".to_owned(), report.why),
    ];
    let why_not = report.rejected.map(|rejected| rejected.reason);
    facts.extend(why_not.map(|reason| ("承認しなかった理由".to_owned(), reason)));
    facts.extend(told.map(|told| ("報告".to_owned(), told)));
    view! {
        <p><Tag tone>{state}</Tag></p>
        <DescriptionList items=facts/>
    }
}
