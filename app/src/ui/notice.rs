//! Notices inside a page.

use leptos::prelude::*;

use super::icon::{Icon, IconMark};

/// What a notice is about. Each has its own icon and word, never colour alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NoticeKind {
    #[default]
    Info,
    Success,
    Warning,
    Danger,
}

impl NoticeKind {
    fn parts(self) -> (&'static str, Icon, &'static str) {
        match self {
            Self::Info => ("info", Icon::Info, "お知らせ"),
            Self::Success => ("success", Icon::Check, "できました"),
            Self::Warning => ("warning", Icon::Alert, "ご注意ください"),
            Self::Danger => ("danger", Icon::Alert, "重要"),
        }
    }
}

/// A framed notice. Its title is the word of its kind, unless given.
#[component]
pub fn Notice(
    #[prop(optional)] kind: NoticeKind,
    #[prop(optional, into)] title: Option<String>,
    /// Read out when it appears; for what follows an act of the reader.
    #[prop(optional)]
    live: bool,
    children: Children,
) -> impl IntoView {
    let (key, icon, word) = kind.parts();
    view! {
        <div class="notice" data-kind=key role=live.then_some("status")>
            <IconMark icon/>
            <div class="notice__body">
                <p class="notice__title">{title.unwrap_or_else(|| word.to_owned())}</p>
                <div class="notice__text">{children()}</div>
            </div>
        </div>
    }
}
