//! Sealing 移管の資料: a file that opens with its passphrase only, wherever it lies on the way.
//!
//! The file is JSON text: `format`, `version`, the key derivation with its salt, the nonce and the sealed
//! bytes, in base64. The key is Argon2id over the passphrase as printed; the bytes are
//! XChaCha20-Poly1305, with `format` and `version` as associated data. The passphrase goes on a paper of
//! its own and is kept nowhere.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use domain::wire::session::SealedTransfer;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::ids::{NoRandomness, secret};
use crate::password::one_time_code;

/// Name and version of the file, bound to what is sealed.
pub const FORMAT: &str = "tomoni-transfer-sealed";
pub const VERSION: u8 = 1;
/// Memory of the key derivation in KiB: nobody waits for it but the one who makes the file.
pub const MEMORY: u32 = 65_536;
pub const PASSES: u32 = 3;

/// The file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedFile {
    pub format: String,
    pub version: u8,
    pub kdf: Kdf,
    pub nonce: String,
    pub sealed: String,
}

/// How the key is made of the passphrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kdf {
    pub name: String,
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
    pub salt: String,
}

/// Why nothing was sealed; tells nothing of what was to be.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    #[error("the key could not be derived")]
    Kdf,
    #[error("the package could not be sealed")]
    Seal,
    #[error("the file could not be written")]
    Shape(#[from] serde_json::Error),
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    #[error("the work was cut short")]
    Cut(#[from] tokio::task::JoinError),
}

/// Seals a package under a new passphrase of twenty signs (100 bits).
///
/// # Errors
/// [`TransferError`] if the machine is out of order.
pub async fn seal(body: Vec<u8>) -> Result<SealedTransfer, TransferError> {
    let body = Zeroizing::new(body);
    tokio::task::spawn_blocking(move || at_once(&body)).await?
}

fn at_once(body: &[u8]) -> Result<SealedTransfer, TransferError> {
    let passphrase = Zeroizing::new(format!("{}-{}", *one_time_code()?, *one_time_code()?));
    let salt = secret::<16>()?;
    let nonce = secret::<24>()?;
    let key = derive(passphrase.as_bytes(), salt.as_slice())?;
    let cipher = XChaCha20Poly1305::new_from_slice(key.as_slice());
    let aad = format!("{FORMAT} {VERSION}");
    let payload = Payload {
        msg: body,
        aad: aad.as_bytes(),
    };
    let sealed = cipher
        .map_err(|_| TransferError::Kdf)?
        .encrypt(&XNonce::from(*nonce), payload)
        .map_err(|_| TransferError::Seal)?;
    let file = SealedFile {
        format: FORMAT.to_owned(),
        version: VERSION,
        kdf: Kdf {
            name: "argon2id".to_owned(),
            memory_kib: MEMORY,
            passes: PASSES,
            lanes: 1,
            salt: BASE64_STANDARD.encode(salt.as_slice()),
        },
        nonce: BASE64_STANDARD.encode(nonce.as_slice()),
        sealed: BASE64_STANDARD.encode(sealed),
    };
    Ok(SealedTransfer {
        file: serde_json::to_string(&file)?,
        passphrase: passphrase.to_string(),
    })
}

fn derive(passphrase: &[u8], salt: &[u8]) -> Result<Zeroizing<[u8; 32]>, TransferError> {
    let params = Params::new(MEMORY, PASSES, 1, Some(32)).map_err(|_| TransferError::Kdf)?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase, salt, key.as_mut_slice())
        .map_err(|_| TransferError::Kdf)?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the other side opens it, from what the file says about itself.
    fn open(file: &str, passphrase: &str) -> Option<Vec<u8>> {
        let file: SealedFile = serde_json::from_str(file).ok()?;
        let bytes = |text: &str| BASE64_STANDARD.decode(text).ok();
        let key = derive(passphrase.as_bytes(), &bytes(&file.kdf.salt)?).ok()?;
        let cipher = XChaCha20Poly1305::new_from_slice(key.as_slice()).ok()?;
        let nonce: [u8; 24] = bytes(&file.nonce)?.try_into().ok()?;
        let aad = format!("{} {}", file.format, file.version);
        let payload = Payload {
            msg: &bytes(&file.sealed)?,
            aad: aad.as_bytes(),
        };
        cipher.decrypt(&XNonce::from(nonce), payload).ok()
    }

    #[tokio::test]
    async fn a_file_opens_with_its_own_passphrase_and_unchanged_only() {
        let body = "夜こわくない所".as_bytes().to_vec();
        let one = seal(body.clone()).await.unwrap();
        let other = seal(body.clone()).await.unwrap();
        assert_ne!(one.passphrase, other.passphrase);
        assert_eq!(one.passphrase.len(), 23);
        assert_eq!(open(&one.file, &one.passphrase), Some(body));
        assert_eq!(open(&one.file, &other.passphrase), None);
        assert!(!one.file.contains(&one.passphrase));
        let later = one.file.replace("\"version\":1", "\"version\":2");
        assert_ne!(later, one.file);
        assert_eq!(open(&later, &one.passphrase), None);
    }
}
