//! 支援会議があったこと: when, and what kinds of agencies were there. What was said is nowhere here.

use domain::view::matter::ToldFact;
use leptos::prelude::*;

use super::say::{Say, Wording};
use super::words;

/// The conferences she is told of, newest first; nothing where there is none.
#[component]
pub fn Told(facts: Vec<ToldFact>) -> impl IntoView {
    (!facts.is_empty()).then(|| {
        view! {
            <section class="her__card" aria-labelledby="told-head">
                <h2 id="told-head">
                    <Say text=words::TOLD_HEAD/>
                </h2>
                {[words::TOLD_1, words::TOLD_2, words::TOLD_3]
                    .map(|line| view! { <p><Say text=line/></p> })
                    .collect_view()}
                <ul>
                    {facts
                        .into_iter()
                        .map(|fact| {
                            view! {
                                <li>
                                    <Say text=words::day(fact.on)/>
                                    <p class="small">
                                        <Say text=Wording::labelled(words::TOLD_WHO, kinds(&fact))/>
                                    </p>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </section>
        }
    })
}

fn kinds(fact: &ToldFact) -> Wording {
    Wording::List(fact.kinds.iter().map(words::agency_kind).collect())
}
