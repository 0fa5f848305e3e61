//! From plan to watch-over through the doors: she looks back at her own door, the plan is changed, the
//! case suspended, taken up again, watched over, closed and opened once more.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, header};
use domain::case::CaseStatus;
use domain::command::CaseCommand as C;
use domain::consent::{Answer, ConsentKind, ConsentScope};
use domain::evaluation::{EvaluationDecision, GoalOutcome, GoalResult};
use domain::form::{InfoCategory, Span};
use domain::id::*;
use domain::meeting::HerView;
use domain::plan::PlanStatus;
use domain::record::{Means, ThreeParts};
use domain::refusal::Refusal;
use domain::request::Verdict;
use domain::timing::{NextContact, TimingCommand as T, WatchWish};
use domain::view::NextStep;
use domain::view::evaluation::TimingsView;
use domain::wire::{self, session::GivenCard};
use http_body_util::BodyExt;
use serde_json::json;
use tower::ServiceExt;
use uuid::Uuid;

use crate::database::Scratch;
use crate::tale::{PIN, consent};
use crate::town::{Town, day, jst, refusal, town};

crate::on_both! {
    from_plan_to_watch_over: from_plan_to_watch_over_on_sqlite, from_plan_to_watch_over_on_postgres;
}

const SMALL_CHANGE: &str = "朝まで眠れる日がふえた";
const NOT_FOR_HER: &str = "家計簿をつけるのは、まだむずかしい";

async fn from_plan_to_watch_over(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell().await;
    change(&town).await;
    rest_and_return(&town).await;
    watch_and_close(&town).await;
    town.close().await;
}

/// 変更: she first, at her door; the agencies after her; the next version with its difference.
async fn change(town: &Town) {
    town.at("2026-08-26 10:00");
    let plan = town.ask("ichiko", &plan_of(town)).await.unwrap();
    assert_eq!(plan.plan.status, PlanStatus::MonitoringDue);
    let look = EvaluationId(Uuid::now_v7());
    let mut door = Door::open(town).await;
    assert_eq!(door.get("/f").await.0, 303, "nothing to look back on yet");
    town.did("ichiko", begin(look, Some(town.plan))).await;
    for (who, act) in [("ichiko", writes(look)), ("akari", of_agency(look))] {
        assert_eq!(
            town.refused(who, act).await,
            Refusal::HerEvaluationFirst,
            "{who}"
        );
    }
    for hidden in ["ko", "daihyo", "kansa", "kanri"] {
        assert_eq!(
            town.refused(hidden, of_agency(look)).await,
            Refusal::NotFound
        );
    }

    // At her door, without a script; what cannot be taken stays.
    let (status, page) = door.get("/f").await;
    assert_eq!(status, 200);
    assert!(page.contains("住むところを決める") && !page.contains("checked"));
    let (status, again) = door.fill("/f", &page, &[("h", " ")]).await;
    assert_eq!(status, 422);
    let (status, again) = {
        let long = "あ".repeat(4001);
        let said = [("g1", "2"), ("t", long.as_str())];
        door.fill("/f", &again, &said).await
    };
    assert_eq!(status, 422);
    assert!(again.contains(&"あ".repeat(4001)) && again.contains("checked"));
    let said = [("g1", "2"), ("h", SMALL_CHANGE)];
    assert_eq!(door.fill("/f", &again, &said).await.0, 303);
    // Sent twice it is there once.
    assert_eq!(door.fill("/f", &again, &said).await.0, 303);
    let seen = timings(town, "ichiko").await;
    let hers = seen.evaluations[0].hers.as_ref().unwrap();
    assert_eq!(
        (hers.changes.as_str(), &hers.read_back_by),
        (SMALL_CHANGE, &None)
    );

    town.did("ichiko", writes(look)).await;
    town.did("akari", of_agency(look)).await;
    let (_, page) = door.get("/f").await;
    assert!(
        page.contains("じぶんから") && !page.contains(NOT_FOR_HER),
        "{page}"
    );
    let conclude = concludes(town, look, EvaluationDecision::Change, None);
    assert_eq!(
        town.refused("ichiko", conclude.clone()).await,
        Refusal::NotYourRole
    );
    town.did("shirabe", conclude).await;
    assert_eq!(plan_status(town).await, PlanStatus::Revised);
    // The 調整担当者 decides for the meeting and reads none of its words.
    let reduced = timings(town, "shirabe").await;
    assert!(reduced.evaluations[0].hers.is_none() && reduced.evaluations[0].written.is_none());

    let mut items = town.plan_items();
    items[2].easy_text = "お金《かね》の ことを いっしょに 考《かんが》える。".to_owned();
    town.did("ichiko", town.next_plan(items).await).await;
    let share = C::SharePlan {
        plan: town.plan,
        version: 3,
    };
    town.did("ichiko", share).await;
    let (_, page) = door.get("/a").await;
    assert!(
        page.contains("id=\"changes\""),
        "she sees what is different"
    );
    town.she_did(town.agreement(3, true)).await;
    let confirm = C::ConfirmPlan {
        plan: town.plan,
        version: 3,
        meeting: town.meeting_two,
    };
    town.did("ichiko", confirm.clone()).await;
    assert_eq!(
        town.refused("ichiko", confirm).await,
        Refusal::ConfirmedIsImmutable
    );
}

