//! 引き継ぎを頼む: whom, from when, and what the next worker must know of her.

use domain::access::Action;
use domain::command::CaseCommand;
use domain::handover::HandoverCommand;
use domain::id::{CaseId, HandoverId, StaffId};
use domain::view::PersonRef;
use domain::view::handover::HandoverView;
use domain::wire::Rights;
use leptos::prelude::*;

use crate::staff::act::{Act, Refusing};
use crate::staff::form::Select;
use crate::staff::ids;
use crate::staff::rights::{Right, right};
use crate::ui::*;

use super::super::lacks::{Lacks, NeededDay, NeededText, whole, wrong_at};

/// What is typed. Cheap to copy.
#[derive(Clone, Copy)]
struct Typed {
    from: RwSignal<String>,
    to: RwSignal<String>,
    on: RwSignal<String>,
    helps: RwSignal<String>,
    hurts: RwSignal<String>,
    with_place: RwSignal<bool>,
}

impl Typed {
    /// What helps and what hurts stays true from one hand-over to the next.
    fn of(view: &HandoverView) -> Self {
        let mine = view.workers.iter().find(|one| Some(one.id) == view.me);
        let from = mine.map_or_else(String::new, |me| me.id.to_string());
        Self {
            from: RwSignal::new(from),
            to: RwSignal::new(String::new()),
            on: RwSignal::new(String::new()),
            helps: RwSignal::new(view.helps.clone()),
            hurts: RwSignal::new(view.hurts.clone()),
            with_place: RwSignal::new(false),
        }
    }

    fn read(self, handover: HandoverId, lacks: &mut Lacks) -> Option<CaseCommand> {
        let person = |value: RwSignal<String>| -> Option<StaffId> {
            value.with_untracked(|id| id.parse().ok())
        };
        let from = person(self.from);
        let from = lacks.choice(from, "handover-from", "前の担当を選んでください。");
        let to = lacks.choice(
            person(self.to),
            "handover-to",
            "新しく担当する人を選んでください。",
        );
        let on = lacks.day(self.on, "handover-on");
        let helps = lacks.text(
            self.helps,
            "handover-helps",
            "助けになることを書いてください。分からないときは「まだ分からない」と書きます。",
        );
        let hurts = lacks.text(
            self.hurts,
            "handover-hurts",
            "つらくなることを書いてください。分からないときは「まだ分からない」と書きます。",
        );
        Some(CaseCommand::Handover {
            handover,
            act: HandoverCommand::Propose {
                from: from?,
                to: to?,
                on: on?,
                helps,
                hurts,
                with_place: self.with_place.get_untracked(),
            },
        })
    }
}

fn options(people: &[PersonRef]) -> Vec<(String, String)> {
    let option = |one: &PersonRef| {
        let words = format!("{}（{}）", one.name, one.agency.name);
        (one.id.to_string(), words)
    };
    people.iter().map(option).collect()
}

#[component]
pub(super) fn Propose(
    case: CaseId,
    view: Signal<HandoverView>,
    rights: Signal<Rights>,
) -> impl IntoView {
    let typed = view.with_untracked(Typed::of);
    let problems = RwSignal::new(Vec::<Wrong>::new());
    let id = StoredValue::new(HandoverId(ids::new()));
    let act = Act::new();
    let stopped = Signal::derive(move || {
        rights.with(|rights| match right(rights, Action::HandOver) {
            Right::Disabled(words) => Some(words),
            _ => None,
        })
    });
    let candidates = Signal::derive(move || {
        view.with(|view| {
            let mut people = view.candidates.clone();
            people.retain(|one| Some(one.id) != view.me);
            options(&people)
        })
    });
    let workers = Signal::derive(move || view.with(|view| options(&view.workers)));
    let is_worker = Memo::new(move |_| {
        view.with(|view| view.workers.iter().any(|one| Some(one.id) == view.me))
    });
    let knows_place = Memo::new(move |_| view.with(|view| view.knows_place));
    let send = move |()| {
        let Some(command) = whole(problems, |lacks| typed.read(id.get_value(), lacks)) else {
            return;
        };
        act.case(case, command, "引き継ぎを頼みました", move |_| {
            id.set_value(HandoverId(ids::new()));
        });
    };
    view! {
        <section class="panel" aria-labelledby="handover-ask">
            <div class="panel__head"><h2 id="handover-ask">"引き継ぎを頼む"</h2></div>
            <p class="muted">
                "頼むと、本人のページにも「だれから、だれへ、いつから」が出ます。先に、本人に話してください。新しい担当が引き受けるまで、担当は変わりません。"
            </p>
            <div class="form">
                <ErrorSummary problems/>
                <Refusing act/>
                <Show when=move || !is_worker.get()>
                    <Select
                        id="handover-from"
                        label="前の担当（職を離れた人）"
                        need=Need::Required
                        value=typed.from
                        options=workers
                        error=wrong_at(problems, "handover-from")
                    />
                </Show>
                <Select
                    id="handover-to"
                    label="新しく担当する人"
                    help="ケースの記録を持つ機関の人から選びます。"
                    need=Need::Required
                    value=typed.to
                    options=candidates
                    error=wrong_at(problems, "handover-to")
                />
                <NeededDay problems id="handover-on" label="いつから" value=typed.on/>
                <div class="fields" translate="no">
                    <NeededText
                        problems
                        id="handover-helps"
                        label="助けになること"
                        help="落ち着く話し方、会いやすい時間、続けてほしいこと。住所や居場所がわかることは書きません。"
                        value=typed.helps
                        rows=3
                    />
                    <NeededText
                        problems
                        id="handover-hurts"
                        label="つらくなること"
                        help="避けてほしい言い方や場面。くり返し聞かないでほしいこと。"
                        value=typed.hurts
                        rows=3
                    />
                </div>
                <Show when=move || knows_place.get()>
                    <Check
                        id="handover-place"
                        label="場所を知ってよい人の名簿も、新しい担当に替える"
                        checked=typed.with_place
                    />
                </Show>
                <div class="actions">
                    <Button
                        variant=Variant::Primary
                        busy=act.busy
                        disabled_reason=stopped
                        on_press=send
                    >
                        "引き継ぎを頼む"
                    </Button>
                </div>
            </div>
        </section>
    }
}
