//! What a form of hers holds, exactly as typed. Her door reads it from what was sent, a worker's tablet from the page.

use domain::command::{LONG_TEXT, SHORT_TEXT};
use uuid::Uuid;

use super::field;

/// The fields of a form, in order. A name may occur more than once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The first field of that name; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// All fields of that name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// A text as she typed it; browsers send line breaks as two signs.
    pub fn text(&self, name: &str) -> String {
        self.get(name).replace("\r\n", "\n")
    }

    /// An id that the form carried.
    pub fn id(&self, name: &str) -> Option<Uuid> {
        Uuid::parse_str(self.get(name)).ok()
    }

    /// Whether the form shows this version of this plan.
    pub fn shows(&self, plan: Uuid, version: u16) -> bool {
        self.id(field::PLAN) == Some(plan) && self.get(field::VERSION).parse() == Ok(version)
    }
}

/// Longer than the rules allow.
pub fn too_long(text: &str) -> bool {
    text.chars().count() > LONG_TEXT
}

/// Whether a name is longer than a name can be.
pub fn too_long_name(name: &str) -> bool {
    name.chars().count() > SHORT_TEXT
}
