//! 本人のページ: what she reads at her own door, and nothing else.
//!
//! Never in here: 所見, whereabouts (not even her own: someone may stand behind her), other people's
//! data, the block list. Nothing is preset; an item she has not answered stays unanswered.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::access::{Action, CaseFacts, Decision, Fields, Subject, decide};
use crate::calendar::{instant, jst_date};
use crate::case::CaseFile;
use crate::council::{Agency, Council, Role};
use crate::form::InfoCategory;
use crate::id::{AgencyId, CommentId, ItemId, PlanId, StaffId};
use crate::plan::{
    AgreementExtent, Comment, ItemChoice, ItemReply, PlanItem, PlanStatus, PlanVersion,
    SupportDomain, SupportPlan,
};
use crate::view::PlanChangeKind;
use crate::view::matter::ToldFact;

/// あなたの計画: her page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPage {
    /// 呼ばれたい名前
    pub called_name: Option<String>,
    /// Her own words, newest first, each to the letter.
    pub words: Vec<HerWords>,
    /// The newest version she has been shown; none = nothing to read yet.
    pub plan: Option<ShownPlan>,
    /// 支援会議があったこと, newest first.
    pub told: Vec<ToldFact>,
}

/// What she said, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HerWords {
    pub words: String,
    /// Day in Japan.
    pub on: NaiveDate,
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
    /// いちばんの相談先
    pub contact: Option<Contact>,
    pub items: Vec<Item>,
    /// What is different from the version she was shown before.
    pub changes: Vec<Change>,
    pub version_before: Option<u16>,
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
    pub agency: String,
    pub person: Option<String>,
    pub when: String,
    pub viewers: Vec<Viewer>,
    /// Her answer to this version; silence stays none.
    pub answer: Option<Answered>,
    /// Her newest answer to an earlier version; shown, never taken over.
    pub answer_before: Option<Answered>,
    pub comments: Vec<Said>,
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
    /// Only from a day before the meeting of this date until shortly after it.
    pub meeting_on: Option<NaiveDate>,
}

/// A comment of hers with the answers to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub id: CommentId,
    pub words: String,
    pub on: NaiveDate,
    /// She asked for an answer and has none yet.
    pub waits: bool,
    pub answers: Vec<ToldBack>,
}

/// An answer to her comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldBack {
    pub words: String,
    pub by: Contact,
    pub on: NaiveDate,
}

/// One difference to the version before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub place: ChangedPlace,
    pub what: PlanChangeKind,
    pub before: String,
    pub after: String,
}

/// Where in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangedPlace {
    /// An item: its number on the page, if it is still there.
    Item {
        number: Option<u16>,
        domain: SupportDomain,
    },
    /// An item's day or rhythm.
    When {
        number: u16,
        domain: SupportDomain,
    },
    /// Who helps with an item.
    Helper {
        number: u16,
        domain: SupportDomain,
    },
    Wish,
    GoalLong,
    GoalsShort,
    Contact,
    Period,
    Review,
}

/// State of her agreement to the version on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreed {
    NotYet,
    /// She agreed to another version; the change opened it again.
    ToEarlier {
        version: u16,
        on: NaiveDate,
    },
    Answered {
        extent: AgreementExtent,
        /// Numbers of the items she keeps open.
        open_items: Vec<u16>,
        words: String,
        on: NaiveDate,
    },
}

impl PlanPage {
    /// Her page at `now`.
    pub fn of(file: &CaseFile, council: &Council, now: DateTime<Utc>) -> Self {
        let words: Vec<HerWords> = file
            .wishes
            .iter()
            .rev()
            .map(|wish| HerWords {
                words: wish.words.clone(),
                on: jst_date(wish.at),
            })
            .collect();
        let shown = file
            .plans
            .iter()
            .rev()
            .find_map(|plan| plan.shown().map(|version| (plan, version)));
        let plan = shown.map(|(plan, version)| {
            let readers = Readers::of(file, council, now);
            ShownPlan::of(file, council, &readers, plan, version, &words)
        });
        Self {
            called_name: file.woman.shown_name().map(str::to_owned),
            words,
            plan,
            told: ToldFact::hers(file),
        }
    }
}

