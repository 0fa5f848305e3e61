//! A line of the ledger as one reader may see it.

use chrono::{DateTime, NaiveDate, Utc};

use crate::access::{Action, Subject, decide_conference};
use crate::conference::Conference;
use crate::council::{Council, Role};
use crate::id::{AgencyId, CaseId, ConferenceId, StaffId};
use crate::ledger::LedgerSource;
use crate::view::case::age_band;
use crate::view::ledger::{LedgerAgency, LedgerLine, LedgerRecordLine};
use crate::view::{CaseCard, Names, council};
use crate::wire::{May, Rights};

impl LedgerLine {
    /// The gate has already decided that the case is not hidden from this reader and that the ledger
    /// is open to her or him. Code and age band; the name for those who hold the case, 備考 for them and
    /// the 調整担当者.
    pub fn of(
        id: CaseId,
        card: &CaseCard,
        council: &Council,
        subject: &Subject,
        reader: StaffId,
        today: NaiveDate,
        round: Option<ConferenceId>,
    ) -> Self {
        let own = card.workers.contains(&reader) || card.is_of_own_agency(subject);
        let officer = coordinates(subject);
        let names = Names::outside(council, reader);
        let knows = card.knowers.contains(&reader);
        let agency = |id: AgencyId| {
            if knows || names.knows(id) {
                let known = council.agency(id);
                LedgerAgency {
                    id: Some(id),
                    name: known.map(|agency| agency.name.clone()).unwrap_or_default(),
                }
            } else {
                LedgerAgency {
                    id: None,
                    name: names.agency_name(id),
                }
            }
        };
        let words = |text: &str| {
            if knows {
                text.to_owned()
            } else {
                names.cover(text)
            }
        };
        Self {
            case: id,
            no: card.no.clone(),
            name: Some(card.name.clone()).filter(|name| own && !name.is_empty()),
            age_band: age_band(card.ledger.birth, today).unwrap_or_else(|| "年齢不明".to_owned()),
            status: card.status,
            accepted_on: card.ledger.accepted_on,
            agency: card.ledger.agency.map(agency),
            records: card
                .ledger
                .records
                .iter()
                .map(|record| LedgerRecordLine {
                    held_on: record.held_on,
                    agency: record.agency.map(agency),
                    state: words(&record.state),
                    round: match record.source {
                        LedgerSource::Round(round) => Some(round),
                        LedgerSource::CaseReview(_) => None,
                    },
                })
                .collect(),
            note: if own || officer {
                words(&card.ledger.note)
            } else {
                String::new()
            },
            flags: card.ledger_flags(today, round),
            due: card.due(),
            opens: own || officer,
        }
    }
}

fn coordinates(subject: &Subject) -> bool {
    subject.coordinates && subject.has(Role::CoordinationOfficer)
}

/// Rights of the ledger's page. Writing lines belongs to the 調整担当者, and to a round that goes on.
pub fn rights(
    subject: &Subject,
    round: Option<&Conference>,
    council: &Council,
    now: DateTime<Utc>,
) -> Rights {
    let mut rights = council::rights(subject);
    let sees = round.is_some_and(|round| {
        decide_conference(subject, Action::SeeLedger, round, council, now).allows()
    });
    if sees
        && !rights
            .iter()
            .any(|(action, _)| *action == Action::SeeLedger)
    {
        rights.push((Action::SeeLedger, May::Allowed));
    }
    // The same gate that lets her or him open the whole ledger; procedure knows the round.
    let keeps = coordinates(subject)
        && rights
            .iter()
            .any(|(action, _)| *action == Action::SeeLedger);
    if keeps {
        rights.push((Action::KeepLedger, May::Allowed));
    }
    rights
}
