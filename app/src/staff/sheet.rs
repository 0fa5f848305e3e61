//! 書類の画面: the 個別ケース検討会議資料 as it will be printed, to print it or take it along as a file.

use domain::id::{CaseId, RequestId};
use domain::view::SheetView;
use domain::wire::{self, session};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::route::Route;
use crate::sheet::CaseReviewSheet;
use crate::ui::*;

use super::asked::{Loaded, asked};
use super::call;
use super::door::door;
use super::file::{NOT_HANDED_OVER, hand_over};
use super::live;

/// File name of every copy: never a name, never a number.
const FILE_NAME: &str = "個別ケース検討会議資料";

/// The paper. The address stays 非開示 unless it is opened for this copy with a reason.
#[component]
pub fn SheetScreen(case: CaseId, request: RequestId) -> impl IntoView {
    let reason = RwSignal::new(None::<String>);
    let moved = live::of_case(case);
    // An opened address is read once: every further look would be one more opening.
    let knock = Signal::derive(move || {
        if reason.get().is_some() {
            0
        } else {
            moved.get()
        }
    });
    let asked = asked(
        move || wire::Sheet {
            case,
            request,
            open_address: reason.get(),
        },
        knock,
    );
    let back = Route::Request {
        case,
        request: Some(request),
    }
    .path();
    view! {
        <div class="page page--wide">
            <div class="page__head no-print">
                <div>
                    <a class="small" href=back>"← 開催要請へ"</a>
                    <h1>"個別ケース検討会議資料"</h1>
                </div>
            </div>
            <Loaded asked shape=SkeletonShape::Sheet let:view>
                <Tools case request reason view/>
                <div class="sheetwrap">
                    {move || view! { <CaseReviewSheet view=view.get()/> }}
                </div>
            </Loaded>
        </div>
    }
}

/// Print, files, and the opening of the address.
#[component]
fn Tools(
    case: CaseId,
    request: RequestId,
    reason: RwSignal<Option<String>>,
    view: Signal<SheetView>,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let fetch = move |kind: session::FileKind, ending: &'static str| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let file = session::File {
            case,
            request,
            kind,
            open_address: reason.get_untracked(),
        };
        spawn_local(async move {
            let result = call::post_for_blob(session::FILE, &file).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match result {
                Ok(blob) if hand_over(&blob, FILE_NAME, ending).is_some() => {
                    door().tell("ファイルを作りました")
                }
                Ok(_) => failed.set(Some(NOT_HANDED_OVER.to_owned())),
                Err(error) => failed.set(Some(error.message)),
            }
        });
    };
    let print = move |()| {
        if let Some(window) = web_sys::window() {
            // A browser that cannot print shows the paper all the same.
            let _ = window.print();
        }
    };
    view! {
        <div class="no-print stack">
            <div class="actions">
                <Button variant=Variant::Primary icon=Icon::Print on_press=print>"印刷する"</Button>
                <Button
                    icon=Icon::Download
                    busy
                    on_press=move |()| fetch(session::FileKind::Pdf, "pdf")
                >
                    "PDFを保存"
                </Button>
                <Button
                    icon=Icon::Download
                    busy
                    on_press=move |()| fetch(session::FileKind::Xlsx, "xlsx")
                >
                    "Excelを保存"
                </Button>
            </div>
            {move || {
                failed
                    .get()
                    .map(|words| view! { <Notice kind=NoticeKind::Warning live=true>{words}</Notice> })
            }}
            <Address reason view/>
        </div>
    }
}

#[component]
fn Address(reason: RwSignal<Option<String>>, view: Signal<SheetView>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let may = Memo::new(move |_| view.with(|view| view.may_open_address));
    let open = Memo::new(move |_| view.with(|view| view.address_open));
    let show = move |()| {
        let text = typed.get_untracked();
        if text.trim().chars().count() < 4 {
            error.set(Some(
                "住所を開く理由を書いてください。だれがいつ開いたかとともに残ります。".to_owned(),
            ));
        } else {
            error.set(None);
            reason.set(Some(text));
        }
    };
    view! {
        <Show when=move || open.get()>
            <Notice kind=NoticeKind::Warning title="住所が出ています">
                <p>"この一部だけに住所を出しています。配る相手を確かめてください。"</p>
                <Button on_press=move |()| reason.set(None)>"非開示にもどす"</Button>
            </Notice>
        </Show>
        <Show when=move || may.get() && !open.get()>
            <details>
                <summary>"この一部に住所を出す"</summary>
                <div class="stack">
                    <p>"ふだんは「非開示」と印刷します。必要なときだけ、理由を書いて開きます。"</p>
                    <TextInput
                        id="open-address"
                        label="理由"
                        value=typed
                        error=Signal::derive(move || error.get())
                    />
                    <Button icon=Icon::Lock on_press=show>"住所を出す"</Button>
                </div>
            </details>
        </Show>
    }
}
