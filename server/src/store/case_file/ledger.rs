//! 進行管理台帳: all cases of the council in the ledger's order, page by page.
//!
//! A page begins where the one before ended, by an index and not by counting lines; a filter has an
//! index of its own or is answered from the index alone. So a page costs the same among 3,000 cases
//! as among 300.

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Listed, NO_DAY};
use crate::keys::LinkToken;
use crate::store::StoreError;
use crate::store::sql::Sql;

/// Where a case stands in the ledger: what asks for attention, and from which day on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pressing {
    /// Closed, referred or transferred: at the end, and nothing presses.
    pub over: bool,
    /// Read with another record of the same woman: in no list beside it.
    pub joined: bool,
    /// No 主担当機関 was decided yet.
    pub no_agency: bool,
    /// 一時保護中
    pub protected: bool,
    /// The day of the earliest step: it is overdue after it.
    pub late_on: Option<NaiveDate>,
    /// The plan stands still after this day.
    pub stalls_on: Option<NaiveDate>,
}

const OPEN: i16 = 0;
const OVER: i16 = 1;
const JOINED: i16 = 2;
const NO_AGENCY: i16 = 1;
const PROTECTED: i16 = 2;
/// Before every real day.
const ALWAYS: NaiveDate = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();

impl Pressing {
    pub(super) fn part(self) -> i16 {
        match (self.joined, self.over) {
            (true, _) => JOINED,
            (false, true) => OVER,
            (false, false) => OPEN,
        }
    }

    pub(super) fn attention(self) -> i16 {
        let bit = |is: bool, bit: i16| if is { bit } else { 0 };
        bit(self.no_agency, NO_AGENCY) | bit(self.protected, PROTECTED)
    }

    /// The day after which it stands on top. The order of days never changes, so that one index
    /// gives the ledger on any day.
    pub(super) fn press_on(self) -> NaiveDate {
        if self.no_agency {
            return ALWAYS;
        }
        let days = [self.late_on, self.stalls_on];
        days.into_iter().flatten().min().unwrap_or(NO_DAY)
    }

    pub(super) fn of_columns(
        part: i16,
        attention: i16,
        late_on: NaiveDate,
        stalls_on: NaiveDate,
    ) -> Self {
        let day = |day: NaiveDate| (day != NO_DAY).then_some(day);
        Self {
            over: part == OVER,
            joined: part == JOINED,
            no_agency: attention & NO_AGENCY != 0,
            protected: attention & PROTECTED != 0,
            late_on: day(late_on),
            stalls_on: day(stalls_on),
        }
    }
}

/// Filter chips as the database knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chip {
    /// 主担当機関なし
    NoAgency,
    /// 一時保護中
    UnderProtection,
    /// The plan stands still on this day.
    StalledOn(NaiveDate),
    /// A step is overdue on this day.
    OverdueOn(NaiveDate),
    /// Not gone through in this round yet.
    NotYetIn(Uuid),
}

impl Chip {
    /// Written as in the partial indexes, so that the database recognises them.
    fn said(self, query: Sql) -> Sql {
        match self {
            Self::NoAgency => query.say(" AND (c.attention & 1) <> 0"),
            Self::UnderProtection => query.say(" AND (c.attention & 2) <> 0"),
            // What is stalled or late presses: the index ends there.
            Self::StalledOn(day) => query
                .say(" AND c.press_on < ")
                .with(day)
                .say(" AND c.stalls_on < ")
                .with(day),
            Self::OverdueOn(day) => query
                .say(" AND c.press_on < ")
                .with(day)
                .say(" AND c.late_on < ")
                .with(day),
            Self::NotYetIn(round) => query
                .say(" AND NOT EXISTS (SELECT 1 FROM conference_case g")
                .say(" WHERE g.case_id = c.id AND g.conference_id = ")
                .with(round)
                .say(")"),
        }
    }
}

/// Where a page ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// 0, or 1 among the cases that are over.
    pub part: i16,
    /// The day from which it presses.
    pub press_on: NaiveDate,
    pub no: String,
}

