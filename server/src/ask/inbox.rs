//! 受信箱: what waits for the reader, from the cases that have an open step and from the notices.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::State;
use chrono::NaiveDate;
use domain::access::{Action, CaseFacts};
use domain::calendar;
use domain::case::CaseFile;
use domain::conference::Conference;
use domain::handle::may_answer_objection;
use domain::her_plan::answer_due;
use domain::id::{CaseId, StaffId};
use domain::meeting::{Meeting, MeetingStatus, Preparation};
use domain::protection::ProtectionStatus;
use domain::request::RequestStatus;
use domain::view::conference::ConferenceLine;
use domain::view::handover::{HandoverLine, declined_handover, pending_handover};
use domain::view::watch::reminders_for;
use domain::view::{
    self, CaseCard, Inbox, InboxItem, InboxKind, NextStep, Notice, OwnTask, asked_of, news_of,
    next_steps,
};
use domain::watch::Watched;
use domain::wire;
use uuid::Uuid;

use super::list::Reader;
use super::{conference, matter};
use crate::gate::{self, Read, Who};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::keys::Clear;
use crate::store::{card_line, case_file, read};
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
    let shut_out = card_line::shut_out(conn, session.council).await?;
    let now = t.clock.now();
    let cards = t.cards.of(conn, &reader.keys, &list).await?;
    let me = reader.council.person(reader.id);
    let today = calendar::jst_date(now);
    let waiting: Vec<Uuid> = cards
        .iter()
        .filter(|(_, card)| me.is_some_and(|me| !card.is_hidden_from(me)))
        // A card without an open step of somebody's desk needs no opening.
        .filter(|(case, card)| {
            card.has_desk_work() || card.reminds(today) || shut_out.contains(&case.0)
        })
        .map(|(case, _)| case.0)
        .collect();
    let tasks = own_tasks(&reader, &cards, today);
    let files = case_file::files(conn, &reader.keys, &waiting).await?;
    let mut files: HashMap<Uuid, Clear> = files.into_iter().collect();
    let all = conference::told(&t, &reader.keys, now).await?;
    let mut items = Vec::new();
    let mut cases: Vec<CaseId> = tasks.iter().map(|task| task.case).collect();
    for case in waiting {
        // A case that went between the two questions is left out.
        let Some(file) = files.remove(&case) else {
            continue;
        };
        let file: CaseFile = read(&file)?;
        let facts = CaseFacts::of(&file, &reader.council, &reader.subject, now);
        let desk = Desk {
            case: view::Reader::of(&file, &reader.council, &reader.subject, &facts, now),
            id: reader.id,
            days: &all,
            shut_out: shut_out.contains(&case),
        };
        let before = items.len();
        desk.collect(&mut items);
        if items.len() > before {
            cases.push(CaseId(case));
        }
    }
    cases.sort_unstable();
    cases.dedup();
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
    let matters = matter::notices(&t, &reader, &all, now).await?;
    Ok(Json(Inbox {
        items,
        conferences,
        matters,
        tasks,
    }))
}

/// The reader's own tasks of all these cases, the longest overdue first; from the cards alone.
fn own_tasks(reader: &Reader, cards: &[(CaseId, Arc<CaseCard>)], today: NaiveDate) -> Vec<OwnTask> {
    let Some(me) = reader.council.person(reader.id) else {
        return Vec::new();
    };
    let mut tasks: Vec<OwnTask> = cards
        .iter()
        .filter(|(_, card)| !card.is_hidden_from(me))
        .flat_map(|(case, card)| card.own_tasks(*case, &reader.subject, me, today))
        .collect();
    tasks.sort_unstable();
    tasks
}

/// One case on one desk.
struct Desk<'a> {
    case: view::Reader<'a>,
    id: StaffId,
    /// Conferences, for the time of a slot.
    days: &'a [Conference],
    /// Her sign-in stands still; a guess may have done it, so nobody but her worker can open it again.
    shut_out: bool,
}

