//! 端末: the keys of what lies on a device, and what leaves one without its writer.

use axum::extract::State;
use axum::http::StatusCode;
use domain::id::DeviceId;
use domain::refusal::Refusal;
use domain::wire::session::{Device, DeviceKey, Leave, Left, LeftCopy};
use domain::wire::{ErrorKind, MOST_COPIES, Outcome};
use futures::FutureExt;
use uuid::Uuid;

use super::json::Json;
use super::refusal::Refused;
use super::who::Staff;
use crate::store::left_envelope::NewLeft;
use crate::store::{StoreError, device, left_envelope, read, session, turn, written};
use crate::submit::refused;
use crate::tomoni::Tomoni;

/// The keys of the store of whoever is signed in on this device. What is asked under nobody's name is
/// nobody's key: the person is the one of the session.
///
/// # Errors
/// [`Refused`] for a device that is lost: it opens nothing any more and has to erase itself.
pub(super) async fn keys(
    State(t): State<Tomoni>,
    Staff(session): Staff,
    Json(asked): Json<Device>,
) -> Result<Json<DeviceKey>, Refused> {
    let (here, staff, council) = (asked.device, session.subject, session.council);
    let (token, now) = (session.token_hash, t.clock.now());
    let turns = t.keyring.council(t.store.read(), council).await?;
    let lost = t
        .writer
        .run(council, move |txn| {
            async move {
                // Asked in its turn: a loss that is reported at this moment is not passed by.
                turn::begin(txn, &turns, Uuid::nil()).await?;
                if device::is_lost(txn.conn().await?, here).await? {
                    return Ok::<_, StoreError>(true);
                }
                device::used(txn, here, staff, council, now);
                session::on_device(txn, token, here);
                Ok(false)
            }
            .boxed()
        })
        .await?;
    if lost {
        let refusal = Refusal::DeviceLost;
        let words = refusal.words();
        return Err(Refused::new(StatusCode::CONFLICT, ErrorKind::Refused, words).because(refusal));
    }
    Ok(Json(DeviceKey {
        key: t.keyring.device_key(staff, here),
        to: t.keyring.leaving().public(),
        pass: t.keyring.leaving_pass(staff, here),
        lease: t.keyring.leasing().public(),
    }))
}

/// Takes what leaves a device, and tells whether the device is lost. Nobody need be signed in: each copy is
/// sealed for this server and carries what only its writer's store was told. Nothing happens with it before
/// its writer says so (quarantine).
///
/// # Errors
/// [`Refused`] for too many at once, or where the server itself fails.
pub(super) async fn leave(
    State(t): State<Tomoni>,
    Json(asked): Json<Leave>,
) -> Result<Json<Left>, Refused> {
    if asked.copies.len() > MOST_COPIES {
        return Err(Refused::of_status(StatusCode::PAYLOAD_TOO_LARGE));
    }
    let mut taken = Vec::new();
    for copy in &asked.copies {
        let Some(left) = t.keyring.leaving().open(copy) else {
            continue;
        };
        if take(&t, left).await? {
            taken.push(copy.command);
        }
    }
    let lost = match asked.device {
        Some(here) => device::is_lost(t.store.read(), here).await?,
        None => false,
    };
    if let Some(here) = asked.device.filter(|_| lost && asked.erased) {
        note_erased(&t, here).await?;
    }
    Ok(Json(Left { taken, lost }))
}

/// Keeps one copy for its writer; what has happened or was taken back need not wait. What was refused waits: its
/// writer may not have heard of it. `false`: nobody's here.
async fn take(t: &Tomoni, left: LeftCopy) -> Result<bool, StoreError> {
    let (staff, from) = (left.staff.0, left.device);
    if !t.keyring.is_leaving_pass(staff, from, &left.pass) {
        return Ok(false);
    }
    let holders = device::holders(t.store.read(), from).await?;
    let Some(holder) = holders.into_iter().find(|holder| holder.staff == staff) else {
        return Ok(false);
    };
    let keys = t.keyring.council(t.store.read(), holder.council).await?;
    let now = t.clock.now();
    t.writer
        .run(holder.council, move |txn| {
            async move {
                let command = left.envelope.id;
                if let Some(seen) = turn::begin(txn, &keys, command.0).await? {
                    let taken_back = refused(Refusal::TakenBack);
                    if seen.seq.is_some() || read::<Outcome>(&seen.outcome)? == taken_back {
                        return Ok(true);
                    }
                }
                let body = written(&left.envelope)?;
                let left = NewLeft {
                    command,
                    staff,
                    device: from,
                    arrived_at: now,
                    body: &body,
                };
                left_envelope::keep(txn, &keys, &left)?;
                Ok(true)
            }
            .boxed()
        })
        .await
}

async fn note_erased(t: &Tomoni, from: DeviceId) -> Result<(), StoreError> {
    let now = t.clock.now();
    let holders = device::holders(t.store.read(), from).await?;
    let Some(holder) = holders.first() else {
        return Ok(());
    };
    t.writer
        .run(holder.council, move |txn| {
            async move {
                device::erased(txn, from, now);
                Ok(())
            }
            .boxed()
        })
        .await
}
