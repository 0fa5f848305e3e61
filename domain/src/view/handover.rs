//! 引き継ぎのページ: open promises, her words, what helps and what hurts, dates, people to avoid; for the
//! worker who hands over and for the one who is asked to take the case.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::access::{Action, Relation};
use crate::block::BlockTarget;
use crate::case::{CaseStatus, Wish};
use crate::handle;
use crate::handover::{Handover, HandoverStatus};
use crate::id::{CaseId, CommentId, HandoverId, StaffId};
use crate::inquiry::InquiryStatus;
use crate::task::{TaskOf, TaskStatus};
use crate::view::case::{own_unit, rights};
use crate::view::{PersonRef, Reader, next_steps};
use crate::watch::Watched;
use crate::wire::Rights;

/// The page, whole for each of its readers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverView {
    pub case: CaseId,
    pub no: String,
    pub called_name: Option<String>,
    pub status: CaseStatus,
    pub today: NaiveDate,
    /// Her words, newest first, each to the letter.
    pub words: Vec<Wish>,
    /// Who should come to a meeting and who must not, in her words.
    pub about_people: String,
    pub promises: Vec<Promise>,
    /// What has a day, soonest first.
    pub dates: Vec<(NaiveDate, String)>,
    pub avoid: Vec<Avoided>,
    /// 引き継ぎ, newest first; the first may wait for an answer.
    pub handovers: Vec<HandoverLine>,
    /// 助けになること・つらくなること, as they were written last.
    pub helps: String,
    pub hurts: String,
    pub workers: Vec<PersonRef>,
    /// Who may take the case over; pledges are judged at the asking.
    pub candidates: Vec<PersonRef>,
    /// A worker is on the list of those who may know the place, and the reader may put the new one in
    /// her or his place there.
    pub knows_place: bool,
    pub me: Option<StaffId>,
    pub rights: Rights,
}

/// 約束: something that was promised to her or is owed to her case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    pub kind: PromiseKind,
    pub what: String,
    /// Agency and person.
    pub who: String,
    pub due: Option<NaiveDate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromiseKind {
    /// Her comment or objection that waits.
    Comment,
    Inquiry,
    Decision,
    PlanItem,
}

impl PromiseKind {
    pub const ALL: [PromiseKind; 4] =
        [Self::Comment, Self::Inquiry, Self::Decision, Self::PlanItem];

    pub fn label(self) -> &'static str {
        match self {
            Self::Comment => "本人への返事",
            Self::Inquiry => "照会・協力依頼",
            Self::Decision => "会議で決めたこと",
            Self::PlanItem => "計画で約束したこと",
        }
    }
}

/// 気をつける人・機関.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Avoided {
    pub who: String,
    pub why: String,
}

/// One hand-over in a few words, as its readers and the 調整担当者 see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverLine {
    pub id: HandoverId,
    pub from: String,
    pub to: String,
    /// The reader is asked to take the case.
    pub to_me: bool,
    pub on: NaiveDate,
    pub at: DateTime<Utc>,
    pub with_place: bool,
    pub status: HandoverStatus,
    /// Why it was declined, and when it ended.
    pub end: Option<(String, DateTime<Utc>)>,
    pub objections: Vec<ObjectionLine>,
}

/// 本人の異議, to the letter, with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionLine {
    pub id: CommentId,
    pub words: String,
    pub at: DateTime<Utc>,
    /// Words, who, when.
    pub answer: Option<(String, String, DateTime<Utc>)>,
}

