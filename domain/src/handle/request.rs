//! 開催要請から報告まで: the procedure of the Hokkaido 開催要領 第3, step by step.

use std::collections::BTreeSet;

use crate::calendar;
use crate::case::{CaseFile, Whereabouts};
use crate::command::{CaseCommand, SHORT_TEXT};
use crate::conference::ProgramMeeting;
use crate::consent::ConsentKind;
use crate::council::{ConsentRule, SharingRule};
use crate::event::CaseEvent;
use crate::form::{self, Attendee, FormData, Span, Value};
use crate::handle::{Context, at_most, fit, reason, text};
use crate::id::{AgencyId, MeetingId, RequestId};
use crate::meeting::{
    AgendaTemplate, Meeting, MeetingKind, MeetingRole, MeetingStatus, SharingBasis,
};
use crate::refusal::Refusal;
use crate::request::{
    ConferenceRequest, Convocation, PreparedRole, Report, RequestDecision, RequestStatus, Verdict,
};

pub(super) fn handle(
    file: &CaseFile,
    place: &Whereabouts,
    command: &CaseCommand,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    match command {
        CaseCommand::SubmitRequest { request, form } => {
            if file.request(*request).is_some() {
                return Err(Refusal::IdTaken);
            }
            may_submit(file, ctx)?;
            let (open, secret) = upper_half(file, place, form, ctx)?;
            let me = ctx.me()?;
            let mut events = vec![CaseEvent::RequestSubmitted {
                request: Box::new(ConferenceRequest {
                    id: *request,
                    status: RequestStatus::Submitted,
                    agency: me.agency,
                    submitted_by: me.id,
                    submitted_at: ctx.now,
                    form: open,
                    consent: file
                        .consent(ConsentKind::HoldCaseReview)
                        .filter(|consent| consent.in_force(ctx.today()))
                        .map(|consent| consent.id),
                    center_managed: me.agency == ctx.council.center,
                    decision: None,
                    roles: Vec::new(),
                    roles_agreed_by: None,
                    convocation: None,
                    meeting: None,
                    report: None,
                    filed: None,
                }),
            }];
            events.extend(wished_place(*request, &secret));
            events.extend(first_address(file, place, &secret, ctx)?);
            Ok(events)
        }
        CaseCommand::ResubmitRequest { request, form } => {
            let known = step(file, *request, RequestStatus::Submitted)?;
            own(known, ctx)?;
            consents(file, ctx)?;
            let (open, secret) = upper_half(file, place, form, ctx)?;
            let mut events = vec![CaseEvent::RequestResubmitted {
                request: *request,
                form: open,
            }];
            events.extend(wished_place(*request, &secret));
            events.extend(first_address(file, place, &secret, ctx)?);
            Ok(events)
        }
        CaseCommand::WithdrawRequest {
            request,
            reason: why,
        } => {
            let known = step(file, *request, RequestStatus::Withdrawn)?;
            own(known, ctx)?;
            reason(why)?;
            let mut events = vec![CaseEvent::RequestWithdrawn {
                request: *request,
                reason: why.clone(),
            }];
            events.extend(
                known
                    .meeting
                    .map(|meeting| CaseEvent::MeetingCancelled { meeting }),
            );
            Ok(events)
        }
        CaseCommand::DecideRequest {
            request,
            verdict,
            reason: why,
        } => {
            let to = match verdict {
                Verdict::Hold => RequestStatus::Approved,
                Verdict::Return => RequestStatus::Returned,
                Verdict::Decline => RequestStatus::Declined,
            };
            let known = step(file, *request, to)?;
            let me = ctx.me()?.id;
            // Not the same person as the requester, unless the case is the Center's own (§20).
            if known.submitted_by == me && !known.center_managed {
                return Err(Refusal::OwnRequest);
            }
            if *verdict == Verdict::Hold {
                consents(file, ctx)?;
            } else {
                reason(why)?;
            }
            Ok(vec![CaseEvent::RequestDecided {
                request: *request,
                decision: RequestDecision {
                    verdict: *verdict,
                    reason: why.clone(),
                    by: me,
                    at: ctx.now,
                },
            }])
        }
        CaseCommand::ProposeMeetingRoles { request, roles } => {
            let known = file.request(*request).ok_or(Refusal::NotFound)?;
            if !matches!(
                known.status,
                RequestStatus::Approved | RequestStatus::Postponed
            ) {
                return Err(Refusal::StepMissing);
            }
            chair_and_recorder(roles)?;
            let people: Vec<Attendee> = roles.iter().map(|role| role.person.clone()).collect();
            ctx.known_attendees(&people)?;
            invitable(file, &people, ctx)?;
            let mut events = vec![CaseEvent::MeetingRolesProposed {
                request: *request,
                roles: roles.clone(),
            }];
            // センター所管ケース: the Center agrees with itself.
            if known.agency == ctx.me()?.agency {
                events.push(CaseEvent::MeetingRolesAgreed {
                    request: *request,
                    by: ctx.me()?.id,
                });
            }
            Ok(events)
        }
        CaseCommand::AgreeMeetingRoles { request } => {
            let known = file.request(*request).ok_or(Refusal::NotFound)?;
            own(known, ctx)?;
            may_agree_roles(known)?;
            Ok(vec![CaseEvent::MeetingRolesAgreed {
                request: *request,
                by: ctx.me()?.id,
            }])
        }
        CaseCommand::Convene {
            request,
            meeting,
            span,
            room,
            invited,
            also_serves,
            template,
        } => {
            let ids = (*request, *meeting);
            let notice = (*span, room.as_str());
            let how = (also_serves, *template);
            convene(file, place, ids, notice, invited, how, ctx)
        }
        CaseCommand::PostponeMeeting {
            request,
            reason: why,
        } => {
            let known = step(file, *request, RequestStatus::Postponed)?;
            // What has begun is adjourned, not put off.
            let begun = known
                .meeting
                .and_then(|id| file.meeting(id))
                .is_some_and(|meeting| !meeting.status.may_become(MeetingStatus::Planned));
            if begun {
                return Err(Refusal::StepMissing);
            }
            reason(why)?;
            Ok(vec![CaseEvent::MeetingPostponed {
                request: *request,
                reason: why.clone(),
            }])
        }
        CaseCommand::SubmitReport { request, form } => {
            let known = step(file, *request, RequestStatus::Reported)?;
            own(known, ctx)?;
            fit(form::check(&form::CASE_REVIEW_REPORT, form, ctx.today()))?;
            let (open, secret) = form::split_by_class(&form::CASE_REVIEW_REPORT, form);
            let mut events = vec![CaseEvent::ReportSubmitted {
                request: *request,
                report: Report {
                    form: open,
                    by: ctx.me()?.id,
                    at: ctx.now,
                },
            }];
            if let Some(Value::Text(held_at)) = secret.get("held_at") {
                events.push(CaseEvent::HeldAtWritten {
                    request: *request,
                    place: held_at.clone(),
                });
            }
            Ok(events)
        }
        CaseCommand::FileReport { request } => {
            step(file, *request, RequestStatus::Filed)?;
            Ok(vec![CaseEvent::ReportFiled {
                request: *request,
                by: ctx.me()?.id,
            }])
        }
        _ => Err(Refusal::StepMissing),
    }
}

