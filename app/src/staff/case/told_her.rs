//! 本人に知らせたか: that she was told of a step, or why she was not.

use domain::inquiry::HerKnowledge;
use leptos::prelude::*;

use crate::ui::*;

use super::lacks::{Lacks, NeededText, wrong_at};

/// What is chosen and typed of it. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct ToldHer {
    told: RwSignal<String>,
    reason: RwSignal<String>,
    /// The form it stands in, as its ids begin.
    form: &'static str,
}

impl ToldHer {
    pub(super) fn new(form: &'static str) -> Self {
        Self {
            told: RwSignal::new(String::new()),
            reason: RwSignal::new(String::new()),
            form,
        }
    }

    pub(super) fn clear(self) {
        self.told.try_set(String::new());
        self.reason.try_set(String::new());
    }

    pub(super) fn read(self, lacks: &mut Lacks) -> Option<HerKnowledge> {
        let told = match self.told.get_untracked().as_str() {
            "yes" => Some(HerKnowledge::Told),
            "no" => Some(HerKnowledge::NotTold {
                reason: lacks.text(
                    self.reason,
                    &self.reason_id(),
                    "本人に知らせない理由を書いてください。",
                ),
            }),
            _ => None,
        };
        lacks.choice(told, &self.id(), "本人に知らせたかどうかを選んでください。")
    }

    fn id(self) -> String {
        format!("{}-told", self.form)
    }

    fn reason_id(self) -> String {
        format!("{}-not-told", self.form)
    }
}

/// Its fields; `label` says what she was or was not told of.
#[component]
pub(super) fn ToldHerFields(
    told: ToldHer,
    problems: RwSignal<Vec<Wrong>>,
    label: &'static str,
) -> impl IntoView {
    let options = vec![
        Choice::new("yes", "知らせた"),
        Choice::new("no", "知らせていない"),
    ];
    let id = told.id();
    let error = wrong_at(problems, id.clone());
    view! {
        <RadioGroup
            id
            label
            need=Need::Required
            options
            value=told.told
            layout=Layout::Row
            error
        />
        <Show when=move || told.told.with(|told| told == "no")>
            <NeededText problems id=told.reason_id() label="知らせない理由" value=told.reason/>
        </Show>
    }
}

/// Whether she was told, as the case page shows it.
pub(super) fn told_words(told: bool, reason: &str) -> String {
    if told {
        "知らせた".to_owned()
    } else {
        format!("知らせていない：{reason}")
    }
}
