//! Scenario 1, told step by step through the doors.

#![allow(dead_code)]

use std::collections::BTreeSet;

use domain::case::AttendeeWishes;
use domain::command::{CaseCommand as C, Command};
use domain::consent::{
    Answer, AttendanceMode, AttendanceWish, Channel, ConsentKind, ConsentScope, Exclusion,
};
use domain::form::case_review::key as sheet;
use domain::form::intake::key as intake;
use domain::form::{Attendee, FamilyEntry, FormData, InfoCategory, Span, Value};
use domain::id::*;
use domain::meeting::{
    Attendance, CaseRole, EntryKind, HerAttendance, HerView, MeetingRole, NextDate, PresenceMode,
    Unsettled,
};
use domain::plan::{AgreementExtent, ItemChoice, PlanItem, PlanKind, SupportDomain};
use domain::protection::{ProtectionEndReason, ProtectionGround, ProtectionMode};
use domain::record::{Means, RiskLevel, ThreeParts, UrgencyLevel};
use domain::request::{PreparedRole, Verdict};
use domain::wire::Outcome;
use uuid::Uuid;

use crate::town::{Town, day, instant, jst};

pub const NAME: &str = "見本 春花";
pub const KANA: &str = "ミホン ハルカ";
pub const CALLED: &str = "はるさん";
pub const ADDRESS: &str = "見本道みほん市架空町1-1";
pub const PHONE: &str = "000-1234-5678";
pub const SHELTER: &str = "見本道立センター一時保護所";
pub const WISH: &str = "子どもと三人で、夜こわくない所に住みたい";
pub const WORKERS_VIEW: &str = "追跡のおそれ";
pub const SAFETY_PLAN: &str = "合図を決めて、裏口から出る";

pub fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub fn ticks(keys: &[&str]) -> Value {
    Value::Ticks(keys.iter().map(|key| (*key).to_owned()).collect())
}

/// A consent record with everything at its plainest.
pub fn consent(id: ConsentId, kind: ConsentKind, answer: Answer, scope: ConsentScope) -> C {
    C::RecordConsent {
        consent: id,
        kind,
        answer,
        scope,
        until: None,
        language: "ja".to_owned(),
        explained_with: "v1".to_owned(),
        interpreter: None,
        channel: Channel::Oral,
        witness: None,
        copy_given: true,
        attendance: None,
        protection: None,
    }
}

pub fn set_date() -> Span {
    Span {
        from: jst("2026-05-19 13:30"),
        to: jst("2026-05-19 15:00"),
    }
}

fn record() -> RecordId {
    RecordId(Uuid::now_v7())
}

impl Town {
    /// 1.1 相談受付票.
    pub fn intake_form(&self) -> FormData {
        let child = |name: &str, birth: &str, relation: &str, school: &str| FamilyEntry {
            name: name.to_owned(),
            kana: String::new(),
            birth: Some(day(birth)),
            relation: relation.to_owned(),
            accompanies: true,
            school: school.to_owned(),
        };
        FormData::default()
            .with(intake::ACCEPTED_ON, Value::Date(day("2026-05-08")))
            .with(intake::RECEIVED_BY, Value::Staff(self.person("ichiko")))
            .with(intake::ROUTE, ticks(&["police"]))
            .with(intake::CALLED_NAME, text(CALLED))
            .with(intake::NAME, text(NAME))
            .with(intake::KANA, text(KANA))
            .with(intake::BIRTH_DATE, Value::Date(day("1990-07-04")))
            .with(intake::LANGUAGE, text("ja"))
            .with(intake::ADDRESS, text(ADDRESS))
            .with(intake::PHONE, text(PHONE))
            .with(intake::SAFE_CONTACT, text("なし（電話は切ったまま）"))
            .with(
                intake::MATTERS,
                ticks(&["dv_abuse", "housing", "childcare", "income"]),
            )
            .with(intake::WORST, ticks(&["dv_abuse"]))
            .with(intake::CHIEF_COMPLAINT, ticks(&["violence_by_husband"]))
            .with(
                intake::PROBLEM_CATEGORIES,
                ticks(&[
                    "dv_abuse",
                    "family_relations",
                    "no_home_to_return",
                    "economic",
                ]),
            )
            .with(intake::DANGER_NOW, text("今夜帰れない"))
            .with(intake::FACTS, text("警察からの電話で来所"))
            .with(intake::HER_WORDS, text("もう帰りたくない"))
            .with(intake::WORKER_VIEW, text(WORKERS_VIEW))
            .with(
                intake::FAMILY,
                Value::People(vec![
                    child("見本 一花", "2016-09-12", "長女", "架空小学校"),
                    child("見本 二葉", "2022-12-01", "次女", "ためし保育所（架空）"),
                ]),
            )
            .with(intake::OPPOSING_NAME, text("見本 某"))
            .with(intake::OPPOSING_RELATION, text("夫"))
            .with(intake::OPPOSING_BIRTH, Value::Date(day("1988-03-03")))
            .with(intake::OPPOSING_ADDRESS, text(ADDRESS))
    }