/// Cases that `mine` does not shut out, at most `limit`, behind `after`, with the place at which each
/// of them stands. A filter shows no case that is over.
///
/// # Errors
/// See [`StoreError`].
pub async fn page(
    conn: &impl ConnectionTrait,
    council: Uuid,
    mine: &ShutOut,
    chip: Option<Chip>,
    after: Option<&After>,
    limit: usize,
) -> Result<Vec<(Listed, After)>, StoreError> {
    let mut all = Vec::new();
    let parts: &[i16] = if chip.is_some() {
        &[OPEN]
    } else {
        &[OPEN, OVER]
    };
    // Part by part, so that each question runs along one index and stops when it is full.
    for part in parts {
        if all.len() >= limit || after.is_some_and(|after| *part < after.part) {
            continue;
        }
        let query = Sql::new("SELECT c.id, c.seq, c.press_on, c.no FROM case_file c")
            .say(" WHERE c.council_id = ")
            .with(council)
            .say(" AND c.part = ")
            .with(*part);
        let mut query = match chip {
            Some(chip) => chip.said(query),
            None => query,
        };
        if let Some(after) = after.filter(|after| after.part == *part) {
            query = query
                .say(" AND (c.press_on, c.no) > (")
                .with(after.press_on)
                .say(", ")
                .with(after.no.clone())
                .say(")");
        }
        let left = i64::try_from(limit - all.len()).unwrap_or(i64::MAX);
        let rows = mine
            .without(query)
            .say(" ORDER BY c.press_on, c.no LIMIT ")
            .with(left)
            .all(conn)
            .await?;
        for row in rows {
            let listed = Listed {
                id: row.try_get_by_index(0)?,
                seq: row.try_get_by_index(1)?,
            };
            let at = After {
                part: *part,
                press_on: row.try_get_by_index(2)?,
                no: row.try_get_by_index(3)?,
            };
            all.push((listed, at));
        }
    }
    Ok(all)
}

/// All cases that `mine` does not shut out, by number, for the paper.
///
/// # Errors
/// See [`StoreError`].
pub async fn every(
    conn: &impl ConnectionTrait,
    council: Uuid,
    mine: &ShutOut,
) -> Result<Vec<Listed>, StoreError> {
    let query = Sql::new("SELECT c.id, c.seq FROM case_file c WHERE c.council_id = ")
        .with(council)
        .say(" AND c.part <> ")
        .with(JOINED);
    let rows = mine
        .without(query)
        .say(" ORDER BY LENGTH(c.no), c.no")
        .all(conn)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Listed {
                id: row.try_get_by_index(0)?,
                seq: row.try_get_by_index(1)?,
            })
        })
        .collect()
}

/// The tokens that shut somebody out of cases.
#[derive(Clone, Debug, Default)]
pub struct ShutOut {
    /// Shut out by any of these …
    pub by: Vec<LinkToken>,
    /// … or by this one (the unit as a whole) …
    pub unit: Option<LinkToken>,
    /// … unless this one is named as the person who acts for it.
    pub but: Option<LinkToken>,
}

impl ShutOut {
    /// Whether a case with these blocks is shut: the same rule as [`Self::cases`], for one case in
    /// hand.
    pub fn is_among(&self, blocks: &[LinkToken]) -> bool {
        let named = |token: &LinkToken| blocks.contains(token);
        self.by.iter().any(named)
            || (self.unit.as_ref().is_some_and(named) && !self.but.as_ref().is_some_and(named))
    }

    fn without(&self, query: Sql) -> Sql {
        self.cases(query.say(" AND c.id NOT IN (")).say(")")
    }

    /// The cases as a question of their own.
    pub(in crate::store) fn cases(&self, query: Sql) -> Sql {
        let mut query = query
            .say("SELECT DISTINCT x.case_id FROM case_block x WHERE x.token IN ")
            .tokens(&self.by);
        if let (Some(unit), Some(but)) = (self.unit, self.but) {
            query = query
                .say(" UNION SELECT x.case_id FROM case_block x WHERE x.token = ")
                .with(unit.0.to_vec())
                .say(" AND NOT EXISTS (SELECT 1 FROM case_block y WHERE y.case_id = x.case_id")
                .say(" AND y.token = ")
                .with(but.0.to_vec())
                .say(")");
        }
        query
    }
}

/// How many cases stand behind each chip.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub no_agency: u32,
    pub under_protection: u32,
    pub stalled: u32,
    pub overdue: u32,
    /// Cases that a round goes through.
    pub open: u32,
    /// Of those, gone through in the round that was named.
    pub seen: u32,
}

