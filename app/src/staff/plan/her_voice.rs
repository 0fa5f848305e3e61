//! 本人の返事を代わりに記入: she speaks, the worker writes it down and reads it back. The same four
//! answers of equal weight as at her own door, nothing chosen beforehand.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::id::{CommentId, ItemId};
use domain::plan::{AgreementExtent, ItemChoice, PlanItem};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::draft::{self, Draft};
use super::super::form::Select;
use super::super::her_words::{READ_BACK, unread, unsaid};
use super::super::ids;
use super::super::outbox::WaitingHere;
use super::super::rights::{Right, RightButton};
use super::Page;
use super::draft::at_place;

/// The version she was shown, with its items; none while nothing was shown.
type Shown = Memo<Option<(u16, Vec<PlanItem>)>>;

fn shown(page: Page) -> Shown {
    Memo::new(move |_| {
        page.view
            .with(|view| view.plan.shown().map(|one| (one.number, one.items.clone())))
    })
}

/// The items that she was shown, for a list to choose from.
fn options(shown: Shown) -> Vec<(String, String)> {
    let one = |item: &PlanItem| {
        let words = ruby::plain(&item.easy_text);
        let short: String = words.chars().take(24).collect();
        (
            item.id.to_string(),
            format!("{}：{short}", item.domain.label()),
        )
    };
    shown.with(|shown| {
        let items = shown.iter().flat_map(|(_, items)| items);
        items.map(one).collect()
    })
}

/// Words when the plan was shown to her anew while her answer was being written.
const SHOWN_ANEW: &str = "計画が新しい版になりました。新しい版を本人と読んでから、選びなおしてください。書いた言葉は残っています。";

/// What one of these forms holds; what it has no field for stays empty. Cheap to copy.
#[derive(Clone, Copy)]
struct Answer {
    act: Act,
    item: RwSignal<String>,
    choice: RwSignal<String>,
    /// 保留にする項目
    open: RwSignal<Vec<String>>,
    asks: RwSignal<bool>,
    words: RwSignal<String>,
    /// What was read to her.
    ticks: [RwSignal<bool>; 2],
    shown: Shown,
}

/// The same as it lies on the device. What has to be read to her is ticked anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Written {
    /// What she was shown when she said it.
    version: Option<u16>,
    item: String,
    choice: String,
    open: Vec<String>,
    asks: bool,
    words: String,
}

impl Draft for Written {
    fn is_empty(&self) -> bool {
        // A choice alone is made again, and is never found made.
        self.words.trim().is_empty()
    }
}

impl Answer {
    /// The form of that name ([`draft::of_words`]), with what lies on the device.
    fn new(form: &str, page: Page, shown: Shown) -> Self {
        let answer = Self {
            act: Act::keeping().drafted(),
            item: RwSignal::new(String::new()),
            choice: RwSignal::new(String::new()),
            open: RwSignal::new(Vec::new()),
            asks: RwSignal::new(true),
            words: RwSignal::new(String::new()),
            ticks: [RwSignal::new(false), RwSignal::new(false)],
            shown,
        };
        let name = draft::name_of(form, page.plan);
        draft::keep(
            name,
            move || answer.written(),
            move |kept| answer.put_back(kept),
        );
        // Her answer is to the version that was read with her, and to no other that comes in its place.
        Effect::new(move |before: Option<Option<u16>>| {
            let now = answer.version();
            let before = before.flatten();
            if before.is_some() && before != now && answer.is_chosen() {
                answer.unchoose();
                // What is on its way is told by its own answer.
                if !answer.act.busy.get_untracked() {
                    answer.act.refuse(SHOWN_ANEW);
                }
            }
            now
        });
        answer
    }

    fn version(self) -> Option<u16> {
        let shown = self.shown;
        shown.with(|shown| shown.as_ref().map(|(number, _)| *number))
    }

    fn written(self) -> Written {
        Written {
            version: self.version(),
            item: self.item.get(),
            choice: self.choice.get(),
            open: self.open.get(),
            asks: self.asks.get(),
            words: self.words.get(),
        }
    }

    fn put_back(self, kept: Written) {
        if kept.version == untrack(|| self.version()) {
            self.item.set(kept.item);
            self.choice.set(kept.choice);
            self.open.set(kept.open);
        }
        self.asks.set(kept.asks);
        self.words.set(kept.words);
    }

    fn is_chosen(self) -> bool {
        let chosen = [self.item, self.choice];
        chosen
            .iter()
            .any(|one| one.with_untracked(|key| !key.is_empty()))
            || self.ticks.iter().any(|tick| tick.get_untracked())
    }

