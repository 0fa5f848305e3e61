//! 事後報告 in the meeting: what was started before it and waits for its approval.

use domain::command::CaseCommand;
use domain::view::PosthocView;
use leptos::prelude::*;

use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::early_start::EarlyStart;
use super::super::gathering::Fold;
use super::super::words;
use super::Page;

#[component]
pub(super) fn Posthoc(page: Page) -> impl IntoView {
    let reports = Memo::new(move |_| page.view.with(|view| view.posthoc.clone()));
    let act = Act::new();
    view! {
        <Show when=move || !reports.with(Vec::is_empty)>
            <section class="panel" aria-labelledby="meeting-posthoc-title">
                <div class="panel__head">
                    <h2 id="meeting-posthoc-title">"会議の前に始めた支援（事後報告）"</h2>
                </div>
                <Refusing act/>
                <ul class="list" translate="no">
                    // What is half written about one stays while others come in.
                    <For
                        each=move || reports.get()
                        key=|report| (report.id, report.approved.is_some(), report.rejected.is_some())
                        let:report
                    >
                        <li><OneReport page report act/></li>
                    </For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn OneReport(page: Page, report: PosthocView, act: Act) -> impl IntoView {
    let writes = page.gathering.writes();
    let waits = report.approved.is_none() && report.rejected.is_none();
    let id = report.id;
    let approve = move |()| {
        let command = CaseCommand::ApprovePostHoc {
            report: id,
            meeting: page.meeting,
        };
        act.case(
            page.case,
            command,
            "事後報告を承認したと記録しました",
            |_| (),
        );
    };
    let why_not = RwSignal::new(String::new());
    let reject = move |()| {
        if why_not.with_untracked(|text| text.trim().is_empty()) {
            act.refuse("承認しなかった理由を書いてください。");
            return;
        }
        let command = CaseCommand::RejectPostHoc {
            report: id,
            meeting: page.meeting,
            reason: why_not.get_untracked(),
        };
        act.case(
            page.case,
            command,
            "事後報告を承認しなかったと記録しました",
            |_| (),
        );
    };
    let judged = match (&report.approved, &report.rejected) {
        (Some(approved), _) => Some(format!("この会議で承認（{}）", words::date(approved.on))),
        (None, Some(rejected)) => Some(format!(
            "この会議で承認しなかった（{}）",
            words::date(rejected.on)
        )),
        (None, None) => None,
    };
    view! {
        <EarlyStart report judged/>
        <Show when=move || waits && writes.get()>
            <Button busy=act.busy on_press=approve>"会議で承認した"</Button>
            <Fold summary="承認しなかった">
                <TextArea
                    id=format!("posthoc-not-{id}")
                    label="承認しなかった理由"
                    help="報告した機関が読みます。これからどうするかも書きます。"
                    value=why_not
                    rows=2
                    shared=act.wording
                />
                <div class="actions">
                    <Button busy=act.busy on_press=reject>"承認しなかったと記録する"</Button>
                </div>
            </Fold>
        </Show>
    }
}
