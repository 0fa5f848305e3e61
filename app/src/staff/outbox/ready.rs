//! 外に出る準備: the passphrase of this tablet, and the cases that are taken along.

use chrono::{DateTime, Utc};
use domain::id::CaseId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::route::Route;
use crate::staff::door::door;
use crate::staff::entry_form::{EntryForm, Try};
use crate::staff::kept::MOST_TRIES;
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
                    {format!(
                        "準備できています。電波のない所でも、合言葉でこの端末を開けます。{}分のあいだ触らないと、鍵がかかります。",
                        tablet::REST.num_minutes(),
                    )}
                </p>
                <Cases/>
                <h3>"新しく書く"</h3>
                <div class="actions">
                    <LinkButton href=Route::Outreach.path() icon=Icon::Plus>"外で会った人"</LinkButton>
                    <LinkButton href=Route::Patrols.path() icon=Icon::Plus>"見回り"</LinkButton>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn Prepare() -> impl IntoView {
    let passphrase = RwSignal::new(String::new());
    let again = RwSignal::new(String::new());
    let attempt = Try::new();
    let prepare = move || {
        let words = passphrase.get_untracked();
        if words.chars().count() < SHORTEST {
            return attempt.refuse(format!("合言葉を{SHORTEST}文字以上にしてください。"));
        }
        if words != again.get_untracked() {
            return attempt.refuse("二つの合言葉が違います。もう一度入れてください。");
        }
        attempt.run(async move {
            tablet::prepare(&words).await?;
            door().tell("この端末を準備しました");
            Ok(())
        });
    };
    view! {
        <p>
            {format!(
                "電波のない所でこの端末を開くための合言葉を決めます。パスワードとは別の言葉にしてください。{MOST_TRIES}回まちがえると、合言葉では開けなくなります（送っていないものは消えません）。",
            )}
        </p>
        <EntryForm attempt title="まだできていません" send="この端末を準備する" on_send=prepare>
            <TextInput
                id="ready-passphrase"
                label="合言葉"
                value=passphrase
                kind="password"
                help=format!("{SHORTEST}文字以上。")
                autocomplete="new-password"
            />
            <TextInput
                id="ready-again"
                label="合言葉（もう一度）"
                value=again
                kind="password"
                autocomplete="new-password"
            />
        </EntryForm>
    }
}

#[component]
fn Cases() -> impl IntoView {
    let lines = Memo::new(move |_| {
        door().along.with(|all| {
            all.iter()
                .map(|along| (along.case, along.name(), along.until))
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
