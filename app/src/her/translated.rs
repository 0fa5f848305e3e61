//! 訳: an item of her plan in the language of the page, as a person translated it. Nothing about her
//! is translated by a machine, and a translation of what an item said before is not here at all.

use std::collections::BTreeMap;

use domain::language::Language;
use domain::view::her;
use leptos::prelude::*;

use super::say::{PageLanguage, Say, Wording};
use super::words;

/// The item in the language of the page, under the original; nothing where nobody translated it.
#[component]
pub(super) fn InLanguage(of: BTreeMap<Language, her::InLanguage>) -> impl IntoView {
    let language = PageLanguage::here().language;
    let mut of = of;
    of.remove(&language).map(|shown| {
        let parts = shown
            .words
            .spoken()
            .map(|part| view! { <p class="her__item">{part}</p> });
        view! {
            <div class="her__reply" translate="no">
                <div lang=language.tag()>{parts.collect_view()}</div>
                <p class="small">
                    <Say text=Wording::labelled(
                        words::TRANSLATED_BY,
                        Wording::written(shown.translator),
                    )/>
                </p>
            </div>
        }
    })
}

#[cfg(test)]
mod tests {
    use domain::translation::ItemWords;

    use super::*;

    fn shown_in(language: Option<Language>) -> String {
        let words = ItemWords {
            text: "Đi xem nhà.".to_owned(),
            when: "27 tháng 5".to_owned(),
            what_she_does: String::new(),
        };
        let translator = "試験訳子".to_owned();
        let of = BTreeMap::from([(Language::Vietnamese, her::InLanguage { words, translator })]);
        Owner::new().with(|| {
            if let Some(language) = language {
                provide_context(PageLanguage {
                    language,
                    checked: true,
                });
            }
            view! { <InLanguage of/> }.to_html()
        })
    }

    #[test]
    fn a_translation_stands_in_the_language_of_the_page_and_says_who_made_it() {
        let page = shown_in(Some(Language::Vietnamese));
        for part in [
            "lang=\"vi\"",
            "translate=\"no\"",
            "Đi xem nhà.",
            "27 tháng 5",
            "試験訳子",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert_eq!(
            page.matches("her__item").count(),
            2,
            "what says nothing is not there"
        );
        for other in [None, Some(Language::Easy), Some(Language::English)] {
            assert!(!shown_in(other).contains("Đi xem"), "{other:?}");
        }
    }
}
