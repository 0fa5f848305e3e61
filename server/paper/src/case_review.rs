//! F-01 / F-01b 個別ケース検討会議資料 on the paper of the source (開催要領 別紙): same order, same words.
//!
//! Every printed word comes from `domain::form`; only the breadth and height of the boxes are here.

use std::collections::{BTreeMap, BTreeSet};

use domain::form::case_review::key;
use domain::form::{CASE_REVIEW_REPORT, CASE_REVIEW_REQUEST, Choice, Field, Form, Kind, Section};

use crate::sheet::{Block, Cell, Footer, Row, Sheet};
use crate::{PaperError, pdf, xlsx};

/// What stands for an address that was not opened.
pub const WITHHELD: &str = "非開示";
/// 取扱注意, at the foot of every page.
const MARK: &str = "取扱注意";

/// Breadths of the paper's columns in millimetres; a box covers one or more of them.
const COLUMNS: [f32; 5] = [36.0, 52.0, 22.0, 26.0, 34.0];

/// What an empty date box shows, as on the paper. The source prints 昭和 before it; an era is part of
/// the date, so an empty box has none.
const NO_DATE: &str = "　　　年　　月　　日";
const NO_TIME: &str = "　　　年　　月　　日　　時　　分～　　時　　分";

/// 個別ケース検討会議資料: the words to print, already formatted and already cut down to what the
/// reader of the paper may see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseReviewSheet {
    /// 【要請時記入項目】
    pub upper: Half,
    /// 【開催後記入項目】; its boxes stay empty when `None`.
    pub lower: Option<Half>,
    /// 住所, only when a listed person opened it for this very paper; otherwise 非開示 is printed. An
    /// address among the words of `upper` is never printed.
    pub address_shown: Option<String>,
    /// Why the address is not shown, for instance 支援措置手続中: prints 非開示（支援措置手続中）.
    pub address_reason: Option<String>,
    /// 配布番号 at the foot, when copies are numbered.
    pub copy_number: Option<String>,
}

/// One half of the paper: words by field key and ticked boxes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Half {
    /// Text of the box by field key (`domain::form::case_review::key`), as it shall be printed: dates in
    /// 元号, the age as 35歳, lists with a line feed between their lines. Absent boxes stay empty.
    pub words: BTreeMap<String, String>,
    /// Keys of ticked choices; `consent` for 本人の同意.
    pub ticked: BTreeSet<String>,
}

impl Half {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn word(mut self, key: &str, text: impl Into<String>) -> Self {
        self.words.insert(key.to_owned(), text.into());
        self
    }

    pub fn tick(mut self, key: &str) -> Self {
        self.ticked.insert(key.to_owned());
        self
    }

    fn text(&self, key: &str) -> &str {
        self.words.get(key).map_or("", |text| text.trim())
    }

    fn or<'a>(&'a self, key: &str, empty: &'a str) -> &'a str {
        match self.text(key) {
            "" => empty,
            text => text,
        }
    }
}

/// The paper as PDF: A4 portrait, text that can be searched, font embedded. The same words give the
/// same bytes.
///
/// # Errors
/// [`PaperError`] when the build lacks the font or a field; never because of what was written.
pub fn case_review_pdf(sheet: &CaseReviewSheet) -> Result<Vec<u8>, PaperError> {
    pdf::write(&case_review_sheet(sheet)?)
}

/// The same paper as XLSX, one A4 sheet wide.
///
/// # Errors
/// As [`case_review_pdf`].
pub fn case_review_xlsx(sheet: &CaseReviewSheet) -> Result<Vec<u8>, PaperError> {
    xlsx::write(&case_review_sheet(sheet)?)
}

/// The paper's boxes.
///
/// # Errors
/// [`PaperError::NoSuchField`] when the form's constant lost one of the paper's boxes.
pub fn case_review_sheet(sheet: &CaseReviewSheet) -> Result<Sheet, PaperError> {
    let empty = Half::new();
    let mut blocks = Vec::new();
    section(&CASE_REVIEW_REQUEST, upper_rows(sheet)?, &mut blocks);
    section(
        &CASE_REVIEW_REPORT,
        lower_rows(sheet.lower.as_ref().unwrap_or(&empty))?,
        &mut blocks,
    );
    Ok(Sheet {
        title: CASE_REVIEW_REQUEST.title.to_owned(),
        columns: COLUMNS.to_vec(),
        blocks,
        footer: Footer {
            mark: MARK.to_owned(),
            copy_number: sheet.copy_number.clone(),
        },
    })
}

fn section(form: &Form, rows: Vec<Row>, blocks: &mut Vec<Block>) {
    let heading = |section: &Section| Block::Heading(section.title.to_owned());
    blocks.extend(form.sections.first().map(heading));
    blocks.push(Block::Table(rows));
    let notes = form.sections.iter().flat_map(|section| section.notes);
    blocks.extend(notes.map(|note| Block::Note((*note).to_owned())));
}

