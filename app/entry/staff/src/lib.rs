//! Start of the staff screens in the browser.

use wasm_bindgen::prelude::wasm_bindgen;

/// Takes the page over.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::staff::StaffDoor);
}
