//! The sheet as XLSX: the same boxes as merged cells with frames, one A4 page wide.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::PaperError;
use crate::line;
use crate::sheet::{Block, CONTINUED, Cell, Role, Row, Sheet, spare_share};

const FONT: &str = "BIZ UDPゴシック";
const SIZE: f64 = 10.0;
const NOTE_SIZE: f64 = 8.5;
const TITLE_SIZE: f64 = 14.0;
/// Points in a millimetre, and pixels as spreadsheets count them.
pub(crate) const POINTS: f64 = 72.0 / 25.4;
pub(crate) const PIXELS: f64 = 96.0 / 25.4;
/// From line to line in points. Generous, because the office may not have the font and will draw with
/// another.
const LEADING: f64 = 14.0;
/// Air above and below the text of a row, in points.
const AIR: f64 = 6.0;
/// Air left and right of the text of a cell, in points.
const SIDES: f64 = 9.0;
/// A spreadsheet row can be 409 points high; more text than this goes on in a row below it.
const LINES_IN_A_ROW: usize = 27;
/// What fits on one A4 page between the margins below, in points.
const PAGE: f64 = (297.0 - 14.0 - 17.0) * POINTS;

/// Writes the sheet. Everything is written as text, so nothing in it is ever computed.
///
/// # Errors
/// [`PaperError::Layout`] for a sheet without layout, [`PaperError::Xlsx`] for a fault of the writer.
pub fn write(sheet: &Sheet) -> Result<Vec<u8>, PaperError> {
    sheet.check()?;
    book(sheet).map_err(|_| PaperError::Xlsx)
}

fn book(sheet: &Sheet) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Neither a person nor a day: the same words give the same file.
    let properties = DocProperties::new()
        .set_title(&sheet.title)
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(sheet_name(&sheet.title))?;
    for (column, width) in (0..).zip(&sheet.columns) {
        let pixels = (f64::from(*width) * PIXELS).round();
        worksheet.set_column_width_pixels(column, pixels as u32)?;
    }
    let mut pen = Pen {
        last: (sheet.columns.len() - 1) as u16,
        widths: sheet
            .columns
            .iter()
            .map(|width| f64::from(*width) * POINTS)
            .collect(),
        row: 0,
        height: 0.0,
        worksheet,
    };
    let (needed, wanted) = pen.heights(sheet);
    let share = f64::from(spare_share(needed as f32, wanted as f32, PAGE as f32));

    let title = text_format(TITLE_SIZE).set_align(FormatAlign::Center);
    pen.across(&sheet.title, &title, TITLE_HEIGHT)?;
    for block in &sheet.blocks {
        match block {
            Block::Heading(text) => pen.across(text, &text_format(SIZE), HEADING_HEIGHT)?,
            Block::Note(text) => {
                let height = pen.note_height(text);
                pen.across(text, &text_format(NOTE_SIZE), height)?;
            }
            Block::Table(rows) => {
                for row in rows {
                    pen.table_row(row, share)?;
                }
            }
        }
    }
    let (rows, height, last) = (pen.row, pen.height, pen.last);
    page_setup(worksheet, sheet, height)?;
    worksheet.set_print_area(0, 0, rows.saturating_sub(1), last)?;
    workbook.save_to_buffer()
}

const TITLE_HEIGHT: f64 = 24.0;
const HEADING_HEIGHT: f64 = 20.0;

fn page_setup(worksheet: &mut Worksheet, sheet: &Sheet, height: f64) -> Result<(), XlsxError> {
    const INCH: f64 = 1.0 / 25.4;
    worksheet
        .set_paper_size(9)
        .set_portrait()
        .set_print_center_horizontally(true);
    worksheet.set_margins(
        20.0 * INCH,
        20.0 * INCH,
        14.0 * INCH,
        17.0 * INCH,
        7.0 * INCH,
        8.0 * INCH,
    );
    // One page when the paper is one page; otherwise as many as it takes, one wide.
    worksheet.set_print_fit_to_pages(1, u16::from(height <= PAGE + 1.0));
    worksheet.set_screen_gridlines(false);
    let number = match &sheet.footer.copy_number {
        Some(number) => format!("&R配布番号 {}", plain(number).replace('&', "&&")),
        None => String::new(),
    };
    let mark = sheet.footer.mark.replace('&', "&&");
    worksheet.set_footer(format!("&L{mark}&C&P／&N{number}"));
    Ok(())
}