impl ShownPlan {
    fn of(
        file: &CaseFile,
        council: &Council,
        readers: &Readers,
        plan: &SupportPlan,
        version: &PlanVersion,
        words: &[HerWords],
    ) -> Self {
        let names = Names { file, council };
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
                agency: names.agency(item.agency),
                person: item.person.and_then(|id| names.person(id)),
                when: item.when.clone(),
                viewers: readers.of_category(item.category, &names),
                answer: replies.get(&item.id).map(|reply| answered(reply)),
                answer_before: plan
                    .replies
                    .iter()
                    .rev()
                    .find(|reply| reply.item == item.id && reply.version < version.number)
                    .map(answered),
                comments: said(plan, Some(item.id), &names),
            })
            .collect();
        let before = plan
            .versions
            .iter()
            .rev()
            .find(|other| other.number < version.number && other.shared_at.is_some());
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
            contact: version.first_contact.and_then(|id| names.contact(id)),
            changes: before
                .map(|before| changes(before, version, &names))
                .unwrap_or_default(),
            version_before: before.map(|before| before.number),
            comments: said(plan, None, &names),
            agreement: agreed(plan, version),
            confirmed: matches!(plan.status, PlanStatus::Confirmed | PlanStatus::Active)
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

fn answered(reply: &ItemReply) -> Answered {
    Answered {
        choice: reply.choice,
        words: reply.words.clone(),
        on: jst_date(reply.at),
    }
}

fn said(plan: &SupportPlan, item: Option<ItemId>, names: &Names<'_>) -> Vec<Said> {
    let told_back = |comment: &Comment| {
        let answers = comment.answers.iter();
        answers
            .map(|answer| ToldBack {
                words: answer.words.clone(),
                by: names.contact(answer.by).unwrap_or(Contact {
                    name: String::new(),
                    agency: String::new(),
                }),
                on: jst_date(answer.at),
            })
            .collect()
    };
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
            words: comment.words.clone(),
            on: jst_date(comment.at),
            waits: comment.waits(),
            answers: told_back(comment),
        })
        .collect()
}

fn agreed(plan: &SupportPlan, version: &PlanVersion) -> Agreed {
    let Some(agreement) = &plan.agreement else {
        return Agreed::NotYet;
    };
    let on = jst_date(agreement.at);
    if agreement.version != version.number {
        return match agreement.extent {
            AgreementExtent::Whole | AgreementExtent::Part => Agreed::ToEarlier {
                version: agreement.version,
                on,
            },
            AgreementExtent::None | AgreementExtent::Later => Agreed::NotYet,
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
        on,
    }
}

fn changes(before: &PlanVersion, after: &PlanVersion, names: &Names<'_>) -> Vec<Change> {
    let mut found = Vec::new();
    let mut differs = |place, before: String, after: String| {
        if before != after {
            let what = match (before.is_empty(), after.is_empty()) {
                (true, _) => PlanChangeKind::Added,
                (_, true) => PlanChangeKind::Removed,
                _ => PlanChangeKind::Changed,
            };
            found.push(Change {
                place,
                what,
                before,
                after,
            });
        }
    };
    let old: BTreeMap<ItemId, &PlanItem> =
        before.items.iter().map(|item| (item.id, item)).collect();
    for (item, number) in after.items.iter().zip(1..) {
        let domain = item.domain;
        let place = ChangedPlace::Item {
            number: Some(number),
            domain,
        };
        let Some(was) = old.get(&item.id) else {
            differs(place, String::new(), item.easy_text.clone());
            continue;
        };
        differs(place, was.easy_text.clone(), item.easy_text.clone());
        let place = ChangedPlace::When { number, domain };
        differs(place, was.when.clone(), item.when.clone());
        let place = ChangedPlace::Helper { number, domain };
        differs(place, names.helper(was), names.helper(item));
    }
    for gone in before
        .items
        .iter()
        .filter(|was| after.items.iter().all(|item| item.id != was.id))
    {
        let place = ChangedPlace::Item {
            number: None,
            domain: gone.domain,
        };
        differs(place, gone.easy_text.clone(), String::new());
    }
    let contact = |version: &PlanVersion| {
        let contact = version.first_contact.and_then(|id| names.contact(id));
        contact
            .map(|contact| format!("{}（{}）", contact.name, contact.agency))
            .unwrap_or_default()
    };
    differs(
        ChangedPlace::Wish,
        before.wish_words.clone(),
        after.wish_words.clone(),
    );
    differs(
        ChangedPlace::GoalLong,
        before.goal_long.clone(),
        after.goal_long.clone(),
    );
    differs(
        ChangedPlace::GoalsShort,
        before.goals_short.join("、"),
        after.goals_short.join("、"),
    );
    differs(ChangedPlace::Contact, contact(before), contact(after));
    let period = |version: &PlanVersion| {
        use crate::calendar::wareki_and_western as day;
        format!("{} から {} まで", day(version.from), day(version.to))
    };
    differs(ChangedPlace::Period, period(before), period(after));
    let review =
        |version: &PlanVersion| crate::calendar::wareki_and_western(version.monitoring_date);
    differs(ChangedPlace::Review, review(before), review(after));
    found
}

/// Names as she may know them.
struct Names<'a> {
    file: &'a CaseFile,
    council: &'a Council,
}

