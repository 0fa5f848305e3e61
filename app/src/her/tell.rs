//! 話すように決める: which agency, what kind of information, what for, until when; one question a page, and a
//! page to check the answers. Nothing is chosen beforehand, nothing is kept before the last answer, and what
//! she has said so far travels sealed in the form.

use domain::consent::Answer;
use domain::form::InfoCategory;
use domain::view::her::know::{Choice, Choices, HerConsent, Outlook, Saying, Until, purposes};
use leptos::prelude::*;
use uuid::Uuid;

use super::controls::{Radio, Send, Short, Tick};
use super::frame::To;
use super::know::{Effects, kind_key, purpose_key, until};
use super::say::{Colon, PageLanguage, Say, Wording};
use super::words::know as own;
use super::{Hidden, Mistakes, Wrong, field, path, words};

/// Names and ids of the parts of the forms.
pub mod part {
    pub const AGENCIES: &str = "a";
    pub const KINDS: &str = "i";
    pub const PURPOSE: &str = "u";
    pub const UNTIL: &str = "l";
    pub const YEAR: &str = "y";
    pub const MONTH: &str = "m";
    pub const DAY: &str = "d";
    pub const ANSWER: &str = "x";
    /// Who interprets, and the tick that nobody does.
    pub const INTERPRETER: &str = "t";
    pub const NO_INTERPRETER: &str = "c";
    /// The question on the page, from 1.
    pub const QUESTION: &str = "q";
    /// Which way: on, or to another question.
    pub const WAY: &str = "z";
    /// What she has said so far, sealed.
    pub const SAID: &str = "s";
}

/// Months that she can choose.
pub const MONTHS: [u32; 3] = [1, 3, 6];
/// The values of a day of her own and of no end.
pub const OWN_DAY: &str = "d";
pub const NO_END: &str = "n";

/// The pages of the talk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    #[default]
    Agencies,
    Kinds,
    Purpose,
    Until,
    /// たしかめる
    Check,
}

impl Question {
    pub const ALL: [Question; 5] = [
        Self::Agencies,
        Self::Kinds,
        Self::Purpose,
        Self::Until,
        Self::Check,
    ];

    /// Its number, from 1.
    pub fn number(self) -> usize {
        let at = Self::ALL.iter().position(|known| *known == self);
        at.map_or(1, |at| at + 1)
    }

    /// The one with that number.
    pub fn of(key: &str) -> Option<Self> {
        let number: usize = key.parse().ok()?;
        Self::ALL.get(number.checked_sub(1)?).copied()
    }

    fn before(self) -> Option<Self> {
        Self::ALL.get(self.number().checked_sub(2)?).copied()
    }
}

/// A page of the talk.
#[derive(Debug, Clone)]
pub struct TellDraft {
    pub token: String,
    /// The id of the command, on the last page.
    pub ticket: Uuid,
    pub question: Question,
    pub said: Saying,
    /// The same, sealed.
    pub sealed: String,
    /// A day of her own as she typed it: year, month, day.
    pub day: [String; 3],
    pub own_day: bool,
    pub answer: Option<Answer>,
    /// Who interprets, as she typed it.
    pub interpreter: String,
    /// Nobody does.
    pub alone: bool,
    pub wrong: Vec<Wrong>,
    /// The answer in force that the new one would take the place of.
    pub replaces: Option<HerConsent>,
    pub outlook: Outlook,
    /// Last day of the answer, as it would be today.
    pub last_day: Option<chrono::NaiveDate>,
}

/// The value of an answer in the form.
pub fn answer_key(answer: Answer) -> &'static str {
    match answer {
        Answer::Given => "1",
        Answer::Refused => "2",
        Answer::Deferred => "3",
    }
}

/// The answers, in the order in which they stand.
pub const ANSWERS: [Answer; 3] = [Answer::Given, Answer::Refused, Answer::Deferred];

