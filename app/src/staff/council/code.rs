//! 紙のコード: one-time, shown once, given in person.

use domain::id::StaffId;
use domain::wire::session;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::staff::act::{Act, Refusing};
use crate::staff::{call, words};
use crate::ui::*;

#[component]
pub(super) fn CodeDialog(
    open: RwSignal<bool>,
    of: RwSignal<Option<(StaffId, String)>>,
) -> impl IntoView {
    let issued = RwSignal::new(None::<(String, String)>);
    let act = Act::new();
    let issue = move |()| {
        let Some((staff, _)) = of.get_untracked() else {
            return;
        };
        act.busy.set(true);
        act.refused.set(None);
        spawn_local(async move {
            let body = session::IssueCode { staff };
            let result = call::post::<_, session::IssuedCode>(session::CODE, &body).await;
            act.busy.try_set(false);
            match result {
                Ok(code) => {
                    issued.try_set(Some((code.code, words::moment(code.expires))));
                }
                Err(error) => act.refuse(error.message),
            }
        });
    };
    let name = move || {
        of.with(|of| of.as_ref().map(|(_, name)| name.clone()))
            .unwrap_or_default()
    };
    view! {
        <Dialog id="code" title="紙のコード" open on_close=move |()| issued.set(None)>
            <div class="form">
                <Refusing act/>
                {move || match issued.get() {
                    None => {
                        view! {
                            <p translate="no">
                                {name} "さんに渡すコードを作ります。前のコードは使えなくなります。"
                            </p>
                            <p>"本人に会って、手で渡してください。電話やメールでは伝えません。"</p>
                            <div class="actions">
                                <Button variant=Variant::Primary busy=act.busy on_press=issue>
                                    "コードを作る"
                                </Button>
                            </div>
                        }
                            .into_any()
                    }
                    Some((code, until)) => {
                        view! {
                            <Notice kind=NoticeKind::Info title="いちどだけ表示します">
                                <p>"書き写すか、印刷して手渡してください。"</p>
                            </Notice>
                            <div class="panel printcard" translate="no">
                                <p class="printcard__line num">{code}</p>
                                <p class="small">{until} "まで使えます"</p>
                            </div>
                            <div class="actions">
                                <PrintButton/>
                                <Button variant=Variant::Primary on_press=move |()| open.set(false)>
                                    "渡しました"
                                </Button>
                            </div>
                        }
                            .into_any()
                    }
                }}
            </div>
        </Dialog>
    }
}
