//! Moving a card: what each move needs, and what becomes of it. Every way of moving ends here.

use std::sync::Arc;

use domain::case::CaseStatus;
use domain::command::{CaseCommand, Command};
use domain::id::{AgencyId, CaseId, RecordId};
use domain::inquiry::HerKnowledge;
use domain::tsunagi::{Desk, TsunagiWay};
use domain::view::{Card, Directory};
use domain::wire;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use crate::route::{CasePart, Route};
use crate::staff::act::{Act, Refusing};
use crate::staff::call;
use crate::staff::clock;
use crate::staff::door::{document, door, focus};
use crate::staff::form::{Select, agency_options};
use crate::staff::ids;
use crate::staff::part::MoveFormPart;
use crate::ui::*;

use super::called;
use super::cards::Cards;

/// Id of the one menu all cards share.
const MENU: &str = "card-menu";

/// The つなぎ with which a case leaves: written once, however often its move is sent.
#[derive(Clone)]
struct Handing {
    /// Which case goes to which agency, and why.
    said: (CaseId, AgencyId, String),
    record: RecordId,
    arrived: bool,
}

/// The move in hand. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Moving {
    pub(super) cards: Cards,
    /// The card whose menu or form is open.
    card: RwSignal<Option<Arc<Card>>>,
    to: RwSignal<CaseStatus>,
    form: RwSignal<bool>,
    reason: RwSignal<String>,
    agency: RwSignal<String>,
    /// She was told where her case goes.
    told: RwSignal<bool>,
    handing: StoredValue<Option<Handing>>,
    act: Act,
    refused: RwSignal<Option<(CaseId, String)>>,
    /// A drag has just ended; the click that follows it opens nothing.
    pub dragged: RwSignal<bool>,
}

impl Moving {
    pub(super) fn new(cards: Cards) -> Self {
        Self {
            cards,
            card: RwSignal::new(None),
            to: RwSignal::new(CaseStatus::Accepted),
            form: RwSignal::new(false),
            reason: RwSignal::new(String::new()),
            agency: RwSignal::new(String::new()),
            told: RwSignal::new(false),
            handing: StoredValue::new(None),
            act: Act::new(),
            refused: RwSignal::new(None),
            dragged: RwSignal::new(false),
        }
    }

    /// One click listener for all cards.
    pub fn pressed(self, event: &web_sys::MouseEvent) {
        if self.dragged.get_untracked() {
            self.dragged.set(false);
            event.prevent_default();
            return;
        }
        let target = event
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let button = target.and_then(|t| t.closest("[data-menu]").ok().flatten());
        let id = button.as_ref().and_then(|b| b.get_attribute("data-menu"));
        let id = id.and_then(|id| id.parse().ok());
        if let (Some(card), Some(button)) = (id.and_then(|id| self.cards.find(id)), button) {
            self.refused.set(None);
            self.card.set(Some(card));
            spawn_local(async move {
                // The menu is filled first.
                clock::pause(0).await;
                if let Some(menu) = menu() {
                    show_beside(
                        &menu,
                        button,
                        menu.query_selector(".menu__item").ok().flatten(),
                    );
                }
            });
        }
    }

    /// The board was read again: an open menu stands beside its card, though that was built anew.
    pub fn stay_beside(self) {
        let Some(menu) = menu().filter(|menu| menu.matches(":popover-open").unwrap_or(false))
        else {
            return;
        };
        let Some(id) = self
            .card
            .with_untracked(|card| card.as_ref().map(|card| card.id))
        else {
            return;
        };
        spawn_local(async move {
            // The cards are built first.
            clock::pause(0).await;
            let button =
                document().and_then(|document| document.get_element_by_id(&format!("menu-{id}")));
            let focused = document().and_then(|document| document.active_element());
            if let Some(button) = button {
                show_beside(
                    &menu,
                    button,
                    focused.filter(|own| menu.contains(Some(own))),
                );
            }
        });
    }

