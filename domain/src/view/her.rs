//! 本人のページ: what she reads at her own door, and nothing else.
//!
//! Never in here: 所見, whereabouts (not even her own: someone may stand behind her), other people's
//! data, the block list. Nothing is preset; an item she has not answered stays unanswered.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::access::Action;
use crate::calendar::jst_date;
use crate::case::CaseFile;
use crate::council::{Council, Role};
use crate::her_plan::{Opened, answer_due};
use crate::id::{CommentId, ItemId, PlanId, StaffId};
use crate::language::Language;
use crate::plan::{
    AgreementExtent, CommentAnswer, ItemChoice, ItemReply, PlanItem, PlanLine, PlanStatus,
    PlanVersion, SupportDomain, SupportPlan,
};
use crate::translation::ItemWords;
use crate::view::PlanChangeKind;
pub use crate::view::evaluation::HerLookBack;
use crate::view::matter::ToldFact;

mod change;
mod doing;
mod handover;
pub mod know;
mod meeting;
mod own;
mod readers;
mod slot;
mod tie;
mod transfer;

pub use change::{Change, ChangedPlace};
pub use doing::{Doing, HerTask};
pub use handover::{NewWorker, NewWorkerState};
pub use meeting::{HeldForHer, HerChoice, HerDecision, HerMeeting, MeetingPage, MeetingSoon};
pub use own::OwnItem;
pub use slot::HerSlot;
pub use tie::{HerKin, HerTie, HerTieSaid, TiesPage};
pub use transfer::{HerTransfer, HerTransferState};

pub(in crate::view) use readers::Names;
use readers::Readers;

/// あなたの計画: her page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPage {
    /// 呼ばれたい名前
    pub called_name: Option<String>,
    /// Her own words, newest first, each to the letter.
    pub words: Vec<HerWords>,
    /// いちばんの相談先: one person to turn to, before any plan too.
    pub contact: Option<Contact>,
    /// Items of her own, oldest first.
    pub own: Vec<OwnItem>,
    /// The newest version she has been shown; none = nothing to read yet.
    pub plan: Option<ShownPlan>,
    /// 支援会議があったこと, newest first.
    pub told: Vec<ToldFact>,
    /// 本人の番; the caller knows the days.
    pub slots: Vec<HerSlot>,
    /// A meeting about her is called or going on.
    #[serde(default)]
    pub meeting: Option<MeetingSoon>,
    /// ふりかえり: the newest evaluation; none = she was never asked.
    pub evaluation: Option<HerLookBack>,
    /// 担当がかわること, the newest.
    pub worker: Option<NewWorker>,
    /// 会議で決まったこと, and what became of it.
    pub decisions: Vec<HerTask>,
    /// 移管, the newest.
    pub transfer: Option<HerTransfer>,
}

/// What she said, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerWords {
    pub words: String,
    /// Day in Japan.
    pub on: NaiveDate,
    pub answers: Vec<ToldBack>,
}

/// One version of a plan as she reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownPlan {
    pub id: PlanId,
    pub version: u16,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// 見直しの日
    pub review: NaiveDate,
    /// Her wish as the plan begins with it, where it is not among her own words any more.
    pub wish: Option<String>,
    pub goal_long: String,
    pub goals_short: Vec<String>,
    pub items: Vec<Item>,
    /// What is different from the version she read before.
    pub changes: Vec<Change>,
    /// What she read before: the version, and the day she opened it.
    pub read_before: Option<(u16, NaiveDate)>,
    /// Something is on the page that she has not had open yet; to be noted once she has.
    pub is_news: bool,
    /// Her comments on the plan as a whole, oldest first.
    pub comments: Vec<Said>,
    pub agreement: Agreed,
    /// 確定: decided at a meeting in exactly this version.
    pub confirmed: bool,
}

/// A person to turn to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub name: String,
    pub agency: String,
}

/// 計画の項目, with everything she has to know to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub id: ItemId,
    /// Counted from 1, as on her screen.
    pub number: u16,
    pub domain: SupportDomain,
    /// やさしい日本語 with readings as 漢字《かんじ》.
    pub text: String,
    /// 本人がすること
    pub what_she_does: String,
    /// The same in other languages, as a person translated what it says now.
    #[serde(default)]
    pub in_languages: BTreeMap<Language, InLanguage>,
    pub agency: String,
    pub person: Option<String>,
    pub when: String,
    pub viewers: Vec<Viewer>,
    /// Her answer to this version; silence stays none.
    pub answer: Option<Answered>,
    /// Her newest answer to an earlier version; shown, never taken over.
    pub answer_before: Option<Answered>,
    pub comments: Vec<Said>,
    /// What is new since she read it.
    pub news: Option<PlanChangeKind>,
    /// どうなったか; none before the plan is confirmed, and while support rests.
    pub doing: Option<Doing>,
}

/// An item in another language, and who translated it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InLanguage {
    pub words: ItemWords,
    pub translator: String,
}

