//! 計画の項目 on her page: the text, who helps, who can see it, four answers of equal weight, her
//! own words, and a way to say that something is wrong.

use domain::id::ItemId;
use domain::plan::ItemChoice;
use domain::view::her::{Answered, Item, Said, Viewer};
use leptos::prelude::*;
use uuid::Uuid;

use super::{Hidden, Letter, boxed, words};
use crate::ui::Ruby;

/// What she has typed for one item and what is not yet, or cannot be, recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemDraft {
    pub choice: Option<ItemChoice>,
    pub words: String,
    pub comment: String,
}

/// The value of a choice in the form.
pub fn choice_key(choice: ItemChoice) -> &'static str {
    match choice {
        ItemChoice::Want => "1",
        ItemChoice::Differently => "2",
        ItemChoice::NotNow => "3",
        ItemChoice::DoNotWant => "4",
    }
}

/// The choice with that value.
pub fn choice_of(key: &str) -> Option<ItemChoice> {
    ItemChoice::ALL
        .into_iter()
        .find(|choice| choice_key(*choice) == key)
}

/// The id of an item's card.
pub fn card_id(number: u16) -> String {
    format!("n{number}")
}

/// The id of an item's answers.
pub fn answers_id(item: ItemId) -> String {
    format!("a-{item}")
}

/// The id of the box for her own words.
pub fn words_id(item: ItemId) -> String {
    format!("w-{item}")
}

/// The id of the box where she tells what is wrong.
pub fn comment_id(item: ItemId) -> String {
    format!("c-{item}")
}

/// One item. `tickets` are the ids of the two commands it can send.
#[component]
pub(crate) fn PlanItem(
    item: Item,
    count: usize,
    draft: Option<ItemDraft>,
    tickets: (Uuid, Uuid),
) -> impl IntoView {
    let number = item.number;
    let chosen = draft
        .as_ref()
        .and_then(|d| d.choice)
        .or(item.answer.as_ref().map(|answer| answer.choice));
    let unsent = draft.as_ref().is_some_and(|draft| !draft.words.is_empty());
    let own = match &draft {
        Some(draft) => draft.words.clone(),
        None => item
            .answer
            .as_ref()
            .map(|answer| answer.words.clone())
            .unwrap_or_default(),
    };
    let comment = draft.map(|draft| draft.comment).unwrap_or_default();
    let id = item.id;
    let helper = match &item.person {
        Some(person) => format!("{person}（{}）", item.agency),
        None => item.agency.clone(),
    };
    view! {
        <section class="her__card" id=card_id(number) tabindex="-1">
            <p class="her__progress">
                <span>
                    <Ruby text=words::PROGRESS/>
                    {format!(" {number} / {count}")}
                </span>
            </p>
            <h2>
                <Ruby text=words::domain(item.domain)/>
            </h2>
            <p class="her__item" translate="no">
                <Ruby text=item.text.clone()/>
            </p>
            <dl class="dl">
                <Fact term=words::WHEN text=item.when.clone()/>
                <Fact term=words::HELPER text=helper/>
                <Fact term=words::YOU_DO text=item.what_she_does.clone()/>
            </dl>
            <Viewers viewers=item.viewers.clone()/>
            <Before answer=item.answer_before.clone().filter(|_| item.answer.is_none())/>
            <fieldset class="answers" id=answers_id(id)>
                <legend>
                    <Ruby text=words::ANSWER_LEGEND/>
                </legend>
                {ItemChoice::ALL
                    .into_iter()
                    .map(|choice| {
                        view! {
                            <label class="answer">
                                <input
                                    type="radio"
                                    name=format!("a{number}")
                                    value=choice_key(choice)
                                    checked=chosen == Some(choice)
                                    autocomplete="off"
                                />
                                <span>
                                    <Ruby text=words::choice(choice)/>
                                </span>
                            </label>
                        }
                    })
                    .collect_view()}
            </fieldset>
            <Now answer=item.answer.clone()/>
            <div class="field">
                <label class="field__label" for=words_id(id)>
                    <span><Ruby text=words::OWN_WORDS/></span>
                </label>
                <p class="field__help">
                    <Ruby text=words::OWN_WORDS_HELP/>
                </p>
                <textarea
                    class="input input--area her__own"
                    id=words_id(id)
                    name=format!("w{number}")
                    rows="3"
                    autocomplete="off"
                    translate="no"
                    data-unsent=unsent.then_some("")
                >
                    {boxed(&own)}
                </textarea>
            </div>
            <Comments comments=item.comments.clone()/>
            <details class="her__tell" open=!comment.is_empty()>
                <summary class="her__wrong">
                    <span><Ruby text=words::TELL_WRONG/></span>
                </summary>
                <div class="field">
                    <label class="field__label" for=comment_id(id)>
                        <span><Ruby text=words::TELL_WRONG_HELP/></span>
                    </label>
                    <textarea
                        class="input input--area her__own"
                        id=comment_id(id)
                        name=format!("c{number}")
                        rows="3"
                        autocomplete="off"
                        translate="no"
                        data-unsent=(!comment.is_empty()).then_some("")
                    >
                        {boxed(&comment)}
                    </textarea>
                </div>
            </details>
            <Hidden name=format!("i{number}") value=id.to_string()/>
            <Hidden name=format!("e{number}") value=tickets.0.to_string()/>
            <Hidden name=format!("f{number}") value=tickets.1.to_string()/>
            <button class="button her__next" data-variant="primary" name="n" value=number.to_string()>
                <Ruby text=words::SEND_ANSWER/>
            </button>
        </section>
    }
}

