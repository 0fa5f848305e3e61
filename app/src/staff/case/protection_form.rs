//! Forms of the protection's steps: decide, start, extend, end.

use domain::calendar;
use domain::command::CaseCommand;
use domain::id::ProtectionId;
use domain::protection::{ProtectionEndReason, ProtectionGround, ProtectionMode};
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::ui::*;

use super::Shared;
use super::act_dialog::ActDialog;
use super::pick::{self, PickAgency, TickMany};

/// The Center decides, with a ground of the regulation or with what is offered instead.
#[component]
pub(super) fn DecideDialog(
    shared: Shared,
    of: RwSignal<Option<ProtectionId>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let verdict = RwSignal::new(String::new());
    let ground = RwSignal::new(String::new());
    let mode = RwSignal::new(String::new());
    let entrusted = RwSignal::new(String::new());
    let alternative = RwSignal::new(String::new());
    let act = Act::new();
    let granting = move || verdict.with(|verdict| verdict == "yes");
    let save = move |()| {
        let Some(protection) = of.get_untracked() else {
            return;
        };
        let grant = match verdict.get_untracked().as_str() {
            "yes" => true,
            "no" => false,
            _ => return act.refuse("行うか、行わないかを選んでください。"),
        };
        let mode = match mode.get_untracked().as_str() {
            "direct" => Some(ProtectionMode::Direct),
            "entrusted" => entrusted
                .with_untracked(|id| id.parse().ok())
                .map(ProtectionMode::Entrusted),
            _ => None,
        };
        let command = CaseCommand::DecideProtection {
            protection,
            grant,
            ground: pick::one(&ProtectionGround::ALL, ground).filter(|_| grant),
            mode: mode.filter(|_| grant),
            alternative: alternative.get_untracked(),
        };
        act.case(
            shared.id,
            command,
            "一時保護の可否を記録しました",
            move |_| {
                open.try_set(false);
            },
        );
    };
    let verdicts = || {
        vec![
            Choice::new("yes", "一時保護を行う"),
            Choice::new("no", "行わない"),
        ]
    };
    view! {
        <ActDialog
            id="decide-protection"
            title="一時保護の可否を決める"
            open
            act
            send="決定を記録する"
            on_send=save
        >
            <RadioGroup
                id="protection-verdict"
                label="決定"
                options=verdicts()
                value=verdict
                layout=Layout::Row
            />
            <Show
                when=granting
                fallback=move || {
                    view! {
                        <TextArea
                            id="protection-alternative"
                            label="行わない理由と、代わりの支援"
                            value=alternative
                            rows=3
                        />
                    }
                }
            >
                <RadioGroup
                    id="protection-ground"
                    label="理由（施行規則1条）"
                    options=pick::choices(&ProtectionGround::ALL, ProtectionGround::label)
                    value=ground
                />
                <RadioGroup
                    id="protection-mode"
                    label="方法"
                    options=vec![
                        Choice::new("direct", "センターで行う"),
                        Choice::new("entrusted", "委託する"),
                    ]
                    value=mode
                    layout=Layout::Row
                />
                <Show when=move || mode.with(|mode| mode == "entrusted")>
                    <PickAgency
                        case=shared.id
                        id="protection-entrusted"
                        label="委託する機関"
                        value=entrusted
                    />
                </Show>
            </Show>
        </ActDialog>
    }
}