impl HandoverLine {
    fn of(reader: &Reader<'_>, handover: &Handover) -> Self {
        let names = &reader.names;
        Self {
            id: handover.id,
            from: names.person_name(handover.from),
            to: names.person_name(handover.to),
            to_me: reader.ctx.actor.staff() == Some(handover.to),
            on: handover.on,
            at: handover.at,
            with_place: handover.with_place,
            status: handover.status,
            end: handover
                .end
                .as_ref()
                .map(|end| (names.cover(&end.words), end.at)),
            objections: handover
                .objections
                .iter()
                .map(|objection| ObjectionLine {
                    id: objection.id,
                    words: names.cover(&objection.words),
                    at: objection.at,
                    answer: objection.answer.as_ref().map(|answer| {
                        let by = names.person_name(answer.by);
                        (names.cover(&answer.words), by, answer.at)
                    }),
                })
                .collect(),
        }
    }

    /// An objection of hers waits for an answer.
    pub fn waits(&self) -> bool {
        let mut objections = self.objections.iter();
        objections.any(|objection| objection.answer.is_none())
    }
}

/// The newest hand-over that anybody still has to do something about, for those who keep the record,
/// who is asked, and who answers her objection.
pub fn pending_handover(reader: &Reader<'_>) -> Option<HandoverLine> {
    if !reader.may(Action::SeeHandover) && !reader.may(Action::AnswerObjection) {
        return None;
    }
    let of_newest = reader.file.handovers.iter().rev().find(|handover| {
        handover.status == HandoverStatus::Proposed || handover.waiting().next().is_some()
    });
    of_newest.map(|handover| HandoverLine::of(reader, handover))
}

/// A proposal of the reader's that was declined and that she or he has not closed yet.
pub fn declined_handover(reader: &Reader<'_>) -> Option<HandoverLine> {
    let me = reader.ctx.actor.staff();
    let newest = reader.file.handovers.last()?;
    let mine = Some(newest.by) == me && reader.may(Action::HandOver);
    (mine && newest.status == HandoverStatus::Declined).then(|| HandoverLine::of(reader, newest))
}

impl HandoverView {
    /// The gate has already said yes to [`Action::SeeHandover`].
    pub fn of(reader: &Reader<'_>) -> Self {
        let Reader {
            file, names, ctx, ..
        } = reader;
        let today = ctx.today();
        let wishes = file.attendee_wishes.as_read_by(reader.subject.agency);
        let keeps = reader.facts.relations.contains(&Relation::InCharge);
        let newest = file.handovers.last();
        let candidates = ctx
            .council
            .staff
            .values()
            .filter(|staff| keeps && handle::may_receive(file, staff, today).is_ok());
        Self {
            case: file.id,
            no: file.no.clone(),
            called_name: file.woman.shown_name().map(str::to_owned),
            status: file.status,
            today,
            words: file
                .wishes
                .iter()
                .rev()
                .map(|wish| names.wish(wish))
                .collect(),
            about_people: names.cover(&wishes.words),
            promises: promises(reader),
            dates: dates(reader),
            avoid: avoided(reader),
            handovers: file
                .handovers
                .iter()
                .rev()
                .map(|handover| HandoverLine::of(reader, handover))
                .collect(),
            helps: newest.map_or_else(String::new, |last| names.cover(&last.helps)),
            hurts: newest.map_or_else(String::new, |last| names.cover(&last.hurts)),
            workers: names.people(file.workers.iter().copied()),
            candidates: names.people(candidates.map(|staff| staff.id)),
            knows_place: ctx.actor.staff().is_some_and(|me| {
                let mut known = file.workers.intersection(&file.place_knowers);
                known.any(|from| handle::may_hand_place_on(file, *from, me, ctx))
            }),
            me: ctx.actor.staff(),
            rights: rights(reader),
        }
    }
}

