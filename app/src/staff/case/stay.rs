//! 在留資格 and its last day.

use domain::access::Action;
use domain::calendar;
use domain::command::CaseCommand;
use domain::watch::{Stay, WatchCommand};
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::staff::words;
use crate::ui::*;

use super::Shared;
use super::act_dialog::ActDialog;

#[component]
pub(super) fn StayPanel(shared: Shared) -> impl IntoView {
    let stay = shared.part(|view| {
        let watch = view.watch.as_ref();
        watch.map(|watch| watch.stay.clone()).unwrap_or_default()
    });
    let may = shared.has(Action::KeepDates);
    let open = RwSignal::new(false);
    let none = Memo::new(move |_| stay.with(|stay| *stay == Stay::default()));
    view! {
        <section class="panel" aria-labelledby="stay-title">
            <div class="panel__head">
                <h2 id="stay-title">"在留資格"</h2>
                <Show when=move || may.get()>
                    <Button on_press=move |()| open.set(true)>"在留資格を記録する"</Button>
                </Show>
            </div>
            <Show
                when=move || !none.get()
                fallback=|| view! { <p class="muted">"記録はありません。必要なときだけ書きます。"</p> }
            >
                <p translate="no">
                    {move || stay.with(|stay| stay.words.clone())} "　"
                    {move || {
                        stay.with(|stay| stay.until.map(|day| format!("{}まで", words::date(day))))
                    }}
                </p>
            </Show>
        </section>
        <StayDialog shared open stay/>
    }
}

#[component]
fn StayDialog(shared: Shared, open: RwSignal<bool>, stay: Memo<Stay>) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let until = RwSignal::new(String::new());
    let act = Act::new();
    // Opens with what stands, so that a new day does not wipe the words.
    Effect::new(move |_| {
        if open.get() {
            let known = stay.get_untracked();
            said.set(known.words);
            let day = known.until.map(|day| calendar::wareki(day).to_string());
            until.set(day.unwrap_or_default());
        }
    });
    let save = move |()| {
        let until = match until.get_untracked() {
            text if text.trim().is_empty() => None,
            text => match calendar::parse(&text) {
                Ok(day) => Some(day),
                Err(problem) => return act.refuse(problem.words()),
            },
        };
        let command = CaseCommand::Watch(WatchCommand::KeepStay {
            words: said.get_untracked(),
            until,
        });
        act.case(
            shared.id,
            command,
            "在留資格を記録しました",
            move |_| {
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog id="stay" title="在留資格を記録する" open act send="記録する" on_send=save>
            <TextInput id="stay-words" label="在留資格" need=Need::Optional value=said/>
            <DateInput
                id="stay-until"
                label="在留期間の終わり"
                help="終わりの3か月前に知らせます。"
                need=Need::Optional
                value=until
            />
        </ActDialog>
    }
}
