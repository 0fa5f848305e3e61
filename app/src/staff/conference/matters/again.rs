//! 前の回の案件の続き: an item that goes on with one of an earlier conference. Nothing of that one is
//! copied; only those called to it can open it.

use domain::calendar;
use domain::id::{ConferenceId, MatterId};
use domain::matter::MatterStatus;
use domain::view::conference::{ConferenceLine, Conferences};
use domain::view::matter::MatterLine;
use domain::wire;
use leptos::prelude::*;

use crate::staff::asked::{Asked, asked};
use crate::staff::form::Select;
use crate::staff::{live, words};
use crate::ui::*;

use super::super::Page;

/// What is chosen of it. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Earlier {
    on: RwSignal<bool>,
    conference: RwSignal<String>,
    matter: RwSignal<String>,
}

impl Earlier {
    pub fn new() -> Self {
        Self {
            on: RwSignal::new(false),
            conference: RwSignal::new(String::new()),
            matter: RwSignal::new(String::new()),
        }
    }

    /// The item it goes on with, if any.
    ///
    /// # Errors
    ///
    /// In words: it goes on with one, and none is chosen.
    pub fn read(self) -> Result<Option<MatterId>, String> {
        if !self.on.get() {
            return Ok(None);
        }
        let chosen = self.matter.with(|key| key.parse().ok());
        let chosen = chosen.ok_or("どの案件の続きかを選んでください。")?;
        Ok(Some(chosen))
    }
}

#[component]
pub(super) fn Again(page: Page, earlier: Earlier) -> impl IntoView {
    view! {
        <Check
            id="matter-again"
            label="前の回の案件の続き"
            help="前の回の内容は写りません。前の案件は、呼ばれていた人だけが開けます。"
            checked=earlier.on
        />
        <Show when=move || earlier.on.get()>
            <Which page earlier/>
        </Show>
    }
}

/// The 支援会議 before this one that the reader opens, newest first.
fn before(page: Page, years: &[Asked<Conferences>]) -> Vec<ConferenceLine> {
    let from = page.view.with(|view| view.planned.from);
    let all = years.iter().filter_map(|year| year.answer.get());
    let mut lines: Vec<_> = all
        .flat_map(|year| year.conferences)
        .filter(|line| line.kind.takes_matters())
        .filter(|line| line.id != page.id && line.opens && line.planned.from < from)
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.planned.from));
    lines
}

#[component]
fn Which(page: Page, earlier: Earlier) -> impl IntoView {
    // In April the month before is one of another year.
    let year = calendar::fiscal_year(page.view.with_untracked(|view| view.planned.from.date()));
    let years = [year, year - 1].map(|year| {
        let question = move || wire::Conferences { year: Some(year) };
        asked(question, live::conferences())
    });
    let here = Memo::new(move |_| years.iter().all(|year| year.answer.with(Option::is_some)));
    let options = Signal::derive(move || {
        let option = |line: &ConferenceLine| {
            let day = words::date(line.planned.from.date());
            (line.id.to_string(), format!("{day}　{}", line.name))
        };
        before(page, &years).iter().map(option).collect::<Vec<_>>()
    });
    let none = Memo::new(move |_| here.get() && options.with(Vec::is_empty));
    let chosen = Memo::new(move |_| {
        earlier
            .conference
            .with(|key| key.parse::<ConferenceId>().ok())
    });
    // An item of one conference is none of another.
    Effect::new(move |_| {
        chosen.track();
        earlier.matter.set(String::new());
    });
    view! {
        <Show
            when=move || !none.get()
            fallback=|| view! { <p class="muted">"前の回に、あなたが開ける会議はありません。"</p> }
        >
            <Select id="matter-before" label="前の回" options value=earlier.conference/>
        </Show>
        {move || {
            chosen.get().map(|conference| view! { <Items conference matter=earlier.matter/> })
        }}
    }
}

/// The items of that conference that the reader was called to.
#[component]
fn Items(conference: ConferenceId, matter: RwSignal<String>) -> impl IntoView {
    let asked = asked(move || wire::Matters { conference }, live::conferences());
    let options = Signal::derive(move || {
        let option = |line: &MatterLine| (line.id.to_string(), line.heading.clone());
        asked.answer.with(|view| {
            let lines = view.iter().flat_map(|view| &view.lines);
            lines
                .filter(|line| line.status != MatterStatus::TakenBack)
                .map(option)
                .collect::<Vec<_>>()
        })
    });
    // Whoever was called to none of them gets no answer.
    let none = Memo::new(move |_| {
        let over = asked.answer.with(Option::is_some) || asked.error.with(Option::is_some);
        over && options.with(Vec::is_empty)
    });
    view! {
        <Show
            when=move || !none.get()
            fallback=|| view! { <p class="muted">"この回に、あなたが呼ばれた案件はありません。"</p> }
        >
            <Select id="matter-earlier" label="続きにする案件" options value=matter/>
        </Show>
    }
}
