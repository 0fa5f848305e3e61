//! 課題と不足する社会資源: raised here without anybody who could be recognised, checked by the 調整機関,
//! handed up to the next tier, and answered there.

use domain::access::Action;
use domain::command::Command;
use domain::conference::{ConferenceCommand, ConferenceKind};
use domain::id::{ConferenceId, RecordId};
use domain::view::conference::{ConferenceLine, IssueLine};
use domain::wire::Rights;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::form::Select;
use crate::staff::gathering::{Fold, Submit};
use crate::staff::rights::allowed;
use crate::staff::{ids, words};
use crate::ui::*;

use super::Page;

/// The missing resource of an issue, as a small word.
fn gap_tag(gap: Option<String>) -> impl IntoView {
    gap.filter(|gap| !gap.trim().is_empty())
        .map(|gap| view! { <Tag tone=Tone::Care>{format!("不足：{gap}")}</Tag> })
}

#[component]
pub(super) fn Issues(page: Page) -> impl IntoView {
    let raises = page.may(Action::RaiseIssue);
    let issues = Memo::new(move |_| page.view.with(|view| view.issues.clone()));
    let above = Memo::new(move |_| page.view.with(|view| view.above.clone()));
    let empty = Memo::new(move |_| issues.with(Vec::is_empty));
    let upper = page
        .view
        .with_untracked(|view| view.kind == ConferenceKind::Representatives);
    view! {
        <section class="panel" aria-label="課題と不足する社会資源">
            <div class="panel__head"><h2>"課題と不足する社会資源"</h2></div>
            <Show when=move || empty.get()>
                <p class="muted">
                    {if upper {
                        "実務者会議などで出され、調整機関が確かめた課題が、ここに上がってきます。"
                    } else {
                        "一つの会議では解けない課題や、足りない社会資源をここに出します。調整機関が確かめて、上の会議へ上げます。"
                    }}
                </p>
            </Show>
            <IssueList issues above rights=page.gathering.rights here=Some(page.id)/>
            <Show when=move || raises.get()>
                <NewIssue page/>
            </Show>
        </section>
    }
}

/// The issues, each built once, so that an answer being typed stays.
#[component]
pub fn IssueList(
    issues: Memo<Vec<IssueLine>>,
    /// Conferences of the next tier an issue may be handed to.
    #[prop(into)]
    above: Signal<Vec<ConferenceLine>>,
    #[prop(into)] rights: Signal<Rights>,
    /// The conference they are shown in; an issue is answered where it was handed to.
    here: Option<ConferenceId>,
) -> impl IntoView {
    let ids = move || issues.with(|all| all.iter().map(|one| one.id).collect::<Vec<_>>());
    let card = move |id: RecordId| {
        let issue =
            Memo::new(move |_| issues.with(|all| all.iter().find(|one| one.id == id).cloned()));
        view! { <IssueCard issue above rights here/> }
    };
    view! { <For each=ids key=|id| *id children=card/> }
}