/// 中断 and 再開.
async fn rest_and_return(town: &Town) {
    let meeting = meets(town, "2026-09-10").await;
    let suspend = |meeting, reason: &str, keeps: Option<NextContact>| {
        C::Timing(T::Suspend {
            from: CaseStatus::Supporting,
            meeting,
            reason: reason.to_owned(),
            restart_when: "退院したとき".to_owned(),
            keeps,
            her_view: HerView::Accepted,
        })
    };
    let next = contact(town, "2026-10-01");
    let move_there = C::MoveCase {
        from: CaseStatus::Supporting,
        to: CaseStatus::Suspended,
        reason: "入院した".to_owned(),
        referred_to: None,
    };
    let to = CaseStatus::Suspended;
    assert_eq!(
        town.refused("ichiko", move_there).await,
        Refusal::ProcedureMissing { to }
    );
    let timing = domain::posthoc::MeetingTiming::Suspension;
    for (act, missing) in [
        (
            suspend(Some(meeting), " ", Some(next.clone())),
            Refusal::ReasonMissing,
        ),
        (
            suspend(Some(meeting), "入院した", None),
            Refusal::NextContactMissing,
        ),
        (
            suspend(Some(town.meeting_two), "入院した", Some(next.clone())),
            Refusal::TimingNeedsMeeting { timing },
        ),
        (
            suspend(None, "入院した", Some(next.clone())),
            Refusal::TimingNeedsMeeting { timing },
        ),
    ] {
        assert_eq!(town.refused("shirabe", act).await, missing);
    }
    town.did("shirabe", suspend(Some(meeting), "入院した", Some(next)))
        .await;
    let board = town.ask("ichiko", &wire::Board {}).await.unwrap();
    assert_eq!(board.cards[0].status, to);
    let page = wire::Case { case: town.case };
    let steps = town.ask("ichiko", &page).await.unwrap().next_steps;
    assert!(steps.contains(&(NextStep::KeepContact, Some(day("2026-10-01")))));
    assert_eq!(plan_status(town).await, PlanStatus::Suspended);

    town.at("2026-10-20 09:00");
    let back = |reason: &str| C::MoveCase {
        from: CaseStatus::Suspended,
        to: CaseStatus::Supporting,
        reason: reason.to_owned(),
        referred_to: None,
    };
    assert_eq!(
        town.refused("ichiko", back("")).await,
        Refusal::ReasonMissing
    );
    town.did("ichiko", back("退院した")).await;
    let seen = timings(town, "ichiko").await;
    assert!(seen.suspensions[0].resumed_at.is_some() && seen.next_contact.is_none());
    assert_ne!(plan_status(town).await, PlanStatus::Suspended);
}

