//! 外に出る準備: the passphrase of this tablet, and the cases that are taken along.

use chrono::{DateTime, Utc};
use domain::id::CaseId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::route::Route;
use crate::staff::door::door;
use crate::staff::{along, tablet, words};
use crate::ui::*;

/// Fewer are guessed too soon.
const SHORTEST: usize = 10;

#[component]
pub(super) fn ReadyPart() -> impl IntoView {
    let door = door();
    view! {
        <section class="panel stack" aria-label="外に出る準備">
            <h2>"外に出る準備"</h2>
            <Show
                when=move || door.prepared.get()
                fallback=|| {
                    view! { <Prepare/> }
                }
            >
                <p>
                    "準備できています。電波のない所でも、合言葉でこの端末を開けます。2分のあいだ触らないと、鍵がかかります。"
                </p>
                <Cases/>
            </Show>
        </section>
    }
}

#[component]
fn Prepare() -> impl IntoView {
    let door = door();
    let passphrase = RwSignal::new(String::new());
    let again = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let prepare = move || {
        let words = passphrase.get_untracked();
        if words.chars().count() < SHORTEST {
            problem.set(Some(format!("合言葉を{SHORTEST}文字以上にしてください。")));
            return;
        }
        if words != again.get_untracked() {
            problem.set(Some(
                "二つの合言葉が違います。もう一度入れてください。".to_owned(),
            ));
            return;
        }
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            crate::staff::clock::pause(30).await;
            let result = tablet::prepare(&words).await;
            busy.try_set(false);
            match result {
                Ok(()) => door.tell("この端末を準備しました"),
                Err(words) => {
                    problem.try_set(Some(words));
                }
            }
        });
    };
    view! {
        <form
            class="form"
            on:submit=move |event| {
                event.prevent_default();
                prepare();
            }
        >
            <p>
                "電波のない所でこの端末を開くための合言葉を決めます。パスワードとは別の言葉にしてください。十回まちがえると、合言葉では開けなくなります（送っていないものは消えません）。"
            </p>
            {move || {
                problem
                    .get()
                    .map(|words| {
                        view! {
                            <Notice kind=NoticeKind::Warning title="まだできていません" live=true>
                                <p>{words}</p>
                            </Notice>
                        }
                    })
            }}
            <TextInput
                id="ready-passphrase"
                label="合言葉"
                value=passphrase
                kind="password"
                help="10文字以上。"
                autocomplete="new-password"
            />
            <TextInput
                id="ready-again"
                label="合言葉（もう一度）"
                value=again
                kind="password"
                autocomplete="new-password"
            />
            <div class="actions">
                <Button kind="submit" variant=Variant::Primary busy>"この端末を準備する"</Button>
            </div>
        </form>
    }
}

#[component]
fn Cases() -> impl IntoView {
    let lines = Memo::new(move |_| {
        door().along.with(|all| {
            all.iter()
                .map(|along| {
                    let case = &along.taken.case;
                    let called = case
                        .called_name
                        .as_deref()
                        .map_or_else(|| case.no.clone(), words::called);
                    (case.id, called, along.taken.until)
                })
                .collect::<Vec<(CaseId, String, DateTime<Utc>)>>()
        })
    });
    view! {
        <h3>"持って出ているケース"</h3>
        <Show
            when=move || !lines.with(Vec::is_empty)
            fallback=|| {
                view! {
                    <p>"ありません。ケースの「このケースの操作」から「この端末に持って出る」を選びます。"</p>
                }
            }
        >
            <ul class="timeline">
                <For each=move || lines.get() key=|line| line.clone() let:line>
                    {
                        let (case, called, until) = line;
                        view! {
                            <li class="entry stack" data-kind="record">
                                <header class="entry__head">
                                    <h4 class="entry__title" translate="no">
                                        <a href=Route::case(case).path()>{called}</a>
                                    </h4>
                                    <span class="entry__when">
                                        {format!("{} まで読めます", words::moment(until))}
                                    </span>
                                </header>
                                <Button
                                    variant=Variant::Tertiary
                                    on_press=move |()| spawn_local(along::put_back(case))
                                >
                                    "持って出るのをやめる"
                                </Button>
                            </li>
                        }
                    }
                </For>
            </ul>
        </Show>
    }
}
