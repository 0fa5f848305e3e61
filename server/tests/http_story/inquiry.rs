//! 照会・協力依頼 through the doors: the asked agency finds it in its inbox, answers, and opens no case.

use domain::command::CaseCommand as C;
use domain::id::InquiryId;
use domain::inquiry::{HerKnowledge, InquiryStatus};
use domain::meeting::SharingBasis;
use domain::refusal::Refusal;
use domain::view::{InboxItem, InboxKind};
use domain::wire;
use uuid::Uuid;

use crate::database::Scratch;
use crate::tale::{ADDRESS, NAME};
use crate::town::{Town, day, heard, town};

crate::on_both! {
    an_agency_is_asked_and_answers: an_agency_is_asked_and_answers_on_sqlite, an_agency_is_asked_and_answers_on_postgres;
    an_open_inbox_hears_that_an_inquiry_is_withdrawn: an_open_inbox_hears_that_an_inquiry_is_withdrawn_on_sqlite, an_open_inbox_hears_that_an_inquiry_is_withdrawn_on_postgres;
}

async fn asked_in_the_inbox(town: &Town, login: &str) -> Vec<InboxItem> {
    let inbox = town.ask(login, &wire::Inbox {}).await.unwrap();
    let mut items = inbox.items;
    items.retain(|item| item.kind == InboxKind::InquiryToAnswer);
    items
}

async fn an_agency_is_asked_and_answers(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    town.protect().await;
    town.consents().await;
    town.at("2026-05-13 09:00");
    let inquiry = InquiryId(Uuid::now_v7());
    let ask = |agency: &str, what: &str| C::AskAgency {
        inquiry,
        agency: town.agency(agency),
        what: what.to_owned(),
        purpose: "支援措置の申出の準備".to_owned(),
        due: day("2026-05-20"),
        basis: SharingBasis::Consent(town.share),
        her_knowledge: HerKnowledge::Told,
    };
    let what = "相談の記録があれば、日付を教えてください";
    // 架空小学校 is left out by her; its name is refused like that of any agency that cannot be asked.
    assert_eq!(
        town.refused("ichiko", ask("小学校", what)).await,
        Refusal::AgencyNotAvailable
    );
    let told = format!("{ADDRESS}のこと");
    assert_eq!(
        town.refused("ichiko", ask("警察", &told)).await,
        Refusal::InquiryWouldTellThePlace
    );
    assert!(asked_in_the_inbox(&town, "kei").await.is_empty());
    town.did("ichiko", ask("警察", what)).await;

    let items = asked_in_the_inbox(&town, "kei").await;
    assert_eq!(items.len(), 1);
    let seen = items[0].inquiry.as_ref().unwrap();
    assert_eq!(
        (seen.what.as_str(), seen.name.as_deref()),
        (what, Some(NAME))
    );
    let all = serde_json::to_string(&items).unwrap();
    assert!(!all.contains(ADDRESS), "{all}");
    // Nobody else's inbox has it, and the case stays shut.
    for login in ["ji", "ko", "daihyo", "shirabe"] {
        let others = asked_in_the_inbox_or_nothing(&town, login).await;
        assert!(others.is_empty(), "{login}");
    }
    let page = wire::Case { case: town.case };
    assert_eq!(town.ask("kei", &page).await.unwrap_err().status, 404);
    let board = town.ask("kei", &wire::Board {}).await.unwrap();
    assert!(board.cards.is_empty());

    let answer = C::AnswerInquiry {
        inquiry,
        answer: "4月に一度、相談がありました".to_owned(),
    };
    assert_eq!(town.refused("ji", answer.clone()).await, Refusal::NotFound);
    town.did("kei", answer).await;
    assert!(asked_in_the_inbox(&town, "kei").await.is_empty());
    // The asker is told until she opens it; nobody else is told or can open it for her.
    let told = news(&town, "ichiko").await;
    assert_eq!(told.len(), 1);
    assert!(told[0].inquiry.as_ref().unwrap().news);
    assert_eq!(news(&town, "ichiko").await, told, "looking is not opening");
    for login in ["kei", "ji", "ko", "akari", "shirabe"] {
        assert!(news(&town, login).await.is_empty(), "{login}");
        let opened = town.refused(login, C::OpenInquiryEnd { inquiry }).await;
        assert!(
            matches!(opened, Refusal::NotFound | Refusal::NotYourRole),
            "{login}: {opened:?}"
        );
    }
    let forged = InquiryId(Uuid::now_v7());
    assert_eq!(
        town.refused("ichiko", C::OpenInquiryEnd { inquiry: forged })
            .await,
        Refusal::NotFound
    );
    town.did("ichiko", C::OpenInquiryEnd { inquiry }).await;
    assert!(news(&town, "ichiko").await.is_empty());
    assert_eq!(
        town.refused("ichiko", C::OpenInquiryEnd { inquiry }).await,
        Refusal::InquiryIsOver
    );
    let kept = town.ask("ichiko", &page).await.unwrap().inquiries;
    assert_eq!(kept[0].status, InquiryStatus::Answered);
    assert_eq!(
        kept[0].end.as_ref().unwrap().words,
        "4月に一度、相談がありました"
    );
    town.close().await;
}

/// By its asker, or by her who takes her consent back: the agency's screen loses it in the same moment,
/// and hears nothing of the case afterwards.
async fn an_open_inbox_hears_that_an_inquiry_is_withdrawn(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    town.consents().await;
    town.at("2026-05-13 09:00");
    let ask = |inquiry| C::AskAgency {
        inquiry,
        agency: town.agency("警察"),
        what: "相談の記録があれば、日付を教えてください".to_owned(),
        purpose: "支援措置の申出の準備".to_owned(),
        due: day("2026-05-20"),
        basis: SharingBasis::Consent(town.share),
        her_knowledge: HerKnowledge::Told,
    };
    let [first, second] = [(); 2].map(|()| InquiryId(Uuid::now_v7()));
    let ends = [
        C::WithdrawInquiry { inquiry: first },
        C::WithdrawConsent {
            consent: town.share,
        },
    ];
    for (inquiry, end) in [first, second].into_iter().zip(ends) {
        let mut screen = town.live("kei").await;
        town.did("ichiko", ask(inquiry)).await;
        let about = town.case.to_string();
        assert!(heard(&mut screen).await.contains(&about));
        assert_eq!(asked_in_the_inbox(&town, "kei").await.len(), 1);
        town.did("ichiko", end).await;
        assert!(heard(&mut screen).await.contains(&about));
        assert!(asked_in_the_inbox(&town, "kei").await.is_empty());
        let wish = C::RecordWish {
            words: "ねむりたい".to_owned(),
        };
        town.did("ichiko", wish).await;
        town.pledges("kei").await;
        let after = heard(&mut screen).await;
        assert!(!after.contains(&about), "{after}");
    }
    town.close().await;
}

async fn asked_in_the_inbox_or_nothing(town: &Town, login: &str) -> Vec<InboxItem> {
    match town.ask(login, &wire::Inbox {}).await {
        Ok(_) => asked_in_the_inbox(town, login).await,
        Err(_) => Vec::new(),
    }
}

async fn news(town: &Town, login: &str) -> Vec<InboxItem> {
    let Ok(inbox) = town.ask(login, &wire::Inbox {}).await else {
        return Vec::new();
    };
    let mut items = inbox.items;
    items.retain(|item| item.kind == InboxKind::InquiryAnswered);
    items
}
