//! つながりの図: who is around her and how, drawn and in words, and the family tree under it.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::tie::{Kin, TieFlow, TieHow, TieKind, TieSide, TieTo};
use domain::view::tie::{KinView, TieLine, TieNode, TiesView};
use domain::wire;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::route::Route;
use crate::staff::act::{Act, Refusing};
use crate::staff::asked::{Loaded, asked};
use crate::staff::door;
use crate::staff::{live, words};
use crate::ties::{Knot, Picture, Relative, ecomap, family_tree, sample};
use crate::ui::*;

use super::Shared;
use super::tie_dialog::{Described, TieDialog};

/// The picture with its list. Asked for by itself: it is read when it is looked at.
#[component]
pub(super) fn TiesPanel(shared: Shared) -> impl IntoView {
    let case = shared.id;
    let asked = asked(move || wire::Ties { case }, live::of_case(case));
    view! {
        <Loaded asked shape=SkeletonShape::Lines(6) let:view>
            <Panel shared view/>
        </Loaded>
    }
}

#[component]
fn Panel(shared: Shared, view: Signal<TiesView>) -> impl IntoView {
    let prints = shared.has(Action::PrintSheet);
    let (hers, draws) = (shared.has(Action::HerVoice), shared.has(Action::DrawTies));
    let describes = Signal::derive(move || hers.get() || draws.get());
    let sheet = Route::TiesSheet { case: shared.id }.path();
    let open = RwSignal::new(false);
    let described = RwSignal::new(Described::Anew);
    let act = Act::new();
    let describe = move |what: Described| {
        described.set(what);
        open.set(true);
    };
    view! {
        <section class="panel ecomap__panel" aria-labelledby="ecomap-title">
            <div class="panel__head">
                <h2 id="ecomap-title">"つながりの図"</h2>
                <div class="row">
                    <Show when=move || describes.get()>
                        <Button icon=Icon::Pen on_press=move |()| describe(Described::Anew)>
                            "つながりを書く"
                        </Button>
                    </Show>
                    <Show when=move || prints.get()>
                        <LinkButton href=sheet.clone() icon=Icon::Print>"印刷する"</LinkButton>
                    </Show>
                </div>
            </div>
            <Refusing act/>
            <div class="ecomap" on:click=to_its_line>
                {move || view.with(|view| ecomap(picture(view)))}
            </div>
            <Legend/>
            <Later>
                <div class="ecomap__words">
                    {move || {
                        let nodes = view.with(|view| (view.agencies.clone(), view.people.clone()));
                        let list = |title: &'static str, start: usize, nodes: Vec<TieNode>| {
                            view! {
                                <Lines title start nodes shared act describes on_change=describe/>
                            }
                        };
                        let start = nodes.0.len();
                        [list("機関", 0, nodes.0), list("家族・まわりの人", start, nodes.1)]
                            .collect_view()
                    }}
                </div>
            </Later>
        </section>
        <Later>
            <Tree view/>
        </Later>
        <TieDialog shared open view described/>
    }
}

/// A knot of the drawing leads to its line in the list, without a change of the address.
pub(super) fn to_its_line(event: web_sys::MouseEvent) {
    let link = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|element| element.closest("a[href^='#']").ok().flatten());
    let Some(href) = link.and_then(|link| link.get_attribute("href")) else {
        return;
    };
    event.prevent_default();
    door::focus(href.trim_start_matches('#'));
}

/// Id of the line of a node, agencies before people.
pub(super) fn line_id(number: usize) -> String {
    format!("tie-{number}")
}

pub(super) fn kin_id(number: usize) -> String {
    format!("kin-{number}")
}

/// What is drawn of the view.
pub(super) fn picture(view: &TiesView) -> Picture {
    let knot = |(number, node): (usize, &TieNode)| Knot {
        name: node.name.clone(),
        under: under(node),
        heard: heard(node),
        leads_to: line_id(number),
        lines: node
            .lines
            .iter()
            .map(|line| (line.side, line.how))
            .collect(),
        hers: node.lines.iter().any(|line| line.side == TieSide::Hers),
    };
    Picture {
        title: "つながりの図。同じことが下の一覧にあります。".to_owned(),
        her: view.her.clone(),
        heads: ["機関".to_owned(), "家族・まわりの人".to_owned()],
        left: view.agencies.iter().enumerate().map(knot).collect(),
        right: (view.agencies.len()..)
            .zip(&view.people)
            .map(knot)
            .collect(),
    }
}

