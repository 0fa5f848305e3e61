//! What stands in an envelope, for whoever wrote it.

use domain::meeting::EntryKind;
use domain::plan::{AgreementExtent, ItemChoice};
use serde_json::Value;
use uuid::Uuid;

use super::Row;

/// What it is, in a word.
fn kind(kind: &str) -> &'static str {
    match kind {
        "accept_case" => "相談の受理",
        super::RECORD => "経過の記録",
        "case.correct_intake" => "相談受付票の訂正",
        "case.save_assessment" => "アセスメント",
        "case.judge_risk" => "危険度・緊急度",
        "case.submit_request" => "会議の開催要請",
        super::PLAN => "個別支援計画",
        "case.reply_to_item" => "本人の返事（計画の項目）",
        "case.comment_on_plan" => "本人のコメント・質問",
        "case.agree_to_plan" => "本人の返事（計画）",
        "hers.reply_to_item" => "本人が答えた（計画の項目）",
        "hers.comment_on_plan" => "本人が書いたコメント・質問",
        "hers.agree_to_plan" => "本人が答えた（計画）",
        "case.add_entry" => "会議の記録",
        super::WRITTEN_OUT => "ファイルに書き出した記録",
        super::PATROL => "見回りの記録",
        "council.report_device_lost" => "端末の紛失の届け",
        other => match other.split('.').next() {
            Some("case") => "ケースの操作",
            Some("hers") => "本人がしたこと",
            Some("council") => "会議体の操作",
            Some("conference") => "会議の操作",
            _ => "案件の操作",
        },
    }
}

/// What was chosen in it, where its words say little without it: her answer, and what kind of line it is.
fn chosen(row: &Row) -> Option<&'static str> {
    let fields = row.fields();
    let read = |name: &str| fields.get(name).cloned().unwrap_or_default();
    match row.kind().as_str() {
        "case.reply_to_item" | "hers.reply_to_item" => {
            let choice: ItemChoice = serde_json::from_value(read("choice")).ok()?;
            Some(choice.label())
        }
        "case.agree_to_plan" | "hers.agree_to_plan" => {
            let extent: AgreementExtent = serde_json::from_value(read("extent")).ok()?;
            Some(extent.label())
        }
        "case.add_entry" => {
            let kind: EntryKind = serde_json::from_value(read("kind")).ok()?;
            Some(kind.label())
        }
        _ => None,
    }
}

/// What a row is, with what was chosen in it.
pub fn title(row: &Row) -> String {
    let kind = kind(&row.kind());
    chosen(row).map_or_else(|| kind.to_owned(), |chosen| format!("{kind}：{chosen}"))
}

/// What nobody wrote as words: what stood on the paper before, and a picture.
const NO_WORDS: [&str; 4] = ["seen", "safety_seen", "envelope", "jpeg"];

/// Everything that somebody wrote into it, in its order. Numbers, marks and choices are left out.
pub fn written(command: &Value) -> Vec<String> {
    let mut found = Vec::new();
    gather(command, &mut found);
    found
}

fn gather(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if is_written(text) => found.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|one| gather(one, found)),
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !NO_WORDS.contains(&name.as_str()))
            .for_each(|(_, one)| gather(one, found)),
        _ => {}
    }
}

fn is_written(text: &str) -> bool {
    // As enums are written: one word that goes on in small letters.
    let choice = |text: &str| {
        let mut letters = text.bytes();
        letters
            .next()
            .is_some_and(|byte| byte.is_ascii_alphabetic())
            && text.bytes().any(|byte| byte.is_ascii_lowercase())
            && letters.all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
    };
    let time = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit() || b"-:TZ.+".contains(&byte))
    };
    !text.trim().is_empty() && Uuid::parse_str(text).is_err() && !choice(text) && !time(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_somebody_wrote_is_found_and_nothing_else() {
        let value = json!({
            "case": "0198c9f0-0000-7000-8000-000000000001",
            "write_record": {
                "means": "HomeVisit",
                "level": "within_days",
                "happened_at": "2026-10-16T14:10:00Z",
                "parts": { "facts": "駅の東側で会った", "her_words": "家は無理", "worker_view": "" },
                "with": "DM 7-0",
                "next_step": "SNS",
                "safety": true,
                "seen": { "facts": "まえの記載" },
                "photos": [{ "shows": "入口のドア", "jpeg": "/9j/4AAQ" }],
            },
        });
        let mut found = written(&value);
        found.sort();
        assert_eq!(
            found,
            [
                "DM 7-0",
                "SNS",
                "入口のドア",
                "家は無理",
                "駅の東側で会った"
            ]
        );
    }
}
