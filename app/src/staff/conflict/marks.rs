//! What differs between two entries, marked in each of them.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A run of signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: String,
    /// Not in the other entry.
    pub differs: bool,
}

/// Signs that stand alike between two differences and are marked with them: single signs in common make
/// confetti of two sentences.
const CONFETTI: usize = 1;

/// Both entries in pieces.
pub(super) fn sides(first: &str, second: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (one, two): (Vec<char>, Vec<char>) = (first.chars().collect(), second.chars().collect());
    let ops = capture_diff_slices(Algorithm::Myers, &one, &two);
    let last = ops.len().saturating_sub(1);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for (at, op) in ops.iter().enumerate() {
        let alike = matches!(op, DiffOp::Equal { .. });
        let between = at > 0 && at < last && op.old_range().len() <= CONFETTI;
        let differs = !alike || between;
        add(&mut left, &one[op.old_range()], differs);
        add(&mut right, &two[op.new_range()], differs);
    }
    (left, right)
}

fn add(pieces: &mut Vec<Piece>, signs: &[char], differs: bool) {
    if signs.is_empty() {
        return;
    }
    let text: String = signs.iter().collect();
    match pieces.last_mut() {
        Some(last) if last.differs == differs => last.text.push_str(&text),
        _ => pieces.push(Piece { text, differs }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(pieces: &[Piece]) -> String {
        let mark = |piece: &Piece| match piece.differs {
            true => format!("[{}]", piece.text),
            false => piece.text.clone(),
        };
        pieces.iter().map(mark).collect()
    }

    #[test]
    fn what_differs_is_marked_on_both_sides_and_nothing_is_left_out() {
        let cases = [
            (
                "夜は家にいた",
                "夜は駅にいた",
                "夜は[家]にいた",
                "夜は[駅]にいた",
            ),
            ("同じ", "同じ", "同じ", "同じ"),
            ("", "駅", "", "[駅]"),
            (
                "駅にいた",
                "駅にいた。眠れない",
                "駅にいた",
                "駅にいた[。眠れない]",
            ),
        ];
        for (first, second, left, right) in cases {
            let (one, two) = sides(first, second);
            assert_eq!(marked(&one), left);
            assert_eq!(marked(&two), right);
            let whole = |pieces: &[Piece]| -> String {
                pieces.iter().map(|piece| piece.text.as_str()).collect()
            };
            assert_eq!(
                (whole(&one).as_str(), whole(&two).as_str()),
                (first, second)
            );
        }
    }
}
