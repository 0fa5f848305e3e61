//! 必要な範囲の抜粋: what each agency needs to know, with what is only hearsay marked as such.

use std::collections::BTreeSet;

use domain::access::Action;
use domain::id::{AgencyId, RecordId};
use domain::matter::{MatterCommand, MatterStatus, NewPoint};
use domain::view::AgencyRef;
use domain::view::matter::PointLine;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::form::Select;
use crate::staff::ids;
use crate::ui::*;

use super::super::options;
use super::item::Item;

fn parsed(keys: &[String]) -> BTreeSet<AgencyId> {
    keys.iter().filter_map(|key| key.parse().ok()).collect()
}

#[component]
pub(super) fn Points(item: Item) -> impl IntoView {
    let ids = move || {
        item.view
            .with(|view| view.points.iter().map(|point| point.id).collect::<Vec<_>>())
    };
    let empty = Memo::new(move |_| item.view.with(|view| view.points.is_empty()));
    let prepares = item.may(Action::RaiseMatter);
    let open = Memo::new(move |_| {
        let status = item.view.with(|view| view.line.status);
        prepares.get() && matches!(status, MatterStatus::Waiting | MatterStatus::Running)
    });
    view! {
        <section class="panel" aria-label="共有する内容">
            <div class="panel__head"><h2>"共有する内容（必要な範囲）"</h2></div>
            <Show when=move || empty.get()>
                <p class="muted">"あなたの機関に共有された内容は、まだありません。"</p>
            </Show>
            <ul class="list" translate="no">
                <For each=ids key=|id| *id let:id>
                    <Point item id shows=open/>
                </For>
            </ul>
            <Show when=move || open.get()>
                <NewPointForm item/>
            </Show>
        </section>
    }
}

/// One of them, built once, so that an agency being chosen stays.
#[component]
fn Point(item: Item, id: RecordId, shows: Memo<bool>) -> impl IntoView {
    let point = Memo::new(move |_| {
        item.view
            .with(|view| view.points.iter().find(|point| point.id == id).cloned())
    });
    let more = Memo::new(move |_| {
        let readers = point.get().map(|point| point.to).unwrap_or_default();
        let mut others = item.view.with(|view| view.agencies());
        others.retain(|agency| !readers.contains(agency));
        others
    });
    let to = RwSignal::new(String::new());
    let act = Act::new();
    let show = move |()| match to.with_untracked(|key| key.parse::<AgencyId>()) {
        Err(_) => act.refuse("見せる機関を選んでください。"),
        Ok(agency) => {
            let command = MatterCommand::ShowPointTo {
                point: id,
                to: BTreeSet::from([agency]),
            };
            item.send(act, command, "見せる機関を加えました", || ());
        }
    };
    view! {
        <li class="list__row point">
            <div class="stack">
                {move || point.get().map(point_words)}
                <Show when=move || shows.get() && more.with(|more| !more.is_empty())>
                    <details>
                        <summary>"ほかの機関にも見せる"</summary>
                        <div class="stack">
                            <p class="small muted">"一度見せたものは、取り消せません。"</p>
                            <Select
                                id=format!("point-{id}")
                                label="見せる機関"
                                options=Signal::derive(move || more.with(|more| options(more)))
                                value=to
                            />
                            <Refusing act/>
                            <Button busy=act.busy on_press=show>"この機関に見せる"</Button>
                        </div>
                    </details>
                </Show>
            </div>
        </li>
    }
}

/// What it says, where it is from, and who reads it.
fn point_words(point: PointLine) -> impl IntoView {
    let readers: Vec<_> = point.to.into_iter().map(|agency| agency.name).collect();
    view! {
        <p>{point.text}</p>
        <p class="row small">
            <span class="muted">{format!("もとの機関：{}", point.source)}</span>
            {point
                .hearsay
                .then(|| {
                    view! { <Tag tone=Tone::Care icon=Icon::Alert>"伝聞・未確認"</Tag> }
                })}
            {(!readers.is_empty())
                .then(|| {
                    view! {
                        <span class="muted">{format!("見える機関：{}", readers.join("、"))}</span>
                    }
                })}
        </p>
    }
}

#[component]
fn NewPointForm(item: Item) -> impl IntoView {
    let agencies = Memo::new(move |_| item.view.with(|view| view.agencies()));
    let text = RwSignal::new(String::new());
    let hearsay = RwSignal::new(false);
    let source = RwSignal::new(String::new());
    let to = RwSignal::new(Vec::<String>::new());
    let id = RwSignal::new(RecordId(ids::new()));
    let act = Act::new();
    let add = move |()| {
        if text.with_untracked(|text| text.trim().is_empty()) {
            return act.refuse("共有する内容を書いてください。");
        }
        let Ok(source) = source.with_untracked(|key| key.parse::<AgencyId>()) else {
            return act.refuse("もとの機関を選んでください。");
        };
        let point = NewPoint {
            id: id.get_untracked(),
            text: text.get_untracked(),
            source,
            hearsay: hearsay.get_untracked(),
            to: to.with_untracked(|keys| parsed(keys)),
        };
        let command = MatterCommand::AddPoint { point };
        item.send(act, command, "内容を加えました", move || {
            id.set(RecordId(ids::new()));
            text.set(String::new());
            hearsay.set(false);
            to.set(Vec::new());
        });
    };
    // Whoever is called meanwhile can be ticked too; what is ticked stays.
    let readers = move || {
        let choices = agencies.with(|all| {
            let choice = |one: &AgencyRef| Choice::new(one.id.to_string(), one.name.clone());
            all.iter().map(choice).collect::<Vec<_>>()
        });
        view! {
            <CheckGroup
                id="point-to"
                label="見せる機関"
                help="選んだ機関と、この案件の司会・記録だけが読めます。自分の機関も選びます。"
                options=choices
                value=to
            />
        }
    };
    view! {
        <details>
            <summary>"内容を加える"</summary>
            <div class="stack">
                <TextArea
                    id="point-text"
                    label="内容"
                    help="その機関の役割に要ることだけを、一つずつ書きます。"
                    value=text
                    rows=2
                    shared=act.wording
                />
                <Select
                    id="point-source"
                    label="もとの機関"
                    options=Signal::derive(move || agencies.with(|all| options(all)))
                    value=source
                />
                <Check id="point-hearsay" label="伝聞・未確認（人から聞いた話）" checked=hearsay/>
                {readers}
                <Refusing act/>
                <div class="actions">
                    <Button busy=act.busy on_press=add>"内容に加える"</Button>
                </div>
            </div>
        </details>
    }
}
