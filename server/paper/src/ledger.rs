//! F-02 ケース進行管理台帳 on the paper of the source (別紙様式1): A4 landscape, three cases a sheet.
//!
//! Every printed word comes from `domain::form::ledger`; only the breadth and height of the boxes
//! are here ([`grid`]). [`fit`] makes long writing smaller and carries over what still has no room,
//! [`pdf`](fn@pdf) and [`xlsx`](fn@xlsx) draw what comes of it.
//!
//! Every copy is numbered. The 住所 box prints 非開示: [`LedgerRow`] has no place for an address.

use domain::form::ledger::{LedgerRow, sheets};

use crate::PaperError;

mod draw;
mod fit;
mod grid;
mod table;

/// 取扱注意, at the foot of every sheet.
const MARK: &str = "取扱注意";

/// ケース進行管理台帳: one numbered copy, already cut down to what its reader may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerPaper {
    /// The cases in the order of the ledger; none prints the empty paper.
    pub rows: Vec<LedgerRow>,
    /// 写し番号, from 1.
    pub copy_number: u32,
    /// 配布先: who gets this copy; never empty on a copy that leaves the office.
    pub copy_for: String,
}

impl LedgerPaper {
    /// Stands under every sheet: 写し番号 2／配布先 みほん市福祉課.
    pub fn copy_line(&self) -> String {
        format!("写し番号 {}／配布先 {}", self.copy_number, self.copy_for)
    }
}

/// The ledger as PDF: A4 landscape, text that can be searched, font embedded. The same words give
/// the same bytes.
///
/// # Errors
/// [`PaperError`] for a fault of the build; never because of what was written.
pub fn pdf(paper: &LedgerPaper) -> Result<Vec<u8>, PaperError> {
    draw::write(paper, &sheets(&paper.rows))
}

/// The same ledger as XLSX: the same boxes as merged cells, each sheet of the paper one A4 page.
///
/// # Errors
/// As [`pdf`](fn@pdf).
pub fn xlsx(paper: &LedgerPaper) -> Result<Vec<u8>, PaperError> {
    table::write(paper, &sheets(&paper.rows)).map_err(|_| PaperError::Xlsx)
}
