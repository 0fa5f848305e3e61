//! つながり (エコマップ): how she and the agencies and people around her are tied, as she or a worker
//! described it.
//!
//! Who stands around her at all follows from the case: roles, consents, meetings, family entries. A
//! tie says how it is between the two. Her description and a worker's stand beside each other; neither
//! replaces the other.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::case::{CaseFile, Voice};
use crate::id::{AgencyId, StaffId, TieId};

mod kin;

pub use kin::{Kin, Kinship, Shape};

/// Most ties of one case, so that a page stays readable and a case small.
pub const MOST_TIES: usize = 60;

/// つながり: one description of one tie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    pub id: TieId,
    pub to: TieTo,
    pub how: TieHow,
    /// ひとこと, in the words of whoever described it.
    pub words: String,
    pub by: TieVoice,
    pub at: DateTime<Utc>,
}

/// Whom the tie leads to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieTo {
    Agency(AgencyId),
    /// A person by name and relation (続柄・関係); an entry of the family with both is the same person.
    Person {
        name: String,
        relation: String,
    },
}

/// Whose description it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieSide {
    /// 本人の感じ方: said by her, or written down for her.
    Hers,
    /// 支援者の見立て: never at her door.
    Worker,
}

impl TieSide {
    pub const ALL: [TieSide; 2] = [Self::Hers, Self::Worker];

    pub fn label(self) -> &'static str {
        match self {
            Self::Hers => "本人の感じ方",
            Self::Worker => "支援者の見立て",
        }
    }
}

/// Who put it down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieVoice {
    Hers(Voice),
    Worker(StaffId),
}

impl TieVoice {
    pub fn side(self) -> TieSide {
        match self {
            Self::Hers(_) => TieSide::Hers,
            Self::Worker(_) => TieSide::Worker,
        }
    }
}

/// How the tie is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TieHow {
    pub kind: TieKind,
    pub strength: TieStrength,
    pub flow: TieFlow,
}

/// つながりの種類, as an ecomap draws them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieKind {
    Supporting,
    Weak,
    Stressful,
    Broken,
}

impl TieKind {
    pub const ALL: [TieKind; 4] = [Self::Supporting, Self::Weak, Self::Stressful, Self::Broken];

    pub fn label(self) -> &'static str {
        match self {
            Self::Supporting => "支えになっている",
            Self::Weak => "つながりが弱い",
            Self::Stressful => "関係がつらい",
            Self::Broken => "途切れている",
        }
    }

    /// The same where there is little room.
    pub fn short(self) -> &'static str {
        match self {
            Self::Supporting => "支え",
            Self::Weak => "弱い",
            Self::Stressful => "つらい",
            Self::Broken => "途切れ",
        }
    }

    /// Word for style sheets.
    pub fn key(self) -> &'static str {
        match self {
            Self::Supporting => "supporting",
            Self::Weak => "weak",
            Self::Stressful => "stressful",
            Self::Broken => "broken",
        }
    }
}

/// つながりの強さ: how much of it there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieStrength {
    Little,
    Some,
    Much,
}

impl TieStrength {
    pub const ALL: [TieStrength; 3] = [Self::Little, Self::Some, Self::Much];

    pub fn label(self) -> &'static str {
        match self {
            Self::Little => "少し",
            Self::Some => "ふつう",
            Self::Much => "とても",
        }
    }

    /// Word for style sheets.
    pub fn key(self) -> &'static str {
        match self {
            Self::Little => "little",
            Self::Some => "some",
            Self::Much => "much",
        }
    }
}

/// 向き: from whom something comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieFlow {
    Unsaid,
    ToHer,
    FromHer,
    Both,
}

impl TieFlow {
    pub const ALL: [TieFlow; 4] = [Self::Unsaid, Self::ToHer, Self::FromHer, Self::Both];

    pub fn label(self) -> &'static str {
        match self {
            Self::Unsaid => "決めない",
            Self::ToHer => "本人へ",
            Self::FromHer => "本人から",
            Self::Both => "たがいに",
        }
    }
}

impl Tie {
    /// Whether both say how one and the same tie is seen by one and the same side.
    fn is_about_the_same(&self, other: &Tie) -> bool {
        self.to == other.to && self.by.side() == other.by.side()
    }
}

impl CaseFile {
    /// A tie of that side.
    pub fn tie(&self, id: TieId, side: TieSide) -> Option<&Tie> {
        self.ties
            .iter()
            .find(|tie| tie.id == id && tie.by.side() == side)
    }

    /// Whether the tie is described by that side already, so that it takes no new place.
    pub fn is_tied(&self, to: &TieTo, side: TieSide) -> bool {
        self.ties
            .iter()
            .any(|tie| tie.to == *to && tie.by.side() == side)
    }

    /// A new description takes the place of the same side's earlier one, or the last.
    pub(crate) fn take_tie(&mut self, tie: &Tie) {
        match self
            .ties
            .iter_mut()
            .find(|known| known.is_about_the_same(tie))
        {
            Some(known) => *known = tie.clone(),
            None => self.ties.push(tie.clone()),
        }
    }
}
