//! 報告の画面: the lower half of the 個別ケース検討会議資料, already filled from the meeting; the requesting
//! agency hands it in, the センター所長 takes it.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::form::case_review::key;
use domain::form::{CASE_REVIEW_REPORT, FormData};
use domain::id::{CaseId, RequestId};
use domain::request::RequestStatus;
use domain::view::{Directory, RequestView};
use domain::wire;
use leptos::prelude::*;

use crate::route::Route;
use crate::sheet::{SheetHead, lower_half};
use crate::ui::*;

use super::act::{Act, Refusing};
use super::asked::{Loaded, asked};
use super::form::{
    Answers, FormCell, FormErrors, KeptFields, KeptPaper, LeftBehind, check_form, field_id,
    take_refusal,
};
use super::rights::{Right, RightButton, right};
use super::{door, live};

/// Prefix of the ids of the fields.
const PREFIX: &str = "report";

#[component]
pub fn ReportScreen(case: CaseId, request: RequestId) -> impl IntoView {
    let asked_request = asked(move || wire::Request { case, request }, live::of_case(case));
    let directory = asked(
        move || wire::Directory { case: Some(case) },
        live::council(),
    );
    let back = Route::Request {
        case,
        request: Some(request),
    }
    .path();
    view! {
        <div class="page page--wide">
            <div class="page__head">
                <div>
                    <a class="small" href=back>"← 開催要請へ"</a>
                    <h1>"会議の報告"</h1>
                    <p class="muted">"個別ケース検討会議資料の【開催後記入項目】です。"</p>
                </div>
            </div>
            <Loaded asked=asked_request shape=SkeletonShape::Sheet let:view>
                <Loaded asked=directory shape=SkeletonShape::Sheet let:all>
                    <Report case request view directory=all/>
                </Loaded>
            </Loaded>
        </div>
    }
}

#[component]
fn Report(
    case: CaseId,
    request: RequestId,
    view: Signal<RequestView>,
    directory: Signal<Directory>,
) -> impl IntoView {
    let status = Memo::new(move |_| view.with(|view| view.request.status));
    let writes = Memo::new(move |_| {
        status.get() == RequestStatus::Held
            && view.with(|view| right(&view.rights, Action::SubmitReport)) == Right::Allowed
    });
    let written = Memo::new(move |_| view.with(|view| view.report.is_some()));
    view! {
        {move || match (written.get(), writes.get()) {
            (true, _) => view! { <Written case request view directory/> }.into_any(),
            (false, true) => view! { <Write case request view directory/> }.into_any(),
            (false, false) => view! { <Waiting view/> }.into_any(),
        }}
    }
}

/// No report yet, and not the reader's to write.
#[component]
fn Waiting(view: Signal<RequestView>) -> impl IntoView {
    let words = move || {
        view.with(|view| match right(&view.rights, Action::SubmitReport) {
            Right::Disabled(words) => words,
            _ if view.request.status == RequestStatus::Held => {
                format!("報告は、要請した{}が書きます。", view.agency.name)
            }
            _ => "会議が終わると、ここで報告を書けます。".to_owned(),
        })
    };
    view! {
        <EmptyState title="報告はまだありません" icon=Icon::Document>
            <p translate="no">{words}</p>
        </EmptyState>
    }
}

/// Where a half-written report is kept.
fn draft_name(request: RequestId) -> String {
    format!("report-{}", request.0)
}

