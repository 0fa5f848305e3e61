//! The anatomy every form field shares: label, 必須 or 任意, help, error, control.

use leptos::prelude::*;

use super::icon::{Icon, IconMark};

/// 要否: whether a field must be filled in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Need {
    Required,
    Optional,
    /// Says nothing, as on her pages, where nothing is required.
    #[default]
    Unmarked,
}

/// The ids a control names in `aria-describedby`: its help and its error, if there.
pub fn described_by(id: &str, has_help: bool, has_error: bool) -> Option<String> {
    match (has_help, has_error) {
        (false, false) => None,
        (true, false) => Some(format!("{id}-help")),
        (false, true) => Some(format!("{id}-error")),
        (true, true) => Some(format!("{id}-help {id}-error")),
    }
}

fn need_word(need: Need) -> Option<AnyView> {
    match need {
        Need::Required => {
            Some(view! { <span class="field__need" data-need="required">"必須"</span> }.into_any())
        }
        Need::Optional => {
            Some(view! { <span class="field__need" data-need="optional">"任意"</span> }.into_any())
        }
        Need::Unmarked => None,
    }
}

/// An empty help is none.
fn help_line(id: &str, help: Option<String>) -> Option<AnyView> {
    let id = format!("{id}-help");
    help.filter(|help| !help.is_empty())
        .map(|help| view! { <p class="field__help" id=id>{help}</p> }.into_any())
}

fn error_line(id: &str, error: Signal<Option<String>>) -> impl IntoView + use<> {
    let id = format!("{id}-error");
    move || {
        error.get().map(|words| {
            view! {
                <p class="field__error" id=id.clone()>
                    <IconMark icon=Icon::Alert/>
                    <span>
                        <span class="visually-hidden">"エラー："</span>
                        {words}
                    </span>
                </p>
            }
        })
    }
}

/// A field with one control, whose `id` is the field's.
#[component]
pub fn Field(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(optional)] need: Need,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field" data-error=move || error.with(Option::is_some).then_some("true")>
            <label class="field__label" for=id.clone()>
                {label}
                {need_word(need)}
            </label>
            {help_line(&id, help)}
            {children()}
            {error_line(&id, error)}
        </div>
    }
}

/// A field made of several controls; the first of them carries the field's `id`.
#[component]
pub fn GroupField(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(optional)] need: Need,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let has_help = help.as_ref().is_some_and(|help| !help.is_empty());
    let described = {
        let id = id.clone();
        move || described_by(&id, has_help, error.with(Option::is_some))
    };
    view! {
        <fieldset
            class="field"
            data-error=move || error.with(Option::is_some).then_some("true")
            aria-describedby=described
        >
            <legend class="field__label">
                {label}
                {need_word(need)}
            </legend>
            {help_line(&id, help)}
            {children()}
            {error_line(&id, error)}
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::described_by;

    #[test]
    fn names_only_what_is_there() {
        assert_eq!(described_by("a", false, false), None);
        assert_eq!(described_by("a", true, false).as_deref(), Some("a-help"));
        assert_eq!(
            described_by("a", true, true).as_deref(),
            Some("a-help a-error")
        );
    }
}
