//! 受信箱: what waits for the reader, from the cases that have an open step and from the notices.

use axum::extract::State;
use domain::access::{Action, CaseFacts, Decision, Subject, decide};
use domain::calendar;
use domain::case::CaseFile;
use domain::conference::Conference;
use domain::handle::Context;
use domain::id::StaffId;
use domain::meeting::{Meeting, MeetingStatus, Preparation};
use domain::protection::ProtectionStatus;
use domain::request::RequestStatus;
use domain::view::conference::ConferenceLine;
use domain::view::{Inbox, InboxItem, InboxKind, Names, NextStep, Notice, asked_of, next_steps};
use domain::wire;

use super::conference;
use super::list::Reader;
use crate::gate::{self, Read, Who, read};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::store::case_file;
use crate::store::case_key::With;
use crate::store::conference::Kinds;
use crate::tomoni::Tomoni;

/// Cases that can wait at once; the most pressing come first.
const MOST: u64 = 500;
/// How long a notice stays after the meeting, in days.
const NOTICE_DAYS: i64 = 30;

pub(super) async fn inbox(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(_): Json<wire::Inbox>,
) -> Result<Json<Inbox>, Refused> {
    let reader = Reader::of(&t, &session).await?;
    let tokens = gate::tokens_of(&reader.council, &reader.subject, &reader.keys);
    let conn = t.store.read();
    let list = case_file::board(conn, session.council, &tokens.with_notice(), MOST).await?;
    let now = t.clock.now();
    // Around the turn of the year people are called to a meeting of the next.
    let year = calendar::fiscal_year(calendar::jst_date(now));
    let all = conference::opened(&t, &reader.keys, year..=year + 1, Kinds::All).await?;
    let mut items = Vec::new();
    let mut cases = Vec::new();
    for (case, card) in t.cards.of(conn, &reader.keys, &list).await? {
        let hidden = reader
            .council
            .person(reader.id)
            .is_none_or(|me| card.is_hidden_from(me));
        // A card without an open step of somebody's desk needs no opening.
        if hidden || !card.has_desk_work() {
            continue;
        }
        let open = case_file::load(conn, &reader.keys, case.0, With::File).await?;
        let Some(open) = open else { continue };
        let file: CaseFile = read(&open.body.body)?;
        let facts = CaseFacts::of(&file, &reader.council, &reader.subject, now);
        let desk = Desk {
            file: &file,
            facts: &facts,
            subject: &reader.subject,
            id: reader.id,
            days: &all,
        };
        let before = items.len();
        desk.collect(&reader.council, now, &mut items);
        if items.len() > before {
            cases.push(case);
        }
    }
    if !cases.is_empty() {
        let detail = Read {
            action: Action::SeeNotice,
            place: false,
            reason: None,
            cases,
        };
        let who = Who::Staff(reader.id);
        gate::note(&t, &reader.keys, who, "inbox", None, &detail).await?;
    }
    items.sort_by_key(|item| (item.due.is_none(), item.due, item.at));
    let conferences = ConferenceLine::notices(&all, &reader.council, &reader.subject, now);
    Ok(Json(Inbox { items, conferences }))
}

/// One case on one desk.
struct Desk<'a> {
    file: &'a CaseFile,
    facts: &'a CaseFacts,
    subject: &'a Subject,
    id: StaffId,
    /// Conferences, for the time of a slot.
    days: &'a [Conference],
}

