//! 行の見え方: number, what it is about in code and age band, what was recorded, and this round's line.

use domain::command::CaseCommand;
use domain::view::ledger::{LedgerFilter, LedgerLine, LedgerRecordLine};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::route::Route;
use crate::staff::act::{Act, Refusing};
use crate::staff::door::{door, focus};
use crate::staff::words;
use crate::ui::*;

use super::row::{Row, Rows};

fn field_id(row: Row) -> String {
    format!("ledger-state-{}", row.case)
}

#[component]
pub(super) fn Line(row: Row, rows: Rows, open: Memo<bool>) -> impl IntoView {
    let no = row.line.with_untracked(|line| line.no.clone());
    let tick = format!("{no}を選ぶ");
    let line = row.line;
    let in_round = row.round.is_some();
    let keeps = rows.keeps();
    let remark = no.clone();
    view! {
        <tr
            role="row"
            class="ledger__row"
            data-picked=move || row.picked.get().then_some("true")
            on:focusout=move |event| {
                if leaves(&event) {
                    row.save(rows);
                }
            }
        >
            <Show when=move || open.get()>
                <td role="cell" class="ledger__tick">
                    <label class="tick">
                        <input
                            type="checkbox"
                            prop:checked=move || row.picked.get()
                            on:change=move |event| row.picked.set(event_target_checked(&event))
                        />
                        <span class="visually-hidden">{tick.clone()}</span>
                    </label>
                </td>
            </Show>
            <th scope="row" role="rowheader" class="ledger__case">
                {move || line.with(|line| view! { <Who line=line.clone()/> })}
            </th>
            <td role="cell" data-label="受理日">
                {move || line.with(|line| words::short(line.accepted_on))}
            </td>
            <td role="cell" data-label="主担当機関">
                {move || line.with(agency)}
            </td>
            <td role="cell" data-label="管理記録">
                {move || line.with(|line| view! { <Records line=line.clone() row/> })}
                <Show when=move || keeps.get()>
                    <Remark row no=remark.clone()/>
                </Show>
            </td>
            {in_round
                .then(|| {
                    view! {
                        <td role="cell" data-label="この回の記録" class="ledger__now">
                            <Show when=move || open.get() fallback=move || view! { <Kept row/> }>
                                <Writing row rows no=no.clone()/>
                            </Show>
                        </td>
                    }
                })}
        </tr>
    }
}

/// 備考, to write or to mend.
#[component]
fn Remark(row: Row, no: String) -> impl IntoView {
    let text = RwSignal::new(row.line.with_untracked(|line| line.note.clone()));
    let act = Act::new();
    let save = move |()| {
        let note = text.get_untracked();
        act.case(
            row.case,
            CaseCommand::NoteLedger { note },
            "備考を記録しました",
            |_| (),
        );
    };
    view! {
        <details class="ledger__earlier">
            <summary>
                "備考を書く" <span class="visually-hidden">{format!("：{no}")}</span>
            </summary>
            <TextArea
                id=format!("ledger-remark-{}", row.case)
                label="備考"
                value=text
                rows=2
                shared=act.wording
            />
            <Refusing act/>
            <Button class="ledger__note" busy=act.busy on_press=save>"記録する"</Button>
        </details>
    }
}

/// Whether the focus goes out of the row.
fn leaves(event: &web_sys::FocusEvent) -> bool {
    let row = event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    let to = event
        .related_target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    !row.is_some_and(|row| row.contains(to.as_ref()) && to.is_some())
}

fn agency(line: &LedgerLine) -> AnyView {
    match &line.agency {
        Some(agency) => agency.name.clone().into_any(),
        None => view! { <span class="muted">"決まっていません"</span> }.into_any(),
    }
}

#[component]
fn Who(line: LedgerLine) -> impl IntoView {
    let today = door().today();
    let href = Route::case(line.case).path();
    let who = match &line.name {
        Some(name) => format!("{}　{}", words::called(name), line.age_band),
        None => line.age_band.clone(),
    };
    let due = words::due(line.due, today);
    view! {
        <p class="ledger__no">
            {if line.opens {
                view! { <a href=href>{line.no.clone()}</a> }.into_any()
            } else {
                line.no.clone().into_any()
            }}
        </p>
        <p class="ledger__who">{who}</p>
        <p class="ledger__who">{line.status.label()}</p>
        {due.map(|(words, key)| view! { <p class="card__due" data-due=key>{format!("次の期限 {words}")}</p> })}
        <p class="ledger__flags">
            {line
                .flags
                .into_iter()
                .map(|flag| view! { <Tag tone=tone(flag)>{flag.label()}</Tag> })
                .collect_view()}
        </p>
    }
}

fn tone(flag: LedgerFilter) -> Tone {
    match flag {
        LedgerFilter::NoAgency | LedgerFilter::Overdue | LedgerFilter::StalledPlan => Tone::Care,
        LedgerFilter::NotYetSeen => Tone::Plain,
        LedgerFilter::UnderProtection => Tone::Accent,
    }
}

/// The last record, with the earlier ones to unfold. This round's own line stands in its own place.
#[component]
fn Records(line: LedgerLine, row: Row) -> impl IntoView {
    let mut records: Vec<(usize, LedgerRecordLine)> = line
        .records
        .into_iter()
        .enumerate()
        .filter(|(_, record)| row.round.is_none() || record.round != row.round)
        .collect();
    let Some((at, last)) = records.pop() else {
        return view! { <span class="muted">"まだありません"</span> }.into_any();
    };
    let earlier = records.len();
    view! {
        <Record at record=last/>
        {(earlier > 0)
            .then(|| {
                view! {
                    <details class="ledger__earlier">
                        <summary>{format!("前の{earlier}回")}</summary>
                        {records
                            .into_iter()
                            .rev()
                            .map(|(at, record)| view! { <Record at record/> })
                            .collect_view()}
                    </details>
                }
            })}
        {(!line.note.trim().is_empty())
            .then(|| view! { <p class="small muted">{format!("備考：{}", line.note)}</p> })}
    }
    .into_any()
}

