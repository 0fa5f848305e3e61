//! 合言葉: the way into a prepared tablet, without a network or after it has locked itself.

use leptos::prelude::*;

use crate::ui::*;

use super::door::{Signed, door};
use super::entry_form::{EntryForm, Try};
use super::tablet;

/// Asks for the passphrase.
#[component]
pub fn UnlockForm() -> impl IntoView {
    let passphrase = RwSignal::new(String::new());
    let attempt = Try::new();
    let submit = move || {
        let words = passphrase.get_untracked();
        attempt.run(async move {
            let result = tablet::unlock(&words).await;
            passphrase.try_set(String::new());
            result
        });
    };
    view! {
        <EntryForm attempt title="開けませんでした" send="開く" on_send=submit>
            <TextInput
                id="passphrase"
                label="合言葉"
                value=passphrase
                kind="password"
                help="この端末を準備したときに決めた言葉です。"
            />
        </EntryForm>
    }
}

/// The screen of a tablet that has locked itself.
#[component]
pub fn LockedPage() -> impl IntoView {
    // Nothing lies below it in a window that was opened anew, or handed over.
    let (title, words) = if tablet::is_shut() {
        (
            "鍵がかかっています",
            "合言葉で開きます。ほかの人は「サインインし直す」から入ってください。書きかけは残っています。",
        )
    } else {
        (
            "鍵をかけました",
            "合言葉で、もとの画面に戻ります。書きかけは残っています。",
        )
    };
    view! {
        <main class="signin" id="locked">
            <div class="signin__box">
                <h1>"ともに"</h1>
                <Notice kind=NoticeKind::Info title live=true>
                    <p>{words}</p>
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
