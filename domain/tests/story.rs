//! Scenario 1 as a story: every "A:" of 1.1–1.12 that the rules alone can keep.

#[path = "support/scenario.rs"]
mod scenario;
#[path = "support/story.rs"]
mod story;
#[path = "support/world.rs"]
mod world;

#[path = "story/holes.rs"]
mod holes;
#[path = "story/meeting.rs"]
mod meeting;
#[path = "story/plan.rs"]
mod plan;
#[path = "story/protection.rs"]
mod protection;
#[path = "story/replay.rs"]
mod replay;
#[path = "story/secret.rs"]
mod secret;