/// 見守り, 終結, a record afterwards, and opened once more.
async fn watch_and_close(town: &Town) {
    let meeting = meets(town, "2026-11-10").await;
    let watch = |agencies: &[&str]| {
        C::Timing(T::Watch {
            from: CaseStatus::Supporting,
            agencies: agencies.iter().map(|name| town.agency(name)).collect(),
            note: String::new(),
            next_contact: Some(contact(town, "2026-12-10")),
        })
    };
    assert_eq!(
        town.refused("ichiko", watch(&[])).await,
        Refusal::WatchOverMissing
    );
    assert_eq!(
        town.refused("ichiko", watch(&["福祉課"])).await,
        Refusal::WatcherNotAgreed
    );
    let scope = ConsentScope {
        agencies: ["福祉課", "小学校"].map(|name| town.agency(name)).into(),
        categories: BTreeSet::from([InfoCategory::Housing]),
        purpose: "見守り".to_owned(),
        excluded: Vec::new(),
    };
    let id = ConsentId(Uuid::now_v7());
    let yes = consent(id, ConsentKind::WatchOver, Answer::Given, scope);
    town.did("ichiko", yes).await;
    // The school is left out of what she shares with the meeting: no later list brings it back.
    assert_eq!(
        town.refused("ichiko", watch(&["福祉課", "小学校"])).await,
        Refusal::WatcherNotAgreed
    );
    town.did("ichiko", watch(&["福祉課"])).await;

    let look = EvaluationId(Uuid::now_v7());
    let close = |watch| {
        C::Timing(T::Close {
            from: CaseStatus::Watching,
            evaluation: Some(look),
            watch,
            next_contact: None,
        })
    };
    let by_the_city = || Some(WatchWish::By(BTreeSet::from([town.agency("福祉課")])));
    assert_eq!(
        town.refused("shirabe", close(by_the_city())).await,
        Refusal::ClosingNotDecided
    );
    town.did("ichiko", begin(look, Some(town.plan))).await;
    assert_eq!(
        town.refused("shirabe", close(by_the_city())).await,
        Refusal::HerEvaluationFirst
    );
    let say = C::Timing(T::Say {
        evaluation: look,
        goals: vec![None],
        whole: None,
        changes: String::new(),
        remains: String::new(),
        words: "もう だいじょうぶ".to_owned(),
    });
    // Written down for her by a worker and read back.
    town.did("ichiko", say.clone()).await;
    town.did("ichiko", writes(look)).await;
    let mut decided = concludes(town, look, EvaluationDecision::Close, Some(meeting));
    let C::Timing(T::Conclude { next_contact, .. }) = &mut decided else {
        panic!()
    };
    let next = next_contact.take();
    assert_eq!(
        town.refused("shirabe", decided.clone()).await,
        Refusal::NextContactMissing
    );
    if let C::Timing(T::Conclude { next_contact, .. }) = &mut decided {
        *next_contact = next;
    }
    town.did("shirabe", decided).await;
    assert_eq!(refusal(town.she(say).await), Refusal::EvaluationOver);
    assert_eq!(
        town.refused("shirabe", close(None)).await,
        Refusal::WatchOverMissing
    );
    town.did("shirabe", close(by_the_city())).await;
    let mut door = Door::open(town).await;
    let (_, page) = door.get("/f").await;
    assert!(
        page.contains("ひとまず") && !page.contains("<form id=\"p\""),
        "{page}"
    );

    town.at("2026-12-10 10:00");
    let board = town.ask("ichiko", &wire::Board {}).await.unwrap();
    let card = &board.cards[0];
    assert_eq!(
        (card.status, card.next),
        (CaseStatus::Closed, NextStep::KeepContact)
    );
    let record = C::WriteRecord {
        record: RecordId(Uuid::now_v7()),
        happened_at: town.tomoni.clock.now(),
        means: Means::Phone,
        parts: ThreeParts {
            facts: "元気にしていると話した".to_owned(),
            ..ThreeParts::default()
        },
        categories: Vec::new(),
        next_step: String::new(),
        with: String::new(),
        support: String::new(),
        safety: false,
        shown_to_her: false,
        photos: Vec::new(),
    };
    town.did("ichiko", record).await;
    let again = C::MoveCase {
        from: CaseStatus::Closed,
        to: CaseStatus::Assessing,
        reason: "本人から相談があった".to_owned(),
        referred_to: None,
    };
    town.did("ichiko", again).await;
    let seen = timings(town, "ichiko").await;
    assert_eq!((seen.evaluations.len(), seen.closings.len()), (2, 1));
    assert!(seen.closings[0].reopened_at.is_some());
}

pub fn begin(evaluation: EvaluationId, plan: Option<PlanId>) -> C {
    C::Timing(T::Begin { evaluation, plan })
}

fn writes(evaluation: EvaluationId) -> C {
    C::Timing(T::Write {
        evaluation,
        goals: vec![GoalResult {
            outcome: GoalOutcome::Partly,
            note: String::new(),
        }],
        changes: "自分から電話をくれた".to_owned(),
        told: "じぶんから 電話《でんわ》を くれました。".to_owned(),
        remains: NOT_FOR_HER.to_owned(),
    })
}

pub fn of_agency(evaluation: EvaluationId) -> C {
    C::Timing(T::AddAgency {
        evaluation,
        words: "毎日、顔を見て話せた".to_owned(),
    })
}

