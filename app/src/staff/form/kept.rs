//! A paper whose words are kept on the device while it is filled in ([`draft`]).

use domain::conflict::put;
use domain::form::{FormData, Value};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::staff::clock;
use crate::staff::door::door;
use crate::staff::draft::{self, Draft, Kept};
use crate::ui::*;

/// What somebody has changed on a paper since it was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Unsent {
    /// What the paper makes: sent twice under one number it stands once.
    id: Uuid,
    start: FormData,
    /// The paper as the server had it then; none where it stands nowhere yet.
    #[serde(default)]
    seen: Option<FormData>,
    now: FormData,
}

/// A whole paper that was never sent, as a change of nothing ([`Unsent`] as it is kept).
pub fn unsent(id: Uuid, now: &serde_json::Value) -> serde_json::Value {
    serde_json::json!({ "id": id, "start": {}, "now": now })
}

/// Changes on a paper that stands already, as they were sent: `fields` are those of the command.
pub fn unsent_changes(id: Uuid, fields: &serde_json::Value) -> serde_json::Value {
    // Programs of before did not say what they saw.
    let nothing = serde_json::json!({});
    let seen = Some(&fields["seen"]).filter(|seen| seen.is_object());
    let seen = seen.unwrap_or(&nothing);
    serde_json::json!({ "id": id, "start": seen, "seen": seen, "now": &fields["form"] })
}

impl Unsent {
    /// The fields that were changed; none = emptied.
    fn changes(&self) -> impl Iterator<Item = (&String, Option<&Value>)> {
        let emptied = self
            .start
            .0
            .keys()
            .filter(|key| !self.now.0.contains_key(*key));
        let written = self
            .now
            .0
            .iter()
            .filter(|(key, value)| self.start.get(key) != Some(*value));
        let written = written.map(|(key, value)| (key, Some(value)));
        written.chain(emptied.map(|key| (key, None)))
    }

    /// The words among what was changed.
    fn written(&self) -> Vec<String> {
        self.changes()
            .filter_map(|(_, value)| match value {
                Some(Value::Text(text)) => Some(vec![text.clone()]),
                Some(Value::Lines(lines)) => Some(lines.clone()),
                _ => None,
            })
            .flatten()
            .filter(|text| !text.trim().is_empty())
            .collect()
    }

    /// The same changes on the paper as it stands today: what others changed meanwhile stays.
    fn on(&self, mut paper: FormData) -> FormData {
        for (key, value) in self.changes() {
            put(&mut paper, key, value.cloned());
        }
        paper
    }

    /// What its writer saw: of what was changed as it was then, of everything else as it `stands` today.
    fn seen_on(&self, mut stands: FormData) -> FormData {
        let then = self.seen.as_ref().unwrap_or(&self.start);
        for (key, _) in self.changes() {
            put(&mut stands, key, then.get(key).cloned());
        }
        stands
    }
}

impl Draft for Unsent {
    fn is_empty(&self) -> bool {
        self.changes().next().is_none()
    }
}

/// A paper that is being filled in. Cheap to copy.
#[derive(Clone, Copy)]
pub struct KeptPaper {
    pub data: RwSignal<FormData>,
    id: StoredValue<Uuid>,
    start: StoredValue<FormData>,
    /// As it stood when this window opened it.
    stands: StoredValue<FormData>,
    /// As it stood where its writer began.
    seen: StoredValue<FormData>,
    kept: Kept,
    /// Goes up with each time the fields have to be built anew.
    round: RwSignal<u32>,
}

impl KeptPaper {
    /// A paper that begins with `start`. What was changed on it before, under this name, is put back.
    pub fn new(name: impl Into<String>, id: Uuid, start: FormData) -> Self {
        Self::on(name, id, start, FormData::default())
    }

    /// As [`KeptPaper::new`], of a paper that stands already as `seen`.
    pub fn on(name: impl Into<String>, id: Uuid, start: FormData, seen: FormData) -> Self {
        let data = RwSignal::new(start.clone());
        let id = StoredValue::new(id);
        let start = StoredValue::new(start);
        let stands = StoredValue::new(seen.clone());
        let seen = StoredValue::new(seen);
        let round = RwSignal::new(0);
        let kept = draft::keep(
            name.into(),
            move || Unsent {
                id: id.get_value(),
                start: start.get_value(),
                seen: Some(seen.get_value()),
                now: data.get(),
            },
            move |unsent: Unsent| {
                id.set_value(unsent.id);
                seen.set_value(unsent.seen_on(stands.get_value()));
                data.set(unsent.on(start.get_value()));
                round.update(|round| *round += 1);
            },
        );
        Self {
            data,
            id,
            start,
            stands,
            seen,
            kept,
            round,
        }
    }

    /// The number of what the paper makes.
    pub fn id(self) -> Uuid {
        self.id.get_value()
    }

    /// The paper as it stood where its writer began.
    pub fn seen(self) -> FormData {
        self.seen.get_value()
    }

