//! 移管: her agreement to what goes to another municipality, a look at exactly that, and the sealed file
//! with its passphrase, shown once.

use domain::access::Action;
use domain::case::CaseStatus;
use domain::command::CaseCommand;
use domain::id::TransferId;
use domain::transfer::{TransferCommand, TransferStatus};
use domain::view::transfer::{TransferPackage, TransferView};
use domain::wire::{self, session};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::staff::act::{Act, Refusing};
use crate::staff::asked::{Loaded, asked};
use crate::staff::file::{NOT_HANDED_OVER, hand_over};
use crate::staff::gathering::Fold;
use crate::staff::{call, live, words};
use crate::ui::*;

use super::Shared;

mod agree;

#[component]
pub(super) fn TransferPanel(shared: Shared) -> impl IntoView {
    let transfers = shared.part(|view| view.transfers.clone());
    let ways = shared.part(|view| !view.transfer_ways.is_empty());
    let over = shared.part(|view| view.status == CaseStatus::Transferred);
    let may = shared.has(Action::TransferCase);
    let open = RwSignal::new(false);
    let shown = Memo::new(move |_| (may.get() && ways.get()) || !transfers.with(Vec::is_empty));
    let newest_first =
        move || transfers.with(|all| all.iter().rev().map(|one| one.id).collect::<Vec<_>>());
    let starts = Memo::new(move |_| may.get() && ways.get() && !over.get());
    view! {
        <Show when=move || shown.get()>
            <section class="panel" aria-labelledby="transfer-title">
                <div class="panel__head">
                    <h2 id="transfer-title">"移管"</h2>
                    <Show when=move || starts.get()>
                        <Button on_press=move |()| open.set(true)>"移管の同意を記録する"</Button>
                    </Show>
                </div>
                <p class="muted small">
                    "ほかの市町村へ渡すのは、本人が同意した内容だけです。ここの記録は、残した機関だけが読めます。"
                </p>
                <ul class="list" translate="no">
                    <For each=newest_first key=|id| *id let:id>
                        <li>
                            <One shared transfers id may over/>
                        </li>
                    </For>
                </ul>
            </section>
        </Show>
        <agree::AgreeDialog shared open/>
    }
}

/// One of them, built once: the passphrase is shown once, and the list changes as it is made.
#[component]
fn One(
    shared: Shared,
    transfers: Memo<Vec<TransferView>>,
    id: TransferId,
    may: Signal<bool>,
    over: Memo<bool>,
) -> impl IntoView {
    let transfer =
        Memo::new(move |_| transfers.with(|all| all.iter().find(|one| one.id == id).cloned()));
    let status =
        Memo::new(move |_| transfer.with(|transfer| transfer.as_ref().map(|one| one.status)));
    let act = Act::new();
    let looking = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let goes_on = Memo::new(move |_| {
        may.get() && !over.get() && status.get() != Some(TransferStatus::Withdrawn)
    });
    let withdraw = move |()| {
        let command = CaseCommand::Transfer {
            transfer: id,
            act: TransferCommand::Withdraw,
        };
        act.case(shared.id, command, "移管を取りやめました", |_| ());
    };
    let leave = move |()| {
        let command = CaseCommand::MoveCase {
            from: shared.view.with_untracked(|view| view.status),
            to: CaseStatus::Transferred,
            reason: reason.get_untracked(),
            referred_to: None,
        };
        act.case(shared.id, command, "移管しました", |_| ());
    };
    view! {
        {move || transfer.get().map(face)}
        <Refusing act/>
        <Show when=move || goes_on.get()>
            <div class="actions">
                <Button on_press=move |()| looking.update(|on| *on = !*on)>
                    {move || if looking.get() { "閉じる" } else { "渡す内容を見る" }}
                </Button>
                <Button variant=Variant::Tertiary busy=act.busy on_press=withdraw>
                    "取りやめる"
                </Button>
            </div>
            <Show when=move || looking.get()>
                <Preview shared transfer=id/>
            </Show>
            <Show when=move || status.get() == Some(TransferStatus::HandedOut)>
                <Fold summary="先方が引き受けたとき">
                    <TextArea
                        id=format!("transfer-reason-{id}")
                        label="移管の理由"
                        help="先に「つなぎ」に、先方の「引き受けた」の返事を書きます。"
                        need=Need::Required
                        value=reason
                        rows=2
                    />
                    <div class="actions">
                        <Button variant=Variant::Primary busy=act.busy on_press=leave>
                            "移管にする"
                        </Button>
                    </div>
                </Fold>
            </Show>
        </Show>
    }
}

