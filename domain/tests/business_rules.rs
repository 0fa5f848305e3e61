//! The numbered business rules (domain.md §21): for each at least one test that shows the rule kept
//! and one that shows its breach refused.

#[path = "support/day.rs"]
mod day_support;
#[path = "support/hall.rs"]
mod hall;
#[path = "support/item.rs"]
mod item;
#[path = "support/scenario.rs"]
mod scenario;
#[path = "support/story.rs"]
mod story;
#[path = "support/world.rs"]
mod world;

#[path = "business_rules/conference.rs"]
mod conference;
#[path = "business_rules/conference_shown.rs"]
mod conference_shown;
#[path = "business_rules/consent.rs"]
mod consent;
#[path = "business_rules/cost.rs"]
mod cost;
#[path = "business_rules/day.rs"]
mod day;
#[path = "business_rules/day_people.rs"]
mod day_people;
#[path = "business_rules/inquiry.rs"]
mod inquiry;
#[path = "business_rules/invitation.rs"]
mod invitation;
#[path = "business_rules/issues.rs"]
mod issues;
#[path = "business_rules/ledger.rs"]
mod ledger;
#[path = "business_rules/ledger_paper.rs"]
mod ledger_paper;
#[path = "business_rules/matter.rs"]
mod matter;
#[path = "business_rules/matter_wall.rs"]
mod matter_wall;
#[path = "business_rules/meeting.rs"]
mod meeting;
#[path = "business_rules/plan.rs"]
mod plan;
#[path = "business_rules/posthoc.rs"]
mod posthoc;
#[path = "business_rules/request.rs"]
mod request;
#[path = "business_rules/secrecy.rs"]
mod secrecy;
#[path = "business_rules/tsunagi.rs"]
mod tsunagi;
