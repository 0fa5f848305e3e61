//! 通告の判断, for those who would notify.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::access::Action;
use crate::child_notice::ChildNoticeChoice;
use crate::view::Reader;

/// She may be under eighteen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildNoticeView {
    /// None as long as nothing was decided.
    pub decided: Option<DecidedView>,
}

/// The newest decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecidedView {
    pub choice: ChildNoticeChoice,
    pub reason: String,
    pub with: String,
    pub by: String,
    pub at: DateTime<Utc>,
}

/// Absent where she is of age, where nobody knows, and for whoever would not notify.
pub(super) fn child_notice(reader: &Reader<'_>) -> Option<ChildNoticeView> {
    let Reader {
        file, names, ctx, ..
    } = reader;
    let shown = file.may_be_under_18(ctx.today()) && reader.may(Action::AskAgency);
    let decided = file.child_notices.last().map(|notice| DecidedView {
        choice: notice.choice,
        reason: names.cover(&notice.reason),
        with: names.person_name(notice.with),
        by: names.person_name(notice.by),
        at: notice.at,
    });
    shown.then_some(ChildNoticeView { decided })
}
