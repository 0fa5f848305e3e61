//! How the constants of this module are written: one line a field.

use super::{Class, Field, Form, InfoCategory, Kind, Need, Section};

/// Our own addition, asked for by no paper.
pub(super) const OURS: &str = "設計";

impl Field {
    /// A required field.
    pub(super) const fn required(
        key: &'static str,
        label: &'static str,
        kind: Kind,
        class: Class,
        source: &'static str,
    ) -> Self {
        Self {
            key,
            label,
            hint: "",
            kind,
            need: Need::Required,
            class,
            category: None,
            source,
            paper_box: "",
            printed: "",
        }
    }

    /// A field that may stay empty.
    pub(super) const fn optional(
        key: &'static str,
        label: &'static str,
        kind: Kind,
        class: Class,
        source: &'static str,
    ) -> Self {
        let mut field = Self::required(key, label, kind, class, source);
        field.need = Need::Optional;
        field
    }

    pub(super) const fn about(mut self, category: InfoCategory) -> Self {
        self.category = Some(category);
        self
    }

    pub(super) const fn help(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    pub(super) const fn part_of(mut self, paper_box: &'static str) -> Self {
        self.paper_box = paper_box;
        self
    }

    pub(super) const fn printing(mut self, printed: &'static str) -> Self {
        self.printed = printed;
        self
    }
}

impl Section {
    pub(super) const fn of(title: &'static str, fields: &'static [Field]) -> Self {
        Self {
            title,
            fields,
            notes: &[],
        }
    }
}

impl Form {
    /// The heading printed over a field's box: the shared box's name, or the field's own label.
    pub fn box_label(field: &Field) -> &'static str {
        if field.paper_box.is_empty() {
            field.label
        } else {
            field.paper_box
        }
    }
}
