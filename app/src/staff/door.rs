//! 職員の入口: what holds for all screens while this window is open: who is signed in, which screen
//! is open, whether what was sent has arrived.

use std::cell::Cell;

use chrono::{DateTime, NaiveDate, Utc};
use domain::access::Action;
use domain::council::Role;
use domain::outbox::Outbox;
use domain::view::Me;
use domain::wire;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};

use crate::route::Route;

use super::left::Left;
use super::{along, clock};

/// Whether somebody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// Not asked yet.
    Unknown,
    In,
    Out,
    /// A prepared tablet that nobody touched: the passphrase opens it.
    Locked,
    /// 見せるモード without a network: it is in her hands, and holds nothing but the one page ([`super::shown`]).
    Showing,
}

/// What became of what was sent; always true, never hopeful.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// Nothing waits. The time of the server's last acknowledgement, where there was one.
    Arrived(Option<DateTime<Utc>>),
    /// On the way.
    OnTheWay,
    /// This many did not arrive.
    Stuck(usize),
    /// Of so many whoever wrote them has to decide.
    Asks(usize),
}

/// State of the window. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Door {
    pub signed: RwSignal<Signed>,
    pub me: RwSignal<Option<Me>>,
    pub route: RwSignal<Route>,
    pub sync: RwSignal<Delivery>,
    /// What was sent and not acknowledged.
    pub outbox: RwSignal<Outbox>,
    /// What is written can be kept on this device.
    pub keeps: RwSignal<bool>,
    /// It is known whether it can.
    pub tried: RwSignal<bool>,
    /// Cases that are taken along on it.
    pub along: RwSignal<Vec<along::Taken>>,
    /// A passphrase opens it without a network.
    pub prepared: RwSignal<bool>,
    /// It was opened so, and the server has not been reached since.
    pub apart: RwSignal<bool>,
    /// It was lost and has erased itself.
    pub erased: RwSignal<bool>,
    /// The live stream is open.
    pub live: RwSignal<bool>,
    /// Words of the last thing that succeeded, told once.
    pub told: RwSignal<Option<String>>,
    /// Words typed into the search box; kept here and in no address.
    pub sought: RwSignal<String>,
    /// Words whose field is gone, unsent.
    pub left: RwSignal<Vec<Left>>,
}

thread_local! {
    static DOOR: Cell<Option<Door>> = const { Cell::new(None) };
}

/// The state of this window; made at its first use, which is the app's first line.
pub fn door() -> Door {
    DOOR.with(|cell| {
        cell.get().unwrap_or_else(|| {
            let door = Door {
                signed: RwSignal::new(Signed::Unknown),
                me: RwSignal::new(None),
                route: RwSignal::new(Route::read(&address())),
                sync: RwSignal::new(Delivery::Arrived(None)),
                outbox: RwSignal::new(Outbox::default()),
                keeps: RwSignal::new(false),
                tried: RwSignal::new(false),
                along: RwSignal::new(Vec::new()),
                prepared: RwSignal::new(false),
                apart: RwSignal::new(false),
                erased: RwSignal::new(false),
                live: RwSignal::new(true),
                told: RwSignal::new(None),
                sought: RwSignal::new(String::new()),
                left: RwSignal::new(Vec::new()),
            };
            cell.set(Some(door));
            door
        })
    })
}

impl Door {
    /// Opens a screen.
    pub fn go(self, route: Route) {
        self.visit(route, true);
    }

    /// Opens a screen in place of this one.
    pub fn replace(self, route: Route) {
        self.visit(route, false);
    }

