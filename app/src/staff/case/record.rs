//! 記録する: one entry of the timeline, in three boxes (F-08).

use chrono::{DateTime, Utc};
use domain::calendar;
use domain::command::CaseCommand;
use domain::form::InfoCategory;
use domain::id::{CaseId, RecordId};
use domain::photo::NewPhoto;
use domain::record::{Means, ThreeParts};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::staff::act::Act;
use crate::staff::draft::{self, Draft};
use crate::staff::photo::{PhotoField, Photos};
use crate::staff::{clock, ids, words};
use crate::ui::*;

use super::Shared;
use super::act_dialog::ActDialog;
use super::parts::{PartsFields, Typed};
use super::pick::{self, TickMany};

/// What stands in the dialog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Written {
    means: String,
    date: String,
    time: String,
    with: String,
    parts: ThreeParts,
    support: String,
    next: String,
    kinds: Vec<String>,
    safety: bool,
    to_her: bool,
    #[serde(default)]
    photos: Vec<NewPhoto>,
}

impl Draft for Written {
    fn is_empty(&self) -> bool {
        self.parts.is_empty()
            && self.photos.is_empty()
            && [&self.with, &self.support, &self.next]
                .iter()
                .all(|text| text.trim().is_empty())
    }
}

/// Where a half-written record of this case is kept.
fn draft_name(case: CaseId) -> String {
    format!("record-{}", case.0)
}

/// A record as it was sent.
#[derive(Deserialize)]
struct SentRecord {
    happened_at: DateTime<Utc>,
    means: Means,
    with: String,
    parts: ThreeParts,
    support: String,
    categories: Vec<InfoCategory>,
    next_step: String,
    safety: bool,
    shown_to_her: bool,
    #[serde(default)]
    photos: Vec<NewPhoto>,
}

/// The same as it stands in the dialog; nothing where the fields are those of something else.
fn written(fields: &Value) -> Option<Written> {
    let sent: SentRecord = serde_json::from_value(fields.clone()).ok()?;
    let at = calendar::jst(sent.happened_at);
    Some(Written {
        means: pick::place(&Means::ALL, &sent.means),
        date: calendar::wareki(at.date()).to_string(),
        time: words::clock(at),
        with: sent.with,
        parts: sent.parts,
        support: sent.support,
        next: sent.next_step,
        kinds: sent
            .categories
            .iter()
            .map(|kind| pick::place(&InfoCategory::ALL, kind))
            .collect(),
        safety: sent.safety,
        to_her: sent.shown_to_her,
        photos: sent.photos,
    })
}

/// Puts a record that was not taken back into the form of its case. False where something half-written
/// stands there already.
pub(in crate::staff) async fn mend_record(case: CaseId, fields: &Value) -> bool {
    let name = draft_name(case);
    match written(fields) {
        Some(written) => {
            draft::there::<Written>(&name).await.is_none()
                && draft::put(&name, &written).await.is_ok()
        }
        None => false,
    }
}

/// Forgets the half-written record that this one was made from.
pub(in crate::staff) async fn record_sent(case: CaseId, fields: &Value) {
    let name = draft_name(case);
    if let Some(sent) = written(fields)
        && draft::there::<Written>(&name).await == Some(sent)
    {
        draft::forget(name);
    }
}