    /// The writer has seen by now that a field says this; none = nothing.
    pub fn saw(self, field: &str, value: Option<Value>) {
        self.seen.update_value(|seen| put(seen, field, value));
    }

    /// What to do once it was sent ([`Kept::end`]).
    pub fn end(self) -> impl FnOnce() + 'static {
        self.kept.end()
    }

    fn begin_anew(self) {
        self.seen.set_value(self.stands.get_value());
        self.data.set(self.start.get_value());
        self.round.update(|round| *round += 1);
    }
}

/// Says that something half written was put back, and offers to throw it away.
#[component]
pub fn PutBack(kept: Kept, #[prop(into)] on_anew: Callback<()>) -> impl IntoView {
    view! {
        <Show when=move || kept.found.get()>
            <Notice kind=NoticeKind::Info title="書きかけを戻しました">
                <p>"この端末に残っていました。まだ送っていません。"</p>
                <Button on_press=on_anew>"書きかけを消して、はじめから書く"</Button>
            </Notice>
        </Show>
    }
}

/// The fields of a kept paper. They stand once the device has been asked what it holds of them.
#[component]
pub fn KeptFields(paper: KeptPaper, children: ChildrenFn) -> impl IntoView {
    let fields = StoredValue::new(children);
    let shown = Memo::new(move |_| paper.kept.looked.get().then(|| paper.round.get()));
    view! {
        <PutBack kept=paper.kept on_anew=move |()| paper.begin_anew()/>
        {move || shown.get().map(|_| fields.with_value(|fields| fields()))}
    }
}

/// What the reader had written on a paper that was finished elsewhere meanwhile: to be copied from.
#[component]
pub fn LeftBehind(#[prop(into)] name: String) -> impl IntoView {
    let name = StoredValue::new(name);
    let found = RwSignal::new(Vec::<String>::new());
    Effect::new(move |_| {
        if !door().keeps.get() {
            return;
        }
        spawn_local(async move {
            // The last words may be on their way to the disk.
            clock::pause(2 * draft::REST).await;
            let Some(name) = name.try_get_value() else {
                return;
            };
            if let Some(unsent) = draft::there::<Unsent>(&name).await {
                found.try_set(unsent.written());
            }
        });
    });
    let forget = move |()| {
        draft::forget(name.get_value());
        found.set(Vec::new());
    };
    view! {
        <Show when=move || !found.with(Vec::is_empty)>
            <Notice kind=NoticeKind::Warning title="送られなかった書きかけがあります">
                <p>"ここで書いている間に、ほかの画面から出されました。書きかけは、この端末だけに残っています。"</p>
                <div class="stack" translate="no">
                    <For each=move || found.get() key=|text| text.clone() let:text>
                        <p class="quote">{text}</p>
                    </For>
                </div>
                <Button on_press=forget>"書きかけを消す"</Button>
            </Notice>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Value {
        Value::Text(words.to_owned())
    }

    #[test]
    fn what_was_changed_goes_onto_the_paper_of_today_and_leaves_what_others_wrote() {
        let start = FormData::default()
            .with("facts", text("きのう"))
            .with("gone", text("消す"))
            .with("theirs", text("前"));
        let mut now = start.clone().with("facts", text("きょう"));
        now.0.remove("gone");
        let unsent = Unsent {
            id: Uuid::nil(),
            start: start.clone(),
            seen: Some(start.clone()),
            now,
        };
        let today = start
            .with("theirs", text("後"))
            .with("facts", text("ほかの人"));
        let seen = unsent.seen_on(today.clone());
        assert_eq!(seen.text("facts"), "きのう", "as its writer saw it");
        assert_eq!(seen.text("gone"), "消す");
        assert_eq!(
            seen.text("theirs"),
            "後",
            "what was not touched is as it is"
        );
        let found = unsent.on(today);
        assert_eq!(found.text("facts"), "きょう");
        assert_eq!(found.text("theirs"), "後");
        assert_eq!(found.get("gone"), None);
    }

    #[test]
    fn a_paper_nobody_has_touched_is_no_draft() {
        let start = FormData::default().with("facts", text("きのう"));
        let untouched = Unsent {
            id: Uuid::nil(),
            start: start.clone(),
            seen: None,
            now: start,
        };
        assert!(untouched.is_empty());
        let form = FormData::default().with("facts", text("一"));
        let form = serde_json::to_value(form).unwrap_or_default();
        let whole: Result<Unsent, _> = serde_json::from_value(unsent(Uuid::nil(), &form));
        assert!(whole.is_ok_and(|whole| !whole.is_empty()));
        for fields in [
            serde_json::json!({ "form": form }),
            serde_json::json!({ "form": form, "seen": {} }),
        ] {
            let changes = unsent_changes(Uuid::nil(), &fields);
            let mended: Result<Unsent, _> = serde_json::from_value(changes);
            assert!(mended.is_ok_and(|mended| mended.now.text("facts") == "一"));
        }
    }
}
