//! Scenario 1, told through the doors; every "A:" of it is asserted on the answers.

#[path = "support/database.rs"]
mod database;
#[path = "http_hidden/newcomer.rs"]
mod newcomer;
#[path = "support/tale.rs"]
mod tale;
#[path = "support/town.rs"]
mod town;

#[path = "http_story/beginning.rs"]
mod beginning;
#[path = "http_story/card.rs"]
mod card;
#[path = "http_story/child_notice.rs"]
mod child_notice;
#[path = "http_story/conflict.rs"]
mod conflict;
#[path = "http_story/consent.rs"]
mod consent;
#[path = "http_story/desk.rs"]
mod desk;
#[path = "http_story/device.rs"]
mod device;
#[path = "http_story/follow_up.rs"]
mod follow_up;
#[path = "http_story/handover.rs"]
mod handover;
#[path = "http_story/her_plan.rs"]
mod her_plan;
#[path = "http_story/inquiry.rs"]
mod inquiry;
#[path = "http_story/joined.rs"]
mod joined;
#[path = "http_story/know.rs"]
mod know;
#[path = "http_story/left_envelope.rs"]
mod left_envelope;
#[path = "http_story/lost_device.rs"]
mod lost_device;
#[path = "http_story/meeting.rs"]
mod meeting;
#[path = "http_story/night.rs"]
mod night;
#[path = "http_story/papers.rs"]
mod papers;
#[path = "http_story/photo.rs"]
mod photo;
#[path = "http_story/plan.rs"]
mod plan;
#[path = "http_story/posthoc.rs"]
mod posthoc;
#[path = "http_story/shown.rs"]
mod shown;
#[path = "http_story/taking_part.rs"]
mod taking_part;
#[path = "http_story/tie.rs"]
mod tie;
#[path = "http_story/timing.rs"]
mod timing;
#[path = "http_story/transfer.rs"]
mod transfer;
#[path = "http_story/translation.rs"]
mod translation;
#[path = "http_story/tsunagi.rs"]
mod tsunagi;
#[path = "http_story/two_movers.rs"]
mod two_movers;
#[path = "http_story/watched.rs"]
mod watched;
#[path = "http_story/written_out.rs"]
mod written_out;
