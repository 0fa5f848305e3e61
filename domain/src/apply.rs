//! 畳み込み: how a case changes with each event. Replaying all events gives the same case.

use chrono::{DateTime, Utc};

use crate::calendar;
use crate::case::{CaseFile, CaseStatus, Moved};
use crate::command::Actor;
use crate::consent::ConsentKind;
use crate::event::{CaseEvent, Happened};
use crate::ledger::LedgerSource;
use crate::meeting::{CaseRole, MeetingStatus, RoleAssignment};
use crate::plan::{AgreementExtent, PlanStatus};
use crate::posthoc::PosthocApproval;
use crate::protection::{Protection, ProtectionStatus};
use crate::record::{ContactRecord, LATE_DAYS, LATE_SHOWN, LateRecord};
use crate::request::{RequestStatus, Verdict};

mod intake;
mod within;

impl CaseFile {
    /// Folds one event; the only way a case changes. P4 events leave it as it is.
    pub fn apply(&mut self, happened: &Happened) {
        let Happened { by, at, what } = happened;
        let today = calendar::jst_date(*at);
        match what {
            CaseEvent::CaseAccepted { case } => *self = (**case).clone(),
            CaseEvent::LedgerKept { record } => {
                self.ledger
                    .records
                    .retain(|known| known.source != record.source);
                self.ledger.records.push((**record).clone());
                self.ledger.records.sort_by_key(|record| record.held_on);
            }
            CaseEvent::LedgerUndone { round } => self
                .ledger
                .records
                .retain(|known| known.source != LedgerSource::Round(*round)),
            CaseEvent::LedgerNoted { note } => self.ledger.note.clone_from(note),
            CaseEvent::IntakeCorrected { .. }
            | CaseEvent::AssessmentSaved { .. }
            | CaseEvent::FieldsConflicted { .. }
            | CaseEvent::ConflictSettled { .. }
            | CaseEvent::ConflictReopened { .. } => self.fold_paper(happened),
            CaseEvent::CaseMoved {
                from,
                to,
                referred_to,
                ..
            } => {
                if from.is_at_rest() {
                    self.timings.taken_up(*at);
                }
                self.referred_to = referred_to.or(self.referred_to);
                self.moves_to(*to, *by, *at);
            }
            CaseEvent::WorkerAssigned { staff } => {
                self.workers.insert(*staff);
            }
            CaseEvent::WorkerReleased { staff } => {
                self.workers.remove(staff);
            }
            CaseEvent::WishRecorded { wish } => self.wishes.push(wish.clone()),
            CaseEvent::AttendeeWishesRecorded { wishes } => self.attendee_wishes = wishes.clone(),
            // The timeline is a projection of its own: a case may have thousands of entries.
            CaseEvent::RecordWritten { record } => self.note_late(record, today),
            // One that a tablet brings later is no newer for it.
            CaseEvent::RiskJudged { record } => {
                let known = self.risk.as_ref();
                if known.is_none_or(|known| known.judged_at <= record.judged_at) {
                    self.risk = Some((**record).clone());
                }
            }
            CaseEvent::CaseJoined { joined } => self.joined.push(joined.clone()),
            CaseEvent::CaseJoinedTo { joined } => self.joined_to = Some(joined.clone()),
            CaseEvent::CaseParted { other } => {
                self.joined.retain(|joined| joined.case != *other);
                self.joined_to.take_if(|joined| joined.case == *other);
            }
            // A line of the timeline; what follows from it is for people to decide.
            CaseEvent::TakenAlongLost { .. } => {}
            CaseEvent::ChildNoticeDecided { notice } => self.child_notices.push(notice.clone()),
            CaseEvent::ConferenceTold { told } => {
                self.told
                    .retain(|known| known.conference != told.conference);
                self.told.push((**told).clone());
            }

            CaseEvent::ProtectionConsidered { protection } => {
                self.protections.push(Protection::considered(*protection));
            }
            CaseEvent::ProtectionRequested { protection } => {
                self.in_this_protection(*protection, |p| p.status = ProtectionStatus::Requested);
            }
            CaseEvent::ProtectionDecided {
                protection,
                grant,
                ground,
                mode,
                alternative,
            } => {
                self.in_this_protection(*protection, |p| {
                    p.status = if *grant {
                        ProtectionStatus::Decided
                    } else {
                        ProtectionStatus::Denied
                    };
                    p.ground = *ground;
                    p.mode = *mode;
                    p.alternative = Some(alternative.clone()).filter(|text| !text.is_empty());
                    p.decided_at = Some(*at);
                    p.decided_by = by.staff();
                });
            }
            CaseEvent::ProtectionStarted {
                protection,
                companions,
                planned_end,
                notes,
            } => {
                self.in_this_protection(*protection, |p| {
                    p.status = ProtectionStatus::InCare;
                    p.companions = *companions;
                    p.planned_end = *planned_end;
                    p.notes = notes.clone();
                    p.started_at = Some(*at);
                });
                if self.status.is_at_rest() {
                    self.timings.taken_up(*at);
                }
                self.status = CaseStatus::UnderProtection;
            }
            CaseEvent::ProtectionExtended {
                protection,
                planned_end,
                reason,
            } => {
                self.in_this_protection(*protection, |p| {
                    p.planned_end = Some(*planned_end);
                    p.extensions.push(reason.clone());
                });
            }
            CaseEvent::ProtectionEnded { protection, end } => {
                self.in_this_protection(*protection, |p| {
                    p.status = ProtectionStatus::Ended;
                    p.ended_at = Some(*at);
                    p.end = Some(end.clone());
                });
                if self.status == CaseStatus::UnderProtection && !self.in_protection() {
                    self.status = CaseStatus::Supporting;
                }
            }
            CaseEvent::PlaceKnowersNamed { knowers } => self.place_knowers = knowers.clone(),

            CaseEvent::ConsentRecorded { consent } => {
                let before = self.consent(consent.kind).filter(|c| c.in_force(today));
                let less = before.is_some_and(|before| !before.scope.is_within(&consent.scope));
                if less {
                    self.shake(consent.kind, *at);
                }
                self.consents.push((**consent).clone());
            }
            CaseEvent::ConsentChanged { consent, change } => {
                let known = self.consents.iter_mut().find(|c| c.id == *consent);
                if let Some(consent) = known {
                    consent.change(change.clone());
                    let kind = consent.kind;
                    self.shake(kind, *at);
                }
            }
            CaseEvent::StartedBeforeMeeting { report } => self.posthoc.push((**report).clone()),
            CaseEvent::PostHocApproved {
                report,
                meeting,
                by,
            } => {
                if let Some(known) = self.posthoc.iter_mut().find(|known| known.id == *report) {
                    known.approved = Some(PosthocApproval {
                        meeting: *meeting,
                        by: *by,
                        at: *at,
                    });
                }
            }
            CaseEvent::PostHocRejected { report, rejection } => {
                if let Some(known) = self.posthoc.iter_mut().find(|known| known.id == *report) {
                    known.rejected = Some(rejection.clone());
                }
            }
            CaseEvent::AgencyAsked { inquiry } => self.inquiries.push((**inquiry).clone()),
            CaseEvent::InquiryEnded { inquiry, to, end } => {
                if let Some(known) = self.inquiries.iter_mut().find(|known| known.id == *inquiry) {
                    known.status = *to;
                    known.end = Some(end.clone());
                }
            }
            CaseEvent::InquiryEndOpened { inquiry, by } => {
                if let Some(known) = self.inquiries.iter_mut().find(|known| known.id == *inquiry) {
                    known.end_opened = Some((*by, *at));
                }
            }
            CaseEvent::TsunagiRecorded { tsunagi } => self.tsunagi.push((**tsunagi).clone()),
            CaseEvent::TsunagiAnswered { record, answer } => {
                if let Some(known) = self.tsunagi.iter_mut().find(|known| known.id == *record) {
                    known.answer = Some(answer.clone());
                }
            }
            CaseEvent::TaskStepped { step } => self.task_steps.push(step.clone()),
            CaseEvent::OrderKept { .. }
            | CaseEvent::AddressProtectionKept { .. }
            | CaseEvent::AddressProtectionStepped { .. }
            | CaseEvent::StayKept { .. }
            | CaseEvent::ReminderTicked { .. } => self.watch.apply(happened),
            CaseEvent::TieRecorded { tie } => self.take_tie(tie),
            CaseEvent::TieChanged {
                tie,
                how,
                words,
                by,
            } => {
                if let Some(known) = self.ties.iter_mut().find(|known| known.id == *tie) {
                    known.how = *how;
                    known.words.clone_from(words);
                    known.by = *by;
                    known.at = *at;
                }
            }
            // The history keeps it; the picture does not.
            CaseEvent::TieEnded { tie, .. } => self.ties.retain(|known| known.id != *tie),
            CaseEvent::Handover { handover, what } => self.fold_handover(*handover, what),
            CaseEvent::Transfer { transfer, what } => self.fold_transfer(*transfer, what, *at),
            CaseEvent::BlockSet { block } => {
                // One that came from a record that is joined again was known before.
                self.blocks.retain(|known| known.id != block.id);
                self.blocks.push(block.clone());
            }
            CaseEvent::BlockLifted { block } => {
                if let Some(block) = self.blocks.iter_mut().find(|b| b.id == *block) {
                    block.lifted_at = Some(*at);
                }
            }
            CaseEvent::GlassBroken { opening } => self.break_glass.push(opening.clone()),
            CaseEvent::BreakGlassConfirmed { opening, by } => {
                if let Some(o) = self.break_glass.iter_mut().find(|o| o.id == *opening) {
                    o.confirmed = Some((*by, *at));
                }
            }
            CaseEvent::BreakGlassReviewed { opening, by } => {
                if let Some(o) = self.break_glass.iter_mut().find(|o| o.id == *opening) {
                    o.reviewed = Some((*by, *at));
                }
            }
            CaseEvent::DangerOfTellingRecorded { opening, by } => {
                if let Some(o) = self.break_glass.iter_mut().find(|o| o.id == *opening) {
                    o.danger_recorded_by.push(*by);
                }
            }

            CaseEvent::RequestSubmitted { request } => self.requests.push((**request).clone()),
            CaseEvent::RequestResubmitted { request, form } => {
                self.in_request(*request, |r| {
                    r.status = RequestStatus::Submitted;
                    r.form = form.clone();
                });
            }
            CaseEvent::RequestWithdrawn { request, .. } => {
                self.in_request(*request, |r| r.status = RequestStatus::Withdrawn);
            }
            CaseEvent::RequestDecided { request, decision } => {
                self.in_request(*request, |r| {
                    r.status = match decision.verdict {
                        Verdict::Hold => RequestStatus::Approved,
                        Verdict::Return => RequestStatus::Returned,
                        Verdict::Decline => RequestStatus::Declined,
                    };
                    r.decision = Some(decision.clone());
                });
            }
            CaseEvent::MeetingRolesProposed { request, roles } => {
                self.in_request(*request, |r| {
                    r.roles = roles.clone();
                    r.roles_agreed_by = None;
                });
            }
            CaseEvent::MeetingRolesAgreed { request, by } => {
                self.in_request(*request, |r| r.roles_agreed_by = Some((*by, *at)));
            }
            CaseEvent::Convened {
                request,
                convocation,
                meeting,
            } => {
                self.in_request(*request, |r| {
                    r.status = RequestStatus::Convened;
                    r.convocation = Some(convocation.clone());
                    r.meeting = Some(meeting.id);
                });
                let mut meeting = (**meeting).clone();
                if let Some(before) = self.meeting(meeting.id) {
                    meeting.keep_hers(before);
                }
                self.meetings.retain(|known| known.id != meeting.id);
                self.meetings.push(meeting);
            }
            CaseEvent::MeetingPostponed { request, .. } => {
                self.in_request(*request, |r| r.status = RequestStatus::Postponed);
                if let Some(meeting) = self.request(*request).and_then(|r| r.meeting) {
                    self.in_meeting(meeting, |m| m.status = MeetingStatus::Planned);
                }
            }
            CaseEvent::ReportSubmitted { request, report } => {
                self.in_request(*request, |r| {
                    r.status = RequestStatus::Reported;
                    r.report = Some(report.clone());
                });
            }
            CaseEvent::ReportFiled { request, by } => {
                self.in_request(*request, |r| {
                    r.status = RequestStatus::Filed;
                    r.filed = Some((*by, *at));
                });
            }

            CaseEvent::PlacedOnDay { meeting } => self.meetings.push((**meeting).clone()),
            CaseEvent::CalledForDay { meeting } => {
                self.in_meeting(*meeting, |m| m.status = MeetingStatus::Notified);
            }
            CaseEvent::MovedWithDay { meeting, planned } => self.in_meeting(*meeting, |m| {
                m.planned = *planned;
                m.status = MeetingStatus::Planned;
            }),
            CaseEvent::TakenOffDay { meeting, .. } => {
                self.in_meeting(*meeting, |m| m.status = MeetingStatus::Cancelled);
            }
            CaseEvent::PreparationDone { meeting, step } => {
                self.in_meeting(*meeting, |m| m.preparation.push(step.clone()));
            }

            CaseEvent::RoomCleared { meeting, by } => {
                self.in_meeting(*meeting, |m| m.cleared = Some((*by, *at)));
            }
            CaseEvent::MeetingOpened { meeting } => {
                let wished = self.attendance_wish(calendar::jst_date(*at)).cloned();
                self.in_meeting(*meeting, |m| {
                    m.status = MeetingStatus::InProgress;
                    m.opened_at = Some(*at);
                    m.her_choice = wished;
                    if let Some(first) = m.items.first_mut() {
                        first.started_at = Some(*at);
                    }
                });
            }
            CaseEvent::AttendanceRecorded {
                meeting,
                attendance,
            } => {
                self.in_meeting(*meeting, |m| m.attendance = attendance.clone());
            }
            CaseEvent::HerAttendanceRecorded {
                meeting,
                attendance,
            } => {
                self.in_meeting(*meeting, |m| m.her_attendance = Some(attendance.clone()));
            }
            CaseEvent::HerStatementRecorded { meeting, words } => {
                self.in_meeting(*meeting, |m| m.her_statement = words.clone());
            }
            CaseEvent::ItemStarted { meeting, item } => self.in_meeting(*meeting, |m| {
                for running in m.items.iter_mut() {
                    if running.started_at.is_some() && running.ended_at.is_none() {
                        running.ended_at = Some(*at);
                    }
                }
                if let Some(item) = m.items.get_mut(*item) {
                    item.started_at = item.started_at.or(Some(*at));
                    item.ended_at = None;
                }
            }),
            CaseEvent::ItemMinutesSet {
                meeting,
                item,
                minutes,
            } => self.in_meeting(*meeting, |m| {
                if let Some(item) = m.items.get_mut(*item) {
                    item.minutes = *minutes;
                }
            }),
            CaseEvent::EntryAdded { meeting, entry } => {
                self.in_meeting(*meeting, |m| m.entries.push(entry.clone()));
            }
            CaseEvent::Decided { meeting, decision } => {
                self.in_meeting(*meeting, |m| m.decisions.push(decision.clone()));
            }
            CaseEvent::RoleAssigned {
                meeting,
                assignment,
            } => {
                self.in_meeting(*meeting, |m| {
                    if assignment.role.is_single() {
                        m.assignments.retain(|known| known.role != assignment.role);
                    }
                    m.assignments.push(assignment.clone());
                });
                self.take_role(assignment);
            }
            CaseEvent::JudgedAtMeeting {
                meeting,
                risk,
                urgency,
            } => {
                self.in_meeting(*meeting, |m| m.risk = Some((*risk, *urgency)));
                if let Some(known) = &mut self.risk {
                    known.risk = *risk;
                    known.urgency = *urgency;
                }
            }
            CaseEvent::UnsettledRecorded { meeting, what } => {
                self.in_meeting(*meeting, |m| m.unsettled = Some(*what));
            }
            CaseEvent::NextDateSet { meeting, next } => {
                self.in_meeting(*meeting, |m| m.next_date = Some(*next));
            }
            CaseEvent::MeetingAdjourned { meeting } => {
                self.in_meeting(*meeting, |m| {
                    m.status = MeetingStatus::Adjourned;
                    m.adjourned_at = Some(*at);
                    for item in m.items.iter_mut() {
                        if item.started_at.is_some() && item.ended_at.is_none() {
                            item.ended_at = Some(*at);
                        }
                    }
                });
                let of_meeting = self.meeting(*meeting).and_then(|m| m.request);
                if let Some(request) = of_meeting {
                    self.in_request(request, |r| r.status = RequestStatus::Held);
                }
            }
            CaseEvent::MeetingCancelled { meeting } => {
                self.in_meeting(*meeting, |m| m.status = MeetingStatus::Cancelled);
            }
            CaseEvent::AttendeesRemoved { meeting, removed } => {
                self.in_meeting(*meeting, |m| {
                    m.invited.retain(|person| !removed.contains(person));
                    m.roles.retain(|(_, person)| !removed.contains(person));
                    m.narrowed_at = Some(*at);
                    // Of the day they still are.
                    if m.conference.is_some() {
                        m.apart.extend(removed.iter().cloned());
                    }
                });
            }
            CaseEvent::TookPart { meeting, what } => {
                self.in_meeting(*meeting, |m| m.take_part(what));
            }
            CaseEvent::MinutesConfirmed {
                meeting,
                her_version,
                by,
            } => {
                self.in_meeting(*meeting, |m| {
                    m.status = MeetingStatus::MinutesConfirmed;
                    m.her_version = her_version.clone();
                    m.confirmed_by = Some((*by, *at));
                });
            }
            CaseEvent::MinutesShared { meeting, with } => self.in_meeting(*meeting, |m| {
                m.status = MeetingStatus::Shared;
                m.shared_with = with.clone();
                m.shared_at = Some(*at);
            }),

            CaseEvent::PlanWritten {
                plan,
                kind,
                version,
                typed_at,
            } => self.fold_plan(happened.by, *plan, *kind, version, typed_at.unwrap_or(*at)),
            CaseEvent::SubPlanAttached { sub_plan } => {
                let new = (sub_plan.plan, sub_plan.item, sub_plan.kind);
                self.sub_plans
                    .retain(|known| !known.is_for(new.0, new.1, new.2));
                self.sub_plans.push((**sub_plan).clone());
            }
            CaseEvent::PlanShared { plan, version } => self.in_plan(*plan, |p| {
                p.status = PlanStatus::SharedWithWoman;
                if let Some(shown) = p.versions.iter_mut().find(|v| v.number == *version) {
                    shown.shared_at = shown.shared_at.or(Some(*at));
                }
            }),
            CaseEvent::CommentAnswered {
                plan,
                comment,
                answer,
            } => self.in_plan(*plan, |p| {
                if let Some(comment) = p.comments.iter_mut().find(|c| c.id == *comment) {
                    comment.answers.push(answer.clone());
                }
            }),
            CaseEvent::ItemReplied { plan, reply } => self.in_plan(*plan, |p| {
                p.replies.push(reply.clone());
                p.knows_by_speaking(reply.version, *at);
                p.hears_her(Some(reply.version), reply.at);
            }),
            CaseEvent::PlanCommented { plan, comment } => self.in_plan(*plan, |p| {
                p.comments.push(comment.clone());
                p.knows_by_speaking(comment.version, *at);
                p.hears_her(Some(comment.version), comment.at);
            }),
            CaseEvent::PlanAgreementGiven { plan, agreement } => self.in_plan(*plan, |p| {
                // Her word is kept whatever the plan's state; the state moves along its arrows only:
                // a confirmed version stays confirmed, a draft she has not seen stays a draft.
                let heard = match agreement.extent {
                    AgreementExtent::Whole => PlanStatus::WomanAgreed,
                    AgreementExtent::Part => PlanStatus::WomanAgreedInPart,
                    AgreementExtent::None => PlanStatus::WomanDeclined,
                    AgreementExtent::Later => PlanStatus::Commented,
                };
                if p.status.may_become(heard) {
                    p.status = heard;
                }
                p.agreement = Some(agreement.clone());
                p.knows_by_speaking(agreement.version, *at);
                p.no_agreement_reason = None;
            }),
            CaseEvent::HerPlan(event) => self.fold_her_plan(event, *at),
            CaseEvent::Translation(event) => self.translations.fold(event),
            CaseEvent::NoAgreementRecorded { plan, reason } => {
                self.in_plan(*plan, |p| p.no_agreement_reason = Some(reason.clone()));
            }
            CaseEvent::PlanSubmitted { plan } => {
                self.in_plan(*plan, |p| p.status = PlanStatus::Submitted);
            }
            CaseEvent::PlanConfirmed { plan, confirmation } => self.in_plan(*plan, |p| {
                p.status = PlanStatus::Confirmed;
                p.confirmed = Some(confirmation.clone());
            }),
            CaseEvent::Timing(event) => self.apply_timing(event, *by, *at),

            CaseEvent::IntakeSecretsWritten { .. }
            | CaseEvent::SchoolsSetAside { .. }
            | CaseEvent::PlaceWritten { .. }
            | CaseEvent::WishedPlaceWritten { .. }
            | CaseEvent::HeldAtWritten { .. }
            | CaseEvent::AddressProtectionSecretsWritten { .. }
            | CaseEvent::SafetyPlanWritten { .. } => {}
        }
    }

