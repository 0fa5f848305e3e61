//! One 案件 on its own page: whom it is about, what each agency needs to know, and its course.

use domain::access::Action;
use domain::calendar;
use domain::id::MatterId;
use domain::matter::{MatterCommand, MatterStatus};
use domain::meeting::MeetingStatus;
use domain::view::matter::MatterView;
use domain::wire;
use leptos::prelude::*;

use crate::route::{MeetingFace, Route};
use crate::staff::act::{Act, Refusing};
use crate::staff::asked::{Loaded, asked};
use crate::staff::door::door;
use crate::staff::pace::{pace, pace_words, ticking};
use crate::staff::rights::allowed;
use crate::staff::{live, words};
use crate::ui::*;

use super::{Banner, attendance, call, notes, points, roles, send, tell, tone};

/// What the parts of an item's page share. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Item {
    pub id: MatterId,
    pub view: Signal<MatterView>,
}

impl Item {
    pub fn may(self, action: Action) -> Memo<bool> {
        Memo::new(move |_| self.view.with(|view| allowed(&view.rights, action)))
    }

    /// Something can be written down: the conference is open or its record still in the making, and
    /// the item has begun.
    pub fn writes(self) -> Memo<bool> {
        let runs = self.may(Action::RunMatter);
        Memo::new(move |_| {
            let on = self.view.with(|view| {
                let going_on = matches!(
                    view.conference_status,
                    MeetingStatus::InProgress | MeetingStatus::Adjourned
                );
                going_on && view.line.status != MatterStatus::Waiting
            });
            on && runs.get()
        })
    }

    pub fn send(
        self,
        act: Act,
        command: MatterCommand,
        words: &'static str,
        then: impl FnOnce() + 'static,
    ) {
        send(act, self.id, command, words, then);
    }
}

/// One item. What is typed stays while others change it.
#[component]
pub fn MatterScreen(matter: MatterId) -> impl IntoView {
    let asked = asked(move || wire::Matter { matter }, live::conferences());
    view! {
        <Loaded asked shape=SkeletonShape::Rows(6) let:view>
            <Parts item=Item { id: matter, view }/>
        </Loaded>
    }
}

