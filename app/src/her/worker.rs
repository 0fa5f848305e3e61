//! 担当の人が かわること: who was, who will be, from when, and a place to say that she does not want it.

use domain::view::her::{NewWorker, NewWorkerState};
use leptos::prelude::*;
use uuid::Uuid;

use super::controls::{Row, Send, Words};
use super::frame::{Bare, To};
use super::item::Comments;
use super::say::Say;
use super::{Hidden, Mistakes, Wrong, field, path, words};

/// The box for what she says against it, and its id.
pub const OBJECTION: &str = "t";
/// The hand-over that was on her screen.
pub const CHANGE: &str = "h";

/// What she has typed so far.
#[derive(Debug, Clone, Default)]
pub struct WorkerDraft {
    pub token: String,
    /// The id of the command.
    pub ticket: Uuid,
    pub wrong: Vec<Wrong>,
    pub objection: String,
}

/// The page about the change.
pub fn page(change: Option<NewWorker>, draft: WorkerDraft) -> AnyView {
    let Some(change) = change else {
        return view! {
            <Mistakes wrong=draft.wrong/>
            <h1>
                <Say text=words::WORKER/>
            </h1>
            <p class="her__card">
                <Say text=words::WORKER_SAME/>
            </p>
            <Bare page="h"/>
            <To href=path::PLAN text=words::BACK/>
        }
        .into_any();
    };
    let id = change.id;
    let form = change.may_object().then(|| {
        let WorkerDraft {
            token,
            ticket,
            objection,
            ..
        } = draft.clone();
        view! {
            <form id="p" method="post" action=path::WORKER autocomplete="off">
                <Hidden name=field::TOKEN value=token/>
                <Hidden name=field::PAGE value="h"/>
                <Hidden name=field::ENVELOPE value=ticket.to_string()/>
                <Hidden name=CHANGE value=id.to_string()/>
                <section class="her__card">
                    <Words
                        id=OBJECTION
                        label=words::WORKER_SAY
                        help=[words::WORKER_SAY_HELP, words::WORKER_SAY_WHO]
                        rows=4
                        text=objection
                    />
                    <Send/>
                </section>
            </form>
        }
    });
    let bare = form.is_none().then(|| view! { <Bare page="h"/> });
    view! {
        <Mistakes wrong=draft.wrong/>
        <h1>
            <Say text=words::WORKER/>
        </h1>
        <section class="her__card">
            <Facts change=change.clone()/>
            <Comments comments=change.said/>
        </section>
        {form}
        {bare}
        <To href=path::PLAN text=words::BACK/>
    }
    .into_any()
}

/// On her first page: that it changes, and the way to the page about it.
#[component]
pub(super) fn Changing(change: Option<NewWorker>) -> impl IntoView {
    change.map(|change| {
        view! {
            <section class="her__card" aria-labelledby="worker-head">
                <h2 id="worker-head">
                    <Say text=words::WORKER/>
                </h2>
                <Facts change/>
                <To href=path::WORKER text=words::WORKER_OPEN/>
            </section>
        }
    })
}

#[component]
fn Facts(change: NewWorker) -> impl IntoView {
    let said = match change.state {
        NewWorkerState::Planned => words::WORKER_PLANNED,
        NewWorkerState::Done => words::WORKER_DONE,
        NewWorkerState::Stopped => words::WORKER_STOPPED,
        NewWorkerState::Off => words::WORKER_OFF,
    };
    let changes = change.may_object();
    let person = |name: &str, agency: &str| format!("{name}（{agency}）");
    let was = person(&change.was.name, &change.was.agency);
    let will = person(&change.will.name, &change.will.agency);
    view! {
        <p>
            <Say text=said/>
        </p>
        <dl class="dl">
            <Row
                term=if changes { words::WORKER_WAS } else { words::WORKER_IS }
                text=was
                names=true
            />
            {changes
                .then(|| {
                    let from = words::FROM.with([("day", words::day(change.on))]);
                    view! {
                        <Row term=words::WORKER_WILL text=will names=true/>
                        <Row term=words::WHEN text=from/>
                    }
                })}
        </dl>
    }
}
