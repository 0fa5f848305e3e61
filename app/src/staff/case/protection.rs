//! 一時保護: her yes first, then step by step, each with its own form.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::consent::{ConsentKind, ConsentStatus};
use domain::id::ProtectionId;
use domain::protection::{Protection, ProtectionMode, ProtectionStatus};
use domain::view::AgencyRef;
use leptos::prelude::*;

use crate::route::{CasePart, Route};
use crate::staff::act::{Act, Refusing};
use crate::staff::{ids, words};
use crate::ui::*;

use super::Shared;
use super::knowers::KnowersPanel;
use super::place::PlacePanel;
use super::protection_form::{DecideDialog, EndDialog, ExtendDialog, StartDialog};

/// Which form is open, and about which protection. Cheap to copy.
#[derive(Clone, Copy)]
struct Forms {
    of: RwSignal<Option<ProtectionId>>,
    decide: RwSignal<bool>,
    start: RwSignal<bool>,
    extend: RwSignal<bool>,
    end: RwSignal<bool>,
}

#[component]
pub(super) fn ProtectionPart(shared: Shared) -> impl IntoView {
    let closed = || RwSignal::new(false);
    let forms = Forms {
        of: RwSignal::new(None),
        decide: closed(),
        start: closed(),
        extend: closed(),
        end: closed(),
    };
    let all = shared.part(|view| view.protections.clone());
    let agencies = shared.part(|view| view.agencies.clone());
    let open = Memo::new(move |_| {
        all.with(|all| {
            all.iter()
                .any(|p| !matches!(p.status, ProtectionStatus::Ended | ProtectionStatus::Denied))
        })
    });
    let act = Act::new();
    let fresh = StoredValue::new(ProtectionId(ids::new()));
    let consider = move |()| {
        let command = CaseCommand::ConsiderProtection {
            protection: fresh.get_value(),
        };
        act.case(
            shared.id,
            command,
            "一時保護の検討を始めました",
            move |_| {
                fresh.set_value(ProtectionId(ids::new()));
            },
        );
    };
    let may = shared.has(Action::HandleProtection);
    view! {
        <div class="stack">
            <HerYes shared/>
            <Refusing act/>
            {move || {
                let agencies = agencies.get();
                all.get()
                    .into_iter()
                    .rev()
                    .map(|protection| {
                        view! { <OneProtection shared protection agencies=agencies.clone() forms act/> }
                    })
                    .collect_view()
            }}
            <Show when=move || !open.get()>
                <EmptyState title="いま進めている一時保護はありません" icon=Icon::House>
                    <p>"本人の意思を聞いてから、検討・依頼・決定・開始の順に進めます。"</p>
                    <Show when=move || may.get()>
                        <Button
                            busy=act.busy
                            disabled_reason=shared.stopped(Action::HandleProtection)
                            on_press=consider
                        >
                            "一時保護を検討する"
                        </Button>
                    </Show>
                </EmptyState>
            </Show>
            <PlacePanel shared/>
            <KnowersPanel shared/>
        </div>
        <DecideDialog shared of=forms.of open=forms.decide/>
        <StartDialog shared of=forms.of open=forms.start/>
        <ExtendDialog shared of=forms.of open=forms.extend/>
        <EndDialog shared of=forms.of open=forms.end/>
    }
}

/// 本人の意思: nothing goes on without it.
#[component]
fn HerYes(shared: Shared) -> impl IntoView {
    let status = shared.part(|view| {
        view.consents
            .iter()
            .filter(|c| c.consent.kind == ConsentKind::Protection)
            .max_by_key(|c| c.consent.asked_at)
            .map_or(ConsentStatus::NotAsked, |c| c.status)
    });
    let href = Route::Case {
        case: shared.id,
        part: CasePart::Consents,
    }
    .path();
    view! {
        <section class="panel" aria-labelledby="yes-title">
            <div class="panel__head">
                <h2 id="yes-title">"本人の意思"</h2>
                {move || {
                    let status = status.get();
                    let tone = if status.in_force() { Tone::Good } else { Tone::Care };
                    view! { <Tag tone>{status.label()}</Tag> }
                }}
                <LinkButton href>"同意と共有へ"</LinkButton>
            </div>
        </section>
    }
}

#[component]
fn OneProtection(
    shared: Shared,
    protection: Protection,
    agencies: Vec<AgencyRef>,
    forms: Forms,
    act: Act,
) -> impl IntoView {
    let id = protection.id;
    let status = protection.status;
    let items = rows(&protection, &agencies);
    let request = move |()| {
        let command = CaseCommand::RequestProtection { protection: id };
        act.case(shared.id, command, "一時保護を依頼しました", |_| ());
    };
    let open = move |form: RwSignal<bool>| {
        move |()| {
            forms.of.set(Some(id));
            form.set(true);
        }
    };
    let handles = shared.has(Action::HandleProtection);
    let decides = shared.has(Action::DecideProtection);
    view! {
        <section class="panel" aria-label="一時保護">
            <div class="panel__head">
                <h2>"一時保護"</h2>
                <Tag tone=Tone::Accent>{status.label()}</Tag>
            </div>
            <div translate="no">
                <DescriptionList items/>
            </div>
            <div class="actions">
                <Show when=move || handles.get() && status == ProtectionStatus::Considered>
                    <Button variant=Variant::Primary busy=act.busy on_press=request>"依頼する"</Button>
                </Show>
                <Show when=move || decides.get() && status == ProtectionStatus::Requested>
                    <Button variant=Variant::Primary on_press=open(forms.decide)>"可否を決める"</Button>
                </Show>
                <Show when=move || handles.get() && status == ProtectionStatus::Decided>
                    <Button variant=Variant::Primary on_press=open(forms.start)>"一時保護を始める"</Button>
                </Show>
                <Show when=move || handles.get() && status == ProtectionStatus::InCare>
                    <Button on_press=open(forms.extend)>"延長する"</Button>
                </Show>
                <Show when=move || {
                    handles.get()
                        && matches!(status, ProtectionStatus::InCare | ProtectionStatus::Decided)
                }>
                    <Button on_press=open(forms.end)>"終わりにする"</Button>
                </Show>
            </div>
        </section>
    }
}

fn rows(protection: &Protection, agencies: &[AgencyRef]) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let mut row = |label: &str, text: Option<String>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            rows.push((label.to_owned(), text));
        }
    };
    row(
        "理由",
        protection.ground.map(|ground| ground.label().to_owned()),
    );
    row(
        "方法",
        protection.mode.map(|mode| match mode {
            ProtectionMode::Direct => "センターで行う".to_owned(),
            ProtectionMode::Entrusted(agency) => {
                format!("委託：{}", words::agency_name(agencies, agency))
            }
        }),
    );
    row("決定", protection.decided_at.map(words::moment));
    row("代わりの支援", protection.alternative.clone());
    row("開始", protection.started_at.map(words::moment));
    row(
        "同伴家族",
        protection
            .started_at
            .map(|_| format!("{}人", protection.companions)),
    );
    row("終わりの予定", protection.planned_end.map(words::date));
    for reason in &protection.extensions {
        row("延長の理由", Some(reason.clone()));
    }
    row("持ち物・薬など", Some(protection.notes.clone()));
    row("終了", protection.ended_at.map(words::moment));
    row(
        "終わりの理由",
        protection
            .end
            .as_ref()
            .map(|end| end.reason.label().to_owned()),
    );
    row(
        "その後の支援",
        protection.end.as_ref().map(|end| end.aftercare.clone()),
    );
    rows
}
