//! Dragging a card with mouse and finger, by Pointer Events. The menu does the same without it.

use std::cell::RefCell;
use std::rc::Rc;

use domain::case::CaseStatus;
use domain::id::CaseId;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement, PointerEvent};

use crate::staff::clock;
use crate::staff::door::document;

use super::column::status_of;
use super::moving::Moving;

/// A finger that rests this long lifts the card, in milliseconds.
const LONG_PRESS: i32 = 400;
/// A mouse that moves this far lifts the card; a finger that does before is scrolling. CSS pixels.
const SLOP: f64 = 8.0;
/// Near an edge the board scrolls. CSS pixels.
const EDGE: f64 = 56.0;
/// CSS pixels a frame.
const SCROLL_STEP: f64 = 12.0;

/// The drag in hand. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Drag {
    pub board: NodeRef<html::Div>,
    moving: Moving,
    /// Column the lifted card came from; none = nothing is lifted.
    pub from: RwSignal<Option<CaseStatus>>,
    /// Column under the pointer.
    pub over: RwSignal<Option<CaseStatus>>,
    /// Whether the board is being pressed: a card that is rebuilt under a finger loses the press.
    pub pressed: RwSignal<bool>,
}

/// What the pointer holds.
struct Held {
    case: CaseId,
    pointer: i32,
    turn: u32,
    start: (f64, f64),
    at: (f64, f64),
    card: Element,
    ghost: Option<HtmlElement>,
    grasp: (f64, f64),
    /// Without a long press: a mouse, or a finger on the handle.
    at_once: bool,
}

type Hand = Rc<RefCell<Option<Held>>>;

impl Drag {
    pub fn new(moving: Moving) -> Self {
        Self {
            board: NodeRef::new(),
            moving,
            from: RwSignal::new(None),
            over: RwSignal::new(None),
            pressed: RwSignal::new(false),
        }
    }

    /// Listens while the board is shown.
    pub fn listen(self) {
        let hand: Hand = Rc::default();
        let down = {
            let hand = hand.clone();
            move |event: PointerEvent| self.down(&hand, &event)
        };
        let go = {
            let hand = hand.clone();
            move |event: PointerEvent| self.go(&hand, &event)
        };
        let up = {
            let hand = hand.clone();
            move |event: PointerEvent| {
                self.up(&hand, &event);
                self.released();
            }
        };
        let cancel = {
            let hand = hand.clone();
            move |_: PointerEvent| {
                self.let_go(&hand);
                self.released();
            }
        };
        let escape = {
            let hand = hand.clone();
            move |event: web_sys::KeyboardEvent| {
                if event.key() == "Escape" && self.from.get_untracked().is_some() {
                    event.prevent_default();
                    self.let_go(&hand);
                }
            }
        };
        // A lifted card must not scroll the page; only a listener that is not passive can say so.
        let still = move |event: web_sys::Event| {
            if self.from.try_get_untracked().flatten().is_some() {
                event.prevent_default();
            }
        };
        let quiet = move |event: web_sys::Event| event.prevent_default();
        Effect::new(move |done: Option<bool>| {
            let Some(board) = self.board.get().filter(|_| done != Some(true)) else {
                return done.unwrap_or(false);
            };
            on(&board, "pointerdown", down.clone());
            on(&board, "dragstart", quiet);
            let active = web_sys::AddEventListenerOptions::new();
            active.set_passive(false);
            let closure = Closure::<dyn Fn(web_sys::Event)>::new(still);
            let listener = closure.as_ref().unchecked_ref();
            if board
                .add_event_listener_with_callback_and_add_event_listener_options(
                    "touchmove",
                    listener,
                    &active,
                )
                .is_ok()
            {
                closure.forget();
            }
            true
        });
        let handles = [
            window_event_listener_untyped("pointermove", as_pointer(go)),
            window_event_listener_untyped("pointerup", as_pointer(up)),
            window_event_listener_untyped("pointercancel", as_pointer(cancel)),
        ];
        let keys = window_event_listener(leptos::ev::keydown, escape);
        on_cleanup(move || {
            for handle in handles {
                handle.remove();
            }
            keys.remove();
        });
    }

    /// The press is over once the click that belongs to it has come.
    fn released(self) {
        if self.pressed.try_get_untracked() == Some(true) {
            spawn_local(async move {
                clock::pause(0).await;
                self.pressed.try_set(false);
            });
        }
    }

