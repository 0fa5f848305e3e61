//! 用紙: the official papers as PDF and as XLSX.
//!
//! [`case_review`] puts the words of one case on the paper of the source, [`sheet`] is the paper
//! itself without any knowledge of a case: title, headings, boxes, notes. [`pdf`] and [`xlsx`] each
//! read a [`Sheet`] and nothing else, so the two can never say different things.
//!
//! [`ledger`] is a paper of another make (landscape, boxes over several rows): it shares the font, the
//! line breaking and the pen.
//!
//! [`form`](mod@form) prints the papers that are one form with a box a line; [`given`] the list that she
//! takes home; [`card`] her card among others like it.
//!
//! The paper shows what it is given. Who may see what was decided before (`domain::access`); the one
//! thing decided here is that an address that was not opened prints as 非開示.
//!
//! PDF is drawn with krilla and our own line breaking ([`line`]) instead of a whole typesetting
//! language: a fifth of the crates, half a minute to build.

pub mod card;
pub mod case_review;
pub mod face;
pub mod form;
pub mod given;
pub mod ledger;
pub mod line;
pub mod pdf;
pub mod sheet;
pub mod timetable;
pub mod xlsx;

pub use case_review::{CaseReviewSheet, Half, case_review_pdf, case_review_xlsx};
pub use ledger::LedgerPaper;
pub use sheet::Sheet;

/// Why no paper could be made. Carries nothing of what stands on the paper.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The embedded font could not be read; a build fault.
    #[error("the embedded font cannot be read")]
    Font,
    /// The form's constant lacks a box that the paper has; a build fault.
    #[error("the form has no field {0}")]
    NoSuchField(&'static str),
    /// The sheet is not a paper: no columns, or a row whose boxes do not fill them.
    #[error("the sheet's boxes do not fill its columns")]
    Layout,
    #[error("the PDF could not be written")]
    Pdf,
    #[error("the XLSX could not be written")]
    Xlsx,
}
