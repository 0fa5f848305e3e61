//! New identifiers: UUIDv7 from the clock and the browser's own randomness.

use uuid::{Builder, Uuid};

use super::clock;

/// A new identifier; wrap it in the newtype that is meant: `CaseId(ids::new())`.
pub fn new() -> Uuid {
    let millis = u64::try_from(clock::now().timestamp_millis()).unwrap_or_default();
    let mut random = [0_u8; 10];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut random).ok());
    if filled.is_none() {
        for byte in &mut random {
            // Ids need not be secret, only different.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let value = (js_sys::Math::random() * 256.0) as u8;
            *byte = value;
        }
    }
    Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}
