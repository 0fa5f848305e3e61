//! 書かれていること: what the meeting page shows without changing it.

use domain::meeting::MeetingRole;
use leptos::prelude::*;

use crate::ui::*;

use super::super::gathering::{Called, CalledList, roles_of};
use super::Page;

/// Her statement, or her newest wish, always first and to the letter.
#[component]
pub(super) fn HerWish(page: Page) -> impl IntoView {
    view! {
        <section class="case__words" aria-label="本人の言葉">
            {move || {
                let words = page.her_words();
                if words.is_empty() {
                    view! { <p class="muted">"本人の言葉は、まだ記録されていません。"</p> }.into_any()
                } else {
                    view! { <p translate="no">{words}</p> }.into_any()
                }
            }}
        </section>
    }
}

/// Who was invited, with the roles agreed beforehand, and whose pledge is missing.
#[component]
pub(super) fn Invited(page: Page) -> impl IntoView {
    let people = Signal::derive(move || {
        let named = page.named.get();
        page.view.with(|view| {
            let invited = view.meeting.invited.iter();
            invited
                .map(|person| Called {
                    words: named.attendee(person),
                    roles: roles_of(&view.meeting.roles, person),
                    mark: view
                        .unpledged
                        .contains(person)
                        .then_some((Tone::Care, "誓約がまだ")),
                })
                .collect::<Vec<_>>()
        })
    });
    let beside = move || {
        let named = page.named.get();
        page.view.with(|view| {
            view.meeting
                .roles
                .iter()
                .find(|(role, _)| *role == MeetingRole::BesideHer)
                .map(|(_, person)| named.attendee(person))
        })
    };
    let matters = move || page.view.with(|view| view.matters.clone());
    view! {
        <section class="panel" aria-label="協議事項">
            <div class="panel__head"><h2>"協議事項"</h2></div>
            <Show when=move || page.view.with(|view| view.matters.is_empty())>
                <p class="muted">"要請によらない会議です。話し合うことは、次第にそって決めます。"</p>
            </Show>
            <ol translate="no">
                {move || matters().into_iter().map(|matter| view! { <li>{matter}</li> }).collect_view()}
            </ol>
            <h3>"招集した人"</h3>
            <CalledList people/>
            {move || {
                beside()
                    .map(|name| {
                        view! { <p class="small" translate="no">{format!("本人のそばにいる人：{name}")}</p> }
                    })
            }}
        </section>
    }
}