    fn unchoose(self) {
        for one in [self.item, self.choice] {
            one.set(String::new());
        }
        self.open.set(Vec::new());
        for tick in self.ticks {
            tick.set(false);
        }
    }

    /// Ready for another one once this was sent; what was written while it was on its way stays.
    fn sent(self) -> impl FnOnce(Option<u64>) + 'static {
        let words = self.words.get_untracked();
        move |_| {
            if self.words.with_untracked(|now| *now == words) {
                self.unchoose();
                self.asks.set(true);
                self.words.set(String::new());
            }
        }
    }
}

#[component]
pub(super) fn HerVoice(page: Page) -> impl IntoView {
    let right = page.right(Action::HerVoice);
    let shown = shown(page);
    view! {
        <Show when=move || right.get() != Right::Hidden && shown.with(Option::is_some)>
            <section class="panel" aria-label="本人の返事を代わりに記入">
                <div class="panel__head"><h2>"本人の返事を代わりに記入"</h2></div>
                <p class="muted">
                    {move || {
                        shown
                            .with(|shown| {
                                shown
                                    .as_ref()
                                    .map(|(number, _)| {
                                        format!("第{number}版について、本人が言ったとおりに書きます。")
                                    })
                            })
                    }}
                </p>
                <WaitingHere
                    label="まだ送っていない本人の返事"
                    case=page.case
                    kinds=&[
                        "case.reply_to_item",
                        "case.comment_on_plan",
                        "case.agree_to_plan",
                        "hers.reply_to_item",
                        "hers.comment_on_plan",
                        "hers.agree_to_plan",
                        "hers.her_plan",
                    ]
                    about=vec![("plan", page.plan.to_string())]
                />
                <ItemReply page shown/>
                <Say page shown/>
                <Agree page shown/>
            </section>
        </Show>
    }
}

/// Her answer to one item.
#[component]
fn ItemReply(page: Page, shown: Shown) -> impl IntoView {
    let answer = Answer::new(draft::REPLY, page, shown);
    let Answer {
        act,
        item,
        choice,
        words: said,
        ticks: [read_back, _],
        ..
    } = answer;
    let items = Signal::derive(move || options(shown));
    let choices = ItemChoice::ALL
        .iter()
        .enumerate()
        .map(|(at, one)| Choice::new(at.to_string(), one.label()))
        .collect::<Vec<_>>();
    let stopped = Signal::derive(move || {
        if item.with(String::is_empty) || choice.with(String::is_empty) {
            return Some("項目と、本人の返事を選んでください。".to_owned());
        }
        unread(read_back)
    });
    let send = move |()| {
        let Some((version, _)) = shown.get_untracked() else {
            return;
        };
        let parts = item
            .get_untracked()
            .parse::<ItemId>()
            .ok()
            .zip(choice.with_untracked(|key| at_place(&ItemChoice::ALL, key)));
        let Some((item_id, chosen)) = parts else {
            return;
        };
        let command = CaseCommand::ReplyToItem {
            plan: page.plan,
            version,
            item: item_id,
            choice: chosen,
            words: said.get_untracked(),
        };
        act.case(
            page.case,
            command,
            "本人の返事を記録しました",
            answer.sent(),
        );
    };
    view! {
        <details>
            <summary>"項目への返事"</summary>
            <div class="stack">
                <Select id="voice-item" label="どの項目" options=items value=item/>
                <RadioGroup
                    id="voice-choice"
                    label="本人の返事"
                    options=choices
                    value=choice
                    layout=Layout::Tiles
                />
                <TextArea
                    id="voice-words"
                    label="本人のことば"
                    need=Need::Optional
                    value=said
                    rows=2
                    shared=act.wording
                    hers=true
                />
                <Check id="voice-read-back" label=READ_BACK checked=read_back/>
                <Refusing act/>
                <RightButton
                    rights=page.rights()
                    action=Action::HerVoice
                    act
                    stopped
                    on_press=send
                    label="返事を記録する".to_owned()
                />
            </div>
        </details>
    }
}

