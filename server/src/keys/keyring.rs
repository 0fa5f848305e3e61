//! All council keys this process has unwrapped so far.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::council::{CouncilKeys, Tokens};
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
    councils: RwLock<HashMap<Uuid, Arc<CouncilKeys>>>,
}

impl Keyring {
    /// The keyring under the operator's `master` key.
    pub fn new(master: &MasterKey) -> Self {
        Self(Arc::new(Ring {
            wrapping: master.wrapping(),
            login: Tokens::new(&master.login()),
            device: Tokens::new(&master.device()),
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
    pub fn device_key(&self, staff: Uuid, device: Uuid) -> [u8; 32] {
        let mut name = [0; 32];
        name[..16].copy_from_slice(staff.as_bytes());
        name[16..].copy_from_slice(device.as_bytes());
        self.0.device.of(&name)
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

fn council_place(council: Uuid) -> Place<'static> {
    Place {
        table: "council",
        column: "wrapped_key",
        row: council,
    }
}
