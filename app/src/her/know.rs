//! だれが知っていいか: her answers, each with the way to take it back; what that would change; who can see
//! what is recorded; who looked.

use domain::consent::ConsentKind;
use domain::form::InfoCategory;
use domain::id::{AgencyId, ConsentId};
use domain::view::her::know::{HerConsent, KnowPage, Knowing, Less, Outlook};
use domain::view::looked::{Looked, LookedDay};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

use super::controls::Send;
use super::frame::{Bare, To};
use super::item::Viewers;
use super::say::{Colon, Say, Word, Wording};
use super::words::know as own;
use super::{Hidden, Mistakes, Wrong, field, path, words};

/// What she takes back, in the form.
pub const WHAT: &str = "z";
/// Her yes to it.
pub const YES: &str = "y";

/// The value of a kind of information in the form.
pub fn kind_key(kind: InfoCategory) -> String {
    let at = InfoCategory::ALL.iter().position(|known| *known == kind);
    at.unwrap_or_default().to_string()
}

/// The kind of information with that value.
pub fn kind_of(key: &str) -> Option<InfoCategory> {
    let at: usize = key.parse().ok()?;
    InfoCategory::ALL.get(at).copied()
}

/// The value of what she takes back in the form.
pub fn less_key(less: Less) -> String {
    match less {
        Less::All(consent) => format!("w/{consent}"),
        Less::Agency(consent, agency) => format!("a/{consent}/{agency}"),
        Less::Kind(consent, kind) => format!("i/{consent}/{}", kind_key(kind)),
    }
}

/// What she takes back, with that value.
pub fn less_of(key: &str) -> Option<Less> {
    let mut parts = key.split('/');
    let what = parts.next()?;
    let consent = ConsentId(Uuid::parse_str(parts.next()?).ok()?);
    match what {
        "w" => Some(Less::All(consent)),
        "a" => {
            let agency = Uuid::parse_str(parts.next()?).ok()?;
            Some(Less::Agency(consent, AgencyId(agency)))
        }
        "i" => kind_of(parts.next()?).map(|kind| Less::Kind(consent, kind)),
        _ => None,
    }
}

/// The page of her answers. Every button leads to a page that says what it would change.
pub fn page(view: KnowPage, token: String, wrong: Vec<Wrong>) -> AnyView {
    let none = view.now.is_empty();
    let before = (!view.before.is_empty()).then(|| {
        let cards = view.before.into_iter();
        let cards = cards.map(|consent| view! { <Answered consent live=false/> });
        view! {
            <h2>
                <Say text=own::KNOW_BEFORE/>
            </h2>
            {cards.collect_view()}
        }
    });
    view! {
        <Mistakes wrong/>
        <h1>
            <Say text=own::KNOW/>
        </h1>
        {[own::KNOW_1, own::KNOW_2].map(|line| view! { <p><Say text=line/></p> }).collect_view()}
        <nav class="her__menu">
            <To href=path::TELL text=own::KNOW_TELL/>
            <To href=path::KNOWING text=own::KNOWING/>
            <To href=path::LOOKED text=own::LOOKED/>
            <To href=path::GIVEN text=words::GIVEN/>
        </nav>
        <form id="p" method="post" action=path::LESS autocomplete="off">
            <Hidden name=field::TOKEN value=token/>
            <Hidden name=field::PAGE value="2"/>
            <h2>
                <Say text=own::KNOW_NOW/>
            </h2>
            {none
                .then(|| {
                    view! {
                        <p class="her__card">
                            <Say text=own::KNOW_NONE/>
                        </p>
                    }
                })}
            {view.now
                .into_iter()
                .map(|consent| view! { <Answered consent live=true/> })
                .collect_view()}
            {before}
        </form>
        <To href=path::PLAN text=words::BACK/>
    }
    .into_any()
}

