//! 家族・つながり: who belongs to her, who stands against her, and who works for her.

use leptos::prelude::*;

use crate::staff::words;
use crate::ui::*;

use super::Shared;
use super::now::Ties;

#[component]
pub(super) fn FamilyPart(shared: Shared) -> impl IntoView {
    let herself = shared.part(|view| {
        let mut rows = Vec::new();
        let mut row = |label: &str, text: Option<String>| {
            if let Some(text) = text {
                rows.push((label.to_owned(), text));
            }
        };
        row("呼ばれたい名前", view.called_name.clone());
        row("氏名", view.name.clone());
        row("フリガナ", view.kana.clone());
        row("生年月日", view.birth.map(words::date));
        row("年齢", view.age.clone().or_else(|| view.age_band.clone()));
        rows
    });
    let family = shared.part(|view| view.family.clone());
    let opposing = shared.part(|view| view.opposing.clone());
    view! {
        <div class="split">
            <div class="stack">
                <section class="panel" aria-labelledby="herself-title">
                    <div class="panel__head">
                        <h2 id="herself-title">"ご本人"</h2>
                    </div>
                    {move || view! { <div translate="no"><DescriptionList items=herself.get()/></div> }}
                </section>
                <section class="panel" aria-labelledby="family-title">
                    <div class="panel__head">
                        <h2 id="family-title">"家族"</h2>
                    </div>
                    {move || {
                        let family = family.get();
                        if family.is_empty() {
                            return view! { <p class="muted">"書いてありません。"</p> }.into_any();
                        }
                        view! {
                            <ul class="list" translate="no">
                                {family
                                    .into_iter()
                                    .map(|person| {
                                        view! {
                                            <li class="list__row">
                                                <span>
                                                    {person.relation} "　" {person.name} "　"
                                                    {person.age.unwrap_or_default()}
                                                </span>
                                                {person
                                                    .accompanies
                                                    .then(|| view! { <Tag>"いっしょに来ている"</Tag> })}
                                                <span class="small muted">{person.school}</span>
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        }
                            .into_any()
                    }}
                </section>
                {move || {
                    opposing
                        .get()
                        .map(|(name, relation)| {
                            view! {
                                <section class="panel" aria-labelledby="opposing-title">
                                    <div class="panel__head">
                                        <h2 id="opposing-title">"相手方"</h2>
                                    </div>
                                    <p translate="no">{name} "　" {relation}</p>
                                    <p class="small muted">"まちがって送らないための照合に使います。"</p>
                                </section>
                            }
                        })
                }}
            </div>
            <Ties shared/>
        </div>
    }
}