impl Desk<'_> {
    /// A slot has its own time in the day.
    fn notice(&self, meeting: &Meeting, names: &Names<'_>) -> Notice {
        let mut notice = Notice::of(self.file, meeting, self.id, names);
        let day = meeting.conference.filter(|_| !notice.cancelled);
        let day = day.and_then(|id| self.days.iter().find(|day| day.id == id));
        let slots = day.map(Conference::timetable).unwrap_or_default();
        let mut slots = slots.into_iter();
        if let Some((_, span)) = slots.find(|(slot, _)| slot.meeting == meeting.id) {
            notice.span = span;
        }
        notice
    }

    fn may(&self, action: Action) -> bool {
        matches!(decide(self.subject, action, self.facts), Decision::Allow(_))
    }

    fn collect(
        &self,
        council: &domain::council::Council,
        now: chrono::DateTime<chrono::Utc>,
        items: &mut Vec<InboxItem>,
    ) {
        let today = calendar::jst_date(now);
        let steps = next_steps(self.file, &council.policy, today);
        let due = |wanted| {
            steps
                .iter()
                .find(|(step, _)| *step == wanted)
                .and_then(|(_, due)| *due)
        };
        let item = |kind, at| InboxItem {
            case: self.file.id,
            no: self.file.no.clone(),
            kind,
            request: None,
            meeting: None,
            plan: None,
            at,
            due: None,
            notice: None,
            inquiry: None,
        };
        for request in &self.file.requests {
            let own = self.subject.agency == Some(request.agency);
            let (kind, step) = match request.status {
                RequestStatus::Submitted | RequestStatus::UnderReview => {
                    (InboxKind::RequestToDecide, NextStep::DecideRequest)
                }
                RequestStatus::Returned if own => {
                    (InboxKind::RequestReturned, NextStep::MendRequest)
                }
                RequestStatus::Approved | RequestStatus::Postponed => {
                    if request.roles.is_empty() {
                        (InboxKind::RolesToPropose, NextStep::ProposeRoles)
                    } else if request.roles_agreed_by.is_none() {
                        (InboxKind::RolesToAgree, NextStep::AgreeRoles)
                    } else {
                        (InboxKind::ToConvene, NextStep::Convene)
                    }
                }
                RequestStatus::Held if own => (InboxKind::ReportToWrite, NextStep::WriteReport),
                RequestStatus::Reported => (InboxKind::ReportToFile, NextStep::FileReport),
                _ => continue,
            };
            let needs = match kind {
                InboxKind::RequestToDecide => Action::DecideRequest,
                InboxKind::RequestReturned => Action::SubmitRequest,
                InboxKind::RolesToPropose => Action::ProposeRoles,
                InboxKind::RolesToAgree => Action::AgreeRoles,
                InboxKind::ToConvene => Action::Convene,
                InboxKind::ReportToWrite => Action::SubmitReport,
                _ => Action::FileReport,
            };
            if self.may(needs) {
                items.push(InboxItem {
                    request: Some(request.id),
                    meeting: request.meeting,
                    due: due(step),
                    ..item(kind, request.submitted_at)
                });
            }
        }
        let names = Names::within(council, self.id, self.file);
        let ctx = Context {
            council,
            actor: self.subject.actor,
            now,
            occurred_at: now,
        };
        for inquiry in asked_of(self.file, self.subject, self.facts, &names, &ctx) {
            items.push(InboxItem {
                due: Some(inquiry.due),
                inquiry: Some(inquiry.clone()),
                ..item(InboxKind::InquiryToAnswer, inquiry.at)
            });
        }
        for meeting in self.file.meetings.iter().filter(|m| m.status.is_unheld()) {
            let last = meeting.preparation.last();
            let (kind, needs) = match last.map(|step| &step.what) {
                Some(Preparation::Returned { .. }) => {
                    (InboxKind::PreparationToMend, Action::PrepareAgain)
                }
                Some(Preparation::PreparedAgain { .. }) => {
                    (InboxKind::PreparationToCheck, Action::CheckPreparation)
                }
                _ => continue,
            };
            let own = self.subject.agency == Some(self.file.agency_in_charge);
            let for_me = own || needs == Action::PrepareAgain;
            if self.may(needs) && for_me {
                items.push(InboxItem {
                    meeting: Some(meeting.id),
                    due: Some(meeting.planned.from.date()),
                    ..item(kind, last.map_or(now, |step| step.at))
                });
            }
        }
        for meeting in self
            .file
            .meetings
            .iter()
            .filter(|meeting| meeting.invites(self.id))
        {
            let last_day = meeting.planned.to.date() + chrono::Duration::days(NOTICE_DAYS);
            if today > last_day {
                continue;
            }
            let convened = self
                .file
                .requested(meeting)
                .and_then(|request| request.convocation.as_ref())
                .map_or(now, |convocation| convocation.at);
            if matches!(
                meeting.status,
                MeetingStatus::Notified | MeetingStatus::InProgress | MeetingStatus::Cancelled
            ) {
                items.push(InboxItem {
                    meeting: Some(meeting.id),
                    due: Some(meeting.planned.from.date()),
                    notice: Some(self.notice(meeting, &names)),
                    ..item(InboxKind::Notice, convened)
                });
            }
            let shared = meeting.status == MeetingStatus::Shared
                && self
                    .subject
                    .agency
                    .is_some_and(|own| meeting.shared_with.contains(&own));
            if shared && self.may(Action::SeeMeeting) {
                items.push(InboxItem {
                    meeting: Some(meeting.id),
                    ..item(
                        InboxKind::MinutesShared,
                        meeting.adjourned_at.unwrap_or(convened),
                    )
                });
            }
        }
        let asked = self
            .file
            .protections
            .iter()
            .any(|p| p.status == ProtectionStatus::Requested);
        if asked && self.may(Action::DecideProtection) {
            items.push(InboxItem {
                due: Some(today),
                ..item(InboxKind::ProtectionToDecide, now)
            });
        }
        if self.may(Action::WritePlan) {
            for plan in &self.file.plans {
                if let Some(comment) = plan.waiting().next() {
                    items.push(InboxItem {
                        plan: Some(plan.id),
                        due: due(NextStep::AnswerHer),
                        ..item(InboxKind::CommentToAnswer, comment.at)
                    });
                }
            }
        }
        if self.may(Action::ConfirmBreakGlass) {
            let waiting = self
                .file
                .break_glass
                .iter()
                .filter(|opening| opening.confirmed.is_none() && opening.by != self.id);
            items.extend(waiting.map(|o| item(InboxKind::BreakGlassToConfirm, o.asked_at)));
        }
    }
}
