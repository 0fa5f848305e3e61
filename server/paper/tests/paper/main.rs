//! The official paper read back: as poppler reads the PDF and as calamine reads the XLSX.

mod form;
mod ledger;
mod pdf;
mod scenario;
mod timetable;
mod xlsx;
