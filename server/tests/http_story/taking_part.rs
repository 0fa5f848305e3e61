//! Taking part in the meeting (scenario 1.4, 1.7, 3.4) at both doors: what she says before it, her own part
//! while it goes on, her words into it from a browser without scripts, and what was decided, as she takes it.

use std::time::Duration;

use domain::case::Voice;
use domain::command::{CaseCommand as C, Command};
use domain::consent::AttendanceMode;
use domain::id::CaseId;
use domain::meeting::{EntryKind, HerView, NextDate};
use domain::refusal::Refusal;
use domain::taking_part::{CompanyRole, TakePartCommand as T};
use domain::view::{CaseView, InboxKind, MeetingView};
use domain::wire::{self, Outcome};
use server::session::Limits;
use tokio::time::timeout;
use uuid::Uuid;

use crate::database::Scratch;
use crate::town::{Raw, Town, jst, town, town_where};

crate::on_both! {
    she_gets_ready_for_the_meeting: she_gets_ready_for_the_meeting_on_sqlite, she_gets_ready_for_the_meeting_on_postgres;
    a_must_not_is_read_by_nobody_it_is_about: a_must_not_is_read_by_nobody_it_is_about_on_sqlite, a_must_not_is_read_by_nobody_it_is_about_on_postgres;
    her_own_part_while_it_goes_on: her_own_part_while_it_goes_on_on_sqlite, her_own_part_while_it_goes_on_on_postgres;
    whoever_listens_to_her_meeting_is_not_shut_out: whoever_listens_to_her_meeting_is_not_shut_out_on_sqlite, whoever_listens_to_her_meeting_is_not_shut_out_on_postgres;
    whoever_does_not_listen_is_shut_out_as_ever: whoever_does_not_listen_is_shut_out_as_ever_on_sqlite, whoever_does_not_listen_is_shut_out_as_ever_on_postgres;
    what_was_decided_and_what_she_says_to_it: what_was_decided_and_what_she_says_to_it_on_sqlite, what_was_decided_and_what_she_says_to_it_on_postgres;
    what_was_not_said_in_time_is_said_afterwards: what_was_not_said_in_time_is_said_afterwards_on_sqlite, what_was_not_said_in_time_is_said_afterwards_on_postgres;
}

const LETTER: &str = "さいしょに よんで。\r\n</textarea>学校には いわないで ";

/// A browser of hers without scripts.
struct Visit<'a> {
    town: &'a Town,
    cookie: String,
}

impl<'a> Visit<'a> {
    async fn new(town: &'a Town) -> Self {
        let cookie = town.she_comes_in().await;
        Self { town, cookie }
    }

    async fn get(&self, path: &str) -> Raw {
        self.town.at_her_door(&self.cookie, path, None).await
    }

    /// Sends the form of the page with the hidden fields, what is ticked already, and these.
    async fn fill(&self, path: &str, page: &Raw, fields: &[(&str, &str)]) -> Raw {
        let mut all = sent_by(&page.text());
        all.retain(|(name, _)| !fields.iter().any(|(set, _)| set == name));
        all.extend(
            fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        let body: Vec<String> = all
            .iter()
            .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
            .collect();
        let form = Some(body.join("&"));
        self.town.at_her_door(&self.cookie, path, form).await
    }
}

/// What a browser sends of the page's form as it stands: hidden fields, ticks, texts.
fn sent_by(page: &str) -> Vec<(String, String)> {
    let form = page.split("<form id=\"p\"").nth(1).unwrap();
    let form = form.split("</form>").next().unwrap();
    let of = |tag: &str, what: &str| {
        let value = tag.split(&format!("{what}=\"")).nth(1)?;
        Some(value.split('"').next()?.to_owned())
    };
    let inputs = form.match_indices("<input").filter_map(|(at, _)| {
        let tag = &form[at..at + form[at..].find('>')?];
        let ticks = tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"");
        let sent = !ticks || tag.contains(" checked");
        sent.then_some(())?;
        Some((of(tag, "name")?, of(tag, "value").unwrap_or_default()))
    });
    let boxes = form.match_indices("<textarea").filter_map(|(at, _)| {
        let (tag, rest) = form[at..].split_once('>')?;
        let text = rest.split("</textarea>").next()?;
        let text = text
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
        Some((of(tag, "name")?, text))
    });
    inputs.chain(boxes).collect()
}

