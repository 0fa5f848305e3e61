//! 端末: who used which, what was taken along on it, and whether it is lost.

use chrono::{DateTime, Utc};
use domain::id::DeviceId;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::StoreError;
use crate::clock::instant;
use crate::keys::{Clear, CouncilKeys, Place, Sealed};
use crate::writer::WriteTxn;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "device")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub staff_id: Uuid,
        pub council_id: Uuid,
        pub first_seen: i64,
        pub last_seen: i64,
        pub lost_at: Option<i64>,
        pub lost_by: Option<Uuid>,
        pub lost_words: Option<Vec<u8>>,
        pub erased_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod along {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "taken_along")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub device_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub staff_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        pub taken_at: i64,
        pub until: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One person on one device.
pub struct DeviceRecord {
    pub id: DeviceId,
    pub staff: Uuid,
    pub council: Uuid,
    pub first_seen: DateTime<Utc>,
    pub last_seen: DateTime<Utc>,
    pub loss: Option<LossRecord>,
}

/// Its loss, as it was reported.
pub struct LossRecord {
    pub at: DateTime<Utc>,
    pub by: Uuid,
    /// Sealed under the council's key.
    pub words: Option<Sealed>,
    pub erased_at: Option<DateTime<Utc>>,
}

impl DeviceRecord {
    /// Whether this case lies on it: at its last contact the device has forgotten what was over by then.
    pub fn carries(&self, along: &AlongRecord) -> bool {
        (along.device, along.staff) == (self.id, self.staff) && along.until > self.last_seen
    }
}

/// A case on a device.
pub struct AlongRecord {
    pub device: DeviceId,
    pub staff: Uuid,
    pub case: Uuid,
    pub taken_at: DateTime<Utc>,
    /// From then on the device forgets it.
    pub until: DateTime<Utc>,
}

impl From<row::Model> for DeviceRecord {
    fn from(found: row::Model) -> Self {
        let loss = found.lost_at.zip(found.lost_by).map(|(at, by)| LossRecord {
            at: instant(at),
            by,
            words: found.lost_words.map(Sealed::from_column),
            erased_at: found.erased_at.map(instant),
        });
        Self {
            id: DeviceId(found.id),
            staff: found.staff_id,
            council: found.council_id,
            first_seen: instant(found.first_seen),
            last_seen: instant(found.last_seen),
            loss,
        }
    }
}

/// Notes that this person uses this device now.
pub fn used(txn: &WriteTxn, device: DeviceId, staff: Uuid, council: Uuid, now: DateTime<Utc>) {
    let now = now.timestamp_micros();
    let row = row::ActiveModel {
        id: Set(device.0),
        staff_id: Set(staff),
        council_id: Set(council),
        first_seen: Set(now),
        last_seen: Set(now),
        lost_at: Set(None),
        lost_by: Set(None),
        lost_words: Set(None),
        erased_at: Set(None),
    };
    let same = OnConflict::columns([row::Column::Id, row::Column::StaffId])
        .update_column(row::Column::LastSeen)
        .to_owned();
    txn.write(&row::Entity::insert(row).on_conflict(same));
}

/// Everybody on this device.
///
/// # Errors
/// See [`StoreError`].
pub async fn holders(
    conn: &impl ConnectionTrait,
    device: DeviceId,
) -> Result<Vec<DeviceRecord>, StoreError> {
    let found = row::Entity::find()
        .filter(row::Column::Id.eq(device.0))
        .all(conn)
        .await?;
    Ok(found.into_iter().map(DeviceRecord::from).collect())
}

/// Whether somebody has reported the loss of this device.
///
/// # Errors
/// See [`StoreError`].
pub async fn is_lost(conn: &impl ConnectionTrait, device: DeviceId) -> Result<bool, StoreError> {
    let holders = holders(conn, device).await?;
    Ok(holders.iter().any(|holder| holder.loss.is_some()))
}

/// The devices of one person, or of everybody in the council; the latest used first.
///
/// # Errors
/// See [`StoreError`].
pub async fn list(
    conn: &impl ConnectionTrait,
    council: Uuid,
    of: Option<Uuid>,
) -> Result<Vec<DeviceRecord>, StoreError> {
    let mut query = row::Entity::find().filter(row::Column::CouncilId.eq(council));
    if let Some(staff) = of {
        query = query.filter(row::Column::StaffId.eq(staff));
    }
    let found = query
        .order_by_desc(row::Column::LastSeen)
        .order_by_asc(row::Column::Id)
        .all(conn)
        .await?;
    Ok(found.into_iter().map(DeviceRecord::from).collect())
}

