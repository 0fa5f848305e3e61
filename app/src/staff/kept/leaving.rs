//! 控え: a second copy of each envelope, sealed for the server alone (HPKE, RFC 9180). Nothing on this device
//! opens it again; it can leave while nobody is signed in, and its writer finds it on another device.

use domain::id::{CommandId, DeviceId, StaffId};
use domain::wire::session::{DeviceKey, LEAVING};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256 as Exchange;
use hpke::{Deserializable, Kem, OpModeS, Serializable};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::NotKept;

/// What this person's store on this device was told for its copies.
#[derive(Clone, Serialize, Deserialize)]
pub struct Leaving {
    pub(super) device: DeviceId,
    to: [u8; 32],
    pass: [u8; 32],
    /// By what the server's signature is known; none until a tablet of before meets the server.
    #[serde(default)]
    pub(super) lease: Option<String>,
}

impl Leaving {
    pub fn new(device: DeviceId, keys: &DeviceKey) -> Self {
        Self {
            device,
            to: keys.to,
            pass: keys.pass,
            lease: Some(keys.lease.clone()),
        }
    }

    /// The copy of one envelope: what is sealed is a [`domain::wire::session::LeftCopy`].
    ///
    /// # Errors
    /// Where the server's key is none.
    pub fn seal(
        &self,
        staff: StaffId,
        command: CommandId,
        envelope: &Value,
    ) -> Result<Vec<u8>, NotKept> {
        let copy = json!({
            "staff": staff,
            "device": self.device,
            "pass": self.pass,
            "envelope": envelope,
        });
        let clear = serde_json::to_vec(&copy).map_err(|_| NotKept)?;
        let to = <Exchange as Kem>::PublicKey::from_bytes(&self.to).map_err(|_| NotKept)?;
        let (key, sealed) = hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, Exchange>(
            &OpModeS::Base,
            &to,
            LEAVING,
            &clear,
            command.0.as_bytes(),
        )
        .map_err(|_| NotKept)?;
        let mut copy = key.to_bytes().to_vec();
        copy.extend(sealed);
        Ok(copy)
    }
}