/// Filling in, then checking, then handing in.
#[component]
fn Write(
    case: CaseId,
    request: RequestId,
    view: Signal<RequestView>,
    directory: Signal<Directory>,
) -> impl IntoView {
    let start = view.with_untracked(|view| view.report_prefill.clone());
    let paper = KeptPaper::new(draft_name(request), request.0, start);
    let data = paper.data;
    let problems = RwSignal::new(Vec::new());
    let checking = RwSignal::new(false);
    let act = Act::new().drafted();
    let no = view.with_untracked(|view| view.case_no.clone());
    let check = move |()| {
        let fit = data.with_untracked(|data| check_form(&CASE_REVIEW_REPORT, data, problems));
        if fit && act.wording.lets_go() {
            checking.set(true);
            door::focus("report-check");
        }
    };
    let submit = move |()| {
        let form = data.get_untracked();
        let command = CaseCommand::SubmitReport { request, form };
        let end = paper.end();
        act.case(case, command, "センター所長に報告しました", move |_| end());
    };
    Effect::new(move |_| {
        if let Some(refused) = act.refused.get() {
            take_refusal(&refused, problems);
            if problems.with_untracked(|problems| !problems.is_empty()) {
                checking.set(false);
            }
        }
    });
    let change = move |key: &'static str| {
        checking.set(false);
        door::focus(&field_id(PREFIX, key));
    };
    view! {
        <FormErrors form=&CASE_REVIEW_REPORT problems prefix=PREFIX/>
        <Refusing act/>
        <div hidden=move || checking.get()>
            <p>"会議の記録から写してあります。ちがうところだけ直してください。"</p>
            <KeptFields paper>
                <div class="sheetwrap">
                    <article class="sheet sheet--edit" translate="no">
                        <SheetHead no=no.clone()/>
                        {lower_half(move |key| {
                            view! {
                                <FormCell
                                    form=&CASE_REVIEW_REPORT
                                    key=key
                                    data
                                    problems
                                    directory
                                    prefix=PREFIX
                                    shared=act.wording
                                />
                            }
                                .into_any()
                        })}
                    </article>
                </div>
            </KeptFields>
            <div class="actions">
                <Button variant=Variant::Primary icon=Icon::ArrowRight on_press=check>
                    "内容を確かめる"
                </Button>
            </div>
        </div>
        <section id="report-check" tabindex="-1" hidden=move || !checking.get()>
            <h2>"報告する前に確かめる"</h2>
            <Answers
                form=&CASE_REVIEW_REPORT
                data=Signal::derive(move || data.get())
                directory
                change=Callback::new(change)
            />
            <div class="actions">
                <RightButton
                    rights=Signal::derive(move || view.with(|view| view.rights.clone()))
                    action=Action::SubmitReport
                    act
                    variant=Variant::Primary
                    on_press=submit
                    label="センター所長に報告する".to_owned()
                />
                <Button variant=Variant::Tertiary on_press=move |()| change(key::WRITTEN_ON)>
                    "もどって直す"
                </Button>
            </div>
        </section>
    }
}

/// The report as it was handed in, with the Director's receipt.
#[component]
fn Written(
    case: CaseId,
    request: RequestId,
    view: Signal<RequestView>,
    directory: Signal<Directory>,
) -> impl IntoView {
    let act = Act::new();
    let data = Signal::derive(move || {
        view.with(|view| view.report.clone().unwrap_or_else(FormData::default))
    });
    let filed = Memo::new(move |_| view.with(|view| view.request.status == RequestStatus::Filed));
    let file = move |()| {
        act.case(
            case,
            CaseCommand::FileReport { request },
            "報告を受け取りました",
            |_| (),
        );
    };
    let sheet = Route::Sheet { case, request }.path();
    view! {
        <LeftBehind name=draft_name(request)/>
        <Show
            when=move || filed.get()
            fallback=|| {
                view! {
                    <Notice kind=NoticeKind::Info title="報告済み">
                        <p>"センター所長の受け取りを待っています。"</p>
                    </Notice>
                }
            }
        >
            <Notice kind=NoticeKind::Success title="受け取りました">
                <p>"センター所長が報告を受け取りました。"</p>
            </Notice>
        </Show>
        <section class="panel">
            <Answers form=&CASE_REVIEW_REPORT data directory/>
        </section>
        <Refusing act/>
        <div class="actions">
            <Show when=move || !filed.get()>
                <RightButton
                    rights=Signal::derive(move || view.with(|view| view.rights.clone()))
                    action=Action::FileReport
                    act
                    variant=Variant::Primary
                    on_press=file
                    label="報告を受け取る".to_owned()
                />
            </Show>
            <LinkButton href=sheet icon=Icon::Print>"個別ケース検討会議資料を見る"</LinkButton>
        </div>
    }
}
