//! What is hidden answers byte for byte like what does not exist (BR-053; T-07, T-08).

#[path = "support/database.rs"]
mod database;
#[path = "support/tale.rs"]
mod tale;
#[path = "support/town.rs"]
mod town;

#[path = "http_hidden/blocked.rs"]
mod blocked;
#[path = "http_hidden/newcomer.rs"]
mod newcomer;
#[path = "http_hidden/secret.rs"]
mod secret;
