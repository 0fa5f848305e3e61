//! The ledger as PDF.

use std::num::NonZeroU32;

use domain::form::ledger::{EXAMPLE, LedgerSheet, MARK as FORM_MARK, TITLE};
use krilla::geom::Rect;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, TableHeaderScope, Tag, TagGroup, TagTree,
};
use krilla::{Document, SerializeSettings};

use super::fit::{self, Fitted, Measure, Page};
use super::{LedgerPaper, MARK};
use crate::PaperError;
use crate::face::{Face, GAIJI_NOTE};
use crate::pdf::{MM, Pen};
use crate::sheet::{CONTINUED, Role};

const WIDTH: f32 = 297.0 * MM;
const HEIGHT: f32 = 210.0 * MM;
const LEFT: f32 = 15.0 * MM;
const RIGHT: f32 = WIDTH - LEFT;
const FORM_MARK_AT: f32 = 13.0 * MM;
const TITLE_AT: f32 = 20.0 * MM;
const TABLE: f32 = 25.0 * MM;
const COPY_AT: f32 = 192.0 * MM;
const NOTE_AT: f32 = 196.5 * MM;
const FOOT: f32 = 202.0 * MM;

const TITLE_SIZE: f32 = 14.0;
const SMALL_SIZE: f32 = 9.0;
const NOTE_SIZE: f32 = 7.5;
/// Where the baseline lies in a line, in units of the size.
const BASELINE: f32 = 1.0;

/// # Errors
/// [`PaperError`] for a fault of the build.
pub(super) fn write(paper: &LedgerPaper, sheets: &[LedgerSheet]) -> Result<Vec<u8>, PaperError> {
    let face = Face::embedded()?;
    let pages = fit::pages(sheets, &face);
    let copy = face.readable(&paper.copy_line());
    let mut document = Document::new_with(SerializeSettings::default());
    // Title and language only: no author, no date, nothing of the cases or of who gets the copy.
    document.set_metadata(
        Metadata::new()
            .title(TITLE.to_owned())
            .language("ja".to_owned()),
    );
    let mut tree = TagTree::new().with_lang(Some("ja".to_owned()));
    for (page, number) in pages.iter().zip(1..) {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or(PaperError::Layout)?;
        let mut open = document.start_page_with(settings);
        {
            let mut pen = Pen {
                face: &face,
                surface: open.surface(),
            };
            head(&mut pen, page, &mut tree);
            table(&mut pen, page, &mut tree);
            copy_line(&mut pen, &copy.0, &mut tree);
            foot(&mut pen, page.missing || copy.1, number, pages.len());
        }
        open.finish();
    }
    document.set_tag_tree(tree);
    document.finish().map_err(|_| PaperError::Pdf)
}

impl Measure for Face {
    const LEADING: f32 = 1.3;
    const PAD: (f32, f32) = (1.0 * MM, 0.7 * MM);

    fn lines(&self, text: &str, size: f32, breadth: f32) -> Vec<String> {
        self.broken(text, size, breadth)
    }

    fn readable(&self, text: &str) -> (String, bool) {
        Face::readable(self, text)
    }
}

fn head(pen: &mut Pen, page: &Page, tree: &mut TagTree) {
    let mut mark = TagGroup::new(Tag::P);
    let x = RIGHT - pen.face.width(FORM_MARK) * SMALL_SIZE;
    pen.tagged(&mut mark, (x, FORM_MARK_AT), SMALL_SIZE, FORM_MARK);
    tree.push(mark);

    let mut words = format!("{TITLE}{EXAMPLE}");
    if page.continued {
        words += CONTINUED;
    }
    let mut title = TagGroup::new(Tag::Hn(std::num::NonZeroU16::MIN, None));
    let x = (WIDTH - pen.face.width(&words) * TITLE_SIZE) / 2.0;
    pen.tagged(&mut title, (x, TITLE_AT), TITLE_SIZE, &words);
    tree.push(title);
}

fn table(pen: &mut Pen, page: &Page, tree: &mut TagTree) {
    let mut table = TagGroup::new(Tag::Table);
    let mut row = (0, TagGroup::new(Tag::TR));
    for item in &page.cells {
        if item.cell.row != row.0 {
            let done = std::mem::replace(&mut row, (item.cell.row, TagGroup::new(Tag::TR)));
            table.push(done.1);
        }
        row.1.push(cell(pen, item));
    }
    table.push(row.1);
    tree.push(table);
}

fn cell(pen: &mut Pen, item: &Fitted) -> TagGroup {
    let cell = &item.cell;
    let (width, height) = cell.size();
    let (left, top) = cell.corner();
    let (x, y) = (LEFT + left * MM, TABLE + top * MM);
    let (width, height) = (width * MM, height * MM);
    if let Some(frame) = Rect::from_xywh(x, y, width, height) {
        pen.frame(frame);
    }

    let rows = u32::try_from(cell.rows).ok().and_then(NonZeroU32::new);
    let columns = u32::try_from(cell.columns).ok().and_then(NonZeroU32::new);
    let mut group = match (cell.role, cell.row) {
        (Role::Label, 0 | 1) => TagGroup::new(
            Tag::TH(TableHeaderScope::Column)
                .with_row_span(rows)
                .with_col_span(columns),
        ),
        (Role::Label, _) => TagGroup::new(Tag::TH(TableHeaderScope::Row)),
        (Role::Value, _) => TagGroup::new(Tag::TD.with_row_span(rows)),
    };
    let leading = item.size * <Face as Measure>::LEADING;
    let (across, down) = <Face as Measure>::PAD;
    let spare = height - 2.0 * down - item.lines.len() as f32 * leading;
    let mut line = y + down + item.size * BASELINE;
    if !cell.at_top() {
        line += spare / 2.0 + (leading - item.size * BASELINE) / 4.0;
    }
    for text in &item.lines {
        let text = text.trim_end_matches('\n');
        let indent = if cell.centred() {
            (width - pen.face.width(text) * item.size) / 2.0
        } else {
            across
        };
        pen.tagged(&mut group, (x + indent, line), item.size, text);
        line += leading;
    }
    group
}

/// 写し番号 and 配布先, smaller when they are long.
fn copy_line(pen: &mut Pen, words: &str, tree: &mut TagTree) {
    let breadth = pen.face.width(words);
    let size = SMALL_SIZE.min((RIGHT - LEFT) / breadth.max(1.0));
    let mut group = TagGroup::new(Tag::P);
    pen.tagged(&mut group, (LEFT, COPY_AT), size, words);
    tree.push(group);
}

fn foot(pen: &mut Pen, missing: bool, number: usize, pages: usize) {
    pen.surface
        .start_tagged(ContentTag::Artifact(Artifact::with_kind(
            ArtifactType::Footer,
        )));
    if missing {
        pen.text(LEFT, NOTE_AT, NOTE_SIZE, GAIJI_NOTE);
    }
    pen.text(LEFT, FOOT, SMALL_SIZE, MARK);
    let count = format!("{number}／{pages}");
    let middle = (WIDTH - pen.face.width(&count) * SMALL_SIZE) / 2.0;
    pen.text(middle, FOOT, SMALL_SIZE, &count);
    pen.surface.end_tagged();
}
