//! What can be asked to happen to the council. A variant never changes its meaning, as in
//! [`mod@crate::command`].

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::area::Area;
use crate::conference::Series;
use crate::council::{
    Agency, CouncilPolicy, Delegation, DutyHolderKind, Municipality, Role, Staff,
};
use crate::form::FormData;
use crate::id::{AgencyId, CaseId, CommandId, DeviceId, PatrolId, StaffId};
use crate::language::Language;

/// What can happen to a council.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CouncilCommand {
    SetPolicy {
        policy: CouncilPolicy,
    },
    /// The texts of her pages in that language were read by somebody who knows it.
    CheckLanguage {
        language: Language,
        by: String,
    },
    /// A language is to be checked again.
    UncheckLanguage {
        language: Language,
    },
    /// 設置する市区町村, whole: a new line, or as the one with its code and first day should stand.
    SetMunicipality {
        municipality: Municipality,
    },
    AddAgency {
        agency: Agency,
    },
    ChangeAgency {
        agency: Agency,
    },
    /// 区域 of an agency; none takes it away.
    SetAgencyArea {
        agency: AgencyId,
        area: Option<Area>,
    },
    AddStaff {
        staff: Box<Staff>,
    },
    EndPost {
        staff: StaffId,
        until: NaiveDate,
    },
    AppointDelegate {
        delegation: Delegation,
    },
    EndDelegation {
        role: Role,
        of: StaffId,
        to: StaffId,
        until: NaiveDate,
    },
    SignPledge {
        holder: DutyHolderKind,
    },
    /// 会議の系列, whole: a new one or as it should stand.
    SetSeries {
        series: Box<Series>,
    },
    /// アウトリーチ記録 (F-15), whole: a new one or as it should stand.
    KeepPatrol {
        patrol: PatrolId,
        form: FormData,
        /// As it stood where the writer began; empty for a new one, and from programs of before.
        #[serde(default)]
        seen: FormData,
    },
    /// 送信箱の書き出し: what could not be sent was handed over as a file without a lock. It names the envelope and
    /// repeats nothing of it.
    NoteWrittenOut {
        envelope: CommandId,
        case: Option<CaseId>,
        pictures: usize,
    },
    /// 端末の紛失届: from now on it opens nothing. `words`: what is known of it, or nothing.
    ReportDeviceLost {
        device: DeviceId,
        words: String,
    },
}
