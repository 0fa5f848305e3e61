//! だれが知っていいか: what she said about who may know what, what a new answer of hers would change, and
//! who can see each kind of information.
//!
//! Nothing in here decides: who can see follows from [`crate::access::decide`], and what an answer
//! changes from carrying it out on a copy of the case.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Names, Readers, Viewer};
use crate::access::Action;
use crate::calendar::jst_date;
use crate::case::{CaseFile, Whereabouts};
use crate::command::{Actor, CaseCommand};
use crate::consent::{
    Answer, Channel, Consent, ConsentKind, ConsentScope, ConsentStatus, EASY_TEXT,
};
use crate::council::{AgencyKind, Council};
use crate::event::{CaseEvent, Happened};
use crate::form::InfoCategory;
use crate::handle::{self, Context};
use crate::id::{AgencyId, ConsentId};
use crate::language::Explained;
use crate::refusal::Refusal;

/// Questions about who may know of her, in the order of her page.
pub const KINDS: [ConsentKind; 7] = [
    ConsentKind::IntakeSharing,
    ConsentKind::ShareToCaseReview,
    ConsentKind::LayeredSupport,
    ConsentKind::WatchOver,
    ConsentKind::HoldCaseReview,
    ConsentKind::FamilyContact,
    ConsentKind::JoinRecords,
];

/// What the talk can be for: the kinds whose scope names agencies and kinds of information.
pub fn purposes() -> impl Iterator<Item = ConsentKind> {
    KINDS.into_iter().filter(|kind| kind.shares())
}

/// Her newest answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnowPage {
    /// In force.
    pub now: Vec<HerConsent>,
    /// Not, or not any more.
    pub before: Vec<HerConsent>,
}

/// One answer of hers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerConsent {
    pub id: ConsentId,
    pub kind: ConsentKind,
    pub status: ConsentStatus,
    /// Day on which she answered.
    pub on: NaiveDate,
    /// She gave it at her own door.
    pub by_herself: bool,
    /// Last day; none = until she takes it back.
    pub until: Option<NaiveDate>,
    /// In the order of the names.
    pub agencies: Vec<(AgencyId, String)>,
    pub kinds: Vec<InfoCategory>,
    /// とくに伝えない相手
    pub left_out: Vec<String>,
    /// When she last took something back.
    pub changed_on: Option<NaiveDate>,
}

impl KnowPage {
    /// Her answers as they stand on that day in Japan.
    pub fn of(file: &CaseFile, council: &Council, today: NaiveDate) -> Self {
        let newest = KINDS.into_iter().filter_map(|kind| file.consent(kind));
        let (now, before) = newest
            .map(|consent| HerConsent::of(file, council, consent, today))
            .partition(|consent| consent.status.in_force());
        Self { now, before }
    }

    /// What she can still take back.
    pub fn offers(&self, less: Less) -> bool {
        let found = self.now.iter().find(|consent| consent.id == less.consent());
        found.is_some_and(|consent| match less {
            Less::All(_) => true,
            Less::Agency(_, id) => consent.agencies.iter().any(|(known, _)| *known == id),
            Less::Kind(_, kind) => consent.kinds.contains(&kind),
        })
    }
}

impl HerConsent {
    fn of(file: &CaseFile, council: &Council, consent: &Consent, today: NaiveDate) -> Self {
        let names = Names { file, council };
        let blocked = |id: AgencyId| file.blocks_in_force().any(|one| one.covers_agency(id));
        let named = |id: &AgencyId| (!blocked(*id)).then(|| (*id, names.agency(*id)));
        let mut agencies: Vec<_> = consent.scope.agencies.iter().filter_map(named).collect();
        agencies.sort_by(|a, b| a.1.cmp(&b.1));
        let excluded = consent.scope.excluded.iter();
        let left_out = excluded.filter_map(|one| named(&one.agency));
        Self {
            id: consent.id,
            kind: consent.kind,
            status: consent.status(today),
            on: jst_date(consent.asked_at),
            by_herself: consent.by_herself(),
            until: consent.until,
            agencies,
            kinds: consent.scope.categories.iter().copied().collect(),
            left_out: left_out.map(|(_, name)| name).collect(),
            changed_on: consent.changes.last().map(|change| jst_date(change.at)),
        }
    }
}

