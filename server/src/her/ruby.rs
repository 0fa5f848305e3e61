//! ふりがな・言語: readings on and off, and the language of the pages, without losing what was typed: the
//! switch sends the page's form along, and the same page comes back with it.

use app::her::{entry as entry_page, field, frame, path};
use axum::http::StatusCode;
use axum::response::Response;
use domain::language::Language;

use super::chosen::Choice;
use super::turned::Stands;
use super::typed::Typed;
use super::{
    Visit, agree, at, decided, evaluate, given, know, live, meeting, plan, read_in, records,
    safety, talk, tell, ties, transfer, with_cookie, worker,
};
use crate::http::refusal::Refused;
use crate::session::Session;

pub(super) async fn switch(mut visit: Visit, typed: Typed) -> Result<Response, Refused> {
    let choice = match Language::of_code(typed.get(frame::LANGUAGE)) {
        Some(language) => {
            visit.language = read_in(&visit.tomoni, visit.session.as_ref(), language).await?;
            Choice::Language(language)
        }
        None => {
            visit.ruby = typed.get(frame::RUBY) != "0";
            Choice::Ruby(visit.ruby)
        }
    };
    let mark = visit.session.as_ref().map(Session::mark);
    let place = match typed.get(field::PAGE) {
        "s" => Some(path::SAFETY),
        "e" => Some(path::SIGN_IN),
        _ => None,
    };
    let mut response = same_page(visit, typed).await?;
    if let Some(place) = place {
        response = at(response, Stands::At(place));
    }
    let cookie = choice.cookie(mark.as_deref()).into_iter();
    Ok(cookie.fold(response, with_cookie))
}

/// The page a form stands on, with what was typed and nothing sent.
pub(super) async fn same_page(visit: Visit, typed: Typed) -> Result<Response, Refused> {
    Ok(match typed.get(field::PAGE) {
        "a" => plan::again(&visit, &typed).await?,
        "c" => talk::again(&visit, &typed).await?,
        "d" => agree::again(&visit, &typed).await?,
        "f" => evaluate::again(&visit, &typed).await?,
        "g" => given::again(&visit).await?,
        "2" => know::again(&visit, Vec::new()).await?,
        "3" => tell::again(&visit, &typed).await?,
        "4" => know::asked(&visit, &typed, Vec::new()).await?,
        "5" => know::knowing(visit).await?,
        "6" => know::looked(visit).await?,
        "k" => records::show(visit).await?,
        "t" => ties::again(&visit, &typed).await?,
        "m" => meeting::again(&visit, &typed).await?,
        "l" => live::again(&visit, &typed).await?,
        "n" => decided::again(&visit, &typed).await?,
        "h" => worker::again(&visit, &typed).await?,
        "s" => safety::again(&visit, &typed),
        "z" => transfer::again(&visit).await?,
        "0" => visit.public_page(StatusCode::OK, entry_page::before),
        entry_page::SHOWN => {
            let line = typed.get(entry_page::LINE).to_owned();
            visit.public_page(StatusCode::OK, || entry_page::shown(Vec::new(), line))
        }
        _ => {
            let line = typed.get(entry_page::LINE).to_owned();
            visit.public_page(StatusCode::OK, || entry_page::page(Vec::new(), line))
        }
    })
}
