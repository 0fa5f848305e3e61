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

use super::{Waiting, inquiries};

/// Each answer that came and was not opened yet. What was opened here stays on the screen.
#[component]
pub(super) fn News(inbox: Signal<Inbox>) -> impl IntoView {
    let kind = InboxKind::InquiryAnswered;
    let kept = RwSignal::new(Vec::<(CaseId, String, InquiryView)>::new());
    Effect::new(move |_| {
        let came = inbox.with(|inbox| inquiries(inbox, kind));
        kept.update(|kept| {
            for one in came {
                if !kept.iter().any(|(_, _, known)| known.id == one.2.id) {
                    kept.push(one);
                }
            }
        });
    });
    let many = Memo::new(move |_| kept.with(Vec::len));
    view! {
        <Waiting id="inbox-news-title" title=kind.label() many>
            <For each=move || kept.get() key=|(_, _, inquiry)| inquiry.id let:one>
                <Answer case=one.0 no=one.1 inquiry=one.2/>
            </For>
        </Waiting>
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
                        <Button busy=act.busy on_press=open>"返事を開く"</Button>
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
