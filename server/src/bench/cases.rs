//! Invented cases in all stages, made by the rules themselves so that their sizes are honest.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, Utc};
use domain::calendar;
use domain::case::{CaseFile, CaseStatus, Whereabouts};
use domain::command::{Actor, CaseCommand};
use domain::consent::{Answer, Channel, ConsentKind, ConsentScope};
use domain::council::{Council, Staff};
use domain::event::{CaseEvent, Happened};
use domain::form::case_review::key as sheet;
use domain::form::intake::key as intake;
use domain::form::{Attendee, FormData, InfoCategory, Span, Value};
use domain::handle::{self, Context};
use domain::id::{CaseId, ConsentId, ItemId, PlanId, RecordId, RequestId};
use domain::plan::{PlanItem, PlanKind, SupportDomain, WrittenPlan};
use domain::record::{Means, RiskLevel, ThreeParts, UrgencyLevel};
use uuid::Uuid;

use super::Failure;

/// Invented names are put together from these.
const FAMILY: [(&str, &str); 20] = [
    ("渡邉", "ワタナベ"),
    ("佐藤", "サトウ"),
    ("鈴木", "スズキ"),
    ("高橋", "タカハシ"),
    ("田中", "タナカ"),
    ("伊藤", "イトウ"),
    ("山本", "ヤマモト"),
    ("中村", "ナカムラ"),
    ("小林", "コバヤシ"),
    ("加藤", "カトウ"),
    ("吉田", "ヨシダ"),
    ("山田", "ヤマダ"),
    ("斎藤", "サイトウ"),
    ("松本", "マツモト"),
    ("井上", "イノウエ"),
    ("木村", "キムラ"),
    ("清水", "シミズ"),
    ("山崎", "ヤマザキ"),
    ("阿部", "アベ"),
    ("橋本", "ハシモト"),
];
const GIVEN: [(&str, &str); 20] = [
    ("花子", "ハナコ"),
    ("美咲", "ミサキ"),
    ("陽子", "ヨウコ"),
    ("恵", "メグミ"),
    ("由美", "ユミ"),
    ("直美", "ナオミ"),
    ("真由美", "マユミ"),
    ("久美子", "クミコ"),
    ("愛", "アイ"),
    ("彩", "アヤ"),
    ("千尋", "チヒロ"),
    ("さくら", "サクラ"),
    ("葵", "アオイ"),
    ("結衣", "ユイ"),
    ("桜子", "サクラコ"),
    ("裕子", "ユウコ"),
    ("典子", "ノリコ"),
    ("里奈", "リナ"),
    ("沙織", "サオリ"),
    ("麻衣", "マイ"),
];

/// Cases of one fiscal year; numbers have four digits.
const A_YEAR: usize = 9000;

/// One case with everything that happened to it.
pub struct Told {
    pub file: CaseFile,
    pub place: Whereabouts,
    pub happened: Vec<Happened>,
}

/// The `number`th invented case, taken in by `worker` and told as far as its number says.
///
/// # Errors
/// If the rules refuse a step: then the story no longer fits them.
pub fn told(
    number: usize,
    council: &Council,
    worker: &Staff,
    now: DateTime<Utc>,
) -> Result<Told, Failure> {
    // Taken in at some time during the last three months.
    let at = now - Duration::hours(24 * 7 + i64::try_from(number % 2000)?);
    let mut teller = Teller {
        council,
        worker,
        at,
        told: None,
    };
    let no = format!(
        "K-R{}-{:04}",
        8 - (number / A_YEAR).min(7),
        number % A_YEAR + 1
    );
    let no = if number < 8 * A_YEAR {
        no
    } else {
        format!("K-H{}-{:04}", number / A_YEAR, number % A_YEAR + 1)
    };
    teller.accept(no, &teller.intake_form(number))?;
    let level = |n: usize| UrgencyLevel::ALL[n % UrgencyLevel::ALL.len()];
    let stage = number % 8;
    if stage >= 1 {
        teller.does(CaseCommand::RecordWish {
            words: WISH.to_owned(),
        })?;
        teller.does(CaseCommand::JudgeRisk {
            record: RecordId(Uuid::new_v4()),
            tool: "専門職判断".to_owned(),
            risk: RiskLevel::ALL[number % RiskLevel::ALL.len()],
            urgency: level(number / 8),
            parts: parts(),
        })?;
    }
    if stage >= 2 {
        teller.does(CaseCommand::WriteRecord {
            record: RecordId(Uuid::new_v4()),
            happened_at: teller.at,
            means: Means::Phone,
            parts: parts(),
            categories: vec![InfoCategory::Housing],
            next_step: "住むところを一緒に見に行く".to_owned(),
            with: String::new(),
            support: String::new(),
            safety: false,
            shown_to_her: true,
            photos: Vec::new(),
        })?;
    }
    if stage >= 3 {
        teller.moves(CaseStatus::Accepted, CaseStatus::Assessing)?;
    }
    if stage >= 4 {
        teller.consents(ConsentKind::HoldCaseReview)?;
        teller.consents(ConsentKind::ShareToCaseReview)?;
    }
    if stage >= 5 {
        let form = teller.request_form(number);
        teller.does(CaseCommand::SubmitRequest {
            request: RequestId(Uuid::new_v4()),
            form,
        })?;
    }
    if stage >= 6 {
        let plan = PlanId(Uuid::new_v4());
        teller.does(teller.plan(plan))?;
        teller.does(CaseCommand::SharePlan { plan, version: 1 })?;
    }
    if stage >= 7 {
        teller.moves(CaseStatus::Assessing, CaseStatus::Supporting)?;
    }
    teller
        .told
        .ok_or_else(|| "the case was not taken in".into())
}

