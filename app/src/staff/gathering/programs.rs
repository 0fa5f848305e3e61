//! 兼ねる会議: ticks for the meetings of other programmes that one sitting serves too.

use std::collections::BTreeSet;

use domain::conference::ProgramMeeting;
use leptos::prelude::*;

use crate::ui::*;

/// The ticks, keyed by their place.
#[component]
pub fn Serves(id: &'static str, value: RwSignal<Vec<String>>) -> impl IntoView {
    let options = ProgramMeeting::ALL
        .iter()
        .enumerate()
        .map(|(at, one)| Choice::new(at.to_string(), one.label()))
        .collect::<Vec<_>>();
    view! {
        <CheckGroup
            id
            label="兼ねる会議"
            help="兼ねても、だれかに新しくケースが見えるようにはなりません。"
            need=Need::Optional
            options
            value
        />
    }
}

/// What was ticked.
pub fn programs(ticked: &[String]) -> BTreeSet<ProgramMeeting> {
    ticked
        .iter()
        .filter_map(|key| ProgramMeeting::ALL.get(key.parse::<usize>().ok()?).copied())
        .collect()
}

/// Ticks for the names a series brings.
pub fn program_keys(names: &[String]) -> Vec<String> {
    ProgramMeeting::ALL
        .iter()
        .enumerate()
        .filter(|(_, one)| names.iter().any(|name| name == one.label()))
        .map(|(at, _)| at.to_string())
        .collect()
}

/// 「兼ねる会議：…」, where there are any.
pub fn serves_words<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let names: Vec<&str> = names.into_iter().collect();
    (!names.is_empty()).then(|| format!("兼ねる会議：{}", names.join("、")))
}
