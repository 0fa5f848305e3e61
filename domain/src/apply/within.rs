//! A part of the case by its id, to change it; an id that is not there changes nothing.

use crate::case::CaseFile;
use crate::id::{MeetingId, PlanId, ProtectionId, RequestId};
use crate::meeting::Meeting;
use crate::plan::SupportPlan;
use crate::protection::Protection;
use crate::request::ConferenceRequest;

impl CaseFile {
    pub(super) fn in_request(
        &mut self,
        id: RequestId,
        change: impl FnOnce(&mut ConferenceRequest),
    ) {
        if let Some(request) = self.requests.iter_mut().find(|request| request.id == id) {
            change(request);
        }
    }

    pub(super) fn in_meeting(&mut self, id: MeetingId, change: impl FnOnce(&mut Meeting)) {
        if let Some(meeting) = self.meetings.iter_mut().find(|meeting| meeting.id == id) {
            change(meeting);
        }
    }

    pub(crate) fn in_plan(&mut self, id: PlanId, change: impl FnOnce(&mut SupportPlan)) {
        if let Some(plan) = self.plans.iter_mut().find(|plan| plan.id == id) {
            change(plan);
        }
    }

    pub(super) fn in_this_protection(
        &mut self,
        id: ProtectionId,
        change: impl FnOnce(&mut Protection),
    ) {
        if let Some(protection) = self.protections.iter_mut().find(|p| p.id == id) {
            change(protection);
        }
    }
}
