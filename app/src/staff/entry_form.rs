//! 入るための欄: forms with a secret in them. Words for a failure stand above the fields, and a second press
//! while the first is on its way does nothing.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::*;

use super::clock;

/// Milliseconds in which the button can show that it is busy, before a long reckoning.
const SHOWN: i32 = 30;

/// One try after the other. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Try {
    busy: RwSignal<bool>,
    problem: RwSignal<Option<String>>,
}

impl Try {
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            problem: RwSignal::new(None),
        }
    }

    /// Refuses here what the screen itself can see.
    pub fn refuse(self, words: impl Into<String>) {
        self.problem.set(Some(words.into()));
    }

    /// Tries; what it says where it fails stands above the fields.
    pub fn run(self, what: impl Future<Output = Result<(), String>> + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.problem.set(None);
        spawn_local(async move {
            clock::pause(SHOWN).await;
            let result = what.await;
            // The form may be gone by now.
            self.busy.try_set(false);
            if let Err(words) = result {
                self.problem.try_set(Some(words));
            }
        });
    }
}

/// The form; `title` stands over the words of a failure.
#[component]
pub fn EntryForm(
    attempt: Try,
    title: &'static str,
    /// Words of the button.
    send: &'static str,
    on_send: impl Fn() + 'static,
    children: Children,
) -> impl IntoView {
    view! {
        <form
            class="form"
            on:submit=move |event| {
                event.prevent_default();
                on_send();
            }
        >
            {move || {
                attempt
                    .problem
                    .get()
                    .map(|words| {
                        view! {
                            <Notice kind=NoticeKind::Warning title live=true>
                                <p>{words}</p>
                            </Notice>
                        }
                    })
            }}
            {children()}
            <div class="actions">
                <Button kind="submit" variant=Variant::Primary busy=attempt.busy>
                    {send}
                </Button>
            </div>
        </form>
    }
}
