//! What reaches somebody whose tie has ended, and which conferences stand in the inbox.

use domain::command::CaseCommand as C;
use domain::conference::{ConferenceCommand as A, ConferenceKind};
use domain::id::*;
use domain::inquiry::HerKnowledge;
use domain::meeting::{MeetingStatus, SharingBasis};
use domain::wire;
use server::store::conference;
use uuid::Uuid;

use crate::database::Scratch;
use crate::room::{done, line};
use crate::shut::{heard, seq, wish};
use crate::tale::CALLED;
use crate::town::{Town, day, instant, town};

crate::on_both! {
    the_asked_hear_no_more_once_she_has_withdrawn: the_asked_hear_no_more_once_she_has_withdrawn_on_sqlite, the_asked_hear_no_more_once_she_has_withdrawn_on_postgres;
    who_is_left_out_gets_code_and_age_band_whatever_list_she_stands_on: who_is_left_out_gets_code_and_age_band_whatever_list_she_stands_on_on_sqlite, who_is_left_out_gets_code_and_age_band_whatever_list_she_stands_on_on_postgres;
    the_inbox_tells_of_what_is_to_come_or_going_on: the_inbox_tells_of_what_is_to_come_or_going_on_on_sqlite, the_inbox_tells_of_what_is_to_come_or_going_on_on_postgres;
}

async fn the_asked_hear_no_more_once_she_has_withdrawn(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    town.protect().await;
    town.consents().await;
    let round = town.open_round().await;
    let ask = C::AskAgency {
        inquiry: InquiryId(Uuid::now_v7()),
        agency: town.agency("警察"),
        what: "相談の記録があれば、日付を教えてください".to_owned(),
        purpose: "支援措置の申出の準備".to_owned(),
        due: day("2026-06-25"),
        basis: SharingBasis::Consent(town.share),
        her_knowledge: HerKnowledge::Told,
    };
    town.did("ichiko", ask).await;
    let stir = async || {
        let said = seq(town.does("ichiko", wish()).await);
        let loud = seq(town.acts("shirabe", round, A::Pause).await);
        town.acted("shirabe", round, A::Resume).await;
        [said, loud]
    };
    let mut screen = town.live("kei").await;
    let all = stir().await;
    assert_eq!(heard(&mut screen, all[1]).await, all);
    let less = C::WithdrawConsent {
        consent: town.share,
    };
    town.did("ichiko", less).await;
    let mut screen = town.live("kei").await;
    let all = stir().await;
    assert_eq!(heard(&mut screen, all[1]).await, [all[1]]);
    town.close().await;
}

async fn who_is_left_out_gets_code_and_age_band_whatever_list_she_stands_on(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    town.protect().await;
    // On the list of who may know the place before she leaves the school out.
    let mut knowers = town.knowers();
    knowers.insert(town.person("ko"));
    town.did("ichiko", C::NamePlaceKnowers { knowers }).await;
    town.consents().await;
    let round = ConferenceId(Uuid::now_v7());
    town.at("2026-06-17 13:00");
    let (from, to) = ("2026-06-18 10:00", "2026-06-18 12:00");
    let mut plan = town.plan_of(ConferenceKind::Practitioners, from, to).await;
    if let A::Plan { invited, .. } = &mut plan {
        invited.push(town.attendee("ko"));
    }
    town.acted("shirabe", round, plan).await;
    town.acted("shirabe", round, A::Notify).await;
    town.at("2026-06-18 09:50");
    town.acted("shirabe", round, A::Open).await;
    let mut keep = town.line_of(round, "あかりで暮らす");
    if let C::KeepLedger { agency, .. } = &mut keep {
        *agency = Some(town.agency("あかり"));
    }
    assert!(done(&town.writes("shirabe", town.case, keep).await));
    let note = "住まいを探している".to_owned();
    town.did("shirabe", C::NoteLedger { note }).await;

    let view = town.ledger("ko", Some(round), None).await.unwrap();
    let seen = line(&view, town.case);
    assert_eq!((seen.name.as_ref(), seen.opens), (None, false));
    assert_eq!(seen.note, "");
    let agency = seen.agency.as_ref().unwrap();
    assert_eq!((agency.id, &*agency.name), (None, "支援機関"));
    assert!(!serde_json::to_string(&view).unwrap().contains(CALLED));
    // Who is on the list and not left out.
    let view = town.ledger("kokoro", Some(round), None).await.unwrap();
    let agency = line(&view, town.case).agency.as_ref().unwrap();
    assert_eq!(agency.id, Some(town.agency("あかり")));
    town.close().await;
}

async fn called(town: &Town, from: &str, to: &str) -> ConferenceId {
    let id = ConferenceId(Uuid::now_v7());
    let plan = town.plan_of(ConferenceKind::Practitioners, from, to).await;
    town.acted("shirabe", id, plan).await;
    town.acted("shirabe", id, A::Notify).await;
    id
}

async fn the_inbox_tells_of_what_is_to_come_or_going_on(scratch: &Scratch) {
    let town = town(scratch).await;
    town.at("2026-06-10 13:00");
    let missed = called(&town, "2026-06-11 10:00", "2026-06-11 12:00").await;
    let lasts = town.open_round().await;
    let tomorrow = called(&town, "2026-06-20 10:00", "2026-06-20 12:00").await;
    let told = async || {
        let inbox = town.ask("kei", &wire::Inbox {}).await.unwrap();
        let all = inbox.conferences.into_iter().map(|notice| notice.id);
        all.filter(|id| [missed, lasts, tomorrow].contains(id))
            .collect::<Vec<_>>()
    };
    town.at("2026-06-11 09:00");
    assert_eq!(told().await, [missed, lasts, tomorrow]);
    town.at("2026-06-19 10:00");
    assert_eq!(told().await, [lasts, tomorrow]);
    // Nobody has closed it yet, days later.
    town.at("2026-06-25 10:00");
    assert_eq!(told().await, [lasts]);
    // What nobody can be told of any more is not even read.
    let all = MeetingStatus::ALL.iter();
    let live = all.take_while(|status| **status != MeetingStatus::InProgress);
    let live = i16::try_from(live.count()).unwrap();
    let (conn, keys) = (town.tomoni.store.read(), town.keys().await);
    let since = instant("2026-06-17 10:00");
    let found = conference::to_come(conn, &keys, since, live).await.unwrap();
    let found: Vec<_> = found.iter().map(|record| record.id).collect();
    assert!(!found.contains(&missed.0), "{found:?}");
    assert!(found.contains(&lasts.0) && found.contains(&tomorrow.0));
    let since = instant("2026-06-22 10:00");
    let found = conference::to_come(conn, &keys, since, live).await.unwrap();
    let found: Vec<_> = found.iter().map(|record| record.id).collect();
    assert!(found.contains(&lasts.0) && !found.contains(&tomorrow.0));
    town.close().await;
}
