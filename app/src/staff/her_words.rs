//! 本人の言葉: her words written down for her and read back, and what is answered to them.

use chrono::{DateTime, Utc};
use domain::access::Action;
use domain::command::CaseCommand;
use domain::id::CaseId;
use domain::wire;
use leptos::prelude::*;

use crate::ui::*;

use super::act::{Act, Refusing};
use super::rights::RightButton;
use super::words;

/// What must be done before words that were written down for her are sent.
pub const READ_BACK: &str = "書いた言葉を読み返し、本人に確かめた";

/// Why words of hers cannot be sent yet: there are none, or nobody has read them back to her.
pub fn unsaid(said: RwSignal<String>, read_back: RwSignal<bool>) -> Option<String> {
    if said.with(|text| text.trim().is_empty()) {
        return Some("本人のことばを書いてください。".to_owned());
    }
    unread(read_back)
}

/// Why it cannot be sent yet: nobody has read it back to her.
pub fn unread(read_back: RwSignal<bool>) -> Option<String> {
    (!read_back.get()).then(|| "読み返して、本人に確かめてください。".to_owned())
}

/// An answer to her words: what it says, who wrote it, and when.
#[component]
pub fn Reply(text: String, by: String, at: DateTime<Utc>) -> impl IntoView {
    view! {
        <div class="plan__reply">
            <p>{text}</p>
            <p class="small muted">{format!("{by}　{}", words::moment(at))}</p>
        </div>
    }
}

/// The form that answers her; `command` is made of the words she will read.
#[component]
pub fn AnswerForm(
    id: String,
    case: CaseId,
    rights: Signal<wire::Rights>,
    command: impl Fn(String) -> CaseCommand + Send + Sync + 'static,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let act = Act::new();
    let stopped = Signal::derive(move || {
        text.with(|text| text.trim().is_empty())
            .then(|| "返事を書いてください。".to_owned())
    });
    let answer = move |()| {
        act.case(
            case,
            command(text.get_untracked()),
            "返事をしました",
            move |_| text.set(String::new()),
        );
    };
    view! {
        <details>
            <summary>"返事を書く"</summary>
            <div class="stack">
                <TextArea
                    id
                    label="返事"
                    help="本人が読みます。やさしい日本語で、何をどうするかを書きます。"
                    value=text
                    rows=3
                    shared=act.wording
                />
                <Refusing act/>
                <RightButton
                    rights
                    action=Action::WritePlan
                    act
                    stopped
                    on_press=answer
                    label="本人に返事をする".to_owned()
                />
            </div>
        </details>
    }
}
