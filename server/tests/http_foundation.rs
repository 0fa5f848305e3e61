//! What holds at both doors, and signing in, asked over HTTP.

#[path = "support/database.rs"]
mod database;

#[path = "http_foundation/house.rs"]
mod house;

#[path = "http_foundation/doors.rs"]
mod doors;
#[path = "http_foundation/live.rs"]
mod live;
#[path = "http_foundation/sign_in.rs"]
mod sign_in;
