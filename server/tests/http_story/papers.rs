//! Papers of a case for those without an account: 照会・協力依頼書, 事後報告書, 招集通知, 誓約書; and 評価.

use domain::command::CaseCommand as C;
use domain::evaluation::{EvaluationDecision, GoalOutcome, GoalResult, Sign};
use domain::form::Attendee;
use domain::id::*;
use domain::inquiry::HerKnowledge;
use domain::meeting::SharingBasis;
use domain::timing::TimingCommand as T;
use domain::wire;
use domain::wire::session::{CasePaper, LETTER, Letter, LetterKind, LetterOf, PAPER};
use server::audit;
use uuid::Uuid;

use crate::database::Scratch;
use crate::tale::{ADDRESS, CALLED, NAME, PHONE, set_date};
use crate::timing::{begin, concludes, of_agency};
use crate::town::{Raw, Town, day, town};

crate::on_both! {
    inquiry_and_report_are_printed_for_those_who_keep_the_record: inquiry_and_report_are_printed_on_sqlite, inquiry_and_report_are_printed_on_postgres;
    an_evaluation_is_printed_with_her_first: an_evaluation_is_printed_with_her_first_on_sqlite, an_evaluation_is_printed_with_her_first_on_postgres;
    a_doctor_is_called_by_letter: a_doctor_is_called_by_letter_on_sqlite, a_doctor_is_called_by_letter_on_postgres;
}

