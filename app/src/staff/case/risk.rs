//! 危険度・緊急度: who judged what with which tool. The program computes no verdict.

use domain::command::CaseCommand;
use domain::id::RecordId;
use domain::record::{RiskLevel, UrgencyLevel};
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::staff::ids;
use crate::ui::*;

use super::Shared;
use super::act_dialog::ActDialog;
use super::parts::{PartsFields, Typed};
use super::pick::{self, PickOne};

/// By what danger and urgency are judged where nothing else is named.
pub(in crate::staff) const TOOL: &str = "専門職判断";

/// 危険度 and 緊急度 to choose, each by its place in `ALL`.
#[component]
pub(in crate::staff) fn LevelFields(
    risk: RwSignal<String>,
    urgency: RwSignal<String>,
    #[prop(optional)] need: Need,
) -> impl IntoView {
    view! {
        <PickOne
            id="risk-level"
            label="危険度"
            of=(&RiskLevel::ALL, RiskLevel::label)
            value=risk
            need
        />
        <PickOne
            id="risk-urgency"
            label="緊急度"
            of=(&UrgencyLevel::ALL, UrgencyLevel::label)
            value=urgency
            need
        />
    }
}

/// What was chosen of both.
pub(in crate::staff) fn levels(
    risk: RwSignal<String>,
    urgency: RwSignal<String>,
) -> (Option<RiskLevel>, Option<UrgencyLevel>) {
    (
        pick::one(&RiskLevel::ALL, risk),
        pick::one(&UrgencyLevel::ALL, urgency),
    )
}

#[component]
pub(super) fn RiskDialog(shared: Shared, open: RwSignal<bool>) -> impl IntoView {
    let tool = RwSignal::new(TOOL.to_owned());
    let risk = RwSignal::new(String::new());
    let urgency = RwSignal::new(String::new());
    let typed = Typed::new();
    let record = StoredValue::new(RecordId(ids::new()));
    let act = Act::keeping();
    let save = move |()| {
        let (Some(risk_level), Some(urgency_level)) = levels(risk, urgency) else {
            return act.refuse("危険度と緊急度を、一つずつ選んでください。");
        };
        let command = CaseCommand::JudgeRisk {
            record: record.get_value(),
            tool: tool.get_untracked(),
            risk: risk_level,
            urgency: urgency_level,
            parts: typed.read(),
        };
        act.case(
            shared.id,
            command,
            "危険度・緊急度を記録しました",
            move |_| {
                record.set_value(RecordId(ids::new()));
                typed.clear();
                risk.try_set(String::new());
                urgency.try_set(String::new());
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog id="risk" title="危険度・緊急度を記録" open act send="記録する" on_send=save>
            <TextInput id="risk-tool" label="使った道具" value=tool/>
            <LevelFields risk urgency/>
            <PartsFields id="risk" typed/>
        </ActDialog>
    }
}
