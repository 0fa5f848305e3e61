//! 記録: what is said, by kind, newest below; facts and feelings apart.

use std::fmt::Display;

use chrono::{DateTime, Utc};
use domain::id::RecordId;
use domain::meeting::EntryKind;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::staff::act::Act;
use crate::staff::draft::{self, Draft};
use crate::staff::form::Select;
use crate::staff::hours::hour;
use crate::staff::ids;
use crate::ui::*;

use super::{Deed, Gathering, Said, Submit};

/// A line of the minutes with the name of the agency that said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub id: RecordId,
    pub kind: EntryKind,
    pub text: String,
    pub agency: Option<String>,
    pub at: DateTime<Utc>,
    /// She wrote it herself.
    pub hers: bool,
}

/// Key of a kind for the style sheet.
fn kind_key(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Fact => "fact",
        EntryKind::HerWords => "words",
        EntryKind::Opinion => "opinion",
        EntryKind::Homework => "homework",
        EntryKind::ResourceGap => "gap",
        EntryKind::Lately => "latest",
    }
}

/// The lines as they were written, in the order in which things were said.
#[component]
pub fn Lines(#[prop(into)] lines: Signal<Vec<Line>>) -> impl IntoView {
    view! {
        <ol class="minutes" translate="no">
            <For each=move || lines.get() key=|line| (line.id, line.agency.clone()) let:line>
                <li class="minute" data-kind=kind_key(line.kind)>
                    <span class="minute__kind">{line.kind.label()}</span>
                    <p class="minute__text">{line.text}</p>
                    <span class="minute__by">
                        {match line.agency {
                            Some(agency) => format!("{agency}　{}", hour(Some(line.at))),
                            None if line.hers => format!("本人が書きました　{}", hour(Some(line.at))),
                            None => hour(Some(line.at)),
                        }}
                    </span>
                </li>
            </For>
        </ol>
    }
}

/// What is typed of the next line. Made once for a page: a line half written outlives the end of the meeting.
/// Cheap to copy.
#[derive(Clone, Copy)]
pub struct LineDraft {
    /// One id for one line, however often it is sent.
    id: RwSignal<RecordId>,
    kind: RwSignal<EntryKind>,
    text: RwSignal<String>,
    agency: RwSignal<String>,
    act: Act,
}

/// The same as it lies on the device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Written {
    kind: EntryKind,
    words: String,
    agency: String,
}

impl Draft for Written {
    fn is_empty(&self) -> bool {
        self.words.trim().is_empty()
    }
}

impl LineDraft {
    /// The line of the gathering with this id; `act` says whether it can wait on the device.
    pub fn new(gathering: impl Display, act: Act) -> Self {
        let line = Self {
            id: RwSignal::new(RecordId(ids::new())),
            kind: RwSignal::new(EntryKind::Fact),
            text: RwSignal::new(String::new()),
            agency: RwSignal::new(String::new()),
            act: act.drafted(),
        };
        let read = move || Written {
            kind: line.kind.get(),
            words: line.text.get(),
            agency: line.agency.get(),
        };
        draft::keep(
            draft::name_of(draft::LINE, gathering),
            read,
            move |kept: Written| {
                line.kind.set(kept.kind);
                line.text.set(kept.words);
                line.agency.set(kept.agency);
            },
        );
        line
    }

    /// The line as it stands; her own words are nobody else's.
    fn said(self) -> Said {
        let kind = self.kind.get_untracked();
        let agency = self.agency.with_untracked(|text| text.parse().ok());
        Said {
            entry: self.id.get_untracked(),
            kind,
            text: self.text.get_untracked(),
            agency: agency.filter(|_| kind != EntryKind::HerWords),
        }
    }

    /// Ready for another one; what was typed while the line was on its way stays.
    fn sent(self, text: &str) {
        self.id.try_set(RecordId(ids::new()));
        if self.text.try_get_untracked().is_some_and(|now| now == text) {
            self.text.set(String::new());
        }
    }
}

/// The lines and, for those who write, the field for the next one.
#[component]
pub fn Minutes(
    gathering: Gathering,
    #[prop(into)] lines: Signal<Vec<Line>>,
    /// Kinds of lines that belong here.
    kinds: &'static [EntryKind],
    /// Agencies that may have said it.
    #[prop(into)]
    speakers: Signal<Vec<(String, String)>>,
    /// How to write.
    help: &'static str,
    /// What was said is not for the reader.
    #[prop(optional, into)]
    withheld: Signal<bool>,
) -> impl IntoView {
    let writes = gathering.writes();
    let empty = Memo::new(move |_| lines.with(Vec::is_empty));
    let send = Callback::new(move |(act, said, then): (Act, Said, Callback<()>)| {
        let item = gathering.agenda.now.get_untracked().unwrap_or(0);
        gathering.run(act, Deed::Say { item, said }, move || then.run(()));
    });
    view! {
        <section class="panel" aria-label="記録">
            <div class="panel__head"><h2>"記録"</h2></div>
            <Show when=move || empty.get()>
                <p class="muted">
                    {move || match withheld.get() {
                        true => "話されたことは、あなたが見られる範囲に入っていません。",
                        false => "まだ記録がありません。話されたことを、種類を選んで書きます。",
                    }}
                </p>
            </Show>
            <Lines lines/>
            <Show when=move || writes.get()>
                <NewLine draft=gathering.line kinds speakers help send/>
            </Show>
        </section>
    }
}

/// One line to write. Ctrl+Enter and the button send it; Enter alone makes a new line.
#[component]
pub fn NewLine(
    draft: LineDraft,
    /// Kinds of lines that belong here.
    kinds: &'static [EntryKind],
    /// Agencies that may have said it.
    #[prop(into)]
    speakers: Signal<Vec<(String, String)>>,
    /// How to write.
    help: &'static str,
    /// Sends the line, then goes on.
    send: Callback<(Act, Said, Callback<()>)>,
) -> impl IntoView {
    let LineDraft {
        kind,
        text,
        agency,
        act,
        ..
    } = draft;
    let hers = Memo::new(move |_| kind.get() == EntryKind::HerWords);
    let add = move |()| {
        let said = draft.said();
        if said.text.trim().is_empty() {
            act.refuse("記録する言葉を入れてください。");
            return;
        }
        let text = said.text.clone();
        send.run((act, said, Callback::new(move |()| draft.sent(&text))));
    };
    let add = Callback::new(add);
    view! {
        <div
            class="stack minutes__new"
            on:keydown=move |event| {
                if event.ctrl_key() && event.key() == "Enter" && !event.is_composing() {
                    event.prevent_default();
                    press(add);
                }
            }
        >
            <div class="minutekind" role="group" aria-label="記録の種類">
                {kinds
                    .iter()
                    .map(|&one| {
                        view! {
                            <Button
                                pressed=Signal::derive(move || Some(kind.get() == one))
                                on_press=move |()| kind.set(one)
                            >
                                {one.label()}
                            </Button>
                        }
                    })
                    .collect_view()}
            </div>
            <Show when=move || !hers.get()>
                <Select
                    id="entry-agency"
                    label="だれの発言"
                    options=speakers
                    value=agency
                    empty="機関を選ばない"
                />
            </Show>
            <TextArea id="entry-text" label="ことば" help value=text rows=3 shared=act.wording hers/>
            <Submit act variant=Variant::Primary label="記録に加える" on_press=add/>
        </div>
    }
}
