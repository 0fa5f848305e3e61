//! 計画を進める: show it to her, bring it to the meeting, confirm it. Each step says what it still needs.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::id::MeetingId;
use domain::plan::{AgreementExtent, PlanStatus};
use domain::refusal::Refusal;
use domain::timing::TimingCommand;
use domain::view::PlanView;
use leptos::prelude::*;

use crate::drawn::DrawnName;
use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::form::Select;
use super::super::rights::{Right, RightButton};
use super::super::words;
use super::Page;

/// Comments and items of hers that wait for an answer.
fn waiting(view: &PlanView) -> (usize, usize) {
    let items = view.own.iter().filter(|line| line.waits());
    (view.plan.waiting().count(), items.count())
}

fn version(view: &PlanView) -> u16 {
    view.plan.current().map_or(0, |one| one.number)
}

/// That she waits for an answer, above everything else.
#[component]
pub(super) fn Waiting(page: Page) -> impl IntoView {
    let count = Memo::new(move |_| page.view.with(waiting));
    move || {
        let (comments, items) = count.get();
        let comments =
            (comments > 0).then(|| format!("返事のないコメントが{comments}件あります。"));
        let items =
            (items > 0).then(|| format!("返事のない、本人が加えた項目が{items}件あります。"));
        (comments.is_some() || items.is_some()).then(|| {
            view! {
                <Notice kind=NoticeKind::Warning title="本人が返事を待っています">
                    <p>{comments} {items} "返事をするまで、計画は確定できません。"</p>
                </Notice>
            }
        })
    }
}

/// Agreement and the next step.
#[component]
pub(super) fn Release(page: Page) -> impl IntoView {
    view! {
        <section class="panel" aria-label="計画を進める">
            <div class="panel__head"><h2>"計画を進める"</h2></div>
            <Agreed page/>
            <ShareStep page/>
            <SubmitStep page/>
            <ConfirmStep page/>
            <NoAgreement page/>
        </section>
    }
}

/// Her agreement, to which version, or that it is missing.
#[component]
fn Agreed(page: Page) -> impl IntoView {
    let words = move || {
        page.view.with(|view| {
            let now = version(view);
            match &view.plan.agreement {
                Some(given) => {
                    let old = if given.version == now {
                        String::new()
                    } else {
                        format!("（いまは第{now}版です。新しい版への返事を聞いてください）")
                    };
                    let open = match given.open_items.len() {
                        0 => String::new(),
                        n => format!("　保留 {n}件"),
                    };
                    format!(
                        "本人の返事：{}　第{}版　{}{open}{old}",
                        given.extent.label(),
                        given.version,
                        words::moment(given.at)
                    )
                }
                None => "本人の同意は、まだありません。".to_owned(),
            }
        })
    };
    let said = move || {
        page.view.with(|view| {
            let given = view.plan.agreement.as_ref()?;
            (!given.words.trim().is_empty()).then(|| given.words.clone())
        })
    };
    let signed = move || {
        page.view.with(|view| {
            let signed = &view.plan.agreement.as_ref()?.signed;
            (!signed.is_empty()).then(|| format!("本人が書いた名前：{signed}"))
        })
    };
    let drawn = move || {
        page.view.with(|view| {
            let drawn = &view.plan.agreement.as_ref()?.drawn;
            (!drawn.is_empty()).then(|| drawn.clone())
        })
    };
    view! {
        <p>{words}</p>
        {move || {
            drawn().map(|drawn| view! {
                <figure class="stack">
                    <figcaption id="drawn-name">"本人が手で書いた名前"</figcaption>
                    <DrawnName drawn labelled_by="drawn-name"/>
                </figure>
            })
        }}
        {move || signed().map(|words| view! { <p translate="no">{words}</p> })}
        {move || said().map(|words| view! { <blockquote class="quote" translate="no">{words}</blockquote> })}
    }
}

#[component]
fn ShareStep(page: Page) -> impl IntoView {
    let act = Act::new();
    let shown = Memo::new(move |_| {
        page.view.with(|view| {
            view.plan
                .current()
                .is_some_and(|one| one.shared_at.is_some())
        })
    });
    let stopped = Signal::derive(move || {
        page.view.with(|view| {
            let missing = view.plan.current().is_some_and(|one| {
                one.items
                    .iter()
                    .any(|item| item.easy_text.trim().is_empty())
            });
            missing.then(|| "それぞれの項目に「やさしいことば」を書いてください。".to_owned())
        })
    });
    let share = move |()| {
        let version = page.view.with_untracked(version);
        let command = CaseCommand::SharePlan {
            plan: page.plan,
            version,
        };
        act.case(page.case, command, "本人の画面に出しました", |_| ());
    };
    view! {
        <Show
            when=move || !shown.get()
            fallback=|| view! { <p class="small muted">"この版は、本人の画面に出ています。"</p> }
        >
            <Refusing act/>
            <div class="actions">
                <RightButton
                    rights=page.rights()
                    action=Action::WritePlan
                    act
                    variant=Variant::Primary
                    icon=Icon::Eye
                    stopped
                    on_press=share
                    label="この版を本人に見せる".to_owned()
                />
            </div>
        </Show>
    }
}

