//! 開催の可否: the センター所長 decides; a return and a no carry their reason.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::request::{RequestStatus, Verdict};
use leptos::prelude::*;

use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::rights::{Right, RightButton};
use super::Page;

fn read(key: &str) -> Option<Verdict> {
    match key {
        "hold" => Some(Verdict::Hold),
        "return" => Some(Verdict::Return),
        "decline" => Some(Verdict::Decline),
        _ => None,
    }
}

#[component]
pub(super) fn Decide(page: Page) -> impl IntoView {
    let status = page.status();
    let right = page.right(Action::DecideRequest);
    let open = Memo::new(move |_| {
        matches!(
            status.get(),
            RequestStatus::Submitted | RequestStatus::UnderReview
        )
    });
    view! {
        <Show when=move || open.get() && right.get() != Right::Hidden>
            <Form page/>
        </Show>
        <Show when=move || open.get() && right.get() == Right::Hidden>
            <p class="muted">"センター所長の決定を待っています。"</p>
        </Show>
    }
}

#[component]
fn Form(page: Page) -> impl IntoView {
    let act = Act::new();
    let verdict = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let needs_reason = move || {
        verdict
            .with(|key| read(key))
            .is_some_and(|verdict| verdict != Verdict::Hold)
    };
    let stopped = Signal::derive(move || {
        let Some(verdict) = verdict.with(|key| read(key)) else {
            return Some("開催するか、差し戻すか、開催しないかを選んでください。".to_owned());
        };
        let missing = verdict != Verdict::Hold && reason.with(|text| text.trim().is_empty());
        missing.then(|| "要請した機関に伝える理由を書いてください。".to_owned())
    });
    let label = Signal::derive(move || {
        match verdict.with(|key| read(key)) {
            Some(Verdict::Hold) | None => "開催を決定する",
            Some(Verdict::Return) => "要請を差し戻す",
            Some(Verdict::Decline) => "開催しないと決定する",
        }
        .to_owned()
    });
    let decide = move |()| {
        let Some(verdict) = verdict.with_untracked(|key| read(key)) else {
            return;
        };
        let reason = if verdict == Verdict::Hold {
            String::new()
        } else {
            reason.get_untracked()
        };
        let command = CaseCommand::DecideRequest {
            request: page.request,
            verdict,
            reason,
        };
        act.case(page.case, command, "決定を記録しました", |_| ());
    };
    view! {
        <section class="panel" aria-label="開催の可否">
            <div class="panel__head"><h2>"開催の可否"</h2></div>
            <RadioGroup
                id="verdict"
                label="センター所長の決定"
                options=vec![
                    Choice::new("hold", "開催する"),
                    Choice::new("return", "差し戻す").with_help("直してから、もう一度出してもらいます。"),
                    Choice::new("decline", "開催しない"),
                ]
                value=verdict
            />
            <Show when=needs_reason>
                <TextArea
                    id="verdict-reason"
                    label="理由"
                    help="要請した機関が読みます。次に何をすればよいかを書いてください。"
                    value=reason
                    rows=3
                    shared=act.wording
                />
            </Show>
            <Refusing act/>
            <div class="actions">
                <RightButton
                    rights=page.rights()
                    action=Action::DecideRequest
                    act
                    variant=Variant::Primary
                    stopped
                    on_press=decide
                    label
                />
            </div>
        </section>
    }
}
