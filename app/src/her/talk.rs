//! ことばを書く: a comment on the whole plan, and her wish, at any time and before any plan.

use domain::view::her::{HerWords, PlanPage};
use leptos::prelude::*;
use uuid::Uuid;

use super::agree::Tick;
use super::frame::To;
use super::item::Comments;
use super::{Hidden, Letter, Mistakes, Wrong, boxed, field, path, words};
use crate::ui::Ruby;

/// The box for a comment, and its id.
pub const COMMENT: &str = "t";
/// The box for her wish, and its id.
pub const WISH: &str = "q";
/// The tick that asks for an answer.
pub const ASKS_REPLY: &str = "y";

/// What she has typed so far.
#[derive(Debug, Clone, Default)]
pub struct TalkDraft {
    pub token: String,
    /// Ids for the two commands: comment, wish.
    pub tickets: (Uuid, Uuid),
    pub wrong: Vec<Wrong>,
    pub comment: String,
    pub asks_reply: bool,
    pub wish: String,
}

/// The page where she writes.
pub fn page(view: PlanPage, draft: TalkDraft) -> AnyView {
    let TalkDraft {
        token,
        tickets,
        wrong,
        comment,
        asks_reply,
        wish,
    } = draft;
    let newest: Option<HerWords> = view.words.into_iter().next();
    let (about, comments) = match view.plan {
        Some(plan) => (Some((plan.id, plan.version)), plan.comments),
        None => (None, Vec::new()),
    };
    view! {
        <Mistakes wrong/>
        <h1>
            <Ruby text=words::TALK/>
        </h1>
        <form id="p" method="post" action=path::TALK autocomplete="off">
            <Hidden name=field::TOKEN value=token/>
            <Hidden name=field::PAGE value="c"/>
            <Hidden name="e1" value=tickets.0.to_string()/>
            <Hidden name="e2" value=tickets.1.to_string()/>
            {about
                .map(|(plan, version)| {
                    view! {
                        <section class="her__card">
                            <Hidden name=field::PLAN value=plan.to_string()/>
                            <Hidden name=field::VERSION value=version.to_string()/>
                            <Box id=COMMENT label=words::TALK_COMMENT text=comment/>
                            <Tick
                                name=ASKS_REPLY
                                value="1"
                                checked=asks_reply
                                text=words::TALK_REPLY
                            />
                            <Comments comments/>
                        </section>
                    }
                })}
            <section class="her__card">
                <Box id=WISH label=words::TALK_WISH text=wish/>
                <p class="field__help">
                    <Ruby text=words::TALK_WISH_HELP/>
                </p>
                {newest
                    .map(|newest| {
                        view! {
                            <p class="small">
                                <Ruby text=words::EARLIER_WORDS/>
                            </p>
                            <blockquote class="quote">
                                <Letter text=newest.words/>
                            </blockquote>
                        }
                    })}
            </section>
            <div id="words">
                <button class="button her__next" data-variant="primary">
                    <Ruby text=words::SEND_ANSWER/>
                </button>
            </div>
        </form>
        <To href=path::PLAN text=words::BACK/>
    }
    .into_any()
}

#[component]
fn Box(id: &'static str, label: &'static str, text: String) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" for=id>
                <span><Ruby text=label/></span>
            </label>
            <textarea
                class="input input--area her__own"
                id=id
                name=id
                rows="4"
                autocomplete="off"
                translate="no"
                data-unsent=(!text.is_empty()).then_some("")
            >
                {boxed(&text)}
            </textarea>
        </div>
    }
}
