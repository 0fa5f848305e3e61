//! ケースボード: the cases by their stage. Cards move by their menu, by keyboard, and by drag.

use std::sync::Arc;

use domain::access::Action;
use domain::case::CaseStatus;
use domain::council::Role;
use domain::view::Card;
use leptos::prelude::*;

use crate::route::Route;
use crate::ui::*;

use super::asked::{Loaded, asked_by};
use super::call::Answered;
use super::door::door;
use super::{live, part, words};

mod card;
mod cards;
mod column;
mod drag;
mod filter;
mod moving;
mod reading;
mod stretch;

pub use card::CardFace;

use cards::Cards;
use column::Column;
use drag::Drag;
use filter::FilterChips;
use moving::MoveDialogs;
pub use moving::{MoveForm, Moving};
use reading::Reader;

/// Roles that may use 緊急閲覧 (BR-054); the server decides in each case.
const OPENS_BY_NUMBER: [Role; 5] = [
    Role::Caseworker,
    Role::OutreachWorker,
    Role::ChiefSupporter,
    Role::CoordinationOfficer,
    Role::CenterDirector,
];

/// The board.
#[component]
pub fn BoardScreen() -> impl IntoView {
    let door = door();
    let reader = Reader::default();
    let hollow = RwSignal::new(None::<String>);
    let board = asked_by(
        || (),
        move |()| Answered::by_server(reader.clone().ask(hollow)),
        live::any_case(),
    );
    let may_accept = door.may(&[Action::AcceptCase]);
    // Who may never open a case by its number is not sent there.
    let may_break = Memo::new(move |_| {
        door.me.with(|me| {
            me.as_ref()
                .is_some_and(|me| me.roles.iter().any(|role| OPENS_BY_NUMBER.contains(role)))
        })
    });
    view! {
        <div class="page page--wide">
            <div class="page__head">
                <h1>"ケースボード"</h1>
                <div class="page__actions">
                    <Show when=move || may_break.get()>
                        <LinkButton href=Route::Glass.path() variant=Variant::Tertiary icon=Icon::Key>
                            "番号で緊急に開く"
                        </LinkButton>
                    </Show>
                    <Show when=move || may_accept.get()>
                        <LinkButton href=Route::Intake.path() variant=Variant::Primary icon=Icon::Plus>
                            "相談を受け付ける"
                        </LinkButton>
                    </Show>
                </div>
            </div>
            {move || {
                hollow
                    .get()
                    .map(|words| {
                        view! {
                            <Notice kind=NoticeKind::Warning title="事後承認が多くなっています">
                                <p>{words}</p>
                            </Notice>
                        }
                    })
            }}
            <Loaded asked=board shape=SkeletonShape::Cards(6) let:answer>
                <BoardBody answer/>
            </Loaded>
        </div>
    }
}

#[component]
fn BoardBody(answer: Signal<Vec<Shown>>) -> impl IntoView {
    let cards = Cards::new();
    // Before the first paint, then whenever the server's answer differs.
    cards.take(answer.get_untracked());
    let moving = Moving::new(cards);
    let drag = Drag::new(moving);
    drag.listen();
    // What comes while a card is being pressed waits for the press.
    let board = Memo::new(move |before: Option<&Vec<Shown>>| match before {
        Some(before) if drag.pressed.get() => before.clone(),
        _ => answer.get(),
    });
    Effect::new(move |before: Option<u64>| {
        let turn = before.unwrap_or(0);
        let board = board.get();
        if turn > 0 {
            cards.take(board);
            moving.stay_beside();
        }
        turn + 1
    });
    // A phone begins with the first stage that has a case.
    let first = answer.with_untracked(|all| {
        CaseStatus::COLUMNS
            .into_iter()
            .find(|status| all.iter().any(|shown| shown.card.status == *status))
    });
    let stage = RwSignal::new(first.unwrap_or(CaseStatus::Accepted));
    // What is seen first is here; what may be opened next comes while nobody waits.
    part::fetch_all();
    let empty = Memo::new(move |_| cards.all.with(Vec::is_empty));
    view! {
        <FilterChips cards/>
        <moving::MoveRefused moving/>
        <Show when=move || empty.get()>
            <EmptyState title="まだケースがありません" icon=Icon::Board>
                <p>"受け付けた相談が、ここに段階ごとに並びます。「相談を受け付ける」から始めてください。"</p>
            </EmptyState>
        </Show>
        <div class="board__stages" role="tablist" aria-label="段階">
            {CaseStatus::COLUMNS
                .into_iter()
                .map(|status| {
                    let column = cards.column(status);
                    view! {
                        <button
                            type="button"
                            class="stage"
                            role="tab"
                            aria-selected=move || if stage.get() == status { "true" } else { "false" }
                            on:click=move |_| stage.set(status)
                        >
                            {status.label()}
                            " "
                            <span>{move || column.with(|all| column::count(all))}</span>
                        </button>
                    }
                })
                .collect_view()}
        </div>
        <div
            class="board"
            role="region"
            aria-label="段階ごとのケース"
            tabindex="0"
            node_ref=drag.board
            on:click=move |event| moving.pressed(&event)
        >
            {CaseStatus::COLUMNS
                .into_iter()
                .map(|status| view! { <Column status cards drag stage/> })
                .collect_view()}
        </div>
        <MoveDialogs moving/>
    }
}

/// What people call her on the screen: the name she wants, else the number.
pub fn called(card: &Card) -> String {
    card.name
        .as_deref()
        .map_or_else(|| card.no.clone(), words::called)
}

/// A card as it is shown; `version` grows when it changed, so that only changed cards are rebuilt.
#[derive(Clone)]
struct Shown {
    card: Arc<Card>,
    version: u64,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        self.card.id == other.card.id && self.version == other.version
    }
}
