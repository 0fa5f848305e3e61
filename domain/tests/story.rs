//! Scenario 1 as a story: every "A:" of 1.1–1.12 that the rules alone can keep.

#[path = "support/scenario.rs"]
mod scenario;
#[path = "support/story.rs"]
mod story;
#[path = "support/world.rs"]
mod world;

#[test]
fn the_story_can_be_told_to_its_end() {
    let story = story::Story::until(scenario::Step::Confirmed);
    assert_eq!(story.file().no, "K-R8-0001");
}