    fn down(self, hand: &Hand, event: &PointerEvent) {
        self.pressed.set(true);
        if event.button() != 0 || !event.is_primary() || hand.borrow().is_some() {
            return;
        }
        let Some(target) = event.target().and_then(|t| t.dyn_into::<Element>().ok()) else {
            return;
        };
        if target.closest("[data-menu]").ok().flatten().is_some() {
            return;
        }
        let grip = target.closest("[data-grip]").ok().flatten().is_some();
        let Some(card) = target.closest(".card").ok().flatten() else {
            return;
        };
        let id = card
            .get_attribute("data-case")
            .and_then(|id| id.parse::<CaseId>().ok());
        let Some(found) = id
            .and_then(|id| self.moving.cards.find(id))
            .filter(|c| c.movable)
        else {
            return;
        };
        // Touch captures the pointer; then nothing else would ever be under it.
        let _ = target.release_pointer_capture(event.pointer_id());
        self.moving.dragged.set(false);
        let at = place(event);
        let at_once = grip || event.pointer_type() == "mouse";
        let turn = next_turn();
        *hand.borrow_mut() = Some(Held {
            case: found.id,
            pointer: event.pointer_id(),
            turn,
            start: at,
            at,
            card,
            ghost: None,
            grasp: (0.0, 0.0),
            at_once,
        });
        if !at_once {
            let hand = hand.clone();
            spawn_local(async move {
                clock::pause(LONG_PRESS).await;
                let rests = hand
                    .borrow()
                    .as_ref()
                    .is_some_and(|held| held.turn == turn && held.ghost.is_none());
                if rests {
                    self.lift(&hand);
                }
            });
        }
    }

    fn go(self, hand: &Hand, event: &PointerEvent) {
        // Let go outside of the window.
        if event.buttons() == 0 {
            self.released();
        }
        let (lifted, far, at_once) = {
            let mut slot = hand.borrow_mut();
            let Some(held) = slot
                .as_mut()
                .filter(|held| held.pointer == event.pointer_id())
            else {
                return;
            };
            held.at = place(event);
            let (dx, dy) = (held.at.0 - held.start.0, held.at.1 - held.start.1);
            (held.ghost.is_some(), dx.hypot(dy) > SLOP, held.at_once)
        };
        if lifted {
            event.prevent_default();
            self.follow(hand);
        } else if far && at_once {
            self.lift(hand);
        } else if far {
            // The finger is scrolling.
            hand.borrow_mut().take();
        }
    }

    fn lift(self, hand: &Hand) {
        let mut slot = hand.borrow_mut();
        let Some(held) = slot.as_mut() else { return };
        let Some(found) = self.moving.cards.find(held.case) else {
            return;
        };
        let ghost = held
            .card
            .clone_node_with_deep(true)
            .ok()
            .and_then(|n| n.dyn_into::<HtmlElement>().ok());
        let Some(ghost) = ghost else { return };
        let area = held.card.get_bounding_client_rect();
        held.grasp = (held.start.0 - area.left(), held.start.1 - area.top());
        ghost.remove_attribute("data-case").ok();
        ghost.set_attribute("data-lifted", "true").ok();
        ghost.set_attribute("aria-hidden", "true").ok();
        ghost.set_attribute("inert", "").ok();
        let style = ghost.style();
        for (name, value) in [
            ("position", "fixed".to_owned()),
            ("left", "0".to_owned()),
            ("top", "0".to_owned()),
            ("margin", "0".to_owned()),
            ("list-style", "none".to_owned()),
            ("pointer-events", "none".to_owned()),
            ("width", format!("{}px", area.width())),
            ("will-change", "transform".to_owned()),
        ] {
            style.set_property(name, &value).ok();
        }
        if let Some(body) = document().and_then(|document| document.body()) {
            body.append_child(&ghost).ok();
        }
        held.card.set_attribute("data-lifted", "true").ok();
        held.ghost = Some(ghost);
        self.from.set(Some(found.status));
        let turn = held.turn;
        drop(slot);
        self.follow(hand);
        self.scroll_at_edges(hand.clone(), turn);
    }

