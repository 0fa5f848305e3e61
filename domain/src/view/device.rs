//! 端末: which were used, what lies on them, which are lost; and what left one without its writer.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::command::Envelope;
use crate::id::DeviceId;
use crate::view::PersonRef;

/// The devices, the latest used first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DevicesView {
    pub devices: Vec<DeviceLine>,
}

/// One device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceLine {
    pub device: DeviceId,
    /// Who used it, as far as the reader may know: herself, or everybody.
    pub holders: Vec<DeviceHolder>,
    pub loss: Option<DeviceLoss>,
}

/// One person's use of a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceHolder {
    pub person: PersonRef,
    pub first_seen: DateTime<Utc>,
    pub last_seen: DateTime<Utc>,
    /// How many cases lie on it, as far as the server knows.
    pub cases: usize,
    /// Their numbers; none for whoever did not take them along.
    pub numbers: Vec<String>,
}

/// 紛失届 (domain.md §9.9: RemoteWipeRequested → Wiped).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceLoss {
    pub at: DateTime<Utc>,
    pub by: String,
    pub words: String,
    /// When the device told that it has erased itself; until then nobody has heard from it.
    pub erased_at: Option<DateTime<Utc>>,
}

/// An envelope that left its device while nobody was signed in there. Nothing happens with it before its
/// writer has read it and sent it: whoever sends it, sends it under its old number, so that it is done once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftEnvelope {
    pub envelope: Envelope,
    pub arrived_at: DateTime<Utc>,
}
