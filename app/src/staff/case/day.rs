//! 会議の日にのせる: a case gets a slot on a conference day, and is taken off again.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::conference::SlotMark;
use domain::form::Attendee;
use domain::id::{MeetingId, SlotId, StaffId};
use domain::meeting::AgendaTemplate;
use domain::view::conference::ConferenceLine;
use domain::wire;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::asked::asked;
use crate::staff::form::Select;
use crate::staff::gathering::{Fold, Submit, TemplateField, template_in, template_key};
use crate::staff::{ids, live, words};
use crate::ui::*;

use super::{Shared, pick};

/// The button, and the form behind it.
#[component]
pub(super) fn DayPanel(shared: Shared) -> impl IntoView {
    let may = shared.has(Action::PlaceOnDay);
    let open = RwSignal::new(false);
    view! {
        <Show when=move || may.get()>
            <div>
                <Button
                    icon=Icon::Calendar
                    disabled_reason=shared.stopped(Action::PlaceOnDay)
                    on_press=move |()| open.set(true)
                >
                    "会議の日にのせる"
                </Button>
            </div>
            <Dialog id="place-on-day" title="会議の日にのせる" open>
                <Place shared open/>
            </Dialog>
        </Show>
    }
}

/// 新規, or what is evaluated.
fn mark_words(mark: SlotMark) -> &'static str {
    match mark.kind() {
        "" => mark.label(),
        kind => kind,
    }
}

fn day_words(day: &ConferenceLine) -> String {
    format!("{}　{}", words::span(day.planned), day.name)
}

#[component]
fn Place(shared: Shared, open: RwSignal<bool>) -> impl IntoView {
    let act = Act::new();
    let year = asked(
        move || wire::Conferences { year: None },
        live::conferences(),
    );
    let days = Signal::derive(move || {
        let lines = year.answer.with(|answer| {
            let all = answer.as_ref().map(|answer| answer.conferences.clone());
            all.unwrap_or_default()
        });
        let mut lines: Vec<_> = lines
            .into_iter()
            .filter(|line| line.kind.slot_kind().is_some())
            .filter(|line| line.status.is_unheld() || line.opens)
            .collect();
        lines.sort_by_key(|line| line.planned.from);
        let option = |line: &ConferenceLine| (line.id.to_string(), day_words(line));
        lines.iter().map(option).collect::<Vec<_>>()
    });
    let none = Memo::new(move |_| {
        let answered = year.answer.with(Option::is_some) || year.error.with(Option::is_some);
        answered && days.with(Vec::is_empty)
    });
    let directory = pick::directory_first(shared.id);
    let people = pick::people(directory);
    let day = RwSignal::new(String::new());
    let mark = RwSignal::new(String::new());
    let template = RwSignal::new(template_key(AgendaTemplate::HalfHour));
    let minutes = RwSignal::new(AgendaTemplate::HalfHour.minutes().to_string());
    let presenter = RwSignal::new(String::new());
    let named = RwSignal::new(Vec::<String>::new());
    // The minutes follow the agenda until somebody writes others.
    Effect::new(move |before: Option<u16>| {
        let chosen = template.with(|value| template_in(value));
        let new = chosen.map_or(0, AgendaTemplate::minutes);
        let untouched = before
            .is_some_and(|before| minutes.with_untracked(|typed| *typed == before.to_string()));
        if untouched {
            minutes.set(new.to_string());
        }
        new
    });
    let new = move || (MeetingId(ids::new()), SlotId(ids::new()));
    let id = StoredValue::new(new());
    let attendee = move |id: &str| -> Option<Attendee> {
        let staff: StaffId = id.parse().ok()?;
        directory.answer.with_untracked(|directory| {
            let people = &directory.as_ref()?.people;
            let person = people.iter().find(|person| person.id == staff)?;
            Some(Attendee {
                agency: person.agency.id,
                staff: Some(staff),
                name: person.name.clone(),
            })
        })
    };
    let save = move |()| {
        let Some(conference) = day.with_untracked(|id| id.parse().ok()) else {
            return act.refuse("会議の日を選んでください。");
        };
        let Some(mark) = pick::one(&SlotMark::ALL, mark) else {
            return act.refuse("新規か評価かを選んでください。");
        };
        let Some(template) = template.with_untracked(|value| template_in(value)) else {
            return act.refuse("次第のひな形を選んでください。");
        };
        let Some(minutes) = minutes.with_untracked(|text| text.trim().parse::<u16>().ok()) else {
            return act.refuse("時間を分で入れてください。例：30");
        };
        let (meeting, slot) = id.get_value();
        let command = CaseCommand::PlaceOnDay {
            conference,
            meeting,
            slot,
            mark,
            minutes,
            template,
            named: named.with_untracked(|all| all.iter().filter_map(|id| attendee(id)).collect()),
            presenter: presenter.with_untracked(|id| attendee(id)),
        };
        act.case(
            shared.id,
            command,
            "会議の日にのせました",
            move |_| {
                id.set_value(new());
                named.try_set(Vec::new());
                open.try_set(false);
            },
        );
    };
    view! {
        <div class="form">
            <Refusing act/>
            <p>
                "会議の構成員は、本人の同意の範囲に入っている人だけが、この枠に呼ばれます。進行表には番号だけが出ます。"
            </p>
            <div class="fields" translate="no">
                <Show when=move || none.get()>
                    <p class="muted">
                        "のせられる会議の日がありません。会議の予定ができてから、もう一度開いてください。"
                    </p>
                </Show>
                <Select id="day-which" label="会議の日" value=day options=days need=Need::Required/>
                <pick::PickOne
                    id="day-mark"
                    label="新規・評価"
                    of=(&SlotMark::ALL, mark_words)
                    value=mark
                    need=Need::Required
                />
                <TemplateField id="day-template" value=template/>
                <TextInput
                    id="day-minutes"
                    label="時間（分）"
                    help="目安です。あとで変えられます。"
                    value=minutes
                    inputmode="numeric"
                />
                <Select id="day-presenter" label="ケースを報告する人" value=presenter options=people/>
                <pick::TickMany id="day-named" label="ほかに呼ぶ人" options=people value=named/>
            </div>
            <div class="actions">
                <Button variant=Variant::Primary busy=act.busy on_press=save>"のせる"</Button>
            </div>
        </div>
    }
}

/// 会議の日から外す, for a meeting that is still to come.
#[component]
pub(super) fn TakeOff(
    shared: Shared,
    meeting: MeetingId,
    /// It has a slot on a conference day and is still to come.
    on_day: Memo<bool>,
) -> impl IntoView {
    let act = Act::new();
    let may = shared.has(Action::PlaceOnDay);
    let reason = RwSignal::new(String::new());
    let off = move |()| {
        let reason = reason.get_untracked();
        if reason.trim().is_empty() {
            return act.refuse("外す理由を書いてください。");
        }
        let command = CaseCommand::TakeOffDay { meeting, reason };
        act.case(shared.id, command, "会議の日から外しました", |_| ());
    };
    view! {
        <Show when=move || on_day.get() && may.get()>
            <Fold summary="会議の日から外す">
                <TextInput id=format!("off-{meeting}") label="外す理由" value=reason/>
                <Submit act label="外す" on_press=off/>
            </Fold>
        </Show>
    }
}
