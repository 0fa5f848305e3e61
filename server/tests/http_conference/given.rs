//! 3.4–3.6: what she is told of what went where, her own part of a day, and what her taking back says
//! to those who prepare the next one.

use std::collections::BTreeSet;

use domain::command::CaseCommand as C;
use domain::conference::{ConferenceCommand as A, ConferenceKind, SlotMark};
use domain::id::*;
use domain::inquiry::HerKnowledge;
use domain::meeting::{MeetingStatus, SharingBasis};
use domain::refusal::Refusal;
use domain::wire::session::{GIVEN, GivenPaper};
use domain::wire::{self};
use server::audit;
use uuid::Uuid;

use crate::database::Scratch;
use crate::paper::printed;
use crate::slots::Placed;
use crate::tale::{ADDRESS, CALLED, KANA, NAME, PHONE, SHELTER};
use crate::town::{Raw, Town, day, town};

crate::on_both! {
    what_was_given_is_told_at_both_doors: what_was_given_is_told_at_both_doors_on_sqlite, what_was_given_is_told_at_both_doors_on_postgres;
    what_she_takes_back_is_listed_where_she_took_it_back: what_she_takes_back_is_listed_where_she_took_it_back_on_sqlite, what_she_takes_back_is_listed_where_she_took_it_back_on_postgres;
    she_reads_her_own_part_of_the_day: she_reads_her_own_part_of_the_day_on_sqlite, she_reads_her_own_part_of_the_day_on_postgres;
    the_others_leave_before_her_item: the_others_leave_before_her_item_on_sqlite, the_others_leave_before_her_item_on_postgres;
    a_narrowing_warns_those_who_prepare: a_narrowing_warns_those_who_prepare_on_sqlite, a_narrowing_warns_those_who_prepare_on_postgres;
    a_meeting_called_off_is_told_to_those_who_were_called: a_meeting_called_off_is_told_to_those_who_were_called_on_sqlite, a_meeting_called_off_is_told_to_those_who_were_called_on_postgres;
}

const LIST: &str = app::her::path::GIVEN;

