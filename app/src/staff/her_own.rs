//! 本人が加えたもの: her own items and wishes, to the letter. They are hers: staff answer them, and
//! nothing here can be written over.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::her_plan::HerPlanCommand;
use domain::id::{CaseId, ItemId};
use domain::view::{OwnLine, OwnOf};
use domain::wire;
use leptos::prelude::*;

use crate::ui::*;

use super::act::{Act, Refusing};
use super::her_words::{AnswerForm, READ_BACK, Reply, unsaid};
use super::ids;
use super::rights::{Right, RightButton, right};
use super::words;

/// Her items and wishes with the answers to them, and a way to write one down for her.
#[component]
pub fn HerOwn(
    case: CaseId,
    #[prop(into)] lines: Signal<Vec<OwnLine>>,
    #[prop(into)] rights: Signal<wire::Rights>,
) -> impl IntoView {
    let keys = move || lines.with(|lines| lines.iter().map(|line| line.of).collect::<Vec<_>>());
    let none = Memo::new(move |_| lines.with(Vec::is_empty));
    let writes = move || rights.with(|rights| right(rights, Action::HerVoice) != Right::Hidden);
    view! {
        <Show when=move || !none.get() || writes()>
            <section class="panel" aria-label="本人が加えた項目・希望">
                <div class="panel__head"><h2>"本人が加えた項目・希望"</h2></div>
                <p class="muted">"本人のものです。書きかえずに、返事をします。"</p>
                <For each=keys key=|of| *of let:of>
                    <Line case of lines rights/>
                </For>
                <Add case rights/>
            </section>
        </Show>
    }
}

/// What she added, to read only: beside the plan while it is written.
#[component]
pub fn HerItems(#[prop(into)] lines: Signal<Vec<OwnLine>>) -> impl IntoView {
    let items = Memo::new(move |_| {
        lines.with(|lines| {
            lines
                .iter()
                .filter(|line| line.is_item())
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || !items.with(Vec::is_empty)>
            <section class="panel" aria-label="本人が加えた項目" translate="no">
                <div class="panel__head"><h2>"本人が加えた項目"</h2></div>
                <p class="muted">
                    "本人のものです。書きかえられません。計画に入れるときは、新しい項目として書き、本人に返事をします。"
                </p>
                {move || {
                    items
                        .get()
                        .into_iter()
                        .map(|line| view! { <blockquote class="quote">{line.words}</blockquote> })
                        .collect_view()
                }}
            </section>
        </Show>
    }
}

#[component]
fn Line(
    case: CaseId,
    of: OwnOf,
    lines: Signal<Vec<OwnLine>>,
    rights: Signal<wire::Rights>,
) -> impl IntoView {
    let line =
        Memo::new(move |_| lines.with(|lines| lines.iter().find(|line| line.of == of).cloned()));
    let title = match of {
        OwnOf::Item(_) => "本人が加えた項目",
        OwnOf::Wish(_) => "本人の希望",
    };
    let answers = rights;
    let id = match of {
        OwnOf::Item(item) => format!("own-answer-{item}"),
        OwnOf::Wish(wish) => format!("own-answer-{wish}"),
    };
    let command = move |words| {
        CaseCommand::HerPlan(match of {
            OwnOf::Item(item) => HerPlanCommand::AnswerItem { item, words },
            OwnOf::Wish(wish) => HerPlanCommand::AnswerWish { wish, words },
        })
    };
    view! {
        <div class="plan__comment" translate="no">
            {move || {
                let line = line.get()?;
                let by = match line.written_by {
                    Some(by) => format!("{}　代筆：{by}", words::moment(line.at)),
                    None => words::moment(line.at),
                };
                Some(view! {
                    <p class="row">
                        <strong>{title}</strong>
                        {line.due.map(|due| {
                            let due = format!("{}までに返事", words::date(due));
                            view! {
                                <Tag tone=Tone::Care>"返事を待っています"</Tag>
                                <span class="small muted">{due}</span>
                            }
                        })}
                    </p>
                    <blockquote class="quote">{line.words}</blockquote>
                    <p class="small muted">{by}</p>
                    {line
                        .answers
                        .into_iter()
                        .map(|answer| view! { <Reply text=answer.words by=answer.by at=answer.at/> })
                        .collect_view()}
                })
            }}
            <Show when=move || {
                answers.with(|rights| right(rights, Action::WritePlan) != Right::Hidden)
            }>
                <AnswerForm id=id.clone() case rights command/>
            </Show>
        </div>
    }
}

/// 代筆: an item that she says, written down and read back.
#[component]
fn Add(case: CaseId, rights: Signal<wire::Rights>) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let read_back = RwSignal::new(false);
    let id = RwSignal::new(ItemId(ids::new()));
    let act = Act::new();
    let stopped = Signal::derive(move || unsaid(said, read_back));
    let send = move |()| {
        let command = HerPlanCommand::AddItem {
            item: id.get_untracked(),
            words: said.get_untracked(),
        };
        act.case(
            case,
            CaseCommand::HerPlan(command),
            "本人の項目を記録しました",
            move |_| {
                id.set(ItemId(ids::new()));
                said.set(String::new());
                read_back.set(false);
            },
        );
    };
    view! {
        <Show when=move || rights.with(|rights| right(rights, Action::HerVoice) != Right::Hidden)>
            <details>
                <summary>"本人の項目を代わりに記入"</summary>
                <div class="stack">
                    <TextArea
                        id="own-words"
                        label="本人のことば"
                        help="本人が計画に入れたいことを、言ったとおりに書きます。"
                        value=said
                        rows=3
                        shared=act.wording
                        hers=true
                    />
                    <Check id="own-read-back" label=READ_BACK checked=read_back/>
                    <Refusing act/>
                    <RightButton
                        rights
                        action=Action::HerVoice
                        act
                        stopped
                        on_press=send
                        label="本人の項目を記録する".to_owned()
                    />
                </div>
            </details>
        </Show>
    }
}
