//! F-16 進行表: the slots of a conference day, A4 landscape, a row each.
//!
//! A code stands for her, never a name: [`TimetableRow`] has no place for one. Rows grow with their
//! words and a page that is full is followed by another under the same headings.

use std::num::NonZeroU16;

use krilla::geom::Rect;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, TableHeaderScope, Tag, TagGroup, TagTree,
};
use krilla::{Document, SerializeSettings};

use crate::PaperError;
use crate::face::{Face, GAIJI_NOTE};
use crate::pdf::{MM, Pen};
use crate::sheet::CONTINUED;

/// 進行表 as it is printed, already cut down to what its reader may see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimetablePaper {
    /// Name of the series.
    pub title: String,
    /// 第n回
    pub number: u16,
    /// 根拠, as on the banner of the conference.
    pub basis: String,
    /// 会議日 in words.
    pub day: String,
    /// From when to when, in words.
    pub time: String,
    pub room: String,
    pub chair: String,
    pub recorder: String,
    pub rows: Vec<TimetableRow>,
}

/// One slot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimetableRow {
    /// From when to when, computed from the minutes before.
    pub time: String,
    /// 番号 of the case.
    pub code: String,
    pub area: String,
    pub caseworker: String,
    pub related: String,
    /// 新規 or 評価.
    pub mark: String,
    /// 終結・変更・再プラン・中断
    pub kind: String,
    pub plan: String,
    /// 家計再生プラン・就労準備支援プログラム, for those in charge of the case.
    pub sub_plans: String,
}

/// 進行表 at the head of every sheet.
pub const TITLE: &str = "進行表";
/// 取扱注意, at the foot of every sheet.
const MARK: &str = "取扱注意";
/// Columns with their breadth in millimetres; 267 altogether.
pub const COLUMNS: [(&str, f32); 10] = [
    ("枠", 12.0),
    ("時間", 32.0),
    ("番号", 30.0),
    ("区域", 26.0),
    ("相談員", 32.0),
    ("関係者", 51.0),
    ("新規/評価", 20.0),
    ("種別", 18.0),
    ("プラン", 16.0),
    ("個別の計画", 30.0),
];

const WIDTH: f32 = 297.0 * MM;
const HEIGHT: f32 = 210.0 * MM;
const LEFT: f32 = 15.0 * MM;
const RIGHT: f32 = WIDTH - LEFT;
const TITLE_AT: f32 = 18.0 * MM;
const HEAD_AT: f32 = 25.0 * MM;
const TABLE: f32 = 38.0 * MM;
/// Lower end of the table.
const BOTTOM: f32 = 193.0 * MM;
const NOTE_AT: f32 = 197.0 * MM;
const FOOT: f32 = 202.0 * MM;

const TITLE_SIZE: f32 = 14.0;
const SIZE: f32 = 9.5;
const SMALL_SIZE: f32 = 9.0;
const NOTE_SIZE: f32 = 7.5;
const LEADING: f32 = 1.35;
const ACROSS: f32 = 1.2 * MM;
const DOWN: f32 = 1.2 * MM;

/// A row with its words broken into lines.
struct Row {
    cells: Vec<Vec<String>>,
    height: f32,
}

/// 進行表 as PDF: text that can be searched, font embedded. The same words give the same bytes.
///
/// # Errors
/// [`PaperError`] for a fault of the build; never because of what was written.
pub fn pdf(paper: &TimetablePaper) -> Result<Vec<u8>, PaperError> {
    let face = Face::embedded()?;
    let mut missing = false;
    let mut readable = |words: &str| {
        let (words, lacks) = face.readable(words);
        missing |= lacks;
        words
    };
    let title = readable(&format!("{}　第{}回　{TITLE}", paper.title, paper.number));
    let head = head_lines(paper).map(|line| readable(&line));
    let rows: Vec<Row> = (1..)
        .zip(&paper.rows)
        .map(|(number, row)| {
            let words = words(number, row).map(|words| readable(&words));
            fit(&words, &face)
        })
        .collect();
    let headings = fit(&COLUMNS.map(|(heading, _)| heading.to_owned()), &face);
    let pages = pages(&rows, headings.height);

    let mut document = Document::new_with(SerializeSettings::default());
    // Title and language only: no author, no date, nothing of the cases.
    let metadata = Metadata::new()
        .title(TITLE.to_owned())
        .language("ja".to_owned());
    document.set_metadata(metadata);
    let mut tree = TagTree::new().with_lang(Some("ja".to_owned()));
    for (page, number) in pages.iter().zip(1..) {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or(PaperError::Layout)?;
        let mut open = document.start_page_with(settings);
        {
            let mut pen = Pen {
                face: &face,
                surface: open.surface(),
            };
            heading(&mut pen, &title, number > 1, &mut tree);
            for (line, down) in head.iter().zip([0.0, 5.0 * MM]) {
                let mut group = TagGroup::new(Tag::P);
                let size = SIZE.min((RIGHT - LEFT) / face.width(line).max(1.0));
                pen.tagged(&mut group, (LEFT, HEAD_AT + down), size, line);
                tree.push(group);
            }
            table(&mut pen, &headings, page, &mut tree);
            foot(&mut pen, missing, number, pages.len());
        }
        open.finish();
    }
    document.set_tag_tree(tree);
    document.finish().map_err(|_| PaperError::Pdf)
}

