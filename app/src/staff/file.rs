//! ファイル: a file the server made, handed to the browser under a neutral name.

use wasm_bindgen::JsCast;

use super::door::document;

/// What is said when the browser did not take a file.
pub const NOT_HANDED_OVER: &str = "ファイルを渡せませんでした。もう一度押してください。";

/// Gives the file to the browser. `name` is the name of the paper, never of a person.
pub fn hand_over(blob: &web_sys::Blob, name: &str, ending: &str) -> Option<()> {
    let url = web_sys::Url::create_object_url_with_blob(blob).ok()?;
    let link = document()?
        .create_element("a")
        .ok()?
        .dyn_into::<web_sys::HtmlAnchorElement>()
        .ok()?;
    link.set_href(&url);
    link.set_download(&format!("{name}.{ending}"));
    link.click();
    web_sys::Url::revoke_object_url(&url).ok()
}
