//! 見せるモード without a network: her page on a tablet that was handed to her, and nothing else. The same screens as at
//! her own door; what she answers is laid down sealed, for the worker's box and for the server, and goes as hers.

use std::cell::Cell;

use chrono::{DateTime, Utc};
use domain::calendar::jst_date;
use domain::command::{CaseCommand, Command};
use domain::her_plan::{HerPlanCommand, answer_due};
use domain::id::{CaseId, CommandId, ItemId};
use domain::outbox::{self, New, Noun, Outbox};
use domain::plan::PlanLine;
use domain::view::her::{Agreed, Answered, Awaited, PlanPage, Said};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use web_sys::{Element, FormData, HtmlFormElement, MouseEvent, SubmitEvent};

use crate::her::agree::{self, AgreeDraft};
use crate::her::answer::{self, Asked};
use crate::her::item::{LaidHere, card_id, comment_id, words_id};
use crate::her::line::{self, Telling};
use crate::her::plan::{self, PlanDraft};
use crate::her::typed::Fields;
use crate::her::{Wrong, field, path, words};
use crate::ui::Ruby;

use super::door::document;
use super::kept::Handed;
use super::{clock, ids, tablet};

const ONLY_THIS: &str = "あなたの 計画《けいかく》だけを 見《み》る 画面《がめん》です。ここで できるのは、読《よ》むことと 返事《へんじ》です。";
const LAID: &str = "この タブレットに しまいました。つながると、とどきます。";
const NOT_LAID: &str =
    "しまえませんでした。書《か》いた ことばは のこっています。もういちど おしてください。";
const UNSENT: &str = "おくっていない ことばが あります。おくらないで おわるときは、もういちど「おわる」を おしてください。";
const END: &str = "おわる";

/// Where her answers go.
struct Voice {
    case: CaseId,
    handed: Handed,
    turn: Cell<u64>,
}

impl Voice {
    /// Lays one answer down. Answers whether it lies on the disk.
    async fn say(&self, id: Uuid, act: CaseCommand) -> bool {
        let command = Command::Hers {
            case: self.case,
            act,
        };
        let mut row = Outbox::default().add(New {
            id: CommandId(id),
            occurred_at: clock::now(),
            ahead_ms: Some(clock::ahead()),
            noun: Noun::of(&command),
            command: outbox::sent_as(&command),
            free: true,
        });
        row.turn = self.turn.replace(self.turn.get() + 1);
        self.handed.lay(row.id, &row, &row.envelope()).await.is_ok()
    }
}

/// What is on the screen. Cheap to copy.
#[derive(Clone, Copy)]
struct Screen {
    view: RwSignal<PlanPage>,
    plan: RwSignal<PlanDraft>,
    agreement: RwSignal<AgreeDraft>,
    /// The page of her agreement is open.
    agreeing: RwSignal<bool>,
    told: RwSignal<Option<&'static str>>,
    busy: RwSignal<bool>,
    /// She was told that something is not sent yet, and goes all the same.
    warned: RwSignal<bool>,
    /// She goes as soon as what she sent is laid down.
    ending: RwSignal<bool>,
    laid: RwSignal<LaidHere>,
    voice: StoredValue<std::rc::Rc<Voice>, LocalStorage>,
}

/// Her page, and the way back to whoever handed the tablet over.
#[component]
pub fn ShownScreen() -> impl IntoView {
    let shown = tablet::take_shown().and_then(|shown| {
        Some((
            serde_json::from_value::<PlanPage>(shown.page.clone()).ok()?,
            shown,
        ))
    });
    let Some((view, shown)) = shown else {
        tablet::end_showing();
        return ().into_any();
    };
    let voice = Voice {
        case: shown.case,
        handed: shown.handed,
        turn: Cell::new(shown.turn),
    };
    let screen = Screen {
        view: RwSignal::new(view),
        plan: RwSignal::new(PlanDraft::default()),
        agreement: RwSignal::new(AgreeDraft::default()),
        agreeing: RwSignal::new(false),
        told: RwSignal::new(None),
        busy: RwSignal::new(false),
        warned: RwSignal::new(false),
        ending: RwSignal::new(false),
        laid: RwSignal::new(LaidHere::default()),
        voice: StoredValue::new_local(std::rc::Rc::new(voice)),
    };
    provide_context(screen.laid);
    screen.renew(PlanDraft::default());
    let head = move || {
        view! {
            <button type="button" class="exit" on:click=move |_| screen.end()>
                {END}
            </button>
        }
    };
    view! {
        <div
            class="her"
            on:submit=move |event| screen.submitted(&event)
            on:click=move |event| screen.pressed(&event)
        >
            <header class="her__top">
                {head()}
                <p class="small" role="status">
                    {move || screen.told.get().map(|text| view! { <Ruby text/> })}
                </p>
            </header>
            <main class="her__main">
                <p class="small muted">
                    <Ruby text=ONLY_THIS/>
                </p>
                <p class="small muted">
                    <Ruby text=beside(&shown.by, shown.at)/>
                </p>
                {move || {
                    if screen.agreeing.get() {
                        let plan = screen.view.with(|view| view.plan.clone());
                        plan.map(|plan| agree::page(plan, screen.agreement.get())).into_any()
                    } else {
                        plan::shown(screen.view.get(), screen.plan.get())
                    }
                }}
            </main>
            <div class="her__thumb">{head()}</div>
        </div>
    }
    .into_any()
}

