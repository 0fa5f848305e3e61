//! 持って出る期限: until when a device may read what it took along, signed, so that the device can tell a term that the
//! server gave from any other. ECDSA on P-256, because every browser verifies that itself.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::view::along::{Lease, SignedLease};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use zeroize::Zeroizing;

/// The key that signs. It cannot be printed.
pub struct Leasing(Option<SigningKey>);

impl Leasing {
    pub(super) fn new(secret: &Zeroizing<[u8; 32]>) -> Self {
        // One secret in four thousand million is no key of the curve; the next is.
        let key = (0..=u8::MAX).find_map(|turn| {
            let mut secret = secret.clone();
            secret[31] ^= turn;
            SigningKey::from_slice(secret.as_slice()).ok()
        });
        Self(key)
    }

    /// By what devices know the signature: a point in Base64, uncompressed.
    pub fn public(&self) -> String {
        let point = self
            .0
            .as_ref()
            .map(|key| key.verifying_key().to_sec1_point(false));
        point.map_or_else(String::new, |point| STANDARD.encode(point.as_bytes()))
    }

    /// The term, signed; none where it cannot be written.
    pub fn sign(&self, lease: &Lease) -> Option<SignedLease> {
        let text = serde_json::to_string(lease).ok()?;
        let seal: Signature = self.0.as_ref()?.try_sign(text.as_bytes()).ok()?;
        let seal = STANDARD.encode(seal.to_bytes());
        Some(SignedLease { text, seal })
    }
}
