//! ほかの まちの 窓口へ うつること: on her first page only that it is so; where, what and when stand on a page
//! that she opens herself.

use domain::transfer::TransferScope;
use domain::view::her::{HerTransfer, HerTransferState};
use leptos::prelude::*;

use super::controls::Row;
use super::frame::{Bare, To};
use super::say::{Say, Word, Wording};
use super::{path, words};

/// The page about it.
pub fn page(transfer: Option<HerTransfer>) -> AnyView {
    view! {
        <h1>
            <Say text=words::TRANSFER/>
        </h1>
        {match transfer {
            Some(transfer) => view! { <Facts transfer/> }.into_any(),
            None => view! {
                <p class="her__card">
                    <Say text=words::TRANSFER_NONE/>
                </p>
            }
            .into_any(),
        }}
        <Bare page="z"/>
        <nav class="her__menu">
            <To href=path::TALK text=words::TALK/> <To href=path::PLAN text=words::BACK/>
        </nav>
    }
    .into_any()
}

/// On her first page: that it is so, and the way to the page about it. Where to is not said here:
/// somebody may stand behind her.
#[component]
pub(super) fn Moving(transfer: Option<HerTransfer>) -> impl IntoView {
    transfer.map(|transfer| {
        view! {
            <section class="her__card" aria-labelledby="transfer-head">
                <h2 id="transfer-head">
                    <Say text=words::TRANSFER/>
                </h2>
                <p>
                    <Say text=state_words(transfer.state)/>
                </p>
                <To href=path::TRANSFER text=words::TRANSFER_OPEN/>
            </section>
        }
    })
}

fn state_words(state: HerTransferState) -> Word {
    match state {
        HerTransferState::Agreed => words::TRANSFER_AGREED,
        HerTransferState::Gone { .. } => words::TRANSFER_GONE,
        HerTransferState::Withdrawn { .. } => words::TRANSFER_WITHDRAWN,
    }
}

#[component]
fn Facts(transfer: HerTransfer) -> impl IntoView {
    let made = match transfer.made_on.is_empty() {
        true => words::TRANSFER_NOT_MADE.into(),
        false => {
            let days = transfer.made_on.iter().map(|day| words::day(*day));
            Wording::List(days.collect())
        }
    };
    let last = match transfer.state {
        HerTransferState::Agreed => None,
        HerTransferState::Gone { on } => Some((words::TRANSFER_MOVED, on)),
        HerTransferState::Withdrawn { on } => Some((words::TRANSFER_STOPPED, on)),
    };
    let to = format!("{} {}", transfer.municipality, transfer.desk);
    view! {
        <section class="her__card">
            <p>
                <Say text=state_words(transfer.state)/>
            </p>
            <dl class="dl">
                <Row term=words::TRANSFER_TO text=to names=true/>
                <Row term=words::TRANSFER_YES text=words::day(transfer.agreed_on)/>
                <Row term=words::TRANSFER_MADE text=made/>
                {last.map(|(term, on)| view! { <Row term text=words::day(on)/> })}
            </dl>
        </section>
        <section class="her__card">
            <h2>
                <Say text=words::TRANSFER_WHAT/>
            </h2>
            <ul>
                {covered(&transfer.scope)
                    .into_iter()
                    .map(|text| view! { <li><Say text/></li> })
                    .collect_view()}
            </ul>
            {[words::TRANSFER_ONLY, words::TRANSFER_STOP]
                .map(|line| view! { <p><Say text=line/></p> })
                .collect_view()}
        </section>
    }
}

fn covered(scope: &TransferScope) -> Vec<Word> {
    let named = [
        (scope.identity, words::TRANSFER_NAME),
        (scope.her_words, words::TRANSFER_WORDS),
        (scope.whereabouts, words::TRANSFER_PLACE),
    ];
    let named = named.into_iter().filter(|(is, _)| *is);
    let kinds = scope.categories.iter().map(|kind| words::category(*kind));
    named.map(|(_, text)| text).chain(kinds).collect()
}
