//! 受信箱: what waits for the reader, by kind, each with its one next step.

use domain::id::CaseId;
use domain::view::{Inbox, InboxItem, InboxKind, InquiryView, Notice as MeetingNotice};
use domain::wire;
use leptos::prelude::*;

use crate::route::{CasePart, MeetingFace, Route};
use crate::ui::*;

use super::asked::{Loaded, asked};
use super::door::door;
use super::{live, words};

mod called;
mod inquiry;
mod news;
mod objection;
mod tasks;

/// Kinds in the order in which they press; inquiries and the answers to them stand above.
const ORDER: [InboxKind; 20] = [
    InboxKind::ProtectionToDecide,
    InboxKind::BreakGlassToConfirm,
    InboxKind::CardToGive,
    InboxKind::HandoverToAnswer,
    InboxKind::HandoverDeclined,
    InboxKind::HerNo,
    InboxKind::CommentToAnswer,
    InboxKind::WrongToAnswer,
    InboxKind::HerItemToAnswer,
    InboxKind::TaskToDo,
    InboxKind::DateNear,
    InboxKind::RequestToDecide,
    InboxKind::RequestReturned,
    InboxKind::RolesToPropose,
    InboxKind::RolesToAgree,
    InboxKind::ToConvene,
    InboxKind::Notice,
    InboxKind::ReportToWrite,
    InboxKind::ReportToFile,
    InboxKind::MinutesShared,
];

#[component]
pub fn InboxScreen() -> impl IntoView {
    let (cases, conferences) = (live::any_case(), live::conferences());
    let moved = Signal::derive(move || cases.get() + conferences.get());
    let asked = asked(|| wire::Inbox {}, moved);
    view! {
        <div class="page stack">
            <div class="page__head"><h1>"受信箱"</h1></div>
            <Loaded asked shape=SkeletonShape::Rows(5) let:view>
                <Items inbox=view/>
            </Loaded>
        </div>
    }
}

#[component]
fn Items(inbox: Signal<Inbox>) -> impl IntoView {
    let empty = Memo::new(move |_| {
        inbox.with(|inbox| {
            inbox.items.is_empty()
                && inbox.conferences.is_empty()
                && inbox.matters.is_empty()
                && inbox.tasks.is_empty()
        })
    });
    let called = Memo::new(move |_| inbox.with(|inbox| inbox.conferences.clone()));
    view! {
        <Show when=move || empty.get()>
            <EmptyState title="待っているものはありません" icon=Icon::Check>
                <p>"会議の案内や、あなたの番になった手続きが、ここに届きます。"</p>
                <LinkButton href=Route::Board.path()>"ボードを見る"</LinkButton>
            </EmptyState>
        </Show>
        <inquiry::Inquiries inbox/>
        <news::News inbox/>
        <called::ToItems inbox/>
        <objection::Objections inbox/>
        <tasks::OwnTasks inbox/>
        <Show when=move || called.with(|lines| !lines.is_empty())>
            <section class="panel">
                <div class="panel__head"><h2>"会議のご案内"</h2></div>
                <ul class="list">
                    {move || {
                        called
                            .get()
                            .into_iter()
                            .map(|line| view! { <li><called::Called line/></li> })
                            .collect_view()
                    }}
                </ul>
            </section>
        </Show>
        {move || {
            inbox
                .with(|inbox| {
                    ORDER
                        .into_iter()
                        .filter_map(|kind| {
                            let items: Vec<InboxItem> =
                                inbox.items.iter().filter(|item| item.kind == kind).cloned().collect();
                            (!items.is_empty()).then(|| group(kind, items))
                        })
                        .collect_view()
                })
        }}
    }
}

/// What waits of one kind, with its heading; nothing at all while nothing waits.
#[component]
fn Waiting(
    /// Of the heading, which names the part.
    id: &'static str,
    title: &'static str,
    many: Memo<usize>,
    /// How many they are stands beside the heading.
    #[prop(optional)]
    counted: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    view! {
        <Show when=move || many.get() != 0>
            <section class="panel" aria-labelledby=id>
                <div class="panel__head">
                    <h2 id=id>{title}</h2>
                    {counted
                        .then(|| view! { <span class="muted">{move || format!("{}件", many.get())}</span> })}
                </div>
                {children.with_value(|children| children())}
            </section>
        </Show>
    }
}

/// Inquiries, or answers to them, that stand in the inbox as that kind, each with its case.
fn inquiries(inbox: &Inbox, kind: InboxKind) -> Vec<(CaseId, String, InquiryView)> {
    let items = inbox.items.iter().filter(|item| item.kind == kind);
    items
        .filter_map(|item| Some((item.case, item.no.clone(), item.inquiry.clone()?)))
        .collect()
}