pub fn concludes(
    town: &Town,
    evaluation: EvaluationId,
    decision: EvaluationDecision,
    meeting: Option<MeetingId>,
) -> C {
    C::Timing(T::Conclude {
        evaluation,
        decision,
        meeting,
        reason: "本人と話して決めた".to_owned(),
        aftercare: String::new(),
        next_contact: Some(contact(town, "2026-12-10")),
    })
}

fn contact(town: &Town, on: &str) -> NextContact {
    NextContact {
        on: day(on),
        by: town.person("ichiko"),
        how: "手紙".to_owned(),
    }
}

fn plan_of(town: &Town) -> wire::Plan {
    wire::Plan {
        case: town.case,
        plan: town.plan,
    }
}

async fn plan_status(town: &Town) -> PlanStatus {
    town.ask("ichiko", &plan_of(town))
        .await
        .unwrap()
        .plan
        .status
}

async fn timings(town: &Town, who: &str) -> TimingsView {
    let page = wire::Case { case: town.case };
    town.ask(who, &page).await.unwrap().timings
}

/// Another meeting of the case, asked for and held on that day; her consents are asked anew before.
async fn meets(town: &Town, on: &str) -> MeetingId {
    let (request, meeting) = (RequestId(Uuid::now_v7()), MeetingId(Uuid::now_v7()));
    town.at(&format!("{on} 09:00"));
    let share = consent(
        ConsentId(Uuid::now_v7()),
        ConsentKind::ShareToCaseReview,
        Answer::Given,
        town.share_scope(),
    );
    town.did("ichiko", share).await;
    let form = town.request_form();
    town.did("ichiko", C::SubmitRequest { request, form }).await;
    town.did("shocho", Town::decision(request, Verdict::Hold, ""))
        .await;
    town.agree_on_roles(request).await;
    let (from, to) = (jst(&format!("{on} 13:30")), jst(&format!("{on} 15:00")));
    town.did(
        "shirabe",
        town.convocation(request, meeting, Span { from, to }),
    )
    .await;
    town.at(&format!("{on} 13:30"));
    town.did("shirabe", C::OpenMeeting { meeting }).await;
    town.did("ichiko", town.attendance(meeting)).await;
    let part = town.her_part(meeting, &format!("{on} 13:30"), &format!("{on} 14:00"));
    town.did("ichiko", part).await;
    town.did("shirabe", C::AdjournMeeting { meeting }).await;
    meeting
}

/// Her browser: no scripts, one cookie.
pub struct Door<'a> {
    town: &'a Town,
    cookie: String,
}

impl<'a> Door<'a> {
    /// Comes in with a new card.
    pub async fn open(town: &'a Town) -> Self {
        let asked = json!({ "case": town.case, "pin": PIN, "pin_again": PIN });
        let given = town
            .post("ichiko", wire::session::CARD, asked.to_string())
            .await;
        assert_eq!(given.status, 200, "{}", given.text());
        let given: GivenCard = serde_json::from_slice(&given.body).unwrap();
        let mut door = Self {
            town,
            cookie: String::new(),
        };
        let body = format!("c={}&n={PIN}", given.lines[0]);
        assert_eq!(door.send("POST", "/", body).await.0, 303);
        door
    }

    pub async fn get(&mut self, path: &str) -> (u16, String) {
        self.send("GET", path, String::new()).await
    }

    /// Fills in the form of a page and sends it.
    async fn fill(&mut self, path: &str, page: &str, fields: &[(&str, &str)]) -> (u16, String) {
        let form = page.split("<form id=\"p\"").nth(1).unwrap();
        let form = form.split("</form>").next().unwrap();
        let of = |tag: &str, what: &str| {
            let value = tag.split(&format!("{what}=\"")).nth(1).unwrap_or("\"");
            value.split('"').next().unwrap().to_owned()
        };
        let mut all: Vec<(String, String)> = form
            .split("<input type=\"hidden\"")
            .skip(1)
            .map(|tag| (of(tag, "name"), of(tag, "value")))
            .collect();
        all.extend(
            fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        let escape =
            |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02X}")).collect() };
        let pairs: Vec<String> = all
            .iter()
            .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
            .collect();
        self.send("POST", path, pairs.join("&")).await
    }

    async fn send(&mut self, method: &str, path: &str, body: String) -> (u16, String) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:8081")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let answer = self.town.her_door.clone().oneshot(request).await.unwrap();
        if let Some(cookie) = answer.headers().get(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            self.cookie = cookie.split(';').next().unwrap().to_owned();
        }
        let status = answer.status().as_u16();
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }
}
