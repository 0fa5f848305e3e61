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

    /// As [`Typed::read`], and asked anew when something is typed.
    pub fn watch(self) -> ThreeParts {
        ThreeParts {
            facts: self.facts.get(),
            her_words: self.her_words.get(),
            worker_view: self.worker_view.get(),
        }
    }

    pub fn write(self, parts: ThreeParts) {
        self.facts.set(parts.facts);
        self.her_words.set(parts.her_words);
        self.worker_view.set(parts.worker_view);
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
