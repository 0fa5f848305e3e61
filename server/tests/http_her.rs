//! Her door as she meets it: plain forms, no script.

#[path = "support/database.rs"]
mod database;

#[path = "http_her/house.rs"]
mod house;

#[path = "http_her/coming_in.rs"]
mod coming_in;
#[path = "http_her/giving.rs"]
mod giving;
#[path = "http_her/her_plan.rs"]
mod her_plan;
#[path = "http_her/her_say.rs"]
mod her_say;
#[path = "http_her/know.rs"]
mod know;
#[path = "http_her/language.rs"]
mod language;
#[path = "http_her/leaving.rs"]
mod leaving;
#[path = "http_her/look_back.rs"]
mod look_back;
#[path = "http_her/show.rs"]
mod show;
#[path = "http_her/slowly.rs"]
mod slowly;
#[path = "http_her/ties.rs"]
mod ties;
#[path = "http_her/turned.rs"]
mod turned;
#[path = "http_her/worker.rs"]
mod worker;
