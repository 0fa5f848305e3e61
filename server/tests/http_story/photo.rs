//! 写真 of a record: its pixels and nothing else, for whoever reads the record and for nobody beside.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::block::{BlockReason, BlockTarget};
use domain::command::{CaseCommand as C, Command, Envelope};
use domain::form::InfoCategory;
use domain::id::{BlockId, PhotoId, RecordId};
use domain::photo::{Jpeg, MOST_PHOTOS, NewPhoto};
use domain::record::{Means, ThreeParts};
use domain::refusal::Refusal;
use domain::view::PhotoView;
use domain::wire::{self, PROTOCOL, Push};
use uuid::Uuid;

use crate::database::{Scratch, holds};
use crate::tale::camera::{self, DOOR, PHOTO, POSITION};
use crate::town::{CAST, Town, refusal, town};
use app::her;

crate::on_both! {
    f_08_a_photo_is_read_by_who_reads_its_record_and_by_nobody_else: a_photo_is_read_on_sqlite, a_photo_is_read_on_postgres;
    f_08_what_the_camera_noted_beside_the_pixels_reaches_nobody: what_the_camera_noted_on_sqlite, what_the_camera_noted_on_postgres;
    f_08_a_record_with_a_photo_that_is_none_is_refused_whole: a_photo_that_is_none_on_sqlite, a_photo_that_is_none_on_postgres;
}

const OTHER: PhotoId = PhotoId(Uuid::from_u128(0xA0));
const FACTS: &str = "ドアに傷があった";
const THIRD: PhotoId = PhotoId(Uuid::from_u128(0xA1));
const BRUISE: &str = "腕にあざがあった";
const SEEN: &str = "左の腕の写り";
const SHOWS: &str = "玄関のドアの写り";

fn record(town: &Town, facts: &str, photos: Vec<NewPhoto>) -> C {
    record_of(town, facts, Vec::new(), photos)
}

fn record_of(town: &Town, facts: &str, categories: Vec<InfoCategory>, photos: Vec<NewPhoto>) -> C {
    C::WriteRecord {
        record: RecordId(Uuid::now_v7()),
        happened_at: town.tomoni.clock.now(),
        means: Means::HomeVisit,
        with: String::new(),
        parts: ThreeParts {
            facts: facts.to_owned(),
            ..ThreeParts::default()
        },
        support: String::new(),
        categories,
        next_step: String::new(),
        safety: false,
        shown_to_her: true,
        photos,
    }
}

fn envelope(town: &Town, photos: Vec<NewPhoto>) -> Envelope {
    let (case, act) = (town.case, record(town, FACTS, photos));
    town.envelope(Command::Case { case, act })
}

async fn read(town: &Town, login: &str, photo: PhotoId) -> Result<Jpeg, u16> {
    let answer = town.ask(login, &wire::Photo { photo }).await;
    answer
        .map(|PhotoView { jpeg }| jpeg)
        .map_err(|raw| raw.status)
}

async fn timeline(town: &Town, login: &str) -> String {
    let asked = wire::Timeline {
        case: town.case,
        before: None,
    };
    let body = serde_json::to_string(&asked).unwrap();
    town.post(login, <wire::Timeline as wire::Ask>::PATH, body)
        .await
        .text()
}

