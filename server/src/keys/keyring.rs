//! All council keys this process has unwrapped so far.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use domain::id::DeviceId;
use sea_orm::ConnectionTrait;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::council::{CouncilKeys, Tokens};
use super::leasing::Leasing;
use super::leaving::Leaving;
use super::master::MasterKey;
use super::seal::{Place, SealError, SealKey, Sealed};
use crate::search::fold;
use crate::store::{self, StoreError};

/// Opens and remembers the keys of councils. Cheap to clone; cannot be printed.
#[derive(Clone)]
pub struct Keyring(Arc<Ring>);

struct Ring {
    wrapping: SealKey,
    login: Tokens,
    device: Tokens,
    leasing: Leasing,
    leaving: Leaving,
    leaving_pass: Tokens,
    councils: RwLock<HashMap<Uuid, Arc<CouncilKeys>>>,
}

impl Keyring {
    /// The keyring under the operator's `master` key.
    pub fn new(master: &MasterKey) -> Self {
        Self(Arc::new(Ring {
            wrapping: master.wrapping(),
            login: Tokens::new(&master.login()),
            device: Tokens::new(&master.device()),
            leasing: Leasing::new(&master.leasing()),
            leaving: Leaving::new(&master.leaving()),
            leaving_pass: Tokens::new(&master.leaving_pass()),
            councils: RwLock::default(),
        }))
    }

    /// The keys of `council`, unwrapped once and kept for the life of the process.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if there is no such council; see [`StoreError`] for the rest.
    pub async fn council(
        &self,
        conn: &impl ConnectionTrait,
        council: Uuid,
    ) -> Result<Arc<CouncilKeys>, StoreError> {
        if let Some(keys) = self.known(council) {
            return Ok(keys);
        }
        let wrapped = store::council::wrapped_key(conn, council)
            .await?
            .ok_or(StoreError::Missing)?;
        let clear = self.0.wrapping.open(council_place(council), &wrapped)?;
        let mut key = zeroize::Zeroizing::new([0; 32]);
        if clear.len() != key.len() {
            return Err(SealError::Shape.into());
        }
        key.copy_from_slice(&clear);
        let keys = Arc::new(CouncilKeys::from_key(council, &SealKey::from_bytes(key)));
        self.0
            .councils
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(council, Arc::clone(&keys));
        Ok(keys)
    }

    /// Makes the key of a new council and wraps it.
    ///
    /// # Errors
    /// See [`SealError`].
    pub fn new_council(&self, council: Uuid) -> Result<(CouncilKeys, Sealed), SealError> {
        let key = SealKey::random()?;
        let wrapped = self
            .0
            .wrapping
            .seal(council_place(council), key.bytes().as_slice())?;
        Ok((CouncilKeys::from_key(council, &key), wrapped))
    }

    /// What stands in the database in place of a login name or a card's handle. Width, case and
    /// spaces do not matter.
    pub fn login_token(&self, name: &str) -> [u8; 32] {
        self.0.login.of(fold(name).as_bytes())
    }

    /// The server's half of the key of what `staff` has not sent yet from `device`: never kept there, so
    /// that a device without a session of that person cannot read it.
    pub fn device_key(&self, staff: Uuid, device: DeviceId) -> [u8; 32] {
        self.0.device.of(&store_name(staff, device))
    }

    /// What signs the terms of what devices take along.
    pub fn leasing(&self) -> &Leasing {
        &self.0.leasing
    }

    /// What opens a copy that left a device without its writer.
    pub fn leaving(&self) -> &Leaving {
        &self.0.leaving
    }

    /// What such a copy carries, so that nobody else's is taken for this person's.
    pub fn leaving_pass(&self, staff: Uuid, device: DeviceId) -> [u8; 32] {
        self.0.leaving_pass.of(&store_name(staff, device))
    }

    /// Whether a copy carries the pass of who it says has written it.
    pub fn is_leaving_pass(&self, staff: Uuid, device: DeviceId, pass: &[u8; 32]) -> bool {
        self.leaving_pass(staff, device).ct_eq(pass).into()
    }

    fn known(&self, council: Uuid) -> Option<Arc<CouncilKeys>> {
        self.0
            .councils
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&council)
            .cloned()
    }
}

/// One person's store on one device.
fn store_name(staff: Uuid, device: DeviceId) -> [u8; 32] {
    let mut name = [0; 32];
    name[..16].copy_from_slice(staff.as_bytes());
    name[16..].copy_from_slice(device.0.as_bytes());
    name
}

fn council_place(council: Uuid) -> Place<'static> {
    Place {
        table: "council",
        column: "wrapped_key",
        row: council,
    }
}
