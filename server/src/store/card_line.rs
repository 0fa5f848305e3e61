//! The lines of the card given to her in person, and the PIN of her choice (本人の入口).

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, sea_query::OnConflict};

use super::StoreError;
use super::sql::Sql;
use crate::clock::instant;
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
        pub shown_by: Option<Uuid>,
        pub shown_until: Option<i64>,
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
        pub shown_misses: i16,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// So many misses burn a line of the card.
pub const LINE_MISSES: i16 = 5;
/// So many misses, over all lines of her card, suspend her sign-in until her worker helps; as many on tablets
/// handed to her, until she has a new card, end that way alone.
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
    /// 見せるモード: who handed a tablet over, and until when it opens her pages.
    pub shown: Option<Shown>,
}

impl CardLine {
    /// Whether it stands on the card of that case, unused.
    pub fn is_of_card(&self, case: Uuid) -> bool {
        self.case == case && !self.spent && self.shown.is_none()
    }
}

/// A tablet that was handed to her.
pub struct Shown {
    /// The worker beside her.
    pub by: Uuid,
    /// Until then the line is good.
    pub until: DateTime<Utc>,
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
        shown_misses: Set(0),
    })
    .on_conflict(
        OnConflict::column(login::Column::CaseId)
            .update_columns([
                login::Column::Misses,
                login::Column::Suspended,
                login::Column::ShownMisses,
            ])
            .to_owned(),
    )
    .exec_without_returning(txn.conn().await?)
    .await?;
    if lines.is_empty() {
        return Ok(());
    }
    let rows = lines
        .into_iter()
        .map(|line| unused(council, case, line, None));
    line::Entity::insert_many(rows)
        .exec_without_returning(txn.conn().await?)
        .await?;
    Ok(())
}

/// A line for the tablet that is handed to her; her card stays as it is. `false` where she has no card
/// yet or her sign-in is suspended: without a PIN of hers nothing opens.
///
/// # Errors
/// See [`StoreError`].
pub async fn show(
    txn: &WriteTxn,
    council: Uuid,
    case: Uuid,
    line: ([u8; 32], String),
    shown: &Shown,
) -> Result<bool, StoreError> {
    let known = login::Entity::find_by_id(case)
        .one(txn.conn().await?)
        .await?;
    let opens = |known: login::Model| {
        !known.suspended && known.shown_misses < LOGIN_MISSES && known.pin_hash.is_some()
    };
    if !known.is_some_and(opens) {
        return Ok(false);
    }
    line::Entity::insert(unused(council, case, line, Some(shown)))
        .exec_without_returning(txn.conn().await?)
        .await?;
    Ok(true)
}

/// A line as it is given out: its handle and the hash of its code.
fn unused(
    council: Uuid,
    case: Uuid,
    (handle, code_hash): ([u8; 32], String),
    shown: Option<&Shown>,
) -> line::ActiveModel {
    line::ActiveModel {
        handle: Set(handle.to_vec()),
        case_id: Set(case),
        council_id: Set(council),
        code_hash: Set(code_hash),
        misses: Set(0),
        used_at: Set(None),
        burnt: Set(false),
        shown_by: Set(shown.map(|shown| shown.by)),
        shown_until: Set(shown.map(|shown| shown.until.timestamp_micros())),
    }
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
        "SELECT l.case_id, l.council_id, l.code_hash, l.used_at, l.burnt, w.pin_hash, w.suspended, \
         l.shown_by, l.shown_until \
         FROM card_line l JOIN woman_login w ON w.case_id = l.case_id WHERE l.handle = ",
    )
    .with(handle.to_vec())
    .one(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let used_at: Option<i64> = row.try_get_by_index(3)?;
    let burnt: bool = row.try_get_by_index(4)?;
    let shown_by: Option<Uuid> = row.try_get_by_index(7)?;
    let shown_until: Option<i64> = row.try_get_by_index(8)?;
    Ok(Some(CardLine {
        shown: shown_by.zip(shown_until).map(|(by, until)| Shown {
            by,
            until: instant(until),
        }),
        case: row.try_get_by_index(0)?,
        council: row.try_get_by_index(1)?,
        code_hash: row.try_get_by_index(2)?,
        spent: burnt || used_at.is_some(),
        pin_hash: row.try_get_by_index(5)?,
        suspended: row.try_get_by_index(6)?,
    }))
}

/// Uses up a line and forgets her misses, those on her card or those on tablets handed to her. `false` if
/// the line was used or burnt, or her sign-in suspended, meanwhile.
///
/// # Errors
/// See [`StoreError`].
pub async fn spend(
    txn: &WriteTxn,
    handle: [u8; 32],
    case: Uuid,
    shown: bool,
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
    // Asked here and not before: many may have tried at once.
    let going = login::Entity::update_many()
        .set(match shown {
            true => login::ActiveModel {
                shown_misses: Set(0),
                ..Default::default()
            },
            false => login::ActiveModel {
                misses: Set(0),
                ..Default::default()
            },
        })
        .filter(login::Column::CaseId.eq(case))
        .filter(login::Column::Suspended.eq(false))
        .filter(match shown {
            true => login::Column::ShownMisses.lt(LOGIN_MISSES),
            false => login::Column::Misses.lt(LOGIN_MISSES),
        })
        .exec(txn.conn().await?)
        .await?;
    Ok(done.rows_affected == 1 && going.rows_affected == 1)
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
         WHERE case_id = (SELECT case_id FROM card_line WHERE shown_by IS NULL AND handle = "
    ))
    .with(handle.to_vec())
    .say(")")
    .run(txn.conn().await?)
    .await?;
    // Whoever holds a worker's tablet cannot shut her out of her own phone.
    Sql::new(
        "UPDATE woman_login SET shown_misses = shown_misses + 1 \
         WHERE case_id = (SELECT case_id FROM card_line WHERE shown_by IS NOT NULL AND handle = ",
    )
    .with(handle.to_vec())
    .say(")")
    .run(txn.conn().await?)
    .await?;
    Ok(())
}

/// Cases of the council whose women stand before a closed door until they have a new card.
///
/// # Errors
/// See [`StoreError`].
pub async fn shut_out(
    conn: &impl ConnectionTrait,
    council: Uuid,
) -> Result<HashSet<Uuid>, StoreError> {
    let rows = Sql::new("SELECT case_id FROM woman_login WHERE suspended AND council_id = ")
        .with(council)
        .all(conn)
        .await?;
    let cases = rows.iter().map(|row| row.try_get_by_index(0));
    Ok(cases.collect::<Result<_, _>>()?)
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
