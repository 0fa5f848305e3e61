//! What is printed in each box of the 個別ケース検討会議資料.

use domain::form::case_review::key;
use domain::form::{CASE_REVIEW_REQUEST, Kind};
use domain::view::SheetView;
use leptos::prelude::*;

use super::boxes::{age_box, blank, text, tick};

/// What an empty date box shows. The source prints 昭和 before it; an era is part of the date, so an
/// empty box has none.
const NO_DATE: &str = "　　　年　　月　　日";
const NO_TIME: &str = "　　　年　　月　　日　　時　　分～　　時　　分";
/// What stands for an address that was not opened for this copy.
const WITHHELD: &str = "非開示";

pub(super) struct Upper(pub SheetView);

impl Upper {
    pub(super) fn cell(&self, key: &'static str) -> AnyView {
        let words = self.0.upper.get(key).map_or("", |text| text.trim());
        let field = CASE_REVIEW_REQUEST.field(key);
        match (key, field.map(|field| field.kind)) {
            (key::CONSENT, _) => tick(self.0.consent, field.map_or("", |field| field.printed)),
            (_, Some(Kind::One { options })) => options
                .iter()
                .map(|choice| {
                    tick(
                        self.0.ticked.iter().any(|ticked| ticked == choice.key),
                        choice.label,
                    )
                })
                .collect_view()
                .into_any(),
            (key::AGE, _) => age_box(words, field.map_or("", |field| field.printed)),
            (key::KANA, _) if words.is_empty() => ().into_any(),
            (key::KANA, _) => {
                view! { <p class="sheet__line sheet__kana">{format!("（{words}）")}</p> }.into_any()
            }
            (key::BIRTH_DATE, _) if words.is_empty() => blank(NO_DATE),
            (key::BIRTH_DATE, _) => view! { <span>{words.to_owned()}</span> }.into_any(),
            (key::ADDRESS, _) if words.is_empty() => text(WITHHELD),
            _ => text(words),
        }
    }
}

pub(super) struct Lower(pub SheetView);

impl Lower {
    pub(super) fn cell(&self, key: &'static str) -> AnyView {
        let words = self
            .0
            .lower
            .as_ref()
            .and_then(|lower| lower.get(key))
            .map_or("", |text| text.trim());
        match key {
            key::WRITTEN_ON if words.is_empty() => blank(NO_DATE),
            key::HELD if words.is_empty() => blank(NO_TIME),
            _ => text(words),
        }
    }
}
