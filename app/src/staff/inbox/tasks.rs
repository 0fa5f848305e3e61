//! あなたのやること: one's own open tasks of all cases, by case code and day, the longest overdue first.

use domain::task::TaskOf;
use domain::view::{Inbox, OwnTask};
use leptos::prelude::*;

use crate::route::{CasePart, Route};
use crate::staff::door::door;
use crate::staff::words;

use super::Waiting;

#[component]
pub(super) fn OwnTasks(inbox: Signal<Inbox>) -> impl IntoView {
    let tasks = Memo::new(move |_| inbox.with(|inbox| inbox.tasks.clone()));
    let many = Memo::new(move |_| tasks.with(Vec::len));
    view! {
        <Waiting id="own-tasks-title" title="あなたのやること" many counted=true>
            <ul class="list">
                {move || {
                    let one = |task| view! { <li><One task/></li> };
                    tasks.get().into_iter().map(one).collect_view()
                }}
            </ul>
        </Waiting>
    }
}

#[component]
fn One(task: OwnTask) -> impl IntoView {
    let href = Route::Case {
        case: task.case,
        part: CasePart::Tasks,
    }
    .path();
    let from = match task.of {
        TaskOf::Decision(_) => "会議の決定",
        TaskOf::Item { .. } => "計画",
    };
    let whose = match task.by_name {
        true => "あなた",
        false => "あなたの機関",
    };
    let due = words::due(Some(task.due), door().today());
    view! {
        <div class="list__row">
            <span class="num">{task.no}</span>
            <a href=href><strong>"やることを見て、記録する"</strong></a>
            <span class="muted small">{from} "　" {whose} "　" {words::date(task.due)}</span>
            {due
                .map(|(words, key)| {
                    view! { <span class="card__due list__end" data-due=key>{words}</span> }
                })}
        </div>
    }
}
