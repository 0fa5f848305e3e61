//! 3.1: the 案件 of a 支援会議 of 9 September, through the doors.

use std::collections::BTreeSet;

use domain::case::Birth;
use domain::command::{CaseCommand as C, Command};
use domain::conference::{ConferenceCommand as A, ConferenceKind};
use domain::consent::{Answer, ConsentKind};
use domain::form::Span;
use domain::id::*;
use domain::matter::{
    Matter, MatterCommand as M, MatterEvent, MatterHappened, MatterMark, MatterPerson, NewPoint,
};
use domain::meeting::{Attendance, EntryKind, PresenceMode};
use domain::refusal::Refusal;
use domain::view::matter::{MatterView, Matters};
use domain::wire::{self, Ask, Outcome};
use futures::StreamExt;
use serde_json::json;
use server::gate;
use server::store::{event, matter};
use uuid::Uuid;

use crate::database::Scratch;
use crate::room::done;
use crate::round::rows;
use crate::tale::consent;
use crate::town::{Raw, Town, day, jst, town};

crate::on_both! {
    each_agency_reads_its_own_points_and_nobody_else_knows: each_agency_reads_its_own_points_and_nobody_else_knows_on_sqlite, each_agency_reads_its_own_points_and_nobody_else_knows_on_postgres;
    who_has_not_pledged_opens_nothing_and_is_not_recorded: who_has_not_pledged_opens_nothing_and_is_not_recorded_on_sqlite, who_has_not_pledged_opens_nothing_and_is_not_recorded_on_postgres;
    her_yes_opens_nothing_and_her_case_learns_the_fact: her_yes_opens_nothing_and_her_case_learns_the_fact_on_sqlite, her_yes_opens_nothing_and_her_case_learns_the_fact_on_postgres;
    nothing_of_an_item_lies_in_clear: nothing_of_an_item_lies_in_clear_on_sqlite, nothing_of_an_item_lies_in_clear_on_postgres;
    an_item_is_kept_as_its_events_say_and_heard_by_those_called: an_item_is_kept_as_its_events_say_and_heard_by_those_called_on_sqlite, an_item_is_kept_as_its_events_say_and_heard_by_those_called_on_postgres;
}

pub const HEADING: &str = "水道が止まりそうな世帯";
pub const WHO: &str = "架空 とし子";
const HEARD: &str = "近所の人から聞いた怒鳴り声の話";
const CUT_OFF: &str = "水道停止の予定は9月30日";

/// A 支援会議 that is open, with one item raised by its chair.
pub struct Room<'a> {
    pub town: &'a Town,
    pub conference: ConferenceId,
    pub item: MatterId,
    pub points: Vec<RecordId>,
}

fn record() -> RecordId {
    RecordId(Uuid::now_v7())
}

impl Town {
    pub async fn with_item(&self, item: MatterId, act: M) -> Outcome {
        self.push("maru", Command::Matter { matter: item, act })
            .await
    }

    pub async fn support_conference(&self, on: &str, chair: &str, recorder: &str) -> ConferenceId {
        let id = ConferenceId(Uuid::now_v7());
        let plan = A::Plan {
            series: self.series(ConferenceKind::SupportConference).await,
            planned: Span {
                from: jst(&format!("{on} 13:00")),
                to: jst(&format!("{on} 15:00")),
            },
            room: "第2会議室".to_owned(),
            full: true,
            also_serves: BTreeSet::new(),
            invited: Vec::new(),
            chair: self.attendee(chair),
            recorder: self.attendee(recorder),
        };
        self.acted("shirabe", id, plan).await;
        self.acted("shirabe", id, A::Notify).await;
        id
    }

    pub async fn see_item(&self, login: &str, matter: MatterId) -> Result<MatterView, Raw> {
        self.ask(login, &wire::Matter { matter }).await
    }

    async fn items(&self, login: &str, conference: ConferenceId) -> Result<Matters, Raw> {
        self.ask(login, &wire::Matters { conference }).await
    }
}

