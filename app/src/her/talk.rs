//! ことばを書く: a comment on the whole plan, and her wish, at any time and before any plan.

use domain::view::her::{HerWords, PlanPage};
use leptos::prelude::*;
use uuid::Uuid;

use super::controls::{Send, Tick, Words};
use super::frame::To;
use super::item::Comments;
use super::own::One;
use super::say::Say;
use super::{Hidden, Letter, Mistakes, Wrong, field, path, words};

/// The box for a comment, and its id.
pub const COMMENT: &str = "t";
/// The box for her wish, and its id.
pub const WISH: &str = "q";
/// The box for an item of her own, and its id.
pub const OWN: &str = "i";
/// The button that takes one of them back.
pub const TAKE_BACK: &str = "u";
/// The tick that asks for an answer.
pub const ASKS_REPLY: &str = "y";

/// What she has typed so far.
#[derive(Debug, Clone, Default)]
pub struct TalkDraft {
    pub token: String,
    /// Ids for the commands: comment, wish, item of her own.
    pub tickets: (Uuid, Uuid, Uuid),
    pub wrong: Vec<Wrong>,
    pub comment: String,
    pub asks_reply: bool,
    pub wish: String,
    pub own: String,
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
        own,
    } = draft;
    let mine = view.own;
    let newest: Option<HerWords> = view.words.into_iter().next();
    let (about, comments) = match view.plan {
        Some(plan) => (Some((plan.id, plan.version)), plan.comments),
        None => (None, Vec::new()),
    };
    view! {
        <Mistakes wrong/>
        <h1>
            <Say text=words::TALK/>
        </h1>
        <form id="p" method="post" action=path::TALK autocomplete="off">
            <Hidden name=field::TOKEN value=token/>
            <Hidden name=field::PAGE value="c"/>
            <Hidden name="e1" value=tickets.0.to_string()/>
            <Hidden name="e2" value=tickets.1.to_string()/>
            <Hidden name="e3" value=tickets.2.to_string()/>
            {about
                .map(|(plan, version)| {
                    view! {
                        <section class="her__card">
                            <Hidden name=field::PLAN value=plan.to_string()/>
                            <Hidden name=field::VERSION value=version.to_string()/>
                            <Words id=COMMENT label=words::TALK_COMMENT rows=4 text=comment/>
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
                <Words id=WISH label=words::TALK_WISH rows=4 text=wish/>
                <p class="field__help">
                    <Say text=words::TALK_WISH_HELP/>
                </p>
                {newest
                    .map(|newest| {
                        view! {
                            <p class="small">
                                <Say text=words::EARLIER_WORDS/>
                            </p>
                            <blockquote class="quote">
                                <Letter text=newest.words/>
                            </blockquote>
                        }
                    })}
            </section>
            <section class="her__card">
                <Words id=OWN label=words::OWN_ADD rows=4 text=own/>
                <p class="field__help">
                    <Say text=words::OWN_HELP/>
                </p>
                {mine
                    .into_iter()
                    .map(|item| {
                        let id = item.id.to_string();
                        view! {
                            <One item/>
                            <button class="button" data-variant="tertiary" name=TAKE_BACK value=id>
                                <Say text=words::OWN_TAKE_BACK/>
                            </button>
                        }
                    })
                    .collect_view()}
            </section>
            <div id="words">
                <Send/>
            </div>
        </form>
        <To href=path::PLAN text=words::BACK/>
    }
    .into_any()
}
