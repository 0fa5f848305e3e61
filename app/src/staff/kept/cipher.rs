//! 封: AES-256-GCM by the browser (WebCrypto), bound to the place where a row lies.

use argon2::{Algorithm, Argon2, Params, Version};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::NotKept;

/// Bytes of the number that is used once; it stands before the sealed bytes.
const NONCE: usize = 12;
const NAME: &str = "AES-GCM";
/// KiB and rounds of Argon2id (security.md §4.6).
const MEMORY: u32 = 64 * 1024;
const ROUNDS: u32 = 3;

/// A key that the browser holds and does not give out.
#[derive(Clone)]
pub struct Key(CryptoKey);

impl Key {
    /// # Errors
    /// Where the browser has no WebCrypto, or for another length than 32 bytes.
    pub async fn from_bytes(bytes: &[u8]) -> Result<Self, NotKept> {
        let raw = Uint8Array::from(bytes);
        let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
        let made = subtle()?
            .import_key_with_str("raw", &raw, NAME, false, &uses)
            .map_err(|_| NotKept)?;
        let made = JsFuture::from(made).await;
        // The copy that JavaScript saw.
        raw.fill(0, 0, raw.length());
        let made = made.map_err(|_| NotKept)?;
        Ok(Self(made.dyn_into().map_err(|_| NotKept)?))
    }

    /// # Errors
    /// Where the browser refuses.
    pub async fn seal(&self, place: &str, clear: &[u8]) -> Result<Vec<u8>, NotKept> {
        let nonce = random::<NONCE>()?;
        let how = how(&nonce, place)?;
        let sealed = subtle()?
            .encrypt_with_object_and_u8_array(&how, &self.0, clear)
            .map_err(|_| NotKept)?;
        let mut out = nonce.to_vec();
        out.extend(bytes(sealed).await?);
        Ok(out)
    }

    /// # Errors
    /// For another key, another place or changed bytes.
    pub async fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, NotKept> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE).ok_or(NotKept)?;
        let how = how(nonce, place)?;
        let clear = subtle()?
            .decrypt_with_object_and_u8_array(&how, &self.0, sealed)
            .map_err(|_| NotKept)?;
        bytes(clear).await
    }
}

/// Whether this is a signature of the text by that key: ECDSA on P-256 with SHA-256, by the browser.
///
/// # Errors
/// Where the browser has no WebCrypto, or the key is none.
pub async fn is_signed(key: &[u8], seal: &[u8], text: &[u8]) -> Result<bool, NotKept> {
    let named = |pairs: &[(&str, &str)]| {
        let object = Object::new();
        for (name, value) in pairs {
            Reflect::set(&object, &(*name).into(), &(*value).into()).map_err(|_| NotKept)?;
        }
        Ok::<_, NotKept>(object)
    };
    let curve = named(&[("name", "ECDSA"), ("namedCurve", "P-256")])?;
    let how = named(&[("name", "ECDSA"), ("hash", "SHA-256")])?;
    let key = Uint8Array::from(key);
    let key = subtle()?
        .import_key_with_object("raw", &key, &curve, false, &Array::of1(&"verify".into()))
        .map_err(|_| NotKept)?;
    let key: CryptoKey = JsFuture::from(key)
        .await
        .ok()
        .and_then(|key| key.dyn_into().ok())
        .ok_or(NotKept)?;
    let verified = subtle()?
        .verify_with_object_and_u8_array_and_u8_array(&how, &key, seal, text)
        .map_err(|_| NotKept)?;
    let verified = JsFuture::from(verified).await.map_err(|_| NotKept)?;
    Ok(verified.as_bool() == Some(true))
}

/// Bytes from the browser's own randomness.
///
/// # Errors
/// Where it has none.
pub fn random<const N: usize>() -> Result<[u8; N], NotKept> {
    let mut bytes = [0; N];
    web_sys::window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok())
        .ok_or(NotKept)?;
    Ok(bytes)
}

/// A key out of a passphrase: a second or two on a tablet, for whoever guesses as for whoever knows.
///
/// # Errors
/// Where there is no room for it.
pub fn stretch(passphrase: &str, salt: &[u8]) -> Result<[u8; 32], NotKept> {
    let cost = Params::new(MEMORY, ROUNDS, 1, Some(32)).map_err(|_| NotKept)?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, cost)
        .hash_password_into(passphrase.trim().as_bytes(), salt, &mut key)
        .map_err(|_| NotKept)?;
    Ok(key)
}

/// None over plain http on a host of its own.
fn subtle() -> Result<SubtleCrypto, NotKept> {
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let subtle = crypto.map(|crypto| JsValue::from(crypto.subtle()));
    subtle
        .filter(|subtle| !subtle.is_undefined())
        .map(JsCast::unchecked_into)
        .ok_or(NotKept)
}

fn how(nonce: &[u8], place: &str) -> Result<Object, NotKept> {
    let how = Object::new();
    let parts: [(&str, JsValue); 3] = [
        ("name", NAME.into()),
        ("iv", Uint8Array::from(nonce).into()),
        ("additionalData", Uint8Array::from(place.as_bytes()).into()),
    ];
    for (name, value) in parts {
        Reflect::set(&how, &name.into(), &value).map_err(|_| NotKept)?;
    }
    Ok(how)
}

async fn bytes(promise: js_sys::Promise) -> Result<Vec<u8>, NotKept> {
    let buffer = JsFuture::from(promise).await.map_err(|_| NotKept)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
