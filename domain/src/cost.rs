//! 費用: what a decision costs, where a cost arises (S4 予算: 借上料・報償費; domain.md §5.4).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::case::CaseFile;
use crate::conference::{Conference, ConferenceKind};
use crate::id::{CaseId, RecordId};
use crate::meeting::MeetingStatus;
use crate::refusal::Refusal;

/// 費用の種類.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostKind {
    /// 緊急宿泊: a hotel where no other programme can pay.
    EmergencyHotel,
    /// 専門家報償費: the fee of a doctor or a lawyer for advice.
    ExpertFee,
}

impl CostKind {
    pub const ALL: [CostKind; 2] = [Self::EmergencyHotel, Self::ExpertFee];

    pub fn label(self) -> &'static str {
        match self {
            Self::EmergencyHotel => "緊急宿泊",
            Self::ExpertFee => "専門家報償費",
        }
    }
}

/// 費用 of one decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostItem {
    pub kind: CostKind,
    /// In yen; none = 未定.
    pub amount: Option<u32>,
}

impl CostItem {
    /// 緊急宿泊 12,000円, or 緊急宿泊 未定.
    pub fn words(&self) -> String {
        let amount = self
            .amount
            .map_or_else(|| "未定".to_owned(), |amount| yen(u64::from(amount)));
        format!("{} {amount}", self.kind.label())
    }

    /// # Errors
    /// [`Refusal::CostIsNothing`] for 0 yen: what is not known yet is 未定, what costs nothing has none.
    pub(crate) fn fit(&self) -> Result<(), Refusal> {
        match self.amount {
            Some(0) => Err(Refusal::CostIsNothing),
            _ => Ok(()),
        }
    }
}

/// 12,000円
pub fn yen(amount: u64) -> String {
    let digits = amount.to_string();
    let mut words = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words.push('円');
    words
}

/// A cost with the day of the meeting that decided it, for the list of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecidedCost {
    /// The decision.
    pub record: RecordId,
    pub held_on: NaiveDate,
    pub item: CostItem,
}

impl CaseFile {
    /// Costs that the meetings of this case decided, in their order. What a cancelled meeting had
    /// decided is not carried out.
    pub fn costs(&self) -> Vec<DecidedCost> {
        let meetings = self.meetings.iter();
        meetings
            .filter(|meeting| meeting.status != MeetingStatus::Cancelled)
            .flat_map(|meeting| {
                let held_on = meeting.held_on();
                meeting.decisions.iter().filter_map(move |decision| {
                    Some(DecidedCost {
                        record: decision.id,
                        held_on,
                        item: decision.cost?,
                    })
                })
            })
            .collect()
    }
}

impl Conference {
    /// Costs that this conference decided. What is held inside one agency is that agency's own.
    pub fn costs(&self) -> Vec<DecidedCost> {
        let own_house = matches!(
            self.kind,
            ConferenceKind::InHouse | ConferenceKind::ProgressManagement
        );
        if own_house || self.status == MeetingStatus::Cancelled {
            return Vec::new();
        }
        let held_on = self.opened_at.map_or(self.day(), calendar::jst_date);
        self.decisions
            .iter()
            .filter_map(|decision| {
                Some(DecidedCost {
                    record: decision.id,
                    held_on,
                    item: decision.cost?,
                })
            })
            .collect()
    }
}

/// One kind in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostSum {
    pub kind: CostKind,
    /// In yen; none = ※, it would rest on too few women (domain.md §16.5).
    pub amount: Option<u64>,
    /// How many are 未定; none for who sees the sums only.
    pub undecided: Option<u32>,
}

/// Fewest women that a sum shown outside the records may rest on (domain.md §16.5).
pub const FEWEST: usize = 5;

/// Sums by kind over costs, each with the case it was decided for (none: a conference of the council).
/// `exact` is for those who hold the records; for everyone else a sum must rest on [`FEWEST`] women, and
/// a cost without a case counts for nobody.
pub fn sums(
    costs: impl Iterator<Item = (Option<CaseId>, CostItem)> + Clone,
    exact: bool,
) -> Vec<CostSum> {
    let of_kind = |kind| {
        let items = costs.clone().filter(move |(_, item)| item.kind == kind);
        let known = items
            .clone()
            .filter_map(|(case, item)| Some((case, item.amount?)));
        let women: BTreeSet<CaseId> = known.clone().filter_map(|(case, _)| case).collect();
        let none = known.clone().next().is_none();
        let amount = known.fold(0_u64, |sum, (_, amount)| {
            sum.saturating_add(u64::from(amount))
        });
        let undecided = items.filter(|(_, item)| item.amount.is_none()).count();
        CostSum {
            kind,
            amount: (exact || none || women.len() >= FEWEST).then_some(amount),
            undecided: exact.then_some(u32::try_from(undecided).unwrap_or(u32::MAX)),
        }
    };
    CostKind::ALL.into_iter().map(of_kind).collect()
}
