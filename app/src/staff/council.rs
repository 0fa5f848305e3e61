//! 会議体: agencies, people, delegates and rules of the council, for its officer.

use domain::view::CouncilPage;
use domain::wire;
use leptos::prelude::*;

use crate::route::{CouncilPart, Route};
use crate::ui::*;

use super::asked::{Loaded, asked};
use super::door::door;
use super::live;

mod agencies;
mod area;
mod code;
mod delegates;
mod languages;
mod municipalities;
mod newcomer;
mod people;
mod policy;

#[component]
pub fn CouncilScreen() -> impl IntoView {
    let page = asked(|| wire::CouncilPage {}, live::council());
    view! {
        <div class="page page--middle">
            <Loaded asked=page shape=SkeletonShape::Rows(6) let:page>
                <Body page/>
            </Loaded>
        </div>
    }
}

#[component]
fn Body(page: Signal<CouncilPage>) -> impl IntoView {
    let part = Memo::new(move |_| match door().route.get() {
        Route::Council { part } => part,
        _ => CouncilPart::People,
    });
    let current = Signal::derive(move || part.get().key().to_owned());
    let items = CouncilPart::ALL
        .into_iter()
        .map(|part| TabItem::link(part.key(), part.label(), Route::Council { part }.path()))
        .collect::<Vec<_>>();
    view! {
        <div class="page__head">
            <div>
                <h1 translate="no">{move || page.with(|page| page.name.clone())}</h1>
                <p class="muted" translate="no">
                    {move || page.with(|page| format!("設置：{}", page.held_by))}
                </p>
            </div>
        </div>
        <Tabs label="会議体の中身" items current/>
        <div class="case__body">
            {move || match part.get() {
                CouncilPart::People => view! { <people::PeoplePart page/> }.into_any(),
                CouncilPart::Agencies => view! { <agencies::AgenciesPart page/> }.into_any(),
                CouncilPart::Delegates => view! { <delegates::DelegatesPart page/> }.into_any(),
                CouncilPart::Policy => {
                    view! {
                        <div class="stack">
                            <municipalities::Municipalities page/>
                            <policy::PolicyPart page/>
                            <languages::Languages page/>
                        </div>
                    }
                    .into_any()
                }
            }}
        </div>
    }
}
