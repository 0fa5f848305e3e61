//! 書かれていること: what the meeting page shows without changing it.

use domain::meeting::MeetingRole;
use leptos::prelude::*;

use crate::ui::*;

use super::super::gathering::{Called, CalledList, roles_of};
use super::super::hours::hour;
use super::super::words;
use super::Page;

/// Her statement, or her newest wish, always first and to the letter.
#[component]
pub(super) fn HerWish(page: Page) -> impl IntoView {
    let own = Memo::new(move |_| page.view.with(|view| view.meeting.begins_with_her_own()));
    view! {
        <section class="case__words" aria-label="本人の言葉">
            {move || {
                let words = page.her_words();
                if words.is_empty() {
                    // The same whether or not anything is recorded.
                    let told = match page.view.with(|view| view.withheld) {
                        true => "本人の言葉は、あなたが見られる範囲に入っていません。",
                        false => "本人の言葉は、まだ記録されていません。",
                    };
                    view! { <p class="muted">{told}</p> }.into_any()
                } else {
                    view! {
                        <p translate="no">{words}</p>
                        <Show when=move || own.get()>
                            <p class="small muted">"本人がこの会議のために書きました。このまま読みます。"</p>
                        </Show>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

/// What she wrote into the meeting herself, newest first; nothing while there is none.
#[component]
pub(super) fn FromHer(page: Page) -> impl IntoView {
    let said = Memo::new(move |_| {
        page.view.with(|view| {
            let entries = view.meeting.entries.iter().rev();
            let hers = entries.filter(|entry| entry.by.is_none());
            hers.map(|entry| (entry.id, entry.text.clone(), entry.at))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <div aria-live="polite">
            <Show when=move || !said.with(Vec::is_empty)>
                <section class="panel" aria-label="本人から届いた言葉">
                    <div class="panel__head"><h2>"本人から届いた言葉"</h2></div>
                    <ol class="minutes" translate="no">
                        <For each=move || said.get() key=|(id, ..)| *id let:line>
                            <li class="minute" data-kind="words">
                                <p class="minute__text">{line.1}</p>
                                <span class="minute__by">{hour(Some(line.2))}</span>
                            </li>
                        </For>
                    </ol>
                </section>
            </Show>
        </div>
    }
}

/// Her consent has become narrower since: what to look at again, and nothing of what she took off.
#[component]
pub(super) fn Shaken(page: Page) -> impl IntoView {
    let shaken = Memo::new(move |_| page.view.with(|view| view.meeting.is_shaken()));
    view! {
        <Show when=move || shaken.get()>
            <Notice kind=NoticeKind::Warning title=words::SHAKEN>
                "招集した人と、次第や配る資料を、もう一度見てください。"
            </Notice>
        </Show>
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
