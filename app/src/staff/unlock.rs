//! 合言葉: the way into a prepared tablet, without a network or after it has locked itself.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::ui::*;

use super::door::{Signed, door};
use super::tablet;

/// Asks for the passphrase.
#[component]
pub fn UnlockForm() -> impl IntoView {
    let passphrase = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let submit = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            // The button shows that it is busy before the long reckoning begins.
            super::clock::pause(30).await;
            let result = tablet::unlock(&passphrase.get_untracked()).await;
            busy.try_set(false);
            passphrase.try_set(String::new());
            if let Err(words) = result {
                problem.try_set(Some(words));
            }
        });
    };
    view! {
        <form
            class="form"
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            {move || {
                problem
                    .get()
                    .map(|words| {
                        view! {
                            <Notice kind=NoticeKind::Warning title="開けませんでした" live=true>
                                <p>{words}</p>
                            </Notice>
                        }
                    })
            }}
            <TextInput
                id="passphrase"
                label="合言葉"
                value=passphrase
                kind="password"
                help="この端末を準備したときに決めた言葉です。"
            />
            <div class="actions">
                <Button kind="submit" variant=Variant::Primary busy>"開く"</Button>
            </div>
        </form>
    }
}

/// The screen of a tablet that has locked itself.
#[component]
pub fn LockedPage() -> impl IntoView {
    view! {
        <main class="signin" id="locked">
            <div class="signin__box">
                <h1>"ともに"</h1>
                <Notice kind=NoticeKind::Info title="鍵をかけました" live=true>
                    <p>"合言葉で、もとの画面に戻ります。書きかけは残っています。"</p>
                </Notice>
                <UnlockForm/>
                <Button
                    variant=Variant::Tertiary
                    on_press=move |()| door().signed.set(Signed::Out)
                >
                    "サインインし直す"
                </Button>
            </div>
        </main>
    }
}
