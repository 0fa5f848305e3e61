//! 様式1: numbered, on record, names only with a reason and only for the 調整担当者.

use domain::conference::ConferenceCommand as A;
use domain::refusal::Refusal;
use domain::wire;
use serde_json::json;

use crate::database::Scratch;
use crate::room::done;
use crate::round::rows;
use crate::tale::{ADDRESS, NAME};
use crate::town::{Raw, Town, town};

crate::on_both! {
    copies_of_the_ledger_are_numbered: copies_of_the_ledger_are_numbered_on_sqlite, copies_of_the_ledger_are_numbered_on_postgres;
    a_copy_for_a_secret_agency_has_its_cover: a_copy_for_a_secret_agency_has_its_cover_on_sqlite, a_copy_for_a_secret_agency_has_its_cover_on_postgres;
}

async fn copy(town: &Town, login: &str, pdf: bool, names: Option<&str>) -> Raw {
    copy_for(town, login, pdf, names, "みほん市福祉課").await
}

async fn copy_for(town: &Town, login: &str, pdf: bool, names: Option<&str>, to: &str) -> Raw {
    let asked = json!({ "pdf": pdf, "names": names, "recipient": to });
    town.post(login, wire::session::LEDGER_FILE, asked.to_string())
        .await
}

fn named(raw: &Raw) -> &str {
    let header = raw
        .headers
        .iter()
        .find(|(name, _)| name == "content-disposition");
    &header.unwrap().1
}

/// The words of a workbook, unpacked by Python: its parts lie compressed in it.
fn words(raw: &Raw) -> String {
    let name = format!("tomoni_copy_{}.xlsx", uuid::Uuid::new_v4().simple());
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, &raw.body).unwrap();
    let script = "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\n\
                  for n in z.namelist():\n sys.stdout.buffer.write(z.read(n))\n";
    let out = std::process::Command::new("python3")
        .args(["-c", script])
        .arg(&path)
        .output()
        .unwrap();
    assert!(out.status.success());
    std::fs::remove_file(&path).unwrap();
    String::from_utf8_lossy(&out.stdout).into_owned()
}

async fn copies_of_the_ledger_are_numbered(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let round = town.open_round().await;
    let keep = town.line_of(round, "見守りを続ける");
    assert!(done(&town.writes("shirabe", town.case, keep).await));

    let before = rows(&town).await;
    let coded = copy(&town, "shirabe", false, None).await;
    assert_eq!(coded.status, 200, "{}", coded.text());
    assert_eq!(named(&coded), "attachment; filename=\"daicho-1.xlsx\"");
    let text = words(&coded);
    assert!(
        text.contains("K-R8-0001") && text.contains("30代"),
        "{text}"
    );
    assert!(text.contains("見守りを続ける") && text.contains("みほん市福祉課"));
    let full = copy(&town, "shirabe", false, Some("部会で配るため")).await;
    assert_eq!(named(&full), "attachment; filename=\"daicho-2.xlsx\"");
    let text_of_full = words(&full);
    assert!(text_of_full.contains(NAME) && text_of_full.contains("見本 一花"));
    assert_eq!(rows(&town).await, before + 2);
    for text in [&text, &text_of_full] {
        assert!(!text.contains(ADDRESS) && text.contains("非開示"));
    }
    assert!(!text.contains("見本 春花") && !text.contains("一花") && !text.contains("1990"));
    let pdf = copy(&town, "shirabe", true, None).await;
    assert!(pdf.body.starts_with(b"%PDF-"));

    // A practitioner gets codes through the round, and never names.
    let coded = copy(&town, "kei", false, None).await;
    assert_eq!(named(&coded), "attachment; filename=\"daicho-4.xlsx\"");
    assert!(!words(&coded).contains("見本 春花"));
    let refused = copy(&town, "kei", false, Some("見たいから")).await;
    assert_eq!(refused.error().refusal, Some(Refusal::NotYourRole));
    let refused = copy(&town, "shirabe", false, Some("  ")).await;
    assert_eq!(refused.error().refusal, Some(Refusal::ReasonMissing));
    let present = town.present(&["shirabe", "kei"]);
    town.acted("kokoro", round, present).await;
    town.acted("shirabe", round, A::Adjourn).await;
    town.at("2026-06-25 10:00");
    assert_eq!(copy(&town, "kei", false, None).await.status, 404);
    town.close().await;
}

/// The words of a page in drawing order, without blanks and line ends.
pub fn printed(raw: &Raw) -> String {
    let name = format!("tomoni_copy_{}.pdf", uuid::Uuid::new_v4().simple());
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, &raw.body).unwrap();
    let out = std::process::Command::new("pdftotext")
        .args(["-raw", "-enc", "UTF-8"])
        .arg(&path)
        .arg("-")
        .output()
        .unwrap();
    assert!(out.status.success());
    std::fs::remove_file(&path).unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

async fn a_copy_for_a_secret_agency_has_its_cover(scratch: &Scratch) {
    let town = town(scratch).await;
    town.accept().await;
    let shelter = &town.cast.agencies[&town.agency("あかり")].name;
    let person = &town.cast.staff[&town.person("akari")].name;
    let to = format!("{shelter} {person}");
    for pdf in [true, false] {
        let read = if pdf { printed } else { words };
        let copy = copy_for(&town, "shirabe", pdf, None, &to).await;
        assert_eq!(copy.status, 200, "{}", copy.text());
        let text = read(&copy);
        assert!(text.contains("支援機関"), "{text}");
        assert!(!text.contains("あかり") && !text.contains("灯"), "{text}");
        let copy = copy_for(&town, "shirabe", pdf, None, "みほん市福祉課").await;
        let text = read(&copy);
        assert!(text.contains("みほん市福祉課"), "{text}");
        assert!(!text.contains("支援機関"), "{text}");
    }
    town.close().await;
}
