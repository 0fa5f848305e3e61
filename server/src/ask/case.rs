//! One case: its page, timeline, request, meeting, plan, whereabouts, paper.

use axum::extract::State;
use domain::access::Action;
use domain::calendar::jst_date;
use domain::event::{CaseEvent, Happened};
use domain::id::CaseId;
use domain::refusal::Refusal;
use domain::view::along::{self, LEASE, Lease, TakenAlong};
use domain::view::handover::HandoverView;
use domain::view::{
    CaseView, Directory, MeetingView, Names, PlanView, RequestView, SheetView, Timeline,
    TimelineEntry, WhereaboutsView,
};
use domain::wire;
use futures::FutureExt;

use super::joined::beside;
use super::{refused, staff};
use crate::gate::{Opened, Reading, Shut, Who, open_case};
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::keys::CouncilKeys;
use crate::session::Session;
use crate::store::case_key::{self, With};
use crate::store::device::{self, AlongRecord};
use crate::store::timeline as rows;
use crate::store::{StoreError, read};
use crate::tomoni::Tomoni;

/// Entries of one page of the timeline.
const PAGE: usize = 30;
/// What is written down where a case goes with a tablet.
const TAKEN_ALONG: &str = "端末に持って出る";

pub(super) async fn open(
    t: &Tomoni,
    session: &Session,
    case: CaseId,
    action: Action,
    reading: Reading,
) -> Result<Opened, Shut> {
    let who = Who::Staff(staff(session));
    open_case(t, who, session.council, case, action, reading).await
}

/// Without her whereabouts, and with no reason to write down.
pub(super) async fn plainly(
    t: &Tomoni,
    session: &Session,
    case: CaseId,
    action: Action,
) -> Result<Opened, Shut> {
    open(t, session, case, action, Reading::default()).await
}

pub(super) async fn case(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Case>,
) -> Result<Json<CaseView>, Refused> {
    let opened = plainly(&t, &session, asked.case, Action::SeeCase).await?;
    Ok(Json(CaseView::of(
        &opened.reader(),
        opened.permit.fields(),
        opened.seq,
    )))
}

pub(super) async fn timeline(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Timeline>,
) -> Result<Json<Timeline>, Refused> {
    let opened = plainly(&t, &session, asked.case, Action::SeeCase).await?;
    let before = asked.before.and_then(|seq| i64::try_from(seq).ok());
    let page = page_of(&t, &session, &opened, before, &Reading::default()).await?;
    Ok(Json(page))
}

/// A case for a tablet that will have no network; the reading is written down as what it is.
pub(super) async fn along(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::TakeAlong>,
) -> Result<Json<TakenAlong>, Refused> {
    let reading = Reading {
        reason: Some(TAKEN_ALONG.to_owned()),
        ..Reading::default()
    };
    let beside = reading.clone();
    let opened = open(&t, &session, asked.case, Action::WriteRecord, reading).await?;
    let reader = staff(&session);
    let until = opened.now + LEASE;
    if let Some(device) = asked.device {
        let along = AlongRecord {
            device,
            staff: session.subject,
            case: asked.case.0,
            taken_at: opened.now,
            until,
        };
        let lost = t
            .writer
            .run(session.council, move |txn| {
                async move {
                    let lost = device::is_lost(txn.conn().await?, device).await?;
                    if !lost {
                        device::take_along(txn, &along);
                    }
                    Ok::<_, StoreError>(lost)
                }
                .boxed()
            })
            .await?;
        if lost {
            return Err(refused(Refusal::DeviceLost));
        }
    }
    let lease = asked.device.and_then(|device| {
        t.keyring.leasing().sign(&Lease {
            case: asked.case,
            device,
            staff: reader,
            until,
        })
    });
    let names = Names::within(&opened.council, reader, &opened.file);
    Ok(Json(TakenAlong {
        case: CaseView::of(&opened.reader(), opened.permit.fields(), opened.seq),
        timeline: page_of(&t, &session, &opened, None, &beside).await?,
        directory: Directory::of(&opened.council, &names, jst_date(opened.now)),
        plans: along::plans(&opened.reader()),
        meetings: along::meetings(&opened.reader()),
        hers: along::hers(&opened.reader()),
        at: Some(opened.now),
        until,
        lease,
    }))
}

async fn page_of(
    t: &Tomoni,
    session: &Session,
    opened: &Opened,
    before: Option<i64>,
    reading: &Reading,
) -> Result<Timeline, Refused> {
    let council = t.keyring.council(t.store.read(), session.council).await?;
    let mut entries = entries_of(t, &council, opened, before, None).await?;
    // What stands in the other records of hers is read with this, by whoever may read those as well.
    if opened.reader().may(Action::JoinCase) {
        for other in &opened.file.joined {
            if let Some(theirs) = beside(t, session, other.case, reading.clone()).await? {
                let from = Some(other.no.as_str());
                entries.extend(entries_of(t, &council, &theirs, before, from).await?);
            }
        }
        entries.sort_by_key(|(seq, _)| std::cmp::Reverse(*seq));
        // A judgement that both records bear is told once, where its words are.
        let mut told = Vec::new();
        for (_, entry) in entries.iter_mut().rev() {
            let risk = entry.as_ref().and_then(|entry| entry.risk.as_ref());
            let Some(of) = risk.map(|risk| (risk.judged_at, risk.by.clone(), risk.urgency)) else {
                continue;
            };
            if told.contains(&of) {
                *entry = None;
            } else {
                told.push(of);
            }
        }
    }
    let more = entries.len() >= PAGE;
    entries.truncate(PAGE);
    let next = entries.last().map(|(seq, _)| *seq).filter(|_| more);
    Ok(Timeline {
        entries: entries.into_iter().filter_map(|(_, entry)| entry).collect(),
        before: next,
    })
}

