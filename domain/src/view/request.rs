//! A request as its people may see it, its report as the meeting already knows it, and the paper.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::access::{Action, Fields};
use crate::calendar;
use crate::case::{CaseFile, Whereabouts};
use crate::consent::ConsentKind;
use crate::form::case_review::key;
use crate::form::{self, Attendee, FormData, Span, Value};
use crate::id::StaffId;
use crate::meeting::{AssignmentHow, Meeting, NextDate, PresenceMode};
use crate::request::ConferenceRequest;
use crate::view::case::{rights, visible};
use crate::view::{AgencyRef, Names, Reader, RequestView, SheetView};

impl RequestView {
    pub fn of(reader: &Reader<'_>, fields: &Fields, request: &ConferenceRequest) -> Self {
        let Reader {
            file, names, ctx, ..
        } = reader;
        // The form was sent to the Center and written by the requesting agency: both read it whole,
        // within what her consent lets reach them.
        let cut = |form: &'static form::Form, data| names.cover_form(visible(form, data, fields));
        let form = cut(&form::CASE_REVIEW_REQUEST, &request.form);
        let report = request
            .report
            .as_ref()
            .map(|report| cut(&form::CASE_REVIEW_REPORT, &report.form));
        let mut seen = request.clone();
        let called = seen
            .convocation
            .iter_mut()
            .flat_map(|c| c.invited.iter_mut());
        called
            .chain(seen.roles.iter_mut().map(|role| &mut role.person))
            .for_each(|p| names.cut(p));
        seen.form = form.clone();
        if let Some(known) = &mut seen.report {
            known.form = report.clone().unwrap_or_default();
        }
        let scope = request.form.attendees(key::ATTENDEE_SCOPE);
        let invited = request.convocation.iter().flat_map(|c| c.invited.iter());
        let people: Vec<&Attendee> = scope
            .iter()
            .chain(invited)
            .chain(request.roles.iter().map(|role| &role.person))
            .collect();
        let mut ids: Vec<StaffId> = people.iter().filter_map(|person| person.staff).collect();
        ids.push(request.submitted_by);
        Self {
            case: file.id,
            case_no: file.no.clone(),
            agency: names.agency(request.agency),
            submitted_by: names.person_name(request.submitted_by),
            decided_by: request.decision.as_ref().map(|d| names.person_name(d.by)),
            consent: file.consent_status(ConsentKind::HoldCaseReview, ctx.today()),
            report_prefill: match request.meeting.and_then(|id| file.meeting(id)) {
                Some(meeting) if fields.sensitive.shows(None) => {
                    // The text will travel: a secret agency has its cover in it whoever writes.
                    let paper = Names::for_paper(ctx.council);
                    let form =
                        report_prefill(file, meeting, &paper, ctx.actor.staff(), ctx.today());
                    names.cover_form(form)
                }
                _ => FormData::default(),
            },
            wanted: wanted(reader),
            agencies: names.agencies(people.iter().map(|person| person.agency)),
            people: names.people(ids),
            today: ctx.today(),
            rights: rights(reader),
            request: seen,
            form,
            report,
        }
    }
}

/// 家計・就労の担当 (BR-028), for who calls and for those in charge: agencies, nothing of the items.
fn wanted(reader: &Reader<'_>) -> Vec<AgencyRef> {
    let calls = reader.may(Action::Convene) || reader.may(Action::WritePlan);
    let items = reader.file.items_of_services().filter(|_| calls);
    // Whom a block or her own word keeps away is not named: calling them would be refused.
    let open = items.filter(|item| !reader.file.is_barred(item.agency));
    reader.names.agencies(open.map(|item| item.agency))
}

/// 開催後記入項目 from the minutes: nothing is typed twice (BR-007, BR-012).
pub fn report_prefill(
    file: &CaseFile,
    meeting: &Meeting,
    names: &Names<'_>,
    writer: Option<StaffId>,
    today: NaiveDate,
) -> FormData {
    let mut form = FormData::default();
    form.set(key::WRITTEN_ON, Value::Date(today));
    if let Some(writer) = writer {
        form.set(key::WRITER, Value::Staff(writer));
    }
    let from = meeting
        .opened_at
        .map_or(meeting.planned.from, calendar::jst);
    let to = meeting
        .adjourned_at
        .map_or(meeting.planned.to, calendar::jst);
    form.set(
        key::HELD,
        Value::Spans(vec![Span {
            from: minute(from),
            to: minute(to),
        }]),
    );
    form.set(key::HELD_AT, Value::Text(meeting.room.clone()));
    let present: Vec<Attendee> = meeting
        .attendance
        .iter()
        .filter(|attendance| attendance.mode != PresenceMode::Absent)
        .map(|attendance| attendance.person.clone())
        .collect();
    form.set(key::ATTENDEES, Value::Attendees(present));
    // Decisions are free text: a name written into them gets its cover too.
    form.set(
        key::OUTCOME,
        Value::Text(names.cover(&outcome(file, meeting, names))),
    );
    form
}

