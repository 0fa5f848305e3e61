//! 経過: what happened, newest first, a page at a time.

use domain::view::TimelineEntry;
use domain::wire;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::staff::call;
use crate::staff::live;
use crate::staff::outbox::WaitingRecords;
use crate::staff::photo::PhotosOfRecord;
use crate::staff::three_parts::PartsShown;
use crate::staff::words;
use crate::ui::*;

use super::Shared;

#[component]
pub(super) fn TimelinePart(shared: Shared) -> impl IntoView {
    let case = shared.id;
    let entries = RwSignal::new(Vec::<TimelineEntry>::new());
    let before = RwSignal::new(None::<u64>);
    let loaded = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let records_only = RwSignal::new(false);
    let knock = live::of_case(case);
    let turn = StoredValue::new(0_u64);
    // The newest page is asked anew when the case moved on; older pages stay as they are.
    Effect::new(move |_| {
        knock.track();
        turn.update_value(|n| *n += 1);
        let own = turn.get_value();
        spawn_local(async move {
            let result = call::ask(wire::Timeline { case, before: None }).await;
            if turn.try_get_value() != Some(own) {
                return;
            }
            match result {
                Ok(page) => {
                    error.set(None);
                    let oldest = page.entries.last().map_or(0, |entry| entry.seq);
                    let older: Vec<_> = entries.with_untracked(|all| {
                        all.iter()
                            .filter(|entry| entry.seq < oldest)
                            .cloned()
                            .collect()
                    });
                    if older.is_empty() {
                        before.set(page.before);
                    }
                    entries.set(page.entries.into_iter().chain(older).collect());
                    loaded.set(true);
                }
                Err(problem) => error.set(Some(problem.message)),
            }
        });
    });
    let more = move |()| {
        let Some(place) = before.get_untracked() else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let result = call::ask(wire::Timeline {
                case,
                before: Some(place),
            })
            .await;
            if busy.try_set(false).is_some() {
                return;
            }
            match result {
                Ok(page) => {
                    before.set(page.before);
                    entries.update(|all| all.extend(page.entries));
                }
                Err(problem) => error.set(Some(problem.message)),
            }
        });
    };
    let shown = Memo::new(move |_| {
        let only = records_only.get();
        entries.with(|all| {
            all.iter()
                .filter(|entry| !only || entry.record.is_some() || entry.risk.is_some())
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    view! {
        <div class="board__chips">
            <Chips label="しぼりこみ">
                <Chip
                    label="記録だけ"
                    pressed=records_only
                    on_press=move |()| records_only.update(|on| *on = !*on)
                />
            </Chips>
        </div>
        {move || {
            error
                .get()
                .map(|words| view! { <Notice kind=NoticeKind::Warning live=true><p>{words}</p></Notice> })
        }}
        <Show
            when=move || loaded.get()
            fallback=move || {
                error.with(Option::is_none).then(|| view! { <Skeleton shape=SkeletonShape::Rows(5)/> })
            }
        >
            <Show when=move || shown.with(Vec::is_empty)>
                <EmptyState title="まだ記録がありません" icon=Icon::Clock>
                    <p>"「記録する」で書いたことが、新しい順に並びます。"</p>
                </EmptyState>
            </Show>
        </Show>
        <WaitingRecords case/>
        <ol class="timeline">
            <For each=move || shown.get() key=|entry| entry.seq let:entry>
                <Entry entry/>
            </For>
        </ol>
        <Show when=move || before.get().is_some()>
            <Button busy on_press=more>"もっと前を見る"</Button>
        </Show>
    }
}

#[component]
fn Entry(entry: TimelineEntry) -> impl IntoView {
    let title = entry.record.as_ref().map_or_else(
        || entry.title.clone(),
        |record| record.means.label().to_owned(),
    );
    let kind = if entry.record.is_some() {
        "record"
    } else if entry.risk.is_some() {
        "risk"
    } else {
        "step"
    };
    let to_her = entry
        .record
        .as_ref()
        .is_some_and(|record| record.shown_to_her);
    let words = entry.words.clone();
    view! {
        <li class="entry" data-kind=kind data-shared=to_her.then_some("true")>
            <header class="entry__head">
                <h3 class="entry__title">{title}</h3>
                <time class="entry__when">{words::moment(entry.at)}</time>
                <span class="entry__who" translate="no">{entry.by}</span>
                {entry.from.map(|no| view! { <Tag>{no} "の記録"</Tag> })}
            </header>
            {(!words.is_empty()).then(|| view! { <p class="quote" translate="no">{words}</p> })}
            {entry
                .record
                .map(|record| {
                    let next = record.next_step.clone();
                    let (with, support) = (record.with, record.support);
                    view! {
                        {record.safety.then(|| view! { <p><Tag tone=Tone::Care>"安全に関わる"</Tag></p> })}
                        {(!with.is_empty())
                            .then(|| view! { <p class="small muted" translate="no">"相手：" {with}</p> })}
                        <PartsShown parts=record.parts/>
                        {(!support.is_empty())
                            .then(|| view! { <p translate="no">"行った支援：" {support}</p> })}
                        <PhotosOfRecord photos=record.photos/>
                        {(!next.is_empty())
                            .then(|| view! { <p translate="no">"つぎ：" {next}</p> })}
                    }
                })}
            {entry
                .risk
                .map(|risk| {
                    view! {
                        <p>
                            "危険度 " {risk.risk.label()} "　緊急度 " {risk.urgency.label()} "　"
                            <span class="small muted">{risk.tool}</span>
                        </p>
                        {risk.parts.map(|parts| view! { <PartsShown parts/> })}
                    }
                })}
            {to_her
                .then(|| {
                    view! {
                        <footer class="entry__foot">
                            <IconMark icon=Icon::Eye/>
                            "本人も、事実と本人の言葉を見られます"
                        </footer>
                    }
                })}
        </li>
    }
}
