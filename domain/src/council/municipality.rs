//! 設置する地方公共団体: who holds the council, alone or jointly with others (法15条1項).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::area::{Area, AreaCode};
use crate::council::Council;

/// 構成市区町村: a local government that holds the council, from when until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Kept")]
pub struct Municipality {
    pub area: Area,
    /// First day; none: since the council was founded.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
}

/// As it may lie in a record: the first ones hold the code alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Kept {
    Code(AreaCode),
    Whole {
        area: Area,
        from: Option<NaiveDate>,
        until: Option<NaiveDate>,
    },
}

impl From<Kept> for Municipality {
    fn from(kept: Kept) -> Self {
        match kept {
            Kept::Code(code) => Self::founder(Area {
                code,
                name: String::new(),
            }),
            Kept::Whole { area, from, until } => Self { area, from, until },
        }
    }
}

impl Municipality {
    /// One that has held the council since it was founded.
    pub fn founder(area: Area) -> Self {
        Self {
            area,
            from: None,
            until: None,
        }
    }

    /// From the first to the last day, both included.
    pub fn is_member(&self, on: NaiveDate) -> bool {
        let begun = self.from.is_none_or(|from| from <= on);
        begun && self.until.is_none_or(|until| on <= until)
    }

    /// What it goes by; its code where an old record knows no name.
    pub fn name(&self) -> String {
        match self.area.name.trim() {
            "" => self.area.code.hyphenated(),
            name => name.to_owned(),
        }
    }

    /// Another time of the same local government that has a day in common with this one.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let ends_before = |one: &Self, other: &Self| {
            let first = other.from.unwrap_or(NaiveDate::MIN);
            one.until.is_some_and(|last| last < first)
        };
        self.area.code == other.area.code && !ends_before(self, other) && !ends_before(other, self)
    }

    /// The same line of the register: what is written under it again replaces it.
    pub(crate) fn is(&self, other: &Self) -> bool {
        (self.area.code, self.from) == (other.area.code, other.from)
    }
}

impl Council {
    /// Who holds it on that day, by code.
    pub fn holders(&self, on: NaiveDate) -> Vec<&Municipality> {
        let held = self.municipalities.iter().filter(|one| one.is_member(on));
        let mut held: Vec<&Municipality> = held.collect();
        held.sort_by_key(|one| one.area.code);
        held
    }

    /// 「みほん市」, or 「みほん市・ためし市（共同設置）」; empty where nobody holds it.
    pub fn held_by(&self, on: NaiveDate) -> String {
        let names: Vec<String> = self.holders(on).iter().map(|one| one.name()).collect();
        let joint = if names.len() > 1 {
            "（共同設置）"
        } else {
            ""
        };
        format!("{}{joint}", names.join("・"))
    }
}

/// 指標⑥ 支援調整会議を設置している区市町村数 on that day (domain.md §16.1): a council held jointly counts each
/// member, a municipality in several councils once, and a prefecture is no 区市町村.
pub fn municipalities_with_a_council<'a>(
    councils: impl IntoIterator<Item = &'a Council>,
    on: NaiveDate,
) -> usize {
    let held = councils.into_iter().flat_map(|council| council.holders(on));
    let codes = held.map(|one| one.area.code);
    let codes: BTreeSet<AreaCode> = codes.filter(|code| !code.is_prefecture()).collect();
    codes.len()
}
