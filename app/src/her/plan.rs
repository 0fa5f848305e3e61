//! あなたの計画: her own words first, one contact first, what changed, then every item.
//!
//! All items stand in one form: whichever button she presses, everything she has filled in arrives,
//! so that nothing typed at one item is lost by sending another.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::id::ItemId;
use domain::plan::{AgreementExtent, PlanLine};
use domain::view::PlanChangeKind;
use domain::view::her::{Agreed, Change, ChangedPlace, Contact, HerWords, PlanPage, ShownPlan};
use leptos::prelude::*;
use uuid::Uuid;

use super::doing::Decided;
use super::frame::{Bare, To};
use super::item::{Answers, Comments, Fact, ItemDraft, LaidHere, PlanItem, received};
use super::line::{Box as TellBox, Open, Tell, Telling};
use super::meeting::Soon;
use super::own::Own;
use super::say::{Colon, Say, Word, Wording};
use super::slot::Slots;
use super::told::Told;
use super::transfer::Moving;
use super::worker::Changing;
use super::{Hidden, Letter, Mistakes, Wrong, field, path, words};

/// What a page of hers carries besides the view.
#[derive(Debug, Clone, Default)]
pub struct PlanDraft {
    pub token: String,
    pub wrong: Vec<Wrong>,
    pub items: BTreeMap<ItemId, ItemDraft>,
    /// A line that she is about to say is wrong.
    pub telling: Option<Telling>,
    /// Ids for the commands of each item, in order.
    pub tickets: Vec<(Uuid, Uuid)>,
}

fn heading(view: &PlanPage) -> Wording {
    match &view.called_name {
        Some(name) => words::PLAN_OF.with([("name", Wording::written(name))]),
        None => words::YOUR_PLAN.into(),
    }
}

/// The same on a worker's tablet where nothing can be reached: the plan and her answers to it.
pub fn shown(view: PlanPage, draft: PlanDraft) -> AnyView {
    let heading = heading(&view);
    view! {
        <Mistakes wrong=draft.wrong.clone()/>
        <h1>
            <Say text=heading/>
        </h1>
        <Words said=view.words planned=true more=false/>
        <First contact=view.contact planned=true/>
        {view.plan.map(|plan| view! { <Shown plan draft/> })}
    }
    .into_any()
}

/// Her page.
pub fn page(view: PlanPage, draft: PlanDraft) -> AnyView {
    let heading = heading(&view);
    view! {
        <Mistakes wrong=draft.wrong.clone()/>
        <h1>
            <Say text=heading/>
        </h1>
        <Words said=view.words.clone() planned=view.plan.is_some() more=true/>
        <First contact=view.contact planned=view.plan.is_some()/>
        <Slots slots=view.slots/>
        <Soon soon=view.meeting/>
        {view.evaluation.map(|evaluation| view! { <LookBack open=evaluation.open/> })}
        <Changing change=view.worker/>
        <Moving transfer=view.transfer/>
        {match view.plan {
            Some(plan) => view! { <Shown plan draft/> }.into_any(),
            None => view! {
                <p class="her__card">
                    <Say text=words::NO_PLAN/>
                </p>
                <Bare page="a"/>
            }
            .into_any(),
        }}
        <Own items=view.own/>
        <Decided decisions=view.decisions/>
        <Told facts=view.told/>
        <nav class="her__menu">
            <To href=path::KNOW text=words::know::KNOW/>
            <To href=path::TALK text=words::TALK/> <To href=path::GIVEN text=words::GIVEN/>
            <To href=path::RECORDS text=words::RECORDS/> <To href=path::TIES text=words::TIES/>
            <To href=path::MEETING text=words::MEETING/>
            <To href=path::SAFETY text=words::SAFETY/>
        </nav>
    }
    .into_any()
}

/// The way to ふりかえり, as long as there is one.
#[component]
fn LookBack(open: bool) -> impl IntoView {
    view! {
        <section class="her__card">
            <p>
                <Say text=if open { words::LOOK_BACK_ASKED } else { words::LOOK_BACK_DONE }/>
            </p>
            <To href=path::EVALUATE text=words::LOOK_BACK/>
        </section>
    }
}

