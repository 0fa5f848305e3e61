//! はなれる: the session ends here and now, and the answer is an empty page that goes on by itself.
//!
//! 200 and not a redirect: `form-action 'self'` would stop one that leads to another host.

use app::her::blank;
use axum::extract::State;
use axum::http::header::{HeaderName, REFRESH};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{Html, IntoResponse, Response};

use super::{chosen, html, with_cookie};
use crate::http::refusal::Refused;
use crate::session::{self, Door};
use crate::tomoni::Tomoni;

/// Ends the session, whatever the form carried: leaving is always right.
pub(super) async fn leave(
    State(tomoni): State<Tomoni>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let refresh = HeaderValue::try_from(format!("0; url={}", tomoni.settings.outside))
        .unwrap_or(HeaderValue::from_static("0; url=/o"));
    let response = ([(REFRESH, refresh)], Html(html(blank::left))).into_response();
    ended(&tomoni, &headers, response).await
}

/// Ends the session of `headers`, and has the browser forget it.
async fn ended(
    tomoni: &Tomoni,
    headers: &HeaderMap,
    mut response: Response,
) -> Result<Response, Refused> {
    session::end(tomoni, Door::Her, headers).await?;
    tomoni.turned.forget(headers);
    // Not "cookies": that would clear the other door of the same domain too.
    response.headers_mut().insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    let response = with_cookie(response, session::expired_cookie(Door::Her));
    Ok(chosen::gone().fold(response, with_cookie))
}

/// Where the exit is to lead, as the operator wrote it: a page of this host or a whole address.
///
/// # Errors
/// What to write instead, for the operator.
pub fn exit_address(written: &str) -> Result<String, String> {
    let here = written.starts_with('/') && !written.starts_with("//");
    let elsewhere = ["https://", "http://"]
        .iter()
        .filter_map(|scheme| written.strip_prefix(scheme))
        .any(|rest| rest.starts_with(|sign: char| sign.is_ascii_alphanumeric()));
    let plain = written
        .bytes()
        .all(|sign| sign.is_ascii_graphic() && !b"\"'<>;,".contains(&sign));
    if (here || elsewhere) && plain {
        Ok(written.to_owned())
    } else {
        Err(
            "「はなれる」の行き先は、/ で始まるこのサイトの中のページか、https:// で始まるアドレスで書いてください。"
                .to_owned(),
        )
    }
}

/// The neutral page of this host. Whoever comes here with a session is leaving, and the call that
/// should have ended it was lost on its way.
pub(super) async fn outside(
    State(tomoni): State<Tomoni>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let response = Html(html(blank::outside)).into_response();
    if session::hash_in(Door::Her, &headers).is_none() {
        return Ok(response);
    }
    ended(&tomoni, &headers, response).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exit_leads_to_a_page_and_to_nothing_else() {
        for good in [
            "/o",
            "https://tenki.example/",
            "http://tenki.example/kyo?p=1",
        ] {
            assert_eq!(exit_address(good).as_deref(), Ok(good));
        }
        for bad in [
            "",
            "o",
            "//tenki.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "https://",
            "https:///x",
            "/o\"><script>",
            "/o; url=/x",
            "/o\r\nset-cookie: a=b",
            "天気",
        ] {
            assert!(exit_address(bad).is_err(), "{bad}");
        }
    }
}
