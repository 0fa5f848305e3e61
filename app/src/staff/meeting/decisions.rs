//! 決まったこと: what, who, by when, and how she takes it.

use domain::command::CaseCommand;
use domain::id::{AgencyId, StaffId};
use domain::meeting::HerView;
use leptos::prelude::*;

use crate::ui::*;

use super::super::act::Act;
use super::super::cost::{CostDraft, CostField};
use super::super::form::Select;
use super::super::gathering::{Decided, DecisionCard, DecisionDraft, Decisions, Submit};
use super::super::named::Named;
use super::Page;

/// How she takes something, nothing chosen beforehand.
#[component]
pub(super) fn HerViewChoice(id: &'static str, value: RwSignal<String>) -> impl IntoView {
    let options = HerView::ALL
        .iter()
        .enumerate()
        .map(|(at, view)| Choice::new(at.to_string(), view.label()))
        .collect::<Vec<_>>();
    view! { <RadioGroup id label="本人の受けとめ" options value layout=Layout::Row/> }
}

/// What was chosen there.
///
/// # Errors
/// What to do, in words.
pub(super) fn read_her_view(value: RwSignal<String>) -> Result<HerView, String> {
    value
        .with(|key| HerView::ALL.get(key.parse::<usize>().ok()?).copied())
        .ok_or_else(|| "本人の受けとめを選んでください。".to_owned())
}

/// みほん市福祉課（試験 一子）
pub(super) fn who(named: &Named, agency: AgencyId, person: Option<StaffId>) -> String {
    let agency = named.agency(agency);
    match person {
        Some(person) => format!("{agency}（{}）", named.person(person)),
        None => agency,
    }
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

/// Somebody of the chosen agency, who may stay open.
#[component]
pub(super) fn PersonOf(
    id: &'static str,
    page: Page,
    agency: RwSignal<String>,
    value: RwSignal<String>,
) -> impl IntoView {
    let options = Signal::derive(move || {
        let Ok(id) = agency.with(|text| text.parse::<AgencyId>()) else {
            return Vec::new();
        };
        page.named.with(|named| {
            let people = named.of(id).into_iter();
            people.map(|one| (one.id.to_string(), one.name)).collect()
        })
    });
    view! { <Select id label="担当者" options value empty="まだ決めない"/> }
}

/// The decisions as cards and, for those who run the meeting, the next one.
#[component]
pub(super) fn MeetingDecisions(page: Page) -> impl IntoView {
    let cards = Signal::derive(move || {
        let named = page.named.get();
        page.view.with(|view| {
            let decisions = view.meeting.decisions.iter();
            decisions
                .map(|decision| DecisionCard {
                    id: decision.id,
                    what: decision.what.clone(),
                    who: ("だれが", who(&named, decision.agency, decision.person)),
                    due: decision.due,
                    her_view: Some(decision.her_view.label()),
                    cost: decision.cost,
                })
                .collect()
        })
    });
    view! {
        <Decisions
            cards
            hint="決まったことは、だれが・何を・いつまでに、と一枚ずつ残します。"
            open=page.gathering.leads()
        >
            <NewDecision page/>
        </Decisions>
    }
}

#[component]
fn NewDecision(page: Page) -> impl IntoView {
    let draft = DecisionDraft::new();
    let person = RwSignal::new(String::new());
    let her_view = RwSignal::new(String::new());
    let cost = CostDraft::new();
    let act = Act::new();
    let read = move || -> Result<CaseCommand, String> {
        let Decided {
            decision,
            what,
            agency,
            due,
        } = draft.read("だれがするか、機関を選んでください。")?;
        Ok(CaseCommand::Decide {
            meeting: page.meeting,
            decision,
            what,
            agency,
            person: person.with(|text| text.parse::<StaffId>().ok()),
            due,
            her_view: read_her_view(her_view)?,
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
                draft.clear();
                cost.clear();
                person.set(String::new());
                her_view.set(String::new());
            },
        ),
    };
    view! {
        <TextArea id="decision-what" label="何を" value=draft.what rows=2 shared=act.wording/>
        <div class="form__two">
            <Select
                id="decision-agency"
                label="だれが（機関）"
                options=taking_part(page)
                value=draft.agency
            />
            <PersonOf id="decision-person" page agency=draft.agency value=person/>
        </div>
        <DateInput id="decision-due" label="いつまでに" value=draft.due need=Need::Optional/>
        <HerViewChoice id="decision-her" value=her_view/>
        <CostField draft=cost/>
        <Submit act label="決まったことに加える" on_press=add/>
    }
}
