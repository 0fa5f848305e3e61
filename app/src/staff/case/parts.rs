//! 事実・本人の言葉・所見: the three boxes, always apart (BR-030).

use domain::record::ThreeParts;
use leptos::prelude::*;

use crate::ui::*;

/// The three boxes while they are typed. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    pub facts: RwSignal<String>,
    pub her_words: RwSignal<String>,
    pub worker_view: RwSignal<String>,
}

impl Typed {
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            facts: empty(),
            her_words: empty(),
            worker_view: empty(),
        }
    }

    pub fn read(self) -> ThreeParts {
        ThreeParts {
            facts: self.facts.get_untracked(),
            her_words: self.her_words.get_untracked(),
            worker_view: self.worker_view.get_untracked(),
        }
    }

    pub fn clear(self) {
        for text in [self.facts, self.her_words, self.worker_view] {
            text.try_set(String::new());
        }
    }
}

/// The three boxes to type into.
#[component]
pub(super) fn PartsFields(
    #[prop(into)] id: String,
    typed: Typed,
    #[prop(optional)] shared: Option<Wording>,
) -> impl IntoView {
    view! {
        <div class="fields" translate="no">
            <TextArea
                id=format!("{id}-facts")
                label="事実"
                help="見たこと、聞いたこと、確かめたこと。居場所がわかることは書きません。"
                value=typed.facts
                advice_chars=4000
                nostrip:shared=shared
            />
            <TextArea
                id=format!("{id}-words")
                label="本人の言葉"
                help="言ったとおりに。言いかえません。"
                value=typed.her_words
                advice_chars=4000
                nostrip:shared=shared
                hers=true
            />
            <TextArea
                id=format!("{id}-view")
                label="所見"
                help="支援者の見立て。本人の画面には出ません。"
                value=typed.worker_view
                advice_chars=4000
                nostrip:shared=shared
            />
        </div>
    }
}

/// The three boxes as written; empty ones are left out.
#[component]
pub(super) fn PartsShown(parts: ThreeParts) -> impl IntoView {
    let rows = [
        ("fact", "事実", parts.facts),
        ("words", "本人の言葉", parts.her_words),
        ("finding", "所見", parts.worker_view),
    ];
    view! {
        <dl class="entry__parts" translate="no">
            {rows
                .into_iter()
                .filter(|(_, _, text)| !text.trim().is_empty())
                .map(|(key, label, text)| {
                    view! {
                        <div class="entry__part" data-part=key>
                            <dt>{label}</dt>
                            <dd>{text}</dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
}
