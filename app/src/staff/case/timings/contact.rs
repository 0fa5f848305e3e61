//! What several of these forms ask: the meeting that talked about it, and the next contact.

use domain::id::MeetingId;
use domain::meeting::MeetingStatus;
use domain::posthoc::MeetingTiming;
use domain::timing::NextContact;
use domain::view::CaseView;
use leptos::prelude::*;

use crate::staff::form::Select;
use crate::staff::words;
use crate::ui::*;

use super::super::lacks::{Lacks, wrong_at};
use super::super::pick;
use super::Shared;

/// The value that stands for 「会議なし」.
const NONE: &str = "none";

/// 次の連絡 while it is typed. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Contact {
    id: &'static str,
    on: RwSignal<String>,
    by: RwSignal<String>,
    how: RwSignal<String>,
}

impl Contact {
    pub fn new(id: &'static str) -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            id,
            on: text(),
            by: text(),
            how: text(),
        }
    }

    fn part(self, name: &str) -> String {
        format!("{}-{name}", self.id)
    }

    pub fn clear(self) {
        for field in [self.on, self.by, self.how] {
            field.try_set(String::new());
        }
    }

    /// The contact, or what it lacks.
    pub fn read(self, lacks: &mut Lacks) -> Option<NextContact> {
        let on = lacks.day(self.on, &self.part("on"));
        let by = lacks.choice(
            self.by.with_untracked(|id| id.parse().ok()),
            &self.part("by"),
            "次の連絡をする人を選んでください。",
        );
        Some(NextContact {
            on: on?,
            by: by?,
            how: self.how.get_untracked(),
        })
    }
}

#[component]
pub(super) fn ContactFields(
    shared: Shared,
    contact: Contact,
    problems: RwSignal<Vec<Wrong>>,
    by_label: &'static str,
) -> impl IntoView {
    let people = pick::people(pick::directory(shared.id));
    let (on, by) = (contact.part("on"), contact.part("by"));
    view! {
        <DateInput
            id=on.clone()
            label="次の連絡の日"
            need=Need::Required
            value=contact.on
            error=wrong_at(problems, on)
        />
        <Select
            id=by.clone()
            label=by_label
            need=Need::Required
            value=contact.by
            options=people
            error=wrong_at(problems, by)
        />
        <TextInput
            id=contact.part("how")
            label="連絡のしかた"
            help="居場所がわかることは書きません。"
            value=contact.how
        />
    }
}

/// Meetings that were held, with 「会議なし」 where this council needs none.
fn meetings(view: &CaseView, timing: Option<MeetingTiming>) -> Vec<(String, String)> {
    use MeetingStatus::{Adjourned, Archived, InProgress, MinutesConfirmed, Shared};
    let held = |status| {
        matches!(
            status,
            InProgress | Adjourned | MinutesConfirmed | Shared | Archived
        )
    };
    let mut options: Vec<(String, String)> = view
        .meetings
        .iter()
        .filter(|meeting| held(meeting.status) && meeting.kind.counts())
        .map(|meeting| {
            let words = format!("第{}回　{}", meeting.number, words::span(meeting.planned));
            (meeting.id.to_string(), words)
        })
        .collect();
    let exempt = view.timings.without_meeting.iter();
    let mut exempt = exempt.filter(|(known, _)| Some(*known) == timing);
    match (timing, exempt.next()) {
        (None, _) => options.push((NONE.to_owned(), "会議なし".to_owned())),
        (Some(_), Some((_, reason))) => {
            options.push((NONE.to_owned(), format!("会議なし（{reason}）")));
        }
        _ => {}
    }
    options
}

/// The meeting of a form, or that there was none; what is missing is told.
pub(super) fn read_meeting(
    value: RwSignal<String>,
    field: &str,
    lacks: &mut Lacks,
) -> Option<Option<MeetingId>> {
    let chosen = value.with_untracked(|value| match value.as_str() {
        NONE => Some(None),
        id => id.parse().ok().map(Some),
    });
    lacks.choice(
        chosen,
        field,
        "話し合った会議を選んでください。まだなら、先に会議を開いてください。",
    )
}

/// 話し合った会議; `timing` = the 節目 it is about, none where no meeting is needed.
#[component]
pub(super) fn MeetingField(
    shared: Shared,
    id: &'static str,
    value: RwSignal<String>,
    problems: RwSignal<Vec<Wrong>>,
    #[prop(into)] timing: Signal<Option<MeetingTiming>>,
) -> impl IntoView {
    let options = Signal::derive(move || {
        let timing = timing.get();
        shared.view.with(|view| meetings(view, timing))
    });
    view! {
        <Select
            id
            label="話し合った会議"
            need=Need::Required
            value
            options
            error=wrong_at(problems, id)
        />
    }
}
