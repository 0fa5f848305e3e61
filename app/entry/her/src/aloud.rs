//! 読み上げ: the page in a voice of the device itself. A voice from outside would send her words there, so
//! without a local one the button stays away. Nothing is read before she asks for it.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Node, SpeechSynthesis, SpeechSynthesisUtterance, Window};

/// The button's place on the page, hidden until there is a voice.
const PLACE: &str = "[data-aloud]";
/// What is read, in the order of the page.
const PARTS: &str = "h1, h2, h3, h4, legend, dt, dd, p, li, label, blockquote, summary";

pub fn listen(window: &Window, document: &Document) -> Result<(), JsValue> {
    // A stripped browser has none.
    let Ok(speech) = window.speech_synthesis() else {
        return Ok(());
    };
    super::listen(document, "click", |event| {
        let pressed = event.target().and_then(|on| on.dyn_into::<Element>().ok());
        if let Some(button) =
            pressed.and_then(|on| on.closest("[data-aloud] button").ok().flatten())
        {
            press(&button);
        }
    })?;
    let show = Closure::<dyn FnMut()>::new(|| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            offer(&document);
        }
    });
    speech.set_onvoiceschanged(Some(show.as_ref().unchecked_ref()));
    show.forget();
    offer(document);
    Ok(())
}

/// Another page stands there: nothing of the one before is read any more.
pub fn turned(document: &Document) {
    if let Some(speech) = speech() {
        speech.cancel();
    }
    offer(document);
}

fn speech() -> Option<SpeechSynthesis> {
    web_sys::window()?.speech_synthesis().ok()
}

/// Shows the button where the device itself can read this page.
fn offer(document: &Document) {
    let Ok(Some(place)) = document.query_selector(PLACE) else {
        return;
    };
    let can = speech().is_some_and(|speech| voice(&speech, &language_of(document)).is_some());
    let _ = match can {
        true => place.remove_attribute("hidden"),
        false => place.set_attribute("hidden", ""),
    };
}

fn language_of(document: &Document) -> String {
    let root = document.document_element();
    root.and_then(|root| root.get_attribute("lang"))
        .unwrap_or_default()
}

/// A voice of the device for that language.
fn voice(speech: &SpeechSynthesis, language: &str) -> Option<web_sys::SpeechSynthesisVoice> {
    let primary = |tag: &str| -> String {
        let first = tag.split(['-', '_']).next().unwrap_or_default();
        first.to_ascii_lowercase()
    };
    let wanted = primary(language);
    speech
        .get_voices()
        .iter()
        .filter_map(|voice| voice.dyn_into::<web_sys::SpeechSynthesisVoice>().ok())
        .find(|voice| voice.local_service() && primary(&voice.lang()) == wanted)
}

fn press(button: &Element) {
    let (Some(speech), Some(document)) = (speech(), button.owner_document()) else {
        return;
    };
    let is_reading = speech.speaking() || speech.pending();
    speech.cancel();
    let _ = button.set_attribute("aria-pressed", if is_reading { "false" } else { "true" });
    if is_reading {
        return;
    }
    let language = language_of(&document);
    let Some(voice) = voice(&speech, &language) else {
        return offer(&document);
    };
    // Long texts break off in some browsers: each sentence is one thing to say.
    let sentences = sentences(&document, &language);
    let last = sentences.len().saturating_sub(1);
    for (at, sentence) in sentences.iter().enumerate() {
        let Ok(said) = SpeechSynthesisUtterance::new_with_text(sentence) else {
            return;
        };
        said.set_lang(&language);
        said.set_voice(Some(&voice));
        if at == last {
            let button = button.clone();
            let over = Closure::once_into_js(move || {
                let _ = button.set_attribute("aria-pressed", "false");
            });
            said.set_onend(Some(over.unchecked_ref()));
        }
        speech.speak(&said);
    }
}

/// What the page says, sentence by sentence.
fn sentences(document: &Document, language: &str) -> Vec<String> {
    let mut all = Vec::new();
    let Ok(parts) = document.query_selector_all(&format!("main :is({PARTS})")) else {
        return all;
    };
    for at in 0..parts.length() {
        let Some(part) = parts
            .get(at)
            .and_then(|node| node.dyn_into::<Element>().ok())
        else {
            continue;
        };
        // What stands inside another part is read with it.
        let inside = part
            .parent_element()
            .and_then(|around| around.closest(PARTS).ok().flatten());
        let folded = part.closest("details:not([open])").ok().flatten();
        let is_summary = part.closest("summary").ok().flatten().is_some();
        if inside.is_some() || (folded.is_some() && !is_summary) {
            continue;
        }
        let mut text = String::new();
        spoken(&part, language, &mut text);
        let ends = ['。', '．', '.', '!', '?', '！', '？', '।', '။'];
        let cut = text.split_inclusive(ends).map(str::trim);
        all.extend(
            cut.filter(|one| one.chars().any(char::is_alphanumeric))
                .map(str::to_owned),
        );
    }
    all
}

/// The words of a node: of a word with its reading the reading, and nothing in another language.
fn spoken(node: &Node, language: &str, text: &mut String) {
    if let Some(element) = node.dyn_ref::<Element>() {
        let name = element.tag_name().to_ascii_lowercase();
        let other = element
            .get_attribute("lang")
            .is_some_and(|lang| lang != language);
        if other
            || element.has_attribute("hidden")
            || matches!(&*name, "rp" | "textarea" | "select" | "svg")
        {
            return;
        }
        let reading = element.query_selector("rt").ok().flatten();
        if let Some(reading) = reading.filter(|_| name == "ruby") {
            text.push_str(&reading.text_content().unwrap_or_default());
            return;
        }
    } else if node.node_type() == Node::TEXT_NODE {
        text.push_str(&node.text_content().unwrap_or_default());
        return;
    }
    let inside = node.child_nodes();
    for at in 0..inside.length() {
        if let Some(child) = inside.get(at) {
            spoken(&child, language, text);
        }
    }
}