/// The words of a PDF, without blanks.
fn words(raw: &Raw) -> String {
    use std::io::Write;
    use std::process::{Command, Stdio};
    assert_eq!(raw.status, 200, "{}", raw.text());
    let mut child = Command::new("pdftotext")
        .args(["-raw", "-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&raw.body).unwrap();
    let out = child.wait_with_output().unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    for secret in [ADDRESS, PHONE, CALLED] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    text
}

fn squeezed(word: &str) -> String {
    word.chars().filter(|c| !c.is_whitespace()).collect()
}

async fn paper(town: &Town, login: &str, asked: &CasePaper) -> Raw {
    let body = serde_json::to_string(asked).unwrap();
    town.post(login, PAPER, body).await
}

async fn inquiry_and_report_are_printed_for_those_who_keep_the_record(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    town.protect().await;
    town.consents().await;
    town.at("2026-05-13 09:00");
    let ask = |inquiry, basis, agency: &str| C::AskAgency {
        inquiry,
        agency: town.agency(agency),
        what: "相談の記録があれば、日付を教えてください".to_owned(),
        purpose: "支援措置の申出の準備".to_owned(),
        due: day("2026-05-20"),
        basis,
        her_knowledge: HerKnowledge::NotTold {
            reason: "まだ話せていない".to_owned(),
        },
    };
    let (by_consent, by_law) = (InquiryId(Uuid::now_v7()), InquiryId(Uuid::now_v7()));
    let consent = SharingBasis::Consent(town.share);
    town.did("ichiko", ask(by_consent, consent, "警察")).await;
    let law = SharingBasis::OtherLaw {
        law: "児童虐待の防止等に関する法律13条の4".to_owned(),
    };
    town.did("ichiko", ask(by_law, law, "児童相談所")).await;
    let case = town.case;
    let of = |inquiry| CasePaper::Inquiry { case, inquiry };
    let told = words(&paper(&town, "ichiko", &of(by_consent)).await);
    for word in [
        "K-R8-0001",
        "支援措置の申出の準備",
        "本人同意あり",
        "令和8年5月20日",
        NAME,
    ] {
        assert!(told.contains(&squeezed(word)), "{word}: {told}");
    }
    // Why she was not told is the desk's own.
    assert!(!told.contains("まだ話せていない"), "{told}");
    // Without her consent her name does not go there.
    let silent = words(&paper(&town, "ichiko", &of(by_law)).await);
    assert!(!silent.contains(&squeezed(NAME)), "{silent}");
    // The asked agency prints its own and no other.
    words(&paper(&town, "kei", &of(by_consent)).await);
    assert_eq!(paper(&town, "kei", &of(by_law)).await.status, 404);

    let report = PosthocId(Uuid::now_v7());
    let started = C::StartBeforeMeeting {
        report,
        what: "病院への付き添いを始めた".to_owned(),
        since: day("2026-05-11"),
        why: "けがの手当てが急がれた".to_owned(),
        agency: town.agency("福祉課"),
    };
    town.did("ichiko", started).await;
    let f18 = CasePaper::Posthoc { case, report };
    let told = words(&paper(&town, "ichiko", &f18).await);
    for word in ["病院への付き添いを始めた", "承認待ち", "K-R8-0001"] {
        assert!(told.contains(word), "{word}: {told}");
    }
    assert!(!told.contains(&squeezed(NAME)), "{told}");

    // Nobody else, and no id that is none: all alike.
    let none = paper(&town, "ichiko", &of(InquiryId(Uuid::now_v7()))).await;
    assert_eq!(none.status, 404);
    let unknown = CasePaper::Posthoc {
        case: CaseId(Uuid::now_v7()),
        report,
    };
    assert_eq!(paper(&town, "ichiko", &unknown).await.status, 404);
    for login in ["ji", "ko", "daihyo", "kansa", "kanri"] {
        for asked in [of(by_consent), CasePaper::Posthoc { case, report }] {
            let shut = paper(&town, login, &asked).await.status;
            assert_eq!(shut, 404, "{login}");
        }
    }
    town.close().await;
}

async fn an_evaluation_is_printed_with_her_first(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell().await;
    town.at("2026-08-26 10:00");
    let (case, look) = (town.case, EvaluationId(Uuid::now_v7()));
    town.did("ichiko", begin(look, Some(town.plan))).await;
    let f11 = CasePaper::Evaluation {
        case,
        evaluation: look,
    };
    // Before she spoke every box waits for the pen.
    let blank = words(&paper(&town, "ichiko", &f11).await);
    assert!(
        blank.contains("配布番号1") && !blank.contains('☑'),
        "{blank}"
    );
    let say = T::Say {
        evaluation: look,
        goals: vec![Some(Sign::Some)],
        whole: None,
        changes: "朝まで眠れる日がふえた".to_owned(),
        remains: String::new(),
        words: String::new(),
    };
    town.she_did(C::Timing(say)).await;
    let shelter = town.cast.agencies[&town.agency("あかり")].name.clone();
    let write = T::Write {
        evaluation: look,
        goals: vec![GoalResult {
            outcome: GoalOutcome::Reached,
            note: format!("{shelter}の助けで部屋が決まった"),
        }],
        changes: "自分から電話をくれた".to_owned(),
        told: "じぶんから 電話《でんわ》を くれました。".to_owned(),
        remains: "生活費".to_owned(),
    };
    town.did("ichiko", C::Timing(write)).await;
    town.did("akari", of_agency(look)).await;
    let decided = concludes(&town, look, EvaluationDecision::Continue, None);
    town.did("shirabe", decided).await;

    let made = paper(&town, "ichiko", &f11).await;
    let told = words(&made);
    let mut rest = told.as_str();
    for word in [
        "評価",
        "K-R8-0001",
        "【本人の評価】",
        "住むところを決める",
        "☑△少し",
        "朝まで眠れる日がふえた",
        "本人が記入",
        "【支援した側の評価】",
        "☑達成",
        "支援機関の助けで",
        "自分から電話をくれた",
        "じぶんから電話をくれました。",
        "支援機関：毎日、顔を見て話せた",
        "【決定】",
        "☑継続",
    ] {
        let at = rest.find(word);
        let at = at.unwrap_or_else(|| panic!("{word} is not in its place: {rest}"));
        rest = &rest[at + word.len()..];
    }
    // No name of hers, none of the place, and what she did not answer has no tick.
    assert!(
        !told.contains(&squeezed(NAME)) && !told.contains("あかり"),
        "{told}"
    );
    assert_eq!(told.matches('☑').count(), 3, "{told}");
    assert!(told.contains("配布番号2"), "{told}");
    // On record before it is made, and no letter to anybody.
    let keys = town.keys().await;
    let newest = audit::of_case(town.tomoni.store.read(), &keys, case.0, 1)
        .await
        .unwrap();
    assert_eq!(newest[0].action, "print");
    assert_eq!(newest[0].actor, keys.actor(town.person("ichiko").0));

    // The screen offers it to whom the server gives it, and to nobody else.
    let page = wire::Case { case };
    for (login, prints) in [("ichiko", true), ("kokoro", false), ("shirabe", false)] {
        let seen = town.ask(login, &page).await.unwrap().timings;
        assert_eq!(seen.evaluations[0].prints, prints, "{login}");
    }
    // Who knows of the case is told that it is not hers or his to print; to all others it is not there.
    for login in ["shirabe", "kokoro", "akari", "kei", "ji"] {
        assert!(paper(&town, login, &f11).await.status >= 400, "{login}");
    }
    for login in ["ko", "daihyo", "kansa", "kanri"] {
        assert_eq!(paper(&town, login, &f11).await.status, 404, "{login}");
    }
    for unknown in [
        CasePaper::Evaluation {
            case,
            evaluation: EvaluationId(Uuid::now_v7()),
        },
        CasePaper::Evaluation {
            case: CaseId(Uuid::now_v7()),
            evaluation: look,
        },
    ] {
        assert_eq!(paper(&town, "ichiko", &unknown).await.status, 404);
    }
    let again = words(&paper(&town, "ichiko", &f11).await);
    assert!(
        again.contains("配布番号3"),
        "refusals take no number: {again}"
    );
    town.close().await;
}

async fn a_doctor_is_called_by_letter(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    town.protect().await;
    town.judge_risk().await;
    town.consents().await;
    town.submit_request().await;
    town.approve().await;
    town.agree_on_roles(town.request).await;
    let doctor = Attendee {
        agency: town.agency("児童相談所"),
        staff: None,
        name: "試験 医".to_owned(),
    };
    let mut convene = town.convocation(town.request, town.meeting, set_date());
    if let C::Convene { invited, .. } = &mut convene {
        invited.push(doctor.clone());
    }
    town.did("shirabe", convene).await;
    let letter = |what, person: &Attendee| Letter {
        of: LetterOf::Meeting {
            case: town.case,
            meeting: town.meeting,
        },
        what,
        person: person.clone(),
    };
    let post = async |login: &str, letter: &Letter| {
        let body = serde_json::to_string(letter).unwrap();
        town.post(login, LETTER, body).await
    };
    let convening = letter(LetterKind::Convening, &doctor);
    let first = words(&post("shirabe", &convening).await);
    for word in [
        "試験医様",
        "K-R8-0001",
        "個別ケース検討会議",
        "令和8年5月19日",
        "配布番号1",
        "第15条第5項",
        "誓約書",
    ] {
        assert!(first.contains(word), "{word}: {first}");
    }
    assert!(!first.contains(&squeezed(NAME)), "{first}");
    let pledge = words(&post("shirabe", &letter(LetterKind::Pledge, &doctor)).await);
    assert!(
        pledge.contains("配布番号2") && pledge.contains("試験医"),
        "{pledge}"
    );
    // Each copy is on record before it is made.
    let keys = town.keys().await;
    let newest = audit::of_case(town.tomoni.store.read(), &keys, town.case.0, 1)
        .await
        .unwrap();
    assert_eq!(newest[0].action, "print");
    assert_eq!(newest[0].actor, keys.actor(town.person("shirabe").0));

    // Somebody who was not called, somebody with an account, and people who do not call.
    let stranger = Attendee {
        name: "試験 外".to_owned(),
        ..doctor.clone()
    };
    for person in [stranger, town.attendee("kei")] {
        let shut = post("shirabe", &letter(LetterKind::Convening, &person)).await;
        assert_eq!(shut.status, 404, "{}", person.name);
    }
    for login in ["ko", "daihyo", "kansa", "kanri"] {
        assert_eq!(post(login, &convening).await.status, 404, "{login}");
    }
    assert!(post("ichiko", &convening).await.status >= 400);
    let mut unknown = convening.clone();
    unknown.of = LetterOf::Meeting {
        case: town.case,
        meeting: MeetingId(Uuid::now_v7()),
    };
    assert_eq!(post("shirabe", &unknown).await.status, 404);
    let again = words(&post("shirabe", &convening).await);
    assert!(
        again.contains("配布番号3"),
        "refusals take no number: {again}"
    );
    town.close().await;
}
