//! Puts the sheet's boxes on pages: rows grow with their text, and a box that does not end on a page
//! goes on on the next, under its label again. Nothing is cut off.

use krilla::geom::Rect;

use super::{BOTTOM, LEFT, MM, RIGHT, TOP};
use crate::face::{Face, GAIJI_NOTE};
use crate::sheet::{Block, Cell, Role, Row, Sheet, spare_share};

const TITLE_SIZE: f32 = 14.0;
const TEXT_SIZE: f32 = 10.0;
const NOTE_SIZE: f32 = 8.5;
/// From one line to the next, in units of the size.
const LEADING: f32 = 1.36;
/// Where the baseline lies in a line, in units of the size.
const BASELINE: f32 = 1.04;
const PAD_X: f32 = 1.5 * MM;
const PAD_LABEL: f32 = 1.0 * MM;
const PAD_Y: f32 = 1.0 * MM;
/// A box is begun at the foot of a page only when this many lines of it fit there.
const LEAST_LINES: usize = 3;

/// What stands on one page, in reading order.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub pieces: Vec<Piece>,
}

#[derive(Debug)]
pub(super) enum Piece {
    /// Title (level 1), heading (level 2) or note (no level).
    Text {
        lines: Vec<Line>,
        level: Option<u16>,
    },
    Row {
        boxes: Vec<Placed>,
    },
}

#[derive(Debug)]
pub(super) struct Placed {
    pub frame: Rect,
    pub role: Role,
    pub lines: Vec<Line>,
}

/// One line of text; `y` is its baseline.
#[derive(Debug)]
pub(super) struct Line {
    pub x: f32,
    pub y: f32,
    pub size: f32,
    pub text: String,
}

/// Lays the sheet out: with the boxes as high as on the empty paper where there is room for that, and
/// closer where that saves a page.
pub(super) fn pages(sheet: &Sheet, face: &Face) -> Vec<Page> {
    let (mut blocks, missing) = readable(sheet, face);
    blocks.extend(missing);
    let title = face.readable(&sheet.title).0;
    let share = Flow::new(sheet, face).share(&title, &blocks);
    let roomy = Flow::new(sheet, face).laid_out(&title, &blocks, share);
    if roomy.len() == 1 {
        return roomy;
    }
    let close = Flow::new(sheet, face).laid_out(&title, &blocks, 0.0);
    if close.len() < roomy.len() {
        close
    } else {
        roomy
    }
}

const TITLE_GAP: f32 = 4.0;
const HEADING_GAP: f32 = 6.0;
const NOTE_GAP: f32 = 1.0;

/// The sheet's blocks in characters the font has, and the note to add when some were missing.
fn readable(sheet: &Sheet, face: &Face) -> (Vec<Block>, Option<Block>) {
    let mut any = false;
    let mut read = |text: &str| {
        let (text, missing) = face.readable(text);
        any |= missing;
        text
    };
    let blocks = sheet
        .blocks
        .iter()
        .map(|block| match block {
            Block::Heading(text) => Block::Heading(read(text)),
            Block::Note(text) => Block::Note(read(text)),
            Block::Table(rows) => Block::Table(
                rows.iter()
                    .map(|row| {
                        let cells = row.cells.iter();
                        let cells = cells.map(|cell| Cell {
                            text: read(&cell.text),
                            ..cell.clone()
                        });
                        Row::new(row.height, cells.collect())
                    })
                    .collect(),
            ),
        })
        .collect();
    (blocks, any.then(|| Block::Note(GAIJI_NOTE.to_owned())))
}

struct Flow<'a> {
    face: &'a Face,
    columns: Vec<f32>,
    pages: Vec<Page>,
    /// Upper end of what is still free on the last page.
    y: f32,
}

impl<'a> Flow<'a> {
    fn new(sheet: &Sheet, face: &'a Face) -> Self {
        let columns = sheet.columns.iter().map(|width| width * MM).collect();
        Self {
            face,
            columns,
            pages: vec![Page::default()],
            y: TOP,
        }
    }

