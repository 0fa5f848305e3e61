//! 年度の費用: by case code for the 調整担当者 and the Center Director, as sums for the 代表者.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::cost::{CostItem, CostSum, sums};
use crate::id::CaseId;

/// One cost of the year. Never a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostLine {
    /// 会議日
    pub held_on: NaiveDate,
    /// 番号 of the case; none where a conference of the council decided it.
    pub case_no: Option<String>,
    pub item: CostItem,
}

/// 年度の費用.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostsView {
    pub year: i32,
    /// The reader sees each of them, and exact sums.
    pub whole: bool,
    /// Empty for who sees the sums only.
    pub lines: Vec<CostLine>,
    pub sums: Vec<CostSum>,
}

impl CostsView {
    /// `found` are the costs of that fiscal year without those of cases that the reader must not find,
    /// each with its case. Only for `whole` do lines leave the server (BR-050).
    pub fn of(found: Vec<(Option<CaseId>, CostLine)>, year: i32, whole: bool) -> Self {
        let sums = sums(found.iter().map(|(case, line)| (*case, line.item)), whole);
        let lines = match whole {
            true => found.into_iter().map(|(_, line)| line).collect(),
            false => Vec::new(),
        };
        Self {
            year,
            whole,
            lines,
            sums,
        }
    }
}
