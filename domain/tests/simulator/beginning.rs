//! Where every run begins: 個別ケース検討会議 is going on with two who write for it, her plan is agreed and
//! confirmed, a second version lies on her screen, and two workers are with her.

use domain::command::CaseCommand as C;
use domain::consent::{Answer, ConsentKind, ConsentScope};
use domain::id::ConsentId;
use domain::plan::AgreementExtent;

use crate::scenario::*;
use crate::story::Story;

/// Her worker, who leads the record of the meeting; on two tablets.
pub const WORKER: &str = "試験一子";
/// The second worker, who may be shut out at any moment.
pub const SECOND: &str = "試験隣";
/// Of the Center, beside her.
pub const CENTER_WORKER: &str = "試験心";
/// The chair, who writes for the meeting beside its one recorder.
pub const CHAIR: &str = "試験調";

/// Told once; each run begins with a copy.
pub fn story() -> Story {
    let mut story = Story::until(Step::Convened);
    let staff = story.id_of(SECOND);
    story.as_(WORKER).did(C::AssignWorker { staff });
    let id = ConsentId(story.uuid());
    let scope = ConsentScope {
        purpose: "受付".to_owned(),
        ..share_scope()
    };
    let sharing = consent(id, ConsentKind::IntakeSharing, Answer::Given, scope);
    story.as_(WORKER).did(sharing);
    story.at("2026-05-19 13:30");
    story.as_(CHAIR).did(C::OpenMeeting { meeting: MEETING });
    let attendance = story.attendance();
    story.as_(WORKER).did(attendance);
    let first = story.write_plan(0, story.items());
    story.as_(WORKER).did(first);
    for version in [1, 2] {
        if version == 2 {
            let second = story.write_plan(1, story.items());
            story.as_(WORKER).did(second);
        }
        story.as_(WORKER).did(C::SharePlan {
            plan: PLAN,
            version,
        });
        if version == 1 {
            story
                .her()
                .did(Story::agreement(1, AgreementExtent::Whole, Vec::new()));
            story.as_(WORKER).did(C::ConfirmPlan {
                plan: PLAN,
                version,
                meeting: MEETING,
            });
        }
    }
    story.at("2026-05-19 13:45");
    story
}