/// ◆ 本人の感じ方, ◇ 支援者の見立て; without either, what the node is.
fn under(node: &TieNode) -> String {
    if node.barred {
        return "閲覧制限・共有しない".to_owned();
    }
    if node.lines.is_empty() {
        return node.roles.first().cloned().unwrap_or_default();
    }
    let marked = |line: &TieLine| format!("{}{}", mark(line.side), line.how.kind.short());
    node.lines.iter().map(marked).collect::<Vec<_>>().join(" ")
}

pub(super) fn mark(side: TieSide) -> &'static str {
    match side {
        TieSide::Hers => "◆",
        TieSide::Worker => "◇",
    }
}

/// Begins with what is seen, so that whoever speaks to the tablet can say it.
fn heard(node: &TieNode) -> String {
    let mut heard = vec![node.name.clone(), under(node)];
    heard.extend(node.roles.iter().cloned());
    heard.dedup();
    if node.barred {
        heard.push("閲覧制限・共有しない".to_owned());
    }
    let line = |line: &TieLine| format!("{}は「{}」", line.side.label(), how_words(line.how));
    heard.extend(node.lines.iter().map(line));
    heard.join("、")
}

/// 支えになっている（とても・本人へ）
pub(super) fn how_words(how: TieHow) -> String {
    let flow = match how.flow {
        TieFlow::Unsaid => String::new(),
        flow => format!("・{}", flow.label()),
    };
    format!("{}（{}{flow}）", how.kind.label(), how.strength.label())
}

/// What the lines and signs mean.
#[component]
pub(super) fn Legend() -> impl IntoView {
    let kinds = TieKind::ALL
        .map(|kind| view! { <li>{sample(kind)} " " {kind.label()}</li> })
        .collect_view();
    view! {
        <ul class="ecomap__legend" aria-label="図の見かた">
            {kinds}
            <li>"太い線ほど強い"</li>
            <li>"◆ 本人の感じ方"</li>
            <li>"◇ 支援者の見立て"</li>
        </ul>
    }
}

/// The nodes of one side in words.
#[component]
fn Lines(
    title: &'static str,
    start: usize,
    nodes: Vec<TieNode>,
    shared: Shared,
    act: Act,
    describes: Signal<bool>,
    on_change: impl Fn(Described) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let rows = (start..)
        .zip(nodes)
        .map(|(number, node)| {
            view! { <OneNode number node shared act describes on_change/> }
        })
        .collect_view();
    view! {
        <div>
            <h3>{title}</h3>
            <ul class="list">{rows}</ul>
        </div>
    }
}

#[component]
fn OneNode(
    number: usize,
    node: TieNode,
    shared: Shared,
    act: Act,
    describes: Signal<bool>,
    on_change: impl Fn(Described) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let roles = node.roles.join("・");
    let who = node.who.join("、");
    let lines = node
        .lines
        .into_iter()
        .map(|line| view! { <OneLine line shared act on_change/> })
        .collect_view();
    let to = node.to.filter(|_| !node.barred);
    view! {
        <li class="ties__item" id=line_id(number) tabindex="-1">
            <strong translate="no">{node.name}</strong>
            <span class="muted small">{roles}</span>
            <span class="muted small" translate="no">{who}</span>
            {node.barred.then(|| view! { <Tag tone=Tone::Care>"閲覧制限・共有しない"</Tag> })}
            {to.map(|to| {
                let to = StoredValue::new(to);
                view! {
                    <Show when=move || describes.get()>
                        <Button
                            variant=Variant::Tertiary
                            on_press=move |()| on_change(Described::About(to.get_value()))
                        >
                            "書く"
                        </Button>
                    </Show>
                }
            })}
            {lines}
        </li>
    }
}

/// One description, with its changes for who may make them.
#[component]
fn OneLine(
    line: TieLine,
    shared: Shared,
    act: Act,
    on_change: impl Fn(Described) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let (id, side) = (line.id, line.side);
    let may = shared.has(match side {
        TieSide::Hers => Action::HerVoice,
        TieSide::Worker => Action::DrawTies,
    });
    let end = move |()| {
        let command = CaseCommand::EndTie { tie: id, side };
        act.case(shared.id, command, "つながりを消しました", |_| ());
    };
    let how = line.how;
    let said = format!("{} {}：{}", mark(side), side.label(), how_words(how));
    let by = format!("{}　{}", words::short(line.on), line.by);
    let words = StoredValue::new(line.words.clone());
    view! {
        <div class="ties__said" data-side=match side {
            TieSide::Hers => "hers",
            TieSide::Worker => "worker",
        }>
            <p>{said}</p>
            {(!line.words.is_empty())
                .then(|| view! { <p class="prewrap" translate="no">"「" {line.words} "」"</p> })}
            <p class="small muted" translate="no">{by}</p>
            <Show when=move || may.get()>
                <div class="row">
                    <Button
                        variant=Variant::Tertiary
                        on_press=move |()| {
                            let words = words.get_value();
                            on_change(Described::Again { id, side, how, words });
                        }
                    >
                        "書きなおす"
                    </Button>
                    <Button variant=Variant::Tertiary busy=act.busy on_press=end>"消す"</Button>
                </div>
            </Show>
        </div>
    }
}

