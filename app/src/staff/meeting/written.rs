//! 書かれていること: what the meeting page shows without changing it.

use domain::meeting::MeetingRole;
use leptos::prelude::*;

use crate::ui::*;

use super::super::hours::hour;
use super::Page;

/// Her statement, or her newest wish, always first and to the letter.
#[component]
pub(super) fn HerWish(page: Page) -> impl IntoView {
    let words = move || {
        page.view.with(|view| {
            let said = view.meeting.her_statement.trim();
            if said.is_empty() {
                view.wish
                    .as_ref()
                    .map(|wish| wish.words.clone())
                    .unwrap_or_default()
            } else {
                said.to_owned()
            }
        })
    };
    view! {
        <section class="case__words" aria-label="本人の言葉">
            {move || {
                let words = words();
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
    let rows = move || {
        let named = page.named.get();
        page.view.with(|view| {
            view.meeting
                .invited
                .iter()
                .map(|person| {
                    let roles: Vec<_> = view
                        .meeting
                        .roles
                        .iter()
                        .filter(|(_, held)| held == person)
                        .map(|(role, _)| role.label())
                        .collect();
                    let unpledged = view.unpledged.contains(person);
                    (named.attendee(person), roles.join("・"), unpledged)
                })
                .collect::<Vec<_>>()
        })
    };
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
            <ol translate="no">
                {move || matters().into_iter().map(|matter| view! { <li>{matter}</li> }).collect_view()}
            </ol>
            <h3>"招集した人"</h3>
            <ul class="list">
                {move || {
                    rows()
                        .into_iter()
                        .map(|(name, roles, unpledged)| {
                            view! {
                                <li class="list__row">
                                    <span translate="no">{name}</span>
                                    {(!roles.is_empty())
                                        .then(|| view! { <Tag tone=Tone::Accent>{roles}</Tag> })}
                                    {unpledged
                                        .then(|| view! { <Tag tone=Tone::Care>"誓約がまだ"</Tag> })}
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            {move || {
                beside()
                    .map(|name| {
                        view! { <p class="small" translate="no">{format!("本人のそばにいる人：{name}")}</p> }
                    })
            }}
        </section>
    }
}

/// The minutes as they were written, in the order in which things were said.
#[component]
pub(super) fn Lines(page: Page) -> impl IntoView {
    let keys = move || page.view.with(|view| view.meeting.entries.clone());
    view! {
        <ol class="minutes" translate="no">
            <For each=keys key=|entry| entry.id let:entry>
                <li class="minute" data-kind=super::minutes::kind_key(entry.kind)>
                    <span class="minute__kind">{entry.kind.label()}</span>
                    <p class="minute__text">{entry.text.clone()}</p>
                    <span class="minute__by">
                        {move || {
                            let named = page.named.get();
                            let at = hour(Some(entry.at));
                            match entry.agency {
                                Some(agency) => format!("{}　{at}", named.agency(agency)),
                                None => at,
                            }
                        }}
                    </span>
                </li>
            </For>
        </ol>
    }
}
