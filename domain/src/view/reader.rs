//! Who reads a case: what every view of it asks of its reader.

use chrono::{DateTime, Utc};

use crate::access::{Action, CaseFacts, Decision, Fields, Subject, decide};
use crate::case::CaseFile;
use crate::council::Council;
use crate::handle::Context;
use crate::view::Names;

/// 閲覧者: one reader of one case at one moment. The fields that she or he was allowed stand beside
/// it, not in it: they belong to the action with which the case was opened.
pub struct Reader<'a> {
    pub file: &'a CaseFile,
    pub subject: &'a Subject,
    pub facts: &'a CaseFacts,
    /// Names as she or he may know them.
    pub names: Names<'a>,
    /// What the rules behind her or his buttons look at.
    pub ctx: Context<'a>,
}

impl<'a> Reader<'a> {
    /// `facts` are those of this case for this subject at `now`.
    pub fn of(
        file: &'a CaseFile,
        council: &'a Council,
        subject: &'a Subject,
        facts: &'a CaseFacts,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            file,
            subject,
            facts,
            names: match subject.actor.staff() {
                Some(reader) => Names::within(council, reader, file),
                None => Names::for_her(council),
            },
            ctx: Context {
                council,
                actor: subject.actor,
                now,
                occurred_at: now,
            },
        }
    }

    /// The same reader of what goes onto paper, which leaves her or his hands.
    pub fn for_paper(&self) -> Self {
        Self {
            names: Names::for_paper(self.ctx.council),
            ..*self
        }
    }

    /// Whether the action is this reader's, by the very decision that will judge it.
    pub fn may(&self, action: Action) -> bool {
        self.fields(action).is_some()
    }

    /// The fields that she or he is allowed with this action; none where it is not this reader's.
    pub fn fields(&self, action: Action) -> Option<Fields> {
        match decide(self.subject, action, self.facts) {
            Decision::Allow(fields) => Some(fields),
            Decision::Deny { .. } => None,
        }
    }
}
