//! 端末: the list of the devices, what left one without its writer, and what lies on one no longer.

use std::collections::BTreeMap;

use axum::extract::State;
use domain::access::Action;
use domain::command::Envelope;
use domain::id::{CaseId, DeviceId, StaffId};
use domain::refusal::Refusal;
use domain::view::device::{DeviceHolder, DeviceLine, DeviceLoss, DevicesView, LeftEnvelope};
use domain::view::{CaseCard, Names};
use domain::wire;
use domain::wire::session::{PutBack, TakeBack};
use futures::FutureExt;

use super::staff;
use crate::audit::{self, Entry};
use crate::gate;
use crate::http::json::Json;
use crate::http::refusal::Refused;
use crate::http::who::Staff;
use crate::keys::{CouncilKeys, LinkToken};
use crate::session::Session;
use crate::store::device::{self, AlongRecord, DeviceRecord};
use crate::store::{StoreError, case_file, command_seen, left_envelope, read, turn, written};
use crate::submit::refused;
use crate::tomoni::Tomoni;

pub(super) async fn devices(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(_): Json<wire::Devices>,
) -> Result<Json<DevicesView>, Refused> {
    let me = staff(&session);
    let action = Action::ReportDeviceLost;
    let (_, council, subject) = gate::council_for(&t, me, session.council, action).await?;
    let whole = gate::council_for(&t, me, session.council, Action::ManageStaff).await;
    let own = match whole {
        Ok(_) => None,
        Err(_) => Some(session.subject),
    };
    let conn = t.store.read();
    let found = device::list(conn, session.council, own).await?;
    let ids: Vec<DeviceId> = found.iter().map(|found| found.id).collect();
    let along = device::taken_along(conn, &ids).await?;
    let keys = t.keyring.council(conn, session.council).await?;
    let mine = gate::tokens_of(&council, &subject, &keys).finds;
    let numbers = numbers(&t, &mine, (&keys, me), &along).await?;
    let names = Names::outside(&council, me);
    let mut lines: Vec<DeviceLine> = Vec::new();
    for found in found {
        let Some(holder) = holder(&found, &along, &numbers, &names) else {
            continue;
        };
        if let Some(line) = lines.iter_mut().find(|line| line.device == found.id) {
            line.holders.push(holder);
            continue;
        }
        let loss = found.loss.map(|loss| {
            let words = loss
                .words
                .map(|words| device::words(&keys, found.id, &words))
                .transpose()?;
            let words = words.unwrap_or_default();
            Ok::<_, StoreError>(DeviceLoss {
                at: loss.at,
                by: names.person_name(StaffId(loss.by)),
                words: names.cover(&String::from_utf8_lossy(&words)),
                erased_at: loss.erased_at,
            })
        });
        lines.push(DeviceLine {
            device: found.id,
            holders: vec![holder],
            loss: loss.transpose()?,
        });
    }
    Ok(Json(DevicesView { devices: lines }))
}

fn holder(
    found: &DeviceRecord,
    along: &[AlongRecord],
    numbers: &BTreeMap<CaseId, String>,
    names: &Names<'_>,
) -> Option<DeviceHolder> {
    let lies = along.iter().filter(|along| found.carries(along));
    let cases: Vec<CaseId> = lies.map(|along| CaseId(along.case)).collect();
    Some(DeviceHolder {
        person: names.person(StaffId(found.staff))?,
        first_seen: found.first_seen,
        last_seen: found.last_seen,
        cases: cases.len(),
        numbers: cases
            .iter()
            .filter_map(|case| numbers.get(case).cloned())
            .collect(),
    })
}

/// The numbers of the cases that the reader took along and may still find; no case is opened for it.
async fn numbers(
    t: &Tomoni,
    mine: &[LinkToken],
    (keys, me): (&CouncilKeys, StaffId),
    along: &[AlongRecord],
) -> Result<BTreeMap<CaseId, String>, StoreError> {
    let conn = t.store.read();
    let mut cases = Vec::new();
    for along in along.iter().filter(|along| along.staff == me.0) {
        if case_file::may_find(conn, keys.council(), along.case, mine).await? {
            cases.push(along.case);
        }
    }
    let found = case_file::cards(conn, keys, &cases).await?;
    found
        .iter()
        .map(|row| Ok((CaseId(row.id), read::<CaseCard>(&row.card)?.no)))
        .collect()
}

pub(super) async fn left(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(_): Json<wire::LeftEnvelopes>,
) -> Result<Json<Vec<LeftEnvelope>>, Refused> {
    at_work(&t, &session).await?;
    let conn = t.store.read();
    let keys = t.keyring.council(conn, session.council).await?;
    let found = left_envelope::of(conn, &keys, session.subject).await?;
    let left = found.into_iter().map(|(arrived_at, body)| {
        let envelope: Envelope = read(&body)?;
        Ok(LeftEnvelope {
            envelope,
            arrived_at,
        })
    });
    Ok(Json(left.collect::<Result<_, StoreError>>()?))
}

/// Whoever has left the post has left what waits here too.
async fn at_work(t: &Tomoni, session: &Session) -> Result<(), Refused> {
    let action = Action::ReportDeviceLost;
    gate::council_for(t, staff(session), session.council, action).await?;
    Ok(())
}

/// The writer does not want it to happen: whatever device still sends it gets that for an answer.
pub(super) async fn take_back(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<TakeBack>,
) -> Result<Json<()>, Refused> {
    at_work(&t, &session).await?;
    let keys = t.keyring.council(t.store.read(), session.council).await?;
    let (me, now, command) = (session.subject, t.clock.now(), asked.command);
    t.writer
        .run(session.council, move |txn| {
            async move {
                if left_envelope::whose(txn.conn().await?, command).await? != Some(me) {
                    return Ok::<_, StoreError>(());
                }
                left_envelope::forget(txn, command);
                if turn::begin(txn, &keys, command.0).await?.is_none() {
                    let answer = written(&refused(Refusal::TakenBack))?;
                    let actor = keys.actor(me);
                    command_seen::remember(txn, &keys, command.0, actor, None, &answer)?;
                }
                let entry = Entry {
                    actor: me,
                    action: "taken-back",
                    case: None,
                    detail: command.0.as_bytes(),
                };
                audit::append(txn, &keys, now, entry).await?;
                Ok(())
            }
            .boxed()
        })
        .await?;
    Ok(Json(()))
}

pub(super) async fn put_back(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<PutBack>,
) -> Result<Json<()>, Refused> {
    let me = session.subject;
    t.writer
        .run(session.council, move |txn| {
            async move {
                device::put_back(txn, asked.device, me, asked.case.0);
                Ok::<_, StoreError>(())
            }
            .boxed()
        })
        .await?;
    Ok(Json(()))
}
