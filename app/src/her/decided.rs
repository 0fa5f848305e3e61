//! 会議で 決まったこと: in plain words, by whom and by when; and to each of them what she says, in two
//! answers of equal weight and in her own words. Silence stays unanswered.

use std::collections::BTreeMap;

use domain::id::RecordId;
use domain::meeting::HerView;
use domain::view::her::{HeldForHer, HerDecision, MeetingPage};
use leptos::prelude::*;
use uuid::Uuid;

use super::controls::{Radio, Send, Words};
use super::frame::To;
use super::say::{Say, Wording};
use super::{Hidden, Letter, Mistakes, Wrong, field, path, words};

/// What she has ticked and typed so far.
#[derive(Debug, Clone, Default)]
pub struct DecidedDraft {
    pub token: String,
    pub wrong: Vec<Wrong>,
    pub takes: BTreeMap<RecordId, TakeDraft>,
    /// Ids for the command of each decision, in order.
    pub tickets: Vec<Uuid>,
}

/// Her answer to one decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakeDraft {
    pub view: Option<HerView>,
    pub words: String,
}

/// The id of a decision's answers.
pub fn answers_id(decision: RecordId) -> String {
    format!("a-{decision}")
}

/// The id of the box for her own words.
pub fn words_id(decision: RecordId) -> String {
    format!("w-{decision}")
}

/// The answer with that value.
pub fn view_of(key: &str) -> Option<HerView> {
    match key {
        "1" => Some(HerView::Accepted),
        "2" => Some(HerView::Objected),
        _ => None,
    }
}

/// The page.
pub fn page(view: MeetingPage, draft: DecidedDraft) -> AnyView {
    let DecidedDraft {
        token,
        wrong,
        mut takes,
        tickets,
    } = draft;
    let mut cards = view
        .decisions()
        .cloned()
        .zip(1..)
        .zip(tickets.into_iter().chain(std::iter::repeat(Uuid::nil())))
        .map(|((decision, n), ticket)| {
            let draft = takes.remove(&decision.id);
            (
                decision.meeting,
                Card {
                    decision,
                    n,
                    ticket,
                    draft,
                },
            )
        })
        .collect::<Vec<_>>();
    let mut of = |meeting| {
        let (here, rest) = std::mem::take(&mut cards)
            .into_iter()
            .partition(|(known, _)| *known == meeting);
        cards = rest;
        here.into_iter()
            .map(|(_, card): (_, Card)| card.shown())
            .collect_view()
    };
    let live = view.live().map(|meeting| {
        let cards = of(meeting.id);
        view! {
            <section class="her__card">
                <p><Say text=words::MEETING_NOW/></p>
                <To href=path::LIVE text=words::LIVE/>
            </section>
            {cards}
        }
    });
    let empty = view.held.is_empty() && live.is_none();
    let held = view
        .held
        .into_iter()
        .map(|held| {
            let cards = of(held.meeting);
            view! { <Held held/> {cards} }
        })
        .collect_view();
    // What she wrote about a decision that is not on the page any more.
    let left: Vec<String> = takes
        .into_values()
        .map(|take| take.words)
        .filter(|text| !text.trim().is_empty())
        .collect();
    view! {
        <Mistakes wrong/>
        <h1>
            <Say text=words::DECIDED/>
        </h1>
        <p>
            <Say text=words::DECIDED_1/>
        </p>
        {(!left.is_empty())
            .then(|| {
                view! {
                    <section class="her__card">
                        <h2><Say text=words::STILL_HERE/></h2>
                        {left.into_iter().map(|text| view! { <Letter text/> }).collect_view()}
                    </section>
                }
            })}
        {empty.then(|| view! { <p class="her__card"><Say text=words::DECIDED_NONE/></p> })}
        <form id="p" method="post" action=path::DECIDED autocomplete="off">
            <Hidden name=field::TOKEN value=token/>
            <Hidden name=field::PAGE value="n"/>
            {live}
            {held}
        </form>
        <nav class="her__menu">
            <To href=path::MEETING text=words::MEETING/> <To href=path::PLAN text=words::BACK/>
        </nav>
    }
    .into_any()
}

/// The meeting, and her version of it.
#[component]
fn Held(held: HeldForHer) -> impl IntoView {
    view! {
        <section class="her__card">
            <h2>
                <Say text=words::day(held.on)/>
            </h2>
            {(!held.confirmed).then(|| view! { <p><Say text=words::DECIDED_MAKING/></p> })}
            {(!held.version.trim().is_empty())
                .then(|| {
                    view! { <div class="letter" translate="no"><Say text=held.version/></div> }
                })}
            {held
                .next
                .map(|next| {
                    view! {
                        <p>
                            <Say text=Wording::labelled(words::DECIDED_NEXT, words::day(next))/>
                        </p>
                    }
                })}
        </section>
    }
}

/// A decision with the place for her answer.
struct Card {
    decision: HerDecision,
    n: usize,
    ticket: Uuid,
    draft: Option<TakeDraft>,
}

impl Card {
    fn shown(self) -> impl IntoView {
        let Self {
            decision,
            n,
            ticket,
            draft,
        } = self;
        let id = decision.id;
        let meeting = decision.meeting.to_string();
        let stands = decision.take.clone();
        let draft = draft.unwrap_or_else(|| match &stands {
            Some((view, words, _)) => TakeDraft {
                view: Some(*view),
                words: words.clone(),
            },
            None => TakeDraft::default(),
        });
        let answers = [
            ("1", words::TAKE_YES, draft.view == Some(HerView::Accepted)),
            ("2", words::TAKE_NO, draft.view == Some(HerView::Objected)),
        ];
        view! {
            <section class="her__card" id=format!("n{n}") tabindex="-1">
                <Facts decision/>
                <fieldset class="answers" id=answers_id(id)>
                    <legend>
                        <Say text=words::TAKE/>
                    </legend>
                    {answers
                        .map(|(value, text, checked)| {
                            view! { <Radio name=format!("a{n}") value text checked/> }
                        })
                        .collect_view()}
                </fieldset>
                {stands
                    .map(|(_, _, on)| {
                        view! {
                            <p class="her__received">
                                <Say text=words::received(on)/>
                            </p>
                        }
                    })}
                <Words id=words_id(id) name=format!("w{n}") label=words::OWN_WORDS text=draft.words/>
                <Hidden name=format!("i{n}") value=id.to_string()/>
                <Hidden name=format!("b{n}") value=meeting/>
                <Hidden name=format!("e{n}") value=ticket.to_string()/>
                <Send/>
            </section>
        }
    }
}

/// What was decided, by whom and by when.
#[component]
pub(super) fn Facts(decision: HerDecision) -> impl IntoView {
    let who = match decision.person {
        Some(person) => format!("{person}（{}）", decision.agency),
        None => decision.agency,
    };
    view! {
        <p class="her__item" translate="no">
            <Say text=decision.words/>
        </p>
        <p class="small">
            <Say text=Wording::labelled(words::DECIDED_WHO, Wording::written(who))/>
            {decision
                .due
                .map(|due| {
                    view! {
                        "　"
                        <Say text=Wording::labelled(words::DECIDED_DUE, words::day(due))/>
                    }
                })}
        </p>
    }
}
