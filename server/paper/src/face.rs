//! 書体: the embedded font, and what happens to characters it does not have.

use std::ops::Range;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::{Charmap, MapVariant};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

use crate::PaperError;
use crate::line;

/// BIZ UDPGothic Regular, SIL Open Font License 1.1 (fonts/OFL.txt).
static TTF: &[u8] = include_bytes!("../fonts/BIZUDPGothic-Regular.ttf");

/// Printed at the end of a paper that contains a [`Face::readable`] substitute.
pub const GAIJI_NOTE: &str = "※ ［外字 U+…］は、この用紙の書体にない文字です。数字はその文字の番号です。元の文字を手書きで補ってください。";

/// 書体: glyphs and breadths of the embedded font.
pub struct Face {
    font: Font,
    // Read from the file once: a ledger asks for a hundred thousand glyphs.
    characters: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    units: f32,
}

/// A piece of text that is drawn as one: usually a character.
#[derive(Debug, Clone)]
pub struct Cluster {
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
    pub first: char,
    /// Breadth in units of the font size.
    pub width: f32,
    glyphs: Vec<(u32, f32)>,
}

impl Face {
    /// # Errors
    /// [`PaperError::Font`] when the embedded file is no font.
    pub fn embedded() -> Result<Self, PaperError> {
        let table = FontRef::new(TTF).map_err(|_| PaperError::Font)?;
        let font = Font::new(TTF.into(), 0).ok_or(PaperError::Font)?;
        let units = font.units_per_em();
        Ok(Self {
            font,
            characters: table.charmap(),
            metrics: table.glyph_metrics(Size::unscaled(), LocationRef::default()),
            units,
        })
    }

    pub(crate) fn font(&self) -> Font {
        self.font.clone()
    }

    /// The text with every character that the font lacks as 「［外字 U+XXXX］」, and whether there
    /// was one. Signs without a shape (joiners, direction marks, control characters) are dropped.
    pub fn readable(&self, text: &str) -> (String, bool) {
        let mut out = String::with_capacity(text.len());
        let mut missing = false;
        for c in join_voiced(text) {
            if c == '\n' || self.is_selector_of_last(c, &out) || !self.glyphs(c).is_empty() {
                out.push(c);
            } else if c == '\t' || c.is_whitespace() {
                out.push(' ');
            } else if !shapeless(c) {
                missing = true;
                out.push_str(&format!("［外字 U+{:04X}］", c as u32));
            }
        }
        (out, missing)
    }

    /// The text in clusters. Characters the font lacks are left out; pass [`Face::readable`] text.
    pub fn clusters(&self, text: &str) -> Vec<Cluster> {
        let mut clusters: Vec<Cluster> = Vec::new();
        for (start, c) in text.char_indices() {
            let at = start..start + c.len_utf8();
            let variant = clusters.last().and_then(|last| self.variant(last.first, c));
            if let (Some(glyph), Some(last)) = (variant, clusters.last_mut()) {
                last.at.end = at.end;
                last.glyphs = vec![(glyph, self.advance(glyph))];
                continue;
            }
            let glyphs = self.glyphs(c);
            if !glyphs.is_empty() {
                let width = glyphs.iter().map(|(_, advance)| advance).sum();
                clusters.push(Cluster {
                    at,
                    first: c,
                    width,
                    glyphs,
                });
            }
        }
        clusters
    }

    /// Breadth of a line in units of the font size.
    pub fn width(&self, text: &str) -> f32 {
        self.clusters(text)
            .iter()
            .map(|cluster| cluster.width)
            .sum()
    }

    /// The text in lines of this breadth (points) at this size, each with its line feed: joined, they
    /// are the text again. An empty text has no line. Pass [`Face::readable`] text.
    pub(crate) fn broken(&self, text: &str, size: f32, breadth: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for paragraph in text.split_inclusive('\n') {
            let words = paragraph.trim_end_matches('\n');
            let clusters = self.clusters(words);
            let chars: Vec<char> = clusters.iter().map(|cluster| cluster.first).collect();
            let widths: Vec<f32> = clusters
                .iter()
                .map(|cluster| cluster.width * size)
                .collect();
            for range in line::wrap(&chars, &widths, breadth) {
                let words = clusters[range]
                    .iter()
                    .map(|cluster| &words[cluster.at.clone()]);
                lines.push(words.collect());
            }
            if let (true, Some(last)) = (paragraph.ends_with('\n'), lines.last_mut()) {
                last.push('\n');
            }
        }
        lines
    }

