//! やること and 期日 through the doors: what was decided is followed up, days are told in time and once, and
//! nobody learns of a case that is not hers or his.

use chrono::NaiveDate;
use domain::command::CaseCommand as C;
use domain::form::FormData;
use domain::form::address_protection::key;
use domain::id::{BlockId, MeasureId};
use domain::refusal::Refusal;
use domain::sub_plan::SubPlanKind;
use domain::taking_part::TakePartCommand;
use domain::task::{TaskMove, TaskOf, TaskStatus};
use domain::view::watch::DatesView;
use domain::view::{InboxItem, InboxKind, OwnTask};
use domain::watch::{MeasureStep, WatchCommand as W, Watched};
use domain::wire;
use uuid::Uuid;

use crate::database::Scratch;
use crate::tale::{ADDRESS, CALLED, NAME, ticks};
use crate::timing::Door;
use crate::town::{Town, day, town};

crate::on_both! {
    what_was_decided_is_followed_up: what_was_decided_is_followed_up_on_sqlite, what_was_decided_is_followed_up_on_postgres;
    days_are_told_in_time_and_once: days_are_told_in_time_and_once_on_sqlite, days_are_told_in_time_and_once_on_postgres;
}

async fn until_confirmed(town: &Town) {
    town.tell_until_decided().await;
    town.put_plainly().await;
    town.adjourn().await;
    town.report_and_file().await;
    town.show_plan().await;
    town.comment().await;
    town.second_version().await;
    town.agree_and_confirm().await;
}

impl Town {
    /// Puts what was decided into words for her, while the meeting goes on.
    async fn put_plainly(&self) {
        let decision = self.meeting_view("ichiko").await.meeting.decisions[0].id;
        let words = FOR_HER.to_owned();
        let put = self.in_meeting(TakePartCommand::PutPlainly { decision, words });
        self.did("ichiko", put).await;
    }
}

async fn told(town: &Town, login: &str, kind: InboxKind) -> Vec<InboxItem> {
    let inbox = town.ask(login, &wire::Inbox {}).await.unwrap();
    let items = inbox.items.into_iter();
    items.filter(|item| item.kind == kind).collect()
}

/// What an item of the inbox tells; a reminder has no hour of its own.
type Told = (InboxKind, Option<NaiveDate>, Option<Watched>);

/// What heads the decisions at her door.
const BECAME: &str = "会議で決まったことは、どうなったか";

/// The decision in words for her.
const FOR_HER: &str = "くらす ところを いっしょに 見にいきます。";

/// Who signs in again after a restart.
const EVERYBODY: [&str; 4] = ["ichiko", "kei", "akari", "shirabe"];

/// What the inbox and the calendar tell everybody; nothing in it stands there twice.
async fn everything_told(town: &Town) -> Vec<(Vec<Told>, Vec<OwnTask>, DatesView)> {
    let mut all = Vec::new();
    for login in EVERYBODY {
        let inbox = town.ask(login, &wire::Inbox {}).await.unwrap();
        let reminders: Vec<_> = inbox
            .items
            .iter()
            .filter_map(|item| item.reminder)
            .collect();
        let own = inbox.tasks.iter().map(|task| Watched::Task(task.of));
        let every: Vec<Watched> = reminders.into_iter().chain(own).collect();
        for (at, one) in every.iter().enumerate() {
            assert!(
                !every[at + 1..].contains(one),
                "{login} is told {one:?} twice"
            );
        }
        let items = inbox.items.into_iter();
        let items = items.map(|item| (item.kind, item.due, item.reminder));
        all.push((
            items.collect(),
            inbox.tasks,
            dates(town, login, "2026-05-18").await,
        ));
    }
    all
}

async fn own(town: &Town, login: &str) -> Vec<OwnTask> {
    town.ask(login, &wire::Inbox {}).await.unwrap().tasks
}

/// A page of hers without tags, readings and blanks.
pub fn plain(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = after.split_once('>').unwrap_or_default();
        rest = match tag {
            "rt" => after.split_once("</rt>").unwrap_or_default().1,
            "rp" => after.split_once("</rp>").unwrap_or_default().1,
            _ => after,
        };
    }
    text.push_str(rest);
    text.retain(|letter| !letter.is_whitespace());
    text
}

async fn dates(town: &Town, login: &str, from: &str) -> DatesView {
    let asked = wire::Dates {
        from: Some(day(from)),
        days: 28,
    };
    town.ask(login, &asked).await.unwrap()
}