/// Where it goes, how far it is, and what it holds.
fn face(transfer: TransferView) -> impl IntoView {
    let items = rows(&transfer);
    let tone = match transfer.status {
        TransferStatus::Agreed => Tone::Accent,
        TransferStatus::HandedOut => Tone::Good,
        TransferStatus::Withdrawn => Tone::Care,
    };
    view! {
        <p>
            <strong>{transfer.to}</strong>
            " "
            <Tag tone>{transfer.status.label()}</Tag>
        </p>
        <DescriptionList items/>
    }
}

fn rows(transfer: &TransferView) -> Vec<(String, String)> {
    let when = |at, by: &str| format!("{}　{by}", words::moment(at));
    let mut rows = vec![
        ("渡してよいもの".to_owned(), transfer.covers.join("、")),
        ("同意の記録".to_owned(), when(transfer.at, &transfer.by)),
    ];
    for (by, at) in &transfer.copies {
        rows.push(("資料を作った".to_owned(), when(*at, by)));
    }
    rows
}

/// Exactly what goes; the file is made of this and of nothing else.
#[component]
fn Preview(shared: Shared, transfer: TransferId) -> impl IntoView {
    let case = shared.id;
    let asked = asked(
        move || wire::TransferPreview { case, transfer },
        live::of_case(case),
    );
    let act = Act::new();
    let told = RwSignal::new(None::<String>);
    let open = RwSignal::new(false);
    let make = move |digest: String| {
        if act.busy.get_untracked() {
            return;
        }
        act.busy.set(true);
        act.refused.set(None);
        spawn_local(async move {
            let body = session::TransferFile {
                case,
                transfer,
                digest,
            };
            let path = session::TRANSFER_FILE;
            let result = call::post::<_, session::SealedTransfer>(path, &body).await;
            if act.busy.try_set(false).is_some() {
                return;
            }
            match result {
                Ok(sealed) => match saved(&sealed.file) {
                    Some(()) => {
                        told.set(Some(sealed.passphrase));
                        open.set(true);
                    }
                    None => act.refuse(NOT_HANDED_OVER),
                },
                Err(error) => act.refused.set(Some(error.into())),
            }
        });
    };
    view! {
        <Loaded asked shape=SkeletonShape::Rows(4) let:view>
            <div class="stack">
                {move || view.with(|preview| package(&preview.package))}
                <Refusing act/>
                <div class="actions">
                    <Button
                        variant=Variant::Primary
                        icon=Icon::Lock
                        busy=act.busy
                        on_press=move |()| make(view.with_untracked(|preview| preview.digest.clone()))
                    >
                        "この内容で、封をした資料を作る"
                    </Button>
                </div>
            </div>
        </Loaded>
        <PassphraseDialog told open/>
    }
}

fn saved(file: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&wasm_bindgen::JsValue::from_str(file));
    let blob = web_sys::Blob::new_with_str_sequence(&parts).ok()?;
    hand_over(&blob, "ikan-shiryo", "json")
}

fn package(package: &TransferPackage) -> AnyView {
    let to = format!("{}　{}", package.to.municipality, package.to.desk);
    let parts = package.parts.iter().map(|part| {
        let items = part.entries.iter();
        let items: Vec<_> = items
            .map(|one| (one.label.clone(), one.text.clone()))
            .collect();
        view! {
            <h4>{part.title.clone()}</h4>
            <DescriptionList items/>
        }
    });
    view! {
        <div class="stack" translate="no">
            <h3>{format!("{to}へ渡す内容")}</h3>
            <DescriptionList items=vec![
                ("番号".to_owned(), package.from.case_no.clone()),
                ("相談受理年月日".to_owned(), words::date(package.from.accepted_on)),
                ("段階".to_owned(), package.from.status.clone()),
            ]/>
            {parts.collect_view()}
        </div>
    }
    .into_any()
}

/// The passphrase for a paper of its own, shown once.
#[component]
fn PassphraseDialog(told: RwSignal<Option<String>>, open: RwSignal<bool>) -> impl IntoView {
    let forget = move |()| told.set(None);
    view! {
        <Dialog id="transfer-passphrase" title="合言葉" open on_close=forget>
            <Notice kind=NoticeKind::Info title="いちどだけ表示します">
                <p>
                    "書き写すか印刷して、資料とは別の道で渡してください。合言葉はどこにも残りません。なくしたときは、資料を作り直します。"
                </p>
            </Notice>
            <div class="panel printcard" translate="no">
                <p class="printcard__line num">{move || told.get().unwrap_or_default()}</p>
            </div>
            <div class="actions">
                <PrintButton/>
                <Button variant=Variant::Primary on_press=move |()| open.set(false)>
                    "控えました"
                </Button>
            </div>
        </Dialog>
    }
}