/// Whether a request can be sent at all: the consents, the member body, no other one open
/// (開催要領 第3; BR-002, BR-003, BR-011).
pub fn may_submit(file: &CaseFile, ctx: &Context<'_>) -> Result<(), Refusal> {
    let me = ctx.me()?;
    let member = ctx
        .council
        .agency(me.agency)
        .is_some_and(|agency| agency.is_member(ctx.today()));
    if !member && me.agency != ctx.council.center {
        return Err(Refusal::NotAMember);
    }
    if file
        .requests
        .iter()
        .any(|request| request.status.is_unheld())
    {
        return Err(Refusal::AlreadyOpenRequest);
    }
    consents(file, ctx)
}

/// Both consents, and the Center inside the scope, since the form itself carries personal data.
fn consents(file: &CaseFile, ctx: &Context<'_>) -> Result<(), Refusal> {
    let today = ctx.today();
    let hold = file.consent_status(ConsentKind::HoldCaseReview, today);
    if ctx.council.policy.consent_to_hold == ConsentRule::Required && !hold.in_force() {
        return Err(Refusal::ConsentToHoldMissing);
    }
    if ctx.council.policy.consent_to_share == SharingRule::Required {
        if !file
            .consent_status(ConsentKind::ShareToCaseReview, today)
            .in_force()
        {
            return Err(Refusal::ConsentToShareMissing);
        }
        let center_managed = ctx.me()?.agency == ctx.council.center;
        if !center_managed && file.shared_with(ctx.council.center, today).is_empty() {
            return Err(Refusal::CenterNotInScope);
        }
    }
    Ok(())
}

/// The checked upper half with what the program itself knows: the agency, the age, the consent tick.
fn upper_half(
    file: &CaseFile,
    place: &Whereabouts,
    form: &FormData,
    ctx: &Context<'_>,
) -> Result<(FormData, FormData), Refusal> {
    let me = ctx.me()?;
    let mut form = form.clone();
    form.set("requesting_agency", Value::Agency(me.agency));
    let consented = file
        .consent_status(ConsentKind::HoldCaseReview, ctx.today())
        .in_force();
    form.set("consent", Value::Flag(consented));
    // The paper asks for 住所; what the case already knows need not pass through the writer's hands.
    if form.text("address").trim().is_empty() && !place.intake.text("address").is_empty() {
        form.set(
            "address",
            Value::Text(place.intake.text("address").to_owned()),
        );
    }
    fit(form::check(&form::CASE_REVIEW_REQUEST, &form, ctx.today()))?;
    let people = form.attendees("attendee_scope").to_vec();
    ctx.known_attendees(&people)?;
    invitable(file, &people, ctx)?;
    let (open, secret) = form::split_by_class(&form::CASE_REVIEW_REQUEST, &form);
    Ok((open, secret))
}

