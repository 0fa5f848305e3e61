//! 同意: in whole, in part, later or not; two statements to tick where she agrees. It binds to the
//! version on the page and to no other.

use domain::command::CaseCommand;
use domain::drawing::Drawing;
use domain::id::ItemId;
use domain::plan::AgreementExtent;
use domain::view::her::{Item, ShownPlan};
use leptos::prelude::*;
use uuid::Uuid;

use super::controls::{Draw, Radio, Send, Short, Tick, Words};
use super::frame::To;
use super::plan::Agreement;
use super::say::Say;
use super::typed::{Fields, too_long, too_long_name};
use super::{Hidden, Mistakes, Wrong, field, path, words};

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
    pub signed: String,
    /// Her name as she drew it, as [`Drawing::read`] reads it.
    pub drawn: String,
}

impl AgreeDraft {
    /// What the form holds.
    pub fn read(typed: &Fields) -> Self {
        Self {
            extent: extent_of(typed.get("x")),
            open_items: typed
                .all("o")
                .filter_map(|id| Uuid::parse_str(id).ok())
                .map(ItemId)
                .collect(),
            words: typed.text("t"),
            read_it: typed.get("r") == "1",
            may_change: typed.get("m") == "1",
            signed: typed.get("g").to_owned(),
            drawn: typed.get("n").to_owned(),
            ..Self::default()
        }
    }

    /// What keeps it from being taken as it stands.
    pub fn mistakes(&self, plan: &ShownPlan) -> Vec<Wrong> {
        let mut wrong = Vec::new();
        let agrees = matches!(
            self.extent,
            Some(AgreementExtent::Whole | AgreementExtent::Part)
        );
        if self.extent.is_none() {
            wrong.push(Wrong::new(part::EXTENT, words::CHOOSE_EXTENT));
        }
        let open = self.open_items.iter().any(|id| plan.item(*id).is_some());
        if self.extent == Some(AgreementExtent::Part) && !open {
            wrong.push(Wrong::new(part::OPEN, words::CHOOSE_OPEN));
        }
        if agrees && !(self.read_it && self.may_change) {
            wrong.push(Wrong::new(part::STATEMENTS, words::TICK_BOTH));
        }
        if too_long_name(&self.signed) {
            wrong.push(Wrong::new(part::SIGN, words::NAME_TOO_LONG));
        }
        if Drawing::read(&self.drawn).is_none() {
            wrong.push(Wrong::new(part::DRAW, words::DRAW_WRONG));
        }
        if too_long(&self.words) {
            wrong.push(Wrong::new(part::WORDS, words::TOO_LONG));
        }
        wrong
    }

    /// Her answer as a command, bound to the version on the page.
    pub fn command(&self, plan: &ShownPlan, extent: AgreementExtent) -> CaseCommand {
        CaseCommand::AgreeToPlan {
            plan: plan.id,
            version: plan.version,
            extent,
            open_items: match extent {
                AgreementExtent::Part => self.open_items.clone(),
                _ => Vec::new(),
            },
            words: self.words.clone(),
            read_it: self.read_it,
            may_change: self.may_change,
            signed: self.signed.clone(),
            drawn: Drawing::read(&self.drawn).unwrap_or_default(),
        }
    }
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
    pub const SIGN: &str = "x-sign";
    pub const DRAW: &str = "x-draw";
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
        signed,
        drawn,
    } = draft;
    view! {
        <Mistakes wrong/>
        <h1>
            <Say text=words::AGREE/>
        </h1>
        <p>
            <Say text=words::AGREE_LEAD/>
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
                        {plan.version} <Say text=words::VERSION/>
                    </span>
                </p>
                <ol class="her__answered">
                    {plan.items.iter().map(|item| view! { <Line item=item.clone()/> }).collect_view()}
                </ol>
            </section>
            <section class="her__card" id="g">
                <fieldset class="answers" id=part::EXTENT>
                    <legend>
                        <Say text=words::AGREE_LEGEND/>
                    </legend>
                    {AgreementExtent::ALL
                        .into_iter()
                        .map(|one| {
                            view! {
                                <Radio
                                    name="x"
                                    value=extent_key(one)
                                    text=words::extent(one)
                                    checked=extent == Some(one)
                                />
                            }
                        })
                        .collect_view()}
                </fieldset>
                <fieldset class="choices" id=part::OPEN>
                    <legend>
                        <Say text=words::OPEN_ITEMS/>
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
                                    text=words::item(item.number, item.domain)
                                />
                            }
                        })
                        .collect_view()}
                </fieldset>
                <fieldset class="choices" id=part::STATEMENTS>
                    <legend>
                        <Say text=words::STATEMENTS/>
                    </legend>
                    <Tick name="r" value="1" checked=read_it text=words::READ_IT/>
                    <Tick name="m" value="1" checked=may_change text=words::MAY_CHANGE/>
                </fieldset>
                <Short
                    id=part::SIGN
                    name="g"
                    label=words::SIGN
                    help=[words::SIGN_HELP]
                    text=signed
                />
                <Draw
                    id=part::DRAW
                    name="n"
                    label=words::DRAW
                    clear=words::DRAW_CLEAR
                    text=drawn
                />
                <Words
                    id=part::WORDS
                    name="t"
                    label=words::OWN_WORDS
                    help=[words::OWN_WORDS_HELP]
                    text=own
                />
                <Send/>
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
                <Say text=item.text/>
            </p>
            <p class="small">
                {match item.answer {
                    Some(answer) => view! {
                        <Say text=words::YOUR_ANSWER.with([("answer", words::choice(answer.choice).into())])/>
                    }
                    .into_any(),
                    None => view! { <Say text=words::NOT_ANSWERED/> }.into_any(),
                }}
            </p>
        </li>
    }
}