fn escaped(text: &str) -> String {
    let sign = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(sign).collect()
}

/// A page without readings and tags.
fn plain(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("<rp>") {
        text.push_str(before);
        rest = after.splitn(3, "</rp>").nth(2).unwrap_or_default();
    }
    text.push_str(rest);
    let mut plain = String::new();
    let mut tag = false;
    for sign in text.chars() {
        match sign {
            '<' => tag = true,
            '>' => tag = false,
            sign if !tag => plain.push(sign),
            _ => {}
        }
    }
    plain
}

/// The fields of the agency with that name in the list she chooses from.
fn side_of(page: &str, agency: &str) -> String {
    let list = page.split("<legend translate=\"no\">").skip(1).zip(1..);
    let mut found = list.filter(|(block, _)| block.starts_with(agency));
    let (_, n): (_, usize) = found.next().unwrap_or_else(|| panic!("{agency} in {page}"));
    format!("a{n}")
}

impl Town {
    pub(crate) async fn meeting_view(&self, login: &str) -> MeetingView {
        let asked = wire::Meeting {
            case: self.case,
            meeting: self.meeting,
        };
        self.ask(login, &asked).await.unwrap()
    }

    async fn case_view(&self, login: &str) -> CaseView {
        self.ask(login, &wire::Case { case: self.case })
            .await
            .unwrap()
    }

    /// Another woman, taken in by the same agency.
    async fn accept_another(&self, case: CaseId) {
        let form = self.intake_form();
        let outcome = self
            .push("ichiko", Command::AcceptCase { case, form })
            .await;
        assert!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
    }

    pub(crate) fn in_meeting(&self, act: T) -> C {
        C::TakePart {
            meeting: self.meeting,
            act,
        }
    }
}

