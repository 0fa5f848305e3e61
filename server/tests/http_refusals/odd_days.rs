//! Days far outside of any calendar, and words longer than any box: refused or kept, never a fault of the
//! server, and every list still opens afterwards.

use chrono::NaiveDate;
use domain::case::CaseStatus;
use domain::command::CaseCommand as C;
use domain::form::FormData;
use domain::form::address_protection::key;
use domain::handover::HandoverCommand as H;
use domain::id::*;
use domain::task::{TaskMove, TaskOf};
use domain::tie::{TieFlow, TieHow, TieKind, TieSide, TieStrength, TieTo};
use domain::timing::{NextContact, TimingCommand as T};
use domain::watch::{MeasureEnd, MeasureStep, OrderKind, WatchCommand as W, Watched};
use domain::wire::{self, Ask};
use serde_json::json;
use uuid::Uuid;

use crate::database::Scratch;
use crate::tale::ticks;
use crate::town::{Town, day, town};

crate::on_both! {
    no_day_and_no_length_is_a_fault_of_the_server: no_day_and_no_length_is_a_fault_on_sqlite, no_day_and_no_length_is_a_fault_on_postgres;
}

const MEASURE: MeasureId = MeasureId(Uuid::from_u128(0x3E1));
const ORDER: RecordId = RecordId(Uuid::from_u128(0x0D1));

/// Each command with a first and a last day in it, the first before the last.
fn between(town: &Town, first: NaiveDate, last: NaiveDate) -> Vec<C> {
    let me = town.person("ichiko");
    let next = |on| NextContact {
        on,
        by: me,
        how: "手紙".to_owned(),
    };
    let form = FormData::default().with(key::HARM, ticks(&["spousal_violence"]));
    let steps = [
        MeasureStep::OpinionRequested { on: first },
        MeasureStep::Applied { on: first },
        MeasureStep::InForce {
            from: first,
            until: last,
        },
        MeasureStep::Ended {
            on: first,
            why: MeasureEnd::Other,
        },
    ];
    let measure = MEASURE;
    let mut watched = vec![
        W::KeepOrder {
            order: ORDER,
            kind: OrderKind::Approach,
            from: first,
            until: last,
        },
        W::KeepAddressProtection { measure, form },
        W::KeepStay {
            words: "在留".to_owned(),
            until: Some(last),
        },
    ];
    watched.extend(steps.map(|step| W::StepAddressProtection { measure, step }));
    watched.push(W::TickReminder {
        of: Watched::Order(ORDER),
        day: last,
    });
    watched.push(W::EndOrder {
        order: RecordId(Uuid::now_v7()),
        on: first,
        reason: "取消し".to_owned(),
    });
    let handover = HandoverId(Uuid::now_v7());
    let propose = H::Propose {
        from: me,
        to: town.person("kokoro"),
        on: last,
        helps: "朝".to_owned(),
        hurts: "夜".to_owned(),
        with_place: true,
    };
    let mut all: Vec<C> = watched.into_iter().map(C::Watch).collect();
    all.extend([
        C::Handover {
            handover,
            act: propose,
        },
        C::StepTask {
            of: TaskOf::Decision(RecordId(Uuid::now_v7())),
            step: TaskMove::PutOff {
                to: last,
                reason: "都合".to_owned(),
            },
        },
        C::Timing(T::SetNextContact { next: next(last) }),
        C::Timing(T::Watch {
            from: CaseStatus::Supporting,
            agencies: [town.agency("福祉課")].into(),
            note: String::new(),
            next_contact: Some(next(last)),
        }),
    ]);
    all
}

async fn no_day_and_no_length_is_a_fault_of_the_server(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let (least, most) = (NaiveDate::MIN, NaiveDate::MAX);
    for (first, last) in [
        (least, most),
        (least, least.succ_opt().unwrap()),
        (most.pred_opt().unwrap(), most),
        (day("0001-01-01"), day("9999-12-31")),
        (day("2026-05-08"), most),
    ] {
        for act in between(&town, first, last) {
            // Whatever it answers, it is an answer: the call itself asserts so.
            town.does("ichiko", act).await;
        }
        opens(&town, &[least, first, last, most]).await;
    }
    let long = "あ".repeat(20_000);
    let to = TieTo::Person {
        name: long.clone(),
        relation: long.clone(),
    };
    let how = TieHow {
        kind: TieKind::Weak,
        strength: TieStrength::Some,
        flow: TieFlow::Unsaid,
    };
    for act in [
        C::RecordTie {
            tie: TieId(Uuid::now_v7()),
            side: TieSide::Hers,
            to,
            how,
            words: String::new(),
        },
        C::Watch(W::KeepStay {
            words: long.clone(),
            until: None,
        }),
        C::Handover {
            handover: HandoverId(Uuid::now_v7()),
            act: H::Propose {
                from: town.person("ichiko"),
                to: town.person("kokoro"),
                on: day("2026-06-01"),
                helps: long.clone(),
                hurts: long,
                with_place: true,
            },
        },
    ] {
        town.refused("ichiko", act).await;
    }
    // The case still takes what is plain.
    let wish = C::RecordWish {
        words: "ねむりたい".to_owned(),
    };
    town.did("ichiko", wish).await;
    town.close().await;
}

/// Every list and page still opens.
async fn opens(town: &Town, from: &[NaiveDate]) {
    let case = town.case;
    let mut asked = vec![
        (wire::Case::PATH, json!({ "case": case })),
        (wire::Handover::PATH, json!({ "case": case })),
        (wire::Board::PATH, json!({})),
        (wire::Inbox::PATH, json!({})),
        (
            wire::Timeline::PATH,
            json!({ "case": case, "before": null }),
        ),
    ];
    let days = from
        .iter()
        .flat_map(|from| [0, 42].map(|days| (from, days)));
    asked.extend(days.map(|(from, days)| {
        let dates = json!({ "from": from, "days": days });
        (wire::Dates::PATH, dates)
    }));
    for (path, body) in asked {
        let answer = town.post("ichiko", path, body.to_string()).await;
        assert_eq!(answer.status, 200, "{path} {body}: {}", answer.text());
    }
}