#[component]
fn Fact(term: &'static str, text: String) -> impl IntoView {
    (!text.trim().is_empty()).then(|| {
        view! {
            <div class="dl__row">
                <dt>
                    <Ruby text=term/>
                </dt>
                <dd class="dl__text" translate="no">
                    <span>
                        <Ruby text/>
                    </span>
                </dd>
            </div>
        }
    })
}

/// だれが見られる: agencies and roles.
#[component]
fn Viewers(viewers: Vec<Viewer>) -> impl IntoView {
    if viewers.is_empty() {
        return view! {
            <p class="viewers">
                <Ruby text=words::NOBODY/>
            </p>
        }
        .into_any();
    }
    let count = viewers.len();
    let lines = viewers.into_iter().map(|viewer| {
        let roles: Vec<&str> = viewer.roles.iter().map(|role| words::role(*role)).collect();
        let when = viewer
            .meeting_on
            .map(|on| format!("（{}の {}）", words::short_day(on), words::MEETING_ONLY));
        view! {
            <li>
                <b translate="no">{viewer.agency}</b>
                " "
                <Ruby text=roles.join("、")/>
                {when.map(|text| view! { <Ruby text/> })}
            </li>
        }
    });
    view! {
        <details class="viewers">
            <summary>
                <span>
                    <Ruby text=words::WHO_SEES/>
                    " "
                    <b>
                        {count} <Ruby text=words::AGENCIES/>
                    </b>
                </span>
            </summary>
            <ul>{lines.collect_view()}</ul>
        </details>
    }
    .into_any()
}

#[component]
fn Before(answer: Option<Answered>) -> impl IntoView {
    answer.map(|answer| {
        view! {
            <div class="her__before">
                <p>
                    <Ruby text=words::ANSWER_BEFORE/>
                    "「"
                    <Ruby text=words::choice(answer.choice)/>
                    "」 "
                    <Ruby text=words::ANSWER_AGAIN/>
                </p>
                {(!answer.words.is_empty()).then(|| view! { <Letter text=answer.words/> })}
            </div>
        }
    })
}

#[component]
fn Now(answer: Option<Answered>) -> impl IntoView {
    match answer {
        Some(answer) => view! {
            <p class="her__received">
                <Ruby text=words::YOUR_ANSWER/>
                "「"
                <Ruby text=words::choice(answer.choice)/>
                "」 "
                <Ruby text=words::short_day(answer.on)/>
                " "
                <Ruby text=words::RECEIVED/>
            </p>
        }
        .into_any(),
        None => view! {
            <p class="small muted">
                <Ruby text=words::NOT_ANSWERED/>
                "。"
                <Ruby text=words::ANSWER_HELP/>
            </p>
        }
        .into_any(),
    }
}

/// What she said, with the answers.
#[component]
pub(crate) fn Comments(comments: Vec<Said>) -> impl IntoView {
    comments
        .into_iter()
        .map(|said| {
            let answers = said.answers.into_iter().map(|answer| {
                view! {
                    <div class="her__reply">
                        <p class="small">
                            <Ruby text=words::ANSWER_FROM/>
                            " "
                            <span translate="no">
                                {format!("{}（{}）", answer.by.name, answer.by.agency)}
                            </span>
                            " "
                            <Ruby text=words::short_day(answer.on)/>
                        </p>
                        <Letter text=answer.words/>
                    </div>
                }
            });
            view! {
                <div class="her__said">
                    <p class="small">
                        <Ruby text=words::YOU_SAID/>
                        " "
                        <Ruby text=words::short_day(said.on)/>
                    </p>
                    <Letter text=said.words/>
                    {answers.collect_view()}
                    {said
                        .waits
                        .then(|| {
                            view! {
                                <p class="her__waits">
                                    <Ruby text=words::WAITS/>
                                </p>
                            }
                        })}
                </div>
            }
        })
        .collect_view()
}