/// Whose tablet it is, and from when the page is.
fn beside(by: &str, at: Option<DateTime<Utc>>) -> String {
    let whose =
        format!("{by}さんの タブレットです。暗証番号《あんしょうばんごう》は つかって いません。");
    let Some(at) = at.map(jst_date) else {
        return whose;
    };
    let day = words::day(at).plain(domain::language::Language::Easy);
    format!("{whose}{day}の 内容《ないよう》です。")
}

impl Screen {
    /// Shows the plan with what is left to be said; each item can send two commands under ids of their own.
    fn renew(self, draft: PlanDraft) {
        let count = |view: &PlanPage| view.plan.as_ref().map_or(0, |plan| plan.items.len());
        // The screen may be gone by now.
        let Some(items) = self.view.try_with_untracked(count) else {
            return;
        };
        let tickets = (0..items).map(|_| (ids::new(), ids::new())).collect();
        self.plan.try_set(PlanDraft { tickets, ..draft });
        focus_what_matters();
    }

    fn renew_agreement(self, draft: AgreeDraft) {
        self.agreement.try_set(AgreeDraft {
            ticket: ids::new(),
            ..draft
        });
        focus_what_matters();
    }

    /// What she has typed so far, so that going to the other page loses nothing of it.
    fn remember(self) {
        let Some(fields) = document()
            .and_then(|document| document.get_element_by_id("p"))
            .and_then(|form| read(form.dyn_ref::<HtmlFormElement>()?))
        else {
            return;
        };
        if self.agreeing.get_untracked() {
            self.agreement.update_untracked(|draft| {
                *draft = AgreeDraft {
                    ticket: draft.ticket,
                    ..AgreeDraft::read(&fields)
                };
            });
        } else {
            self.plan.update_untracked(|draft| {
                draft.items = answer::drafts(&answer::read(&fields, ids::new));
                draft.telling = answer::telling(&fields, ids::new);
            });
        }
    }

