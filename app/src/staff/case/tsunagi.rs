//! つなぎ: to which desk the case went or from which it came, with her knowledge, and what was said there.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::id::RecordId;
use domain::tsunagi::{Desk, TsunagiStatus, TsunagiWay};
use domain::view::TsunagiView;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::form::Select;
use crate::staff::gathering::Fold;
use crate::staff::{ids, words};
use crate::ui::*;

use super::act_dialog::ActDialog;
use super::lacks::{Lacks, NeededDay, NeededLine, whole, wrong_at};
use super::told_her::{ToldHer, ToldHerFields, told_words};
use super::{Shared, pick};

#[component]
pub(super) fn TsunagiPanel(shared: Shared) -> impl IntoView {
    let records = shared.part(|view| view.tsunagi.clone());
    let may = shared.has(Action::AskAgency);
    let open = RwSignal::new(false);
    let shown = Memo::new(move |_| may.get() || !records.with(Vec::is_empty));
    view! {
        <Show when=move || shown.get()>
            <section class="panel" aria-labelledby="tsunagi-records-title">
                <div class="panel__head">
                    <h2 id="tsunagi-records-title">"つなぎ"</h2>
                    <Show when=move || may.get()>
                        <Button on_press=move |()| open.set(true)>"つなぎを記録する"</Button>
                    </Show>
                </div>
                <Show when=move || records.with(Vec::is_empty)>
                    <p class="muted">
                        "ありません。ほかの窓口や市町村へつなぐときは、本人に話してから、ここに書きます。記録は、ひとりでに渡りません。"
                    </p>
                </Show>
                <ul class="list" translate="no">
                    // What is half written about one stays while others come in.
                    <For
                        each=move || records.get().into_iter().rev()
                        key=|record| (record.id, record.status)
                        let:record
                    >
                        <li><OneTsunagi shared record may/></li>
                    </For>
                </ul>
            </section>
        </Show>
        <TsunagiDialog shared open/>
    }
}

#[component]
fn OneTsunagi(shared: Shared, record: TsunagiView, may: Signal<bool>) -> impl IntoView {
    let id = record.id;
    let waits = record.status == TsunagiStatus::Waiting;
    // Its own: what is half written about another one holds nothing up here.
    let act = Act::new();
    let said = RwSignal::new(String::new());
    let answer = move |taken: bool| {
        let command = CaseCommand::AnswerTsunagi {
            record: id,
            taken,
            words: said.get_untracked(),
        };
        act.case(shared.id, command, "つなぎ先の返事を書きました", |_| ());
    };
    let tone = match record.status {
        TsunagiStatus::Waiting => Tone::Accent,
        TsunagiStatus::Taken | TsunagiStatus::Arrived => Tone::Good,
        TsunagiStatus::NotTaken => Tone::Care,
    };
    view! {
        <p>
            <strong>{record.desk.clone()}</strong>
            " "
            <Tag tone>{record.status.label()}</Tag>
        </p>
        <DescriptionList items=rows(record)/>
        <Show when=move || waits && may.get()>
            <Fold summary="つなぎ先の返事を書く">
                <TextArea
                    id=format!("tsunagi-answer-{id}")
                    label="返事"
                    help="引き受けられなかったときは、理由も書きます。"
                    value=said
                    rows=2
                    shared=act.wording
                />
                <Refusing act/>
                <div class="actions">
                    <Button busy=act.busy on_press=move |()| answer(true)>"引き受けた"</Button>
                    <Button busy=act.busy on_press=move |()| answer(false)>
                        "引き受けられなかった"
                    </Button>
                </div>
            </Fold>
        </Show>
    }
}

fn rows(record: TsunagiView) -> Vec<(String, String)> {
    let row = |label: &str, words: String| (label.to_owned(), words);
    let told = told_words(record.told, &record.not_told_reason);
    let mut rows = vec![
        row(record.way.label(), words::date(record.on)),
        row("本人に", told),
    ];
    for (label, words) in [("理由", record.reason), ("渡したもの", record.handed)] {
        if !words.is_empty() {
            rows.push(row(label, words));
        }
    }
    rows.push(row(
        "記録",
        format!("{}　{}", words::moment(record.at), record.by),
    ));
    if let Some((said, at)) = record.answer {
        rows.push(row("返事", format!("{said}　{}", words::moment(at))));
    }
    rows
}

/// What is typed. Cheap to copy.
#[derive(Clone, Copy)]
struct Typed {
    way: RwSignal<String>,
    /// An agency of the council; empty = a desk outside.
    agency: RwSignal<String>,
    kind: RwSignal<String>,
    municipality: RwSignal<String>,
    on: RwSignal<String>,
    told: ToldHer,
    handed: RwSignal<String>,
    reason: RwSignal<String>,
}

