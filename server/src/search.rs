//! Finding a name without keeping it: folding, pieces, and the tokens of pieces.
//!
//! 氏名の検索。A name is folded (width, kana, old kanji, spaces), cut into pieces of two signs, and
//! each piece becomes a keyed token. The database holds the tokens only. All pure.

mod kanji;

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// Brings a name or a question into the one form in which they are compared: NFKC, lower case,
/// katakana as hiragana, today's kanji for old and variant ones, no spaces, hyphens or dots.
pub fn fold(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        // Variation selectors only choose how a kanji is drawn.
        .filter(|sign| !is_filler(*sign))
        .map(hiragana)
        .map(kanji::today)
        .collect()
}

/// The pieces under which a name is found: every pair of neighbouring signs, and every single
/// sign for questions of one sign.
pub fn pieces(name: &str) -> BTreeSet<String> {
    let signs: Vec<char> = fold(name).chars().collect();
    let singles = signs.iter().map(|sign| single(*sign));
    let pairs = signs.windows(2).map(|pair| pair.iter().collect());
    singles.chain(pairs).collect()
}

/// The pieces that a name must have, all of them, to answer a question.
///
/// Empty for a question without any sign to look for. A name may have all pieces in another
/// order: whoever shows it asks [`answers`] once it is unsealed.
pub fn pieces_asked(question: &str) -> BTreeSet<String> {
    let signs: Vec<char> = fold(question).chars().collect();
    match signs.as_slice() {
        [] => BTreeSet::new(),
        [one] => BTreeSet::from([single(*one)]),
        more => more.windows(2).map(|pair| pair.iter().collect()).collect(),
    }
}

/// Whether an unsealed name really contains what was asked.
pub fn answers(question: &str, name: &str) -> bool {
    let question = fold(question);
    !question.is_empty() && fold(name).contains(&question)
}

/// A single sign is marked, so that it never has the token of a pair.
fn single(sign: char) -> String {
    format!("{sign}\u{0}")
}

fn is_filler(sign: char) -> bool {
    sign.is_whitespace()
        || matches!(
            sign,
            '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '・' | '･' | '·' | '=' | '゠'
                | ',' | '、' | '.' | '。' | '_' | '\'' | '’'
                | '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'
        )
}

fn hiragana(sign: char) -> char {
    match sign {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(sign as u32 - 0x60).unwrap_or(sign),
        _ => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same test the database makes: does the name have every piece asked for?
    fn finds(question: &str, written: &[&str]) -> bool {
        let kept: BTreeSet<String> = written.iter().flat_map(|name| pieces(name)).collect();
        let asked = pieces_asked(question);
        !asked.is_empty() && asked.is_subset(&kept)
    }

    #[test]
    fn a_reading_finds_the_name_in_every_width_and_kana() {
        let watanabe = ["渡邉 花子", "ワタナベ ハナコ"];
        for question in [
            "ワタナベ",
            "わたなべ",
            "ﾜﾀﾅﾍﾞ",
            "渡邉",
            "渡辺",
            "渡邊",
            "渡 邉",
            "ワタナベ　ハナコ",
            "ﾊﾅｺ",
            "花",
            "な",
        ] {
            assert!(finds(question, &watanabe), "{question}");
        }
        for question in ["タナカ", "渡部", "ワタナベタロウ", "太", "", "　", "・"] {
            assert!(!finds(question, &watanabe), "{question}");
        }
    }

    #[test]
    fn old_and_variant_kanji_count_as_the_one_in_use_today() {
        for (asked, written) in [
            ("斎藤", "齋藤"),
            ("斉藤", "齊藤"),
            ("斉藤", "斎藤"),
            ("高橋", "髙橋"),
            ("山崎", "山﨑"),
            ("浜田", "濵田"),
            ("浜田", "濱田"),
            ("沢田", "澤田"),
            ("広瀬", "廣瀨"),
            ("桜井", "櫻井"),
            ("島田", "嶋田"),
            ("島田", "嶌田"),
            ("真理", "眞理"),
            ("恵子", "惠子"),
            ("徳田", "德田"),
            ("富永", "冨永"),
            ("竜子", "龍子"),
            ("国子", "國子"),
            ("吉田", "𠮷田"),
            ("槙原", "槇原"),
        ] {
            assert!(finds(asked, &[written]), "{asked} in {written}");
            assert!(finds(written, &[asked]), "{written} in {asked}");
        }
    }

    #[test]
    fn hyphens_dots_spaces_and_drawing_marks_do_not_matter() {
        assert_eq!(fold("マリア・クララ"), fold("まりあ くらら"));
        assert_eq!(fold("Ｍａｒｙ－Ａｎｎ"), "maryann");
        assert_eq!(fold("葛\u{E0100}飾"), fold("葛飾"));
        assert_eq!(fold("か\u{3099}"), "が");
    }

    #[test]
    fn folding_twice_changes_nothing_more() {
        for text in ["渡邉　ハナコ", "ﾜﾀﾅﾍﾞ", "ヷヸ", "𠮷野家", "Ⅷ", "ｶﾞｷﾞ"]
        {
            assert_eq!(fold(&fold(text)), fold(text), "{text}");
        }
    }

    #[test]
    fn having_the_pieces_is_not_yet_an_answer() {
        assert!(finds("あいう", &["いうあい"]));
        assert!(!answers("あいう", "いうあい"));
        assert!(answers("ハナ", "渡邉 花子（はなこ）"));
        assert!(!answers("", "渡邉"));
    }
}