async fn she_gets_ready_for_the_meeting(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    let her = Visit::new(&town).await;
    let first = her.get("/a").await;
    assert!(plain(&first.text()).contains("あなたに ついて 話す 会議が あります"));
    let page = her.get("/m").await;
    let text = page.text();
    let words = plain(&text);
    assert!(words.contains("2026年5月19日 13:30"), "{words}");
    assert!(
        !text.contains("センター会議室") && !text.contains("一時保護所"),
        "no place"
    );
    assert!(text.contains("<ruby>") && !text.contains("style=") && !text.contains("src=\"http"));
    // Ticked is what she said to her worker: あかり, and a part of it from another room.
    assert_eq!(text.matches(" checked").count(), 2, "{text}");

    // Words without a choice, too long a name, a forged form: nothing is taken, everything stays.
    let long = "な".repeat(201);
    let wrong: [&[(&str, &str)]; 3] = [
        &[("n1", &long), ("t", "こわい")],
        &[("m", ""), ("u", "こわい")],
        &[("z", "1"), ("t", "こわい")],
    ];
    for fields in wrong {
        let answer = her.fill("/m", &page, fields).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains("こわい") && answer.text().contains("role=\"alert\""));
    }
    let forged = her
        .fill("/m", &page, &[("k", "forged"), ("t", "こわい")])
        .await;
    assert_eq!(forged.status, 403);
    assert!(forged.text().contains("こわい"));
    let switched = her
        .fill("/r", &page, &[("ruby", "0"), ("t", "こわい"), ("c1", "1")])
        .await;
    assert!(switched.text().contains("こわい"));
    assert_eq!(switched.text().matches(" checked").count(), 3);
    let before = town.case_view("ichiko").await.attendee_wishes.unwrap();
    assert!(!before.by_herself && before.with_her.is_empty());

    // Police must not come; she comes by letter with an interpreter who is not from where she is.
    let police = side_of(&text, "みほん警察署");
    let fields = [
        (police.as_str(), "2"),
        ("t", "あの警官が こわい"),
        ("m", "5"),
        ("u", "手紙で"),
        ("c2", "1"),
        ("g", "ベトナム語"),
        ("z", "1"),
        ("l1", LETTER),
    ];
    let answer = her.fill("/m", &page, &fields).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/m"));
    // The same form once more changes nothing.
    let seq = town.case_view("ichiko").await.seq;
    her.fill("/m", &page, &fields).await;
    assert_eq!(town.case_view("ichiko").await.seq, seq);
    let wishes = town.case_view("ichiko").await.attendee_wishes.unwrap();
    assert!(wishes.by_herself && wishes.unwelcome.contains(&town.agency("警察")));
    assert!(wishes.welcome.contains(&town.agency("あかり")), "as before");
    assert_eq!(wishes.words, "あの警官が こわい");
    let with = &wishes.with_her[0];
    assert_eq!(
        (with.role, with.from_elsewhere),
        (CompanyRole::Interpreter, Some(true))
    );
    assert_eq!(with.language, "ベトナム語");

    // Unticked, the interpreter goes again, and comes back.
    let now = her.get("/m").await;
    assert_eq!(her.fill("/m", &now, &[("c2", "")]).await.status, 303);
    let none = town.case_view("ichiko").await.attendee_wishes.unwrap();
    assert!(none.with_her.is_empty() && none.words == wishes.words);
    let again = [("c2", "1"), ("g", "ベトナム語"), ("z", "1")];
    let now = her.get("/m").await;
    assert_eq!(her.fill("/m", &now, &again).await.status, 303);

    // Who must not come is not called any more, and is told nothing.
    town.at("2026-05-19 09:00");
    let asked = wire::Meeting {
        case: town.case,
        meeting: town.meeting,
    };
    assert_eq!(town.ask("kei", &asked).await.unwrap_err().status, 404);
    let inbox = town.ask("kei", &wire::Inbox {}).await.unwrap();
    assert!(inbox.items.is_empty(), "{:?}", inbox.items);
    assert!(town.ask("ji", &asked).await.is_ok());
    // Chair and recorder read her letter first, as she wrote it, her choice and whom she wants.
    let letter = LETTER.replace("\r\n", "\n");
    for login in ["shirabe", "ichiko"] {
        let view = town.meeting_view(login).await;
        assert_eq!(view.meeting.her_statement, letter);
        assert_eq!(view.meeting.her_letter.unwrap().by, Voice::Herself);
        assert_eq!(view.attendance_wish.unwrap().mode, AttendanceMode::Letter);
        assert_eq!(view.with_her.len(), 1);
        assert!(
            view.meeting.her_attendance.is_none(),
            "a choice is no attendance"
        );
    }
    // Her page shows it as hers, and after the beginning it is too late for a letter.
    let stale = her.get("/m").await;
    assert!(stale.text().contains("&lt;/textarea&gt;学校には"));
    town.at("2026-05-19 13:30");
    let meeting = town.meeting;
    town.did("shirabe", C::OpenMeeting { meeting }).await;
    let late = her.fill("/m", &stale, &[("l1", "もういちど")]).await;
    assert_eq!(late.status, 422);
    let words = plain(&late.text());
    assert!(words.contains("会議が はじまりました") && words.contains("いま 開かれて"));
    let other = C::RecordHerStatement {
        meeting,
        words: "大丈夫です".to_owned(),
    };
    assert_eq!(
        town.refused("ichiko", other).await,
        Refusal::HerLetterStands
    );
}

