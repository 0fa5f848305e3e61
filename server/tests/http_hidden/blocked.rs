//! Blocked, left out, a stranger, a representative: every question and every command about the case
//! answers as for an id that was never given out.

use domain::block::{BlockReason, BlockTarget};
use domain::case::CaseStatus;
use domain::command::{CaseCommand as C, Command};
use domain::consent::{Answer, Channel, ConsentKind, ConsentScope};
use domain::handover::HandoverCommand as H;
use domain::id::*;
use domain::language::Language;
use domain::meeting::HerView;
use domain::request::Verdict;
use domain::sub_plan::SubPlanKind;
use domain::task::{TaskMove, TaskOf};
use domain::tie::{TieFlow, TieHow, TieKind, TieSide, TieStrength, TieTo};
use domain::timing::{NextContact, TimingCommand as T};
use domain::transfer::{TransferCommand as Tr, TransferScope};
use domain::translation::{ItemWords, TranslationCommand as Tl};
use domain::watch::WatchCommand as W;
use domain::wire::{self, Ask, PROTOCOL, Push};
use serde_json::{Value, json};
use server::audit;
use uuid::Uuid;

use crate::database::Scratch;
use crate::tale::consent;
use crate::town::{Raw, Town, heard, town};

crate::on_both! {
    the_hidden_and_the_missing_answer_alike: the_hidden_and_the_missing_answer_alike_on_sqlite, the_hidden_and_the_missing_answer_alike_on_postgres;
}

/// The case with its first meeting convened, on the morning of the day, and a block of each kind.
async fn with_blocks(scratch: &Scratch) -> Town {
    let town = town(scratch).await;
    town.newcomer("tonari", "試験 隣", "福祉課", Some("給付係"))
        .await;
    town.newcomer("tooi", "試験 遠", "保健福祉部", None).await;
    town.tell_until_convened().await;
    town.at("2026-05-19 10:00");
    // Before the block they see what their part is.
    for login in ["kei", "ji", "tonari"] {
        let seen = town.ask(login, &wire::Case { case: town.case }).await;
        assert!(seen.is_ok(), "{login}");
    }
    for target in [
        BlockTarget::Person(town.person("kei")),
        BlockTarget::Agency(town.agency("児童相談所")),
        BlockTarget::Unit {
            agency: town.agency("福祉課"),
            unit: "給付係".to_owned(),
        },
    ] {
        let block = BlockId(Uuid::now_v7());
        let reason = BlockReason::Neighbour;
        let set = C::SetBlock {
            block,
            target,
            reason,
            alternative: None,
        };
        town.did("ichiko", set).await;
    }
    town
}

/// One command of every kind of action.
fn commands(town: &Town) -> Vec<C> {
    let (request, meeting, plan) = (town.request, town.meeting, town.plan);
    let id = ConsentId(Uuid::now_v7());
    let given = consent(
        id,
        ConsentKind::Recording,
        Answer::Given,
        ConsentScope::default(),
    );
    vec![
        C::CorrectIntake {
            form: town.intake_form(),
            seen: town.intake_form(),
        },
        C::MoveCase {
            from: CaseStatus::UnderProtection,
            to: CaseStatus::Assessing,
            reason: String::new(),
            referred_to: None,
        },
        C::AssignWorker {
            staff: town.person("ichiko"),
        },
        C::RecordWish {
            words: "ねむりたい".to_owned(),
        },
        C::ConsiderProtection {
            protection: ProtectionId(Uuid::now_v7()),
        },
        Town::decide_protection(town.protection),
        C::NamePlaceKnowers {
            knowers: town.knowers(),
        },
        given,
        C::WithdrawConsent { consent: town.hold },
        C::LiftBlock {
            block: BlockId(Uuid::now_v7()),
        },
        C::ConfirmBreakGlass {
            opening: BreakGlassId(Uuid::now_v7()),
        },
        C::SubmitRequest {
            request: town.request_two,
            form: town.request_form(),
        },
        Town::decision(request, Verdict::Hold, ""),
        C::ProposeMeetingRoles {
            request,
            roles: town.roles(),
        },
        C::AgreeMeetingRoles { request },
        town.convocation(request, meeting, crate::tale::set_date()),
        town.report(),
        C::FileReport { request },
        C::OpenMeeting { meeting },
        C::OpenSlot {
            meeting,
            others_left: true,
        },
        C::ShareMinutes { meeting },
        town.write_plan(0, town.plan_items()),
        C::SharePlan { plan, version: 1 },
        town.confirmation(1),
    ]
    .into_iter()
    .chain(of_the_second_half(town))
    .collect()
}

