//! 18歳未満かもしれない: thinking of 通告, and what was decided, with whom and why (児童虐待の防止等に関する法律6条).

use domain::access::Action;
use domain::child_notice::ChildNoticeChoice;
use domain::command::CaseCommand;
use domain::view::child_notice::DecidedView;
use leptos::prelude::*;

use crate::route::{CasePart, Route};
use crate::staff::act::Act;
use crate::staff::door::door;
use crate::staff::form::Select;
use crate::staff::words;
use crate::ui::*;

use super::Shared;
use super::act_dialog::ActDialog;
use super::lacks::{NeededText, whole};
use super::pick::{self, PickOne};

/// Absent where she is of age, or nobody knows.
#[component]
pub(super) fn ChildNoticePanel(shared: Shared) -> impl IntoView {
    let notice = shared.part(|view| view.child_notice.clone());
    let may = shared.has(Action::AskAgency);
    let open = RwSignal::new(false);
    let asks = Route::Case {
        case: shared.id,
        part: CasePart::Consents,
    }
    .path();
    let decide = move |label: &'static str| {
        view! {
            <Show when=move || may.get()>
                <Button on_press=move |()| open.set(true)>{label}</Button>
            </Show>
        }
    };
    view! {
        {move || {
            notice
                .get()
                .map(|notice| match notice.decided {
                    None => {
                        view! {
                            <Notice kind=NoticeKind::Warning title="18歳未満かもしれません">
                                <p>
                                    "虐待を受けたと思われるときは、児童相談所への通告を考えます（児童虐待の防止等に関する法律6条）。通告に本人の同意はいりませんが、本人にどう伝えるかは別に考えて、照会・協力依頼に書きます。"
                                </p>
                                <div class="actions">{decide("通告について決めたことを記録")}</div>
                            </Notice>
                        }
                        .into_any()
                    }
                    Some(decided) => {
                        view! {
                            <section class="panel stack" aria-labelledby="child-notice-title">
                                <div class="panel__head">
                                    <h2 id="child-notice-title">"児童相談所への通告の判断"</h2>
                                </div>
                                <Decided decided asks=asks.clone()/>
                                {decide("決め直したことを記録")}
                            </section>
                        }
                        .into_any()
                    }
                })
        }}
        <Show when=move || may.get() && notice.with(Option::is_some)>
            <DecideDialog shared open/>
        </Show>
    }
}

#[component]
fn Decided(decided: DecidedView, asks: String) -> impl IntoView {
    let notifies = decided.choice == ChildNoticeChoice::Notify;
    view! {
        <p>
            <Tag tone=Tone::Care>{decided.choice.label()}</Tag>
            " "
            <span class="small muted" translate="no">
                {words::moment(decided.at)} "　" {decided.by} "（相談した上司：" {decided.with} "）"
            </span>
        </p>
        <p class="quote" translate="no">{decided.reason}</p>
        {notifies
            .then(|| {
                view! {
                    <p>
                        "通告は、"<a href=asks>"照会・協力依頼"</a>
                        "で、根拠を「そのほかの法律」にして送ります。ほかの人の記録は付きません。"
                    </p>
                }
            })}
    }
}

#[component]
fn DecideDialog(shared: Shared, open: RwSignal<bool>) -> impl IntoView {
    let (choice, with) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let reason = RwSignal::new(String::new());
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let act = Act::new();
    let save = move |()| {
        let command = whole(problems, |lacks| {
            let chosen = pick::one(&ChildNoticeChoice::ALL, choice);
            let chosen = lacks.choice(
                chosen,
                "child-notice-choice",
                "どうするかを選んでください。",
            );
            let reason = lacks.text(reason, "child-notice-reason", "理由を書いてください。");
            let superior = with.with_untracked(|id| id.parse().ok());
            let superior = lacks.choice(
                superior,
                "child-notice-with",
                "相談した上司を選んでください。",
            );
            Some(CaseCommand::DecideChildNotice {
                choice: chosen?,
                reason,
                with: superior?,
            })
        });
        let Some(command) = command else { return };
        act.case(
            shared.id,
            command,
            "通告の判断を記録しました",
            move |_| {
                for typed in [choice, with, reason] {
                    typed.try_set(String::new());
                }
                open.try_set(false);
            },
        );
    };
    view! {
        <ActDialog
            id="child-notice"
            title="児童相談所への通告の判断"
            open
            act
            problems
            send="記録する"
            on_send=save
        >
            <PickOne
                id="child-notice-choice"
                label="どうするか"
                of=(&ChildNoticeChoice::ALL, ChildNoticeChoice::label)
                value=choice
            />
            <NeededText id="child-notice-reason" label="理由" value=reason problems/>
            <Superior shared with/>
        </ActDialog>
    }
}

/// Somebody else of the own office.
#[component]
fn Superior(shared: Shared, with: RwSignal<String>) -> impl IntoView {
    let directory = pick::directory(shared.id);
    let me = door().me;
    let options = Signal::derive(move || {
        let me = me.with(|me| me.as_ref().map(|me| (me.id, me.agency.id)));
        directory.answer.with(|known| {
            let people = known.iter().flat_map(|known| &known.people);
            people
                .filter(|person| {
                    me.is_some_and(|(id, agency)| person.id != id && person.agency.id == agency)
                })
                .map(|person| (person.id.to_string(), person.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    view! { <Select id="child-notice-with" label="相談した上司" value=with options/> }
}
