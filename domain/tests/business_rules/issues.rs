//! BR-034: missing resources are recorded, read for names, handed up, answered.

use domain::conference::{ConferenceCommand as C, ConferenceKind};
use domain::id::{ConferenceId, RecordId};
use domain::refusal::Refusal;
use uuid::Uuid;

use crate::hall::{Hall, No};
use crate::world::day;

const GAP: &str = "夜間のショートステイ";

struct Raised {
    hall: Hall,
    round: ConferenceId,
    above: ConferenceId,
    issue: RecordId,
}

/// Raised in a 実務者会議, with a 代表者会議 to come.
fn raised() -> Raised {
    let mut hall = Hall::new();
    let above = hall.called(ConferenceKind::Representatives, "2026-10-20");
    let round = hall.open(ConferenceKind::Practitioners, "2026-06-10");
    let issue = hall.record();
    let act = C::RaiseIssue {
        issue,
        text: "夜に泊まれる所がない".to_owned(),
        resource_gap: Some(GAP.to_owned()),
    };
    hall.did("試験一子", round, act);
    Raised {
        hall,
        round,
        above,
        issue,
    }
}

#[test]
fn br_034_a_missing_resource_goes_up_once_it_was_read_for_names_and_comes_back_answered() {
    let Raised {
        mut hall,
        round,
        above,
        issue,
    } = raised();
    hall.did("試験調", round, C::CheckIssue { issue });
    assert_eq!(hall.view("試験調", round).above.len(), 1);
    hall.did("試験調", round, C::HandIssueUp { issue, to: above });
    let year = hall.year("試験代表", 2026);
    assert_eq!(year.gaps, [(GAP.to_owned(), vec![day("2026-06-10")])]);
    assert_eq!(year.issues.len(), 1);
    assert_eq!(year.issues[0].raised_in, round);
    hall.at("2026-10-20 10:30");
    assert_eq!(hall.view("試験代表", above).issues.len(), 1);
    let answer = "来年度の予算で考える".to_owned();
    hall.did(
        "試験調",
        round,
        C::AnswerIssue {
            issue,
            answer: answer.clone(),
        },
    );
    assert_eq!(hall.year("試験代表", 2026).issues[0].answer, answer);
    // Still missing a year later: the history stays, the issue belongs to its year.
    let next = hall.year("試験代表", 2027);
    assert_eq!(next.gaps.len(), 1);
    assert!(next.issues.is_empty());
}

#[test]
fn br_034_nothing_unread_goes_up_or_reaches_the_representatives() {
    let Raised {
        mut hall,
        round,
        above,
        issue,
    } = raised();
    let up = C::HandIssueUp { issue, to: above };
    assert_eq!(
        hall.refused("試験調", round, up.clone()),
        Refusal::IssueUnchecked
    );
    let year = hall.year("試験代表", 2026);
    assert!(year.gaps.is_empty() && year.issues.is_empty());
    // Reading it is for the 調整機関 alone.
    let check = C::CheckIssue { issue };
    assert_eq!(hall.does("試験一子", round, &check), Err(No::Told));
    assert_eq!(hall.does("試験所長", round, &check), Err(No::Told));
    hall.did("試験調", round, check);
    let answer = C::AnswerIssue {
        issue,
        answer: "まだ".to_owned(),
    };
    assert_eq!(
        hall.refused("試験調", round, answer),
        Refusal::IssueNotHandedUp
    );
    hall.did("試験調", round, up.clone());
    assert_eq!(hall.refused("試験調", round, up), Refusal::IssueHandedUp);
}

#[test]
fn br_034_it_goes_to_a_meeting_of_representatives_to_come_and_nowhere_else() {
    let Raised {
        mut hall,
        round,
        issue,
        ..
    } = raised();
    hall.did("試験調", round, C::CheckIssue { issue });
    let other = hall.called(ConferenceKind::Practitioners, "2026-07-10");
    let past = hall.shared(ConferenceKind::Representatives, "2026-06-09");
    let unknown = ConferenceId(Uuid::from_u128(1));
    for to in [other, round, past, unknown] {
        let up = C::HandIssueUp { issue, to };
        assert_eq!(hall.refused("試験調", round, up), Refusal::NextTierMissing);
    }
    let unknown = C::CheckIssue {
        issue: RecordId(Uuid::from_u128(1)),
    };
    assert_eq!(
        hall.refused("試験調", round, unknown),
        Refusal::IssueUnknown
    );
}

#[test]
fn br_034_meetings_inside_one_agency_are_no_activity_of_the_council() {
    let mut hall = Hall::new();
    hall.shared(ConferenceKind::InHouse, "2026-06-01");
    hall.shared(ConferenceKind::Practitioners, "2026-06-10");
    let year = hall.year("試験代表", 2026);
    let kinds: Vec<_> = year
        .held
        .iter()
        .map(|(kind, count)| (*kind, count.held))
        .collect();
    assert_eq!(kinds, [(ConferenceKind::Practitioners, 1)]);
    // The Center and みほん市 of the eight members.
    assert_eq!(year.taking_part, (2, 8));
}
