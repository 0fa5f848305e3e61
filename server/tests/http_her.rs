//! Her door as she meets it: plain forms, no script.

#[path = "support/database.rs"]
mod database;

#[path = "http_her/house.rs"]
mod house;

#[path = "http_her/coming_in.rs"]
mod coming_in;
#[path = "http_her/giving.rs"]
mod giving;
#[path = "http_her/her_say.rs"]
mod her_say;
#[path = "http_her/leaving.rs"]
mod leaving;
