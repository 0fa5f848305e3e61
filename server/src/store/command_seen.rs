//! Commands already answered. A repeated command gets the same answer and is not done again.

use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;

use super::StoreError;
use super::sql::token;
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

/// The answer that the command `id` got before, if this council has answered it.
///
/// # Errors
/// See [`StoreError`].
pub async fn find(
    conn: &impl ConnectionTrait,
    keys: &CouncilKeys,
    id: Uuid,
) -> Result<Option<Seen>, StoreError> {
    let Some(found) = row::Entity::find_by_id(id)
        .filter(row::Column::CouncilId.eq(keys.council()))
        .one(conn)
        .await?
    else {
        return Ok(None);
    };
    Ok(Some(Seen {
        actor: token(&found.actor),
        seq: found.seq,
        outcome: keys
            .seal()
            .open(place(id), &Sealed::from_column(found.outcome))?,
    }))
}

/// Remembers the answer to the command `id`.
///
/// # Errors
/// [`StoreError::Database`] also if the identifier was used before.
pub async fn remember(
    txn: &WriteTxn,
    keys: &CouncilKeys,
    id: Uuid,
    actor: LinkToken,
    seq: Option<i64>,
    outcome: &[u8],
) -> Result<(), StoreError> {
    row::Entity::insert(row::ActiveModel {
        id: Set(id),
        council_id: Set(keys.council()),
        actor: Set(actor.0.to_vec()),
        seq: Set(seq),
        outcome: Set(keys.seal().seal(place(id), outcome)?.into_column()),
    })
    .exec_without_returning(txn.conn())
    .await?;
    Ok(())
}

fn place(id: Uuid) -> Place<'static> {
    Place {
        table: "command_seen",
        column: "outcome",
        row: id,
    }
}