/// Her own words, the newest to the letter, the others folded.
#[component]
fn Words(
    said: Vec<HerWords>,
    planned: bool,
    /// There is a page where she can say more.
    more: bool,
) -> impl IntoView {
    let mut said = said.into_iter();
    let newest = said.next();
    let earlier: Vec<HerWords> = said.collect();
    view! {
        <section class="her__said-first" id="words" tabindex="-1" aria-labelledby="words-head">
            <h2 id="words-head">
                <Say text=words::YOUR_WORDS/>
            </h2>
            {match newest {
                Some(words) => view! {
                    <blockquote class="her__words">
                        <Letter text=words.words/>
                    </blockquote>
                    <Answers answers=words.answers/>
                    {planned.then(|| view! { <Open line=PlanLine::Wish/> })}
                }
                .into_any(),
                None => view! {
                    <p>
                        <Say text=words::NO_WORDS/>
                    </p>
                }
                .into_any(),
            }}
            {(!earlier.is_empty())
                .then(|| {
                    view! {
                        <details>
                            <summary>
                                <span><Say text=words::EARLIER_WORDS/></span>
                            </summary>
                            {earlier
                                .into_iter()
                                .map(|words| {
                                    view! {
                                        <blockquote class="quote">
                                            <Letter text=words.words/>
                                            <p class="small muted">
                                                <Say text=words::day(words.on)/>
                                            </p>
                                        </blockquote>
                                        <Answers answers=words.answers/>
                                    }
                                })
                                .collect_view()}
                        </details>
                    }
                })}
            {more.then(|| view! { <To href=path::TALK text=words::ADD_WORDS/> })}
        </section>
    }
}

/// One person to turn to, before everything else.
#[component]
fn First(contact: Option<Contact>, planned: bool) -> impl IntoView {
    contact.map(|contact| {
        view! {
            <section class="her__contact">
                <h2>
                    <Say text=words::CONTACT/>
                </h2>
                <p translate="no">
                    <b>{contact.name}</b>
                    " "
                    {contact.agency}
                </p>
                {planned.then(|| view! { <Open line=PlanLine::Contact/> })}
            </section>
        }
    })
}