async fn a_must_not_is_read_by_nobody_it_is_about(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    town.protect().await;
    town.judge_risk().await;
    town.consents().await;
    town.submit_request().await;
    let her = Visit::new(&town).await;
    let page = her.get("/m").await;
    let words = plain(&page.text());
    assert!(words.contains("決まっている 会議は ありません"), "{words}");
    let center = side_of(&page.text(), "見本道立女性相談支援センター");
    let fields = [(center.as_str(), "2"), ("t", "あの所長が こわい")];
    assert_eq!(her.fill("/m", &page, &fields).await.status, 303);
    let id = town.agency("センター");
    let stands = town.case_view("ichiko").await.attendee_wishes.unwrap();
    assert!(stands.unwelcome.contains(&id));
    for login in ["shocho", "shirabe", "kokoro"] {
        let wishes = town.case_view(login).await.attendee_wishes;
        assert!(
            wishes.is_none_or(|read| read.unwelcome.is_empty()),
            "{login}"
        );
        for (path, body) in town.questions_about(town.case) {
            let answer = town.post(login, path, body.to_string()).await;
            assert!(!answer.text().contains("あの所長が"), "{login} {path}");
        }
    }
    // It holds all the same, and the refusal says no more than of an agency outside her scope.
    town.approve().await;
    let roles = C::ProposeMeetingRoles {
        request: town.request,
        roles: town.roles(),
    };
    assert_eq!(
        town.refused("shirabe", roles).await,
        Refusal::AgencyNotInScope
    );
}

async fn her_own_part_while_it_goes_on(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    town.at("2026-05-19 13:00");
    let her = Visit::new(&town).await;
    let before = her.get("/l").await;
    assert!(plain(&before.text()).contains("開かれている 会議は ありません"));
    assert!(!before.text().contains("<textarea"));
    town.open_meeting().await;
    let first = her.get("/a").await;
    assert!(plain(&first.text()).contains("会議が、いま 開かれて います"));
    let page = her.get("/l").await;
    let words = plain(&page.text());
    for told in ["13:50", "14:20", "みんなで 考える", "2 / 3"] {
        assert!(words.contains(told), "{told}: {words}");
    }
    // Of the talk there is nothing, not even what the recorder wrote down as hers.
    for hidden in ["学校に場所を", "センター会議室", "試験 警", "一時保護所"] {
        assert!(!page.text().contains(hidden), "{hidden}");
    }

    // Nothing written, too long, a forged form, readings off: nothing arrives and nothing is lost.
    let long = "あ".repeat(4001);
    for (fields, status) in [
        (vec![("t", " ")], 422),
        (vec![("t", long.as_str())], 422),
        (vec![("t", "いやです</textarea>"), ("k", "forged")], 403),
    ] {
        assert_eq!(her.fill("/l", &page, &fields).await.status, status);
    }
    let switched = her
        .fill("/r", &page, &[("t", "いやです</textarea>"), ("ruby", "0")])
        .await;
    assert!(switched.text().contains("いやです&lt;/textarea&gt;"));
    assert_eq!(town.meeting_view("shirabe").await.meeting.entries.len(), 1);

    let say = [("t", "うちには\r\nかえれない")];
    let answer = her.fill("/l", &page, &say).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/l#say"));
    // Sent twice it arrives once; with other words from the old page it arrives as another one.
    her.fill("/l", &page, &say).await;
    her.fill("/l", &page, &[("t", "おねがい")]).await;
    for login in ["shirabe", "ichiko", "akari"] {
        let entries = town.meeting_view(login).await.meeting.entries;
        let hers: Vec<_> = entries.iter().filter(|entry| entry.by.is_none()).collect();
        assert_eq!(hers.len(), 2, "{login}");
        assert_eq!(hers[0].text, "うちには\nかえれない");
        assert!(
            hers.iter()
                .all(|entry| entry.kind == EntryKind::HerWords && entry.agency.is_none())
        );
    }
    let page = her.get("/l").await;
    assert!(plain(&page.text()).contains("うちには\nかえれない"));

    // What is decided comes up by itself once it is in her words, and not before.
    town.divide_roles().await;
    town.deadlock().await;
    let page = her.get("/l").await;
    assert!(!page.text().contains("母子生活支援施設"));
    let mark = page
        .text()
        .split("data-again=\"")
        .nth(1)
        .unwrap()
        .to_owned();
    let mark = mark.split('"').next().unwrap().to_owned();
    let asks = format!("/j?v={mark}");
    let nobody = town.at_her_door("", &asks, None).await;
    assert_eq!(nobody.status, 401);
    assert!(!nobody.text().contains("みんなで"));
    {
        let waiting = her.get(&asks);
        tokio::pin!(waiting);
        let soon = timeout(Duration::from_millis(300), &mut waiting).await;
        assert!(soon.is_err(), "nothing has happened");
        // Somebody else's case moves on: not hers to hear of.
        town.accept_another(CaseId(Uuid::now_v7())).await;
        let soon = timeout(Duration::from_millis(300), &mut waiting).await;
        assert!(soon.is_err(), "nothing of hers has happened");
        let decision = town.meeting_view("ichiko").await.meeting.decisions[0].id;
        let words = "いえを 見《み》に いきます。".to_owned();
        town.did("ichiko", town.in_meeting(T::PutPlainly { decision, words }))
            .await;
        let news = timeout(Duration::from_secs(10), waiting)
            .await
            .expect("at once");
        assert_eq!(news.status, 200);
        assert!(
            plain(&news.text()).contains("いえを 見に いきます。"),
            "{}",
            news.text()
        );
        assert!(news.text().contains("data-again=\"") && !news.text().contains("<textarea"));
    }
    // Whoever asks with an old mark is answered at once.
    let late = timeout(Duration::from_secs(5), her.get("/j?v=1"))
        .await
        .expect("at once");
    assert!(plain(&late.text()).contains("いえを 見に いきます。"));

    town.adjourn().await;
    let over = her.fill("/l", &page, &[("t", "まだ ある")]).await;
    assert_eq!(over.status, 422);
    let words = plain(&over.text());
    assert!(
        words.contains("まだ ある") && words.contains("いま 開かれて いません"),
        "{words}"
    );
    assert_eq!(her.get("/l").await.status, 200);
}

