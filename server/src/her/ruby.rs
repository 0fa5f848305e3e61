//! ふりがな: readings on and off, without losing what was typed: the switch sends the page's form
//! along, and the same page comes back with it.

use app::her::{entry as entry_page, field, safety};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::typed::Typed;
use super::{RUBY_COOKIE, Visit, agree, plan, talk, with_cookie};
use crate::http::refusal::Refused;

pub(super) async fn switch(mut visit: Visit, typed: Typed) -> Result<Response, Refused> {
    visit.ruby = typed.get("ruby") != "0";
    let cookie = if visit.ruby {
        format!("{RUBY_COOKIE}=1; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
    } else {
        format!("{RUBY_COOKIE}=0; Path=/; Secure; HttpOnly; SameSite=Strict")
    };
    let response = match typed.get(field::PAGE) {
        "a" => plan::again(&visit, &typed).await?,
        "c" => talk::again(&visit, &typed).await?,
        "d" => agree::again(&visit, &typed).await?,
        "s" => visit.page(StatusCode::OK, safety::page),
        _ => {
            let line = typed.get(entry_page::LINE).to_owned();
            visit.page(StatusCode::OK, || entry_page::page(Vec::new(), line))
        }
    };
    Ok(match HeaderValue::try_from(cookie) {
        Ok(cookie) => with_cookie(response, cookie),
        Err(_) => response,
    })
}
