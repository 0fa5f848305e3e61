//! あなたのつながり: who is around her, as she reads it at her own door.
//!
//! Agencies that help her, her family as she told of it, whomever she added; and of how a tie is only
//! her own words. A worker's view, the 相手方 whom she did not name herself and whoever is blocked are
//! never in here.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Names;
use crate::calendar::jst_date;
use crate::case::CaseFile;
use crate::council::{AgencyKind, Council};
use crate::id::{AgencyId, TieId};
use crate::tie::{Kinship, Tie, TieHow, TieSide, TieTo};
use crate::view::tie::person_of;

/// Her page of ties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TiesPage {
    /// 呼ばれたい名前
    pub called_name: Option<String>,
    pub agencies: Vec<HerTie>,
    pub people: Vec<HerTie>,
    /// 家族図 of her family as she told of it, older before younger; those without a birth date last.
    pub family: Vec<HerKin>,
}

/// One member of her family in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerKin {
    pub kinship: Kinship,
    /// The same person's place in [`TiesPage::people`], with her or his name.
    pub person: usize,
    /// 同伴: inside the frame of those who came with her.
    pub household: bool,
}

/// One agency or person around her.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerTie {
    pub to: TieTo,
    pub name: String,
    /// What the agency is; its words are the page's own.
    pub kind: Option<AgencyKind>,
    /// 長女, 友だち …
    pub relation: String,
    /// How it is to her, in her own words; none = she has not said.
    pub said: Option<HerTieSaid>,
    /// She added it herself.
    pub own: bool,
}

/// What she said of a tie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerTieSaid {
    pub id: TieId,
    pub how: TieHow,
    pub words: String,
    pub on: NaiveDate,
}

impl TiesPage {
    /// Her page on that day in Japan.
    pub fn of(file: &CaseFile, council: &Council, today: NaiveDate) -> Self {
        let names = Names { file, council };
        let hers = || {
            let ties = file.ties.iter();
            ties.filter(|tie| tie.by.side() == TieSide::Hers)
        };
        let said = |to: &TieTo| hers().find(|tie| tie.to == *to).map(said);
        let mut agencies: Vec<(AgencyId, bool)> = Vec::new();
        let mut people: Vec<(TieTo, bool)> = Vec::new();
        let held = file.roles.iter().filter(|role| role.until.is_none());
        let held = held.map(|role| role.agency);
        let shares = file.consents.iter().filter(|c| c.kind.shares());
        let shares = shares.filter(|consent| consent.in_force(today));
        let shares = shares.flat_map(|consent| consent.scope.agencies.iter().copied());
        let helping = std::iter::once(file.agency_in_charge)
            .chain(held)
            .chain(shares);
        for agency in helping {
            let barred = agency != file.agency_in_charge && file.is_barred(agency);
            if !barred && agencies.iter().all(|(known, _)| *known != agency) {
                agencies.push((agency, false));
            }
        }
        for entry in &file.family {
            let to = person_of(entry);
            if people.iter().all(|(known, _)| *known != to) {
                people.push((to, false));
            }
        }
        for tie in hers() {
            match &tie.to {
                // What she said stays hers, whatever became of the agency.
                TieTo::Agency(agency) if agencies.iter().all(|(known, _)| known != agency) => {
                    agencies.push((*agency, true));
                }
                TieTo::Person { .. } if people.iter().all(|(known, _)| *known != tie.to) => {
                    people.push((tie.to.clone(), true));
                }
                TieTo::Agency(_) | TieTo::Person { .. } => {}
            }
        }
        let mut family: Vec<(NaiveDate, HerKin)> = Vec::new();
        for entry in &file.family {
            let to = person_of(entry);
            if let Some(person) = people.iter().position(|(known, _)| *known == to) {
                let kin = HerKin {
                    kinship: Kinship::read(&entry.relation),
                    person,
                    household: entry.accompanies,
                };
                family.push((entry.birth.unwrap_or(NaiveDate::MAX), kin));
            }
        }
        family.sort_by_key(|(birth, _)| *birth);
        Self {
            called_name: file.woman.shown_name().map(str::to_owned),
            agencies: agencies
                .into_iter()
                .map(|(agency, own)| {
                    let to = TieTo::Agency(agency);
                    let known = council.agency(agency);
                    HerTie {
                        name: names.agency(agency),
                        kind: known
                            .filter(|known| !known.secret)
                            .map(|known| known.kind.clone()),
                        relation: String::new(),
                        said: said(&to),
                        to,
                        own,
                    }
                })
                .collect(),
            family: family.into_iter().map(|(_, kin)| kin).collect(),
            people: people
                .into_iter()
                .filter_map(|(to, own)| {
                    let TieTo::Person { name, relation } = &to else {
                        return None;
                    };
                    let called = if name.is_empty() { relation } else { name };
                    Some(HerTie {
                        name: called.clone(),
                        kind: None,
                        relation: relation.clone(),
                        said: said(&to),
                        to,
                        own,
                    })
                })
                .collect(),
        }
    }

    /// Everybody on the page, as the list has them.
    pub fn all(&self) -> impl Iterator<Item = &HerTie> {
        self.agencies.iter().chain(&self.people)
    }
}

fn said(tie: &Tie) -> HerTieSaid {
    HerTieSaid {
        id: tie.id,
        how: tie.how,
        words: tie.words.clone(),
        on: jst_date(tie.at),
    }
}
