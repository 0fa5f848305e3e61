//! The numbered business rules (domain.md §21): for each at least one test that shows the rule kept
//! and one that shows its breach refused.

#[path = "support/day.rs"]
mod day_support;
#[path = "support/hall.rs"]
mod hall;
#[path = "support/item.rs"]
mod item;
#[path = "support/look_back.rs"]
mod look_back;
#[path = "support/scenario.rs"]
mod scenario;
#[path = "support/story.rs"]
mod story;
#[path = "support/world.rs"]
mod world;

#[path = "business_rules/child_notice.rs"]
mod child_notice;
#[path = "business_rules/closing.rs"]
mod closing;
#[path = "business_rules/conference.rs"]
mod conference;
#[path = "business_rules/conference_shown.rs"]
mod conference_shown;
#[path = "business_rules/conflict.rs"]
mod conflict;
#[path = "business_rules/conflict_place.rs"]
mod conflict_place;
#[path = "business_rules/conflict_plan.rs"]
mod conflict_plan;
#[path = "business_rules/consent.rs"]
mod consent;
#[path = "business_rules/cost.rs"]
mod cost;
#[path = "business_rules/council.rs"]
mod council;
#[path = "business_rules/day.rs"]
mod day;
#[path = "business_rules/day_people.rs"]
mod day_people;
#[path = "business_rules/desk.rs"]
mod desk;
#[path = "business_rules/doing.rs"]
mod doing;
#[path = "business_rules/evaluation.rs"]
mod evaluation;
#[path = "business_rules/given.rs"]
mod given;
#[path = "business_rules/handover.rs"]
mod handover;
#[path = "business_rules/handover_guard.rs"]
mod handover_guard;
#[path = "business_rules/held.rs"]
mod held;
#[path = "business_rules/her_plan.rs"]
mod her_plan;
#[path = "business_rules/inquiry.rs"]
mod inquiry;
#[path = "business_rules/invitation.rs"]
mod invitation;
#[path = "business_rules/issues.rs"]
mod issues;
#[path = "business_rules/joined.rs"]
mod joined;
#[path = "business_rules/know.rs"]
mod know;
#[path = "business_rules/know_preview.rs"]
mod know_preview;
#[path = "business_rules/ledger.rs"]
mod ledger;
#[path = "business_rules/ledger_paper.rs"]
mod ledger_paper;
#[path = "business_rules/left.rs"]
mod left;
#[path = "business_rules/matter.rs"]
mod matter;
#[path = "business_rules/matter_notice.rs"]
mod matter_notice;
#[path = "business_rules/matter_told.rs"]
mod matter_told;
#[path = "business_rules/matter_wall.rs"]
mod matter_wall;
#[path = "business_rules/meeting.rs"]
mod meeting;
#[path = "business_rules/plan.rs"]
mod plan;
#[path = "business_rules/pledge.rs"]
mod pledge;
#[path = "business_rules/posthoc.rs"]
mod posthoc;
#[path = "business_rules/record.rs"]
mod record;
#[path = "business_rules/replan.rs"]
mod replan;
#[path = "business_rules/request.rs"]
mod request;
#[path = "business_rules/secrecy.rs"]
mod secrecy;
#[path = "business_rules/sub_plan.rs"]
mod sub_plan;
#[path = "business_rules/taking_part.rs"]
mod taking_part;
#[path = "business_rules/taking_part_live.rs"]
mod taking_part_live;
#[path = "business_rules/task.rs"]
mod task;
#[path = "business_rules/tie.rs"]
mod tie;
#[path = "business_rules/tie_family.rs"]
mod tie_family;
#[path = "business_rules/tie_place.rs"]
mod tie_place;
#[path = "business_rules/timing.rs"]
mod timing;
#[path = "business_rules/transfer.rs"]
mod transfer;
#[path = "business_rules/translation.rs"]
mod translation;
#[path = "business_rules/tsunagi.rs"]
mod tsunagi;
#[path = "business_rules/watch.rs"]
mod watch;
