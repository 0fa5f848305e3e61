//! ふりかえり: she says what became of the plan, in signs with words and in her own words. Every part may
//! stay empty, and nothing is preset.

use domain::evaluation::Sign;
use domain::view::her::HerLookBack;
use leptos::prelude::*;
use uuid::Uuid;

use super::controls::{Radio, Send, Words};
use super::frame::To;
use super::say::{Colon, Say, Word};
use super::{Hidden, Letter, Mistakes, Wrong, field, path, words};

/// What she has ticked and typed so far.
#[derive(Debug, Clone, Default)]
pub struct EvaluateDraft {
    pub token: String,
    pub ticket: Uuid,
    pub wrong: Vec<Wrong>,
    /// One place for each goal.
    pub goals: Vec<Option<Sign>>,
    pub whole: Option<Sign>,
    pub changes: String,
    pub remains: String,
    pub words: String,
}

/// Ids and names of the parts.
pub mod part {
    pub const WHOLE: &str = "g";
    pub const CHANGES: &str = "h";
    pub const REMAINS: &str = "m";
    pub const WORDS: &str = "t";
    /// The evaluation that was on her screen.
    pub const EVALUATION: &str = "q";
}

/// The name of the answers to a goal, counted from 0.
pub fn goal_name(at: usize) -> String {
    format!("g{}", at + 1)
}

/// The value of a sign in the form.
pub fn sign_key(sign: Sign) -> &'static str {
    match sign {
        Sign::Good => "1",
        Sign::Some => "2",
        Sign::NotYet => "3",
    }
}

/// The sign with that value.
pub fn sign_of(key: &str) -> Option<Sign> {
    Sign::ALL.into_iter().find(|sign| sign_key(*sign) == key)
}

/// Her page.
pub fn page(view: HerLookBack, draft: EvaluateDraft) -> AnyView {
    let wrong = draft.wrong.clone();
    let goals = view.goals.clone();
    let form = view
        .open
        .then(|| view! { <Asked id=view.id.0 goals=goals.clone() draft/> });
    view! {
        <Mistakes wrong/>
        <h1>
            <Say text=words::LOOK_BACK/>
        </h1>
        <Answered view=view.clone()/>
        <Told view/>
        {form}
        <To href=path::PLAN text=words::BACK/>
    }
    .into_any()
}

/// The questions.
#[component]
fn Asked(id: Uuid, goals: Vec<String>, draft: EvaluateDraft) -> impl IntoView {
    let signs = draft.goals;
    let cards = goals
        .into_iter()
        .enumerate()
        .map(|(at, goal)| {
            let chosen = signs.get(at).copied().flatten();
            view! {
                <section class="her__card">
                    <h2 translate="no">{goal}</h2>
                    <Signs name=goal_name(at) legend=words::LOOK_BACK_GOAL chosen/>
                </section>
            }
        })
        .collect_view();
    view! {
        {[words::LOOK_BACK_1, words::LOOK_BACK_2, words::LOOK_BACK_3]
            .map(|line| view! { <p><Say text=line/></p> })
            .collect_view()}
        <form id="p" method="post" action=path::EVALUATE autocomplete="off">
            <Hidden name=field::TOKEN value=draft.token/>
            <Hidden name=field::PAGE value="f"/>
            <Hidden name=part::EVALUATION value=id.to_string()/>
            <Hidden name=field::ENVELOPE value=draft.ticket.to_string()/>
            {cards}
            <section class="her__card">
                <Signs name=part::WHOLE.to_owned() legend=words::LOOK_BACK_WHOLE chosen=draft.whole/>
                <Words id=part::CHANGES label=words::LOOK_BACK_CHANGES help=[words::LOOK_BACK_SMALL] text=draft.changes/>
                <Words id=part::REMAINS label=words::LOOK_BACK_REMAINS text=draft.remains/>
                <Words id=part::WORDS label=words::OWN_WORDS help=[words::OWN_WORDS_HELP] text=draft.words/>
                <Send/>
            </section>
        </form>
    }
}

/// ○△×, each with its word; none is chosen beforehand.
#[component]
fn Signs(name: String, legend: Word, chosen: Option<Sign>) -> impl IntoView {
    let id = format!("x-{name}");
    view! {
        <fieldset class="answers" id=id>
            <legend>
                <Say text=legend/>
            </legend>
            {Sign::ALL
                .into_iter()
                .map(|sign| {
                    view! {
                        <Radio
                            name=name.clone()
                            value=sign_key(sign)
                            text=words::sign(sign)
                            checked=chosen == Some(sign)
                        />
                    }
                })
                .collect_view()}
        </fieldset>
    }
}

/// What she said, and when it arrived.
#[component]
fn Answered(view: HerLookBack) -> impl IntoView {
    let HerLookBack {
        goals,
        hers,
        answered_on,
        ..
    } = view;
    hers.map(|hers| {
        let signs = goals
            .into_iter()
            .zip(hers.goals)
            .filter_map(|(goal, sign)| Some((goal, sign?)))
            .map(|(goal, sign)| {
                view! {
                    <li>
                        <span translate="no">{goal}</span>
                        <Colon/>
                        <Say text=words::sign(sign)/>
                    </li>
                }
            })
            .collect_view();
        let said = [hers.changes, hers.remains, hers.words]
            .into_iter()
            .filter(|text| !text.trim().is_empty())
            .map(|text| view! { <Letter text/> })
            .collect_view();
        view! {
            <section class="her__card" id="words" tabindex="-1">
                <h2>
                    <Say text=words::YOUR_ANSWER/>
                </h2>
                <ul>
                    {signs}
                    {hers
                        .whole
                        .map(|sign| {
                            view! {
                                <li>
                                    <Say text=words::LOOK_BACK_WHOLE/>
                                    <Colon/>
                                    <Say text=words::sign(sign)/>
                                </li>
                            }
                        })}
                </ul>
                {said}
                {answered_on
                    .map(|on| {
                        view! {
                            <p class="her__received">
                                <Say text=words::short_day(on)/>
                                " "
                                <Say text=words::RECEIVED/>
                            </p>
                        }
                    })}
            </section>
        }
    })
}

/// What the others saw change, what was decided, and who will be in touch.
#[component]
fn Told(view: HerLookBack) -> impl IntoView {
    let told = view.told;
    let decision = view.decision;
    let next = view.next.filter(|_| decision.is_some());
    view! {
        {(!told.trim().is_empty())
            .then(|| {
                view! {
                    <section class="her__card">
                        <h2>
                            <Say text=words::LOOK_BACK_TOLD/>
                        </h2>
                        <p class="her__item" translate="no">
                            <Say text=told/>
                        </p>
                    </section>
                }
            })}
        {decision
            .map(|decision| {
                view! {
                    <section class="her__card">
                        <h2>
                            <Say text=words::LOOK_BACK_DECIDED/>
                        </h2>
                        <p>
                            <Say text=words::decision(decision)/>
                        </p>
                        {next
                            .map(|(on, name)| {
                                view! {
                                    <p>
                                        <Say text=words::LOOK_BACK_NEXT/>
                                        <Colon/>
                                        <Say text=words::day(on)/>
                                        " "
                                        <span translate="no">{name}</span>
                                    </p>
                                }
                            })}
                        <p>
                            <Say text=words::LOOK_BACK_ANY_TIME/>
                        </p>
                    </section>
                }
            })}
    }
}
