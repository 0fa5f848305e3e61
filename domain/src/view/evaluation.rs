//! 評価・節目 as shown on the case page, and her own look back at her door.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::access::{Action, Fields, Sensitive};
use crate::calendar::jst_date;
use crate::case::{CaseFile, CaseStatus, Voice};
use crate::council::{Council, Resumption};
use crate::evaluation::{
    Conclusion, Evaluation, EvaluationDecision, EvaluationStatus, GoalResult, HerEvaluation, Sign,
};
use crate::handle;
use crate::id::{AgencyId, EvaluationId, PlanId};
use crate::meeting::HerView;
use crate::posthoc::MeetingTiming;
use crate::timing::{Closing, NextContact, Suspension, WatchWish};
use crate::view::{AgencyRef, Reader};

/// 評価・中断・見守り・終結 of one case. Empty for who has nothing to do with them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimingsView {
    /// 評価, oldest first.
    pub evaluations: Vec<EvaluationView>,
    pub suspensions: Vec<SuspensionView>,
    pub watch: Option<WatchView>,
    pub closings: Vec<ClosingView>,
    pub next_contact: Option<ContactView>,
    /// What keeps the case from each stage today; a stage that is absent lacks nothing that is known
    /// before its form is filled in.
    pub lacks: Vec<(CaseStatus, String)>,
    /// 節目 that this council decides without a meeting, with its reasons (BR-024).
    pub without_meeting: Vec<(MeetingTiming, String)>,
    /// Agencies that she agreed to as 見守り, to choose from.
    pub may_watch: Vec<AgencyRef>,
    /// What becomes of a suspended plan when the case is taken up again.
    pub resumption: Resumption,
}

/// One 評価.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationView {
    pub id: EvaluationId,
    pub plan: Option<PlanId>,
    pub version: u16,
    pub goals: Vec<String>,
    pub begun_at: DateTime<Utc>,
    pub status: EvaluationStatus,
    /// What is missing before a decision, in words.
    pub lacks: Option<String>,
    pub hers: Option<HerPart>,
    /// Why her part is not there.
    pub no_view: Option<String>,
    pub written: Option<WrittenPart>,
    /// What agencies said: those who may read everything read all, others their own.
    pub agencies: Vec<AgencyPart>,
    pub conclusion: Option<ConclusionView>,
    /// The reader can have it on paper.
    #[serde(default)]
    pub prints: bool,
}

/// 本人の評価.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerPart {
    pub goals: Vec<Option<Sign>>,
    pub whole: Option<Sign>,
    pub changes: String,
    pub remains: String,
    pub words: String,
    pub at: DateTime<Utc>,
    /// Who wrote it down for her; none = she herself.
    pub read_back_by: Option<String>,
}

/// 支援した側の評価.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenPart {
    pub goals: Vec<GoalResult>,
    pub changes: String,
    pub told: String,
    pub remains: String,
    pub by: String,
    pub at: DateTime<Utc>,
}

/// 関係機関の評価.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyPart {
    pub agency: AgencyRef,
    pub words: String,
    pub by: String,
    pub at: DateTime<Utc>,
}

/// 決定.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConclusionView {
    pub decision: EvaluationDecision,
    /// 第n回; none where no meeting was needed.
    pub meeting: Option<u16>,
    pub reason: String,
    pub aftercare: String,
    pub next_contact: Option<ContactView>,
    pub by: String,
    pub at: DateTime<Utc>,
}

/// 次の連絡.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactView {
    pub on: NaiveDate,
    pub by: String,
    pub how: String,
}

/// 中断.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuspensionView {
    pub meeting: Option<u16>,
    pub reason: String,
    pub restart_when: String,
    pub keeps: ContactView,
    pub her_view: HerView,
    pub by: String,
    pub at: DateTime<Utc>,
    pub resumed_at: Option<DateTime<Utc>>,
}

/// 見守り.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WatchView {
    pub agencies: Vec<AgencyRef>,
    /// Named once, and no longer agreed to.
    pub lost: Vec<AgencyRef>,
    pub note: String,
    pub at: DateTime<Utc>,
}

/// 終結.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingView {
    pub evaluation: EvaluationId,
    pub watch: Vec<AgencyRef>,
    /// 見守りを望まない, in her words.
    pub not_wanted: Option<String>,
    pub by: String,
    pub at: DateTime<Utc>,
    pub reopened_at: Option<DateTime<Utc>>,
}

