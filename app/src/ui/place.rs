//! What stands where content is not there yet, or not at all.

use leptos::prelude::*;

use super::icon::{Icon, IconMark};

/// The shape of the content to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkeletonShape {
    /// So many lines of text.
    Lines(usize),
    /// So many cards of a board column.
    Cards(usize),
    /// So many rows of a table or list.
    Rows(usize),
    /// A page of paper.
    Sheet,
}

/// A grey picture of the content to come, with a word for screen readers.
#[component]
pub fn Skeleton(
    shape: SkeletonShape,
    #[prop(default = "読みこんでいます")] label: &'static str,
) -> impl IntoView {
    let (key, pieces) = match shape {
        SkeletonShape::Lines(count) => ("line", count),
        SkeletonShape::Cards(count) => ("card", count),
        SkeletonShape::Rows(count) => ("row", count),
        SkeletonShape::Sheet => ("sheet", 1),
    };
    view! {
        <div class="skeleton" data-shape=key role="status">
            <span class="visually-hidden">{label}</span>
            {(0..pieces)
                .map(|_| view! { <span class="skeleton__piece" aria-hidden="true"></span> })
                .collect_view()}
        </div>
    }
}

/// An empty place: says what will be here and offers the first step.
#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    #[prop(default = Icon::Document)] icon: Icon,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <IconMark icon/>
            <p class="empty__title">{title}</p>
            <div class="empty__text">{children()}</div>
        </div>
    }
}
