//! 引き継ぎの画面: one page with what the next worker must know, and the question, its answer and what
//! she says to it.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::handover::{HandoverCommand, HandoverStatus};
use domain::id::{CaseId, CommentId, HandoverId};
use domain::view::handover::{HandoverLine, HandoverView, ObjectionLine, PromiseKind};
use domain::wire::{self, Rights};
use leptos::prelude::*;

use crate::route::Route;
use crate::staff::act::{Act, Refusing};
use crate::staff::asked::{Loaded, asked};
use crate::staff::gathering::{Fold, Submit};
use crate::staff::objection::Objection;
use crate::staff::{ids, live, rights, words};
use crate::ui::*;

use super::Shared;

mod propose;

/// On the case page: that a hand-over waits for an answer, or she for one.
#[component]
pub(super) fn HandoverNotice(shared: Shared) -> impl IntoView {
    let pending = shared.part(|view| view.handover.clone());
    let opens = shared.has(Action::SeeHandover);
    let reader = shared.rights;
    let answers =
        Signal::derive(move || reader.with(|r| rights::allowed(r, Action::AnswerObjection)));
    let case = shared.id;
    // The title changes only with the first objection that waits and with the last answer: nothing is
    // being written then.
    let titled = move || pending.with(|line| line.as_ref().map(|line| (line.id, line.waits())));
    let who = move || pending.with(|line| line.as_ref().map(parties));
    let waiting = move || objections(pending).filter(|objection| objection.answer.is_none());
    let notice = move |(handover, waits)| {
        let title = match waits {
            true => "担当が変わることに、本人が異議を書きました",
            false => "担当の引き継ぎを頼んでいます",
        };
        view! {
            <Notice kind=NoticeKind::Warning title=title>
                <p translate="no">{who}</p>
                <For each=waiting key=|objection| objection.id let:objection>
                    <Objection case handover objection may_answer=answers/>
                </For>
                <Show when=move || opens.get()>
                    <p><a href=Route::Handover { case }.path()>"引き継ぎのページへ"</a></p>
                </Show>
            </Notice>
        }
    };
    view! { <For each=titled key=|titled| *titled children=notice/> }
}

/// All she said against it, answered or not.
fn objections(line: Memo<Option<HandoverLine>>) -> impl Iterator<Item = ObjectionLine> {
    line.get().into_iter().flat_map(|line| line.objections)
}

fn parties(line: &HandoverLine) -> String {
    format!(
        "{}から{}へ　{}から　{}",
        line.from,
        line.to,
        words::date(line.on),
        line.status.label()
    )
}

/// The page of one hand-over.
#[component]
pub fn HandoverScreen(case: CaseId) -> impl IntoView {
    let asked = asked(move || wire::Handover { case }, live::of_case(case));
    view! {
        <div class="page page--middle handover">
            <Loaded asked shape=SkeletonShape::Lines(8) let:view>
                <Body case view/>
            </Loaded>
        </div>
    }
}

#[component]
fn Body(case: CaseId, view: Signal<HandoverView>) -> impl IntoView {
    let name = Memo::new(move |_| {
        view.with(|view| {
            let called = view.called_name.as_deref().map(words::called);
            called.unwrap_or_else(|| view.no.clone())
        })
    });
    let facts = move || view.with(|view| format!("{}　{}", view.no, view.status.label()));
    let rights = Signal::derive(move || view.with(|view| view.rights.clone()));
    // The case itself opens for those who keep the record, and not yet for who is only asked.
    let keeps = Memo::new(move |_| rights::allowed(&rights.get(), Action::SeePlan));
    let newest = Memo::new(move |_| view.with(|view| view.handovers.first().cloned()));
    let newest_id = move || newest.with(|line| line.as_ref().map(|line| line.id));
    let earlier = Memo::new(move |_| {
        view.with(|view| view.handovers.iter().skip(1).cloned().collect::<Vec<_>>())
    });
    view! {
        <div class="page__head">
            <div>
                <Show when=move || keeps.get()>
                    <a class="small back" href=Route::case(case).path()>"← ケースへ"</a>
                </Show>
                <h1>"引き継ぎ　" <span translate="no">{move || name.get()}</span></h1>
                <p class="muted" translate="no">{facts}</p>
            </div>
        </div>
        <div class="stack">
            <For each=newest_id key=|id| *id let:handover>
                <Newest case handover line=newest rights/>
            </For>
            <HerWords view/>
            <Known view/>
            <Promises view/>
            <Dates view/>
            <Avoid view/>
            <Show when=move || rights.with(|r| wire::may(r, Action::HandOver).is_some())>
                <propose::Propose case view rights/>
            </Show>
            <Show when=move || !earlier.with(Vec::is_empty)>
                <Fold summary="これまでの引き継ぎ">
                    <ul class="list" translate="no">
                        {move || {
                            let lines = earlier.get().into_iter();
                            lines.map(|line| view! { <li>{parties(&line)}</li> }).collect_view()
                        }}
                    </ul>
                </Fold>
            </Show>
        </div>
    }
}

