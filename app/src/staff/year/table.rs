//! A table of the year's numbers.

use leptos::prelude::*;

/// The head of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Words(&'static str),
    Number(&'static str),
}

/// The rows are the children.
#[component]
pub(super) fn Table(
    class: &'static str,
    caption: &'static str,
    /// The caption is for those who listen; the heading above says the same.
    #[prop(optional)]
    heard: bool,
    columns: Vec<Column>,
    children: Children,
) -> impl IntoView {
    let head = |column: Column| {
        let (words, number) = match column {
            Column::Words(words) => (words, None),
            Column::Number(words) => (words, Some("num")),
        };
        view! { <th scope="col" class=number>{words}</th> }
    };
    view! {
        <div class="tablewrap">
            <table class=format!("table {class}")>
                <caption class=heard.then_some("visually-hidden")>{caption}</caption>
                <thead>
                    <tr>{columns.into_iter().map(head).collect_view()}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}