#[component]
fn SubmitStep(page: Page) -> impl IntoView {
    let act = Act::new();
    let due = Memo::new(move |_| {
        page.view.with(|view| {
            let shown = view
                .plan
                .current()
                .is_some_and(|one| one.shared_at.is_some());
            shown && view.plan.status.may_become(PlanStatus::Submitted)
        })
    });
    let submit = move |()| {
        let command = CaseCommand::SubmitPlan { plan: page.plan };
        act.case(page.case, command, "計画を会議に出しました", |_| ());
    };
    view! {
        <Show when=move || due.get()>
            <Refusing act/>
            <div class="actions">
                <RightButton
                    rights=page.rights()
                    action=Action::WritePlan
                    act
                    on_press=submit
                    label="会議に出す".to_owned()
                />
            </div>
        </Show>
    }
}

/// The value that stands for confirming without a meeting.
const NO_MEETING: &str = "none";

#[component]
fn ConfirmStep(page: Page) -> impl IntoView {
    let act = Act::new();
    let meeting = RwSignal::new(page.view.with_untracked(|view| {
        view.meetings
            .last()
            .map(|one| one.id.to_string())
            .unwrap_or_default()
    }));
    let meetings = Signal::derive(move || {
        page.view.with(|view| {
            view.meetings
                .iter()
                .map(|one| {
                    (
                        one.id.to_string(),
                        format!("第{}回　{}", one.number, words::span(one.planned)),
                    )
                })
                .chain(view.without_meeting.iter().map(|reason| {
                    (
                        NO_MEETING.to_owned(),
                        format!("会議なしで確定する（{reason}）"),
                    )
                }))
                .collect::<Vec<_>>()
        })
    });
    let right = page.right(Action::ConfirmPlan);
    let confirmed = Memo::new(move |_| {
        page.view.with(|view| {
            let now = version(view);
            view.plan
                .confirmed
                .as_ref()
                .filter(|one| one.version == now)
                .map(|one| one.at)
        })
    });
    let stopped = Signal::derive(move || {
        page.view.with(|view| match waiting(view) {
            (0, 0) if view.meetings.is_empty() && view.without_meeting.is_none() => {
                Some("確定には、この計画を話し合った会議が要ります。".to_owned())
            }
            (0, 0) if meeting.with(String::is_empty) => {
                Some("話し合った会議を選んでください。".to_owned())
            }
            (0, 0) => None,
            (0, count) => Some(Refusal::HerItemWaits { count }.words()),
            (count, _) => Some(Refusal::CommentWaits { count }.words()),
        })
    });
    let confirm = move |()| {
        let version = page.view.with_untracked(version);
        let plan = page.plan;
        let chosen = meeting.get_untracked();
        let command = match chosen.parse::<MeetingId>() {
            Ok(meeting) => CaseCommand::ConfirmPlan {
                plan,
                version,
                meeting,
            },
            Err(_) if chosen == NO_MEETING => {
                CaseCommand::Timing(TimingCommand::ConfirmPlan { plan, version })
            }
            Err(_) => return,
        };
        act.case(page.case, command, "計画を確定しました", |_| ());
    };
    view! {
        <Show
            when=move || confirmed.get().is_none()
            fallback=move || {
                view! {
                    <Notice kind=NoticeKind::Success title="確定しました">
                        <p>{move || confirmed.get().map(words::moment)}</p>
                    </Notice>
                }
            }
        >
            <Show when=move || right.get() != Right::Hidden>
                <Select id="confirm-meeting" label="話し合った会議" options=meetings value=meeting/>
                <Refusing act/>
                <div class="actions">
                    <RightButton
                        rights=page.rights()
                        action=Action::ConfirmPlan
                        act
                        stopped
                        on_press=confirm
                        label="計画を確定する".to_owned()
                    />
                </div>
            </Show>
        </Show>
    }
}

/// Why she has not agreed, where the meeting goes on all the same; never after a no of hers.
#[component]
fn NoAgreement(page: Page) -> impl IntoView {
    let act = Act::new();
    let reason = RwSignal::new(String::new());
    let right = page.right(Action::WritePlan);
    let due = Memo::new(move |_| {
        page.view.with(|view| {
            let now = version(view);
            let agreed = view.plan.agreed_to(now).is_some_and(|given| {
                matches!(given.extent, AgreementExtent::Whole | AgreementExtent::Part)
            });
            !agreed
                && view.plan.status != PlanStatus::WomanDeclined
                && view.plan.confirmed.is_none()
        })
    });
    let stored = move || page.view.with(|view| view.plan.no_agreement_reason.clone());
    let stopped = Signal::derive(move || {
        reason
            .with(|text| text.trim().is_empty())
            .then(|| "理由を書いてください。".to_owned())
    });
    let record = move |()| {
        let command = CaseCommand::RecordNoAgreement {
            plan: page.plan,
            reason: reason.get_untracked(),
        };
        act.case(page.case, command, "理由を記録しました", |_| ());
    };
    view! {
        {move || {
            stored()
                .map(|why| view! { <p class="small" translate="no">{format!("本人の同意がない理由：{why}")}</p> })
        }}
        <Show when=move || due.get() && right.get() != Right::Hidden>
            <details>
                <summary>"本人の同意がない理由を記録する"</summary>
                <div class="stack">
                    <TextArea
                        id="no-agreement"
                        label="理由"
                        value=reason
                        rows=2
                        shared=act.wording
                    />
                    <Refusing act/>
                    <RightButton
                        rights=page.rights()
                        action=Action::WritePlan
                        act
                        stopped
                        on_press=record
                        label="理由を記録する".to_owned()
                    />
                </div>
            </details>
        </Show>
    }
}