fn head_lines(paper: &TimetablePaper) -> [String; 2] {
    let new = paper.rows.iter().filter(|row| row.mark == "新規").count();
    [
        format!(
            "{}　{}　会場：{}　根拠：{}",
            paper.day, paper.time, paper.room, paper.basis
        ),
        format!(
            "司会：{}　記録：{}　新規{new}件・評価{}件",
            paper.chair,
            paper.recorder,
            paper.rows.len() - new
        ),
    ]
}

fn words(number: u16, row: &TimetableRow) -> [String; 10] {
    [
        number.to_string(),
        row.time.clone(),
        row.code.clone(),
        row.area.clone(),
        row.caseworker.clone(),
        row.related.clone(),
        row.mark.clone(),
        row.kind.clone(),
        row.plan.clone(),
        row.sub_plans.clone(),
    ]
}

fn fit(words: &[String; 10], face: &Face) -> Row {
    let cells: Vec<Vec<String>> = words
        .iter()
        .zip(COLUMNS)
        .map(|(words, (_, breadth))| face.broken(words, SIZE, breadth * MM - 2.0 * ACROSS))
        .collect();
    let lines = cells.iter().map(Vec::len).max().unwrap_or(1).max(1);
    Row {
        height: lines as f32 * SIZE * LEADING + 2.0 * DOWN,
        cells,
    }
}

/// Rows page by page; an empty day is one page with the headings alone.
fn pages(rows: &[Row], headings: f32) -> Vec<&[Row]> {
    let mut pages = Vec::new();
    let mut begin = 0;
    let mut y = TABLE + headings;
    for (at, row) in rows.iter().enumerate() {
        if y + row.height > BOTTOM && at > begin {
            pages.push(&rows[begin..at]);
            begin = at;
            y = TABLE + headings;
        }
        y += row.height;
    }
    pages.push(&rows[begin..]);
    pages
}

fn heading(pen: &mut Pen, title: &str, continued: bool, tree: &mut TagTree) {
    let words = match continued {
        true => format!("{title}{CONTINUED}"),
        false => title.to_owned(),
    };
    let breadth = pen.face.width(&words);
    let size = TITLE_SIZE.min((RIGHT - LEFT) / breadth.max(1.0));
    let mut group = TagGroup::new(Tag::Hn(NonZeroU16::MIN, None));
    let x = (WIDTH - breadth * size) / 2.0;
    pen.tagged(&mut group, (x, TITLE_AT), size, &words);
    tree.push(group);
}

fn table(pen: &mut Pen, headings: &Row, rows: &[Row], tree: &mut TagTree) {
    let mut table = TagGroup::new(Tag::Table);
    let mut y = TABLE;
    for (row, is_heading) in
        std::iter::once((headings, true)).chain(rows.iter().zip([false].into_iter().cycle()))
    {
        let mut line = TagGroup::new(Tag::TR);
        let mut x = LEFT;
        for (cell, (_, breadth)) in row.cells.iter().zip(COLUMNS) {
            let breadth = breadth * MM;
            if let Some(frame) = Rect::from_xywh(x, y, breadth, row.height) {
                pen.frame(frame);
            }
            let mut group = match is_heading {
                true => TagGroup::new(Tag::TH(TableHeaderScope::Column)),
                false => TagGroup::new(Tag::TD),
            };
            let mut at = y + DOWN + SIZE;
            for text in cell {
                let text = text.trim_end_matches('\n');
                let indent = match is_heading {
                    true => (breadth - pen.face.width(text) * SIZE) / 2.0,
                    false => ACROSS,
                };
                pen.tagged(&mut group, (x + indent, at), SIZE, text);
                at += SIZE * LEADING;
            }
            line.push(group);
            x += breadth;
        }
        table.push(line);
        y += row.height;
    }
    tree.push(table);
}

fn foot(pen: &mut Pen, missing: bool, number: usize, pages: usize) {
    let kind = Artifact::with_kind(ArtifactType::Footer);
    pen.surface.start_tagged(ContentTag::Artifact(kind));
    if missing {
        pen.text(LEFT, NOTE_AT, NOTE_SIZE, GAIJI_NOTE);
    }
    pen.text(LEFT, FOOT, SMALL_SIZE, MARK);
    let count = format!("{number}／{pages}");
    let middle = (WIDTH - pen.face.width(&count) * SMALL_SIZE) / 2.0;
    pen.text(middle, FOOT, SMALL_SIZE, &count);
    pen.surface.end_tagged();
}