    /// Asks for a move: at once where nothing else is needed, else its form opens.
    pub fn ask(self, card: &Arc<Card>, to: CaseStatus) {
        self.refused.set(None);
        if card.status == to {
            return;
        }
        self.card.set(Some(card.clone()));
        self.to.set(to);
        let needs_form = card.status.may_become(to)
            && matches!(
                to,
                CaseStatus::Supporting
                    | CaseStatus::Referred
                    | CaseStatus::Transferred
                    | CaseStatus::UnderProtection
                    | CaseStatus::Watching
                    | CaseStatus::Suspended
                    | CaseStatus::Closed
            );
        // Taking a case up again is told with its reason.
        let needs_form =
            needs_form || (card.status == CaseStatus::Closed && to == CaseStatus::Assessing);
        if needs_form {
            self.act.refused.set(None);
            self.form.set(true);
            return;
        }
        let id = card.id;
        self.send(card, to, String::new(), None, move |result| match result {
            Ok(()) => {}
            Err(words) => self.refused.set(Some((id, words))),
        });
    }

    /// Paints the move, sends it, and takes it back when it is refused.
    fn send(
        self,
        card: &Arc<Card>,
        to: CaseStatus,
        reason: String,
        referred_to: Option<AgencyId>,
        then: impl FnOnce(Result<(), String>) + 'static,
    ) {
        let (id, from, name) = (card.id, card.status, called(card));
        self.cards.hope(id, to);
        focus(&format!("menu-{id}"));
        spawn_local(async move {
            let act = CaseCommand::MoveCase {
                from,
                to,
                reason,
                referred_to,
            };
            let result = call::push(Command::Case { case: id, act }).await;
            self.cards.settle(id, result.is_ok());
            match result {
                Ok(_) => {
                    door().tell(format!(
                        "{name}を「{}」から「{}」へ動かしました",
                        from.label(),
                        to.label()
                    ));
                    then(Ok(()));
                }
                Err(refused) => {
                    then(Err(refused.words));
                    focus(&format!("menu-{id}"));
                }
            }
        });
    }

    fn submit(self) {
        let Some(card) = self.card.get_untracked() else {
            return;
        };
        if self.act.busy.get_untracked() {
            return;
        }
        self.act.busy.set(true);
        self.act.refused.set(None);
        let receiver = self.agency.with_untracked(|id| id.parse().ok());
        let (to, reason) = (self.to.get_untracked(), self.reason.get_untracked());
        match receiver {
            Some(agency) if to == CaseStatus::Referred && self.told.get_untracked() => {
                self.refer(card, agency, reason);
            }
            _ => self.carry(&card, to, reason, receiver),
        }
    }

    /// つなぎ is written down first: a case leaves with her knowledge.
    fn refer(self, card: Arc<Card>, agency: AgencyId, reason: String) {
        let said = (card.id, agency, reason.clone());
        let known = self.handing.get_value();
        let handing = known
            .filter(|handing| handing.said == said)
            .unwrap_or_else(|| Handing {
                said,
                record: RecordId(ids::new()),
                arrived: false,
            });
        if handing.arrived {
            return self.carry(&card, CaseStatus::Referred, reason, Some(agency));
        }
        let record = handing.record;
        self.handing.set_value(Some(handing));
        spawn_local(async move {
            let act = CaseCommand::RecordTsunagi {
                record,
                way: TsunagiWay::Out,
                desk: Desk::Agency(agency),
                on: door().today(),
                her_knowledge: HerKnowledge::Told,
                handed: String::new(),
                reason: reason.clone(),
            };
            match call::push(Command::Case { case: card.id, act }).await {
                Ok(_) => {
                    self.handing.try_update_value(|handing| {
                        if let Some(handing) = handing {
                            handing.arrived = true;
                        }
                    });
                    self.carry(&card, CaseStatus::Referred, reason, Some(agency));
                }
                Err(refused) => {
                    self.act.busy.try_set(false);
                    self.act.refuse(refused.words);
                }
            }
        });
    }

    fn carry(self, card: &Arc<Card>, to: CaseStatus, reason: String, receiver: Option<AgencyId>) {
        self.send(card, to, reason, receiver, move |result| {
            self.act.busy.try_set(false);
            match result {
                Ok(()) => {
                    self.form.try_set(false);
                    self.reason.try_set(String::new());
                    self.agency.try_set(String::new());
                    self.told.try_set(false);
                    self.handing.try_set_value(None);
                }
                Err(words) => self.act.refuse(words),
            }
        });
    }
}