    fn follow(self, hand: &Hand) {
        let slot = hand.borrow();
        let Some(held) = slot.as_ref() else { return };
        if let Some(ghost) = &held.ghost {
            let (x, y) = (held.at.0 - held.grasp.0, held.at.1 - held.grasp.1);
            ghost
                .style()
                .set_property("transform", &format!("translate({x}px, {y}px)"))
                .ok();
        }
        let over = column_at(held.at);
        if self.over.get_untracked() != over {
            self.over.set(over);
        }
    }

    fn scroll_at_edges(self, hand: Hand, turn: u32) {
        spawn_local(async move {
            loop {
                clock::pause(16).await;
                let at = match hand.borrow().as_ref() {
                    Some(held) if held.turn == turn => held.at,
                    _ => return,
                };
                let Some(board) = self.board.try_get_untracked().flatten() else {
                    return;
                };
                let step = |at: f64, from: f64, to: f64| {
                    if at < from + EDGE {
                        -SCROLL_STEP
                    } else if at > to - EDGE {
                        SCROLL_STEP
                    } else {
                        0.0
                    }
                };
                let area = board.get_bounding_client_rect();
                let sideways = step(at.0, area.left(), area.right());
                if sideways != 0.0 {
                    board.scroll_by_with_x_and_y(sideways, 0.0);
                }
                if let Some(list) = column_element(at)
                    .and_then(|column| column.query_selector(".column__cards").ok().flatten())
                {
                    let area = list.get_bounding_client_rect();
                    let down = step(at.1, area.top(), area.bottom());
                    if down != 0.0 {
                        list.scroll_by_with_x_and_y(0.0, down);
                    }
                }
            }
        });
    }

    fn up(self, hand: &Hand, event: &PointerEvent) {
        let ours = hand
            .borrow()
            .as_ref()
            .is_some_and(|held| held.pointer == event.pointer_id());
        if !ours {
            return;
        }
        let (case, lifted) = hand.borrow().as_ref().map_or((None, false), |held| {
            (Some(held.case), held.ghost.is_some())
        });
        let over = column_at(place(event));
        self.let_go(hand);
        if !lifted {
            return;
        }
        self.moving.dragged.set(true);
        spawn_local(async move {
            // The click that belongs to this press comes before; a later one is meant.
            clock::pause(50).await;
            self.moving.dragged.try_set(false);
        });
        if let Some(card) = case.and_then(|case| self.moving.cards.find(case))
            && let Some(to) = over
        {
            self.moving.ask(&card, to);
        }
    }

    /// Puts everything back as it was.
    fn let_go(self, hand: &Hand) {
        if let Some(held) = hand.borrow_mut().take() {
            if let Some(ghost) = held.ghost {
                ghost.remove();
            }
            held.card.remove_attribute("data-lifted").ok();
        }
        if self.from.try_get_untracked().flatten().is_some() {
            self.from.set(None);
            self.over.set(None);
        }
    }
}

/// Numbers the presses, so that a late timer knows its own.
fn next_turn() -> u32 {
    thread_local! { static TURN: std::cell::Cell<u32> = const { std::cell::Cell::new(0) }; }
    TURN.with(|turn| {
        turn.set(turn.get().wrapping_add(1));
        turn.get()
    })
}

fn place(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

fn column_element((x, y): (f64, f64)) -> Option<Element> {
    // Screens are far smaller than f32 counts exactly.
    #[allow(clippy::cast_possible_truncation)]
    let under = document()?.element_from_point(x as f32, y as f32)?;
    under.closest(".column").ok().flatten()
}

fn column_at(at: (f64, f64)) -> Option<CaseStatus> {
    status_of(&column_element(at)?.get_attribute("data-status")?)
}

fn as_pointer(act: impl Fn(PointerEvent) + 'static) -> impl Fn(web_sys::Event) + 'static {
    move |event| {
        if let Ok(event) = event.dyn_into::<PointerEvent>() {
            act(event);
        }
    }
}

/// Listens on an element for as long as it lives.
fn on<E>(element: &HtmlElement, name: &str, act: impl Fn(E) + 'static)
where
    E: wasm_bindgen::convert::FromWasmAbi + 'static,
{
    let closure = Closure::<dyn Fn(E)>::new(act);
    if element
        .add_event_listener_with_callback(name, closure.as_ref().unchecked_ref())
        .is_ok()
    {
        closure.forget();
    }
}
