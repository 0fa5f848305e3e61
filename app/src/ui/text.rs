//! Text fields that leave a running conversion alone.

use leptos::{html, prelude::*};

use super::{
    field::{Field, Need, described_by},
    ime,
    wording::{Named, Wording, named_id},
};

/// How wide a one-line field is: about as wide as what goes in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Width {
    #[default]
    Full,
    Long,
    Middle,
    Short,
}

impl Width {
    fn key(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Long => "long",
            Self::Middle => "middle",
            Self::Short => "short",
        }
    }
}

/// A field of one line. What is typed goes to `value` as it is; `value` is written back only
/// when it was changed from outside.
#[component]
pub fn TextInput(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional)] need: Need,
    /// An empty help is none.
    #[prop(optional, into)]
    help: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// The name in a submitted form; the id, unless given.
    #[prop(optional, into)]
    name: Option<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] inputmode: Option<&'static str>,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] width: Width,
    #[prop(optional, into)] on_enter: Option<Callback<()>>,
    /// She or other agencies read it: its words are looked at before they go.
    #[prop(optional)]
    shared: Option<Wording>,
    /// What stands in it are her own words.
    #[prop(optional, into)]
    hers: Signal<bool>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        let wanted = value.get();
        if let Some(input) = node.get()
            && input.value() != wanted
        {
            input.set_value(&wanted);
        }
    });
    let naming = RwSignal::new(false);
    let typed = StoredValue::new(false);
    let described = described(&id, !help.is_empty(), error, naming);
    let name = name.unwrap_or_else(|| id.clone());
    let named = shared.map(|wording| {
        view! { <Named wording id=id.clone() label=label.clone() value typed hers naming/> }
            .into_any()
    });
    view! {
        <Field id=id.clone() label need help error>
            <input
                class="input"
                data-width=width.key()
                node_ref=node
                id=id
                name=name
                type=kind
                inputmode=inputmode
                autocomplete=autocomplete
                value=value.get_untracked()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                on:input=move |event| {
                    typed.set_value(true);
                    value.set(event_target_value(&event));
                }
                on:keydown=move |event| {
                    if let Some(act) = on_enter
                        && ime::is_plain_enter(&event)
                    {
                        event.prevent_default();
                        act.run(());
                    }
                }
            />
            {named}
        </Field>
    }
}

/// A field of several lines that grows with its text.
#[component]
pub fn TextArea(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional)] need: Need,
    /// An empty help is none.
    #[prop(optional, into)]
    help: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] name: Option<String>,
    #[prop(default = 4)] rows: u16,
    /// About how many characters fit the paper. Only a remark: typing is never stopped.
    #[prop(optional)]
    advice_chars: Option<usize>,
    /// She or other agencies read it: its words are looked at before they go.
    #[prop(optional)]
    shared: Option<Wording>,
    /// What stands in it are her own words.
    #[prop(optional, into)]
    hers: Signal<bool>,
) -> impl IntoView {
    let node = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        let wanted = value.get();
        if let Some(area) = node.get()
            && area.value() != wanted
        {
            area.set_value(&wanted);
        }
    });
    let naming = RwSignal::new(false);
    let typed = StoredValue::new(false);
    let described = described(&id, !help.is_empty(), error, naming);
    let name = name.unwrap_or_else(|| id.clone());
    let named = shared.map(|wording| {
        view! { <Named wording id=id.clone() label=label.clone() value typed hers naming/> }
            .into_any()
    });
    view! {
        <Field id=id.clone() label need help error>
            <textarea
                class="input input--area"
                node_ref=node
                id=id
                name=name
                rows=rows.to_string()
                autocomplete="off"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                on:input=move |event| {
                    typed.set_value(true);
                    value.set(event_target_value(&event));
                }
            >
                {value.get_untracked()}
            </textarea>
            {advice_chars
                .map(|advice| {
                    view! {
                        <p
                            class="field__count"
                            data-over=move || {
                                value.with(|text| text.chars().count() > advice).then_some("true")
                            }
                        >
                            {move || count_words(value.with(|text| text.chars().count()), advice)}
                        </p>
                    }
                })}
            {named}
        </Field>
    }
}

fn described(
    id: &str,
    has_help: bool,
    error: Signal<Option<String>>,
    naming: RwSignal<bool>,
) -> impl Fn() -> Option<String> + Send + Sync + 'static + use<> {
    let id = id.to_owned();
    move || {
        let described = described_by(&id, has_help, error.with(Option::is_some));
        let naming = naming.get().then(|| named_id(&id));
        match (described, naming) {
            (Some(described), Some(naming)) => Some(format!("{described} {naming}")),
            (described, naming) => described.or(naming),
        }
    }
}

fn count_words(count: usize, advice: usize) -> String {
    match count.checked_sub(advice) {
        None | Some(0) => format!("{count}文字（{advice}文字くらいまで）"),
        Some(over) => {
            format!("{count}文字。{over}文字多めです。このまま保存できます。")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::count_words;

    #[test]
    fn the_counter_never_forbids() {
        assert_eq!(count_words(3, 10), "3文字（10文字くらいまで）");
        assert_eq!(
            count_words(12, 10),
            "12文字。2文字多めです。このまま保存できます。"
        );
    }
}