    /// How much of the spare height one page allows.
    fn share(&self, title: &str, blocks: &[Block]) -> f32 {
        let mut needed = self.text_height(title, TITLE_SIZE, TITLE_GAP);
        let mut wanted = needed;
        for block in blocks {
            let fixed = match block {
                Block::Heading(text) => self.text_height(text, TEXT_SIZE, HEADING_GAP),
                Block::Note(text) => self.text_height(text, NOTE_SIZE, NOTE_GAP),
                Block::Table(rows) => {
                    for row in rows {
                        let least = self.needed(row);
                        needed += least;
                        wanted += least.max(row.height * MM);
                    }
                    0.0
                }
            };
            needed += fixed;
            wanted += fixed;
        }
        spare_share(needed, wanted, BOTTOM - TOP)
    }

    fn laid_out(mut self, title: &str, blocks: &[Block], share: f32) -> Vec<Page> {
        self.title(title);
        for block in blocks {
            match block {
                Block::Heading(text) => self.heading(text),
                Block::Note(text) => self.note(text),
                Block::Table(rows) => rows.iter().for_each(|row| self.row(row, share)),
            }
        }
        self.pages
    }

    fn put(&mut self, piece: Piece) {
        if let Some(page) = self.pages.last_mut() {
            page.pieces.push(piece);
        }
    }

    fn turn(&mut self) {
        self.pages.push(Page::default());
        self.y = TOP;
    }

    fn wrap(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = self.face.broken(text, size, width);
        for line in &mut lines {
            line.truncate(line.trim_end_matches('\n').len());
        }
        if text.is_empty() || text.ends_with('\n') {
            lines.push(String::new());
        }
        lines
    }

    fn text_height(&self, text: &str, size: f32, gap: f32) -> f32 {
        self.wrap(text, size, RIGHT - LEFT).len() as f32 * size * LEADING + gap
    }

    fn title(&mut self, text: &str) {
        let x = LEFT + (RIGHT - LEFT - self.face.width(text) * TITLE_SIZE) / 2.0;
        let line = Line {
            x,
            y: self.y + TITLE_SIZE * BASELINE,
            size: TITLE_SIZE,
            text: text.into(),
        };
        self.put(Piece::Text {
            lines: vec![line],
            level: Some(1),
        });
        self.y += self.text_height(text, TITLE_SIZE, TITLE_GAP);
    }

    fn heading(&mut self, text: &str) {
        let height = self.text_height(text, TEXT_SIZE, HEADING_GAP);
        // Never alone at the foot of a page.
        if self.y + height + 4.0 * TEXT_SIZE * LEADING > BOTTOM {
            self.turn();
        }
        let y = self.y + HEADING_GAP - 2.0 + TEXT_SIZE * BASELINE;
        let line = Line {
            x: LEFT,
            y,
            size: TEXT_SIZE,
            text: text.to_owned(),
        };
        self.put(Piece::Text {
            lines: vec![line],
            level: Some(2),
        });
        self.y += height;
    }

    fn note(&mut self, text: &str) {
        if self.y + self.text_height(text, NOTE_SIZE, NOTE_GAP) > BOTTOM {
            self.turn();
        }
        self.y += NOTE_GAP;
        let mut lines = Vec::new();
        for text in self.wrap(text, NOTE_SIZE, RIGHT - LEFT) {
            let y = self.y + NOTE_SIZE * BASELINE;
            lines.push(Line {
                x: LEFT,
                y,
                size: NOTE_SIZE,
                text,
            });
            self.y += NOTE_SIZE * LEADING;
        }
        self.put(Piece::Text { lines, level: None });
    }

    /// The lines of each box of the row.
    fn wrapped(&self, row: &Row) -> Vec<Vec<String>> {
        let mut columns = self.columns.iter();
        let mut wrapped = Vec::new();
        for cell in &row.cells {
            let width: f32 = columns.by_ref().take(cell.span).sum();
            wrapped.push(self.wrap(&cell.text, TEXT_SIZE, width - 2.0 * pad(cell.role)));
        }
        wrapped
    }

