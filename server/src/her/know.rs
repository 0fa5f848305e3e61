//! だれが知っていいか: her answers, taking them back, who can see, who looked.

use app::her::know::{LessDraft, WHAT, YES, knowing as knowing_page, less as less_page, less_of};
use app::her::know::{looked as looked_page, page};
use app::her::say::Word;
use app::her::words::{self, know as own};
use app::her::{Wrong, field, path};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::Action;
use domain::calendar::jst_date;
use domain::refusal::Refusal;
use domain::view::her::know::{KnowPage, Knowing, Less, Outlook};
use domain::view::looked::Looked;
use domain::wire::Outcome;

use super::typed::Typed;
use super::{Visit, go, refused};
use crate::given::openings;
use crate::http::refusal::Refused;

pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    match visit.session {
        Some(_) => again(&visit, Vec::new()).await,
        None => Ok(go(path::ENTRY)),
    }
}

/// The page of her answers as they stand now.
pub(super) async fn again(visit: &Visit, wrong: Vec<Wrong>) -> Result<Response, Refused> {
    let Some(session) = &visit.session else {
        return Ok(visit.closed());
    };
    let Some(opened) = visit.open(session, Action::SeeConsents).await? else {
        return Ok(visit.closed());
    };
    let status = match wrong.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::CONFLICT,
    };
    let view = KnowPage::of(&opened.file, &opened.council, jst_date(opened.now));
    let token = session.form_token.clone();
    Ok(visit.page(status, || page(view, token, wrong)))
}

/// Asks whether she is sure, and with her yes takes it back at once.
pub(super) async fn less(visit: Visit, typed: Typed) -> Result<Response, Refused> {
    let Some(session) = visit.session.clone() else {
        return Ok(visit.closed());
    };
    if !typed.is_of(&session) {
        let wrong = vec![Wrong::new("main", words::NOT_TAKEN)];
        let mut answer = again(&visit, wrong).await?;
        *answer.status_mut() = StatusCode::FORBIDDEN;
        return Ok(answer);
    }
    let what = match less_of(typed.get(WHAT)) {
        Some(what) if typed.get(YES) == "1" => what,
        _ => return asked(&visit, &typed, Vec::new()).await,
    };
    let Some(opened) = visit.open(&session, Action::SeeConsents).await? else {
        return Ok(visit.closed());
    };
    let view = KnowPage::of(&opened.file, &opened.council, jst_date(opened.now));
    let ticket = typed.ticket(field::ENVELOPE, &visit.tomoni);
    let results = visit
        .submit(&session, vec![(ticket, what.command())])
        .await?;
    match results.first().map(|result| &result.outcome) {
        // The same form sent twice comes to the same end.
        Some(Outcome::Done { .. } | Outcome::AlreadyDone { .. }) => Ok(go(path::KNOW)),
        Some(outcome) if view.offers(what) => {
            let text = said_of(outcome).unwrap_or(words::NOT_TAKEN);
            asked(&visit, &typed, vec![Wrong::new(YES, text)]).await
        }
        _ => changed(&visit).await,
    }
}

/// The page before something is taken back: what that would change, found out on a copy.
pub(super) async fn asked(
    visit: &Visit,
    typed: &Typed,
    wrong: Vec<Wrong>,
) -> Result<Response, Refused> {
    let Some(session) = &visit.session else {
        return Ok(visit.closed());
    };
    let Some(opened) = visit.open(session, Action::SeeConsents).await? else {
        return Ok(visit.closed());
    };
    let view = KnowPage::of(&opened.file, &opened.council, jst_date(opened.now));
    let found = less_of(typed.get(WHAT)).filter(|what| view.offers(*what));
    let Some((what, from)) = found.and_then(|what| Some((what, of(&view, what)?))) else {
        return changed(visit).await;
    };
    let outlook = Outlook::of(&opened.file, &opened.council, &what.command(), opened.now);
    let Ok(outlook) = outlook else {
        return changed(visit).await;
    };
    let status = match wrong.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let draft = LessDraft {
        token: session.form_token.clone(),
        ticket: visit.ticket(),
        what,
        from,
        outlook,
        wrong,
    };
    Ok(visit.page(status, || less_page(draft)))
}

/// The answer that something is taken back from.
fn of(view: &KnowPage, what: Less) -> Option<domain::view::her::know::HerConsent> {
    let mut all = view.now.iter();
    all.find(|consent| consent.id == what.consent()).cloned()
}

/// Somebody, or she herself in another window, was there first.
async fn changed(visit: &Visit) -> Result<Response, Refused> {
    let wrong = vec![Wrong::new("main", own::KNOW_CHANGED_MEANWHILE)];
    again(visit, wrong).await
}

/// What is told her where an answer was refused.
pub(super) fn said_of(outcome: &Outcome) -> Option<Word> {
    match outcome {
        Outcome::Refused { refusal, .. } => Some(match refusal {
            Refusal::ConsentNotInForce | Refusal::NarrowingIsEmpty => own::KNOW_CHANGED_MEANWHILE,
            Refusal::AgencyNotAvailable | Refusal::AgencyUnknown => own::TELL_GONE,
            Refusal::ConsentDateOver => own::TELL_DAY_OVER,
            _ => return refused(outcome),
        }),
        _ => None,
    }
}

pub(super) async fn knowing(visit: Visit) -> Result<Response, Refused> {
    let Some(session) = &visit.session else {
        return Ok(go(path::ENTRY));
    };
    let Some(opened) = visit.open(session, Action::SeeConsents).await? else {
        return Ok(visit.closed());
    };
    let view = Knowing::of(&opened.file, &opened.council, opened.now);
    Ok(visit.page(StatusCode::OK, || knowing_page(view)))
}

pub(super) async fn looked(visit: Visit) -> Result<Response, Refused> {
    let Some(session) = &visit.session else {
        return Ok(go(path::ENTRY));
    };
    let Some(opened) = visit.open(session, Action::SeeGiven).await? else {
        return Ok(visit.closed());
    };
    let (t, council) = (&visit.tomoni, session.council);
    let known = openings(t, council, &opened.council, &opened.file).await?;
    let view = Looked::of(&opened.file, &opened.council, &known, opened.now);
    Ok(visit.page(StatusCode::OK, || looked_page(view)))
}
