//! Choosing one or several of a few.

use leptos::prelude::*;

use super::field::{GroupField, Need};

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub help: Option<String>,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            help: None,
        }
    }

    /// The same choice with a line of explanation under its label.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// How choices are laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    #[default]
    Stack,
    Row,
    /// Equal boxes, two in a row: no choice looks likelier than another.
    Tiles,
}

impl Layout {
    fn key(self) -> &'static str {
        match self {
            Self::Stack => "stack",
            Self::Row => "row",
            Self::Tiles => "tiles",
        }
    }
}

/// The first control carries the id of its group, so that an error can lead there.
fn control_id(group: &str, index: usize) -> String {
    if index == 0 {
        group.to_owned()
    } else {
        format!("{group}-{index}")
    }
}

fn choice_words(label: String, help: Option<String>) -> impl IntoView {
    view! {
        <span class="choice__words">
            <span class="choice__label">{label}</span>
            {help.map(|help| view! { <span class="choice__help">{help}</span> })}
        </span>
    }
}

/// One of several. An empty `value` means that nothing is chosen yet.
#[component]
pub fn RadioGroup(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    options: Vec<Choice>,
    value: RwSignal<String>,
    #[prop(optional)] need: Need,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional)] layout: Layout,
) -> impl IntoView {
    let name = name.unwrap_or_else(|| id.clone());
    let radios = options
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            let own = StoredValue::new(choice.value.clone());
            let chosen = move || own.with_value(|own| value.with(|now| now == own));
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        id=control_id(&id, index)
                        name=name.clone()
                        value=choice.value
                        checked=untrack(chosen)
                        prop:checked=chosen
                        on:change=move |_| value.set(own.get_value())
                    />
                    {choice_words(choice.label, choice.help)}
                </label>
            }
        })
        .collect_view();
    view! {
        <GroupField id=id.clone() label need help=help.unwrap_or_default() error>
            <div class="choices" data-layout=layout.key()>
                {radios}
            </div>
        </GroupField>
    }
}

/// Any number of several, in the order of `options`.
#[component]
pub fn CheckGroup(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    options: Vec<Choice>,
    value: RwSignal<Vec<String>>,
    #[prop(optional)] need: Need,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional)] layout: Layout,
) -> impl IntoView {
    let name = name.unwrap_or_else(|| id.clone());
    let order = StoredValue::new(
        options
            .iter()
            .map(|choice| choice.value.clone())
            .collect::<Vec<_>>(),
    );
    let boxes = options
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            let own = StoredValue::new(choice.value.clone());
            let chosen = move || own.with_value(|own| value.with(|now| now.contains(own)));
            view! {
                <label class="choice">
                    <input
                        type="checkbox"
                        id=control_id(&id, index)
                        name=name.clone()
                        value=choice.value
                        checked=untrack(chosen)
                        prop:checked=chosen
                        on:change=move |event| {
                            let on = event_target_checked(&event);
                            let own = own.get_value();
                            value.update(|now| order.with_value(|order| tick(now, &own, on, order)));
                        }
                    />
                    {choice_words(choice.label, choice.help)}
                </label>
            }
        })
        .collect_view();
    view! {
        <GroupField id=id.clone() label need help=help.unwrap_or_default() error>
            <div class="choices" data-layout=layout.key()>
                {boxes}
            </div>
        </GroupField>
    }
}

/// Ticks or unticks one value and keeps the order in which the form lists them. Values the form
/// no longer lists stay, at the end.
fn tick(now: &mut Vec<String>, own: &str, on: bool, order: &[String]) {
    now.retain(|value| value != own);
    if on {
        now.push(own.to_owned());
    }
    now.sort_by_key(|value| {
        order
            .iter()
            .position(|listed| listed == value)
            .unwrap_or(order.len())
    });
}

/// A single statement to tick.
#[component]
pub fn Check(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    checked: RwSignal<bool>,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional, into)] help: Option<String>,
    /// Why the tick follows from something else and cannot be changed here.
    #[prop(optional, into)]
    locked_reason: Signal<Option<String>>,
) -> impl IntoView {
    let name = name.unwrap_or_else(|| id.clone());
    let reason_id = format!("{id}-locked");
    let described = {
        let reason_id = reason_id.clone();
        move || locked_reason.with(|reason| reason.is_some().then(|| reason_id.clone()))
    };
    view! {
        <div class="check">
            <label class="choice">
                <input
                    type="checkbox"
                    id=id
                    name=name
                    value="true"
                    checked=checked.get_untracked()
                    prop:checked=checked
                    disabled=move || locked_reason.with(Option::is_some)
                    aria-describedby=described
                    on:change=move |event| checked.set(event_target_checked(&event))
                />
                {choice_words(label, help)}
            </label>
            {move || {
                locked_reason
                    .get()
                    .map(|reason| {
                        view! {
                            <p class="field__help" id=reason_id.clone()>
                                {reason}
                            </p>
                        }
                    })
            }}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::tick;

    #[test]
    fn ticks_keep_the_order_of_the_form() {
        let order = ["a", "b", "c"].map(String::from);
        let mut now = vec!["c".to_owned(), "old".to_owned()];
        tick(&mut now, "a", true, &order);
        assert_eq!(now, ["a", "c", "old"]);
        tick(&mut now, "c", false, &order);
        assert_eq!(now, ["a", "old"]);
        tick(&mut now, "a", true, &order);
        assert_eq!(now, ["a", "old"]);
    }
}
