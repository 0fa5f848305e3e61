//! 印刷・書き出し: a numbered copy of 様式1 for somebody named. Code and age band, unless names are needed
//! and the reason is written down.

use domain::access::Action;
use domain::wire::session::{LEDGER_FILE, LedgerFile};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::staff::act::{Act, Refusing};
use crate::staff::call;
use crate::staff::door::door;
use crate::staff::file::{NOT_HANDED_OVER, hand_over};
use crate::staff::rights::allowed;
use crate::ui::*;

use super::reading::Reading;

/// File name of every copy.
const FILE_NAME: &str = "進行管理台帳";

#[component]
pub(super) fn PrintDialog(open: RwSignal<bool>, view: Signal<Reading>) -> impl IntoView {
    view! {
        <Dialog id="ledger-print" title="印刷・書き出し" open>
            <Print view/>
        </Dialog>
    }
}

#[component]
fn Print(view: Signal<Reading>) -> impl IntoView {
    let recipient = RwSignal::new(String::new());
    let names = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let act = Act::new();
    let may_name = Memo::new(move |_| {
        view.with(|reading| allowed(&reading.view.rights, Action::PrintLedgerNames))
    });
    let make = move |pdf: bool| {
        if recipient.with_untracked(|text| text.trim().is_empty()) {
            return act.refuse("配布先を書いてください。配布番号とともに残ります。");
        }
        let reason = names.get_untracked().then(|| reason.get_untracked());
        if reason
            .as_ref()
            .is_some_and(|reason| reason.trim().is_empty())
        {
            return act
                .refuse("氏名を出す理由を書いてください。だれがいつ出したかとともに残ります。");
        }
        if act.busy.get_untracked() {
            return;
        }
        act.busy.set(true);
        act.refused.set(None);
        let file = LedgerFile {
            pdf,
            names: reason,
            recipient: recipient.with_untracked(|text| text.trim().to_owned()),
        };
        spawn_local(async move {
            let result = call::post_for_blob(LEDGER_FILE, &file).await;
            if act.busy.try_set(false).is_some() {
                return;
            }
            let ending = if pdf { "pdf" } else { "xlsx" };
            match result {
                Ok(blob) if hand_over(&blob, FILE_NAME, ending).is_some() => {
                    door().tell("台帳の一部を作りました");
                }
                Ok(_) => act.refuse(NOT_HANDED_OVER),
                Err(error) => act.refused.set(Some(error.into())),
            }
        });
    };
    view! {
        <div class="form">
            <p>
                "様式1の形で、台帳の全件を一部作ります。住所は「非開示」です。配布番号が付き、だれに渡したかが残ります。"
            </p>
            <TextInput
                id="ledger-recipient"
                label="配布先"
                help="例：みほん市福祉課 実務者会議"
                need=Need::Required
                value=recipient
            />
            <Show
                when=move || may_name.get()
                fallback=|| view! { <p class="small muted">"氏名は出ません。番号と年代で出ます。"</p> }
            >
                <Check
                    id="ledger-names"
                    name="ledger-names"
                    label="氏名を出す"
                    help="ふだんは番号と年代です。必要なときだけ、理由を書いて出します。"
                    checked=names
                />
                <Show when=move || names.get()>
                    <TextInput
                        id="ledger-names-reason"
                        label="氏名を出す理由"
                        need=Need::Required
                        value=reason
                    />
                </Show>
            </Show>
            <Refusing act/>
            <div class="actions">
                <Button
                    variant=Variant::Primary
                    icon=Icon::Download
                    busy=act.busy
                    on_press=move |()| make(true)
                >
                    "PDFを作る"
                </Button>
                <Button icon=Icon::Download busy=act.busy on_press=move |()| make(false)>
                    "Excelを作る"
                </Button>
            </div>
        </div>
    }
}
