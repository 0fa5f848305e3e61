//! 要請のいま: where it stands, why it came back, and the way to mend or withdraw it.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::request::{RequestStatus, Verdict};
use leptos::prelude::*;

use crate::route::{MeetingFace, Route};
use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::rights::Right;
use super::super::words;
use super::Page;

/// The steps every request goes through, in the words of the screen.
const STEPS: [(&str, &[RequestStatus]); 5] = [
    (
        "要請",
        &[
            RequestStatus::Submitted,
            RequestStatus::UnderReview,
            RequestStatus::Returned,
        ],
    ),
    (
        "開催の決定",
        &[RequestStatus::Approved, RequestStatus::Declined],
    ),
    ("招集", &[RequestStatus::Convened, RequestStatus::Postponed]),
    ("会議", &[RequestStatus::Held]),
    ("報告", &[RequestStatus::Reported, RequestStatus::Filed]),
];

/// Status, decision with its reason, and the next place to go.
#[component]
pub(super) fn Standing(page: Page, mending: RwSignal<bool>) -> impl IntoView {
    let status = page.status();
    let own = page.right(Action::SubmitRequest);
    let mine = mine(page);
    let facts = move || {
        page.view.with(|view| {
            vec![
                ("番号".to_owned(), view.case_no.clone()),
                ("要請機関".to_owned(), view.agency.name.clone()),
                (
                    "要請した人・日時".to_owned(),
                    format!(
                        "{}　{}",
                        view.submitted_by,
                        words::moment(view.request.submitted_at)
                    ),
                ),
                ("本人の同意".to_owned(), view.consent.label().to_owned()),
            ]
        })
    };
    view! {
        <section class="panel" aria-label="要請のいま">
            <div class="panel__head">
                <h2>"要請のいま"</h2>
                <Tag tone=Tone::Accent>{move || status.get().label()}</Tag>
            </div>
            <ol class="steps">
                {move || {
                    let at = STEPS.iter().position(|(_, holds)| holds.contains(&status.get()));
                    STEPS
                        .iter()
                        .enumerate()
                        .map(|(place, (name, _))| {
                            let state = match at {
                                Some(now) if place < now => "done",
                                Some(now) if place == now => "now",
                                _ => "next",
                            };
                            let current = (state == "now").then_some("step");
                            view! { <li class="steps__step" data-state=state aria-current=current>{*name}</li> }
                        })
                        .collect_view()
                }}
            </ol>
            <div translate="no">{move || view! { <DescriptionList items=facts()/> }}</div>
            <Answer page/>
            <div class="actions">
                <Show when=move || {
                    status.get() == RequestStatus::Returned && own.get() != Right::Hidden && mine.get()
                        && !mending.get()
                }>
                    <Button
                        variant=Variant::Primary
                        icon=Icon::Pen
                        on_press=move |()| mending.set(true)
                    >
                        "要請を直す"
                    </Button>
                </Show>
                <Ways page/>
            </div>
        </section>
    }
}

/// What the センター所長 decided, with the reason of a return or a no.
#[component]
fn Answer(page: Page) -> impl IntoView {
    move || {
        page.view.with(|view| {
            let decision = view.request.decision.as_ref()?;
            let by = view.decided_by.clone().unwrap_or_default();
            let when = words::moment(decision.at);
            let (kind, title) = match decision.verdict {
                Verdict::Hold => (NoticeKind::Success, "開催が決まりました"),
                Verdict::Return => (NoticeKind::Warning, "差し戻されました"),
                Verdict::Decline => (NoticeKind::Warning, "開催しないことになりました"),
            };
            let reason = decision.reason.clone();
            Some(view! {
                <Notice kind title>
                    {(!reason.is_empty())
                        .then(|| view! { <p translate="no">{format!("理由：{reason}")}</p> })}
                    <p class="small" translate="no">{format!("{by}　{when}")}</p>
                </Notice>
            })
        })
    }
}

/// Links to what came of the request.
#[component]
fn Ways(page: Page) -> impl IntoView {
    let Page {
        case,
        request,
        view,
        ..
    } = page;
    let meeting = Memo::new(move |_| view.with(|view| view.request.meeting));
    let reporting = Memo::new(move |_| {
        matches!(
            view.with(|view| view.request.status),
            RequestStatus::Held | RequestStatus::Reported | RequestStatus::Filed
        )
    });
    let report = StoredValue::new(Route::Report { case, request }.path());
    view! {
        {move || {
            meeting
                .get()
                .map(|meeting| {
                    let href = Route::Meeting { case, meeting, face: MeetingFace::Chair }.path();
                    view! { <LinkButton href icon=Icon::Meeting>"会議の画面へ"</LinkButton> }
                })
        }}
        <Show when=move || reporting.get()>
            <LinkButton href=report.get_value() icon=Icon::Pen>"報告へ"</LinkButton>
        </Show>
        <LinkButton href=Route::Sheet { case, request }.path() icon=Icon::Print>
            "個別ケース検討会議資料"
        </LinkButton>
    }
}

/// Whether the reader belongs to the agency that asked.
fn mine(page: Page) -> Memo<bool> {
    Memo::new(move |_| {
        let own = super::door()
            .me
            .with(|me| me.as_ref().map(|me| me.agency.id));
        page.view.with(|view| own == Some(view.request.agency))
    })
}

/// 取下げ, with a reason; only before the meeting was held, only by the requesting agency.
#[component]
pub(super) fn Withdraw(page: Page) -> impl IntoView {
    let act = Act::new();
    let reason = RwSignal::new(String::new());
    let right = page.right(Action::SubmitRequest);
    let unheld = Memo::new(move |_| page.view.with(|view| view.request.status.is_unheld()));
    let mine = mine(page);
    let stopped = Signal::derive(move || {
        reason
            .with(|text| text.trim().is_empty())
            .then(|| "理由を書いてください。".to_owned())
    });
    let withdraw = move |()| {
        let command = CaseCommand::WithdrawRequest {
            request: page.request,
            reason: reason.get_untracked(),
        };
        act.case(page.case, command, "要請を取り下げました", |_| ());
    };
    view! {
        <Show when=move || unheld.get() && mine.get() && right.get() != Right::Hidden>
            <details>
                <summary>"要請を取り下げる"</summary>
                <div class="stack">
                    <p>"招集していた会議は取りやめになり、案内した人に伝わります。"</p>
                    <TextArea id="withdraw-reason" label="取り下げる理由" value=reason rows=2/>
                    <Refusing act/>
                    // The right to submit is stopped by this very request; the server decides.
                    <div class="actions">
                        <Button
                            variant=Variant::Danger
                            busy=act.busy
                            disabled_reason=stopped
                            on_press=withdraw
                        >
                            "要請を取り下げる"
                        </Button>
                    </div>
                </div>
            </details>
        </Show>
    }
}