/// What follows from a plan: hand-over, transfer, ties, tasks, dates, 節目.
fn of_the_second_half(town: &Town) -> Vec<C> {
    let (me, on) = (town.person("ichiko"), crate::town::day("2026-06-01"));
    let to = TieTo::Agency(town.agency("福祉課"));
    let how = TieHow {
        kind: TieKind::Weak,
        strength: TieStrength::Some,
        flow: TieFlow::Unsaid,
    };
    let (handover, transfer) = (HandoverId(Uuid::now_v7()), TransferId(Uuid::now_v7()));
    let evaluation = EvaluationId(Uuid::now_v7());
    let words = || "ねむりたい".to_owned();
    let keeps = NextContact {
        on,
        by: me,
        how: String::new(),
    };
    let propose = H::Propose {
        from: me,
        to: town.person("kokoro"),
        on,
        helps: words(),
        hurts: words(),
        with_place: false,
    };
    let objection = CommentId(Uuid::now_v7());
    let asked = [
        propose,
        H::Accept,
        H::Decline { reason: words() },
        H::Withdraw,
        H::Object {
            objection,
            words: words(),
        },
        H::AnswerObjection {
            objection,
            words: words(),
        },
    ];
    let agree = Tr::Agree {
        tsunagi: RecordId(Uuid::now_v7()),
        scope: TransferScope::default(),
        channel: Channel::Oral,
    };
    let timings = [
        T::Begin {
            evaluation,
            plan: None,
        },
        T::Say {
            evaluation,
            goals: Vec::new(),
            whole: None,
            changes: words(),
            remains: String::new(),
            words: String::new(),
        },
        T::RecordNoView {
            evaluation,
            reason: words(),
        },
        T::AddAgency {
            evaluation,
            words: words(),
        },
        T::Suspend {
            from: CaseStatus::UnderProtection,
            meeting: None,
            reason: words(),
            restart_when: words(),
            keeps: Some(keeps.clone()),
            her_view: HerView::NotAsked,
        },
        T::Close {
            from: CaseStatus::UnderProtection,
            evaluation: None,
            watch: None,
            next_contact: Some(keeps.clone()),
        },
        T::SetNextContact { next: keeps },
    ];
    let ties = TieSide::ALL.map(|side| C::RecordTie {
        tie: TieId(Uuid::now_v7()),
        side,
        to: to.clone(),
        how,
        words: words(),
    });
    let mut all = vec![
        C::StepTask {
            of: TaskOf::Decision(RecordId(Uuid::now_v7())),
            step: TaskMove::Done { words: words() },
        },
        C::Watch(W::KeepStay {
            words: words(),
            until: Some(on),
        }),
        C::AttachSubPlan {
            plan: town.plan,
            item: town.items[0],
            kind: SubPlanKind::Household,
            agency: town.agency("福祉課"),
            person: None,
            from: on,
            to: crate::town::day("2026-07-01"),
            content: words(),
        },
        C::Translation(Tl::SetLanguages {
            languages: [Language::Vietnamese].into(),
        }),
        C::Translation(Tl::Enter {
            plan: town.plan,
            version: 1,
            written_at: town.tomoni.clock.now(),
            item: town.items[0],
            language: Language::Vietnamese,
            words: ItemWords::default(),
            translator: words(),
        }),
    ];
    all.extend(asked.map(|act| C::Handover { handover, act }));
    all.extend([agree, Tr::HandOut, Tr::Withdraw].map(|act| C::Transfer { transfer, act }));
    all.extend(timings.map(C::Timing));
    all.extend(ties);
    all
}

/// The answer to a push of that act, the command's own id taken out.
async fn pushed(town: &Town, login: &str, case: CaseId, act: C) -> Raw {
    let envelope = town.envelope(Command::Case { case, act });
    let id = envelope.id.to_string();
    let push = Push {
        protocol: PROTOCOL,
        envelopes: vec![envelope],
    };
    let mut raw = town
        .post(login, wire::PUSH, serde_json::to_string(&push).unwrap())
        .await;
    raw.body = raw.text().replace(&id, "").into_bytes();
    raw
}

