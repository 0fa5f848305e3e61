//! 照会・協力依頼: what other agencies were asked, on which basis, and what they answered.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::id::InquiryId;
use domain::inquiry::InquiryStatus;
use domain::view::InquiryView;
use domain::wire::session::{CasePaper, PAPER};
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::paper::PaperButton;
use crate::staff::words;
use crate::ui::*;

use super::Shared;
use super::inquiry_form::{AnswerDialog, AskDialog};
use super::told_her::told_words;

#[component]
pub(super) fn InquiriesPanel(shared: Shared) -> impl IntoView {
    let inquiries = shared.part(|view| view.inquiries.clone());
    let may = shared.has(Action::AskAgency);
    let ask = RwSignal::new(false);
    let answer = RwSignal::new(false);
    let of = RwSignal::new(None::<InquiryId>);
    let act = Act::new();
    let shown = Memo::new(move |_| may.get() || !inquiries.with(Vec::is_empty));
    view! {
        <Show when=move || shown.get()>
            <section class="panel" aria-labelledby="inquiries-title">
                <div class="panel__head">
                    <h2 id="inquiries-title">"照会・協力依頼"</h2>
                    <Show when=move || may.get()>
                        <Button
                            disabled_reason=shared.stopped(Action::AskAgency)
                            on_press=move |()| ask.set(true)
                        >
                            "照会・依頼を送る"
                        </Button>
                    </Show>
                </div>
                <Refusing act/>
                <Show when=move || inquiries.with(Vec::is_empty)>
                    <p class="muted">
                        "ありません。照会先の人には、ここに書いた文だけが受信箱に届きます。ケースは開けません。"
                    </p>
                </Show>
                <ul class="list" translate="no">
                    {move || {
                        inquiries
                            .get()
                            .into_iter()
                            .rev()
                            .map(|inquiry| {
                                let write = move |id| {
                                    of.set(Some(id));
                                    answer.set(true);
                                };
                                view! { <li><OneInquiry shared inquiry act write=Callback::new(write)/></li> }
                            })
                            .collect_view()
                    }}
                </ul>
            </section>
        </Show>
        <AskDialog shared open=ask/>
        <AnswerDialog shared of open=answer/>
    }
}

#[component]
fn OneInquiry(
    shared: Shared,
    inquiry: InquiryView,
    act: Act,
    write: Callback<InquiryId>,
) -> impl IntoView {
    let id = inquiry.id;
    let open = inquiry.status == InquiryStatus::Asked;
    let stands = open && inquiry.rests;
    let may_ask = shared.has(Action::AskAgency);
    let may_answer = shared.has(Action::AnswerInquiry);
    let due = words::due(
        Some(inquiry.due).filter(|_| open),
        shared.view.with_untracked(|view| view.today),
    );
    let tone = match inquiry.status {
        InquiryStatus::Asked => Tone::Accent,
        InquiryStatus::Answered => Tone::Good,
        InquiryStatus::Declined | InquiryStatus::Withdrawn => Tone::Care,
    };
    let news = inquiry.news;
    let open_end = move |()| {
        let command = CaseCommand::OpenInquiryEnd { inquiry: id };
        act.case(shared.id, command, "読んだと記録しました", |_| ());
    };
    let withdraw = move |()| {
        let command = CaseCommand::WithdrawInquiry { inquiry: id };
        act.case(shared.id, command, "照会を取り下げました", |_| ());
    };
    view! {
        <p>
            <strong>{inquiry.agency.name.clone()}</strong>
            " "
            <Tag tone>{inquiry.status.label()}</Tag>
            {due.map(|(words, key)| view! { <span class="card__due" data-due=key>{words}</span> })}
        </p>
        {(open && !stands)
            .then(|| {
                view! {
                    <Notice kind=NoticeKind::Warning title="照会先には、いま見えません">
                        <p>"同意が変わったなど、根拠が効かなくなりました。取り下げて、本人に聞いてからやり直してください。"</p>
                    </Notice>
                }
            })}
        <DescriptionList items=rows(&inquiry)/>
        <div class="actions">
            <Show when=move || stands && may_answer.get()>
                <Button on_press=move |()| write.run(id)>"電話や書面で来た返事を書く"</Button>
            </Show>
            <PaperButton
                act
                path=PAPER
                body=CasePaper::Inquiry { case: shared.id, inquiry: id }
                name="照会・協力依頼書"
                label="書面（PDF）"
                variant=Variant::Tertiary
            />
            <Show when=move || news>
                <Button busy=act.busy on_press=open_end>"返事を読んだ"</Button>
            </Show>
            <Show when=move || open && may_ask.get()>
                <Button variant=Variant::Tertiary busy=act.busy on_press=withdraw>"取り下げる"</Button>
            </Show>
        </div>
    }
}

fn rows(inquiry: &InquiryView) -> Vec<(String, String)> {
    let row = |label: &str, words: String| (label.to_owned(), words);
    let mut rows = vec![
        row("たずねたこと・頼んだこと", inquiry.what.clone()),
        row("目的", inquiry.purpose.clone()),
        row("回答の期限", words::date(inquiry.due)),
        row("根拠", inquiry.basis.clone()),
    ];
    if !inquiry.basis_reason.is_empty() {
        rows.push(row("根拠にした理由", inquiry.basis_reason.clone()));
    }
    let told = told_words(inquiry.told, &inquiry.not_told_reason);
    rows.push(row("本人に", told));
    rows.push(row(
        "送った人",
        format!(
            "{}　{}　{}",
            words::moment(inquiry.at),
            inquiry.from,
            inquiry.by
        ),
    ));
    if let Some(end) = &inquiry.end {
        if !end.words.is_empty() {
            let label = match inquiry.status {
                InquiryStatus::Declined => "断られた理由",
                _ => "回答",
            };
            rows.push(row(label, end.words.clone()));
        }
        rows.push(row(
            "記入",
            format!("{}　{}　{}", words::moment(end.at), end.agency, end.by),
        ));
    }
    rows
}