/// An address that the case did not know yet.
fn first_address(
    file: &CaseFile,
    place: &Whereabouts,
    secret: &FormData,
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let typed = secret.text("address");
    if typed.trim().is_empty() || !place.intake.text("address").is_empty() {
        return Ok(Vec::new());
    }
    let mut events = Vec::new();
    // The first to write a place down is the first who may know; once there is a list, writing an
    // address is no way onto it, since the list opens the place of protection too.
    if file.place_knowers.is_empty() {
        let knowers = BTreeSet::from([ctx.me()?.id]);
        events.push(CaseEvent::PlaceKnowersNamed { knowers });
    }
    events.push(CaseEvent::IntakeSecretsWritten {
        form: place
            .intake
            .clone()
            .with("address", Value::Text(typed.to_owned())),
    });
    Ok(events)
}

fn wished_place(request: RequestId, secret: &FormData) -> Option<CaseEvent> {
    match secret.get("wished_place") {
        Some(Value::Text(place)) if !place.trim().is_empty() => {
            Some(CaseEvent::WishedPlaceWritten {
                request,
                place: place.clone(),
            })
        }
        _ => None,
    }
}

/// Nobody blocked, nobody she excluded or does not want, nobody outside her consent (BR-009, BR-011).
pub(super) fn invitable(
    file: &CaseFile,
    people: &[Attendee],
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    people
        .iter()
        .try_for_each(|person| one_invitable(file, person, ctx))
}

/// [`invitable`] for one person.
pub(super) fn one_invitable(
    file: &CaseFile,
    person: &Attendee,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    let blocked = file.blocks_in_force().any(|block| {
        block.covers_agency(person.agency)
            || person
                .staff
                .and_then(|id| ctx.council.person(id))
                .is_some_and(|staff| block.covers(staff))
    });
    // A blocked agency and one outside her scope are refused alike: nothing is told of a block.
    if blocked || file.is_excluded(person.agency) {
        return Err(Refusal::AgencyNotInScope);
    }
    if file.attendee_wishes.unwelcome.contains(&person.agency) {
        // Never told to those it is about: they learn no more than of an agency outside her scope.
        let own = ctx.me().is_ok_and(|me| me.agency == person.agency);
        return Err(match own {
            true => Refusal::AgencyNotInScope,
            false => Refusal::SheDoesNotWantThem,
        });
    }
    // Whoever handed the case over comes back as 担当者 or not at all.
    if person.staff.is_some_and(|id| file.has_handed_over(id)) {
        return Err(Refusal::NotInvitable);
    }
    let in_scope = !file.shared_with(person.agency, ctx.today()).is_empty();
    if ctx.council.policy.consent_to_share == SharingRule::Required
        && !holds_the_record(file, person)
        && !in_scope
    {
        return Err(Refusal::AgencyNotInScope);
    }
    Ok(())
}

/// Of the agency that keeps her record, or named for her case.
pub(super) fn holds_the_record(file: &CaseFile, person: &Attendee) -> bool {
    person.agency == file.agency_in_charge
        || person.agency == file.accepted_by
        || person.staff.is_some_and(|id| file.workers.contains(&id))
}

/// 第n回: meetings of one kind are numbered by themselves (BR-010).
pub(super) fn next_number(file: &CaseFile, kind: MeetingKind) -> u16 {
    let known = file.meetings.iter().filter(|known| known.kind == kind);
    u16::try_from(known.count())
        .unwrap_or(u16::MAX)
        .saturating_add(1)
}

/// What she last said, for the opening of the meeting.
pub(super) fn latest_wish(file: &CaseFile) -> String {
    let wish = file.wishes.last();
    wish.map(|wish| wish.words.clone()).unwrap_or_default()
}

/// Exactly one chair and one recorder (開催要領 第4 なお書き; BR-005).
fn chair_and_recorder(roles: &[PreparedRole]) -> Result<(), Refusal> {
    let count = |wanted| {
        roles
            .iter()
            .filter(|prepared| prepared.role == wanted)
            .count()
    };
    if count(MeetingRole::Chair) == 1 && count(MeetingRole::Recorder) == 1 {
        Ok(())
    } else {
        Err(Refusal::ChairAndRecorderMissing)
    }
}

