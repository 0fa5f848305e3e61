//! 決まったこと: what, which agency, by when.

use domain::conference::ConferenceCommand;
use domain::id::{AgencyId, RecordId};
use domain::view::conference::DecisionLine;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::cost::{CostDraft, CostField, CostLine};
use crate::staff::form::Select;
use crate::staff::hours::read_date;
use crate::staff::{ids, words};
use crate::ui::*;

use super::Page;
use super::attendance::options;

#[component]
pub(super) fn Decisions(page: Page) -> impl IntoView {
    let writes = page.writes();
    let decisions = move || page.view.with(|view| view.decisions.clone());
    let empty = Memo::new(move |_| page.view.with(|view| view.decisions.is_empty()));
    view! {
        <section class="panel" aria-label="決まったこと">
            <div class="panel__head"><h2>"決まったこと"</h2></div>
            <Show when=move || empty.get()>
                <p class="muted">"決まったことは、どの機関が・何を・いつまでに、と一枚ずつ残します。"</p>
            </Show>
            <For each=decisions key=|decision| decision.id let:decision>
                <Card decision/>
            </For>
            <Show when=move || writes.get()>
                <NewDecision page/>
            </Show>
        </section>
    }
}

#[component]
fn Card(decision: DecisionLine) -> impl IntoView {
    let due = decision
        .due
        .map_or_else(|| "期限なし".to_owned(), words::date);
    view! {
        <article class="decision" translate="no">
            <dl>
                <div><dt>"何を"</dt><dd>{decision.what}</dd></div>
                <div><dt>"どの機関が"</dt><dd>{decision.agency}</dd></div>
                <div><dt>"いつまで"</dt><dd>{due}</dd></div>
                <CostLine cost=decision.cost/>
            </dl>
        </article>
    }
}

#[component]
fn NewDecision(page: Page) -> impl IntoView {
    let what = RwSignal::new(String::new());
    let agency = RwSignal::new(String::new());
    let due = RwSignal::new(String::new());
    let cost = CostDraft::new();
    let id = RwSignal::new(RecordId(ids::new()));
    let act = Act::new();
    let agencies = Signal::derive(move || page.view.with(|view| options(&view.agencies)));
    let read = move || -> Result<ConferenceCommand, String> {
        if what.with(|text| text.trim().is_empty()) {
            return Err("何をするかを入れてください。".to_owned());
        }
        let agency: AgencyId = agency
            .with(|text| text.parse())
            .map_err(|_| "どの機関がするかを選んでください。".to_owned())?;
        let due = match due.get() {
            text if text.trim().is_empty() => None,
            text => Some(read_date(&text)?),
        };
        Ok(ConferenceCommand::Decide {
            decision: id.get(),
            what: what.get(),
            agency,
            due,
            cost: cost.read()?,
        })
    };
    let add = move |()| match untrack(read) {
        Err(words) => act.refuse(words),
        Ok(command) => page.send(
            act,
            command,
            "決まったことを記録しました",
            move || {
                id.set(RecordId(ids::new()));
                for field in [what, agency, due] {
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
                <Select id="decision-agency" label="どの機関が" options=agencies value=agency/>
                <DateInput id="decision-due" label="いつまでに" value=due need=Need::Optional/>
                <CostField draft=cost/>
                <Refusing act/>
                <div class="actions">
                    <Button busy=act.busy on_press=add>"決まったことに加える"</Button>
                </div>
            </div>
        </details>
    }
}
