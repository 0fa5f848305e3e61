//! 行分割と禁則: where a line of Japanese may end.

use std::ops::Range;

/// May not begin a line (行頭禁則).
const NOT_FIRST: &str = "、。，．・：；？！」』）］】〕〉》’”)]},.:;?!％%℃゛゜ヽヾゝゞ々ー‐～〜\
    ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ";
/// May not end a line (行末禁則).
const NOT_LAST: &str = "「『（［【〔〈《‘“([{";

/// Breaks one paragraph (no line feed in it) into lines.
///
/// `widths[i]` is the breadth of `chars[i]` in the unit of `max`. The ranges follow one another without
/// a gap, so nothing can be lost; a word broader than a line is broken where the line is full. Spaces
/// at the end of a line may hang over. An empty paragraph is one empty line.
pub fn wrap(chars: &[char], widths: &[f32], max: f32) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut breadth = 0.0;
    let mut at = 0;
    while at < chars.len() {
        let fits = breadth + widths[at] <= max || chars[at].is_whitespace();
        if fits || at == start {
            breadth += widths[at];
            at += 1;
            continue;
        }
        let end = (start + 1..=at)
            .rev()
            .find(|&end| may_break(chars[end - 1], chars[end]))
            .unwrap_or(at);
        lines.push(start..end);
        breadth = widths[end..at].iter().sum();
        start = end;
    }
    lines.push(start..chars.len());
    lines
}

fn may_break(before: char, after: char) -> bool {
    let word = |c: char| c.is_alphanumeric() && (c as u32) < 0x2E80 || "+-_'/@.".contains(c);
    let tied = NOT_FIRST.contains(after)
        || NOT_LAST.contains(before)
        || after.is_ascii_whitespace()
        || (word(before) && word(after));
    !tied
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, max: f32) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let widths = vec![1.0; chars.len()];
        wrap(&chars, &widths, max)
            .into_iter()
            .map(|range| chars[range].iter().collect())
            .collect()
    }

    #[test]
    fn a_line_does_not_begin_with_a_full_stop_nor_end_with_an_opening_bracket() {
        assert_eq!(lines("あいう。えお", 3.0), ["あい", "う。え", "お"]);
        assert_eq!(lines("あい「うえ」", 3.0), ["あい", "「う", "え」"]);
    }

    #[test]
    fn a_word_stays_whole_unless_it_is_broader_than_the_line() {
        assert_eq!(lines("あ word い", 5.0), ["あ ", "word ", "い"]);
        assert_eq!(lines("abcdefgh", 3.0), ["abc", "def", "gh"]);
    }

    #[test]
    fn nothing_is_lost_and_an_empty_paragraph_is_one_line() {
        assert_eq!(lines("", 3.0), [""]);
        let text = "令和8年5月8日から、一時保護中。（子2人同伴）".repeat(20);
        for max in 1..30 {
            assert_eq!(lines(&text, max as f32).concat(), text);
        }
    }
}
