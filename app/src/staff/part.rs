//! 後から届く部分: the screens that are not needed for signing in and for the board are cut out of
//! the wasm that is loaded first. They are fetched in the background once the board is idle, or when
//! they are opened, whichever comes first.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use domain::view::Card;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::route::Route;
use crate::ui::*;

use super::board::{MoveForm, Moving};
use super::{
    case, clock, conference, council, dates, desk, devices, glass, inbox, intake, ledger, meeting,
    outbox, outreach, patrol, plan, report, request, search, sheet, shell, shown, tablet, year,
};

/// Milliseconds after which an idle app fetches what it does not need yet.
const IDLE: i32 = 2_000;

/// What comes in one piece. Few pieces: what two of them share is a file of its own again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What stands beside the board: さがす, 受信箱, 送信箱, 端末, 緊急閲覧.
    Beside,
    /// The case's page.
    Case,
    /// Everything written and decided about a case on a screen of its own.
    Work,
    Council,
    /// 会議体の会議, the ledger and the year.
    Conference,
}

type Fetching<T> = Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

impl Part {
    /// In the order in which they are likely to be needed.
    const ALL: [Part; 5] = [
        Self::Beside,
        Self::Case,
        Self::Work,
        Self::Conference,
        Self::Council,
    ];

    /// The part a screen lies in; `None` for those that are there from the start.
    pub fn of(route: Route) -> Option<Self> {
        Some(match route {
            Route::Board | Route::Nowhere => return None,
            Route::Search | Route::Inbox | Route::Glass | Route::Outbox | Route::Devices => {
                Self::Beside
            }
            Route::Case { .. } | Route::TiesSheet { .. } | Route::Handover { .. } => Self::Case,
            Route::Intake
            | Route::Outreach
            | Route::Patrols
            | Route::CorrectIntake { .. }
            | Route::Assessment { .. }
            | Route::Request { .. }
            | Route::Report { .. }
            | Route::Sheet { .. }
            | Route::Meeting { .. }
            | Route::Plan { .. } => Self::Work,
            Route::Council { .. } => Self::Council,
            Route::Conferences
            | Route::Conference { .. }
            | Route::Matter { .. }
            | Route::Ledger { .. }
            | Route::Year
            | Route::Desk
            | Route::Dates => Self::Conference,
        })
    }

    fn fetch(self) -> Fetching<()> {
        match self {
            Self::Beside => Box::pin(fetch_beside()),
            Self::Case => Box::pin(fetch_case()),
            Self::Work => Box::pin(fetch_work()),
            Self::Council => Box::pin(fetch_council()),
            Self::Conference => Box::pin(fetch_conference()),
        }
    }

    fn screen(self, route: Route) -> Fetching<AnyView> {
        match self {
            Self::Beside => Box::pin(beside_screen(route)),
            Self::Case => Box::pin(case_screen(route)),
            Self::Work => Box::pin(work_screen(route)),
            Self::Council => Box::pin(council_screen(route)),
            Self::Conference => Box::pin(conference_screen(route)),
        }
    }
}

#[wasm_split(beside, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_beside))]
fn beside_screen(route: Route) -> Result<AnyView, SplitLoaderError> {
    Ok(match route {
        Route::Search => view! { <search::SearchScreen/> }.into_any(),
        Route::Inbox => view! { <inbox::InboxScreen/> }.into_any(),
        Route::Glass => view! { <glass::GlassScreen/> }.into_any(),
        Route::Outbox => view! { <outbox::OutboxScreen/> }.into_any(),
        Route::Devices => view! { <devices::DevicesScreen/> }.into_any(),
        _ => nowhere(),
    })
}

#[wasm_split(case, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_case))]
fn case_screen(route: Route) -> Result<AnyView, SplitLoaderError> {
    Ok(match route {
        Route::Case { case, .. } => view! { <case::CasePage case/> }.into_any(),
        Route::TiesSheet { case } => view! { <case::TiesSheetScreen case/> }.into_any(),
        Route::Handover { case } => view! { <case::HandoverScreen case/> }.into_any(),
        _ => nowhere(),
    })
}

#[wasm_split(work, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_work))]
fn work_screen(route: Route) -> Result<AnyView, SplitLoaderError> {
    Ok(match route {
        Route::Intake => view! { <intake::IntakeScreen/> }.into_any(),
        Route::Outreach => view! { <outreach::OutreachScreen/> }.into_any(),
        Route::Patrols => view! { <patrol::PatrolsScreen/> }.into_any(),
        Route::CorrectIntake { case } => view! { <intake::CorrectIntakeScreen case/> }.into_any(),
        Route::Assessment { case } => view! { <intake::AssessmentScreen case/> }.into_any(),
        Route::Request { case, request } => {
            view! { <request::RequestScreen case request/> }.into_any()
        }
        Route::Report { case, request } => {
            view! { <report::ReportScreen case request/> }.into_any()
        }
        Route::Sheet { case, request } => view! { <sheet::SheetScreen case request/> }.into_any(),
        Route::Meeting {
            case,
            meeting,
            face,
        } => view! { <meeting::MeetingScreen case meeting face/> }.into_any(),
        Route::Plan { case, plan } => view! { <plan::PlanScreen case plan/> }.into_any(),
        _ => nowhere(),
    })
}

