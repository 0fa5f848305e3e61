//! 見回り of a year: one by one for the agency that went, as sums for those who look at the year.

use serde::{Deserialize, Serialize};

use crate::form::FormData;
use crate::id::PatrolId;
use crate::patrol::{PatrolSum, sums};

/// One アウトリーチ記録.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatrolLine {
    pub patrol: PatrolId,
    pub form: FormData,
}

/// What a reader gets of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatrolsView {
    /// 年度, by its first calendar year.
    pub year: i32,
    /// How often somebody went.
    pub rounds: usize,
    pub sums: Vec<PatrolSum>,
    /// The newest first; none for who sees the sums only.
    pub lines: Vec<PatrolLine>,
}

impl PatrolsView {
    /// `whole`: the reader's own agency went.
    pub fn of(lines: Vec<PatrolLine>, year: i32, whole: bool) -> Self {
        let sheets: Vec<FormData> = lines.iter().map(|line| line.form.clone()).collect();
        Self {
            year,
            rounds: lines.len(),
            sums: sums(&sheets, whole),
            lines: if whole { lines } else { Vec::new() },
        }
    }
}