fn promises(reader: &Reader<'_>) -> Vec<Promise> {
    let Reader { file, names, .. } = reader;
    let mut open = Vec::new();
    let mut add = |kind, what: &str, who: String, due| {
        open.push(Promise {
            kind,
            what: names.cover(what),
            who,
            due,
        });
    };
    let objections = file.handovers.iter().flat_map(Handover::waiting);
    let comments = file.plans.iter().flat_map(|plan| plan.waiting());
    let said = comments.map(|comment| &comment.words);
    let said = said.chain(file.waiting_items().map(|item| &item.words));
    for words in said.chain(objections.map(|objection| &objection.words)) {
        add(PromiseKind::Comment, words, String::new(), None);
    }
    for inquiry in &file.inquiries {
        let due = Some(inquiry.due).filter(|_| inquiry.status == InquiryStatus::Asked);
        if due.is_some() || inquiry.is_news() {
            let who = names.agency_name(inquiry.agency);
            add(PromiseKind::Inquiry, &inquiry.what, who, due);
        }
    }
    // What was decided or planned is a promise until it is done, as on the page of tasks.
    let tasks = file.tasks().into_iter();
    for task in tasks.filter(|task| task.status != TaskStatus::Done) {
        let kind = match task.of {
            TaskOf::Decision(_) => PromiseKind::Decision,
            TaskOf::Item { .. } => PromiseKind::PlanItem,
        };
        let who = with_person(names.agency_name(task.agency), task.person, reader);
        add(kind, &task.what, who, task.due);
    }
    open.sort_by_key(|promise| (promise.kind, promise.due.unwrap_or(NaiveDate::MAX)));
    open
}

fn with_person(agency: String, person: Option<StaffId>, reader: &Reader<'_>) -> String {
    match person {
        Some(id) => format!("{agency}（{}）", reader.names.person_name(id)),
        None => agency,
    }
}

fn dates(reader: &Reader<'_>) -> Vec<(NaiveDate, String)> {
    let Reader { file, ctx, .. } = reader;
    let steps = next_steps(file, &ctx.council.policy, ctx.today());
    let steps = steps
        .into_iter()
        .filter_map(|(step, due)| Some((due?, step.label().to_owned())));
    let inquiries = file
        .inquiries
        .iter()
        .filter(|inquiry| inquiry.status == InquiryStatus::Asked)
        .map(|inquiry| (inquiry.due, "照会の回答の期限".to_owned()));
    // Tasks stand with their days among the promises.
    let watched = file.watched_dates();
    let watched = watched
        .iter()
        .filter(|date| !matches!(date.of, Watched::Task(_)))
        .map(|date| (date.day, date.of.label().to_owned()));
    let mut dates: Vec<_> = steps.chain(inquiries).chain(watched).collect();
    dates.sort();
    dates.dedup();
    dates
}

/// The other party, who is kept from the case (as far as this reader may know of it), and whom she
/// does not want to meet.
fn avoided(reader: &Reader<'_>) -> Vec<Avoided> {
    let Reader {
        file,
        subject,
        names,
        ctx,
        ..
    } = reader;
    let opposing = file.opposing.iter().map(|party| Avoided {
        who: [party.name.as_str(), &party.relation]
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join("・"),
        why: "相手方".to_owned(),
    });
    let blocks = file
        .blocks_in_force()
        .filter(|block| !own_unit(block, subject, ctx))
        .map(|block| Avoided {
            who: match &block.target {
                BlockTarget::Person(id) => names.person_name(*id),
                BlockTarget::Agency(id) => names.agency_name(*id),
                BlockTarget::Unit { agency, unit } => {
                    format!("{} {unit}", names.agency_name(*agency))
                }
            },
            why: format!("閲覧制限（{}）", block.reason.label()),
        });
    let wishes = file.attendee_wishes.as_read_by(subject.agency);
    let unwelcome = wishes.unwelcome.iter().map(|id| Avoided {
        who: names.agency_name(*id),
        why: "会議に来てほしくない".to_owned(),
    });
    let excluded = ctx.council.agencies.keys();
    let excluded = excluded
        .filter(|id| file.is_excluded(**id))
        .map(|id| Avoided {
            who: names.agency_name(*id),
            why: "共有しない相手".to_owned(),
        });
    opposing
        .chain(blocks)
        .chain(unwelcome)
        .chain(excluded)
        .collect()
}
