//! 控えを預ける: what lies on this device of people who are not signed in leaves it, sealed, to wait on the
//! server for whoever wrote it; and what waits there for who is signed in comes into the box, to be read and
//! decided. A device that is lost hears of it here and erases itself.

use std::cell::RefCell;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::id::{CommandId, DeviceId};
use domain::outbox::{Outbox, is_unknown};
use domain::wire::session::{self, Leave, Left, SealedCopy, TakeBack};
use domain::wire::{self, ApiError, Ask, MOST_COPIES};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use crate::staff::door::{Signed, door};
use crate::staff::{call, clock, kept, live, signin};

use super::{LATE, SOON, rows, tell};

/// Signs of copies that go together; one that is longer goes alone.
const MOST_SIGNS: usize = 128 * 1024;

thread_local! {
    /// What is being taken back, until the server has said so.
    static GOING: RefCell<Vec<CommandId>> = const { RefCell::new(Vec::new()) };
}

/// As long as this window is open. Called once.
pub fn keep_leaving() {
    let signed = door().signed;
    Effect::new(move |_| {
        if matches!(signed.get(), Signed::Out | Signed::Locked | Signed::Showing) {
            spawn_local(async {
                let mut wait = SOON;
                while !leave().await {
                    clock::pause(wait).await;
                    wait = (wait * 2).min(LATE);
                }
            });
        }
    });
    spawn_local(async {
        loop {
            clock::pause(LATE).await;
            leave().await;
        }
    });
}

/// Copies of what somebody who is signed in here sends anyway stay. Answers whether nothing is left to tell:
/// `false` where the server did not answer.
async fn leave() -> bool {
    let door = door();
    let inside = match door.signed.get_untracked() {
        Signed::In if !door.tried.get_untracked() => return true,
        // Whoever was here a moment ago may still be.
        Signed::Unknown => return true,
        signed => signed == Signed::In,
    };
    let Ok(mut next) = kept::copies().await else {
        return true;
    };
    if inside {
        rows().with_untracked(|here| {
            next.retain(|id| !here.has(*id));
        });
    }
    let device = kept::known_number().await.ok().flatten();
    // Who is signed in hears of a loss by the end of the session.
    if next.is_empty() && (inside || device.is_none()) {
        return true;
    }
    let Ok(lost) = leave_all(device, next).await else {
        return false;
    };
    if lost {
        erase(device).await;
    }
    true
}

/// Gives these away and hears whether the device is lost. One that cannot be taken holds up none behind it.
async fn leave_all(device: Option<DeviceId>, mut next: Vec<CommandId>) -> Result<bool, ApiError> {
    // Heard before anything long is carried: a lost device erases itself by the thinnest line.
    let mut lost = send(device, Vec::new(), false).await?.lost;
    let mut most = MOST_COPIES;
    while !next.is_empty() {
        let before = next.clone();
        let some = take_some(&mut next, most).await;
        let alone = some.len() <= 1;
        match send(device, some, false).await {
            Ok(left) => {
                for command in left.taken {
                    // One that stays is known by its number when it arrives again.
                    let _ = kept::drop_copy(command).await;
                }
                lost |= left.lost;
                most = MOST_COPIES;
            }
            // What is left stays, sealed, and is tried again.
            Err(error) if is_unknown(error.error) => {
                return if lost { Ok(true) } else { Err(error) };
            }
            // It stays where it is.
            Err(_) if alone => {}
            Err(_) => {
                next = before;
                most = 1;
                continue;
            }
        }
    }
    Ok(lost)
}

/// The device is lost: everything is dropped from every window, and erased. What could not be given away yet
/// stays, sealed, and is tried again.
async fn erase(device: Option<DeviceId>) {
    let door = door();
    signin::leave(door);
    live::session_changed();
    let erased = kept::erase().await.is_ok();
    door.erased.set(erased);
    // Only whoever reported the loss wants to know; it is as erased without that.
    let _ = send(device, Vec::new(), erased).await;
}

async fn send(
    device: Option<DeviceId>,
    copies: Vec<SealedCopy>,
    erased: bool,
) -> Result<Left, ApiError> {
    let asked = Leave {
        device,
        copies,
        erased,
    };
    call::post(session::LEAVE, &asked).await
}

/// The first of them, as many as go together.
async fn take_some(next: &mut Vec<CommandId>, most: usize) -> Vec<SealedCopy> {
    let mut some: Vec<SealedCopy> = Vec::new();
    let mut signs = 0;
    while let Some(command) = next.first().copied() {
        if let Ok(Some(copy)) = kept::copy(command).await {
            let sealed = STANDARD.encode(copy);
            signs += sealed.len();
            let full = signs > MOST_SIGNS || some.len() >= most;
            if full && !some.is_empty() {
                break;
            }
            some.push(SealedCopy { command, sealed });
        }
        next.remove(0);
    }
    some
}

/// Takes over what waits on the server for who is signed in. Nothing of it is sent before it was read.
pub async fn take_over() {
    let asked = wire::LeftEnvelopes {};
    let moment = rows().with_untracked(Outbox::moment);
    // The server may not have heard of these when it answers.
    let going = GOING.with_borrow(Clone::clone);
    let Ok(found) = call::post::<_, Vec<Value>>(wire::LeftEnvelopes::PATH, &asked).await else {
        return;
    };
    let stays = |envelope: &&Value| {
        let id = serde_json::from_value::<CommandId>(envelope["id"].clone());
        id.is_ok_and(|id| !going.contains(&id))
    };
    let found = found.iter().map(|left| &left["envelope"]).filter(stays);
    rows().update(|all| all.take_over(found, moment));
    tell();
}

/// It is not to be sent from anywhere: the server may have a copy of it.
pub(super) fn take_back(command: CommandId) {
    GOING.with_borrow_mut(|going| going.push(command));
    spawn_local(async move {
        // Where nothing answers it comes into the box again, to be taken back again.
        let _ = call::post::<_, Value>(session::TAKE_BACK, &TakeBack { command }).await;
        GOING.with_borrow_mut(|going| going.retain(|one| *one != command));
    });
}
