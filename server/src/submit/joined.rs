//! 同じ人の記録 on the write path: what happens to one record is felt by the other.

use std::sync::Arc;

use domain::access::{Action, CaseFacts, DenyReason, Subject};
use domain::case::CaseFile;
use domain::command::CaseCommand;
use domain::council::Council;
use domain::event::CaseEvent;
use domain::handle::{self, Context};
use domain::refusal::Refusal;

use super::Job;
use super::case::Standing;
use crate::gate;
use crate::store::StoreError;
use crate::writer::WriteTxn;

/// Another record with what happens to it.
pub(super) struct Felt {
    pub standing: Standing,
    pub events: Vec<CaseEvent>,
}

impl Job {
    /// The record that is to be joined, where the command asks for that: to whoever may join it there too.
    pub(super) async fn other(
        &self,
        txn: &WriteTxn,
        state: &Arc<Council>,
        subject: &Subject,
        act: &CaseCommand,
    ) -> Result<Result<Option<Arc<CaseFile>>, Refusal>, StoreError> {
        let CaseCommand::JoinCase { other } = act else {
            return Ok(Ok(None));
        };
        let Some(standing) = self.standing(txn, *other).await? else {
            return Ok(Err(Refusal::NotFound));
        };
        let facts = CaseFacts::of(&standing.file, state, subject, self.now);
        match gate::judge(subject, Action::JoinCase, &facts) {
            Ok(_) => Ok(Ok(Some(standing.file))),
            Err((why, refusal)) => {
                if why == DenyReason::Blocked {
                    self.audit(txn, "blocked-attempt", Some(*other), &Action::JoinCase)
                        .await?;
                }
                Ok(Err(refusal))
            }
        }
    }

    /// What the other records of hers feel of this.
    pub(super) async fn felt(
        &self,
        txn: &WriteTxn,
        file: &CaseFile,
        events: &[CaseEvent],
        ctx: &Context<'_>,
    ) -> Result<Result<Vec<Felt>, Refusal>, StoreError> {
        let mut all: Vec<Felt> = Vec::new();
        let mut known = vec![file.id];
        // What one feels is felt by the others that are read with it.
        let mut next = vec![(Arc::new(file.clone()), events.to_vec())];
        while let Some((file, events)) = next.pop() {
            for other in handle::records_touched(&file, &events) {
                if known.contains(&other) {
                    continue;
                }
                let Some(standing) = self.standing(txn, other).await? else {
                    continue;
                };
                known.push(other);
                let felt = match handle::felt_by(&standing.file, &file, &events, ctx) {
                    Ok(felt) if felt.is_empty() => continue,
                    Ok(felt) => felt,
                    Err(refusal) => return Ok(Err(refusal)),
                };
                next.push((Arc::clone(&standing.file), felt.clone()));
                all.push(Felt {
                    standing,
                    events: felt,
                });
            }
        }
        Ok(Ok(all))
    }
}
