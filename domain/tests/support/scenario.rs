//! Scenario 1 step by step; [`Story::until`] tells it up to a step.

#![allow(dead_code)]

use std::collections::BTreeSet;

use domain::case::AttendeeWishes;
use domain::command::CaseCommand as C;
use domain::consent::{
    Answer, AttendanceMode, AttendanceWish, Channel, ConsentKind, ConsentScope, Exclusion,
};
use domain::form::case_review::key as sheet;
use domain::form::intake::key as intake;
use domain::form::{Attendee, FamilyEntry, FormData, InfoCategory, Span, Value};
use domain::id::*;
use domain::meeting::MeetingRole;
use domain::protection::{ProtectionEndReason, ProtectionGround, ProtectionMode};
use domain::record::{RiskLevel, ThreeParts, UrgencyLevel};
use domain::request::{PreparedRole, Verdict};
use uuid::Uuid;

use super::story::Story;
use super::world::*;

#[path = "meeting_day.rs"]
mod meeting_day;
#[path = "plan_days.rs"]
mod plan_days;

pub const PROTECTION: ProtectionId = ProtectionId(Uuid::from_u128(0xB1));
pub const HOLD: ConsentId = ConsentId(Uuid::from_u128(0xC1));
pub const SHARE: ConsentId = ConsentId(Uuid::from_u128(0xC2));
pub const REQUEST: RequestId = RequestId(Uuid::from_u128(0xE1));
pub const MEETING: MeetingId = MeetingId(Uuid::from_u128(0xF1));
pub const PLAN: PlanId = PlanId(Uuid::from_u128(0xD1));
pub const C1: CommentId = CommentId(Uuid::from_u128(0xDC1));
pub const C2: CommentId = CommentId(Uuid::from_u128(0xDC2));

pub const ADDRESS: &str = "見本道みほん市架空町1-1";
pub const SHELTER: &str = "見本道立センター一時保護所";
pub const NAME: &str = "見本 春花";
pub const CALLED: &str = "はるさん";
pub const WISH: &str = "子どもと三人で、夜こわくない所に住みたい";
pub const WORKERS_VIEW: &str = "追跡のおそれ";
pub const SAFETY_PLAN: &str = "合図を決めて、裏口から出る";

/// A step and what happens in it.
type Telling = (Step, fn(&mut Story));

/// How far the story is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Accepted,
    Protected,
    Consented,
    Requested,
    Approved,
    RolesAgreed,
    Convened,
    Opened,
    Deadlocked,
    Adjourned,
    Shared,
    Reported,
    Filed,
    PlanShown,
    Commented,
    SecondVersion,
    Agreed,
    Confirmed,
}

pub fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub fn ticks(keys: &[&str]) -> Value {
    Value::Ticks(keys.iter().map(|key| (*key).to_owned()).collect())
}

pub fn item(n: u128) -> ItemId {
    ItemId(Uuid::from_u128(0x1700 + n))
}

/// 1.1 相談受付票.
pub fn intake_form(received_by: StaffId) -> FormData {
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
        .with(intake::RECEIVED_BY, Value::Staff(received_by))
        .with(intake::ROUTE, ticks(&["police"]))
        .with(intake::CALLED_NAME, text(CALLED))
        .with(intake::NAME, text(NAME))
        .with(intake::KANA, text("ミホン ハルカ"))
        .with(intake::BIRTH_DATE, Value::Date(day("1990-07-04")))
        .with(intake::LANGUAGE, text("ja"))
        .with(intake::ADDRESS, text(ADDRESS))
        .with(intake::SAFE_CONTACT, text("なし（電話は切ったまま）"))
        .with(
            intake::MATTERS,
            ticks(&["dv_abuse", "housing", "childcare", "income"]),
        )
        .with(intake::WORST, ticks(&["dv_abuse"]))
        .with(intake::CHIEF_COMPLAINT, ticks(&["violence_by_husband"]))
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
        channel: Channel::Signature,
        witness: None,
        copy_given: true,
        attendance: None,
        protection: None,
    }
}

pub fn until(command: C, last: &str) -> C {
    match command {
        C::RecordConsent {
            consent,
            kind,
            answer,
            scope,
            language,
            explained_with,
            interpreter,
            channel,
            witness,
            copy_given,
            attendance,
            protection,
            ..
        } => C::RecordConsent {
            consent,
            kind,
            answer,
            scope,
            until: Some(day(last)),
            language,
            explained_with,
            interpreter,
            channel,
            witness,
            copy_given,
            attendance,
            protection,
        },
        other => other,
    }
}