    pub async fn accept(&self) {
        self.at("2026-05-08 21:40");
        let command = Command::AcceptCase {
            case: self.case,
            form: self.intake_form(),
        };
        let outcome = self.push("ichiko", command).await;
        assert!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
    }

    pub fn knowers(&self) -> BTreeSet<StaffId> {
        ["shirabe", "kokoro", "ichiko", "shocho"]
            .map(|login| self.person(login))
            .into()
    }

    /// Her own yes to protection, said at 22:10.
    pub async fn yes_to_protection(&self) {
        self.at("2026-05-08 22:10");
        let id = ConsentId(Uuid::now_v7());
        let scope = ConsentScope::default();
        self.did(
            "ichiko",
            consent(id, ConsentKind::Protection, Answer::Given, scope),
        )
        .await;
    }

    pub fn decide_protection(protection: ProtectionId) -> C {
        C::DecideProtection {
            protection,
            grant: true,
            ground: Some(ProtectionGround::SpousalViolence),
            mode: Some(ProtectionMode::Direct),
            alternative: String::new(),
        }
    }

    /// 1.2.
    pub async fn protect(&self) {
        let protection = self.protection;
        self.yes_to_protection().await;
        self.did("ichiko", C::ConsiderProtection { protection })
            .await;
        self.did("ichiko", C::RequestProtection { protection })
            .await;
        self.at("2026-05-08 22:30");
        self.did("shirabe", Self::decide_protection(protection)).await;
        let start = C::StartProtection {
            protection,
            place: SHELTER.to_owned(),
            companions: 2,
            planned_end: None,
            knowers: self.knowers(),
            notes: String::new(),
        };
        self.did("kokoro", start).await;
    }

    /// 1.3.
    pub async fn judge_risk(&self) {
        self.at("2026-05-11 10:00");
        let parts = ThreeParts {
            facts: "首を絞められた。通院1回".to_owned(),
            her_words: "息ができなかった".to_owned(),
            worker_view: WORKERS_VIEW.to_owned(),
        };
        let risk = C::JudgeRisk {
            record: record(),
            tool: "専門職判断".to_owned(),
            risk: RiskLevel::High,
            urgency: UrgencyLevel::WithinDays,
            parts: parts.clone(),
        };
        self.did("ichiko", risk).await;
        let note = C::WriteRecord {
            record: record(),
            happened_at: self.tomoni.clock.now(),
            means: Means::Visit,
            parts,
            categories: vec![InfoCategory::Harm],
            next_step: "面接".to_owned(),
            shown_to_her: true,
        };
        self.did("ichiko", note).await;
    }

