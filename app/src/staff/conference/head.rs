//! 見出し: which conference it is, on which basis it stands, who is called, and the way to the ledger.

use domain::access::Action;
use domain::conference::ConferenceKind;
use leptos::prelude::*;

use crate::route::{MeetingFace, Route};
use crate::staff::words;
use crate::ui::*;

use super::{Page, named, not_held_words};

/// Name and number, day, room, basis and the three faces.
#[component]
pub(super) fn Head(page: Page, face: MeetingFace) -> impl IntoView {
    let Page { id, view, status } = page;
    let title = move || view.with(|view| format!("{} 第{}回", view.name, view.number));
    let facts = move || {
        view.with(|view| {
            let scope = if view.full { "　全体の会議" } else { "" };
            format!("{}　{}{scope}", words::span(view.planned), view.room)
        })
    };
    let serves = move || view.with(|view| view.also_serves.join("、"));
    let tabs = MeetingFace::ALL
        .map(|face| {
            let href = Route::Conference {
                conference: id,
                face,
            }
            .path();
            TabItem::link(face.key(), face.label(), href)
        })
        .to_vec();
    view! {
        <div class="page__head">
            <div>
                <a class="small back" href=Route::Conferences.path()>"← 会議の一覧へ"</a>
                <h1 translate="no">{title}</h1>
                <p class="muted" translate="no">{facts}</p>
                {move || {
                    let serves = serves();
                    (!serves.is_empty()).then(|| view! { <p class="small">{format!("兼ねる会議：{serves}")}</p> })
                }}
            </div>
            <Tag tone=Tone::Plain>{move || status.get().label()}</Tag>
        </div>
        <Basis page/>
        <Tabs label="会議の画面" items=tabs current=face.key().to_owned()/>
    }
}

/// The legal basis, above everything else.
#[component]
pub(super) fn Basis(page: Page) -> impl IntoView {
    view! {
        <p class="basis" data-kind="conference">
            <IconMark icon=Icon::Lock/>
            <strong>{move || page.view.with(|view| view.banner.clone())}</strong>
            <span>"ここで知ったことは、外で話せません。"</span>
        </p>
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
pub(super) fn Called(page: Page) -> impl IntoView {
    let rows = move || {
        page.view.with(|view| {
            view.invited
                .iter()
                .map(|person| {
                    let roles: Vec<_> = view
                        .roles
                        .iter()
                        .filter(|(_, held)| held == person)
                        .map(|(role, _)| role.label())
                        .collect();
                    (named(person), roles.join("・"), person.staff.is_none())
                })
                .collect::<Vec<_>>()
        })
    };
    view! {
        <section class="panel" aria-label="招集する人">
            <div class="panel__head">
                <h2>"招集する人"</h2>
                <span class="muted">{move || format!("{}人", rows().len())}</span>
            </div>
            <ul class="list" translate="no">
                {move || {
                    rows()
                        .into_iter()
                        .map(|(name, roles, paper)| {
                            view! {
                                <li class="list__row">
                                    <span>{name}</span>
                                    {(!roles.is_empty())
                                        .then(|| view! { <Tag tone=Tone::Accent>{roles}</Tag> })}
                                    {paper.then(|| view! { <Tag tone=Tone::Plain>"紙で案内"</Tag> })}
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </section>
    }
}

/// 実務者会議 goes through the ledger: the way there, and how far it has come.
#[component]
pub(super) fn Round(page: Page) -> impl IntoView {
    let sees = page.may(Action::SeeLedger);
    let round = Memo::new(move |_| {
        let practitioners = page
            .view
            .with(|view| view.kind == ConferenceKind::Practitioners);
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
