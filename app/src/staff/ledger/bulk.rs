//! まとめて変える: 主担当機関 and 状況等 of all ticked rows, after the numbers were read through.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::staff::act::{Act, Refusing};
use crate::staff::call::Refused;
use crate::staff::door::door;
use crate::staff::form::Select;
use crate::ui::*;

use super::keeping::UNCHANGED;
use super::row::{Draft, Row, Rows};

/// Value of the choice that leaves the agency as it is in each row.
const KEEP: &str = "keep";
/// Value of the choice that no agency is decided.
const NONE: &str = "none";

/// What is ticked, and the way to change it together.
#[component]
pub(super) fn BulkBar(rows: Rows, open: Memo<bool>) -> impl IntoView {
    let picked = Memo::new(move |_| rows.picked().len());
    let asking = RwSignal::new(false);
    let clear = move |()| {
        for row in untrack(|| rows.picked()) {
            row.picked.set(false);
        }
    };
    let shown = Memo::new(move |_| open.get() && picked.get() > 0);
    view! {
        <Show when=move || shown.get()>
            <div class="bulk" role="group" aria-label="選んだ行">
                <strong>{move || format!("{}件を選んでいます", picked.get())}</strong>
                <Button variant=Variant::Primary on_press=move |()| asking.set(true)>
                    "まとめて変える"
                </Button>
                <Button variant=Variant::Tertiary on_press=clear>"選ぶのをやめる"</Button>
            </div>
        </Show>
        <Dialog id="bulk" title="まとめて変える" open=asking>
            <Bulk rows asking/>
        </Dialog>
    }
}

#[component]
fn Bulk(rows: Rows, asking: RwSignal<bool>) -> impl IntoView {
    let agency = RwSignal::new(KEEP.to_owned());
    let state = RwSignal::new(String::new());
    let act = Act::new();
    let chosen = StoredValue::new(untrack(|| rows.picked()));
    let numbers = chosen
        .get_value()
        .iter()
        .map(|row| row.line.with_untracked(|line| line.no.clone()))
        .collect::<Vec<_>>();
    let count = numbers.len();
    let agencies = rows.agencies();
    let options = Signal::derive(move || {
        let mut options = vec![
            (KEEP.to_owned(), "それぞれ今のまま".to_owned()),
            (NONE.to_owned(), "まだ決めない".to_owned()),
        ];
        options.extend(agencies.get());
        options
    });
    let apply = move |()| {
        let agency = agency.get_untracked();
        let state = state.with_untracked(|state| state.trim().to_owned());
        if agency == KEEP && state.is_empty() {
            return act.refuse("変えるところを選んでください。");
        }
        if agency.is_empty() {
            return act.refuse("主担当機関を選んでください。");
        }
        if act.busy.get_untracked() {
            return;
        }
        act.busy.set(true);
        act.refused.set(None);
        let all = chosen.get_value();
        spawn_local(async move {
            let mut done = 0_usize;
            let mut failed: Vec<String> = Vec::new();
            for row in all {
                match row.keep(rows, drafted(row, &agency, &state)).await {
                    Ok(()) => {
                        done += 1;
                        row.take(&row.base.get_untracked());
                        row.picked.try_set(false);
                    }
                    Err(refused) => {
                        let no = row.line.with_untracked(|line| line.no.clone());
                        failed.push(format!("{no}：{}", refused.words));
                    }
                }
            }
            if act.busy.try_set(false).is_some() {
                return;
            }
            if failed.is_empty() {
                door().tell(format!("{done}件を変えました"));
                asking.set(false);
            } else {
                let words = format!(
                    "{done}件を変えました。次の行はまだです。{}",
                    failed.join(" ")
                );
                act.refused.set(Some(Refused::here(words)));
            }
        });
    };
    view! {
        <div class="form">
            <p>{format!("次の{count}件を変えます。番号を確かめてください。")}</p>
            <p class="bulk__numbers">{numbers.join("、")}</p>
            <Select id="bulk-agency" label="主担当機関" options value=agency empty="選んでください"/>
            <TextInput
                id="bulk-state"
                label="状況等"
                help="書かないときは、この回で書いた状況等を残し、まだの行には「変わりなし」と入ります。"
                need=Need::Optional
                value=state
            />
            <Refusing act/>
            <div class="actions">
                <Button variant=Variant::Primary busy=act.busy on_press=apply>
                    {format!("{count}件を変える")}
                </Button>
            </div>
        </div>
    }
}

/// The line of a row with what is changed for all.
fn drafted(row: Row, agency: &str, state: &str) -> Draft {
    let now = untrack(|| row.draft());
    let own = if now.state.trim().is_empty() {
        UNCHANGED.to_owned()
    } else {
        now.state
    };
    Draft {
        agency: match agency {
            KEEP => now.agency,
            NONE => String::new(),
            chosen => chosen.to_owned(),
        },
        state: if state.is_empty() {
            own
        } else {
            state.to_owned()
        },
    }
}