    /// 1.4 (b): who may know what.
    pub fn share_scope(&self) -> ConsentScope {
        use InfoCategory::*;
        let names = [
            "センター",
            "福祉課",
            "警察",
            "児童相談所",
            "市民課",
            "あかり",
        ];
        ConsentScope {
            agencies: names.map(|name| self.agency(name)).into(),
            categories: BTreeSet::from([Harm, Health, Children, Housing, Economic]),
            purpose: "会議".to_owned(),
            excluded: vec![Exclusion {
                agency: self.agency("小学校"),
                only_allowed: Some("欠席の連絡".to_owned()),
            }],
        }
    }

    pub async fn consent_to_hold(&self) {
        let kind = ConsentKind::HoldCaseReview;
        let hold = consent(self.hold, kind, Answer::Given, ConsentScope::default());
        self.did("ichiko", hold).await;
    }

    /// 1.4: three records and what she wants.
    pub async fn consents(&self) {
        self.at("2026-05-12 14:00");
        self.consent_to_hold().await;
        self.consents_after_hold().await;
    }

    /// 1.4 (b)–(d).
    pub async fn consents_after_hold(&self) {
        let kind = ConsentKind::ShareToCaseReview;
        let mut share = consent(self.share, kind, Answer::Given, self.share_scope());
        if let C::RecordConsent { until, .. } = &mut share {
            *until = Some(day("2026-08-31"));
        }
        self.did("ichiko", share).await;
        let id = ConsentId(Uuid::now_v7());
        let kind = ConsentKind::HerAttendance;
        let mut her = consent(id, kind, Answer::Given, ConsentScope::default());
        if let C::RecordConsent { attendance, .. } = &mut her {
            *attendance = Some(AttendanceWish {
                mode: AttendanceMode::PartOnline,
                beside_her: Some(self.person("kokoro")),
                words: "別の部屋から、少しだけ".to_owned(),
            });
        }
        self.did("ichiko", her).await;
        let wishes = AttendeeWishes {
            welcome: BTreeSet::from([self.agency("あかり")]),
            unwelcome: BTreeSet::new(),
            words: "来てほしい人がいる".to_owned(),
            recorded: false,
        };
        self.did("ichiko", C::RecordAttendeeWishes { wishes }).await;
        self.did(
            "ichiko",
            C::RecordWish {
                words: WISH.to_owned(),
            },
        )
        .await;
    }

    /// 1.5: seven people of six agencies.
    pub fn scope(&self) -> Vec<Attendee> {
        let logins = ["shirabe", "kokoro", "kei", "ji", "shi", "akari", "ichiko"];
        logins.map(|login| self.attendee(login)).to_vec()
    }

    /// 1.5 upper half.
    pub fn request_form(&self) -> FormData {
        let matters = ["退所先", "長女の就学", "支援措置と保護命令", "生活費"];
        let wish = |on: &str| Span {
            from: jst(&format!("{on} 13:00")),
            to: jst(&format!("{on} 15:00")),
        };
        FormData::default()
            .with(sheet::CLAUSE5_ITEM, ticks(&[sheet::IN_PROTECTION]))
            .with(sheet::NAME, text(NAME))
            .with(sheet::BIRTH_DATE, Value::Date(day("1990-07-04")))
            .with(
                sheet::CURRENT_STATE,
                text("令和8年5月8日から一時保護中。子2人同伴。長女は登校していない。"),
            )
            .with(sheet::CASE_OUTLINE_FACTS, text("首を絞められた。通院1回。"))
            .with(sheet::CASE_OUTLINE_WORDS, text("息ができなかった"))
            .with(
                sheet::MATTERS,
                Value::Lines(matters.map(str::to_owned).to_vec()),
            )
            .with(sheet::ATTENDEE_SCOPE, Value::Attendees(self.scope()))
            .with(
                sheet::WISHED_DATETIME,
                Value::Spans(vec![wish("2026-05-19"), wish("2026-05-20")]),
            )
            .with(sheet::WISHED_PLACE, text("センター会議室"))
    }

    pub async fn submit_request(&self) {
        self.at("2026-05-13 10:00");
        let submit = C::SubmitRequest {
            request: self.request,
            form: self.request_form(),
        };
        self.did("ichiko", submit).await;
    }

