//! F-02 ケース進行管理台帳: the paper of 困難な問題を抱える女性支援連携強化モデル事業 実施要綱 別紙様式1.
//!
//! A table of all cases, three to a sheet, with 管理記録 第1回〜第4回 beside each. It is no
//! [`Form`](super::Form): nobody fills it in, [`sheets`] lays out what the meetings wrote down.
//!
//! The paper's 住所 is no field of [`LedgerRow`]: the box always prints 非開示, so no print of the
//! ledger can carry an address (BR-016, BR-070). Names are one arm of [`LedgerName`], so that a copy
//! for others has no place for them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::case::Birth;

/// Number in the form catalogue (domain.md §10).
pub const NUMBER: &str = "F-02";
/// Stands above the title.
pub const MARK: &str = "（別紙様式1）";
pub const TITLE: &str = "ケース進行管理台帳";
/// Stands behind the title.
pub const EXAMPLE: &str = "（様式例）";
/// Where the form comes from.
pub const SOURCE: &str = "困難な問題を抱える女性支援連携強化モデル事業 実施要綱 4(2)③イ 別紙様式1";

/// What the 住所 box prints.
pub const ADDRESS_WITHHELD: &str = "非開示";

/// Cases on one sheet of the paper.
pub const CASES_A_SHEET: usize = 3;
/// 第1回〜第4回: records on one sheet of the paper.
pub const ROUNDS_A_SHEET: usize = 4;

/// The words of the paper's boxes, exactly as printed and in its order.
pub mod label {
    pub const NO: &str = "番号";
    pub const NAME: &str = "支援女性氏名";
    pub const BIRTH: &str = "生年月日（年齢）";
    pub const ADDRESS: &str = "住所";
    pub const FAMILY: &str = "同伴家族氏名";
    pub const ACCEPTED_ON: &str = "相談受理年月日";
    pub const RECORDS: &str = "管理記録";
    pub const MEETING_DATE: &str = "会議日";
    pub const AGENCY: &str = "主担当機関";
    pub const STATE: &str = "状況等";
    pub const NOTE: &str = "備考";

    /// The columns before 管理記録.
    pub const CASE: [&str; 6] = [NO, NAME, BIRTH, ADDRESS, FAMILY, ACCEPTED_ON];
    /// The lines of each 管理記録.
    pub const LINES: [&str; 3] = [MEETING_DATE, AGENCY, STATE];
}

/// 第1回, 第2回 …
pub fn round_label(number: usize) -> String {
    format!("第{number}回")
}

/// One case as the paper prints it, already cut down to what the reader of the copy may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerRow {
    /// 番号, within council and fiscal year.
    pub no: u32,
    pub who: LedgerName,
    /// 相談受理年月日
    pub accepted_on: NaiveDate,
    /// 管理記録, oldest first, as many as there are.
    pub records: Vec<LedgerRound>,
    /// 備考; stays empty on a copy for others (P3, domain.md §12.2).
    pub note: String,
}

/// 支援女性氏名, 生年月日（年齢）, 同伴家族氏名 (P2): names, or what stands for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum LedgerName {
    /// For the 調整担当者, who prints with a reason.
    Name {
        name: String,
        /// [`birth_words`]
        birth_and_age: String,
        /// Those who come with her.
        family: Vec<String>,
    },
    /// For everyone else.
    CodeAndAgeBand {
        /// ケース番号, for instance み-26-003.
        code: String,
        /// 30代; none where no age is known.
        band: Option<String>,
    },
}

/// 管理記録の一回, in the words of the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerRound {
    /// 会議日
    pub meeting_date: NaiveDate,
    /// 主担当機関, by name; empty where none was decided yet.
    pub agency: String,
    /// 状況等
    pub state: String,
}

/// One sheet of the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerSheet {
    /// The 回 of its first record: 1 for 第1回〜第4回, 5 for 第5回〜第8回 …
    pub first_round: usize,
    /// Three cases at most, each with the records of this sheet, four at most.
    pub rows: Vec<LedgerRow>,
}

impl LedgerRow {
    /// The row for a copy of those who see no names: ケース番号 and age band; 同伴家族 and 備考 stay out.
    pub fn coded(&self, code: impl Into<String>, band: Option<String>) -> LedgerRow {
        LedgerRow {
            who: LedgerName::CodeAndAgeBand {
                code: code.into(),
                band,
            },
            note: String::new(),
            ..self.clone()
        }
    }
}

impl LedgerSheet {
    /// 第1回, 第2回, 第3回, 第4回 — or 第5回 and so on.
    pub fn round_labels(&self) -> [String; ROUNDS_A_SHEET] {
        std::array::from_fn(|index| round_label(self.first_round + index))
    }
}

/// 生年月日（年齢）: 平成2年7月4日（35）. Without a birth date the estimated age alone: （35 推定）; empty when
/// nothing is known.
pub fn birth_words(birth: Birth, today: NaiveDate) -> String {
    let day = birth
        .date()
        .map(|date| calendar::wareki(date).to_string())
        .unwrap_or_default();
    match birth.age_on(today) {
        None => day,
        Some((years, false)) => format!("{day}（{years}）"),
        Some((years, true)) => format!("{day}（{years} 推定）"),
    }
}

/// The sheets of the ledger, in the order of the rows.
///
/// Cases with more than four records go on on a further sheet under the same 番号, right behind the
/// sheet of their three. No case at all is one sheet: the empty paper.
pub fn sheets(rows: &[LedgerRow]) -> Vec<LedgerSheet> {
    if rows.is_empty() {
        return vec![LedgerSheet {
            first_round: 1,
            rows: Vec::new(),
        }];
    }
    rows.chunks(CASES_A_SHEET)
        .flat_map(sheets_of_three)
        .collect()
}

fn sheets_of_three(three: &[LedgerRow]) -> impl Iterator<Item = LedgerSheet> {
    let most = three.iter().map(|row| row.records.len()).max();
    let count = most.unwrap_or(0).div_ceil(ROUNDS_A_SHEET).max(1);
    (0..count).map(move |index| {
        let passed = index * ROUNDS_A_SHEET;
        let here = three
            .iter()
            .filter(|row| index == 0 || row.records.len() > passed);
        LedgerSheet {
            first_round: passed + 1,
            rows: here.map(|row| part(row, passed)).collect(),
        }
    })
}

/// The row with the records of one sheet.
fn part(row: &LedgerRow, passed: usize) -> LedgerRow {
    let records = row.records.iter().skip(passed).take(ROUNDS_A_SHEET);
    LedgerRow {
        no: row.no,
        who: row.who.clone(),
        accepted_on: row.accepted_on,
        records: records.cloned().collect(),
        note: row.note.clone(),
    }
}
