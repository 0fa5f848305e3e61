//! 進行表: the slots of the day that the reader may know of, with computed times; their order and
//! minutes; the paper. A case is put on the day from its own page.

use domain::access::Action;
use domain::conference::{ConferenceCommand, NotHeld};
use domain::meeting::MeetingStatus;
use domain::view::conference::{SlotLine, SlotOnWall, SlotsOnWall, counts};
use domain::wire;
use domain::wire::session::{TIMETABLE_FILE, TimetableFile};
use leptos::prelude::*;

use crate::route::{MeetingFace, Route};
use crate::staff::act::{Act, Refusing};
use crate::staff::asked::asked;
use crate::staff::paper::PaperButton;
use crate::staff::{live, words};
use crate::ui::*;

use super::Page;

/// Minutes one press gives or takes.
const STEP: u16 = 5;

/// Absent on a conference without slots.
#[component]
pub(super) fn Slots(page: Page) -> impl IntoView {
    let takes = Memo::new(move |_| page.view.with(|view| view.takes_slots));
    view! {
        <Show when=move || takes.get()>
            <Timetable page/>
        </Show>
    }
}

#[component]
fn Timetable(page: Page) -> impl IntoView {
    let act = Act::new();
    let lines = Memo::new(move |_| page.view.with(|view| view.slots.clone()));
    let arranges = page.gathering.may(Action::ArrangeSlots);
    let going = Memo::new(move |_| {
        let status = page.gathering.status.get();
        status.is_unheld() || status == MeetingStatus::InProgress
    });
    let moves = Memo::new(move |_| arranges.get() && going.get());
    let summary = move || {
        let (new, evaluated) = lines.with(|lines| counts(lines));
        format!("新規{new}件・評価{evaluated}件")
    };
    view! {
        <section class="panel" aria-labelledby="slots-title">
            <div class="panel__head">
                <h2 id="slots-title">"進行表"</h2>
                <p class="muted">{summary}</p>
            </div>
            <p class="small muted">
                "あなたが呼ばれている案件だけが見えます。時間は目安で、順番と分数から決まります。"
            </p>
            <Refusing act/>
            <Show when=move || lines.with(Vec::is_empty) fallback=move || view! { <Paper page act/> }>
                <Nothing page act/>
            </Show>
            <ol class="list slots">
                {move || {
                    let rows = lines.get().into_iter().enumerate();
                    rows.map(|(at, line)| view! { <Row page act at line lines moves/> })
                        .collect_view()
                }}
            </ol>
        </section>
    }
}

/// No line: how a case comes here, and that a day may go by for want of one.
#[component]
fn Nothing(page: Page, act: Act) -> impl IntoView {
    let plans = page.gathering.may(Action::PlanConference);
    let offers = Memo::new(move |_| {
        let layered = page.view.with(|view| view.kind.needs_a_case());
        layered && plans.get() && page.gathering.status.get().is_unheld()
    });
    let none = move |()| {
        let reason = NotHeld::NoCases;
        let command = ConferenceCommand::NotHold { reason };
        page.send(
            act,
            command,
            "案件なしのため開催しないことを記録しました",
            || (),
        );
    };
    view! {
        <p>"案件はまだありません。ケースの「会議」から、「会議の日にのせる」でのせます。"</p>
        <Show when=move || offers.get()>
            <p class="small muted">
                "案件がないまま当日を過ぎると、「案件なしのため開催せず」と記録されます。"
            </p>
            <Button busy=act.busy on_press=none>"案件なしのため開催しない"</Button>
        </Show>
    }
}

/// 進行表 as PDF.
#[component]
fn Paper(page: Page, act: Act) -> impl IntoView {
    let body = TimetableFile {
        conference: page.id,
    };
    view! {
        <div class="actions">
            <PaperButton
                act
                path=TIMETABLE_FILE
                body
                name="進行表"
                label="進行表を印刷（PDF）"
                icon=Icon::Print
            />
        </div>
    }
}