/// One issue with what became of it and, for those who may, its next step.
#[component]
fn IssueCard(
    issue: Memo<Option<IssueLine>>,
    above: Signal<Vec<ConferenceLine>>,
    rights: Signal<Rights>,
    here: Option<ConferenceId>,
) -> impl IntoView {
    let act = Act::new();
    let checks = Memo::new(move |_| rights.with(|rights| allowed(rights, Action::CheckIssue)));
    let with =
        move |read: fn(&IssueLine) -> bool| issue.with(|issue| issue.as_ref().is_some_and(read));
    let checked = Memo::new(move |_| with(|issue| issue.checked));
    let handed = Memo::new(move |_| with(|issue| issue.handed_to.is_some()));
    let answered = Memo::new(move |_| with(|issue| !issue.answer.trim().is_empty()));
    let arrived = Memo::new(move |_| {
        issue.with(|issue| {
            let to = issue.as_ref().and_then(|issue| issue.handed_to);
            to.is_some() && (here.is_none() || to == here)
        })
    });
    let send = move |make: &dyn Fn(&IssueLine) -> ConferenceCommand, words: &'static str| {
        issue.with_untracked(|issue| {
            if let Some(issue) = issue {
                let command = Command::Conference {
                    conference: issue.raised_in,
                    act: make(issue),
                };
                act.run(command, words, |_| ());
            }
        });
    };
    let check = move |()| {
        send(
            &|issue| ConferenceCommand::CheckIssue { issue: issue.id },
            "確かめたことを記録しました",
        );
    };
    let to = RwSignal::new(String::new());
    let hand_up = move |()| match to.with_untracked(|text| text.parse::<ConferenceId>()) {
        Err(_) => act.refuse("上げる先の会議を選んでください。"),
        Ok(to) => send(
            &|issue| ConferenceCommand::HandIssueUp {
                issue: issue.id,
                to,
            },
            "上の会議に上げました",
        ),
    };
    let answer = RwSignal::new(String::new());
    let reply = move |()| {
        if answer.with_untracked(|text| text.trim().is_empty()) {
            return act.refuse("会議での答えを書いてください。");
        }
        let words = answer.get_untracked();
        send(
            &|issue| ConferenceCommand::AnswerIssue {
                issue: issue.id,
                answer: words.clone(),
            },
            "答えを記録しました",
        );
    };
    let field = move |part: &str| {
        issue.with_untracked(|issue| {
            issue
                .as_ref()
                .map(|issue| format!("issue-{part}-{}", issue.id))
                .unwrap_or_default()
        })
    };
    let options = Signal::derive(move || {
        above.with(|above| {
            above
                .iter()
                .map(|line| {
                    let day = words::short_date(line.planned.from.date());
                    let words = format!("{} 第{}回 {day}", line.name, line.number);
                    (line.id.to_string(), words)
                })
                .collect::<Vec<_>>()
        })
    });
    view! {
        <article class="issue">
            {move || {
                issue
                    .get()
                    .map(|issue| {
                        let state = match (issue.checked, issue.handed_to.is_some()) {
                            (_, true) if !issue.answer.trim().is_empty() => ("答えあり", Tone::Good),
                            (_, true) => ("上の会議に上げました", Tone::Accent),
                            (true, false) => ("確認ずみ", Tone::Plain),
                            (false, false) => ("確認まだ", Tone::Plain),
                        };
                        view! {
                            <p class="issue__text" translate="no">{issue.text}</p>
                            <p class="row small">
                                <span class="muted">{words::date(issue.raised_on)}</span>
                                <Tag tone=state.1>{state.0}</Tag>
                                {gap_tag(issue.resource_gap)}
                            </p>
                            {(!issue.answer.trim().is_empty())
                                .then(|| {
                                    view! {
                                        <p class="issue__answer" translate="no">
                                            <strong>"会議での答え　"</strong>
                                            {issue.answer.clone()}
                                        </p>
                                    }
                                })}
                        }
                    })
            }}
            <Refusing act/>
            <Show when=move || checks.get() && !checked.get()>
                <div class="actions">
                    <Button icon=Icon::Check busy=act.busy on_press=check>
                        "だれのことか分からないと確かめた"
                    </Button>
                </div>
            </Show>
            <Show when=move || checks.get() && checked.get() && !handed.get() && here.is_some()>
                <Show
                    when=move || above.with(|above| !above.is_empty())
                    fallback=|| {
                        view! {
                            <p class="small muted">
                                "上の会議を予定すると、ここから上げられます。"
                            </p>
                        }
                    }
                >
                    <div class="issue__step">
                        <Select id=field("to") label="上げる先" options value=to/>
                        <Button icon=Icon::Upload busy=act.busy on_press=hand_up>"上げる"</Button>
                    </div>
                </Show>
            </Show>
            <Show when=move || checks.get() && arrived.get() && !answered.get()>
                <Fold summary="答えを書く">
                    <TextArea id=field("answer") label="会議での答え" value=answer rows=2/>
                    <Button busy=act.busy on_press=reply>"答えを記録する"</Button>
                </Fold>
            </Show>
        </article>
    }
}

/// What is typed of an issue to raise. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct IssueDraft {
    /// One id for one issue, however often it is sent.
    id: RwSignal<RecordId>,
    text: RwSignal<String>,
    gap: RwSignal<String>,
}

impl IssueDraft {
    pub(super) fn new() -> Self {
        Self {
            id: RwSignal::new(RecordId(ids::new())),
            text: RwSignal::new(String::new()),
            gap: RwSignal::new(String::new()),
        }
    }
}

#[component]
fn NewIssue(page: Page) -> impl IntoView {
    let IssueDraft { id, text, gap } = page.issue;
    let act = Act::new();
    let add = move |()| {
        if text.with_untracked(|text| text.trim().is_empty()) {
            return act.refuse("課題を書いてください。");
        }
        let resource_gap = gap.with_untracked(|gap| {
            let gap = gap.trim();
            (!gap.is_empty()).then(|| gap.to_owned())
        });
        let command = ConferenceCommand::RaiseIssue {
            issue: id.get_untracked(),
            text: text.get_untracked(),
            resource_gap,
        };
        page.send(act, command, "課題を出しました", move || {
            id.set(RecordId(ids::new()));
            text.set(String::new());
            gap.set(String::new());
        });
    };
    view! {
        <Fold summary="課題を出す">
            <TextArea
                id="issue-text"
                label="課題"
                help="名前、番号、住所、日にちなど、だれのことか分かることを書きません。"
                value=text
                rows=3
                shared=act.wording
            />
            <TextInput
                id="issue-gap"
                label="不足する社会資源"
                help="ひとことで。例：夜間のショートステイ"
                need=Need::Optional
                value=gap
                shared=act.wording
            />
            <Submit act label="課題に加える" on_press=add/>
        </Fold>
    }
}
