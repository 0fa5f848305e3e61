//! The "…" menu: what else can be done with one thing.

use leptos::prelude::*;

use super::icon::{Icon, IconMark};

/// The id of the menu an item is in.
#[derive(Debug, Clone)]
struct MenuId(String);

/// A native popover with buttons. It opens, closes and gives the focus back without a script.
#[component]
pub fn Menu(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// Names the thing: はるさんの操作.
    #[prop(into)]
    label: String,
    #[prop(default = Icon::More)] icon: Icon,
    children: Children,
) -> impl IntoView {
    provide_context(MenuId(id.clone()));
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    view! {
        <button
            type="button"
            class="button button--icon menu__button"
            data-variant="tertiary"
            popovertarget=id.clone()
            aria-haspopup="dialog"
        >
            <IconMark icon/>
            <span class="visually-hidden">{label.clone()}</span>
        </button>
        <div class="menu" id=id popover="auto" role="dialog" aria-labelledby=labelled_by>
            <p class="menu__title" id=title_id>
                {label}
            </p>
            <div class="menu__items">{children()}</div>
        </div>
    }
}

/// An act in a [`Menu`]. One that cannot be done now says why.
#[component]
pub fn MenuItem(
    #[prop(optional)] icon: Option<Icon>,
    #[prop(optional)] danger: bool,
    #[prop(optional, into)] disabled_reason: Signal<Option<String>>,
    #[prop(into)] on_press: Callback<()>,
    children: Children,
) -> impl IntoView {
    let menu = use_context::<MenuId>().map(|menu| menu.0);
    view! {
        <button
            type="button"
            class="menu__item"
            data-danger=danger.then_some("true")
            popovertarget=menu
            popovertargetaction="hide"
            aria-disabled=move || disabled_reason.with(Option::is_some).then_some("true")
            on:click=move |event| {
                if disabled_reason.with_untracked(Option::is_some) {
                    event.prevent_default();
                } else {
                    on_press.run(());
                }
            }
        >
            {icon.map(|icon| view! { <IconMark icon/> })}
            <span class="menu__words">
                <span>{children()}</span>
                {move || {
                    disabled_reason
                        .get()
                        .map(|reason| view! { <span class="menu__reason">{reason}</span> })
                }}
            </span>
        </button>
    }
}

/// A place to go from a [`Menu`].
#[component]
pub fn MenuLink(
    #[prop(into)] href: String,
    #[prop(optional)] icon: Option<Icon>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class="menu__item" href=href>
            {icon.map(|icon| view! { <IconMark icon/> })}
            <span class="menu__words">{children()}</span>
        </a>
    }
}
