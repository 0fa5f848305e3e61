//! 送信箱: what was not sent, to be read and taken back.

use domain::calendar;
use domain::command::{Command, CouncilCommand};
use domain::id::{CaseId, CommandId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::staff::door::door;
use crate::staff::file::NOT_HANDED_OVER;
use crate::staff::photo::{self, PhotosWaiting};
use crate::staff::three_parts::PartsShown;
use crate::staff::words::clock;
use crate::ui::*;

use super::ready::ReadyPart;
use super::{
    Fate, RECORD, Row, WRITTEN_OUT, find, is_of, mending, rows, say_first, send_again, take_back,
    try_anew, words,
};

/// Words for what nobody knows of.
const UNSURE: &str = "前に開いていたとき、届いたかどうか分からないまま画面が閉じました。もう一度送っても、二重にはなりません。";

/// Words for what came from another device.
const LEFT: &str = "ほかの端末で書いたものです。その端末に鍵がかかっていたか、端末を使えなくなったので、ここに届きました。読んで、まちがいなければ送ってください。もう送ってあっても、二重にはなりません。";

/// Words for a form that is not free.
const HALF_WRITTEN: &str =
    "書きかけのものが、もうあります。先にそれを送るか消してから、もう一度押してください。";

/// Words for what something later rests on.
const GONE_ON: &str =
    "このあとに書いたものが、これの続きです。先に、あとのものを送るか取り下げてください。";

/// The box itself.
#[component]
pub fn OutboxScreen() -> impl IntoView {
    let door = door();
    let ids = |refused: bool| {
        Memo::new(move |_| {
            rows().with(|all| {
                all.iter()
                    .filter(|row| match row.fate {
                        Fate::Waiting => !refused,
                        Fate::Refused { .. } | Fate::Unsure => refused,
                        Fate::Arrived { .. } => false,
                    })
                    .map(|row| row.id)
                    .collect::<Vec<CommandId>>()
            })
        })
    };
    let (refused, waiting) = (ids(true), ids(false));
    spawn_local(super::take_over());
    let none = move || refused.with(Vec::is_empty) && waiting.with(Vec::is_empty);
    view! {
        <div class="page page--narrow stack">
            <h1>"送信箱"</h1>
            <p>
                "まだサーバーに届いていないものです。この端末に鍵をかけて置いてあり、サインインした本人だけが読めます。つながると、書いた順に自動で送ります。"
            </p>
            <Show when=move || !door.keeps.get()>
                <Notice kind=NoticeKind::Warning title="いまは端末に残せません">
                    <p>"つながっていないか、このブラウザーが保存をゆるしていません。送り終わるまで、この画面を閉じないでください。"</p>
                </Notice>
            </Show>
            <Show when=none>
                <EmptyState title="送っていないものはありません" icon=Icon::Check>
                    <p>"書いたものは、すべてサーバーに届いています。"</p>
                </EmptyState>
            </Show>
            <Show when=move || !refused.with(Vec::is_empty)>
                <section class="panel stack" aria-label="確認が必要">
                    <h2>"確認が必要"</h2>
                    <p>"届かなかったか、届いたかどうか分からないものです。内容はここに残っています。"</p>
                    <ul class="timeline">
                        <For each=move || refused.get() key=|id| *id let:id>
                            <OutboxRow id/>
                        </For>
                    </ul>
                </section>
            </Show>
            <Show when=move || !waiting.with(Vec::is_empty)>
                <section class="panel stack" aria-label="送信待ち">
                    <h2>"送信待ち"</h2>
                    <ul class="timeline">
                        <For each=move || waiting.get() key=|id| *id let:id>
                            <OutboxRow id/>
                        </For>
                    </ul>
                    <Button on_press=move |()| spawn_local(send_again())>"いま送る"</Button>
                </section>
            </Show>
            <ReadyPart/>
        </div>
    }
}

fn row(id: CommandId) -> Option<Row> {
    rows().with(|all| all.iter().find(|row| row.id == id).cloned())
}

#[component]
fn OutboxRow(id: CommandId) -> impl IntoView {
    // Why it was not done.
    let held_up = RwSignal::new(None::<&'static str>);
    let refused = move || matches!(row(id).map(|row| row.fate), Some(Fate::Refused { .. }));
    let left = move || row(id).is_some_and(|row| row.left);
    let why = if row(id).is_some_and(|row| row.left) {
        "ほかの端末から届きました"
    } else {
        "送れていない理由"
    };
    let reason = move || match row(id).map(|row| row.fate) {
        Some(Fate::Refused { words }) => Some(words),
        Some(Fate::Unsure) if left() => Some(LEFT.to_owned()),
        Some(Fate::Unsure) => Some(UNSURE.to_owned()),
        _ => None,
    };
    let what = row(id).map(|row| {
        (
            words::title(&row),
            when(row.occurred_at),
            words::written(&row.command),
        )
    });
    let (kind, at, written) = what.unwrap_or_default();
    let kind_of = row(id).map(|row| row.kind()).unwrap_or_default();
    let mendable = row(id).is_some_and(|row| mending::place(&row).is_some());
    let mend = move |()| {
        spawn_local(async move {
            let Some(row) = row(id) else { return };
            match mending::begin(&row).await {
                Some(place) => {
                    take_back(id);
                    door().go(place);
                }
                None => held_up.set(Some(HALF_WRITTEN)),
            }
        });
    };
    let withdraw = move |()| match row(id).is_some_and(|row| mending::is_gone_on(&row)) {
        true => held_up.set(Some(GONE_ON)),
        false => take_back(id),
    };
    let kept = StoredValue::new((kind.clone(), written.clone()));
    let write_out = move |()| {
        let (kind, lines) = kept.get_value();
        let mut text = vec![format!("{kind}　{at}", at = at_of(id))];
        text.extend(reason().map(|words| format!("送れていない理由：{words}")));
        text.extend(lines);
        let pictures = row(id).map(|row| photo::pictures_of(row.fields()));
        let pictures = pictures.unwrap_or_default();
        let note = Command::Council(CouncilCommand::NoteWrittenOut {
            envelope: id,
            case: row(id).and_then(|row| row.case()),
            pictures: pictures.len(),
        });
        spawn_local(async move {
            // Nothing leaves the tablet without a lock that nobody knows of.
            if let Err(words) = say_first(note).await {
                door().tell(words);
            } else if mending::write_out(&text.join("\n\n"), &pictures).is_none() {
                door().tell(NOT_HANDED_OVER);
            }
        });
    };
    let stays = kind_of == WRITTEN_OUT;
    view! {
        <li class="entry stack" data-kind="record">
            <header class="entry__head">
                <h3 class="entry__title">{kind}</h3>
                <span class="entry__when">{at}</span>
            </header>
            {move || {
                reason()
                    .map(|words| {
                        view! {
                            <Notice kind=NoticeKind::Warning title=why>
                                <p>{words}</p>
                            </Notice>
                        }
                    })
            }}
            <div class="stack" translate="no">
                {written.into_iter().map(|text| view! { <p class="quote">{text}</p> }).collect_view()}
            </div>
            {row(id).map(|row| view! { <PhotosWaiting fields=row.fields().clone()/> })}
            <div class="actions">
                <Show when=move || mendable && refused()>
                    <Button variant=Variant::Primary on_press=mend>"直して送る"</Button>
                </Show>
                <Show when=move || reason().is_some()>
                    <Button on_press=move |()| try_anew(id)>
                        {move || if left() { "送る" } else { "もう一度送る" }}
                    </Button>
                    <Sure
                        label="書き出す"
                        warning="鍵のかからないファイルが、この端末に残ります。書き出したことは記録されます。"
                        yes="ファイルに書き出す"
                        on_yes=write_out
                    />
                </Show>
                <Show when=move || !stays>
                    <Sure
                        label="取り下げる"
                        warning="この内容は消えて、戻せません。"
                        yes="消して取り下げる"
                        on_yes=withdraw
                    />
                </Show>
            </div>
            <div aria-live="polite">
                {move || held_up.get().map(|words| view! { <p>{words}</p> })}
            </div>
        </li>
    }
}

fn at_of(id: CommandId) -> String {
    row(id).map(|row| when(row.occurred_at)).unwrap_or_default()
}

/// A button whose press has consequences, and the question before them.
#[component]
fn Sure(
    label: &'static str,
    warning: &'static str,
    yes: &'static str,
    #[prop(into)] on_yes: Callback<()>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    view! {
        <Show
            when=move || asking.get()
            fallback=move || {
                view! {
                    <Button variant=Variant::Tertiary on_press=move |()| asking.set(true)>
                        {label}
                    </Button>
                }
            }
        >
            <span>{warning}</span>
            <Button variant=Variant::Tertiary on_press=move |()| asking.set(false)>"やめる"</Button>
            <Button
                variant=Variant::Danger
                on_press=move |()| {
                    asking.set(false);
                    on_yes.run(());
                }
            >
                {yes}
            </Button>
        </Show>
    }
}

fn when(at: chrono::DateTime<chrono::Utc>) -> String {
    let at = calendar::jst(at);
    format!("{} {}", calendar::wareki(at.date()), clock(at))
}

/// The records of a case that wait here, above its timeline.
#[component]
pub fn WaitingRecords(case: CaseId) -> impl IntoView {
    view! {
        <WaitingHere label="まだ送っていない記録" case kinds=&[RECORD] about=Vec::new()/>
    }
}

/// What was done to a case and waits here, where it will stand once it has arrived.
#[component]
pub fn WaitingHere(
    label: &'static str,
    case: CaseId,
    /// As [`Row::kind`] names them.
    kinds: &'static [&'static str],
    /// The one thing of the case that it is about: a field of the command with its id. Any, without one.
    about: Vec<(&'static str, String)>,
) -> impl IntoView {
    let ids = Memo::new(move |_| {
        let waits = |row: &&Row| is_of(row, case, kinds, &about) && !row.has_arrived();
        rows().with(|all| {
            all.iter()
                .filter(waits)
                .map(|row| row.id)
                .collect::<Vec<CommandId>>()
        })
    });
    view! {
        <Show when=move || !ids.with(Vec::is_empty)>
            <section class="panel stack" aria-label=label>
                <h3>{label}</h3>
                <ul class="timeline">
                    <For each=move || ids.get() key=|id| *id let:id>
                        <WaitingRow id/>
                    </For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn WaitingRow(id: CommandId) -> impl IntoView {
    let found = find(id);
    let state = move || match row(id).map(|row| row.fate) {
        Some(Fate::Refused { .. }) => "確認が必要です（送信箱で理由を読めます）",
        _ => "端末に保存済み・送信待ち",
    };
    found.map(|row| {
        let fields = row.fields();
        let part = |name: &str| fields.get(name).cloned().unwrap_or_default();
        let happened_at = serde_json::from_value(part("happened_at")).unwrap_or(row.occurred_at);
        let said = match serde_json::from_value(part("parts")) {
            Ok(parts) => view! { <PartsShown parts/> }.into_any(),
            Err(_) => view! { <Said row=row.clone()/> }.into_any(),
        };
        view! {
            <li class="entry stack" data-kind="record">
                <header class="entry__head">
                    <h4 class="entry__title">{state}</h4>
                    <span class="entry__when">{when(happened_at)}</span>
                </header>
                {said}
                <PhotosWaiting fields=row.fields().clone()/>
            </li>
        }
    })
}

/// What it is, and what it says.
#[component]
fn Said(row: Row) -> impl IntoView {
    view! {
        <p>{words::title(&row)}</p>
        <div class="stack" translate="no">
            {words::written(&row.command)
                .into_iter()
                .map(|text| view! { <p class="quote">{text}</p> })
                .collect_view()}
        </div>
    }
}
