//! さがす: cases by name or number. What was typed stays in this window and goes into no address.

use std::sync::Arc;

use domain::view::Found;
use domain::wire::{self, ApiError};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::*;

use super::board::CardFace;
use super::call;
use super::clock;
use super::door::door;

/// Milliseconds after the last key until the server is asked.
const PATIENCE: i32 = 250;

/// What was found, with the search field.
#[component]
pub fn SearchScreen() -> impl IntoView {
    let door = door();
    let found = RwSignal::new(None::<Found>);
    let error = RwSignal::new(None::<ApiError>);
    let turn = StoredValue::new(0_u64);
    Effect::new(move |_| {
        let text = door.sought.get().trim().to_owned();
        turn.update_value(|n| *n += 1);
        let own = turn.get_value();
        if text.is_empty() {
            found.set(None);
            error.set(None);
            return;
        }
        spawn_local(async move {
            clock::pause(PATIENCE).await;
            if turn.try_get_value() != Some(own) {
                return;
            }
            let result = call::ask(wire::Search { text }).await;
            if turn.try_get_value() != Some(own) {
                return;
            }
            match result {
                Ok(cards) => {
                    error.set(None);
                    found.set(Some(cards));
                }
                Err(problem) => error.set(Some(problem)),
            }
        });
    });
    view! {
        <div class="page page--middle stack">
            <h1>"さがす"</h1>
            <div class="form" role="search" translate="no">
                <TextInput
                    id="search-text"
                    label="名前・フリガナ・番号"
                    help="全角・半角、ひらがな・カタカナ、旧字のちがいは気にせず入れられます。"
                    value=door.sought
                />
            </div>
            <div role="status" class="small muted">
                {move || {
                    found
                        .with(|found| {
                            found
                                .as_ref()
                                .map(|found| {
                                    if found.more {
                                        format!("{}件より多くあります。言葉を足してください。", found.cards.len())
                                    } else {
                                        format!("{}件", found.cards.len())
                                    }
                                })
                        })
                }}
            </div>
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! {
                            <Notice kind=NoticeKind::Warning title="さがせませんでした" live=true>
                                <p>{error.message}</p>
                            </Notice>
                        }
                    })
            }}
            {move || match found.get() {
                None => {
                    view! {
                        <EmptyState title="見られるケースの中からさがします" icon=Icon::Search>
                            <p>"名前か番号の一部を入れてください。"</p>
                        </EmptyState>
                    }
                        .into_any()
                }
                Some(found) if found.cards.is_empty() => {
                    view! {
                        <EmptyState title="見つかりませんでした" icon=Icon::Search>
                            <p>"読み方や番号でも、さがしてみてください。"</p>
                        </EmptyState>
                    }
                        .into_any()
                }
                Some(found) => {
                    view! {
                        <ul class="found">
                            {found
                                .cards
                                .into_iter()
                                .map(|card| {
                                    let status = match card.joined {
                                        true => "ほかの記録に合わせてあります",
                                        false => card.status.label(),
                                    };
                                    view! {
                                        <li class="card">
                                            <CardFace card=Arc::new(card)/>
                                            <p class="small muted">{status}</p>
                                        </li>
                                    }
                                })
                                .collect_view()}
                        </ul>
                    }
                        .into_any()
                }
            }}
        </div>
    }
}