    pub fn decision(request: RequestId, verdict: Verdict, reason: &str) -> C {
        C::DecideRequest {
            request,
            verdict,
            reason: reason.to_owned(),
        }
    }

    pub async fn approve(&self) {
        self.at("2026-05-14 09:00");
        self.did("shocho", Self::decision(self.request, Verdict::Hold, ""))
            .await;
    }

    pub fn roles(&self) -> Vec<PreparedRole> {
        let role = |role, login: &str| PreparedRole {
            role,
            person: self.attendee(login),
        };
        vec![
            role(MeetingRole::Chair, "shirabe"),
            role(MeetingRole::Recorder, "ichiko"),
            role(MeetingRole::BesideHer, "kokoro"),
        ]
    }

    pub async fn agree_on_roles(&self, request: RequestId) {
        let roles = self.roles();
        self.did("shirabe", C::ProposeMeetingRoles { request, roles })
            .await;
        self.did("ichiko", C::AgreeMeetingRoles { request }).await;
    }

    pub fn convocation(&self, request: RequestId, meeting: MeetingId, span: Span) -> C {
        let room = "センター会議室".to_owned();
        C::Convene {
            request,
            meeting,
            span,
            room,
            invited: self.scope(),
        }
    }

    /// 1.6 after the decision.
    pub async fn convene(&self) {
        self.agree_on_roles(self.request).await;
        let convocation = self.convocation(self.request, self.meeting, set_date());
        self.did("shirabe", convocation).await;
    }

    pub fn attendance(&self, meeting: MeetingId) -> C {
        let mode = |login: &str| match login {
            "kokoro" => PresenceMode::Online,
            _ => PresenceMode::InRoom,
        };
        let logins = ["shirabe", "kei", "ji", "shi", "akari", "ichiko", "kokoro"];
        let present = |login| Attendance {
            person: self.attendee(login),
            mode: mode(login),
            paper_pledge: false,
        };
        C::RecordAttendance {
            meeting,
            attendance: logins.map(present).to_vec(),
        }
    }

    /// 1.7 until the exchange.
    pub async fn open_meeting(&self) {
        let meeting = self.meeting;
        self.at("2026-05-19 13:30");
        self.did("shirabe", C::OpenMeeting { meeting }).await;
        self.did("ichiko", self.attendance(meeting)).await;
        self.at("2026-05-19 13:50");
        self.did("shirabe", C::StartItem { meeting, item: 1 }).await;
        self.did(
            "ichiko",
            self.her_part(meeting, "2026-05-19 13:50", "2026-05-19 14:20"),
        )
        .await;
        let entry = C::AddEntry {
            meeting,
            entry: record(),
            item: 1,
            kind: EntryKind::HerWords,
            text: "学校に場所を言わないで".to_owned(),
            agency: None,
        };
        self.did("ichiko", entry).await;
    }

    pub fn her_part(&self, meeting: MeetingId, from: &str, to: &str) -> C {
        let attendance = HerAttendance {
            mode: AttendanceMode::PartOnline,
            from: Some(instant(from)),
            to: Some(instant(to)),
            reason: None,
            words: String::new(),
        };
        C::RecordHerAttendance {
            meeting,
            attendance,
        }
    }

    pub fn assign(&self, role: CaseRole, agency: &str, person: Option<&str>, tasks: &str) -> C {
        C::AssignRole {
            meeting: self.meeting,
            role,
            agency: self.agency(agency),
            person: person.map(|login| self.person(login)),
            tasks: tasks.to_owned(),
            her_view: HerView::Accepted,
        }
    }

    pub fn designate(&self, agency: &str) -> C {
        C::DesignatePrincipal {
            meeting: self.meeting,
            agency: self.agency(agency),
            reason: "住まいを探す間、毎日会える".to_owned(),
            dissent: "みほん市は自分が続けたい".to_owned(),
            her_view: HerView::Accepted,
        }
    }