/// The device is lost, for everybody of this council on it. Where another council shares it, it opens nothing
/// there either ([`is_lost`]), and its own report says so to its own people.
///
/// # Errors
/// See [`StoreError`].
pub fn lose(
    txn: &WriteTxn,
    keys: &CouncilKeys,
    device: DeviceId,
    (by, at): (Uuid, DateTime<Utc>),
    words: &str,
) -> Result<(), StoreError> {
    let words = keys.seal().seal(place(device), words.as_bytes())?;
    txn.write(
        &row::Entity::update_many()
            .set(row::ActiveModel {
                lost_at: Set(Some(at.timestamp_micros())),
                lost_by: Set(Some(by)),
                lost_words: Set(Some(words.into_column())),
                ..Default::default()
            })
            .filter(row::Column::Id.eq(device.0))
            .filter(row::Column::CouncilId.eq(keys.council())),
    );
    Ok(())
}

/// What was said of the loss.
///
/// # Errors
/// See [`StoreError`].
pub fn words(keys: &CouncilKeys, device: DeviceId, sealed: &Sealed) -> Result<Clear, StoreError> {
    Ok(keys.seal().open(place(device), sealed)?)
}

/// The device has told that it erased itself. The first time counts, and only of a lost one. What was taken along
/// stays on record: what a device says of itself may be wrong.
pub fn erased(txn: &WriteTxn, device: DeviceId, at: DateTime<Utc>) {
    txn.write(
        &row::Entity::update_many()
            .set(row::ActiveModel {
                erased_at: Set(Some(at.timestamp_micros())),
                ..Default::default()
            })
            .filter(row::Column::Id.eq(device.0))
            .filter(row::Column::LostAt.is_not_null())
            .filter(row::Column::ErasedAt.is_null()),
    );
}

/// A case was taken along. While it lies there already, nothing is gained by taking it again.
pub fn take_along(txn: &WriteTxn, along: &AlongRecord) {
    let taken = along.taken_at.timestamp_micros();
    let row = along::ActiveModel {
        device_id: Set(along.device.0),
        staff_id: Set(along.staff),
        case_id: Set(along.case),
        taken_at: Set(taken),
        until: Set(along.until.timestamp_micros()),
    };
    let columns = [
        along::Column::DeviceId,
        along::Column::StaffId,
        along::Column::CaseId,
    ];
    let over = Expr::col((along::Entity, along::Column::Until)).lte(taken);
    let same = OnConflict::columns(columns)
        .update_columns([along::Column::TakenAt, along::Column::Until])
        .action_and_where(over)
        .to_owned();
    txn.write(&along::Entity::insert(row).on_conflict(same));
}

/// A case is not there any more.
pub fn put_back(txn: &WriteTxn, device: DeviceId, staff: Uuid, case: Uuid) {
    txn.write(
        &along::Entity::delete_many()
            .filter(along::Column::DeviceId.eq(device.0))
            .filter(along::Column::StaffId.eq(staff))
            .filter(along::Column::CaseId.eq(case)),
    );
}

/// What was taken along on these devices.
///
/// # Errors
/// See [`StoreError`].
pub async fn taken_along(
    conn: &impl ConnectionTrait,
    devices: &[DeviceId],
) -> Result<Vec<AlongRecord>, StoreError> {
    let ids = devices.iter().map(|device| device.0);
    let found = along::Entity::find()
        .filter(along::Column::DeviceId.is_in(ids))
        .order_by_asc(along::Column::TakenAt)
        .all(conn)
        .await?;
    let records = found.into_iter().map(|found| AlongRecord {
        device: DeviceId(found.device_id),
        staff: found.staff_id,
        case: found.case_id,
        taken_at: instant(found.taken_at),
        until: instant(found.until),
    });
    Ok(records.collect())
}

fn place(device: DeviceId) -> Place<'static> {
    Place {
        table: "device",
        column: "lost_words",
        row: device.0,
    }
}
