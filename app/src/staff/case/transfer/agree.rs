//! Her agreement to a transfer, as she gives it: each thing by itself, nothing ticked beforehand.

use std::collections::BTreeSet;

use domain::command::CaseCommand;
use domain::consent::Channel;
use domain::form::InfoCategory;
use domain::id::{RecordId, TransferId};
use domain::transfer::{TransferCommand, TransferScope};
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::staff::form::Select;
use crate::staff::ids;
use crate::ui::*;

use super::super::act_dialog::ActDialog;
use super::super::lacks::{Lacks, NeededText, whole, wrong_at};
use super::super::{Shared, pick};

/// What is chosen and typed. Cheap to copy.
#[derive(Clone, Copy)]
struct Typed {
    way: RwSignal<String>,
    identity: RwSignal<bool>,
    her_words: RwSignal<bool>,
    categories: RwSignal<Vec<String>>,
    whereabouts: RwSignal<bool>,
    channel: RwSignal<String>,
    reason: RwSignal<String>,
}

impl Typed {
    fn new() -> Self {
        Self {
            way: RwSignal::new(String::new()),
            identity: RwSignal::new(false),
            her_words: RwSignal::new(false),
            categories: RwSignal::new(Vec::new()),
            whereabouts: RwSignal::new(false),
            channel: RwSignal::new(String::new()),
            reason: RwSignal::new(String::new()),
        }
    }

    fn clear(self) {
        self.categories.try_set(Vec::new());
        for text in [self.way, self.channel, self.reason] {
            text.try_set(String::new());
        }
        for tick in [self.identity, self.her_words, self.whereabouts] {
            tick.try_set(false);
        }
    }

    fn read(self, transfer: TransferId, lacks: &mut Lacks) -> Option<CaseCommand> {
        let way: Option<RecordId> = self.way.with_untracked(|id| id.parse().ok());
        let way = lacks.choice(way, "transfer-way", "移管する先を選んでください。");
        let categories: BTreeSet<InfoCategory> = pick::categories(self.categories);
        let channel = match self.channel.get_untracked().as_str() {
            "signature" => Some(Channel::Signature),
            "oral" => Some(Channel::Oral),
            "proxy" => Some(Channel::WrittenForHer {
                reason: lacks.text(
                    self.reason,
                    "transfer-proxy",
                    "代筆の理由を書いてください。",
                ),
            }),
            _ => None,
        };
        let words = "同意のしかたを選んでください。";
        let channel = lacks.choice(channel, "transfer-channel-0", words);
        let scope = TransferScope {
            identity: self.identity.get_untracked(),
            categories,
            her_words: self.her_words.get_untracked(),
            whereabouts: self.whereabouts.get_untracked(),
        };
        let some = (!scope.is_empty()).then_some(());
        let words = "渡してよいものを、一つ以上選んでください。";
        lacks.choice(some, "transfer-identity", words);
        Some(CaseCommand::Transfer {
            transfer,
            act: TransferCommand::Agree {
                tsunagi: way?,
                scope,
                channel: channel?,
            },
        })
    }
}

#[component]
pub(super) fn AgreeDialog(shared: Shared, open: RwSignal<bool>) -> impl IntoView {
    let typed = Typed::new();
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let id = StoredValue::new(TransferId(ids::new()));
    let act = Act::new();
    let save = move |()| {
        let Some(command) = whole(problems, |lacks| typed.read(id.get_value(), lacks)) else {
            return;
        };
        act.case(
            shared.id,
            command,
            "移管の同意を記録しました",
            move |_| {
                id.set_value(TransferId(ids::new()));
                typed.clear();
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog id="transfer-agree" title="移管の同意" open act problems send="記録する" on_send=save>
            <Fields shared typed problems/>
        </ActDialog>
    }
}

#[component]
fn Fields(shared: Shared, typed: Typed, problems: RwSignal<Vec<Wrong>>) -> impl IntoView {
    let ways = Signal::derive(move || {
        shared.view.with(|view| {
            let ways = view.transfer_ways.iter();
            ways.map(|way| (way.tsunagi.to_string(), way.desk.clone()))
                .collect::<Vec<_>>()
        })
    });
    let channels = vec![
        Choice::new("signature", Channel::Signature.label()),
        Choice::new("oral", Channel::Oral.label()),
        Choice::new("proxy", "代筆"),
    ];
    view! {
        <div class="fields">
            <Select
                id="transfer-way"
                label="移管する先"
                help="「つなぎ」に記録した、ほかの市町村の窓口から選びます。"
                need=Need::Required
                value=typed.way
                options=ways
                error=wrong_at(problems, "transfer-way")
            />
            <p>"本人が「渡してよい」と言ったものだけに、しるしを付けます。"</p>
            <Check id="transfer-identity" label="名前・生年月日" checked=typed.identity/>
            <Check id="transfer-words" label="本人の言葉と目標" checked=typed.her_words/>
            <pick::TickMany
                id="transfer-categories"
                label="渡してよい内容"
                options=Signal::derive(pick::category_options)
                value=typed.categories
            />
            <Check
                id="transfer-whereabouts"
                label="住所・連絡先・相手方の住所"
                help="本人が、はっきり「渡してよい」と言ったときだけです。場所を知ってよい人だけが、資料を作れます。"
                checked=typed.whereabouts
            />
            <RadioGroup
                id="transfer-channel"
                label="同意のしかた"
                need=Need::Required
                options=channels
                value=typed.channel
                layout=Layout::Row
                error=wrong_at(problems, "transfer-channel-0")
            />
            <Show when=move || typed.channel.with(|channel| channel == "proxy")>
                <NeededText problems id="transfer-proxy" label="代筆の理由" value=typed.reason/>
            </Show>
        </div>
    }
}
