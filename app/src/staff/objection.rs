//! 本人の異議: her words against a change of worker, to the letter, and the answer to them.

use domain::command::CaseCommand;
use domain::handover::HandoverCommand;
use domain::id::{CaseId, HandoverId};
use domain::view::handover::ObjectionLine;
use leptos::prelude::*;

use crate::ui::*;

use super::act::{Act, Refusing};
use super::words;

/// One objection; with a box for the answer where it waits and the reader may answer it.
#[component]
pub fn Objection(
    case: CaseId,
    handover: HandoverId,
    objection: ObjectionLine,
    #[prop(into)] may_answer: Signal<bool>,
) -> impl IntoView {
    let waits = objection.answer.is_none();
    let answer = objection.answer.map(|(words, by, at)| {
        view! {
            <p class="small muted">{format!("返事　{}　{by}", words::moment(at))}</p>
            <p>{words}</p>
        }
    });
    let id = objection.id;
    view! {
        <div class="stack" translate="no">
            <blockquote class="quote">{objection.words}</blockquote>
            <p class="small muted">{words::moment(objection.at)}</p>
            {answer}
            <Show when=move || waits && may_answer.get()>
                <Answer case handover objection=id/>
            </Show>
        </div>
    }
}

#[component]
fn Answer(case: CaseId, handover: HandoverId, objection: domain::id::CommentId) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let act = Act::new();
    let field = format!("objection-{objection}");
    let send = {
        let field = field.clone();
        move |()| {
            let words = typed.get_untracked();
            if words.trim().is_empty() {
                return problems.set(vec![Wrong::new(field.clone(), "返事を書いてください。")]);
            }
            problems.set(Vec::new());
            let command = CaseCommand::Handover {
                handover,
                act: HandoverCommand::AnswerObjection { objection, words },
            };
            act.case(case, command, "本人に返事をしました", |_| ());
        }
    };
    let error = Signal::derive(move || {
        problems.with(|problems| problems.first().map(|wrong| wrong.words.clone()))
    });
    view! {
        <div class="form">
            <ErrorSummary problems/>
            <Refusing act/>
            <TextArea
                id=field
                label="本人への返事"
                help="本人のページに、このまま出ます。やさしいことばで書きます。居場所がわかることは書きません。"
                need=Need::Required
                value=typed
                error
                rows=3
                shared=act.wording
            />
            <div class="actions">
                <Button variant=Variant::Primary busy=act.busy on_press=send>"返事をする"</Button>
            </div>
        </div>
    }
}
