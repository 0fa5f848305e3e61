//! 個別ケース as it stands: the card that lists show, and the body of the file.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbBackend, QueryResult, QueryTrait, Statement};

use super::StoreError;
use super::case_key::With;
use super::sql::Sql;
use crate::keys::{CaseKeys, Clear, CouncilKeys, LinkToken, Place, Sealed};
use crate::writer::WriteTxn;

mod ledger;
mod list;

pub use ledger::{
    After, Chip, Counts, Pressing, ShutOut, counts, every, gone_through, page, unread,
};
pub use list::{CardRow, Listed, among, board, cards, files, find};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_file")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub council_id: Uuid,
        pub no: String,
        pub status: i16,
        pub urgency: i16,
        pub due_on: Date,
        pub accepted_on: Date,
        pub seq: i64,
        pub card: Vec<u8>,
        pub part: i16,
        pub attention: i16,
        pub press_on: Date,
        pub late_on: Date,
        pub stalls_on: Date,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod body {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_body")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        pub body: Vec<u8>,
        pub place: Option<Vec<u8>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A case as lists know it.
#[derive(Clone)]
pub struct CaseRecord {
    /// The case.
    pub id: Uuid,
    /// Its number (受付番号), which tells nothing about her.
    pub no: String,
    /// Its state, as a number of the domain's enum.
    pub status: i16,
    /// Urgency; higher is sooner.
    pub urgency: i16,
    /// The day of the next step, if one is set.
    pub due_on: Option<NaiveDate>,
    /// The day the case was taken in.
    pub accepted_on: NaiveDate,
    /// The place in the council's order up to which it is folded.
    pub seq: i64,
    /// Where it stands in the 進行管理台帳.
    pub pressing: Pressing,
    /// What a card shows beyond that.
    pub card: Clear,
}

/// The body of a case.
pub struct CaseBody {
    /// The file.
    pub body: Clear,
    /// Her whereabouts; `None` where there are none or the place key was not given.
    pub place: Option<Clear>,
}

/// Keeps a new case.
///
/// # Errors
/// [`StoreError::Missing`] if there are whereabouts to keep but no place key to seal them with.
pub fn add(
    txn: &WriteTxn,
    council: &CouncilKeys,
    keys: &CaseKeys,
    case: &CaseRecord,
    file: &CaseBody,
) -> Result<(), StoreError> {
    let mut new = row::ActiveModel {
        id: Set(keys.case()),
        council_id: Set(council.council()),
        no: Set(case.no.clone()),
        status: Set(case.status),
        urgency: Set(case.urgency),
        due_on: Set(case.due_on.unwrap_or(NO_DAY)),
        accepted_on: Set(case.accepted_on),
        seq: Set(case.seq),
        card: Set(sealed_card(keys, case)?),
        ..Default::default()
    };
    press(&mut new, case.pressing);
    txn.write(&row::Entity::insert(new));
    txn.write(&body::Entity::insert(body::ActiveModel {
        case_id: Set(keys.case()),
        body: Set(sealed_body(keys, file)?),
        place: Set(sealed_place(keys, file)?),
    }));
    Ok(())
}

/// Keeps a case as it now stands, in place of how it stood `before`. Whereabouts that are not given
/// stay as they are. Only what changed is written: each column of the lists' order costs an index.
///
/// # Errors
/// [`StoreError::Missing`] if there are whereabouts to keep but no place key to seal them with.
pub fn update(
    txn: &WriteTxn,
    keys: &CaseKeys,
    before: &CaseRecord,
    case: &CaseRecord,
    file: &CaseBody,
) -> Result<(), StoreError> {
    txn.put_off(updates(txn.backend(), keys, before, case, file)?);
    Ok(())
}

/// The statements of [`update`].
pub(super) fn updates(
    backend: DbBackend,
    keys: &CaseKeys,
    before: &CaseRecord,
    case: &CaseRecord,
    file: &CaseBody,
) -> Result<[Statement; 2], StoreError> {
    let mut now = row::ActiveModel {
        seq: Set(case.seq),
        card: Set(sealed_card(keys, case)?),
        ..Default::default()
    };
    if case.status != before.status {
        now.status = Set(case.status);
    }
    if case.urgency != before.urgency {
        now.urgency = Set(case.urgency);
    }
    if case.due_on != before.due_on {
        now.due_on = Set(case.due_on.unwrap_or(NO_DAY));
    }
    if case.pressing != before.pressing {
        press(&mut now, case.pressing);
    }
    let of_the_lists = row::Entity::update_many()
        .set(now)
        .filter(row::Column::Id.eq(keys.case()))
        .build(backend);
    let mut now = body::ActiveModel {
        body: Set(sealed_body(keys, file)?),
        ..Default::default()
    };
    if let Some(place) = sealed_place(keys, file)? {
        now.place = Set(Some(place));
    }
    let of_the_file = body::Entity::update_many()
        .set(now)
        .filter(body::Column::CaseId.eq(keys.case()))
        .build(backend);
    Ok([of_the_lists, of_the_file])
}

/// Keeps the card and the place in the ledger of a case that was kept before there was a ledger.
///
/// # Errors
/// See [`StoreError`].
pub fn look_through(txn: &WriteTxn, keys: &CaseKeys, case: &CaseRecord) -> Result<(), StoreError> {
    let mut now = row::ActiveModel {
        card: Set(sealed_card(keys, case)?),
        ..Default::default()
    };
    press(&mut now, case.pressing);
    txn.write(
        &row::Entity::update_many()
            .set(now)
            .filter(row::Column::Id.eq(keys.case())),
    );
    Ok(())
}

/// Leaves a case as it is that cannot be opened any more.
pub fn pass_over(txn: &WriteTxn, case: Uuid) {
    let now = row::ActiveModel {
        attention: Set(0),
        ..Default::default()
    };
    txn.write(
        &row::Entity::update_many()
            .set(now)
            .filter(row::Column::Id.eq(case)),
    );
}

fn press(row: &mut row::ActiveModel, pressing: Pressing) {
    row.part = Set(pressing.part());
    row.attention = Set(pressing.attention());
    row.press_on = Set(pressing.press_on());
    row.late_on = Set(pressing.late_on.unwrap_or(NO_DAY));
    row.stalls_on = Set(pressing.stalls_on.unwrap_or(NO_DAY));
}

fn sealed_card(keys: &CaseKeys, case: &CaseRecord) -> Result<Vec<u8>, StoreError> {
    let at = place("case_file", "card", keys.case());
    Ok(keys.file().seal(at, &case.card)?.into_column())
}

fn sealed_body(keys: &CaseKeys, file: &CaseBody) -> Result<Vec<u8>, StoreError> {
    let at = place("case_body", "body", keys.case());
    Ok(keys.file().seal(at, &file.body)?.into_column())
}

fn sealed_place(keys: &CaseKeys, file: &CaseBody) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(clear) = &file.place else {
        return Ok(None);
    };
    let key = keys.place().ok_or(StoreError::Missing)?;
    let at = place("case_body", "place", keys.case());
    Ok(Some(key.seal(at, clear)?.into_column()))
}

