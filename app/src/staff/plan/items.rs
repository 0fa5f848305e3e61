//! 計画の項目: what is done, by whom and when, with her answer and comments beside it.

use domain::id::ItemId;
use domain::plan::{ItemChoice, ItemReply, PlanItem};
use leptos::prelude::*;

use crate::ui::*;

use super::super::words;
use super::Page;
use super::comments::ItemComments;
use super::sub_plans::SubPlans;
use super::translations::Translations;

/// Key of an answer for the style sheet.
fn answer_key(choice: Option<ItemChoice>) -> &'static str {
    match choice {
        Some(ItemChoice::Want) => "want",
        Some(ItemChoice::Differently) => "differ",
        Some(ItemChoice::NotNow) => "later",
        Some(ItemChoice::DoNotWant) => "no",
        None => "none",
    }
}

/// The items of the newest version. Each stays in its place while others change the plan, so that an
/// answer being written is not lost.
#[component]
pub(super) fn Items(page: Page) -> impl IntoView {
    let ids = move || {
        page.view.with(|view| {
            let items = view
                .plan
                .current()
                .map(|one| one.items.as_slice())
                .unwrap_or_default();
            items.iter().map(|item| item.id).collect::<Vec<_>>()
        })
    };
    view! {
        <section class="stack" aria-label="項目">
            <h2>"項目"</h2>
            <For each=ids key=|id| *id let:id>
                <article class="plan__item" translate="no">
                    <Face page id/>
                    <Translations page item=id/>
                    <SubPlans page item=id/>
                    <ItemComments page item=id/>
                </article>
            </For>
        </section>
    }
}

/// What the card of an item tells.
#[derive(Clone, PartialEq)]
struct Told {
    item: PlanItem,
    who: String,
    /// Her answer to exactly this text; an answer to an older one is none.
    reply: Option<ItemReply>,
    /// She keeps it open.
    open: bool,
}

#[component]
fn Face(page: Page, id: ItemId) -> impl IntoView {
    let told = Memo::new(move |_| {
        let named = page.named.get();
        page.view.with(|view| {
            let item = view
                .plan
                .current()?
                .items
                .iter()
                .find(|item| item.id == id)?
                .clone();
            let who = match item.person {
                Some(person) => {
                    format!("{}（{}）", named.agency(item.agency), named.person(person))
                }
                None => named.agency(item.agency),
            };
            let reply = view
                .plan
                .shown()
                .filter(|shown| shown.items.contains(&item))
                .and_then(|shown| {
                    view.plan
                        .replies_to(shown.number)
                        .get(&id)
                        .copied()
                        .cloned()
                });
            let given = view.plan.agreement.as_ref();
            let open = given.is_some_and(|given| given.open_items.contains(&id));
            Some(Told {
                item,
                who,
                reply,
                open,
            })
        })
    });
    move || {
        let Told {
            item,
            who,
            reply,
            open,
        } = told.get()?;
        let choice = reply.as_ref().map(|reply| reply.choice);
        let said = reply
            .map(|reply| reply.words)
            .filter(|words| !words.trim().is_empty());
        Some(view! {
            <header class="row">
                <h3 class="plan__area">{item.domain.label()}</h3>
                {open.then(|| view! { <Tag tone=Tone::Care>"保留"</Tag> })}
            </header>
            <p class="plan__easy">
                <Ruby text=item.easy_text/>
            </p>
            <p class="plan__goal">{item.support}</p>
            <DescriptionList items=vec![
                ("課題".to_owned(), item.issue),
                ("本人がすること".to_owned(), item.what_she_does),
                ("いつ・どのくらい".to_owned(), item.when),
                ("期日".to_owned(), item.due.map(words::date).unwrap_or_default()),
            ]/>
            <p class="plan__who">{format!("担当：{who}")}</p>
            <p class="plan__viewers">{format!("情報の種類：{}", item.category.label())}</p>
            <p class="plan__answer" data-answer=answer_key(choice)>
                <span class="visually-hidden">"本人の返事："</span>
                {choice.map_or("まだ返事がありません", ItemChoice::label)}
            </p>
            {said.map(|words| view! { <blockquote class="quote">{words}</blockquote> })}
        })
    }
}
