//! The sheet as PDF: A4 portrait, tagged, one embedded font.

use std::num::NonZeroU16;

use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, SpanTag, TableHeaderScope, Tag, TagGroup, TagTree,
};
use krilla::{Document, SerializeSettings};

use crate::PaperError;
use crate::face::Face;
use crate::sheet::{CONTINUED, Role, Sheet};

mod flow;

use flow::{Page, Piece};

/// Points in a millimetre; everything inside this module is in points.
pub(crate) const MM: f32 = 72.0 / 25.4;
const PAGE_WIDTH: f32 = 210.0 * MM;
const PAGE_HEIGHT: f32 = 297.0 * MM;
const LEFT: f32 = 20.0 * MM;
const RIGHT: f32 = PAGE_WIDTH - LEFT;
const TOP: f32 = 14.0 * MM;
/// Lower end of the printed area; the foot stands below.
const BOTTOM: f32 = PAGE_HEIGHT - 17.0 * MM;
const FOOT: f32 = PAGE_HEIGHT - 9.0 * MM;

/// Writes the sheet. Characters beyond the font are named (see [`Face::readable`]) and a note at the
/// end says so.
///
/// # Errors
/// [`PaperError`] for a fault of the build; any text can be printed.
pub fn write(sheet: &Sheet) -> Result<Vec<u8>, PaperError> {
    sheet.check()?;
    let face = Face::embedded()?;
    let pages = flow::pages(sheet, &face);
    let mut document = Document::new_with(SerializeSettings::default());
    // Title and language only: no author, no date, nothing of the case.
    document.set_metadata(
        Metadata::new()
            .title(sheet.title.clone())
            .language("ja".to_owned()),
    );
    let mut tree = TagTree::new().with_lang(Some("ja".to_owned()));
    let mut table: Option<TagGroup> = None;
    for (index, page) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT).ok_or(PaperError::Layout)?;
        let mut open = document.start_page_with(settings);
        {
            let mut pen = Pen {
                face: &face,
                surface: open.surface(),
            };
            pen.foot(sheet, index + 1, pages.len());
            if index > 0 {
                pen.running_title(&sheet.title);
            }
            pen.page(page, &mut tree, &mut table);
        }
        open.finish();
    }
    if let Some(table) = table {
        tree.push(table);
    }
    document.set_tag_tree(tree);
    document.finish().map_err(|_| PaperError::Pdf)
}

/// What draws on one page.
pub(crate) struct Pen<'a> {
    pub face: &'a Face,
    pub surface: Surface<'a>,
}

impl Pen<'_> {
    fn page(&mut self, page: &Page, tree: &mut TagTree, table: &mut Option<TagGroup>) {
        for piece in &page.pieces {
            if !matches!(piece, Piece::Row { .. })
                && let Some(done) = table.take()
            {
                tree.push(done);
            }
            match piece {
                Piece::Text { lines, level } => {
                    let mut group = match level.and_then(NonZeroU16::new) {
                        Some(level) => TagGroup::new(Tag::Hn(level, None)),
                        None => TagGroup::new(Tag::P),
                    };
                    self.lines(lines, &mut group);
                    tree.push(group);
                }
                Piece::Row { boxes } => {
                    let mut row = TagGroup::new(Tag::TR);
                    for item in boxes {
                        self.frame(item.frame);
                        let mut cell = match item.role {
                            Role::Label => TagGroup::new(Tag::TH(TableHeaderScope::Row)),
                            Role::Value => TagGroup::new(Tag::TD),
                        };
                        self.lines(&item.lines, &mut cell);
                        row.push(cell);
                    }
                    table
                        .get_or_insert_with(|| TagGroup::new(Tag::Table))
                        .push(row);
                }
            }
        }
    }

    fn lines(&mut self, lines: &[flow::Line], group: &mut TagGroup) {
        for line in lines {
            self.tagged(group, (line.x, line.y), line.size, &line.text);
        }
    }

    fn foot(&mut self, sheet: &Sheet, page: usize, pages: usize) {
        const SIZE: f32 = 9.0;
        self.surface
            .start_tagged(ContentTag::Artifact(Artifact::with_kind(
                ArtifactType::Footer,
            )));
        self.text(LEFT, FOOT, SIZE, &sheet.footer.mark);
        let count = format!("{page}／{pages}");
        let middle = (PAGE_WIDTH - self.face.width(&count) * SIZE) / 2.0;
        self.text(middle, FOOT, SIZE, &count);
        if let Some(number) = &sheet.footer.copy_number {
            let (words, _) = self.face.readable(&format!("配布番号 {number}"));
            self.text(RIGHT - self.face.width(&words) * SIZE, FOOT, SIZE, &words);
        }
        self.surface.end_tagged();
    }

    fn running_title(&mut self, title: &str) {
        const SIZE: f32 = 9.0;
        let words = format!("{title}{CONTINUED}");
        let x = RIGHT - self.face.width(&words) * SIZE;
        self.surface
            .start_tagged(ContentTag::Artifact(Artifact::with_kind(
                ArtifactType::Header,
            )));
        self.text(x, TOP - 8.0, SIZE, &words);
        self.surface.end_tagged();
    }

    /// One line of text; `y` is its baseline. Points.
    pub fn text(&mut self, x: f32, y: f32, size: f32, text: &str) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill {
            paint: luma::Color::black().into(),
            ..Fill::default()
        }));
        let glyphs = self.face.drawn(text);
        let at = Point::from_xy(x, y);
        self.surface
            .draw_glyphs(at, &glyphs, self.face.font(), text, size, false);
    }

    /// One line of text as a part of `group`; `at` is the beginning of its baseline. Points.
    pub fn tagged(&mut self, group: &mut TagGroup, at: (f32, f32), size: f32, text: &str) {
        if text.is_empty() {
            return;
        }
        let id = self
            .surface
            .start_tagged(ContentTag::Span(SpanTag::empty()));
        self.text(at.0, at.1, size, text);
        self.surface.end_tagged();
        group.push(id);
    }

    pub fn frame(&mut self, frame: Rect) {
        let mut path = PathBuilder::new();
        path.push_rect(frame);
        self.stroke(path);
    }

    /// A straight line, no part of the text. Points.
    pub fn rule(&mut self, from: (f32, f32), to: (f32, f32)) {
        let mut path = PathBuilder::new();
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
        self.stroke(path);
    }

    fn stroke(&mut self, path: PathBuilder) {
        let Some(path) = path.finish() else { return };
        self.surface
            .start_tagged(ContentTag::Artifact(Artifact::with_kind(
                ArtifactType::Layout,
            )));
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke {
            paint: luma::Color::black().into(),
            width: 0.6,
            ..Stroke::default()
        }));
        self.surface.draw_path(&path);
        self.surface.end_tagged();
    }
}
