//! Who may know, at both doors at once: what she says reaches the staff, what she takes back leaves their
//! windows, the preview on her page is what the staff door gives out, and she reads who looked.

use std::collections::BTreeMap;

use app::her::know::{kind_key, less_key};
use app::her::path;
use domain::block::{BlockReason, BlockTarget};
use domain::command::CaseCommand as C;
use domain::consent::{Answer, Channel, ConsentKind, ConsentStatus};
use domain::form::assessment::key as sheet;
use domain::form::{FormData, InfoCategory, Value};
use domain::id::{AgencyId, BlockId, ConsentId};
use domain::language::Explained;
use domain::view::her::know::{Less, Saying, Until, purposes};
use domain::wire;
use domain::wire::Outcome;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use uuid::Uuid;

use crate::database::Scratch;
use crate::tale::{consent, text, ticks};
use crate::town::{Town, day, heard, town};

crate::on_both! {
    what_she_takes_back_leaves_open_windows_at_once: what_she_takes_back_leaves_open_windows_at_once_on_sqlite, what_she_takes_back_leaves_open_windows_at_once_on_postgres;
    what_she_says_stands_at_the_staff_door_with_her_mark: what_she_says_stands_at_the_staff_door_with_her_mark_on_sqlite, what_she_says_stands_at_the_staff_door_with_her_mark_on_postgres;
    she_reads_who_looked_by_agency_and_day: she_reads_who_looked_by_agency_and_day_on_sqlite, she_reads_who_looked_by_agency_and_day_on_postgres;
}

