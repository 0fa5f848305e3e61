//! Commands already answered. A repeated command gets the same answer and is not done again.

use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use super::StoreError;
use super::sql::Sql;
use crate::keys::{Clear, CouncilKeys, LinkToken, Place, Sealed};
use crate::writer::WriteTxn;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "command_seen")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub council_id: Uuid,
        pub actor: Vec<u8>,
        pub seq: Option<i64>,
        pub outcome: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A command that was answered before.
pub struct Seen {
    /// Who sent it. Somebody else who sends the same identifier must not get the answer.
    pub actor: LinkToken,
    /// Its place in the council's order; `None` if it was refused.
    pub seq: Option<i64>,
    /// The answer it got.
    pub outcome: Clear,
}

/// The answer to the command `id`, opened.
pub(super) fn opened(keys: &CouncilKeys, id: Uuid, outcome: Sealed) -> Result<Clear, StoreError> {
    Ok(keys.seal().open(place(id), &outcome)?)
}

/// Asks once for all of `commands`, which are to come: from here on it is known which of them the council
/// has answered.
///
/// # Errors
/// See [`StoreError`].
pub(super) async fn look_ahead(
    txn: &WriteTxn,
    council: Uuid,
    commands: &[Uuid],
) -> Result<(), StoreError> {
    let found = Sql::new("SELECT id FROM command_seen WHERE council_id = ")
        .with(council)
        .say(" AND id IN ")
        .list(commands.iter().copied())
        .look_all(txn)
        .await?;
    let answered = found.iter().map(|row| row.try_get_by_index(0));
    let answered: Vec<Uuid> = answered.collect::<Result<_, _>>()?;
    txn.hand(|hand| {
        for command in commands {
            hand.answered(council, *command, answered.contains(command));
        }
    });
    Ok(())
}

/// Remembers the answer to the command `id`.
///
/// # Errors
/// [`StoreError::Database`] also if the identifier was used before.
pub fn remember(
    txn: &WriteTxn,
    keys: &CouncilKeys,
    id: Uuid,
    actor: LinkToken,
    seq: Option<i64>,
    outcome: &[u8],
) -> Result<(), StoreError> {
    txn.write(&row::Entity::insert(row::ActiveModel {
        id: Set(id),
        council_id: Set(keys.council()),
        actor: Set(actor.0.to_vec()),
        seq: Set(seq),
        outcome: Set(keys.seal().seal(place(id), outcome)?.into_column()),
    }));
    txn.hand(|hand| hand.answered(keys.council(), id, true));
    Ok(())
}

fn place(id: Uuid) -> Place<'static> {
    Place {
        table: "command_seen",
        column: "outcome",
        row: id,
    }
}
