//! 本人が読む言葉: each decision in the words she reads. What is not written here is not on her page; what
//! she says to it stands beside it.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::id::RecordId;
use domain::meeting::{Decision, HerView};
use domain::taking_part::{HerTake, TakePartCommand};
use leptos::prelude::*;

use crate::ui::*;

use super::super::act::Act;
use super::super::gathering::Submit;
use super::Page;

/// Whether the reader puts decisions into her words now: with the record, and after it where she or he is in charge.
fn puts(page: Page) -> Memo<bool> {
    let (writes, may) = (
        page.gathering.writes(),
        page.gathering.may(Action::PutPlainly),
    );
    let status = page.gathering.status;
    Memo::new(move |_| writes.get() || (may.get() && status.get().is_recorded()))
}

/// The decisions with the words for her; nothing while there is none.
#[component]
pub(super) fn ForHer(page: Page) -> impl IntoView {
    let decisions = Memo::new(move |_| page.view.with(|view| view.meeting.decisions.clone()));
    let ids = move || decisions.with(|all| all.iter().map(|one| one.id).collect::<Vec<_>>());
    let writes = puts(page);
    let shown = Memo::new(move |_| {
        decisions.with(|all| !all.is_empty() && (writes.get() || all.iter().any(Decision::is_told)))
    });
    view! {
        <Show when=move || shown.get()>
            <section class="panel" aria-label="決まったことを本人が読む言葉で">
                <div class="panel__head"><h2>"決まったことを本人が読む言葉で"</h2></div>
                <p class="small muted">
                    "書いたものだけが、本人の画面に出ます。会議の間も、すぐに出ます。場所や、ほかの人のことは書きません。"
                </p>
                // What is half written about one stays while others come in.
                <For each=ids key=|id| *id let:id>
                    <One page decisions id writes/>
                </For>
            </section>
        </Show>
    }
}

#[component]
fn One(
    page: Page,
    decisions: Memo<Vec<Decision>>,
    id: RecordId,
    writes: Memo<bool>,
) -> impl IntoView {
    let decision =
        Memo::new(move |_| decisions.with(|all| all.iter().find(|one| one.id == id).cloned()));
    let what = move || decision.get().map(|decision| decision.what);
    let told = Memo::new(move |_| decision.get().map(|one| one.for_her).unwrap_or_default());
    let take = Memo::new(move |_| decision.get().and_then(|decision| decision.her_take));
    let open = move || writes.get() && take.with(Option::is_none);
    view! {
        <article class="decision" translate="no">
            <p>{what}</p>
            <Show
                when=open
                fallback=move || {
                    view! { <p>{move || view! { <Ruby text=told.get()/> }}</p> }
                }
            >
                <Words page id told/>
            </Show>
            {move || take.get().map(|take| view! { <Take take/> })}
        </article>
    }
}

#[component]
fn Words(page: Page, id: RecordId, told: Memo<String>) -> impl IntoView {
    let words = RwSignal::new(told.get_untracked());
    // It follows what others put there until something else is typed here.
    Effect::new(move |before: Option<String>| {
        let now = told.get();
        if before.is_some_and(|before| words.with_untracked(|words| *words == before)) {
            words.set(now.clone());
        }
        now
    });
    let act = Act::new();
    let save = move |()| {
        let command = CaseCommand::TakePart {
            meeting: page.meeting,
            act: TakePartCommand::PutPlainly {
                decision: id,
                words: words.get_untracked(),
            },
        };
        act.case(page.case, command, "本人の画面に出しました", |_| ());
    };
    let stopped = Signal::derive(move || {
        let same = told.with(|told| words.with(|words| words == told));
        let why = match told.with(String::is_empty) {
            true => "本人が読む言葉を書いてください。",
            false => "変わったところはありません。",
        };
        same.then(|| why.to_owned())
    });
    view! {
        <TextArea
            id=format!("for-her-{id}")
            label="本人が読む言葉"
            help="短い文で書きます。ふりがなは 漢字《かんじ》 と書くと付きます。"
            value=words
            rows=2
            shared=act.wording
        />
        <Submit act label="本人の画面に出す" stopped on_press=save/>
    }
}

#[component]
fn Take(take: HerTake) -> impl IntoView {
    let view_words = match take.view {
        HerView::Objected => "本人：ちがう",
        HerView::Accepted | HerView::NotAsked => "本人：そう",
    };
    let tone = match take.view {
        HerView::Objected => Tone::Care,
        HerView::Accepted | HerView::NotAsked => Tone::Good,
    };
    view! {
        <p>
            <Tag tone>{view_words}</Tag>
        </p>
        {(!take.words.trim().is_empty())
            .then(|| view! { <blockquote class="quote">{take.words}</blockquote> })}
    }
}
