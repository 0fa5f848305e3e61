//! The official paper read back: as poppler reads the PDF and as calamine reads the XLSX.

mod pdf;
mod scenario;
mod xlsx;
