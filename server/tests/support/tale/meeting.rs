//! 1.7, 1.8 and the second meeting of 1.12.

use domain::command::CaseCommand as C;
use domain::consent::AttendanceMode;
use domain::cost::{CostItem, CostKind};
use domain::form::case_review::key as sheet;
use domain::form::{FormData, Span, Value};
use domain::id::MeetingId;
use domain::meeting::{
    Attendance, CaseRole, EntryKind, HerAttendance, HerView, NextDate, PresenceMode, Unsettled,
};
use domain::record::{RiskLevel, UrgencyLevel};
use domain::request::Verdict;

use super::{record, set_date, text};
use crate::town::{Town, day, instant, jst};

impl Town {
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

    /// The whole meeting: roles and decision, until its record is confirmed and shared.
    pub async fn meet(&self) {
        self.decide().await;
        self.adjourn().await;
    }

    /// From the beginning until the meeting, which goes on, has decided.
    pub async fn tell_until_decided(&self) {
        self.tell_until_convened().await;
        self.decide().await;
    }

    async fn decide(&self) {
        self.open_meeting().await;
        self.divide_roles().await;
        self.deadlock().await;
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
        let visit = ("母子生活支援施設を見学する", "あかり", "2026-05-27");
        self.did("ichiko", self.decided(self.meeting, visit)).await;
    }

    /// What, by which agency, until when.
    fn decided(&self, meeting: MeetingId, (what, agency, due): (&str, &str, &str)) -> C {
        C::Decide {
            meeting,
            decision: record(),
            what: what.to_owned(),
            agency: self.agency(agency),
            person: None,
            due: Some(day(due)),
            her_view: HerView::Accepted,
            cost: None,
        }
    }

    pub async fn adjourn(&self) {
        let meeting = self.meeting;
        self.at("2026-05-19 14:55");
        let next = NextDate::On(jst("2026-06-02 13:30"));
        self.did("shirabe", C::SetNextDate { meeting, next }).await;
        self.at("2026-05-19 15:00");
        self.did("shirabe", C::AdjournMeeting { meeting }).await;
        self.at("2026-05-19 16:00");
        self.confirm_and_share(meeting, "はるさんの 住む ところを さがします。")
            .await;
    }

    async fn confirm_and_share(&self, meeting: MeetingId, her_version: &str) {
        let her_version = her_version.to_owned();
        let confirm = C::ConfirmMinutes {
            meeting,
            her_version,
        };
        self.did("ichiko", confirm).await;
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
        let move_to = ("退所先は母子生活支援施設（架空）", "福祉課", "2026-06-05");
        let mut decide = self.decided(meeting, move_to);
        if let C::Decide { cost, .. } = &mut decide {
            *cost = Some(CostItem {
                kind: CostKind::EmergencyHotel,
                amount: None,
            });
        }
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
        self.confirm_and_share(meeting, "6月5日に うつります。")
            .await;
    }
}