fn minute(at: chrono::NaiveDateTime) -> chrono::NaiveDateTime {
    use chrono::{NaiveTime, Timelike};
    let time = NaiveTime::from_hms_opt(at.hour(), at.minute(), 0).unwrap_or(at.time());
    at.date().and_time(time)
}

/// 協議結果・支援方針 as one structured text.
fn outcome(file: &CaseFile, meeting: &Meeting, names: &Names<'_>) -> String {
    let mut lines = Vec::new();
    if let Some(hers) = &meeting.her_attendance {
        let reason = hers
            .reason
            .map(|r| format!("（{}）", r.label()))
            .unwrap_or_default();
        lines.push(format!("本人の参加：{}{reason}", hers.mode.label()));
    }
    if let Some((risk, urgency)) = meeting.risk {
        lines.push(format!(
            "危険度：{}　緊急度：{}",
            risk.label(),
            urgency.label()
        ));
    }
    for (index, decision) in meeting.decisions.iter().enumerate() {
        let person = decision
            .person
            .map(|id| format!("・{}", names.person_name(id)));
        let due = decision
            .due
            .map(|due| format!("、{}まで", calendar::wareki(due)));
        let cost = decision.cost.map(|cost| format!("、{}", cost.words()));
        lines.push(format!(
            "決定{}：{}（{}{}{}{}）",
            index + 1,
            decision.what,
            names.agency_name(decision.agency),
            person.unwrap_or_default(),
            due.unwrap_or_default(),
            cost.unwrap_or_default(),
        ));
    }
    for role in &meeting.assignments {
        let how = match role.how {
            AssignmentHow::Deadlock => "（協議が調わないため指定）",
            AssignmentHow::Agreed => "",
        };
        let tasks = if role.tasks.is_empty() {
            String::new()
        } else {
            format!("：{}", role.tasks)
        };
        lines.push(format!(
            "{}＝{}{how}{tasks}",
            role.role.label(),
            names.agency_name(role.agency)
        ));
        if !role.dissent.is_empty() {
            lines.push(format!("　反対意見：{}", role.dissent));
        }
    }
    let approved = file.posthoc.iter().filter(|report| {
        report
            .approved
            .is_some_and(|approval| approval.meeting == meeting.id)
    });
    for report in approved {
        lines.push(format!(
            "事後報告の承認：{}（{}、{}から）",
            report.what,
            names.agency_name(report.agency),
            calendar::wareki(report.since)
        ));
    }
    let rejected = file.posthoc.iter().filter_map(|report| {
        let rejection = report.rejected.as_ref()?;
        (rejection.meeting == meeting.id).then_some((report, rejection))
    });
    for (report, rejection) in rejected {
        lines.push(format!(
            "事後報告を承認しなかった：{}（{}、{}から）。理由：{}",
            report.what,
            names.agency_name(report.agency),
            calendar::wareki(report.since),
            rejection.reason
        ));
    }
    match meeting.next_date {
        Some(NextDate::On(at)) => lines.push(format!(
            "次回：{}{}",
            calendar::wareki(at.date()),
            at.format("%H時%M分")
        )),
        Some(NextDate::WhenNeeded) => lines.push("次回：必要なときに".to_owned()),
        None => {}
    }
    lines.join("\n")
}

