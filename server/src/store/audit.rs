//! The rows of the audit. What they mean and how they are chained stands in [`crate::audit`].

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};

use super::sql::{Sql, token};
use super::{StoreError, turn};
use crate::keys::LinkToken;
use crate::writer::WriteTxn;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub council_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        pub at: i64,
        pub actor: Vec<u8>,
        pub action: String,
        pub case_id: Option<Uuid>,
        pub detail: Vec<u8>,
        pub prev_hash: Vec<u8>,
        pub hash: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A row of the audit, still sealed: the chain is over what is kept.
pub(crate) struct Link {
    pub seq: i64,
    pub at: i64,
    pub actor: LinkToken,
    pub action: String,
    pub case: Option<Uuid>,
    pub detail: Vec<u8>,
    pub prev_hash: Vec<u8>,
    pub hash: Vec<u8>,
}

/// The next number of the council's audit and the hash of the row before.
pub(crate) async fn next(txn: &WriteTxn, council: Uuid) -> Result<(i64, Vec<u8>), StoreError> {
    turn::next_audit(txn, council).await
}

/// Keeps a row and makes its hash the head of the chain.
pub(crate) async fn add(txn: &WriteTxn, council: Uuid, link: Link) -> Result<(), StoreError> {
    turn::audited(txn, council, link.hash.clone()).await?;
    txn.write(&row::Entity::insert(row::ActiveModel {
        council_id: Set(council),
        seq: Set(link.seq),
        at: Set(link.at),
        actor: Set(link.actor.0.to_vec()),
        action: Set(link.action),
        case_id: Set(link.case),
        detail: Set(link.detail),
        prev_hash: Set(link.prev_hash),
        hash: Set(link.hash),
    }));
    Ok(())
}

/// The number and hash that the council's row names as the last of its audit.
pub(crate) async fn head(
    conn: &impl ConnectionTrait,
    council: Uuid,
) -> Result<(i64, Vec<u8>), StoreError> {
    let row = Sql::new("SELECT audit_seq, audit_head FROM council WHERE id = ")
        .with(council)
        .one(conn)
        .await?
        .ok_or(StoreError::Missing)?;
    Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))
}

/// At most `limit` rows of a council after number `after`, oldest first.
pub(crate) async fn after(
    conn: &impl ConnectionTrait,
    council: Uuid,
    after: i64,
    limit: u64,
) -> Result<Vec<Link>, StoreError> {
    let rows = row::Entity::find()
        .filter(row::Column::CouncilId.eq(council))
        .filter(row::Column::Seq.gt(after))
        .order_by_asc(row::Column::Seq);
    links(conn, rows, limit).await
}

/// At most `limit` rows about one case, newest first.
pub(crate) async fn of_case(
    conn: &impl ConnectionTrait,
    council: Uuid,
    case: Uuid,
    limit: u64,
) -> Result<Vec<Link>, StoreError> {
    let rows = row::Entity::find()
        .filter(row::Column::CouncilId.eq(council))
        .filter(row::Column::CaseId.eq(case))
        .order_by_desc(row::Column::Seq);
    links(conn, rows, limit).await
}

/// At most `limit` rows of that action about one case, newest first; with `actors` only theirs.
pub(crate) async fn of_case_by(
    conn: &impl ConnectionTrait,
    council: Uuid,
    (case, action): (Uuid, &str),
    actors: Option<&[LinkToken]>,
    limit: u64,
) -> Result<Vec<Link>, StoreError> {
    let mut rows = row::Entity::find()
        .filter(row::Column::CouncilId.eq(council))
        .filter(row::Column::CaseId.eq(case))
        .filter(row::Column::Action.eq(action));
    if let Some(actors) = actors {
        let actors = actors.iter().map(|actor| actor.0.to_vec());
        rows = rows.filter(row::Column::Actor.is_in(actors));
    }
    links(conn, rows.order_by_desc(row::Column::Seq), limit).await
}

async fn links(
    conn: &impl ConnectionTrait,
    rows: Select<row::Entity>,
    limit: u64,
) -> Result<Vec<Link>, StoreError> {
    let rows = rows.limit(limit).all(conn).await?;
    Ok(rows.into_iter().map(link).collect())
}

fn link(found: row::Model) -> Link {
    Link {
        seq: found.seq,
        at: found.at,
        actor: token(&found.actor),
        action: found.action,
        case: found.case_id,
        detail: found.detail,
        prev_hash: found.prev_hash,
        hash: found.hash,
    }
}
