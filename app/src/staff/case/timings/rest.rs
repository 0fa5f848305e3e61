//! 中断, 見守り, 終結 and the next contact: each form asks for what its procedure needs.

use domain::command::CaseCommand;
use domain::evaluation::EvaluationDecision;
use domain::meeting::HerView;
use domain::posthoc::MeetingTiming;
use domain::timing::{TimingCommand, WatchWish};
use domain::view::evaluation::TimingsView;
use leptos::prelude::*;

use crate::staff::act::Act;
use crate::staff::door::door;
use crate::staff::words as said;
use crate::ui::*;

use super::super::act_dialog::ActDialog;
use super::super::lacks::{NeededText, whole, wrong_at};
use super::super::pick::{self, PickOne, TickMany};
use super::Shared;
use super::contact::{Contact, ContactFields, MeetingField, read_meeting};

/// Agencies that she agreed to, to tick.
fn agreed(timings: Memo<TimingsView>) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        timings.with(|timings| {
            let agencies = timings.may_watch.iter();
            agencies
                .map(|agency| (agency.id.to_string(), agency.name.clone()))
                .collect()
        })
    })
}

#[component]
pub(super) fn SuspendDialog(
    shared: Shared,
    timings: Memo<TimingsView>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let (meeting, why, restart, her_view) = (text(), text(), text(), text());
    let contact = Contact::new("suspend-contact");
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let act = Act::new();
    let save = move |()| {
        let command = whole(problems, |lacks| {
            let reason = lacks.text(why, "suspend-why", "中断の理由を書いてください。");
            let restart_when = lacks.text(
                restart,
                "suspend-restart",
                "どうなったら再開するかを書いてください。",
            );
            let meeting = read_meeting(meeting, "suspend-meeting", lacks);
            let her_view = lacks.choice(
                pick::one(&HerView::ALL, her_view),
                "suspend-view-0",
                "本人の受けとめを選んでください。",
            );
            let keeps = contact.read(lacks);
            Some(TimingCommand::Suspend {
                from: shared.view.with_untracked(|view| view.status),
                meeting: meeting?,
                reason,
                restart_when,
                keeps: Some(keeps?),
                her_view: her_view?,
            })
        });
        let Some(command) = command else {
            return;
        };
        act.case(
            shared.id,
            CaseCommand::Timing(command),
            "中断にしました",
            move |_| {
                for field in [meeting, why, restart, her_view] {
                    field.try_set(String::new());
                }
                contact.clear();
                open.try_set(false);
            },
        );
    };
    let resumption = move || {
        timings.with(|timings| match timings.resumption {
            domain::council::Resumption::SamePlan => "再開すると、いまの計画を続けます。",
            domain::council::Resumption::NewPlan => {
                "再開すると、新しい計画（再プラン）を作ります。"
            }
        })
    };
    view! {
        <ActDialog
            id="suspend"
            title="中断にする"
            open
            act
            problems
            send="中断にする"
            on_send=save
        >
            <div class="fields" translate="no">
                <p>{resumption}</p>
                <NeededText
                    problems
                    id="suspend-why"
                    label="中断の理由"
                    value=why
                    shared=act.wording
                />
                <NeededText
                    problems
                    id="suspend-restart"
                    label="再開の条件"
                    help="例：本人から連絡があったとき。退院したとき。"
                    value=restart
                    shared=act.wording
                />
                <MeetingField
                    shared
                    id="suspend-meeting"
                    value=meeting
                    problems
                    timing=Signal::stored(Some(MeetingTiming::Suspension))
                />
                <RadioGroup
                    id="suspend-view"
                    label="本人の受けとめ"
                    need=Need::Required
                    options=pick::choices(&HerView::ALL, HerView::label)
                    value=her_view
                    layout=Layout::Row
                    error=wrong_at(problems, "suspend-view-0")
                />
                <ContactFields shared contact problems by_label="連絡を続ける人"/>
            </div>
        </ActDialog>
    }
}

