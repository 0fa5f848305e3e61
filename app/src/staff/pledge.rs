//! 誓約: read and signed before the first case opens (法15条5項). Nothing else is on this page.

use domain::command::CouncilCommand;
use domain::council::DutyHolderKind;
use leptos::prelude::*;

use crate::ui::*;

use super::act::{Act, Refusing};
use super::door::door;
use super::{call, words};

/// What is signed. A new wording asks everyone to sign anew.
const TEXT: [&str; 4] = [
    "支援調整会議で知ったことは、だれにも漏らしません。家族にも、ほかの職場にも話しません。",
    "資料は、支援のために必要なときだけ開きます。写しを持ち帰りません。",
    "居場所がわかることは、名簿にある人とだけ話します。",
    "役目が終わったあとも、この約束は続きます（困難な問題を抱える女性への支援に関する法律 第15条第5項）。",
];

/// The interruption page.
#[component]
pub fn PledgePage() -> impl IntoView {
    let door = door();
    let holder = RwSignal::new(String::new());
    let read = RwSignal::new(false);
    let act = Act::new();
    let options = vec![
        Choice::new("public", "国・都道府県・市町村の職員"),
        Choice::new("corporation", "法人・団体の役員や職員"),
        Choice::new("individual", "個人で関わっている人"),
    ];
    let sign = move |()| {
        let holder = match holder.get_untracked().as_str() {
            "public" => DutyHolderKind::PublicOrgan,
            "corporation" => DutyHolderKind::Corporation,
            "individual" => DutyHolderKind::Individual,
            _ => return act.refuse("あなたの立場を一つ選んでください。"),
        };
        if !read.get_untracked() {
            return act.refuse("文を読んで、チェックを入れてください。");
        }
        act.council(
            CouncilCommand::SignPledge { holder },
            "誓約を受け取りました",
            move |_| {
                leptos::task::spawn_local(async move {
                    if let Ok(me) = call::ask(domain::wire::Me {}).await {
                        door.me.set(Some(me));
                    }
                });
            },
        );
    };
    view! {
        <div class="page page--narrow page--centre stack">
            <h1>"はじめに、秘密を守る約束をお願いします"</h1>
            <p>{move || format!("{}　年度の終わりまで有効です。", words::date(door.today()))}</p>
            <section class="panel" aria-label="約束の文">
                <ul>{TEXT.iter().map(|line| view! { <li>{*line}</li> }).collect_view()}</ul>
            </section>
            <form class="form" on:submit=move |event| event.prevent_default()>
                <Refusing act/>
                <RadioGroup id="holder" label="あなたの立場" options value=holder/>
                <Check id="read-it" label="読みました。約束します。" checked=read/>
                <div class="actions">
                    <Button variant=Variant::Primary busy=act.busy on_press=sign>"署名して始める"</Button>
                </div>
            </form>
        </div>
    }
}
