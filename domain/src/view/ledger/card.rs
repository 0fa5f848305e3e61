//! What the ledger needs of a case, stored in its card so that no case is opened for the table.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::case::{Birth, CaseFile};
use crate::id::{AgencyId, ConferenceId};
use crate::ledger::LedgerSource;
use crate::meeting::CaseRole;
use crate::plan::{PlanStatus, SupportPlan};
use crate::view::ledger::LedgerFilter;
use crate::view::{CaseCard, NextStep};

/// A plan that has not gone on for so many days stands still.
pub const STALLED_DAYS: u64 = 30;

/// The ledger's part of a card; nothing in it depends on the day it was made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerCard {
    pub birth: Birth,
    pub accepted_on: NaiveDate,
    /// 主担当機関 decided last, at a meeting or in a round; none where none was.
    pub agency: Option<AgencyId>,
    /// 管理記録, oldest first.
    pub records: Vec<LedgerCardRecord>,
    /// 備考
    pub note: String,
    /// 一時保護中
    pub under_protection: bool,
    /// Since when the newest plan waits to go on; none while it is carried out.
    pub plan_waits_since: Option<NaiveDate>,
}

/// 管理記録の一回 on a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerCardRecord {
    pub held_on: NaiveDate,
    pub agency: Option<AgencyId>,
    pub state: String,
    pub source: LedgerSource,
}

impl LedgerCard {
    pub fn of(file: &CaseFile) -> Self {
        let records: Vec<LedgerCardRecord> = file
            .ledger
            .records
            .iter()
            .map(|record| LedgerCardRecord {
                held_on: record.held_on,
                agency: record.agency,
                state: record.state.clone(),
                source: record.source,
            })
            .collect();
        let decided = file
            .roles
            .iter()
            .filter(|role| role.role == CaseRole::AgencyInCharge && role.until.is_none())
            .map(|role| (role.from, role.agency));
        // On the same day the ledger's own line counts: it was written from the decision or after it.
        let agency = decided
            .chain(
                records
                    .iter()
                    .filter_map(|record| Some((record.held_on, record.agency?))),
            )
            .max_by_key(|(day, _)| *day)
            .map(|(_, agency)| agency);
        Self {
            birth: file.woman.birth,
            accepted_on: file.accepted_on,
            agency,
            records,
            note: file.ledger.note.clone(),
            under_protection: file.in_protection(),
            plan_waits_since: file.current_plan().and_then(waits_since),
        }
    }
}

/// The day on which the plan last got further, where it has not come into force.
fn waits_since(plan: &SupportPlan) -> Option<NaiveDate> {
    let version = plan.versions.last()?;
    match plan.status {
        PlanStatus::Confirmed
        | PlanStatus::Active
        | PlanStatus::MonitoringDue
        | PlanStatus::Revised
        | PlanStatus::Replan
        | PlanStatus::Suspended
        | PlanStatus::Closed => None,
        PlanStatus::Lapsed => Some(version.to),
        _ => {
            let moved = version.shared_at.unwrap_or(version.written_at);
            Some(calendar::jst_date(moved))
        }
    }
}

impl CaseCard {
    /// What the ledger marks this case with on that day, in a round with whether it was seen there.
    pub fn ledger_flags(&self, today: NaiveDate, round: Option<ConferenceId>) -> Vec<LedgerFilter> {
        if self.status.is_over() {
            return Vec::new();
        }
        let stalled = |since: NaiveDate| since + Days::new(STALLED_DAYS) < today;
        // A consent that ends is asked anew in its own time; it is no date that was missed.
        let overdue = self.steps.iter().any(|(step, due)| {
            *step != NextStep::ConsentEnds && due.is_some_and(|due| due < today)
        });
        let unseen = round.is_some_and(|round| {
            let source = LedgerSource::Round(round);
            !self.ledger.records.iter().any(|r| r.source == source)
        });
        LedgerFilter::ALL
            .into_iter()
            .filter(|flag| match flag {
                LedgerFilter::NoAgency => self.ledger.agency.is_none(),
                LedgerFilter::Overdue => overdue,
                LedgerFilter::StalledPlan => self.ledger.plan_waits_since.is_some_and(stalled),
                LedgerFilter::NotYetSeen => unseen,
                LedgerFilter::UnderProtection => self.ledger.under_protection,
            })
            .collect()
    }

    /// Order of the table: what has no 主担当機関, is overdue or stands still comes first, the case that
    /// is over last; then by the number.
    pub fn ledger_rank(&self, today: NaiveDate) -> (u8, &str) {
        let flags = self.ledger_flags(today, None);
        let pressing = |flag: &LedgerFilter| *flag != LedgerFilter::UnderProtection;
        let rank = if self.status.is_over() {
            2
        } else {
            u8::from(!flags.iter().any(pressing))
        };
        (rank, &self.no)
    }
}