/// 1.4 (b): who may know what.
pub fn share_scope() -> ConsentScope {
    use InfoCategory::*;
    ConsentScope {
        agencies: BTreeSet::from([CENTER, CITY, POLICE, CHILD, CITIZENS, AKARI]),
        categories: BTreeSet::from([Harm, Health, Children, Housing, Economic]),
        purpose: "会議".to_owned(),
        excluded: vec![Exclusion {
            agency: SCHOOL,
            only_allowed: Some("欠席の連絡".to_owned()),
        }],
    }
}

pub fn span(from: &str, to: &str) -> Span {
    Span {
        from: jst(from),
        to: jst(to),
    }
}

pub fn wished() -> Vec<Span> {
    vec![
        span("2026-05-19 13:00", "2026-05-19 15:00"),
        span("2026-05-20 13:00", "2026-05-20 15:00"),
    ]
}

pub fn set_date() -> Span {
    span("2026-05-19 13:30", "2026-05-19 15:00")
}

impl Story {
    /// Tells scenario 1 up to and with that step.
    pub fn until(last: Step) -> Self {
        let mut story = Self::blank();
        let steps: [Telling; 18] = [
            (Step::Accepted, Self::accept),
            (Step::Protected, Self::protect),
            (Step::Consented, Self::talk_about_consent),
            (Step::Requested, Self::request),
            (Step::Approved, Self::approve),
            (Step::RolesAgreed, Self::agree_on_roles),
            (Step::Convened, Self::convene),
            (Step::Opened, Self::open_meeting),
            (Step::Deadlocked, Self::deadlock),
            (Step::Adjourned, Self::adjourn),
            (Step::Shared, Self::share_minutes),
            (Step::Reported, Self::report),
            (Step::Filed, Self::file_report),
            (Step::PlanShown, Self::show_plan),
            (Step::Commented, Self::comment),
            (Step::SecondVersion, Self::second_version),
            (Step::Agreed, Self::agree),
            (Step::Confirmed, Self::confirm),
        ];
        for (_, tell) in steps.into_iter().filter(|(step, _)| *step <= last) {
            tell(&mut story);
        }
        story
    }

    pub fn attendee(&self, name: &str) -> Attendee {
        let person = self.person(name);
        Attendee {
            agency: person.agency,
            staff: Some(person.id),
            name: person.name.clone(),
        }
    }

    /// 1.5: seven people of six agencies.
    pub fn scope(&self) -> Vec<Attendee> {
        [
            "試験調",
            "試験心",
            "試験警",
            "試験児",
            "試験市",
            "試験灯",
            "試験一子",
        ]
        .into_iter()
        .map(|name| self.attendee(name))
        .collect()
    }

    fn accept(&mut self) {
        self.at("2026-05-08 21:40");
        let form = intake_form(self.id_of("試験一子"));
        self.as_("試験一子")
            .accepts("K-R8-0001", &form)
            .expect("accepted");
    }

    /// Her own yes to protection, said at 22:10.
    pub fn yes_to_protection(&mut self) {
        self.at("2026-05-08 22:10");
        let id = ConsentId(self.uuid());
        let kind = ConsentKind::Protection;
        self.as_("試験一子")
            .did(consent(id, kind, Answer::Given, ConsentScope::default()));
    }

    pub fn ask_for_protection(&mut self) {
        self.at("2026-05-08 22:20");
        self.as_("試験一子").did(C::ConsiderProtection {
            protection: PROTECTION,
        });
        self.as_("試験一子").did(C::RequestProtection {
            protection: PROTECTION,
        });
    }

    pub fn decide_protection() -> C {
        C::DecideProtection {
            protection: PROTECTION,
            grant: true,
            ground: Some(ProtectionGround::SpousalViolence),
            mode: Some(ProtectionMode::Direct),
            alternative: String::new(),
        }
    }

    pub fn start_protection(&self) -> C {
        C::StartProtection {
            protection: PROTECTION,
            place: SHELTER.to_owned(),
            companions: 2,
            planned_end: None,
            knowers: knowers(&self.council),
            notes: String::new(),
        }
    }

    fn protect(&mut self) {
        self.yes_to_protection();
        self.ask_for_protection();
        self.at("2026-05-08 22:30");
        self.as_("試験調").did(Self::decide_protection());
        let start = self.start_protection();
        self.as_("試験心").did(start);
        self.at("2026-05-11 10:00");
        let record = RecordId(self.uuid());
        self.as_("試験一子").did(C::JudgeRisk {
            record,
            tool: "専門職判断".to_owned(),
            risk: RiskLevel::High,
            urgency: UrgencyLevel::WithinDays,
            parts: ThreeParts {
                facts: "首を絞められた。通院1回".to_owned(),
                her_words: "息ができなかった".to_owned(),
                worker_view: WORKERS_VIEW.to_owned(),
            },
        });
    }

