//! 職員のアカウント: how a person of the staff signs in. Who she is stands in the council's record.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait};

use super::StoreError;
use crate::clock::instant;
use crate::writer::WriteTxn;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "account")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub council_id: Uuid,
        pub login: Vec<u8>,
        pub password_hash: Option<String>,
        pub code_hash: Option<String>,
        pub code_expires: Option<i64>,
        pub disabled: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An account as sign-in needs it.
pub struct AccountRecord {
    /// The person of the staff.
    pub staff: Uuid,
    /// Her council.
    pub council: Uuid,
    /// The hash of the password, once she has chosen one.
    pub password_hash: Option<String>,
    /// The hash of the one-time paper code, while it is unused, and when it ends.
    pub code: Option<(String, DateTime<Utc>)>,
    /// Closed by an officer.
    pub disabled: bool,
}

/// Opens an account without a password: only the paper code leads in.
///
/// # Errors
/// [`StoreError::Database`] also if the login name is taken.
pub async fn add(
    txn: &WriteTxn,
    council: Uuid,
    staff: Uuid,
    login: [u8; 32],
    code_hash: String,
    code_expires: DateTime<Utc>,
) -> Result<(), StoreError> {
    row::Entity::insert(row::ActiveModel {
        id: Set(staff),
        council_id: Set(council),
        login: Set(login.to_vec()),
        password_hash: Set(None),
        code_hash: Set(Some(code_hash)),
        code_expires: Set(Some(code_expires.timestamp_micros())),
        disabled: Set(false),
    })
    .exec_without_returning(txn.conn().await?)
    .await?;
    Ok(())
}

/// The account under a login token.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_login(
    conn: &impl ConnectionTrait,
    login: [u8; 32],
) -> Result<Option<AccountRecord>, StoreError> {
    Ok(row::Entity::find()
        .filter(row::Column::Login.eq(login.to_vec()))
        .one(conn)
        .await?
        .map(|found| AccountRecord {
            staff: found.id,
            council: found.council_id,
            password_hash: found.password_hash,
            code: found.code_hash.zip(found.code_expires.map(instant)),
            disabled: found.disabled,
        }))
}

/// Whether a login name is taken.
///
/// # Errors
/// See [`StoreError`].
pub async fn taken(conn: &impl ConnectionTrait, login: [u8; 32]) -> Result<bool, StoreError> {
    Ok(by_login(conn, login).await?.is_some())
}

/// Gives a new one-time paper code and takes the password away (a reset in person).
///
/// # Errors
/// See [`StoreError`].
pub async fn reset(
    txn: &WriteTxn,
    staff: Uuid,
    code_hash: String,
    code_expires: DateTime<Utc>,
) -> Result<(), StoreError> {
    row::Entity::update(row::ActiveModel {
        id: Set(staff),
        password_hash: Set(None),
        code_hash: Set(Some(code_hash)),
        code_expires: Set(Some(code_expires.timestamp_micros())),
        ..Default::default()
    })
    .exec(txn.conn().await?)
    .await?;
    Ok(())
}

/// Sets the password and uses up the paper code whose hash is `code_hash`. `false` if that code
/// was used or replaced meanwhile: of two at once, one wins.
///
/// # Errors
/// See [`StoreError`].
pub async fn claim(
    txn: &WriteTxn,
    staff: Uuid,
    code_hash: &str,
    password_hash: String,
) -> Result<bool, StoreError> {
    let done = row::Entity::update_many()
        .set(row::ActiveModel {
            password_hash: Set(Some(password_hash)),
            code_hash: Set(None),
            code_expires: Set(None),
            ..Default::default()
        })
        .filter(row::Column::Id.eq(staff))
        .filter(row::Column::CodeHash.eq(code_hash))
        .filter(row::Column::Disabled.eq(false))
        .exec(txn.conn().await?)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Closes an account, or opens it again.
///
/// # Errors
/// See [`StoreError`].
pub async fn set_disabled(txn: &WriteTxn, staff: Uuid, disabled: bool) -> Result<(), StoreError> {
    row::Entity::update(row::ActiveModel {
        id: Set(staff),
        disabled: Set(disabled),
        ..Default::default()
    })
    .exec(txn.conn().await?)
    .await?;
    Ok(())
}