fn upper_rows(sheet: &CaseReviewSheet) -> Result<Vec<Row>, PaperError> {
    let half = &sheet.upper;
    let field = |key| field(&CASE_REVIEW_REQUEST, key);
    let whole = |key, height| -> Result<Row, PaperError> {
        Ok(Row::new(
            height,
            vec![label(1, field(key)?), Cell::value(4, half.text(key))],
        ))
    };

    let age = field(key::AGE)?;
    let no_age = format!("　　{}", age.printed);
    let birth = format!(
        "{}　{} {}",
        half.or(key::BIRTH_DATE, NO_DATE),
        age.label,
        half.or(key::AGE, &no_age)
    );
    let name = match (half.text(key::NAME), half.text(key::KANA)) {
        (name, "") => name.to_owned(),
        (name, kana) => format!("{name}\n（{kana}）"),
    };
    let address = match (&sheet.address_shown, &sheet.address_reason) {
        (Some(address), _) => address.clone(),
        (None, Some(reason)) => format!("{WITHHELD}（{reason}）"),
        (None, None) => WITHHELD.to_owned(),
    };
    let consent = field(key::CONSENT)?;
    let consented = half.ticked.contains(key::CONSENT);

    Ok(vec![
        whole(key::REQUESTING_AGENCY, 7.0)?,
        Row::new(
            17.0,
            vec![
                label(1, field(key::CLAUSE5_ITEM)?),
                Cell::value(4, ticks(half, field(key::CLAUSE5_ITEM)?)),
            ],
        ),
        Row::new(
            9.0,
            vec![
                label(1, field(key::NAME)?),
                Cell::value(1, name),
                label(1, field(key::BIRTH_DATE)?),
                Cell::value(2, birth),
            ],
        ),
        Row::new(
            8.0,
            vec![label(1, field(key::ADDRESS)?), Cell::value(4, address)],
        ),
        whole(key::CURRENT_STATE, 21.0)?,
        Row::new(
            34.0,
            vec![
                label(1, field(key::CASE_OUTLINE_FACTS)?),
                Cell::value(4, outline(half)?),
            ],
        ),
        whole(key::MATTERS, 22.0)?,
        whole(key::ATTENDEE_SCOPE, 18.0)?,
        Row::new(
            12.0,
            vec![
                label(1, field(key::WISHED_DATETIME)?),
                Cell::value(2, half.text(key::WISHED_DATETIME)),
                label(1, field(key::WISHED_PLACE)?),
                Cell::value(1, half.text(key::WISHED_PLACE)),
            ],
        ),
        Row::new(
            8.0,
            vec![
                label(1, consent),
                Cell::value(4, format!("{} {}", tick(consented), consent.printed)),
            ],
        ),
    ])
}

fn lower_rows(half: &Half) -> Result<Vec<Row>, PaperError> {
    let field = |key| field(&CASE_REVIEW_REPORT, key);
    let whole = |key, height, empty| -> Result<Row, PaperError> {
        Ok(Row::new(
            height,
            vec![label(1, field(key)?), Cell::value(4, half.or(key, empty))],
        ))
    };
    Ok(vec![
        whole(key::WRITTEN_ON, 7.0, NO_DATE)?,
        whole(key::WRITER, 7.0, "")?,
        Row::new(
            9.0,
            vec![
                label(1, field(key::HELD)?),
                Cell::value(2, half.or(key::HELD, NO_TIME)),
                label(1, field(key::HELD_AT)?),
                Cell::value(1, half.text(key::HELD_AT)),
            ],
        ),
        whole(key::ATTENDEES, 16.0, "")?,
        whole(key::OUTCOME, 34.0, "")?,
    ])
}

fn field(form: &'static Form, key: &'static str) -> Result<&'static Field, PaperError> {
    form.field(key).ok_or(PaperError::NoSuchField(key))
}

/// The label over its remark in brackets, as in the paper's narrow boxes: 参集範囲 / (※1).
fn label(span: usize, field: &Field) -> Cell {
    let text = Form::box_label(field);
    match text.find(['（', '(']) {
        Some(at) => Cell::label(span, format!("{}\n{}", text[..at].trim_end(), &text[at..])),
        None => Cell::label(span, text),
    }
}

fn tick(ticked: bool) -> char {
    if ticked { '☑' } else { '☐' }
}

fn ticks(half: &Half, field: &Field) -> String {
    let options: &[Choice] = match field.kind {
        Kind::One { options } | Kind::Many { options, .. } => options,
        _ => &[],
    };
    let line = |choice: &Choice| {
        format!(
            "{} {}",
            tick(half.ticked.contains(choice.key)),
            choice.label
        )
    };
    options.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// ケース概要: facts and her own words in the paper's one box, each under its name.
fn outline(half: &Half) -> Result<String, PaperError> {
    let mut parts = Vec::new();
    for key in [key::CASE_OUTLINE_FACTS, key::CASE_OUTLINE_WORDS] {
        let text = half.text(key);
        if !text.is_empty() {
            parts.push(format!(
                "〔{}〕\n{text}",
                field(&CASE_REVIEW_REQUEST, key)?.label
            ));
        }
    }
    Ok(parts.join("\n"))
}