    fn talk_about_consent(&mut self) {
        self.at("2026-05-12 14:00");
        let nothing = ConsentScope::default();
        self.as_("試験一子").did(consent(
            HOLD,
            ConsentKind::HoldCaseReview,
            Answer::Given,
            nothing,
        ));
        let share = consent(
            SHARE,
            ConsentKind::ShareToCaseReview,
            Answer::Given,
            share_scope(),
        );
        self.as_("試験一子").did(until(share, "2026-08-31"));
        let id = ConsentId(self.uuid());
        let beside_her = Some(self.id_of("試験心"));
        let attendance = AttendanceWish {
            mode: AttendanceMode::PartOnline,
            beside_her,
            words: "別の部屋から、少しだけ".to_owned(),
        };
        self.as_("試験一子").did(C::RecordConsent {
            consent: id,
            kind: ConsentKind::HerAttendance,
            answer: Answer::Given,
            scope: ConsentScope::default(),
            until: None,
            language: "ja".to_owned(),
            explained_with: "v1".to_owned(),
            interpreter: None,
            channel: Channel::Oral,
            witness: None,
            copy_given: true,
            attendance: Some(attendance),
            protection: None,
        });
        self.ask_her_wishes();
    }

    /// Who should come, and what she wants.
    pub fn ask_her_wishes(&mut self) {
        self.as_("試験一子").did(C::RecordAttendeeWishes {
            wishes: AttendeeWishes {
                welcome: BTreeSet::from([AKARI]),
                unwelcome: BTreeSet::new(),
                words: "あかりの人に来てほしい".to_owned(),
                recorded: false,
                ..AttendeeWishes::default()
            },
        });
        self.as_("試験一子").did(C::RecordWish {
            words: WISH.to_owned(),
        });
    }

    /// 1.5 upper half.
    pub fn request_form(&self) -> FormData {
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
                Value::Lines(
                    ["退所先", "長女の就学", "支援措置と保護命令", "生活費"]
                        .map(str::to_owned)
                        .to_vec(),
                ),
            )
            .with(sheet::ATTENDEE_SCOPE, Value::Attendees(self.scope()))
            .with(sheet::WISHED_DATETIME, Value::Spans(wished()))
            .with(sheet::WISHED_PLACE, text("センター会議室"))
    }

    pub fn submit(&self) -> C {
        C::SubmitRequest {
            request: REQUEST,
            form: self.request_form(),
        }
    }

    fn request(&mut self) {
        self.at("2026-05-13 10:00");
        let submit = self.submit();
        self.as_("試験一子").did(submit);
    }

    pub fn decision(verdict: Verdict, reason: &str) -> C {
        C::DecideRequest {
            request: REQUEST,
            verdict,
            reason: reason.to_owned(),
        }
    }

    fn approve(&mut self) {
        self.at("2026-05-14 09:00");
        self.as_("試験所長").did(Self::decision(Verdict::Hold, ""));
    }

    pub fn roles(&self) -> Vec<PreparedRole> {
        let role = |role, name: &str| PreparedRole {
            role,
            person: self.attendee(name),
        };
        vec![
            role(MeetingRole::Chair, "試験調"),
            role(MeetingRole::Recorder, "試験一子"),
            role(MeetingRole::BesideHer, "試験心"),
        ]
    }

    pub fn propose_roles(&mut self) {
        self.at("2026-05-14 09:30");
        let roles = self.roles();
        self.as_("試験調").did(C::ProposeMeetingRoles {
            request: REQUEST,
            roles,
        });
    }

    fn agree_on_roles(&mut self) {
        self.propose_roles();
        self.at("2026-05-14 10:00");
        self.as_("試験一子")
            .did(C::AgreeMeetingRoles { request: REQUEST });
    }

    pub fn convocation(&self) -> C {
        C::Convene {
            request: REQUEST,
            meeting: MEETING,
            span: set_date(),
            room: "センター会議室".to_owned(),
            invited: self.scope(),
            also_serves: Default::default(),
            template: Default::default(),
        }
    }

    fn convene(&mut self) {
        self.at("2026-05-14 11:00");
        let convocation = self.convocation();
        self.as_("試験調").did(convocation);
    }

    pub fn end_protection() -> C {
        C::EndProtection {
            protection: PROTECTION,
            reason: ProtectionEndReason::MotherChildFacility,
            aftercare: String::new(),
        }
    }
}
