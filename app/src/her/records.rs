//! 話したことの記録: what was written down with her, newest first.

use domain::view::HerRecord;
use leptos::prelude::*;

use super::frame::{Bare, To};
use super::say::Say;
use super::{Letter, path, words};

/// The page of her records.
pub fn page(records: Vec<HerRecord>) -> AnyView {
    let none = records.is_empty();
    view! {
        <h1>
            <Say text=words::RECORDS/>
        </h1>
        <p>
            <Say text=words::RECORDS_LEAD/>
        </p>
        {none
            .then(|| {
                view! {
                    <p class="her__card">
                        <Say text=words::NO_RECORDS/>
                    </p>
                }
            })}
        {records.into_iter().map(|record| view! { <One record/> }).collect_view()}
        <Bare page="k"/>
        <nav class="her__menu">
            <To href=path::TALK text=words::TALK/> <To href=path::PLAN text=words::BACK/>
        </nav>
    }
    .into_any()
}

#[component]
fn One(record: HerRecord) -> impl IntoView {
    let parts = [
        (words::RECORD_WORDS, record.her_words),
        (words::RECORD_FACTS, record.facts),
        (words::RECORD_SUPPORT, record.support),
    ];
    view! {
        <section class="her__card">
            <h2>
                <Say text=words::day(record.on)/>
                " "
                <Say text=words::means(record.means)/>
            </h2>
            {parts
                .into_iter()
                .filter(|(_, text)| !text.trim().is_empty())
                .map(|(label, text)| {
                    view! {
                        <h3>
                            <Say text=label/>
                        </h3>
                        <Letter text/>
                    }
                })
                .collect_view()}
        </section>
    }
}
