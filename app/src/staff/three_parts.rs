//! 事実・本人の言葉・所見 as written, wherever a record is shown: always apart (BR-030).

use domain::record::ThreeParts;
use leptos::prelude::*;

/// The three boxes as written; empty ones are left out.
#[component]
pub fn PartsShown(parts: ThreeParts) -> impl IntoView {
    let rows = [
        ("fact", "事実", parts.facts),
        ("words", "本人の言葉", parts.her_words),
        ("finding", "所見", parts.worker_view),
    ];
    view! {
        <dl class="entry__parts" translate="no">
            {rows
                .into_iter()
                .filter(|(_, _, text)| !text.trim().is_empty())
                .map(|(key, label, text)| {
                    view! {
                        <div class="entry__part" data-part=key>
                            <dt>{label}</dt>
                            <dd>{text}</dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
}