/// What she takes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Less {
    /// 取りやめ
    All(ConsentId),
    Agency(ConsentId, AgencyId),
    Kind(ConsentId, InfoCategory),
}

impl Less {
    /// The answer that something is taken back from.
    pub fn consent(self) -> ConsentId {
        match self {
            Self::All(id) | Self::Agency(id, _) | Self::Kind(id, _) => id,
        }
    }

    /// The same command that the staff form sends.
    pub fn command(self) -> CaseCommand {
        match self {
            Self::All(consent) => CaseCommand::WithdrawConsent { consent },
            Self::Agency(consent, agency) => CaseCommand::NarrowConsent {
                consent,
                without_agencies: BTreeSet::from([agency]),
                without_categories: BTreeSet::new(),
            },
            Self::Kind(consent, kind) => CaseCommand::NarrowConsent {
                consent,
                without_agencies: BTreeSet::new(),
                without_categories: BTreeSet::from([kind]),
            },
        }
    }
}

/// Agencies that she can choose among.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// いま助けているところ
    pub helping: Vec<Choice>,
    pub others: Vec<Choice>,
    /// She left some out by name: they are not offered, and changing that is talked over first.
    pub left_out: bool,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub id: AgencyId,
    pub name: String,
    /// What it is; of a secret one nothing is told.
    pub kind: Option<AgencyKind>,
}

impl Choices {
    /// Members of the council and whoever helps her. A blocked agency is not there, nor a secret one that
    /// she does not know.
    pub fn of(file: &CaseFile, council: &Council, today: NaiveDate) -> Self {
        let names = Names { file, council };
        let helping = file.supporting_agencies();
        let mut offered: Vec<(bool, Choice)> = council
            .agencies
            .values()
            .filter(|agency| !file.is_barred(agency.id))
            .filter(|agency| names.helps(agency.id) || (agency.is_member(today) && !agency.secret))
            .map(|agency| {
                let choice = Choice {
                    id: agency.id,
                    name: names.agency(agency.id),
                    kind: (!agency.secret).then(|| agency.kind.clone()),
                };
                (helping.contains(&agency.id), choice)
            })
            .collect();
        offered.sort_by(|a, b| a.1.name.cmp(&b.1.name));
        let (helping, others): (Vec<_>, Vec<_>) =
            offered.into_iter().partition(|(helps, _)| *helps);
        let bare = |all: Vec<(bool, Choice)>| all.into_iter().map(|(_, choice)| choice).collect();
        Self {
            helping: bare(helping),
            others: bare(others),
            left_out: council.agencies.keys().any(|id| file.is_excluded(*id)),
        }
    }

    pub fn all(&self) -> impl Iterator<Item = &Choice> {
        self.helping.iter().chain(&self.others)
    }

    pub fn offers(&self, id: AgencyId) -> bool {
        self.all().any(|choice| choice.id == id)
    }
}

/// いつまで.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    /// So many months from the day of her answer.
    Months(u32),
    Day(NaiveDate),
    /// Until she takes it back.
    NoEnd,
}

impl Until {
    /// The last day; none = no end.
    pub fn last_day(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Months(months) => today.checked_add_months(Months::new(months)),
            Self::Day(day) => Some(day),
            Self::NoEnd => None,
        }
    }
}

/// What she has said so far, one question after the other. Nothing is said beforehand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saying {
    pub agencies: BTreeSet<AgencyId>,
    pub kinds: BTreeSet<InfoCategory>,
    pub purpose: Option<ConsentKind>,
    pub until: Option<Until>,
}

