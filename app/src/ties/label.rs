//! Words that fit a box: cut by their width, full width as two units and half width as one.

/// A name in a box.
pub const NAME_UNITS: usize = 14;
/// The small line under it.
pub const UNDER_UNITS: usize = 18;
/// Her own name in the middle.
pub const HER_UNITS: usize = 12;

/// The text in at most so many lines of at most so many units; what does not fit ends in …
pub fn cut(text: &str, units: usize, lines: usize) -> Vec<String> {
    let mut cut: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut wide = 0;
    for letter in text.trim().chars() {
        let own = width(letter);
        if wide + own > units {
            if cut.len() + 1 == lines {
                shorten(&mut line, units);
                cut.push(line);
                return cut;
            }
            cut.push(std::mem::take(&mut line));
            wide = 0;
        }
        line.push(letter);
        wide += own;
    }
    if !line.is_empty() {
        cut.push(line);
    }
    cut
}

/// What is heard of a name that was cut begins with what is seen of it, so that whoever speaks to the screen can say it.
pub fn heard(seen: &[String], heard: String) -> String {
    let seen = seen.concat();
    match heard.starts_with(&seen) {
        true => heard,
        false => format!("{seen}、{heard}"),
    }
}

/// Units of a whole text.
#[cfg(test)]
fn units(text: &str) -> usize {
    text.chars().map(width).sum()
}

fn width(letter: char) -> usize {
    match letter {
        '\u{20}'..='\u{7E}' | '\u{FF61}'..='\u{FF9F}' => 1,
        _ => 2,
    }
}

/// Makes room for the sign of what is left out.
fn shorten(line: &mut String, units: usize) {
    while line.chars().map(width).sum::<usize>() + 2 > units {
        line.pop();
    }
    line.push('…');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_never_run_out_of_their_box() {
        let names = [
            "",
            "試験",
            "見本道立女性相談支援センター",
            "民間シェルター「あかり（架空）」",
            "Consultation Centre of the Prefecture",
            "ﾌﾘｶﾞﾅだけの長い長い長い名前の機関",
        ];
        for name in names {
            for lines in [1, 2] {
                let cut = cut(name, NAME_UNITS, lines);
                assert!(cut.len() <= lines, "{name}");
                assert!(cut.iter().all(|line| units(line) <= NAME_UNITS), "{cut:?}");
            }
        }
        assert_eq!(
            cut(names[2], NAME_UNITS, 2),
            ["見本道立女性相", "談支援センター"]
        );
        assert_eq!(
            cut(names[3], NAME_UNITS, 2).last().map(String::as_str),
            Some("「あかり（架…")
        );
    }
}
