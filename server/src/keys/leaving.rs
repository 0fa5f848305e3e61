//! What leaves a device without its writer: sealed there for this server alone (HPKE, RFC 9180), so that a
//! device that is locked, lost or erased loses nothing and tells nothing.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::wire::session::{LEAVING, LeftCopy, SealedCopy};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256 as Exchange;
use hpke::{Deserializable, Kem, OpModeR, Serializable};
use zeroize::Zeroizing;

type PrivateKey = <Exchange as Kem>::PrivateKey;
type PublicKey = <Exchange as Kem>::PublicKey;
type Encapsulated = <Exchange as Kem>::EncappedKey;

/// The pair of keys. It cannot be printed.
pub struct Leaving {
    private: PrivateKey,
    public: PublicKey,
}

impl Leaving {
    pub(super) fn new(secret: &Zeroizing<[u8; 32]>) -> Self {
        let (private, public) = Exchange::derive_keypair(secret.as_slice());
        Self { private, public }
    }

    /// What devices seal to.
    pub fn public(&self) -> [u8; 32] {
        self.public.to_bytes().into()
    }

    /// The copy, if it was sealed for this server and for this command. Whether its writer is who it says
    /// is for the caller to find out.
    pub fn open(&self, copy: &SealedCopy) -> Option<LeftCopy> {
        let bytes = STANDARD.decode(&copy.sealed).ok()?;
        let (key, sealed) = bytes.split_at_checked(Encapsulated::size())?;
        let key = Encapsulated::from_bytes(key).ok()?;
        let clear = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, Exchange>(
            &OpModeR::Base,
            &self.private,
            &key,
            LEAVING,
            sealed,
            copy.command.0.as_bytes(),
        );
        let clear = Zeroizing::new(clear.ok()?);
        let left: LeftCopy = serde_json::from_slice(&clear).ok()?;
        (left.envelope.id == copy.command).then_some(left)
    }
}
