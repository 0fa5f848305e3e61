//! 持って出るケース: what a worker may read on a tablet without a network.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{CaseView, Directory, Timeline};

/// How long it can be read (domain.md §9.9: a signed lease of 72 hours at most).
pub const LEASE: TimeDelta = TimeDelta::hours(72);

/// One case as this reader sees it at this moment; never her whereabouts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenAlong {
    pub case: CaseView,
    /// The newest page.
    pub timeline: Timeline,
    pub directory: Directory,
    /// From then on the tablet forgets it.
    pub until: DateTime<Utc>,
}