#[component]
pub(super) fn WatchDialog(
    shared: Shared,
    timings: Memo<TimingsView>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let agencies = RwSignal::new(Vec::<String>::new());
    let note = RwSignal::new(String::new());
    let contact = Contact::new("watch-contact");
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let act = Act::new();
    let save = move |()| {
        let command = whole(problems, |lacks| {
            let chosen = pick::ids(agencies);
            let chosen = lacks.choice(
                Some(chosen).filter(|chosen| !chosen.is_empty()),
                "watch-agencies-0",
                "見守りの機関を、一つ以上選んでください。",
            );
            let next = contact.read(lacks);
            Some(TimingCommand::Watch {
                from: shared.view.with_untracked(|view| view.status),
                agencies: chosen?,
                note: note.get_untracked(),
                next_contact: Some(next?),
            })
        });
        let Some(command) = command else {
            return;
        };
        act.case(
            shared.id,
            CaseCommand::Timing(command),
            "見守りを決めました",
            move |_| {
                agencies.try_set(Vec::new());
                note.try_set(String::new());
                contact.clear();
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog
            id="watch"
            title="見守りを決める"
            open
            act
            problems
            send="見守りを決める"
            on_send=save
        >
            <div class="fields" translate="no">
                <TickMany
                    id="watch-agencies"
                    label="見守りの機関"
                    help="「見守ってもらうこと」に本人が同意した機関だけが出ます。"
                    options=agreed(timings)
                    value=agencies
                    need=Need::Required
                />
                <TextArea
                    id="watch-note"
                    label="見守ること"
                    value=note
                    rows=2
                    shared=act.wording
                />
                <ContactFields shared contact problems by_label="次の連絡をする人"/>
            </div>
        </ActDialog>
    }
}

/// Whether she is watched over after the end.
#[derive(Clone, Copy, PartialEq)]
enum After {
    Watched,
    NotWanted,
}

impl After {
    const ALL: [After; 2] = [Self::Watched, Self::NotWanted];

    fn label(self) -> &'static str {
        match self {
            Self::Watched => "見守りの機関がある",
            Self::NotWanted => "本人は見守りを望まない",
        }
    }
}

#[component]
pub(super) fn CloseDialog(
    shared: Shared,
    timings: Memo<TimingsView>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let after = RwSignal::new(String::new());
    let agencies = RwSignal::new(Vec::<String>::new());
    let words = RwSignal::new(String::new());
    let contact = Contact::new("close-contact");
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let act = Act::new();
    let chosen = Memo::new(move |_| {
        after.track();
        pick::one(&After::ALL, after)
    });
    // What the meeting decided: the evaluation, and the day of the next contact.
    let decided = Memo::new(move |_| {
        timings.with(|timings| {
            let newest = timings.evaluations.last()?;
            let conclusion = newest.conclusion.as_ref()?;
            let day = conclusion.next_contact.as_ref().map(|next| next.on);
            (conclusion.decision == EvaluationDecision::Close).then_some((newest.id, day))
        })
    });
    let over = Memo::new(move |_| {
        let (_, day) = decided.get()?;
        day.filter(|day| *day < door().today())
    });
    let save = move |()| {
        let command = whole(problems, |lacks| {
            let after = lacks.choice(
                pick::one(&After::ALL, after),
                "close-after-0",
                "見守りについて、一つ選んでください。",
            );
            let watch = match after? {
                After::Watched => {
                    let chosen = pick::ids(agencies);
                    let chosen = lacks.choice(
                        Some(chosen).filter(|chosen| !chosen.is_empty()),
                        "close-agencies-0",
                        "見守りの機関を、一つ以上選んでください。",
                    );
                    WatchWish::By(chosen?)
                }
                After::NotWanted => WatchWish::NotWanted {
                    words: lacks.text(words, "close-words", "本人のことばを書いてください。"),
                },
            };
            let next_contact = match over.get_untracked() {
                Some(_) => Some(contact.read(lacks)?),
                None => None,
            };
            Some(TimingCommand::Close {
                from: shared.view.with_untracked(|view| view.status),
                evaluation: decided.get_untracked().map(|(id, _)| id),
                watch: Some(watch),
                next_contact,
            })
        });
        let Some(command) = command else {
            return;
        };
        act.case(
            shared.id,
            CaseCommand::Timing(command),
            "終結にしました。連絡は続けられます",
            move |_| {
                after.try_set(String::new());
                agencies.try_set(Vec::new());
                words.try_set(String::new());
                contact.clear();
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog
            id="close-case"
            title="終結にする"
            open
            act
            problems
            send="終結にする"
            on_send=save
        >
            <div class="fields" translate="no">
                <p>
                    "評価の決定と次の連絡は、会議で決めたとおりに残ります。終結のあとも、連絡を記録でき、いつでも再開できます。"
                </p>
                <PickOne
                    id="close-after"
                    label="終結のあとの見守り"
                    of=(&After::ALL, After::label)
                    value=after
                    need=Need::Required
                />
                <Show when=move || chosen.get() == Some(After::Watched)>
                    <TickMany
                        id="close-agencies"
                        label="見守りの機関"
                        help="「見守ってもらうこと」に本人が同意した機関だけが出ます。"
                        options=agreed(timings)
                        value=agencies
                        need=Need::Required
                    />
                </Show>
                <Show when=move || chosen.get() == Some(After::NotWanted)>
                    <NeededText problems id="close-words" label="本人のことば" value=words/>
                </Show>
                {move || {
                    over.get()
                        .map(|day| {
                            let told = format!(
                                "会議で決めた次の連絡の日（{}）は、過ぎました。あらためて決めてください。",
                                said::date(day),
                            );
                            view! {
                                <p>{told}</p>
                                <ContactFields shared contact problems by_label="次の連絡をする人"/>
                            }
                        })
                }}
            </div>
        </ActDialog>
    }
}

#[component]
pub(super) fn ContactDialog(shared: Shared, open: RwSignal<bool>) -> impl IntoView {
    let contact = Contact::new("next-contact");
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let act = Act::new();
    let save = move |()| {
        let command = whole(problems, |lacks| {
            Some(TimingCommand::SetNextContact {
                next: contact.read(lacks)?,
            })
        });
        let Some(command) = command else {
            return;
        };
        act.case(
            shared.id,
            CaseCommand::Timing(command),
            "次の連絡を決めました",
            move |_| {
                contact.clear();
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog
            id="next-contact-dialog"
            title="次の連絡を決める"
            open
            act
            problems
            send="決める"
            on_send=save
        >
            <div class="fields" translate="no">
                <ContactFields shared contact problems by_label="次の連絡をする人"/>
            </div>
        </ActDialog>
    }
}
