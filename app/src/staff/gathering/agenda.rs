//! 次第: the items with the one that is on now and the time it has taken, in words. Nothing moves on by
//! itself, nothing makes a sound, and nobody is cut off.

use chrono::{DateTime, Utc};
use domain::meeting::{AgendaItem, AgendaTemplate};
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::pace::{Pace, pace, pace_words, ticking};
use crate::ui::*;

use super::{Deed, Gathering};

/// Minutes that one press gives or takes.
const STEP: u16 = 5;

/// 次第 as it stands now. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Agenda {
    pub items: Memo<Vec<AgendaItem>>,
    /// Place of the item that is on.
    pub now: Memo<Option<usize>>,
    /// Since when the clock stands still, in a break.
    pub paused: Memo<Option<DateTime<Utc>>>,
}

/// What the clock shows of the item that is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clock {
    pub at: usize,
    pub title: String,
    /// Minutes.
    pub gone: i64,
    /// 目安 in minutes.
    pub guide: i64,
    /// Key for the style sheet.
    pub key: &'static str,
    pub words: String,
}

impl Agenda {
    /// The item that is on, with its place.
    pub fn running(self) -> Option<(usize, AgendaItem)> {
        let at = self.now.get()?;
        let item = self.items.with(|items| items.get(at).cloned())?;
        Some((at, item))
    }

    /// The clock of the item that is on. In a break, time stands still.
    pub(super) fn clock(self) -> Memo<Option<Clock>> {
        let now = ticking();
        Memo::new(move |_| {
            let (at, item) = self.running()?;
            let paused = self.paused.get();
            let until = paused.unwrap_or_else(|| now.get());
            let (gone, guide, pace) = pace(item.started_at, item.minutes, until)?;
            let (key, words) = match (paused, pace) {
                (Some(_), Pace::Over) => {
                    ("paused", format!("休憩中（目安を{}分すぎ）", gone - guide))
                }
                (Some(_), _) => ("paused", "休憩中".to_owned()),
                (None, pace) => (pace.key(), pace_words(gone, guide, pace)),
            };
            Some(Clock {
                at,
                title: item.title,
                gone,
                guide,
                key,
                words,
            })
        })
    }
}

/// How an item stands to the one that is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Done,
    Now,
    Next,
}

impl Standing {
    fn of(item: &AgendaItem, on: bool) -> Self {
        match item.ended_at {
            _ if on => Self::Now,
            Some(_) => Self::Done,
            None => Self::Next,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Next => "next",
        }
    }
}

/// One item. `number` stands before one that comes; the children are what can be done with it.
#[component]
fn Item(
    item: AgendaItem,
    standing: Standing,
    #[prop(into)] minutes: Signal<String>,
    #[prop(optional)] number: Option<usize>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let (mark, word) = match (standing, number) {
        (Standing::Now, _) => ("▶".to_owned(), "（いま）"),
        (Standing::Done, Some(_)) => ("✓".to_owned(), "（すみ）"),
        (Standing::Done, None) => ("✓".to_owned(), ""),
        (Standing::Next, Some(number)) => (number.to_string(), ""),
        (Standing::Next, None) => ("・".to_owned(), ""),
    };
    view! {
        <li
            class="agenda__step"
            data-state=standing.key()
            aria-current=(standing == Standing::Now).then_some("step")
        >
            <span class="agenda__mark" aria-hidden="true">{mark}</span>
            <span class="agenda__name">
                {item.title}
                {(!word.is_empty()).then(|| view! { <span class="visually-hidden">{word}</span> })}
            </span>
            <span class="agenda__minutes">{minutes}</span>
            {children.map(|children| children())}
        </li>
    }
}

fn taken(item: &AgendaItem) -> String {
    match (item.started_at, item.ended_at) {
        (Some(from), Some(to)) => {
            format!("{}分（目安{}分）", (to - from).num_minutes(), item.minutes)
        }
        _ => format!("目安{}分", item.minutes),
    }
}

