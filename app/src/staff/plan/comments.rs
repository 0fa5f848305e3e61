//! 本人のコメント: her words and our answers. One that waits holds up the plan.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::her_plan::answer_due;
use domain::id::{CommentId, ItemId};
use domain::plan::Comment;
use leptos::prelude::*;

use crate::ui::*;

use super::super::her_words::{AnswerForm, Reply};
use super::super::rights::Right;
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
    // The kind of line, and the line as it stood on her screen.
    let wrong = Memo::new(move |_| comment.with(|one| one.as_ref().and_then(|one| one.line)));
    let title = move || match wrong.get() {
        Some(line) => format!("間違いの知らせ：「{}」", line.label()),
        None => "本人のコメント".to_owned(),
    };
    let stood = move || {
        let (line, version) = (
            wrong.get()?,
            comment.with(|one| one.as_ref().map(|one| one.version))?,
        );
        page.view.with(|view| view.plan.line_text(line, version))
    };
    let due = move || {
        comment.with(|one| {
            let one = one.as_ref().filter(|one| one.waits())?;
            Some(format!("{}までに返事", words::date(answer_due(one.at))))
        })
    };
    let answers = move || {
        let named = page.named.get();
        comment.with(|one| {
            one.iter()
                .flat_map(|one| &one.answers)
                .map(|answer| {
                    let by = named.person(answer.by);
                    view! { <Reply text=answer.words.clone() by at=answer.at/> }
                })
                .collect_view()
        })
    };
    let command = move |words| CaseCommand::AnswerComment {
        plan: page.plan,
        comment: id,
        words,
    };
    let writes = page.right(Action::WritePlan);
    view! {
        <div class="plan__comment" translate="no">
            <p class="row">
                <strong>{title}</strong>
                {move || waits().then(|| view! { <Tag tone=Tone::Care>"返事を待っています"</Tag> })}
                <span class="small muted">{due}</span>
            </p>
            {move || stood().map(|text| view! { <p class="small muted">"本人が見た文：" <Ruby text/></p> })}
            <blockquote class="quote">{said}</blockquote>
            <p class="small muted">{when}</p>
            {answers}
            <Show when=move || writes.get() != Right::Hidden>
                <AnswerForm id=format!("answer-{id}") case=page.case rights=page.rights() command/>
            </Show>
        </div>
    }
}
