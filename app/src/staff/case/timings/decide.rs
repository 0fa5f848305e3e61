//! 決定: what the meeting made of the evaluation.

use domain::command::CaseCommand;
use domain::evaluation::EvaluationDecision;
use domain::id::EvaluationId;
use domain::timing::TimingCommand;
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::ui::*;

use super::super::act_dialog::ActDialog;
use super::super::lacks::{NeededText, whole, wrong_at};
use super::super::pick;
use super::Shared;
use super::contact::{Contact, ContactFields, MeetingField, read_meeting};

#[component]
pub(super) fn DecideDialog(
    shared: Shared,
    id: EvaluationId,
    open: RwSignal<bool>,
) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let (decision, meeting, why, aftercare) = (text(), text(), text(), text());
    let contact = Contact::new("decide-contact");
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let act = Act::new();
    let chosen = Signal::derive(move || {
        decision.track();
        pick::one(&EvaluationDecision::ALL, decision)
    });
    let closes = Memo::new(move |_| chosen.get() == Some(EvaluationDecision::Close));
    let timing = Signal::derive(move || chosen.get().and_then(EvaluationDecision::timing));
    let save = move |()| {
        let command = whole(problems, |lacks| {
            let decision = lacks.choice(
                pick::one(&EvaluationDecision::ALL, decision),
                "evaluation-decision-0",
                "決定を一つ選んでください。",
            );
            let meeting = read_meeting(meeting, "evaluation-meeting", lacks);
            let reason = lacks.text(why, "evaluation-why", "理由を書いてください。");
            let next_contact = match decision {
                Some(EvaluationDecision::Close) => Some(contact.read(lacks)?),
                _ => None,
            };
            Some(TimingCommand::Conclude {
                evaluation: id,
                decision: decision?,
                meeting: meeting?,
                reason,
                aftercare: aftercare.get_untracked(),
                next_contact,
            })
        });
        let Some(command) = command else {
            return;
        };
        act.case(
            shared.id,
            CaseCommand::Timing(command),
            "会議の決定を記録しました",
            move |_| {
                contact.clear();
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog
            id="decide-evaluation"
            title="会議の決定を記録する"
            open
            act
            problems
            send="決定を記録する"
            on_send=save
        >
            <div class="fields" translate="no">
                <RadioGroup
                    id="evaluation-decision"
                    label="決定"
                    need=Need::Required
                    options=pick::choices(&EvaluationDecision::ALL, EvaluationDecision::label)
                    value=decision
                    layout=Layout::Row
                    error=wrong_at(problems, "evaluation-decision-0")
                />
                <MeetingField shared id="evaluation-meeting" value=meeting problems timing/>
                <NeededText
                    problems
                    id="evaluation-why"
                    label="理由"
                    value=why
                    rows=3
                    shared=act.wording
                />
                <TextArea
                    id="evaluation-aftercare"
                    label="その後の支援・見守り"
                    value=aftercare
                    rows=2
                    shared=act.wording
                />
                <Show when=move || closes.get()>
                    <ContactFields shared contact problems by_label="次の連絡をする人"/>
                </Show>
            </div>
        </ActDialog>
    }
}
