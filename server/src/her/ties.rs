//! あなたのつながり: the page, and what she says of a tie.

use app::her::say::Word;
use app::her::ties::{
    KIND, NAME, RELATION, SOMEBODY, STRENGTH, TAKE_OFF, TiesDraft, WHO, WORDS, key, kind_of, page,
    strength_of,
};
use app::her::{Wrong, field, path, words};
use axum::http::StatusCode;
use axum::response::Response;
use domain::calendar::jst_date;
use domain::command::{CaseCommand, SHORT_TEXT};
use domain::id::{CaseId, TieId};
use domain::refusal::Refusal;
use domain::tie::{TieFlow, TieHow, TieSide, TieTo};
use domain::view::her::{HerTie, TiesPage};
use domain::wire::Outcome;
use uuid::Uuid;

use super::typed::Typed;
use super::{Visit, go, refused};
use crate::gate;
use crate::http::refusal::Refused;
use crate::session::Session;

pub(super) async fn show(visit: Visit) -> Result<Response, Refused> {
    let Some(session) = visit.session.clone() else {
        return Ok(go(path::ENTRY));
    };
    let Some(view) = read(&visit, &session).await? else {
        return Ok(visit.closed());
    };
    let draft = TiesDraft::default();
    Ok(render(&visit, &session, StatusCode::OK, view, draft))
}

/// The same page with what was filled in, nothing sent.
pub(super) async fn again(visit: &Visit, typed: &Typed) -> Result<Response, Refused> {
    let Some(session) = visit.session.clone() else {
        return Ok(visit.closed());
    };
    let Some(view) = read(visit, &session).await? else {
        return Ok(visit.closed());
    };
    let draft = filled(typed);
    Ok(render(visit, &session, StatusCode::OK, view, draft))
}

pub(super) async fn send(visit: Visit, typed: Typed) -> Result<Response, Refused> {
    let Some(session) = visit.session.clone() else {
        return Ok(visit.closed());
    };
    let Some(view) = read(&visit, &session).await? else {
        return Ok(visit.closed());
    };
    let mut draft = filled(&typed);
    if !typed.is_of(&session) {
        draft.wrong = vec![Wrong::new(WHO, words::NOT_TAKEN)];
        return Ok(render(&visit, &session, StatusCode::FORBIDDEN, view, draft));
    }
    let ticket = typed.ticket(field::ENVELOPE, &visit.tomoni);
    let (act, place) = match asked(&draft, &view, TieId(ticket)) {
        Ok(asked) => asked,
        Err(wrong) => {
            draft.wrong = wrong;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(render(&visit, &session, status, view, draft));
        }
    };
    let mut outcome = submit(&visit, &session, ticket, act.clone()).await?;
    if matches!(outcome, Some(Outcome::AlreadyDone { .. })) && !is_there(&view, ticket, &act) {
        // An old page filled in anew: other words than those that arrived under this id.
        let ticket = visit.ticket();
        outcome = submit(&visit, &session, ticket, under(act, TieId(ticket))).await?;
    }
    match outcome.as_ref().and_then(said_of) {
        None => Ok(go(&format!("{}#{place}", path::TIES))),
        Some((field, text)) => {
            draft.wrong = vec![Wrong::new(field, text)];
            let Some(view) = read(&visit, &session).await? else {
                return Ok(visit.closed());
            };
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(render(&visit, &session, status, view, draft))
        }
    }
}

/// Her page as it stands now; the read is written down before. None if the case has gone.
async fn read(visit: &Visit, session: &Session) -> Result<Option<TiesPage>, Refused> {
    let case = CaseId(session.subject);
    let found = gate::read_her(&visit.tomoni, session.council, case, session.reading()).await?;
    let today = jst_date(visit.tomoni.clock.now());
    Ok(found.map(|(file, council)| TiesPage::of(&file, &council, today)))
}

async fn submit(
    visit: &Visit,
    session: &Session,
    ticket: Uuid,
    act: CaseCommand,
) -> Result<Option<Outcome>, Refused> {
    let results = visit.submit(session, vec![(ticket, act)]).await?;
    Ok(results.into_iter().next().map(|result| result.outcome))
}

/// The field and the words of a refusal; none where it was done.
fn said_of(outcome: &Outcome) -> Option<(&'static str, Word)> {
    match outcome {
        Outcome::Refused {
            refusal: Refusal::InquiryWouldTellThePlace,
            ..
        } => Some((NAME, words::TIE_PLACE)),
        _ => refused(outcome).map(|text| (WHO, text)),
    }
}

