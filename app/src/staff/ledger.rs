//! 進行管理台帳: all cases of the council as one working table, by itself or in a round of a 実務者会議,
//! where each line is written in place.

use domain::access::Action;
use domain::id::ConferenceId;
use domain::view::ledger::LedgerFilter;
use leptos::prelude::*;

use crate::route::{MeetingFace, Route};
use crate::ui::*;

use super::asked::{Asked, Loaded, asked_by};
use super::call::Answered;
use super::door::door;
use super::{live, rights, words};

mod bulk;
mod keeping;
mod line;
mod print;
mod reading;
mod row;

use bulk::BulkBar;
use line::Line;
use print::PrintDialog;
use reading::{Reading, Wanted, read};
use row::Rows;

#[component]
pub fn LedgerScreen(round: Option<ConferenceId>) -> impl IntoView {
    let wanted = RwSignal::new(Wanted::default());
    let cases = live::any_case();
    let conferences = live::conferences();
    let knock = Signal::derive(move || cases.get() + conferences.get());
    // The old lines stay while others are on their way, so the question itself does not change.
    let read = move |(): &()| Answered::by_server(read(round, wanted.get_untracked()));
    let asked = asked_by(|| (), read, knock);
    let back = round.map(|conference| {
        Route::Conference {
            conference,
            face: MeetingFace::Chair,
        }
        .path()
    });
    view! {
        <div class="page page--wide ledger" data-round=round.is_some().then_some("true")>
            <div class="page__head">
                <div>
                    {back.map(|href| view! { <a class="small back" href=href>"← 会議へ"</a> })}
                    <h1>"進行管理台帳"</h1>
                </div>
            </div>
            <Loaded asked shape=SkeletonShape::Rows(8) let:view>
                <Body view round wanted asked/>
            </Loaded>
        </div>
    }
}

#[component]
fn Body(
    view: Signal<Reading>,
    round: Option<ConferenceId>,
    wanted: RwSignal<Wanted>,
    asked: Asked<Reading>,
) -> impl IntoView {
    let rows = Rows::new(round, view);
    let open = rows.open();
    // The paper is of the whole ledger; who sees it only in a round takes no copy away.
    let may_print = Memo::new(move |_| {
        door().me.with(|me| {
            me.as_ref()
                .is_some_and(|me| rights::allowed(&me.rights, Action::SeeLedger))
        })
    });
    let writes = Memo::new(move |_| {
        view.with(|reading| rights::allowed(&reading.view.rights, Action::KeepLedger))
    });
    let printing = RwSignal::new(false);
    let day = move || view.with(|reading| reading.view.round_day);
    let more = Memo::new(move |_| view.with(|reading| reading.view.next.is_some()));
    let empty = Memo::new(move |_| rows.shown.with(Vec::is_empty));
    // What was asked for is not here yet.
    let waiting = Memo::new(move |_| view.with(|reading| reading.wanted != wanted.get()));
    let next = move |()| {
        wanted.update(|wanted| wanted.pages += 1);
        asked.again();
    };
    view! {
        <div class="stack">
            {round
                .map(|_| {
                    view! {
                        <p class="muted">
                            {move || {
                                let day = day().map(words::date).unwrap_or_default();
                                match (writes.get(), open.get()) {
                                    (_, true) => {
                                        format!(
                                            "{day}の回。行を書いて離れるか、Enterを押すと保存されます。状況等は会議の全員が読み、様式1にも出ます。名前や居場所は書きません。"
                                        )
                                    }
                                    (true, false) => {
                                        format!("{day}の回。会議が始まると書けます。確定した後は書けません。")
                                    }
                                    (false, false) => {
                                        format!("{day}の回。行は調整担当者が書き、ここにすぐ出ます。")
                                    }
                                }
                            }}
                        </p>
                    }
                })}
            <Filters view wanted asked in_round=round.is_some()/>
            <div class="row row--apart">
                <p class="muted small" role="status">
                    {move || {
                        let count = rows.shown.with(Vec::len);
                        match (waiting.get(), more.get()) {
                            (true, _) => "読みこんでいます".to_owned(),
                            (false, true) => format!("はじめの{count}件を出しています"),
                            (false, false) => format!("{count}件"),
                        }
                    }}
                </p>
                <Show when=move || may_print.get()>
                    <Button icon=Icon::Print on_press=move |()| printing.set(true)>
                        "印刷・書き出し"
                    </Button>
                </Show>
            </div>
            <BulkBar rows open/>
            <Show when=move || empty.get() && !waiting.get()>
                <EmptyState title="この条件のケースはありません" icon=Icon::Ledger>
                    <p>"受け付けたケースが、ここに一件一行で並びます。"</p>
                </EmptyState>
            </Show>
            <Show when=move || !empty.get()>
                <Table rows round open/>
            </Show>
            <Show when=move || more.get()>
                <div class="actions">
                    <Button icon=Icon::ChevronDown busy=waiting on_press=next>"次の50件"</Button>
                </div>
            </Show>
        </div>
        <PrintDialog open=printing view/>
    }
}