/// Her answer to an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    pub choice: ItemChoice,
    pub words: String,
    pub on: NaiveDate,
}

/// Who can read an item: an agency, with the roles of its people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Viewer {
    pub agency: String,
    pub roles: BTreeSet<Role>,
    /// How many people of it.
    pub people: usize,
    /// Only from a day before the meeting of this date until shortly after it.
    pub meeting_on: Option<NaiveDate>,
}

/// What she said, with the answers to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub id: CommentId,
    /// 間違いの知らせ: the line that is wrong.
    pub line: Option<PlanLine>,
    pub words: String,
    pub on: NaiveDate,
    /// She asked for an answer and has none yet.
    pub awaits: Option<Awaited>,
    pub answers: Vec<ToldBack>,
}

/// An answer that must come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Awaited {
    /// The day by which she has it.
    pub by: NaiveDate,
    /// That day is over.
    pub late: bool,
}

/// An answer to her comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldBack {
    pub words: String,
    pub by: Contact,
    pub on: NaiveDate,
    /// It came after she read her plan the last time.
    pub new: bool,
}

/// State of her agreement to the version on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreed {
    NotYet,
    /// She agreed to another version, or to other words of it; the change opened it again.
    ToEarlier {
        version: u16,
        on: NaiveDate,
    },
    Answered {
        extent: AgreementExtent,
        /// Numbers of the items she keeps open.
        open_items: Vec<u16>,
        words: String,
        /// She wrote her name under it.
        signed: bool,
        /// She said something about the plan since: it is asked again.
        again: bool,
        on: NaiveDate,
    },
}

impl PlanPage {
    /// Her page at `now`.
    pub fn of(file: &CaseFile, council: &Council, now: DateTime<Utc>) -> Self {
        let shown = file
            .plans
            .iter()
            .rev()
            .find_map(|plan| plan.shown().map(|version| (plan, version)));
        let seen = Seen {
            names: Names { file, council },
            before: shown.and_then(|(plan, _)| file.read_before(plan)),
            today: jst_date(now),
        };
        let words: Vec<HerWords> = file
            .wishes
            .iter()
            .rev()
            .map(|wish| HerWords {
                words: wish.words.clone(),
                on: jst_date(wish.at),
                answers: seen.told_back(&wish.answers),
            })
            .collect();
        let plan = shown.map(|(plan, version)| {
            let readers = Readers::of(file, council, Action::SeePlan, now);
            let doing = doing::of_items(file, plan.id, seen.today);
            let mut shown = ShownPlan::of(&seen, &readers, plan, version, &words);
            for item in &mut shown.items {
                item.doing = doing.get(&item.id).copied();
            }
            shown
        });
        let planned = shown.and_then(|(_, version)| version.first_contact);
        Self {
            called_name: file.woman.shown_name().map(str::to_owned),
            words,
            contact: contact(&seen.names, planned, seen.today),
            own: OwnItem::all(&seen),
            plan,
            told: ToldFact::hers(file),
            slots: Vec::new(),
            meeting: MeetingSoon::of(file),
            evaluation: HerLookBack::of(file, council),
            worker: NewWorker::of(&seen),
            decisions: doing::of_decisions(file, council, seen.today),
            transfer: HerTransfer::of(file),
        }
    }
}

/// Her eyes: names as she may know them, and what she had read before.
struct Seen<'a> {
    names: Names<'a>,
    before: Option<Opened>,
    today: NaiveDate,
}

impl Seen<'_> {
    fn awaited(&self, asked: DateTime<Utc>) -> Awaited {
        let by = answer_due(asked);
        Awaited {
            by,
            late: by < self.today,
        }
    }

    fn told_back(&self, answers: &[CommentAnswer]) -> Vec<ToldBack> {
        let answers = answers.iter();
        answers
            .map(|answer| ToldBack {
                words: answer.words.clone(),
                by: self.names.contact(answer.by).unwrap_or(Contact {
                    name: String::new(),
                    agency: String::new(),
                }),
                on: jst_date(answer.at),
                new: self.before.is_some_and(|before| answer.at > before.at),
            })
            .collect()
    }
}

/// One person to turn to (domain.md §13, 寄り添い): whom the plan names, as long as she or he is there for
/// her; else somebody who is in charge now; else the agency.
fn contact(names: &Names<'_>, planned: Option<StaffId>, today: NaiveDate) -> Option<Contact> {
    let Names { file, council } = names;
    let there = |id: &StaffId| {
        let staff = council.person(*id);
        let here = staff.is_some_and(|staff| !file.leaves_out(staff.agency));
        here && council.in_post(*id, today) && !file.has_handed_over(*id)
    };
    let of_charge = |id: &&StaffId| {
        let staff = council.person(**id);
        staff.is_some_and(|staff| staff.agency == file.agency_in_charge)
    };
    let workers = file.workers.iter().filter(|id| there(id));
    let worker = workers.clone().find(of_charge);
    let worker = worker.or_else(|| workers.clone().next()).copied();
    let person = planned.filter(there).or(worker);
    match person.and_then(|id| names.contact(id)) {
        Some(contact) => Some(contact),
        None => council.agency(file.agency_in_charge).map(|agency| Contact {
            name: String::new(),
            agency: names.agency(agency.id),
        }),
    }
}

