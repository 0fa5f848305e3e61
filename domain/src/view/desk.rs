//! 主任相談支援員の机: what waits too long in the cases of the reader's own agency, and how the work is
//! spread (domain.md §16.6). Everything is derived from the cards; nothing is ticked anywhere.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::access::Subject;
use crate::council::{Council, Role};
use crate::id::{CaseId, StaffId};
use crate::record::{LATE_SHOWN, LateRecord, UrgencyLevel};
use crate::view::ledger::{LedgerFilter, STALLED_DAYS};
use crate::view::{AgencyRef, CaseCard, Names, NextStep, PersonRef};

/// The desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskView {
    pub agency: AgencyRef,
    pub today: NaiveDate,
    /// Cases that the agency holds or works on, and that are not over.
    pub cases: u32,
    /// Each matter with its cases, the longest waiting first; one without cases is not here.
    pub matters: Vec<(DeskMatter, Vec<DeskLine>)>,
    pub workload: Vec<Workload>,
}

/// 机に載ること.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskMatter {
    /// Her comment or objection has no answer.
    Unanswered,
    ReviewOverdue,
    PlanStalls,
    NoAgency,
    RecordLate,
}

impl DeskMatter {
    pub const ALL: [DeskMatter; 5] = [
        Self::Unanswered,
        Self::ReviewOverdue,
        Self::PlanStalls,
        Self::NoAgency,
        Self::RecordLate,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Unanswered => "本人への返事がまだ",
            Self::ReviewOverdue => "計画の見直しの日を過ぎた",
            Self::PlanStalls => "計画が止まっている",
            Self::NoAgency => "主担当機関が決まっていない",
            Self::RecordLate => "記録が遅れた",
        }
    }
}

/// One case under one matter; by its number, never by a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskLine {
    pub case: CaseId,
    pub no: String,
    /// Since when, or which day has passed.
    pub on: NaiveDate,
    /// Who works on it, or who wrote late.
    pub who: Vec<String>,
}

/// How much one worker has to do; no case is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workload {
    pub person: PersonRef,
    pub cases: u32,
    /// 今すぐ・数日のうち
    pub urgent: u32,
    /// Cases with a step whose day has passed.
    pub overdue: u32,
    /// Cases in which she waits for an answer.
    pub waiting: u32,
}

impl CaseCard {
    fn urgent(&self) -> bool {
        matches!(
            self.urgency,
            Some(UrgencyLevel::Immediate | UrgencyLevel::WithinDays)
        )
    }

    /// Since when she waits for an answer: the day by which it was due, or on which she objected.
    fn unanswered(&self) -> Option<NaiveDate> {
        self.step_due(NextStep::AnswerHer)
            .into_iter()
            .chain(self.objected_on)
            .min()
    }

    fn step_due(&self, wanted: NextStep) -> Option<NaiveDate> {
        let steps = self.steps.iter().filter(|(step, _)| *step == wanted);
        steps.filter_map(|(_, due)| *due).min()
    }

    /// The day that puts the case under that matter, where it belongs there.
    fn on_desk(&self, matter: DeskMatter, today: NaiveDate) -> Option<NaiveDate> {
        match matter {
            DeskMatter::Unanswered => self.unanswered(),
            DeskMatter::ReviewOverdue => {
                let due = self.step_due(NextStep::ReviewPlan);
                due.filter(|due| *due < today)
            }
            DeskMatter::PlanStalls => {
                let since = self.ledger.plan_waits_since;
                since.filter(|since| *since + Days::new(STALLED_DAYS) < today)
            }
            DeskMatter::NoAgency => {
                let none = self.ledger.agency.is_none();
                none.then_some(self.ledger.accepted_on)
            }
            DeskMatter::RecordLate => {
                let late = self.late_records(today);
                late.map(|record| record.written_on).max()
            }
        }
    }

    fn late_records(&self, today: NaiveDate) -> impl Iterator<Item = &LateRecord> {
        let shown = move |record: &&LateRecord| record.written_on + Days::new(LATE_SHOWN) >= today;
        self.late.iter().filter(shown)
    }
}

impl DeskView {
    /// `cards` are those of the cases that the reader finds in lists; of them only the cases that her
    /// or his own agency holds or works on are on the desk.
    pub fn of<'a>(
        cards: impl Iterator<Item = (CaseId, &'a CaseCard)>,
        council: &Council,
        subject: &Subject,
        reader: StaffId,
        today: NaiveDate,
    ) -> Option<Self> {
        let me = council.person(reader)?;
        let names = Names::outside(council, reader);
        let held: Vec<_> = cards
            .filter(|(_, card)| !card.is_hidden_from(me) && !card.status.is_over())
            .filter(|(_, card)| {
                let works = |id| {
                    council
                        .person(id)
                        .is_some_and(|one| one.agency == me.agency)
                };
                let works = card.workers.iter().any(|id| works(*id));
                card.is_of_own_agency(subject) || (works && !card.former.contains(&reader))
            })
            .collect();
        let matters = DeskMatter::ALL.into_iter().filter_map(|matter| {
            let mut lines: Vec<DeskLine> = held
                .iter()
                .filter_map(|(case, card)| {
                    let on = card.on_desk(matter, today)?;
                    let who: Vec<StaffId> = match matter {
                        DeskMatter::RecordLate => {
                            card.late_records(today).map(|record| record.by).collect()
                        }
                        _ => card.workers.iter().copied().collect(),
                    };
                    let who = names.people(who).into_iter().map(|person| person.name);
                    Some(DeskLine {
                        case: *case,
                        no: card.no.clone(),
                        on,
                        who: who.collect(),
                    })
                })
                .collect();
            lines.sort_by(|one, other| (one.on, &one.no).cmp(&(other.on, &other.no)));
            (!lines.is_empty()).then_some((matter, lines))
        });
        Some(Self {
            agency: names.agency(me.agency),
            today,
            cases: u32::try_from(held.len()).unwrap_or(u32::MAX),
            matters: matters.collect(),
            workload: workload(&held, council, &names, (me.agency, today)),
        })
    }
}

/// Everybody of the agency who works on cases, the busiest first; who has none is there too.
fn workload(
    held: &[(CaseId, &CaseCard)],
    council: &Council,
    names: &Names<'_>,
    (agency, today): (crate::id::AgencyId, NaiveDate),
) -> Vec<Workload> {
    let works = |role: &Role| {
        matches!(
            role,
            Role::Caseworker | Role::OutreachWorker | Role::ChiefSupporter
        )
    };
    let mut counts: BTreeMap<StaffId, [u32; 4]> = council
        .staff_of(agency, today)
        .filter(|staff| council.roles_of(staff.id, today).iter().any(works))
        .map(|staff| (staff.id, [0; 4]))
        .collect();
    for (_, card) in held {
        let overdue = card
            .ledger_flags(today, None)
            .contains(&LedgerFilter::Overdue);
        let facts = [true, card.urgent(), overdue, card.unanswered().is_some()];
        for worker in &card.workers {
            // A worker of another agency has her or his own chief.
            let Some(count) = counts.get_mut(worker) else {
                continue;
            };
            for (count, holds) in count.iter_mut().zip(facts) {
                *count += u32::from(holds);
            }
        }
    }
    let mut all: Vec<Workload> = counts
        .into_iter()
        .filter_map(|(id, [cases, urgent, overdue, waiting])| {
            Some(Workload {
                person: names.person(id)?,
                cases,
                urgent,
                overdue,
                waiting,
            })
        })
        .collect();
    all.sort_by_key(|one| (std::cmp::Reverse(one.cases), one.person.clone()));
    all
}
