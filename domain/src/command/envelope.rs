//! What a screen sends around a command.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{CaseCommand, CouncilCommand};
use crate::conference::ConferenceCommand;
use crate::form::FormData;
use crate::id::{CaseId, CommandId, ConferenceId, MatterId};
use crate::matter::MatterCommand;

/// What a screen sends: one command with its own id, so that sending it again changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    pub id: CommandId,
    /// When it happened, by the device's clock set right by [`Self::ahead_ms`]; order is the server's.
    pub occurred_at: DateTime<Utc>,
    /// How far the server's clock was ahead of the device's, in milliseconds, as the device knew when it wrote this;
    /// less than nothing for a device that is fast. None from her door, and from tablets of before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ahead_ms: Option<i64>,
    pub command: Command,
}

/// Which aggregate, and what is to happen to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(
    clippy::large_enum_variant,
    reason = "one command at a time; a box would only hide it"
)]
pub enum Command {
    /// 相談受理: opens a case under the id the device chose.
    AcceptCase {
        case: CaseId,
        /// 相談受付票, all fields; the P4 fields are sealed apart.
        form: FormData,
    },
    /// What she did herself on a worker's tablet where nothing could be reached (見せるモード). The worker's device
    /// sends it; it is hers ([`Actor::WomanShown`]), and only her answers to her plan can be sent so.
    Hers {
        case: CaseId,
        act: CaseCommand,
    },
    Case {
        case: CaseId,
        act: CaseCommand,
    },
    Council(CouncilCommand),
    /// 会議体の会議 under the id the device chose.
    Conference {
        conference: ConferenceId,
        act: ConferenceCommand,
    },
    /// 支援会議の案件 under the id the device chose.
    Matter {
        matter: MatterId,
        act: MatterCommand,
    },
}

/// Earliest instant the program accepts as a time of occurrence.
pub fn earliest() -> Option<NaiveDateTime> {
    NaiveDate::from_ymd_opt(1912, 7, 30).and_then(|date| date.and_hms_opt(0, 0, 0))
}