impl Names<'_> {
    /// She knows the agencies that help her by name, a secret one among them too; any other secret
    /// agency is 「支援機関」 to her as to everybody.
    fn agency(&self, id: AgencyId) -> String {
        match self.council.agency(id) {
            Some(agency) if agency.secret && !self.helps(id) => Agency::SECRET_NAME.to_owned(),
            Some(agency) => agency.name.clone(),
            None => Agency::SECRET_NAME.to_owned(),
        }
    }

    fn helps(&self, id: AgencyId) -> bool {
        self.file.supporting_agencies().contains(&id)
            || self
                .file
                .consents
                .iter()
                .any(|consent| consent.scope.agencies.contains(&id))
    }

    fn person(&self, id: StaffId) -> Option<String> {
        self.council.person(id).map(|staff| staff.name.clone())
    }

    fn contact(&self, id: StaffId) -> Option<Contact> {
        let staff = self.council.person(id)?;
        Some(Contact {
            name: staff.name.clone(),
            agency: self.agency(staff.agency),
        })
    }

    fn helper(&self, item: &PlanItem) -> String {
        let agency = self.agency(item.agency);
        match item.person.and_then(|id| self.person(id)) {
            Some(person) => format!("{person}（{agency}）"),
            None => agency,
        }
    }
}

/// Everybody who can open her plan, with what each may see: by the decision that judges the
/// request itself, so that the page cannot promise something else than the gate does.
struct Readers(Vec<Reader>);

struct Reader {
    agency: AgencyId,
    roles: BTreeSet<Role>,
    fields: Fields,
    meeting_on: Option<NaiveDate>,
}

impl Readers {
    fn of(file: &CaseFile, council: &Council, now: DateTime<Utc>) -> Self {
        let moments = file
            .meetings
            .iter()
            .filter(|meeting| meeting.status.is_unheld())
            .map(|meeting| {
                (
                    instant(meeting.planned.from),
                    Some(meeting.planned.from.date()),
                )
            })
            .filter(|(at, _)| *at > now);
        let moments: Vec<_> = std::iter::once((now, None)).chain(moments).collect();
        let readers = council.staff.keys().flat_map(|id| {
            moments.iter().filter_map(|(at, meeting_on)| {
                let on = jst_date(*at);
                let fields = plan_fields(file, council, *id, *at)?;
                Some(Reader {
                    agency: council.person(*id)?.agency,
                    roles: council.roles_of(*id, on),
                    fields,
                    meeting_on: *meeting_on,
                })
            })
        });
        Self(readers.collect())
    }

    fn of_category(&self, category: InfoCategory, names: &Names<'_>) -> Vec<Viewer> {
        let mut now: BTreeMap<AgencyId, BTreeSet<Role>> = BTreeMap::new();
        let mut later: BTreeMap<(AgencyId, NaiveDate), BTreeSet<Role>> = BTreeMap::new();
        for reader in self
            .0
            .iter()
            .filter(|r| r.fields.sensitive.shows(Some(category)))
        {
            let roles = match reader.meeting_on {
                None => now.entry(reader.agency).or_default(),
                Some(on) => later.entry((reader.agency, on)).or_default(),
            };
            roles.extend(reader.roles.iter().copied());
        }
        // Who can read it anyway is not named again for the meeting.
        later.retain(|(agency, _), roles| {
            let known = now.get(agency);
            roles.retain(|role| !known.is_some_and(|known| known.contains(role)));
            !roles.is_empty()
        });
        let now = now.into_iter().map(|(agency, roles)| (agency, roles, None));
        let later = later
            .into_iter()
            .map(|((agency, on), roles)| (agency, roles, Some(on)));
        let mut viewers: Vec<Viewer> = now
            .chain(later)
            .map(|(agency, roles, meeting_on)| Viewer {
                agency: names.agency(agency),
                roles,
                meeting_on,
            })
            .collect();
        viewers.sort_by(|a, b| (a.meeting_on, &a.agency).cmp(&(b.meeting_on, &b.agency)));
        viewers
    }
}

/// What that person may see of her plan at that moment; none = the plan does not open.
fn plan_fields(
    file: &CaseFile,
    council: &Council,
    id: StaffId,
    at: DateTime<Utc>,
) -> Option<Fields> {
    let subject = Subject::staff(council, id, jst_date(at));
    let facts = CaseFacts::of(file, council, &subject, at);
    match decide(&subject, Action::SeePlan, &facts) {
        Decision::Allow(fields) => Some(fields),
        Decision::Deny { .. } => None,
    }
}