impl Saying {
    /// Her answer as the record that the staff form makes too; none while a question is open. Whom she
    /// left out by name before stays left out.
    pub fn command(
        &self,
        file: &CaseFile,
        consent: ConsentId,
        answer: Answer,
        explained: &Explained,
        today: NaiveDate,
    ) -> Option<CaseCommand> {
        let kind = self.purpose.filter(|kind| kind.shares())?;
        let until = self.until?;
        if self.agencies.is_empty() || self.kinds.is_empty() {
            return None;
        }
        let before = file.consent(kind);
        Some(CaseCommand::RecordConsent {
            consent,
            kind,
            answer,
            scope: ConsentScope {
                agencies: self.agencies.clone(),
                categories: self.kinds.clone(),
                purpose: kind.label().to_owned(),
                excluded: before
                    .map(|one| one.scope.excluded.clone())
                    .unwrap_or_default(),
            },
            until: until.last_day(today),
            language: explained.language.tag().to_owned(),
            explained_with: explained.text_of(EASY_TEXT),
            interpreter: explained.interpreter.clone(),
            channel: Channel::App,
            witness: None,
            copy_given: false,
            attendance: None,
            protection: None,
        })
    }
}

/// だれが見られるか, by kind of information.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Knowing {
    pub kinds: Vec<Known>,
    /// Her name and birth date.
    pub name: Vec<Viewer>,
}

/// One kind of information, and who can see what is recorded of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    pub kind: InfoCategory,
    pub viewers: Vec<Viewer>,
}

impl Knowing {
    /// Who gets it at `now`, and who will around a meeting that is planned.
    pub fn of(file: &CaseFile, council: &Council, now: DateTime<Utc>) -> Self {
        let names = Names { file, council };
        let readers = Readers::of(file, council, Action::SeeCase, now);
        let known = |kind| Known {
            kind,
            viewers: readers.of_category(kind, &names),
        };
        Self {
            kinds: InfoCategory::ALL.into_iter().map(known).collect(),
            name: readers.who(|fields| fields.identity, &names),
        }
    }

    fn pairs(&self) -> BTreeSet<(String, InfoCategory)> {
        let pairs = self.kinds.iter().flat_map(|known| {
            let viewers = known.viewers.iter();
            viewers.map(|viewer| (viewer.agency.clone(), known.kind))
        });
        pairs.collect()
    }
}

/// 見通し: what an answer of hers would change at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlook {
    /// Which agencies would see which kinds and cannot now.
    pub gains: BTreeMap<String, BTreeSet<InfoCategory>>,
    pub loses: BTreeMap<String, BTreeSet<InfoCategory>>,
    /// A meeting that is planned would not take place.
    pub meeting_off: bool,
    /// A request for one would be taken back.
    pub request_off: bool,
    /// Somebody would not come to a meeting any more.
    pub fewer: bool,
}

impl Outlook {
    /// Carries the command out on a copy.
    ///
    /// # Errors
    /// As the command itself would be refused.
    pub fn of(
        file: &CaseFile,
        council: &Council,
        command: &CaseCommand,
        now: DateTime<Utc>,
    ) -> Result<Self, Refusal> {
        let ctx = Context {
            council,
            actor: Actor::Woman,
            now,
            occurred_at: now,
        };
        let events = handle::handle(file, &Whereabouts::default(), command, &ctx)?;
        let mut after = file.clone();
        let mut outlook = Self::default();
        for what in events {
            match &what {
                CaseEvent::MeetingCancelled { .. } => outlook.meeting_off = true,
                CaseEvent::RequestWithdrawn { .. } => outlook.request_off = true,
                CaseEvent::AttendeesRemoved { .. } => outlook.fewer = true,
                _ => {}
            }
            after.apply(&Happened {
                by: Actor::Woman,
                at: now,
                what,
            });
        }
        let before = Knowing::of(file, council, now).pairs();
        let then = Knowing::of(&after, council, now).pairs();
        let by_agency = |pairs: &mut dyn Iterator<Item = &(String, InfoCategory)>| {
            let mut all: BTreeMap<String, BTreeSet<InfoCategory>> = BTreeMap::new();
            for (agency, kind) in pairs {
                all.entry(agency.clone()).or_default().insert(*kind);
            }
            all
        };
        outlook.gains = by_agency(&mut then.difference(&before));
        outlook.loses = by_agency(&mut before.difference(&then));
        Ok(outlook)
    }
}
