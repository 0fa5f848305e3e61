//! 版のちがい: what was added, taken out or changed since the version before, in words and in marks.

use domain::view::{PlanChange, PlanChangeKind};
use leptos::prelude::*;

use crate::ui::Ruby;

use super::Page;

fn word(kind: PlanChangeKind) -> &'static str {
    match kind {
        PlanChangeKind::Added => "増えた",
        PlanChangeKind::Removed => "なくなった",
        PlanChangeKind::Changed => "変わった",
    }
}

#[component]
pub(super) fn Difference(page: Page) -> impl IntoView {
    let changes = Memo::new(move |_| page.view.with(|view| view.changes.clone()));
    let title = move || {
        page.view.with(|view| {
            let now = view.plan.current().map_or(0, |one| one.number);
            format!("第{}版からのちがい", now.saturating_sub(1))
        })
    };
    view! {
        <Show when=move || !changes.with(Vec::is_empty)>
            <section class="panel">
                <div class="panel__head"><h2>{title}</h2></div>
                <p class="diff__legend small">
                    <del class="was">"消えた言葉"</del>
                    " "
                    <ins class="now-is">"新しい言葉"</ins>
                </p>
                <div class="diff" translate="no">
                    {move || {
                        changes.get().into_iter().map(|change| view! { <Change change/> }).collect_view()
                    }}
                </div>
            </section>
        </Show>
    }
}

#[component]
fn Change(change: PlanChange) -> impl IntoView {
    let PlanChange {
        what,
        label,
        before,
        after,
        ..
    } = change;
    view! {
        <div class="diff__change">
            <p><strong>{label}</strong> {format!("（{}）", word(what))}</p>
            {(!before.is_empty()).then(|| view! { <p><del class="was"><Ruby text=before/></del></p> })}
            {(!after.is_empty()).then(|| view! { <p><ins class="now-is"><Ruby text=after/></ins></p> })}
        </div>
    }
}
