//! 本人のコメント: her words and our answers. One that waits holds up the plan.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::id::{CommentId, ItemId};
use domain::plan::Comment;
use leptos::prelude::*;

use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::rights::{Right, RightButton};
use super::super::words;
use super::Page;

/// Comments on one item.
#[component]
pub(super) fn ItemComments(page: Page, item: ItemId) -> impl IntoView {
    let ids = move || {
        page.view.with(|view| {
            let comments = view.plan.comments.iter();
            comments
                .filter(|one| one.item == Some(item))
                .map(|one| one.id)
                .collect::<Vec<_>>()
        })
    };
    view! {
        <For each=ids key=|id| *id let:id>
            <CommentCard page id/>
        </For>
    }
}

/// Comments on the whole plan, and those whose item is not in this version any more.
#[component]
pub(super) fn Whole(page: Page) -> impl IntoView {
    let ids = Memo::new(move |_| {
        page.view.with(|view| {
            let items: Vec<ItemId> = view
                .plan
                .current()
                .map(|one| one.items.iter().map(|item| item.id).collect())
                .unwrap_or_default();
            let comments = view.plan.comments.iter();
            comments
                .filter(|one| one.item.is_none_or(|item| !items.contains(&item)))
                .map(|one| one.id)
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || !ids.with(Vec::is_empty)>
            <section class="panel" aria-label="計画ぜんたいへのコメント">
                <div class="panel__head"><h2>"計画ぜんたいへのコメント"</h2></div>
                <For each=move || ids.get() key=|id| *id let:id>
                    <CommentCard page id/>
                </For>
            </section>
        </Show>
    }
}

#[component]
fn CommentCard(page: Page, id: CommentId) -> impl IntoView {
    let comment = Memo::new(move |_| {
        page.view
            .with(|view| view.plan.comments.iter().find(|one| one.id == id).cloned())
    });
    let waits = move || comment.with(|one| one.as_ref().is_some_and(Comment::waits));
    let said = move || comment.with(|one| one.as_ref().map(|one| one.words.clone()));
    let when = move || {
        comment.with(|one| {
            one.as_ref()
                .map(|one| format!("第{}版へ　{}", one.version, words::moment(one.at)))
        })
    };
    let answers = move || {
        let named = page.named.get();
        comment.with(|one| {
            one.iter()
                .flat_map(|one| &one.answers)
                .map(|answer| {
                    let by = format!("{}　{}", named.person(answer.by), words::moment(answer.at));
                    (answer.words.clone(), by)
                })
                .collect::<Vec<_>>()
        })
    };
    let writes = page.right(Action::WritePlan);
    view! {
        <div class="plan__comment" translate="no">
            <p class="row">
                <strong>"本人のコメント"</strong>
                {move || waits().then(|| view! { <Tag tone=Tone::Care>"返事を待っています"</Tag> })}
            </p>
            <blockquote class="quote">{said}</blockquote>
            <p class="small muted">{when}</p>
            {move || {
                answers()
                    .into_iter()
                    .map(|(text, by)| {
                        view! {
                            <div class="plan__reply">
                                <p>{text}</p>
                                <p class="small muted">{by}</p>
                            </div>
                        }
                    })
                    .collect_view()
            }}
            <Show when=move || writes.get() != Right::Hidden>
                <AnswerForm page id/>
            </Show>
        </div>
    }
}

#[component]
fn AnswerForm(page: Page, id: CommentId) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let act = Act::new();
    let stopped = Signal::derive(move || {
        text.with(|text| text.trim().is_empty())
            .then(|| "返事を書いてください。".to_owned())
    });
    let answer = move |()| {
        let command = CaseCommand::AnswerComment {
            plan: page.plan,
            comment: id,
            words: text.get_untracked(),
        };
        act.case(page.case, command, "返事をしました", move |_| {
            text.set(String::new())
        });
    };
    view! {
        <details>
            <summary>"返事を書く"</summary>
            <div class="stack">
                <TextArea
                    id=format!("answer-{id}")
                    label="返事"
                    help="本人が読みます。やさしい日本語で、何をどうするかを書きます。"
                    value=text
                    rows=3
                />
                <Refusing act/>
                <RightButton
                    rights=page.rights()
                    action=Action::WritePlan
                    act
                    stopped
                    on_press=answer
                    label="本人に返事をする".to_owned()
                />
            </div>
        </details>
    }
}