impl<'a> Room<'a> {
    /// `called` are called to the item besides 試験 丸 (chair) and 試験 歩 (recorder).
    pub async fn open(town: &'a Town, called: &[&str]) -> Room<'a> {
        town.at("2026-09-08 12:00");
        let conference = town.support_conference("2026-09-09", "maru", "ayumi").await;
        let room = Room {
            town,
            conference,
            item: MatterId(Uuid::now_v7()),
            points: (0..3).map(|_| record()).collect(),
        };
        let outcome = town.with_item(room.item, room.raising(called)).await;
        assert!(done(&outcome), "{outcome:?}");
        town.at("2026-09-09 13:00");
        town.acted("maru", conference, A::Open).await;
        room
    }

    pub fn raising(&self, called: &[&str]) -> M {
        let town = self.town;
        let agency = |name: &str| town.agency(name);
        let all: BTreeSet<AgencyId> = [
            agency("お困りごと"),
            agency("アウトリーチ"),
            agency("水道局"),
        ]
        .into();
        let few: BTreeSet<AgencyId> = [agency("お困りごと")].into();
        let point = |at: usize, text: &str, hearsay, to: &BTreeSet<AgencyId>| NewPoint {
            id: self.points[at],
            text: text.to_owned(),
            source: agency("水道局"),
            hearsay,
            to: to.clone(),
        };
        let called: Vec<_> = called.iter().map(|login| town.attendee(login)).collect();
        let has_water = called.iter().any(|p| p.agency == agency("水道局"));
        M::Raise {
            conference: self.conference,
            heading: HEADING.to_owned(),
            person: MatterPerson {
                name: WHO.to_owned(),
                kana: "かくう としこ".to_owned(),
                birth: Birth::Date(day("1969-02-03")),
                household: "母と二人".to_owned(),
            },
            mark: MatterMark::New,
            minutes: 20,
            people: called,
            leave_out: BTreeSet::new(),
            excluded: BTreeSet::new(),
            excluded_people: BTreeSet::new(),
            points: match has_water {
                true => vec![
                    point(0, CUT_OFF, false, &all),
                    point(1, "母の姿が見えない", false, &all),
                    point(2, HEARD, true, &few),
                ],
                false => Vec::new(),
            },
            takes_up: None,
        }
    }

    pub async fn acts(&self, login: &str, act: M) -> Outcome {
        let matter = self.item;
        self.town.push(login, Command::Matter { matter, act }).await
    }

    pub async fn did(&self, login: &str, act: M) {
        let told = format!("{act:?}");
        let outcome = self.acts(login, act).await;
        assert!(done(&outcome), "{outcome:?} for {told}");
    }

    async fn refused(&self, login: &str, act: M) -> Refusal {
        match self.acts(login, act).await {
            Outcome::Refused { refusal, words } => {
                assert_eq!(words, refusal.words());
                refusal
            }
            other => panic!("expected a refusal, got {other:?}"),
        }
    }

    fn present(&self, logins: &[&str]) -> M {
        let came = |login: &&str| Attendance {
            person: self.town.attendee(login),
            mode: PresenceMode::InRoom,
            paper_pledge: false,
        };
        M::RecordAttendance {
            attendance: logins.iter().map(came).collect(),
        }
    }

    /// Dealt with, the conference over, its minutes shared.
    pub async fn ends(&self, present: &[&str]) {
        self.did("maru", M::Start).await;
        self.did("ayumi", self.present(present)).await;
        self.did("ayumi", note("停止は1か月待つ")).await;
        self.did("maru", M::Finish).await;
        let (town, id) = (self.town, self.conference);
        let attendance = town.present(&["maru", "ayumi"]);
        town.acted("ayumi", id, attendance).await;
        town.acted("maru", id, A::Adjourn).await;
        town.acted("ayumi", id, A::ConfirmMinutes).await;
        town.acted("ayumi", id, A::ShareMinutes).await;
    }

    /// Both answers, and every command, as if the item had never been raised.
    async fn nothing_there(&self, login: &str) {
        let town = self.town;
        let unknown = MatterId(Uuid::now_v7());
        let asked = |id| json!({ "matter": id }).to_string();
        let one = town.post(login, wire::Matter::PATH, asked(self.item)).await;
        let other = town.post(login, wire::Matter::PATH, asked(unknown)).await;
        assert_eq!(one, other, "{login}");
        assert!(one.status >= 400, "{login}: {}", one.text());
        for act in [
            M::Start,
            M::Finish,
            M::CarryOver,
            M::TakeBack,
            note("x"),
            self.present(&["maru"]),
            M::CallPeople { people: vec![] },
            M::ShowPointTo {
                point: self.points[0],
                to: BTreeSet::new(),
            },
        ] {
            let told = format!("{login} {act:?}");
            let one = self.acts(login, act.clone()).await;
            let matter = unknown;
            let other = town.push(login, Command::Matter { matter, act }).await;
            assert_eq!(one, other, "{told}");
            assert!(!done(&one), "{told}");
        }
    }
}

fn note(text: &str) -> M {
    M::AddEntry {
        entry: record(),
        kind: EntryKind::Fact,
        text: text.to_owned(),
        agency: None,
    }
}

async fn each_agency_reads_its_own_points_and_nobody_else_knows(scratch: &Scratch) {
    let town = town(scratch).await;
    town.pledges("mizu").await;
    town.newcomer("tonari", "試験 隣", "お困りごと", None).await;
    let room = Room::open(&town, &["mizu"]).await;

    // 水道局 reads two points and not the hearsay; the chair reads all.
    let before = rows(&town).await;
    let view = town.see_item("mizu", room.item).await.unwrap();
    assert_eq!(rows(&town).await, before + 1, "a read is written down");
    let seen: Vec<RecordId> = view.points.iter().map(|point| point.id).collect();
    assert_eq!(seen, room.points[..2]);
    assert!(!serde_json::to_string(&view).unwrap().contains(HEARD));
    let chair = town.see_item("maru", room.item).await.unwrap();
    assert_eq!(chair.points.len(), 3);
    assert!(chair.points[2].hearsay);
    assert_eq!(chair.banner, "本人同意なし・支援会議（社会福祉法106条の6）");
    assert_eq!(chair.name, WHO);

    // Called to the room and not to the item; of the chair's own section; by office; of other tiers.
    for login in [
        "tsutsumi", "ichiko", "tonari", "shirabe", "shocho", "dairi", "daihyo", "kansa", "kanri",
    ] {
        room.nothing_there(login).await;
    }
    let lines = town.items("tsutsumi", room.conference).await.unwrap();
    assert!(lines.lines.is_empty() && !lines.rights.is_empty());
    for login in ["tonari", "shirabe", "daihyo"] {
        let shut = town.items(login, room.conference).await.unwrap_err();
        let nowhere = ConferenceId(Uuid::now_v7());
        assert_eq!(
            shut,
            town.items(login, nowhere).await.unwrap_err(),
            "{login}"
        );
    }
    let mine = town.items("mizu", room.conference).await.unwrap();
    assert_eq!(mine.lines.len(), 1);
    assert_eq!(mine.lines[0].heading, HEADING);

    // The chair of another 支援会議 on the same day, and ids that are those of something else.
    let other = town
        .support_conference("2026-09-09", "tsutsumi", "ichiko")
        .await;
    room.nothing_there("tsutsumi").await;
    assert!(
        town.items("tsutsumi", other)
            .await
            .unwrap()
            .lines
            .is_empty()
    );
    for forged in [room.conference.0, town.case.0, room.points[0].0] {
        let forged = MatterId(forged);
        let one = town.see_item("maru", forged).await.unwrap_err();
        let unknown = town.see_item("maru", MatterId(Uuid::now_v7())).await;
        assert_eq!(one, unknown.unwrap_err());
    }
    // Raised in a conference of another kind, or under an id that is taken.
    let mut layered = town
        .plan_of(
            ConferenceKind::Practitioners,
            "2026-09-10 10:00",
            "2026-09-10 12:00",
        )
        .await;
    if let A::Plan { invited, .. } = &mut layered {
        invited.push(town.attendee("maru"));
    }
    let practitioners = ConferenceId(Uuid::now_v7());
    town.acted("shirabe", practitioners, layered).await;
    let mut raise = room.raising(&[]);
    if let M::Raise { conference, .. } = &mut raise {
        *conference = practitioners;
    }
    let wrong = town.with_item(MatterId(Uuid::now_v7()), raise).await;
    assert!(
        matches!(
            &wrong,
            Outcome::Refused {
                refusal: Refusal::NotASupportConference,
                ..
            }
        ),
        "{wrong:?}"
    );
    let taken = town.with_item(room.item, room.raising(&[])).await;
    assert!(matches!(
        taken,
        Outcome::Refused {
            refusal: Refusal::IdTaken,
            ..
        }
    ));

    // Kept away: called to the room like the others, and never a word.
    let item = MatterId(Uuid::now_v7());
    let mut raise = room.raising(&[]);
    if let M::Raise {
        excluded_people, ..
    } = &mut raise
    {
        excluded_people.insert(town.person("tsutsumi"));
    }
    assert!(done(&town.with_item(item, raise).await));
    let people = vec![town.attendee("tsutsumi"), town.attendee("maru")];
    let called = town.with_item(item, M::CallPeople { people }).await;
    assert!(!done(&called));
    assert!(
        town.items("tsutsumi", room.conference)
            .await
            .unwrap()
            .lines
            .is_empty()
    );
    assert_eq!(
        town.see_item("tsutsumi", item).await.unwrap_err().status,
        404
    );

    // Afterwards those who were there, and nobody who was only called.
    room.ends(&["maru", "ayumi"]).await;
    town.at("2026-09-30 10:00");
    assert_eq!(
        town.see_item("ayumi", room.item)
            .await
            .unwrap()
            .entries
            .len(),
        1
    );
    room.nothing_there("mizu").await;
    town.close().await;
}

async fn who_has_not_pledged_opens_nothing_and_is_not_recorded(scratch: &Scratch) {
    let town = town(scratch).await;
    let room = Room::open(&town, &["mizu"]).await;
    room.nothing_there("mizu").await;
    let shut = town.see_item("mizu", room.item).await.unwrap_err();
    assert_eq!(shut.error().refusal, Some(Refusal::PledgeMissing));
    room.did("maru", M::Start).await;
    let came = room.present(&["maru", "mizu"]);
    let refusal = room.refused("ayumi", came.clone()).await;
    let names = vec!["試験 水".to_owned()];
    assert_eq!(refusal, Refusal::PledgeOfMissing { names });
    town.pledges("mizu").await;
    room.did("ayumi", came).await;
    assert_eq!(
        town.see_item("mizu", room.item).await.unwrap().points.len(),
        2
    );
    town.close().await;
}

async fn her_yes_opens_nothing_and_her_case_learns_the_fact(scratch: &Scratch) {
    let town = town(scratch).await;
    town.pledges("mizu").await;
    let room = Room::open(&town, &["mizu", "ichiko"]).await;
    room.ends(&["maru", "ayumi", "mizu", "ichiko"]).await;
    town.accept().await;
    let tell = |withheld: Option<&str>| C::TellOfConference {
        matter: room.item,
        withheld: withheld.map(str::to_owned),
    };
    let early = town.refused("ichiko", tell(None)).await;
    assert_eq!(early, Refusal::SharingConsentMissing);

    let mut scope = town.share_scope();
    scope.excluded.clear();
    let id = ConsentId(Uuid::now_v7());
    let yes = consent(id, ConsentKind::LayeredSupport, Answer::Given, scope);
    town.did("ichiko", yes).await;
    for login in ["tsutsumi", "shirabe", "kokoro", "kei"] {
        room.nothing_there(login).await;
    }
    // Who has her case and was not called to the item cannot tell of it.
    let stranger = town.newcomer("tonari", "試験 隣", "福祉課", None).await;
    assert_ne!(stranger, town.person("ichiko"));
    assert_eq!(town.refused("tonari", tell(None)).await, Refusal::NotFound);
    // Withheld for her safety, then told.
    town.did("ichiko", tell(Some("同じ家の人が画面を見るおそれ")))
        .await;
    let told = town.her_plan_page().await.told;
    assert!(told.is_empty(), "{told:?}");
    town.did("ichiko", tell(None)).await;
    let told = town.her_plan_page().await.told;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].on, day("2026-09-09"));
    assert!(
        told[0]
            .kinds
            .contains(&domain::council::AgencyKind::Utility)
    );
    let page = serde_json::to_string(&town.her_plan_page().await).unwrap();
    let case = town
        .post(
            "ichiko",
            wire::Case::PATH,
            json!({ "case": town.case }).to_string(),
        )
        .await
        .text();
    for word in [HEADING, HEARD, CUT_OFF, "水道局"] {
        assert!(!page.contains(word), "{word}");
    }
    for word in [HEADING, HEARD, CUT_OFF, WHO] {
        assert!(!case.contains(word), "{word}");
    }
    // At her door there is no item.
    let matter = room.item;
    let envelope = town.envelope(Command::Matter {
        matter,
        act: note("x"),
    });
    let who = gate::Who::Woman(town.case);
    let mut results = server::submit::submit(&town.tomoni, &who, town.council, vec![envelope])
        .await
        .unwrap();
    assert!(matches!(
        results.remove(0).outcome,
        Outcome::Refused {
            refusal: Refusal::NotFound,
            ..
        }
    ));
    town.close().await;
}

