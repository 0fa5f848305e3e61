//! 持って出るケース: what a worker may read on a tablet without a network.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::her::PlanPage;
use super::{CaseView, Directory, MeetingView, PlanView, Reader, Timeline};
use crate::access::Action;
use crate::handle::Context;
use crate::id::{CaseId, DeviceId, StaffId};
use crate::plan::PlanStatus;

/// How long it can be read (domain.md §9.9: a signed lease of 72 hours at most).
pub const LEASE: TimeDelta = TimeDelta::hours(72);

/// One case as this reader sees it at this moment; never her whereabouts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenAlong {
    pub case: CaseView,
    /// The newest page.
    pub timeline: Timeline,
    pub directory: Directory,
    /// Her plans that still run, without the 安全計画; none where the reader may not see them.
    #[serde(default)]
    pub plans: Vec<PlanView>,
    /// The meetings whose record is not confirmed yet; none where the reader may not see them.
    #[serde(default)]
    pub meetings: Vec<MeetingView>,
    /// あなたの計画, for her: what this worker's tablet shows her where nothing can be reached (見せるモード). None where
    /// the reader may not write down her voice, or may not read all of it.
    #[serde(default)]
    pub hers: Option<PlanPage>,
    /// When the reader saw it so; tablets of before were not told.
    #[serde(default)]
    pub at: Option<DateTime<Utc>>,
    /// From then on the tablet forgets it.
    pub until: DateTime<Utc>,
    /// That the server gave it out so. None where no device was named, and on tablets of before; such a copy is not read.
    #[serde(default)]
    pub lease: Option<SignedLease>,
}

/// 期限: until when one person may read a case on one device (domain.md §9.9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    pub case: CaseId,
    pub device: DeviceId,
    pub staff: StaffId,
    pub until: DateTime<Utc>,
}

/// A [`Lease`] as the server wrote it, and its signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedLease {
    /// As JSON, to the letter.
    pub text: String,
    /// ECDSA on P-256 with SHA-256: r and s, in Base64.
    pub seal: String,
}

/// Her plans that still run, for this reader; without the 安全計画, which stays in the office.
pub fn plans(reader: &Reader<'_>) -> Vec<PlanView> {
    let Some(fields) = reader.fields(Action::SeePlan) else {
        return Vec::new();
    };
    let running = reader.file.plans.iter().filter(|plan| {
        let standing = plan.standing(reader.ctx.today());
        !standing.is_over() && standing != PlanStatus::Lapsed
    });
    running
        .map(|plan| PlanView::of(reader, &fields, plan, None))
        .collect()
}

/// The meetings whose record is not confirmed yet, for this reader. Who follows a meeting within its hours only takes
/// none of the talk home.
pub fn meetings(reader: &Reader<'_>) -> Vec<MeetingView> {
    let fields = reader.fields(Action::SeeMeeting);
    let Some(fields) = fields.filter(|fields| fields.sensitive.shows(None)) else {
        return Vec::new();
    };
    let all = reader.file.meetings.iter();
    all.filter(|meeting| meeting.status.is_to_be_recorded())
        .map(|meeting| MeetingView::of(reader, &fields, meeting))
        .collect()
}

/// あなたの計画 as it is shown to her on this reader's tablet: the plan alone, as at her own door, and only where every
/// word of it is one that the reader may read as well. No number of hers opens it there.
pub fn hers(reader: &Reader<'_>) -> Option<PlanPage> {
    reader.fields(Action::HerVoice)?;
    let fields = reader.fields(Action::SeePlan)?;
    if !(fields.sensitive.shows(None) && fields.identity) {
        return None;
    }
    let Context { council, now, .. } = reader.ctx;
    // When she reads is nobody's business.
    let mut file = reader.file.clone();
    for plan in &mut file.plans {
        (plan.opened, plan.opened_before) = (None, None);
    }
    let mut page = PlanPage {
        own: Vec::new(),
        told: Vec::new(),
        meeting: None,
        evaluation: None,
        worker: None,
        decisions: Vec::new(),
        transfer: None,
        ..PlanPage::of(&file, council, now)
    };
    page.plan.as_mut()?.is_news = false;
    // The name of an agency that this reader must not know may stand in any line.
    let told = serde_json::to_string(&page).ok()?;
    (reader.names.cover(&told) == told).then_some(page)
}
