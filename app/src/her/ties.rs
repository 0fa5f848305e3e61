//! あなたのつながり: who is around her, drawn and as a list, and how it is to her, if she likes to say.
//!
//! Plain links and one form. What she wrote is marked as hers, in words and by its frame.

use domain::tie::{Kin, TieHow, TieKind, TieSide, TieStrength, TieTo};
use domain::view::her::{HerKin, HerTie, TiesPage};
use leptos::prelude::*;
use uuid::Uuid;

use super::controls::{Radio, Send, Short, Words};
use super::frame::To;
use super::say::{Say, Word, Wording, drawn, plainly};
use super::{Hidden, Letter, Mistakes, Wrong, field, path, words};
use crate::ties::{Knot, Picture, Relative, ecomap, family_tree, sample};

/// The list of whom it is about, and its id.
pub const WHO: &str = "z";
/// The name of somebody who is not in the list yet, and its id.
pub const NAME: &str = "m";
/// What that person is to her.
pub const RELATION: &str = "r";
/// How it is, and the id of the group.
pub const KIND: &str = "a";
pub const STRENGTH: &str = "g";
/// The box for her words, and its id.
pub const WORDS: &str = "q";
/// The value of [`WHO`] for somebody new.
pub const SOMEBODY: &str = "n";
/// The value of [`KIND`] that takes off what she wrote.
pub const TAKE_OFF: &str = "9";

/// What she has filled in so far.
#[derive(Debug, Clone, Default)]
pub struct TiesDraft {
    pub token: String,
    /// Id of the command.
    pub ticket: Uuid,
    pub wrong: Vec<Wrong>,
    pub who: String,
    pub name: String,
    pub relation: String,
    pub kind: String,
    pub strength: String,
    pub words: String,
}

/// The value of a node in the list of whom it is about.
pub fn key(to: &TieTo) -> String {
    match to {
        TieTo::Agency(agency) => format!("a{agency}"),
        TieTo::Person { name, relation } => format!("p{relation}/{name}"),
    }
}

/// The kind with that value in the form.
pub fn kind_of(key: &str) -> Option<TieKind> {
    by_number(&TieKind::ALL, key)
}

/// The strength with that value in the form.
pub fn strength_of(key: &str) -> Option<TieStrength> {
    by_number(&TieStrength::ALL, key)
}

/// 1, 2, 3 …
fn by_number<T: Copy>(all: &[T], key: &str) -> Option<T> {
    let at = key.parse::<usize>().ok()?.checked_sub(1)?;
    all.get(at).copied()
}

/// Her page.
pub fn page(view: TiesPage, draft: TiesDraft) -> AnyView {
    let nobody = view.all().next().is_none();
    view! {
        <Mistakes wrong=draft.wrong.clone()/>
        <h1>
            <Say text=words::TIES/>
        </h1>
        <p>
            <Say text=words::TIES_LEAD/>
        </p>
        <p>
            <Say text=words::TIES_WHO_READS/>
        </p>
        {(!nobody).then(|| view! { <Around view=view.clone()/> })}
        <Write view draft/>
        <To href=path::PLAN text=words::BACK/>
    }
    .into_any()
}

/// The list first, the drawing under it: on a phone the words are read, the drawing is moved about.
#[component]
fn Around(view: TiesPage) -> impl IntoView {
    let drawing = ecomap(picture(&view));
    let people = view.agencies.len();
    let family = family(&view);
    let list = |head: Word, start: usize, ties: Vec<HerTie>| {
        (!ties.is_empty()).then(|| {
            let lines = (start..)
                .zip(ties)
                .map(|(number, tie)| view! { <Line number tie/> });
            view! {
                <section class="her__card">
                    <h2>
                        <Say text=head/>
                    </h2>
                    <ul class="her__ties">{lines.collect_view()}</ul>
                </section>
            }
        })
    };
    let kinds = TieKind::ALL
        .map(|kind| {
            view! {
                <li>
                    {sample(kind)}
                    " "
                    <Say text=words::tie_kind(kind)/>
                </li>
            }
        })
        .collect_view();
    view! {
        {list(words::TIES_AGENCIES, 0, view.agencies)}
        {list(words::TIES_PEOPLE, people, view.people)}
        <Drawn id="drawn" head=words::TIES_DRAWN help=words::TIES_DRAWN_HELP drawing>
            <ul class="ecomap__legend">{kinds}</ul>
        </Drawn>
        {family}
    }
}

