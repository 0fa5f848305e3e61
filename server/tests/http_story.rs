//! Scenario 1, told through the doors; every "A:" of it is asserted on the answers.

#[path = "support/database.rs"]
mod database;
#[path = "support/tale.rs"]
mod tale;
#[path = "support/town.rs"]
mod town;

#[path = "http_story/beginning.rs"]
mod beginning;
#[path = "http_story/consent.rs"]
mod consent;
#[path = "http_story/inquiry.rs"]
mod inquiry;
#[path = "http_story/meeting.rs"]
mod meeting;
#[path = "http_story/papers.rs"]
mod papers;
#[path = "http_story/plan.rs"]
mod plan;
#[path = "http_story/posthoc.rs"]
mod posthoc;
#[path = "http_story/tsunagi.rs"]
mod tsunagi;
#[path = "http_story/two_movers.rs"]
mod two_movers;
