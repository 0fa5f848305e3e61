//! 移管 through the door: the file is made of the preview and of nothing else, on record, and the case then
//! stays with those who keep it.

use domain::case::CaseStatus;
use domain::command::CaseCommand as C;
use domain::consent::Channel;
use domain::form::InfoCategory;
use domain::id::*;
use domain::inquiry::HerKnowledge;
use domain::refusal::Refusal;
use domain::transfer::{TransferCommand as T, TransferScope};
use domain::tsunagi::{Desk, TsunagiWay};
use domain::wire;
use domain::wire::session::{SealedTransfer, TRANSFER_FILE, TransferFile};
use uuid::Uuid;

use crate::database::Scratch;
use crate::follow_up::plain;
use crate::tale::{ADDRESS, CALLED, NAME};
use crate::timing::Door;
use crate::town::{Town, day, town};

crate::on_both! {
    a_case_is_transferred_with_what_she_agreed_to: a_case_is_transferred_on_sqlite, a_case_is_transferred_on_postgres;
}

fn moved(from: CaseStatus, to: CaseStatus) -> C {
    C::MoveCase {
        from,
        to,
        reason: "となり県で暮らす".to_owned(),
        referred_to: None,
    }
}

/// Makes the file under that digest; the status where it was not made.
async fn made(
    town: &Town,
    login: &str,
    transfer: TransferId,
    digest: &str,
) -> Result<SealedTransfer, u16> {
    let body = TransferFile {
        case: town.case,
        transfer,
        digest: digest.to_owned(),
    };
    let body = serde_json::to_string(&body).unwrap();
    let raw = town.post(login, TRANSFER_FILE, body).await;
    match raw.status {
        200 => Ok(serde_json::from_slice(&raw.body).unwrap()),
        status => Err(status),
    }
}

