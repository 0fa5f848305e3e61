//! 移管, as she reads it: to which desk, when, and that only goes what she agreed to. Of whereabouts it says
//! that they go, never what they are.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::jst_date;
use crate::case::{CaseFile, CaseStatus};
use crate::transfer::{Transfer, TransferScope};
use crate::tsunagi::Desk;

/// The newest transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerTransfer {
    /// 市区町村・都道府県
    pub municipality: String,
    /// 窓口の種類
    pub desk: String,
    /// What she agreed to, and nothing else.
    pub scope: TransferScope,
    pub agreed_on: NaiveDate,
    /// Days on which a sealed copy was made, oldest first.
    pub made_on: Vec<NaiveDate>,
    pub state: HerTransferState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HerTransferState {
    /// She agreed; the case is still here.
    Agreed,
    /// The case has gone over to the other desk.
    Gone { on: NaiveDate },
    /// She took her agreement back.
    Withdrawn { on: NaiveDate },
}

impl HerTransfer {
    /// None where there never was one.
    pub(super) fn of(file: &CaseFile) -> Option<Self> {
        let newest = file.transfers.last()?;
        let Desk::Outside { kind, municipality } = &file.tsunagi(newest.tsunagi)?.desk else {
            return None;
        };
        let mut made_on: Vec<NaiveDate> =
            newest.copies.iter().map(|(_, at)| jst_date(*at)).collect();
        made_on.dedup();
        Some(Self {
            municipality: municipality.clone(),
            desk: kind.clone(),
            scope: newest.scope.clone(),
            agreed_on: jst_date(newest.at),
            made_on,
            state: state(file, newest),
        })
    }
}

fn state(file: &CaseFile, newest: &Transfer) -> HerTransferState {
    if let Some(at) = newest.withdrawn {
        return HerTransferState::Withdrawn { on: jst_date(at) };
    }
    let moved = file.moved.as_ref();
    match moved.filter(|moved| moved.to == CaseStatus::Transferred) {
        Some(moved) => HerTransferState::Gone {
            on: jst_date(moved.at),
        },
        None => HerTransferState::Agreed,
    }
}
