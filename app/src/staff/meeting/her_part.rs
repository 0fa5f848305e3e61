//! 本人の参加: how she takes part, from when to when, or why not; and what she wants to say first.

use domain::calendar;
use domain::command::CaseCommand;
use domain::consent::AttendanceMode;
use domain::meeting::{HerAttendance, NonParticipationReason};
use leptos::prelude::*;

use crate::ui::*;

use super::super::act::Act;
use super::super::gathering::Submit;
use super::super::hours::{TimeInput, hour, read_time};
use super::{Page, her_words};

/// Key of a choice by its place in its list.
fn key_of<T: PartialEq>(all: &[T], one: &T) -> String {
    all.iter()
        .position(|known| known == one)
        .map(|at| at.to_string())
        .unwrap_or_default()
}

fn by_key<T: Copy>(all: &[T], key: &str) -> Option<T> {
    all.get(key.parse::<usize>().ok()?).copied()
}

/// What is typed about her part.
#[derive(Clone, Copy)]
struct Draft {
    mode: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    reason: RwSignal<String>,
    words: RwSignal<String>,
}

impl Draft {
    fn new(page: Page) -> Self {
        page.view.with_untracked(|view| {
            let part = view.meeting.her_attendance.as_ref();
            // What she chose is no record of what she did: nothing is ticked beforehand.
            let mode = part.map(|part| part.mode);
            let reason = part.and_then(|part| part.reason);
            Self {
                mode: RwSignal::new(
                    mode.map(|mode| key_of(&AttendanceMode::ALL, &mode))
                        .unwrap_or_default(),
                ),
                from: RwSignal::new(hour(part.and_then(|part| part.from))),
                to: RwSignal::new(hour(part.and_then(|part| part.to))),
                reason: RwSignal::new(
                    reason
                        .map(|reason| key_of(&NonParticipationReason::ALL, &reason))
                        .unwrap_or_default(),
                ),
                words: RwSignal::new(part.map(|part| part.words.clone()).unwrap_or_default()),
            }
        })
    }

    fn mode(self) -> Option<AttendanceMode> {
        self.mode.with(|key| by_key(&AttendanceMode::ALL, key))
    }

    fn read(self, page: Page) -> Result<HerAttendance, String> {
        let Some(mode) = self
            .mode
            .with_untracked(|key| by_key(&AttendanceMode::ALL, key))
        else {
            return Err("参加のしかたを選んでください。".to_owned());
        };
        let day = page
            .view
            .with_untracked(|view| view.meeting.planned.from.date());
        let instant = |text: String| {
            if text.trim().is_empty() {
                return Ok(None);
            }
            read_time(&text).map(|time| Some(calendar::instant(day.and_time(time))))
        };
        let takes_part = mode.takes_part();
        let (from, to) = if takes_part {
            (
                instant(self.from.get_untracked())?,
                instant(self.to.get_untracked())?,
            )
        } else {
            (None, None)
        };
        let reason = if takes_part {
            None
        } else {
            self.reason
                .with_untracked(|key| by_key(&NonParticipationReason::ALL, key))
        };
        Ok(HerAttendance {
            mode,
            from,
            to,
            reason,
            words: self.words.get_untracked(),
        })
    }
}

