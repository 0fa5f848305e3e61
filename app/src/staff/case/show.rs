//! 見せるモード: the tablet is handed to her. This app is locked first: the worker is signed out, what was shown is
//! gone, and only her own number opens what follows.

use domain::wire::session;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::staff::act::{Act, Refusing};
use crate::staff::{call, signin};
use crate::ui::*;

use super::Shared;

#[component]
pub(super) fn ShowDialog(shared: Shared, open: RwSignal<bool>) -> impl IntoView {
    let act = Act::new();
    let hand_over = move |()| {
        act.busy.set(true);
        act.refused.set(None);
        spawn_local(async move {
            let body = session::HandOver { case: shared.id };
            let result = call::post::<_, session::HandedOver>(session::HAND_OVER, &body).await;
            act.busy.try_set(false);
            match result {
                Ok(handed) => signin::hand_over(&handed.place),
                Err(error) => act.refuse(error.message),
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
            </div>
        </Dialog>
    }
}
