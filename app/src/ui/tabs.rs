//! Parts of one screen: as links with their own address, or as buttons.

use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys};

/// One part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TabItem {
    pub key: String,
    pub label: String,
    /// Where a link tab leads; empty for button tabs.
    pub href: String,
    pub count: Option<usize>,
}

impl TabItem {
    /// A part with its own address.
    pub fn link(key: impl Into<String>, label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            href: href.into(),
            count: None,
        }
    }

    /// A part that is shown in place.
    pub fn button(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self::link(key, label, "")
    }

    #[must_use]
    pub fn with_count(mut self, count: usize) -> Self {
        self.count = Some(count);
        self
    }
}

fn tab_words(label: String, count: Option<usize>) -> impl IntoView {
    view! {
        <span>{label}</span>
        {count.map(|count| view! { <span class="tab__count">{count}</span> })}
    }
}

/// Tabs that are links.
#[component]
pub fn Tabs(
    #[prop(into)] label: String,
    items: Vec<TabItem>,
    #[prop(into)] current: Signal<String>,
) -> impl IntoView {
    view! {
        <nav class="tabs" aria-label=label>
            {items
                .into_iter()
                .map(|item| {
                    let TabItem { key, label, href, count } = item;
                    view! {
                        <a
                            class="tab"
                            href=href
                            aria-current=move || current.with(|now| *now == key).then_some("page")
                        >
                            {tab_words(label, count)}
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
}

/// Tabs that are buttons; arrow keys, Home and End move between them. The panel they show has
/// `id=panel_id` and `role="tabpanel"`.
#[component]
pub fn TabButtons(
    #[prop(into)] label: String,
    #[prop(into)] panel_id: String,
    items: Vec<TabItem>,
    current: RwSignal<String>,
) -> impl IntoView {
    let keys = StoredValue::new(
        items
            .iter()
            .map(|item| item.key.clone())
            .collect::<Vec<_>>(),
    );
    let panel = StoredValue::new(panel_id.clone());
    let go = move |event: &web_sys::KeyboardEvent| {
        let now = current.get_untracked();
        let Some(key) = keys.with_value(|keys| neighbour(keys, &now, &event.key())) else {
            return;
        };
        event.prevent_default();
        let id = panel.with_value(|panel| tab_id(panel, &key));
        current.set(key);
        if let Some(tab) = document().get_element_by_id(&id)
            && let Some(tab) = tab.dyn_ref::<web_sys::HtmlElement>()
        {
            // Failing to focus leaves the right tab chosen.
            let _ = tab.focus();
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=move |event| go(&event)>
            {items
                .into_iter()
                .map(|item| {
                    let TabItem { key, label, count, .. } = item;
                    let id = tab_id(&panel_id, &key);
                    let own = StoredValue::new(key);
                    let chosen = move || own.with_value(|own| current.with(|now| now == own));
                    view! {
                        <button
                            type="button"
                            class="tab"
                            role="tab"
                            id=id
                            aria-controls=panel_id.clone()
                            aria-selected=move || if chosen() { "true" } else { "false" }
                            tabindex=move || if chosen() { "0" } else { "-1" }
                            on:click=move |_| current.set(own.get_value())
                        >
                            {tab_words(label, count)}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}

fn tab_id(panel_id: &str, key: &str) -> String {
    format!("{panel_id}-tab-{key}")
}

/// The tab a key leads to, if it is one of the keys that move.
fn neighbour(keys: &[String], now: &str, pressed: &str) -> Option<String> {
    let last = keys.len().checked_sub(1)?;
    let at = keys.iter().position(|key| key == now).unwrap_or(0);
    let next = match pressed {
        "ArrowRight" | "ArrowDown" if at == last => 0,
        "ArrowRight" | "ArrowDown" => at + 1,
        "ArrowLeft" | "ArrowUp" if at == 0 => last,
        "ArrowLeft" | "ArrowUp" => at - 1,
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    keys.get(next).cloned()
}

#[cfg(test)]
mod tests {
    use super::neighbour;

    #[test]
    fn arrows_go_round() {
        let keys = ["a", "b", "c"].map(String::from);
        assert_eq!(neighbour(&keys, "c", "ArrowRight").as_deref(), Some("a"));
        assert_eq!(neighbour(&keys, "a", "ArrowLeft").as_deref(), Some("c"));
        assert_eq!(neighbour(&keys, "b", "End").as_deref(), Some("c"));
        assert_eq!(neighbour(&keys, "b", "x"), None);
        assert_eq!(neighbour(&[], "b", "End"), None);
    }
}
