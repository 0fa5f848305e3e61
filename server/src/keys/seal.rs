//! Sealing one value: XChaCha20-Poly1305, bound to the place where the value lies.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::ids::{NoRandomness, secret};

/// What was sealed, readable again; wiped from memory when dropped.
pub type Clear = Zeroizing<Vec<u8>>;

const VERSION: u8 = 1;
const KEY_ID: usize = 8;
const NONCE: usize = 24;
const HEAD: usize = 1 + KEY_ID + NONCE;

/// A sealed value as it lies in a column:
/// version (1 byte) ‖ key id (8) ‖ nonce (24) ‖ ciphertext and tag.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl Sealed {
    /// Takes the bytes of a column.
    pub fn from_column(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes for the column.
    pub fn into_column(self) -> Vec<u8> {
        self.0
    }
}

/// Where a sealed value lies. A value moved to another row or column no longer opens.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// Table.
    pub table: &'a str,
    /// Column.
    pub column: &'a str,
    /// The row's identifier.
    pub row: Uuid,
}

impl Place<'_> {
    fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.table.len() + self.column.len() + 18);
        out.extend_from_slice(self.table.as_bytes());
        out.push(0);
        out.extend_from_slice(self.column.as_bytes());
        out.push(0);
        out.extend_from_slice(self.row.as_bytes());
        out
    }
}

/// Why a value could not be sealed or opened. Tells nothing about the value.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The bytes are no sealed value, or of a version this program does not know.
    #[error("not a sealed value of a known version")]
    Shape,
    /// Sealed under a key other than the one given.
    #[error("sealed under another key")]
    OtherKey,
    /// Changed, or moved from the place where it was sealed.
    #[error("sealed value does not open")]
    Broken,
    /// No random bytes for a nonce or a key.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

/// A key that seals and opens. It cannot be printed and is wiped when dropped.
#[derive(Clone)]
pub struct SealKey {
    key: Zeroizing<[u8; 32]>,
    id: [u8; KEY_ID],
}

impl SealKey {
    /// A key from its 32 bytes. Its id is a hash of them and tells nothing about them.
    pub(super) fn from_bytes(key: Zeroizing<[u8; 32]>) -> Self {
        // One block of SHA-256: a list of a thousand cases unwraps a thousand keys.
        let sum = Sha256::new()
            .chain_update(b"tomoni key id")
            .chain_update(key.as_slice())
            .finalize();
        let mut id = [0; KEY_ID];
        id.copy_from_slice(&sum[..KEY_ID]);
        Self { key, id }
    }

    /// A new random key.
    pub(super) fn random() -> Result<Self, SealError> {
        Ok(Self::from_bytes(secret::<32>()?))
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.key
    }

    /// Seals `clear` for `place`.
    ///
    /// # Errors
    /// [`SealError::NoRandomness`] if there is no nonce to be had.
    pub fn seal(&self, place: Place<'_>, clear: &[u8]) -> Result<Sealed, SealError> {
        let nonce = secret::<NONCE>()?;
        let aad = place.bytes();
        let payload = Payload {
            msg: clear,
            aad: &aad,
        };
        let closed = self
            .cipher()
            .encrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| SealError::Broken)?;
        let mut out = Vec::with_capacity(HEAD + closed.len());
        out.push(VERSION);
        out.extend_from_slice(&self.id);
        out.extend_from_slice(nonce.as_slice());
        out.extend_from_slice(&closed);
        Ok(Sealed(out))
    }

    /// Opens what was sealed for `place` under this key.
    ///
    /// # Errors
    /// See [`SealError`].
    pub fn open(&self, place: Place<'_>, sealed: &Sealed) -> Result<Clear, SealError> {
        let bytes = sealed.0.as_slice();
        if bytes.len() < HEAD || bytes[0] != VERSION {
            return Err(SealError::Shape);
        }
        if bytes[1..=KEY_ID] != self.id {
            return Err(SealError::OtherKey);
        }
        let mut nonce = [0; NONCE];
        nonce.copy_from_slice(&bytes[1 + KEY_ID..HEAD]);
        let aad = place.bytes();
        let payload = Payload {
            msg: &bytes[HEAD..],
            aad: &aad,
        };
        self.cipher()
            .decrypt(&XNonce::from(nonce), payload)
            .map(Zeroizing::new)
            .map_err(|_| SealError::Broken)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(self.bytes().into())
    }
}

/// Derives 32 bytes for one `purpose` from a key (HKDF-SHA-256).
pub(super) fn derive(key: &[u8], purpose: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new([0; 32]);
    // 32 bytes are far below the limit of 255 blocks, the only reason to refuse.
    let done = Hkdf::<Sha256>::new(None, key).expand(purpose, out.as_mut_slice());
    debug_assert!(done.is_ok());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: Uuid = Uuid::from_u128(1);
    const HERE: Place<'static> = Place {
        table: "case_file",
        column: "card",
        row: ROW,
    };

    #[test]
    fn what_was_sealed_opens_only_in_its_own_place_and_under_its_own_key() {
        let key = SealKey::random().unwrap();
        let sealed = key.seal(HERE, "渡邉".as_bytes()).unwrap();
        assert_eq!(
            key.open(HERE, &sealed).unwrap().as_slice(),
            "渡邉".as_bytes()
        );

        for elsewhere in [
            Place {
                table: "case_body",
                ..HERE
            },
            Place {
                column: "body",
                ..HERE
            },
            Place {
                row: Uuid::from_u128(2),
                ..HERE
            },
        ] {
            assert!(matches!(
                key.open(elsewhere, &sealed),
                Err(SealError::Broken)
            ));
        }
        let other = SealKey::random().unwrap();
        assert!(matches!(
            other.open(HERE, &sealed),
            Err(SealError::OtherKey)
        ));
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let key = SealKey::random().unwrap();
        let sealed = key.seal(HERE, b"abc").unwrap().into_column();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(key.open(HERE, &Sealed::from_column(changed)).is_err());
        }
        assert!(key.open(HERE, &Sealed::from_column(Vec::new())).is_err());
    }

    #[test]
    fn the_same_value_never_seals_alike() {
        let key = SealKey::random().unwrap();
        assert!(key.seal(HERE, b"abc").unwrap() != key.seal(HERE, b"abc").unwrap());
    }
}