    pub async fn divide_roles(&self) {
        self.at("2026-05-19 14:40");
        for role in [
            self.assign(CaseRole::AgencyInCharge, "センター", None, ""),
            self.assign(CaseRole::CaseManagement, "センター", None, ""),
            self.assign(CaseRole::Convenor, "福祉課", None, ""),
            self.assign(
                CaseRole::DirectSupport,
                "福祉課",
                Some("ichiko"),
                "手続きに同行",
            ),
            self.assign(
                CaseRole::DirectSupport,
                "あかり",
                Some("akari"),
                "毎日の相談",
            ),
            self.assign(CaseRole::Task, "児童相談所", None, "長女・次女の面接"),
            self.assign(CaseRole::Task, "警察", None, "110番登録・巡回"),
            self.assign(CaseRole::Task, "市民課", None, "支援措置"),
        ] {
            self.did("ichiko", role).await;
        }
        let judged = C::JudgeAtMeeting {
            meeting: self.meeting,
            risk: RiskLevel::High,
            urgency: UrgencyLevel::WithinDays,
        };
        self.did("shirabe", judged).await;
    }

    /// Two wish to lead; nothing is settled; あかり is designated.
    pub async fn deadlock(&self) {
        let what = Unsettled::Method;
        self.did(
            "ichiko",
            C::RecordUnsettled {
                meeting: self.meeting,
                what,
            },
        )
        .await;
        self.did("shirabe", self.designate("あかり")).await;
        let decide = C::Decide {
            meeting: self.meeting,
            decision: record(),
            what: "母子生活支援施設を見学する".to_owned(),
            agency: self.agency("あかり"),
            person: None,
            due: Some(day("2026-05-27")),
            her_view: HerView::Accepted,
        };
        self.did("ichiko", decide).await;
    }

    pub async fn adjourn(&self) {
        let meeting = self.meeting;
        self.at("2026-05-19 14:55");
        let next = NextDate::On(jst("2026-06-02 13:30"));
        self.did("shirabe", C::SetNextDate { meeting, next }).await;
        self.at("2026-05-19 15:00");
        self.did("shirabe", C::AdjournMeeting { meeting }).await;
        self.at("2026-05-19 16:00");
        let her_version = "はるさんの 住む ところを さがします。".to_owned();
        self.did(
            "ichiko",
            C::ConfirmMinutes {
                meeting,
                her_version,
            },
        )
        .await;
        self.did("ichiko", C::ShareMinutes { meeting }).await;
    }

    /// 1.8 lower half.
    pub fn report_form(&self) -> FormData {
        FormData::default()
            .with(sheet::WRITTEN_ON, Value::Date(day("2026-05-20")))
            .with(sheet::WRITER, Value::Staff(self.person("ichiko")))
            .with(sheet::HELD, Value::Spans(vec![set_date()]))
            .with(sheet::HELD_AT, text("センター会議室"))
            .with(sheet::ATTENDEES, Value::Attendees(self.scope()))
            .with(sheet::OUTCOME, text("主担当機関はセンター。次回6月2日。"))
    }

    pub fn report(&self) -> C {
        C::SubmitReport {
            request: self.request,
            form: self.report_form(),
        }
    }

    pub async fn report_and_file(&self) {
        self.at("2026-05-20 10:00");
        self.did("ichiko", self.report()).await;
        self.did(
            "shocho",
            C::FileReport {
                request: self.request,
            },
        )
        .await;
    }

