//! あなたの計画: her own words first, one contact first, what changed, then every item.
//!
//! All items stand in one form: whichever button she presses, everything she has filled in arrives,
//! so that nothing typed at one item is lost by sending another.

use std::collections::BTreeMap;

use domain::id::ItemId;
use domain::plan::AgreementExtent;
use domain::view::PlanChangeKind;
use domain::view::her::{Agreed, Change, ChangedPlace, HerWords, PlanPage, ShownPlan};
use leptos::prelude::*;
use uuid::Uuid;

use super::frame::{Bare, To};
use super::item::{Comments, ItemDraft, PlanItem};
use super::told::Told;
use super::{Hidden, Letter, Mistakes, Wrong, field, path, words};
use crate::ui::Ruby;

/// What a page of hers carries besides the view.
#[derive(Debug, Clone, Default)]
pub struct PlanDraft {
    pub token: String,
    pub wrong: Vec<Wrong>,
    pub items: BTreeMap<ItemId, ItemDraft>,
    /// Ids for the commands of each item, in order.
    pub tickets: Vec<(Uuid, Uuid)>,
}

/// Her page.
pub fn page(view: PlanPage, draft: PlanDraft) -> AnyView {
    let name = view.called_name.clone();
    let heading = match name {
        Some(name) => view! {
            <span translate="no">{format!("{name}さん")}</span>
            <Ruby text=words::PLAN_OF/>
        }
        .into_any(),
        None => view! { <Ruby text=words::YOUR_PLAN/> }.into_any(),
    };
    view! {
        <Mistakes wrong=draft.wrong.clone()/>
        <h1>{heading}</h1>
        <Words said=view.words.clone()/>
        {match view.plan {
            Some(plan) => view! { <Shown plan draft/> }.into_any(),
            None => view! {
                <p class="her__card">
                    <Ruby text=words::NO_PLAN/>
                </p>
                <Bare page="a"/>
            }
            .into_any(),
        }}
        <Told facts=view.told/>
        <nav class="her__menu">
            <To href=path::TALK text=words::TALK/> <To href=path::SAFETY text=words::SAFETY/>
        </nav>
    }
    .into_any()
}

/// Her own words, the newest to the letter, the others folded.
#[component]
fn Words(said: Vec<HerWords>) -> impl IntoView {
    let mut said = said.into_iter();
    let newest = said.next();
    let earlier: Vec<HerWords> = said.collect();
    view! {
        <section class="her__said-first" id="words" tabindex="-1" aria-labelledby="words-head">
            <h2 id="words-head">
                <Ruby text=words::YOUR_WORDS/>
            </h2>
            {match newest {
                Some(words) => view! {
                    <blockquote class="her__words">
                        <Letter text=words.words/>
                    </blockquote>
                }
                .into_any(),
                None => view! {
                    <p>
                        <Ruby text=words::NO_WORDS/>
                    </p>
                }
                .into_any(),
            }}
            {(!earlier.is_empty())
                .then(|| {
                    view! {
                        <details>
                            <summary>
                                <span><Ruby text=words::EARLIER_WORDS/></span>
                            </summary>
                            {earlier
                                .into_iter()
                                .map(|words| {
                                    view! {
                                        <blockquote class="quote">
                                            <Letter text=words.words/>
                                            <p class="small muted">
                                                <Ruby text=words::day(words.on)/>
                                            </p>
                                        </blockquote>
                                    }
                                })
                                .collect_view()}
                        </details>
                    }
                })}
            <To href=path::TALK text=words::ADD_WORDS/>
        </section>
    }
}

#[component]
fn Shown(plan: ShownPlan, draft: PlanDraft) -> impl IntoView {
    let PlanDraft {
        token,
        mut items,
        tickets,
        ..
    } = draft;
    let count = plan.items.len();
    let cards: Vec<_> = plan
        .items
        .iter()
        .cloned()
        .zip(
            tickets
                .into_iter()
                .chain(std::iter::repeat((Uuid::nil(), Uuid::nil()))),
        )
        .map(|(item, tickets)| {
            let draft = items.remove(&item.id);
            view! { <PlanItem item count draft tickets/> }
        })
        .collect();
    // What she wrote about items that the new version no longer has.
    let left: Vec<String> = items
        .into_values()
        .flat_map(|draft| [draft.words, draft.comment])
        .filter(|text| !text.trim().is_empty())
        .collect();
    view! {
        {plan
            .contact
            .clone()
            .map(|contact| {
                view! {
                    <section class="her__contact">
                        <h2>
                            <Ruby text=words::CONTACT/>
                        </h2>
                        <p translate="no">
                            <b>{contact.name}</b>
                            " "
                            {contact.agency}
                        </p>
                    </section>
                }
            })}
        {(!left.is_empty())
            .then(|| {
                view! {
                    <section class="her__card">
                        <h2>
                            <Ruby text=words::STILL_HERE/>
                        </h2>
                        {left.into_iter().map(|text| view! { <Letter text/> }).collect_view()}
                    </section>
                }
            })}
        <Changes changes=plan.changes.clone()/>
        <About plan=plan.clone()/>
        <form id="p" method="post" action=path::ANSWER autocomplete="off">
            <Hidden name=field::TOKEN value=token/>
            <Hidden name=field::PAGE value="a"/>
            <Hidden name=field::PLAN value=plan.id.to_string()/>
            <Hidden name=field::VERSION value=plan.version.to_string()/>
            {cards}
        </form>
        {(!plan.comments.is_empty())
            .then(|| {
                view! {
                    <section class="her__card">
                        <h2>
                            <Ruby text=words::ABOUT_ALL/>
                        </h2>
                        <Comments comments=plan.comments.clone()/>
                    </section>
                }
            })}
        <Agreement agreed=plan.agreement.clone() link=true/>
    }
}

