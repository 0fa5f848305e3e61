//! 様式の画面: any form of `domain::form` on the screen. What is typed goes to the data at once and
//! to the letter; the check that judges it is the server's own.

use domain::form::{self, Form, FormData, Problem};
use domain::refusal::Refusal;
use domain::view::Directory;
use leptos::prelude::*;

use crate::ui::*;

use super::call::Refused;
use super::door::door;

mod answers;
mod field;
mod kept;
mod people;
mod rows;
mod select;
mod spans;

pub use answers::{Answers, value_words};
pub use kept::{KeptFields, KeptPaper, LeftBehind, PutBack, unsent, unsent_changes};
pub use select::{Select, agency_options, person_options};

use field::FormField;

/// What every field of one shown form needs to know.
#[derive(Clone, Copy)]
struct Paper {
    data: RwSignal<FormData>,
    problems: RwSignal<Vec<Problem>>,
    directory: Signal<Directory>,
    /// The paper goes to others: its words are looked at before they go.
    shared: Option<Wording>,
}

/// All sections of a form. Values go to `data` at each change; `problems` show beside their fields.
#[component]
pub fn FormFields(
    form: &'static Form,
    data: RwSignal<FormData>,
    problems: RwSignal<Vec<Problem>>,
    #[prop(into)] directory: Signal<Directory>,
    /// Makes the ids of the fields different from other forms on the page.
    #[prop(default = "f".to_owned(), into)]
    prefix: String,
    /// Fields that are not shown.
    #[prop(optional)]
    skip: Vec<&'static str>,
    /// Fields that are shown and cannot be changed here, with the reason.
    #[prop(optional)]
    locked: Vec<(&'static str, String)>,
) -> impl IntoView {
    let paper = Paper {
        data,
        problems,
        directory,
        shared: None,
    };
    form.sections
        .iter()
        .filter(|section| section.fields.iter().any(|field| !skip.contains(&field.key)))
        .map(|section| {
            let fields = section
                .fields
                .iter()
                .filter(|field| !skip.contains(&field.key))
                .map(|field| {
                    let lock = locked
                        .iter()
                        .find(|(key, _)| *key == field.key)
                        .map(|(_, words)| words.clone());
                    view! { <FormField paper field id=field_id(&prefix, field.key) lock/> }
                })
                .collect_view();
            view! {
                <section class="form__section">
                    {(!section.title.is_empty()).then(|| view! { <h2>{section.title}</h2> })}
                    {fields}
                    {section.notes.iter().map(|note| view! { <p class="small muted">{*note}</p> }).collect_view()}
                </section>
            }
        })
        .collect_view()
}

/// The error summary of a form; stands above its fields.
#[component]
pub fn FormErrors(
    form: &'static Form,
    problems: RwSignal<Vec<Problem>>,
    #[prop(default = "f".to_owned(), into)] prefix: String,
) -> impl IntoView {
    let wrong = Signal::derive(move || {
        problems.with(|problems| {
            problems
                .iter()
                .map(|problem| {
                    Wrong::new(
                        field_id(&prefix, &problem.field),
                        problem_words(form, problem),
                    )
                })
                .collect::<Vec<_>>()
        })
    });
    view! { <ErrorSummary problems=wrong/> }
}

/// Id of a field's first control.
pub fn field_id(prefix: &str, key: &str) -> String {
    format!("{prefix}-{key}")
}

/// A mistake in words, with the label of its field.
fn problem_words(form: &Form, problem: &Problem) -> String {
    let label = form
        .field(&problem.field)
        .map_or("この項目", |field| field.label);
    problem.what.words(label)
}

/// Checks a form as the server will; true when it is fit to be sent.
pub fn check_form(form: &Form, data: &FormData, problems: RwSignal<Vec<Problem>>) -> bool {
    let found = form::check(form, data, door().today());
    let fit = found.is_empty();
    problems.set(found);
    fit
}

/// Shows the problems the server found beside their fields.
pub fn take_refusal(refused: &Refused, problems: RwSignal<Vec<Problem>>) {
    if let Some(Refusal::Form { problems: found }) = &refused.refusal {
        problems.set(found.clone());
    }
}

/// One field by itself, for screens that lay a form out like its paper. Nothing where the form has no
/// such field.
#[component]
pub fn FormCell(
    form: &'static Form,
    key: &'static str,
    data: RwSignal<FormData>,
    problems: RwSignal<Vec<Problem>>,
    #[prop(into)] directory: Signal<Directory>,
    #[prop(default = "f".to_owned(), into)] prefix: String,
    /// Why it cannot be changed here.
    #[prop(optional, into)]
    lock: Option<String>,
    /// The paper goes to others.
    #[prop(optional)]
    shared: Option<Wording>,
) -> impl IntoView {
    let paper = Paper {
        data,
        problems,
        directory,
        shared,
    };
    form.field(key)
        .map(|field| view! { <FormField paper field id=field_id(&prefix, field.key) lock/> })
}
