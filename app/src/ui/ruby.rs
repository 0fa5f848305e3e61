//! ふりがな: texts written 漢字《かんじ》 shown with their readings.

use leptos::prelude::*;

/// A stretch of text, with its reading if it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub reading: Option<String>,
}

/// Splits a text at its readings.
///
/// A reading in 《》 belongs to the kanji right before it, or to everything since ｜. Brackets
/// that nobody closed, or with nothing to read before them, are text.
pub fn pieces(source: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut plain = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once('《') {
        let Some((reading, after)) = after.split_once('》') else {
            break;
        };
        let (lead, base) = split_base(before);
        if base.is_empty() || reading.is_empty() {
            plain.push_str(before);
            plain.push('《');
            plain.push_str(reading);
            plain.push('》');
        } else {
            plain.push_str(lead);
            push_plain(&mut found, &mut plain);
            found.push(Piece {
                text: base.to_owned(),
                reading: Some(reading.to_owned()),
            });
        }
        rest = after;
    }
    plain.push_str(rest);
    push_plain(&mut found, &mut plain);
    found
}

/// The same text without its readings.
pub fn plain(source: &str) -> String {
    pieces(source).into_iter().map(|piece| piece.text).collect()
}

/// Words in kanji that no reading belongs to, each once, in the order of the text.
pub fn without_reading(source: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for piece in pieces(source)
        .iter()
        .filter(|piece| piece.reading.is_none())
    {
        let words = piece.text.split(|letter| !is_kanji(letter));
        for word in words.filter(|word| !word.is_empty()) {
            if !found.iter().any(|known| known == word) {
                found.push(word.to_owned());
            }
        }
    }
    found
}

fn push_plain(found: &mut Vec<Piece>, plain: &mut String) {
    if !plain.is_empty() {
        found.push(Piece {
            text: std::mem::take(plain),
            reading: None,
        });
    }
}

/// What comes before the word that is read, and the word.
fn split_base(before: &str) -> (&str, &str) {
    if let Some((lead, base)) = before.rsplit_once('｜') {
        return (lead, base);
    }
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, letter)| is_kanji(*letter))
        .last()
        .map_or(before.len(), |(index, _)| index);
    before.split_at(start)
}

/// Kanji and the signs used like kanji, with the selectors that tell 異体字 apart.
fn is_kanji(letter: char) -> bool {
    matches!(letter,
        '々' | '〆' | 'ヶ' | '〇'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}'
        | '\u{E0100}'..='\u{E01EF}')
}

/// Shows a text with its readings above the kanji.
#[component]
pub fn Ruby(#[prop(into)] text: String) -> impl IntoView {
    pieces(&text)
        .into_iter()
        .map(|piece| match piece.reading {
            None => piece.text.into_any(),
            Some(reading) => view! {
                <ruby>
                    {piece.text} <rp>"（"</rp> <rt>{reading}</rt> <rp>"）"</rp>
                </ruby>
            }
            .into_any(),
        })
        .collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        pieces(source)
            .iter()
            .map(|piece| match &piece.reading {
                Some(reading) => format!("[{}|{reading}]", piece.text),
                None => piece.text.clone(),
            })
            .collect()
    }

    #[test]
    fn a_reading_belongs_to_the_kanji_before_it() {
        assert_eq!(
            shown("あなたの言葉《ことば》を、一番《いちばん》上に"),
            "あなたの[言葉|ことば]を、[一番|いちばん]上に"
        );
        assert_eq!(shown("人々《ひとびと》"), "[人々|ひとびと]");
    }

    #[test]
    fn a_bar_marks_where_the_word_begins() {
        assert_eq!(
            shown("これは｜お金《おかね》です"),
            "これは[お金|おかね]です"
        );
    }

    #[test]
    fn brackets_without_a_word_are_text() {
        for text in ["", "《》", "あ《い》", "漢字《かんじ", "漢字》", "漢《》字"]
        {
            assert_eq!(plain(text), text);
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn what_lacks_a_reading_is_named_once() {
        let text = "施設《しせつ》を見学《けんがく》する。見学の日、施設で会う。";
        assert_eq!(without_reading(text), ["見学", "日", "施設", "会"]);
        assert!(without_reading("住《す》まいを みる").is_empty());
    }

    #[test]
    fn without_readings_the_text_is_whole() {
        assert_eq!(plain("住《す》まいと仕事《しごと》"), "住まいと仕事");
    }
}