impl TimingsView {
    pub(super) fn of(reader: &Reader<'_>, fields: &Fields) -> Self {
        let all = fields.sensitive.shows(None);
        let decides = reader.may(Action::DecideTiming);
        let arranges = reader.may(Action::ArrangeWatch);
        let evaluates = reader.may(Action::EvaluateForAgency);
        if !(all || decides || arranges || evaluates) {
            return Self::default();
        }
        let Reader {
            file, names, ctx, ..
        } = reader;
        let today = ctx.today();
        let timings = &file.timings;
        let keeps = all || decides || arranges;
        let agencies = |ids: &BTreeSet<AgencyId>| names.agencies(ids.iter().copied());
        let policy = &ctx.council.policy;
        Self {
            evaluations: timings
                .evaluations
                .iter()
                .map(|evaluation| EvaluationView::of(reader, evaluation, fields))
                .collect(),
            suspensions: if keeps {
                timings
                    .suspensions
                    .iter()
                    .map(|one| SuspensionView::of(reader, one, all))
                    .collect()
            } else {
                Vec::new()
            },
            watch: timings.watch.as_ref().filter(|_| keeps).map(|watch| {
                let (still, lost): (BTreeSet<_>, BTreeSet<_>) = watch
                    .agencies
                    .iter()
                    .partition(|agency| file.may_watch(**agency, today));
                WatchView {
                    agencies: agencies(&still),
                    lost: agencies(&lost),
                    note: words(reader, &watch.note, all),
                    at: watch.at,
                }
            }),
            closings: if keeps {
                timings
                    .closings
                    .iter()
                    .map(|one| ClosingView::of(reader, one, all))
                    .collect()
            } else {
                Vec::new()
            },
            next_contact: timings
                .next_contact
                .as_ref()
                .filter(|_| keeps)
                .map(|next| ContactView::of(reader, next, all)),
            lacks: if keeps { lacks(reader) } else { Vec::new() },
            without_meeting: policy
                .without_meeting
                .iter()
                .map(|(timing, reason)| (*timing, reason.clone()))
                .collect(),
            may_watch: if all || arranges {
                let known = ctx.council.agencies.keys();
                let agreed = known.filter(|agency| file.may_watch(**agency, today));
                names.agencies(agreed.copied())
            } else {
                Vec::new()
            },
            resumption: policy.resumption,
        }
    }
}

/// One 評価 for paper, which leaves the reader's hands; only for who may read all of it, so that no box
/// is empty that is not.
pub fn for_paper(reader: &Reader<'_>, id: EvaluationId, fields: &Fields) -> Option<EvaluationView> {
    let evaluation = reader.file.evaluation(id)?;
    let all = fields.sensitive.shows(None);
    all.then(|| EvaluationView::of(&reader.for_paper(), evaluation, fields))
}

/// The words of the very guards that will judge the command.
fn lacks(reader: &Reader<'_>) -> Vec<(CaseStatus, String)> {
    let stages = [
        CaseStatus::Watching,
        CaseStatus::Suspended,
        CaseStatus::Closed,
    ];
    stages
        .into_iter()
        .filter_map(|to| {
            let refusal = handle::may_rest(reader.file, to, &reader.ctx).err()?;
            Some((to, refusal.words()))
        })
        .collect()
}

/// Words that may touch anything: for who may read everything, names covered.
fn words(reader: &Reader<'_>, text: &str, all: bool) -> String {
    match all {
        true => reader.names.cover(text),
        false => String::new(),
    }
}

fn number(file: &CaseFile, meeting: Option<crate::id::MeetingId>) -> Option<u16> {
    meeting.map(|id| file.meeting(id).map_or(0, |meeting| meeting.number))
}

impl EvaluationView {
    fn of(reader: &Reader<'_>, evaluation: &Evaluation, fields: &Fields) -> Self {
        let all = fields.sensitive.shows(None);
        let own = reader.subject.agency;
        let names = &reader.names;
        Self {
            id: evaluation.id,
            plan: evaluation.plan,
            version: evaluation.version,
            // As in the plan itself.
            goals: match fields.sensitive {
                Sensitive::None => Vec::new(),
                _ => evaluation
                    .goals
                    .iter()
                    .map(|goal| names.cover(goal))
                    .collect(),
            },
            begun_at: evaluation.begun_at,
            status: evaluation.status(),
            lacks: evaluation.lacks().map(|refusal| refusal.words()),
            hers: evaluation
                .hers()
                .filter(|_| all)
                .map(|hers| HerPart::of(reader, hers)),
            no_view: evaluation
                .no_view
                .as_ref()
                .filter(|_| all && evaluation.said.is_empty())
                .map(|why| names.cover(&why.reason)),
            written: evaluation
                .written
                .as_ref()
                .filter(|_| all)
                .map(|written| WrittenPart {
                    goals: written
                        .goals
                        .iter()
                        .map(|goal| GoalResult {
                            outcome: goal.outcome,
                            note: names.cover(&goal.note),
                        })
                        .collect(),
                    changes: names.cover(&written.changes),
                    told: names.cover(&written.told),
                    remains: names.cover(&written.remains),
                    by: names.person_name(written.by),
                    at: written.at,
                }),
            agencies: evaluation
                .agencies
                .iter()
                .filter(|said| all || own == Some(said.agency))
                .map(|said| AgencyPart {
                    agency: names.agency(said.agency),
                    words: names.cover(&said.words),
                    by: names.person_name(said.by),
                    at: said.at,
                })
                .collect(),
            conclusion: evaluation
                .conclusion
                .as_ref()
                .map(|conclusion| ConclusionView::of(reader, conclusion, all)),
            prints: all && reader.may(Action::PrintSheet),
        }
    }
}

