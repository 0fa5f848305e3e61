//! Lists of cases: the board, and the answers to a search.

use sea_orm::{ConnectionTrait, DbBackend, QueryResult};
use uuid::Uuid;

use super::{place, reachable, unblocked};
use crate::keys::{CaseKeys, Clear, CouncilKeys, LinkToken, Sealed};
use crate::store::StoreError;
use crate::store::sql::Sql;

/// A case in a list: which one, and up to which place in the council's order its card is folded.
pub struct Listed {
    /// The case.
    pub id: Uuid,
    /// Where its card stands.
    pub seq: i64,
}

/// The cases that one of `mine` may find and none of `mine` is blocked from: most urgent first,
/// then by the day of the next step, then by number.
///
/// # Errors
/// See [`StoreError`].
pub async fn board(
    conn: &impl ConnectionTrait,
    council: Uuid,
    mine: &[LinkToken],
    limit: u64,
) -> Result<Vec<Listed>, StoreError> {
    let Some(from) = way(conn, mine, &[]).await? else {
        return Ok(Vec::new());
    };
    list(conn, council, mine, from, &[], limit).await
}

/// Like [`board`], of the cases whose names have all `pieces` (see [`crate::search`]).
///
/// # Errors
/// See [`StoreError`].
pub async fn find(
    conn: &impl ConnectionTrait,
    council: Uuid,
    mine: &[LinkToken],
    pieces: &[i64],
    limit: u64,
) -> Result<Vec<Listed>, StoreError> {
    if pieces.is_empty() {
        return Ok(Vec::new());
    }
    let Some(from) = way(conn, mine, pieces).await? else {
        return Ok(Vec::new());
    };
    list(conn, council, mine, from, pieces, limit).await
}

/// Those of `cases` that one of `mine` may find and none of `mine` is blocked from, in no order.
///
/// # Errors
/// See [`StoreError`].
pub async fn among(
    conn: &impl ConnectionTrait,
    council: Uuid,
    mine: &[LinkToken],
    cases: &[Uuid],
) -> Result<Vec<Listed>, StoreError> {
    if mine.is_empty() || cases.is_empty() {
        return Ok(Vec::new());
    }
    let query = Sql::new("SELECT c.id, c.seq FROM case_file c WHERE c.council_id = ")
        .with(council)
        .say(" AND c.id IN ")
        .list(cases.iter().copied());
    let rows = reachable(query, mine).all(conn).await?;
    let listed = rows.iter().map(|row| {
        Ok(Listed {
            id: row.try_get_by_index(0)?,
            seq: row.try_get_by_index(1)?,
        })
    });
    listed.collect()
}

/// What a card shows, opened.
pub struct CardRow {
    /// The case.
    pub id: Uuid,
    /// The place in the council's order up to which the card is folded.
    pub seq: i64,
    /// The card.
    pub card: Clear,
}

/// So many values may one question carry; both databases take more.
const ASKED_AT_ONCE: usize = 1000;

/// The cards of `cases`, in no order. Whether the asker may see them was decided before.
///
/// # Errors
/// See [`StoreError`].
pub async fn cards(
    conn: &impl ConnectionTrait,
    council: &CouncilKeys,
    cases: &[Uuid],
) -> Result<Vec<CardRow>, StoreError> {
    let from = "SELECT c.id, k.file_key, c.card, c.seq FROM case_file c";
    let open = |keys: &CaseKeys, row: &QueryResult| {
        let id = keys.case();
        let card = Sealed::from_column(row.try_get_by_index(2)?);
        Ok(CardRow {
            id,
            seq: row.try_get_by_index(3)?,
            card: keys.file().open(place("case_file", "card", id), &card)?,
        })
    };
    each(conn, council, cases, from, open).await
}

/// The files of `cases` without her whereabouts, in no order. Whether the asker may see them is for
/// the caller to say.
///
/// # Errors
/// See [`StoreError`].
pub async fn files(
    conn: &impl ConnectionTrait,
    council: &CouncilKeys,
    cases: &[Uuid],
) -> Result<Vec<(Uuid, Clear)>, StoreError> {
    let from = "SELECT c.id, k.file_key, b.body FROM case_file c \
                JOIN case_body b ON b.case_id = c.id";
    let open = |keys: &CaseKeys, row: &QueryResult| {
        let id = keys.case();
        let body = Sealed::from_column(row.try_get_by_index(2)?);
        Ok((id, keys.file().open(place("case_body", "body", id), &body)?))
    };
    each(conn, council, cases, from, open).await
}

