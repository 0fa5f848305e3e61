//! 会議のご案内: conferences of the council, and single items of a 支援会議, that the reader is called to.
//! Nothing in them is about anyone.

use domain::conference::NotHeld;
use domain::view::Inbox;
use domain::view::conference::ConferenceLine;
use domain::view::matter::MatterNotice;
use leptos::prelude::*;

use crate::route::{MeetingFace, Route};
use crate::staff::words;
use crate::ui::*;

use super::Waiting;

/// The notice of a conference.
#[component]
pub(super) fn Called(line: ConferenceLine) -> impl IntoView {
    let href = Route::Conference {
        conference: line.id,
        face: MeetingFace::Chair,
    }
    .path();
    let title = format!("{}（第{}回）", line.name, line.number);
    let room = line.room.unwrap_or_default();
    view! {
        <article class="notice-card">
            <h3>{title}</h3>
            <DescriptionList items=vec![
                ("日時".to_owned(), words::span(line.planned)),
                ("会場".to_owned(), room),
            ]/>
            {match (off(line.not_held.as_ref()), line.opens) {
                (Some(off), _) => view! { <p><strong>{off}</strong></p> }.into_any(),
                (None, true) => view! { <p><a href=href>"会議の画面へ"</a></p> }.into_any(),
                (None, false) => hours(),
            }}
        </article>
    }
}

/// Called to one item alone: the way to it.
#[component]
pub(super) fn ToItems(inbox: Signal<Inbox>) -> impl IntoView {
    let notices = Memo::new(move |_| inbox.with(|inbox| inbox.matters.clone()));
    let many = Memo::new(move |_| notices.with(Vec::len));
    view! {
        <Waiting id="inbox-items-title" title="支援会議の案件のご案内" many>
            <ul class="list">
                {move || {
                    let one = |notice| view! { <li><ToItem notice/></li> };
                    notices.get().into_iter().map(one).collect_view()
                }}
            </ul>
        </Waiting>
    }
}

#[component]
fn ToItem(notice: MatterNotice) -> impl IntoView {
    let href = Route::Matter {
        matter: notice.matter,
    }
    .path();
    let (about, told) = match notice.shared {
        true => (
            "記録",
            "出席した案件の記録が、共有されました。読めるのは、その場にいた人だけです。",
        ),
        false => (
            "ご案内",
            "あなたは、会議のうち一つの案件に呼ばれています。時間は目安です。この案内を転送しないでください。",
        ),
    };
    let title = format!("{}の案件の{about}", notice.kind.label());
    let later = notice
        .carried_over
        .then(|| "この案件は、この回では扱いません。".to_owned());
    let off = off(notice.not_held.as_ref()).or(later);
    view! {
        <article class="notice-card" translate="no">
            <h3>{title}</h3>
            <DescriptionList items=vec![
                ("日時".to_owned(), words::span(notice.span)),
                ("会場".to_owned(), notice.room),
            ]/>
            <p class="small muted">{told}</p>
            {match (off, notice.opens) {
                (Some(off), _) => view! { <p><strong>{off}</strong></p> }.into_any(),
                (None, true) if notice.shared => {
                    view! { <p><a href=href>"案件の記録を読む"</a></p> }.into_any()
                }
                (None, true) => view! { <p><a href=href>"案件の画面へ"</a></p> }.into_any(),
                (None, false) => hours(),
            }}
        </article>
    }
}

/// Why it will not be held.
fn off(reason: Option<&NotHeld>) -> Option<String> {
    reason.map(|reason| match reason {
        NotHeld::NoCases => "案件なしのため開催しません。".to_owned(),
        NotHeld::Other(reason) => format!("開催しません：{reason}"),
    })
}

/// When it opens.
fn hours() -> AnyView {
    view! { <p class="small muted">"資料は、会議の24時間前から開けます。"</p> }.into_any()
}
