//! 行を書く: a row is saved when it is left or on Enter, and taken back as long as the round goes on.

use domain::command::{CaseCommand, Command};
use domain::id::AgencyId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::staff::call::{self, Refused};

use super::row::{Draft, Row, Rows};

/// What is written where a case was gone through and nothing had changed.
pub(super) const UNCHANGED: &str = "変わりなし";

impl Row {
    /// Sends a line of the round as it should stand.
    ///
    /// # Errors
    /// The refusal, in words.
    pub async fn keep(self, rows: Rows, draft: Draft) -> Result<(), Refused> {
        let (Some(round), Some(held_on)) = (self.round, rows.day()) else {
            return Err(Refused::here(
                "この回は、いま書けません。会議の画面から開き直してください。",
            ));
        };
        let act = CaseCommand::KeepLedger {
            record: self.record,
            round,
            held_on,
            agency: draft.agency.parse::<AgencyId>().ok(),
            state: draft.state.trim().to_owned(),
        };
        let command = Command::Case {
            case: self.case,
            act,
        };
        call::push(command).await?;
        // The table may be gone by now.
        let Some(had) = self
            .line
            .try_with_untracked(|_| untrack(|| self.in_round()))
        else {
            return Ok(());
        };
        let was = self.base.get_untracked();
        self.before.set(had.then_some(was));
        self.base.set(draft);
        self.saved.set(true);
        self.elsewhere.set(false);
        Ok(())
    }

    /// Saves what is in the fields, if something is and it is complete.
    pub fn save(self, rows: Rows) {
        let draft = untrack(|| self.draft());
        let complete = !draft.state.trim().is_empty();
        if !complete || self.act.busy.get_untracked() || !untrack(|| self.dirty()) {
            return;
        }
        self.act.busy.set(true);
        self.act.refused.set(None);
        spawn_local(async move {
            let result = self.keep(rows, draft.clone()).await;
            if self.act.busy.try_set(false).is_some() {
                return;
            }
            match result {
                Err(refused) => self.act.refused.set(Some(refused)),
                // What was typed while the line was on its way is sent after it.
                Ok(()) if untrack(|| self.draft()) != draft => self.save(rows),
                Ok(()) => {}
            }
        });
    }

    /// 変わりなし: the case was gone through.
    pub fn unchanged(self, rows: Rows) {
        self.state.set(UNCHANGED.to_owned());
        self.save(rows);
    }

    /// 元に戻す: the line as it was before the last saving here, or no line of this round.
    pub fn undo(self, rows: Rows) {
        let Some(round) = self.round else { return };
        if let Some(before) = self.before.get_untracked() {
            self.take(&before);
            self.save(rows);
            self.before.set(None);
            return;
        }
        self.act.case(
            self.case,
            CaseCommand::UndoLedger { round },
            "この回の記録を元に戻しました",
            move |_| {
                self.saved.set(false);
                let base = self.base.get_untracked();
                self.take(&base);
            },
        );
    }
}
