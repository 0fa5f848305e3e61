//! Reads what the texts of her pages say in the other languages (`words/*.po`) and writes them down as
//! constants, one for each text, so that a text that a language lacks fails the build.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{env, fs};

use polib::po_file;

/// `domain::language::Language` without やさしい日本語, in its order; a test holds the two together.
const LANGUAGES: [&str; 12] = [
    "ja", "en", "zh", "vi", "ko", "tl", "ne", "id", "pt", "my", "th", "es",
];

/// What a translator's comment begins with where somebody has checked the text.
const CHECKED: &str = "確認：";

struct Text {
    source: String,
    text: String,
    checked: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    // What cargo is told stands on the output, by its protocol.
    let mut cargo = io::stdout();
    writeln!(cargo, "cargo::rerun-if-changed=build.rs")?;
    writeln!(cargo, "cargo::rerun-if-changed=words")?;
    // The server makes her pages in every language; what a worker's tablet shows her by itself is in easy Japanese.
    let languages = match env::var_os("CARGO_FEATURE_SSR") {
        Some(_) => &LANGUAGES[..],
        None => &[],
    };
    let catalogues = LANGUAGES
        .iter()
        .map(|code| read(Path::new("words").join(format!("{code}.po"))))
        .collect::<Result<Vec<_>, _>>()?;
    let mut out = format!(
        "pub const LANGUAGES: [&str; {}] = {languages:?};\n",
        languages.len()
    );
    let mut names: Vec<&String> = catalogues.iter().flat_map(BTreeMap::keys).collect();
    names.sort();
    names.dedup();
    for name in names {
        writeln!(out, "pub const {name}: [Text; {}] = [", languages.len())?;
        for (code, catalogue) in languages.iter().zip(&catalogues) {
            let Text {
                source,
                text,
                checked,
            } = catalogue
                .get(name)
                .ok_or_else(|| format!("words/{code}.po: {name} is missing"))?;
            writeln!(
                out,
                "Text {{ source: {source:?}, text: {text:?}, checked: {checked:?} }},"
            )?;
        }
        out.push_str("];\n");
    }
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("texts.rs"), out)?;
    Ok(())
}

fn read(path: PathBuf) -> Result<BTreeMap<String, Text>, Box<dyn Error>> {
    let catalogue = po_file::parse(&path)?;
    let mut texts = BTreeMap::new();
    for message in catalogue.messages() {
        let name = message
            .msgctxt()
            .ok_or_else(|| format!("{}: a text without its name (msgctxt)", path.display()))?;
        // A translation whose original has changed waits for somebody to look at it.
        let text = match message.is_fuzzy() {
            true => "",
            false => message.msgstr().map_err(|_| "a text has one form")?,
        };
        let comments = message.translator_comments().lines();
        let checked = comments
            .filter_map(|line| line.trim().strip_prefix(CHECKED))
            .next_back();
        let text = Text {
            source: message.msgid().to_owned(),
            text: text.to_owned(),
            checked: checked.unwrap_or_default().trim().to_owned(),
        };
        if texts.insert(name.to_owned(), text).is_some() {
            return Err(format!("{}: {name} stands twice", path.display()).into());
        }
    }
    Ok(texts)
}
