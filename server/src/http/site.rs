//! The static files of each door, and the shell of the staff app.

use std::convert::Infallible;
use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{Router, any};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use super::hygiene::Reusable;
use super::refusal::Refused;

/// The page that loads the staff app. It is kept on the device for offline use and holds nothing
/// about anybody.
const SHELL: &str = include_str!("shell.html");

/// The files of the staff door; every other address is a screen of the app and gets its shell.
pub fn staff(site: &Path) -> Router {
    let folder = site.join("staff");
    Router::new().fallback(any(move |request: Request| {
        let folder = folder.clone();
        async move {
            let screen = is_screen(&request);
            let found = file(&folder, request).await;
            if found.status() == StatusCode::NOT_FOUND && screen {
                return shell(&folder).await;
            }
            found
        }
    }))
}

/// The files of her door. There is no shell: her pages are made for each request.
pub fn her(site: &Path) -> Router {
    let folder = site.join("her");
    Router::new().fallback(any(move |request: Request| {
        let folder = folder.clone();
        async move { file(&folder, request).await }
    }))
}

async fn file(folder: &PathBuf, request: Request) -> Response {
    let files = ServeDir::new(folder)
        .precompressed_br()
        .precompressed_gzip()
        .append_index_html_on_directories(false);
    let served: Result<_, Infallible> = files.oneshot(request).await;
    let Ok(response) = served;
    let mut response = response.map(Body::new);
    if response.status().is_client_error() || response.status().is_server_error() {
        return Refused::of_status(response.status()).into_response();
    }
    response.extensions_mut().insert(Reusable);
    response
}

/// Whether a person is opening a screen: she asks for a page, by an address without a file's
/// ending.
fn is_screen(request: &Request) -> bool {
    let page = request
        .headers()
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.contains("text/html"));
    let last = request.uri().path().rsplit('/').next().unwrap_or_default();
    *request.method() == Method::GET && page && !last.contains('.')
}

async fn shell(folder: &Path) -> Response {
    // The built site may bring its own; tests and a server without a site do with ours.
    let page = tokio::fs::read_to_string(folder.join("index.html"))
        .await
        .unwrap_or_else(|_| SHELL.to_owned());
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    let mut response = ([(header::CONTENT_TYPE, kind)], page).into_response();
    response.extensions_mut().insert(Reusable);
    response
}
