//! 所在秘匿: the shelter is 「支援機関」 in every answer to everybody who is not on the case's list.

use domain::command::CaseCommand as C;
use domain::form::InfoCategory;
use domain::handover::HandoverCommand as H;
use domain::id::{CommentId, HandoverId, PhotoId, RecordId, StaffId};
use domain::meeting::EntryKind;
use domain::record::{Means, ThreeParts};
use domain::watch::WatchCommand;
use domain::wire::{self, Ask};
use uuid::Uuid;

use crate::database::Scratch;
use crate::tale::camera;
use crate::town::{CAST, Town, town};

crate::on_both! {
    the_shelter_has_its_cover_everywhere: the_shelter_has_its_cover_everywhere_on_sqlite, the_shelter_has_its_cover_everywhere_on_postgres;
}

const WORDS: [&str; 3] = ["あかり", "試験 灯", "試験灯"];

async fn the_shelter_has_its_cover_everywhere(scratch: &Scratch) {
    let town = town(scratch).await;
    // In the same agency as who keeps the record, and not on the list.
    let beside = town
        .newcomer("tonari", "試験 隣", "福祉課", Some("給付係"))
        .await;
    town.tell_until_convened().await;
    town.at("2026-05-19 10:00");
    sweep(&town, "on the morning of the meeting").await;
    town.open_meeting().await;
    write_it_everywhere(&town, beside).await;
    town.divide_roles().await;
    town.deadlock().await;
    sweep(&town, "in the meeting").await;
    town.adjourn().await;
    town.report_and_file().await;
    town.show_plan().await;
    town.comment().await;
    sweep(&town, "with a plan").await;
    town.second_version().await;
    town.agree_and_confirm().await;
    town.meet_again().await;
    sweep(&town, "after the second meeting").await;
    town.close().await;
}

/// The name, typed wherever a pen can go.
async fn write_it_everywhere(town: &Town, beside: StaffId) {
    let name = "民間シェルター「あかり（架空）」の試験 灯";
    let entry = C::AddEntry {
        meeting: town.meeting,
        entry: RecordId(Uuid::now_v7()),
        item: 1,
        kind: EntryKind::Fact,
        text: format!("{name}が見学に付きそう"),
        agency: Some(town.agency("あかり")),
    };
    town.did("ichiko", entry).await;
    let record = C::WriteRecord {
        record: RecordId(Uuid::now_v7()),
        happened_at: town.tomoni.clock.now(),
        means: Means::Visit,
        parts: ThreeParts {
            facts: format!("{name}へ電話"),
            ..ThreeParts::default()
        },
        categories: vec![InfoCategory::Harm],
        next_step: format!("{name}に会う"),
        with: String::new(),
        support: String::new(),
        safety: false,
        shown_to_her: false,
        photos: vec![camera::photo(
            PhotoId(Uuid::now_v7()),
            &format!("{name}の入口"),
            camera::DOOR,
        )],
    };
    town.did("ichiko", record).await;
    let words = format!("{name}さんの ところに いたい");
    town.did("ichiko", C::RecordWish { words }).await;
    let on = crate::town::day("2026-06-01");
    let handover = HandoverId(Uuid::now_v7());
    let propose = H::Propose {
        from: town.person("ichiko"),
        to: beside,
        on,
        helps: "朝の電話".to_owned(),
        hurts: "まだ分からない".to_owned(),
        with_place: false,
    };
    let act = |act| C::Handover { handover, act };
    town.did("ichiko", act(propose)).await;
    let objection = CommentId(Uuid::now_v7());
    let words = format!("{name}さんに 聞《き》いてから");
    town.she_did(act(H::Object { objection, words })).await;
    let stay = format!("{name}が更新に付きそう");
    let until = Some(crate::town::day("2026-12-01"));
    let stay = C::Watch(WatchCommand::KeepStay { words: stay, until });
    town.did("ichiko", stay).await;
}

async fn sweep(town: &Town, when: &str) {
    let mut named = 0;
    for login in CAST.into_iter().chain(["tonari"]) {
        if login == "akari" {
            continue;
        }
        let knows = ["ichiko", "shocho", "shirabe", "kokoro"].contains(&login);
        for (path, body) in town.questions_at_large() {
            let answer = town.post(login, path, body.to_string()).await.text();
            // Her objection stands in the inbox of who answers it.
            let may = knows && path == wire::Inbox::PATH;
            for word in WORDS {
                assert!(
                    may || !answer.contains(word),
                    "{when}: {login} {path} tells {word}: {answer}"
                );
            }
        }
        for (path, body) in town.questions_about(town.case) {
            // Files are the sheet in another dress, and packed; a card has no names.
            if [wire::session::FILE, wire::session::CARD].contains(&path) {
                continue;
            }
            let answer = town.post(login, path, body.to_string()).await.text();
            let told = WORDS.iter().any(|word| answer.contains(word));
            // A paper leaves the reader's hands; it has the cover for all.
            let may = knows && path != wire::Sheet::PATH;
            assert!(
                may || !told,
                "{when}: {login} {path} tells the name: {answer}"
            );
            named += usize::from(told);
        }
    }
    if when == "with a plan" {
        assert!(named > 0, "those on the list read the name");
    }
}
