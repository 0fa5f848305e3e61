//! カードを渡す: a neutral card with her one line for her own pages, made together and shown once.

use domain::wire::session;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::staff::act::{Act, Refusing};
use crate::staff::call;
use crate::ui::*;

use super::Shared;

#[component]
pub(super) fn CardDialog(shared: Shared, open: RwSignal<bool>) -> impl IntoView {
    let pin = RwSignal::new(String::new());
    let again = RwSignal::new(String::new());
    let given = RwSignal::new(None::<(Vec<String>, String)>);
    let act = Act::new();
    let give = move |()| {
        if pin.with_untracked(|a| again.with_untracked(|b| a != b)) {
            return act.refuse("二回の暗証番号が違います。もう一度入れてもらってください。");
        }
        act.busy.set(true);
        act.refused.set(None);
        spawn_local(async move {
            let body = session::GiveCard {
                case: shared.id,
                pin: pin.get_untracked(),
                pin_again: again.get_untracked(),
            };
            let result = call::post::<_, session::GivenCard>(session::CARD, &body).await;
            act.busy.try_set(false);
            match result {
                Ok(card) => {
                    given.try_set(Some((card.lines, card.host)));
                    pin.try_set(String::new());
                    again.try_set(String::new());
                }
                Err(error) => act.refuse(error.message),
            }
        });
    };
    // Shown once: closing forgets the lines.
    let forget = move |()| {
        given.set(None);
        pin.set(String::new());
        again.set(String::new());
    };
    let print = move |()| {
        if let Some(window) = web_sys::window() {
            // A device without a printer shows the lines all the same.
            let _ = window.print();
        }
    };
    view! {
        <Dialog id="give-card" title="カードを渡す" open on_close=forget>
            <div class="form">
                <Refusing act/>
                {move || match given.get() {
                    None => {
                        view! {
                            <p>
                                "本人に画面を渡して、暗証番号を二回入れてもらってください。数字でも言葉でもかまいません。ほかの人が知っている番号（誕生日など）は避けます。"
                            </p>
                            <TextInput
                                id="card-pin"
                                label="暗証番号（本人が入れます）"
                                value=pin
                                kind="password"
                                autocomplete="new-password"
                            />
                            <TextInput
                                id="card-pin-again"
                                label="もう一度"
                                value=again
                                kind="password"
                                autocomplete="new-password"
                            />
                            <div class="actions">
                                <Button variant=Variant::Primary busy=act.busy on_press=give>
                                    "カードを作る"
                                </Button>
                            </div>
                        }
                            .into_any()
                    }
                    Some((lines, host)) => {
                        view! {
                            <Notice kind=NoticeKind::Info title="いちどだけ表示します">
                                <p>
                                    "書き写すか、印刷して手渡してください。何のカードかは書いてありません。"
                                </p>
                            </Notice>
                            <div class="panel printcard" translate="no">
                                <p>{host}</p>
                                {lines
                                    .into_iter()
                                    .map(|line| view! { <p class="printcard__line num">{line}</p> })
                                    .collect_view()}
                            </div>
                            <div class="actions">
                                <Button icon=Icon::Print on_press=print>"印刷する"</Button>
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
