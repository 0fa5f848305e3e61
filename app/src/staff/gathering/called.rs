//! 招集した人, with the roles agreed beforehand.

use domain::meeting::MeetingRole;
use leptos::prelude::*;

use crate::ui::*;

/// Somebody on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// みほん市福祉課（試験 一子）
    pub words: String,
    /// 司会・記録; empty without a role.
    pub roles: String,
    /// What has to be known about the person beforehand.
    pub mark: Option<(Tone, &'static str)>,
}

/// The roles a person holds, in words.
pub fn roles_of<P: PartialEq>(roles: &[(MeetingRole, P)], person: &P) -> String {
    let held = roles.iter().filter(|(_, held)| held == person);
    held.map(|(role, _)| role.label())
        .collect::<Vec<_>>()
        .join("・")
}

/// The people called, in their order.
#[component]
pub fn CalledList(#[prop(into)] people: Signal<Vec<Called>>) -> impl IntoView {
    let row = |one: Called| {
        let Called { words, roles, mark } = one;
        view! {
            <li class="list__row">
                <span>{words}</span>
                {(!roles.is_empty()).then(|| view! { <Tag tone=Tone::Accent>{roles}</Tag> })}
                {mark.map(|(tone, words)| view! { <Tag tone>{words}</Tag> })}
            </li>
        }
    };
    view! {
        <ul class="list" translate="no">
            {move || people.get().into_iter().map(row).collect_view()}
        </ul>
    }
}
