//! 同意と共有: each question with her answer, what it covers, and the way to narrow or take it back.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::consent::{Change, Consent, ConsentKind, ConsentStatus};
use domain::id::ConsentId;
use domain::view::{AgencyRef, ConsentView};
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::words;
use crate::ui::*;

use super::attendees::AttendeeWishesPanel;
use super::blocks::BlocksPanel;
use super::consent_form::ConsentDialog;
use super::given::{GivenPanel, GivenUntilNow};
use super::inquiry::InquiriesPanel;
use super::told::ToldPanel;
use super::transfer::TransferPanel;
use super::tsunagi::TsunagiPanel;
use super::{Shared, pick};

#[component]
pub(super) fn ConsentsPart(shared: Shared) -> impl IntoView {
    let kind = RwSignal::new(ConsentKind::HoldCaseReview);
    let open = RwSignal::new(false);
    let agencies = shared.part(|view| view.agencies.clone());
    let may = shared.has(Action::RecordConsent);
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
            view! { <ConsentRow shared kind=kind_of_row newest agencies ask may/> }
        })
        .collect_view();
    view! {
        <div class="stack">
            <p class="page__lead">
                "一つずつ、別々に聞きます。「今は決めない」も、同じ重さの答えです。本人はいつでも狭めたり、取りやめたりできます。"
            </p>
            {rows}
            <AttendeeWishesPanel shared/>
            <GivenPanel shared/>
            <InquiriesPanel shared/>
            <TsunagiPanel shared/>
            <TransferPanel shared/>
            <ToldPanel shared/>
            <BlocksPanel shared/>
        </div>
        <ConsentDialog shared kind open/>
    }
}

/// The mark of what she said at her own door.
const BY_HERSELF: &str = "本人が、本人の入口で答えました";

fn tone(status: ConsentStatus) -> Tone {
    match status {
        ConsentStatus::Given | ConsentStatus::Narrowed => Tone::Good,
        ConsentStatus::Expired | ConsentStatus::Withdrawn | ConsentStatus::Refused => Tone::Care,
        ConsentStatus::NotAsked | ConsentStatus::Deferred => Tone::Plain,
    }
}

/// One question. What hangs on her newest answer is built once for that answer, so that an open form
/// stays while the answer changes under it.
#[component]
fn ConsentRow(
    shared: Shared,
    kind: ConsentKind,
    newest: Memo<Option<ConsentView>>,
    agencies: Memo<Vec<AgencyRef>>,
    ask: Callback<()>,
    may: Signal<bool>,
) -> impl IntoView {
    let status = Memo::new(move |_| {
        newest.with(|view| {
            view.as_ref()
                .map_or(ConsentStatus::NotAsked, |view| view.status)
        })
    });
    let asked = move || match status.get() {
        ConsentStatus::NotAsked => "聞いて記録する",
        _ => "もう一度聞く",
    };
    let newest_if = move |holds: fn(&ConsentView) -> bool| {
        newest.with(|view| {
            let view = view.as_ref().filter(|view| holds(view));
            view.map(|view| view.consent.id)
        })
    };
    let lessened = move || {
        newest_if(|ConsentView { consent, .. }| {
            consent.kind.shares() && !consent.agencies_gone().is_empty()
        })
    };
    let in_force = move || newest_if(|view| view.status.in_force());
    view! {
        <section class="panel" aria-label=kind.label()>
            <div class="panel__head">
                <h2>{kind.label()}</h2>
                {move || {
                    let status = status.get();
                    view! { <Tag tone=tone(status)>{status.label()}</Tag> }
                }}
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
            {move || {
                newest
                    .get()
                    .map(|ConsentView { consent, asked_by, .. }| {
                        view! { <Scope consent agencies=agencies.get() asked_by/> }
                    })
            }}
            <For each=lessened key=|id| *id let:consent>
                <GivenUntilNow shared consent/>
            </For>
            <For each=in_force key=|id| *id let:id>
                <Show when=move || may.get()>
                    <Less shared kind id newest agencies/>
                </Show>
            </For>
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
            match consent.by_herself() {
                true => BY_HERSELF,
                false => consent.channel.label(),
            },
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
            match change.by {
                Some(_) => format!("{}　{what}", words::moment(change.at)),
                None => format!("{}　{what}　{BY_HERSELF}", words::moment(change.at)),
            },
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
fn Less(
    shared: Shared,
    kind: ConsentKind,
    id: ConsentId,
    newest: Memo<Option<ConsentView>>,
    agencies: Memo<Vec<AgencyRef>>,
) -> impl IntoView {
    let narrowing = RwSignal::new(false);
    let withdrawing = RwSignal::new(false);
    let without_agencies = RwSignal::new(Vec::<String>::new());
    let without_kinds = RwSignal::new(Vec::<String>::new());
    let act = Act::new();
    let scope = move || {
        newest.with(|view| {
            let scope = view.as_ref().map(|view| view.consent.scope.clone());
            scope.unwrap_or_default()
        })
    };
    let agency_options = Memo::new(move |_| {
        let named = scope().agencies.into_iter();
        agencies.with(|agencies| {
            named
                .map(|id| (id.to_string(), words::agency_name(agencies, id)))
                .collect::<Vec<_>>()
        })
    });
    let kind_options = Memo::new(move |_| {
        let named = scope().categories;
        let mut options = pick::category_options();
        options.retain(|(_, label)| named.iter().any(|kind| kind.label() == label));
        options
    });
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
                without_agencies.try_set(Vec::new());
                without_kinds.try_set(Vec::new());
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
            {kind
                .shares()
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