impl SheetView {
    /// The 個別ケース検討会議資料, formatted as printed. The address is 非開示 unless `address` carries
    /// it, which the gate allows only to a listed person for this document. The paper leaves the
    /// reader's hands, so secret agencies are 「支援機関」 on it whoever prints.
    pub fn of(
        reader: &Reader<'_>,
        fields: &Fields,
        request: &ConferenceRequest,
        place: Option<&Whereabouts>,
        open_address: bool,
    ) -> Self {
        let file = reader.file;
        let names = Names::for_paper(reader.ctx.council);
        let seen = names.cover_form(visible(&form::CASE_REVIEW_REQUEST, &request.form, fields));
        let mut upper: BTreeMap<String, String> = BTreeMap::new();
        for field in form::CASE_REVIEW_REQUEST.fields() {
            if let Some(value) = seen.get(field.key) {
                upper.insert(field.key.to_owned(), words(value, &names));
            }
        }
        let submitted = calendar::jst_date(request.submitted_at);
        match seen.get(key::BIRTH_DATE) {
            Some(Value::Date(birth)) => {
                let age = calendar::age_words(*birth, submitted).unwrap_or_default();
                upper.insert(key::AGE.to_owned(), age);
            }
            Some(Value::EstimatedAge(age)) => {
                upper.insert(key::BIRTH_DATE.to_owned(), String::new());
                upper.insert(key::AGE.to_owned(), calendar::estimated_age_words(*age));
            }
            _ => {}
        }
        let ticked = seen.ticks(key::CLAUSE5_ITEM).to_vec();
        upper.remove(key::CLAUSE5_ITEM);
        upper.remove(key::CONSENT);
        let may_open = fields.whereabouts && reader.may(Action::SeeWhereabouts);
        let address = place
            .filter(|_| may_open && open_address)
            .map(|place| place.intake.text("address").to_owned())
            .filter(|address| !address.is_empty());
        let address_open = address.is_some();
        upper.insert(
            key::ADDRESS.to_owned(),
            address.unwrap_or_else(|| "非開示".to_owned()),
        );
        // P4 like the address: open on the same copy, else said to be withheld, never left blank.
        let wished = match place.filter(|_| address_open) {
            Some(place) => place
                .wished_places
                .get(&request.id)
                .cloned()
                .unwrap_or_default(),
            None => "非開示".to_owned(),
        };
        upper.insert(key::WISHED_PLACE.to_owned(), wished);
        let lower = request.report.as_ref().map(|report| {
            let seen = names.cover_form(visible(&form::CASE_REVIEW_REPORT, &report.form, fields));
            let mut lower: BTreeMap<String, String> = form::CASE_REVIEW_REPORT
                .fields()
                .filter_map(|field| {
                    seen.get(field.key)
                        .map(|v| (field.key.to_owned(), words(v, &names)))
                })
                .collect();
            // The room of the notice was checked to tell no place; what the report adds is P4.
            let held_at = place
                .filter(|_| address_open)
                .and_then(|place| place.held_at.get(&request.id).cloned())
                .or_else(|| request.convocation.as_ref().map(|c| c.room.clone()));
            lower.insert(key::HELD_AT.to_owned(), held_at.unwrap_or_default());
            if let Some(hers) = request
                .meeting
                .and_then(|id| file.meeting(id))
                .and_then(|meeting| meeting.her_attendance.as_ref())
                .filter(|hers| hers.mode.takes_part())
            {
                let line = format!("本人（{}）", hers.mode.label());
                let attendees = lower.entry(key::ATTENDEES.to_owned()).or_default();
                if !attendees.is_empty() {
                    attendees.push('\n');
                }
                attendees.push_str(&line);
            }
            lower
        });
        Self {
            case_no: file.no.clone(),
            upper,
            ticked,
            consent: matches!(request.form.get(key::CONSENT), Some(Value::Flag(true))),
            lower,
            address_open,
            may_open_address: may_open,
        }
    }
}

/// A value as the paper prints it.
pub(super) fn words(value: &Value, names: &Names<'_>) -> String {
    let span = |span: &Span| {
        format!(
            "{}{}～{}",
            calendar::wareki(span.from.date()),
            span.from.format("%H時%M分"),
            span.to.format("%H時%M分")
        )
    };
    match value {
        Value::Text(text) | Value::UnreadDate(text) => text.clone(),
        Value::Date(date) => calendar::wareki(*date).to_string(),
        Value::EstimatedAge(age) => calendar::estimated_age_words(*age),
        Value::Ticks(ticks) => ticks.join("、"),
        Value::Lines(lines) => lines
            .iter()
            .enumerate()
            .map(|(index, line)| format!("{}．{line}", index + 1))
            .collect::<Vec<_>>()
            .join("\n"),
        Value::Attendees(people) => people
            .iter()
            .map(|p| names.attendee(p))
            .collect::<Vec<_>>()
            .join("、"),
        Value::Spans(spans) => spans.iter().map(span).collect::<Vec<_>>().join("\n"),
        Value::People(people) => people
            .iter()
            .map(|p| p.name.clone())
            .collect::<Vec<_>>()
            .join("、"),
        Value::Agency(id) => names.agency_name(*id),
        Value::Staff(id) => names.person_name(*id),
        Value::Flag(flag) => if *flag { "はい" } else { "いいえ" }.to_owned(),
    }
}