#[component]
fn Row(
    page: Page,
    act: Act,
    at: usize,
    line: SlotLine,
    lines: Memo<Vec<SlotLine>>,
    moves: Memo<bool>,
) -> impl IntoView {
    let meeting = Route::Meeting {
        case: line.case,
        meeting: line.meeting,
        face: MeetingFace::Chair,
    };
    let plan = line.plan.map(|(plan, version)| {
        let href = Route::Plan {
            case: line.case,
            plan: Some(plan),
        };
        view! { <a href=href.path()>{format!("プラン第{version}版")}</a> }
    });
    let running = line.status == MeetingStatus::InProgress;
    let facts = [
        line.area.clone(),
        line.caseworkers.join("、"),
        line.related.join("、"),
    ];
    let facts = facts.into_iter().filter(|words| !words.is_empty());
    let facts = facts.collect::<Vec<_>>().join("　");
    let (id, minutes, code) = (line.id, line.minutes, line.case_no.clone());
    // The neighbour in what the reader sees; its place is the one to take.
    let swap = move |to: Option<usize>| {
        let to = to.and_then(|to| lines.with_untracked(|lines| lines.get(to).map(|one| one.id)));
        if let Some(to) = to {
            let command = ConferenceCommand::MoveSlot { slot: id, to };
            page.send(act, command, "順番を変えました", || ());
        }
    };
    let set = move |minutes: u16| {
        let command = ConferenceCommand::SetSlotMinutes { slot: id, minutes };
        page.send(act, command, "分数を変えました", || ());
    };
    let last = Memo::new(move |_| lines.with(|lines| at + 1 >= lines.len()));
    let buttons = move || {
        moves.get().then(|| {
            let for_whom = format!("{code}を");
            let press = |what: &'static str, does: Callback<()>| {
                let for_whom = for_whom.clone();
                view! {
                    <Button variant=Variant::Tertiary busy=act.busy on_press=does>
                        <span class="visually-hidden">{for_whom}</span>
                        {what}
                    </Button>
                }
            };
            let up = Callback::new(move |()| swap(at.checked_sub(1)));
            let down = Callback::new(move |()| swap(Some(at + 1)));
            let more = Callback::new(move |()| set(minutes.saturating_add(STEP)));
            let less = Callback::new(move |()| set(minutes.saturating_sub(STEP)));
            view! {
                <div class="actions">
                    {(at > 0).then(|| press("上へ", up))}
                    {(!last.get()).then(|| press("下へ", down))}
                    {press("＋5分", more)}
                    {(minutes > STEP).then(|| press("−5分", less))}
                </div>
            }
        })
    };
    let kind = match line.mark.kind() {
        "" => line.mark.label().to_owned(),
        kind => format!("{}（{kind}）", line.mark.label()),
    };
    view! {
        <li class="slots__row" data-running=running.then_some("true")>
            <div>
                <p>
                    <strong>{times(&line)}</strong>
                    {format!("　{minutes}分　")}
                    <a href=meeting.path() translate="no">{line.case_no.clone()}</a>
                </p>
                <p class="small" translate="no">{facts}</p>
                {(!line.sub_plans.is_empty())
                    .then(|| {
                        let words = format!("あわせて共有する計画：{}", line.sub_plans.join("、"));
                        view! { <p class="small">{words}</p> }
                    })}
                {line.notice.clone().map(|notice| view! { <p class="small">{notice}</p> })}
                {line.shaken.then(|| view! { <Tag tone=Tone::Care>{words::SHAKEN}</Tag> })}
                {buttons}
            </div>
            <Tag>{kind}</Tag>
            {plan}
            <Tag tone=Tone::Plain>{line.status.label()}</Tag>
        </li>
    }
}

fn times(line: &SlotLine) -> String {
    format!(
        "{}〜{}",
        words::clock(line.span.from),
        words::clock(line.span.to)
    )
}

/// On the wall: times, marks and codes. Asked for by itself, so that no name is in its answer.
#[component]
pub(super) fn Wall(page: Page) -> impl IntoView {
    let conference = page.id;
    let asked = asked(
        move || wire::SlotsOnWall { conference },
        live::conferences(),
    );
    let lines = Memo::new(move |_| {
        let answer: Option<SlotsOnWall> = asked.answer.get();
        answer.map(|answer| answer.slots).unwrap_or_default()
    });
    let line = |slot: SlotOnWall| {
        let now = match slot.status {
            MeetingStatus::InProgress => "　← いま",
            _ => "",
        };
        let time = format!(
            "{}〜{}",
            words::clock(slot.span.from),
            words::clock(slot.span.to)
        );
        let mark = format!(
            "{}{}{now}",
            slot.mark.label(),
            match slot.mark.kind() {
                "" => String::new(),
                kind => format!("（{kind}）"),
            },
        );
        // A code is read aloud: it never breaks at its hyphens.
        view! {
            <li>
                <span class="projector__whole">{time}</span>
                "　"
                <span class="projector__whole">{slot.case_no}</span>
                "　"
                {mark}
            </li>
        }
    };
    view! {
        <Show when=move || !lines.with(Vec::is_empty)>
            <section class="projector__slots" aria-label="進行表">
                <ol>{move || lines.get().into_iter().map(line).collect_view()}</ol>
            </section>
        </Show>
    }
}
