//! 期日についての命令.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::form::FormData;
use crate::id::{MeasureId, RecordId};
use crate::watch::{MeasureStep, OrderKind, Watched};

/// What can happen to the dates of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WatchCommand {
    /// 保護命令, whole: a new one or as it should stand.
    KeepOrder {
        order: RecordId,
        kind: OrderKind,
        from: NaiveDate,
        until: NaiveDate,
    },
    /// 取消し・失効 before its day.
    EndOrder {
        order: RecordId,
        on: NaiveDate,
        reason: String,
    },
    /// F-14, whole; P4 fields that are left out stay as they are.
    KeepAddressProtection { measure: MeasureId, form: FormData },
    StepAddressProtection {
        measure: MeasureId,
        step: MeasureStep,
    },
    /// 在留資格
    KeepStay {
        words: String,
        until: Option<NaiveDate>,
    },
    /// 見ました: the reminder about that day goes.
    TickReminder { of: Watched, day: NaiveDate },
}