    /// Links lead to nothing but the two pages and the places on them.
    fn pressed(self, event: &MouseEvent) {
        let link = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|target| target.closest("a[href]").ok().flatten());
        let Some(href) = link.and_then(|link| link.get_attribute("href")) else {
            return;
        };
        event.prevent_default();
        event.stop_propagation();
        if let Some(id) = href.strip_prefix('#') {
            super::door::focus(id);
            return;
        }
        let agreeing = match href.as_str() {
            path::AGREE => true,
            path::PLAN => false,
            _ => return,
        };
        self.remember();
        self.told.set(None);
        self.agreeing.set(agreeing);
        // Each page begins at its top.
        if let Some(cover) =
            document().and_then(|document| document.query_selector("dialog.cover").ok().flatten())
        {
            cover.set_scroll_top(0);
        }
        focus_what_matters();
    }

    fn submitted(self, event: &SubmitEvent) {
        event.prevent_default();
        event.stop_propagation();
        let form = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
        let Some(mut fields) = form.and_then(|form| read(&form)) else {
            return;
        };
        // The button that was pressed is sent along, as a browser does.
        if let Some(button) = event.submitter()
            && let Some(name) = button.get_attribute("name")
        {
            let value = button.get_attribute("value").unwrap_or_default();
            fields.0.push((name, value));
        }
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        // Her screen may be gone before all of it is laid down.
        let voice = self.voice.get_value();
        let agreeing = self.agreeing.get_untracked();
        spawn_local(async move {
            if agreeing {
                self.agree(&fields, &voice).await;
            } else {
                self.answer(&fields, &voice).await;
            }
            self.busy.try_set(false);
            if self.ending.try_get_untracked() == Some(true) {
                tablet::end_showing();
            }
        });
    }

    /// Back into the worker's hands; what is on its way to the disk comes first, and what she has not sent is asked about
    /// once.
    fn end(self) {
        if self.busy.get_untracked() {
            self.ending.set(true);
            return;
        }
        self.remember();
        if self.has_unsent() && !self.warned.get_untracked() {
            self.warned.set(true);
            self.told.set(Some(UNSENT));
            return;
        }
        tablet::end_showing();
    }

    fn has_unsent(self) -> bool {
        let written = |text: &String| !text.trim().is_empty();
        let plan = self.view.with_untracked(|view| view.plan.clone());
        let of_plan = self.plan.with_untracked(|draft| {
            let telling = draft
                .telling
                .as_ref()
                .is_some_and(|one| written(&one.words));
            let items = draft.items.iter().any(|(id, draft)| {
                let known = plan
                    .as_ref()
                    .and_then(|plan| plan.item(*id)?.answer.as_ref())
                    .map(|answer| (Some(answer.choice), answer.words.clone()));
                let said = (draft.choice, draft.words.clone());
                written(&draft.comment) || said != known.unwrap_or_default()
            });
            telling || items
        });
        let agreement = |draft: &AgreeDraft| {
            draft.extent.is_some()
                || written(&draft.words)
                || written(&draft.signed)
                || written(&draft.drawn)
        };
        of_plan || self.agreement.with_untracked(agreement)
    }

    async fn answer(self, fields: &Fields, voice: &Voice) {
        let Some(shown) = self.view.with_untracked(|view| view.plan.clone()) else {
            return;
        };
        let filled = answer::read(fields, ids::new);
        let telling = answer::telling(fields, ids::new);
        // Only a box was asked for.
        if let Some(line) = line::line_of(fields.get(line::OPENS)) {
            let same = telling.filter(|telling| telling.line == line);
            self.told.set(None);
            self.renew(PlanDraft {
                items: answer::drafts(&filled),
                telling: Some(same.unwrap_or_else(|| Telling {
                    line,
                    words: String::new(),
                    ticket: ids::new(),
                })),
                ..PlanDraft::default()
            });
            return;
        }
        if fields.get("n") == line::SENDS {
            let Some(telling) = telling else { return };
            let mut wrong = telling.mistake().map(words_of);
            if wrong.is_none() {
                let act = answer::tell_wrong(&shown, &telling, telling.ticket);
                wrong = self.say(voice, telling.ticket, act).await.err();
            }
            let left = wrong.map(|text| Wrong::new(line::words_id(telling.line), text));
            self.renew(PlanDraft {
                items: answer::drafts(&filled),
                telling: left.is_some().then_some(telling),
                wrong: left.into_iter().collect(),
                ..PlanDraft::default()
            });
            return;
        }
        let pressed: u16 = fields.get("n").parse().unwrap_or(1);
        let Asked { acts, mut wrong } = Asked::of(&filled, &shown, pressed);
        for (item, ticket, act) in acts {
            let field = match &act {
                CaseCommand::CommentOnPlan { .. } => comment_id(item),
                _ => words_id(item),
            };
            if let Err(text) = self.say(voice, ticket, act).await {
                wrong.push((item, Wrong::new(field, text)));
            }
        }
        let at_fault: Vec<ItemId> = wrong.iter().map(|(item, _)| *item).collect();
        let left: Vec<_> = filled
            .into_iter()
            .filter(|filled| at_fault.contains(&filled.item))
            .collect();
        let all_said = wrong.is_empty();
        self.renew(PlanDraft {
            wrong: wrong.into_iter().map(|(_, wrong)| wrong).collect(),
            items: answer::drafts(&left),
            telling,
            ..PlanDraft::default()
        });
        if all_said {
            focus_soon(card_id(pressed));
        }
    }

    async fn agree(self, fields: &Fields, voice: &Voice) {
        let Some(shown) = self.view.with_untracked(|view| view.plan.clone()) else {
            return;
        };
        let mut draft = AgreeDraft::read(fields);
        draft.wrong = draft.mistakes(&shown);
        let extent = match draft.extent {
            Some(extent) if draft.wrong.is_empty() => extent,
            _ => {
                self.told.set(None);
                self.renew_agreement(draft);
                return;
            }
        };
        // The form always carries one.
        let Some(ticket) = fields.id(field::ENVELOPE) else {
            return;
        };
        match self.say(voice, ticket, draft.command(&shown, extent)).await {
            Ok(()) => {
                self.agreement.try_set(AgreeDraft {
                    ticket: ids::new(),
                    ..AgreeDraft::default()
                });
                self.agreeing.try_set(false);
                focus_soon("g".to_owned());
            }
            Err(text) => {
                draft.wrong = vec![Wrong::new(agree::part::EXTENT, text)];
                self.renew_agreement(draft);
            }
        }
    }

    /// Lays it down and shows as said what is. It is laid down though the screen should go meanwhile.
    async fn say(self, voice: &Voice, id: Uuid, act: CaseCommand) -> Result<(), String> {
        if !voice.say(id, act.clone()).await {
            self.told.try_set(None);
            return Err(NOT_LAID.to_owned());
        }
        self.laid.try_update(|laid| match &act {
            CaseCommand::ReplyToItem { item, .. } => {
                laid.items.insert(*item);
            }
            CaseCommand::AgreeToPlan { .. } => laid.agreement = true,
            _ => {}
        });
        self.view.try_update(|view| show(view, act));
        self.told.try_set(Some(LAID));
        self.warned.try_set(false);
        Ok(())
    }
}

