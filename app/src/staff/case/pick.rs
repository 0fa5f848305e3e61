//! Lists of agencies, people and kinds of information to tick. Nothing is ticked beforehand.

use std::collections::BTreeSet;
use std::str::FromStr;

use domain::form::InfoCategory;
use domain::id::CaseId;
use domain::view::Directory;
use domain::wire;
use leptos::prelude::*;

use crate::staff::asked::{Asked, asked};
use crate::staff::form::{Select, agency_options, person_options};
use crate::staff::live;
use crate::ui::*;

/// Agencies and people of the council, as this case lets them be known.
pub(super) fn directory(case: CaseId) -> Asked<Directory> {
    asked(
        move || wire::Directory { case: Some(case) },
        live::council(),
    )
}

/// The same for lists that stand in a dialog from its beginning: it waits for them.
pub(super) fn directory_first(case: CaseId) -> Asked<Directory> {
    let asked = directory(case);
    let is_settled = move |_: Option<&bool>| {
        asked.answer.with(Option::is_some) || asked.error.with(Option::is_some)
    };
    show_dialog_with(Memo::new(is_settled));
    asked
}

/// Agencies to choose one from.
pub(super) fn agencies(directory: Asked<Directory>) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        directory
            .answer
            .with(|d| d.as_ref().map(agency_options))
            .unwrap_or_default()
    })
}

/// People to choose one from.
pub(super) fn people(directory: Asked<Directory>) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        directory
            .answer
            .with(|d| d.as_ref().map(person_options))
            .unwrap_or_default()
    })
}

/// One agency to choose.
#[component]
pub(super) fn PickAgency(
    case: CaseId,
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    #[prop(optional)] need: Need,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let options = agencies(directory(case));
    view! { <Select id label need value options error/> }
}

/// A list to tick whose options come from the server.
#[component]
pub(super) fn TickMany(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] help: String,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    value: RwSignal<Vec<String>>,
    #[prop(optional)] need: Need,
) -> impl IntoView {
    move || {
        let choices = options
            .get()
            .into_iter()
            .map(|(key, words)| Choice::new(key, words))
            .collect();
        view! {
            <CheckGroup
                id=id.clone()
                label=label.clone()
                help=help.clone()
                need
                options=choices
                value
                layout=Layout::Row
            />
        }
    }
}

/// Ids that were ticked.
pub(super) fn ids<T: FromStr + Ord>(value: RwSignal<Vec<String>>) -> BTreeSet<T> {
    value.with_untracked(|all| all.iter().filter_map(|id| id.parse().ok()).collect())
}

/// Kinds of information, in the order in which she is asked about them.
pub(super) fn category_options() -> Vec<(String, String)> {
    InfoCategory::ALL
        .into_iter()
        .enumerate()
        .map(|(index, kind)| (index.to_string(), kind.label().to_owned()))
        .collect()
}

/// Kinds of information that were ticked.
pub(super) fn categories(value: RwSignal<Vec<String>>) -> BTreeSet<InfoCategory> {
    value.with_untracked(|all| {
        all.iter()
            .filter_map(|index| index.parse::<usize>().ok())
            .filter_map(|index| InfoCategory::ALL.get(index).copied())
            .collect()
    })
}

/// One of an enum's values, chosen by its place in `ALL`.
pub(super) fn one<T: Copy>(all: &[T], value: RwSignal<String>) -> Option<T> {
    value
        .with_untracked(|index| index.parse::<usize>().ok())
        .and_then(|index| all.get(index).copied())
}

/// What [`one`] reads this value from; nothing where it is none of them.
pub(super) fn place<T: PartialEq>(all: &[T], value: &T) -> String {
    all.iter()
        .position(|one| one == value)
        .map(|at| at.to_string())
        .unwrap_or_default()
}

/// Choices for an enum, keyed by their place in `ALL`.
pub(super) fn choices<T: Copy>(all: &[T], label: fn(T) -> &'static str) -> Vec<Choice> {
    all.iter()
        .enumerate()
        .map(|(index, value)| Choice::new(index.to_string(), label(*value)))
        .collect()
}

/// One of an enum's values to choose, side by side.
#[component]
pub(super) fn PickOne<T: Copy + 'static>(
    id: &'static str,
    label: &'static str,
    /// All there are, and the words of each.
    of: (&'static [T], fn(T) -> &'static str),
    value: RwSignal<String>,
    #[prop(optional)] need: Need,
) -> impl IntoView {
    let (all, words) = of;
    let options = choices(all, words);
    view! { <RadioGroup id label need options value layout=Layout::Row/> }
}
