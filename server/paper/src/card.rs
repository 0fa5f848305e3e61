//! カード: ten cards of the size of a business card on one A4, with marks to cut by. One carries her lines; the
//! others are the same card with places for a day and an hour, for anybody: so that hers is one of many.
//!
//! Whoever finds it learns of nobody: [`CardPaper`] has no place for a name, a number of a case, an agency or
//! a PIN.

use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Tag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};

use crate::PaperError;
use crate::face::Face;
use crate::pdf::{MM, Pen};

/// What stands on each card and in the file's properties; security.md §4.2.
pub const TITLE: &str = "予約カード";
/// Lines on a card.
pub const LINES: usize = 10;
/// In place of a line, on the other cards.
const EMPTY: &str = "　　　月　　　日　　　時";

const PAGE: (f32, f32) = (210.0 * MM, 297.0 * MM);
/// A business card of the usual size here.
const CARD: (f32, f32) = (91.0 * MM, 55.0 * MM);
const ACROSS: u16 = 2;
const DOWN: u16 = 5;
const LEFT: f32 = (PAGE.0 - ACROSS as f32 * CARD.0) / 2.0;
const TOP: f32 = (PAGE.1 - DOWN as f32 * CARD.1) / 2.0;
/// Between a card and a mark, and how long a mark is.
const GAP: f32 = 2.0 * MM;
const MARK: f32 = 5.0 * MM;

const MARGIN: f32 = 6.0 * MM;
const HEAD_AT: f32 = 7.5 * MM;
const RULE_AT: f32 = 9.5 * MM;
const FIRST_AT: f32 = 14.0 * MM;
const STEP: f32 = 4.1 * MM;
/// Between the end of the heading and the address at least.
const APART: f32 = 4.0 * MM;
const HEAD_SIZE: f32 = 10.5;
const HOST_SIZE: f32 = 9.0;
const LINE_SIZE: f32 = 10.0;

/// Her card as it is printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CardPaper {
    /// Host of her door, without any word about what it is.
    pub host: String,
    /// As she types them; no more than [`LINES`] are printed.
    pub lines: Vec<String>,
}

/// The sheet as PDF: text that can be searched, font embedded. The same card gives the same bytes.
///
/// # Errors
/// [`PaperError`] for a fault of the build.
pub fn pdf(card: &CardPaper) -> Result<Vec<u8>, PaperError> {
    let face = Face::embedded()?;
    let mut document = Document::new_with(SerializeSettings::default());
    let metadata = Metadata::new()
        .title(TITLE.to_owned())
        .language("ja".to_owned());
    document.set_metadata(metadata);
    let mut tree = TagTree::new().with_lang(Some("ja".to_owned()));
    let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or(PaperError::Layout)?;
    let mut open = document.start_page_with(settings);
    {
        let mut pen = Pen {
            face: &face,
            surface: open.surface(),
        };
        marks(&mut pen);
        for down in 0..DOWN {
            for across in 0..ACROSS {
                let at = (
                    LEFT + f32::from(across) * CARD.0,
                    TOP + f32::from(down) * CARD.1,
                );
                match (across, down) {
                    (0, 0) => hers(&mut pen, at, card, &mut tree),
                    _ => another(&mut pen, at),
                }
            }
        }
    }
    open.finish();
    document.set_tag_tree(tree);
    document.finish().map_err(|_| PaperError::Pdf)
}

/// Where to cut, outside the cards.
fn marks(pen: &mut Pen) {
    let (right, bottom) = (PAGE.0 - LEFT, PAGE.1 - TOP);
    for across in 0..=ACROSS {
        let x = LEFT + f32::from(across) * CARD.0;
        for (from, to) in [
            (TOP - GAP - MARK, TOP - GAP),
            (bottom + GAP, bottom + GAP + MARK),
        ] {
            pen.rule((x, from), (x, to));
        }
    }
    for down in 0..=DOWN {
        let y = TOP + f32::from(down) * CARD.1;
        for (from, to) in [
            (LEFT - GAP - MARK, LEFT - GAP),
            (right + GAP, right + GAP + MARK),
        ] {
            pen.rule((from, y), (to, y));
        }
    }
}

/// The rows of a card: a box to tick off, and what stands beside it.
fn row(words: &str) -> String {
    format!("☐ {words}")
}

fn below(at: (f32, f32), row: usize) -> (f32, f32) {
    (at.0 + MARGIN, at.1 + FIRST_AT + row as f32 * STEP)
}

fn hers(pen: &mut Pen, at: (f32, f32), card: &CardPaper, tree: &mut TagTree) {
    let mut write = |pen: &mut Pen, at, size, words: &str| {
        let mut group = TagGroup::new(Tag::P);
        pen.tagged(&mut group, at, size, words);
        tree.push(group);
    };
    write(pen, (at.0 + MARGIN, at.1 + HEAD_AT), HEAD_SIZE, TITLE);
    let (host, _) = pen.face.readable(&card.host);
    let room = CARD.0 - 2.0 * MARGIN - APART - pen.face.width(TITLE) * HEAD_SIZE;
    let breadth = pen.face.width(&host);
    let size = HOST_SIZE.min(room / breadth.max(1.0));
    let x = at.0 + CARD.0 - MARGIN - breadth * size;
    write(pen, (x, at.1 + HEAD_AT), size, &host);
    rule(pen, at);
    for (number, line) in card.lines.iter().take(LINES).enumerate() {
        let (line, _) = pen.face.readable(line);
        write(pen, below(at, number), LINE_SIZE, &row(&line));
    }
}

/// One of the others. Nothing to be read aloud.
fn another(pen: &mut Pen, at: (f32, f32)) {
    let kind = Artifact::with_kind(ArtifactType::Layout);
    pen.surface.start_tagged(ContentTag::Artifact(kind));
    pen.text(at.0 + MARGIN, at.1 + HEAD_AT, HEAD_SIZE, TITLE);
    for number in 0..LINES {
        let (x, y) = below(at, number);
        pen.text(x, y, LINE_SIZE, &row(EMPTY));
    }
    pen.surface.end_tagged();
    rule(pen, at);
}

fn rule(pen: &mut Pen, at: (f32, f32)) {
    let y = at.1 + RULE_AT;
    pen.rule((at.0 + MARGIN, y), (at.0 + CARD.0 - MARGIN, y));
}