/// As her page asks that shows an earlier state.
async fn listens(her: &Visit<'_>) -> u16 {
    her.get("/j?v=1").await.status
}

async fn whoever_listens_to_her_meeting_is_not_shut_out(scratch: &Scratch) {
    let town = town_where(scratch, Limits::HER).await;
    town.tell_until_convened().await;
    town.open_meeting().await;
    let her = Visit::new(&town).await;
    let page = her.get("/l").await;
    assert!(plain(&page.text()).contains("この ページを 開いて いれば、とじません"));
    for time in ["14:00", "14:14", "14:28", "14:42"] {
        town.at(&format!("2026-05-19 {time}"));
        assert_eq!(listens(&her).await, 200, "{time}");
    }
    // After 52 minutes she can still say something.
    let page = her.get("/l").await;
    let said = her.fill("/l", &page, &[("t", "まだ ここに います")]).await;
    assert_eq!(said.status, 303);
    // Once it is over, her visit ends as every other.
    town.divide_roles().await;
    town.deadlock().await;
    town.at("2026-05-19 14:44");
    let meeting = town.meeting;
    let next = NextDate::On(jst("2026-06-02 13:30"));
    town.did("shirabe", C::SetNextDate { meeting, next }).await;
    town.did("shirabe", C::AdjournMeeting { meeting }).await;
    let over = town.tomoni.clock.now();
    assert_eq!(listens(&her).await, 200);
    town.tomoni
        .clock
        .set(over + chrono::Duration::minutes(14))
        .unwrap();
    assert_eq!(listens(&her).await, 200);
    town.tomoni
        .clock
        .set(over + chrono::Duration::minutes(16))
        .unwrap();
    assert_eq!(listens(&her).await, 401);
}

async fn whoever_does_not_listen_is_shut_out_as_ever(scratch: &Scratch) {
    let town = town_where(scratch, Limits::HER).await;
    town.tell_until_convened().await;
    town.at("2026-05-19 13:00");
    // Before it begins, a page that asks keeps no visit open.
    let her = Visit::new(&town).await;
    assert_eq!(her.get("/l").await.status, 200);
    town.at("2026-05-19 13:14");
    assert_eq!(listens(&her).await, 200);
    town.at("2026-05-19 13:16");
    assert_eq!(listens(&her).await, 401);
    // While it goes on, neither does a page that is turned away.
    town.open_meeting().await;
    let her = Visit::new(&town).await;
    assert_eq!(her.get("/l").await.status, 200);
    town.at("2026-05-19 14:06");
    assert_eq!(listens(&her).await, 401);
}

