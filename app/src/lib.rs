//! Screens of both doors: shared components first, then one module per door.
#![recursion_limit = "512"]

pub mod ui;
