//! 1.7, 1.8: the meeting, the deadlock, the report.

use domain::command::CaseCommand as C;
use domain::consent::AttendanceMode;
use domain::meeting::{AssignmentHow, CaseRole, HerView, MeetingStatus};
use domain::refusal::Refusal;
use domain::request::RequestStatus;
use domain::view::InboxKind;
use domain::wire;

use crate::database::Scratch;
use crate::town::{jst, town};

crate::on_both! {
    the_meeting_and_its_report: the_meeting_and_its_report_on_sqlite, the_meeting_and_its_report_on_postgres;
}

async fn the_meeting_and_its_report(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    let meeting = town.meeting;
    town.at("2026-05-19 10:00");
    assert_eq!(
        town.refused("shirabe", C::OpenMeeting { meeting }).await,
        Refusal::NotTheDay
    );
    town.open_meeting().await;
    // Without attendance of hers on record there is no adjourning; with it, see below.
    town.divide_roles().await;
    // Without a deadlock nobody is designated (BR-014) …
    assert_eq!(
        town.refused("shirabe", town.designate("あかり")).await,
        Refusal::SettledWithoutDeadlock
    );
    town.deadlock().await;
    // … and never an agency that does not take part.
    assert_eq!(
        town.refused("shirabe", town.designate("小学校")).await,
        Refusal::NotParticipating
    );
    town.adjourn().await;

    let asked = wire::Meeting {
        case: town.case,
        meeting,
    };
    let view = town.ask("ichiko", &asked).await.unwrap();
    assert_eq!(view.meeting.status, MeetingStatus::Shared);
    let leading: Vec<_> = view
        .meeting
        .assignments
        .iter()
        .filter(|one| one.role == CaseRole::PrincipalSupporter)
        .collect();
    assert_eq!(leading.len(), 1);
    assert_eq!(leading[0].agency, town.agency("あかり"));
    assert_eq!(
        (leading[0].how, leading[0].her_view),
        (AssignmentHow::Deadlock, HerView::Accepted)
    );
    assert_eq!(leading[0].dissent, "みほん市は自分が続けたい");
    let hers = view.meeting.her_attendance.as_ref().unwrap();
    assert_eq!(hers.mode, AttendanceMode::PartOnline);
    assert!(hers.mode.takes_part());
    assert_eq!(view.meeting.participating_agencies().len(), 6);
    assert_eq!(
        view.meeting.next_date,
        Some(domain::meeting::NextDate::On(jst("2026-06-02 13:30")))
    );
    let case = town
        .ask("ichiko", &wire::Case { case: town.case })
        .await
        .unwrap();
    assert!(case.agency_in_charge.name.contains("センター"));

    // BR-007: the lower half is the requesting agency's.
    town.at("2026-05-20 09:00");
    let refusal = town.refused("kokoro", town.report()).await;
    assert!(
        matches!(
            refusal,
            Refusal::RequestingAgencyOnly | Refusal::NotYourRole
        ),
        "{refusal:?}"
    );
    town.at("2026-05-20 10:00");
    town.did("ichiko", town.report()).await;
    let inbox = town.ask("shocho", &wire::Inbox {}).await.unwrap();
    assert!(
        inbox
            .items
            .iter()
            .any(|item| item.kind == InboxKind::ReportToFile)
    );
    let asked = wire::Request {
        case: town.case,
        request: town.request,
    };
    let request = town.ask("ichiko", &asked).await.unwrap();
    assert_eq!(request.request.status, RequestStatus::Reported);
    town.did(
        "shocho",
        C::FileReport {
            request: town.request,
        },
    )
    .await;
    let request = town.ask("ichiko", &asked).await.unwrap();
    assert_eq!(request.request.status, RequestStatus::Filed);
    let paper = wire::Sheet {
        case: town.case,
        request: town.request,
        open_address: None,
    };
    let lower = town.ask("ichiko", &paper).await.unwrap().lower.unwrap();
    assert!(lower["written_on"].contains("令和8年5月20日"), "{lower:?}");
    assert!(lower["attendees"].contains("試験 一子"), "{lower:?}");
    town.close().await;
}