impl HerPart {
    fn of(reader: &Reader<'_>, hers: &HerEvaluation) -> Self {
        let names = &reader.names;
        Self {
            goals: hers.goals.clone(),
            whole: hers.whole,
            changes: names.cover(&hers.changes),
            remains: names.cover(&hers.remains),
            words: names.cover(&hers.words),
            at: hers.at,
            read_back_by: match hers.by {
                Voice::Herself => None,
                Voice::ReadBack { by } => Some(names.person_name(by)),
            },
        }
    }
}

impl ConclusionView {
    fn of(reader: &Reader<'_>, conclusion: &Conclusion, all: bool) -> Self {
        Self {
            decision: conclusion.decision,
            meeting: number(reader.file, conclusion.meeting),
            reason: words(reader, &conclusion.reason, all),
            aftercare: words(reader, &conclusion.aftercare, all),
            next_contact: conclusion
                .next_contact
                .as_ref()
                .map(|next| ContactView::of(reader, next, all)),
            by: reader.names.person_name(conclusion.by),
            at: conclusion.at,
        }
    }
}

impl ContactView {
    fn of(reader: &Reader<'_>, next: &NextContact, all: bool) -> Self {
        Self {
            on: next.on,
            by: reader.names.person_name(next.by),
            how: words(reader, &next.how, all),
        }
    }
}

impl SuspensionView {
    fn of(reader: &Reader<'_>, one: &Suspension, all: bool) -> Self {
        Self {
            meeting: number(reader.file, one.meeting),
            reason: words(reader, &one.reason, all),
            restart_when: words(reader, &one.restart_when, all),
            keeps: ContactView::of(reader, &one.keeps, all),
            her_view: one.her_view,
            by: reader.names.person_name(one.by),
            at: one.at,
            resumed_at: one.resumed_at,
        }
    }
}

impl ClosingView {
    fn of(reader: &Reader<'_>, one: &Closing, all: bool) -> Self {
        let (watch, not_wanted) = match &one.watch {
            WatchWish::By(agencies) => (reader.names.agencies(agencies.iter().copied()), None),
            WatchWish::NotWanted { words: said } => (Vec::new(), Some(words(reader, said, all))),
        };
        Self {
            evaluation: one.evaluation,
            watch,
            not_wanted,
            by: reader.names.person_name(one.by),
            at: one.at,
            reopened_at: one.reopened_at,
        }
    }
}

/// ふりかえり: the newest evaluation as she reads and answers it. Nothing of what agencies think of each
/// other or of her is in it; what they saw change is told in words written for her.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerLookBack {
    pub id: EvaluationId,
    pub goals: Vec<String>,
    /// She can still answer, or answer anew.
    pub open: bool,
    pub hers: Option<HerEvaluation>,
    /// Day of her newest answer.
    pub answered_on: Option<NaiveDate>,
    /// 変化, told on purpose; やさしい日本語.
    pub told: String,
    pub decision: Option<EvaluationDecision>,
    /// When and by whom she will be contacted next.
    pub next: Option<(NaiveDate, String)>,
}

impl HerLookBack {
    pub(super) fn of(file: &CaseFile, council: &Council) -> Option<Self> {
        let newest = file.timings.evaluations.last()?;
        let conclusion = newest.conclusion.as_ref();
        let written = newest.written.as_ref();
        let hers = newest.hers();
        Some(Self {
            id: newest.id,
            goals: newest.goals.clone(),
            open: conclusion.is_none(),
            hers: hers.cloned(),
            answered_on: hers.map(|hers| jst_date(hers.at)),
            told: written
                .map(|written| written.told.clone())
                .unwrap_or_default(),
            decision: conclusion.map(|conclusion| conclusion.decision),
            next: file.timings.next_contact.as_ref().map(|next| {
                let name = council.person(next.by).map(|staff| staff.name.clone());
                (next.on, name.unwrap_or_default())
            }),
        })
    }
}
