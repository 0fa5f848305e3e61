//! 開催した会議 of a year, for the 代表者: numbers of meetings, and the share in which she took part.

use serde::{Deserialize, Serialize};

use crate::held::{Counted, HeldSum, sums};
use crate::id::CaseId;

/// 年度に開いた個別ケース検討会議 and their like. Nothing about anyone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldView {
    pub year: i32,
    /// The reader has exact shares.
    pub whole: bool,
    pub sums: Vec<HeldSum>,
}

impl HeldView {
    /// `held` are the meetings of that fiscal year without those of cases that the reader must not find.
    pub fn of(held: &[(CaseId, Counted)], year: i32, whole: bool) -> Self {
        Self {
            year,
            whole,
            sums: sums(held, whole),
        }
    }
}
