//! 本人の異議 in the inbox of who answers it: who was to hand over to whom, her words, and the answer.

use domain::id::CaseId;
use domain::view::handover::HandoverLine;
use domain::view::{Inbox, InboxKind};
use leptos::prelude::*;

use crate::staff::objection::Objection;
use crate::staff::words;
use crate::ui::*;

use super::Waiting;

/// Every objection that waits. Each stays as it is while others come and go, so that an answer half
/// written is not lost.
#[component]
pub(super) fn Objections(inbox: Signal<Inbox>) -> impl IntoView {
    let waiting = Memo::new(move |_| {
        inbox.with(|inbox| {
            inbox
                .items
                .iter()
                .filter(|item| item.kind == InboxKind::ObjectionToAnswer)
                .filter_map(|item| Some((item.case, item.no.clone(), item.handover.clone()?)))
                .flat_map(|(case, no, line)| {
                    let waiting = line.objections.clone();
                    waiting
                        .into_iter()
                        .filter(|objection| objection.answer.is_none())
                        .map(move |objection| (case, no.clone(), line.clone(), objection))
                })
                .collect::<Vec<_>>()
        })
    });
    let many = Memo::new(move |_| waiting.with(Vec::len));
    let label = InboxKind::ObjectionToAnswer.label();
    view! {
        <Waiting id="inbox-objections-title" title=label many counted=true>
            <For each=move || waiting.get() key=|(_, _, _, objection)| objection.id let:one>
                {
                    let (case, no, line, objection) = one;
                    let handover = line.id;
                    view! {
                        <article class="notice-card">
                            <Title case no line/>
                            <Objection case handover objection may_answer=true/>
                        </article>
                    }
                }
            </For>
        </Waiting>
    }
}

#[component]
fn Title(case: CaseId, no: String, line: HandoverLine) -> impl IntoView {
    let href = crate::route::Route::case(case).path();
    let who = format!(
        "{}から{}へ（{}から）",
        line.from,
        line.to,
        words::date(line.on)
    );
    view! {
        <h3 translate="no"><a href=href>{no}</a> " 担当が変わることに、本人が異議を書きました"</h3>
        <DescriptionList items=vec![
            ("引き継ぎ".to_owned(), who),
            ("いまは".to_owned(), line.status.label().to_owned()),
        ]/>
    }
}
