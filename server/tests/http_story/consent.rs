//! 1.4–1.6: consent, request, decision, roles, convening.

use std::collections::BTreeSet;

use domain::access::Action;
use domain::command::CaseCommand as C;
use domain::consent::{ConsentKind, ConsentStatus};
use domain::form::case_review::key as sheet;
use domain::form::{Value, What};
use domain::refusal::Refusal;
use domain::request::{RequestStatus, Verdict, prefill};
use domain::view::InboxKind;
use domain::wire::{self, May, may};

use crate::database::Scratch;
use crate::tale::{ADDRESS, CALLED, NAME, SHELTER, set_date, ticks};
use crate::town::{Town, town};

crate::on_both! {
    three_consents_and_the_request: three_consents_and_the_request_on_sqlite, three_consents_and_the_request_on_postgres;
    without_her_consent_there_is_no_request: without_her_consent_there_is_no_request_on_sqlite, without_her_consent_there_is_no_request_on_postgres;
    decision_roles_and_notices: decision_roles_and_notices_on_sqlite, decision_roles_and_notices_on_postgres;
}

async fn until_consents(scratch: &Scratch) -> Town {
    let town = town(scratch).await;
    town.accept().await;
    town.protect().await;
    town.judge_risk().await;
    town.consents().await;
    town
}

async fn three_consents_and_the_request(scratch: &Scratch) {
    let town = until_consents(scratch).await;
    let case = town
        .ask("ichiko", &wire::Case { case: town.case })
        .await
        .unwrap();
    for kind in [
        ConsentKind::HoldCaseReview,
        ConsentKind::ShareToCaseReview,
        ConsentKind::HerAttendance,
    ] {
        let rows = case
            .consents
            .iter()
            .filter(|view| view.consent.kind == kind);
        let states: Vec<_> = rows.map(|view| view.status).collect();
        assert_eq!(states, [ConsentStatus::Given], "{kind:?}");
    }
    let form = prefill(&case, town.agency("福祉課"));
    assert_eq!(form.get(sheet::CONSENT), Some(&Value::Flag(true)));
    assert_eq!(form.ticks(sheet::CLAUSE5_ITEM), [sheet::IN_PROTECTION]);
    let school = town.agency("小学校");
    assert!(
        form.attendees(sheet::ATTENDEE_SCOPE)
            .iter()
            .all(|one| one.agency != school)
    );

    // BR-001: both or neither of 要綱5条.
    town.at("2026-05-13 10:00");
    for wrong in [
        vec![sheet::IN_PROTECTION, sheet::CONSIDERING_PROTECTION],
        vec![],
    ] {
        let form = town.request_form().with(sheet::CLAUSE5_ITEM, ticks(&wrong));
        let refusal = town
            .refused(
                "ichiko",
                C::SubmitRequest {
                    request: town.request,
                    form,
                },
            )
            .await;
        let Refusal::Form { problems } = refusal else {
            panic!("{refusal:?}")
        };
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(
            (problems[0].field.as_str(), &problems[0].what),
            (sheet::CLAUSE5_ITEM, &What::ExactlyOne)
        );
    }
    // The school she left out: the words tell the scope, not what is in it.
    let mut scope = town.scope();
    scope.push(town.attendee("ko"));
    let form = town
        .request_form()
        .with(sheet::ATTENDEE_SCOPE, Value::Attendees(scope));
    let refusal = town
        .refused(
            "ichiko",
            C::SubmitRequest {
                request: town.request,
                form,
            },
        )
        .await;
    assert_eq!(refusal, Refusal::AgencyNotInScope);
    for told in ["学校", "欠席", "被害", "閲覧制限"] {
        assert!(!refusal.words().contains(told), "{}", refusal.words());
    }

    // The tick of 本人の同意 follows the record, whatever the screen sent.
    let form = town.request_form().with(sheet::CONSENT, Value::Flag(false));
    town.did(
        "ichiko",
        C::SubmitRequest {
            request: town.request,
            form,
        },
    )
    .await;
    let asked = wire::Request {
        case: town.case,
        request: town.request,
    };
    let request = town.ask("ichiko", &asked).await.unwrap();
    assert_eq!(request.form.get(sheet::CONSENT), Some(&Value::Flag(true)));
    assert_eq!(request.request.status, RequestStatus::Submitted);
    let paper = wire::Sheet {
        case: town.case,
        request: town.request,
        open_address: None,
    };
    let paper = town.ask("ichiko", &paper).await.unwrap();
    assert!(paper.upper[sheet::ADDRESS].contains("非開示"), "{paper:?}");
    assert!(paper.consent && !paper.address_open);
    assert_eq!(paper.ticked, [sheet::IN_PROTECTION]);
    assert!(paper.upper[sheet::AGE].contains("35"), "{paper:?}");
    town.close().await;
}