#[component]
fn Shown(plan: ShownPlan, draft: PlanDraft) -> impl IntoView {
    let PlanDraft {
        token,
        mut items,
        tickets,
        telling,
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
            let telling = telling.clone();
            view! { <PlanItem item count draft telling tickets/> }
        })
        .collect();
    // What she wrote about items that the new version no longer has.
    let left: Vec<String> = items
        .into_values()
        .flat_map(|draft| [draft.words, draft.comment])
        .filter(|text| !text.trim().is_empty())
        .collect();
    let since = plan.read_before.map(|(_, on)| on);
    view! {
        {(!left.is_empty())
            .then(|| {
                view! {
                    <section class="her__card">
                        <h2>
                            <Say text=words::STILL_HERE/>
                        </h2>
                        {left.into_iter().map(|text| view! { <Letter text/> }).collect_view()}
                    </section>
                }
            })}
        <Changes changes=plan.changes.clone() since/>
        <form id="p" method="post" action=path::ANSWER autocomplete="off">
            <Hidden name=field::TOKEN value=token/>
            <Hidden name=field::PAGE value="a"/>
            <Hidden name=field::PLAN value=plan.id.to_string()/>
            <Hidden name=field::VERSION value=plan.version.to_string()/>
            // What stands above the form has its box here.
            {telling
                .clone()
                .filter(|telling| matches!(telling.line, PlanLine::Wish | PlanLine::Contact))
                .map(|telling| view! { <TellBox telling/> })}
            <About plan=plan.clone() telling/>
            {cards}
        </form>
        {(!plan.comments.is_empty())
            .then(|| {
                view! {
                    <section class="her__card">
                        <h2>
                            <Say text=words::ABOUT_ALL/>
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
fn About(plan: ShownPlan, telling: Option<Telling>) -> impl IntoView {
    let period = words::SPAN.with([("from", words::day(plan.from)), ("to", words::day(plan.to))]);
    view! {
        <section class="her__card">
            <p class="her__progress">
                <span>
                    <Say text=words::VERSION.with([("n", Wording::sign(plan.version))])/>
                </span>
            </p>
            {plan.confirmed.then(|| view! {
                <p class="her__received"><Say text=words::CONFIRMED/></p>
            })}
            {plan.wish.map(|text| view! { <blockquote class="quote"><Letter text/></blockquote> })}
            <h2>
                <Say text=words::GOAL/>
            </h2>
            <p class="letter" translate="no">
                <Say text=plan.goal_long/>
            </p>
            <Tell line=PlanLine::GoalLong telling=telling.clone()/>
            <h3>
                <Say text=words::GOALS/>
            </h3>
            <ul translate="no">
                {plan
                    .goals_short
                    .into_iter()
                    .map(|goal| view! { <li><Say text=goal/></li> })
                    .collect_view()}
            </ul>
            <Tell line=PlanLine::GoalsShort telling=telling.clone()/>
            <dl class="dl">
                <Fact line=PlanLine::Period text=period telling=telling.clone()/>
                <Fact line=PlanLine::Review text=words::day(plan.review) telling/>
            </dl>
        </section>
    }
}

/// What is different since she read it, in words; colour only underlines it.
#[component]
fn Changes(changes: Vec<Change>, since: Option<NaiveDate>) -> impl IntoView {
    (!changes.is_empty()).then(|| {
        view! {
            <section class="her__card diff" id="changes">
                <h2>
                    <Say text=words::CHANGES/>
                </h2>
                {since.map(|on| view! {
                    <p class="small muted">
                        <Say text=Wording::labelled(words::CHANGES_SINCE, words::short_day(on))/>
                    </p>
                })}
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
                <Say text=place_words(change.place)/>
            </b>
            <Colon/>
            <Say text=what/>
            {(!change.before.is_empty())
                .then(|| {
                    view! {
                        <p>
                            <Say text=words::BEFORE/>
                            <Colon/>
                            <del class="was" translate="no">
                                <Say text=change.before/>
                            </del>
                        </p>
                    }
                })}
            {(!change.after.is_empty())
                .then(|| {
                    view! {
                        <p>
                            <Say text=words::AFTER/>
                            <Colon/>
                            <ins class="now-is" translate="no">
                                <Say text=change.after/>
                            </ins>
                        </p>
                    }
                })}
        </li>
    }
}

fn place_words(place: ChangedPlace) -> Wording {
    let part =
        |number, domain, part: Word| Wording::All(vec![words::item(number, domain), part.into()]);
    match place {
        ChangedPlace::Item {
            number: Some(number),
            domain,
        } => words::item(number, domain),
        ChangedPlace::Item {
            number: None,
            domain,
        } => words::domain(domain).into(),
        ChangedPlace::When { number, domain } => part(number, domain, words::CHANGED_WHEN),
        ChangedPlace::Helper { number, domain } => part(number, domain, words::CHANGED_HELPER),
        ChangedPlace::HerPart { number, domain } => part(number, domain, words::CHANGED_HER_PART),
        ChangedPlace::Wish => words::YOUR_WORDS.into(),
        ChangedPlace::GoalLong => words::GOAL.into(),
        ChangedPlace::GoalsShort => words::GOALS.into(),
        ChangedPlace::Contact => words::CONTACT.into(),
        ChangedPlace::Period => words::PERIOD.into(),
        ChangedPlace::Review => words::REVIEW.into(),
    }
}

/// Whether she has agreed to what is on the page.
#[component]
pub(crate) fn Agreement(agreed: Agreed, link: bool) -> impl IntoView {
    let state = match agreed {
        Agreed::NotYet => view! {
            <p>
                <Say text=words::AGREE_NOT_YET/>
            </p>
        }
        .into_any(),
        Agreed::ToEarlier { .. } => view! {
            <p>
                <Say text=words::AGREED_EARLIER/>
            </p>
        }
        .into_any(),
        Agreed::Answered {
            extent,
            open_items,
            words: own,
            signed,
            again,
            on,
        } => {
            let some_open = extent == AgreementExtent::Part && !open_items.is_empty();
            let open = Wording::List(open_items.iter().map(Wording::sign).collect());
            view! {
                <p class="her__received">
                    <Say text=words::YOUR_ANSWER.with([("answer", words::extent(extent).into())])/>
                    " "
                    <Say text=received(on, LaidHere::has(|laid| laid.agreement))/>
                </p>
                {some_open
                    .then(|| {
                        view! {
                            <p>
                                <Say text=Wording::labelled(words::OPEN_NOW, open.clone())/>
                            </p>
                        }
                    })}
                {signed.then(|| view! {
                    <p>
                        <Say text=words::SIGNED/>
                    </p>
                })}
                {(!own.is_empty()).then(|| view! { <Letter text=own/> })}
                {again.then(|| view! {
                    <p class="her__waits">
                        <Say text=words::AGREE_AGAIN/>
                    </p>
                })}
            }
            .into_any()
        }
    };
    view! {
        <section class="her__card" id=link.then_some("g") tabindex="-1">
            <h2>
                <Say text=words::AGREEMENT_NOW/>
            </h2>
            {state}
            {link.then(|| view! { <To href=path::AGREE text=words::AGREE_OPEN/> })}
        </section>
    }
}