/// A comment or a question of hers.
#[component]
fn Say(page: Page, shown: Shown) -> impl IntoView {
    let answer = Answer::new(draft::COMMENT, page, shown);
    let Answer {
        act,
        item,
        asks,
        words: said,
        ticks: [read_back, _],
        ..
    } = answer;
    let id = RwSignal::new(CommentId(ids::new()));
    let items = Signal::derive(move || options(shown));
    let stopped = Signal::derive(move || unsaid(said, read_back));
    let send = move |()| {
        let Some((version, _)) = shown.get_untracked() else {
            return;
        };
        let command = CaseCommand::CommentOnPlan {
            plan: page.plan,
            version,
            comment: id.get_untracked(),
            item: item.get_untracked().parse::<ItemId>().ok(),
            words: said.get_untracked(),
            asks_reply: asks.get_untracked(),
        };
        let sent = answer.sent();
        act.case(
            page.case,
            command,
            "本人のコメントを記録しました",
            move |seq| {
                id.set(CommentId(ids::new()));
                sent(seq);
            },
        );
    };
    view! {
        <details>
            <summary>"コメント・質問"</summary>
            <div class="stack">
                <Select
                    id="say-item"
                    label="どの項目について"
                    options=items
                    value=item
                    empty="計画ぜんたい"
                />
                <TextArea
                    id="say-words"
                    label="本人のことば"
                    value=said
                    rows=3
                    shared=act.wording
                    hers=true
                />
                <Check id="say-asks" label="返事がほしい" checked=asks/>
                <Check id="say-read-back" label=READ_BACK checked=read_back/>
                <Refusing act/>
                <RightButton
                    rights=page.rights()
                    action=Action::HerVoice
                    act
                    stopped
                    on_press=send
                    label="コメントを記録する".to_owned()
                />
            </div>
        </details>
    }
}

/// Her agreement: whole, in part, later, or not.
#[component]
fn Agree(page: Page, shown: Shown) -> impl IntoView {
    let answer = Answer::new(draft::AGREEMENT, page, shown);
    let Answer {
        act,
        choice: extent,
        open,
        words: said,
        ticks: [read_it, may_change],
        ..
    } = answer;
    let chosen = move || extent.with(|key| at_place(&AgreementExtent::ALL, key));
    let agrees = move || {
        matches!(
            chosen(),
            Some(AgreementExtent::Whole | AgreementExtent::Part)
        )
    };
    let extents = AgreementExtent::ALL
        .iter()
        .enumerate()
        .map(|(at, one)| Choice::new(at.to_string(), one.label()))
        .collect::<Vec<_>>();
    let items = move || {
        let items = options(shown).into_iter();
        items
            .map(|(key, words)| Choice::new(key, words))
            .collect::<Vec<_>>()
    };
    let stopped = Signal::derive(move || {
        if chosen().is_none() {
            return Some("本人の返事を選んでください。".to_owned());
        }
        (agrees() && !(read_it.get() && may_change.get()))
            .then(|| "二つの文を読んで、チェックを入れてください。".to_owned())
    });
    let send = move |()| {
        let (Some((version, _)), Some(given)) = (shown.get_untracked(), untrack(chosen)) else {
            return;
        };
        let part = given == AgreementExtent::Part;
        let open_items = open.with_untracked(|open| {
            open.iter()
                .filter(|_| part)
                .filter_map(|key| key.parse::<ItemId>().ok())
                .collect()
        });
        let command = CaseCommand::AgreeToPlan {
            plan: page.plan,
            version,
            extent: given,
            open_items,
            words: said.get_untracked(),
            read_it: read_it.get_untracked(),
            may_change: may_change.get_untracked(),
            signed: String::new(),
            drawn: Default::default(),
        };
        act.case(
            page.case,
            command,
            "本人の返事を記録しました",
            answer.sent(),
        );
    };
    view! {
        <details>
            <summary>"計画への同意"</summary>
            <div class="stack">
                <RadioGroup
                    id="agree-extent"
                    label="本人の返事"
                    options=extents
                    value=extent
                    layout=Layout::Tiles
                />
                <Show when=move || chosen() == Some(AgreementExtent::Part)>
                    <CheckGroup id="agree-open" label="保留にする項目" options=items() value=open/>
                </Show>
                <Show when=agrees>
                    <Check id="agree-read" label="計画を読んだ（読んでもらった）" checked=read_it/>
                    <Check id="agree-change" label="あとで変えられることを知っている" checked=may_change/>
                </Show>
                <TextArea
                    id="agree-words"
                    label="本人のことば"
                    need=Need::Optional
                    value=said
                    rows=2
                    shared=act.wording
                    hers=true
                />
                <Refusing act/>
                <RightButton
                    rights=page.rights()
                    action=Action::HerVoice
                    act
                    stopped
                    on_press=send
                    label="本人の返事を記録する".to_owned()
                />
            </div>
        </details>
    }
}
