//! これまでに伝えたこと: the list that she takes home, a table for each agency. Her name, her number and
//! an address have no place on it: whoever finds the paper learns of nobody.

use crate::sheet::{Block, Cell, Footer, Row, Sheet};
use crate::{PaperError, pdf};

/// Title on the paper and in the file's properties.
pub const TITLE: &str = "これまでに伝えたことの一覧";
/// What she reads before the list.
const LEAD: &str = "だれに、いつ、何を伝えたかの一覧です。記録にあることだけを書いています。安全のために書いていないことがあるかもしれません。くわしく知りたいときは、担当の人に聞いてください。";
const NOTHING: &str = "記録には、まだ何もありません。";
/// Stands under the list.
const KEEP: &str =
    "この紙は、ほかの人に見られないところに置いてください。持って帰らずに、預けることもできます。";
/// Columns with their breadth in millimetres; 170 altogether.
const COLUMNS: [(&str, f32); 4] = [
    ("いつ", 36.0),
    ("何を", 58.0),
    ("伝えてよかったわけ", 40.0),
    ("見聞きできた内容", 36.0),
];
const LINE: f32 = 8.0;

/// The list, already cut down to what she may take home.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GivenSheet {
    /// Day of the list, in words.
    pub made_on: String,
    /// 配布番号
    pub copy_number: u32,
    /// By agency: its heading, and its rows oldest first.
    pub to: Vec<(String, Vec<GivenRow>)>,
}

/// One giving, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GivenRow {
    pub on: String,
    pub what: String,
    pub basis: String,
    pub kinds: String,
}

/// The list as PDF: text that can be searched, font embedded. The same words give the same bytes.
///
/// # Errors
/// [`PaperError`] for a fault of the build; never because of what was written.
pub fn pdf(list: &GivenSheet) -> Result<Vec<u8>, PaperError> {
    pdf::write(&sheet(list))
}

fn sheet(list: &GivenSheet) -> Sheet {
    let note = |words: &str| Block::Note(words.to_owned());
    let mut blocks = vec![note(&format!("{}の一覧　{LEAD}", list.made_on))];
    if list.to.is_empty() {
        blocks.push(note(NOTHING));
    }
    for (heading, rows) in &list.to {
        blocks.push(Block::Heading(heading.clone()));
        let labels = COLUMNS.map(|(label, _)| Cell::label(1, label));
        let head = Row::new(LINE, labels.to_vec());
        let rows = rows.iter().map(|row| {
            let words = [&row.on, &row.what, &row.basis, &row.kinds];
            Row::new(LINE, words.map(|words| Cell::value(1, words)).to_vec())
        });
        blocks.push(Block::Table(std::iter::once(head).chain(rows).collect()));
    }
    blocks.push(note(KEEP));
    Sheet {
        title: TITLE.to_owned(),
        columns: COLUMNS.map(|(_, breadth)| breadth).to_vec(),
        blocks,
        footer: Footer {
            mark: String::new(),
            copy_number: Some(list.copy_number.to_string()),
        },
    }
}