/// A page of hers without its readings and its marks.
fn plain(page: &str) -> String {
    let mut text = String::new();
    for (at, piece) in page.split('<').enumerate() {
        let (tag, words) = match at {
            0 => ("", piece),
            _ => piece.split_once('>').unwrap(),
        };
        let reading = ["rt", "rp", "script", "style"];
        if !reading.iter().any(|name| tag.starts_with(name)) {
            text.push_str(words);
        }
    }
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

async fn paper(town: &Town, login: &str, case: CaseId, consent: Option<ConsentId>) -> Raw {
    let asked = GivenPaper { case, consent };
    let body = serde_json::to_string(&asked).unwrap();
    town.post(login, GIVEN, body).await
}

fn narrowing(town: &Town, consent: ConsentId, agency: &str) -> C {
    C::NarrowConsent {
        consent,
        without_agencies: BTreeSet::from([town.agency(agency)]),
        without_categories: BTreeSet::new(),
    }
}

/// 1.7 and what follows until the record is shared; the police have read the meeting.
async fn after_a_meeting(town: &Town) {
    town.tell_until_convened().await;
    town.open_meeting().await;
    let meeting = wire::Meeting {
        case: town.case,
        meeting: town.meeting,
    };
    assert!(town.ask("kei", &meeting).await.is_ok());
    town.divide_roles().await;
    town.deadlock().await;
    town.adjourn().await;
    town.report_and_file().await;
}

async fn what_was_given_is_told_at_both_doors(scratch: &Scratch) {
    let town = town(scratch).await;
    after_a_meeting(&town).await;
    let ask = |her_knowledge, agency: &str| C::AskAgency {
        inquiry: InquiryId(Uuid::now_v7()),
        agency: town.agency(agency),
        what: "相談の記録があれば、日付を教えてください".to_owned(),
        purpose: "支援措置の申出の準備".to_owned(),
        due: day("2026-05-29"),
        basis: SharingBasis::OtherLaw {
            law: "児童虐待防止法6条".to_owned(),
        },
        her_knowledge,
    };
    town.did("ichiko", ask(HerKnowledge::Told, "警察")).await;
    let silent = HerKnowledge::NotTold {
        reason: "相手方に知れるおそれがある".to_owned(),
    };
    town.did("ichiko", ask(silent, "保健福祉部")).await;

    let page = town.she_opens(LIST).await;
    let words = plain(&page);
    for told in [
        "これまでに伝えたこと",
        "みほん警察署",
        "2026年5月19日",
        "会議で、いっしょに話しました。",
        "会議の記録を渡しました。",
        "あなたの記録を開いて見ました。",
        "2026年5月12日の、あなたの「いい」というこたえ",
        "見たり聞いたりできたこと：つらかったこと、けんこう、子ども、住まい、お金",
        "たずねたり、頼んだりしました。",
        "法律で決まっていること",
        "いまも伝わります。",
        "あかり",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert!(page.contains("<ruby>") && !page.contains("style="));
    for hidden in [
        NAME,
        CALLED,
        KANA,
        ADDRESS,
        PHONE,
        SHELTER,
        "保健福祉部",
        "相談の記録があれば",
        "小学校",
        "児童虐待防止法6条",
        "おそれ",
        "学校に場所を言わないで",
    ] {
        assert!(!words.contains(hidden), "{hidden}: {words}");
    }
    // Her plan leads there.
    let plan = town.she_opens(app::her::path::PLAN).await;
    assert!(plan.contains("href=\"/g\""));

    // The same on paper, numbered and written down before it was made.
    let made = paper(&town, "ichiko", town.case, None).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let copy = printed(&made);
    for told in [
        "これまでに伝えたことの一覧",
        "みほん警察署",
        "令和8年5月19日",
        "支援機関",
        "被害、健康、子ども、住まい、経済",
        "児童虐待防止法6条",
        "配布番号1",
    ] {
        assert!(copy.contains(told), "{told}: {copy}");
    }
    for hidden in [
        NAME,
        CALLED,
        KANA,
        ADDRESS,
        PHONE,
        SHELTER,
        "保健福祉部",
        "あかり",
        "K-R8",
        "見本春花",
    ] {
        assert!(!copy.contains(hidden), "{hidden}: {copy}");
    }
    let keys = town.keys().await;
    let newest = audit::of_case(town.tomoni.store.read(), &keys, town.case.0, 1);
    assert_eq!(newest.await.unwrap()[0].action, "print");
    // Who does not keep the record gets the answer of an id that was never given out.
    let nothing = paper(&town, "kei", CaseId(Uuid::now_v7()), None).await;
    for login in ["ko", "daihyo", "kansa", "kanri"] {
        let shut = paper(&town, login, town.case, None).await;
        let none = paper(&town, login, CaseId(Uuid::now_v7()), None).await;
        assert_eq!(
            (shut.status, &shut.body),
            (none.status, &none.body),
            "{login}"
        );
    }
    assert_eq!(nothing.status, 404);
    for login in ["kei", "ji", "akari"] {
        let shut = paper(&town, login, town.case, None).await;
        assert!(shut.status >= 400, "{login}");
        assert!(!shut.text().contains("警察"), "{login}");
    }
    town.close().await;
}

async fn what_she_takes_back_is_listed_where_she_took_it_back(scratch: &Scratch) {
    let town = town(scratch).await;
    after_a_meeting(&town).await;
    // Nothing was taken back yet, and an id that is none has no list.
    let early = paper(&town, "ichiko", town.case, Some(town.share)).await;
    assert_eq!(early.error().refusal, Some(Refusal::StepMissing));
    let none = Some(ConsentId(Uuid::now_v7()));
    assert_eq!(paper(&town, "ichiko", town.case, none).await.status, 404);
    let open = wire::Case { case: town.case };
    assert!(town.ask("kei", &open).await.is_ok());
    town.she_did(narrowing(&town, town.share, "警察")).await;
    // 3.6: the view of whom she took off ends at once.
    let shut = town.ask("kei", &open).await;
    let seen = shut.map(|view| view.called_name.or(view.name));
    assert!(!matches!(seen, Ok(Some(_))), "{seen:?}");
    let copy = printed(&paper(&town, "ichiko", town.case, Some(town.share)).await);
    assert!(
        copy.contains("みほん警察署") && copy.contains("いまは伝えていません"),
        "{copy}"
    );
    assert!(!copy.contains("児童相談所"), "{copy}");
    let words = plain(&town.she_opens(LIST).await);
    assert!(words.contains("いまはもう伝えていません。"), "{words}");
    assert!(words.contains("いまも伝わります。"), "{words}");
    town.she_did(C::WithdrawConsent {
        consent: town.share,
    })
    .await;
    let copy = printed(&paper(&town, "ichiko", town.case, Some(town.share)).await);
    assert!(copy.contains("児童相談所"), "{copy}");
    let words = plain(&town.she_opens(LIST).await);
    assert!(!words.contains("いまも伝わります。"), "{words}");
    // The next day that the meeting set rests on nothing now; those who prepare it read so.
    let next = async |login: &str| town.ask(login, &open).await.unwrap().next_unfounded;
    assert_eq!(next("ichiko").await, Some(day("2026-06-02")));
    town.close().await;
}

/// Her case on a 重層的支援会議, behind another one of twenty minutes. 試験 児 is called to the day and
/// to neither of them.
async fn on_a_day(town: &Town) -> (ConferenceId, Placed, ConsentId) {
    town.accept().await;
    town.at("2026-06-16 09:00");
    let other = town.accept_also("見本 もう一人").await;
    let layered = town.consented(town.case).await;
    town.consented(other).await;
    let day = ConferenceId(Uuid::now_v7());
    let (from, to) = ("2026-06-18 10:00", "2026-06-18 12:00");
    let kind = ConferenceKind::LayeredConference;
    let mut plan = town.plan_of(kind, from, to).await;
    if let A::Plan { invited, .. } = &mut plan {
        invited.push(town.attendee("ji"));
    }
    town.acted("shirabe", day, plan).await;
    town.acted("shirabe", day, A::Notify).await;
    let (before, hers) = (Placed::new(other), Placed::new(town.case));
    for one in [&before, &hers] {
        town.places(one, one.on(day, SlotMark::New, vec![])).await;
    }
    let shorter = A::SetSlotMinutes {
        slot: before.slot,
        minutes: 20,
    };
    town.acted("shirabe", day, shorter).await;
    (day, hers, layered)
}

async fn she_reads_her_own_part_of_the_day(scratch: &Scratch) {
    let town = town(scratch).await;
    let (day, one, layered) = on_a_day(&town).await;
    let page = plain(&town.she_opens(app::her::path::PLAN).await);
    for told in [
        "あなたのことを話す時間",
        "2026年6月18日10:20から10:50まで",
        "ほかの人は、その前に部屋を出ます。",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    for hidden in ["10:00", "12:00", "もう一人", "2件", "枠"] {
        assert!(!page.contains(hidden), "{hidden}: {page}");
    }
    let longer = A::SetSlotMinutes {
        slot: one.slot,
        minutes: 40,
    };
    town.acted("shirabe", day, longer).await;
    let page = plain(&town.she_opens(app::her::path::PLAN).await);
    assert!(page.contains("10:20から11:00まで"), "{page}");
    town.she_did(C::WithdrawConsent { consent: layered }).await;
    let page = plain(&town.she_opens(app::her::path::PLAN).await);
    assert!(!page.contains("話す時間"), "{page}");
    town.close().await;
}

async fn the_others_leave_before_her_item(scratch: &Scratch) {
    let town = town(scratch).await;
    let (day, one, _) = on_a_day(&town).await;
    town.at("2026-06-18 10:20");
    town.acted("shirabe", day, A::Open).await;
    let meeting = one.meeting;
    let asked = wire::Meeting {
        case: one.case,
        meeting,
    };
    let apart = async |login: &str| {
        let seen = town.ask(login, &asked).await.unwrap().meeting;
        seen.apart
            .into_iter()
            .filter_map(|one| one.staff)
            .collect::<Vec<_>>()
    };
    let must_leave = apart("shirabe").await;
    assert!(must_leave.contains(&town.person("ji")), "{must_leave:?}");
    assert!(apart("kei").await.is_empty());
    let slot = |others_left| C::OpenSlot {
        meeting,
        others_left,
    };
    for unseen in [C::OpenMeeting { meeting }, slot(false)] {
        let refused = town.refused("shirabe", unseen).await;
        assert_eq!(refused, Refusal::OthersInTheRoom);
    }
    assert_eq!(town.status(&one).await, MeetingStatus::Notified);
    town.did("shirabe", slot(true)).await;
    assert_eq!(town.status(&one).await, MeetingStatus::InProgress);
    assert_eq!(town.refused("ji", slot(true)).await, Refusal::NotFound);
    town.close().await;
}

async fn a_narrowing_warns_those_who_prepare(scratch: &Scratch) {
    let town = town(scratch).await;
    let (day, one, layered) = on_a_day(&town).await;
    town.at("2026-06-17 20:00");
    let shaken = async |login: &str| {
        let lines = town.lines(login, day).await;
        let mine = lines.into_iter().find(|line| line.case == one.case);
        mine.map(|line| line.shaken)
    };
    for login in ["shirabe", "kokoro", "ichiko", "kei"] {
        assert_eq!(shaken(login).await, Some(false), "{login}");
    }
    let kinds = C::NarrowConsent {
        consent: layered,
        without_agencies: BTreeSet::from([town.agency("警察")]),
        without_categories: BTreeSet::new(),
    };
    town.she_did(kinds).await;
    for login in ["shirabe", "kokoro", "ichiko"] {
        assert_eq!(shaken(login).await, Some(true), "{login}");
    }
    assert_eq!(shaken("kei").await, None);
    let asked = wire::Case { case: one.case };
    let view = town.ask("ichiko", &asked).await.unwrap();
    assert!(view.meetings.iter().any(|known| known.shaken));
    // Nothing of what she took off is in the words.
    let lines = town.lines("kokoro", day).await;
    let mine = lines.iter().find(|line| line.case == one.case);
    let text = serde_json::to_string(&mine).unwrap();
    assert!(!text.contains("警察"), "{text}");
    town.close().await;
}

async fn a_meeting_called_off_is_told_to_those_who_were_called(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    town.at("2026-05-19 13:20");
    let open = || C::OpenMeeting {
        meeting: town.meeting,
    };
    let slot = || C::OpenSlot {
        meeting: town.meeting,
        others_left: true,
    };
    town.she_did(C::WithdrawConsent {
        consent: town.share,
    })
    .await;
    for login in ["shirabe", "kokoro"] {
        for act in [open(), slot()] {
            let refused = town.refused(login, act).await;
            assert_eq!(refused, Refusal::MeetingCalledOff, "{login}");
        }
    }
    // Who finds the case and was not called reads what is read of a meeting that never was.
    let never = C::OpenMeeting {
        meeting: MeetingId(Uuid::now_v7()),
    };
    let said = town.refused("shocho", never.clone()).await;
    assert_eq!(said, Refusal::NotYourRole);
    for act in [open(), slot()] {
        assert_eq!(town.refused("shocho", act).await, said);
    }
    // Who was called and finds the case no more, too.
    for login in ["kei", "ji", "shi", "ko", "daihyo"] {
        let said = town.refused(login, never.clone()).await;
        assert_eq!(said, Refusal::NotFound, "{login}");
        assert_eq!(town.refused(login, open()).await, said, "{login}");
    }
    town.close().await;
}