async fn nothing_of_an_item_lies_in_clear(scratch: &Scratch) {
    let town = town(scratch).await;
    town.pledges("mizu").await;
    let room = Room::open(&town, &["mizu"]).await;
    room.ends(&["maru", "ayumi", "mizu"]).await;
    for login in ["maru", "mizu"] {
        assert!(town.see_item(login, room.item).await.is_ok());
    }
    let bytes = scratch.every_byte().await;
    let within = |word: &str| {
        let needle = word.as_bytes();
        bytes.windows(needle.len()).any(|window| window == needle)
    };
    for word in [
        HEADING,
        WHO,
        "とし子",
        "かくう",
        HEARD,
        CUT_OFF,
        "1969-02-03",
        "停止は1か月待つ",
    ] {
        assert!(!within(word), "in clear: {word}");
    }
    // The search would find it: the name of the event stands in clear.
    assert!(within("matter_raised"));
    // Neither the council's key nor another conference's opens it.
    let keys = town.keys().await;
    let other = ConferenceId(Uuid::now_v7());
    let conn = town.tomoni.store.read();
    assert!(
        event::of_matter(conn, &keys, (other.0, room.item.0))
            .await
            .is_err()
    );
    let all = event::of_council(conn, &keys, 0, 10_000).await.unwrap();
    let of_items: Vec<_> = all
        .iter()
        .filter(|event| event.kind.starts_with("matter_"))
        .collect();
    assert!(!of_items.is_empty());
    assert!(of_items.iter().all(|event| event.body.is_none()));
    town.close().await;
}