/// One case with its keys, opened as far as they reach.
pub struct OpenCase {
    /// Its keys.
    pub keys: CaseKeys,
    /// The case as lists know it.
    pub record: CaseRecord,
    /// Its body.
    pub body: CaseBody,
}

/// One case in one query; her whereabouts only with [`With::FileAndPlace`]. Whether the asker may
/// see it is for the gate to say.
///
/// # Errors
/// See [`StoreError`].
pub async fn load(
    conn: &impl ConnectionTrait,
    council: &CouncilKeys,
    case: Uuid,
    with: With,
) -> Result<Option<OpenCase>, StoreError> {
    let found = whole()
        .say(" FROM case_file c")
        .say(" JOIN case_key k ON k.case_id = c.id JOIN case_body b ON b.case_id = c.id")
        .say(" WHERE c.id = ")
        .with(case)
        .say(" AND c.council_id = ")
        .with(council.council())
        .one(conn)
        .await?;
    found
        .map(|row| opened(&row, council, case, with))
        .transpose()
}

/// The columns of a whole case, behind those of `SELECT`.
const WHOLE: &str = ", b.body, b.place, k.place_key";
/// The first column after them.
pub(super) const AFTER_WHOLE: usize = NEXT + 3;

/// A query of whole cases, as far as there are any: what it is read from has to name `c`, `k` and `b`.
pub(super) fn whole() -> Sql {
    Sql::new(SELECT).say(WHOLE)
}

/// Whether a row of [`whole`] has a case in it that still has its keys.
pub(super) fn is_there(row: &QueryResult) -> Result<bool, StoreError> {
    let key: Option<Vec<u8>> = row.try_get_by_index(FILE_KEY)?;
    Ok(key.is_some())
}

/// A row of [`whole`], opened.
pub(super) fn opened(
    row: &QueryResult,
    council: &CouncilKeys,
    case: Uuid,
    with: With,
) -> Result<OpenCase, StoreError> {
    let place_key = Sealed::from_column(row.try_get_by_index(NEXT + 2)?);
    let keys = council.case(
        case,
        &Sealed::from_column(row.try_get_by_index(FILE_KEY)?),
        (with == With::FileAndPlace).then_some(&place_key),
    )?;
    let body = Sealed::from_column(row.try_get_by_index(NEXT)?);
    let whereabouts: Option<Vec<u8>> = row.try_get_by_index(NEXT + 1)?;
    let body = CaseBody {
        body: keys.file().open(place("case_body", "body", case), &body)?,
        place: match (whereabouts, keys.place()) {
            (Some(sealed), Some(key)) => Some(key.open(
                place("case_body", "place", case),
                &Sealed::from_column(sealed),
            )?),
            _ => None,
        },
    };
    let record = decode(row, &keys)?;
    Ok(OpenCase { keys, record, body })
}