#[wasm_split(council, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_council))]
fn council_screen(route: Route) -> Result<AnyView, SplitLoaderError> {
    Ok(match route {
        Route::Council { .. } => view! { <council::CouncilScreen/> }.into_any(),
        _ => nowhere(),
    })
}

#[wasm_split(
    conference,
    wasm_split_path = leptos::wasm_split,
    fallible,
    preload(fetch_conference)
)]
fn conference_screen(route: Route) -> Result<AnyView, SplitLoaderError> {
    Ok(match route {
        Route::Conferences => view! { <conference::ConferencesScreen/> }.into_any(),
        Route::Conference { conference, face } => {
            view! { <conference::ConferenceScreen conference face/> }.into_any()
        }
        Route::Matter { matter } => view! { <conference::MatterScreen matter/> }.into_any(),
        Route::Ledger { round } => view! { <ledger::LedgerScreen round/> }.into_any(),
        Route::Desk => view! { <desk::DeskScreen/> }.into_any(),
        Route::Year => view! { <year::YearScreen/> }.into_any(),
        Route::Dates => view! { <dates::DatesScreen/> }.into_any(),
        _ => nowhere(),
    })
}

/// What is shown to her on a tablet that was handed over. It comes with the case's page, from where it is handed over.
#[component]
pub fn ShownPart() -> impl IntoView {
    let here = RwSignal::new(false);
    spawn_local(async move {
        if fetch_shown().await.is_ok() {
            here.try_set(true);
        } else {
            tablet::end_showing();
        }
    });
    move || {
        let screen = here.get().then(|| at_once(Box::pin(case_shown())));
        screen.flatten().and_then(Result::ok)
    }
}

#[wasm_split(case, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_shown))]
fn case_shown() -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <shown::ShownScreen/> }.into_any())
}

/// What lies half written beside these rows is forgotten. Where the part does not come it stays, and is offered
/// once more.
pub async fn tidy(rows: Vec<outbox::Row>) {
    if let Ok(tidying) = beside_tidy(rows).await {
        tidying.await;
    }
}

#[wasm_split(beside, wasm_split_path = leptos::wasm_split, fallible)]
fn beside_tidy(
    rows: Vec<outbox::Row>,
) -> Result<Pin<Box<dyn Future<Output = ()>>>, SplitLoaderError> {
    Ok(Box::pin(outbox::tidy_drafts(rows)))
}

/// [`Part::of`] never sends a screen to another part.
fn nowhere() -> AnyView {
    view! { <shell::NowhereScreen/> }.into_any()
}

/// A screen of a part.
#[component]
pub fn PartScreen(part: Part, route: Route) -> impl IntoView {
    let screen = move || at_once(part.screen(route)).and_then(Result::ok);
    view! { <Late fetch=move || part.fetch() screen around="page"/> }
}

/// The form of a move on the board: nobody needs it before a card was moved.
#[component]
pub fn MoveFormPart(card: Arc<Card>, moving: Moving) -> impl IntoView {
    let screen = move || {
        let form = at_once(Box::pin(move_form(card.clone(), moving)));
        form.and_then(Result::ok)
    };
    view! { <Late fetch=|| Box::pin(fetch_move_form()) screen around="stack"/> }
}

#[wasm_split(beside, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_move_form))]
fn move_form(card: Arc<Card>, moving: Moving) -> Result<AnyView, SplitLoaderError> {
    Ok(view! { <MoveForm card moving/> }.into_any())
}

/// What lies in a part: at once when the part is here, else as soon as it has come.
#[component]
fn Late(
    fetch: impl Fn() -> Fetching<()> + Send + Sync + Clone + 'static,
    screen: impl Fn() -> Option<AnyView> + Send + 'static,
    /// The class of what stands there meanwhile.
    around: &'static str,
) -> impl IntoView {
    let here = RwSignal::new(at_once(fetch()).is_some_and(|fetched| fetched.is_ok()));
    let lost = RwSignal::new(false);
    let fetch = move || {
        lost.set(false);
        let fetching = fetch();
        spawn_local(async move {
            let fetched = fetching.await.is_ok();
            // The reader may have gone on to another screen.
            lost.try_set(!fetched);
            here.try_set(fetched);
        });
    };
    if !here.get_untracked() {
        fetch();
    }
    move || {
        let fetch = fetch.clone();
        match here.get().then(&screen).flatten() {
            Some(screen) => screen,
            None if lost.get() => view! {
                <div class=around>
                    <Notice kind=NoticeKind::Warning title="開けませんでした" live=true>
                        <p>"この画面を読みこめませんでした。つながっているか確かめて、もう一度押してください。続くときは、ページを読みこみ直してください。"</p>
                        <Button on_press=move |()| fetch()>"もう一度"</Button>
                    </Notice>
                </div>
            }
            .into_any(),
            None => view! {
                <div class=around>
                    <Skeleton shape=SkeletonShape::Lines(6)/>
                </div>
            }
            .into_any(),
        }
    }
}

/// Fetches every part one after the other, once nothing else is on its way. One that does not come
/// is fetched again when it is opened.
pub fn fetch_all() {
    spawn_local(async {
        clock::pause(IDLE).await;
        for part in Part::ALL {
            let _ = part.fetch().await;
        }
    });
}

/// What a future gives without waiting.
fn at_once<T>(future: Fetching<T>) -> Option<Result<T, SplitLoaderError>> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}
