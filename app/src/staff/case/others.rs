//! 同じ人の記録: other records of the same woman that are read with this one, and those that perhaps should be.

use domain::command::CaseCommand;
use domain::id::CaseId;
use domain::view::joined::{OtherRecord, OthersView};
use domain::wire;
use leptos::prelude::*;

use crate::route::{CasePart, Route};
use crate::staff::act::Act;
use crate::staff::asked::{Asked, Loaded, asked};
use crate::staff::door::door;
use crate::staff::live;
use crate::staff::three_parts::PartsShown;
use crate::staff::words;
use crate::ui::*;

use super::Shared;
use super::act_dialog::ActDialog;

/// Why two records wait: the same words that the server would refuse with.
fn waits(this: &OtherRecord, other: &OtherRecord) -> Option<String> {
    let refusal = domain::refusal::Refusal::HerYesToJoinMissing;
    this.waits_for_her(other).then(|| refusal.words())
}

/// Absent where there is none. A tablet that was opened without a network cannot ask for them.
#[component]
pub(super) fn OthersPanel(shared: Shared) -> impl IntoView {
    let has = shared.part(|view| view.has_others);
    let apart = door().apart;
    view! {
        <Show when=move || has.get() && !apart.get()>
            <Others shared/>
        </Show>
    }
}

#[component]
fn Others(shared: Shared) -> impl IntoView {
    let case = shared.id;
    let asked = asked(move || wire::Others { case }, live::of_case(case));
    view! {
        <Loaded asked shape=SkeletonShape::Lines(1) let:others>
            <Lists asked others/>
        </Loaded>
    }
}

#[component]
fn Lists(asked: Asked<OthersView>, others: Signal<OthersView>) -> impl IntoView {
    let joined = Memo::new(move |_| others.with(|others| others.joined.clone()));
    let joined_to = Memo::new(move |_| others.with(|others| others.joined_to.clone()));
    let alike = Memo::new(move |_| others.with(|others| others.alike.clone()));
    let (joining, parting) = (RwSignal::new(None), RwSignal::new(None));
    view! {
        {move || {
            joined_to.get().map(|other| {
                view! {
                    <Notice title="ほかの記録に合わせてあります">
                        <p>"同じ人の記録です。これからのことは、下の記録に書きます。ここに書いてあることも、そのまま残り、あちらの経過に並びます。"</p>
                        <Line other then=("分ける", parting) why=None/>
                    </Notice>
                }
            })
        }}
        <Show when=move || !joined.with(Vec::is_empty)>
            <section class="panel" aria-labelledby="joined-title">
                <div class="panel__head"><h2 id="joined-title">"合わせた記録"</h2></div>
                <p class="muted">"同じ人の記録です。経過は、この画面に一つに並びます。"</p>
                <For each=move || joined.get() key=|other| other.case let:other>
                    <Line other then=("分ける", parting) why=None/>
                </For>
            </section>
        </Show>
        <Show when=move || !alike.with(Vec::is_empty)>
            <Notice title="同じ人かもしれない記録があります">
                <p>"呼び名か合図の言葉が同じです。同じ人だと本人と確かめてから、合わせてください。"</p>
                {move || {
                    let this = others.with(|others| others.this.clone());
                    alike
                        .get()
                        .into_iter()
                        .map(|other| {
                            let why = waits(&this, &other);
                            view! { <Line other then=("同じ人の記録として合わせる", joining) why/> }
                        })
                        .collect_view()
                }}
            </Notice>
        </Show>
        <Sure
            id="join"
            title="同じ人の記録として合わせる"
            send="合わせる"
            done="記録を合わせました"
            make=join
            asked
            others
            chosen=joining
        >
            <p>
                "同じ人だと、本人と確かめましたか。二つの記録は、どちらもそのまま残ります。経過が一つに並び、ボードのカードは一枚になります。違っていたときは、分けられます。"
            </p>
            <p>"どちらかを見てはいけない人は、もう一つも見られなくなります。"</p>
            {move || joining.get().map(|other| view! { <Known other/> })}
        </Sure>
        <Sure
            id="part"
            title="合わせた記録を分ける"
            send="分ける"
            done="記録を分けました"
            make=part
            asked
            others
            chosen=parting
        >
            <p>
                "二つの記録が、また別々になります。書いてあることは、なくなりません。閲覧制限は、両方に残ります。"
            </p>
        </Sure>
    }
}

/// One of them, with what can be done with it.
#[component]
fn Line(
    other: OtherRecord,
    /// What is done with it, and where it is chosen for that.
    then: (&'static str, RwSignal<Option<OtherRecord>>),
    /// Why not now.
    why: Option<String>,
) -> impl IntoView {
    let (label, chosen) = then;
    let href = Route::Case {
        case: other.case,
        part: CasePart::Now,
    }
    .path();
    let choose = {
        let other = other.clone();
        move |()| chosen.set(Some(other.clone()))
    };
    view! {
        <article class="stack">
            <p>
                <a href=href>{other.no.clone()}</a>
                " "
                <span class="small muted">{words::date(other.accepted_on)} "受理"</span>
            </p>
            {other
                .thinks_of_notice
                .then(|| view! { <p><Tag tone=Tone::Care>"18歳未満かもしれません。あちらの記録で、通告を考えます"</Tag></p> })}
            <Known other/>
            <Button disabled_reason=Signal::stored(why) on_press=choose>{label}</Button>
        </article>
    }
}

/// By what she is known in it, and what she said.
#[component]
fn Known(other: OtherRecord) -> impl IntoView {
    let line = |label: &'static str, text: String| {
        (!text.is_empty()).then(|| view! { <p translate="no">{label} "：" {text}</p> })
    };
    view! {
        {line("呼び名", other.called_name)}
        {line("合図の言葉", other.code_word)}
        <PartsShown parts=other.parts/>
    }
}

/// Where it is sent, and what: from this record and the chosen one.
type Make = fn(this: OtherRecord, other: OtherRecord) -> (CaseId, CaseCommand);

fn join(this: OtherRecord, other: OtherRecord) -> (CaseId, CaseCommand) {
    let (goes_on, read_with) = match this.goes_with(&other) {
        true => (other, this),
        false => (this, other),
    };
    let other = read_with.case;
    (goes_on.case, CaseCommand::JoinCase { other })
}

fn part(this: OtherRecord, other: OtherRecord) -> (CaseId, CaseCommand) {
    let other = other.case;
    (this.case, CaseCommand::PartCase { other })
}

/// Asks once more before it is done, because two pages change.
#[component]
fn Sure(
    id: &'static str,
    title: &'static str,
    send: &'static str,
    done: &'static str,
    make: Make,
    asked: Asked<OthersView>,
    others: Signal<OthersView>,
    chosen: RwSignal<Option<OtherRecord>>,
    children: ChildrenFn,
) -> impl IntoView {
    let act = Act::new();
    let open = opened(chosen);
    let on_send = move |()| {
        let Some(other) = chosen.get_untracked() else {
            return;
        };
        let this = others.with_untracked(|others| others.this.clone());
        let (case, command) = make(this, other);
        act.case(case, command, done, move |_| {
            open.set(false);
            asked.again();
        });
    };
    view! {
        <ActDialog id title open act send on_send>
            {children()}
        </ActDialog>
    }
}

/// A dialog that is open while something is chosen.
fn opened(chosen: RwSignal<Option<OtherRecord>>) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if chosen.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            chosen.set(None);
        }
    });
    open
}
