//! The boxes of one sheet: two rows of headings, then three rows a case.

use domain::calendar::wareki;
use domain::form::ledger::{
    ADDRESS_WITHHELD, CASES_A_SHEET, LedgerName, LedgerRow, LedgerSheet, ROUNDS_A_SHEET, label,
};

use crate::sheet::Role;

/// Breadths of the paper's twelve columns in millimetres: the six of the case, the names of the
/// lines of 管理記録, 第1回〜第4回, 備考.
pub(super) const COLUMNS: [f32; 12] = [
    10.0, 21.0, 26.0, 14.0, 22.0, 25.0, 14.0, 28.0, 28.0, 28.0, 28.0, 23.0,
];
/// Column of the names 会議日, 主担当機関, 状況等.
const LINES: usize = label::CASE.len();
/// Column of the sheet's first record.
const ROUNDS: usize = LINES + 1;
/// Column of 備考.
const NOTE: usize = ROUNDS + ROUNDS_A_SHEET;

const HEAD_ROWS: usize = 2;
const HEAD_HEIGHT: f32 = 7.0;
/// Heights of 会議日, 主担当機関 and 状況等 in millimetres.
const LINE_HEIGHTS: [f32; 3] = [7.0, 11.0, 31.0];

/// Heights of the sheet's rows in millimetres.
pub(super) fn heights() -> Vec<f32> {
    let cases = (0..CASES_A_SHEET).flat_map(|_| LINE_HEIGHTS);
    [HEAD_HEIGHT; HEAD_ROWS].into_iter().chain(cases).collect()
}

/// One box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub row: usize,
    /// How many rows and columns the box covers.
    pub rows: usize,
    pub column: usize,
    pub columns: usize,
    pub role: Role,
    pub place: Place,
    pub text: String,
}

/// Where on the paper a box stands, which decides whether it is said again when its case goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Printed words: on every sheet.
    Form,
    /// 番号.
    Number { case: usize },
    /// Short words that say which case it is: again on every sheet of the case.
    Case { case: usize },
    /// Writing of the case that goes on where it ended.
    Running { case: usize },
    /// 会議日 and 主担当機関 of one record: again where its 状況等 goes on.
    Round { case: usize, round: usize },
    /// 状況等 of one record.
    State { case: usize, round: usize },
}

impl Place {
    /// Which of the sheet's cases.
    pub fn case(self) -> Option<usize> {
        match self {
            Self::Form => None,
            Self::Number { case }
            | Self::Case { case }
            | Self::Running { case }
            | Self::Round { case, .. }
            | Self::State { case, .. } => Some(case),
        }
    }

    /// Which record of which case.
    pub fn record(self) -> Option<(usize, usize)> {
        match self {
            Self::Round { case, round } | Self::State { case, round } => Some((case, round)),
            _ => None,
        }
    }
}

impl Cell {
    /// Breadth and height in millimetres.
    pub fn size(&self) -> (f32, f32) {
        let height = heights().iter().skip(self.row).take(self.rows).sum::<f32>();
        let breadth = COLUMNS.iter().skip(self.column).take(self.columns);
        (breadth.sum::<f32>(), height)
    }

    /// Left and upper end in millimetres, from the table's corner.
    pub fn corner(&self) -> (f32, f32) {
        let left = COLUMNS.iter().take(self.column).sum();
        (left, heights().iter().take(self.row).sum())
    }

    /// 番号 and the words of the form stand in the middle of the breadth, everything else at the left.
    pub fn centred(&self) -> bool {
        self.role == Role::Label || matches!(self.place, Place::Number { .. })
    }

    /// 状況等 and 備考 start at the top of their box; everything else stands in its middle.
    pub fn at_top(&self) -> bool {
        let note = self.column == NOTE && self.role == Role::Value;
        note || matches!(self.place, Place::State { .. })
    }
}

