//! 同意: in whole, in part, later or not; two statements to tick where she agrees. It binds to the
//! version on the page and to no other.

use domain::id::ItemId;
use domain::plan::AgreementExtent;
use domain::view::her::{Item, ShownPlan};
use leptos::prelude::*;
use uuid::Uuid;

use super::frame::To;
use super::plan::Agreement;
use super::{Hidden, Mistakes, Wrong, boxed, field, path, words};
use crate::ui::Ruby;

/// What she has ticked and typed so far. Empty at first: nothing is preset.
#[derive(Debug, Clone, Default)]
pub struct AgreeDraft {
    pub token: String,
    pub ticket: Uuid,
    pub wrong: Vec<Wrong>,
    pub extent: Option<AgreementExtent>,
    pub open_items: Vec<ItemId>,
    pub words: String,
    pub read_it: bool,
    pub may_change: bool,
}

/// The value of an answer in the form.
pub fn extent_key(extent: AgreementExtent) -> &'static str {
    match extent {
        AgreementExtent::Whole => "1",
        AgreementExtent::Part => "2",
        AgreementExtent::Later => "3",
        AgreementExtent::None => "4",
    }
}

/// The answer with that value.
pub fn extent_of(key: &str) -> Option<AgreementExtent> {
    AgreementExtent::ALL
        .into_iter()
        .find(|extent| extent_key(*extent) == key)
}

/// Ids of the parts, for the list of mistakes.
pub mod part {
    pub const EXTENT: &str = "x-extent";
    pub const OPEN: &str = "x-open";
    pub const STATEMENTS: &str = "x-statements";
    pub const WORDS: &str = "x-words";
}

/// The page of her agreement.
pub fn page(plan: ShownPlan, draft: AgreeDraft) -> AnyView {
    let AgreeDraft {
        token,
        ticket,
        wrong,
        extent,
        open_items,
        words: own,
        read_it,
        may_change,
    } = draft;
    view! {
        <Mistakes wrong/>
        <h1>
            <Ruby text=words::AGREE/>
        </h1>
        <p>
            <Ruby text=words::AGREE_LEAD/>
        </p>
        <Agreement agreed=plan.agreement.clone() link=false/>
        <form id="p" method="post" action=path::AGREE autocomplete="off">
            <Hidden name=field::TOKEN value=token/>
            <Hidden name=field::PAGE value="d"/>
            <Hidden name=field::PLAN value=plan.id.to_string()/>
            <Hidden name=field::VERSION value=plan.version.to_string()/>
            <Hidden name=field::ENVELOPE value=ticket.to_string()/>
            <section class="her__card">
                <p class="her__progress">
                    <span>
                        {plan.version} <Ruby text=words::VERSION/>
                    </span>
                </p>
                <ol class="her__answered">
                    {plan.items.iter().map(|item| view! { <Line item=item.clone()/> }).collect_view()}
                </ol>
            </section>
            <section class="her__card" id="g">
                <fieldset class="answers" id=part::EXTENT>
                    <legend>
                        <Ruby text=words::AGREE_LEGEND/>
                    </legend>
                    {AgreementExtent::ALL
                        .into_iter()
                        .map(|one| {
                            view! {
                                <label class="answer">
                                    <input
                                        type="radio"
                                        name="x"
                                        value=extent_key(one)
                                        checked=extent == Some(one)
                                        autocomplete="off"
                                    />
                                    <span>
                                        <Ruby text=words::extent(one)/>
                                    </span>
                                </label>
                            }
                        })
                        .collect_view()}
                </fieldset>
                <fieldset class="choices" id=part::OPEN>
                    <legend>
                        <Ruby text=words::OPEN_ITEMS/>
                    </legend>
                    {plan
                        .items
                        .iter()
                        .map(|item| {
                            view! {
                                <Tick
                                    name="o"
                                    value=item.id.to_string()
                                    checked=open_items.contains(&item.id)
                                    text=format!("{} {}", item.number, words::domain(item.domain))
                                />
                            }
                        })
                        .collect_view()}
                </fieldset>
                <fieldset class="choices" id=part::STATEMENTS>
                    <legend>
                        <Ruby text=words::STATEMENTS/>
                    </legend>
                    <Tick name="r" value="1" checked=read_it text=words::READ_IT/>
                    <Tick name="m" value="1" checked=may_change text=words::MAY_CHANGE/>
                </fieldset>
                <div class="field">
                    <label class="field__label" for=part::WORDS>
                        <span><Ruby text=words::OWN_WORDS/></span>
                    </label>
                    <p class="field__help">
                        <Ruby text=words::OWN_WORDS_HELP/>
                    </p>
                    <textarea
                        class="input input--area her__own"
                        id=part::WORDS
                        name="t"
                        rows="3"
                        autocomplete="off"
                        translate="no"
                        data-unsent=(!own.is_empty()).then_some("")
                    >
                        {boxed(&own)}
                    </textarea>
                </div>
                <button class="button her__next" data-variant="primary">
                    <Ruby text=words::SEND_ANSWER/>
                </button>
            </section>
        </form>
        <To href=path::PLAN text=words::BACK/>
    }
    .into_any()
}

#[component]
fn Line(item: Item) -> impl IntoView {
    view! {
        <li>
            <p class="her__item" translate="no">
                <Ruby text=item.text/>
            </p>
            <p class="small">
                {match item.answer {
                    Some(answer) => view! {
                        <Ruby text=words::YOUR_ANSWER/>
                        "「"
                        <Ruby text=words::choice(answer.choice)/>
                        "」"
                    }
                    .into_any(),
                    None => view! { <Ruby text=words::NOT_ANSWERED/> }.into_any(),
                }}
            </p>
        </li>
    }
}

#[component]
pub(crate) fn Tick(
    name: &'static str,
    #[prop(into)] value: String,
    checked: bool,
    #[prop(into)] text: String,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input type="checkbox" name=name value=value checked=checked autocomplete="off"/>
            <span>
                <Ruby text/>
            </span>
        </label>
    }
}
