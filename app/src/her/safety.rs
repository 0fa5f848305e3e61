//! 安全に使うために: the truth about what leaving does and what it cannot do.

use leptos::prelude::*;
use uuid::Uuid;

use super::controls::{Send, Short};
use super::frame::{Bare, To};
use super::say::{PageLanguage, Say, Word};
use super::{Hidden, Mistakes, Wrong, field, path, words};

/// The name of who interprets.
pub const INTERPRETER: &str = "t";

/// Where she says who reads the page to her; only in her visit, and only where nobody has checked the
/// language of the page.
#[derive(Debug, Clone, Default)]
pub struct ReadWith {
    pub token: String,
    /// The id of the command.
    pub ticket: Uuid,
    pub interpreter: String,
    /// It was written down.
    pub kept: bool,
    pub wrong: Vec<Wrong>,
}

/// The safety page; the same for everybody, signed in or not.
pub fn page(with: Option<ReadWith>) -> AnyView {
    let with = with.filter(|_| PageLanguage::here().is_beside());
    let wrong = with.as_ref().map(|with| with.wrong.clone());
    view! {
        <Mistakes wrong=wrong.unwrap_or_default()/>
        <h1>
            <Say text=words::SAFETY/>
        </h1>
        <Part
            head=words::SAFE_LEAVE_HEAD
            lines=vec![
                words::SAFE_LEAVE_1,
                words::SAFE_LEAVE_2,
                words::ENTRY_KEYS,
                words::ENTRY_TAPS,
                words::SAFE_LEAVE_3,
            ]
        />
        <Part
            head=words::SAFE_NOT_HEAD
            lines=vec![
                words::ENTRY_HISTORY,
                words::SAFE_NOT_1,
                words::SAFE_NOT_2,
                words::SAFE_NOT_3,
            ]
        />
        <Part
            head=words::SAFE_HOW_HEAD
            lines=vec![
                words::SAFE_HOW_1,
                words::SAFE_HOW_2,
                words::SAFE_HOW_3,
                words::SAFE_HOW_4,
                words::SAFE_HOW_5,
                words::SAFE_HOW_6,
            ]
        />
        {match with {
            Some(with) => view! { <Interpreted with/> }.into_any(),
            None => view! { <Bare page="s"/> }.into_any(),
        }}
        <To href=path::ENTRY text=words::TO_FIRST/>
    }
    .into_any()
}

#[component]
fn Interpreted(with: ReadWith) -> impl IntoView {
    view! {
        <form id="p" class="her__card" method="post" action=path::SAFETY autocomplete="off">
            <Hidden name=field::TOKEN value=with.token/>
            <Hidden name=field::PAGE value="s"/>
            <Hidden name=field::ENVELOPE value=with.ticket.to_string()/>
            {with
                .kept
                .then(|| {
                    view! {
                        <p class="her__received" role="status">
                            <Say text=words::INTERPRETER_KEPT/>
                        </p>
                    }
                })}
            <Short
                id=INTERPRETER
                label=words::INTERPRETER
                help=vec![words::INTERPRETER_HELP]
                text=with.interpreter
            />
            <Send/>
        </form>
    }
}

#[component]
fn Part(head: Word, lines: Vec<Word>) -> impl IntoView {
    view! {
        <section class="her__card">
            <h2>
                <Say text=head/>
            </h2>
            <ul>
                {lines
                    .into_iter()
                    .map(|line| {
                        view! {
                            <li>
                                <Say text=line/>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}