/// 家族 with its tree, and its members in words.
#[component]
fn Tree(view: Signal<TiesView>) -> impl IntoView {
    let kin = Memo::new(move |_| view.with(|view| (view.her.clone(), view.kin.clone())));
    let nobody = Memo::new(move |_| kin.with(|(_, kin)| kin.is_empty()));
    view! {
        <section class="panel" aria-labelledby="family-title">
            <div class="panel__head">
                <h2 id="family-title">"家族"</h2>
            </div>
            <Show
                when=move || !nobody.get()
                fallback=|| view! { <p class="muted">"書いてありません。"</p> }
            >
                <div class="ecomap" on:click=to_its_line>
                    {move || {
                        kin.with(|(her, kin)| {
                            family_tree(TREE_TITLE.to_owned(), [her, TREE_HER], relatives(kin))
                        })
                    }}
                </div>
                <p class="small muted">{TREE_HELP}</p>
                <ul class="list">
                    {move || {
                        let rows = kin.with(|(_, kin)| kin.clone()).into_iter().enumerate();
                        rows.map(|(number, one)| view! { <OneKin number one/> }).collect_view()
                    }}
                </ul>
            </Show>
        </section>
    }
}

#[component]
fn OneKin(number: usize, one: KinView) -> impl IntoView {
    let unplaced = one.kinship.kin == Kin::Other;
    view! {
        <li class="ties__item" id=kin_id(number) tabindex="-1">
            <span translate="no">{kin_words(&one)}</span>
            {one.household.then(|| view! { <Tag>"いっしょに来ている"</Tag> })}
            {one.opposing.then(|| view! { <Tag tone=Tone::Care>"相手方"</Tag> })}
            {unplaced
                .then(|| {
                    view! { <span class="small muted">"続柄からは、図に置けません"</span> }
                })}
        </li>
    }
}

pub(super) const TREE_TITLE: &str = "家族図。同じことが下の一覧にあります。";
/// The small line under her name.
pub(super) const TREE_HER: &str = "本人";
pub(super) const TREE_HELP: &str = "○は女性、□は男性、◇は続柄からわからない人です。二重の○が本人、点線の枠はいっしょに来ている家族です。途切れた線は、今はいっしょでないか、だれの子かが様式からわからないところです。";

pub(super) fn relatives(kin: &[KinView]) -> Vec<Relative> {
    let relative = |(number, one): (usize, &KinView)| {
        let age = one.age.as_deref().unwrap_or_default();
        let name = match one.name.as_str() {
            "" => one.relation.clone(),
            name => name.to_owned(),
        };
        let under = match (one.opposing, one.name.is_empty()) {
            (true, _) => format!("{} 相手方", one.relation),
            (false, true) => age.to_owned(),
            (false, false) => format!("{} {age}", one.relation),
        };
        Relative {
            kinship: one.kinship,
            // Begins with what is seen, so that whoever speaks to the tablet can say it.
            heard: match one.opposing {
                true => format!("{name}、{under}、{age}"),
                false => format!("{name}、{under}"),
            },
            name,
            under,
            leads_to: kin_id(number),
            household: one.household,
            opposing: one.opposing,
        }
    };
    kin.iter().enumerate().map(relative).collect()
}

pub(super) fn kin_words(one: &KinView) -> String {
    let words = [
        Some(one.relation.as_str()),
        Some(one.name.as_str()),
        one.age.as_deref(),
    ];
    let said: Vec<&str> = words
        .into_iter()
        .flatten()
        .filter(|word| !word.is_empty())
        .collect();
    said.join("　")
}

/// Whether a node may be chosen, with its words in the list of choices.
pub(super) fn choice(node: &TieNode) -> Option<(TieTo, String)> {
    let to = node.to.clone().filter(|_| !node.barred)?;
    let role = node.roles.first().map(|role| format!("（{role}）"));
    Some((to, format!("{}{}", node.name, role.unwrap_or_default())))
}
