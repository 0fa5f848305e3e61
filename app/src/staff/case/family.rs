//! 家族・つながり: who belongs to her, who stands against her, and who works for her.

use leptos::prelude::*;

use crate::staff::words;
use crate::ui::*;

use super::Shared;
use super::ties::TiesPanel;

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
    let opposing = shared.part(|view| view.opposing.clone());
    view! {
        <div class="stack">
            <div class="split">
                <section class="panel" aria-labelledby="herself-title">
                    <div class="panel__head">
                        <h2 id="herself-title">"ご本人"</h2>
                    </div>
                    {move || view! { <div translate="no"><DescriptionList items=herself.get()/></div> }}
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
            <TiesPanel shared/>
        </div>
    }
}