#[component]
fn Record(at: usize, record: LedgerRecordLine) -> impl IntoView {
    let agency = record.agency.map(|agency| format!("（{}）", agency.name));
    view! {
        <p class="ledger__record">
            <span class="muted small">
                {format!("第{}回 {}", at + 1, words::short_date(record.held_on))}
            </span>
            <br/>
            {record.state}
            {agency}
        </p>
    }
}

/// This round's line where nothing can be written.
#[component]
fn Kept(row: Row) -> impl IntoView {
    move || {
        row.line.with(|line| {
            let own = super::row::record_of(line, row.round)?;
            let agency = own.agency.as_ref().map(|agency| agency.name.clone());
            Some(view! {
                <p>{agency.unwrap_or_else(|| "主担当機関なし".to_owned())}</p>
                <p>{own.state.clone()}</p>
            })
        })
    }
}

/// 主担当機関 and 状況等 of this round.
#[component]
fn Writing(row: Row, rows: Rows, no: String) -> impl IntoView {
    let node = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        let wanted = row.state.get();
        if let Some(input) = node.get()
            && input.value() != wanted
        {
            input.set_value(&wanted);
        }
    });
    let empty = move || {
        row.line.with(|line| match &line.agency {
            Some(agency) if agency.id.is_none() => agency.name.clone(),
            _ => "まだ決めない".to_owned(),
        })
    };
    let agencies = rows.agencies();
    let next = move || {
        let next = rows.shown.with_untracked(|shown| {
            let at = shown.iter().position(|one| one.case == row.case)?;
            shown.get(at + 1).copied()
        });
        if let Some(next) = next {
            focus(&field_id(next));
        }
    };
    let agency_id = format!("ledger-agency-{}", row.case);
    let state_id = field_id(row);
    let note_id = format!("ledger-note-{}", row.case);
    let refused = Memo::new(move |_| row.act.refused.get().map(|refused| refused.words));
    let said = Memo::new(move |_| {
        if row.act.busy.get() {
            "送っています".to_owned()
        } else if row.dirty() && row.state.with(|state| state.trim().is_empty()) {
            "状況等を書くと保存されます".to_owned()
        } else if row.dirty() {
            "まだ保存していません".to_owned()
        } else if row.in_round() {
            "保存済み".to_owned()
        } else {
            String::new()
        }
    });
    let may_undo = Memo::new(move |_| row.in_round());
    let may_pass = Memo::new(move |_| !row.in_round() && row.state.with(String::is_empty));
    let elsewhere = move || {
        row.elsewhere.get().then(|| {
            row.line.with(|line| {
                let own = super::row::record_of(line, row.round);
                own.map_or_else(
                    || "ほかの人が、この回の記録を元に戻しました。".to_owned(),
                    |own| {
                        let agency = own.agency.as_ref().map_or("なし", |one| one.name.as_str());
                        format!("ほかの人が先に書きました：{}（{agency}）", own.state)
                    },
                )
            })
        })
    };
    view! {
        <div class="ledger__fields">
            <label class="visually-hidden" for=agency_id.clone()>{format!("{no} 主担当機関")}</label>
            <select
                class="input"
                id=agency_id
                on:change=move |event| row.agency.set(event_target_value(&event))
            >
                <option value="" prop:selected=move || row.agency.with(String::is_empty)>
                    {empty}
                </option>
                {move || {
                    agencies
                        .get()
                        .into_iter()
                        .map(|(key, words)| {
                            let own = key.clone();
                            view! {
                                <option
                                    value=key
                                    prop:selected=move || row.agency.with(|now| *now == own)
                                >
                                    {words}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
            <label class="visually-hidden" for=state_id.clone()>{format!("{no} 状況等")}</label>
            <input
                class="input"
                type="text"
                id=state_id
                node_ref=node
                autocomplete="off"
                placeholder="状況等"
                value=row.state.get_untracked()
                aria-describedby=note_id.clone()
                aria-invalid=move || refused.with(Option::is_some).then_some("true")
                on:input=move |event| row.state.set(event_target_value(&event))
                on:keydown=move |event| {
                    if ime::is_plain_enter(&event) {
                        event.prevent_default();
                        row.save(rows);
                        next();
                    }
                }
            />
        </div>
        <div class="ledger__said" id=note_id>
            <span class="small muted" role="status">{move || said.get()}</span>
            {move || refused.get().map(|words| view! { <span class="field__error">{words}</span> })}
            {move || elsewhere().map(|words| view! { <span class="ledger__elsewhere">{words}</span> })}
            <Show when=move || may_pass.get()>
                <Button variant=Variant::Tertiary on_press=move |()| row.unchanged(rows)>
                    "変わりなし"
                    <span class="visually-hidden">
                        {row.line.with_untracked(|line| format!("：{}", line.no))}
                    </span>
                </Button>
            </Show>
            <Show when=move || may_undo.get()>
                <Button
                    variant=Variant::Tertiary
                    icon=Icon::Undo
                    busy=row.act.busy
                    on_press=move |()| row.undo(rows)
                >
                    "元に戻す"
                    <span class="visually-hidden">
                        {row.line.with_untracked(|line| format!("：{}", line.no))}
                    </span>
                </Button>
            </Show>
        </div>
    }
}