    /// 1.9: six items.
    pub fn plan_items(&self) -> Vec<PlanItem> {
        use InfoCategory as K;
        use SupportDomain as D;
        let line = |n: usize, domain, category, support: &str, agency: &str, when: &str| PlanItem {
            id: self.items[n],
            domain,
            category,
            issue: "困っていること".to_owned(),
            support: support.to_owned(),
            easy_text: format!("{support}。"),
            what_she_does: String::new(),
            agency: self.agency(agency),
            person: None,
            when: when.to_owned(),
        };
        vec![
            line(
                0,
                D::Housing,
                K::Housing,
                "母子生活支援施設を見学する",
                "あかり",
                "5月27日",
            ),
            line(
                1,
                D::Children,
                K::Children,
                "場所を出さずに転校する",
                "児童相談所",
                "6月中",
            ),
            line(
                2,
                D::Money,
                K::Economic,
                "児童手当の受給者を変える",
                "福祉課",
                "5月中",
            ),
            line(
                3,
                D::Legal,
                K::Legal,
                "保護命令を申し立てる",
                "福祉課",
                "5月中",
            ),
            line(
                4,
                D::Health,
                K::Health,
                "心理の面接をする",
                "センター",
                "週1回",
            ),
            line(5, D::Safety, K::Harm, "電話番号を変える", "福祉課", "5月中"),
        ]
    }

    pub fn write_plan(&self, base: u16, items: Vec<PlanItem>) -> C {
        C::WritePlan {
            plan: self.plan,
            kind: PlanKind::New,
            base,
            from: day("2026-05-25"),
            to: day("2026-11-24"),
            wish_words: WISH.to_owned(),
            goal_long: "三人で安心して暮らす".to_owned(),
            goals_short: vec!["住むところを決める".to_owned()],
            items,
            monitoring_date: day("2026-08-25"),
            first_contact: Some(self.person("ichiko")),
            watch_over: String::new(),
            safety_plan: (base == 0).then(|| SAFETY_PLAN.to_owned()),
        }
    }

    pub async fn show_plan(&self) {
        self.at("2026-05-22 10:00");
        // 主担当機関 is the Center now; its people write the plan with 一子, who stays a 担当者.
        self.did("ichiko", self.write_plan(0, self.plan_items()))
            .await;
        self.did(
            "ichiko",
            C::SharePlan {
                plan: self.plan,
                version: 1,
            },
        )
        .await;
    }

    pub async fn comment(&self) {
        let plan = self.plan;
        for (comment, item, words) in [
            (
                self.comments[0],
                1,
                "一花は音楽の先生が好き。さよならだけ言いたい",
            ),
            (self.comments[1], 5, "電話番号は変えたくない"),
        ] {
            let item = Some(self.items[item]);
            let words = words.to_owned();
            let said = C::CommentOnPlan {
                plan,
                version: 1,
                comment,
                item,
                words,
                asks_reply: true,
            };
            self.she_did(said).await;
        }
        let (item, choice) = (self.items[5], ItemChoice::Differently);
        let reply = C::ReplyToItem {
            plan,
            version: 1,
            item,
            choice,
            words: String::new(),
        };
        self.she_did(reply).await;
    }

    pub async fn second_version(&self) {
        self.at("2026-05-22 14:00");
        let letter = ConsentScope {
            agencies: BTreeSet::from([self.agency("小学校")]),
            categories: BTreeSet::from([InfoCategory::Children]),
            purpose: "この手紙だけ。場所・新しい学校は書かない".to_owned(),
            excluded: Vec::new(),
        };
        let id = ConsentId(Uuid::now_v7());
        self.did(
            "ichiko",
            consent(id, ConsentKind::IntakeSharing, Answer::Given, letter),
        )
        .await;
        let plan = self.plan;
        for (comment, words) in [
            (self.comments[0], "手紙を児童相談所が届けます"),
            (self.comments[1], "SIMを分けます。番号は変えません"),
        ] {
            let words = words.to_owned();
            self.did(
                "ichiko",
                C::AnswerComment {
                    plan,
                    comment,
                    words,
                },
            )
            .await;
        }
        let mut items = self.plan_items();
        items[1].support = "手紙でさよならを言う。場所を出さずに転校する".to_owned();
        items[1].easy_text = "てがみで さよならを いいます。".to_owned();
        items[5].support = "SIMを分ける".to_owned();
        items[5].easy_text = "SIMを わけます。".to_owned();
        self.did("ichiko", self.write_plan(1, items)).await;
        self.did("ichiko", C::SharePlan { plan, version: 2 }).await;
    }