    fn visit(self, route: Route, push: bool) {
        if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
            let path = route.path();
            let state = wasm_bindgen::JsValue::NULL;
            let done = if push {
                history.push_state_with_url(&state, "", Some(&path))
            } else {
                history.replace_state_with_url(&state, "", Some(&path))
            };
            if done.is_err() {
                return;
            }
        }
        self.arrive(route);
    }

    /// Shows a screen from its top, with the focus where reading begins.
    fn arrive(self, route: Route) {
        let other_screen = match (self.route.get_untracked(), route) {
            (Route::Case { case: a, .. }, Route::Case { case: b, .. }) => a != b,
            (Route::Council { .. }, Route::Council { .. }) => false,
            (before, now) => before != now,
        };
        self.route.set(route);
        if let Some(document) = document() {
            document.set_title(route.title());
        }
        if other_screen {
            if let Some(window) = web_sys::window() {
                window.scroll_to_with_x_and_y(0.0, 0.0);
            }
            focus("main");
        }
    }

    /// Whether anything about a case is ever shown to who is signed in. For the 代表者 nothing is: the
    /// conferences and the year are the whole app.
    pub fn meets_cases(self) -> Memo<bool> {
        Memo::new(move |_| {
            self.me.with(|me| {
                me.as_ref().is_none_or(|me| {
                    me.roles.is_empty() || me.roles.iter().any(|role| *role != Role::Representative)
                })
            })
        })
    }

    /// Whether who is signed in may do any of these, which are about no case.
    pub fn may(self, actions: &'static [Action]) -> Memo<bool> {
        Memo::new(move |_| {
            self.me.with(|me| {
                me.as_ref().is_some_and(|me| {
                    actions
                        .iter()
                        .any(|action| wire::may(&me.rights, *action).is_some())
                })
            })
        })
    }

    /// Tells a success once, in words.
    pub fn tell(self, words: impl Into<String>) {
        self.told.set(Some(words.into()));
    }

    /// What was typed here is not for whoever comes next.
    pub fn drop_words(self) {
        self.sought.set(String::new());
        self.left.set(Vec::new());
    }

    /// Today in Japan, by the server's clock.
    pub fn today(self) -> NaiveDate {
        domain::calendar::jst_date(clock::now())
    }

    /// Follows links within the app and the browser's back and forward buttons. Called once.
    pub fn follow_links(self) {
        let Some(window) = web_sys::window() else {
            return;
        };
        let back = Closure::<dyn Fn()>::new(move || self.arrive(Route::read(&address())));
        window.set_onpopstate(Some(back.as_ref().unchecked_ref()));
        back.forget();
        let click =
            Closure::<dyn Fn(web_sys::MouseEvent)>::new(move |event: web_sys::MouseEvent| {
                let plain = event.button() == 0
                    && !event.default_prevented()
                    && !(event.ctrl_key()
                        || event.meta_key()
                        || event.shift_key()
                        || event.alt_key());
                let link = event
                    .target()
                    .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                    .and_then(|element| element.closest("a[href]").ok().flatten());
                let Some(link) = link.filter(|_| plain) else {
                    return;
                };
                if link.has_attribute("download") || link.has_attribute("target") {
                    return;
                }
                if let Some(path) = link
                    .get_attribute("href")
                    .filter(|href| href.starts_with('/'))
                {
                    let route = Route::read(&path);
                    if route != Route::Nowhere {
                        event.prevent_default();
                        self.go(route);
                    }
                }
            });
        if let Some(document) = document() {
            let listener = click.as_ref().unchecked_ref();
            if document
                .add_event_listener_with_callback("click", listener)
                .is_ok()
            {
                click.forget();
            }
        }
    }
}

/// The document of this window.
pub fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// Moves the focus to the element with that id, once the screen is drawn.
pub fn focus(id: &str) {
    let id = id.to_owned();
    leptos::task::spawn_local(async move {
        super::clock::pause(0).await;
        let element = document().and_then(|document| document.get_element_by_id(&id));
        if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
            let calm = web_sys::FocusOptions::new();
            calm.set_prevent_scroll(true);
            // An element that cannot take the focus is left alone.
            let _ = element.focus_with_options(&calm);
        }
    });
}

fn address() -> String {
    web_sys::window()
        .and_then(|window| window.location().pathname().ok())
        .unwrap_or_default()
}