/// Asks for many cases at once and opens each with its own key. `from` names the id and the wrapped
/// file key first.
async fn each<T>(
    conn: &impl ConnectionTrait,
    council: &CouncilKeys,
    cases: &[Uuid],
    from: &str,
    open: impl Fn(&CaseKeys, &QueryResult) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut all = Vec::with_capacity(cases.len());
    for some in cases.chunks(ASKED_AT_ONCE) {
        let rows = Sql::new(from)
            .say(" JOIN case_key k ON k.case_id = c.id WHERE c.council_id = ")
            .with(council.council())
            .say(" AND c.id IN ")
            .list(some.iter().copied())
            .all(conn)
            .await?;
        for row in rows {
            let file_key = Sealed::from_column(row.try_get_by_index(1)?);
            let keys = council.case(row.try_get_by_index(0)?, &file_key, None)?;
            all.push(open(&keys, &row)?);
        }
    }
    Ok(all)
}

/// Where a list begins to look.
enum Way {
    /// At the most urgent case, and on in order until the list is full.
    Order,
    /// At the few cases that the asker may find.
    Readers,
    /// At the few cases whose name has this piece.
    Piece(i64),
}

/// A list of more candidates than this is better gone through in order: it is soon full.
const FEW: i64 = 10_000;

/// Chooses where to begin, by counting in the indexes as far as [`FEW`]: neither database knows
/// beforehand how rare a piece or how small someone's circle is. `None` if there can be nothing.
async fn way(
    conn: &impl ConnectionTrait,
    mine: &[LinkToken],
    pieces: &[i64],
) -> Result<Option<Way>, StoreError> {
    let end = format!(" LIMIT {FEW}) x)");
    let mut query =
        Sql::new("SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM case_reader WHERE token IN ")
            .tokens(mine)
            .say(&end);
    for piece in pieces {
        query = query
            .say(", (SELECT COUNT(*) FROM (SELECT 1 FROM search_token WHERE token = ")
            .with(*piece)
            .say(&end);
    }
    let Some(row) = query.one(conn).await? else {
        return Ok(None);
    };
    let mut best = (row.try_get_by_index::<i64>(0)?, Way::Readers);
    for (at, piece) in pieces.iter().enumerate() {
        let count = row.try_get_by_index(at + 1)?;
        if count < best.0 {
            best = (count, Way::Piece(*piece));
        }
    }
    Ok(match best {
        (0, _) => None,
        (FEW.., _) => Some(Way::Order),
        (_, way) => Some(way),
    })
}

async fn list(
    conn: &impl ConnectionTrait,
    council: Uuid,
    mine: &[LinkToken],
    from: Way,
    pieces: &[i64],
    limit: u64,
) -> Result<Vec<Listed>, StoreError> {
    // SQLite takes tables joined by CROSS JOIN in the order in which they are written.
    const CASES: &str = ") s CROSS JOIN case_file c WHERE c.id = s.case_id AND";
    // One row for the whole list: a thousand rows cost more to hand over than to find.
    let line = match conn.get_database_backend() {
        DbBackend::Postgres => "replace(CAST(c.id AS TEXT), '-', '')",
        _ => "hex(c.id)",
    };
    let query = Sql::new("SELECT string_agg(line, ',') FROM (SELECT ")
        .say(line)
        .say(" || ':' || c.seq AS line");
    let from_readers = matches!(from, Way::Readers);
    let mut query = match from {
        Way::Order => query.say(" FROM case_file c WHERE"),
        Way::Readers => query
            .say(" FROM (SELECT DISTINCT case_id FROM case_reader WHERE token IN ")
            .tokens(mine)
            .say(CASES),
        Way::Piece(piece) => query
            .say(" FROM (SELECT case_id FROM search_token WHERE token = ")
            .with(piece)
            .say(CASES),
    };
    query = query.say(" c.council_id = ").with(council);
    for piece in pieces {
        query = query
            .say(" AND EXISTS (SELECT 1 FROM search_token o WHERE o.case_id = c.id AND o.token = ")
            .with(*piece)
            .say(")");
    }
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    // Who comes from the readers' list need not be looked up in it again.
    let query = if from_readers {
        unblocked(query, mine)
    } else {
        reachable(query, mine)
    };
    let row = query
        .say(" ORDER BY c.urgency DESC, c.due_on, c.no LIMIT ")
        .with(limit)
        .say(") lines")
        .one(conn)
        .await?
        .ok_or(StoreError::Missing)?;
    let lines: Option<String> = row.try_get_by_index(0)?;
    let listed = |line: &str| {
        let (id, seq) = line.split_once(':')?;
        Some(Listed {
            id: Uuid::try_parse(id).ok()?,
            seq: seq.parse().ok()?,
        })
    };
    lines
        .iter()
        .flat_map(|lines| lines.split(','))
        .map(|line| listed(line).ok_or(StoreError::Missing))
        .collect()
}