    pub fn agreement(&self, version: u16, ticked: bool) -> C {
        C::AgreeToPlan {
            plan: self.plan,
            version,
            extent: AgreementExtent::Part,
            open_items: vec![self.items[5]],
            words: String::new(),
            read_it: ticked,
            may_change: ticked,
        }
    }

    pub fn confirmation(&self, version: u16) -> C {
        C::ConfirmPlan {
            plan: self.plan,
            version,
            meeting: self.meeting,
        }
    }

    pub async fn agree_and_confirm(&self) {
        self.at("2026-05-25 10:00");
        self.she_did(self.agreement(2, true)).await;
        self.did("ichiko", self.confirmation(2)).await;
    }

    /// 1.12: the second meeting.
    pub async fn meet_again(&self) {
        let (request, meeting) = (self.request_two, self.meeting_two);
        self.at("2026-05-27 10:00");
        let submit = C::SubmitRequest {
            request,
            form: self.request_form(),
        };
        self.did("ichiko", submit).await;
        self.did("shocho", Self::decision(request, Verdict::Hold, ""))
            .await;
        self.agree_on_roles(request).await;
        let span = Span {
            from: jst("2026-06-02 13:30"),
            to: jst("2026-06-02 15:00"),
        };
        self.did("shirabe", self.convocation(request, meeting, span))
            .await;
        self.at("2026-06-02 13:30");
        self.did("shirabe", C::OpenMeeting { meeting }).await;
        self.did("ichiko", self.attendance(meeting)).await;
        self.did(
            "ichiko",
            self.her_part(meeting, "2026-06-02 13:30", "2026-06-02 14:00"),
        )
        .await;
        let decide = C::Decide {
            meeting,
            decision: record(),
            what: "退所先は母子生活支援施設（架空）".to_owned(),
            agency: self.agency("福祉課"),
            person: None,
            due: Some(day("2026-06-05")),
            her_view: HerView::Accepted,
        };
        self.did("ichiko", decide).await;
        let charge = C::AssignRole {
            meeting,
            role: CaseRole::AgencyInCharge,
            agency: self.agency("福祉課"),
            person: None,
            tasks: String::new(),
            her_view: HerView::Accepted,
        };
        self.did("ichiko", charge).await;
        let judged = C::JudgeAtMeeting {
            meeting,
            risk: RiskLevel::Middle,
            urgency: UrgencyLevel::Planned,
        };
        self.did("shirabe", judged).await;
        self.did(
            "shirabe",
            C::SetNextDate {
                meeting,
                next: NextDate::WhenNeeded,
            },
        )
        .await;
        self.did("shirabe", C::AdjournMeeting { meeting }).await;
        let her_version = "6月5日に うつります。".to_owned();
        self.did(
            "ichiko",
            C::ConfirmMinutes {
                meeting,
                her_version,
            },
        )
        .await;
        self.did("ichiko", C::ShareMinutes { meeting }).await;
    }

    pub async fn end_protection(&self) {
        self.at("2026-06-05 10:00");
        let end = C::EndProtection {
            protection: self.protection,
            reason: ProtectionEndReason::MotherChildFacility,
            aftercare: String::new(),
        };
        self.did("kokoro", end).await;
    }

    /// The whole of it.
    pub async fn tell(&self) {
        self.tell_until_convened().await;
        self.open_meeting().await;
        self.divide_roles().await;
        self.deadlock().await;
        self.adjourn().await;
        self.report_and_file().await;
        self.show_plan().await;
        self.comment().await;
        self.second_version().await;
        self.agree_and_confirm().await;
        self.meet_again().await;
        self.end_protection().await;
    }

    pub async fn tell_until_convened(&self) {
        self.accept().await;
        self.protect().await;
        self.judge_risk().await;
        self.consents().await;
        self.submit_request().await;
        self.approve().await;
        self.convene().await;
    }
}
