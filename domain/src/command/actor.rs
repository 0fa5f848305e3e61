//! Who acts.

use serde::{Deserialize, Serialize};

use crate::id::StaffId;

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    Staff(StaffId),
    /// She herself, at her door.
    Woman,
    /// She herself on a worker's tablet, witnessed.
    WomanWith(StaffId),
    /// The same where nothing could be reached: the worker handed the tablet over, and no number of hers was asked.
    WomanShown(StaffId),
}

impl Actor {
    /// The staff account behind it, for the record.
    pub fn staff(self) -> Option<StaffId> {
        match self {
            Self::Staff(id) | Self::WomanWith(id) | Self::WomanShown(id) => Some(id),
            Self::Woman => None,
        }
    }
}
