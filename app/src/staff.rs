//! 職員の画面: one screen, one noun. What all screens share comes first, then one module per screen.

use leptos::prelude::*;

use crate::route::Route;
use crate::ui::*;

mod act;
mod along;
mod asked;
mod board;
mod call;
mod case;
mod clock;
mod conference;
mod conflict;
mod cost;
mod council;
mod dates;
mod desk;
mod devices;
mod door;
mod draft;
mod early_start;
mod entry_form;
mod file;
mod form;
mod gathering;
mod glass;
mod her_own;
mod her_words;
mod hours;
mod ids;
mod inbox;
mod intake;
mod kept;
mod ledger;
mod left;
mod live;
mod meeting;
mod named;
mod objection;
mod opening;
mod outbox;
mod outreach;
mod pace;
mod paper;
mod part;
mod patrol;
mod photo;
mod plan;
mod pledge;
mod report;
mod request;
mod rights;
mod search;
mod sheet;
mod shell;
mod shown;
mod signin;
mod tablet;
mod three_parts;
mod topbar;
mod unlock;
mod words;
mod year;

use door::{Signed, door};
use part::Part;

/// The whole staff door. Signing in lies over the screens: when a session ends, what was typed
/// stays where it is.
#[component]
pub fn StaffDoor() -> impl IntoView {
    let door = door();
    door.follow_links();
    signin::ask_who(door);
    outbox::keep_trying();
    outbox::keep_leaving();
    tablet::keep_watch();
    tablet::follow();
    left::watch();
    // The screens are built when somebody is first signed in, and dropped on signing out.
    let somebody = Memo::new(move |_| door.me.with(|me| me.as_ref().map(|me| me.id)));
    let inside = Memo::new(move |_| door.signed.get() == Signed::In);
    view! {
        <div class="inside" hidden=move || !inside.get()>
            {move || somebody.get().map(|_| view! { <shell::Shell/> })}
        </div>
        <Show when=move || door.signed.get() == Signed::Out>
            <Cover label="サインイン"><signin::SignInPage/></Cover>
        </Show>
        <Show when=move || door.signed.get() == Signed::Locked>
            <Cover label="鍵のかかった画面"><unlock::LockedPage/></Cover>
        </Show>
        <Show when=move || door.signed.get() == Signed::Showing>
            <Cover label="本人の画面"><part::ShownPart/></Cover>
        </Show>
        <Show when=move || door.signed.get() == Signed::Unknown>
            <signin::Opening/>
        </Show>
    }
}

/// The screen the address names.
#[component]
fn Screen() -> impl IntoView {
    let door = door();
    let cases = door.meets_cases();
    // A screen is built anew when it is another one, not when a part of it is shown.
    let screen = Memo::new(move |_| match door.route.get() {
        Route::Case { case, .. } => Route::case(case),
        Route::Council { .. } => Route::Council {
            part: crate::route::CouncilPart::People,
        },
        // Who meets no case begins with the conferences.
        Route::Board | Route::Inbox | Route::Search | Route::Glass | Route::Dates
            if !cases.get() =>
        {
            Route::Conferences
        }
        other => other,
    });
    move || {
        let route = screen.get();
        if let Some(part) = Part::of(route) {
            return view! { <part::PartScreen part route/> }.into_any();
        }
        match route {
            Route::Board => view! { <board::BoardScreen/> }.into_any(),
            _ => view! { <shell::NowhereScreen/> }.into_any(),
        }
    }
}
