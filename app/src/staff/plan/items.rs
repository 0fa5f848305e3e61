//! 計画の項目: what is done, by whom and when, with her answer and comments beside it.

use domain::plan::{ItemChoice, PlanItem};
use leptos::prelude::*;

use crate::ui::*;

use super::Page;
use super::comments::ItemComments;

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

/// The items of the newest version.
#[component]
pub(super) fn Items(page: Page) -> impl IntoView {
    let items = move || {
        page.view.with(|view| {
            view.plan
                .current()
                .map(|one| one.items.clone())
                .unwrap_or_default()
        })
    };
    view! {
        <section class="stack">
            <h2>"項目"</h2>
            {move || items().into_iter().map(|item| view! { <ItemCard page item/> }).collect_view()}
        </section>
    }
}

#[component]
fn ItemCard(page: Page, item: PlanItem) -> impl IntoView {
    let id = item.id;
    let who = {
        let named = page.named.get();
        match item.person {
            Some(person) => format!("{}（{}）", named.agency(item.agency), named.person(person)),
            None => named.agency(item.agency),
        }
    };
    // Her answer to this item of the version she last saw; an answer to an older text is not one.
    let reply = page.view.with(|view| {
        let shown = view.plan.shown()?;
        let same = shown.items.iter().any(|one| *one == item);
        let reply = view
            .plan
            .replies_to(shown.number)
            .get(&id)
            .map(|reply| (*reply).clone());
        reply.filter(|_| same)
    });
    let open = page.view.with(|view| {
        view.plan
            .agreement
            .as_ref()
            .is_some_and(|given| given.open_items.contains(&id))
    });
    let choice = reply.as_ref().map(|reply| reply.choice);
    let said = reply
        .map(|reply| reply.words)
        .filter(|words| !words.trim().is_empty());
    let answered = choice.map_or("まだ返事がありません", ItemChoice::label);
    view! {
        <article class="plan__item panel" translate="no">
            <header class="row">
                <h3 class="plan__area">{item.domain.label()}</h3>
                {open.then(|| view! { <Tag tone=Tone::Care>"保留"</Tag> })}
            </header>
            <p class="plan__easy"><Ruby text=item.easy_text/></p>
            <p class="plan__goal">{item.support}</p>
            <DescriptionList items=vec![
                ("課題".to_owned(), item.issue),
                ("本人がすること".to_owned(), item.what_she_does),
                ("いつ・どのくらい".to_owned(), item.when),
            ]/>
            <p class="plan__who">{format!("担当：{who}")}</p>
            <p class="plan__viewers small muted">{format!("情報の種類：{}", item.category.label())}</p>
            <p class="plan__answer" data-answer=answer_key(choice)>
                <span class="visually-hidden">"本人の返事："</span>
                {answered}
            </p>
            {said.map(|words| view! { <blockquote class="quote">{words}</blockquote> })}
            <ItemComments page item=id/>
        </article>
    }
}