struct Pen<'a> {
    worksheet: &'a mut Worksheet,
    last: u16,
    /// Breadth of the columns in points.
    widths: Vec<f64>,
    /// The next free row.
    row: u32,
    /// Height of all rows so far in points.
    height: f64,
}

impl Pen<'_> {
    /// Height of the whole paper in points: what the text needs, and with all spare height.
    fn heights(&self, sheet: &Sheet) -> (f64, f64) {
        let mut needed = TITLE_HEIGHT;
        let mut wanted = TITLE_HEIGHT;
        for block in &sheet.blocks {
            let fixed = match block {
                Block::Heading(_) => HEADING_HEIGHT,
                Block::Note(text) => self.note_height(text),
                Block::Table(rows) => {
                    for row in rows {
                        let least = lines_height(self.line_count(row));
                        needed += least;
                        wanted += least.max(f64::from(row.height) * POINTS);
                    }
                    0.0
                }
            };
            needed += fixed;
            wanted += fixed;
        }
        (needed, wanted)
    }

    fn note_height(&self, text: &str) -> f64 {
        let width: f64 = self.widths.iter().sum();
        wrapped(text, NOTE_SIZE, width - SIDES).len() as f64 * 12.0 + 2.0
    }

    fn next_row(&mut self, height: f64) -> Result<u32, XlsxError> {
        let row = self.row;
        self.worksheet.set_row_height(row, height)?;
        self.height += height;
        self.row += 1;
        Ok(row)
    }

    fn across(&mut self, text: &str, format: &Format, height: f64) -> Result<(), XlsxError> {
        let row = self.next_row(height)?;
        self.write(row, 0, self.last, &plain(text), format)
    }

    fn table_row(&mut self, row: &Row, share: f64) -> Result<(), XlsxError> {
        let parts = self.parts(row);
        let count = parts.len();
        for (index, texts) in parts.into_iter().enumerate() {
            let least = lines_height(self.lines(row, &texts));
            let spare = (f64::from(row.height) * POINTS - least).max(0.0);
            let height = if count == 1 {
                least + spare * share
            } else {
                least
            };
            let at = self.next_row(height.min(409.0))?;
            let mut column = 0;
            for (cell, text) in row.cells.iter().zip(&texts) {
                let end = column + cell.span as u16 - 1;
                let label = cell.role == Role::Label;
                let text = match (label, index) {
                    (true, 1..) => format!("{text}\n{CONTINUED}"),
                    _ => text.clone(),
                };
                let format = box_format(cell.role, height < 15.0 * POINTS, &text);
                self.write(at, column, end, &text, &format)?;
                column = end + 1;
            }
        }
        Ok(())
    }

    fn write(
        &mut self,
        row: u32,
        from: u16,
        to: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        // `write_string` and `merge_range` store text: a leading = is never a formula.
        if from < to {
            self.worksheet
                .merge_range(row, from, row, to, text, format)?;
        } else {
            self.worksheet
                .write_string_with_format(row, from, text, format)?;
        }
        Ok(())
    }

    /// Breadth of each cell's text.
    fn rooms(&self, row: &Row) -> Vec<f64> {
        let mut widths = self.widths.iter();
        let width = |cell: &Cell| widths.by_ref().take(cell.span).sum::<f64>() - SIDES;
        row.cells.iter().map(width).collect()
    }

    fn lines(&self, row: &Row, texts: &[String]) -> usize {
        let rooms = self.rooms(row);
        let counts = texts
            .iter()
            .zip(rooms)
            .map(|(text, room)| wrapped(text, SIZE, room).len());
        counts.max().unwrap_or(1)
    }

    fn line_count(&self, row: &Row) -> usize {
        let texts: Vec<String> = row.cells.iter().map(|cell| plain(&cell.text)).collect();
        self.lines(row, &texts)
    }

    /// The row's texts, cut at line ends into as many spreadsheet rows as they need; usually one.
    /// Labels stand in every part.
    fn parts(&self, row: &Row) -> Vec<Vec<String>> {
        let pieces: Vec<Vec<String>> = row
            .cells
            .iter()
            .zip(self.rooms(row))
            .map(|(cell, room)| {
                let text = plain(&cell.text);
                let lines = wrapped(&text, SIZE, room);
                if cell.role == Role::Label || lines.len() <= LINES_IN_A_ROW {
                    return vec![text];
                }
                let chunks = lines.chunks(LINES_IN_A_ROW);
                chunks
                    .map(|chunk| chunk.concat().trim_end_matches('\n').to_owned())
                    .collect()
            })
            .collect();
        let count = pieces.iter().map(Vec::len).max().unwrap_or(1);
        let part = |index: usize| {
            let cells = row.cells.iter().zip(&pieces);
            cells
                .map(|(cell, texts)| match (cell.role, texts.get(index)) {
                    (_, Some(text)) => text.clone(),
                    (Role::Label, None) => texts.first().cloned().unwrap_or_default(),
                    (Role::Value, None) => String::new(),
                })
                .collect()
        };
        (0..count).map(part).collect()
    }
}