impl ShownPlan {
    fn of(
        seen: &Seen<'_>,
        readers: &Readers,
        plan: &SupportPlan,
        version: &PlanVersion,
        words: &[HerWords],
    ) -> Self {
        let names = &seen.names;
        let before = seen.before;
        let read = before.and_then(|before| plan.version(before.version));
        let changes = read.map_or_else(Vec::new, |read| change::changes(read, version, names));
        let replies = plan.replies_to(version.number);
        let items: Vec<Item> = version
            .items
            .iter()
            .zip(1..)
            .map(|(item, number)| Item {
                id: item.id,
                number,
                domain: item.domain,
                text: item.easy_text.clone(),
                what_she_does: item.what_she_does.clone(),
                in_languages: in_languages(names.file, item),
                agency: names.agency(item.agency),
                person: item.person.and_then(|id| names.person(id)),
                when: item.when.clone(),
                viewers: readers.of_category(item.category, names),
                answer: replies.get(&item.id).map(|reply| answered(reply)),
                answer_before: plan
                    .replies
                    .iter()
                    .rev()
                    .find(|reply| reply.item == item.id && reply.version < version.number)
                    .map(answered),
                comments: said(plan, Some(item.id), seen),
                news: change::news_of_item(&changes, number),
                doing: None,
            })
            .collect();
        let wish = Some(&version.wish_words)
            .filter(|wish| !wish.trim().is_empty())
            .filter(|wish| !words.iter().any(|said| said.words == **wish));
        Self {
            id: plan.id,
            version: version.number,
            from: version.from,
            to: version.to,
            review: version.monitoring_date,
            wish: wish.cloned(),
            goal_long: version.goal_long.clone(),
            goals_short: version.goals_short.clone(),
            changes,
            read_before: before.map(|before| (before.version, jst_date(before.at))),
            is_news: names.file.has_news_for_her(plan),
            comments: said(plan, None, seen),
            agreement: agreed(names.file, plan, version),
            confirmed: plan.status.is_in_force()
                && plan
                    .confirmed
                    .as_ref()
                    .is_some_and(|c| c.version == version.number),
            items,
        }
    }

    /// How many items she has answered in this version.
    pub fn answered(&self) -> usize {
        self.items
            .iter()
            .filter(|item| item.answer.is_some())
            .count()
    }

    /// The item with that id, if it is in this version.
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }
}

fn in_languages(file: &CaseFile, item: &PlanItem) -> BTreeMap<Language, InLanguage> {
    let fresh = file.translations.of_item(item);
    fresh
        .map(|known| {
            let shown = InLanguage {
                words: known.words.clone(),
                translator: known.translator.clone(),
            };
            (known.language, shown)
        })
        .collect()
}

fn answered(reply: &ItemReply) -> Answered {
    Answered {
        choice: reply.choice,
        words: reply.words.clone(),
        on: jst_date(reply.at),
    }
}

fn said(plan: &SupportPlan, item: Option<ItemId>, seen: &Seen<'_>) -> Vec<Said> {
    plan.comments
        .iter()
        // What she said about an item that has gone is kept with the plan as a whole.
        .filter(|comment| match (item, comment.item) {
            (Some(item), Some(about)) => item == about,
            (Some(_), None) => false,
            (None, None) => true,
            (None, Some(about)) => !plan
                .shown()
                .is_some_and(|version| version.items.iter().any(|item| item.id == about)),
        })
        .map(|comment| Said {
            id: comment.id,
            line: comment.line,
            words: comment.words.clone(),
            on: jst_date(comment.at),
            awaits: comment.waits().then(|| seen.awaited(comment.at)),
            answers: seen.told_back(&comment.answers),
        })
        .collect()
}

fn agreed(file: &CaseFile, plan: &SupportPlan, version: &PlanVersion) -> Agreed {
    let Some(agreement) = &plan.agreement else {
        return Agreed::NotYet;
    };
    let on = jst_date(agreement.at);
    let agrees = matches!(
        agreement.extent,
        AgreementExtent::Whole | AgreementExtent::Part
    );
    let reworded = agrees && file.translations.reworded_since(version, agreement.at);
    if agreement.version != version.number || reworded {
        return match agrees {
            true => Agreed::ToEarlier {
                version: agreement.version,
                on,
            },
            false => Agreed::NotYet,
        };
    }
    Agreed::Answered {
        extent: agreement.extent,
        open_items: version
            .items
            .iter()
            .zip(1..)
            .filter(|(item, _)| agreement.open_items.contains(&item.id))
            .map(|(_, number)| number)
            .collect(),
        words: agreement.words.clone(),
        signed: agreement.is_signed(),
        again: plan.status == PlanStatus::Commented && agrees,
        on,
    }
}
