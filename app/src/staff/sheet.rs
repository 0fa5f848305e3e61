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
use super::opening::{Left, Opening, read_once};

/// File name of every copy: never a name, never a number.
const FILE_NAME: &str = "個別ケース検討会議資料";

/// The paper. The address stays 非開示 unless it is opened for this copy with a reason.
#[component]
pub fn SheetScreen(case: CaseId, request: RequestId) -> impl IntoView {
    let reason = RwSignal::new(None::<String>);
    let knock = read_once(reason, live::of_case(case));
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
    view! {
        <div class="no-print stack">
            <div class="actions">
                <PrintButton variant=Variant::Primary/>
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
            <Opening
                left=Left::Address
                reason
                open=Memo::new(move |_| view.with(|view| view.address_open))
                may=Memo::new(move |_| view.with(|view| view.may_open_address))
            />
        </div>
    }
}