async fn an_item_is_kept_as_its_events_say_and_heard_by_those_called(scratch: &Scratch) {
    let town = town(scratch).await;
    town.pledges("mizu").await;
    let room = Room::open(&town, &["mizu"]).await;
    // A stranger to the item hears of the conference's pause and not of the item.
    let mut stranger = town.live("tsutsumi").await;
    let mut called = town.live("mizu").await;
    let Outcome::Done { seq } = room.acts("maru", M::Start).await else {
        panic!("not begun");
    };
    let heard = called.next().await.unwrap().unwrap();
    assert!(String::from_utf8_lossy(&heard).contains(&format!("id: {seq}\n")));
    let Outcome::Done { seq: pause } = town.acts("maru", room.conference, A::Pause).await else {
        panic!("not paused");
    };
    let heard = stranger.next().await.unwrap().unwrap();
    let heard = String::from_utf8_lossy(&heard).into_owned();
    assert!(heard.contains(&format!("id: {pause}\n")), "{heard}");
    assert!(!heard.contains(&format!("id: {seq}\n")), "{heard}");
    town.acted("maru", room.conference, A::Resume).await;

    // The same envelope twice is done once.
    let matter = room.item;
    let act = note("二人で訪問する");
    let envelope = town.envelope(Command::Matter { matter, act });
    assert!(done(&town.push_envelope("ayumi", envelope.clone()).await));
    let again = town.push_envelope("ayumi", envelope).await;
    assert!(matches!(again, Outcome::AlreadyDone { .. }));
    // Two recorders write at once and lose nothing.
    let (one, other) = tokio::join!(
        room.acts("maru", note("一つめ")),
        room.acts("ayumi", note("二つめ"))
    );
    assert!(done(&one) && done(&other));
    room.did("ayumi", room.present(&["maru", "ayumi"])).await;
    room.did("maru", M::Finish).await;
    assert_eq!(room.refused("ayumi", M::Finish).await, Refusal::IdTaken);
    room.did("ayumi", note("あとから書いた")).await;

    let (conn, keys) = (town.tomoni.store.read(), town.keys().await);
    let of = (room.conference.0, room.item.0);
    let events = event::of_matter(conn, &keys, of).await.unwrap();
    let mut folded: Option<Matter> = None;
    for event in &events {
        let one: MatterHappened = serde_json::from_slice(event.body.as_ref().unwrap()).unwrap();
        match (&mut folded, &one.what) {
            (None, MatterEvent::MatterRaised { matter }) => folded = Some((**matter).clone()),
            (Some(known), _) => known.apply(&one),
            (None, other) => panic!("before it was raised: {other:?}"),
        }
    }
    let kept = matter::load(conn, &keys, room.item.0)
        .await
        .unwrap()
        .unwrap();
    let kept: Matter = serde_json::from_slice(&kept.body).unwrap();
    assert_eq!(kept.entries.len(), 4);
    assert_eq!(Some(kept), folded);
    town.close().await;
}
