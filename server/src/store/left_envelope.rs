//! Envelopes that left a device without their writer, until the writer sends them or takes them back.

use chrono::{DateTime, Utc};
use domain::id::{CommandId, DeviceId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::StoreError;
use crate::clock::instant;
use crate::keys::{Clear, CouncilKeys, Place, Sealed};
use crate::writer::WriteTxn;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "left_envelope")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub council_id: Uuid,
        pub staff_id: Uuid,
        pub device_id: Uuid,
        pub arrived_at: i64,
        pub sealed: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An envelope that arrives.
pub struct NewLeft<'a> {
    pub command: CommandId,
    pub staff: Uuid,
    pub device: DeviceId,
    pub arrived_at: DateTime<Utc>,
    pub body: &'a [u8],
}

/// Keeps an envelope; one that is there already stays as it is.
///
/// # Errors
/// See [`StoreError`].
pub fn keep(txn: &WriteTxn, keys: &CouncilKeys, left: &NewLeft<'_>) -> Result<(), StoreError> {
    let sealed = keys.seal().seal(place(left.command), left.body)?;
    let row = row::ActiveModel {
        id: Set(left.command.0),
        council_id: Set(keys.council()),
        staff_id: Set(left.staff),
        device_id: Set(left.device.0),
        arrived_at: Set(left.arrived_at.timestamp_micros()),
        sealed: Set(sealed.into_column()),
    };
    let first = OnConflict::column(row::Column::Id).do_nothing().to_owned();
    txn.write(&row::Entity::insert(row).on_conflict(first));
    Ok(())
}

/// Whose the envelope is; none where there is none.
///
/// # Errors
/// See [`StoreError`].
pub async fn whose(
    conn: &impl ConnectionTrait,
    command: CommandId,
) -> Result<Option<Uuid>, StoreError> {
    let found = row::Entity::find_by_id(command.0).one(conn).await?;
    Ok(found.map(|found| found.staff_id))
}

/// What waits for this person, the first that arrived first.
///
/// # Errors
/// See [`StoreError`].
pub async fn of(
    conn: &impl ConnectionTrait,
    keys: &CouncilKeys,
    staff: Uuid,
) -> Result<Vec<(DateTime<Utc>, Clear)>, StoreError> {
    let found = row::Entity::find()
        .filter(row::Column::StaffId.eq(staff))
        .filter(row::Column::CouncilId.eq(keys.council()))
        .order_by_asc(row::Column::ArrivedAt)
        .order_by_asc(row::Column::Id)
        .all(conn)
        .await?;
    found
        .into_iter()
        .map(|found| {
            let sealed = Sealed::from_column(found.sealed);
            let place = place(CommandId(found.id));
            Ok((instant(found.arrived_at), keys.seal().open(place, &sealed)?))
        })
        .collect()
}

/// The command was answered, or taken back: nothing waits any more.
pub fn forget(txn: &WriteTxn, command: CommandId) {
    txn.write(&row::Entity::delete_many().filter(row::Column::Id.eq(command.0)));
}

fn place(command: CommandId) -> Place<'static> {
    Place {
        table: "left_envelope",
        column: "sealed",
        row: command.0,
    }
}