/// The lines of a text with their line feeds, so that joining them gives the text again. Breadths are
/// those of a font whose kana and kanji are square, the broadest an office may have.
pub(crate) fn wrapped(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split_inclusive('\n') {
        let chars: Vec<char> = paragraph.chars().filter(|c| *c != '\n').collect();
        let breadth = |c: &char| if (*c as u32) < 0x500 { 0.62 } else { 1.0 };
        let widths: Vec<f32> = chars.iter().map(|c| breadth(c) * size as f32).collect();
        let ranges = line::wrap(&chars, &widths, room as f32);
        lines.extend(
            ranges
                .into_iter()
                .map(|range| chars[range].iter().collect::<String>()),
        );
        if let (true, Some(last)) = (paragraph.ends_with('\n'), lines.last_mut()) {
            last.push('\n');
        }
    }
    if lines.is_empty() || text.ends_with('\n') {
        lines.push(String::new());
    }
    lines
}

fn lines_height(count: usize) -> f64 {
    count as f64 * LEADING + AIR
}

/// Without the control characters that a spreadsheet file cannot hold.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| *c == '\n' || !c.is_control())
        .collect()
}

/// A sheet's name may have 31 characters and none of `[]:*?/\`.
fn sheet_name(title: &str) -> String {
    let allowed = title.chars().filter(|c| !"[]:*?/\\'".contains(*c));
    let name: String = allowed.take(31).collect();
    if name.is_empty() {
        "1".to_owned()
    } else {
        name
    }
}

pub(crate) fn text_format(size: f64) -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(size)
        .set_num_format("@")
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
}

fn box_format(role: Role, low: bool, text: &str) -> Format {
    let format = text_format(SIZE).set_border(FormatBorder::Thin);
    let format = match role {
        Role::Label => format.set_align(FormatAlign::Center),
        Role::Value if low => format.set_align(FormatAlign::Left),
        Role::Value => format
            .set_align(FormatAlign::Left)
            .set_align(FormatAlign::Top),
    };
    as_text(format, text)
}

/// Stays text even when somebody edits the cell and presses Enter.
pub(crate) fn as_text(format: Format, text: &str) -> Format {
    if text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        format.set_quote_prefix()
    } else {
        format
    }
}