impl Desk<'_> {
    /// A slot has its own time in the day.
    fn notice(&self, meeting: &Meeting) -> Notice {
        let view::Reader { file, names, .. } = &self.case;
        let mut notice = Notice::of(file, meeting, self.id, names);
        notice.opens = self.case.may(Action::SeeMeeting);
        let day = meeting.conference.filter(|_| !notice.cancelled);
        let day = day.and_then(|id| self.days.iter().find(|day| day.id == id));
        let slots = day.map(Conference::timetable).unwrap_or_default();
        let mut slots = slots.into_iter();
        if let Some((_, span)) = slots.find(|(slot, _)| slot.meeting == meeting.id) {
            notice.span = span;
        }
        notice
    }

    /// A hand-over to answer, one that was declined, or her objection to one.
    fn handovers(&self) -> Vec<(InboxKind, HandoverLine)> {
        let pending = pending_handover(&self.case);
        let mut found = Vec::new();
        if let Some(line) = pending {
            if line.to_me && self.case.may(Action::AnswerHandover) {
                found.push((InboxKind::HandoverToAnswer, line.clone()));
            }
            let answers = self.case.may(Action::AnswerObjection)
                && may_answer_objection(self.case.file, &self.case.ctx).is_ok();
            if line.waits() && answers {
                found.push((InboxKind::ObjectionToAnswer, line));
            }
        }
        let declined = declined_handover(&self.case);
        found.extend(declined.map(|line| (InboxKind::HandoverDeclined, line)));
        found
    }

    fn collect(&self, items: &mut Vec<InboxItem>) {
        let view::Reader {
            file, subject, ctx, ..
        } = &self.case;
        let may = |action| self.case.may(action);
        let today = ctx.today();
        let steps = next_steps(file, &ctx.council.policy, today);
        let due = |wanted| {
            steps
                .iter()
                .find(|(step, _)| *step == wanted)
                .and_then(|(_, due)| *due)
        };
        let item = |kind, at| InboxItem {
            case: file.id,
            no: file.no.clone(),
            kind,
            request: None,
            meeting: None,
            plan: None,
            at,
            due: None,
            notice: None,
            inquiry: None,
            reminder: None,
            handover: None,
        };
        for request in &file.requests {
            let own = subject.agency == Some(request.agency);
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
            if may(needs) {
                items.push(InboxItem {
                    request: Some(request.id),
                    meeting: request.meeting,
                    due: due(step),
                    ..item(kind, request.submitted_at)
                });
            }
        }
        for inquiry in asked_of(&self.case) {
            items.push(InboxItem {
                due: Some(inquiry.due),
                inquiry: Some(inquiry.clone()),
                ..item(InboxKind::InquiryToAnswer, inquiry.at)
            });
        }
        for inquiry in news_of(&self.case) {
            let at = inquiry.end.as_ref().map_or(inquiry.at, |end| end.at);
            items.push(InboxItem {
                inquiry: Some(inquiry),
                ..item(InboxKind::InquiryAnswered, at)
            });
        }
        for (kind, line) in self.handovers() {
            items.push(InboxItem {
                due: Some(line.on).filter(|_| kind == InboxKind::HandoverToAnswer),
                handover: Some(line.clone()),
                ..item(kind, line.at)
            });
        }
        for meeting in file.meetings.iter().filter(|m| m.status.is_unheld()) {
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
            let own = subject.agency == Some(file.agency_in_charge);
            let for_me = own || needs == Action::PrepareAgain;
            if may(needs) && for_me {
                items.push(InboxItem {
                    meeting: Some(meeting.id),
                    due: Some(meeting.planned.from.date()),
                    ..item(kind, last.map_or(ctx.now, |step| step.at))
                });
            }
        }
        for meeting in file
            .meetings
            .iter()
            .filter(|meeting| meeting.invites(self.id))
        {
            let last_day = meeting.planned.to.date() + chrono::Duration::days(NOTICE_DAYS);
            if today > last_day {
                continue;
            }
            let convened = file
                .requested(meeting)
                .and_then(|request| request.convocation.as_ref())
                .map_or(ctx.now, |convocation| convocation.at);
            if matches!(
                meeting.status,
                MeetingStatus::Notified | MeetingStatus::InProgress | MeetingStatus::Cancelled
            ) {
                items.push(InboxItem {
                    meeting: Some(meeting.id),
                    due: Some(meeting.planned.from.date()),
                    notice: Some(self.notice(meeting)),
                    ..item(InboxKind::Notice, convened)
                });
            }
            let shared = meeting.status == MeetingStatus::Shared
                && subject
                    .agency
                    .is_some_and(|own| meeting.shared_with.contains(&own));
            if shared && may(Action::SeeMeeting) {
                items.push(InboxItem {
                    meeting: Some(meeting.id),
                    ..item(
                        InboxKind::MinutesShared,
                        meeting.adjourned_at.unwrap_or(convened),
                    )
                });
            }
        }
        if self.shut_out && may(Action::GiveCard) {
            items.push(item(InboxKind::CardToGive, ctx.now));
        }
        let asked = file
            .protections
            .iter()
            .any(|p| p.status == ProtectionStatus::Requested);
        if asked && may(Action::DecideProtection) {
            items.push(InboxItem {
                due: Some(today),
                ..item(InboxKind::ProtectionToDecide, ctx.now)
            });
        }
        if may(Action::WritePlan) {
            for plan in &file.plans {
                let (wrong, said): (Vec<_>, Vec<_>) =
                    plan.waiting().partition(|comment| comment.line.is_some());
                for (kind, waiting) in [
                    (InboxKind::CommentToAnswer, said),
                    (InboxKind::WrongToAnswer, wrong),
                ] {
                    if let Some(at) = waiting.iter().map(|comment| comment.at).min() {
                        items.push(InboxItem {
                            plan: Some(plan.id),
                            due: Some(answer_due(at)),
                            ..item(kind, at)
                        });
                    }
                }
            }
            for (meeting, at) in file.her_noes(ctx.now) {
                items.push(InboxItem {
                    meeting: Some(meeting),
                    ..item(InboxKind::HerNo, at)
                });
            }
            if let Some(at) = file.waiting_items().map(|item| item.at).min() {
                items.push(InboxItem {
                    plan: file.current_plan().map(|plan| plan.id),
                    due: Some(answer_due(at)),
                    ..item(InboxKind::HerItemToAnswer, at)
                });
            }
        }
        self.remind(items, item(InboxKind::DateNear, ctx.now));
        if may(Action::ConfirmBreakGlass) {
            let waiting = file
                .break_glass
                .iter()
                .filter(|opening| opening.confirmed.is_none() && opening.by != self.id);
            items.extend(waiting.map(|o| item(InboxKind::BreakGlassToConfirm, o.asked_at)));
        }
    }

    /// Days that are near or past.
    fn remind(&self, items: &mut Vec<InboxItem>, item: InboxItem) {
        for date in reminders_for(&self.case) {
            let kind = match date.of {
                Watched::Task(_) => InboxKind::TaskToDo,
                _ => InboxKind::DateNear,
            };
            items.push(InboxItem {
                kind,
                due: Some(date.day),
                reminder: Some(date.of),
                ..item.clone()
            });
        }
    }
}
