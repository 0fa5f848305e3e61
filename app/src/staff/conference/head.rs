//! 見出し: which conference it is, on which basis it stands, who is called, and the way to the ledger.

use domain::access::Action;
use domain::view::conference::ConferenceView;
use leptos::prelude::*;

use crate::route::{MeetingFace, Route};
use crate::staff::gathering::{Called, CalledList, Head, HeadWords, roles_of, serves_words};
use crate::staff::words;
use crate::ui::*;

use super::{Page, named, not_held_words};

/// Name and number, day, room, basis and the three faces.
#[component]
pub(super) fn ConferenceHead(page: Page, face: MeetingFace) -> impl IntoView {
    let conference = page.id;
    let words = Signal::derive(move || page.view.with(head_words));
    // A conference without her consent: the one banner of the page says what follows from it.
    let secrecy = match super::matters::takes(page) {
        true => ("matter", super::matters::SECRECY),
        false => ("conference", "ここで知ったことは、外で話せません。"),
    };
    view! {
        <Head
            words
            gathering=page.gathering
            face
            back=(Route::Conferences, "← 会議の一覧へ")
            secrecy
            route=move |face| Route::Conference { conference, face }
        />
    }
}

fn head_words(view: &ConferenceView) -> HeadWords {
    let scope = if view.full { "　全体の会議" } else { "" };
    let serves = view.also_serves.iter().map(String::as_str);
    HeadWords {
        title: format!("{} 第{}回", view.name, view.number),
        facts: format!("{}　{}{scope}", words::span(view.planned), view.room),
        more: serves_words(serves),
        basis: view.banner.clone(),
    }
}

/// It did not take place.
#[component]
pub(super) fn NotTaken(page: Page) -> impl IntoView {
    let reason = page
        .view
        .with_untracked(|view| view.not_held.as_ref().map(not_held_words));
    view! {
        <EmptyState
            title=reason.unwrap_or_else(|| "この会議は取りやめになりました".to_owned())
            icon=Icon::Calendar
        >
            <p>"開催しなかったことも、会議の記録として残ります。"</p>
            <LinkButton href=Route::Conferences.path()>"会議の一覧へ"</LinkButton>
        </EmptyState>
    }
}

/// Who is called, with the roles agreed beforehand.
#[component]
pub(super) fn Invited(page: Page) -> impl IntoView {
    let people = Signal::derive(move || {
        page.view.with(|view| {
            let invited = view.invited.iter();
            invited
                .map(|person| Called {
                    words: named(person),
                    roles: roles_of(&view.roles, person),
                    mark: person.staff.is_none().then_some((Tone::Plain, "紙で案内")),
                })
                .collect::<Vec<_>>()
        })
    });
    view! {
        <section class="panel" aria-label="招集する人">
            <div class="panel__head">
                <h2>"招集する人"</h2>
                <span class="muted">{move || format!("{}人", people.with(Vec::len))}</span>
            </div>
            <CalledList people/>
        </section>
    }
}

/// 実務者会議 goes through the ledger: the way there, and how far it has come.
#[component]
pub(super) fn Round(page: Page) -> impl IntoView {
    let sees = page.may(Action::SeeLedger);
    let round = Memo::new(move |_| {
        let practitioners = page.view.with(|view| view.kind.walks_the_ledger());
        practitioners && sees.get()
    });
    let words = move || match page.view.with(|view| view.gone_through) {
        0 => "この回で見たケースは、まだありません。".to_owned(),
        count => format!("この回で見たケース {count}件"),
    };
    let href = Route::Ledger {
        round: Some(page.id),
    }
    .path();
    view! {
        <Show when=move || round.get()>
            <section class="panel" aria-label="進行管理台帳の確認">
                <div class="panel__head"><h2>"進行管理台帳の確認"</h2></div>
                <div class="row row--apart">
                    <p>{words}</p>
                    <LinkButton href=href.clone() icon=Icon::Ledger>"この回の台帳を開く"</LinkButton>
                </div>
            </section>
        </Show>
    }
}