#[component]
pub(super) fn RecordDialog(shared: Shared, open: RwSignal<bool>) -> impl IntoView {
    let means = RwSignal::new(String::new());
    let date = RwSignal::new(String::new());
    let time = RwSignal::new(String::new());
    let with = RwSignal::new(String::new());
    let typed = Typed::new();
    let support = RwSignal::new(String::new());
    let safety = RwSignal::new(false);
    let kinds = RwSignal::new(Vec::<String>::new());
    let next = RwSignal::new(String::new());
    let to_her = RwSignal::new(false);
    let photos = Photos::new();
    let record = StoredValue::new(RecordId(ids::new()));
    let act = Act::keeping().drafted();
    let read = move || Written {
        means: means.get(),
        date: date.get(),
        time: time.get(),
        with: with.get(),
        parts: typed.watch(),
        support: support.get(),
        next: next.get(),
        kinds: kinds.get(),
        safety: safety.get(),
        to_her: to_her.get(),
        photos: photos.watch(),
    };
    let kept = draft::keep(draft_name(shared.id), read, move |kept: Written| {
        means.set(kept.means);
        date.set(kept.date);
        time.set(kept.time);
        with.set(kept.with);
        typed.write(kept.parts);
        support.set(kept.support);
        next.set(kept.next);
        kinds.set(kept.kinds);
        safety.set(kept.safety);
        to_her.set(kept.to_her);
        photos.write(kept.photos);
    });
    // The time is now until somebody says otherwise.
    Effect::new(move |_| {
        if open.get() && date.with_untracked(String::is_empty) {
            let now = calendar::jst(clock::now());
            date.set(calendar::wareki(now.date()).to_string());
            time.set(words::clock(now));
        }
    });
    let save = move |()| {
        let Some(chosen) = pick::one(&Means::ALL, means) else {
            return act.refuse("相談の方法を一つ選んでください。");
        };
        let day = match calendar::parse(&date.get_untracked()) {
            Ok(day) => day,
            Err(problem) => return act.refuse(problem.words()),
        };
        let at = words::read_clock(&time.get_untracked())
            .and_then(|(hour, minute)| day.and_hms_opt(hour, minute, 0));
        let Some(at) = at else {
            return act.refuse("時刻を 21:40 のように入れてください。");
        };
        if let Some(words) = photos.lacks() {
            return act.refuse(words);
        }
        let command = CaseCommand::WriteRecord {
            record: record.get_value(),
            happened_at: calendar::instant(at),
            means: chosen,
            with: with.get_untracked(),
            parts: typed.read(),
            support: support.get_untracked(),
            categories: pick::categories(kinds).into_iter().collect(),
            next_step: next.get_untracked(),
            safety: safety.get_untracked(),
            shown_to_her: to_her.get_untracked(),
            photos: photos.read(),
        };
        act.case(shared.id, command, "記録しました", move |_| {
            record.set_value(RecordId(ids::new()));
            typed.clear();
            for text in [date, time, with, support, next, means] {
                text.try_set(String::new());
            }
            kinds.try_set(Vec::new());
            safety.try_set(false);
            to_her.try_set(false);
            photos.clear();
            open.try_set(false);
        });
    };
    view! {
        <Show when=move || kept.found.get() && !open.get()>
            <Notice kind=NoticeKind::Info title="書きかけの記録があります">
                <p>"この端末に残っていました。まだ送っていません。"</p>
                <Button on_press=move |()| open.set(true)>"続きを書く"</Button>
            </Notice>
        </Show>
        <ActDialog id="record" title="記録する" open act send="記録する" on_send=save>
            <RadioGroup
                id="record-means"
                label="方法"
                options=pick::choices(&Means::ALL, Means::label)
                value=means
                layout=Layout::Row
            />
            <div class="form__two">
                <DateInput id="record-date" label="あった日" value=date/>
                <TextInput id="record-time" label="時刻（例 21:40）" value=time width=Width::Short/>
            </div>
            <TextInput
                id="record-with"
                label="相手（本人、同伴の人、機関の担当など）"
                need=Need::Optional
                value=with
            />
            <PartsFields id="record" typed shared=act.wording/>
            <TextArea
                id="record-support"
                label="行った支援"
                help="したこと。つないだ先、渡したもの、一緒に行ったところ。"
                need=Need::Optional
                value=support
                rows=2
                shared=act.wording
            />
            <TextInput id="record-next" label="つぎにすること" value=next shared=act.wording/>
            <PhotoField id="record-photos" photos shared=act.wording/>
            <TickMany
                id="record-kinds"
                label="何についての記録か"
                help="選ばないと、全体を見られる人だけが読めます。"
                options=Signal::stored(pick::category_options())
                value=kinds
            />
            <Check
                id="record-safety"
                label="安全に関わる（経過で目立つしるしが付きます）"
                checked=safety
            />
            <Check
                id="record-her"
                label="本人と確かめた。本人の画面にも出す（所見は出ません）"
                checked=to_her
            />
        </ActDialog>
    }
}
