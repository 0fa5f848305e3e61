//! 計画の項目 on her page: the text, who helps, who can see it, four answers of equal weight, her
//! own words, and a way to say that something is wrong.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::id::ItemId;
use domain::plan::{ItemChoice, ItemLine, PlanLine};
use domain::view::PlanChangeKind;
use domain::view::her::{Answered, Awaited, Item, Said, ToldBack, Viewer};
use leptos::prelude::*;
use uuid::Uuid;

use super::controls::{Radio, Row, Send, Words};
use super::doing::doing_words;
use super::line::{Tell, Telling};
use super::say::{Say, Wording};
use super::translated::InLanguage;
use super::{Hidden, Letter, words};

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
    telling: Option<Telling>,
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
    let commented = !comment.is_empty();
    let id = item.id;
    let line = move |part| PlanLine::Item { item: id, part };
    let helper = match &item.person {
        Some(person) => format!("{person}（{}）", item.agency),
        None => item.agency.clone(),
    };
    view! {
        <section class="her__card" id=card_id(number) tabindex="-1">
            <p class="her__progress">
                <span>
                    <Say text=words::PROGRESS/>
                    {format!(" {number} / {count}")}
                </span>
            </p>
            <h2>
                <Say text=words::domain(item.domain)/>
            </h2>
            {item.news.map(|news| view! {
                <p class="her__received">
                    <Say text=match news {
                        PlanChangeKind::Added => words::ITEM_NEW,
                        _ => words::ITEM_CHANGED,
                    }/>
                </p>
            })}
            <p class="her__item" translate="no">
                <Say text=item.text.clone()/>
            </p>
            <InLanguage of=item.in_languages.clone()/>
            <Tell line=line(ItemLine::Text) telling=telling.clone()/>
            <dl class="dl">
                <Fact line=line(ItemLine::When) text=item.when.clone() telling=telling.clone()/>
                <Fact line=line(ItemLine::Helper) text=helper telling=telling.clone()/>
                <Fact line=line(ItemLine::HerPart) text=item.what_she_does.clone() telling/>
                {item
                    .doing
                    .map(|doing| view! { <Row term=words::DOING text=doing_words(doing)/> })}
            </dl>
            <Viewers viewers=item.viewers.clone()/>
            <Before answer=item.answer_before.clone().filter(|_| item.answer.is_none())/>
            <fieldset class="answers" id=answers_id(id)>
                <legend>
                    <Say text=words::ANSWER_LEGEND/>
                </legend>
                {ItemChoice::ALL
                    .into_iter()
                    .map(|choice| {
                        view! {
                            <Radio
                                name=format!("a{number}")
                                value=choice_key(choice)
                                text=words::choice(choice)
                                checked=chosen == Some(choice)
                            />
                        }
                    })
                    .collect_view()}
            </fieldset>
            <Now answer=item.answer.clone() here=LaidHere::has(|laid| laid.items.contains(&id))/>
            <Words
                id=words_id(id)
                name=format!("w{number}")
                label=words::OWN_WORDS
                help=[words::OWN_WORDS_HELP]
                text=own
                unsent
            />
            <Comments comments=item.comments.clone()/>
            <details class="her__tell" open=commented>
                <summary class="her__wrong">
                    <span><Say text=words::SAY_ITEM/></span>
                </summary>
                <Words
                    id=comment_id(id)
                    name=format!("c{number}")
                    label=words::TELL_WRONG_HELP
                    text=comment
                />
            </details>
            <Hidden name=format!("i{number}") value=id.to_string()/>
            <Hidden name=format!("e{number}") value=tickets.0.to_string()/>
            <Hidden name=format!("f{number}") value=tickets.1.to_string()/>
            <Send name="n" value=number.to_string()/>
        </section>
    }
}

/// A line with its name, and the way to say that it is wrong.
#[component]
pub(super) fn Fact(
    line: PlanLine,
    #[prop(into)] text: Wording,
    telling: Option<Telling>,
) -> impl IntoView {
    (!text.is_empty()).then(|| {
        view! {
            <div class="dl__row">
                <dt>
                    <Say text=words::line(line)/>
                </dt>
                <dd class="dl__text">
                    <span translate="no">
                        <Say text/>
                    </span>
                    <Tell line telling/>
                </dd>
            </div>
        }
    })
}