async fn what_was_decided_and_what_she_says_to_it(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_decided().await;
    let decision = town.meeting_view("ichiko").await.meeting.decisions[0].id;
    let words = "5月《がつ》27日《にち》に いえを 見《み》に いきます。".to_owned();
    let put = town.in_meeting(T::PutPlainly { decision, words });
    town.did("ichiko", put).await;
    town.adjourn().await;
    let her = Visit::new(&town).await;
    let page = her.get("/n").await;
    let words = plain(&page.text());
    for told in [
        "2026年5月19日",
        "はるさんの 住む ところを さがします。",
        "5月27日に いえを 見に いきます。",
        "あかり",
        "2026年6月2日",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert!(!page.text().contains(" checked"), "nothing is preset");
    assert!(
        !words.contains("母子生活支援施設を見学"),
        "the minutes' own words"
    );

    for (fields, status) in [
        (vec![("w1", "まよう</textarea>")], 422),
        (
            vec![("w1", "まよう</textarea>"), ("a1", "2"), ("k", "forged")],
            403,
        ),
    ] {
        let answer = her.fill("/n", &page, &fields).await;
        assert_eq!(answer.status, status);
        assert!(answer.text().contains("まよう&lt;/textarea&gt;"));
    }
    let switched = her
        .fill("/r", &page, &[("w1", "まよう"), ("a1", "2"), ("ruby", "0")])
        .await;
    assert!(switched.text().contains("まよう") && switched.text().contains(" checked"));
    let take = |view: MeetingView| view.meeting.decisions[0].her_take.clone();
    assert_eq!(take(town.meeting_view("ichiko").await), None);

    let said = [("a1", "2"), ("w1", "まだ\r\n決めたくない")];
    let answer = her.fill("/n", &page, &said).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/n"));
    let seq = town.case_view("ichiko").await.seq;
    her.fill("/n", &page, &said).await;
    assert_eq!(town.case_view("ichiko").await.seq, seq, "once");
    let kept = take(town.meeting_view("ichiko").await).unwrap();
    assert_eq!((kept.view, kept.by), (HerView::Objected, Voice::Herself));
    let told = async |login: &str| {
        let inbox = town.ask(login, &wire::Inbox {}).await.unwrap();
        inbox.items.iter().any(|item| item.kind == InboxKind::HerNo)
    };
    assert!(told("ichiko").await, "who is in charge is told of her no");
    assert!(!told("kei").await && !told("akari").await);
    assert_eq!(kept.words, "まだ\n決めたくない");
    // An old page filled in anew is a new answer; her page shows what stands.
    her.fill("/n", &page, &[("a1", "1"), ("w1", "")]).await;
    let kept = take(town.meeting_view("ichiko").await).unwrap();
    assert_eq!(kept.view, HerView::Accepted);
    assert!(!told("ichiko").await);
    let page = her.get("/n").await;
    assert_eq!(page.text().matches(" checked").count(), 1);
    assert!(plain(&page.text()).contains("うけとりました"));
}

async fn what_was_not_said_in_time_is_said_afterwards(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_decided().await;
    let decision = town.meeting_view("ichiko").await.meeting.decisions[0].id;
    town.adjourn().await;
    town.report_and_file().await;
    let words = "いえを 見に いきます。";
    let put = |words: &str| {
        let words = words.to_owned();
        town.in_meeting(T::PutPlainly { decision, words })
    };
    let cookie = town.she_comes_in().await;
    assert!(!plain(&town.her_page(&cookie, "/n").await).contains(words));
    // Who was called has no say in what she reads, and she reads nothing of the record itself.
    for login in ["kei", "akari"] {
        assert!(matches!(
            town.does(login, put("べつの ことば")).await,
            Outcome::Refused { .. }
        ));
    }
    town.did("ichiko", put(words)).await;
    let told = plain(&town.her_page(&cookie, "/n").await);
    assert!(
        told.contains(words) && !told.contains("べつの ことば"),
        "{told}"
    );
}
