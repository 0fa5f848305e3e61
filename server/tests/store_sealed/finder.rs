//! Looks for many words at once, in every form in which they could be written.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// Forms shorter than this are met by chance.
const SHORTEST: usize = 6;

pub struct Finder {
    /// Forms by their first three bytes.
    by_start: HashMap<[u8; 3], Vec<(Vec<u8>, String)>>,
    starts: Vec<bool>,
}

/// A form and its name.
fn forms(word: &str) -> Vec<(Vec<u8>, &'static str)> {
    let hex = |bytes: &[u8]| -> String { bytes.iter().map(|byte| format!("{byte:02x}")).collect() };
    let le: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut forms = Vec::new();
    let plain = [
        (word.as_bytes().to_vec(), "UTF-8"),
        (le, "UTF-16LE"),
        (be, "UTF-16BE"),
    ];
    for (bytes, name) in plain {
        forms.push((hex(&bytes).into_bytes(), "hex"));
        forms.push((hex(&bytes).to_uppercase().into_bytes(), "HEX"));
        for shift in 0..3 {
            // Whatever stands before it, one of three shifts fits; the edges mix with the
            // neighbours and are left away.
            let shifted = [vec![0; shift], bytes.clone()].concat();
            let first = [0, 2, 3][shift];
            let whole = shifted.len() * 8 / 6;
            for text in [
                STANDARD_NO_PAD.encode(&shifted),
                URL_SAFE_NO_PAD.encode(&shifted),
            ] {
                forms.push((text.as_bytes()[first..whole].to_vec(), "base64"));
            }
        }
        forms.push((bytes, name));
    }
    let escaped: String = word
        .encode_utf16()
        .map(|unit| format!("\\u{unit:04x}"))
        .collect();
    forms.push((
        escaped.to_uppercase().replace("\\U", "\\u").into_bytes(),
        "JSON",
    ));
    forms.push((escaped.into_bytes(), "JSON"));
    let percent: String = word.bytes().map(|byte| format!("%{byte:02X}")).collect();
    forms.push((percent.into_bytes(), "URL"));
    forms.retain(|(form, _)| form.len() >= SHORTEST);
    forms
}

impl Finder {
    pub fn new(words: &[String]) -> Self {
        let mut by_start: HashMap<_, Vec<_>> = HashMap::new();
        let mut starts = vec![false; 1 << 16];
        for word in words {
            for (form, name) in forms(word) {
                starts[usize::from(u16::from_be_bytes([form[0], form[1]]))] = true;
                let start = [form[0], form[1], form[2]];
                by_start
                    .entry(start)
                    .or_default()
                    .push((form, format!("{word} ({name})")));
            }
        }
        Self { by_start, starts }
    }

    /// Which words stand in `bytes`, and in which form.
    pub fn find(&self, bytes: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        for at in 0..bytes.len().saturating_sub(2) {
            if !self.starts[usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]))] {
                continue;
            }
            let start = [bytes[at], bytes[at + 1], bytes[at + 2]];
            for (form, told) in self.by_start.get(&start).into_iter().flatten() {
                if bytes[at..].starts_with(form) && !found.contains(told) {
                    found.push(told.clone());
                }
            }
        }
        found
    }
}

#[test]
fn a_planted_word_is_found_in_every_form_and_no_other_is() {
    let words = crate::words::all();
    let finder = Finder::new(&words);
    let hex = |bytes: &[u8]| -> Vec<u8> {
        bytes
            .iter()
            .flat_map(|byte| format!("{byte:02x}").into_bytes())
            .collect()
    };
    for word in &words {
        let le: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (plain, name) in [
            (word.as_bytes(), "UTF-8"),
            (&le, "UTF-16LE"),
            (&be, "UTF-16BE"),
        ] {
            for before in 0..5 {
                let among = [&vec![0xA5; before][..], plain, &[0x5A, 0xA5, 0x5A]].concat();
                let mut planted = vec![
                    (hex(&among), "hex"),
                    (hex(&among).to_ascii_uppercase(), "HEX"),
                    (STANDARD_NO_PAD.encode(&among).into_bytes(), "base64"),
                    (URL_SAFE_NO_PAD.encode(&among).into_bytes(), "base64"),
                ];
                planted.push((among, name));
                for (bytes, form) in planted {
                    // The two shortest words are too short in one form each.
                    if plain.len() < SHORTEST {
                        continue;
                    }
                    let found = finder.find(&bytes);
                    let told = format!("{word} ({form})");
                    assert!(found.contains(&told), "{told} was planted; found {found:?}");
                }
            }
        }
    }
    let innocent = "令和8年5月19日の会議は十三時三十分から。".as_bytes();
    assert!(finder.find(innocent).is_empty());
}
