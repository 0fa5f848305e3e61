//! いまの 会議: her own part while it goes on, and the box from which a word of hers reaches it. The part
//! that changes is [`news`]; with scripts it is fetched by itself, without them the page is loaded again.

use domain::view::her::{HerMeeting, MeetingPage};
use leptos::prelude::*;
use uuid::Uuid;

use super::controls::{Send, Words};
use super::decided::Facts;
use super::frame::{Bare, To};
use super::say::{Colon, Say};
use super::slot::Time;
use super::{Hidden, Letter, Mistakes, Wrong, field, path, words};

/// The box, and its id.
pub const SAY: &str = "x-say";
/// The meeting that was on her screen.
pub const MEETING: &str = "q";

/// What she has typed so far.
#[derive(Debug, Clone, Default)]
pub struct LiveDraft {
    pub token: String,
    pub ticket: Uuid,
    pub wrong: Vec<Wrong>,
    pub say: String,
}

/// The page. `mark` tells the state that it shows.
pub fn page(view: MeetingPage, mark: String, draft: LiveDraft) -> AnyView {
    let LiveDraft {
        token,
        ticket,
        wrong,
        say,
    } = draft;
    let open = view.live().map(|meeting| meeting.id.to_string());
    let form = match open {
        Some(meeting) => view! {
            <form id="p" method="post" action=path::LIVE autocomplete="off">
                <Hidden name=field::TOKEN value=token/>
                <Hidden name=field::PAGE value="l"/>
                <Hidden name=field::ENVELOPE value=ticket.to_string()/>
                <Hidden name=MEETING value=meeting/>
                <section class="her__card" id="say" tabindex="-1">
                    <Words id=SAY name="t" label=words::LIVE_SAY text=say/>
                    <p class="field__help">
                        <Say text=words::LIVE_SAY_HELP/>
                    </p>
                    <Send/>
                </section>
            </form>
        }
        .into_any(),
        None => view! {
            {(!say.trim().is_empty())
                .then(|| {
                    view! {
                        <section class="her__card">
                            <h2><Say text=words::STILL_HERE/></h2>
                            <Letter text=say/>
                        </section>
                    }
                })}
            <Bare page="l"/>
        }
        .into_any(),
    };
    view! {
        <Mistakes wrong/>
        <h1>
            <Say text=words::LIVE/>
        </h1>
        <div aria-live="polite">{news(view, mark)}</div>
        {form}
        <nav class="her__menu">
            <To href=path::LIVE text=words::LIVE_LOAD/> <To href=path::MEETING text=words::MEETING/>
            <To href=path::PLAN text=words::BACK/>
        </nav>
    }
    .into_any()
}

/// The part that changes.
pub fn news(view: MeetingPage, mark: String) -> AnyView {
    let live = view.live().cloned();
    let coming: Vec<_> = view.coming.into_iter().filter_map(|one| one.when).collect();
    view! {
        <div data-again=mark>
            {match live {
                Some(meeting) => view! { <Now meeting/> }.into_any(),
                None => view! {
                    <section class="her__card">
                        <p><Say text=words::LIVE_NOT/></p>
                        {coming
                            .into_iter()
                            .map(|span| {
                                view! {
                                    <p>
                                        <Say text=words::MEETING_WHEN/>
                                        <Colon/>
                                        <Time span/>
                                    </p>
                                }
                            })
                            .collect_view()}
                    </section>
                }
                .into_any(),
            }}
        </div>
    }
    .into_any()
}

#[component]
fn Now(meeting: HerMeeting) -> impl IntoView {
    let HerMeeting {
        when,
        step,
        decided,
        said,
        ..
    } = meeting;
    let none = decided.is_empty();
    view! {
        <section class="her__card">
            {when
                .map(|span| {
                    view! {
                        <p>
                            <Say text=words::MEETING_WHEN/>
                            <Colon/>
                            <b><Time span/></b>
                        </p>
                    }
                })}
            {step
                .map(|(at, of, title)| {
                    view! {
                        <h2><Say text=words::LIVE_STEP/></h2>
                        <p>
                            <b><Say text=words::step(&title)/></b>
                            {format!(" （{at} / {of}）")}
                        </p>
                    }
                })}
            <p class="small muted her__lasts"><Say text=words::LIVE_LASTS/></p>
        </section>
        <section class="her__card">
            <h2>
                <Say text=words::LIVE_DECIDED/>
            </h2>
            {none.then(|| view! { <p><Say text=words::DECIDED_NONE/></p> })}
            {decided.into_iter().map(|decision| view! { <Facts decision/> }).collect_view()}
        </section>
        {(!said.is_empty())
            .then(|| {
                view! {
                    <section class="her__card">
                        <h2><Say text=words::LIVE_SAID/></h2>
                        {said
                            .into_iter()
                            .rev()
                            .map(|(_, text, at)| {
                                view! {
                                    <blockquote class="quote">
                                        <Letter text/>
                                        <p class="small muted">{at.format("%H:%M").to_string()}</p>
                                    </blockquote>
                                }
                            })
                            .collect_view()}
                    </section>
                }
            })}
    }
}
