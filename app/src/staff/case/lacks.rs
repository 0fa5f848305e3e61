//! What a form still lacks: told all at once, in the summary and beside each field.

use chrono::NaiveDate;
use domain::calendar;
use leptos::prelude::*;

use crate::ui::*;

/// Gathered while a form is read, in the order of its fields.
#[derive(Default)]
pub(super) struct Lacks(Vec<Wrong>);

impl Lacks {
    /// What must be chosen.
    pub(super) fn choice<T>(&mut self, chosen: Option<T>, field: &str, words: &str) -> Option<T> {
        if chosen.is_none() {
            self.0.push(Wrong::new(field, words));
        }
        chosen
    }

    /// What must be written.
    pub(super) fn text(&mut self, value: RwSignal<String>, field: &str, words: &str) -> String {
        let text = value.get_untracked();
        if text.trim().is_empty() {
            self.0.push(Wrong::new(field, words));
        }
        text
    }

    /// A day that must be set.
    pub(super) fn day(&mut self, value: RwSignal<String>, field: &str) -> Option<NaiveDate> {
        let day = value.with_untracked(|text| calendar::parse(text));
        day.map_err(|problem| self.0.push(Wrong::new(field, problem.words())))
            .ok()
    }
}

/// Reads a form: what it says, or `None` with all that it lacks in `problems`.
pub(super) fn whole<T>(
    problems: RwSignal<Vec<Wrong>>,
    read: impl FnOnce(&mut Lacks) -> Option<T>,
) -> Option<T> {
    let mut lacks = Lacks::default();
    let said = read(&mut lacks).filter(|_| lacks.0.is_empty());
    problems.set(lacks.0);
    said
}

/// The words beside a field, the same as in the summary.
pub(super) fn wrong_at(
    problems: RwSignal<Vec<Wrong>>,
    field: impl Into<String>,
) -> Signal<Option<String>> {
    let field = field.into();
    Signal::derive(move || {
        problems.with(|problems| {
            problems
                .iter()
                .find(|wrong| wrong.field_id == field)
                .map(|wrong| wrong.words.clone())
        })
    })
}

/// A text that must be written, with the words of what it lacks.
#[component]
pub(super) fn NeededText(
    problems: RwSignal<Vec<Wrong>>,
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] help: String,
    value: RwSignal<String>,
    #[prop(default = 2)] rows: u16,
    #[prop(optional)] shared: Option<Wording>,
) -> impl IntoView {
    let error = wrong_at(problems, id.clone());
    view! { <TextArea id label need=Need::Required help value error rows nostrip:shared=shared/> }
}

/// A line that must be written, with the words of what it lacks.
#[component]
pub(super) fn NeededLine(
    problems: RwSignal<Vec<Wrong>>,
    id: &'static str,
    label: &'static str,
    #[prop(optional, into)] help: String,
    value: RwSignal<String>,
) -> impl IntoView {
    let error = wrong_at(problems, id);
    view! { <TextInput id label need=Need::Required help value error/> }
}

/// A day that must be set, with the words of what it lacks.
#[component]
pub(super) fn NeededDay(
    problems: RwSignal<Vec<Wrong>>,
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
) -> impl IntoView {
    let error = wrong_at(problems, id);
    view! { <DateInput id label need=Need::Required value error/> }
}