#[component]
fn Parts(item: Item) -> impl IntoView {
    view! {
        <div class="page page--wide meeting">
            <Head item/>
            <div class="split">
                <div class="stack">
                    <points::Points item/>
                    <notes::Notes item/>
                    <roles::Roles item/>
                </div>
                <div class="stack">
                    <Course item/>
                    <Person item/>
                    <attendance::Came item/>
                    <tell::Tell item/>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Head(item: Item) -> impl IntoView {
    let view = item.view;
    // The page of the conference is closed to those who are called to this item alone.
    let back = move || {
        let (conference, opens) = view.with(|view| (view.conference, view.conference_opens));
        let face = MeetingFace::Chair;
        let (route, words) = match opens {
            true => (Route::Conference { conference, face }, "← 会議へ"),
            false => (Route::Inbox, "← 受信箱へ"),
        };
        view! { <a class="small back" href=route.path()>{words}</a> }
    };
    let facts = move || {
        view.with(|view| {
            let starts = words::local(view.line.starts);
            format!(
                "{}　{starts}から　目安{}分",
                view.conference_name, view.line.minutes
            )
        })
    };
    let banner = Signal::derive(move || view.with(|view| view.banner.clone()));
    view! {
        <div class="page__head">
            <div>
                {back}
                <h1 translate="no">{move || view.with(|view| view.line.heading.clone())}</h1>
                <p class="muted" translate="no">{facts}</p>
            </div>
            {move || {
                let (mark, status) = view.with(|view| (view.line.mark, view.line.status));
                view! {
                    <p class="row">
                        <Tag tone=Tone::Plain>{mark.label()}</Tag>
                        <Tag tone=tone(status)>{status.label()}</Tag>
                    </p>
                }
            }}
        </div>
        <Banner words=banner/>
    }
}

/// Whom it is about, and who is called to it.
#[component]
fn Person(item: Item) -> impl IntoView {
    let rows = move || {
        item.view.with(|view| {
            let birth = view.birth.date().map(words::date).unwrap_or_default();
            let birth = match view.age {
                Some(age) if birth.is_empty() => format!("{age}歳くらい"),
                Some(age) => format!("{birth}（{age}歳）"),
                None => birth,
            };
            let people: Vec<_> = view.people.iter().map(super::super::named).collect();
            let mut rows = vec![
                ("氏名".to_owned(), view.name.clone()),
                ("かな".to_owned(), view.kana.clone()),
                ("生年月日".to_owned(), birth),
                ("世帯".to_owned(), view.household.clone()),
                ("出した機関".to_owned(), view.raised_by.clone()),
                ("呼ばれた人".to_owned(), people.join("、")),
            ];
            if !view.kept_from.is_empty() {
                rows.push(("知らせない機関・人".to_owned(), view.kept_from.join("、")));
            }
            rows
        })
    };
    // An item that goes on with another one says so; whoever was not called to that one is told there.
    let before = move || {
        let matter = item.view.with(|view| view.takes_up)?;
        Some(Route::Matter { matter }.path())
    };
    view! {
        <section class="panel" aria-label="対象の人">
            <div class="panel__head"><h2>"対象の人"</h2></div>
            <div translate="no">{move || view! { <DescriptionList items=rows()/> }}</div>
            {move || {
                before()
                    .map(|href| {
                        view! {
                            <LinkButton href variant=Variant::Tertiary>"前の回の案件を見る"</LinkButton>
                        }
                    })
            }}
            <call::Call item/>
        </section>
    }
}

/// 進行: the clock of this item and its next step.
#[component]
fn Course(item: Item) -> impl IntoView {
    let view = item.view;
    let act = Act::new();
    let now = ticking();
    let runs = item.may(Action::RunMatter);
    let prepares = item.may(Action::RaiseMatter);
    let status = Memo::new(move |_| view.with(|view| view.line.status));
    let live =
        Memo::new(move |_| view.with(|view| view.conference_status == MeetingStatus::InProgress));
    let going_on = Memo::new(move |_| {
        view.with(|view| {
            matches!(
                view.conference_status,
                MeetingStatus::InProgress | MeetingStatus::Adjourned
            )
        })
    });
    let mine = Memo::new(move |_| view.with(|view| view.mine));
    let clock = move || {
        let (started, minutes) = view.with(|view| (view.started_at, view.line.minutes));
        if status.get() != MatterStatus::Running {
            return None;
        }
        let (gone, guide, how) = pace(started, minutes, now.get())?;
        Some((how.key(), pace_words(gone, guide, how)))
    };
    let times = move || {
        view.with(|view| {
            let hour = |at| words::clock(calendar::jst(at));
            match (view.started_at, view.ended_at) {
                (Some(from), Some(to)) => format!("{}〜{}", hour(from), hour(to)),
                (Some(from), None) => format!("{}から", hour(from)),
                _ => "まだ始まっていません。".to_owned(),
            }
        })
    };
    let does = move |command: MatterCommand, words: &'static str| {
        item.send(act, command, words, || ());
    };
    let take_back = move |()| {
        let conference = view.with_untracked(|view| view.conference);
        item.send(
            act,
            MatterCommand::TakeBack,
            "案件を取り下げました",
            move || {
                let face = MeetingFace::Chair;
                door().go(Route::Conference { conference, face });
            },
        );
    };
    view! {
        <section class="panel" aria-label="進行">
            <div class="panel__head"><h2>"進行"</h2></div>
            <p>{times}</p>
            <Show when=move || runs.get() && status.get() == MatterStatus::Waiting && !going_on.get()>
                <p class="muted">"会議が始まると、ここから案件を始められます。"</p>
            </Show>
            {move || clock().map(|(key, words)| view! { <p class="pace" data-state=key>{words}</p> })}
            <Refusing act/>
            <div class="actions">
                <Show when=move || {
                    runs.get() && live.get() && status.get() == MatterStatus::Waiting
                }>
                    <Button
                        variant=Variant::Primary
                        busy=act.busy
                        on_press=move |()| does(MatterCommand::Start, "案件を始めました")
                    >
                        "この案件を始める"
                    </Button>
                </Show>
                <Show when=move || {
                    runs.get() && going_on.get() && status.get() == MatterStatus::Running
                }>
                    <Button
                        variant=Variant::Primary
                        busy=act.busy
                        on_press=move |()| does(MatterCommand::Finish, "案件を終えました")
                    >
                        "この案件を終える"
                    </Button>
                </Show>
                <Show when=move || {
                    let open = matches!(status.get(), MatterStatus::Waiting | MatterStatus::Running);
                    runs.get() && going_on.get() && open
                }>
                    <Button
                        busy=act.busy
                        on_press=move |()| does(MatterCommand::CarryOver, "次の回へ回しました")
                    >
                        "次の回へ回す"
                    </Button>
                </Show>
                <Show when=move || {
                    mine.get() && prepares.get() && status.get() == MatterStatus::Waiting
                }>
                    <Button variant=Variant::Tertiary busy=act.busy on_press=take_back>
                        "取り下げる"
                    </Button>
                </Show>
            </div>
        </section>
    }
}
