//! JSON in and out, with our own words when it cannot be read.

use axum::RequestExt;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use zeroize::Zeroizing;

use super::refusal::Refused;

/// A JSON body. What cannot be read as `T` is refused with 400.
pub struct Json<T>(pub T);

impl<T, S> FromRequest<S> for Json<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Refused;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refused> {
        if !is_content(request.headers(), "application/json") {
            return Err(Refused::of_status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let bytes = match request.with_limited_body().into_body().collect().await {
            Ok(collected) => collected.to_bytes(),
            Err(error) if is_too_large(&error) => {
                return Err(Refused::of_status(StatusCode::PAYLOAD_TOO_LARGE));
            }
            Err(_) => return Err(Refused::of_status(StatusCode::BAD_REQUEST)),
        };
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|_| Refused::of_status(StatusCode::BAD_REQUEST))
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// Reads a secret text, to be wiped when dropped.
pub(crate) fn wiped<'de, D: Deserializer<'de>>(from: D) -> Result<Zeroizing<String>, D::Error> {
    String::deserialize(from).map(Zeroizing::new)
}

/// Whether the content type is `kind`, whatever its parameters.
pub(crate) fn is_content(headers: &HeaderMap, kind: &str) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|value| value.trim().eq_ignore_ascii_case(kind))
}

fn is_too_large(error: &axum::Error) -> bool {
    let mut source: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = source {
        if error.is::<http_body_util::LengthLimitError>() {
            return true;
        }
        source = error.source();
    }
    false
}
