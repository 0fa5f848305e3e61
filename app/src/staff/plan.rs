//! 計画の画面: her words on top, the items with her answers beside them, what changed between two
//! versions, and the steps from a draft to her plan.

use domain::access::Action;
use domain::id::{CaseId, PlanId};
use domain::view::{CaseView, Directory, PlanView};
use domain::wire;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::route::Route;
use crate::ui::*;

use super::asked::{Loaded, SinceWhen, asked};
use super::conflict::{ConflictsPanel, Entries, of_today};
use super::door::door;
use super::her_own::{HerItems, HerOwn};
use super::live;
use super::named::Named;
use super::outbox::{PLAN, WaitingHere};
use super::rights::{Right, right};
use super::words;

mod comments;
mod difference;
mod draft;
mod editor;
mod her_voice;
mod items;
mod kept;
mod release;
mod sub_plans;
mod translations;

use draft::Draft;
pub(super) use kept::{mend, place, sent};

/// What the parts of a plan's page share. Cheap to copy.
#[derive(Clone, Copy)]
struct Page {
    case: CaseId,
    plan: PlanId,
    view: Signal<PlanView>,
    named: Memo<Named>,
}

impl Page {
    fn new(case: CaseId, plan: PlanId, view: Signal<PlanView>, all: Signal<Directory>) -> Self {
        let named = Memo::new(move |_| {
            view.with(|view| {
                all.with(|all| {
                    Named::new(&view.agencies, &view.people)
                        .and(&Named::new(&all.agencies, &all.people))
                })
            })
        });
        Self {
            case,
            plan,
            view,
            named,
        }
    }

    fn rights(self) -> Signal<wire::Rights> {
        Signal::derive(move || self.view.with(|view| view.rights.clone()))
    }

    fn entries(self) -> Entries {
        let today = door().today();
        Entries {
            case: self.case,
            all: Memo::new(move |_| self.view.with(|view| of_today(&view.conflicts, today))),
            names: Memo::new(move |_| {
                self.view.with(|view| Directory {
                    agencies: view.agencies.clone(),
                    people: view.people.clone(),
                })
            }),
        }
    }

    fn right(self, action: Action) -> Memo<Right> {
        Memo::new(move |_| self.view.with(|view| right(&view.rights, action)))
    }
}

/// A 個別支援計画; none = a new one.
#[component]
pub fn PlanScreen(case: CaseId, plan: Option<PlanId>) -> impl IntoView {
    let directory = asked(
        move || wire::Directory { case: Some(case) },
        live::council(),
    );
    match plan {
        None => {
            let asked = asked(move || wire::Case { case }, live::of_case(case));
            view! {
                <div class="page page--wide plan">
                    <Loaded asked shape=SkeletonShape::Rows(6) let:view>
                        <Loaded asked=directory shape=SkeletonShape::Rows(6) let:all>
                            <New case view all/>
                        </Loaded>
                    </Loaded>
                </div>
            }
            .into_any()
        }
        Some(plan) => {
            let asked = asked(move || wire::Plan { case, plan }, live::of_case(case));
            view! {
                <div class="page page--wide plan">
                    <SinceWhen asked/>
                    <Loaded asked shape=SkeletonShape::Rows(6) let:view>
                        <Loaded asked=directory shape=SkeletonShape::Rows(6) let:all>
                            <Known page=Page::new(case, plan, view, all)/>
                        </Loaded>
                    </Loaded>
                </div>
            }
            .into_any()
        }
    }
}

/// Her newest wish, always first and to the letter.
#[component]
fn HerWords(
    #[prop(into)] words: Signal<String>,
    /// They are not for the reader.
    #[prop(optional, into)]
    withheld: Signal<bool>,
) -> impl IntoView {
    view! {
        <section class="case__words" aria-label="本人の希望">
            {move || match words.get() {
                none if none.trim().is_empty() => {
                    let told = match withheld.get() {
                        true => words::WISH_WITHHELD,
                        false => "本人の希望は、まだ記録されていません。",
                    };
                    view! { <p class="muted">{told}</p> }.into_any()
                }
                words => view! { <p translate="no">{words}</p> }.into_any(),
            }}
        </section>
    }
}

/// The first version.
#[component]
fn New(case: CaseId, view: Signal<CaseView>, all: Signal<Directory>) -> impl IntoView {
    let draft = view.with_untracked(Draft::first);
    let wish_known = view.with_untracked(|view| !view.wishes.is_empty());
    kept::go_on(case, None, draft);
    let wish = Signal::derive(move || {
        view.with(|view| {
            view.wishes
                .last()
                .map(|wish| wish.words.clone())
                .unwrap_or_default()
        })
    });
    let own = Memo::new(move |_| view.with(|view| view.own.clone()));
    let named = Memo::new(move |_| all.with(|all| Named::new(&all.agencies, &all.people)));
    let name = move || {
        view.with(|view| {
            view.called_name
                .as_deref()
                .map_or_else(|| view.no.clone(), words::called)
        })
    };
    view! {
        <div class="page__head">
            <div>
                <a class="small" href=Route::case(case).path()>"← ケースへ"</a>
                <h1>"個別支援計画をつくる"</h1>
                <p class="muted" translate="no">{name}</p>
            </div>
        </div>
        <HerWords words=wish/>
        <HerItems lines=own/>
        <editor::Editor case draft named wish_known done=None/>
    }
}

