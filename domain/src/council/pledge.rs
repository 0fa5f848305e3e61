//! 誓約: the pledge of secrecy, signed before the first case material is opened (domain.md §12.1).

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar;

/// The text now in force. A new text asks everyone to sign anew.
pub const PLEDGE_TEXT_VERSION: u16 = 1;

/// 誓約書 as signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pledge {
    pub text_version: u16,
    pub holder: DutyHolderKind,
    pub signed_at: DateTime<Utc>,
    /// Last day in force: the end of the fiscal year, or earlier when the post ended. The duty of
    /// secrecy itself does not end (法15条5項).
    pub until: NaiveDate,
}

/// 守秘義務を負う者 (法15条5項1〜3号).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DutyHolderKind {
    /// 国・地方公共団体の機関の職員
    PublicOrgan,
    /// 法人の役員・職員
    Corporation,
    /// その他の者
    Individual,
}

/// domain.md §9.8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PledgeStatus {
    InForce,
    /// A newer text asks for a new signature.
    Superseded,
    /// The fiscal year or the post is over; the duty of secrecy continues.
    Ended,
}

impl Pledge {
    /// A pledge signed now, in force until the end of the fiscal year.
    pub fn sign(holder: DutyHolderKind, now: DateTime<Utc>) -> Self {
        let today = calendar::jst_date(now);
        let until = calendar::fiscal_year_days(calendar::fiscal_year(today))
            .map_or(today, |(_, last)| last);
        Self {
            text_version: PLEDGE_TEXT_VERSION,
            holder,
            signed_at: now,
            until,
        }
    }

    pub fn status(&self, on: NaiveDate) -> PledgeStatus {
        if self.text_version != PLEDGE_TEXT_VERSION {
            PledgeStatus::Superseded
        } else if on > self.until || on < calendar::jst_date(self.signed_at) {
            PledgeStatus::Ended
        } else {
            PledgeStatus::InForce
        }
    }
}