    pub(crate) fn drawn(&self, text: &str) -> Vec<KrillaGlyph> {
        self.clusters(text)
            .into_iter()
            .flat_map(|cluster| {
                let at = cluster.at;
                cluster.glyphs.into_iter().map(move |(glyph, advance)| {
                    KrillaGlyph::new(
                        GlyphId::new(glyph),
                        advance,
                        0.0,
                        0.0,
                        0.0,
                        at.clone(),
                        None,
                    )
                })
            })
            .collect()
    }

    fn glyph(&self, c: char) -> Option<u32> {
        self.characters
            .map(c)
            .map(|id| id.to_u32())
            .filter(|&id| id != 0)
    }

    /// The font has no box to tick: an empty square stands for it, with a tick over it when ticked.
    /// The text behind the glyphs stays ☐ and ☑.
    fn glyphs(&self, c: char) -> Vec<(u32, f32)> {
        let glyph = |c| self.glyph(c).map(|id| (id, self.advance(id)));
        match c {
            '☐' => glyph('□').into_iter().collect(),
            '☑' => match (glyph('□'), glyph('✓')) {
                (Some((square, _)), Some(tick)) => vec![(square, 0.0), tick],
                _ => Vec::new(),
            },
            _ => glyph(c).into_iter().collect(),
        }
    }

    fn advance(&self, glyph: u32) -> f32 {
        self.metrics
            .advance_width(skrifa::GlyphId::new(glyph))
            .unwrap_or(self.units)
            / self.units
    }

    /// The glyph of an ideographic variation (邉 and a selector) that the font knows.
    fn variant(&self, base: char, selector: char) -> Option<u32> {
        if !matches!(selector as u32, 0xFE00..=0xFE0F | 0xE0100..=0xE01EF) {
            return None;
        }
        match self.characters.map_variant(base, selector)? {
            MapVariant::UseDefault => self.glyph(base),
            MapVariant::Variant(id) => Some(id.to_u32()),
        }
    }

    fn is_selector_of_last(&self, c: char, out: &str) -> bool {
        out.chars()
            .last()
            .is_some_and(|base| self.variant(base, c).is_some())
    }
}

/// Without a shape of its own: leaving it out changes nothing that can be read. Variation selectors
/// for emoji are among them, those for ideographs (U+E0100 and up) are not.
fn shapeless(c: char) -> bool {
    c.is_control()
        || matches!(c as u32,
            0xAD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF)
}

/// Joins a kana and a separate voicing mark (か + U+3099), as some devices type them. Nothing else is
/// normalised: that would exchange the 神 of a name for another.
fn join_voiced(text: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(text.len() / 3);
    for c in text.chars() {
        let joined = out.last().and_then(|&base| match (c, base) {
            ('\u{3099}', 'う') => Some('ゔ'),
            ('\u{3099}', 'ウ') => Some('ヴ'),
            ('\u{3099}', _) if VOICED.contains(base) => char::from_u32(base as u32 + 1),
            ('\u{309A}', _) if HALF_VOICED.contains(base) => char::from_u32(base as u32 + 2),
            _ => None,
        });
        match joined {
            Some(joined) => {
                out.pop();
                out.push(joined);
            }
            None => out.push(c),
        }
    }
    out
}

const VOICED: &str =
    "かきくけこさしすせそたちつてとはひふへほカキクケコサシスセソタチツテトハヒフヘホゝヽ";
const HALF_VOICED: &str = "はひふへほハヒフヘホ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_beyond_the_font_is_named_and_the_rest_stays() {
        let face = Face::embedded().unwrap();
        let (text, missing) = face.readable("𠮷田🙂花子");
        assert_eq!(text, "［外字 U+20BB7］田［外字 U+1F642］花子");
        assert!(missing);
        assert_eq!(face.readable(&text), (text.clone(), false));
    }

    #[test]
    fn name_characters_are_kept_to_the_letter() {
        let face = Face::embedded().unwrap();
        for name in ["髙﨑", "渡邉", "渡邊", "神\u{fa19}", "葛\u{e0100}"] {
            assert_eq!(face.readable(name), (name.to_owned(), false));
        }
        let (text, missing) = face.readable("花\u{e01ef}");
        assert_eq!((text.as_str(), missing), ("花［外字 U+E01EF］", true));
    }

    #[test]
    fn voicing_marks_join_and_shapeless_signs_go() {
        let face = Face::embedded().unwrap();
        assert_eq!(face.readable("か\u{3099}は\u{309a}う\u{3099}").0, "がぱゔ");
        assert_eq!(face.readable("\u{202e}花\u{200d}\u{0}子").0, "花子");
    }

    #[test]
    fn both_boxes_to_tick_are_of_one_breadth() {
        let face = Face::embedded().unwrap();
        assert!(face.width("☐") > 0.9);
        assert_eq!(face.width("☐"), face.width("☑"));
    }
}
