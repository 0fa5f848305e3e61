//! 移管: the case goes to another municipality with what she agreed to and nothing else (domain.md §9.1).
//!
//! Three steps: her agreement to a つなぎ that she was told of; a sealed copy of exactly what was looked
//! at before; the move of the case, after the other desk took it. The record stays here for its keepers.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::access::{Fields, Sensitive};
use crate::case::CaseFile;
use crate::consent::Channel;
use crate::form::InfoCategory;
use crate::id::{RecordId, StaffId, TransferId};
use crate::inquiry::HerKnowledge;
use crate::tsunagi::{Desk, Tsunagi, TsunagiStatus};

/// 移管の同意と、作った資料.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    pub id: TransferId,
    /// The つなぎ to the desk that receives.
    pub tsunagi: RecordId,
    pub scope: TransferScope,
    /// How she said yes.
    pub channel: Channel,
    pub by: StaffId,
    pub at: DateTime<Utc>,
    /// Each sealed copy that was made, by whom and when.
    pub copies: Vec<(StaffId, DateTime<Utc>)>,
    /// She took her agreement back.
    pub withdrawn: Option<DateTime<Utc>>,
}

/// 渡してよいもの: what is not named here stays here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferScope {
    /// 名前・生年月日
    pub identity: bool,
    pub categories: BTreeSet<InfoCategory>,
    /// 本人の言葉: what she wished, and the goals of her plan.
    pub her_words: bool,
    /// 所在など (P4)
    pub whereabouts: bool,
}

impl TransferScope {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What a form of the case may give away under this agreement. 所見 and the block list never are.
    pub fn fields(&self) -> Fields {
        Fields {
            identity: self.identity,
            sensitive: match self.categories.is_empty() {
                true => Sensitive::None,
                false => Sensitive::Only(self.categories.clone()),
            },
            whereabouts: self.whereabouts,
            ..Fields::default()
        }
    }
}

/// What can be asked to happen to a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferCommand {
    /// Her agreement, written down.
    Agree {
        tsunagi: RecordId,
        scope: TransferScope,
        channel: Channel,
    },
    /// A sealed copy is made; the server sends it together with the file.
    HandOut,
    Withdraw,
}

/// What happened to a transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferEvent {
    Agreed { transfer: Box<Transfer> },
    HandedOut { by: StaffId },
    Withdrawn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferStatus {
    Agreed,
    HandedOut,
    Withdrawn,
}

impl TransferStatus {
    pub const ALL: [TransferStatus; 3] = [Self::Agreed, Self::HandedOut, Self::Withdrawn];

    pub fn label(self) -> &'static str {
        match self {
            Self::Agreed => "本人が同意",
            Self::HandedOut => "資料を作った",
            Self::Withdrawn => "取りやめ",
        }
    }

    pub fn may_become(self, to: TransferStatus) -> bool {
        match self {
            Self::Agreed => to != Self::Agreed,
            Self::HandedOut => to == Self::Withdrawn,
            Self::Withdrawn => false,
        }
    }
}

impl Transfer {
    pub fn status(&self) -> TransferStatus {
        match (self.withdrawn, self.copies.is_empty()) {
            (Some(_), _) => TransferStatus::Withdrawn,
            (None, true) => TransferStatus::Agreed,
            (None, false) => TransferStatus::HandedOut,
        }
    }
}

/// A desk of another municipality, which she was told of and which has not said no.
pub fn may_lead(tsunagi: &Tsunagi) -> bool {
    matches!(tsunagi.desk, Desk::Outside { .. })
        && tsunagi.her_knowledge == HerKnowledge::Told
        && matches!(
            tsunagi.status(),
            TsunagiStatus::Waiting | TsunagiStatus::Taken
        )
}

impl CaseFile {
    pub fn transfer(&self, id: TransferId) -> Option<&Transfer> {
        self.transfers.iter().find(|transfer| transfer.id == id)
    }

    /// A transfer with which the case can leave: a copy was made, and the other desk took the case.
    pub fn leaves_by_transfer(&self) -> bool {
        self.transfers.iter().any(|transfer| {
            transfer.status() == TransferStatus::HandedOut
                && self
                    .tsunagi(transfer.tsunagi)
                    .is_some_and(|way| may_lead(way) && way.status() == TsunagiStatus::Taken)
        })
    }

    pub(crate) fn fold_transfer(
        &mut self,
        id: TransferId,
        what: &TransferEvent,
        at: DateTime<Utc>,
    ) {
        if let TransferEvent::Agreed { transfer } = what {
            self.transfers.push((**transfer).clone());
            return;
        }
        let Some(known) = self.transfers.iter_mut().find(|known| known.id == id) else {
            return;
        };
        match what {
            TransferEvent::Agreed { .. } => {}
            TransferEvent::HandedOut { by } => known.copies.push((*by, at)),
            TransferEvent::Withdrawn => known.withdrawn = Some(at),
        }
    }
}