/// Whether there is a proposal to agree to.
pub fn may_agree_roles(request: &ConferenceRequest) -> Result<(), Refusal> {
    let open = matches!(
        request.status,
        RequestStatus::Approved | RequestStatus::Postponed
    );
    if !open || request.roles.is_empty() || request.roles_agreed_by.is_some() {
        return Err(Refusal::StepMissing);
    }
    Ok(())
}

/// Whether the meeting can be called: consents still in force, roles agreed, her wishes asked.
pub fn may_convene(
    file: &CaseFile,
    request: &ConferenceRequest,
    ctx: &Context<'_>,
) -> Result<(), Refusal> {
    if !request.status.may_become(RequestStatus::Convened) {
        return Err(Refusal::StepMissing);
    }
    consents(file, ctx)?;
    if request.roles.is_empty() {
        return Err(Refusal::ChairAndRecorderMissing);
    }
    if request.roles_agreed_by.is_none() {
        return Err(Refusal::RolesNotAgreed);
    }
    if !file.attendee_wishes.recorded {
        return Err(Refusal::HerWishesMissing);
    }
    Ok(())
}

fn convene(
    file: &CaseFile,
    place: &Whereabouts,
    (request, meeting): (RequestId, MeetingId),
    (span, room): (Span, &str),
    invited: &[Attendee],
    (also_serves, template): (&BTreeSet<ProgramMeeting>, AgendaTemplate),
    ctx: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let known = file.request(request).ok_or(Refusal::NotFound)?;
    may_convene(file, known, ctx)?;
    let expected = known.meeting.unwrap_or(meeting);
    if expected != meeting || (known.meeting.is_none() && file.meeting(meeting).is_some()) {
        return Err(Refusal::IdTaken);
    }
    if span.from >= span.to || span.from < calendar::jst(ctx.now) {
        return Err(Refusal::PeriodMissing);
    }
    text(room, SHORT_TEXT)?;
    at_most(room, SHORT_TEXT)?;
    if tells_the_place(room, place, ctx) {
        return Err(Refusal::NoticeWouldTellThePlace);
    }
    // Whoever has a role is called too.
    let mut people: Vec<Attendee> = invited.to_vec();
    for prepared in &known.roles {
        if !people.contains(&prepared.person) {
            people.push(prepared.person.clone());
        }
    }
    ctx.known_attendees(&people)?;
    invitable(file, &people, ctx)?;
    let agencies: BTreeSet<AgencyId> = people.iter().map(|person| person.agency).collect();
    if agencies.len() < 2 {
        return Err(Refusal::TooFewAgencies);
    }
    let basis = match file
        .consent(ConsentKind::ShareToCaseReview)
        .filter(|c| c.in_force(ctx.today()))
    {
        Some(consent) => SharingBasis::Consent(consent.id),
        None => SharingBasis::Art15WomenAct {
            council: ctx.council.id,
        },
    };
    let number = match known.meeting.and_then(|id| file.meeting(id)) {
        Some(postponed) => postponed.number,
        None => next_number(file, MeetingKind::CaseReview),
    };
    let convocation = Convocation {
        span,
        room: room.to_owned(),
        invited: people.clone(),
        at: ctx.now,
        by: ctx.me()?.id,
    };
    let roles = known.roles.iter();
    let mut meeting = Meeting::begin(
        (meeting, number),
        basis,
        (span, room),
        people,
        roles.map(|role| (role.role, role.person.clone())).collect(),
        template.agenda(),
        latest_wish(file),
    );
    meeting.request = Some(request);
    meeting.also_serves.clone_from(also_serves);
    Ok(vec![CaseEvent::Convened {
        request,
        convocation,
        meeting: Box::new(meeting),
    }])
}

/// Whether the words of a notice contain a place of protection, an address or a secret agency.
pub(super) fn tells_the_place(room: &str, place: &Whereabouts, ctx: &Context<'_>) -> bool {
    let said = |secret: &str| {
        let secret = secret.trim();
        secret.chars().count() >= 2 && room.contains(secret)
    };
    place.places.values().any(|words| said(words))
        || said(place.intake.text("address"))
        || ctx
            .council
            .agencies
            .values()
            .filter(|agency| agency.secret)
            .any(|a| said(&a.name))
}

fn step(file: &CaseFile, id: RequestId, to: RequestStatus) -> Result<&ConferenceRequest, Refusal> {
    let known = file.request(id).ok_or(Refusal::NotFound)?;
    if known.status.may_become(to) {
        Ok(known)
    } else {
        Err(Refusal::StepMissing)
    }
}

/// Only the requesting agency (BR-005, BR-007).
fn own(request: &ConferenceRequest, ctx: &Context<'_>) -> Result<(), Refusal> {
    if ctx.me()?.agency == request.agency {
        Ok(())
    } else {
        Err(Refusal::RequestingAgencyOnly)
    }
}