/// Her attendance: seven ways of equal weight.
#[component]
pub(super) fn HerPart(page: Page) -> impl IntoView {
    let draft = Draft::new(page);
    let act = Act::new();
    let problem = RwSignal::new(None::<String>);
    let runs = page.gathering.writes();
    let wish = move || {
        let named = page.named.get();
        page.view.with(|view| {
            view.attendance_wish.as_ref().map(|wish| {
                let beside = wish
                    .beside_her
                    .map(|id| format!("（そばにいる人：{}）", named.person(id)))
                    .unwrap_or_default();
                (
                    format!("本人が選んだ参加のしかた：{}{beside}", wish.mode.label()),
                    wish.words.clone(),
                )
            })
        })
    };
    let recorded = move || {
        page.view.with(|view| {
            view.meeting.her_attendance.as_ref().map(|part| {
                let time = match (hour(part.from), hour(part.to)) {
                    (from, to) if from.is_empty() && to.is_empty() => String::new(),
                    (from, to) => format!("　{from}〜{to}"),
                };
                let reason = part
                    .reason
                    .map(|why| format!("　理由：{}", why.label()))
                    .unwrap_or_default();
                format!(
                    "実際の参加（記録ずみ）：{}{time}{reason}",
                    part.mode.label()
                )
            })
        })
    };
    let save = move |()| match draft.read(page) {
        Ok(attendance) => {
            problem.set(None);
            let command = CaseCommand::RecordHerAttendance {
                meeting: page.meeting,
                attendance,
            };
            act.case(page.case, command, "本人の参加を記録しました", |_| ());
        }
        Err(words) => problem.set(Some(words)),
    };
    let modes = AttendanceMode::ALL
        .iter()
        .enumerate()
        .map(|(at, mode)| Choice::new(at.to_string(), mode.label()))
        .collect::<Vec<_>>();
    let reasons = NonParticipationReason::ALL
        .iter()
        .enumerate()
        .map(|(at, reason)| Choice::new(at.to_string(), reason.label()))
        .collect::<Vec<_>>();
    let takes_part = move || draft.mode().is_some_and(AttendanceMode::takes_part);
    let stays_away = move || draft.mode().is_some_and(|mode| !mode.takes_part());
    let reasons = StoredValue::new(reasons);
    let modes = StoredValue::new(modes);
    view! {
        <section class="panel" aria-label="本人の参加">
            <div class="panel__head"><h2>"本人の参加"</h2></div>
            {move || {
                wish()
                    .map(|(line, words)| {
                        view! {
                            <p>{line}</p>
                            {(!words.is_empty())
                                .then(|| view! { <blockquote class="quote" translate="no">{words}</blockquote> })}
                        }
                    })
            }}
            {move || recorded().map(|line| view! { <p class="muted" translate="no">{line}</p> })}
            <Show when=move || wish().is_none() && recorded().is_none() && !runs.get()>
                <p class="muted">"まだ聞いていません。「同意と共有」の「会議への参加のしかた」に、本人の希望を記録します。"</p>
            </Show>
            <Show when=move || runs.get()>
                <RadioGroup
                    id="her-mode"
                    label="きょうの参加のしかた"
                    options=modes.get_value()
                    value=draft.mode
                    layout=Layout::Tiles
                    error=Signal::derive(move || problem.get())
                />
                <Show when=takes_part>
                    <div class="form__two">
                        <TimeInput id="her-from" label="何時から" value=draft.from/>
                        <TimeInput id="her-to" label="何時まで" value=draft.to/>
                    </div>
                </Show>
                <Show when=stays_away>
                    <RadioGroup
                        id="her-reason"
                        label="参加しなかった理由"
                        options=reasons.get_value()
                        value=draft.reason
                    />
                    <TextArea
                        id="her-words"
                        label="手紙・伝言のことば"
                        value=draft.words
                        rows=3
                        shared=act.wording
                        hers=true
                    />
                </Show>
                <Submit act label="本人の参加を記録する" on_press=save/>
            </Show>
        </section>
    }
}

/// Her statement, with which the meeting begins, to the letter.
#[component]
pub(super) fn HerStatement(page: Page) -> impl IntoView {
    let words = RwSignal::new(page.view.with_untracked(her_words));
    let act = Act::new();
    let runs = page.gathering.writes();
    let stored = Memo::new(move |_| page.view.with(|view| view.meeting.her_statement.clone()));
    let save = move |()| {
        let command = CaseCommand::RecordHerStatement {
            meeting: page.meeting,
            words: words.get_untracked(),
        };
        act.case(page.case, command, "本人の言葉を記録しました", |_| ());
    };
    let own = Memo::new(move |_| page.view.with(|view| view.meeting.begins_with_her_own()));
    let stopped = Signal::derive(move || {
        if words.with(|words| words.trim().is_empty()) {
            Some("本人の言葉を入れてください。".to_owned())
        } else {
            stored
                .with(|stored| words.with(|words| words == stored))
                .then(|| "記録ずみです。".to_owned())
        }
    });
    view! {
        // What she wrote herself stands above everything and is nobody's to change.
        <Show when=move || runs.get() && !own.get()>
            <section class="panel" aria-label="はじめに読む本人の言葉">
                <div class="panel__head"><h2>"はじめに読む本人の言葉"</h2></div>
                <TextArea
                    id="her-statement"
                    label="本人の言葉"
                    help="本人が言ったとおりに書きます。会議は、この言葉から始まります。"
                    value=words
                    rows=4
                    shared=act.wording
                    hers=true
                />
                <Submit act label="記録する" stopped on_press=save/>
            </section>
        </Show>
    }
}