    /// Only that a record was late is folded, and only for so long as it is shown.
    fn note_late(&mut self, record: &ContactRecord, today: chrono::NaiveDate) {
        let kept = |late: &LateRecord| late.written_on + chrono::Days::new(LATE_SHOWN) >= today;
        self.late_records.retain(kept);
        let days = (today - calendar::jst_date(record.happened_at)).num_days();
        if days > LATE_DAYS {
            self.late_records.retain(|late| late.by != record.by);
            self.late_records.push(LateRecord {
                by: record.by,
                written_on: today,
            });
        }
    }

    /// A role begins; a role that only one agency holds ends for the one before.
    fn take_role(&mut self, assignment: &RoleAssignment) {
        for known in self.roles.iter_mut().filter(|known| known.until.is_none()) {
            let same_seat = known.role == assignment.role
                && (assignment.role.is_single() || known.agency == assignment.agency);
            if same_seat {
                known.until = Some(assignment.from);
            }
        }
        self.roles.push(assignment.clone());
        if assignment.role == CaseRole::AgencyInCharge {
            self.agency_in_charge = assignment.agency;
        }
    }

    /// Meetings to come that go by that consent have become narrower with it.
    fn shake(&mut self, kind: ConsentKind, at: DateTime<Utc>) {
        let going = self.meetings.iter_mut().filter(|m| m.status.is_unheld());
        for meeting in going.filter(|m| m.goes_by(kind)) {
            meeting.narrowed_at = Some(at);
        }
    }

    /// The card stands there now, and who put it there is told to a second mover.
    pub(crate) fn moves_to(&mut self, to: CaseStatus, by: Actor, at: DateTime<Utc>) {
        self.status = to;
        if let Actor::Staff(by) = by {
            self.moved = Some(Moved { by, to, at });
        }
    }
}
