//! 決まったこと of a conference: what, which agency, by when.

use domain::conference::ConferenceCommand;
use domain::view::conference::{ConferenceView, DecisionLine};
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::staff::cost::CostField;
use crate::staff::form::Select;
use crate::staff::gathering::{Decided, DecisionCard, Decisions, Submit};
use crate::ui::*;

use super::Page;

fn cards(view: &ConferenceView) -> Vec<DecisionCard> {
    let card = |line: &DecisionLine| DecisionCard {
        id: line.id,
        what: line.what.clone(),
        who: ("どの機関が", line.agency.clone()),
        due: line.due,
        her_view: None,
        cost: line.cost,
    };
    view.decisions.iter().map(card).collect()
}

#[component]
pub(super) fn ConferenceDecisions(page: Page) -> impl IntoView {
    view! {
        <Decisions
            cards=Signal::derive(move || page.view.with(cards))
            hint="決まったことは、どの機関が・何を・いつまでに、と一枚ずつ残します。"
            open=page.gathering.writes()
        >
            <NewDecision page/>
        </Decisions>
    }
}

#[component]
fn NewDecision(page: Page) -> impl IntoView {
    let (draft, cost) = (page.decision, page.cost);
    let act = Act::new();
    let clear = move || {
        draft.clear();
        cost.clear();
    };
    let add = move |()| match untrack(|| draft.read("どの機関がするかを選んでください。"))
    {
        Err(words) => act.refuse(words),
        Ok(Decided {
            decision,
            what,
            agency,
            due,
        }) => {
            let cost = match untrack(|| cost.read()) {
                Err(words) => return act.refuse(words),
                Ok(cost) => cost,
            };
            let command = ConferenceCommand::Decide {
                decision,
                what,
                agency,
                due,
                cost,
            };
            page.send(act, command, "決まったことを記録しました", clear);
        }
    };
    view! {
        <TextArea id="decision-what" label="何を" value=draft.what rows=2 shared=act.wording/>
        <Select
            id="decision-agency"
            label="どの機関が"
            options=page.agencies()
            value=draft.agency
        />
        <DateInput id="decision-due" label="いつまでに" value=draft.due need=Need::Optional/>
        <CostField draft=cost/>
        <Submit act label="決まったことに加える" on_press=add/>
    }
}
