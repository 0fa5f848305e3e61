//! 外枠: rail, top bar and the one screen in the middle.

use domain::access::Action;
use domain::council::Role;
use leptos::prelude::*;

use crate::route::{CouncilPart, Route};
use crate::ui::*;

use super::Screen;
use super::door::door;
use super::left::LeftWords;
use super::pledge::PledgePage;
use super::topbar::TopBar;

/// What stands around every screen.
#[component]
pub fn Shell() -> impl IntoView {
    let door = door();
    let hidden = RwSignal::new(false);
    let pledge = Memo::new(move |_| {
        door.me
            .with(|me| me.as_ref().is_some_and(|me| me.pledge_needed))
    });
    view! {
        <div class="shell" inert=move || hidden.get()>
            <a class="skip" href="#main">"本文へ"</a>
            <Rail/>
            <TopBar hidden/>
            <main class="main" id="main" tabindex="-1">
                <LeftWords/>
                {move || {
                    if pledge.get() {
                        view! { <PledgePage/> }.into_any()
                    } else {
                        view! { <Screen/> }.into_any()
                    }
                }}
            </main>
            <Told/>
        </div>
        <Glance hidden/>
    }
}

#[component]
fn Rail() -> impl IntoView {
    let door = door();
    let officer = door.may(&[Action::ManageStaff, Action::ManageCouncil]);
    let conferences = door.may(&[Action::SeeConferences]);
    let ledger = door.may(&[Action::SeeLedger]);
    let desk = door.may(&[Action::SeeDesk]);
    let year = door.may(&[Action::SeeYear]);
    let cases = door.meets_cases();
    // Others who may write one find it beside 「外で会った人」.
    let goes_out = Memo::new(move |_| {
        door.me.with(|me| {
            me.as_ref()
                .is_some_and(|me| me.roles.contains(&Role::OutreachWorker))
        })
    });
    let council = Route::Council {
        part: CouncilPart::People,
    };
    view! {
        <nav class="rail" aria-label="おもな画面">
            <Show when=move || cases.get()>
                <RailItem route=Route::Board icon=Icon::Board label="ボード"/>
                <RailItem route=Route::Inbox icon=Icon::Bell label="受信箱"/>
                <RailItem route=Route::Dates icon=Icon::Calendar label="期日"/>
                <RailItem route=Route::Search icon=Icon::Search label="さがす"/>
            </Show>
            <Show when=move || goes_out.get()>
                <RailItem route=Route::Patrols icon=Icon::Moon label="見回り"/>
            </Show>
            <Show when=move || desk.get()>
                <RailItem route=Route::Desk icon=Icon::Eye label="主任の机"/>
            </Show>
            <Show when=move || conferences.get()>
                <RailItem route=Route::Conferences icon=Icon::Meeting label="会議"/>
            </Show>
            <Show when=move || ledger.get()>
                <RailItem
                    route=Route::Ledger { round: None }
                    icon=Icon::Ledger
                    label="進行管理台帳"
                />
            </Show>
            <Show when=move || year.get()>
                <RailItem route=Route::Year icon=Icon::Statistics label="年間のまとめ"/>
            </Show>
            <Show when=move || officer.get()>
                <RailItem route=council icon=Icon::Settings label="会議体"/>
            </Show>
        </nav>
    }
}

#[component]
fn RailItem(route: Route, icon: Icon, label: &'static str) -> impl IntoView {
    let door = door();
    let here = move || match (door.route.get(), route) {
        (Route::Council { .. }, Route::Council { .. })
        | (Route::Conference { .. } | Route::Matter { .. }, Route::Conferences)
        | (Route::Ledger { .. }, Route::Ledger { .. }) => true,
        (now, own) => now == own,
    };
    view! {
        <a class="rail__item" href=route.path() aria-current=move || here().then_some("page")>
            <IconMark icon/>
            <span>{label}</span>
        </a>
    }
}

/// 画面を隠す: one tap covers everything, another shows it again.
#[component]
fn Glance(hidden: RwSignal<bool>) -> impl IntoView {
    view! {
        <div class="glance" hidden=move || !hidden.get()>
            <Show when=move || hidden.get()>
                <Button
                    id="glance-show"
                    icon=Icon::Eye
                    on_press=move |()| {
                        hidden.set(false);
                        super::door::focus("glance-hide");
                    }
                >
                    "画面を出す"
                </Button>
            </Show>
        </div>
    }
}

/// What was just done, in a word, for eyes and screen readers.
#[component]
fn Told() -> impl IntoView {
    let door = door();
    Effect::new(move |_| {
        if let Some(words) = door.told.get() {
            leptos::task::spawn_local(async move {
                super::clock::pause(6_000).await;
                if door.told.with_untracked(|now| now.as_ref() == Some(&words)) {
                    door.told.set(None);
                }
            });
        }
    });
    view! {
        <div class="toasts" role="status" aria-live="polite">
            {move || {
                door.told
                    .get()
                    .map(|words| {
                        view! {
                            <p class="toast">
                                <IconMark icon=Icon::Check/>
                                <span>{words}</span>
                            </p>
                        }
                    })
            }}
        </div>
    }
}

/// An address that leads nowhere.
#[component]
pub fn NowhereScreen() -> impl IntoView {
    view! {
        <div class="page page--narrow">
            <h1>"見つかりません"</h1>
            <p>"この画面はありません。ボードから開き直してください。"</p>
            <LinkButton href=Route::Board.path() icon=Icon::Board>"ボードへ"</LinkButton>
        </div>
    }
}