/// A plan that exists.
#[component]
fn Known(page: Page) -> impl IntoView {
    let editing = RwSignal::new(false);
    let wish = Signal::derive(move || {
        page.view.with(|view| match &view.wish {
            Some(wish) => wish.words.clone(),
            None => view
                .plan
                .current()
                .map(|one| one.wish_words.clone())
                .unwrap_or_default(),
        })
    });
    let own = Memo::new(move |_| page.view.with(|view| view.own.clone()));
    // What was begun and not sent lies on the device; the plan itself says nothing of it.
    let half = RwSignal::new(false);
    Effect::new(move |_| {
        if !editing.get() {
            spawn_local(async move {
                let written = kept::is_half_written(page.plan).await;
                half.try_set(written);
            });
        }
    });
    let writes = page.right(Action::WritePlan);
    let draft = move || {
        let draft = page.view.with_untracked(Draft::next);
        kept::go_on(page.case, Some(page.plan), draft);
        draft
    };
    view! {
        <Head page editing/>
        <HerWords
            words=wish
            withheld=Signal::derive(move || page.view.with(|view| view.wish_withheld))
        />
        <Show
            when=move || editing.get()
            fallback=move || {
                view! {
                    <release::Waiting page/>
                    <Show when=move || half.get() && writes.get() != Right::Hidden>
                        <Notice kind=NoticeKind::Info title="書きかけの計画があります">
                            <p>"この端末に残っていました。まだ送っていません。"</p>
                            <Button on_press=move |()| editing.set(true)>"続きを書く"</Button>
                        </Notice>
                    </Show>
                    <div class="stack">
                        <WaitingHere
                            label="まだ送っていない計画"
                            case=page.case
                            kinds=&[PLAN]
                            about=vec![("plan", page.plan.to_string())]
                        />
                        <ConflictsPanel entries=page.entries()/>
                        <div class="split">
                            <div class="stack">
                                <Goals page/>
                                <items::Items page/>
                                <comments::Whole page/>
                                <HerOwn case=page.case lines=own rights=page.rights()/>
                            </div>
                            <div class="stack">
                                <release::Release page/>
                                <translations::Languages page/>
                                <difference::Difference page/>
                                <her_voice::HerVoice page/>
                            </div>
                        </div>
                    </div>
                }
            }
        >
            <HerItems lines=own/>
            <editor::Editor
                case=page.case
                draft=draft()
                named=page.named
                wish_known=true
                done=Some(Callback::new(move |()| editing.set(false)))
            />
        </Show>
    }
}

#[component]
fn Head(page: Page, editing: RwSignal<bool>) -> impl IntoView {
    let writes = page.right(Action::WritePlan);
    let title = move || {
        page.view.with(|view| {
            let version = view.plan.current().map_or(0, |one| one.number);
            format!("個別支援計画　第{version}版")
        })
    };
    let facts = move || {
        page.view.with(|view| {
            let name = view
                .called_name
                .as_deref()
                .map(|name| format!("{}　", words::called(name)))
                .unwrap_or_default();
            format!("{name}{}", view.case_no)
        })
    };
    let next = move || {
        page.view.with(|view| {
            let shown = view
                .plan
                .current()
                .is_some_and(|one| one.shared_at.is_some());
            if shown {
                "次の版をつくる"
            } else {
                "この版を書きかえる"
            }
        })
    };
    view! {
        <div class="page__head">
            <div>
                <a class="small" href=Route::case(page.case).path()>"← ケースへ"</a>
                <h1>{title}</h1>
                <p class="muted" translate="no">{facts}</p>
            </div>
            <div class="page__actions">
                <Tag tone=Tone::Accent>{move || page.view.with(|view| view.plan.status.label())}</Tag>
                <Show when=move || writes.get() == Right::Allowed>
                    <Button
                        icon=Icon::Pen
                        pressed=Signal::derive(move || Some(editing.get()))
                        on_press=move |()| editing.update(|on| *on = !*on)
                    >
                        {move || if editing.get() { "書くのをやめる" } else { next() }}
                    </Button>
                </Show>
            </div>
        </div>
    }
}

/// Period, goals, first contact and the day of the review.
#[component]
fn Goals(page: Page) -> impl IntoView {
    let rows = move || {
        let named = page.named.get();
        page.view.with(|view| {
            let Some(version) = view.plan.current() else {
                return Vec::new();
            };
            let mut rows = vec![
                (
                    "計画の期間".to_owned(),
                    format!("{}〜{}", words::date(version.from), words::date(version.to)),
                ),
                ("めざす くらし".to_owned(), version.goal_long.clone()),
                ("当面の目標".to_owned(), version.goals_short.join("\n")),
                (
                    "いちばんの相談先".to_owned(),
                    version
                        .first_contact
                        .map(|id| named.person(id))
                        .unwrap_or_default(),
                ),
                (
                    "見直しの日".to_owned(),
                    words::date(version.monitoring_date),
                ),
                ("見守り体制".to_owned(), version.watch_over.clone()),
            ];
            if let Some(safety) = view.safety_plan.as_ref().filter(|words| !words.is_empty()) {
                rows.push(("安全のための約束".to_owned(), safety.clone()));
            }
            rows
        })
    };
    view! {
        <section class="panel" aria-label="めざすこと" translate="no">
            <div class="panel__head"><h2>"めざすこと"</h2></div>
            {move || view! { <DescriptionList items=rows()/> }}
        </section>
    }
}