fn group(kind: InboxKind, items: Vec<InboxItem>) -> impl IntoView {
    let count = items.len();
    view! {
        <section class="panel">
            <div class="panel__head">
                <h2>{kind.label()}</h2>
                <span class="muted">{format!("{count}件")}</span>
            </div>
            <ul class="list">
                {items.into_iter().map(|item| view! { <li><Item item/></li> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Item(item: InboxItem) -> impl IntoView {
    let href = place(&item).path();
    let due = words::due(item.due, door().today());
    // A day says what it is about; what it says of her stands in the case.
    let act = match (item.kind, item.reminder) {
        (InboxKind::DateNear, Some(of)) => of.label(),
        (kind, _) => act_words(kind),
    };
    let told = item.reminder.is_none().then(|| words::moment(item.at));
    let number = item.no.clone();
    // Before its hours a notice leads nowhere, and says so itself.
    let leads = item.notice.as_ref().is_none_or(|notice| notice.opens);
    view! {
        {item.notice.map(|notice| view! { <NoticeCard notice/> })}
        <div class="list__row">
            <span class="num">{number}</span>
            {leads.then(|| view! { <a href=href><strong>{act}</strong></a> })}
            <span class="muted small">{told}</span>
            {due.map(|(words, key)| view! { <span class="card__due list__end" data-due=key>{words}</span> })}
        </div>
    }
}

/// 招集通知: number, day, room, roles. It carries no name and no place of protection.
#[component]
pub fn NoticeCard(
    notice: MeetingNotice,
    /// Not sent yet: the number of the meeting is given on sending.
    #[prop(optional)]
    draft: bool,
) -> impl IntoView {
    let roles: Vec<_> = notice.my_roles.iter().map(|role| role.label()).collect();
    let roles = if roles.is_empty() {
        "出席".to_owned()
    } else {
        roles.join("・")
    };
    let title = if draft {
        format!("{} {}のご案内", notice.case_no, notice.kind.label())
    } else if notice.cancelled {
        format!(
            "{} 第{}回の会議は取りやめになりました",
            notice.case_no, notice.meeting_number
        )
    } else {
        format!(
            "{} 第{}回 {}のご案内",
            notice.case_no,
            notice.meeting_number,
            notice.kind.label()
        )
    };
    view! {
        <article class="notice-card">
            <h3>{title}</h3>
            <DescriptionList items=vec![
                ("日時".to_owned(), words::span(notice.span)),
                ("会場".to_owned(), notice.room),
                ("あなたの役割".to_owned(), roles),
                ("司会".to_owned(), notice.chair),
                ("記録".to_owned(), notice.recorder),
            ]/>
            <p class="small muted">
                "会議は非公開です。資料は、会議の24時間前から開けます。この案内を転送しないでください。"
            </p>
        </article>
    }
}

/// The one next step.
fn act_words(kind: InboxKind) -> &'static str {
    match kind {
        InboxKind::RequestToDecide => "要請を見て、決める",
        InboxKind::RequestReturned => "理由を見て、直す",
        InboxKind::RolesToPropose => "役割を提案する",
        InboxKind::RolesToAgree => "役割を確かめて、了解する",
        InboxKind::ToConvene => "日と会場を決めて、招集する",
        InboxKind::Notice => "会議の画面へ",
        InboxKind::ReportToWrite => "報告を書く",
        InboxKind::ReportToFile => "報告を読んで、受け取る",
        InboxKind::ProtectionToDecide => "一時保護の可否を決める",
        InboxKind::CommentToAnswer => "コメントを読んで、返事をする",
        InboxKind::WrongToAnswer => "知らせを読んで、返事をする",
        InboxKind::HerItemToAnswer => "本人の項目を読んで、返事をする",
        InboxKind::HerNo => "本人の言葉を読む",
        InboxKind::CardToGive => "本人と会って、新しいカードを渡す",
        InboxKind::BreakGlassToConfirm => "理由を見て、確認する",
        InboxKind::MinutesShared => "記録を読む",
        InboxKind::InquiryToAnswer => "読んで、答える",
        InboxKind::InquiryAnswered => "返事を開く",
        InboxKind::HandoverToAnswer => "引き継ぎのページを読んで、答える",
        InboxKind::HandoverDeclined => "理由を見る",
        InboxKind::ObjectionToAnswer => "読んで、返事をする",
        InboxKind::PreparationToMend => "理由を見て、準備を直す",
        InboxKind::PreparationToCheck => "準備を見て、確認する",
        InboxKind::TaskToDo => "やることを見て、記録する",
        InboxKind::DateNear => "期日を見る",
    }
}

fn place(item: &InboxItem) -> Route {
    let case = item.case;
    let request = || Route::Request {
        case,
        request: item.request,
    };
    let meeting = || {
        item.meeting
            .map_or(Route::case(case), |meeting| Route::Meeting {
                case,
                meeting,
                face: MeetingFace::Chair,
            })
    };
    match item.kind {
        InboxKind::RequestToDecide
        | InboxKind::RequestReturned
        | InboxKind::RolesToPropose
        | InboxKind::RolesToAgree
        | InboxKind::ToConvene => request(),
        InboxKind::ReportToWrite | InboxKind::ReportToFile => item
            .request
            .map_or(Route::case(case), |request| Route::Report { case, request }),
        InboxKind::Notice
        | InboxKind::HerNo
        | InboxKind::MinutesShared
        | InboxKind::PreparationToMend
        | InboxKind::PreparationToCheck => meeting(),
        InboxKind::ProtectionToDecide => Route::Case {
            case,
            part: CasePart::Protection,
        },
        InboxKind::CommentToAnswer | InboxKind::WrongToAnswer => Route::Plan {
            case,
            plan: item.plan,
        },
        // Before any plan they stand with the plans of the case.
        InboxKind::HerItemToAnswer if item.plan.is_none() => Route::Case {
            case,
            part: CasePart::Plans,
        },
        InboxKind::HerItemToAnswer => Route::Plan {
            case,
            plan: item.plan,
        },
        InboxKind::TaskToDo | InboxKind::DateNear => Route::Case {
            case,
            part: CasePart::Tasks,
        },
        InboxKind::HandoverToAnswer | InboxKind::HandoverDeclined => Route::Handover { case },
        InboxKind::CardToGive
        | InboxKind::BreakGlassToConfirm
        | InboxKind::ObjectionToAnswer
        | InboxKind::InquiryToAnswer
        | InboxKind::InquiryAnswered => Route::case(case),
    }
}