/// The newest hand-over, with what its reader can do about it. Built once for each, so that what is
/// being written stays while she or others write about it.
#[component]
fn Newest(
    case: CaseId,
    handover: HandoverId,
    line: Memo<Option<HandoverLine>>,
    rights: Signal<Rights>,
) -> impl IntoView {
    let has = move |action| {
        Signal::derive(move || rights.with(|rights| wire::may(rights, action).is_some()))
    };
    let is =
        move |status| line.with(|line| line.as_ref().is_some_and(|line| line.status == status));
    let open = Memo::new(move |_| is(HandoverStatus::Proposed));
    let closes = move || open.get() || is(HandoverStatus::Declined);
    let may_object = move || open.get() || is(HandoverStatus::Accepted);
    let to_me = move || line.with(|line| line.as_ref().is_some_and(|line| line.to_me));
    let answers = Signal::derive(move || rights::allowed(&rights.get(), Action::AnswerObjection));
    let hands_over = has(Action::HandOver);
    let hears_her = has(Action::HerVoice);
    view! {
        <section class="panel" aria-labelledby="handover-title">
            <div class="panel__head"><h2 id="handover-title">"担当の引き継ぎ"</h2></div>
            <div translate="no">{move || line.get().map(told)}</div>
            <For
                each=move || objections(line)
                key=|objection| (objection.id, objection.answer.is_some())
                let:objection
            >
                <Objection case handover objection may_answer=answers/>
            </For>
            <Show when=move || open.get() && to_me()>
                <AnswerForm case handover/>
            </Show>
            <Show when=move || closes() && hands_over.get()>
                <Withdraw case handover open/>
            </Show>
            <Show when=move || may_object() && hears_her.get()>
                <HerObjection case handover/>
            </Show>
        </section>
    }
}

/// From whom to whom, and what became of it.
fn told(line: HandoverLine) -> impl IntoView {
    let rows = vec![
        ("前の担当".to_owned(), line.from),
        ("新しい担当".to_owned(), line.to),
        ("いつから".to_owned(), words::date(line.on)),
        ("いまは".to_owned(), line.status.label().to_owned()),
    ];
    let why = line.end.filter(|(words, _)| !words.is_empty());
    view! {
        <DescriptionList items=rows/>
        {why.map(|(why, _)| view! { <p>{format!("引き受けられない理由：{why}")}</p> })}
    }
}

#[component]
fn AnswerForm(case: CaseId, handover: HandoverId) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let act = Act::new();
    let send = move |act_of: HandoverCommand, words: &'static str| {
        let command = CaseCommand::Handover {
            handover,
            act: act_of,
        };
        act.case(case, command, words, |_| ());
    };
    let accept = move |()| send(HandoverCommand::Accept, "担当を引き継ぎました");
    let decline = move |()| {
        let reason = reason.get_untracked();
        if reason.trim().is_empty() {
            return act.refuse("引き受けられない理由を書いてください。");
        }
        send(
            HandoverCommand::Decline { reason },
            "引き受けられないことを伝えました",
        );
    };
    view! {
        <p>
            "このページを読んで、答えてください。引き受けると、担当はすぐに変わり、前の担当はこのケースを開けなくなります。"
        </p>
        <Refusing act/>
        <div class="actions">
            <Button variant=Variant::Primary busy=act.busy on_press=accept>"引き受ける"</Button>
        </div>
        <Fold summary="引き受けられないとき">
            <TextArea
                id="handover-decline"
                label="引き受けられない理由"
                need=Need::Required
                value=reason
                rows=2
                shared=act.wording
            />
            <div class="actions">
                <Button busy=act.busy on_press=decline>"引き受けられないと伝える"</Button>
            </div>
        </Fold>
    }
}

#[component]
fn Withdraw(case: CaseId, handover: HandoverId, open: Memo<bool>) -> impl IntoView {
    let act = Act::new();
    let withdraw = move |()| {
        let command = CaseCommand::Handover {
            handover,
            act: HandoverCommand::Withdraw,
        };
        act.case(case, command, "引き継ぎを取り下げました", |_| ());
    };
    move || {
        let label = match open.get() {
            true => "引き継ぎを取り下げる",
            false => "読みました。担当を続けます",
        };
        view! { <Submit act label on_press=withdraw/> }
    }
}

/// Said by telephone or face to face: written down and read back.
#[component]
fn HerObjection(case: CaseId, handover: HandoverId) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let act = Act::new();
    let save = move |()| {
        let words = typed.get_untracked();
        if words.trim().is_empty() {
            return act.refuse("本人の言葉を入力してください。");
        }
        let command = CaseCommand::Handover {
            handover,
            act: HandoverCommand::Object {
                objection: CommentId(ids::new()),
                words,
            },
        };
        act.case(
            case,
            command,
            "本人の異議を記録しました",
            move |_| {
                typed.try_set(String::new());
            },
        );
    };
    view! {
        <Fold summary="本人が「変わってほしくない」と言ったとき">
            <TextArea
                id="handover-objection"
                label="本人の言葉"
                help="言ったとおりに書いて、読み返します。引き受ける前なら、引き継ぎは止まります。"
                need=Need::Required
                value=typed
                rows=2
            />
            <Submit act label="本人の異議を記録する" on_press=save/>
        </Fold>
    }
}

