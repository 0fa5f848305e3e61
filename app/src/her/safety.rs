//! 安全に使うために: the truth about what leaving does and what it cannot do.

use leptos::prelude::*;

use super::frame::{Bare, To};
use super::{path, words};
use crate::ui::Ruby;

/// The safety page; the same for everybody, signed in or not.
pub fn page() -> AnyView {
    view! {
        <h1>
            <Ruby text=words::SAFETY/>
        </h1>
        <Part
            head=words::SAFE_LEAVE_HEAD
            lines=vec![
                words::SAFE_LEAVE_1,
                words::SAFE_LEAVE_2,
                words::ENTRY_KEYS,
                words::ENTRY_TAPS,
                words::SAFE_LEAVE_3,
            ]
        />
        <Part
            head=words::SAFE_NOT_HEAD
            lines=vec![
                words::ENTRY_HISTORY,
                words::SAFE_NOT_1,
                words::SAFE_NOT_2,
                words::SAFE_NOT_3,
            ]
        />
        <Part
            head=words::SAFE_HOW_HEAD
            lines=vec![
                words::SAFE_HOW_1,
                words::SAFE_HOW_2,
                words::SAFE_HOW_3,
                words::SAFE_HOW_4,
            ]
        />
        <Bare page="s"/>
        <To href=path::ENTRY text=words::TO_FIRST/>
    }
    .into_any()
}

#[component]
fn Part(head: &'static str, lines: Vec<&'static str>) -> impl IntoView {
    view! {
        <section class="her__card">
            <h2>
                <Ruby text=head/>
            </h2>
            <ul>
                {lines
                    .into_iter()
                    .map(|line| {
                        view! {
                            <li>
                                <Ruby text=line/>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </section>
    }
}
