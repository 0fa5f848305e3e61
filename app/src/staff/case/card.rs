//! カードを渡す: a neutral card with the lines for her own pages, made together, shown once and put on paper
//! once. The PIN stands nowhere: she types it herself, and nobody else knows it.

use domain::wire::session;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::staff::act::{Act, Refusing};
use crate::staff::call;
use crate::staff::paper::PaperButton;
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
    view! {
        <Dialog id="give-card" title="カードを渡す" open on_close=forget>
            <div class="form">
                <Refusing act/>
                {move || match given.get() {
                    None => {
                        view! {
                            <p>
                                "本人に画面を渡して、暗証番号を二回入れてもらってください。数字で6けたから12けたです。ほかの人が知っている番号（誕生日など）は避けます。"
                            </p>
                            <p class="small muted">
                                "カードを使いきったとき、なくしたとき、だれかに見られたときも、ここで新しいカードを作ります。前のカードは、そのときから使えません。"
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
                        let body = session::CardFile {
                            case: shared.id,
                            lines: lines.clone(),
                        };
                        view! {
                            <Notice kind=NoticeKind::Info title="いちどだけ表示します">
                                <p>
                                    "名前も、何のカードかも書いてありません。暗証番号も書きません。知っているのは本人だけです。"
                                </p>
                                <p>
                                    "紙にできるのは、いま一度だけです。A4に名刺の大きさのカードが10枚ならび、左上の1枚にだけ番号が入ります。ほかの9枚は、だれにでも渡せる同じカードです。切りとって渡したら、PDFのファイルは消してください。書き写してもかまいません。"
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
                                <PaperButton
                                    act
                                    path=session::CARD_FILE
                                    body
                                    name="予約カード"
                                    label="紙にする（PDF）"
                                    icon=Icon::Print
                                />
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