/// A page of what happened in one record, each with its place in the order; what is not for the reader
/// has a place and no words. `from`: its 番号, where it is read beside another that tells of the joining.
async fn entries_of(
    t: &Tomoni,
    council: &CouncilKeys,
    opened: &Opened,
    before: Option<i64>,
    from: Option<&str>,
) -> Result<Vec<(u64, Option<TimelineEntry>)>, Refused> {
    let keys = case_key::load(t.store.read(), council, opened.file.id.0, With::File)
        .await?
        .ok_or_else(Refused::not_found)?;
    let found = rows::of_case(t.store.read(), &keys, before, PAGE as u64).await?;
    let reader = opened.reader();
    let shown = found.iter().map(|entry| {
        let happened: Happened = read(&entry.body)?;
        let seq = u64::try_from(entry.seq).unwrap_or_default();
        let told = from.is_some() && matches!(happened.what, CaseEvent::CaseJoinedTo { .. });
        let shown = TimelineEntry::of(seq, &happened, &reader, opened.permit.fields());
        let shown = shown.filter(|_| !told).map(|entry| TimelineEntry {
            from: from.map(str::to_owned),
            ..entry
        });
        Ok((seq, shown))
    });
    shown
        .collect::<Result<_, StoreError>>()
        .map_err(Refused::from)
}

pub(super) async fn request(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Request>,
) -> Result<Json<RequestView>, Refused> {
    let opened = plainly(&t, &session, asked.case, Action::SeeRequest).await?;
    let request = opened
        .file
        .request(asked.request)
        .ok_or_else(Refused::not_found)?;
    Ok(Json(RequestView::of(
        &opened.reader(),
        opened.permit.fields(),
        request,
    )))
}

pub(super) async fn meeting(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Meeting>,
) -> Result<Json<MeetingView>, Refused> {
    let opened = plainly(&t, &session, asked.case, Action::SeeMeeting).await?;
    let meeting = opened
        .file
        .meeting(asked.meeting)
        .ok_or_else(Refused::not_found)?;
    Ok(Json(MeetingView::of(
        &opened.reader(),
        opened.permit.fields(),
        meeting,
    )))
}

pub(super) async fn plan(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Plan>,
) -> Result<Json<PlanView>, Refused> {
    let reading = Reading {
        place: true,
        reason: None,
        ..Reading::default()
    };
    let opened = open(&t, &session, asked.case, Action::SeePlan, reading).await?;
    let plan = opened
        .file
        .plan(asked.plan)
        .ok_or_else(Refused::not_found)?;
    let safety = opened
        .place
        .as_ref()
        .map(|place| place.safety_plans.get(&asked.plan).cloned())
        .map(Option::unwrap_or_default);
    Ok(Json(PlanView::of(
        &opened.reader(),
        opened.permit.fields(),
        plan,
        safety,
    )))
}

pub(super) async fn handover(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Handover>,
) -> Result<Json<HandoverView>, Refused> {
    let opened = plainly(&t, &session, asked.case, Action::SeeHandover).await?;
    Ok(Json(HandoverView::of(&opened.reader())))
}

/// P4: each opening with its reason, written down before it is shown.
pub(super) async fn whereabouts(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Whereabouts>,
) -> Result<Json<WhereaboutsView>, Refused> {
    let reason = given(&asked.reason)?;
    let reading = Reading {
        place: true,
        reason: Some(reason),
        ..Reading::default()
    };
    let opened = open(&t, &session, asked.case, Action::SeeWhereabouts, reading).await?;
    let place = opened.place.unwrap_or_default();
    Ok(Json(WhereaboutsView {
        intake: place.intake,
        places: place.places.into_iter().collect(),
        wished_places: place.wished_places.into_iter().collect(),
        held_at: place.held_at.into_iter().collect(),
        safety_plans: place.safety_plans.into_iter().collect(),
        measures: place.measures.into_iter().collect(),
    }))
}

pub(super) async fn sheet(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<wire::Sheet>,
) -> Result<Json<SheetView>, Refused> {
    let asked = Paper {
        case: asked.case,
        request: asked.request,
        open_address: asked.open_address,
    };
    Ok(Json(paper(&t, &session, asked).await?))
}

/// Which paper, and the reason to open the address on it.
pub(super) struct Paper {
    pub case: CaseId,
    pub request: domain::id::RequestId,
    pub open_address: Option<String>,
}

/// The paper for screen, PDF and XLSX: one road for all three.
pub(super) async fn paper(
    t: &Tomoni,
    session: &Session,
    asked: Paper,
) -> Result<SheetView, Refused> {
    let reason = asked.open_address.as_deref().map(given).transpose()?;
    let wants_address = reason.is_some();
    let reading = Reading {
        place: wants_address,
        reason,
        ..Reading::default()
    };
    let opened = open(t, session, asked.case, Action::PrintSheet, reading).await?;
    let reader = opened.reader();
    if wants_address && !reader.may(Action::SeeWhereabouts) {
        return Err(refused(Refusal::NotYourRole));
    }
    let request = opened
        .file
        .request(asked.request)
        .ok_or_else(Refused::not_found)?;
    Ok(SheetView::of(
        &reader,
        opened.permit.fields(),
        request,
        opened.place.as_ref(),
        wants_address,
    ))
}

/// A reason in words.
pub(super) fn given(reason: &str) -> Result<String, Refused> {
    let reason = reason.trim();
    let length = reason.chars().count();
    if length == 0 {
        return Err(refused(Refusal::ReasonMissing));
    }
    if length > domain::command::SHORT_TEXT {
        return Err(refused(Refusal::TextTooLong {
            max: domain::command::SHORT_TEXT,
        }));
    }
    Ok(reason.to_owned())
}
