//! 再生: the stored words of all events, read back and folded again, give the same case.

use domain::case::{CaseFile, Whereabouts};
use domain::command::{Command, Envelope};
use domain::event::{CaseEvent, Happened};
use domain::form::Class;
use domain::id::CommandId;

use crate::scenario::*;
use crate::story::Story;
use crate::world::*;

fn replayed(story: &Story) -> (CaseFile, Whereabouts) {
    let mut file: Option<CaseFile> = None;
    let mut place = Whereabouts::default();
    for happened in &story.happened {
        let stored = serde_json::to_vec(happened).expect("written");
        let happened: Happened = serde_json::from_slice(&stored).expect("read back");
        if let CaseEvent::CaseAccepted { case } = &happened.what {
            file = Some((**case).clone());
        }
        if let Some(file) = &mut file {
            file.apply(&happened);
        }
        place.apply(&happened);
    }
    (file.expect("accepted"), place)
}

#[test]
fn the_events_alone_give_the_case_and_its_whereabouts() {
    let mut withdrawn = Story::until(Step::Convened);
    withdrawn
        .her()
        .did(domain::command::CaseCommand::WithdrawConsent { consent: HOLD });
    let mut ended = Story::until(Step::Confirmed);
    ended.as_("試験心").did(Story::end_protection());
    let told = [
        Step::Accepted,
        Step::Protected,
        Step::Opened,
        Step::Shared,
        Step::Confirmed,
    ];
    for story in told.map(Story::until).into_iter().chain([withdrawn, ended]) {
        let (file, place) = replayed(&story);
        assert_eq!(&file, story.file());
        assert_eq!(place, story.place);
    }
}

#[test]
fn the_snapshot_survives_its_own_storage() {
    let story = Story::until(Step::Confirmed);
    let stored = serde_json::to_vec(story.file()).expect("written");
    assert_eq!(
        &serde_json::from_slice::<CaseFile>(&stored).expect("read"),
        story.file()
    );
    let stored = serde_json::to_vec(&story.place).expect("written");
    assert_eq!(
        serde_json::from_slice::<Whereabouts>(&stored).expect("read"),
        story.place
    );
}

#[test]
fn whereabouts_and_the_rest_never_meet_in_one_event() {
    let story = Story::until(Step::Confirmed);
    let secrets = [
        ADDRESS,
        SHELTER,
        SAFETY_PLAN,
        "なし（電話は切ったまま）",
        "架空小学校",
    ];
    let mut places = 0;
    for happened in &story.happened {
        let text = serde_json::to_string(happened).expect("written");
        if happened.what.class() == Class::P4 {
            places += 1;
            let mut file = story.file().clone();
            file.apply(happened);
            assert_eq!(&file, story.file(), "a P4 event leaves the case as it is");
        } else {
            for secret in secrets {
                assert!(!text.contains(secret), "{secret} in {text}");
            }
            let mut place = story.place.clone();
            place.apply(happened);
            assert_eq!(
                place, story.place,
                "other events leave the whereabouts as they are"
            );
        }
    }
    assert!(places >= 4);
}

#[test]
fn a_command_survives_its_journey() {
    let mut story = Story::until(Step::RolesAgreed);
    let id = CommandId(story.uuid());
    let command = Command::Case {
        case: CASE,
        act: story.convocation(),
    };
    let envelope = Envelope {
        id,
        occurred_at: story.now,
        ahead_ms: None,
        command,
    };
    let sent = serde_json::to_string(&envelope).expect("written");
    assert_eq!(
        serde_json::from_str::<Envelope>(&sent).expect("read"),
        envelope
    );
}
