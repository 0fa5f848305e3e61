//! The server of ともに: everything one trusts.
//!
//! In the order of reading: what runs ([`tomoni`]), the two sources of chance and time
//! ([`clock`], [`ids`]), the keys, the database and the one queue that writes to it, what is
//! written down about it, who is signed in, who is told, and the two doors.

#![forbid(unsafe_code)]
#![recursion_limit = "512"]

pub mod tomoni;
pub mod transfer;

pub mod clock;
pub mod ids;
pub mod keys;
pub mod search;

pub mod store;
pub mod writer;

pub mod audit;
pub mod live;
pub mod password;
pub mod session;

pub mod cards;
pub mod gate;
mod given;
pub mod ledgers;
pub mod submit;

pub mod ask;
pub mod her;
pub mod http;

pub mod bench;
pub mod demo;