/// What the form asks for and where the page shows it then, or what is wrong with it. Only who stands on
/// her page can be chosen: a forged choice is nobody.
fn asked(
    draft: &TiesDraft,
    view: &TiesPage,
    tie: TieId,
) -> Result<(CaseCommand, String), Vec<Wrong>> {
    let mut wrong = Vec::new();
    let mut lacks = |field: &str, text: Word| wrong.push(Wrong::new(field, text));
    let known = view
        .all()
        .zip(0_usize..)
        .find(|(tie, _)| key(&tie.to) == draft.who);
    let place = known.map_or(view.all().count(), |(_, number)| number);
    let place = format!("l{place}");
    let to = match known {
        Some((tie, _)) => Some(tie.to.clone()),
        None if draft.who == SOMEBODY && !draft.name.trim().is_empty() => Some(TieTo::Person {
            name: draft.name.clone(),
            relation: draft.relation.clone(),
        }),
        None if draft.who == SOMEBODY => {
            lacks(NAME, words::CHOOSE_NAME);
            None
        }
        None => {
            lacks(WHO, words::CHOOSE_WHO);
            None
        }
    };
    for (field, text) in [
        (NAME, &draft.name),
        (RELATION, &draft.relation),
        (WORDS, &draft.words),
    ] {
        if text.chars().count() > SHORT_TEXT {
            lacks(field, words::TIE_TOO_LONG);
        }
    }
    if draft.kind == TAKE_OFF {
        let said = known.and_then(|(tie, _)| tie.said.as_ref());
        if said.is_none() {
            lacks(KIND, words::NOTHING_TO_TAKE_OFF);
        }
        return match said.filter(|_| wrong.is_empty()) {
            Some(said) => Ok((
                CaseCommand::EndTie {
                    tie: said.id,
                    side: TieSide::Hers,
                },
                "main".to_owned(),
            )),
            None => Err(wrong),
        };
    }
    let kind = kind_of(&draft.kind);
    if kind.is_none() {
        lacks(KIND, words::CHOOSE_TIE);
    }
    let strength = strength_of(&draft.strength);
    if strength.is_none() {
        lacks(STRENGTH, words::CHOOSE_STRENGTH);
    }
    match (to, kind, strength) {
        (Some(to), Some(kind), Some(strength)) if wrong.is_empty() => {
            // What she is not asked about stays as it was.
            let flow = known
                .and_then(|(tie, _)| tie.said.as_ref())
                .map_or(TieFlow::Unsaid, |said| said.how.flow);
            let how = TieHow {
                kind,
                strength,
                flow,
            };
            Ok((
                CaseCommand::RecordTie {
                    tie,
                    side: TieSide::Hers,
                    to,
                    how,
                    words: draft.words.clone(),
                },
                place,
            ))
        }
        _ => Err(wrong),
    }
}

/// The same command with another id for its tie.
fn under(act: CaseCommand, tie: TieId) -> CaseCommand {
    match act {
        CaseCommand::RecordTie {
            side,
            to,
            how,
            words,
            ..
        } => CaseCommand::RecordTie {
            tie,
            side,
            to,
            how,
            words,
        },
        other => other,
    }
}

/// Whether her page shows what the command says.
fn is_there(view: &TiesPage, ticket: Uuid, act: &CaseCommand) -> bool {
    let said = |tie: &HerTie, how: &TieHow, words: &str| {
        let said = tie.said.as_ref();
        said.is_some_and(|said| said.id.0 == ticket && said.how == *how && said.words == words)
    };
    match act {
        CaseCommand::RecordTie { how, words, .. } => view.all().any(|tie| said(tie, how, words)),
        _ => true,
    }
}

fn filled(typed: &Typed) -> TiesDraft {
    TiesDraft {
        who: typed.text(WHO),
        name: typed.text(NAME),
        relation: typed.text(RELATION),
        kind: typed.text(KIND),
        strength: typed.text(STRENGTH),
        words: typed.text(WORDS),
        ..TiesDraft::default()
    }
}

fn render(
    visit: &Visit,
    session: &Session,
    status: StatusCode,
    view: TiesPage,
    draft: TiesDraft,
) -> Response {
    let draft = TiesDraft {
        token: session.form_token.clone(),
        ticket: visit.ticket(),
        ..draft
    };
    visit.page(status, || page(view, draft))
}