/// The boxes of the sheet row by row, each row from left to right.
pub(super) fn cells(sheet: &LedgerSheet) -> Vec<Cell> {
    let mut cells = head(sheet);
    for case in 0..CASES_A_SHEET {
        case_boxes(case, sheet.rows.get(case), &mut cells);
    }
    cells
}

fn head(sheet: &LedgerSheet) -> Vec<Cell> {
    let form = |row, rows, column, columns, text: &str| Cell {
        row,
        rows,
        column,
        columns,
        role: Role::Label,
        place: Place::Form,
        text: text.to_owned(),
    };
    let mut cells = Vec::new();
    for (column, text) in label::CASE.iter().enumerate() {
        cells.push(form(0, HEAD_ROWS, column, 1, narrow(text)));
    }
    cells.push(form(0, 1, LINES, ROUNDS_A_SHEET + 1, label::RECORDS));
    cells.push(form(0, HEAD_ROWS, NOTE, 1, label::NOTE));
    // The paper leaves the box over 会議日 … empty.
    cells.push(form(1, 1, LINES, 1, ""));
    for (index, text) in sheet.round_labels().iter().enumerate() {
        cells.push(form(1, 1, ROUNDS + index, 1, text));
    }
    cells
}

/// A label over two lines where the source breaks it over two or more.
fn narrow(label: &'static str) -> &'static str {
    match label {
        label::NAME => "支援女性\n氏名",
        label::BIRTH => "生年月日\n（年齢）",
        label::FAMILY => "同伴家族\n氏名",
        label::ACCEPTED_ON => "相談受理\n年月日",
        label::AGENCY => "主担当\n機関",
        whole => whole,
    }
}

fn case_boxes(case: usize, row: Option<&LedgerRow>, cells: &mut Vec<Cell>) {
    let top = HEAD_ROWS + case * LINE_HEIGHTS.len();
    let tall = |column, place, text| Cell {
        row: top,
        rows: LINE_HEIGHTS.len(),
        column,
        columns: 1,
        role: Role::Value,
        place,
        text,
    };
    let places = [
        Place::Number { case },
        Place::Case { case },
        Place::Case { case },
        Place::Case { case },
        Place::Running { case },
        Place::Case { case },
    ];
    let words = row.map(case_words).unwrap_or_default();
    for (column, (place, text)) in places.into_iter().zip(words).enumerate() {
        cells.push(tall(column, place, text));
    }
    for (line, name) in label::LINES.into_iter().enumerate() {
        cells.push(Cell {
            row: top + line,
            rows: 1,
            column: LINES,
            columns: 1,
            role: Role::Label,
            place: Place::Form,
            text: narrow(name).to_owned(),
        });
        for round in 0..ROUNDS_A_SHEET {
            let record = row.and_then(|row| row.records.get(round));
            let text = record.map(|record| match line {
                0 => wareki(record.meeting_date).to_string(),
                1 => record.agency.clone(),
                _ => record.state.clone(),
            });
            cells.push(Cell {
                row: top + line,
                rows: 1,
                column: ROUNDS + round,
                columns: 1,
                role: Role::Value,
                place: match line {
                    0 | 1 => Place::Round { case, round },
                    _ => Place::State { case, round },
                },
                text: text.unwrap_or_default(),
            });
        }
        if line == 0 {
            let note = row.map(|row| row.note.clone()).unwrap_or_default();
            cells.push(tall(NOTE, Place::Running { case }, note));
        }
    }
}

/// The words of the columns before 管理記録.
fn case_words(row: &LedgerRow) -> [String; 6] {
    let (name, birth, family) = match &row.who {
        LedgerName::Name {
            name,
            birth_and_age,
            family,
        } => (name.clone(), birth_and_age.clone(), family.join("\n")),
        LedgerName::CodeAndAgeBand { code, band } => (
            code.clone(),
            band.clone().unwrap_or_default(),
            String::new(),
        ),
    };
    [
        row.no.to_string(),
        name,
        birth,
        ADDRESS_WITHHELD.to_owned(),
        family,
        wareki(row.accepted_on).to_string(),
    ]
}
