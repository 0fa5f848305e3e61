//! The paper as boxes: what stands where, before it becomes a PDF or an XLSX.

use crate::PaperError;

/// 用紙: one paper, A4 portrait, already cut down to what its reader may see.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Title on the paper and in the file's properties; never a name.
    pub title: String,
    /// Widths of the columns in millimetres; [`WIDTH`] in sum.
    pub columns: Vec<f32>,
    pub blocks: Vec<Block>,
    pub footer: Footer,
}

/// Breadth of the printed area in millimetres: A4 less 20 mm on each side.
pub const WIDTH: f32 = 170.0;

/// A piece of the paper from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// For instance 【要請時記入項目】.
    Heading(String),
    Table(Vec<Row>),
    /// Small print under a table, for instance ※1.
    Note(String),
}

/// One row of boxes.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Height in millimetres as on the empty paper. Grows with its text; gives way when the paper
    /// would otherwise not fit on its page.
    pub height: f32,
    pub cells: Vec<Cell>,
}

/// One box.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub role: Role,
    /// How many columns the box covers, at least one.
    pub span: usize,
    pub text: String,
}

/// What a box is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Printed words of the form.
    Label,
    /// What was written.
    Value,
}

/// 欄外: stands at the foot of every page.
#[derive(Debug, Clone, PartialEq)]
pub struct Footer {
    /// 取扱注意
    pub mark: String,
    /// 配布番号: the number of this copy, when the copies are numbered.
    pub copy_number: Option<String>,
}

impl Row {
    pub fn new(height: f32, cells: Vec<Cell>) -> Self {
        Self { height, cells }
    }

    /// The row's words for the part that goes on on the next page.
    pub(crate) fn continued(&self, rest: Vec<String>) -> Row {
        let cells = self
            .cells
            .iter()
            .zip(rest)
            .map(|(cell, text)| Cell {
                text: match cell.role {
                    Role::Label if cell.text.ends_with(CONTINUED) => cell.text.clone(),
                    Role::Label => format!("{}\n{CONTINUED}", cell.text),
                    Role::Value => text,
                },
                ..cell.clone()
            })
            .collect();
        Row { height: 0.0, cells }
    }
}

/// Stands under the label of a box that began on the page before.
pub(crate) const CONTINUED: &str = "（続き）";

impl Cell {
    pub fn label(span: usize, text: impl Into<String>) -> Self {
        Self {
            role: Role::Label,
            span,
            text: text.into(),
        }
    }

    pub fn value(span: usize, text: impl Into<String>) -> Self {
        Self {
            role: Role::Value,
            span,
            text: text.into(),
        }
    }
}

impl Sheet {
    /// # Errors
    /// [`PaperError::Layout`] when a row's boxes do not cover the columns exactly.
    pub(crate) fn check(&self) -> Result<(), PaperError> {
        let fills = |row: &Row| {
            row.cells.iter().all(|cell| cell.span > 0)
                && row.cells.iter().map(|cell| cell.span).sum::<usize>() == self.columns.len()
        };
        let whole = self.blocks.iter().all(|block| match block {
            Block::Table(rows) => rows.iter().all(fills),
            Block::Heading(_) | Block::Note(_) => true,
        });
        if whole && !self.columns.is_empty() {
            Ok(())
        } else {
            Err(PaperError::Layout)
        }
    }
}

/// How much of the rows' spare height (height on the empty paper above what the text needs) remains,
/// 0 to 1, so that the paper keeps to one page when its text allows. 1 when it needs more pages.
///
/// `needed` and `wanted` are the heights of the whole paper without and with all spare height, `page`
/// that of the page, all in the same unit.
pub(crate) fn spare_share(needed: f32, wanted: f32, page: f32) -> f32 {
    if wanted <= page || needed > page {
        1.0
    } else {
        (page - needed) / (wanted - needed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spare_height_gives_way_only_when_that_keeps_one_page() {
        assert_eq!(spare_share(50.0, 90.0, 100.0), 1.0);
        assert_eq!(spare_share(80.0, 120.0, 100.0), 0.5);
        assert_eq!(spare_share(101.0, 120.0, 100.0), 1.0);
    }

    #[test]
    fn a_row_that_does_not_fill_the_columns_is_refused() {
        let sheet = |span| Sheet {
            title: String::new(),
            columns: vec![40.0, 130.0],
            blocks: vec![Block::Table(vec![Row::new(
                8.0,
                vec![Cell::value(span, "")],
            )])],
            footer: Footer {
                mark: String::new(),
                copy_number: None,
            },
        };
        assert!(sheet(2).check().is_ok());
        assert!(matches!(sheet(1).check(), Err(PaperError::Layout)));
    }
}
