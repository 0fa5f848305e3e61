//! どうなったか: what was planned and decided is being done, put off, or done; a state and a day.

use domain::view::her::{Doing, HerTask};
use leptos::prelude::*;

use super::say::{Say, Wording};
use super::words;

/// A state with its day, in words.
pub(crate) fn doing_words(doing: Doing) -> Wording {
    let until = |day| words::DOING_UNTIL.with([("day", Wording::ShortDay(day))]);
    match doing {
        Doing::Going { until: None } => words::DOING_NOW.into(),
        Doing::Going { until: Some(day) } => {
            Wording::All(vec![words::DOING_NOW.into(), until(day)])
        }
        Doing::PutOff { until: day } => Wording::All(vec![words::DOING_PUT_OFF.into(), until(day)]),
        Doing::Late { .. } => words::DOING_LATE.into(),
        Doing::Done { on } => words::DOING_DONE.with([("day", Wording::ShortDay(on))]),
    }
}

/// What was decided about her, and what became of it; nothing where nothing was.
#[component]
pub fn Decided(decisions: Vec<HerTask>) -> impl IntoView {
    (!decisions.is_empty()).then(|| {
        view! {
            <section class="her__card" aria-labelledby="decided-head">
                <h2 id="decided-head">
                    <Say text=words::BECAME/>
                </h2>
                <p>
                    <Say text=words::BECAME_LEAD/>
                </p>
                <ul>
                    {decisions.into_iter().map(|one| view! { <One one/> }).collect_view()}
                </ul>
            </section>
        }
    })
}

#[component]
fn One(one: HerTask) -> impl IntoView {
    let on = words::BECAME_ON.with([("day", words::day(one.on))]);
    view! {
        <li>
            <p translate="no">
                <b>
                    <Say text=one.what/>
                </b>
                " "
                {one.agency}
            </p>
            <p>
                <Say text=doing_words(one.doing)/>
            </p>
            <p class="small muted">
                <Say text=on/>
            </p>
        </li>
    }
}
