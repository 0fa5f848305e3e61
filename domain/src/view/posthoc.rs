//! 事後報告 as shown on the case page and in the meeting.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::access::Fields;
use crate::calendar;
use crate::id::{MeetingId, PosthocId};
use crate::meeting::{Meeting, MeetingKind, MeetingStatus};
use crate::posthoc::PosthocReport;
use crate::view::{AgencyRef, Reader};

/// One 事後報告.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PosthocView {
    pub id: PosthocId,
    pub what: String,
    pub since: NaiveDate,
    pub why: String,
    pub agency: AgencyRef,
    pub by: String,
    pub at: DateTime<Utc>,
    /// Neither this nor `rejected` = waits for a meeting.
    pub approved: Option<ApprovedAt>,
    /// Not approved, and why.
    pub rejected: Option<RejectedAt>,
}

/// 第n回で承認.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovedAt {
    pub meeting: MeetingId,
    pub kind: MeetingKind,
    pub number: u16,
    pub on: NaiveDate,
    pub by: String,
}

/// 第n回で承認されなかった.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedAt {
    pub meeting: MeetingId,
    pub kind: MeetingKind,
    pub number: u16,
    pub on: NaiveDate,
    pub by: String,
    pub reason: String,
}

impl PosthocView {
    fn of(reader: &Reader<'_>, report: &PosthocReport) -> Self {
        let Reader { file, names, .. } = reader;
        let number = |id| file.meeting(id).map_or(0, |meeting| meeting.number);
        let kind = |id| {
            file.meeting(id)
                .map_or(MeetingKind::CaseReview, |meeting| meeting.kind)
        };
        Self {
            id: report.id,
            what: names.cover(&report.what),
            since: report.since,
            why: names.cover(&report.why),
            agency: names.agency(report.agency),
            by: names.person_name(report.by),
            at: report.at,
            approved: report.approved.map(|approval| ApprovedAt {
                meeting: approval.meeting,
                kind: kind(approval.meeting),
                number: number(approval.meeting),
                on: calendar::jst_date(approval.at),
                by: names.person_name(approval.by),
            }),
            rejected: report.rejected.as_ref().map(|rejection| RejectedAt {
                meeting: rejection.meeting,
                kind: kind(rejection.meeting),
                number: number(rejection.meeting),
                on: calendar::jst_date(rejection.at),
                by: names.person_name(rejection.by),
                reason: names.cover(&rejection.reason),
            }),
        }
    }
}

/// All of them for who may read everything; else what one's own agency started.
pub(super) fn seen(reader: &Reader<'_>, all: bool) -> Vec<PosthocView> {
    let own = reader.subject.agency;
    let reports = reader.file.posthoc.iter();
    reports
        .filter(|report| all || own == Some(report.agency))
        .map(|report| PosthocView::of(reader, report))
        .collect()
}

/// One of them for paper, which leaves the reader's hands.
pub fn for_paper(reader: &Reader<'_>, id: PosthocId, fields: &Fields) -> Option<PosthocView> {
    let mut found = seen(&reader.for_paper(), fields.sensitive.shows(None));
    found.retain(|report| report.id == id);
    found.pop()
}

/// For those inside the meeting: what it could approve, and what it did.
pub(super) fn of_meeting(reader: &Reader<'_>, meeting: &Meeting, inside: bool) -> Vec<PosthocView> {
    let reports = reader.file.posthoc.iter();
    reports
        .filter(|report| match report.judged_at() {
            _ if !inside => false,
            Some(at) => at == meeting.id,
            // Once the record stands nothing is approved there any more.
            None => {
                let goes_on = meeting.status.is_unheld()
                    || meeting.is_live()
                    || meeting.status == MeetingStatus::Adjourned;
                goes_on && report.was_before(meeting)
            }
        })
        .map(|report| PosthocView::of(reader, report))
        .collect()
}
