//! 照会・協力依頼への返事 in the inbox of who asked: closed at first, gone once it was opened and the
//! inbox is left.

use domain::command::CaseCommand;
use domain::id::CaseId;
use domain::inquiry::InquiryStatus;
use domain::view::{Inbox, InboxKind, InquiryView};
use leptos::prelude::*;

use crate::route::Route;
use crate::staff::act::{Act, Refusing};
use crate::staff::words;
use crate::ui::*;

/// Each answer that came and was not opened yet. What was opened here stays on the screen.
#[component]
pub(super) fn News(inbox: Signal<Inbox>) -> impl IntoView {
    let kept = RwSignal::new(Vec::<(CaseId, String, InquiryView)>::new());
    Effect::new(move |_| {
        let came = inbox.with(|inbox| {
            inbox
                .items
                .iter()
                .filter(|item| item.kind == InboxKind::InquiryAnswered)
                .filter_map(|item| Some((item.case, item.no.clone(), item.inquiry.clone()?)))
                .collect::<Vec<_>>()
        });
        kept.update(|kept| {
            for one in came {
                if !kept.iter().any(|(_, _, known)| known.id == one.2.id) {
                    kept.push(one);
                }
            }
        });
    });
    let label = InboxKind::InquiryAnswered.label();
    view! {
        <Show when=move || !kept.with(Vec::is_empty)>
            <section class="panel" aria-labelledby="inbox-news-title">
                <div class="panel__head"><h2 id="inbox-news-title">{label}</h2></div>
                <For each=move || kept.get() key=|(_, _, inquiry)| inquiry.id let:one>
                    <Answer case=one.0 no=one.1 inquiry=one.2/>
                </For>
            </section>
        </Show>
    }
}

/// One answer: who sent it, and its words once it is opened.
#[component]
fn Answer(case: CaseId, no: String, inquiry: InquiryView) -> impl IntoView {
    let id = inquiry.id;
    let opened = RwSignal::new(false);
    let act = Act::new();
    let open = move |()| {
        let command = CaseCommand::OpenInquiryEnd { inquiry: id };
        act.case(case, command, "返事を開きました", move |_| {
            opened.try_set(true);
        });
    };
    let declined = inquiry.status == InquiryStatus::Declined;
    let title = format!(
        "{no} {}から{}",
        inquiry.agency.name,
        if declined {
            "お断りの返事"
        } else {
            "回答"
        }
    );
    let at = inquiry.end.as_ref().map(|end| words::moment(end.at));
    let rows = StoredValue::new(rows(&inquiry, declined));
    let href = Route::case(case).path();
    view! {
        <article class="notice-card" translate="no">
            <h3>{title}</h3>
            <p class="small muted">{at}</p>
            <Refusing act/>
            <Show
                when=move || opened.get()
                fallback=move || {
                    view! {
                        <Button variant=Variant::Primary busy=act.busy on_press=open>"返事を開く"</Button>
                    }
                }
            >
                <DescriptionList items=rows.get_value()/>
                <p><a href=href.clone()>"ケースの「照会・協力依頼」へ"</a></p>
            </Show>
        </article>
    }
}

fn rows(inquiry: &InquiryView, declined: bool) -> Vec<(String, String)> {
    let mut rows = vec![("たずねたこと・頼んだこと".to_owned(), inquiry.what.clone())];
    if let Some(end) = &inquiry.end {
        let label = if declined { "断る理由" } else { "回答" };
        rows.push((label.to_owned(), end.words.clone()));
        rows.push(("記入".to_owned(), format!("{}　{}", end.agency, end.by)));
    }
    rows
}