/// The template that [`TemplateField`] holds; nothing where it holds none.
pub fn template_in(value: &str) -> Option<AgendaTemplate> {
    let at: usize = value.parse().ok()?;
    AgendaTemplate::ALL.get(at).copied()
}

/// What [`TemplateField`] holds for that template.
pub fn template_key(template: AgendaTemplate) -> String {
    let at = AgendaTemplate::ALL.iter().position(|one| *one == template);
    at.unwrap_or_default().to_string()
}

/// 次第のひな形 to choose, with the items of the one that is chosen.
#[component]
pub fn TemplateField(id: &'static str, value: RwSignal<String>) -> impl IntoView {
    let options = AgendaTemplate::ALL
        .map(|template| Choice::new(template_key(template), template.label()))
        .to_vec();
    let items = move || {
        let item = |(title, minutes): &(&str, u16)| format!("{title} {minutes}分");
        let items = value.with(|value| template_in(value).map_or(&[][..], AgendaTemplate::items));
        items.iter().map(item).collect::<Vec<_>>().join(" → ")
    };
    view! {
        <RadioGroup
            id
            label="次第のひな形"
            help="時間は目安です。あとで、項目ごとに変えられます。"
            options
            value
            layout=Layout::Row
        />
        <p class="field small muted">{items}</p>
    }
}

/// Before it opens: the items with their minutes, which those who lead it fit to the day.
#[component]
pub fn ComingAgenda(gathering: Gathering, act: Act) -> impl IntoView {
    let items = gathering.agenda.items;
    let places = move || (0..items.with(Vec::len)).collect::<Vec<_>>();
    // Built once each, so that whoever presses several times stays on the button.
    let line = move |at: usize| {
        let item = items.with_untracked(|items| items.get(at).cloned())?;
        let title = item.title.clone();
        let guide =
            Memo::new(move |_| items.with(|items| items.get(at).map_or(0, |item| item.minutes)));
        let minutes = Signal::derive(move || format!("{}分", guide.get()));
        Some(view! {
            <Item item standing=Standing::Next minutes>
                <Guide gathering act at guide title/>
            </Item>
        })
    };
    view! {
        <ol class="agenda"><For each=places key=|at| *at children=line/></ol>
    }
}

/// Five minutes more or less for one item.
#[component]
fn Guide(
    gathering: Gathering,
    act: Act,
    at: usize,
    guide: Memo<u16>,
    title: String,
) -> impl IntoView {
    let runs = gathering.runs();
    let title = StoredValue::new(format!("：{title}"));
    let set = move |minutes| gathering.run(act, Deed::Guide { item: at, minutes }, || ());
    let least = Signal::derive(move || {
        (guide.get() <= STEP).then(|| "これより短くはできません。".to_owned())
    });
    view! {
        <Show when=move || runs.get()>
            <span class="row">
                <Button
                    variant=Variant::Tertiary
                    disabled_reason=least
                    on_press=move |()| set(guide.get_untracked().saturating_sub(STEP))
                >
                    "5分へらす"
                    <span class="visually-hidden">{title.get_value()}</span>
                </Button>
                <Button
                    variant=Variant::Tertiary
                    on_press=move |()| set(guide.get_untracked().saturating_add(STEP))
                >
                    "5分ふやす"
                    <span class="visually-hidden">{title.get_value()}</span>
                </Button>
            </span>
        </Show>
    }
}

/// After it: what each item took.
#[component]
pub fn AgendaTaken(items: Memo<Vec<AgendaItem>>) -> impl IntoView {
    let line = |item: AgendaItem| {
        let standing = Standing::of(&item, false);
        let minutes = taken(&item);
        view! { <Item item standing minutes/> }
    };
    view! {
        <section class="panel" aria-label="次第と実際の時間">
            <div class="panel__head"><h2>"次第と実際の時間"</h2></div>
            <ol class="agenda">{move || items.get().into_iter().map(line).collect_view()}</ol>
        </section>
    }
}

