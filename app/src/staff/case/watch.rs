//! 期日: what is to be told today, what comes, 保護命令, 支援措置, 在留.

use chrono::Months;
use domain::access::Action;
use domain::calendar;
use domain::command::CaseCommand;
use domain::id::RecordId;
use domain::view::watch::OrderView;
use domain::watch::{OrderKind, WatchCommand, WatchedDate};
use leptos::prelude::*;

use crate::route::Route;
use crate::staff::act::{Act, Refusing};
use crate::staff::{ids, words};
use crate::ui::*;

use super::Shared;
use super::act_dialog::ActDialog;
use super::lacks::{NeededDay, NeededText, whole};
use super::measure::MeasuresPanel;
use super::pick::{self, PickOne};
use super::stay::StayPanel;

/// All of it, for those who keep the record.
#[component]
pub(super) fn WatchPanels(shared: Shared) -> impl IntoView {
    let shown = shared.part(|view| view.watch.is_some());
    view! {
        <Show when=move || shown.get()>
            <DatesPanel shared/>
            <MeasuresPanel shared/>
            <OrdersPanel shared/>
            <StayPanel shared/>
        </Show>
    }
}

#[component]
fn DatesPanel(shared: Shared) -> impl IntoView {
    let dates = shared.part(|view| {
        let watch = view.watch.as_ref();
        watch.map(|watch| watch.dates.clone()).unwrap_or_default()
    });
    let today = shared.part(|view| view.today);
    let act = Act::new();
    let may = shared.has(Action::KeepDates);
    let tick = move |date: WatchedDate| {
        let command = CaseCommand::Watch(WatchCommand::TickReminder {
            of: date.of,
            day: date.day,
        });
        act.case(shared.id, command, "「見ました」を記録しました", |_| ());
    };
    view! {
        <section class="panel" aria-labelledby="dates-title">
            <div class="panel__head">
                <h2 id="dates-title">"期日"</h2>
                <LinkButton href=Route::Dates.path() icon=Icon::Calendar>"期日の見守り"</LinkButton>
            </div>
            <Refusing act/>
            <Show when=move || dates.with(Vec::is_empty)>
                <p class="muted">"見守る期日は、まだありません。"</p>
            </Show>
            <ul class="list">
                {move || {
                    let today = today.get();
                    dates
                        .get()
                        .into_iter()
                        .map(|date| {
                            let near = date.reminds(today);
                            let due = words::due(Some(date.day), today);
                            view! {
                                <li>
                                    <div class="list__row">
                                        <strong>{date.of.label()}</strong>
                                        <span>{words::date(date.day)}</span>
                                        {due
                                            .map(|(words, key)| {
                                                view! {
                                                    <span class="card__due list__end" data-due=key>{words}</span>
                                                }
                                            })}
                                    </div>
                                    {near.then(|| view! { <p class="small">{date.of.advice()}</p> })}
                                    {date.seen.then(|| view! { <p class="small muted">"見ました"</p> })}
                                    {(near && may.get())
                                        .then(|| {
                                            view! {
                                                <div class="actions">
                                                    <Button
                                                        variant=Variant::Tertiary
                                                        icon=Icon::Check
                                                        busy=act.busy
                                                        on_press=move |()| tick(date)
                                                    >
                                                        "見ました"
                                                        <span class="visually-hidden">"：" {date.of.label()}</span>
                                                    </Button>
                                                </div>
                                            }
                                        })}
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </section>
    }
}

#[component]
fn OrdersPanel(shared: Shared) -> impl IntoView {
    let orders = shared.part(|view| {
        let watch = view.watch.as_ref();
        watch.map(|watch| watch.orders.clone()).unwrap_or_default()
    });
    let may = shared.has(Action::KeepDates);
    let open = RwSignal::new(false);
    let ending = RwSignal::new(None::<RecordId>);
    let end_open = RwSignal::new(false);
    view! {
        <section class="panel" aria-labelledby="orders-title">
            <div class="panel__head">
                <h2 id="orders-title">"保護命令"</h2>
                <Show when=move || may.get()>
                    <Button on_press=move |()| open.set(true)>"保護命令を記録する"</Button>
                </Show>
            </div>
            <Show when=move || orders.with(Vec::is_empty)>
                <p class="muted">"記録はありません。終わりの30日前に知らせます。"</p>
            </Show>
            <ul class="list" translate="no">
                {move || {
                    orders
                        .get()
                        .into_iter()
                        .map(|order| {
                            let (id, ended) = (order.id, order.ended.is_some());
                            view! {
                                <li class="list__row">
                                    <strong>{order.kind.label()}</strong>
                                    <span>{period(&order)}</span>
                                    <Show when=move || may.get() && !ended>
                                        <Button
                                            variant=Variant::Tertiary
                                            on_press=move |()| {
                                                ending.set(Some(id));
                                                end_open.set(true);
                                            }
                                        >
                                            "取消し・失効"
                                        </Button>
                                    </Show>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </section>
        <OrderDialog shared open/>
        <EndOrderDialog shared of=ending open=end_open/>
    }
}

fn period(order: &OrderView) -> String {
    let span = format!("{}〜{}", words::date(order.from), words::date(order.until));
    match &order.ended {
        Some((on, why)) => format!("{span}（{}に終わり：{why}）", words::date(*on)),
        None => span,
    }
}

#[component]
fn OrderDialog(shared: Shared, open: RwSignal<bool>) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let (kind, from, until) = (text(), text(), text());
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let id = StoredValue::new(RecordId(ids::new()));
    let act = Act::new();
    // The usual length is offered; the paper of the court counts.
    Effect::new(move |_| {
        let months = kind
            .with(|key| key.parse::<usize>().ok())
            .and_then(|at| OrderKind::ALL.get(at))
            .map(|kind| kind.months());
        let begins = from.with(|text| calendar::parse(text).ok());
        if let (Some(months), Some(begins)) = (months, begins)
            && until.with_untracked(String::is_empty)
            && let Some(last) = begins.checked_add_months(Months::new(months))
        {
            until.set(calendar::wareki(last).to_string());
        }
    });
    let save = move |()| {
        let command = whole(problems, |lacks| {
            let chosen = pick::one(&OrderKind::ALL, kind);
            let chosen = lacks.choice(chosen, "order-kind", "種類を選んでください。");
            let begins = lacks.day(from, "order-from");
            let ends = lacks.day(until, "order-until");
            Some(CaseCommand::Watch(WatchCommand::KeepOrder {
                order: id.get_value(),
                kind: chosen?,
                from: begins?,
                until: ends?,
            }))
        });
        let Some(command) = command else {
            return;
        };
        act.case(
            shared.id,
            command,
            "保護命令を記録しました",
            move |_| {
                for value in [kind, from, until] {
                    value.try_set(String::new());
                }
                id.set_value(RecordId(ids::new()));
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog id="order" title="保護命令を記録する" open act problems send="記録する" on_send=save>
            <p class="small muted">"種類ごとに一つずつ記録します。終わりの日は、決定書のとおりにします。"</p>
            <PickOne
                id="order-kind"
                label="種類"
                of=(&OrderKind::ALL, OrderKind::label)
                value=kind
                need=Need::Required
            />
            <NeededDay problems id="order-from" label="始まりの日" value=from/>
            <NeededDay problems id="order-until" label="終わりの日" value=until/>
        </ActDialog>
    }
}

#[component]
fn EndOrderDialog(
    shared: Shared,
    of: RwSignal<Option<RecordId>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let on = RwSignal::new(String::new());
    let why = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let act = Act::new();
    let save = move |()| {
        let command = whole(problems, |lacks| {
            let on = lacks.day(on, "order-end-on");
            let reason = lacks.text(why, "order-end-why", "理由を書いてください。");
            Some(CaseCommand::Watch(WatchCommand::EndOrder {
                order: of.get_untracked()?,
                on: on?,
                reason,
            }))
        });
        let Some(command) = command else {
            return;
        };
        act.case(
            shared.id,
            command,
            "保護命令の終わりを記録しました",
            move |_| {
                on.try_set(String::new());
                why.try_set(String::new());
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog
            id="order-end"
            title="取消し・失効を記録する"
            open
            act
            problems
            send="終わったと記録する"
            on_send=save
        >
            <NeededDay problems id="order-end-on" label="終わった日" value=on/>
            <NeededText problems id="order-end-why" label="理由" value=why/>
        </ActDialog>
    }
}
