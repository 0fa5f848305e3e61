//! 照会・協力依頼 in the inbox of the agency that is asked: its words, its basis, and the answer.

use domain::command::CaseCommand;
use domain::id::CaseId;
use domain::view::{Inbox, InboxKind, InquiryView};
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::door::door;
use crate::staff::{left, words};
use crate::ui::*;

use super::{Waiting, inquiries};

/// Every inquiry to the reader's agency. Each stays as it is while others come and go, so that an
/// answer half written is not lost.
#[component]
pub(super) fn Inquiries(inbox: Signal<Inbox>) -> impl IntoView {
    let kind = InboxKind::InquiryToAnswer;
    let asked = Memo::new(move |_| inbox.with(|inbox| inquiries(inbox, kind)));
    let many = Memo::new(move |_| asked.with(Vec::len));
    view! {
        <Waiting id="inbox-inquiries-title" title=kind.label() many counted=true>
            <For
                each=move || asked.get()
                key=|(_, _, inquiry)| inquiry.id
                children=move |(case, no, asked)| {
                    // It goes when the consent it rests on ends, too.
                    left::keep_nothing_below();
                    view! { <InquiryCard case no asked/> }
                }
            />
        </Waiting>
    }
}

/// One inquiry with its answer form.
#[component]
fn InquiryCard(case: CaseId, no: String, asked: InquiryView) -> impl IntoView {
    let id = asked.id;
    let answer = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let act = Act::new();
    let field = format!("inquiry-{id}");
    let missing = {
        let field = field.clone();
        move |words: &str| problems.set(vec![Wrong::new(field.clone(), words)])
    };
    let send = move |declines: bool| {
        let text = answer.get_untracked();
        if text.trim().is_empty() {
            return missing(if declines {
                "断るときは、理由を書いてください。"
            } else {
                "回答を書いてください。"
            });
        }
        problems.set(Vec::new());
        let (command, done) = if declines {
            let command = CaseCommand::DeclineInquiry {
                inquiry: id,
                reason: text,
            };
            (command, "断ることを伝えました")
        } else {
            let command = CaseCommand::AnswerInquiry {
                inquiry: id,
                answer: text,
            };
            (command, "回答を送りました")
        };
        act.case(case, command, done, |_| ());
    };
    let decline = send.clone();
    let error = Signal::derive(move || {
        problems.with(|problems| problems.first().map(|wrong| wrong.words.clone()))
    });
    let due = words::due(Some(asked.due), door().today());
    view! {
        <article class="notice-card" translate="no">
            <h3>{no} " " {asked.from.clone()} "からの照会・協力依頼"</h3>
            {due.map(|(words, key)| view! { <p><span class="card__due" data-due=key>{words}</span></p> })}
            <DescriptionList items=rows(&asked)/>
            <p class="small muted">
                "目的に必要なことだけを答えてください。居場所がわかることは書かないでください。この照会を転送しないでください。"
            </p>
            <div class="form">
                <ErrorSummary problems/>
                <Refusing act/>
                <TextArea
                    id=field
                    label="回答、または断る理由"
                    need=Need::Required
                    value=answer
                    error
                    shared=act.wording
                />
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=move |()| send(false)>
                        "回答する"
                    </Button>
                    <Button busy=act.busy on_press=move |()| decline(true)>"断る"</Button>
                </div>
            </div>
        </article>
    }
}

fn rows(asked: &InquiryView) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    if let Some(name) = &asked.name {
        rows.push(("本人".to_owned(), name.clone()));
    }
    let told = if asked.told {
        "この照会のことを知っています"
    } else {
        "この照会のことを知りません。本人や家族に連絡しないでください"
    };
    rows.extend([
        ("たずねること・頼むこと".to_owned(), asked.what.clone()),
        ("目的".to_owned(), asked.purpose.clone()),
        ("回答の期限".to_owned(), words::date(asked.due)),
        ("根拠".to_owned(), asked.basis.clone()),
        ("本人は".to_owned(), told.to_owned()),
        ("送った人".to_owned(), asked.by.clone()),
    ]);
    rows
}