fn words_of(word: crate::her::say::Word) -> String {
    word.easy().to_owned()
}

/// What she has just said, on the page as her own door would show it.
fn show(page: &mut PlanPage, act: CaseCommand) {
    let now = clock::now();
    let on = jst_date(now);
    let Some(plan) = page.plan.as_mut() else {
        return;
    };
    let said = |id, line, words, asks: bool| Said {
        id,
        line,
        words,
        on,
        awaits: asks.then(|| Awaited {
            by: answer_due(now),
            late: false,
        }),
        answers: Vec::new(),
    };
    // What she says after her yes is asked about once more.
    let spoke = |agreed: &mut Agreed| {
        if let Agreed::Answered { again, .. } = agreed {
            *again = true;
        }
    };
    match act {
        CaseCommand::ReplyToItem {
            item,
            choice,
            words,
            ..
        } => {
            if let Some(item) = plan.items.iter_mut().find(|one| one.id == item) {
                item.answer = Some(Answered { choice, words, on });
            }
            spoke(&mut plan.agreement);
        }
        CaseCommand::CommentOnPlan {
            comment,
            item,
            words,
            asks_reply,
            ..
        } => {
            let said = said(comment, None, words, asks_reply);
            match plan.items.iter_mut().find(|one| Some(one.id) == item) {
                Some(item) => item.comments.push(said),
                None => plan.comments.push(said),
            }
            spoke(&mut plan.agreement);
        }
        CaseCommand::HerPlan(HerPlanCommand::TellWrong {
            comment,
            line,
            words,
            ..
        }) => {
            let said = said(comment, Some(line), words, true);
            let of_item = match line {
                PlanLine::Item { item, .. } => plan.items.iter_mut().find(|one| one.id == item),
                _ => None,
            };
            match of_item {
                Some(item) => item.comments.push(said),
                None => plan.comments.push(said),
            }
            spoke(&mut plan.agreement);
        }
        CaseCommand::AgreeToPlan {
            extent,
            open_items,
            words,
            signed,
            drawn,
            ..
        } => {
            let open = plan
                .items
                .iter()
                .filter(|item| open_items.contains(&item.id));
            plan.agreement = Agreed::Answered {
                extent,
                open_items: open.map(|item| item.number).collect(),
                words,
                signed: !signed.trim().is_empty() || !drawn.is_empty(),
                again: false,
                on,
            };
        }
        _ => {}
    }
}

/// The fields of a form as they stand.
fn read(form: &HtmlFormElement) -> Option<Fields> {
    let data = FormData::new_with_form(form).ok()?;
    let mut fields = Vec::new();
    for pair in js_sys::try_iter(&data).ok()?? {
        let pair: js_sys::Array = pair.ok()?.dyn_into().ok()?;
        fields.push((pair.get(0).as_string()?, pair.get(1).as_string()?));
    }
    Some(Fields(fields))
}

/// What is wrong, or the box that was asked for, is where reading goes on.
fn focus_what_matters() {
    spawn_local(async {
        clock::pause(0).await;
        let found = document()
            .and_then(|document| document.query_selector(".her [data-focus]").ok().flatten());
        if let Some(element) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok())
        {
            let _ = element.focus();
        }
    });
}

fn focus_soon(id: String) {
    spawn_local(async move {
        clock::pause(0).await;
        super::door::focus(&id);
    });
}