/// Chips with their counts; one at a time, and none shows all.
#[component]
fn Filters(
    view: Signal<Reading>,
    wanted: RwSignal<Wanted>,
    asked: Asked<Reading>,
    in_round: bool,
) -> impl IntoView {
    let choose = move |filter: Option<LedgerFilter>| {
        wanted.set(Wanted { filter, pages: 1 });
        asked.again();
    };
    let count = move |filter: LedgerFilter| {
        Signal::derive(move || {
            view.with(|reading| {
                let counts = &reading.view.counts;
                let found = counts.iter().find(|(one, _)| *one == filter);
                found.map_or(0, |(_, count)| {
                    usize::try_from(*count).unwrap_or(usize::MAX)
                })
            })
        })
    };
    view! {
        <Chips label="しぼりこみ">
            <Chip
                label="すべて"
                pressed=Signal::derive(move || wanted.with(|wanted| wanted.filter.is_none()))
                on_press=move |()| choose(None)
            />
            {LedgerFilter::ALL
                .into_iter()
                .filter(|filter| in_round || *filter != LedgerFilter::NotYetSeen)
                .map(|filter| {
                    let on = move || wanted.with(|wanted| wanted.filter == Some(filter));
                    view! {
                        <Chip
                            label=filter.label()
                            count=count(filter)
                            pressed=Signal::derive(on)
                            on_press=move |()| {
                                choose(if untrack(on) { None } else { Some(filter) });
                            }
                        />
                    }
                })
                .collect_view()}
        </Chips>
    }
}

/// The table. On a phone each row is a card; its roles are written out, because a laid out table
/// would lose them there.
#[component]
fn Table(rows: Rows, round: Option<ConferenceId>, open: Memo<bool>) -> impl IntoView {
    let in_round = round.is_some();
    let all = Memo::new(move |_| {
        rows.shown
            .with(|rows| !rows.is_empty() && rows.iter().all(|row| row.picked.get()))
    });
    let pick_all = move |on: bool| {
        rows.shown.with_untracked(|rows| {
            for row in rows {
                row.picked.set(on);
            }
        });
    };
    view! {
        <div class="ledger__wrap">
            <table class="table ledger__table" role="table">
                <caption class="visually-hidden">
                    {if in_round { "進行管理台帳。この回の主担当機関と状況等を書く表" } else { "進行管理台帳" }}
                </caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <Show when=move || open.get()>
                            <th scope="col" role="columnheader" class="ledger__tick">
                                <label class="tick">
                                    <input
                                        type="checkbox"
                                        prop:checked=move || all.get()
                                        on:change=move |event| pick_all(event_target_checked(&event))
                                    />
                                    <span class="visually-hidden">"出ている行をすべて選ぶ"</span>
                                </label>
                            </th>
                        </Show>
                        <th scope="col" role="columnheader">"ケース"</th>
                        <th scope="col" role="columnheader">"受理日"</th>
                        <th scope="col" role="columnheader">"主担当機関"</th>
                        <th scope="col" role="columnheader">"管理記録"</th>
                        {in_round
                            .then(|| view! { <th scope="col" role="columnheader">"この回の記録"</th> })}
                    </tr>
                </thead>
                <tbody role="rowgroup" translate="no">
                    <For each=move || rows.shown.get() key=|row| row.case let:row>
                        <Line row rows open/>
                    </For>
                </tbody>
            </table>
        </div>
    }
}