async fn what_was_decided_is_followed_up(scratch: &Scratch) {
    let town = town(scratch).await;
    until_confirmed(&town).await;
    let page = wire::Case { case: town.case };
    let case = town.ask("ichiko", &page).await.unwrap();
    assert_eq!(case.tasks.len(), 7, "one decision and six items");
    let visit = case.tasks[0].clone();
    assert!(matches!(visit.of, TaskOf::Decision(_)));
    assert_eq!(visit.due, Some(day("2026-05-27")));

    // The agency that took it on has it in its inbox as its own; to the worker of the case it is told a
    // week before; nobody reads of it twice, and others not at all.
    let mine = own(&town, "akari").await;
    assert_eq!(mine.len(), 1);
    assert_eq!((mine[0].of, mine[0].due), (visit.of, day("2026-05-27")));
    assert_eq!(mine[0].no, "K-R8-0001");
    assert_eq!(told(&town, "akari", InboxKind::TaskToDo).await, []);
    let others = told(&town, "ichiko", InboxKind::TaskToDo).await;
    assert_eq!(others.len(), 1);
    assert_eq!(others[0].reminder, Some(Watched::Task(visit.of)));
    assert_eq!(own(&town, "ichiko").await, []);
    for other in ["kei", "ji", "kokoro", "shirabe"] {
        assert_eq!(own(&town, other).await, [], "{other}");
        assert_eq!(told(&town, other, InboxKind::TaskToDo).await, [], "{other}");
    }
    // At her door: decided, in the words for her, and being done.
    let mut door = Door::open(&town).await;
    let (_, hers) = door.get("/a").await;
    assert!(plain(&hers).contains(BECAME), "{hers}");
    assert!(plain(&hers).contains(&plain(FOR_HER)), "{hers}");
    assert!(plain(&hers).contains("いましています。"), "{hers}");
    assert!(
        plain(&hers).contains("5月27日までにするよていです。"),
        "{hers}"
    );
    let put_off = |to: &str, reason: &str| C::StepTask {
        of: visit.of,
        step: TaskMove::PutOff {
            to: day(to),
            reason: reason.to_owned(),
        },
    };
    assert_eq!(
        town.refused("akari", put_off("2026-06-10", "")).await,
        Refusal::ReasonMissing
    );
    assert_eq!(
        town.refused("ko", put_off("2026-06-10", "都合")).await,
        Refusal::NotFound
    );
    town.did("akari", put_off("2026-06-10", "施設の都合")).await;
    assert_eq!(told(&town, "ichiko", InboxKind::TaskToDo).await, []);
    assert_eq!(own(&town, "akari").await[0].due, day("2026-06-10"));
    let (_, hers) = door.get("/a").await;
    let said = plain(&hers);
    assert!(
        said.contains("日をのばしました。6月10日までにする"),
        "{said}"
    );
    assert!(
        !said.contains("施設の都合"),
        "a worker's reason is not hers to read"
    );
    let done = C::StepTask {
        of: visit.of,
        step: TaskMove::Done {
            words: "三人で見学した".to_owned(),
        },
    };
    town.at("2026-06-08 10:00");
    town.did("akari", done.clone()).await;
    assert_eq!(town.refused("akari", done).await, Refusal::TaskIsDone);
    assert_eq!(own(&town, "akari").await, []);
    let (_, hers) = Door::open(&town).await.get("/a").await;
    let said = plain(&hers);
    assert!(said.contains("6月8日に終わりました。"), "{said}");
    assert!(!said.contains("三人で見学した"), "{said}");
    let case = town.ask("ichiko", &page).await.unwrap();
    let followed = case.tasks.iter().find(|task| task.of == visit.of).unwrap();
    assert_eq!(followed.status, TaskStatus::Done);
    assert_eq!(followed.steps.len(), 2);
    assert_eq!(followed.first_due, Some(day("2026-05-27")));

    // 家計: its own plan is asked for, attached, and read by who reads the item.
    let plan = wire::Plan {
        case: town.case,
        plan: town.plan,
    };
    let wanted = town.ask("ichiko", &plan).await.unwrap().sub_plans_wanted;
    assert_eq!(wanted.len(), 1);
    let attach = C::AttachSubPlan {
        plan: town.plan,
        item: wanted[0].item,
        kind: SubPlanKind::Household,
        agency: town.agency("福祉課"),
        person: None,
        from: day("2026-06-08"),
        to: day("2026-09-30"),
        content: "家計簿を一緒につける".to_owned(),
    };
    town.did("ichiko", attach).await;
    let seen = town.ask("ichiko", &plan).await.unwrap();
    assert_eq!((seen.sub_plans.len(), seen.sub_plans_wanted.len()), (1, 0));
    town.close().await;
}