async fn the_hidden_and_the_missing_answer_alike(scratch: &Scratch) {
    let town = with_blocks(scratch).await;
    let missing = CaseId(Uuid::now_v7());
    for login in [
        "kei", "ji", "tonari", "tooi", "ko", "daihyo", "kansa", "kanri",
    ] {
        let hidden_from_all = town.questions_about(town.case);
        for ((path, about), (_, none)) in hidden_from_all.iter().zip(town.questions_about(missing))
        {
            let hidden = town.post(login, path, about.to_string()).await;
            let absent = town.post(login, path, none.to_string()).await;
            assert_eq!(hidden, absent, "{login} {path} {about}");
            // Whoever may open no directory at all is told so, whatever case is named.
            let none_at_all = *path == wire::Directory::PATH && hidden.status == 409;
            assert!(
                hidden.status == 404 || none_at_all,
                "{login} {path} {}",
                hidden.text()
            );
        }
        for act in commands(&town) {
            let told = format!("{login} {act:?}");
            let hidden = pushed(&town, login, town.case, act.clone()).await;
            let absent = pushed(&town, login, missing, act).await;
            assert_eq!(hidden, absent, "{told}");
            assert!(
                hidden.text().contains("not_found"),
                "{told}: {}",
                hidden.text()
            );
        }
        // No list has it, and none counts it.
        let board = town.ask(login, &wire::Board {}).await;
        assert!(board.is_err() || board.unwrap().cards.is_empty(), "{login}");
        let inbox = town.ask(login, &wire::Inbox {}).await;
        assert!(inbox.is_err() || inbox.unwrap().items.is_empty(), "{login}");
        let nothing = town
            .post(login, wire::Search::PATH, text("なにもない"))
            .await;
        for words in ["はるさん", "見本", "ミホン", "K-R8-0001", "k r8 1", "はる"] {
            let found = town.post(login, wire::Search::PATH, text(words)).await;
            assert_eq!(found, nothing, "{login} {words}");
        }
    }
    // 緊急閲覧 never passes a block: the number is as good as none, and so is the glass.
    for login in ["kei", "ji", "tonari"] {
        let known = town.post(login, wire::Number::PATH, no("K-R8-0001")).await;
        let unknown = town.post(login, wire::Number::PATH, no("K-R8-0777")).await;
        assert_eq!((known.clone(), known.status), (unknown, 404), "{login}");
        let glass = || C::BreakGlass {
            opening: BreakGlassId(Uuid::now_v7()),
            reason: "夜間に連絡があり、安全をたしかめるために開きます".to_owned(),
            whereabouts: true,
        };
        let hidden = pushed(&town, login, town.case, glass()).await;
        let absent = pushed(&town, login, missing, glass()).await;
        assert_eq!(hidden, absent, "{login}");
    }
    attempts_are_on_record(&town).await;
    nothing_is_heard(&town).await;
    town.close().await;
}

fn text(text: &str) -> String {
    json!({ "text": text }).to_string()
}

fn no(no: &str) -> String {
    let body: Value = json!({ "no": no });
    body.to_string()
}

/// Whoever tried in spite of a block is on record; who merely had no business there is not told
/// apart from a wrong address.
async fn attempts_are_on_record(town: &Town) {
    let keys = town.keys().await;
    let store = town.tomoni.store.read();
    let rows = audit::of_case(store, &keys, town.case.0, 10_000)
        .await
        .unwrap();
    for (login, expected) in [
        ("kei", true),
        ("ji", true),
        ("ichiko", false),
        ("shirabe", false),
    ] {
        let actor = keys.actor(town.person(login).0);
        let tried = rows
            .iter()
            .any(|row| row.action == "blocked-attempt" && row.actor == actor);
        assert_eq!(tried, expected, "{login}");
        if expected {
            let read = rows
                .iter()
                .filter(|row| row.action == "read" && row.actor == actor);
            assert_eq!(read.count(), 1, "{login} read once, before the block");
        }
    }
}

/// An open screen of someone blocked hears of the council, never of the case.
async fn nothing_is_heard(town: &Town) {
    let mut screen = town.live("kei").await;
    town.did(
        "ichiko",
        C::RecordWish {
            words: "ねむりたい".to_owned(),
        },
    )
    .await;
    town.pledges("ichiko").await;
    let told = heard(&mut screen).await;
    assert!(told.contains("event: change"), "{told}");
    assert!(
        !told.contains(&town.case.to_string()) && !told.contains("case"),
        "{told}"
    );
}