async fn without_her_consent_there_is_no_request(scratch: &Scratch) {
    let town = until_consents(scratch).await;
    town.did("ichiko", C::WithdrawConsent { consent: town.hold })
        .await;
    let submit = C::SubmitRequest {
        request: town.request,
        form: town.request_form(),
    };
    assert_eq!(
        town.refused("ichiko", submit.clone()).await,
        Refusal::ConsentToHoldMissing
    );
    let case = town
        .ask("ichiko", &wire::Case { case: town.case })
        .await
        .unwrap();
    // The button is there, shut, with the same reason.
    match may(&case.rights, Action::SubmitRequest) {
        Some(May::Disabled { words }) => assert_eq!(*words, Refusal::ConsentToHoldMissing.words()),
        other => panic!("{other:?}"),
    }
    town.close().await;
}

async fn decision_roles_and_notices(scratch: &Scratch) {
    let town = until_consents(scratch).await;
    town.submit_request().await;
    // Nobody decides her or his own request, and only who may decides.
    let hold = Town::decision(town.request, Verdict::Hold, "");
    assert_eq!(
        town.refused("ichiko", hold.clone()).await,
        Refusal::NotYourRole
    );
    let inbox = town.ask("shocho", &wire::Inbox {}).await.unwrap();
    assert!(
        inbox
            .items
            .iter()
            .any(|item| item.kind == InboxKind::RequestToDecide)
    );
    // A return needs a reason; the request comes back mended.
    town.at("2026-05-13 15:00");
    let silent = Town::decision(town.request, Verdict::Return, "");
    assert_eq!(town.refused("shocho", silent).await, Refusal::ReasonMissing);
    town.did(
        "shocho",
        Town::decision(town.request, Verdict::Return, "協議事項を詳しく"),
    )
    .await;
    let again = C::ResubmitRequest {
        request: town.request,
        form: town.request_form(),
    };
    town.did("ichiko", again).await;

    town.approve().await;
    // BR-005: no convening before the requesting agency has agreed to the roles.
    let convocation = town.convocation(town.request, town.meeting, set_date());
    assert!(matches!(
        town.refused("shirabe", convocation.clone()).await,
        Refusal::ChairAndRecorderMissing | Refusal::RolesNotAgreed
    ));
    let roles = town.roles();
    town.did(
        "shirabe",
        C::ProposeMeetingRoles {
            request: town.request,
            roles,
        },
    )
    .await;
    assert_eq!(
        town.refused("shirabe", convocation.clone()).await,
        Refusal::RolesNotAgreed
    );
    town.did(
        "ichiko",
        C::AgreeMeetingRoles {
            request: town.request,
        },
    )
    .await;
    town.did("shirabe", convocation).await;

    // BR-006: what was wished stays as it was.
    let asked = wire::Request {
        case: town.case,
        request: town.request,
    };
    let request = town.ask("ichiko", &asked).await.unwrap();
    let convocation = request.request.convocation.clone().unwrap();
    assert_eq!(convocation.span, set_date());
    assert_eq!(
        request.form.get(sheet::WISHED_DATETIME),
        town.request_form().get(sheet::WISHED_DATETIME)
    );
    let agencies: BTreeSet<_> = convocation.invited.iter().map(|one| one.agency).collect();
    assert_eq!(agencies.len(), 6);

    // The notice: number, date, room and roles; no name, no place of protection.
    for login in ["kei", "ji", "shi", "akari", "shirabe", "kokoro", "ichiko"] {
        let inbox = town.ask(login, &wire::Inbox {}).await.unwrap();
        let item = inbox
            .items
            .iter()
            .find(|item| item.kind == InboxKind::Notice);
        let notice = item
            .unwrap_or_else(|| panic!("{login} was not told"))
            .notice
            .clone()
            .unwrap();
        assert_eq!(notice.case_no, "K-R8-0001");
        assert_eq!(
            (notice.span, notice.room.as_str()),
            (set_date(), "センター会議室")
        );
        assert!(notice.chair.contains("試験 調") && notice.recorder.contains("試験 一子"));
        let text = serde_json::to_string(&inbox).unwrap();
        for secret in [
            NAME,
            "春花",
            CALLED,
            ADDRESS,
            SHELTER,
            "一花",
            "二葉",
            "見本 某",
        ] {
            assert!(!text.contains(secret), "{login}: {secret}");
        }
    }
    town.close().await;
}
