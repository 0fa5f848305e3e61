//! これまでに伝えたこと: by agency, what was told or shown when, and why that was right. No word of what was
//! said stands here.

use domain::view::given::{Given, GivenBasis, GivenLine, GivenTo, GivenWhat};
use leptos::prelude::*;

use super::frame::{Bare, To};
use super::say::{Say, Word, Wording};
use super::{Letter, path, words};

/// The page.
pub fn page(given: Given) -> AnyView {
    let nothing = given.to.is_empty();
    view! {
        <h1>
            <Say text=words::GIVEN/>
        </h1>
        {[words::GIVEN_1, words::GIVEN_2, words::GIVEN_3]
            .map(|line| view! { <p><Say text=line/></p> })
            .collect_view()}
        {nothing
            .then(|| {
                view! {
                    <p class="her__card">
                        <Say text=words::GIVEN_NOTHING/>
                    </p>
                }
            })}
        {given.to.into_iter().map(|to| view! { <Agency to/> }).collect_view()}
        <Bare page="g"/>
        <nav class="her__menu">
            <To href=path::PLAN text=words::BACK/>
        </nav>
    }
    .into_any()
}

#[component]
fn Agency(to: GivenTo) -> impl IntoView {
    let now = match to.open {
        true => words::GIVEN_OPEN,
        false => words::GIVEN_SHUT,
    };
    view! {
        <section class="her__card">
            <h2 translate="no">{to.name}</h2>
            <p>
                <Say text=now/>
            </p>
            <ul>{to.lines.into_iter().map(|line| view! { <Line line/> }).collect_view()}</ul>
        </section>
    }
}

#[component]
fn Line(line: GivenLine) -> impl IntoView {
    let handed = match &line.what {
        GivenWhat::Handed { words } if !words.is_empty() => Some(words.clone()),
        _ => None,
    };
    let basis = line.basis.as_ref().map(basis);
    let kinds = kinds(&line);
    view! {
        <li>
            <b>
                <Say text=when(&line)/>
            </b>
            <p>
                <Say text=what(&line.what)/>
            </p>
            {handed.map(|text| view! { <Letter text/> })}
            {(!kinds.is_empty())
                .then(|| {
                    let text = Wording::labelled(words::GIVEN_KINDS, Wording::list(kinds));
                    view! {
                        <p class="small">
                            <Say text/>
                        </p>
                    }
                })}
            {basis
                .map(|basis| {
                    let text = Wording::labelled(words::GIVEN_WHY, basis);
                    view! {
                        <p class="small">
                            <Say text/>
                        </p>
                    }
                })}
        </li>
    }
}

/// What could be seen or heard with it; of 移管の資料 also what she agreed to besides the kinds.
fn kinds(line: &GivenLine) -> Vec<Word> {
    let besides = match line.what {
        GivenWhat::Transferred { name, words, place } => [name, words, place],
        _ => [false; 3],
    };
    let named = [words::GIVEN_NAME, words::GIVEN_WORDS, words::GIVEN_PLACE];
    let named = named.into_iter().zip(besides).filter(|(_, is)| *is);
    let kinds = line.kinds.iter().map(|kind| words::category(*kind));
    named.map(|(words, _)| words).chain(kinds).collect()
}

fn when(line: &GivenLine) -> Wording {
    match &line.what {
        GivenWhat::Opened { last, days } if *days > 1 => words::GIVEN_SPAN.with([
            ("from", words::day(line.on)),
            ("to", words::day(*last)),
            ("n", Wording::sign(days)),
        ]),
        _ => words::day(line.on),
    }
}

fn what(what: &GivenWhat) -> Word {
    use domain::meeting::MeetingKind as K;
    match what {
        GivenWhat::Request => words::GIVEN_REQUEST,
        GivenWhat::Letter => words::GIVEN_LETTER,
        GivenWhat::Talked(K::InHouse) => words::GIVEN_TALKED_INSIDE,
        GivenWhat::Talked(K::CaseReview | K::Layered) => words::GIVEN_TALKED,
        GivenWhat::Minutes(_) => words::GIVEN_MINUTES,
        GivenWhat::Report => words::GIVEN_REPORT,
        GivenWhat::Plan { .. } => words::GIVEN_PLAN,
        GivenWhat::Asked => words::GIVEN_ASKED,
        GivenWhat::Handed { .. } => words::GIVEN_HANDED,
        GivenWhat::Transferred { .. } => words::GIVEN_TRANSFERRED,
        GivenWhat::Opened { .. } => words::GIVEN_OPENED,
        GivenWhat::Urgently => words::GIVEN_URGENTLY,
    }
}

fn basis(basis: &GivenBasis) -> Wording {
    match basis {
        GivenBasis::Consent { given_on } => {
            words::GIVEN_BY_YES.with([("day", words::day(*given_on))])
        }
        GivenBasis::Told => words::GIVEN_BY_TELLING.into(),
        // What the law is called is no plain word; the worker tells her.
        GivenBasis::Law(_) => words::GIVEN_BY_LAW.into(),
    }
}
