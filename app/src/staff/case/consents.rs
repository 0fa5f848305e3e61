//! 同意と共有: each question with her answer, what it covers, and the way to narrow or take it back.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::consent::{Change, Consent, ConsentKind, ConsentStatus};
use domain::view::{AgencyRef, ConsentView};
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::words;
use crate::ui::*;

use super::attendees::AttendeeWishesPanel;
use super::blocks::BlocksPanel;
use super::consent_form::ConsentDialog;
use super::inquiry::InquiriesPanel;
use super::told::ToldPanel;
use super::tsunagi::TsunagiPanel;
use super::{Shared, pick};

#[component]
pub(super) fn ConsentsPart(shared: Shared) -> impl IntoView {
    let kind = RwSignal::new(ConsentKind::HoldCaseReview);
    let open = RwSignal::new(false);
    let agencies = shared.part(|view| view.agencies.clone());
    let may = shared.has(Action::RecordConsent);
    // Each row is built anew only when its own answer changed, so that an open form stays.
    let rows = ConsentKind::ALL
        .into_iter()
        .map(|kind_of_row| {
            let newest = shared.part(move |view| {
                view.consents
                    .iter()
                    .filter(|view| view.consent.kind == kind_of_row)
                    .max_by_key(|view| view.consent.asked_at)
                    .cloned()
            });
            let ask = Callback::new(move |()| {
                kind.set(kind_of_row);
                open.set(true);
            });
            move || {
                let newest = newest.get();
                let agencies = agencies.get_untracked();
                view! { <ConsentRow shared kind=kind_of_row newest agencies ask may/> }
            }
        })
        .collect_view();
    view! {
        <div class="stack">
            <p class="page__lead">
                "一つずつ、別々に聞きます。「今は決めない」も、同じ重さの答えです。本人はいつでも狭めたり、取りやめたりできます。"
            </p>
            {rows}
            <AttendeeWishesPanel shared/>
            <InquiriesPanel shared/>
            <TsunagiPanel shared/>
            <ToldPanel shared/>
            <BlocksPanel shared/>
        </div>
        <ConsentDialog shared kind open/>
    }
}

fn tone(status: ConsentStatus) -> Tone {
    match status {
        ConsentStatus::Given | ConsentStatus::Narrowed => Tone::Good,
        ConsentStatus::Expired | ConsentStatus::Withdrawn | ConsentStatus::Refused => Tone::Care,
        ConsentStatus::NotAsked | ConsentStatus::Deferred => Tone::Plain,
    }
}

#[component]
fn ConsentRow(
    shared: Shared,
    kind: ConsentKind,
    newest: Option<ConsentView>,
    agencies: Vec<AgencyRef>,
    ask: Callback<()>,
    may: Signal<bool>,
) -> impl IntoView {
    let status = newest
        .as_ref()
        .map_or(ConsentStatus::NotAsked, |view| view.status);
    let asked = if status == ConsentStatus::NotAsked {
        "聞いて記録する"
    } else {
        "もう一度聞く"
    };
    view! {
        <section class="panel" aria-label=kind.label()>
            <div class="panel__head">
                <h2>{kind.label()}</h2>
                <Tag tone=tone(status)>{status.label()}</Tag>
                <Show when=move || may.get()>
                    <Button
                        disabled_reason=shared.stopped(Action::RecordConsent)
                        on_press=move |()| ask.run(())
                    >
                        {asked}
                        <span class="visually-hidden">{format!("：{}", kind.label())}</span>
                    </Button>
                </Show>
            </div>
            {newest
                .map(|view| {
                    let asked_by = view.asked_by.clone();
                    let live = status.in_force();
                    let consent = view.consent.clone();
                    view! {
                        <Scope consent=view.consent agencies=agencies.clone() asked_by/>
                        <Show when=move || may.get() && live>
                            <Less shared consent=consent.clone() agencies=agencies.clone()/>
                        </Show>
                    }
                })}
        </section>
    }
}

