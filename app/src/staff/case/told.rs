//! 支援会議があったこと: what the case knows of a 支援会議 held before she agreed. Nothing of what was said.

use domain::council::AgencyKind;
use domain::view::matter::ToldFact;
use leptos::prelude::*;

use crate::staff::words;
use crate::ui::*;

use super::Shared;

/// Absent where there is none.
#[component]
pub(super) fn ToldPanel(shared: Shared) -> impl IntoView {
    let told = shared.part(|view| view.told.clone());
    view! {
        <Show when=move || !told.with(Vec::is_empty)>
            <section class="panel" aria-labelledby="told-title">
                <div class="panel__head"><h2 id="told-title">"支援会議があったこと"</h2></div>
                <p class="muted">
                    "本人が同意する前に、支援会議で相談しました。ここにあるのは、日と機関の種類だけです。"
                </p>
                <ul class="list">
                    {move || told.get().into_iter().map(line).collect_view()}
                </ul>
            </section>
        </Show>
    }
}

fn line(fact: ToldFact) -> impl IntoView {
    let (tone, state) = match &fact.withheld {
        None => (Tone::Good, "本人に伝えています"),
        Some(_) => (Tone::Care, "本人に伝えていません"),
    };
    let kinds: Vec<&str> = fact.kinds.iter().map(AgencyKind::label).collect();
    let kinds = kinds.join("、");
    view! {
        <li>
            <p>
                <strong>{words::date(fact.on)}</strong>
                " "
                <Tag tone>{state}</Tag>
            </p>
            <p class="small muted">{kinds}</p>
            {fact.withheld.map(|reason| view! { <p class="small">"伝えない理由：" {reason}</p> })}
        </li>
    }
}