#[component]
fn HerWords(view: Signal<HandoverView>) -> impl IntoView {
    let said = Memo::new(move |_| view.with(|view| view.words.clone()));
    let people = Memo::new(move |_| view.with(|view| view.about_people.clone()));
    view! {
        <section class="panel" aria-labelledby="handover-words">
            <div class="panel__head"><h2 id="handover-words">"本人の言葉"</h2></div>
            <Show when=move || said.with(Vec::is_empty)>
                <p class="muted">"まだ書いてありません。"</p>
            </Show>
            <div class="stack" translate="no">
                {move || {
                    said.get()
                        .into_iter()
                        .map(|wish| {
                            view! {
                                <blockquote class="quote">
                                    {wish.words}
                                    <footer class="small muted">{words::moment(wish.at)}</footer>
                                </blockquote>
                            }
                        })
                        .collect_view()
                }}
                <Show when=move || people.with(|words| !words.is_empty())>
                    <p>"会議に来てほしい人・ほしくない人：" {move || people.get()}</p>
                </Show>
            </div>
        </section>
    }
}

/// 助けになること・つらくなること.
#[component]
fn Known(view: Signal<HandoverView>) -> impl IntoView {
    let known = Memo::new(move |_| view.with(|view| (view.helps.clone(), view.hurts.clone())));
    view! {
        <Show when=move || known.with(|(helps, _)| !helps.is_empty())>
            <section class="panel" aria-labelledby="handover-known">
                <div class="panel__head"><h2 id="handover-known">"助けになること・つらくなること"</h2></div>
                <div translate="no">
                    {move || {
                        let (helps, hurts) = known.get();
                        let items = vec![
                            ("助けになること".to_owned(), helps),
                            ("つらくなること".to_owned(), hurts),
                        ];
                        view! { <DescriptionList items/> }
                    }}
                </div>
            </section>
        </Show>
    }
}

#[component]
fn Promises(view: Signal<HandoverView>) -> impl IntoView {
    let promises = Memo::new(move |_| view.with(|view| (view.promises.clone(), view.today)));
    view! {
        <section class="panel" aria-labelledby="handover-promises">
            <div class="panel__head"><h2 id="handover-promises">"まだ終わっていない約束"</h2></div>
            <Show when=move || promises.with(|(all, _)| all.is_empty())>
                <p class="muted">"ありません。"</p>
            </Show>
            {move || {
                let (all, today) = promises.get();
                PromiseKind::ALL
                    .into_iter()
                    .filter_map(|kind| {
                        let of_kind: Vec<_> =
                            all.iter().filter(|promise| promise.kind == kind).cloned().collect();
                        (!of_kind.is_empty()).then(|| {
                            let rows = of_kind.into_iter().map(|promise| {
                                let due = words::due(promise.due, today);
                                view! {
                                    <li class="list__row">
                                        <span>{promise.what}</span>
                                        <span class="muted small">{promise.who}</span>
                                        {due.map(|(words, key)| {
                                            view! {
                                                <span class="card__due list__end" data-due=key>{words}</span>
                                            }
                                        })}
                                    </li>
                                }
                            });
                            view! {
                                <h3>{kind.label()}</h3>
                                <ul class="list" translate="no">{rows.collect_view()}</ul>
                            }
                        })
                    })
                    .collect_view()
            }}
        </section>
    }
}

#[component]
fn Dates(view: Signal<HandoverView>) -> impl IntoView {
    let dates = Memo::new(move |_| view.with(|view| (view.dates.clone(), view.today)));
    view! {
        <section class="panel" aria-labelledby="handover-dates">
            <div class="panel__head"><h2 id="handover-dates">"これからの日付"</h2></div>
            <Show when=move || dates.with(|(all, _)| all.is_empty())>
                <p class="muted">"決まった日付はありません。"</p>
            </Show>
            <ul class="list" translate="no">
                {move || {
                    let (all, today) = dates.get();
                    all.into_iter()
                        .map(|(day, what)| {
                            let due = words::due(Some(day), today);
                            view! {
                                <li class="list__row">
                                    <span>{words::date(day)}</span>
                                    <span>{what}</span>
                                    {due.map(|(words, key)| {
                                        view! {
                                            <span class="card__due list__end" data-due=key>{words}</span>
                                        }
                                    })}
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </section>
    }
}

#[component]
fn Avoid(view: Signal<HandoverView>) -> impl IntoView {
    let avoid = Memo::new(move |_| view.with(|view| view.avoid.clone()));
    view! {
        <section class="panel" aria-labelledby="handover-avoid">
            <div class="panel__head"><h2 id="handover-avoid">"気をつける人・機関"</h2></div>
            <Show when=move || avoid.with(Vec::is_empty)>
                <p class="muted">"記録されていません。"</p>
            </Show>
            <ul class="list" translate="no">
                {move || {
                    avoid
                        .get()
                        .into_iter()
                        .map(|one| {
                            view! {
                                <li class="list__row">
                                    <span>{one.who}</span>
                                    <span class="muted small list__end">{one.why}</span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </section>
    }
}
