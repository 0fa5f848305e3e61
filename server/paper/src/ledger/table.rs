//! The ledger as XLSX: one worksheet, a page break between the sheets of the paper.

use domain::form::ledger::{EXAMPLE, LedgerSheet, MARK as FORM_MARK, TITLE};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::fit::{self, Fitted, Measure, Page};
use super::grid::{COLUMNS, heights};
use super::{LedgerPaper, MARK};
use crate::sheet::CONTINUED;
use crate::xlsx::{PIXELS, POINTS, as_text, plain, text_format, wrapped};

const TITLE_SIZE: f64 = 14.0;
const SMALL_SIZE: f64 = 9.0;
/// Heights in points of the rows above and below the table.
const FORM_MARK_HEIGHT: f64 = 14.0;
const TITLE_HEIGHT: f64 = 26.0;
const COPY_HEIGHT: f64 = 18.0;
/// A little less than the paper holds, because printers and offices' fonts differ. Fitting to pages
/// would switch the page breaks off.
const SCALE: u16 = 95;

/// Writes the sheets. Everything is written as text, so nothing in it is ever computed.
pub(super) fn write(paper: &LedgerPaper, sheets: &[LedgerSheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Neither a person nor a day: the same words give the same file.
    let properties = DocProperties::new()
        .set_title(TITLE)
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(TITLE)?;
    for (column, width) in (0..).zip(COLUMNS) {
        let pixels = (f64::from(width) * PIXELS).round();
        worksheet.set_column_width_pixels(column, pixels as u32)?;
    }
    let copy = plain(&paper.copy_line());
    let mut breaks = Vec::new();
    let mut row = 0;
    for page in fit::pages(sheets, &Squares) {
        if row > 0 {
            breaks.push(row);
        }
        row = write_page(worksheet, row, &page, &copy)?;
    }
    worksheet.set_page_breaks(&breaks)?;
    worksheet.set_print_area(0, 0, row.saturating_sub(1), LAST)?;
    page_setup(worksheet)?;
    workbook.save_to_buffer()
}

const LAST: u16 = COLUMNS.len() as u16 - 1;

/// Breadths of a font whose kana and kanji are square, the broadest an office may have.
struct Squares;

impl Measure for Squares {
    const LEADING: f32 = 1.4;
    const PAD: (f32, f32) = (4.5, 2.0);

    fn lines(&self, text: &str, size: f32, breadth: f32) -> Vec<String> {
        let mut lines = wrapped(text, f64::from(size), f64::from(breadth));
        // An empty line behind the last line feed takes no room.
        if lines.len() > 1 && lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        lines
    }

    fn readable(&self, text: &str) -> (String, bool) {
        (plain(text), false)
    }
}

/// Writes one page from this row on; gives the first row behind it.
fn write_page(
    worksheet: &mut Worksheet,
    first: u32,
    page: &Page,
    copy: &str,
) -> Result<u32, XlsxError> {
    let mut title = format!("{TITLE}{EXAMPLE}");
    if page.continued {
        title += CONTINUED;
    }
    let small = text_format(SMALL_SIZE);
    let right = small.clone().set_align(FormatAlign::Right);
    let center = text_format(TITLE_SIZE).set_align(FormatAlign::Center);
    across(worksheet, first, FORM_MARK_HEIGHT, FORM_MARK, &right)?;
    across(worksheet, first + 1, TITLE_HEIGHT, &title, &center)?;
    let mut end = first + 2;
    for height in heights() {
        worksheet.set_row_height(end, f64::from(height) * POINTS)?;
        end += 1;
    }
    for item in &page.cells {
        write_cell(worksheet, first + 2, item)?;
    }
    across(worksheet, end, COPY_HEIGHT, copy, &small)?;
    Ok(end + 1)
}

fn across(
    worksheet: &mut Worksheet,
    row: u32,
    height: f64,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    worksheet.set_row_height(row, height)?;
    worksheet.merge_range(row, 0, row, LAST, text, format)?;
    Ok(())
}

fn write_cell(worksheet: &mut Worksheet, table: u32, item: &Fitted) -> Result<(), XlsxError> {
    let cell = &item.cell;
    let text = item.lines.concat();
    let text = text.trim_end_matches('\n');
    let format = text_format(f64::from(item.size)).set_border(FormatBorder::Thin);
    let format = if cell.centred() {
        format.set_align(FormatAlign::Center)
    } else {
        format.set_align(FormatAlign::Left)
    };
    let format = if cell.at_top() {
        format.set_align(FormatAlign::Top)
    } else {
        format
    };
    let format = as_text(format, text);
    let (top, left) = (table + cell.row as u32, cell.column as u16);
    let bottom = top + cell.rows as u32 - 1;
    let right = left + cell.columns as u16 - 1;
    // `write_string` and `merge_range` store text: a leading = is never a formula.
    if (top, left) == (bottom, right) {
        worksheet.write_string_with_format(top, left, text, &format)?;
    } else {
        worksheet.merge_range(top, left, bottom, right, text, &format)?;
    }
    Ok(())
}

fn page_setup(worksheet: &mut Worksheet) -> Result<(), XlsxError> {
    const INCH: f64 = 1.0 / 25.4;
    worksheet
        .set_paper_size(9)
        .set_landscape()
        .set_print_scale(SCALE)
        .set_print_center_horizontally(true)
        .set_screen_gridlines(false)
        .set_margins(
            12.0 * INCH,
            12.0 * INCH,
            10.0 * INCH,
            13.0 * INCH,
            6.0 * INCH,
            6.0 * INCH,
        );
    worksheet.set_footer(format!("&L{MARK}&C&P／&N"));
    Ok(())
}