impl Counts {
    /// These without `some` of them.
    #[must_use]
    pub fn less(self, some: Counts) -> Self {
        Self {
            no_agency: self.no_agency.saturating_sub(some.no_agency),
            under_protection: self.under_protection.saturating_sub(some.under_protection),
            stalled: self.stalled.saturating_sub(some.stalled),
            overdue: self.overdue.saturating_sub(some.overdue),
            open: self.open.saturating_sub(some.open),
            seen: self.seen.saturating_sub(some.seen),
        }
    }
}

/// Counts all cases of the council, or (`of`) those only that somebody is shut out of. From one
/// index, without touching a case.
///
/// # Errors
/// See [`StoreError`].
pub async fn counts(
    conn: &impl ConnectionTrait,
    council: Uuid,
    today: NaiveDate,
    round: Option<Uuid>,
    of: Option<&ShutOut>,
) -> Result<Counts, StoreError> {
    let query = Sql::new("SELECT COUNT(CASE WHEN (c.attention & 1) <> 0 THEN 1 END),")
        .say(" COUNT(CASE WHEN (c.attention & 2) <> 0 THEN 1 END),")
        .say(" COUNT(CASE WHEN c.stalls_on < ")
        .with(today)
        .say(" THEN 1 END), COUNT(CASE WHEN c.late_on < ")
        .with(today)
        .say(" THEN 1 END), COUNT(*) FROM");
    let query = among(query, of)
        .say(" c.part = 0 AND c.council_id = ")
        .with(council);
    let row = query.one(conn).await?.ok_or(StoreError::Missing)?;
    let number = |at: usize| -> Result<u32, StoreError> {
        let many: i64 = row.try_get_by_index(at)?;
        Ok(u32::try_from(many).unwrap_or(u32::MAX))
    };
    let mut counts = Counts {
        no_agency: number(0)?,
        under_protection: number(1)?,
        stalled: number(2)?,
        overdue: number(3)?,
        open: number(4)?,
        seen: 0,
    };
    if let Some(round) = round {
        let query = among(Sql::new("SELECT COUNT(*) FROM"), of)
            .say(" c.part = 0 AND c.council_id = ")
            .with(council)
            .say(" AND EXISTS (SELECT 1 FROM conference_case g WHERE g.case_id = c.id")
            .say(" AND g.conference_id = ")
            .with(round)
            .say(")");
        let row = query.one(conn).await?.ok_or(StoreError::Missing)?;
        let many: i64 = row.try_get_by_index(0)?;
        counts.seen = u32::try_from(many).unwrap_or(u32::MAX);
    }
    Ok(counts)
}

/// Counts begin at the few cases that somebody is shut out of, or go through all of them.
fn among(query: Sql, of: Option<&ShutOut>) -> Sql {
    match of {
        // SQLite takes tables joined by CROSS JOIN in the order in which they are written.
        Some(shut) => shut
            .cases(query.say(" ("))
            .say(") s CROSS JOIN case_file c WHERE c.id = s.case_id AND"),
        None => query.say(" case_file c WHERE"),
    }
}

/// How many cases a round has gone through, without those that `mine` shuts out.
///
/// # Errors
/// See [`StoreError`].
pub async fn gone_through(
    conn: &impl ConnectionTrait,
    round: Uuid,
    mine: &ShutOut,
) -> Result<u32, StoreError> {
    let query = Sql::new("SELECT COUNT(*) FROM conference_case g WHERE g.conference_id = ")
        .with(round)
        .say(" AND g.case_id NOT IN (");
    let row = mine.cases(query).say(")").one(conn).await?;
    let many: i64 = row.ok_or(StoreError::Missing)?.try_get_by_index(0)?;
    Ok(u32::try_from(many).unwrap_or(u32::MAX))
}

/// Some cases that were kept before there was a ledger, each with its council.
///
/// # Errors
/// See [`StoreError`].
pub async fn unread(
    conn: &impl ConnectionTrait,
    limit: i64,
) -> Result<Vec<(Uuid, Uuid)>, StoreError> {
    let rows = Sql::new("SELECT council_id, id FROM case_file WHERE attention < 0 LIMIT ")
        .with(limit)
        .all(conn)
        .await?;
    rows.iter()
        .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)))
        .collect()
}
