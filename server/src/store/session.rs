//! Sessions. Only the hash of a session's token is kept: the table lets nobody in.

use chrono::{DateTime, Utc};
use domain::id::DeviceId;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, Condition, ConnectionTrait};

use super::StoreError;
use crate::clock::instant;
use crate::writer::WriteTxn;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "session")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_hash: Vec<u8>,
        pub door: i16,
        pub subject: Uuid,
        pub council_id: Uuid,
        pub created: i64,
        pub last_seen: i64,
        pub expires: i64,
        pub beside: Option<Uuid>,
        pub device_id: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A session as it is kept.
pub struct SessionRecord {
    /// The hash of its token.
    pub token_hash: [u8; 32],
    /// The number of its door.
    pub door: i16,
    /// The person of the staff, or at her door the case.
    pub subject: Uuid,
    /// The council.
    pub council: Uuid,
    /// When it began.
    pub created: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub last_seen: DateTime<Utc>,
    /// When it ends whatever happens.
    pub expires: DateTime<Utc>,
    /// At her door: the worker on whose tablet it is.
    pub beside: Option<Uuid>,
}

/// Keeps a new session.
///
/// # Errors
/// See [`StoreError`].
pub async fn add(txn: &WriteTxn, session: &SessionRecord) -> Result<(), StoreError> {
    row::Entity::insert(row::ActiveModel {
        token_hash: Set(session.token_hash.to_vec()),
        door: Set(session.door),
        subject: Set(session.subject),
        council_id: Set(session.council),
        created: Set(session.created.timestamp_micros()),
        last_seen: Set(session.last_seen.timestamp_micros()),
        expires: Set(session.expires.timestamp_micros()),
        beside: Set(session.beside),
        device_id: Set(None),
    })
    .exec_without_returning(txn.conn().await?)
    .await?;
    Ok(())
}

/// The session with this token hash, whatever its age.
///
/// # Errors
/// See [`StoreError`].
pub async fn find(
    conn: &impl ConnectionTrait,
    token_hash: [u8; 32],
) -> Result<Option<SessionRecord>, StoreError> {
    Ok(row::Entity::find_by_id(token_hash.to_vec())
        .one(conn)
        .await?
        .map(|found| SessionRecord {
            token_hash,
            door: found.door,
            subject: found.subject,
            council: found.council_id,
            created: instant(found.created),
            last_seen: instant(found.last_seen),
            expires: instant(found.expires),
            beside: found.beside,
        }))
}

/// Notes that a session was used.
pub fn touch(txn: &WriteTxn, token_hash: [u8; 32], now: DateTime<Utc>) {
    let seen = row::ActiveModel {
        last_seen: Set(now.timestamp_micros()),
        ..Default::default()
    };
    set(txn, token_hash, seen);
}

/// Sets when a session is over at the latest.
pub fn last_until(txn: &WriteTxn, token_hash: [u8; 32], expires: DateTime<Utc>) {
    let until = row::ActiveModel {
        expires: Set(expires.timestamp_micros()),
        ..Default::default()
    };
    set(txn, token_hash, until);
}

fn set(txn: &WriteTxn, token_hash: [u8; 32], what: row::ActiveModel) {
    // Many and not one: a session ended meanwhile is no error.
    let update = row::Entity::update_many()
        .set(what)
        .filter(row::Column::TokenHash.eq(token_hash.to_vec()));
    txn.write(&update);
}

/// Ends one session; `false` if there was none.
///
/// # Errors
/// See [`StoreError`].
pub async fn end(txn: &WriteTxn, token_hash: [u8; 32]) -> Result<bool, StoreError> {
    let done = row::Entity::delete_by_id(token_hash.to_vec())
        .exec(txn.conn().await?)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Notes on which device the session is.
pub fn on_device(txn: &WriteTxn, token_hash: [u8; 32], device: DeviceId) {
    txn.write(
        &row::Entity::update_many()
            .set(row::ActiveModel {
                device_id: Set(Some(device.0)),
                ..Default::default()
            })
            .filter(row::Column::TokenHash.eq(token_hash.to_vec())),
    );
}

/// Ends every session on this device, and those of the people who used it that name no device: nobody can tell
/// where those are.
pub fn end_on(txn: &WriteTxn, device: DeviceId, holders: &[Uuid]) {
    let nowhere = Condition::all()
        .add(row::Column::DeviceId.is_null())
        .add(row::Column::Subject.is_in(holders.iter().copied()));
    txn.write(
        &row::Entity::delete_many().filter(
            Condition::any()
                .add(row::Column::DeviceId.eq(device.0))
                .add(nowhere),
        ),
    );
}

/// Her visits on that worker's tablets are over as by their time: what she sends from there waits for her.
///
/// # Errors
/// See [`StoreError`].
pub async fn over_beside(
    txn: &WriteTxn,
    staff: Uuid,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    row::Entity::update_many()
        .set(row::ActiveModel {
            expires: Set(now.timestamp_micros()),
            ..Default::default()
        })
        .filter(row::Column::Beside.eq(staff))
        .filter(row::Column::Expires.gt(now.timestamp_micros()))
        .exec(txn.conn().await?)
        .await?;
    Ok(())
}

/// Ends all sessions of one person of the staff, with hers on that person's tablets, or of one case at her
/// door.
///
/// # Errors
/// See [`StoreError`].
pub async fn end_all(txn: &WriteTxn, subject: Uuid) -> Result<(), StoreError> {
    row::Entity::delete_many()
        .filter(
            Condition::any()
                .add(row::Column::Subject.eq(subject))
                .add(row::Column::Beside.eq(subject)),
        )
        .exec(txn.conn().await?)
        .await?;
    Ok(())
}

/// Removes sessions that ended before `now`.
///
/// # Errors
/// See [`StoreError`].
pub async fn sweep(txn: &WriteTxn, now: DateTime<Utc>) -> Result<(), StoreError> {
    row::Entity::delete_many()
        .filter(row::Column::Expires.lt(now.timestamp_micros()))
        .exec(txn.conn().await?)
        .await?;
    Ok(())
}
