//! この一部に出す: what a paper leaves out, opened for one copy with a reason that is kept.

use leptos::prelude::*;

use crate::ui::*;

/// What is usually left out and may be opened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    Address,
    Names,
}

impl Left {
    const fn label(self) -> &'static str {
        match self {
            Self::Address => "住所",
            Self::Names => "名前",
        }
    }

    const fn usually(self) -> &'static str {
        match self {
            Self::Address => {
                "ふだんは「非開示」と印刷します。必要なときだけ、理由を書いて出します。"
            }
            Self::Names => {
                "ふだんは番号と続柄だけを印刷します。必要なときだけ、理由を書いて出します。"
            }
        }
    }

    const fn id(self) -> &'static str {
        match self {
            Self::Address => "open-address",
            Self::Names => "open-names",
        }
    }
}

/// How often the case may be read again: once something is opened, every further look would be one
/// more opening.
pub(super) fn read_once(
    reason: RwSignal<Option<String>>,
    moved: impl Get<Value = u64> + Copy + Send + Sync + 'static,
) -> Signal<u64> {
    Signal::derive(move || match reason.with(Option::is_some) {
        true => 0,
        false => moved.get(),
    })
}

/// The opening, and the way back. `reason` is what the next question for the paper carries.
#[component]
pub(super) fn Opening(
    left: Left,
    reason: RwSignal<Option<String>>,
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] may: Signal<bool>,
) -> impl IntoView {
    let what = left.label();
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let show = move |()| {
        let text = typed.get_untracked();
        if text.trim().is_empty() {
            error.set(Some(format!(
                "{what}を出す理由を書いてください。だれがいつ出したかとともに残ります。"
            )));
        } else {
            error.set(None);
            reason.set(Some(text));
        }
    };
    view! {
        <Show when=move || open.get()>
            <Notice kind=NoticeKind::Warning title=format!("{what}が出ています")>
                <p>{format!("この一部だけに{what}を出しています。配る相手を確かめてください。")}</p>
                <Button on_press=move |()| reason.set(None)>{format!("{what}を出さない")}</Button>
            </Notice>
        </Show>
        <Show when=move || may.get() && !open.get()>
            <details>
                <summary>{format!("この一部に{what}を出す")}</summary>
                <div class="stack">
                    <p>{left.usually()}</p>
                    <TextInput
                        id=left.id()
                        label="理由"
                        value=typed
                        error=Signal::derive(move || error.get())
                    />
                    <Button icon=Icon::Lock on_press=show>{format!("{what}を出す")}</Button>
                </div>
            </details>
        </Show>
    }
}