async fn f_08_a_photo_is_read_by_who_reads_its_record_and_by_nobody_else(scratch: &Scratch) {
    let town = town(scratch).await;
    town.tell_until_convened().await;
    town.at("2026-05-19 10:00");
    let staff = town
        .newcomer("tonari", "試験 隣", "福祉課", Some("給付係"))
        .await;
    town.did("ichiko", C::AssignWorker { staff }).await;
    let photo = camera::photo(OTHER, SHOWS, DOOR);
    let jpeg = photo.jpeg.clone();
    town.did("ichiko", record(&town, FACTS, vec![photo])).await;

    // A member of the meeting finds the case, but not this record; whoever finds no case finds no photo of it.
    let absent = read(&town, "ichiko", PhotoId(Uuid::now_v7())).await;
    let mut readers = Vec::new();
    for login in CAST.into_iter().chain(["tonari"]) {
        let asked = read(&town, login, OTHER).await;
        if timeline(&town, login).await.contains(SHOWS) {
            assert_eq!(asked, Ok(jpeg.clone()), "{login}");
            readers.push(login);
        } else {
            assert_eq!(asked, absent, "{login}");
        }
    }
    assert!(
        readers.contains(&"ichiko") && readers.contains(&"tonari"),
        "{readers:?}"
    );
    for does_not in ["kei", "ji", "daihyo", "kansa", "kanri"] {
        assert!(!readers.contains(&does_not), "{does_not}");
    }

    // Who reads a record for its kind alone reads its words and no picture: a door cannot be covered.
    let photo = camera::photo(THIRD, SEEN, "third");
    let harm = record_of(&town, BRUISE, vec![InfoCategory::Harm], vec![photo]);
    town.did("ichiko", harm).await;
    let mut words_only = 0;
    for login in CAST {
        let told = timeline(&town, login).await;
        if told.contains(BRUISE) && !told.contains(SEEN) {
            assert_eq!(read(&town, login, THIRD).await, absent, "{login}");
            words_only += 1;
        }
    }
    assert!(words_only > 0);

    // Another record does not take its place, and the first one stays.
    let again = record(
        &town,
        "べつの記録",
        vec![camera::photo(OTHER, "べつ", "another")],
    );
    assert_eq!(town.refused("ichiko", again).await, Refusal::IdTaken);
    assert_eq!(read(&town, "ichiko", OTHER).await, Ok(jpeg));

    // Whoever may not see her any more sees no photo either.
    let block = C::SetBlock {
        block: BlockId(Uuid::now_v7()),
        target: BlockTarget::Person(staff),
        reason: BlockReason::Neighbour,
        alternative: None,
    };
    town.did("ichiko", block).await;
    assert_eq!(read(&town, "tonari", OTHER).await, absent);

    // Nor is it at her own door, though the record was written with her.
    let hers = town.she_opens(her::path::RECORDS).await;
    assert!(hers.contains(FACTS) && !hers.contains(SHOWS), "{hers}");
    town.close().await;
}

async fn f_08_what_the_camera_noted_beside_the_pixels_reaches_nobody(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    // A client that does not draw it anew sends the file as it is.
    let clean = camera::photo(PHOTO, SHOWS, DOOR);
    let push = Push {
        protocol: PROTOCOL,
        envelopes: vec![envelope(&town, vec![clean.clone()])],
    };
    let as_taken = STANDARD.encode(camera::file(DOOR));
    let body = serde_json::to_string(&push)
        .unwrap()
        .replace(&STANDARD.encode(clean.jpeg.bytes()), &as_taken);
    assert!(body.contains(&as_taken));
    let raw = town.post("ichiko", wire::PUSH, body).await;
    assert!(raw.text().contains("done"), "{}", raw.text());

    let found = read(&town, "ichiko", PHOTO).await.unwrap();
    assert_eq!(found, clean.jpeg);
    assert!(holds(found.bytes(), DOOR) && !holds(found.bytes(), POSITION));
    let kept = scratch.every_byte().await;
    for mark in [POSITION, DOOR, SHOWS] {
        assert!(!holds(&kept, mark), "{mark}");
        assert!(!holds(&kept, &STANDARD.encode(mark)[..12]), "{mark}");
    }
    town.close().await;
}

async fn f_08_a_record_with_a_photo_that_is_none_is_refused_whole(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let before = timeline(&town, "ichiko").await;
    let good = camera::photo(PHOTO, SHOWS, DOOR);
    let body = serde_json::to_string(&Push {
        protocol: PROTOCOL,
        envelopes: vec![envelope(&town, vec![good.clone()])],
    })
    .unwrap();
    for no_photo in [
        &b"<svg onload='1'/>"[..],
        b"\x89PNG\r\n\x1a\n",
        b"",
        &camera::file(DOOR)[..90],
    ] {
        let bad = body.replace(
            &STANDARD.encode(good.jpeg.bytes()),
            &STANDARD.encode(no_photo),
        );
        assert_ne!(bad, body);
        let raw = town.post("ichiko", wire::PUSH, bad).await;
        assert!((400..500).contains(&raw.status), "{}", raw.text());
        assert!(raw.error().message.ends_with('。'));
    }
    let many =
        (0..=MOST_PHOTOS as u128).map(|n| camera::photo(PhotoId(Uuid::from_u128(n)), SHOWS, DOOR));
    let twice = vec![good.clone(), good.clone()];
    for (photos, why) in [
        (many.collect(), Refusal::TooManyPhotos),
        (twice, Refusal::IdTaken),
        (
            vec![camera::photo(PHOTO, "　", DOOR)],
            Refusal::PhotoWithoutWords,
        ),
    ] {
        let outcome = town.push_envelope("ichiko", envelope(&town, photos)).await;
        assert_eq!(refusal(outcome), why);
    }
    assert_eq!(timeline(&town, "ichiko").await, before);
    assert_eq!(read(&town, "ichiko", PHOTO).await, Err(404));
    // None of it stands in the way of the right one.
    town.did("ichiko", record(&town, FACTS, vec![good])).await;
    assert!(read(&town, "ichiko", PHOTO).await.is_ok());
    town.close().await;
}
