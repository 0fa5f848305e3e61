//! 読まれることば: what a writer is asked about before words reach somebody else: labels put on a person,
//! and what reads like a place. Nothing is ever refused for it.
//!
//! People who read their own record are hurt by errors and surprises, labels, and disrespect (OpenNotes,
//! ux.md §1.8); an address written into a shared field is read by everybody who may read the field.

use crate::wording::place::Written;

mod label;
mod place;

pub use label::{LABELS, Label};

/// 気になることば: something to look at once more, as it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Concern {
    /// きめつけに読めることば
    Label(&'static Label),
    /// 居場所に読めることば
    Place(Place),
}

/// What reads like a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub kind: PlaceKind,
    /// As it was written.
    pub found: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    Postal,
    Phone,
    /// 丁目・番地・号
    Street,
    /// A building with the number of a room.
    Room,
}

impl PlaceKind {
    pub const ALL: [PlaceKind; 4] = [Self::Postal, Self::Phone, Self::Street, Self::Room];

    pub fn label(self) -> &'static str {
        match self {
            Self::Postal => "郵便番号",
            Self::Phone => "電話番号",
            Self::Street => "番地",
            Self::Room => "建物と部屋の番号",
        }
    }
}

impl Concern {
    /// The words it is about.
    pub fn found(&self) -> &str {
        match self {
            Self::Label(label) => label.word,
            Self::Place(place) => &place.found,
        }
    }

    pub fn is_label(&self) -> bool {
        matches!(self, Self::Label(_))
    }
}

/// What to look at once more, labels first, each once. Readings written as 漢字《かんじ》 are passed over.
pub fn concerns(text: &str) -> Vec<Concern> {
    let written = Written::read(text);
    let mut found: Vec<Concern> = label::found(&written.plain)
        .into_iter()
        .map(Concern::Label)
        .collect();
    for place in place::found(&written) {
        let place = Concern::Place(place);
        if !found.contains(&place) {
            found.push(place);
        }
    }
    found
}

/// What of `text` has not been named to its writer before. Her own words are `hers`: how she calls
/// herself is hers to say, so that only a place is asked about.
pub fn unnamed(text: &str, hers: bool, named: &[String]) -> Vec<Concern> {
    concerns(text)
        .into_iter()
        .filter(|one| !(hers && one.is_label()))
        .filter(|one| !named.iter().any(|named| named == one.found()))
        .collect()
}
