//! つながりの紙: the ecomap and the family tree as they are printed on A4. Code and relations stand
//! instead of names unless these are opened for this copy with a reason; words and places never do.

use domain::id::CaseId;
use domain::view::tie::{TieNode, TiesView};
use domain::wire;
use leptos::prelude::*;

use crate::route::{CasePart, Route};
use crate::staff::asked::{Loaded, asked};
use crate::staff::live;
use crate::staff::opening::{Left, Opening, read_once};
use crate::ties::{ecomap, family_tree};
use crate::ui::*;

use super::ties::{
    Legend, TREE_HELP, TREE_HER, TREE_TITLE, how_words, kin_id, kin_words, line_id, mark, picture,
    relatives, to_its_line,
};

#[component]
pub fn TiesSheetScreen(case: CaseId) -> impl IntoView {
    let reason = RwSignal::new(None::<String>);
    let knock = read_once(reason, live::of_case(case));
    let asked = asked(
        move || wire::TiesPaper {
            case,
            names: reason.get(),
        },
        knock,
    );
    let back = Route::Case {
        case,
        part: CasePart::Family,
    }
    .path();
    view! {
        <div class="page page--wide">
            <div class="page__head no-print">
                <div>
                    <a class="small" href=back>"← 家族・つながりへ"</a>
                    <h1>"つながりの紙"</h1>
                </div>
            </div>
            <Loaded asked shape=SkeletonShape::Sheet let:view>
                <Tools reason view/>
                <div class="sheetwrap">
                    {move || view! { <Paper view=view.get()/> }}
                </div>
            </Loaded>
        </div>
    }
}

/// The printer's button, and the opening of the names.
#[component]
fn Tools(reason: RwSignal<Option<String>>, view: Signal<TiesView>) -> impl IntoView {
    view! {
        <div class="no-print stack">
            <div class="actions">
                <PrintButton variant=Variant::Primary/>
            </div>
            <Opening
                left=Left::Names
                reason
                open=Memo::new(move |_| view.with(|view| view.names_open))
                may=Memo::new(move |_| view.with(|view| view.may_open_names))
            />
        </div>
    }
}

#[component]
fn Paper(view: TiesView) -> impl IntoView {
    let tree = (!view.kin.is_empty()).then(|| {
        family_tree(
            TREE_TITLE.to_owned(),
            [&view.her, TREE_HER],
            relatives(&view.kin),
        )
    });
    let drawn = ecomap(picture(&view));
    let list = |start: usize, nodes: Vec<TieNode>| {
        (start..)
            .zip(nodes)
            .map(|(number, node)| {
                let lines = node.lines.iter();
                let lines = lines.map(|line| format!("{}{}", mark(line.side), how_words(line.how)));
                let said = node.roles.iter().cloned().chain(lines).collect::<Vec<_>>();
                view! {
                    <li id=line_id(number) tabindex="-1">
                        <b>{node.name}</b>
                        "　"
                        {said.join("　")}
                    </li>
                }
            })
            .collect_view()
    };
    let kin = view
        .kin
        .iter()
        .enumerate()
        .map(|(number, one)| {
            view! { <li id=kin_id(number) tabindex="-1">{kin_words(one)}</li> }
        })
        .collect_view();
    let people = view.agencies.len();
    view! {
        <article class="sheet tiesheet" translate="no" on:click=to_its_line>
            <header class="sheet__head">
                <h2 class="sheet__title">"つながりの図"</h2>
                <p class="sheet__mark">
                    <span>"取扱注意"</span>
                    <span class="num">{view.case_no.clone()}</span>
                </p>
            </header>
            <div class="tiesheet__drawing">{drawn}</div>
            <Legend/>
            <ul class="tiesheet__words">
                {list(0, view.agencies)} {list(people, view.people)}
            </ul>
            {tree
                .map(|tree| {
                    view! {
                        <div class="tiesheet__tree">
                            <h3>"家族図"</h3>
                            <div class="tiesheet__drawing">{tree}</div>
                            <p class="sheet__note">{TREE_HELP}</p>
                            <ul class="tiesheet__words">{kin}</ul>
                        </div>
                    }
                })}
        </article>
    }
}
