//! 時刻: the device's clock, set right by the server's, and short waits.

use std::cell::Cell;

use chrono::{DateTime, TimeDelta, Utc};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    /// How far the server's clock is ahead of the device's, in milliseconds.
    static AHEAD: Cell<i64> = const { Cell::new(0) };
}

/// Now, by the server's clock as far as it is known.
pub fn now() -> DateTime<Utc> {
    let ahead = TimeDelta::milliseconds(AHEAD.with(Cell::get));
    let device = device_now();
    device.checked_add_signed(ahead).unwrap_or(device)
}

/// The device's own clock, in milliseconds: what a window that is opened anew knows before it has heard of the server.
pub fn device_millis() -> i64 {
    device_now().timestamp_millis()
}

/// Takes the server's time as the right one.
pub fn set(server: DateTime<Utc>) {
    AHEAD.with(|cell| cell.set((server - device_now()).num_milliseconds()));
}

/// How far the server's clock is ahead of the device's, in milliseconds, as far as it is known.
pub fn ahead() -> i64 {
    AHEAD.with(Cell::get)
}

/// Takes over what was known before, until the server says otherwise.
pub fn set_ahead(millis: i64) {
    AHEAD.with(|cell| cell.set(millis));
}

fn device_now() -> DateTime<Utc> {
    // A device's clock fits into milliseconds of i64 for longer than calendars do.
    #[allow(clippy::cast_possible_truncation)]
    let millis = js_sys::Date::now() as i64;
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// Waits that many milliseconds.
pub async fn pause(millis: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // Without a timer the wait would never end; then there is no wait.
            if window
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis)
                .is_err()
            {
                let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
            }
        }
    });
    let _ = JsFuture::from(promise).await;
}