/// Starts it, with the place and the list of those who may know it.
#[component]
pub(super) fn StartDialog(
    shared: Shared,
    of: RwSignal<Option<ProtectionId>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let place = RwSignal::new(String::new());
    let companions = RwSignal::new(String::new());
    let end = RwSignal::new(String::new());
    let knowers = RwSignal::new(Vec::<String>::new());
    let notes = RwSignal::new(String::new());
    let act = Act::new();
    let save = move |()| {
        let Some(protection) = of.get_untracked() else {
            return;
        };
        let planned_end = match end.get_untracked() {
            text if text.trim().is_empty() => None,
            text => match calendar::parse(&text) {
                Ok(day) => Some(day),
                Err(problem) => return act.refuse(problem.words()),
            },
        };
        let text = companions.get_untracked();
        let count: Result<u8, _> = if text.trim().is_empty() {
            Ok(0)
        } else {
            text.trim().parse()
        };
        let Ok(count) = count else {
            return act.refuse("同伴家族の人数を、半角の数字で入れてください。");
        };
        let command = CaseCommand::StartProtection {
            protection,
            place: place.get_untracked(),
            companions: count,
            planned_end,
            knowers: pick::ids(knowers),
            notes: notes.get_untracked(),
        };
        act.case(
            shared.id,
            command,
            "一時保護を始めました",
            move |_| {
                for text in [place, companions, end, notes] {
                    text.try_set(String::new());
                }
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog
            id="start-protection"
            title="一時保護を始める"
            open
            act
            send="始める"
            on_send=save
        >
            <div class="fields" translate="no">
                <TextInput
                    id="protection-place"
                    label="場所"
                    need=Need::Required
                    help="下の名簿の人だけが、理由を書いて開けます。"
                    value=place
                />
            </div>
            <KnowersField shared value=knowers/>
            <TextInput
                id="protection-companions"
                label="同伴家族の人数"
                value=companions
                inputmode="numeric"
                width=Width::Short
            />
            <DateInput id="protection-end" label="終わりの予定" value=end/>
            <TextArea
                id="protection-notes"
                label="持ち物・薬・アレルギー・電話など"
                help="場所がわかることは書かないでください。"
                value=notes
                rows=3
            />
        </ActDialog>
    }
}

/// People to tick as 場所を知ってよい人.
#[component]
pub(super) fn KnowersField(shared: Shared, value: RwSignal<Vec<String>>) -> impl IntoView {
    let options = pick::people(pick::directory_first(shared.id));
    view! {
        <TickMany
            id="place-knowers"
            label="場所を知ってよい人"
            help="支援に必要な人だけを選びます。記録した人は、いつも名簿に入ります。"
            options
            value
        />
    }
}

#[component]
pub(super) fn ExtendDialog(
    shared: Shared,
    of: RwSignal<Option<ProtectionId>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let end = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let act = Act::new();
    let save = move |()| {
        let Some(protection) = of.get_untracked() else {
            return;
        };
        let planned_end = match calendar::parse(&end.get_untracked()) {
            Ok(day) => day,
            Err(problem) => return act.refuse(problem.words()),
        };
        let command = CaseCommand::ExtendProtection {
            protection,
            planned_end,
            reason: reason.get_untracked(),
        };
        act.case(
            shared.id,
            command,
            "一時保護を延長しました",
            move |_| {
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog
            id="extend-protection"
            title="一時保護を延長する"
            open
            act
            send="延長する"
            on_send=save
        >
            <DateInput id="extend-end" label="新しい終わりの予定" need=Need::Required value=end/>
            <TextArea id="extend-reason" label="理由" need=Need::Required value=reason rows=3/>
        </ActDialog>
    }
}

#[component]
pub(super) fn EndDialog(
    shared: Shared,
    of: RwSignal<Option<ProtectionId>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let aftercare = RwSignal::new(String::new());
    let act = Act::new();
    let save = move |()| {
        let Some(protection) = of.get_untracked() else {
            return;
        };
        let Some(reason) = pick::one(&ProtectionEndReason::ALL, reason) else {
            return act.refuse("終わりの理由・行き先を一つ選んでください。");
        };
        let command = CaseCommand::EndProtection {
            protection,
            reason,
            aftercare: aftercare.get_untracked(),
        };
        act.case(
            shared.id,
            command,
            "一時保護を終わりにしました",
            move |_| {
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog
            id="end-protection"
            title="一時保護を終わりにする"
            open
            act
            send="終わりにする"
            on_send=save
        >
            <RadioGroup
                id="end-reason"
                label="終わりの理由・行き先"
                options=pick::choices(&ProtectionEndReason::ALL, ProtectionEndReason::label)
                value=reason
            />
            <TextArea
                id="end-aftercare"
                label="その後の支援"
                help="施設の種類までにします。場所の名前や住所は書かないでください。"
                value=aftercare
                rows=3
            />
        </ActDialog>
    }
}
