//! Cards of the board as last opened, so that a list opens only those that have changed since.
//!
//! A list names each case with the place up to which its card is folded; a card under another place
//! is an old one and is opened anew. Bounded, and forgotten when nobody has looked for ten minutes:
//! names are not kept in memory longer than somebody works with them.

use std::collections::HashMap;
use std::sync::{Arc, Weak};
use std::time::Duration;

use domain::id::CaseId;
use domain::view::CaseCard;
use moka::sync::Cache;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::keys::CouncilKeys;
use crate::store::case_file::{self, Listed};
use crate::store::{StoreError, read};
use crate::tomoni::Parts;

/// So many cards are remembered at most, about a kilobyte each.
const MOST: u64 = 5000;
/// So long after somebody last looked.
const IDLE: Duration = Duration::from_mins(10);

/// The cards in memory. Never written anywhere.
pub struct Cards(Cache<Uuid, (i64, Arc<CaseCard>)>);

impl Default for Cards {
    fn default() -> Self {
        Self(
            Cache::builder()
                .max_capacity(MOST)
                .time_to_idle(IDLE)
                .build(),
        )
    }
}

impl Cards {
    /// The cards of a list, in its order. Who may see what on them is not decided here.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn of(
        &self,
        conn: &impl ConnectionTrait,
        keys: &CouncilKeys,
        list: &[Listed],
    ) -> Result<Vec<(CaseId, Arc<CaseCard>)>, StoreError> {
        let known = |one: &Listed| {
            let (seq, card) = self.0.get(&one.id)?;
            (seq == one.seq).then_some(card)
        };
        let held: Vec<_> = list.iter().map(|one| (one.id, known(one))).collect();
        let missing: Vec<Uuid> = held
            .iter()
            .filter(|(_, card)| card.is_none())
            .map(|(id, _)| *id)
            .collect();
        let mut opened = HashMap::new();
        for row in case_file::cards(conn, keys, &missing).await? {
            let card: Arc<CaseCard> = Arc::new(read(&row.card)?);
            self.0.insert(row.id, (row.seq, card.clone()));
            opened.insert(row.id, card);
        }
        // A case that went between the two questions is left out.
        let cards = held.into_iter().filter_map(|(id, card)| {
            let card = card.or_else(|| opened.remove(&id))?;
            Some((CaseId(id), card))
        });
        Ok(cards.collect())
    }
}

/// Forgets what nobody has looked at, as long as the server runs: a cache that nobody asks would
/// keep it.
pub(crate) async fn tidy(server: Weak<Parts>) {
    loop {
        tokio::time::sleep(IDLE).await;
        let Some(parts) = server.upgrade() else {
            return;
        };
        parts.cards.0.run_pending_tasks();
    }
}