    fn needed(&self, row: &Row) -> f32 {
        lines_height(self.wrapped(row).iter().map(Vec::len).max().unwrap_or(1))
    }

    fn row(&mut self, row: &Row, share: f32) {
        let mut row = row.clone();
        loop {
            let wrapped = self.wrapped(&row);
            let count = wrapped.iter().map(Vec::len).max().unwrap_or(1);
            let needed = lines_height(count);
            let room = BOTTOM - self.y;
            let spare = (row.height * MM - needed).max(0.0);
            let wanted = needed + spare * share;
            // Half a point: rounding must not turn a page.
            if wanted <= room + 0.5 {
                return self.place(&row, wrapped, wanted);
            }
            let fresh = self.y <= TOP;
            if needed <= room {
                if fresh || spare < needed {
                    return self.place(&row, wrapped, room);
                }
                self.turn();
                continue;
            }
            let fitting = ((room - 2.0 * PAD_Y) / (TEXT_SIZE * LEADING)).max(0.0) as usize;
            if !fresh && (fitting < LEAST_LINES || count <= 2 * LEAST_LINES) {
                self.turn();
                continue;
            }
            let (head, rest) = split(&row, wrapped, fitting.max(1));
            self.place(&row, head, room);
            row = row.continued(rest);
            self.turn();
        }
    }

    fn place(&mut self, row: &Row, wrapped: Vec<Vec<String>>, height: f32) {
        let mut x = LEFT;
        let mut columns = self.columns.clone().into_iter();
        let mut boxes = Vec::new();
        let tallest = lines_height(wrapped.iter().map(Vec::len).max().unwrap_or(1));
        // A low row reads as one line of words: everything in its middle. In a tall box the writing
        // starts at the top.
        let low = height < 15.0 * MM || tallest > height - 3.0;
        for (cell, lines) in row.cells.iter().zip(wrapped) {
            let width: f32 = columns.by_ref().take(cell.span).sum();
            let middle = cell.role == Role::Label || low;
            let top = if middle {
                (height - lines_height(lines.len())) / 2.0
            } else {
                0.0
            };
            let mut y = self.y + top + PAD_Y + TEXT_SIZE * BASELINE;
            let mut placed = Vec::new();
            for text in lines {
                let indent = match cell.role {
                    Role::Label => (width - self.face.width(&text) * TEXT_SIZE) / 2.0,
                    Role::Value => PAD_X,
                };
                placed.push(Line {
                    x: x + indent,
                    y,
                    size: TEXT_SIZE,
                    text,
                });
                y += TEXT_SIZE * LEADING;
            }
            if let Some(frame) = Rect::from_xywh(x, self.y, width, height) {
                boxes.push(Placed {
                    frame,
                    role: cell.role,
                    lines: placed,
                });
            }
            x += width;
        }
        self.put(Piece::Row { boxes });
        self.y += height;
    }
}

fn pad(role: Role) -> f32 {
    match role {
        Role::Label => PAD_LABEL,
        Role::Value => PAD_X,
    }
}

fn lines_height(count: usize) -> f32 {
    count as f32 * TEXT_SIZE * LEADING + 2.0 * PAD_Y
}

/// The first lines of every value, and the text that remains. Labels stay whole.
fn split(row: &Row, wrapped: Vec<Vec<String>>, count: usize) -> (Vec<Vec<String>>, Vec<String>) {
    let mut head = Vec::new();
    let mut rest = Vec::new();
    for (cell, mut lines) in row.cells.iter().zip(wrapped) {
        let remaining = match cell.role {
            Role::Value if lines.len() > count => lines.split_off(count),
            _ => Vec::new(),
        };
        head.push(lines);
        rest.push(remaining.join("\n"));
    }
    (head, rest)
}
