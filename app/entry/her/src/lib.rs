//! 本人のページの wasm: keeps unsent words in memory while she turns pages, and asks before they
//! would be lost; and reads a page aloud where the device has a voice of its own. Everything works
//! without it, and nothing is written anywhere.

use std::cell::RefCell;
use std::collections::BTreeMap;

use wasm_bindgen::prelude::*;
use web_sys::{BeforeUnloadEvent, Document, Event, HtmlFormElement, HtmlTextAreaElement, Window};

mod aloud;

thread_local! {
    /// Unsent words by the id of their box.
    static UNSENT: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
    /// Words on their way; they are the server's once it answers with a page of hers.
    static ON_THE_WAY: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// The field of the first page by which it is known.
const PIN: &str = "n";
/// Boxes of an item carry its id and so belong to one woman only; shorter names are every page's.
const WITH_ITEM: usize = 36;

#[wasm_bindgen(start)]
pub fn start() -> Result<(), JsValue> {
    let window = web_sys::window().ok_or("no window")?;
    let document = window.document().ok_or("no document")?;
    listen(&document, "input", |event| {
        if let Some(area) = event
            .target()
            .and_then(|t| t.dyn_into::<HtmlTextAreaElement>().ok())
        {
            remember(&area);
        }
    })?;
    listen(&document, "submit", |event| {
        if let Some(form) = event
            .target()
            .and_then(|t| t.dyn_into::<HtmlFormElement>().ok())
        {
            areas(&form).iter().for_each(send);
        }
    })?;
    listen(&document, "turned", |_| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            settle(&document);
            bring_back(&document);
            aloud::turned(&document);
        }
    })?;
    ask_before_leaving(&window)?;
    aloud::listen(&window, &document)?;
    if let Some(body) = document.body() {
        // Typed before this was loaded.
        areas(&body).iter().for_each(remember);
        body.set_attribute("data-ready", "")?;
    }
    Ok(())
}

fn listen(
    document: &Document,
    name: &str,
    act: impl FnMut(Event) + 'static,
) -> Result<(), JsValue> {
    let act = Closure::<dyn FnMut(Event)>::new(act);
    document.add_event_listener_with_callback_and_bool(name, act.as_ref().unchecked_ref(), true)?;
    act.forget();
    Ok(())
}

/// Closing the window asks first. The exit never does: it leaves nothing behind to ask about.
fn ask_before_leaving(window: &Window) -> Result<(), JsValue> {
    let act = Closure::<dyn FnMut(BeforeUnloadEvent)>::new(|event: BeforeUnloadEvent| {
        let document = web_sys::window().and_then(|window| window.document());
        let gone = document
            .and_then(|document| document.document_element())
            .is_none_or(|root| root.has_attribute("data-gone"));
        if !gone && UNSENT.with_borrow(|unsent| !unsent.is_empty()) {
            event.prevent_default();
        }
    });
    window.add_event_listener_with_callback("beforeunload", act.as_ref().unchecked_ref())?;
    act.forget();
    Ok(())
}

fn remember(area: &HtmlTextAreaElement) {
    let (id, text) = (area.id(), area.value());
    // The server marks what it has in the page but could not, or should not yet, take.
    let unsent = area.has_attribute("data-unsent") && !text.is_empty();
    if !unsent && area.default_value().is_ok_and(|sent| sent == text) {
        forget(&id);
    } else {
        UNSENT.with_borrow_mut(|unsent| unsent.insert(id, text));
    }
}

fn send(area: &HtmlTextAreaElement) {
    if let Some(text) = UNSENT.with_borrow_mut(|unsent| unsent.remove(&area.id())) {
        ON_THE_WAY.with_borrow_mut(|sent| sent.insert(area.id(), text));
    }
}

/// A page came back. What was not taken stands in it; but the first page means that the visit was
/// over before the words arrived: they wait for the next one, and nothing else of the visit does.
fn settle(document: &Document) {
    let sent = ON_THE_WAY.take();
    if document.get_element_by_id(PIN).is_some() {
        UNSENT.with_borrow_mut(|unsent| {
            unsent.extend(sent);
            unsent.retain(|id, _| id.len() > WITH_ITEM);
        });
    }
}

fn forget(id: &str) {
    UNSENT.with_borrow_mut(|unsent| unsent.remove(id));
}

fn bring_back(document: &Document) {
    if let Some(body) = document.body() {
        areas(&body)
            .iter()
            .filter(|area| area.has_attribute("data-unsent"))
            .for_each(remember);
    }
    UNSENT.with_borrow(|unsent| {
        for (id, text) in unsent {
            let area = document.get_element_by_id(id);
            if let Some(area) = area.and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok()) {
                area.set_value(text);
                if let Ok(Some(around)) = area.closest("details") {
                    let _ = around.set_attribute("open", "");
                }
            }
        }
    });
}

fn areas(inside: &web_sys::Element) -> Vec<HtmlTextAreaElement> {
    let Ok(found) = inside.query_selector_all("textarea") else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.get(at)?.dyn_into::<HtmlTextAreaElement>().ok())
        .collect()
}
