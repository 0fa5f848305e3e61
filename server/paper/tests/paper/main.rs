//! The official paper read back: as poppler reads the PDF and as calamine reads the XLSX.

mod card;
mod form;
mod given;
mod ledger;
mod pdf;
mod scenario;
mod timetable;
mod xlsx;