/// Her family as a tree; nothing where nobody can be placed in it.
fn family(view: &TiesPage) -> Option<impl IntoView + use<>> {
    let relatives: Vec<Relative> = view
        .family
        .iter()
        .filter_map(|kin| relative(view, kin))
        .collect();
    let placed = view.family.iter().any(|kin| kin.kinship.kin != Kin::Other);
    let me = drawn(words::TIES_ME);
    placed.then(|| {
        let drawing = family_tree(plainly(words::TIES_FAMILY), [&me, ""], relatives);
        view! { <Drawn id="family" head=words::TIES_FAMILY help=words::TIES_FAMILY_HELP drawing/> }
    })
}

/// A drawing that a finger moves about, with what its signs mean and what stands under it.
#[component]
fn Drawn(
    id: &'static str,
    head: Word,
    help: Word,
    drawing: AnyView,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <section class="her__card" aria-labelledby=id>
            <h2 id=id>
                <Say text=head/>
            </h2>
            <p class="her__note">
                <Say text=help/>
            </p>
            <div class="ecomap" role="region" aria-labelledby=id tabindex="0">
                {drawing}
            </div>
            {children.map(|children| children())}
        </section>
    }
}

fn relative(view: &TiesPage, kin: &HerKin) -> Option<Relative> {
    let tie = view.people.get(kin.person)?;
    // Who has no name is called by what he or she is to her.
    let (under, heard) = match tie.relation == tie.name {
        true => (String::new(), tie.name.clone()),
        false => (
            tie.relation.clone(),
            format!("{}、{}", tie.name, tie.relation),
        ),
    };
    Some(Relative {
        kinship: kin.kinship,
        name: tie.name.clone(),
        heard,
        under,
        leads_to: line_id(view.agencies.len() + kin.person),
        household: kin.household,
        opposing: false,
    })
}

fn line_id(number: usize) -> String {
    format!("l{number}")
}

#[component]
fn Line(number: usize, tie: HerTie) -> impl IntoView {
    let what = match &tie.kind {
        Some(kind) => words::agency_kind(kind),
        None => Wording::written(tie.relation.clone()),
    };
    let name = Wording::written(tie.name.clone());
    let what = Some(what).filter(|what| *what != Wording::written("") && *what != name);
    view! {
        <li id=line_id(number) tabindex="-1">
            <b translate="no">{tie.name}</b>
            {what.map(|what| view! { " " <span class="small"><Say text=what/></span> })}
            {match tie.said {
                Some(said) => view! {
                    <div class="her__said">
                        <p class="small">
                            <Say text=words::YOU_SAID/>
                            " "
                            <Say text=words::short_day(said.on)/>
                        </p>
                        <p>
                            <Say text=how_words(said.how)/>
                        </p>
                        {(!said.words.is_empty()).then(|| view! { <Letter text=said.words/> })}
                    </div>
                }
                .into_any(),
                None => view! {
                    <p class="small muted">
                        <Say text=words::TIES_NOT_SAID/>
                    </p>
                }
                .into_any(),
            }}
        </li>
    }
}

fn how_words(how: TieHow) -> Wording {
    words::TIE_HOW.with([
        ("kind", words::tie_kind(how.kind).into()),
        ("strength", words::tie_strength(how.strength).into()),
    ])
}

