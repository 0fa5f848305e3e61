//! The lines of the card given to her in person, and the PIN of her choice (本人の入口).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, sea_query::OnConflict};

use super::StoreError;
use super::sql::Sql;
use crate::writer::WriteTxn;

mod line {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "card_line")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub handle: Vec<u8>,
        pub case_id: Uuid,
        pub council_id: Uuid,
        pub code_hash: String,
        pub misses: i16,
        pub used_at: Option<i64>,
        pub burnt: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod login {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "woman_login")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        pub council_id: Uuid,
        pub pin_hash: Option<String>,
        pub misses: i16,
        pub suspended: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// So many misses burn a line of the card.
pub const LINE_MISSES: i16 = 5;
/// So many misses, over all lines, suspend her sign-in until her worker helps.
pub const LOGIN_MISSES: i16 = 10;

/// What a line of the card leads to.
pub struct CardLine {
    /// Her case.
    pub case: Uuid,
    /// The council.
    pub council: Uuid,
    /// The hash of the line's one-time code.
    pub code_hash: String,
    /// Used before, or burnt by misses.
    pub spent: bool,
    /// The hash of her PIN, once she has chosen one.
    pub pin_hash: Option<String>,
    /// Her sign-in waits for her worker.
    pub suspended: bool,
}

/// Gives out a card: each line is a handle token and the hash of its code. Lines given out before
/// for this case are burnt.
///
/// # Errors
/// See [`StoreError`].
pub async fn give_card(
    txn: &WriteTxn,
    council: Uuid,
    case: Uuid,
    lines: Vec<([u8; 32], String)>,
) -> Result<(), StoreError> {
    line::Entity::update_many()
        .set(line::ActiveModel {
            burnt: Set(true),
            ..Default::default()
        })
        .filter(line::Column::CaseId.eq(case))
        .exec(txn.conn().await?)
        .await?;
    login::Entity::insert(login::ActiveModel {
        case_id: Set(case),
        council_id: Set(council),
        pin_hash: Set(None),
        misses: Set(0),
        suspended: Set(false),
    })
    .on_conflict(
        OnConflict::column(login::Column::CaseId)
            .update_columns([login::Column::Misses, login::Column::Suspended])
            .to_owned(),
    )
    .exec_without_returning(txn.conn().await?)
    .await?;
    if lines.is_empty() {
        return Ok(());
    }
    let rows = lines
        .into_iter()
        .map(|(handle, code_hash)| line::ActiveModel {
            handle: Set(handle.to_vec()),
            case_id: Set(case),
            council_id: Set(council),
            code_hash: Set(code_hash),
            misses: Set(0),
            used_at: Set(None),
            burnt: Set(false),
        });
    line::Entity::insert_many(rows)
        .exec_without_returning(txn.conn().await?)
        .await?;
    Ok(())
}

/// The line under a handle token.
///
/// # Errors
/// See [`StoreError`].
pub async fn find(
    conn: &impl ConnectionTrait,
    handle: [u8; 32],
) -> Result<Option<CardLine>, StoreError> {
    let row = Sql::new(
        "SELECT l.case_id, l.council_id, l.code_hash, l.used_at, l.burnt, w.pin_hash, w.suspended \
         FROM card_line l JOIN woman_login w ON w.case_id = l.case_id WHERE l.handle = ",
    )
    .with(handle.to_vec())
    .one(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let used_at: Option<i64> = row.try_get_by_index(3)?;
    let burnt: bool = row.try_get_by_index(4)?;
    Ok(Some(CardLine {
        case: row.try_get_by_index(0)?,
        council: row.try_get_by_index(1)?,
        code_hash: row.try_get_by_index(2)?,
        spent: burnt || used_at.is_some(),
        pin_hash: row.try_get_by_index(5)?,
        suspended: row.try_get_by_index(6)?,
    }))
}

/// Uses up a line and forgets her misses. `false` if the line was used or burnt meanwhile.
///
/// # Errors
/// See [`StoreError`].
pub async fn spend(
    txn: &WriteTxn,
    handle: [u8; 32],
    case: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = line::Entity::update_many()
        .set(line::ActiveModel {
            used_at: Set(Some(now.timestamp_micros())),
            ..Default::default()
        })
        .filter(line::Column::Handle.eq(handle.to_vec()))
        .filter(line::Column::Burnt.eq(false))
        .filter(line::Column::UsedAt.is_null())
        .exec(txn.conn().await?)
        .await?;
    login::Entity::update_many()
        .set(login::ActiveModel {
            misses: Set(0),
            ..Default::default()
        })
        .filter(login::Column::CaseId.eq(case))
        .exec(txn.conn().await?)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Counts a miss against a line and against her sign-in: the fifth burns the line, the tenth
/// suspends her sign-in. An unknown handle costs the same statements.
///
/// # Errors
/// See [`StoreError`].
pub async fn miss(txn: &WriteTxn, handle: [u8; 32]) -> Result<(), StoreError> {
    Sql::new(&format!(
        "UPDATE card_line SET misses = misses + 1, \
         burnt = CASE WHEN misses + 1 >= {LINE_MISSES} THEN TRUE ELSE burnt END WHERE handle = "
    ))
    .with(handle.to_vec())
    .run(txn.conn().await?)
    .await?;
    Sql::new(&format!(
        "UPDATE woman_login SET misses = misses + 1, \
         suspended = CASE WHEN misses + 1 >= {LOGIN_MISSES} THEN TRUE ELSE suspended END \
         WHERE case_id = (SELECT case_id FROM card_line WHERE handle = "
    ))
    .with(handle.to_vec())
    .say(")")
    .run(txn.conn().await?)
    .await?;
    Ok(())
}

/// Sets the hash of the PIN she has chosen.
///
/// # Errors
/// See [`StoreError`].
pub async fn set_pin(txn: &WriteTxn, case: Uuid, pin_hash: String) -> Result<(), StoreError> {
    login::Entity::update(login::ActiveModel {
        case_id: Set(case),
        pin_hash: Set(Some(pin_hash)),
        ..Default::default()
    })
    .exec(txn.conn().await?)
    .await?;
    Ok(())
}