/// Whether one of `mine` may find `case` and none is blocked from it. A case that does not exist
/// is answered alike.
///
/// # Errors
/// See [`StoreError`].
pub async fn may_find(
    conn: &impl ConnectionTrait,
    council: Uuid,
    case: Uuid,
    mine: &[LinkToken],
) -> Result<bool, StoreError> {
    let query = Sql::new("SELECT 1 FROM case_file c WHERE c.id = ")
        .with(case)
        .say(" AND c.council_id = ")
        .with(council);
    Ok(reachable(query, mine).one(conn).await?.is_some())
}

/// The case with this number, hidden or not: for the gate to decide about, never for showing.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_number(
    conn: &impl ConnectionTrait,
    council: Uuid,
    no: &str,
) -> Result<Option<Uuid>, StoreError> {
    let row = Sql::new("SELECT id FROM case_file WHERE council_id = ")
        .with(council)
        .say(" AND no = ")
        .with(no.to_owned())
        .one(conn)
        .await?;
    row.map(|row| Ok(row.try_get_by_index(0)?)).transpose()
}

/// How many cases the council has taken in, hidden ones too: for numbering, never for showing.
///
/// # Errors
/// See [`StoreError`].
pub async fn count(conn: &impl ConnectionTrait, council: Uuid) -> Result<u64, StoreError> {
    Ok(row::Entity::find()
        .filter(row::Column::CouncilId.eq(council))
        .count(conn)
        .await?)
}

/// What stands in the column for "no next step": it sorts after every real day.
const NO_DAY: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap();

/// The highest number given under a prefix such as `K-R8-`; 0 where there is none.
///
/// # Errors
/// See [`StoreError`].
pub async fn last_number(
    conn: &impl ConnectionTrait,
    council: Uuid,
    prefix: &str,
) -> Result<u32, StoreError> {
    let row = Sql::new("SELECT no FROM case_file WHERE council_id = ")
        .with(council)
        .say(" AND no >= ")
        .with(prefix.to_owned())
        .say(" AND no < ")
        // `.` is the character after `-`: everything that begins with the prefix.
        .with(format!("{}.", prefix.trim_end_matches('-')))
        // Beyond 9999 numbers get longer, not shorter.
        .say(" ORDER BY LENGTH(no) DESC, no DESC LIMIT 1")
        .one(conn)
        .await?;
    let Some(row) = row else { return Ok(0) };
    let no: String = row.try_get_by_index(0)?;
    Ok(no
        .strip_prefix(prefix)
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0))
}

const SELECT: &str = "SELECT c.id, c.no, c.status, c.urgency, c.due_on, c.accepted_on, c.seq, \
                      c.card, c.part, c.attention, c.late_on, c.stalls_on, k.file_key";
/// Where `SELECT` puts the wrapped file key, and the first column after it.
const FILE_KEY: usize = 12;
const NEXT: usize = 13;

pub(in crate::store) fn reachable(query: Sql, mine: &[LinkToken]) -> Sql {
    let found = query
        .say(" AND EXISTS (SELECT 1 FROM case_reader r WHERE r.case_id = c.id AND r.token IN ")
        .tokens(mine)
        .say(")");
    unblocked(found, mine)
}

fn unblocked(query: Sql, mine: &[LinkToken]) -> Sql {
    query
        .say(" AND NOT EXISTS (SELECT 1 FROM case_block x WHERE x.case_id = c.id AND x.token IN ")
        .tokens(mine)
        .say(")")
}

fn decode(row: &QueryResult, keys: &CaseKeys) -> Result<CaseRecord, StoreError> {
    let id = keys.case();
    let card = Sealed::from_column(row.try_get_by_index(7)?);
    let due_on: NaiveDate = row.try_get_by_index(4)?;
    Ok(CaseRecord {
        id,
        no: row.try_get_by_index(1)?,
        status: row.try_get_by_index(2)?,
        urgency: row.try_get_by_index(3)?,
        due_on: (due_on != NO_DAY).then_some(due_on),
        accepted_on: row.try_get_by_index(5)?,
        seq: row.try_get_by_index(6)?,
        pressing: Pressing::of_columns(
            row.try_get_by_index(8)?,
            row.try_get_by_index(9)?,
            row.try_get_by_index(10)?,
            row.try_get_by_index(11)?,
        ),
        card: keys.file().open(place("case_file", "card", id), &card)?,
    })
}

fn place(table: &'static str, column: &'static str, case: Uuid) -> Place<'static> {
    Place {
        table,
        column,
        row: case,
    }
}
