//! はなれる: the session ends here and now, and the answer is an empty page that goes on by itself.
//!
//! 200 and not a redirect: `form-action 'self'` would stop one that leads to another host.

use app::her::blank;
use axum::extract::State;
use axum::http::header::{HeaderName, REFRESH};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{Html, IntoResponse, Response};

use super::{RUBY_COOKIE, html, with_cookie};
use crate::http::refusal::Refused;
use crate::session::{self, Door};
use crate::tomoni::Tomoni;

/// Ends the session, whatever the form carried: leaving is always right.
pub(super) async fn leave(
    State(tomoni): State<Tomoni>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    session::end(&tomoni, Door::Her, &headers).await?;
    let refresh = HeaderValue::try_from(format!("0; url={}", tomoni.settings.outside))
        .unwrap_or(HeaderValue::from_static("0; url=/o"));
    // Not "cookies": that would clear the other door of the same domain too.
    let clear = HeaderValue::from_static("\"cache\", \"storage\"");
    let response = (
        [
            (REFRESH, refresh),
            (HeaderName::from_static("clear-site-data"), clear),
        ],
        Html(html(blank::left)),
    )
        .into_response();
    let response = with_cookie(response, session::expired_cookie(Door::Her));
    Ok(with_cookie(response, ruby_cookie_gone()))
}

/// The neutral page of this host.
pub(super) async fn outside() -> Html<String> {
    Html(html(blank::outside))
}

fn ruby_cookie_gone() -> HeaderValue {
    HeaderValue::try_from(format!(
        "{RUBY_COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"
    ))
    .unwrap_or(HeaderValue::from_static(""))
}