async fn a_case_is_transferred_with_what_she_agreed_to(scratch: &Scratch) {
    let town = town(scratch).await;
    let unit = Some("給付係");
    town.newcomer("tonari", "試験 隣", "福祉課", unit).await;
    town.accept().await;
    let moving = moved(CaseStatus::Accepted, CaseStatus::Assessing);
    town.did("ichiko", moving).await;
    let leave = || moved(CaseStatus::Assessing, CaseStatus::Transferred);
    let record = RecordId(Uuid::now_v7());
    let out = C::RecordTsunagi {
        record,
        way: TsunagiWay::Out,
        desk: Desk::Outside {
            kind: "女性相談支援センター".to_owned(),
            municipality: "となり県".to_owned(),
        },
        on: day("2026-05-08"),
        her_knowledge: HerKnowledge::Told,
        handed: String::new(),
        reason: "実家の近くで暮らす".to_owned(),
    };
    town.did("ichiko", out).await;
    let transfer = TransferId(Uuid::now_v7());
    let act = |act| C::Transfer { transfer, act };
    let agree = act(T::Agree {
        tsunagi: record,
        scope: TransferScope {
            identity: true,
            categories: [InfoCategory::Harm].into(),
            her_words: false,
            whereabouts: true,
        },
        channel: Channel::Signature,
    });
    let asked = wire::TransferPreview {
        case: town.case,
        transfer,
    };
    assert_eq!(town.ask("ichiko", &asked).await.unwrap_err().status, 404);
    let mut door = Door::open(&town).await;
    let (status, hers) = door.get("/z").await;
    assert_eq!(status, 200);
    assert!(
        plain(&hers).contains("うつるよていは、ありません"),
        "{hers}"
    );
    let (_, hers) = door.get("/a").await;
    assert!(!plain(&hers).contains("窓口"), "{hers}");
    town.did("ichiko", agree).await;
    // Told on her first page without a place; where and what stand where she goes herself.
    let (_, hers) = door.get("/a").await;
    let said = plain(&hers);
    assert!(
        said.contains("ほかのまちの窓口に渡すよていです。"),
        "{said}"
    );
    assert!(!said.contains("となり県"), "{said}");
    let (_, hers) = door.get("/z").await;
    let said = plain(&hers);
    for told in [
        "となり県女性相談支援センター",
        "2026年5月8日",
        "まだ作っていません。",
        "名前と生まれた日",
        "住所と連絡先",
        "つらかったこと",
        "「いい」と言ったものだけです。ほかのものは渡しません。",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    assert!(
        !said.contains("あなたのことば") && !said.contains(ADDRESS),
        "{said}"
    );
    assert!(hers.contains("<ruby>") && !hers.contains("style="));
    let preview = town.ask("ichiko", &asked).await.unwrap();
    let text = serde_json::to_string(&preview.package).unwrap();
    assert!(text.contains(NAME) && text.contains(ADDRESS) && text.contains("となり県"));
    assert!(!text.contains("追跡"), "the worker's view stays");
    // A colleague keeps the record too, and is not on the list of those who may know the place.
    let colleague = town.ask("tonari", &asked).await.unwrap_err();
    assert_eq!(
        colleague.error().refusal,
        Some(Refusal::TransferNeedsAKnower)
    );
    for stranger in ["kei", "kokoro", "akari", "daihyo"] {
        let refused = town.ask(stranger, &asked).await.unwrap_err();
        assert_eq!(refused.status, 404, "{stranger}");
        let refused = made(&town, stranger, transfer, &preview.digest).await;
        assert_eq!(refused.err(), Some(404), "{stranger}");
    }
    // What was not looked at is not made, and no copy is on record of it.
    let other = "0".repeat(64);
    assert_eq!(
        made(&town, "ichiko", transfer, &other).await.err(),
        Some(409)
    );
    assert_eq!(
        town.refused("ichiko", leave()).await,
        Refusal::TransferMissing
    );
    let page = wire::Case { case: town.case };
    let seen = town.ask("ichiko", &page).await.unwrap();
    assert!(seen.transfers[0].copies.is_empty());

    // Nor is one on record because somebody says so: the file and its record are one step.
    assert_eq!(
        town.refused("ichiko", act(T::HandOut)).await,
        Refusal::StepMissing
    );
    assert_eq!(
        town.refused("kei", act(T::HandOut)).await,
        Refusal::NotFound
    );
    let seen = town.ask("ichiko", &page).await.unwrap();
    assert!(seen.transfers[0].copies.is_empty());
    assert!(!door.get("/g").await.1.contains("ほかの"));

    let sealed = made(&town, "ichiko", transfer, &preview.digest)
        .await
        .unwrap();
    // She reads at her own door what was made, with what, and to whom.
    let (_, hers) = door.get("/g").await;
    for told in ["となり県", "書類", "生年月日", "連絡先"] {
        assert!(hers.contains(told), "{told}");
    }
    for clear in [NAME, CALLED, ADDRESS, &sealed.passphrase, "となり県"] {
        assert!(!sealed.file.contains(clear), "{clear}");
    }
    let seen = town.ask("ichiko", &page).await.unwrap();
    assert_eq!(seen.transfers[0].copies.len(), 1);
    assert_eq!(
        town.refused("ichiko", leave()).await,
        Refusal::TransferMissing
    );
    let answer = C::AnswerTsunagi {
        record,
        taken: true,
        words: "面接の日を決めた".to_owned(),
    };
    town.did("ichiko", answer).await;
    town.did("ichiko", leave()).await;
    let (_, hers) = door.get("/a").await;
    assert!(
        plain(&hers).contains("ほかのまちの窓口にうつりました。"),
        "{hers}"
    );
    let (_, hers) = door.get("/z").await;
    let said = plain(&hers);
    assert!(said.contains("うつった日2026年5月8日"), "{said}");
    assert!(!said.contains("まだ作っていません"), "{said}");
    // The record stays readable to its keepers; her place does not.
    let seen = town.ask("ichiko", &page).await.unwrap();
    assert_eq!(seen.status, CaseStatus::Transferred);
    assert!(town.ask("shirabe", &page).await.is_ok());
    let place = wire::Whereabouts {
        case: town.case,
        reason: "連絡のため".to_owned(),
    };
    assert!(town.ask("ichiko", &place).await.is_err());
    assert_eq!(
        made(&town, "ichiko", transfer, &preview.digest).await.err(),
        Some(409)
    );
    town.close().await;
}
