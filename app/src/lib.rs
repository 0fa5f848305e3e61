//! Screens of both doors: shared components first, then one module per door.
#![recursion_limit = "512"]

#[cfg(any(feature = "ssr", feature = "csr"))]
mod drawn;
pub mod her;
pub mod route;
pub mod sheet;
#[cfg(feature = "csr")]
pub mod staff;
pub mod ties;
pub mod ui;
