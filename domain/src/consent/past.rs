//! 同意のこれまで: what her consents let reach an agency at a moment gone by (BR-052). A narrowing or
//! a withdrawal leaves what was given before as it was.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::{Answer, Change, Consent, ConsentKind};
use crate::calendar::jst_date;
use crate::case::CaseFile;
use crate::form::InfoCategory;
use crate::id::AgencyId;

/// What reached an agency, and by which answer of hers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    pub categories: BTreeSet<InfoCategory>,
    /// Day on which she gave the newest of the consents it rests on.
    pub given_on: NaiveDate,
}

impl Consent {
    /// Whether it held at that moment, as far as its own story goes.
    fn held_at(&self, at: DateTime<Utc>) -> bool {
        let withdrawn = self
            .changes
            .iter()
            .any(|change| change.what == Change::Withdrawn && change.at <= at);
        self.answer == Answer::Given
            && self.asked_at <= at
            && !withdrawn
            && self.until.is_none_or(|until| jst_date(at) <= until)
    }

    /// Its agencies and kinds of information as they stood at that moment: those of today with what
    /// was taken off later.
    fn scope_at(&self, at: DateTime<Utc>) -> (BTreeSet<AgencyId>, BTreeSet<InfoCategory>) {
        let mut agencies = self.scope.agencies.clone();
        let mut categories = self.scope.categories.clone();
        for change in self.changes.iter().filter(|change| change.at > at) {
            if let Change::Narrowed {
                without_agencies,
                without_categories,
            } = &change.what
            {
                agencies.extend(without_agencies);
                categories.extend(without_categories);
            }
        }
        (agencies, categories)
    }

    /// The agencies that its narrowings took off, and after a withdrawal all that it named.
    pub fn agencies_gone(&self) -> BTreeSet<AgencyId> {
        let mut gone = BTreeSet::new();
        for change in &self.changes {
            match &change.what {
                Change::Narrowed {
                    without_agencies, ..
                } => gone.extend(without_agencies),
                Change::Withdrawn => gone.extend(&self.scope.agencies),
            }
        }
        gone
    }
}

impl CaseFile {
    /// What her sharing consents let reach the agency at that moment; none where they let nothing.
    pub fn reached_at(&self, agency: AgencyId, at: DateTime<Utc>) -> Option<Reached> {
        let newest: Vec<&Consent> = ConsentKind::ALL
            .iter()
            .filter(|kind| kind.shares())
            .filter_map(|kind| {
                let mut before = self.consents.iter().rev();
                before.find(|consent| consent.kind == *kind && consent.asked_at <= at)
            })
            .collect();
        if newest.iter().any(|consent| consent.excludes(agency)) {
            return None;
        }
        let mut reached: Option<Reached> = None;
        for consent in newest.into_iter().filter(|consent| consent.held_at(at)) {
            let (agencies, categories) = consent.scope_at(at);
            if !agencies.contains(&agency) {
                continue;
            }
            let given_on = jst_date(consent.asked_at);
            let known = reached.get_or_insert(Reached {
                categories: BTreeSet::new(),
                given_on,
            });
            known.given_on = known.given_on.max(given_on);
            known.categories.extend(categories);
        }
        reached.filter(|reached| !reached.categories.is_empty())
    }
}