fn menu() -> Option<web_sys::HtmlElement> {
    let menu = document()?.get_element_by_id(MENU)?;
    menu.dyn_into().ok()
}

/// Opens the one menu beside the button, with the focus on `first`. It is not modal: making a
/// thousand cards inert and alive again would cost more than the move.
fn show_beside(
    menu: &web_sys::HtmlElement,
    button: web_sys::Element,
    first: Option<web_sys::Element>,
) {
    let Ok(button) = button.dyn_into::<web_sys::HtmlElement>() else {
        return;
    };
    // Hiding what is not shown is refused, and that is all right.
    let _ = menu.hide_popover();
    let beside = web_sys::ShowPopoverOptions::new();
    beside.set_source(&button);
    if menu.show_popover_with_options(&beside).is_ok()
        && let Some(first) = first
        && let Ok(first) = first.dyn_into::<web_sys::HtmlElement>()
    {
        // Failing to focus leaves the menu open all the same.
        let _ = first.focus();
    }
}

/// What a move asks for, in a few words.
fn needs(to: CaseStatus) -> &'static str {
    match to {
        CaseStatus::Supporting => "本人が同意した計画、または急ぐ理由が要ります",
        CaseStatus::UnderProtection => "ケースの「保護」から始めます",
        CaseStatus::Referred => "つなぎ先と理由が要ります",
        CaseStatus::Transferred => "ケースの「移管」から始めます",
        CaseStatus::Watching => "見守りの機関と次の連絡が要ります",
        CaseStatus::Suspended => "会議の記録と再開の条件が要ります",
        CaseStatus::Closed => "評価と本人の意見が要ります",
        CaseStatus::Accepted | CaseStatus::Assessing => "",
    }
}

/// The menu of one card, and the form of a move that means something.
#[component]
pub(super) fn MoveDialogs(moving: Moving) -> impl IntoView {
    view! {
        <div class="menu" id=MENU popover="auto" role="dialog" aria-label="ケースの操作">
            {move || moving.card.get().map(|card| view! { <CardMenu card moving/> })}
        </div>
        <Dialog id="move-form" title="ケースを動かす" open=moving.form>
            {move || moving.card.get().map(|card| view! { <MoveFormPart card moving/> })}
        </Dialog>
    }
}

#[component]
fn CardMenu(card: Arc<Card>, moving: Moving) -> impl IntoView {
    let targets = CaseStatus::ALL
        .into_iter()
        .filter(|to| card.status.may_become(*to))
        .map(|to| {
            let card = card.clone();
            view! {
                <button
                    type="button"
                    class="menu__item"
                    popovertarget=MENU
                    popovertargetaction="hide"
                    on:click=move |_| moving.ask(&card, to)
                >
                    <span class="menu__words">
                        <span>{format!("「{}」へ動かす", to.label())}</span>
                        <span class="menu__reason">{needs(to)}</span>
                    </span>
                </button>
            }
        })
        .collect_view();
    view! {
        <p class="menu__title" translate="no">{called(&card)} {card.name.as_ref().map(|_| format!(" {}", card.no))} "　いまは「" {card.status.label()} "」"</p>
        <div class="menu__items">
            <a class="menu__item" href=Route::case(card.id).path()>
                "ケースを開く"
            </a>
            {targets}
        </div>
    }
}

/// A stage that is entered by a procedure of its own: what it needs, and where its form is.
#[derive(Clone, Copy)]
struct Procedure {
    part: CasePart,
    icon: Icon,
    words: &'static str,
}

fn procedure(to: CaseStatus) -> Option<Procedure> {
    let timing = |words| Procedure {
        part: CasePart::Timings,
        icon: Icon::Document,
        words,
    };
    Some(match to {
        CaseStatus::UnderProtection => Procedure {
            part: CasePart::Protection,
            icon: Icon::House,
            words: "一時保護中への移動は、一時保護を始めると自動で行われます。本人の意思を聞くところから、順に進めます。",
        },
        CaseStatus::Watching => timing(
            "見守りへの移動は、見守りの機関と次の連絡を決めると自動で行われます。見守りの機関は、本人が同意した機関から選びます。",
        ),
        CaseStatus::Suspended => timing(
            "中断への移動は、会議で決めた理由、再開の条件、連絡を続ける人を記録すると自動で行われます。",
        ),
        CaseStatus::Closed => timing(
            "終結への移動は、評価を会議で決めてから行います。評価は、本人に聞くところから始めます。次の連絡と、見守りも決めます。",
        ),
        _ => return None,
    })
}