impl Typed {
    fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            way: text(),
            agency: text(),
            kind: text(),
            municipality: text(),
            on: text(),
            told: ToldHer::new("tsunagi"),
            handed: text(),
            reason: text(),
        }
    }

    fn clear(self) {
        for text in [
            self.way,
            self.agency,
            self.kind,
            self.municipality,
            self.on,
            self.handed,
            self.reason,
        ] {
            text.try_set(String::new());
        }
        self.told.clear();
    }

    fn read(self, record: RecordId, lacks: &mut Lacks) -> Option<CaseCommand> {
        let way = match self.way.get_untracked().as_str() {
            "out" => Some(TsunagiWay::Out),
            "in" => Some(TsunagiWay::In),
            _ => None,
        };
        let way = lacks.choice(
            way,
            "tsunagi-way",
            "つないだのか、つながったのかを選んでください。",
        );
        let desk = match self.agency.with_untracked(|id| id.parse().ok()) {
            Some(agency) => Desk::Agency(agency),
            None => Desk::Outside {
                kind: lacks.text(self.kind, "tsunagi-kind", "窓口の種類を書いてください。"),
                municipality: lacks.text(
                    self.municipality,
                    "tsunagi-municipality",
                    "市町村や都道府県を書いてください。",
                ),
            },
        };
        let on = lacks.day(self.on, "tsunagi-on");
        let her_knowledge = self.told.read(lacks);
        if way == Some(TsunagiWay::Out) {
            lacks.text(
                self.reason,
                "tsunagi-reason",
                "つなぐ理由を書いてください。",
            );
        }
        Some(CaseCommand::RecordTsunagi {
            record,
            way: way?,
            desk,
            on: on?,
            her_knowledge: her_knowledge?,
            handed: self.handed.get_untracked(),
            reason: self.reason.get_untracked(),
        })
    }
}

#[component]
fn TsunagiDialog(shared: Shared, open: RwSignal<bool>) -> impl IntoView {
    let typed = Typed::new();
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let id = StoredValue::new(RecordId(ids::new()));
    let act = Act::new();
    let save = move |()| {
        let Some(command) = whole(problems, |lacks| typed.read(id.get_value(), lacks)) else {
            return;
        };
        act.case(
            shared.id,
            command,
            "つなぎを記録しました",
            move |_| {
                typed.clear();
                id.set_value(RecordId(ids::new()));
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog
            id="tsunagi"
            title="つなぎを記録する"
            open
            act
            problems
            send="記録する"
            on_send=save
        >
            <p>"ここに書いても、つなぎ先には何も届きません。渡すものは、本人と決めてから渡します。"</p>
            <Fields shared typed problems wording=act.wording/>
        </ActDialog>
    }
}

#[component]
fn Fields(
    shared: Shared,
    typed: Typed,
    problems: RwSignal<Vec<Wrong>>,
    wording: Wording,
) -> impl IntoView {
    let agencies = pick::agencies(pick::directory(shared.id));
    let outside = Memo::new(move |_| typed.agency.with(String::is_empty));
    let ways = vec![
        Choice::new("out", "ほかの窓口へつなぐ"),
        Choice::new("in", "ほかの窓口からつながった"),
    ];
    view! {
        <div class="fields" translate="no">
            <RadioGroup
                id="tsunagi-way"
                label="どちらですか"
                need=Need::Required
                options=ways
                value=typed.way
                error=wrong_at(problems, "tsunagi-way")
            />
            <Select
                id="tsunagi-agency"
                label="窓口（構成機関）"
                value=typed.agency
                options=agencies
                empty="構成機関ではない窓口"
            />
            <Show when=move || outside.get()>
                <NeededLine
                    problems
                    id="tsunagi-kind"
                    label="窓口の種類"
                    help="例：女性相談支援センター、福祉事務所、民間の相談室"
                    value=typed.kind
                />
                <NeededLine
                    problems
                    id="tsunagi-municipality"
                    label="市町村・都道府県"
                    value=typed.municipality
                />
            </Show>
            <NeededDay problems id="tsunagi-on" label="日付" value=typed.on/>
            <ToldHerFields told=typed.told problems label="つなぐことを、本人に"/>
            <TextArea
                id="tsunagi-reason"
                label="つなぐ理由"
                value=typed.reason
                error=wrong_at(problems, "tsunagi-reason")
                rows=2
                shared=wording
            />
            <TextArea
                id="tsunagi-handed"
                label="渡したもの・伝えたこと"
                help="住所や居場所がわかることは書きません。"
                value=typed.handed
                rows=2
                shared=wording
            />
        </div>
    }
}
