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
use domain::meeting::MeetingRole;
use domain::protection::{ProtectionEndReason, ProtectionGround, ProtectionMode};
use domain::record::{Means, RiskLevel, ThreeParts, UrgencyLevel};
use domain::request::{PreparedRole, Verdict};
use domain::wire::Outcome;
use uuid::Uuid;

use crate::town::{Town, day, jst};

pub const NAME: &str = "見本 春花";
pub const KANA: &str = "ミホン ハルカ";
pub const CALLED: &str = "はるさん";
pub const ADDRESS: &str = "見本道みほん市架空町1-1";
pub const PHONE: &str = "000-1234-5678";
/// Twelve digits: six are met by chance among the hex digits of sealed rows.
pub const PIN: &str = "482915730648";
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

#[path = "tale/camera.rs"]
pub mod camera;
#[path = "tale/meeting.rs"]
mod meeting;
#[path = "tale/plan.rs"]
mod plan;

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
        self.did("shirabe", Self::decide_protection(protection))
            .await;
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
            with: String::new(),
            support: String::new(),
            safety: false,
            shown_to_her: true,
            photos: vec![camera::photo(camera::PHOTO, camera::SHOWS, camera::DOOR)],
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
            ..AttendeeWishes::default()
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
            also_serves: Default::default(),
            template: Default::default(),
        }
    }

    /// 1.6 after the decision.
    pub async fn convene(&self) {
        self.agree_on_roles(self.request).await;
        let convocation = self.convocation(self.request, self.meeting, set_date());
        self.did("shirabe", convocation).await;
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
        self.tell_until_decided().await;
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