#[component]
fn ToProcedure(case: CaseId, name: String, procedure: Procedure) -> impl IntoView {
    let Procedure { part, icon, words } = procedure;
    let href = Route::Case { case, part }.path();
    view! {
        <p translate="no">{name}</p>
        <p>{words}</p>
        <div class="actions">
            <LinkButton href variant=Variant::Primary icon>
                {format!("「{}」を開く", part.label())}
            </LinkButton>
        </div>
    }
}

#[component]
pub fn MoveForm(card: Arc<Card>, moving: Moving) -> impl IntoView {
    let to = moving.to.get_untracked();
    let name = called(&card);
    let id = card.id;
    if let Some(procedure) = procedure(to) {
        return view! { <ToProcedure case=id name procedure/> }.into_any();
    }
    if to == CaseStatus::Transferred {
        let href = Route::Case {
            case: id,
            part: CasePart::Consents,
        }
        .path();
        return view! {
            <p translate="no">{name}</p>
            <p>
                "移管は、ケースの「同意と共有」の「移管」から進めます。本人の同意と、渡す資料と、先方の返事が要ります。"
            </p>
            <div class="actions">
                <LinkButton href variant=Variant::Primary icon=Icon::Share>"「同意と共有」を開く"</LinkButton>
            </div>
        }
        .into_any();
    }
    let receiver = to == CaseStatus::Referred;
    let (label, help) = if receiver {
        ("理由", "")
    } else if card.status.is_at_rest() {
        ("再開する理由", "")
    } else {
        (
            "急いで支援を始める理由",
            "本人が同意した計画があるときは、書かなくてかまいません。",
        )
    };
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <p translate="no">
                {name} "：「" {card.status.label()} "」から「" {to.label()} "」へ"
            </p>
            <Refusing act=moving.act/>
            {receiver.then(|| view! { <Receiver case=id value=moving.agency/> })}
            {(to == CaseStatus::Referred)
                .then(|| {
                    view! {
                        <Check
                            id="move-told"
                            label="つなぐことを本人に知らせた"
                            help="構成機関でない窓口へつなぐときや、あとから書くときは、ケースの「つなぎ」に記録します。"
                            checked=moving.told
                        />
                    }
                })}
            <TextArea id="move-reason" label help value=moving.reason rows=3/>
            <div class="actions">
                <Button
                    variant=Variant::Primary
                    busy=moving.act.busy
                    on_press=move |()| moving.submit()
                >
                    {format!("「{}」へ動かす", to.label())}
                </Button>
                <Button on_press=move |()| moving.form.set(false)>"やめる"</Button>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Receiver(case: CaseId, value: RwSignal<String>) -> impl IntoView {
    let directory = RwSignal::new(None::<Directory>);
    spawn_local(async move {
        if let Ok(found) = call::ask(wire::Directory { case: Some(case) }).await {
            directory.try_set(Some(found));
        }
    });
    let options = Signal::derive(move || {
        directory
            .with(|d| d.as_ref().map(agency_options))
            .unwrap_or_default()
    });
    view! { <Select id="move-agency" label="つなぎ先の機関" value options need=Need::Required/> }
}

/// Why the last move did not happen; the card is back where it was.
#[component]
pub(super) fn MoveRefused(moving: Moving) -> impl IntoView {
    view! {
        <div role="alert">
            {move || {
                moving
                    .refused
                    .get()
                    .map(|(id, words)| {
                        let name = moving.cards.find(id).map(|card| called(&card)).unwrap_or_default();
                        view! {
                            <Notice kind=NoticeKind::Warning title="動かせませんでした">
                                <p translate="no">{name} "：" {words}</p>
                                <Button
                                    variant=Variant::Tertiary
                                    on_press=move |()| moving.refused.set(None)
                                >
                                    "閉じる"
                                </Button>
                            </Notice>
                        }
                    })
            }}
        </div>
    }
}