/// What is drawn of her page; letters in a drawing carry no readings, so its words have no kanji.
fn picture(view: &TiesPage) -> Picture {
    let knot = |(number, tie): (usize, &HerTie)| {
        let how = tie.said.as_ref().map(|said| said.how);
        let heard = how.map(|how| plainly(how_words(how))).unwrap_or_default();
        let under = match how {
            Some(how) => format!("◆{}", drawn(words::tie_drawn(how.kind))),
            None => tie.relation.clone(),
        };
        Knot {
            name: tie.name.clone(),
            heard: [tie.name.as_str(), &under, &heard]
                .into_iter()
                .filter(|words| !words.is_empty())
                .collect::<Vec<_>>()
                .join("、"),
            under,
            leads_to: line_id(number),
            lines: how.map(|how| (TieSide::Hers, how)).into_iter().collect(),
            hers: tie.own || how.is_some(),
        }
    };
    Picture {
        title: plainly(words::TIES_DRAWN),
        her: drawn(words::TIES_ME),
        heads: [
            drawn(words::TIES_DRAWN_LEFT),
            drawn(words::TIES_DRAWN_RIGHT),
        ],
        left: view.agencies.iter().enumerate().map(knot).collect(),
        right: (view.agencies.len()..)
            .zip(&view.people)
            .map(knot)
            .collect(),
    }
}

/// Where she says how it is, adds somebody, or takes off what she wrote. Nothing is chosen for her.
#[component]
fn Write(view: TiesPage, draft: TiesDraft) -> impl IntoView {
    let chosen = draft.who.clone();
    let somebody = draft.who == SOMEBODY;
    let options = view
        .all()
        .map(|tie| {
            let value = key(&tie.to);
            let selected = value == chosen;
            view! { <option value=value selected=selected>{tie.name.clone()}</option> }
        })
        .collect_view();
    let said = view.all().any(|tie| tie.said.is_some());
    let kinds = TieKind::ALL
        .into_iter()
        .zip(1..)
        .map(|(kind, number)| {
            let value = number.to_string();
            let checked = draft.kind == value;
            view! { <Radio name=KIND value text=words::tie_kind(kind) checked/> }
        })
        .collect_view();
    let take_off = said.then(|| {
        let checked = draft.kind == TAKE_OFF;
        view! { <Radio name=KIND value=TAKE_OFF text=words::TIES_TAKE_OFF checked/> }
    });
    let strengths = TieStrength::ALL
        .into_iter()
        .zip(1..)
        .map(|(strength, number)| {
            let value = number.to_string();
            let text = words::tie_strength(strength);
            let checked = draft.strength == value;
            view! { <Radio name=STRENGTH value text checked/> }
        })
        .collect_view();
    view! {
        <form id="p" method="post" action=path::TIES autocomplete="off">
            <Hidden name=field::TOKEN value=draft.token/>
            <Hidden name=field::PAGE value="t"/>
            <Hidden name=field::ENVELOPE value=draft.ticket.to_string()/>
            <section class="her__card">
                <h2>
                    <Say text=words::TIES_SAY/>
                </h2>
                <p class="her__note">
                    <Say text=words::TIES_SAY_HELP/>
                </p>
                <div class="field">
                    <label class="field__label" for=WHO>
                        <span><Say text=words::TIES_WHO/></span>
                    </label>
                    <select class="input" id=WHO name=WHO autocomplete="off" translate="no">
                        <option value="" selected=draft.who.is_empty()>
                            {plainly(words::TIES_CHOOSE)}
                        </option>
                        {options}
                        <option value=SOMEBODY selected=somebody>
                            {plainly(words::TIES_SOMEBODY)}
                        </option>
                    </select>
                </div>
                <Short id=NAME label=words::TIES_NAME text=draft.name/>
                <Short id=RELATION label=words::TIES_RELATION text=draft.relation/>
                <fieldset class="answers" id=KIND>
                    <legend>
                        <Say text=words::TIES_HOW/>
                    </legend>
                    {kinds}
                    {take_off}
                </fieldset>
                <fieldset class="answers" id=STRENGTH>
                    <legend>
                        <Say text=words::TIES_STRENGTH/>
                    </legend>
                    {strengths}
                </fieldset>
                <Words id=WORDS label=words::OWN_WORDS rows=4 text=draft.words/>
                <Send/>
            </section>
        </form>
    }
}
