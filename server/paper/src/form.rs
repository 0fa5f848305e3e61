//! 一件の書面: a form with one box a line, label beside value: 照会・協力依頼書, 事後報告書, 招集通知, 誓約書, 評価.
//!
//! Every printed word comes from the form and from what it is given; only the breadth of the two
//! columns is here. None of these forms has a box for an address.

use std::collections::BTreeMap;

use domain::form::{Choice, Field, Form, Kind};

use crate::sheet::{Block, Cell, Footer, Row, Sheet};
use crate::{PaperError, pdf};

/// 取扱注意, at the foot of every page.
const MARK: &str = "取扱注意";
/// Breadths of label and value in millimetres.
const COLUMNS: [f32; 2] = [42.0, 128.0];
/// Heights of a box for one line and for several, in millimetres.
const LINE: f32 = 9.0;
const LINES: f32 = 30.0;

/// The words of one paper, already formatted and already cut down to what its readers may see.
#[derive(Debug, Clone)]
pub struct FormPaper {
    pub form: &'static Form,
    /// Text of the box by field key, as it shall be printed. Absent boxes stay empty for the pen.
    pub words: BTreeMap<&'static str, String>,
    /// Key of the ticked choice by the key of its box; a box without one is left to the pen.
    pub ticked: BTreeMap<&'static str, &'static str>,
    /// Lines that come in any number, by the key of the box above which they stand.
    pub lines: BTreeMap<&'static str, Vec<Line>>,
    /// 配布番号 at the foot, when copies are numbered.
    pub copy_number: Option<String>,
}

/// A line of its own, such as one goal of many: what it is called, a choice to tick, and words.
#[derive(Debug, Clone)]
pub struct Line {
    pub label: String,
    pub options: &'static [Choice],
    /// Key of the ticked choice; none is left to the pen.
    pub ticked: Option<&'static str>,
    pub words: String,
}

impl FormPaper {
    pub fn new(form: &'static Form) -> Self {
        Self {
            form,
            words: BTreeMap::new(),
            ticked: BTreeMap::new(),
            lines: BTreeMap::new(),
            copy_number: None,
        }
    }

    pub fn word(mut self, key: &'static str, text: impl Into<String>) -> Self {
        self.words.insert(key, text.into());
        self
    }

    pub fn tick(mut self, key: &'static str, choice: Option<&'static str>) -> Self {
        self.ticked.extend(choice.map(|choice| (key, choice)));
        self
    }

    pub fn lines(mut self, above: &'static str, lines: Vec<Line>) -> Self {
        self.lines.insert(above, lines);
        self
    }
}

/// The paper as PDF: A4 portrait, text that can be searched, font embedded. The same words give the
/// same bytes.
///
/// # Errors
/// [`PaperError::NoSuchField`] for a word, a tick or a line that has no box; never because of what was written.
pub fn pdf(paper: &FormPaper) -> Result<Vec<u8>, PaperError> {
    pdf::write(&sheet(paper)?)
}

fn sheet(paper: &FormPaper) -> Result<Sheet, PaperError> {
    let keys = paper.words.keys().chain(paper.ticked.keys());
    for key in keys.chain(paper.lines.keys()) {
        paper.form.field(key).ok_or(PaperError::NoSuchField(key))?;
    }
    let mut blocks = Vec::new();
    for section in paper.form.sections {
        if !section.title.is_empty() {
            blocks.push(Block::Heading(section.title.to_owned()));
        }
        let rows = section.fields.iter().flat_map(|field| {
            let above = paper.lines.get(field.key).into_iter().flatten();
            above.map(line).chain([row(field, paper)])
        });
        blocks.push(Block::Table(rows.collect()));
        let notes = section.notes.iter();
        blocks.extend(notes.map(|note| Block::Note((*note).to_owned())));
    }
    Ok(Sheet {
        title: paper.form.title.to_owned(),
        columns: COLUMNS.to_vec(),
        blocks,
        footer: Footer {
            mark: MARK.to_owned(),
            copy_number: paper.copy_number.clone(),
        },
    })
}

fn row(field: &Field, paper: &FormPaper) -> Row {
    let written = paper.words.get(field.key).map_or("", |text| text.trim());
    let (height, value) = match field.kind {
        Kind::One { options } => (
            LINE * options.len() as f32 * 0.7,
            ticks(options, paper.ticked.get(field.key).copied()),
        ),
        Kind::LongText { .. } => (LINES, written.to_owned()),
        Kind::Date if written.is_empty() => (LINE, "　　　年　　月　　日".to_owned()),
        _ => (LINE, written.to_owned()),
    };
    Row::new(
        height,
        vec![Cell::label(1, field.label), Cell::value(1, value)],
    )
}

fn line(line: &Line) -> Row {
    let ticked = ticks(line.options, line.ticked);
    let value = match line.words.trim() {
        "" => ticked,
        words => format!("{ticked}\n{words}"),
    };
    let height = LINE * line.options.len() as f32 * 0.7;
    Row::new(
        height,
        vec![Cell::label(1, &line.label), Cell::value(1, value)],
    )
}

fn ticks(options: &[Choice], ticked: Option<&str>) -> String {
    let line = |choice: &Choice| {
        let mark = if ticked == Some(choice.key) {
            '☑'
        } else {
            '☐'
        };
        format!("{mark} {}", choice.label)
    };
    options.iter().map(line).collect::<Vec<_>>().join("\n")
}
