//! Terms with their answers.

use leptos::prelude::*;

/// Terms and plain texts. An empty text reads 記入なし.
#[component]
pub fn DescriptionList(items: Vec<(String, String)>) -> impl IntoView {
    view! {
        <dl class="dl">
            {items
                .into_iter()
                .map(|(term, text)| {
                    let text = if text.trim().is_empty() { "記入なし".to_owned() } else { text };
                    view! { <DescriptionRow term>{text}</DescriptionRow> }
                })
                .collect_view()}
        </dl>
    }
}

/// One row inside `<dl class="dl">`, with a way to change it where there is one.
#[component]
pub fn DescriptionRow(
    #[prop(into)] term: String,
    #[prop(optional, into)] change_href: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="dl__row">
            <dt>{term.clone()}</dt>
            <dd>
                <div class="dl__text">{children()}</div>
                {change_href
                    .map(|href| {
                        view! {
                            <a class="dl__change" href=href>
                                "変更"
                                <span class="visually-hidden">{format!("：{term}")}</span>
                            </a>
                        }
                    })}
            </dd>
        </div>
    }
}