/// The page of one question.
pub fn page(choices: Choices, draft: TellDraft) -> AnyView {
    let question = draft.question;
    let count = Question::ALL.len() - 1;
    let progress = (question != Question::Check).then(|| {
        view! {
            <p class="her__progress">
                <span>
                    <Say text=own::TELL_QUESTION/>
                    {format!(" {} / {count}", question.number())}
                </span>
            </p>
        }
    });
    let back = question.before().map(|before| {
        view! {
            <button class="button her__next" name=part::WAY value=before.number().to_string()>
                <Say text=own::TELL_BEFORE/>
            </button>
        }
    });
    let (head, next) = match question {
        Question::Agencies => (own::TELL_AGENCIES, own::TELL_NEXT),
        Question::Kinds => (own::TELL_KINDS, own::TELL_NEXT),
        Question::Purpose => (own::TELL_PURPOSE, own::TELL_NEXT),
        Question::Until => (own::TELL_UNTIL, own::TELL_NEXT),
        Question::Check => (own::TELL_CHECK, words::SEND_ANSWER),
    };
    let fields = match question {
        Question::Agencies => view! { <Agencies choices said=draft.said/> }.into_any(),
        Question::Kinds => view! { <Kinds said=draft.said/> }.into_any(),
        Question::Purpose => view! { <Purpose said=draft.said/> }.into_any(),
        Question::Until => view! {
            <UntilWhen said=draft.said day=draft.day own_day=draft.own_day/>
        }
        .into_any(),
        Question::Check => view! { <Check choices draft=draft.clone()/> }.into_any(),
    };
    let ticket = draft.ticket.to_string();
    let ticket = (question == Question::Check)
        .then(|| view! { <Hidden name=field::ENVELOPE value=ticket/> });
    view! {
        <Mistakes wrong=draft.wrong/>
        <h1>
            <Say text=head/>
        </h1>
        {progress}
        <form id="p" method="post" action=path::TELL autocomplete="off">
            <Hidden name=field::TOKEN value=draft.token/>
            <Hidden name=field::PAGE value="3"/>
            <Hidden name=part::SAID value=draft.sealed/>
            <Hidden name=part::QUESTION value=question.number().to_string()/>
            {ticket}
            <section class="her__card">
                {fields}
                <Send text=next/>
                {back}
            </section>
        </form>
        <p class="small">
            <Say text=own::TELL_STOP_HELP/>
        </p>
        <To href=path::KNOW text=own::TELL_STOP/>
    }
    .into_any()
}

#[component]
fn Agencies(choices: Choices, said: Saying) -> impl IntoView {
    let groups = [
        (own::TELL_HELPING, choices.helping),
        (own::TELL_OTHERS, choices.others),
    ];
    let groups = groups.into_iter().filter(|(_, all)| !all.is_empty());
    let groups = groups.map(|(head, all)| {
        let ticks = all.into_iter().map(|choice| {
            let checked = said.agencies.contains(&choice.id);
            view! { <Agency choice checked/> }
        });
        view! {
            <fieldset class="choices">
                <legend>
                    <Say text=head/>
                </legend>
                {ticks.collect_view()}
            </fieldset>
        }
    });
    view! {
        <p>
            <Say text=own::TELL_AGENCIES_HELP/>
        </p>
        <div id=part::AGENCIES tabindex="-1">{groups.collect_view()}</div>
        {choices
            .left_out
            .then(|| {
                [own::TELL_LEFT_OUT, own::TELL_LEFT_OUT_HELP]
                    .map(|line| view! { <p class="small"><Say text=line/></p> })
                    .collect_view()
            })}
    }
}

#[component]
fn Agency(choice: Choice, checked: bool) -> impl IntoView {
    let kind = choice.kind.as_ref().map(words::agency_kind);
    view! {
        <label class="choice">
            <input
                type="checkbox"
                name=part::AGENCIES
                value=choice.id.to_string()
                checked=checked
                autocomplete="off"
            />
            <span>
                <span translate="no">{choice.name}</span>
                {kind
                    .map(|text| {
                        view! {
                            "（"
                            <Say text/>
                            "）"
                        }
                    })}
            </span>
        </label>
    }
}

#[component]
fn Kinds(said: Saying) -> impl IntoView {
    let ticks = InfoCategory::ALL.into_iter().map(|kind| {
        let checked = said.kinds.contains(&kind);
        view! {
            <Tick name=part::KINDS value=kind_key(kind) checked text=words::category(kind)/>
        }
    });
    view! {
        <fieldset class="choices" id=part::KINDS tabindex="-1">
            <legend>
                <Say text=own::TELL_KINDS_HELP/>
            </legend>
            {ticks.collect_view()}
        </fieldset>
    }
}

#[component]
fn Purpose(said: Saying) -> impl IntoView {
    let radios = purposes().map(|kind| {
        let checked = said.purpose == Some(kind);
        view! { <Radio name=part::PURPOSE value=purpose_key(kind) checked text=own::about(kind)/> }
    });
    view! {
        <fieldset class="answers" id=part::PURPOSE tabindex="-1">
            <legend>
                <Say text=own::TELL_PURPOSE_HELP/>
            </legend>
            {radios.collect_view()}
        </fieldset>
    }
}

