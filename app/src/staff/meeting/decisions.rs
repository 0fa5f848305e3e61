//! 決まったこと: what, who, by when, and how she takes it.

use domain::command::CaseCommand;
use domain::id::{AgencyId, RecordId, StaffId};
use domain::meeting::{Decision, HerView, MeetingStatus};
use leptos::prelude::*;

use crate::ui::*;

use super::super::act::{Act, Refusing};
use super::super::cost::{CostDraft, CostField, CostLine};
use super::super::form::Select;
use super::super::hours::read_date;
use super::super::{ids, words};
use super::Page;

/// Choices of how she takes something, nothing chosen beforehand.
pub(super) fn her_view_choices() -> Vec<Choice> {
    HerView::ALL
        .iter()
        .enumerate()
        .map(|(at, view)| Choice::new(at.to_string(), view.label()))
        .collect()
}

pub(super) fn read_her_view(key: &str) -> Option<HerView> {
    HerView::ALL.get(key.parse::<usize>().ok()?).copied()
}

/// Agencies that take part, to choose from.
pub(super) fn taking_part(page: Page) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        let named = page.named.get();
        page.view.with(|view| {
            view.meeting
                .participating_agencies()
                .into_iter()
                .map(|id| (id.to_string(), named.agency(id)))
                .collect()
        })
    })
}

/// People of the chosen agency.
pub(super) fn people_of(page: Page, agency: RwSignal<String>) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        let Ok(id) = agency.with(|text| text.parse::<AgencyId>()) else {
            return Vec::new();
        };
        page.named.with(|named| {
            named
                .of(id)
                .into_iter()
                .map(|person| (person.id.to_string(), person.name))
                .collect()
        })
    })
}

/// The decisions as cards and, for those who run the meeting, the next one.
#[component]
pub(super) fn Decisions(page: Page) -> impl IntoView {
    let runs = page.runs();
    let decisions = move || page.view.with(|view| view.meeting.decisions.clone());
    let empty = Memo::new(move |_| page.view.with(|view| view.meeting.decisions.is_empty()));
    let open = Memo::new(move |_| page.status.get() == MeetingStatus::InProgress && runs.get());
    view! {
        <section class="panel" aria-label="決まったこと">
            <div class="panel__head"><h2>"決まったこと"</h2></div>
            <Show when=move || empty.get()>
                <p class="muted">"決まったことは、だれが・何を・いつまでに、と一枚ずつ残します。"</p>
            </Show>
            <For each=decisions key=|decision| decision.id let:decision>
                <DecisionCard page decision/>
            </For>
            <Show when=move || open.get()>
                <NewDecision page/>
            </Show>
        </section>
    }
}

#[component]
fn DecisionCard(page: Page, decision: Decision) -> impl IntoView {
    let Decision {
        what,
        agency,
        person,
        due,
        her_view,
        cost,
        ..
    } = decision;
    let who = move || {
        let named = page.named.get();
        match person {
            Some(person) => format!("{}（{}）", named.agency(agency), named.person(person)),
            None => named.agency(agency),
        }
    };
    view! {
        <article class="decision" translate="no">
            <dl>
                <div><dt>"何を"</dt><dd>{what}</dd></div>
                <div><dt>"だれが"</dt><dd>{who}</dd></div>
                <div><dt>"いつまで"</dt><dd>{due.map_or_else(|| "期限なし".to_owned(), words::date)}</dd></div>
                <div><dt>"本人の受けとめ"</dt><dd>{her_view.label()}</dd></div>
                <CostLine cost/>
            </dl>
        </article>
    }
}

#[component]
fn NewDecision(page: Page) -> impl IntoView {
    let what = RwSignal::new(String::new());
    let agency = RwSignal::new(String::new());
    let person = RwSignal::new(String::new());
    let due = RwSignal::new(String::new());
    let her_view = RwSignal::new(String::new());
    let cost = CostDraft::new();
    let id = RwSignal::new(RecordId(ids::new()));
    let act = Act::new();
    let read = move || -> Result<CaseCommand, String> {
        if what.with(|text| text.trim().is_empty()) {
            return Err("何をするかを入れてください。".to_owned());
        }
        let agency: AgencyId = agency
            .with(|text| text.parse())
            .map_err(|_| "だれがするか、機関を選んでください。".to_owned())?;
        let due = match due.get() {
            text if text.trim().is_empty() => None,
            text => Some(read_date(&text)?),
        };
        let her_view = her_view
            .with(|key| read_her_view(key))
            .ok_or_else(|| "本人の受けとめを選んでください。".to_owned())?;
        Ok(CaseCommand::Decide {
            meeting: page.meeting,
            decision: id.get(),
            what: what.get(),
            agency,
            person: person.with(|text| text.parse::<StaffId>().ok()),
            due,
            her_view,
            cost: cost.read()?,
        })
    };
    let add = move |()| match untrack(read) {
        Err(words) => act.refuse(words),
        Ok(command) => act.case(
            page.case,
            command,
            "決まったことを記録しました",
            move |_| {
                id.set(RecordId(ids::new()));
                for field in [what, agency, person, due, her_view] {
                    field.set(String::new());
                }
                cost.clear();
            },
        ),
    };
    view! {
        <details class="decision__new">
            <summary>"決まったことを加える"</summary>
            <div class="stack">
                <TextArea id="decision-what" label="何を" value=what rows=2/>
                <div class="form__two">
                    <Select id="decision-agency" label="だれが（機関）" options=taking_part(page) value=agency/>
                    <Select
                        id="decision-person"
                        label="担当者"
                        options=people_of(page, agency)
                        value=person
                        empty="まだ決めない"
                    />
                </div>
                <DateInput id="decision-due" label="いつまでに" value=due need=Need::Optional/>
                <RadioGroup
                    id="decision-her"
                    label="本人の受けとめ"
                    options=her_view_choices()
                    value=her_view
                    layout=Layout::Row
                />
                <CostField draft=cost/>
                <Refusing act/>
                <div class="actions">
                    <Button busy=act.busy on_press=add>"決まったことに加える"</Button>
                </div>
            </div>
        </details>
    }
}