/// One answer of hers; `live`: there is something to take back.
#[component]
fn Answered(consent: HerConsent, live: bool) -> impl IntoView {
    let id = consent.id;
    // The last one goes with the whole answer.
    let one_agency = live && consent.agencies.len() > 1;
    let one_kind = live && consent.kinds.len() > 1;
    let who = match consent.by_herself {
        true => own::KNOW_BY_YOU,
        false => own::KNOW_BY_WORKER,
    };
    let on = Wording::All(vec![words::day(consent.on), who.into()]);
    let shares = consent.kind.shares();
    let agencies = consent.agencies.into_iter().map(|(agency, name)| {
        let less = one_agency.then_some(Less::Agency(id, agency));
        view! {
            <li class="her__row">
                <span translate="no">{name.clone()}</span>
                <Stop less name/>
            </li>
        }
    });
    let agencies = agencies.collect_view();
    let kinds = consent.kinds.into_iter().map(|kind| {
        let less = one_kind.then_some(Less::Kind(id, kind));
        let name = words::category(kind);
        view! {
            <li class="her__row">
                <span>
                    <Say text=name/>
                </span>
                <Stop less name/>
            </li>
        }
    });
    let kinds = kinds.collect_view();
    let left_out: Vec<String> = consent.left_out;
    view! {
        <section class="her__card" id=format!("c-{id}") tabindex="-1">
            <h3>
                <Say text=own::about(consent.kind)/>
            </h3>
            <p>
                <b>
                    <Say text=own::stands(consent.status)/>
                </b>
            </p>
            {shares
                .then(|| {
                    view! {
                        <h4>
                            <Say text=own::KNOW_TO/>
                        </h4>
                        <ul class="her__rows">{agencies}</ul>
                        <h4>
                            <Say text=own::KNOW_KINDS/>
                        </h4>
                        <ul class="her__rows">{kinds}</ul>
                    }
                })}
            {(!left_out.is_empty())
                .then(|| {
                    view! {
                        <h4>
                            <Say text=own::KNOW_LEFT_OUT/>
                        </h4>
                        <p translate="no">{left_out.join("、")}</p>
                    }
                })}
            <p class="small">
                <Say text=Wording::labelled(own::KNOW_UNTIL, until(consent.until))/>
            </p>
            <p class="small">
                <Say text=Wording::labelled(own::KNOW_ON, on)/>
            </p>
            {consent
                .changed_on
                .map(|on| {
                    view! {
                        <p class="small">
                            <Say text=Wording::labelled(own::KNOW_CHANGED, words::day(on))/>
                        </p>
                    }
                })}
            {live
                .then(|| {
                    view! {
                        <button class="button her__next" name=WHAT value=less_key(Less::All(id))>
                            <Say text=own::KNOW_STOP_ALL/>
                            <span class="visually-hidden">
                                <Colon/>
                                <Say text=own::about(consent.kind)/>
                            </span>
                        </button>
                    }
                })}
        </section>
    }
}

pub(super) fn until(until: Option<chrono::NaiveDate>) -> Wording {
    until.map_or_else(|| own::KNOW_NO_END.into(), words::day)
}

/// The small button beside one agency or kind.
#[component]
fn Stop(less: Option<Less>, #[prop(into)] name: Wording) -> impl IntoView {
    less.map(|less| {
        view! {
            <button class="button" data-variant="tertiary" name=WHAT value=less_key(less)>
                <Say text=own::KNOW_STOP/>
                <span class="visually-hidden"><Colon/> <Say text=name/></span>
            </button>
        }
    })
}

/// What she is about to take back, and what it would change.
pub struct LessDraft {
    pub token: String,
    /// The id of the command.
    pub ticket: Uuid,
    pub what: Less,
    pub from: HerConsent,
    pub outlook: Outlook,
    pub wrong: Vec<Wrong>,
}

/// The page before something is taken back.
pub fn less(draft: LessDraft) -> AnyView {
    let LessDraft {
        token,
        ticket,
        what,
        from,
        outlook,
        wrong,
    } = draft;
    let said = match what {
        Less::All(_) => {
            let text = match from.kind.shares() {
                true => own::LESS_ALL,
                false => own::LESS_OTHER,
            };
            view! { <Say text/> }.into_any()
        }
        Less::Agency(_, id) => {
            let found = from.agencies.iter().find(|(known, _)| *known == id);
            let name = found.map(|(_, name)| name.clone()).unwrap_or_default();
            view! {
                <Say text=own::LESS_ONE/>
                <Colon/>
                <b translate="no">{name}</b>
            }
            .into_any()
        }
        Less::Kind(_, kind) => view! {
            <Say text=own::LESS_KIND/>
            <Colon/>
            <b>
                <Say text=words::category(kind)/>
            </b>
        }
        .into_any(),
    };
    let nobody = outlook.loses.is_empty() && from.kind.shares();
    view! {
        <Mistakes wrong/>
        <h1>
            <Say text=own::LESS/>
        </h1>
        <form id="p" method="post" action=path::LESS autocomplete="off">
            <Hidden name=field::TOKEN value=token/>
            <Hidden name=field::PAGE value="4"/>
            <Hidden name=field::ENVELOPE value=ticket.to_string()/>
            <Hidden name=WHAT value=less_key(what)/>
            <section class="her__card" id=YES>
                <h2>
                    <Say text=own::about(from.kind)/>
                </h2>
                <p>{said}</p>
                <p>
                    <Say text=own::LESS_NOW/>
                </p>
                {nobody
                    .then(|| {
                        view! {
                            <p>
                                <Say text=own::LESS_NOBODY/>
                            </p>
                        }
                    })}
                <Effects outlook gains=false/>
                <p>
                    <Say text=own::LESS_GIVEN/>
                </p>
                <Send name=YES value="1" text=own::LESS_YES/>
            </section>
        </form>
        <To href=path::KNOW text=words::BACK/>
    }
    .into_any()
}