/// The hidden field of that name on a page of hers.
fn field(page: &str, name: &str) -> String {
    let tag = page.split(&format!("name=\"{name}\"")).nth(1).unwrap();
    let value = tag.split("value=\"").nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

/// Two taps on her page of answers: the button, and yes.
async fn takes_back(town: &Town, cookie: &str, less: Less) {
    let page = town.her_page(cookie, path::KNOW).await;
    let (token, what) = (field(&page, "k"), less_key(less));
    let sure = town
        .she_sends(cookie, path::LESS, &[("k", &token), ("z", &what)])
        .await;
    assert_eq!(sure.status, 200, "{}", sure.text());
    let envelope = field(&sure.text(), "e");
    let yes = [("k", &*token), ("z", &what), ("e", &envelope), ("y", "1")];
    let done = town.she_sends(cookie, path::LESS, &yes).await;
    assert_eq!(done.status, 303, "{}", done.text());
}

async fn what_she_takes_back_leaves_open_windows_at_once(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    town.at("2026-05-19 13:00");
    let asked = wire::Case { case: town.case };
    for login in ["kei", "ji"] {
        assert!(town.ask(login, &asked).await.is_ok(), "{login}");
    }
    let mut window = town.live("kei").await;
    let cookie = town.she_comes_in().await;
    takes_back(
        &town,
        &cookie,
        Less::Agency(town.share, town.agency("警察")),
    )
    .await;
    // The window is told that something moved on, and asks in vain: as for a case that is not there.
    assert!(heard(&mut window).await.contains(&town.case.to_string()));
    let gone = town.ask("kei", &asked).await.unwrap_err();
    let absent = wire::Case {
        case: domain::id::CaseId(Uuid::now_v7()),
    };
    let absent = town.ask("kei", &absent).await.unwrap_err();
    assert_eq!((gone.status, gone.body), (404, absent.body));
    // Whom she did not take off reads on.
    assert!(town.ask("ji", &asked).await.is_ok());
    let case = town.ask("ichiko", &asked).await.unwrap();
    let share = case
        .consents
        .iter()
        .find(|one| one.consent.id == town.share);
    let share = share.unwrap();
    assert_eq!(share.status, ConsentStatus::Narrowed);
    assert_eq!(share.consent.changes[0].by, None, "she herself");

    // One kind less: it is off the page of whoever still reads, at the next look.
    let health =
        |case: &domain::view::CaseView| case.fields.sensitive.shows(Some(InfoCategory::Health));
    assert!(health(&town.ask("ji", &asked).await.unwrap()));
    takes_back(&town, &cookie, Less::Kind(town.share, InfoCategory::Health)).await;
    assert!(!health(&town.ask("ji", &asked).await.unwrap()));
    takes_back(&town, &cookie, Less::All(town.share)).await;
    let after = town.ask("ji", &asked).await;
    assert!(after.is_err() || !health(&after.unwrap()));
    town.close().await;
}

async fn what_she_says_stands_at_the_staff_door_with_her_mark(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let cookie = town.she_comes_in().await;
    let police = town.agency("警察").to_string();
    let mut page = town.her_page(&cookie, path::TELL).await;
    for answer in [("a", &*police), ("i", "2"), ("u", "0"), ("l", "6")] {
        let fields = [
            ("k", &*field(&page, "k")),
            ("s", &*field(&page, "s")),
            ("q", &*field(&page, "q")),
            answer,
        ];
        let next = town.she_sends(&cookie, path::TELL, &fields).await;
        assert_eq!(next.status, 200);
        page = next.text();
    }
    let fields = [
        ("k", &*field(&page, "k")),
        ("s", &*field(&page, "s")),
        ("q", "5"),
        ("e", &*field(&page, "e")),
        ("x", "1"),
    ];
    let done = town.she_sends(&cookie, path::TELL, &fields).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let asked = wire::Case { case: town.case };
    let case = town.ask("ichiko", &asked).await.unwrap();
    let hers = &case.consents[0];
    assert!(hers.consent.by_herself() && hers.asked_by.is_none());
    assert_eq!(hers.status, ConsentStatus::Given);
    // Asked by a worker, it has no such mark; and no worker can send one.
    let id = ConsentId(Uuid::now_v7());
    let scope = hers.consent.scope.clone();
    let mut theirs = consent(id, ConsentKind::WatchOver, Answer::Given, scope);
    town.did("ichiko", theirs.clone()).await;
    let case = town.ask("ichiko", &asked).await.unwrap();
    let asked_for = case.consents.iter().find(|one| one.consent.id == id);
    assert!(!asked_for.unwrap().consent.by_herself());
    if let C::RecordConsent {
        channel, consent, ..
    } = &mut theirs
    {
        *channel = Channel::App;
        *consent = ConsentId(Uuid::now_v7());
    }
    town.refused("ichiko", theirs).await;
    town.close().await;
}

async fn she_reads_who_looked_by_agency_and_day(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    let asked = wire::Case { case: town.case };
    town.at("2026-05-19 13:00");
    for login in ["ichiko", "ichiko", "kei", "akari"] {
        town.ask(login, &asked).await.unwrap();
    }
    // A blocked person's attempt is no look, and tells her nothing of the block.
    let block = C::SetBlock {
        block: BlockId(Uuid::now_v7()),
        target: BlockTarget::Person(town.person("shi")),
        reason: BlockReason::Relation,
        alternative: None,
    };
    town.did("ichiko", block).await;
    assert!(town.ask("shi", &asked).await.is_err());
    let page = town.she_opens(path::LOOKED).await;
    let today = page.split("<section class=\"her__card\">").nth(1).unwrap();
    let today = today.split("</section>").next().unwrap();
    for told in ["みほん市福祉課", "みほん警察署", "あかり"] {
        assert_eq!(today.matches(told).count(), 1, "{told}: {today}");
    }
    assert!(!today.contains("市民課"), "{today}");
    for person in town.cast.staff.values() {
        assert!(!page.contains(&person.name), "{}", person.name);
    }
    town.close().await;
}

/// How often the sample asks the world.
const SAMPLE: usize = 25;

fn mark(kind: InfoCategory) -> String {
    format!("印{kind:?}印")
}

/// F-09 with a mark in one field of each kind.
fn marked(town: &Town) -> FormData {
    use InfoCategory::*;
    let fields = [
        (sheet::HARM, Harm),
        (sheet::SEXUAL_HARM, SexualHarmDetail),
        (sheet::HEALTH, Health),
        (sheet::CHILDREN, Children),
        (sheet::HOUSING, Housing),
        (sheet::MONEY, Economic),
        (sheet::FAMILY_RELATIONS, Family),
        (sheet::LEGAL, Legal),
        (sheet::WORK, Work),
        (sheet::CARE, Care),
        (sheet::RESIDENCE_STATUS, Residence),
    ];
    let form = FormData::default()
        .with(sheet::WRITTEN_ON, Value::Date(day("2026-05-12")))
        .with(sheet::WRITER, Value::Staff(town.person("ichiko")))
        .with(sheet::PROBLEM_CATEGORIES, ticks(&["dv_abuse"]));
    let fields = fields.into_iter();
    fields.fold(form, |form, (key, kind)| form.with(key, text(&mark(kind))))
}

/// The agencies and numbers of people under one kind on the page of who can see.
fn named(page: &str, kind: InfoCategory) -> BTreeMap<String, usize> {
    let head = format!("id=\"i{}\"", kind_key(kind));
    let section = page.split(&head).nth(1).unwrap();
    let section = section.split("</section>").next().unwrap();
    let mut lines = section.split("<b translate=\"no\">");
    lines.next();
    lines
        .map(|line| {
            let (name, rest) = line.split_once("</b>").unwrap();
            let count = rest.split('（').find_map(|piece| {
                let digits: String = piece.chars().take_while(char::is_ascii_digit).collect();
                digits.parse().ok()
            });
            (name.to_owned(), count.unwrap_or_else(|| panic!("{line}")))
        })
        .collect()
}

struct Dice(StdRng);

impl Dice {
    fn some<T: Clone>(&mut self, all: &[T], of_ten: u32) -> Vec<T> {
        let kept = all.iter().filter(|_| self.0.random_ratio(of_ten, 10));
        kept.cloned().collect()
    }

    fn of_ten(&mut self, times: u32) -> bool {
        self.0.random_ratio(times, 10)
    }

    fn saying(&mut self, agencies: &[AgencyId], today: chrono::NaiveDate) -> Saying {
        let purposes: Vec<ConsentKind> = purposes().collect();
        let last = today + chrono::Duration::days(self.0.random_range(0..3));
        let untils = [
            Until::NoEnd,
            Until::Months(1),
            Until::Day(last),
            Until::Day(last),
        ];
        Saying {
            agencies: self.some(agencies, 6).into_iter().collect(),
            kinds: self.some(&InfoCategory::ALL, 5).into_iter().collect(),
            purpose: purposes.choose(&mut self.0).copied(),
            until: untils.choose(&mut self.0).copied(),
        }
    }
}

/// A seeded sample of the property that the domain checks 10,000 times: what she reads at her door, against
/// what every account gets at the staff door.
#[tokio::test(flavor = "multi_thread")]
async fn the_preview_names_exactly_the_accounts_that_get_the_datum_over_http() {
    let scratch = Scratch::sqlite();
    let town = town(&scratch).await;
    town.tell_until_convened().await;
    let form = marked(&town);
    town.did(
        "ichiko",
        C::SaveAssessment {
            form,
            seen: FormData::default(),
        },
    )
    .await;
    town.meet().await;
    let cookie = town.she_comes_in().await;
    let agencies: Vec<AgencyId> = town.cast.agencies.keys().copied().collect();
    let people: Vec<_> = town.cast.staff.values().cloned().collect();
    let mut dice = Dice(StdRng::seed_from_u64(5));
    let mut day_of_story = day("2026-05-21");
    let (mut told, mut without, mut blocked, mut expired) = (0, 0, 0, 0);
    for round in 0..SAMPLE {
        if dice.of_ten(3) {
            day_of_story = day_of_story.succ_opt().unwrap();
        }
        town.at(&format!("{day_of_story} 10:{:02}", round % 60));
        for _ in 0..2 {
            let file = town.her_file().await;
            let answers = [
                Answer::Given,
                Answer::Given,
                Answer::Given,
                Answer::Deferred,
            ];
            let answer = answers.choose(&mut dice.0).copied().unwrap();
            let saying = dice.saying(&agencies, day_of_story);
            let id = ConsentId(Uuid::now_v7());
            if let Some(act) =
                saying.command(&file, id, answer, &Explained::default(), day_of_story)
            {
                town.she(act).await;
                if dice.of_ten(3) {
                    let agency = saying.agencies.first().copied().unwrap();
                    town.she(Less::Agency(id, agency).command()).await;
                }
                if dice.of_ten(1) {
                    town.she(Less::All(id).command()).await;
                }
            }
        }
        let mut set = Vec::new();
        for person in dice.some(&people, 1) {
            let block = BlockId(Uuid::now_v7());
            let target = match dice.of_ten(5) {
                true => BlockTarget::Person(person.id),
                false => BlockTarget::Agency(person.agency),
            };
            let act = C::SetBlock {
                block,
                target,
                reason: BlockReason::Relation,
                alternative: None,
            };
            if matches!(town.does("ichiko", act).await, Outcome::Done { .. }) {
                set.push(block);
            }
        }

        let page = town.her_page(&cookie, path::KNOWING).await;
        let mut gets: BTreeMap<InfoCategory, BTreeMap<String, usize>> = BTreeMap::new();
        let file = town.her_file().await;
        let asked = serde_json::json!({ "case": town.case }).to_string();
        let answers = people.iter().map(|person| {
            let path = <wire::Case as wire::Ask>::PATH;
            town.post(&person.login_name, path, asked.clone())
        });
        let answers = futures::future::join_all(answers).await;
        for (person, answer) in people.iter().zip(answers) {
            let answer = answer.text();
            let agency = &town.cast.agencies[&person.agency].name;
            let mut some = false;
            for kind in InfoCategory::ALL {
                if answer.contains(&mark(kind)) {
                    some = true;
                    let lines = gets.entry(kind).or_default();
                    *lines.entry(agency.clone()).or_default() += 1;
                }
            }
            let shared = !file.shared_with(person.agency, day_of_story).is_empty();
            without += usize::from(shared && !some);
            let covered = file.blocks_in_force().any(|one| one.covers(person));
            blocked += usize::from(covered && shared);
        }
        let over = file.consents.iter();
        let over = over.filter(|one| one.status(day_of_story) == ConsentStatus::Expired);
        expired += over.count();
        for kind in InfoCategory::ALL {
            let gets = gets.remove(&kind).unwrap_or_default();
            told += gets.len();
            assert_eq!(named(&page, kind), gets, "round {round}: {kind:?}");
        }
        for block in set {
            town.did("ichiko", C::LiftBlock { block }).await;
        }
    }
    assert!(told > 100 && without > 100, "{told} {without}");
    assert!(blocked > 3 && expired > 3, "{blocked} {expired}");
    town.close().await;
    scratch.remove().await;
}