#[component]
fn UntilWhen(said: Saying, day: [String; 3], own_day: bool) -> impl IntoView {
    let chosen = said.until.filter(|_| !own_day);
    let months = MONTHS.into_iter().map(|months| {
        let checked = chosen == Some(Until::Months(months));
        let value = months.to_string();
        view! { <Radio name=part::UNTIL value checked text=own::TELL_MONTHS.with([("n", Wording::sign(months))])/> }
    });
    let own_day = own_day || matches!(chosen, Some(Until::Day(_)));
    let no_end = chosen == Some(Until::NoEnd);
    let fields = [
        (part::YEAR, own::TELL_YEAR),
        (part::MONTH, own::TELL_MONTH),
        (part::DAY, own::TELL_DATE),
    ];
    let fields = fields.into_iter().zip(day).map(|((id, label), value)| {
        view! {
            <div class="field">
                <label class="field__label" for=id>
                    <span><Say text=label/></span>
                </label>
                <input
                    class="input"
                    type="text"
                    id=id
                    name=id
                    value=value
                    inputmode="numeric"
                    autocomplete="off"
                    maxlength="12"
                />
            </div>
        }
    });
    view! {
        <fieldset class="answers" id=part::UNTIL tabindex="-1">
            <legend>
                <Say text=own::TELL_UNTIL_HELP/>
            </legend>
            {months.collect_view()}
            <Radio name=part::UNTIL value=OWN_DAY checked=own_day text=own::TELL_DAY/>
            <Radio name=part::UNTIL value=NO_END checked=no_end text=own::KNOW_NO_END/>
        </fieldset>
        <fieldset class="choices">
            <legend>
                <Say text=own::TELL_DAY_HELP/>
            </legend>
            {fields.collect_view()}
        </fieldset>
    }
}

/// Her answers, each with the way back to its question, what they would change, and the last question.
#[component]
fn Check(choices: Choices, draft: TellDraft) -> impl IntoView {
    let said = draft.said;
    let names = choices
        .all()
        .filter(|choice| said.agencies.contains(&choice.id))
        .map(|choice| Wording::written(choice.name.clone()))
        .collect();
    let names = Wording::List(names);
    let kinds = said.kinds.iter().map(|kind| words::category(*kind));
    let rows = [
        (Question::Agencies, own::TELL_AGENCIES, names),
        (Question::Kinds, own::TELL_KINDS, Wording::list(kinds)),
        (
            Question::Purpose,
            own::TELL_PURPOSE,
            said.purpose
                .map_or_else(|| Wording::All(Vec::new()), |kind| own::about(kind).into()),
        ),
        (Question::Until, own::TELL_UNTIL, until(draft.last_day)),
    ];
    let rows = rows.into_iter().map(|(question, head, text)| {
        let number = question.number().to_string();
        view! {
            <div class="her__row">
                <dt>
                    <Say text=head/>
                </dt>
                <dd class="dl__text" translate=(question == Question::Agencies).then_some("no")>
                    <span>
                        <Say text/>
                    </span>
                </dd>
                <dd>
                    <button class="button" data-variant="tertiary" name=part::WAY value=number>
                        <Say text=own::TELL_CHANGE/>
                        <span class="visually-hidden"><Colon/> <Say text=head/></span>
                    </button>
                </dd>
            </div>
        }
    });
    let replaces = draft.replaces.is_some();
    let answers = ANSWERS.into_iter().map(|answer| {
        let checked = draft.answer == Some(answer);
        view! {
            <Radio name=part::ANSWER value=answer_key(answer) checked text=own::said(answer)/>
        }
    });
    view! {
        <dl class="dl">{rows.collect_view()}</dl>
        {replaces
            .then(|| {
                view! {
                    <p>
                        <b>
                            <Say text=own::TELL_REPLACES/>
                        </b>
                    </p>
                }
            })}
        <Effects outlook=draft.outlook gains=true/>
        <fieldset class="answers" id=part::ANSWER tabindex="-1">
            <legend>
                <Say text=own::TELL_ANSWER/>
            </legend>
            {answers.collect_view()}
        </fieldset>
        <p class="small">
            <Say text=own::TELL_ANSWER_HELP/>
        </p>
        {PageLanguage::here()
            .is_beside()
            .then(|| {
                view! {
                    <Short
                        id=part::INTERPRETER
                        label=words::INTERPRETER
                        help=vec![words::INTERPRETER_HELP]
                        text=draft.interpreter.clone()
                    />
                    <Tick
                        name=part::NO_INTERPRETER
                        value="1"
                        checked=draft.alone
                        text=words::INTERPRETER_NONE
                    />
                }
            })}
        {replaces
            .then(|| {
                view! {
                    <p class="small">
                        <Say text=own::TELL_ANSWER_ENDS/>
                    </p>
                }
            })}
    }
}
