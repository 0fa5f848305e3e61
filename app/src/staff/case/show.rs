//! 見せるモード: the tablet is handed to her. This app is locked first: the worker is signed out, what was shown is
//! gone, and only her own number opens what follows. Where nothing can be reached the tablet itself shows her the plan
//! that was taken along, and nothing else ([`crate::staff::shown`]).

use domain::wire::{ErrorKind, session};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::staff::act::{Act, Refusing};
use crate::staff::door::door;
use crate::staff::{along, call, signin, tablet};
use crate::ui::*;

use super::Shared;

#[component]
pub(super) fn ShowDialog(shared: Shared, open: RwSignal<bool>) -> impl IntoView {
    let act = Act::new();
    let door = door();
    // The server was asked and did not answer.
    let asked = RwSignal::new(false);
    let apart = Memo::new(move |_| asked.get() || door.apart.get() || !door.live.get());
    // A tablet without a passphrase could not be opened again.
    let here = move || {
        door.along.track();
        door.prepared.get() && along::hers(shared.id).is_some()
    };
    let hand_over_here = move |()| {
        act.busy.set(true);
        act.refused.set(None);
        spawn_local(async move {
            let result = tablet::hand_over(shared.id).await;
            act.busy.try_set(false);
            if let Err(words) = result {
                act.refuse(words);
            }
        });
    };
    let hand_over = move |()| {
        act.busy.set(true);
        act.refused.set(None);
        spawn_local(async move {
            let body = session::HandOver { case: shared.id };
            let result = call::post::<_, session::HandedOver>(session::HAND_OVER, &body).await;
            act.busy.try_set(false);
            match result {
                Ok(handed) => signin::hand_over(&handed.place),
                Err(error) => {
                    asked.try_set(error.error == ErrorKind::Unreachable);
                    act.refuse(error.message);
                }
            }
        });
    };
    view! {
        <Dialog id="show-her" title="本人に画面を渡す" open>
            <div class="form">
                <Refusing act/>
                <p>
                    "この端末を本人に渡します。先にあなたのサインインを終え、この画面のものを消します。書きかけのものがあれば、先に保存してください。"
                </p>
                <p>
                    "本人が、自分の暗証番号を入れて開きます（5分まで）。番号は見ないでください。本人がしたことには、あなたがそばにいたことが残ります。"
                </p>
                <p class="small muted">
                    "終わったら本人が「はなれる」を押します。戻るボタンを押しても、サインインの画面です。ほかのアプリに移れないように、端末の「画面の固定」も使ってください。"
                </p>
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=hand_over>
                        "サインインを終えて、渡す"
                    </Button>
                </div>
                <Show when=move || apart.get()>
                    <Show
                        when=here
                        fallback=|| {
                            view! {
                                <Notice kind=NoticeKind::Info title="つながっていません">
                                    <p>
                                        "合言葉で開ける端末に、計画を見せたケースを「持って出る」で入れてあれば、つながらないところでも本人に見せられます。このケースは入っていないか、見せられません。"
                                    </p>
                                </Notice>
                            }
                        }
                    >
                        <Notice kind=NoticeKind::Warning title="つながっていません">
                            <div class="stack">
                            <p>
                                "この端末に入れた計画だけを、見せられます。本人の暗証番号は使えないので、本人かどうかは、あなたが確かめます。本人がしたことには、あなたの端末で、暗証番号なしで答えたことが残ります。"
                            </p>
                            <p>
                                "渡すと、この端末に鍵がかかり、計画のほかは何も開けません。終わったら、あなたの合言葉で開きます。答えは、そのあと、つながったときに届きます。"
                            </p>
                            <Button busy=act.busy on_press=hand_over_here>
                                "鍵をかけて、この端末の計画だけを渡す"
                            </Button>
                            </div>
                        </Notice>
                    </Show>
                </Show>
            </div>
        </Dialog>
    }
}