/// The agenda while it is held. Only who leads can move it; the children are more that can be done with
/// the item that is on.
#[component]
pub fn RunningAgenda(
    gathering: Gathering,
    /// What is done here, the children included.
    act: Act,
    #[prop(optional)] children: Option<ChildrenFn>,
) -> impl IntoView {
    let Agenda { items, now, .. } = gathering.agenda;
    let leads = gathering.leads();
    let clock = gathering.agenda.clock();
    let start = move |item: usize| gathering.run(act, Deed::StartItem(item), || ());
    let next = Memo::new(move |_| {
        let next = now.get().map_or(0, |at| at + 1);
        (next < items.with(Vec::len)).then_some(next)
    });
    let go_on = move |()| {
        if let Some(next) = next.get_untracked() {
            start(next);
        }
    };
    let line = move |at: usize, item: AgendaItem, on: bool, leads: bool| {
        let standing = Standing::of(&item, on);
        let minutes = taken(&item);
        let back = format!("：{}", item.title);
        view! {
            <Item item standing minutes number=at + 1>
                {(leads && !on)
                    .then(|| {
                        view! {
                            <Button variant=Variant::Tertiary on_press=move |()| start(at)>
                                "ここへ"
                                <span class="visually-hidden">{back}</span>
                            </Button>
                        }
                    })}
            </Item>
        }
    };
    let more = StoredValue::new(children);
    let longer = move |()| {
        if let Some((item, line)) = untrack(|| gathering.agenda.running()) {
            let minutes = line.minutes.saturating_add(STEP);
            gathering.run(act, Deed::Guide { item, minutes }, || ());
        }
    };
    view! {
        <section class="panel" aria-label="きょうの次第">
            <div class="panel__head"><h2>"きょうの次第"</h2></div>
            <ol class="agenda">
                {move || {
                    let (now, leads) = (now.get(), leads.get());
                    let all = items.get().into_iter().enumerate();
                    all.map(|(at, item)| line(at, item, now == Some(at), leads)).collect_view()
                }}
            </ol>
            {move || clock.get().map(|clock| view! { <ClockFace clock/> })}
            <Refusing act/>
            <Show when=move || leads.get()>
                <div class="actions">
                    <Show when=move || next.get().is_some()>
                        <Button
                            variant=Variant::Primary
                            icon=Icon::ArrowRight
                            busy=act.busy
                            on_press=go_on
                        >
                            {move || if now.get().is_none() { "はじめの項目へ" } else { "つぎへ" }}
                        </Button>
                    </Show>
                    <Show when=move || now.get().is_some()>
                        <Button icon=Icon::Plus busy=act.busy on_press=longer>"5分のばす"</Button>
                        {more.get_value().map(|more| more())}
                    </Show>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn ClockFace(clock: Clock) -> impl IntoView {
    view! {
        <div class="clock" data-state=clock.key>
            <p>{format!("いま：{}", clock.title)}</p>
            <p class="clock__time">{format!("{}分 / 目安{}分", clock.gone, clock.guide)}</p>
            <progress
                class="clock__bar"
                max=clock.guide.max(1).to_string()
                value=clock.gone.min(clock.guide).to_string()
                aria-label="目安の時間に対して"
            ></progress>
            <p class="clock__words">{clock.words}</p>
        </div>
    }
}

/// Agencies that are there and of which nothing was written down yet; a reminder for the chair.
#[component]
pub fn Silent(#[prop(into)] agencies: Signal<Vec<String>>) -> impl IntoView {
    view! {
        <section class="panel silent" aria-label="まだ発言のない機関">
            <div class="panel__head"><h2>"まだ発言のない機関"</h2></div>
            <p translate="no">
                {move || match agencies.get() {
                    names if names.is_empty() => "ありません。".to_owned(),
                    names => names.join("、"),
                }}
            </p>
        </section>
    }
}
