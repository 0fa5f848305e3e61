//! 台帳を読む: so many pages of one filter, one after the other.

use domain::id::ConferenceId;
use domain::view::ledger::{LedgerFilter, LedgerView};
use domain::wire::{self, ApiError};

use crate::staff::call;

/// What the reader wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wanted {
    pub filter: Option<LedgerFilter>,
    /// Pages of fifty lines.
    pub pages: usize,
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            filter: None,
            pages: 1,
        }
    }
}

/// What was read, with what it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub wanted: Wanted,
    /// The pages joined to one.
    pub view: LedgerView,
}

/// Reads the pages; each says where the next one begins.
pub(super) async fn read(round: Option<ConferenceId>, wanted: Wanted) -> Result<Reading, ApiError> {
    let page = |after: Option<String>| {
        call::ask(wire::Ledger {
            round,
            filter: wanted.filter,
            after,
        })
    };
    let mut view = page(None).await?;
    for _ in 1..wanted.pages {
        let Some(after) = view.next.take() else { break };
        let more = page(Some(after)).await?;
        view.lines.extend(more.lines);
        view.next = more.next;
    }
    Ok(Reading { wanted, view })
}