#[component]
fn Scope(consent: Consent, agencies: Vec<AgencyRef>, asked_by: Option<String>) -> impl IntoView {
    let names = |ids: &mut dyn Iterator<Item = domain::id::AgencyId>| {
        ids.map(|id| words::agency_name(&agencies, id))
            .collect::<Vec<_>>()
            .join("、")
    };
    let mut rows = vec![(
        "聞いた日".to_owned(),
        format!(
            "{}　{}　{}",
            words::moment(consent.asked_at),
            consent.channel.label(),
            asked_by.unwrap_or_default()
        ),
    )];
    if consent.kind.shares() {
        rows.push((
            "伝えてよい機関".to_owned(),
            names(&mut consent.scope.agencies.iter().copied()),
        ));
        let kinds = consent
            .scope
            .categories
            .iter()
            .map(|kind| kind.label())
            .collect::<Vec<_>>();
        rows.push(("伝えてよい内容".to_owned(), kinds.join("、")));
        for exclusion in &consent.scope.excluded {
            let only = exclusion.only_allowed.as_deref().map_or_else(
                || "何も伝えない".to_owned(),
                |only| format!("「{only}」だけ"),
            );
            rows.push((
                "伝えない相手".to_owned(),
                format!(
                    "{}：{only}",
                    words::agency_name(&agencies, exclusion.agency)
                ),
            ));
        }
    }
    if !consent.scope.purpose.is_empty() {
        rows.push(("目的".to_owned(), consent.scope.purpose.clone()));
    }
    if let Some(wish) = &consent.attendance {
        rows.push((
            "参加のしかた".to_owned(),
            format!("{}　{}", wish.mode.label(), wish.words),
        ));
    }
    let until = consent
        .until
        .map_or_else(|| "取りやめるまで".to_owned(), words::date);
    rows.push(("期限".to_owned(), until));
    for change in &consent.changes {
        let what = match &change.what {
            Change::Withdrawn => "取りやめ".to_owned(),
            Change::Narrowed {
                without_agencies,
                without_categories,
            } => {
                let mut gone = without_agencies
                    .iter()
                    .map(|id| words::agency_name(&agencies, *id))
                    .collect::<Vec<_>>();
                gone.extend(
                    without_categories
                        .iter()
                        .map(|kind| kind.label().to_owned()),
                );
                format!("外した：{}", gone.join("、"))
            }
        };
        rows.push((
            "変更".to_owned(),
            format!("{}　{what}", words::moment(change.at)),
        ));
    }
    view! {
        <div translate="no">
            <DescriptionList items=rows/>
        </div>
    }
}

/// Narrowing and withdrawing: as easy as giving.
#[component]
fn Less(shared: Shared, consent: Consent, agencies: Vec<AgencyRef>) -> impl IntoView {
    let id = consent.id;
    let narrowing = RwSignal::new(false);
    let withdrawing = RwSignal::new(false);
    let without_agencies = RwSignal::new(Vec::<String>::new());
    let without_kinds = RwSignal::new(Vec::<String>::new());
    let act = Act::new();
    let shares = consent.kind.shares();
    let agency_options: Vec<(String, String)> = consent
        .scope
        .agencies
        .iter()
        .map(|id| (id.to_string(), words::agency_name(&agencies, *id)))
        .collect();
    let kind_options: Vec<(String, String)> = pick::category_options()
        .into_iter()
        .filter(|(_, label)| {
            consent
                .scope
                .categories
                .iter()
                .any(|kind| kind.label() == label)
        })
        .collect();
    let agency_options = Signal::stored(agency_options);
    let kind_options = Signal::stored(kind_options);
    let narrow = move |()| {
        let command = CaseCommand::NarrowConsent {
            consent: id,
            without_agencies: pick::ids(without_agencies),
            without_categories: pick::categories(without_kinds),
        };
        act.case(
            shared.id,
            command,
            "同意の範囲を狭めました",
            move |_| {
                narrowing.try_set(false);
            },
        );
    };
    let withdraw = move |()| {
        act.case(
            shared.id,
            CaseCommand::WithdrawConsent { consent: id },
            "同意を取りやめました",
            move |_| {
                withdrawing.try_set(false);
            },
        );
    };
    view! {
        <div class="actions">
            {shares
                .then(|| {
                    view! {
                        <Button variant=Variant::Tertiary on_press=move |()| narrowing.set(true)>
                            "範囲を狭める"
                        </Button>
                    }
                })}
            <Button variant=Variant::Tertiary on_press=move |()| withdrawing.set(true)>
                "取りやめる"
            </Button>
        </div>
        <Dialog id=format!("narrow-{id}") title="同意の範囲を狭める" open=narrowing>
            <div class="form">
                <Refusing act/>
                <pick::TickMany
                    id=format!("narrow-{id}-agencies")
                    label="外す機関"
                    options=agency_options
                    value=without_agencies
                />
                <pick::TickMany
                    id=format!("narrow-{id}-kinds")
                    label="外す内容"
                    options=kind_options
                    value=without_kinds
                />
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=narrow>"狭める"</Button>
                </div>
            </div>
        </Dialog>
        <Dialog id=format!("withdraw-{id}") title="同意を取りやめる" open=withdrawing>
            <div class="form">
                <Refusing act/>
                <p>
                    "取りやめると、これから先は伝えません。この同意をもとにした開催前の会議や要請は止まります。すでに伝えたことは記録に残ります。"
                </p>
                <div class="actions">
                    <Button variant=Variant::Danger busy=act.busy on_press=withdraw>"取りやめる"</Button>
                    <Button on_press=move |()| withdrawing.set(false)>"もどる"</Button>
                </div>
            </div>
        </Dialog>
    }
}
