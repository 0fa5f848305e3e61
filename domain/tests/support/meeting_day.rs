//! 1.7, 1.8: the meeting and its report.

use domain::command::CaseCommand as C;
use domain::consent::AttendanceMode;
use domain::form::case_review::key as sheet;
use domain::form::{FormData, Value};
use domain::id::{AgencyId, RecordId};
use domain::meeting::{
    Attendance, CaseRole, EntryKind, HerAttendance, HerView, NextDate, PresenceMode, Unsettled,
};
use domain::record::{RiskLevel, UrgencyLevel};

use super::*;

impl Story {
    pub fn present(&self, names: &[&str]) -> Vec<Attendance> {
        names
            .iter()
            .map(|name| Attendance {
                person: self.attendee(name),
                mode: PresenceMode::InRoom,
                paper_pledge: false,
            })
            .collect()
    }

    /// 試験心 sits beside her, in another room.
    pub fn attendance(&self) -> C {
        let mut attendance =
            self.present(&["試験調", "試験警", "試験児", "試験市", "試験灯", "試験一子"]);
        attendance.push(Attendance {
            person: self.attendee("試験心"),
            mode: PresenceMode::Online,
            paper_pledge: false,
        });
        C::RecordAttendance {
            meeting: MEETING,
            attendance,
        }
    }

    pub(super) fn open_meeting(&mut self) {
        self.at("2026-05-19 13:30");
        self.as_("試験調").did(C::OpenMeeting { meeting: MEETING });
        let attendance = self.attendance();
        self.as_("試験一子").did(attendance);
        self.at("2026-05-19 13:50");
        self.as_("試験調").did(C::StartItem {
            meeting: MEETING,
            item: 1,
        });
        let (from, to) = (instant("2026-05-19 13:50"), instant("2026-05-19 14:20"));
        self.as_("試験一子").did(C::RecordHerAttendance {
            meeting: MEETING,
            attendance: HerAttendance {
                mode: AttendanceMode::PartOnline,
                from: Some(from),
                to: Some(to),
                reason: None,
                words: String::new(),
            },
        });
        let entry = RecordId(self.uuid());
        self.as_("試験一子").did(C::AddEntry {
            meeting: MEETING,
            entry,
            item: 1,
            kind: EntryKind::HerWords,
            text: "学校に場所を言わないで".to_owned(),
            agency: None,
        });
    }

    pub fn assign(&self, role: CaseRole, agency: AgencyId, person: Option<&str>, tasks: &str) -> C {
        C::AssignRole {
            meeting: MEETING,
            role,
            agency,
            person: person.map(|name| self.id_of(name)),
            tasks: tasks.to_owned(),
            her_view: HerView::Accepted,
        }
    }

    pub fn designate(agency: AgencyId) -> C {
        C::DesignatePrincipal {
            meeting: MEETING,
            agency,
            reason: "住まいを探す間、毎日会える".to_owned(),
            dissent: "みほん市は自分が続けたい".to_owned(),
            her_view: HerView::Accepted,
        }
    }

    pub(super) fn deadlock(&mut self) {
        self.at("2026-05-19 14:40");
        let roles = [
            self.assign(CaseRole::AgencyInCharge, CENTER, None, ""),
            self.assign(CaseRole::CaseManagement, CENTER, None, ""),
            self.assign(CaseRole::Convenor, CITY, None, ""),
            self.assign(
                CaseRole::DirectSupport,
                CITY,
                Some("試験一子"),
                "手続きに同行",
            ),
            self.assign(CaseRole::DirectSupport, AKARI, Some("試験灯"), "毎日の相談"),
            self.assign(CaseRole::Task, CHILD, None, "長女・次女の面接"),
            self.assign(CaseRole::Task, POLICE, None, "110番登録・巡回"),
            self.assign(CaseRole::Task, CITIZENS, None, "支援措置"),
        ];
        for role in roles {
            self.as_("試験一子").did(role);
        }
        let what = Unsettled::Method;
        self.as_("試験一子").did(C::RecordUnsettled {
            meeting: MEETING,
            what,
        });
        self.as_("試験調").did(Self::designate(AKARI));
        self.as_("試験調").did(C::JudgeAtMeeting {
            meeting: MEETING,
            risk: RiskLevel::High,
            urgency: UrgencyLevel::WithinDays,
        });
        let decision = RecordId(self.uuid());
        self.as_("試験一子").did(C::Decide {
            meeting: MEETING,
            decision,
            what: "母子生活支援施設を見学する".to_owned(),
            agency: AKARI,
            person: None,
            due: Some(day("2026-05-27")),
            her_view: HerView::Accepted,
            cost: None,
        });
    }

    pub(super) fn adjourn(&mut self) {
        self.at("2026-05-19 14:55");
        let next = NextDate::On(jst("2026-06-02 13:30"));
        self.as_("試験調").did(C::SetNextDate {
            meeting: MEETING,
            next,
        });
        self.at("2026-05-19 15:00");
        self.as_("試験調")
            .did(C::AdjournMeeting { meeting: MEETING });
    }

    pub(super) fn share_minutes(&mut self) {
        self.at("2026-05-19 16:00");
        let her_version = "はるさんの 住む ところを さがします。".to_owned();
        self.as_("試験一子").did(C::ConfirmMinutes {
            meeting: MEETING,
            her_version,
        });
        self.as_("試験一子")
            .did(C::ShareMinutes { meeting: MEETING });
    }

    /// 1.8 lower half.
    pub fn report_form(&self) -> FormData {
        FormData::default()
            .with(sheet::WRITTEN_ON, Value::Date(day("2026-05-20")))
            .with(sheet::WRITER, Value::Staff(self.id_of("試験一子")))
            .with(sheet::HELD, Value::Spans(vec![set_date()]))
            .with(sheet::HELD_AT, text("センター会議室"))
            .with(sheet::ATTENDEES, Value::Attendees(self.scope()))
            .with(sheet::OUTCOME, text("主担当機関はセンター。次回6月2日。"))
    }

    pub(super) fn report(&mut self) {
        self.at("2026-05-20 10:00");
        let form = self.report_form();
        self.as_("試験一子").did(C::SubmitReport {
            request: REQUEST,
            form,
        });
    }

    pub(super) fn file_report(&mut self) {
        self.at("2026-05-20 15:00");
        self.as_("試験所長").did(C::FileReport { request: REQUEST });
    }
}