/// What an answer would change at once; what it opens only where she may still say yes.
#[component]
pub(super) fn Effects(outlook: Outlook, gains: bool) -> impl IntoView {
    let meetings = [
        (outlook.meeting_off, own::LESS_MEETING),
        (outlook.request_off, own::LESS_REQUEST),
        (outlook.fewer && !outlook.meeting_off, own::LESS_FEWER),
    ];
    let meetings = meetings.into_iter().filter(|(so, _)| *so);
    let nothing = gains && outlook.gains.is_empty();
    view! {
        {gains.then(|| view! { <Change head=own::TELL_GAINS of=outlook.gains/> })}
        {nothing
            .then(|| {
                [own::TELL_GAINS_NONE, own::TELL_GAINS_LATER]
                    .map(|line| view! { <p><Say text=line/></p> })
                    .collect_view()
            })}
        <Change head=own::LESS_LOSES of=outlook.loses/>
        {meetings.map(|(_, line)| view! { <p><b><Say text=line/></b></p> }).collect_view()}
    }
}

#[component]
fn Change(head: Word, of: BTreeMap<String, BTreeSet<InfoCategory>>) -> impl IntoView {
    (!of.is_empty()).then(|| {
        let lines = of.into_iter().map(|(agency, kinds)| {
            let kinds = Wording::list(kinds.into_iter().map(words::category));
            view! {
                <li>
                    <b translate="no">{agency}</b>
                    <Colon/>
                    <Say text=kinds/>
                </li>
            }
        });
        view! {
            <h3>
                <Say text=head/>
            </h3>
            <ul>{lines.collect_view()}</ul>
        }
    })
}

/// だれが見られるか.
pub fn knowing(view: Knowing) -> AnyView {
    let kinds = view.kinds.into_iter().map(|known| {
        let id = format!("i{}", kind_key(known.kind));
        view! {
            <section class="her__card" id=id>
                <h2>
                    <Say text=words::category(known.kind)/>
                </h2>
                <Viewers viewers=known.viewers/>
            </section>
        }
    });
    view! {
        <h1>
            <Say text=own::KNOWING/>
        </h1>
        {[own::KNOWING_1, own::KNOWING_2, own::KNOWING_URGENT_1, own::KNOWING_URGENT_2]
            .map(|line| view! { <p><Say text=line/></p> })
            .collect_view()}
        <section class="her__card" id="n">
            <h2>
                <Say text=own::KNOWING_NAME/>
            </h2>
            <Viewers viewers=view.name/>
        </section>
        {kinds.collect_view()}
        <Bare page="5"/>
        <nav class="her__menu">
            <To href=path::LOOKED text=own::LOOKED/>
            <To href=path::KNOW text=words::BACK/>
        </nav>
    }
    .into_any()
}

/// だれが見たか.
pub fn looked(view: Looked) -> AnyView {
    let none = view.days.is_empty();
    view! {
        <h1>
            <Say text=own::LOOKED/>
        </h1>
        {[own::LOOKED_1, own::LOOKED_2, own::LOOKED_3, own::LOOKED_4]
            .map(|line| view! { <p><Say text=line/></p> })
            .collect_view()}
        {none
            .then(|| {
                view! {
                    <p class="her__card">
                        <Say text=own::LOOKED_NONE/>
                    </p>
                }
            })}
        {view.days.into_iter().map(|day| view! { <Day day/> }).collect_view()}
        {view
            .more
            .then(|| {
                view! {
                    <p>
                        <Say text=own::LOOKED_MORE/>
                    </p>
                }
            })}
        <Bare page="6"/>
        <nav class="her__menu">
            <To href=path::KNOWING text=own::KNOWING/>
            <To href=path::KNOW text=words::BACK/>
        </nav>
    }
    .into_any()
}

#[component]
fn Day(day: LookedDay) -> impl IntoView {
    let lines = day.by.into_iter().map(|by| {
        view! {
            <li>
                <b translate="no">{by.agency}</b>
                {by.urgently
                    .then(|| {
                        view! {
                            <Colon/>
                            <Say text=own::LOOKED_URGENT/>
                        }
                    })}
            </li>
        }
    });
    view! {
        <section class="her__card">
            <h2>
                <Say text=words::day(day.on)/>
            </h2>
            <ul>{lines.collect_view()}</ul>
        </section>
    }
}

/// The value of what the talk is for in the form.
pub fn purpose_key(kind: ConsentKind) -> String {
    let mut all = domain::view::her::know::purposes();
    let at = all.position(|known| known == kind);
    at.unwrap_or_default().to_string()
}

/// What the talk is for, with that value.
pub fn purpose_of(key: &str) -> Option<ConsentKind> {
    let at: usize = key.parse().ok()?;
    domain::view::her::know::purposes().nth(at)
}