/// Names by which the `number`th case is known: registered name and its フリガナ.
fn names(number: usize) -> (String, String, &'static str) {
    // Scattered, so that neighbours on the board do not compress better than real ones would.
    let number = number.wrapping_mul(7919) / 3;
    let family = FAMILY[number % FAMILY.len()];
    let given = GIVEN[number / FAMILY.len() % GIVEN.len()];
    (
        format!("{} {}", family.0, given.0),
        format!("{} {}", family.1, given.1),
        given.0,
    )
}

const WISH: &str = "子どもと三人で、夜こわくない所に住みたい";

fn parts() -> ThreeParts {
    ThreeParts {
        facts: "夜、本人から電話。今日は家に帰っていない。子どもは一緒にいる。".to_owned(),
        her_words: "もうあの家には帰りたくない。子どもの学校はどうなりますか。".to_owned(),
        worker_view: "追跡のおそれ。まず今夜の場所を決め、学校へは本人と一緒に伝える。".to_owned(),
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn ticks(keys: &[&str]) -> Value {
    Value::Ticks(keys.iter().map(|key| (*key).to_owned()).collect())
}

struct Teller<'a> {
    council: &'a Council,
    worker: &'a Staff,
    at: DateTime<Utc>,
    told: Option<Told>,
}

impl Teller<'_> {
    fn context(&self) -> Context<'_> {
        let actor = Actor::Staff(self.worker.id);
        Context {
            council: self.council,
            actor,
            now: self.at,
            occurred_at: self.at,
        }
    }

    fn accept(&mut self, no: String, form: &FormData) -> Result<(), Failure> {
        let id = CaseId(Uuid::new_v4());
        let events = handle::accept_case(id, no, form, &self.context())
            .map_err(|refusal| format!("{refusal:?}"))?;
        if let Some(CaseEvent::CaseAccepted { case }) = events.first() {
            let place = Whereabouts::default();
            self.told = Some(Told {
                file: (**case).clone(),
                place,
                happened: Vec::new(),
            });
        }
        self.fold(events)
    }

    fn does(&mut self, act: CaseCommand) -> Result<(), Failure> {
        let told = self.told.as_ref().ok_or("no case yet")?;
        let events = handle::handle(&told.file, &told.place, &act, &self.context())
            .map_err(|refusal| format!("{refusal:?}"))?;
        self.fold(events)
    }

    fn fold(&mut self, events: Vec<CaseEvent>) -> Result<(), Failure> {
        let told = self.told.as_mut().ok_or("no case yet")?;
        for what in events {
            let happened = Happened {
                by: Actor::Staff(self.worker.id),
                at: self.at,
                what,
            };
            told.file.apply(&happened);
            told.place.apply(&happened);
            told.happened.push(happened);
        }
        self.at += Duration::minutes(7);
        Ok(())
    }

    fn moves(&mut self, from: CaseStatus, to: CaseStatus) -> Result<(), Failure> {
        let reason = "今夜の場所がなく、急ぐため".to_owned();
        self.does(CaseCommand::MoveCase {
            from,
            to,
            reason,
            referred_to: None,
        })
    }

    fn today(&self) -> NaiveDate {
        calendar::jst_date(self.at)
    }

    fn days_on(&self, days: u64) -> NaiveDate {
        self.today()
            .checked_add_days(Days::new(days))
            .unwrap_or(NaiveDate::MAX)
    }

    fn consents(&mut self, kind: ConsentKind) -> Result<(), Failure> {
        use InfoCategory as Kind;
        let share = kind == ConsentKind::ShareToCaseReview;
        let scope = ConsentScope {
            agencies: self.council.agencies.keys().copied().collect(),
            categories: BTreeSet::from([Kind::Harm, Kind::Health, Kind::Children, Kind::Housing]),
            purpose: "会議".to_owned(),
            excluded: Vec::new(),
        };
        self.does(CaseCommand::RecordConsent {
            consent: ConsentId(Uuid::new_v4()),
            kind,
            answer: Answer::Given,
            scope: if share {
                scope
            } else {
                ConsentScope::default()
            },
            until: share.then(|| self.days_on(90)),
            language: "ja".to_owned(),
            explained_with: "v1".to_owned(),
            interpreter: None,
            channel: Channel::Signature,
            witness: None,
            copy_given: true,
            attendance: None,
            protection: None,
        })
    }

    fn intake_form(&self, number: usize) -> FormData {
        let (name, kana, given) = names(number);
        FormData::default()
            .with(intake::ACCEPTED_ON, Value::Date(self.today()))
            .with(intake::RECEIVED_BY, Value::Staff(self.worker.id))
            .with(intake::ROUTE, ticks(&["police"]))
            .with(intake::CALLED_NAME, text(&format!("{given}さん")))
            .with(intake::NAME, text(&name))
            .with(intake::KANA, text(&kana))
            .with(intake::BIRTH_DATE, Value::Date(NaiveDate::default()))
            .with(intake::LANGUAGE, text("ja"))
            .with(intake::ADDRESS, text("見本道みほん市架空町1-1"))
            .with(intake::SAFE_CONTACT, text("なし（電話は切ったまま）"))
            .with(
                intake::MATTERS,
                ticks(&["dv_abuse", "housing", "childcare", "income"]),
            )
            .with(intake::WORST, ticks(&["dv_abuse"]))
            .with(intake::DANGER_NOW, text("今夜帰れない"))
            .with(intake::FACTS, text("警察からの電話で来所"))
            .with(intake::HER_WORDS, text("もう帰りたくない"))
            .with(intake::WORKER_VIEW, text("追跡のおそれ"))
            .with(intake::OPPOSING_NAME, text("見本 某"))
            .with(intake::OPPOSING_RELATION, text("夫"))
    }

    fn request_form(&self, number: usize) -> FormData {
        let hour = |hour| {
            self.days_on(10)
                .and_time(NaiveTime::MIN + Duration::hours(hour))
        };
        let attendee = |person: &Staff| Attendee {
            agency: person.agency,
            staff: Some(person.id),
            name: person.name.clone(),
        };
        let center = self
            .council
            .staff
            .values()
            .filter(|s| s.agency == self.council.center);
        let scope = std::iter::once(self.worker)
            .chain(center)
            .map(attendee)
            .collect();
        FormData::default()
            .with(sheet::CLAUSE5_ITEM, ticks(&[sheet::CONSIDERING_PROTECTION]))
            .with(sheet::NAME, text(&names(number).0))
            .with(sheet::BIRTH_DATE, Value::Date(NaiveDate::default()))
            .with(
                sheet::CURRENT_STATE,
                text("知人の家にいる。子2人同伴。長女は登校していない。"),
            )
            .with(sheet::CASE_OUTLINE_FACTS, text("首を絞められた。通院1回。"))
            .with(sheet::CASE_OUTLINE_WORDS, text("息ができなかった"))
            .with(
                sheet::MATTERS,
                Value::Lines(vec!["住む所".to_owned(), "長女の就学".to_owned()]),
            )
            .with(sheet::ATTENDEE_SCOPE, Value::Attendees(scope))
            .with(
                sheet::WISHED_DATETIME,
                Value::Spans(vec![Span {
                    from: hour(13),
                    to: hour(15),
                }]),
            )
            .with(sheet::WISHED_PLACE, text("センター会議室"))
    }

    fn plan(&self, plan: PlanId) -> CaseCommand {
        let line = |domain, category, support: &str| PlanItem {
            id: ItemId(Uuid::new_v4()),
            domain,
            category,
            issue: "困っていること".to_owned(),
            support: support.to_owned(),
            easy_text: format!("{support}。"),
            what_she_does: String::new(),
            agency: self.worker.agency,
            person: None,
            when: "来月まで".to_owned(),
            due: None,
        };
        CaseCommand::WritePlan(Box::new(WrittenPlan {
            plan,
            kind: PlanKind::New,
            base: 0,
            shown: false,
            seen: FormData::default(),
            from: self.today(),
            to: self.days_on(180),
            wish_words: WISH.to_owned(),
            goal_long: "三人で安心して暮らす".to_owned(),
            goals_short: vec!["住むところを決める".to_owned()],
            items: vec![
                line(
                    SupportDomain::Housing,
                    InfoCategory::Housing,
                    "母子生活支援施設を見学する",
                ),
                line(
                    SupportDomain::Children,
                    InfoCategory::Children,
                    "転校の手続きをする",
                ),
                line(
                    SupportDomain::Safety,
                    InfoCategory::Harm,
                    "電話番号を変える",
                ),
            ],
            monitoring_date: self.days_on(90),
            first_contact: Some(self.worker.id),
            watch_over: String::new(),
            safety_plan: None,
            safety_seen: String::new(),
        }))
    }
}
