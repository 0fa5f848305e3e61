//! ケースのページ: her words on top, then what is next, and everything that is known, by parts.

use domain::access::Action;
use domain::id::CaseId;
use domain::task::TaskStatus;
use domain::view::conflict::ConflictView;
use domain::view::{CaseView, Directory};
use domain::wire::{self, Rights};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::route::{CasePart, Route};
use crate::ui::*;

use super::asked::{Loaded, SinceWhen, asked};
use super::conflict::Entries;
use super::door::door;
use super::live;

mod act_dialog;
mod attendees;
mod blocks;
mod card;
mod child_notice;
mod consent_form;
mod consents;
mod day;
mod family;
mod given;
mod glass;
mod handover;
mod head;
mod inquiry;
mod inquiry_form;
mod knowers;
mod lacks;
mod measure;
mod meetings;
mod new_address;
mod now;
mod others;
mod papers;
mod parts;
mod pick;
mod place;
mod plans;
mod posthoc;
mod protection;
mod protection_form;
mod record;
mod risk;
mod show;
mod stay;
mod tasks;
mod tie_dialog;
mod ties;
mod ties_sheet;
mod timeline;
mod timings;
mod told;
mod told_her;
mod transfer;
mod tsunagi;
mod watch;
mod workers;

pub use handover::HandoverScreen;
pub(super) use record::{mend_record, record_sent};
pub(super) use risk::{LevelFields, TOOL, levels};
pub use ties_sheet::TiesSheetScreen;

/// One case: what all parts of its page share. Cheap to copy.
#[derive(Clone, Copy)]
struct Shared {
    id: CaseId,
    view: Signal<CaseView>,
    rights: Signal<Rights>,
}

impl Shared {
    /// A part of the view that changes only when it does.
    fn part<T: Clone + PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&CaseView) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.view.with(&read))
    }

    /// Boxes into which two wrote.
    fn entries(
        self,
        read: impl Fn(&CaseView) -> Vec<ConflictView> + Send + Sync + 'static,
    ) -> Entries {
        Entries {
            case: self.id,
            all: self.part(read),
            names: self.part(|view| Directory {
                agencies: view.agencies.clone(),
                people: view.people.clone(),
            }),
        }
    }

    /// Whether the button is shown at all.
    fn has(self, action: Action) -> Signal<bool> {
        let shown = Memo::new(move |_| self.rights.with(|r| wire::may(r, action).is_some()));
        shown.into()
    }

    /// Why the button cannot be used now.
    fn stopped(self, action: Action) -> Signal<Option<String>> {
        let words = Memo::new(move |_| {
            self.rights.with(|r| match wire::may(r, action) {
                Some(wire::May::Disabled { words }) => Some(words.clone()),
                _ => None,
            })
        });
        words.into()
    }
}

/// The page of one case.
#[component]
pub fn CasePage(case: CaseId) -> impl IntoView {
    let asked = asked(move || wire::Case { case }, live::of_case(case));
    view! {
        <div class="page page--wide case">
            <SinceWhen asked/>
            <Loaded asked shape=SkeletonShape::Lines(8) let:view>
                <CaseBody case view/>
            </Loaded>
        </div>
    }
}

#[component]
fn CaseBody(case: CaseId, view: Signal<CaseView>) -> impl IntoView {
    let rights = Memo::new(move |_| view.with(|view| view.rights.clone()));
    let shared = Shared {
        id: case,
        view,
        rights: rights.into(),
    };
    let part = Memo::new(move |_| match door().route.get() {
        Route::Case { part, .. } => part,
        _ => CasePart::Now,
    });
    let current = Signal::derive(move || part.get().key().to_owned());
    // On a narrow screen the open part must be among the tabs that are seen.
    Effect::new(move |_| {
        part.track();
        let tab = super::door::document().and_then(|document| {
            document
                .query_selector(".tabs [aria-current]")
                .ok()
                .flatten()
        });
        if let (Some(tab), Some(row)) = (
            tab.and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok()),
            super::door::document().and_then(|d| d.query_selector(".case > .tabs").ok().flatten()),
        ) {
            row.set_scroll_left(tab.offset_left() - row.client_width() / 3);
        }
    });
    let counts =
        view.with_untracked(|view| (view.plans.len(), view.meetings.len() + view.requests.len()));
    let open = view.with_untracked(|view| {
        let tasks = view.tasks.iter();
        tasks.filter(|task| task.status != TaskStatus::Done).count()
    });
    let items = CasePart::ALL
        .into_iter()
        .map(|part| {
            let item = TabItem::link(part.key(), part.label(), Route::Case { case, part }.path());
            match part {
                CasePart::Tasks if open > 0 => item.with_count(open),
                CasePart::Plans if counts.0 > 0 => item.with_count(counts.0),
                CasePart::Meetings if counts.1 > 0 => item.with_count(counts.1),
                _ => item,
            }
        })
        .collect::<Vec<_>>();
    view! {
        <head::Head shared/>
        <Tabs label="ケースの中身" items current/>
        <div class="case__body" id="case-body">
            {move || match part.get() {
                CasePart::Now => view! { <now::NowPart shared/> }.into_any(),
                CasePart::Timeline => view! { <timeline::TimelinePart shared/> }.into_any(),
                CasePart::Tasks => {
                    view! {
                        <div class="stack">
                            <tasks::TasksPanel shared/>
                            <watch::WatchPanels shared/>
                        </div>
                    }
                    .into_any()
                }
                CasePart::Plans => view! { <plans::PlansPart shared/> }.into_any(),
                CasePart::Timings => view! { <timings::TimingsPart shared/> }.into_any(),
                CasePart::Meetings => view! { <meetings::MeetingsPart shared/> }.into_any(),
                CasePart::Consents => view! { <consents::ConsentsPart shared/> }.into_any(),
                CasePart::Family => view! { <family::FamilyPart shared/> }.into_any(),
                CasePart::Protection => view! { <protection::ProtectionPart shared/> }.into_any(),
                CasePart::Papers => view! { <papers::PapersPart shared/> }.into_any(),
            }}
        </div>
    }
}