/// What the plan is for and how long it holds.
#[component]
fn About(plan: ShownPlan) -> impl IntoView {
    view! {
        <section class="her__card">
            <p class="her__progress">
                <span>
                    {plan.version} <Ruby text=words::VERSION/>
                </span>
            </p>
            {plan.confirmed.then(|| view! {
                <p class="her__received"><Ruby text=words::CONFIRMED/></p>
            })}
            {plan.wish.map(|text| view! { <blockquote class="quote"><Letter text/></blockquote> })}
            <h2>
                <Ruby text=words::GOAL/>
            </h2>
            <Letter text=plan.goal_long/>
            <h3>
                <Ruby text=words::GOALS/>
            </h3>
            <ul translate="no">
                {plan.goals_short.into_iter().map(|goal| view! { <li>{goal}</li> }).collect_view()}
            </ul>
            <dl class="dl">
                <div class="dl__row">
                    <dt>
                        <Ruby text=words::PERIOD/>
                    </dt>
                    <dd class="dl__text">
                        <span>
                            <Ruby text=words::day(plan.from)/>
                            " "
                            <Ruby text=words::FROM_TO/>
                            " "
                            <Ruby text=words::day(plan.to)/>
                            " "
                            <Ruby text=words::UNTIL/>
                        </span>
                    </dd>
                </div>
                <div class="dl__row">
                    <dt>
                        <Ruby text=words::REVIEW/>
                    </dt>
                    <dd class="dl__text">
                        <span><Ruby text=words::day(plan.review)/></span>
                    </dd>
                </div>
            </dl>
        </section>
    }
}

/// What is different from the version before, in words; colour only underlines it.
#[component]
fn Changes(changes: Vec<Change>) -> impl IntoView {
    (!changes.is_empty()).then(|| {
        view! {
            <section class="her__card diff" id="changes">
                <h2>
                    <Ruby text=words::CHANGES/>
                </h2>
                <ul>{changes.into_iter().map(|change| view! { <OneChange change/> }).collect_view()}</ul>
            </section>
        }
    })
}

#[component]
fn OneChange(change: Change) -> impl IntoView {
    let what = match change.what {
        PlanChangeKind::Added => words::ADDED,
        PlanChangeKind::Removed => words::REMOVED,
        PlanChangeKind::Changed => words::CHANGED,
    };
    view! {
        <li>
            <b>
                <Ruby text=place_words(change.place)/>
            </b>
            "："
            <Ruby text=what/>
            {(!change.before.is_empty())
                .then(|| {
                    view! {
                        <p>
                            <Ruby text=words::BEFORE/>
                            "："
                            <del class="was" translate="no">
                                <Ruby text=change.before/>
                            </del>
                        </p>
                    }
                })}
            {(!change.after.is_empty())
                .then(|| {
                    view! {
                        <p>
                            <Ruby text=words::AFTER/>
                            "："
                            <ins class="now-is" translate="no">
                                <Ruby text=change.after/>
                            </ins>
                        </p>
                    }
                })}
        </li>
    }
}

fn place_words(place: ChangedPlace) -> String {
    match place {
        ChangedPlace::Item {
            number: Some(number),
            domain,
        } => {
            format!("{number} {}", words::domain(domain))
        }
        ChangedPlace::Item {
            number: None,
            domain,
        } => words::domain(domain).to_owned(),
        ChangedPlace::When { number, domain } => {
            format!("{number} {} {}", words::domain(domain), words::CHANGED_WHEN)
        }
        ChangedPlace::Helper { number, domain } => {
            format!(
                "{number} {} {}",
                words::domain(domain),
                words::CHANGED_HELPER
            )
        }
        ChangedPlace::Wish => words::YOUR_WORDS.to_owned(),
        ChangedPlace::GoalLong => words::GOAL.to_owned(),
        ChangedPlace::GoalsShort => words::GOALS.to_owned(),
        ChangedPlace::Contact => words::CONTACT.to_owned(),
        ChangedPlace::Period => words::PERIOD.to_owned(),
        ChangedPlace::Review => words::REVIEW.to_owned(),
    }
}

/// Whether she has agreed to what is on the page.
#[component]
pub(crate) fn Agreement(agreed: Agreed, link: bool) -> impl IntoView {
    let state = match agreed {
        Agreed::NotYet => view! {
            <p>
                <Ruby text=words::AGREE_NOT_YET/>
            </p>
        }
        .into_any(),
        Agreed::ToEarlier { .. } => view! {
            <p>
                <Ruby text=words::AGREED_EARLIER/>
            </p>
        }
        .into_any(),
        Agreed::Answered {
            extent,
            open_items,
            words: own,
            on,
        } => {
            let open: Vec<String> = open_items.iter().map(u16::to_string).collect();
            let some_open = extent == AgreementExtent::Part && !open.is_empty();
            view! {
                <p class="her__received">
                    "「"
                    <Ruby text=words::extent(extent)/>
                    "」 "
                    <Ruby text=words::short_day(on)/>
                    " "
                    <Ruby text=words::RECEIVED/>
                </p>
                {some_open
                    .then(|| {
                        view! {
                            <p>
                                <Ruby text=words::OPEN_NOW/>
                                "："
                                {open.join("、")}
                            </p>
                        }
                    })}
                {(!own.is_empty()).then(|| view! { <Letter text=own/> })}
            }
            .into_any()
        }
    };
    view! {
        <section class="her__card" id=link.then_some("g") tabindex="-1">
            <h2>
                <Ruby text=words::AGREEMENT_NOW/>
            </h2>
            {state}
            {link.then(|| view! { <To href=path::AGREE text=words::AGREE_OPEN/> })}
        </section>
    }
}