/// だれが見られる: agencies, roles and how many people.
#[component]
pub(crate) fn Viewers(viewers: Vec<Viewer>) -> impl IntoView {
    if viewers.is_empty() {
        return view! {
            <p class="viewers">
                <Say text=words::NOBODY/>
            </p>
        }
        .into_any();
    }
    let count = viewers.len();
    let lines = viewers.into_iter().map(|viewer| {
        let roles = viewer.roles.iter().map(|role| words::role(*role));
        let who = words::VIEWER.with([
            ("roles", Wording::list(roles)),
            ("n", Wording::sign(viewer.people)),
        ]);
        let when = viewer
            .meeting_on
            .map(|on| words::MEETING_ONLY.with([("day", words::short_day(on))]));
        view! {
            <li>
                <b translate="no">{viewer.agency}</b>
                " "
                <Say text=who/>
                {when.map(|text| view! { <Say text/> })}
            </li>
        }
    });
    view! {
        <details class="viewers">
            <summary>
                <span>
                    <Say text=words::WHO_SEES/>
                    " "
                    <b>
                        <Say text=words::AGENCIES.with([("n", Wording::sign(count))])/>
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
                    <Say text=words::ANSWER_BEFORE.with([("answer", words::choice(answer.choice).into())])/>
                    " "
                    <Say text=words::ANSWER_AGAIN/>
                </p>
                {(!answer.words.is_empty()).then(|| view! { <Letter text=answer.words/> })}
            </div>
        }
    })
}

/// What she answered on a tablet that nothing can be reached from: it lies there, and nobody has received it yet (leptos
/// context). At her own door there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LaidHere {
    pub items: BTreeSet<ItemId>,
    pub agreement: bool,
}

impl LaidHere {
    pub(super) fn has(which: impl FnOnce(&Self) -> bool) -> bool {
        use_context::<RwSignal<Self>>().is_some_and(|laid| laid.with_untracked(which))
    }
}

/// That her answer has been received, or where it lies instead.
pub(super) fn received(on: NaiveDate, here: bool) -> Wording {
    match here {
        true => Wording::sign("この タブレットに あります。"),
        false => words::received(on),
    }
}

#[component]
fn Now(answer: Option<Answered>, here: bool) -> impl IntoView {
    match answer {
        Some(answer) => view! {
            <p class="her__received">
                <Say text=words::YOUR_ANSWER.with([("answer", words::choice(answer.choice).into())])/>
                " "
                <Say text=received(answer.on, here)/>
            </p>
        }
        .into_any(),
        None => view! {
            <p class="small muted">
                <Say text=words::NOT_ANSWERED/>
                "。"
                <Say text=words::ANSWER_HELP/>
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
            let line = said.line.map(|line| {
                view! {
                    <Say text=words::TOLD_WRONG.with([("line", words::line(line).into())])/>
                    " "
                }
            });
            view! {
                <div class="her__said">
                    <p class="small">
                        {line}
                        <Say text=words::YOU_SAID/>
                        " "
                        <Say text=words::short_day(said.on)/>
                    </p>
                    <Letter text=said.words/>
                    <Answers answers=said.answers/>
                    <Waits awaits=said.awaits/>
                </div>
            }
        })
        .collect_view()
}

/// The answers to something she said; what came since she read the last time says so.
#[component]
pub(super) fn Answers(answers: Vec<ToldBack>) -> impl IntoView {
    let answers = answers.into_iter().map(|answer| {
        view! {
            <div class="her__reply">
                <p class="small">
                    <Say text=if answer.new { words::NEW_ANSWER } else { words::ANSWER_FROM }/>
                    " "
                    <span translate="no">
                        {format!("{}（{}）", answer.by.name, answer.by.agency)}
                    </span>
                    " "
                    <Say text=words::short_day(answer.on)/>
                </p>
                <Letter text=answer.words/>
            </div>
        }
    });
    answers.collect_view()
}

/// That an answer must come, and by when.
#[component]
pub(super) fn Waits(awaits: Option<Awaited>) -> impl IntoView {
    awaits.map(|awaits| {
        let by = match awaits.late {
            true => words::WAITS_LATE.into(),
            false => words::WAITS_BY.with([("day", words::short_day(awaits.by))]),
        };
        view! {
            <p class="her__waits">
                <Say text=words::WAITS/>
                " "
                <Say text=by/>
            </p>
        }
    })
}