async fn days_are_told_in_time_and_once(scratch: &Scratch) {
    let town = town(scratch).await;
    until_confirmed(&town).await;
    let measure = MeasureId(Uuid::now_v7());
    let form = FormData::default()
        .with(key::HARM, ticks(&["spousal_violence"]))
        .with(key::MUNICIPALITY, crate::tale::text("架空町役場"));
    town.did(
        "ichiko",
        C::Watch(W::KeepAddressProtection { measure, form }),
    )
    .await;
    for step in [
        MeasureStep::Applied {
            on: day("2026-05-25"),
        },
        MeasureStep::InForce {
            from: day("2025-06-27"),
            until: day("2026-06-26"),
        },
    ] {
        town.did(
            "ichiko",
            C::Watch(W::StepAddressProtection { measure, step }),
        )
        .await;
    }
    assert_eq!(told(&town, "ichiko", InboxKind::DateNear).await, []);
    town.at("2026-05-25 23:00");
    let its = |items: Vec<InboxItem>| {
        let mut items = items.into_iter();
        let its = items.find(|item| item.reminder == Some(Watched::Measure(measure)));
        its.map(|item| item.due)
    };
    assert_eq!(its(told(&town, "ichiko", InboxKind::DateNear).await), None);
    town.at("2026-05-26 00:10");
    let due = Some(Some(day("2026-06-26")));
    assert_eq!(its(told(&town, "ichiko", InboxKind::DateNear).await), due);

    // After a restart it is told as before, and once: nothing of it was kept anywhere but in the record.
    let mut town = town;
    let before = everything_told(&town).await;
    for _ in 0..2 {
        town = town.restarted(scratch).await;
        for login in EVERYBODY {
            town.sign_in(login, server::demo::PASSWORD).await;
        }
        assert_eq!(everything_told(&town).await, before);
    }
    let items = told(&town, "ichiko", InboxKind::DateNear).await;
    let same = items
        .iter()
        .filter(|item| item.reminder == Some(Watched::Measure(measure)));
    assert_eq!(same.count(), 1);

    // The calendar: a code and a day for those in charge, nothing about anyone, nothing for others.
    let seen = dates(&town, "ichiko", "2026-06-01").await;
    let line = seen
        .lines
        .iter()
        .find(|line| line.of == Watched::Measure(measure))
        .unwrap();
    assert_eq!(
        (line.no.as_str(), line.day),
        ("K-R8-0001", day("2026-06-26"))
    );
    let text = serde_json::to_string(&seen).unwrap();
    for word in [NAME, CALLED, ADDRESS, "架空町役場"] {
        assert!(!text.contains(word), "{word}");
    }
    for login in ["kei", "akari", "ko", "kansa"] {
        let asked = wire::Dates {
            from: Some(day("2026-06-01")),
            days: 28,
        };
        if let Ok(seen) = town.ask(login, &asked).await {
            assert_eq!(seen.lines, [], "{login}");
        }
    }
    // Reviews are the 調整担当者's business; what happened to her is not.
    let review = dates(&town, "shirabe", "2026-08-24").await;
    let kinds: Vec<_> = review.lines.iter().map(|line| line.of.label()).collect();
    assert_eq!(kinds, ["計画の見直し"]);

    // Seen once, it is told no more.
    let tick = C::Watch(W::TickReminder {
        of: Watched::Measure(measure),
        day: day("2026-06-26"),
    });
    town.did("ichiko", tick.clone()).await;
    assert_eq!(
        town.refused("ichiko", tick).await,
        Refusal::ReminderIsTicked
    );
    assert_eq!(its(told(&town, "ichiko", InboxKind::DateNear).await), None);
    let town = town.restarted(scratch).await;
    for login in EVERYBODY {
        town.sign_in(login, server::demo::PASSWORD).await;
    }
    assert_eq!(its(told(&town, "ichiko", InboxKind::DateNear).await), None);

    // A case that somebody is shut out of has no day for her or him.
    let block = C::SetBlock {
        block: BlockId(Uuid::now_v7()),
        target: domain::block::BlockTarget::Person(town.person("shirabe")),
        reason: domain::block::BlockReason::ALL[0],
        alternative: None,
    };
    town.did("ichiko", block).await;
    assert_eq!(dates(&town, "shirabe", "2026-08-24").await.lines, []);
    town.close().await;
}
